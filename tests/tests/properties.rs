//! What holds for any network and any luck, replicate by replicate: no statistics, no violation allowed.
//!
//! The generator of cases starts from a fixed number and keeps no files.

use crate::small::{Net, all_ties, luck, pick};
use crate::twins::models;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rumormill::cascade::{Cascade, NOBODY};
use rumormill::engine::{self, Scratch};
use rumormill::graph::{Graph, Names, PerTie, builder};
use rumormill::law::{Law, Life, Rounds, Rule};
use rumormill::random::Chance;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(20), ..ProptestConfig::default() }
}

/// A network of up to 12 people, its ties with probabilities in twentieths, and with weights of at most 1 in sum.
#[derive(Clone, Debug)]
struct World {
    net: Net,
    replicate: u64,
    seeds: Vec<u32>,
    more: u32,
}

impl World {
    fn graph(&self) -> Graph {
        self.net.graph()
    }

    fn weighed(&self, by: f64) -> Graph {
        let scale = |to: u32| self.net.ties.iter().filter(|tie| tie.1 == to).map(|tie| tie.2).sum::<f64>().max(1.0);
        Net::new(self.net.people, self.net.ties.iter().map(|&(a, b, w)| (a, b, by * w / scale(b))).collect()).graph()
    }

    /// The network's numbers brought nearer to 1 (`up`) by half the way.
    fn raised(&self) -> Graph {
        Net::new(self.net.people, self.net.ties.iter().map(|&(a, b, p)| (a, b, p + (1.0 - p) / 2.0)).collect()).graph()
    }
}

prop_compose! {
    fn worlds()(people in 1usize..=12)
        (people in Just(people),
         shares in prop::collection::vec(0u32..60, people * (people - 1)),
         replicate in 0u64..1_000_000,
         seeds in prop::collection::vec(0..people as u32, 0..4),
         more in 0..people as u32) -> World {
        // Above 20 there is no tie: a third of all ties.
        let ties = all_ties(people).into_iter().zip(shares).filter(|(_, share)| *share <= 20);
        let ties = ties.map(|((a, b), share)| (a, b, f64::from(share) / 20.0)).collect();
        World { net: Net::new(people, ties), replicate, seeds, more }
    }
}

fn play(law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, replicate: u64) -> Cascade {
    let mut cascade = Cascade::default();
    engine::play(law, graph, seeds, horizon, &luck(51, replicate), &mut Scratch::new(), &mut cascade);
    cascade
}

fn times(law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, replicate: u64) -> Vec<f64> {
    let cascade = play(law, graph, seeds, horizon, replicate);
    let mut times = vec![f64::INFINITY; graph.people() as usize];
    for (&person, &time) in cascade.people.iter().zip(&cascade.times) {
        times[person as usize] = time;
    }
    times
}

/// The rumour alone can be stopped by more tellers; nothing else can.
fn is_monotone(law: &Law) -> bool {
    !matches!(law, Law::Contacts(_))
}

fn starts_alone(law: &Law) -> bool {
    matches!(law, Law::Rates { outside, .. } if *outside > 0.0)
}

/// Long enough for what ends, and an end for what does not.
const LONG: f64 = 200.0;

