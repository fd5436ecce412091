//! Luck: what an interval promises, and why campaigns should meet the same luck.
//!
//! `cargo run --example 02_luck`

use rumormill::graph::generate::configuration::{Configuration, degree::Law, degree::Start};
use rumormill::graph::generate::{Generator, star::Star};
use rumormill::model::independent_cascade::IndependentCascade;
use rumormill::seeding::{friends_of_random::FriendsOfRandom, most_ties::MostTies, random::Random};
use rumormill::simulation::Simulation;
use rumormill::statistics::{Comparison, Summary};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    an_interval_is_a_promise()?;
    the_same_luck_for_all()?;
    one_more_is_never_less()
}

/// A case whose answer is known: the centre of a star of eleven tells each of ten hearers with probability 1/2, so six
/// people know it on average. A 95 % interval should hold the 6 for 19 of 20 random seeds.
fn an_interval_is_a_promise() -> Result<(), Box<dyn Error>> {
    let star = Star::new(11, true)?.network();
    let model = IndependentCascade::new(0.5)?;
    let holds = |random_seed: u32| -> Result<bool, Box<dyn Error>> {
        let reach = Simulation::new(&star, &model, random_seed)?.reach(100, &[0]);
        let (low, high) = Summary::of_all(&reach).and_then(|reach| reach.interval).expect("100 values");
        Ok(low <= 6.0 && 6.0 <= high)
    };
    let held = (0..1_000).map(holds).collect::<Result<Vec<bool>, _>>()?.into_iter().filter(|&held| held).count();
    println!("of 1,000 intervals, each from 100 replicates, {held} hold the true mean\n");
    // 950, give or take 7 (the standard deviation of such a count); four of them either way.
    assert!((922..=978).contains(&held));
    Ok(())
}

/// Ten hubs, ten people named by somebody, ten picked anyhow: which is better, and how many replicates does it take to see?
fn the_same_luck_for_all() -> Result<(), Box<dyn Error>> {
    let network =
        Configuration::new(1_000, Law::PowerLaw { exponent: 2.5, start: Start::Minimum(2), maximum: None }, true)?
            .draw(7);
    let model = IndependentCascade::new(0.3)?;
    let simulation = Simulation::new(&network, &model, 7)?;
    let anybody = simulation.reach_of(1_000, &Random::new(10))?;
    let named = simulation.reach_of(1_000, &FriendsOfRandom::new(10))?;
    let hubs = simulation.reach_of(1_000, &MostTies::new(10))?;
    // The same hubs, but not the same luck: another random seed.
    let apart = Simulation::new(&network, &model, 8)?.reach_of(1_000, &MostTies::new(10))?;

    println!("against ten people picked anyhow  difference  95 % interval  same luck saves");
    let show = |name: &str, reach: &[f64]| {
        let comparison = Comparison::of_all(reach, &anybody).expect("1,000 pairs");
        let (mean, (low, high)) = (comparison.difference.mean, comparison.difference.interval.expect("1,000 pairs"));
        let saves = comparison.variance_reduction.expect("luck differs");
        println!("{name:<32} {mean:>+11.1}  {low:>+6.1} {high:>+6.1}  {saves:>13.1} x");
        (comparison, high - low)
    };
    let (_, _) = show("named by somebody", &named);
    let (together, width) = show("hubs", &hubs);
    let (_, width_apart) = show("hubs, with other luck", &apart);

    // A rumor that travels by itself finds the hubs anyway: asking them first wins no people, it loses some (those at the
    // edge whom nobody else would have told). Under the same luck 1,000 replicates show it beyond doubt ...
    assert!(together.is_clear() && together.difference.mean < 0.0);
    // ... because good luck lifts both campaigns and leaves their difference alone. The interval is several times as narrow
    // as that of the same comparison with separate luck, which would need many times the replicates.
    assert!(together.variance_reduction.expect("luck differs") > 10.0);
    assert!(width_apart > 3.0 * width);
    println!();
    Ok(())
}

/// With the same luck, more can be said than by any statistics: adding a person to the seed set never lowers reach.
fn one_more_is_never_less() -> Result<(), Box<dyn Error>> {
    let network = Configuration::new(1_000, Law::Poisson { mean: 4.0 }, true)?.draw(7);
    let simulation = Simulation::new(&network, &IndependentCascade::new(0.25)?, 7)?;
    let (two, three) = (simulation.reach(1_000, &[0, 1]), simulation.reach(1_000, &[0, 1, 2]));
    assert!(two.iter().zip(&three).all(|(two, three)| two <= three));
    let gained = two.iter().zip(&three).filter(|(two, three)| two < three).count();
    println!("a third person helped in {gained} of 1,000 replicates and hurt in none");
    Ok(())
}
