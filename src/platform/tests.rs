//! The platform against exact answers: the classical models as special cases, exposure curves, feeds, pools, monotonicity.
#![allow(clippy::disallowed_methods)] // expected values may be computed in any precision

use super::pool::{Depth, Surfing};
use super::*;
use crate::audience::relationship::{Growth, Trust};
use crate::audience::{Audience, Participation, Relationship};
use crate::cascade::Cascade;
use crate::graph::generate::Generator;
use crate::graph::generate::complete::Complete;
use crate::graph::{Graph, Names, PerPerson, builder};
use crate::random::Replicate;

/// One feed, one verb that is handed on to it.
fn simple(feed: Feed, verb: Verb) -> Platform {
    let emits = vec![Emission { surface: 0, fraction: 1.0 }];
    Platform {
        surfaces: vec![Surface::feed("feed", feed)],
        verbs: vec![Verb { adopts: true, emits, public: false, ..verb }],
        ..Platform::default()
    }
}

fn site<'a>(platform: &'a Platform, graph: &'a Graph, audience: &'a Audience, ready: &'a Prepared) -> Site<'a> {
    Site { platform, graph, audience, ready }
}

fn luck(replicate: u64) -> Replicate {
    Replicate::new(9u32.into(), replicate, 0)
}

fn one_item() -> Plan {
    Plan { items: vec![Item::reference()], ..Plan::default() }
}

/// Reach in each of so many replicates.
fn reaches(platform: &Platform, graph: &Graph, seeds: &[u32], horizon: f64, replicates: u64) -> Vec<f64> {
    let audience = Audience::default();
    let ready = Prepared::new(platform, graph, &audience, &luck(0));
    let site = site(platform, graph, &audience, &ready);
    let (mut scratch, mut cascade, plan) = (Scratch::default(), Cascade::default(), one_item());
    (0..replicates)
        .map(|r| {
            play(&site, &plan, seeds, horizon, &luck(r), &mut scratch, &mut cascade);
            cascade.reach() as f64
        })
        .collect()
}

/// |mean - exact| < 4.5 standard errors.
fn agrees(values: &[f64], exact: f64, what: &str) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let se = (values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0) / n).sqrt();
    assert!((mean - exact).abs() < 4.5 * se, "{what}: {mean} +- {se}, exact {exact}");
}

