//! A model of one's own, from outside: say how one network becomes a law, and everything else follows.
//!
//! `cargo run --release --example 08_your_own_model`

use rumormill::catalog::Fault;
use rumormill::graph::generate::{Generator, preferential_attachment::PreferentialAttachment, star::Star};
use rumormill::graph::{Graph, PerTie};
use rumormill::law::{Law, Rounds};
use rumormill::model::independent_cascade::IndependentCascade;
use rumormill::model::{Model, Network};
use rumormill::random::Chance;
use rumormill::seeding::{most_ties::MostTies, random::Random};
use rumormill::simulation::Simulation;
use rumormill::statistics::{Comparison, Summary};
use std::error::Error;

/// Divided attention: whoever hears many people minds each of them less. A tie works with probability p / k^a, where k is how
/// many people the hearer hears: a = 0 is the independent cascade, p = a = 1 the weighted cascade.
struct DividedAttention {
    probability: f64,
    /// How fast attention is used up, at least 0.
    exponent: f64,
}

impl Model for DividedAttention {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        if !(0.0..=1.0).contains(&self.probability) || self.exponent < 0.0 {
            return Err(Fault::at(
                "",
                "no such attention",
                "write a probability from 0 to 1 and an exponent of at least 0",
            ));
        }
        // One chance a tie, in the order of the graph's targets; each who acts tries once.
        let chance = |&hearer: &u32| {
            let k = network.graph.heard().row(hearer).len() as f64;
            Chance::of(self.probability * libm::pow(k, -self.exponent))
        };
        let chances = network.graph.targets().iter().map(chance).collect();
        Ok(Law::Tries { chance: PerTie::Each(chances).into(), life: Rounds::Fixed(1) })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let reach = |graph: &Graph, model: &dyn Model, seeds: &[u32]| -> Result<Summary, Fault> {
        Ok(Summary::of_all(&Simulation::new(graph, model, 9)?.reach(20_000, seeds)).expect("20,000 values"))
    };
    // First an exact case. From a leaf of a star of 11 the centre, which hears ten, acts with p / 10, and then each of nine
    // leaves, which hear one, with p: 1 + p / 10 (1 + 9 p). Six standard errors.
    let star = Star::new(11, true)?.network();
    let divided = DividedAttention { probability: 0.5, exponent: 1.0 };
    let found = reach(&star, &divided, &[1])?;
    let exact = 1.0 + 0.05 * (1.0 + 4.5);
    println!("from a leaf of a star: {:.4}, exactly {exact}", found.mean);
    assert!((found.mean - exact).abs() < 6.0 * found.se.expect("20,000 values"));

    // With undivided attention it is a model of the catalog, on the same coins: equal in every replicate.
    let undivided = DividedAttention { probability: 0.08, exponent: 0.0 };
    let network = PreferentialAttachment::new(2_000, 4, true)?.draw(9);
    let mine = Simulation::new(&network, &undivided, 9)?;
    let theirs = Simulation::new(&network, &IndependentCascade::new(0.08)?, 9)?;
    assert_eq!(mine.reach(500, &[0, 1]), theirs.reach(500, &[0, 1]));

    // And now the question: are hubs still worth asking where those who hear many mind each less? Hubs hear many, so they
    // are hard to win for others; but asked first, they need not be won.
    println!("\nexponent  ten hubs  ten people  difference");
    for exponent in [0.0, 0.25, 0.5] {
        let simulation = Simulation::new(&network, &DividedAttention { probability: 0.06, exponent }, 9)?;
        let hubs = simulation.reach_of(1_000, &MostTies::new(10))?;
        let anybody = simulation.reach_of(1_000, &Random::new(10))?;
        let difference = Comparison::of_all(&hubs, &anybody).expect("1,000 pairs").difference;
        let (low, high) = difference.interval.expect("1,000 pairs");
        let mean = |reach: &[f64]| reach.iter().sum::<f64>() / 1_000.0;
        println!(
            "{exponent:>8}  {:>8.1}  {:>10.1}  {:+.1} ({low:+.1} to {high:+.1})",
            mean(&hubs),
            mean(&anybody),
            difference.mean
        );
        assert!(low > 0.0, "hubs are ahead");
    }
    Ok(())
}
