//! Exact: small cases whose answer arithmetic knows, and a simulation held against them.
//!
//! On a network of m pairs of friends there are 2^m worlds: in each, some pairs would pass the rumor on and the others would
//! not. Whom the rumor reaches in a world is a search; the mean over all worlds, each with its probability, is exact.
//!
//! `cargo run --release --example 04_exact`

use rumormill::graph::Graph;
use rumormill::graph::generate::{complete::Complete, cycle::Cycle, path::Path, ring_lattice::RingLattice, star::Star};
use rumormill::model::{complex_contagion::ComplexContagion, independent_cascade::IndependentCascade};
use rumormill::simulation::Simulation;
use rumormill::statistics::Summary;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // Network, probability of a tie, where the rumor begins, and what a book says the mean reach is.
    let (p, n) = (0.5f64, 10);
    let petersen: Vec<(u32, u32)> =
        (0..5).flat_map(|i| [(i, (i + 1) % 5), (i, i + 5), (i + 5, (i + 2) % 5 + 5)]).collect();
    let cases = [
        ("path of 10, from its end", Path::new(n, true)?.network(), p, 0, 1023.0 / 512.0),
        ("star of 10, from its centre", Star::new(n, true)?.network(), p, 0, 1.0 + 9.0 * p),
        ("star of 10, from a leaf", Star::new(n, true)?.network(), p, 1, 1.0 + p * (1.0 + 8.0 * p)),
        ("circle of 5", Cycle::new(5, true)?.network(), p, 0, 2.75),
        ("triangle", Complete::new(3)?.network(), p, 0, 1.0 + 2.0 * p + 2.0 * p * p - 2.0 * p * p * p),
        ("four, all tied", Complete::new(4)?.network(), p, 0, 3.25),
        ("the Petersen graph", mutual(10, &petersen)?, 0.3, 0, 2.936318743387),
    ];
    println!("{:<28} {:>9} {:>10} {:>10}    z", "mean reach", "formula", "worlds", "simulated");
    for (name, network, p, seed, formula) in cases {
        let worlds = mean_over_worlds(&network, p, seed);
        assert!((worlds - formula).abs() < 1e-11, "{name}");

        let simulation = Simulation::new(&network, &IndependentCascade::new(p)?, 1)?;
        let reach = Summary::of_all(&simulation.reach(20_000, &[seed])).expect("20,000 values");
        let z = (reach.mean - worlds) / reach.se.expect("20,000 values");
        println!("{name:<28} {formula:>9.6} {worlds:>10.6} {:>10.6} {z:>+5.1}", reach.mean);
        // z is the distance in standard errors. Luck takes it beyond 4.5 once in 150,000 times, so one that large is a fault.
        assert!(z.abs() < 4.5, "{name}");
    }

    // Some cases leave nothing to luck. On a ring where two friends must do it first, two neighbours gain one person on
    // either side each round: 2 + 2t people after t rounds, to the last.
    let ring = RingLattice::new(100, 4)?.network();
    let habit = Simulation::new(&ring, &ComplexContagion::new(2)?, 1)?.cascade(0, &[0, 1]);
    for t in 0..50 {
        let by_then = habit.times.iter().filter(|&&time| time <= f64::from(t)).count();
        assert_eq!(by_then, 2 + 2 * t as usize);
    }
    println!("\non the ring: 2 + 2t people after t rounds, for every t, {} in the end", habit.reach());
    Ok(())
}

/// The mean reach over all worlds of a mutual network.
fn mean_over_worlds(network: &Graph, p: f64, seed: u32) -> f64 {
    let people = 0..network.people();
    let pairs: Vec<(u32, u32)> =
        people.flat_map(|u| network.hearers(u).iter().filter(move |&&v| u < v).map(move |&v| (u, v))).collect();
    let mut mean = 0.0;
    for world in 0u32..1 << pairs.len() {
        let live: Vec<(u32, u32)> =
            pairs.iter().enumerate().filter(|(i, _)| world >> i & 1 == 1).map(|(_, &pair)| pair).collect();
        // Whoever is joined to somebody who knows it knows it, until nothing changes.
        let mut knows = 1u32 << seed;
        loop {
            let before = knows;
            for &(u, v) in &live {
                if (knows >> u | knows >> v) & 1 == 1 {
                    knows |= 1 << u | 1 << v;
                }
            }
            if knows == before {
                break;
            }
        }
        let probability: f64 = (0..pairs.len()).map(|i| if world >> i & 1 == 1 { p } else { 1.0 - p }).product();
        mean += probability * f64::from(knows.count_ones());
    }
    mean
}

/// A network of pairs of friends, by way of `petgraph`.
fn mutual(people: u32, pairs: &[(u32, u32)]) -> Result<Graph, Box<dyn Error>> {
    let mut graph = petgraph::Graph::<u32, (), petgraph::Undirected>::default();
    for person in 0..people {
        graph.add_node(person);
    }
    graph.extend_with_edges(pairs);
    Ok(Graph::from_petgraph(&graph)?)
}
