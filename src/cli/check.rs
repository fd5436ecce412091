//! `rumormill check`: is the scenario right, and what would it take?

use super::console::{self, Failure};
use super::prepare::{Prepared, network_line};
use super::{ScenarioArguments, pace};
use crate::estimate::{bytes, duration};
use crate::report::figures::count;
use crate::scenario::to_toml;
use crate::text::escaped;
use clap::Args;
use std::fmt::Write;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    check(&arguments.scenario)
}

pub fn check(arguments: &ScenarioArguments) -> Result<(), Failure> {
    let prepared = arguments.prepare()?;
    let Prepared { scenario, inputs, threads, .. } = &prepared;
    let clock = std::time::Instant::now();
    let stage = crate::run::stage(scenario, inputs, 0)?;
    let network = clock.elapsed().as_secs_f64();
    let pace = pace::pace(&prepared, &stage, network);
    pace::limits(&prepared, &pace)?;
    let pace::Pace { seconds, estimate } = pace;
    let work = scenario.replicates as f64 * scenario.campaigns.len() as f64;
    for note in &inputs.notes {
        console::note(note);
    }
    if arguments.json {
        let answer = serde_json::json!({
            "format": 1, "people": stage.graph.people(), "ties": stage.graph.ties(), "campaigns": scenario.campaigns.len(),
            "replicates": scenario.replicates, "runs": scenario.replicates * scenario.campaigns.len() as u64,
            "memory_bytes": estimate.memory.round() as u64, "seconds": seconds,
            "resolved": to_toml(&scenario.value, &|path| path.to_owned()),
        });
        return console::answer(&String::from_utf8_lossy(&crate::store::json(&answer)));
    }
    let mut text = String::new();
    let _ = writeln!(text, "{} is a scenario that runs.\n", escaped(&arguments.file.to_string_lossy()));
    let _ = writeln!(text, "{}", to_toml(&scenario.value, &|path| path.to_owned()).trim_end());
    let facts = crate::answer::Answer {
        format: 1,
        version: String::new(),
        title: None,
        question: None,
        random_seed: scenario.random_seed.get(),
        replicates: scenario.replicates,
        networks: scenario.networks,
        people: u64::from(stage.graph.people()),
        stands_for: stage.site().map_or(1.0, |site| site.platform.stands_for),
        ties: stage.graph.ties() as f64,
        outcome: scenario.outcome(),
        campaigns: Vec::new(),
        comparisons: Vec::new(),
        overlaps: Vec::new(),
        overtakings: Vec::new(),
        accelerations: Vec::new(),
        ranking: Vec::new(),
        theory: Vec::new(),
        assumed: Vec::new(),
        notes: Vec::new(),
    };
    let of_several = format!(" in the first of {} networks", count(scenario.networks as f64));
    let _ = writeln!(text, "\nnetwork  {}", network_line(&prepared, &facts, &of_several));
    let _ = writeln!(
        text,
        "work     {} runs: {} of {} replicates",
        count(work),
        match scenario.campaigns.len() {
            1 => "1 campaign".to_owned(),
            n => format!("{n} campaigns"),
        },
        count(scenario.replicates as f64)
    );
    let _ = writeln!(text, "memory   about {}", bytes(estimate.memory));
    let _ = writeln!(text, "time     about {} on {threads} threads", duration(seconds));
    console::answer(&text)
}