fn petersen() -> Graph {
    let from = vec![0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    let to = vec![1, 2, 3, 4, 0, 5, 6, 7, 8, 9, 7, 8, 9, 5, 6];
    builder::from_ties(Names::Numbered(10), from, to, true)
}

fn triangle() -> Graph {
    builder::from_ties(Names::Numbered(3), vec![0, 1, 2], vec![1, 2, 0], true)
}

/// A feed that shows every copy at once and kappa = 1 is the independent cascade: Petersen graph, p = 0.3: 2.936318743387.
#[test]
fn independent_cascade_is_a_special_case() {
    let platform = simple(Feed::at_once(), Verb::new("share", 0.3));
    agrees(&reaches(&platform, &petersen(), &[0], 1.0, 100_000), 2.936_318_743_387, "petersen");
    let platform = simple(Feed::at_once(), Verb::new("share", 0.5));
    agrees(&reaches(&platform, &triangle(), &[0], 1.0, 100_000), 2.25, "triangle");
}

/// The same with delays: who is reached does not depend on when copies are seen; and a feed in which a share P is ever seen is
/// an independent cascade of probability P p, where copies are independent.
#[test]
fn a_feed_thins_the_cascade() {
    let platform = simple(Feed { divided: false, ..Feed::observed(0.6, 3.0) }, Verb::new("share", 0.5));
    agrees(&reaches(&platform, &petersen(), &[0], f64::INFINITY, 100_000), 2.936_318_743_387, "petersen, P 0.6, p 0.5");
}

/// Uniform thresholds and doses that are shares of a person's ties are the linear threshold model: triangle 2.5.
#[test]
fn linear_threshold_is_a_special_case() {
    let verb = Verb { response: Response::Uniform, ..Verb::new("share", 0.5) };
    let platform = simple(Feed::at_once(), verb);
    agrees(&reaches(&platform, &triangle(), &[0], 1.0, 100_000), 2.5, "triangle");
}

/// Constant thresholds count voices: threshold 2 on a ring lattice with 2 neighbours on each side is two more a round.
#[test]
fn complex_contagion_is_a_special_case() {
    let graph = crate::graph::generate::ring_lattice::RingLattice::new(30, 4).unwrap().draw(1u32);
    let verb = Verb { response: Response::Constant(2.0), ..Verb::new("share", 1.0) };
    let platform = simple(Feed { rounds: true, ..Feed::at_once() }, verb);
    for rounds in 0..5 {
        assert_eq!(reaches(&platform, &graph, &[7, 8], f64::from(rounds), 1), [2.0 + 2.0 * f64::from(rounds)]);
        assert_eq!(reaches(&platform, &graph, &[7], f64::from(rounds), 1), [1.0]);
    }
}

/// Bass, agent by agent: bought exposures at rate p a person, copies that never fade and are seen at rate q / (n - 1), and a
/// verb that is done at the first exposure. Against the exact mean of the birth process with rates (n - k)(p + q k / (n - 1)).
#[test]
fn bass_is_a_special_case() {
    struct Everywhere {
        an_hour: f64,
    }
    impl Lever for Everywhere {
        fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
            Box::new(Bought(self.an_hour))
        }
    }
    struct Bought(f64);
    impl Part for Bought {
        fn posted(&mut self, world: &mut World, item: u32) {
            world.buy(item, self.0, f64::INFINITY, 1.0);
        }
    }
    let (n, p, q, horizon) = (40u32, 0.03, 0.38, 8.0);
    let graph = Complete::new(n).unwrap().draw(1u32);
    let attention = Attention::Rates { visits: q / f64::from(n - 1), fading: 0.0 };
    let feed = Feed { attention, divided: false, ..Feed::at_once() };
    let mut platform = simple(feed, Verb::new("adopt", 1.0));
    platform.surfaces.push(Surface { trust: Worth::Is(1.0), ..Surface::pool("television", Pool::new(Position::Paid)) });
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let item = Item { by_seeds: false, ..Item::reference() };
    let plan =
        Plan { items: vec![item], levers: vec![Box::new(Everywhere { an_hour: p * f64::from(n) })], ..Plan::default() };
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    let reaches: Vec<f64> = (0..20_000)
        .map(|r| {
            play(&site, &plan, &[], horizon, &luck(r), &mut scratch, &mut cascade);
            cascade.reach() as f64
        })
        .collect();
    // The master equation, in small steps.
    let mut chance = vec![0.0; n as usize + 1];
    chance[0] = 1.0;
    let steps = 200_000;
    for _ in 0..steps {
        for k in (0..n as usize).rev() {
            let rate = (f64::from(n) - k as f64) * (p + q * k as f64 / f64::from(n - 1));
            let flow = chance[k] * rate * horizon / f64::from(steps);
            chance[k] -= flow;
            chance[k + 1] += flow;
        }
    }
    let exact: f64 = chance.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    agrees(&reaches, exact, "Bass");
}

