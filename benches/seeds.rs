//! Whom to ask first: time, sets, memory and quality of the best fifty.
//!
//! Shows: seconds of processor time of all threads (median of five) and of the wall clock, sets drawn, bytes of the largest
//! pool, the certificate, and the spread by a simulation that shares nothing with the engine (xoshiro256++, a loop written by
//! hand), for the cascade with p = .1, .01 and weighted. On NetHEPT (15,233 people as the file has it) in the folder that
//! `RUMORMILL_DATA` names, beside what is aimed at; else on a network of 15,000 people with a power law of ties.
//!
//! Before a time is printed: the simulated spread, with four of its standard errors on either side, meets the interval of the
//! answer; the certified lower bound is not above it, the upper bound not below; fifty different people.
//!
//! Does not show: reading, other networks and models, how good the answer is beside that of other programs.

mod common;

use common::{Rows, Sums, Xoshiro, cpu_of_all, median, power_law, wanted};
use rumormill::graph::edge_list::{Options, ThirdColumn, read_file};
use rumormill::graph::{Graph, PerTie};
use rumormill::law::{Law, Rounds};
use rumormill::quantity::RandomSeed;
use rumormill::random::Chance;
use rumormill::seeding::best::{Goal, Limit, Limits, OfLaw, Question, Terms, choose};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

const COUNT: u32 = 50;

/// Spread, seconds and megabytes that are aimed at on NetHEPT, with one thread.
const AIMS: [(&str, f64, f64, f64); 3] =
    [("weighted cascade", 962.0, 0.15, 40.0), ("p = .1", 970.0, 0.4, 80.0), ("p = .01", 72.9, 0.08, 30.0)];

fn main() {
    let (name, graph) = match std::env::var_os("RUMORMILL_DATA") {
        Some(folder) => {
            let file = Path::new(&folder).join("graphs/nethept.tsv");
            let reading =
                read_file("nethept", &file, &Options { third_column: ThirdColumn::Ignore, ..Options::default() });
            ("NetHEPT", reading.unwrap_or_else(|_| panic!("{} cannot be read", file.display())).graph)
        }
        None => {
            println!("RUMORMILL_DATA names no folder of real networks: a power law instead");
            ("power law", power_law(15_000))
        }
    };
    println!("{name}: {} people, {} ties", graph.people(), graph.ties());
    graph.heard();
    let share = |person| 1.0 / f64::from(graph.in_degree(person)).max(1.0);
    let shares: Vec<f64> = (0..graph.people()).map(share).collect();
    for (case, spread, seconds, megabytes) in AIMS {
        if !wanted(case) {
            continue;
        }
        let chances: Vec<f64> = match case {
            "p = .1" => vec![0.1; shares.len()],
            "p = .01" => vec![0.01; shares.len()],
            _ => shares.clone(),
        };
        println!("\n{case}");
        if name == "NetHEPT" {
            println!("  aim: spread {spread} or more, {seconds} s, {megabytes} MB");
        }
        best(&graph, &chances, case == "weighted cascade");
    }
}

fn best(graph: &Graph, chances: &[f64], weighted: bool) {
    let chance = match weighted {
        true => PerTie::ByHearer(chances.iter().map(|&p| Chance::of(p)).collect()),
        false => PerTie::Same(Chance::of(chances[0])),
    };
    let law = Law::Tries { chance: chance.into(), life: Rounds::Fixed(1) };
    let spread = OfLaw { law: &law, graph, horizon: f64::INFINITY };
    let terms = Terms { limit: Limit::Count(COUNT), ..Terms::default() };
    // The goals that `best` has by default.
    let goal = Goal { ratio: 0.53, noise: 0.02, failure_probability: 0.01, worlds: 200, tried: 300 };
    let question = Question { spread: &spread, graph, random_seed: RandomSeed::new(20_240_611).expect("small") };
    let (mut processor, mut wall, mut answer) = (Vec::new(), Vec::new(), None);
    for _ in 0..5 {
        let (begin, start) = (cpu_of_all(), Instant::now());
        let again = choose(question, &terms, &[], &goal, &Limits::NONE).expect("it has reverse sets");
        processor.push((cpu_of_all() - begin) as f64 / 1e9);
        wall.push(start.elapsed().as_secs_f64());
        assert!(answer.as_ref().is_none_or(|answer| *answer == again), "the same answer each time");
        answer = Some(again);
    }
    let answer = answer.expect("five of them");
    let certificate = answer.certificate().expect("of reverse sets");
    let chosen = &answer.spread;
    assert_eq!(chosen.seeds.iter().collect::<BTreeSet<_>>().len() as u32, COUNT);
    let sums = simulated(graph, &chosen.seeds, chances);
    let (mean, error) = (sums.mean(), sums.error());
    assert!(mean + 4.0 * error >= chosen.low && mean - 4.0 * error <= chosen.high, "{mean} is not {}", chosen.mean);
    assert!(certificate.lower <= mean + 4.0 * error && certificate.upper >= mean - 4.0 * error);
    println!(
        "  spread {mean:.2} +- {error:.2} by simulation, {:.2} by sets ({:.2} to {:.2})",
        chosen.mean, chosen.low, chosen.high
    );
    println!(
        "  {:.3} s of processor time, {:.3} s by the wall clock; {} sets, {:.1} MB; at least {:.3} of the best, noise at most {:.3}; {}",
        median(processor),
        median(wall),
        certificate.sets,
        certificate.memory_bytes as f64 / 1e6,
        certificate.ratio,
        certificate.noise.1,
        answer.stopped.word(),
    );
}

/// Cascades by a textbook loop, 20 million acts of them.
fn simulated(graph: &Graph, seeds: &[u32], chances: &[f64]) -> Sums {
    let rows = Rows::of(graph);
    let (mut sums, mut last, mut queue) = (Sums::default(), vec![0u32; rows.people()], Vec::new());
    for run in 1..=20_000u32 {
        if run > 500 && sums.total > 20_000_000 {
            break;
        }
        let mut rng = Xoshiro::new(run.into());
        queue.clear();
        queue.extend_from_slice(seeds);
        seeds.iter().for_each(|&seed| last[seed as usize] = run);
        let mut next = 0;
        while let Some(&person) = queue.get(next) {
            next += 1;
            for &hearer in rows.of_person(person) {
                if last[hearer as usize] != run && rng.uniform() < chances[hearer as usize] {
                    last[hearer as usize] = run;
                    queue.push(hearer);
                }
            }
        }
        sums.add(queue.len() as u64, 0);
    }
    sums
}