/// D8: one more seed never loses anybody and never delays anybody, on the same luck.
fn never_less(world: &World) -> Result<(), TestCaseError> {
    let graphs = [world.graph(), world.weighed(1.0)];
    let more: Vec<u32> = world.seeds.iter().copied().chain([world.more]).collect();
    for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
        if is_monotone(&law) {
            let graph = &graphs[usize::from(on_weights)];
            for horizon in [LONG, 2.0] {
                let few = times(&law, graph, &world.seeds, horizon, world.replicate);
                let many = times(&law, graph, &more, horizon, world.replicate);
                prop_assert!(few.iter().zip(&many).all(|(few, many)| many <= few), "{name}: {few:?} {many:?}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(100_000))]

    #[test]
    #[ignore = "full: 100,000 networks, about a minute"]
    fn more_seeds_never_less_in_many(world in worlds()) {
        never_less(&world)?;
    }
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn more_seeds_never_less(world in worlds()) {
        never_less(&world)?;
    }

    /// In live-edge form a seed adds the less the more there are (submodular): the cascade and linear threshold.
    #[test]
    fn gains_fall(world in worlds(), extra in prop::collection::vec(0u32..12, 1..4)) {
        let graphs = [world.graph(), world.weighed(1.0)];
        let n = world.net.people as u32;
        for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
            if matches!(law, Law::Tries { life: Rounds::Fixed(1), .. } | Law::Thresholds(Rule::OneOf(_))) {
                let graph = &graphs[usize::from(on_weights)];
                let larger: Vec<u32> = world.seeds.iter().copied().chain(extra.iter().map(|v| v % n)).collect();
                let reach = |seeds: &[u32], with: bool| {
                    let seeds: Vec<u32> = seeds.iter().copied().chain(with.then_some(world.more)).collect();
                    play(&law, graph, &seeds, f64::INFINITY, world.replicate).reach()
                };
                let few = reach(&world.seeds, true) - reach(&world.seeds, false);
                let many = reach(&larger, true) - reach(&larger, false);
                prop_assert!(many <= few, "{name}: {few} {many}");
            }
        }
    }

    /// Larger probabilities, rates, weights or lives only add people and only advance them.
    #[test]
    fn stronger_ties_never_less(world in worlds()) {
        let (low, high) = ([world.graph(), world.weighed(0.5)], [world.raised(), world.weighed(1.0)]);
        let weaker = models(&low[0], &low[1]).into_iter();
        for ((name, weak, on_weights), (_, strong, _)) in weaker.zip(models(&high[0], &high[1])) {
            // Live-edge linear threshold moves the intervals of the others when one grows.
            if is_monotone(&weak) && !matches!(weak, Law::Thresholds(Rule::OneOf(_))) {
                let few = times(&weak, &low[usize::from(on_weights)], &world.seeds, LONG, world.replicate);
                let many = times(&strong, &high[usize::from(on_weights)], &world.seeds, LONG, world.replicate);
                prop_assert!(few.iter().zip(&many).all(|(few, many)| many <= few), "{name}: {few:?} {many:?}");
            }
        }
        for (_, law, _) in models(&low[0], &low[1]) {
            let longer = match law.clone() {
                Law::Tries { chance, life: Rounds::Fixed(d) } => Law::Tries { chance, life: Rounds::Fixed(d.saturating_add(1)) },
                Law::Tries { chance, .. } => Law::Tries { chance, life: Rounds::Geometric(Chance::of(0.39)) },
                Law::Rates { rate, outside, life: Life::Fixed(d) } => Law::Rates { rate, outside, life: Life::Fixed(d * 1.1) },
                Law::Rates { rate, outside, .. } => Law::Rates { rate, outside, life: Life::Exponential(0.39) },
                _ => continue,
            };
            let few = times(&law, &low[0], &world.seeds, LONG, world.replicate);
            let many = times(&longer, &low[0], &world.seeds, LONG, world.replicate);
            prop_assert!(few.iter().zip(&many).all(|(few, many)| many <= few), "{law:?}: {few:?} {many:?}");
        }
    }

    /// A shorter horizon is the beginning of a longer one.
    #[test]
    fn a_horizon_cuts(world in worlds(), horizon in 0.0f64..6.0) {
        let graphs = [world.graph(), world.weighed(1.0)];
        for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
            let graph = &graphs[usize::from(on_weights)];
            for horizon in [horizon, horizon.floor()] {
                let all = play(&law, graph, &world.seeds, LONG, world.replicate);
                let part = play(&law, graph, &world.seeds, horizon, world.replicate);
                let count = all.times.iter().filter(|&&time| time <= horizon).count();
                prop_assert_eq!(&part.people[..], &all.people[..count], "{} to {}", &name, horizon);
                prop_assert_eq!(&part.times[..], &all.times[..count]);
                prop_assert_eq!(&part.parents[..], &all.parents[..count]);
            }
        }
    }

    /// Order and repetition of seeds, what the memory held before and playing again change nothing.
    #[test]
    fn only_the_question_matters(world in worlds(), other in worlds()) {
        let graphs = [world.graph(), world.weighed(1.0)];
        let others = [other.graph(), other.weighed(1.0)];
        let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
        let mut twice: Vec<u32> = world.seeds.iter().rev().copied().collect();
        twice.extend(&world.seeds);
        for ((name, law, on_weights), (_, used, _)) in
            models(&graphs[0], &graphs[1]).into_iter().zip(models(&others[0], &others[1]).into_iter().rev())
        {
            let graph = &graphs[usize::from(on_weights)];
            let first = play(&law, graph, &world.seeds, LONG, world.replicate);
            // Another law, network, luck and horizon through the same memory.
            for horizon in [1.0, LONG] {
                let at = if let Law::Thresholds(Rule::Weights(_) | Rule::OneOf(_) | Rule::Share) = used { &others[1] } else { &others[0] };
                engine::play(&used, at, &other.seeds, horizon, &luck(52, 0), &mut scratch, &mut cascade);
            }
            engine::play(&law, graph, &twice, LONG, &luck(51, world.replicate), &mut scratch, &mut cascade);
            prop_assert_eq!(&first, &cascade, "{}", name);
        }
    }

    /// The record of a run: everybody once, seeds first and in order, times that do not fall, parents who acted before and
    /// are heard, nobody without a way from a seed (or an outside source), nobody where nobody was asked.
    #[test]
    fn a_cascade_is_a_forest_from_its_seeds(world in worlds()) {
        let graphs = [world.graph(), world.weighed(1.0)];
        for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
            let graph = &graphs[usize::from(on_weights)];
            let cascade = play(&law, graph, &world.seeds, LONG, world.replicate);
            let reach = cascade.reach();
            prop_assert_eq!((cascade.parents.len(), cascade.times.len()), (reach, reach));
            let mut asked = world.seeds.clone();
            asked.sort_unstable();
            asked.dedup();
            prop_assert_eq!(&cascade.people[..cascade.seeds], &asked[..], "{}", name);
            let mut once = cascade.people.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), reach, "{} acted twice", name);
            for place in 0..reach {
                let (person, parent, time) = (cascade.people[place], cascade.parents[place], cascade.times[place]);
                prop_assert!(place == 0 || cascade.times[place - 1] <= time);
                if place < cascade.seeds {
                    prop_assert_eq!((parent, time), (NOBODY, 0.0));
                } else if parent == NOBODY {
                    prop_assert!(starts_alone(&law), "{} acted by no tie: {:?}", name, cascade);
                } else {
                    let by = cascade.people[parent as usize];
                    prop_assert!((parent as usize) < place && cascade.times[parent as usize] < time);
                    prop_assert!(graph.hearers(by).contains(&person), "{}: {} does not hear {}", name, person, by);
                }
            }
            let hops = cascade.hops();
            for place in 0..reach {
                match cascade.parents[place] {
                    NOBODY => prop_assert_eq!(hops[place], 0),
                    parent => prop_assert_eq!(hops[place], hops[parent as usize] + 1),
                }
            }
            if world.seeds.is_empty() && !starts_alone(&law) {
                prop_assert_eq!(reach, 0, "{} began by itself", name);
            }
        }
    }

    /// A person nobody hears and who hears nobody changes nothing for the others, and acts only if asked.
    #[test]
    fn isolated_people_are_by_themselves(world in worlds()) {
        let wider = Net { people: world.net.people + 1, ties: world.net.ties.clone() };
        let wider = World { net: wider, ..world.clone() };
        let (graphs, wide) = ([world.graph(), world.weighed(1.0)], [wider.graph(), wider.weighed(1.0)]);
        for ((name, law, on_weights), (_, beside, _)) in
            models(&graphs[0], &graphs[1]).into_iter().zip(models(&wide[0], &wide[1]))
        {
            let i = usize::from(on_weights);
            let expected = times(&law, &graphs[i], &world.seeds, LONG, world.replicate);
            let mut found = times(&beside, &wide[i], &world.seeds, LONG, world.replicate);
            let alone = found.pop().expect("the isolated person");
            prop_assert_eq!(&found, &expected, "{}", name);
            prop_assert!(alone == f64::INFINITY || starts_alone(&law), "{name} reached the isolated person");
            let mut asked = world.seeds.clone();
            asked.push(world.net.people as u32);
            let found = times(&beside, &wide[i], &asked, LONG, world.replicate);
            prop_assert_eq!(found.last(), Some(&0.0));
            prop_assert_eq!(&found[..expected.len()], &expected[..], "{}, the isolated person asked", name);
        }
    }

    /// Ties in any order make one network, whose rows and lists of those heard are those ties.
    #[test]
    fn the_order_of_ties_does_not_matter(world in worlds(), order in any::<u64>()) {
        let mut ties: Vec<(u32, u32)> = world.net.ties.iter().map(|tie| (tie.0, tie.1)).collect();
        let graph = world.graph();
        ties.sort_by_key(|&(a, b)| pick(order, a.into(), b.into()));
        let (from, to) = ties.iter().copied().unzip();
        let shuffled = builder::from_ties(Names::Numbered(world.net.people as u32), from, to, false);
        prop_assert_eq!(graph.targets(), shuffled.targets());
        for person in 0..graph.people() {
            prop_assert_eq!(graph.hearers(person), shuffled.hearers(person));
            let mut hearers: Vec<u32> = ties.iter().filter(|tie| tie.0 == person).map(|tie| tie.1).collect();
            hearers.sort_unstable();
            prop_assert_eq!(graph.hearers(person), &hearers[..]);
            let row = graph.heard().row(person);
            let mut heard: Vec<u32> = ties.iter().filter(|tie| tie.1 == person).map(|tie| tie.0).collect();
            heard.sort_unstable();
            prop_assert_eq!(&graph.heard().sources[row.clone()], &heard[..]);
            for i in row {
                let tie = graph.heard().ties[i] as usize;
                prop_assert_eq!(graph.targets()[tie], person);
                prop_assert!(graph.row(graph.heard().sources[i]).contains(&tie));
            }
        }
        // Both ways: each pair once, or each tie by itself.
        let pairs: Vec<(u32, u32)> = ties.iter().copied().filter(|&(a, b)| a < b).collect();
        let (from, to) = pairs.iter().copied().unzip();
        let mutual = builder::from_ties(Names::Numbered(world.net.people as u32), from, to, true);
        let (from, to) = pairs.iter().flat_map(|&(a, b)| [(b, a), (a, b)]).unzip();
        let both = builder::from_ties(Names::Numbered(world.net.people as u32), from, to, false);
        prop_assert!(mutual.is_mutual() && !both.is_mutual());
        for person in 0..graph.people() {
            prop_assert_eq!(mutual.hearers(person), both.hearers(person));
        }
    }

    /// A larger chance never needs more tries, down to the last bit of the chance and whatever the word.
    #[test]
    fn tries_fall_as_chances_rise(p in 1e-7f64..1.0, word in any::<u64>(), ulps in 1u64..4) {
        let graph = Net::new(2, vec![(0, 1, 0.5)]).graph();
        let tries = |p: f64| {
            let law = Law::Tries { chance: PerTie::Same(Chance::of(p)).into(), life: Rounds::Fixed(u32::MAX) };
            let mut world = crate::small::World::new(2);
            world.set_tie(0, 0, word);
            let mut cascade = Cascade::default();
            engine::play(&law, &graph, &[0], f64::INFINITY, &world, &mut Scratch::new(), &mut cascade);
            cascade.times.get(1).copied().unwrap_or(f64::INFINITY)
        };
        let more = f64::from_bits(p.to_bits() + ulps);
        prop_assert!(tries(more) <= tries(p), "{p} takes {}, {more} takes {}", tries(p), tries(more));
        // And the number is right: 1 - (1 - p)^d is about u at the last failure and the first success.
        let (u, d) = (rumormill::random::uniform(word), tries(p));
        let by = |d: f64| -(d * (-p).ln_1p()).exp_m1();
        prop_assert!(by(d) >= u - 1e-9 && by(d - 1.0) <= u + 1e-9, "{d} tries of {p} for {u}");
    }
}
