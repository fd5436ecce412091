//! A first cascade: one person tells a rumor, and we look on.
//!
//! `cargo run --example 01_first_cascade`

use rumormill::cascade::NOBODY;
use rumormill::graph::generate::{Generator, small_world::SmallWorld};
use rumormill::model::independent_cascade::IndependentCascade;
use rumormill::simulation::Simulation;
use rumormill::statistics::Summary;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // Forty people in a ring, each a friend of the two on either side; one tie in ten leads anywhere instead.
    // Chance comes from a number, the random seed: 7 draws this network, and the same one tomorrow.
    let network = SmallWorld::new(40, 4, 0.1)?.draw(7);
    println!("{} people, {} ties (a mutual tie counts twice)\n", network.people(), network.ties());

    // Whoever has heard the rumor tells each friend once; three times in ten it catches on.
    let simulation = Simulation::new(&network, &IndependentCascade::new(0.3)?, 7)?;

    // Person 0 begins. Chance could go many ways; they are numbered, and called replicates. In number 0 nobody listens.
    // In number 1, or the next in which ten people know in the end, more happens.
    assert_eq!(simulation.cascade(0, &[0]).reach(), 1);
    let replicate = (1..).find(|&replicate| simulation.cascade(replicate, &[0]).reach() >= 10).expect("some day");
    let cascade = simulation.cascade(replicate, &[0]);
    println!("replicate {replicate}");
    for (place, person) in cascade.people.iter().enumerate() {
        match cascade.parents[place] {
            NOBODY => println!("  round 0: person {person} knows"),
            teller => println!("  round {}: {} tells {person}", cascade.times[place], cascade.people[teller as usize]),
        }
    }

    // Nobody tells before the round after hearing it, and everybody is told once: the cascade is a tree.
    for (place, &teller) in cascade.parents.iter().enumerate().filter(|&(_, &teller)| teller != NOBODY) {
        assert_eq!(cascade.times[place], cascade.times[teller as usize] + 1.0);
        assert!(network.hearers(cascade.people[teller as usize]).contains(&cascade.people[place]));
    }
    assert_eq!(cascade.people[0], 0);

    // The same replicate is the same cascade, whenever one asks; another replicate is other luck.
    assert_eq!(simulation.cascade(replicate, &[0]), cascade);
    assert_ne!(simulation.cascade(replicate + 1, &[0]), cascade);

    // One cascade says little. A thousand say what to expect, how sure we are of it, and how much is luck.
    let reach = Summary::of_all(&simulation.reach(1_000, &[0])).expect("a thousand values");
    let (low, high) = reach.interval.expect("more than one value");
    println!("\nreach, over 1,000 replicates:");
    println!("  mean   {:.1} people, 95 % interval {low:.1} to {high:.1}", reach.mean);
    println!("  luck   nine of ten between {} and {}", reach.quantiles.q05, reach.quantiles.q95);

    // The mean is known to within a person; one replicate can come to almost anything.
    assert!(high - low < 1.0);
    assert!(reach.quantiles.q95 - reach.quantiles.q05 > 10.0);
    Ok(())
}