/// Goldenberg, Libai and Muller 2001: each period a person who has not adopted does so with probability
/// 1 - (1 - a)(1 - b)^j, j of the heard having adopted before. Sightings that wait for the next whole unit of time, at rate
/// -ln(1 - b) a copy, are these tries.
#[test]
fn goldenberg_is_a_special_case() {
    let (b, rounds, n) = (0.05f64, 12u32, 60u32);
    let graph = crate::graph::generate::ring_lattice::RingLattice::new(n, 6).unwrap().draw(1u32);
    let attention = Attention::Rates { visits: -(1.0 - b).ln(), fading: 0.0 };
    let platform = simple(Feed { attention, divided: false, rounds: true, ..Feed::at_once() }, Verb::new("adopt", 1.0));
    let ours = reaches(&platform, &graph, &[0, 20], f64::from(rounds), 20_000);
    // Literally, with other luck.
    let literal: Vec<f64> = (0..20_000u64)
        .map(|r| {
            let mut coins = Replicate::new(77u32.into(), r, 0).stream(crate::random::Purpose::Contact).sequence(0);
            let mut adopted = vec![false; n as usize];
            (adopted[0], adopted[20]) = (true, true);
            for _ in 0..rounds {
                let before = adopted.clone();
                for speaker in (0..n).filter(|&i| before[i as usize]) {
                    for &hearer in graph.hearers(speaker) {
                        adopted[hearer as usize] |= !before[hearer as usize] && coins.uniform() < b;
                    }
                }
            }
            adopted.iter().filter(|&&is| is).count() as f64
        })
        .collect();
    let differences: Vec<f64> = ours.iter().zip(&literal).map(|(a, b)| a - b).collect();
    agrees(&differences, 0.0, "Goldenberg");
}

/// Exposure curves: P_n = 1 - (1 - p)^(n^kappa) for p = 0.02 and kappa 0.4, 1, 2; a star of friends who all post, 200,000
/// people for each number of exposures. Every |z| < 4.5.
#[test]
fn exposure_curves_follow_kappa() {
    let table = [
        (0.4, [0.0200, 0.0263, 0.0309, 0.0495]),
        (1.0, [0.02, 0.0396, 0.0588, 0.1829]),
        (2.0, [0.02, 0.0776, 0.1663, 0.8674]),
    ];
    for (kappa, wanted) in table {
        for (exposures, wanted) in [1u32, 2, 3, 10].into_iter().zip(wanted) {
            let exact = 1.0 - 0.98f64.powf(f64::from(exposures).powf(kappa));
            assert!((exact - wanted).abs() < 6e-5);
            // The first so many people are heard by all others.
            let people = 2000;
            let pairs = (0..exposures).flat_map(|from| (exposures..exposures + people).map(move |to| (from, to)));
            let (from, to) = pairs.unzip();
            let graph = builder::from_ties(Names::Numbered(exposures + people), from, to, false);
            let verb = Verb { response: Response::Weibull { kappa }, ..Verb::new("share", 0.02) };
            let platform = simple(Feed::at_once(), verb);
            let seeds: Vec<u32> = (0..exposures).collect();
            let acted = reaches(&platform, &graph, &seeds, 1.0, 100).iter().sum::<f64>() - 100.0 * f64::from(exposures);
            let n = 100.0 * f64::from(people);
            let z = (acted - n * exact) / (n * exact * (1.0 - exact)).sqrt();
            assert!(z.abs() < 4.5, "kappa {kappa}, {exposures} exposures: {} for {exact}, z = {z}", acted / n);
        }
    }
}

/// Unequal people: half never come, inboxes differ; the mean share seen over ties and the time by which half of the sightings
/// have happened are what was asked for.
#[test]
fn feeds_are_calibrated_over_different_people() {
    let people = 400u32;
    // Person i hears everybody whose number is below i % 40 + 1.
    let pairs = (0..people).flat_map(|to| (0..=to % 40).filter(move |&from| from != to).map(move |from| (from, to)));
    let (from, to): (Vec<u32>, Vec<u32>) = pairs.unzip();
    let graph = builder::from_ties(Names::Numbered(people), from, to, false);
    let visit_rate = PerPerson::Each((0..people).map(|i| f64::from(i % 7) + 0.1).collect());
    let participation = Participation { visit_rate, ..Participation::default() };
    let audience = Audience { participation, ..Audience::default() };
    let verb = Verb { adopts: true, ..Verb::new("view", 1.0) };
    let platform = simple(Feed::observed(0.35, 3.2), Verb { emits: Vec::new(), ..verb });
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade, plan) = (Scratch::default(), Cascade::default(), one_item());
    let (mut copies, mut seen, mut early) = (0.0, 0.0, 0.0);
    let seeds: Vec<u32> = (0..40).collect();
    for r in 0..300 {
        // All of the heard post; each copy is an exposure of its own.
        play(&site, &plan, &seeds, 1e5, &luck(r), &mut scratch, &mut cascade);
        copies += scratch.book.ledger.copies as f64;
        seen += scratch.book.ledger.exposures[0] as f64;
        play(&site, &plan, &seeds, 3.2, &luck(r), &mut scratch, &mut cascade);
        early += scratch.book.ledger.exposures[0] as f64;
    }
    let z = |count: f64, p: f64| (count - copies * p) / (copies * p * (1.0 - p)).sqrt();
    assert!(z(seen, 0.35).abs() < 4.5 && z(early, 0.175).abs() < 4.5, "{seen} {early} of {copies}");
}

