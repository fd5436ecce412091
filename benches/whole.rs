//! What stands around the kernels: reading, making networks, measures, a whole run.
//!
//! Shows: processor time of all threads for reading a network as text (beside a parser that knows its one form and checks
//! nothing), and the same ties under names of other kinds, for making networks (beside a bare loop for the random graph), for structural virality (beside its formula
//! in the narrowest numbers that hold it), for all measures, and for a run of three campaigns without pictures (beside its
//! kernel alone).
//!
//! Does not show: waiting (for a disk or another thread), memory, pictures, PNG, start of the program.

mod common;

use common::{Engine, Jobs, Xoshiro, luck, power_law, turns};
use rumormill::cascade::{Cascade, NOBODY};
use rumormill::engine::{self, Scratch};
use rumormill::graph::edge_list::{self, Direction, Options};
use rumormill::graph::generate::Generator;
use rumormill::graph::generate::configuration::Configuration;
use rumormill::graph::generate::configuration::degree::{Law as Degrees, Start};
use rumormill::graph::generate::erdos_renyi::ErdosRenyi;
use rumormill::graph::generate::preferential_attachment::PreferentialAttachment;
use rumormill::graph::generate::small_world::SmallWorld;
use rumormill::graph::{Graph, PerTie};
use rumormill::law::{Law, Rounds};
use rumormill::load::Inputs;
use rumormill::measure::{self, Grid, Observed, cumulative, structural_virality};
use rumormill::random::{Chance, Purpose};
use rumormill::scenario::Scenario;

fn main() {
    let graph = power_law(100_000);
    reader(&graph);
    names();
    generators();
    measures(&graph);
    run();
}

fn reader(graph: &Graph) {
    let mut text = Vec::new();
    edge_list::write(graph, "M", &mut text).expect("memory takes it");
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, &text).expect("memory takes it");
    let packed = packer.finish().expect("memory takes it");
    let read = |bytes: &[u8]| {
        let reading = edge_list::read("M", bytes, &Options::default()).expect("it was written so");
        assert_eq!((reading.graph.people(), reading.graph.ties()), (graph.people(), graph.ties()));
        assert_eq!(reading.graph.targets(), graph.targets());
    };
    let jobs: Jobs = vec![
        ("the reader", Box::new(|| read(&text))),
        ("the reader, packed (bytes as unpacked)", Box::new(|| read(&packed))),
        ("a bare parser of numbers, and a counting sort", Box::new(|| bare(&text, graph))),
    ];
    turns("Reading M as text", "byte", text.len() as f64, jobs);
}

/// 500,000 ties among 100,000 people in an order that jumps about, named in several ways; the answer is the network of
/// those named by number.
fn names() {
    let list = |name: &dyn Fn(u64) -> String, strength: &str| -> Vec<u8> {
        let tie = |i: u64| {
            let u = i * 48_271 % 100_000;
            let v = (u + 1 + i / 100_000 * 7919) % 100_000;
            format!("{}\t{}{strength}\n", name(u), name(v))
        };
        (0..500_000).map(tie).collect::<String>().into_bytes()
    };
    let options = Options { direction: Some(Direction::Influence), ..Options::default() };
    let read = |text: &[u8]| edge_list::read("names", text, &options).expect("it is well formed").graph;
    let lists = [
        ("numbers", list(&|u| u.to_string(), "")),
        ("numbers, and a strength", list(&|u| u.to_string(), "\t0.125")),
        ("numbers of 13 digits", list(&|u| (u + 1_000_000_000_000).to_string(), "")),
        ("words", list(&|u| format!("user_{u:06}"), "")),
    ];
    let by_number = read(&lists[0].1);
    assert_eq!((by_number.people(), by_number.ties()), (100_000, 500_000));
    // Of names of one length the order is that of the numbers in them.
    let mut jobs = Jobs::new();
    for (what, text) in lists {
        let answer = by_number.targets();
        jobs.push((what, Box::new(move || assert_eq!(read(&text).targets(), answer))));
    }
    turns("Reading ties by the kind of their names", "tie", 500_000.0, jobs);
}

