//! Opinions: people change their minds again, so it is not how far something spreads but what is left in the end.
//!
//! `cargo run --release --example 07_opinions`

use rumormill::answer::{answer, curves};
use rumormill::load::Inputs;
use rumormill::run::run;
use rumormill::scenario::Scenario;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // A star: one person whom everybody hears, and who hears everybody. Ten people hold 1; do they win the other ninety?
    println!("who holds 1 at first     chance that all do in the end");
    let hub = wins("people = [\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"]")?;
    let leaves = wins("people = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\"]")?;
    println!("the centre and nine      {hub:.3}");
    println!("ten at the edge          {leaves:.3}");
    // Copying whoever comes to mind (the voter model) leaves one number as it is on average: the share of all ties that
    // those of opinion 1 have. So that share is the chance to win: (99 + 9) / 198 with the centre, 10 / 198 without.
    // The standard error of 2,000 replicates is at most 0.011: five of them.
    assert!((hub - 108.0 / 198.0).abs() < 0.056);
    assert!((leaves - 10.0 / 198.0).abs() < 0.056);
    Ok(())
}

/// How often all hold 1 in the end.
fn wins(seeds: &str) -> Result<f64, Box<dyn Error>> {
    let text = format!(
        "
        format      = 1
        replicates  = 2_000
        random-seed = 4
        horizon     = 1_000_000
        target      = 100

        [network.star]
        people = 100
        mutual = true

        [spread.voter]

        [[campaign]]
        name  = \"ten\"
        seeds = {{ {seeds} }}
        "
    );
    let scenario = Scenario::read("star", &text, &[])?;
    let played = run(&scenario, &Inputs::default(), || ())?;
    let answer = answer(&scenario, &played, &curves(&played));
    Ok(answer.campaigns[0].target.as_ref().map_or(0.0, |target| target.probability))
}
