//! Trees: who told whom, what R is, and why the mean number of children is not it.
//!
//! `cargo run --release --example 05_trees`

use rumormill::cascade::NOBODY;
use rumormill::graph::generate::Generator;
use rumormill::graph::generate::configuration::{Configuration, degree::Law};
use rumormill::measure::{generations, structural_virality};
use rumormill::model::independent_cascade::IndependentCascade;
use rumormill::simulation::Simulation;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // Everybody has four friends on average, at random (a Poisson number), and tells each with probability 0.2. Whoever was
    // told has four friends besides the one who told (that is what a Poisson number does), so tells 0.8 people: R = 0.8.
    let network = Configuration::new(20_000, Law::Poisson { mean: 4.0 }, true)?.draw(3);
    let simulation = Simulation::new(&network, &IndependentCascade::new(0.2)?, 3)?;
    let mut told = Vec::new();
    let (mut people, mut children) = (0u64, 0u64);
    let mut deepest = simulation.cascade(0, &[0]);
    for replicate in 0..5_000 {
        // One story, begun by a person of its own.
        let cascade = simulation.cascade(replicate, &[(replicate as u32 * 4) % network.people()]);
        for (generation, count) in generations(&cascade).into_iter().enumerate() {
            told.resize(told.len().max(generation + 1), 0);
            told[generation] += count;
        }
        people += cascade.reach() as u64;
        children += cascade.parents.iter().filter(|&&parent| parent != NOBODY).count() as u64;
        if cascade.hops().iter().max() > deepest.hops().iter().max() {
            deepest = cascade;
        }
    }
    println!("generation  people  per one before");
    for (generation, pair) in told.windows(2).take(5).enumerate() {
        println!("{:>10} {:>7}  {:.2}", generation + 1, pair[1], pair[1] as f64 / pair[0] as f64);
    }
    // Each generation is 0.8 of the one before; a story that dies out gathers 1 / (1 - R) = 5 people on average.
    let later = told[3] as f64 / told[2] as f64;
    let mean = people as f64 / 5_000.0;
    println!("\nmean size {mean:.2}, and 1 / (1 - 0.8) = 5");
    assert!((later - 0.8).abs() < 0.1 && (mean - 5.0).abs() < 0.6);

    // The trap: everybody in a finished tree but its root is somebody's child, so "children per person" is 1 - 1 / size. It
    // is below one for any R, and says how large trees were, not whether the next story will spread.
    let children_per_person = children as f64 / people as f64;
    println!("children per person {children_per_person:.2}: below 1 whatever R is");
    assert!((children_per_person - (1.0 - 1.0 / mean)).abs() < 1e-12);

    // Shape: the mean distance between two people of one tree. A broadcast has less than 2, a chain a third of its length.
    let (size, virality) = structural_virality(&deepest)[0];
    let depth = deepest.hops().into_iter().max().unwrap_or(0);
    println!("\nthe deepest story: {size} people, {depth} steps deep, structural virality {virality:.1}");
    assert!(virality > 2.0 && virality < f64::from(depth) + 1.0);
    Ok(())
}
