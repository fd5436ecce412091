//! The platform engine: nanoseconds an exposure and an event, on one core.
//!
//! Shows: one post by 50 people on a feed as Facebook's (40 ties each, ranked by strength, three verbs at kappa 0.7, one handed
//! on), with 20,000 and 1,000,000 people. An exposure is one person who meets the item; a copy is one tie to which an act was
//! written, seen or not. Each answer is asserted: the share of copies seen is the calibrated one within 5 standard errors.
//!
//! Does not show: pools; campaigns with levers; more than one core.

mod common;

use common::{Jobs, luck, turns};
use rumormill::audience::relationship::Trust;
use rumormill::audience::{Audience, Relationship};
use rumormill::cascade::Cascade;
use rumormill::graph::generate::Generator;
use rumormill::graph::generate::small_world::SmallWorld;
use rumormill::platform::{
    Emission, Feed, Item, Plan, Platform, Prepared, Response, Scratch, Site, Surface, TieEffect, Verb, play,
};
use rumormill::random::Purpose;

fn main() {
    for people in [20_000u32, 1_000_000] {
        let graph = SmallWorld::new(people, 40, 0.3).expect("legal").generate(luck(1).stream(Purpose::Network));
        let strengths = (0..graph.ties()).map(|tie| (tie % 97) as f64 / 194.0).collect::<Vec<f64>>();
        let graph = graph.with_strengths(strengths);
        let verb = |name: &str, p: f64| Verb {
            response: Response::Weibull { kappa: 0.7 },
            tie: TieEffect::OneWay,
            ..Verb::new(name, p)
        };
        let platform = Platform {
            surfaces: vec![Surface::feed("feed", Feed { ranking: 2.0, ..Feed::observed(0.35, 3.2) })],
            verbs: vec![
                verb("click", 0.11),
                verb("like", 0.05),
                Verb { adopts: true, emits: vec![Emission { surface: 0, fraction: 1.0 }], ..verb("share", 0.05) },
            ],
            ..Platform::default()
        };
        let trust = Trust::USUAL.calibrated(graph.strengths().expect("just given"));
        let relationship = Relationship { trust, half_life: 2160.0, ..Relationship::default() };
        let audience = Audience { relationship, ..Audience::default() };
        let ready = Prepared::new(&platform, &graph, &audience, &luck(1));
        let site = Site { platform: &platform, graph: &graph, audience: &audience, ready: &ready };
        let seeds: Vec<u32> = (0..50).map(|i| i * (people / 50)).collect();
        let plan = Plan { items: vec![Item::reference()], ..Plan::default() };
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        let (mut exposures, mut copies) = (0u64, 0u64);
        let replicates = 40;
        let mut run = |exposures: &mut u64, copies: &mut u64| {
            for r in 0..replicates {
                play(&site, &plan, &seeds, 1e4, &luck(r), &mut scratch, &mut cascade);
                *exposures += scratch.ledger.exposures[0];
                *copies += scratch.ledger.copies;
            }
        };
        run(&mut exposures, &mut copies);
        let (seen, n) = (exposures as f64 / copies as f64, copies as f64);
        // Copies of one person's acts share a hearer, so they are not all independent: a wide bound.
        assert!((seen - 0.35).abs() < 0.02, "{seen} of {n} copies seen");
        println!("{people} people: {copies} copies, {exposures} exposures");
        let jobs: Jobs = vec![(
            "exposures",
            Box::new(move || {
                let (mut exposures, mut copies) = (0, 0);
                run(&mut exposures, &mut copies);
                assert!(exposures > 0);
            }),
        )];
        turns(&format!("A post on a feed, {people} people"), "exposure", exposures as f64, jobs);
    }
}