/// S3 (a): a flat page with the novelty of Digg stories: votes by 60, 69 and 120 minutes are .467, .500, .634 of all.
#[test]
fn novelty_alone_gives_the_half_life_of_digg() {
    let people = 20_000u32;
    let graph = builder::from_ties(Names::Numbered(people), vec![], vec![], false);
    let flat = Position::Newest { arrivals: 0.0, page: 15.0, depth: Depth::Geometric(0.9) };
    let tau = 0.4f64.powf(-2.5) / 60.0;
    let front = Surface {
        novelty: Novelty::Stretched { tau, exponent: 0.4 },
        trust: Worth::Is(1.0),
        ..Surface::pool("front", Pool { expire: 200.0, ..Pool::new(flat) })
    };
    // Few visits, so that hardly anybody votes who would have voted later: one in a hundred does at all.
    let verb = Verb { adopts: true, public: false, ..Verb::new("vote", 0.5) };
    let platform = Platform { surfaces: vec![front], verbs: vec![verb], ..Platform::default() };
    let visit_rate = PerPerson::Same(0.03);
    let participation = Participation { visit_rate, ..Participation::default() };
    let audience = Audience { participation, ..Audience::default() };
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade, plan) = (Scratch::default(), Cascade::default(), one_item());
    let (mut votes, mut by) = (0.0, [0.0; 3]);
    for r in 0..30 {
        play(&site, &plan, &[0], 200.0, &luck(r), &mut scratch, &mut cascade);
        for act in &scratch.book.ledger.acts {
            votes += 1.0;
            for (by, minutes) in by.iter_mut().zip([60.0, 69.0, 120.0]) {
                *by += f64::from(u8::from(act.time * 60.0 <= minutes));
            }
        }
    }
    assert!(votes > 5000.0, "{votes}");
    for (by, wanted) in by.into_iter().zip([0.467, 0.5, 0.634]) {
        let z = (by - votes * wanted) / (votes * wanted * (1.0 - wanted)).sqrt();
        assert!(z.abs() < 4.5, "{} of {votes} for {wanted}", by);
    }
}

/// The sightings in a newest-first pool follow the law of surfing: visits x integral of the survival, and half of them before
/// 0.3695 pages are gone.
#[test]
fn a_newest_pool_is_seen_as_surfing_says() {
    let graph = builder::from_ties(Names::Numbered(1000), vec![], vec![], false);
    let newest = Position::Newest { arrivals: 6.0, page: 15.0, depth: Depth::Surfing(Surfing::new(0.6, 0.6)) };
    let verb = Verb { adopts: true, ..Verb::new("vote", 0.0) };
    let platform = Platform {
        surfaces: vec![Surface { share: 0.5, ..Surface::pool("new", Pool::new(newest)) }],
        verbs: vec![verb],
        ..Platform::default()
    };
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade, plan) = (Scratch::default(), Cascade::default(), one_item());
    let mut counts = |horizon: f64| -> Vec<f64> {
        (0..200)
            .map(|r| {
                play(&site, &plan, &[0], horizon, &luck(r), &mut scratch, &mut cascade);
                scratch.book.ledger.exposures[0] as f64
            })
            .collect()
    };
    // 500 visits an hour, a page is 2.5 hours.
    agrees(&counts(500.0), 500.0 * 2.5 * 0.6, "all");
    agrees(&counts(0.3695 * 2.5), 500.0 * 2.5 * 0.3, "half");
}

