//! A sweep by hand: one scenario, one number changed, the same luck each time. News and habits want other networks.
//!
//! `cargo run --release --example 06_a_question_of_ties`

use rumormill::answer::{answer, curves};
use rumormill::load::Inputs;
use rumormill::run::run;
use rumormill::scenario::{Override, Scenario};
use std::error::Error;

/// People on a ring know the six nearest; a share of the ties leads anywhere instead.
const SCENARIO: &str = "
    format      = 1
    replicates  = 100
    random-seed = 5
    networks    = 20

    [network.small-world]
    people  = 500
    friends = 6
    rewire  = 0

    [spread.complex-contagion]
    sources = 1

    [[campaign]]
    name  = \"one and two friends\"
    seeds = { people = [\"0\", \"1\", \"2\"] }
";

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:>8}  news, one voice      a habit, two voices", "rewired");
    println!("{:>8}  people   half by     people   half by", "");
    let mut found = Vec::new();
    for rewire in ["0", "0.01", "0.03", "0.1", "0.3", "1"] {
        let news = mean(rewire, "1")?;
        let habit = mean(rewire, "2")?;
        println!("{rewire:>8}  {:>6.0} {:>9.1}     {:>6.0} {:>9.1}", news.0, news.1, habit.0, habit.1);
        found.push((news, habit));
    }
    // News reaches all on each of these networks (but for somebody who may have no tie left), and long ties make it fast.
    assert!(found.iter().all(|(news, _)| news.0 > 480.0));
    assert!(found[3].0.1 < found[0].0.1 / 2.0);
    // A habit needs two voices that both reach the same person: friends of friends. A few long ties do no harm, all of them
    // long stop it where it began.
    assert_eq!(found[0].1.0, 500.0);
    assert!(found[5].1.0 < 50.0);
    Ok(())
}

/// Mean reach and half-life, the round by which half of those who act have done so.
fn mean(rewire: &str, sources: &str) -> Result<(f64, f64), Box<dyn Error>> {
    let set = |path: &str, value: &str| Override {
        option: "--set".to_owned(),
        path: path.to_owned(),
        value: value.to_owned(),
    };
    let overrides = [set("network.small-world.rewire", rewire), set("spread.complex-contagion.sources", sources)];
    let scenario = Scenario::read("ties", SCENARIO, &overrides)?;
    let played = run(&scenario, &Inputs::default(), || ())?;
    let answer = answer(&scenario, &played, &curves(&played));
    let measures = &answer.campaigns[0].measures;
    Ok((measures["reach"].mean, measures["half_life"].mean))
}
