//! A result depends on its address (random seed, replicate, slot) alone.

use crate::small::{Net, luck, pick};
use crate::twins::models;
use rumormill::cascade::Cascade;
use rumormill::engine::{self, Scratch};
use rumormill::graph::Graph;
use rumormill::law::Law;
use rumormill::parallel;
use rumormill::quantity::RandomSeed;
use rumormill::random::{Purpose, Replicate};

fn network() -> Graph {
    let ties = (0..400).map(|i| ((pick(i, 0, 60) % 80) as u32, (pick(i, 1, 60) % 80) as u32));
    let mut ties: Vec<_> = ties.filter(|(a, b)| a != b).collect();
    ties.sort_unstable();
    ties.dedup();
    // Nobody hears more than 20, so weights of 1/20 add up to at most 1.
    Net::new(80, ties.into_iter().map(|(a, b)| (a, b, 0.05)).collect()).graph()
}

fn one(law: &Law, graph: &Graph, replicate: u64, scratch: &mut Scratch, cascade: &mut Cascade) -> Cascade {
    engine::play(law, graph, &[3, 4, 50], 40.0, &luck(61, replicate), scratch, cascade);
    cascade.clone()
}

/// Any number of threads, any way to split the replicates, any order: the same records.
#[test]
fn threads_batches_and_order_change_nothing() {
    let graph = network();
    let count = 60;
    for (name, law, _) in models(&graph, &graph) {
        let run = |first: u64, count: u64| -> Vec<Cascade> {
            parallel::map(count, Default::default, |(scratch, cascade), i| {
                one(&law, &graph, first + i, scratch, cascade)
            })
        };
        let whole = run(0, count);
        let alone: Vec<Cascade> =
            (0..count).map(|r| one(&law, &graph, r, &mut Scratch::new(), &mut Cascade::default())).collect();
        assert_eq!(whole, alone, "{name}");
        for width in [1, 2, 7] {
            let parts: Vec<Cascade> =
                (0..count).step_by(width).flat_map(|first| run(first, (count - first).min(width as u64))).collect();
            assert_eq!(whole, parts, "{name}, in parts of {width}");
        }
        // Fewer replicates are the first of more; backwards through one memory they are the same.
        assert_eq!(run(0, 9)[..], whole[..9], "{name}");
        let (mut scratch, mut cascade) = Default::default();
        for r in (0..count).rev() {
            assert_eq!(one(&law, &graph, r, &mut scratch, &mut cascade), whole[r as usize], "{name}, backwards");
        }
        #[cfg(feature = "parallel")]
        for threads in [1, 2, 3, 4, 7, 16] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            assert_eq!(pool.install(|| run(0, count)), whole, "{name}, {threads} threads");
        }
    }
}

/// Each part of an address matters, and nothing else: purposes, slots, replicates and random seeds have luck of their own.
#[test]
fn addresses_do_not_meet() {
    const PURPOSES: [Purpose; 8] = [
        Purpose::Network,
        Purpose::Attribute,
        Purpose::Theta,
        Purpose::Live,
        Purpose::Recover,
        Purpose::SeedPick,
        Purpose::Outside,
        Purpose::Contact,
    ];
    let mut keys = Vec::new();
    for random_seed in [0, 1, 2, RandomSeed::MAX] {
        for replicate in [0, 1, 2, 1 << 32, u64::MAX] {
            for slot in [0, 1, 1 << 16, u32::MAX] {
                let luck = Replicate::new(RandomSeed::new(random_seed).expect("legal"), replicate, slot);
                assert_eq!(luck, Replicate::new(RandomSeed::new(random_seed).expect("legal"), replicate, slot));
                keys.extend(PURPOSES.map(|purpose| luck.stream(purpose).key()));
            }
        }
    }
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count);
    // Within a stream: entities and indices, near and far.
    let stream = luck(62, 0).stream(Purpose::Theta);
    let far = [0, 1, 2, 3, 1 << 31, 1 << 32, 1 << 33, u64::MAX - 1, u64::MAX];
    let mut words: Vec<u64> = far.iter().flat_map(|&a| far.iter().map(move |&b| stream.bits(a, b))).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), far.len() * far.len());
}

/// A sequence is the stream's numbers of one entity in order, whoever else reads.
#[test]
fn a_sequence_is_its_addresses() {
    let stream = luck(63, 5).stream(Purpose::SeedPick);
    let (mut a, mut b) = (stream.sequence(7), stream.sequence(8));
    for index in 0..100 {
        assert_eq!(a.next_bits(), stream.bits(7, index));
        if index % 3 == 0 {
            assert_eq!(b.next_bits(), stream.bits(8, index / 3));
        }
    }
}

/// The way in for programs and a scenario with the same network, model and random seed play the same replicates.
#[test]
fn a_simulation_is_a_scenarios_twin() {
    use rumormill::graph::generate::{Generator, small_world::SmallWorld};
    use rumormill::model::independent_cascade::IndependentCascade;
    use rumormill::{load::Inputs, run, scenario::Scenario, simulation::Simulation};
    let text = "format = 1\nreplicates = 50\nrandom-seed = 11\n[network.small-world]\npeople = 60\nfriends = 4\nrewire = 0.2\n\
                [spread.independent-cascade]\nprobability = 0.3\n[[campaign]]\nname = \"one\"\nseeds = { people = [\"5\"] }\n";
    let scenario = Scenario::read("twin", text, &[]).unwrap();
    let played = run::run(&scenario, &Inputs::default(), || ()).unwrap();
    let by_scenario: Vec<f64> = played.records[0].iter().map(|record| record.values[0].unwrap()).collect();
    let network = SmallWorld::new(60, 4, 0.2).unwrap().draw(11);
    let model = IndependentCascade::new(0.3).unwrap();
    let simulation = Simulation::new(&network, &model, 11).unwrap();
    assert_eq!(simulation.reach(50, &[5]), by_scenario);
    assert!(by_scenario.iter().any(|&reach| reach > 5.0), "there is something to compare");
}