/// A dependent verb gets one dose, on the exposure on which its prerequisite is done.
#[test]
fn dependent_verbs_get_one_dose() {
    let people = 3000;
    let pairs = (0..20u32).flat_map(|from| (20..20 + people).map(move |to| (from, to)));
    let (from, to) = pairs.unzip();
    let graph = builder::from_ties(Names::Numbered(20 + people), from, to, false);
    let mut platform = simple(Feed::at_once(), Verb::new("share", 0.0));
    platform.verbs.push(Verb { public: false, ..Verb::new("click", 0.3) });
    platform.verbs.push(Verb { public: false, requires: Some(1), ..Verb::new("buy", 0.25) });
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    let seeds: Vec<u32> = (0..20).collect();
    let shares: Vec<f64> = (0..50)
        .map(|r| {
            play(&site, &one_item(), &seeds, 1.0, &luck(r), &mut scratch, &mut cascade);
            scratch.book.ledger.verbs[2] as f64 / scratch.book.ledger.verbs[1] as f64
        })
        .collect();
    agrees(&shares, 0.25, "buyers among those who clicked");
}

fn facebook_like() -> (Platform, Graph) {
    let graph = crate::graph::generate::small_world::SmallWorld::new(300, 8, 0.2).unwrap().draw(4u32);
    let verb = Verb { response: Response::Weibull { kappa: 0.7 }, ..Verb::new("share", 0.2) };
    let mut platform = simple(Feed { ranking: 0.0, ..Feed::observed(0.35, 3.2) }, verb);
    platform.verbs.push(Verb {
        emits: vec![Emission { surface: 0, fraction: 0.3 }],
        public: false,
        ..Verb::new("like", 0.1)
    });
    (platform, graph)
}

/// More seeds, a higher chance, more appeal or more trust only enlarge the set of those who act, and only bring acts forward:
/// in every replicate.
#[test]
fn more_is_never_less() {
    let (platform, graph) = facebook_like();
    let audience = Audience::default();
    let acts = |platform: &Platform, appeal: f64, seeds: &[u32], r: u64| {
        let ready = Prepared::new(platform, &graph, &audience, &luck(0));
        let site = site(platform, &graph, &audience, &ready);
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        let plan = Plan { items: vec![Item { appeal: Appeal::Given(appeal), ..Item::reference() }], ..Plan::default() };
        play(&site, &plan, seeds, 300.0, &luck(r), &mut scratch, &mut cascade);
        let mut times = vec![f64::INFINITY; 300];
        cascade.people.iter().zip(&cascade.times).for_each(|(&person, &time)| times[person as usize] = time);
        times
    };
    let mut likely = platform.clone();
    likely.verbs[0].probability = 0.25;
    let mut liked = platform.clone();
    liked.verbs[1].emits[0].fraction = 0.6;
    let mut gained = 0;
    for r in 0..300 {
        let few = acts(&platform, 1.0, &[3, 50], r);
        for more in [
            acts(&platform, 1.0, &[3, 50, 120], r),
            acts(&platform, 1.4, &[3, 50], r),
            acts(&likely, 1.0, &[3, 50], r),
            acts(&liked, 1.0, &[3, 50], r),
        ] {
            assert!(few.iter().zip(&more).all(|(few, more)| more <= few), "replicate {r}");
            gained += u32::from(few != more);
        }
    }
    assert!(gained > 300);
}