/// Pairs of numbers, one tie a line (both ways), nothing checked.
fn bare(text: &[u8], graph: &Graph) {
    let people = graph.people() as usize;
    let mut pairs: Vec<[u32; 2]> = Vec::new();
    for line in text.split(|&byte| byte == b'\n').filter(|line| line.first().is_some_and(u8::is_ascii_digit)) {
        let mut numbers = [0u32; 2];
        let mut which = 0;
        for &byte in line {
            if byte.is_ascii_digit() {
                numbers[which] = 10 * numbers[which] + u32::from(byte - b'0');
            } else {
                which += 1;
            }
        }
        pairs.push(numbers);
    }
    let mut offsets = vec![0u32; people + 1];
    pairs.iter().flatten().for_each(|&person| offsets[person as usize + 1] += 1);
    (1..=people).for_each(|i| offsets[i] += offsets[i - 1]);
    let mut targets = vec![0u32; 2 * pairs.len()];
    let mut next = offsets.clone();
    for [a, b] in pairs {
        for (from, to) in [(a, b), (b, a)] {
            targets[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
    }
    for person in 0..people {
        targets[offsets[person] as usize..offsets[person + 1] as usize].sort_unstable();
    }
    assert_eq!(targets, graph.targets());
}

fn generators() {
    let make = |generator: &dyn Generator| {
        let graph = generator.generate(luck(1).stream(Purpose::Network));
        assert!((900_000..1_100_000).contains(&graph.ties()), "{} ties", graph.ties());
    };
    let power = Degrees::PowerLaw { exponent: 2.5, start: Start::Mean(10.0), maximum: None };
    let erdos_renyi = ErdosRenyi::with_mean_degree(100_000, 10.0, false).expect("legal");
    let configuration = Configuration::new(100_000, power, true).expect("legal");
    let attachment = PreferentialAttachment::new(100_000, 5, true).expect("legal");
    let small_world = SmallWorld::new(100_000, 10, 0.1).expect("legal");
    let jobs: Jobs = vec![
        ("random graph, directed", Box::new(|| make(&erdos_renyi))),
        ("a bare loop of skips for it", Box::new(bare_random_graph)),
        ("configuration, power law", Box::new(|| make(&configuration))),
        ("preferential attachment", Box::new(|| make(&attachment))),
        ("small world", Box::new(|| make(&small_world))),
    ];
    turns("Making networks of 100,000 people and about 1,000,000 ties", "tie", 1e6, jobs);
}

/// Skips from tie to tie in the order of rows, so rows come out sorted.
#[allow(clippy::disallowed_methods)] // a hand-written loop takes the fastest logarithm there is
fn bare_random_graph() {
    let (people, mean) = (100_000u64, 10.0);
    let scale = 1.0 / (-mean / (people - 1) as f64).ln_1p();
    let mut rng = Xoshiro::new(1);
    let (mut offsets, mut targets) = (vec![0u32], Vec::new());
    let mut at = 0u64;
    loop {
        at += (rng.uniform().ln() * scale) as u64;
        let (person, place) = (at / (people - 1), at % (people - 1));
        while offsets.len() as u64 <= person.min(people) {
            offsets.push(targets.len() as u32);
        }
        if person >= people {
            break;
        }
        targets.push((place + u64::from(place >= person)) as u32);
        at += 1;
    }
    assert_eq!(offsets.len() as u64, people + 1);
    assert!((990_000..1_010_000).contains(&targets.len()));
}

fn measures(graph: &Graph) {
    let law = Law::Tries { chance: PerTie::Same(Chance::of(0.05)).into(), life: Rounds::Fixed(1) };
    let seeds = common::ten(graph);
    let mut engine = Engine::new(&law, graph, &seeds);
    let replicate = (0..100).find(|&r| engine.play(r) > 10_000).expect("one takes off");
    engine.play(replicate);
    let cascade = engine.cascade.clone();
    let trees = structural_virality(&cascade);
    let law = &law;
    let (mut scratch, mut again) = (Scratch::new(), Cascade::default());
    let seeds = &seeds;
    let jobs: Jobs = vec![
        ("structural virality", Box::new(|| assert_eq!(structural_virality(&cascade), trees))),
        ("its formula, bare", Box::new(|| assert_eq!(bare_virality(&cascade), trees))),
        (
            "all measures and the curve",
            Box::new(|| {
                let observed = Observed::new(&cascade, Grid::Rounds);
                let values: Vec<Option<f64>> = measure::CATALOG.iter().map(|measure| (measure.of)(&observed)).collect();
                assert_eq!(values[0], Some(cascade.reach() as f64));
                assert_eq!(cumulative(&cascade, Grid::Rounds).last(), Some(&(cascade.reach() as u32)));
            }),
        ),
        (
            "the cascade itself",
            Box::new(move || {
                engine::play(law, graph, seeds, f64::INFINITY, &luck(replicate), &mut scratch, &mut again);
                assert!(again.reach() > 10_000);
            }),
        ),
    ];
    turns(&format!("Measures of one cascade of {} people", cascade.reach()), "adopter", cascade.reach() as f64, jobs);
}

/// Sizes of subtrees from the back, their sums at the roots.
fn bare_virality(cascade: &Cascade) -> Vec<(u64, f64)> {
    let n = cascade.reach();
    let (mut size, mut sum, mut squares) = (vec![1u32; n], vec![0u64; n], vec![0u64; n]);
    for place in (0..n).rev() {
        let own = u64::from(size[place]);
        sum[place] += own;
        squares[place] += own * own;
        let parent = cascade.parents[place];
        if parent != NOBODY {
            let parent = parent as usize;
            size[parent] += size[place];
            sum[parent] += sum[place];
            squares[parent] += squares[place];
        }
    }
    let roots = (0..n).filter(|&place| cascade.parents[place] == NOBODY && size[place] > 1);
    let virality = |root: usize| {
        let n = u64::from(size[root]);
        (n, (2 * (n * sum[root] - squares[root])) as f64 / (n * (n - 1)) as f64)
    };
    roots.map(virality).collect()
}

fn run() {
    const TEXT: &str = r#"
        format = 1
        replicates = 1000
        random-seed = 20240611
        [network.configuration]
        people = 10000
        degree = { power-law = { exponent = 2.5, mean = 10 } }
        [spread.independent-cascade]
        probability = 0.05
        [[campaign]]
        name = "anybody"
        seeds = { random = 10 }
        baseline = true
        [[campaign]]
        name = "hubs"
        seeds = { most-ties = 10 }
        [[campaign]]
        name = "discount"
        seeds = { degree-discount = 10 }
    "#;
    let scenario = Scenario::read("bench", TEXT, &[]).unwrap_or_else(|_| panic!("the scenario is legal"));
    let inputs = Inputs::default();
    let play = || rumormill::run::run(&scenario, &inputs, || ()).unwrap_or_else(|_| panic!("the scenario is legal"));
    let played = play();
    let reach = |played: &rumormill::run::Played| -> Vec<Vec<u64>> {
        let of = |records: &Vec<rumormill::run::Record>| {
            records.iter().map(|record| record.values[0].expect("reach is always there") as u64).collect()
        };
        played.records.iter().map(of).collect()
    };
    let reaches = reach(&played);
    let stage = rumormill::run::stage(&scenario, &inputs, 0).unwrap_or_else(|_| panic!("the scenario is legal"));
    let ties: f64 = {
        let (mut scratch, mut cascade, mut ties) = (Scratch::new(), Cascade::default(), 0u64);
        for campaign in 0..3 {
            for replicate in 0..scenario.replicates {
                stage.play(&scenario, campaign, replicate, &mut scratch, &mut cascade);
                ties += cascade.people.iter().map(|&p| u64::from(stage.graph.out_degree(p))).sum::<u64>();
            }
        }
        ties as f64
    };
    let jobs: Jobs = vec![
        ("a run of three campaigns", Box::new(|| assert_eq!(reach(&play()), reaches))),
        (
            "its kernel alone",
            Box::new(|| {
                let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
                for (campaign, reaches) in reaches.iter().enumerate() {
                    for (replicate, &reach) in reaches.iter().enumerate() {
                        stage.play(&scenario, campaign, replicate as u64, &mut scratch, &mut cascade);
                        assert_eq!(cascade.reach() as u64, reach);
                    }
                }
            }),
        ),
        (
            "curves and answer from what was played",
            Box::new(|| {
                let curves = rumormill::answer::curves(&played);
                let answer = rumormill::answer::answer(&scenario, &played, &curves);
                assert_eq!(answer.campaigns.len(), 3);
            }),
        ),
    ];
    turns("A whole run on 10,000 people: 3 campaigns, 1,000 replicates, no pictures", "tie", ties, jobs);
}
