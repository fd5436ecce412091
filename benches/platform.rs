//! The platform engine: nanoseconds an exposure, a copy and an event, on one core, and bytes a person and a tie.
//!
//! Shows: one post by 50 people on a feed as Facebook's (40 ties each, ranked by strength, three verbs at kappa 0.7, one handed
//! on), with 20,000 and 1,000,000 people, decided copy by copy and read visit by visit. An exposure is one person who meets the
//! item; a copy is one tie to which an act was written, seen or not; an event is what passes the queue: a sighting, or a visit. Each
//! answer is asserted: the share of copies seen is the calibrated one within 0.02. The memory is what the process holds more once
//! the platform is made ready and played, divided by people; of the network, by ties.
//!
//! Does not show: pools; campaigns with levers; more than one core.

mod common;

use common::{Jobs, luck, turns, wanted};
use rumormill::audience::relationship::Trust;
use rumormill::audience::{Audience, Relationship};
use rumormill::cascade::Cascade;
use rumormill::graph::generate::Generator;
use rumormill::graph::generate::small_world::SmallWorld;
use rumormill::platform::{
    Emission, Feed, Fidelity, Item, Plan, Platform, Prepared, Response, Scratch, Site, Surface, TieEffect, Verb, play,
};
use rumormill::random::Purpose;

/// Bytes that the process holds in memory; 0 where the system does not say.
fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages.and_then(|text| text.split(' ').nth(1)?.parse::<f64>().ok()).map_or(0.0, |pages| pages * 4096.0)
}

fn main() {
    for (people, fidelity) in [
        (20_000u32, Fidelity::Annealed),
        (20_000, Fidelity::Quenched { past: 1.0 }),
        (1_000_000, Fidelity::Annealed),
        (1_000_000, Fidelity::Quenched { past: 1.0 }),
    ] {
        let title = format!("A post on a feed, {people} people, {fidelity:?}");
        if !wanted(&title) {
            continue;
        }
        let before = resident();
        let graph = SmallWorld::new(people, 40, 0.3).expect("legal").generate(luck(1).stream(Purpose::Network));
        let strengths = (0..graph.ties()).map(|tie| (tie % 97) as f64 / 194.0).collect::<Vec<f64>>();
        let graph = graph.with_strengths(strengths);
        let of_ties = (resident() - before) / graph.ties() as f64;
        let before = resident();
        let verb = |name: &str, p: f64| Verb {
            response: Response::Weibull { kappa: 0.7 },
            tie: TieEffect::OneWay,
            ..Verb::new(name, p)
        };
        let platform = Platform {
            surfaces: vec![Surface::feed("feed", Feed { ranking: 2.0, fidelity, ..Feed::observed(0.35, 3.2) })],
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
        let (mut exposures, mut copies, mut events) = (0u64, 0u64, 0u64);
        let replicates = 40;
        let mut run = |exposures: &mut u64, copies: &mut u64, events: &mut u64| {
            for r in 0..replicates {
                play(&site, &plan, &seeds, 1e4, &luck(r), &mut scratch, &mut cascade);
                *exposures += scratch.book.ledger.exposures[0];
                *copies += scratch.book.ledger.copies;
                *events += scratch.book.ledger.events;
            }
        };
        run(&mut exposures, &mut copies, &mut events);
        let (seen, n) = (exposures as f64 / copies as f64, copies as f64);
        // Copies of one person's acts share a hearer, so they are not all independent: a wide bound.
        assert!((seen - 0.35).abs() < 0.02, "{seen} of {n} copies seen");
        let of_people = (resident() - before) / f64::from(people);
        println!("\n{people} people, {fidelity:?}: {copies} copies, {exposures} exposures, {events} events");
        println!("  {of_ties:.1} bytes a tie, {of_people:.1} bytes a person beside");
        let jobs: Jobs = vec![(
            "exposures",
            Box::new(move || {
                let (mut exposures, mut copies, mut events) = (0, 0, 0);
                run(&mut exposures, &mut copies, &mut events);
                assert!(exposures > 0);
            }),
        )];
        turns(&title, "exposure", exposures as f64, jobs);
    }
}