/// The same scratch, another scratch, another order of replicates: the same book and the same cascade.
#[test]
fn a_replicate_depends_on_its_luck_alone() {
    let (mut platform, graph) = facebook_like();
    platform.surfaces.push(Surface::pool(
        "popular",
        Pool::new(Position::Draw { slots: 3.0, background: 50.0, life: 40.0, up: 0.5, down: 0.5 }),
    ));
    platform.verbs[0].score = 1;
    platform.verbs[0].tie = TieEffect::OneWay;
    let growth = Growth { one_way: 0.1, two_way: 0.3 };
    let relationship = Relationship { growth, half_life: 100.0, trust: Trust::USUAL, ..Relationship::default() };
    let audience = Audience { relationship, ..Audience::default() };
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let plan =
        Plan { items: vec![Item::default(), Item { at: 30.0, by_brand: true, ..Item::default() }], ..Plan::default() };
    let mut shared = (Scratch::default(), Cascade::default());
    let mut last = Vec::new();
    for r in [5, 1, 9, 1, 5] {
        play(&site, &plan, &[0, 9], 200.0, &luck(r), &mut shared.0, &mut shared.1);
        let mut own = (Scratch::default(), Cascade::default());
        play(&site, &plan, &[9, 0, 9], 200.0, &luck(r), &mut own.0, &mut own.1);
        assert_eq!((&shared.0.book.ledger, &shared.1), (&own.0.book.ledger, &own.1));
        last.push(own.0.book.ledger);
    }
    assert_eq!(last[0], last[4]);
    assert_ne!(last[0], last[1]);
    assert!(last[0].strength_gained > 0.0);
}

/// The table of meetings grows when it must, also while somebody decides on a verb that is done once for the brand: nothing
/// depends on how large it had grown before.
#[test]
fn a_table_that_grows_changes_nothing() {
    let (mut platform, graph) = facebook_like();
    for verb in 0..3 {
        let once = Verb { once: true, ..Verb::new(&format!("buy {verb}"), 0.4) };
        platform.verbs.push(once);
    }
    platform.verbs.push(Verb::new("last", 0.4));
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let items = (0..6).map(|i| Item { at: f64::from(i), ..Item::default() }).collect();
    let plan = Plan { items, ..Plan::default() };
    let seeds: Vec<u32> = (0..40).collect();
    let mut grown = (Scratch::default(), Cascade::default());
    play(&site, &plan, &seeds, 400.0, &luck(99), &mut grown.0, &mut grown.1);
    for r in 0..20 {
        let mut fresh = (Scratch::default(), Cascade::default());
        play(&site, &plan, &seeds, 400.0, &luck(r), &mut fresh.0, &mut fresh.1);
        play(&site, &plan, &seeds, 400.0, &luck(r), &mut grown.0, &mut grown.1);
        assert_eq!((&fresh.0.book.ledger, &fresh.1), (&grown.0.book.ledger, &grown.1), "replicate {r}");
    }
}

/// Relays who hand on without adopting are passed through: 0 -> 1 -> 2, where 1 only likes.
#[test]
fn relays_are_passed_through() {
    let graph = builder::from_ties(Names::Numbered(3), vec![0, 1], vec![1, 2], false);
    let mut platform = simple(Feed::at_once(), Verb::new("share", 0.5));
    platform.verbs.push(Verb { emits: vec![Emission { surface: 0, fraction: 1.0 }], ..Verb::new("like", 1.0) });
    let audience = Audience::default();
    let ready = Prepared::new(&platform, &graph, &audience, &luck(0));
    let site = site(&platform, &graph, &audience, &ready);
    let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
    let mut through = 0;
    for r in 0..200 {
        play(&site, &one_item(), &[0], 9.0, &luck(r), &mut scratch, &mut cascade);
        if cascade.people == [0, 2] {
            assert_eq!(cascade.parents, [crate::cascade::NOBODY, 0]);
            through += 1;
        }
    }
    assert!(through > 20, "{through}");
}

mod brands;
mod habits;
mod pools;
mod totals;
mod visits;
mod watched;
