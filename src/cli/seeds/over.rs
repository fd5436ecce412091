//! `rumormill seeds FILE --over KEY=A,B,C`: one choice where it is not known which value holds.

use super::{Arguments, candidates, interrupted};
use crate::cli::console::{self, Failure};
use crate::cli::prepare::Prepared;
use crate::load::Refusal;
use crate::report::choice::RobustChoice;
use crate::report::table;
use crate::run;
use crate::scenario::{Override, platform};
use crate::seeding::best::robust::{self, Situation};
use crate::seeding::best::{Limits, Question, Stopped};
use crate::store;
use crate::text::shown;
use std::fmt::Write;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Most values of the key.
const MOST_VALUES: usize = 20;

/// A key and the values that it may have.
struct Over {
    key: String,
    values: Vec<String>,
}

impl Over {
    fn read(text: &str) -> Result<Over, Failure> {
        let help = "write --over KEY=A,B,C, such as --over spread.independent-cascade.probability=0.02,0.05,0.1";
        let refused = |message: String| Err(Failure::refused(message, help));
        let Some((key, values)) = text.split_once('=') else {
            return refused(format!("--over {} names no values", shown(text)));
        };
        let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).collect();
        if let Some(twice) = (1..values.len()).find(|&i| values[..i].contains(&values[i])) {
            return refused(format!("--over {} has the value {} twice", shown(text), shown(&values[twice])));
        }
        match values.len() {
            _ if values.iter().any(String::is_empty) => refused(format!("--over {} has an empty value", shown(text))),
            1 => refused(format!("--over {} has one value; --set sets it", shown(text))),
            2..=MOST_VALUES => Ok(Over { key: key.trim().to_owned(), values }),
            n => refused(format!("--over has {n} values, more than {MOST_VALUES}")),
        }
    }
}

pub fn main(arguments: &Arguments, over: &str) -> Result<(), Failure> {
    let clock = Instant::now();
    let over = Over::read(over)?;
    if arguments.out.is_some() {
        return Err(Failure::refused("--over writes no folder", "leave out --out; --json prints all of it"));
    }
    let mut prepared: Vec<Prepared> = Vec::new();
    for value in &over.values {
        let set = Override { option: "--over".to_owned(), path: over.key.clone(), value: value.clone() };
        prepared.push(arguments.scenario.prepare_choice(&[arguments.overrides(), vec![set]].concat())?);
    }
    let Prepared { scenario, inputs, .. } = &prepared[0];
    let Some(wish) = &scenario.choice else { return Err(super::how_many()) };
    let of_scenario = |place: &str, fault| -> Failure {
        Refusal::Scenario(scenario.problems(vec![scenario.problem(place, fault)])).into()
    };
    let usual = platform::usual_plan();
    let stages = prepared.iter().map(|one| run::stage(&one.scenario, &one.inputs, 0)).collect::<Result<Vec<_>, _>>()?;
    let mut spreads = Vec::new();
    for (one, stage) in prepared.iter().zip(&stages) {
        let spread = stage.spread(one.scenario.horizon, one.scenario.campaigns.first(), &usual);
        let spread = spread.map_err(|fault| of_scenario("campaign[1]", fault))?;
        spreads.push(spread.ok_or_else(|| super::of_opinions(scenario))?);
    }
    let graph = stages[0].network().graph;
    if stages.iter().any(|stage| !stage.network().graph.is_same_network(graph)) {
        let message = format!("--over {} makes other networks", over.key);
        return Err(Failure::refused(message, "vary how it spreads, not who is tied to whom"));
    }
    let terms = wish.terms(&stages[0].network()).map_err(|fault| of_scenario("seeds", fault))?;
    if terms.target.is_some() {
        let message = "--over chooses so many people, or people for so much money, not as few as reach a target";
        return Err(Failure::refused(message, "write --count or --budget instead of a target"));
    }
    let interrupted = interrupted();
    let turns = over.values.len() as u32;
    // Every value has its part of the time.
    let stops: Vec<_> = (1..=turns)
        .map(|turn| {
            let deadline = arguments.time_limit.map(|limit| clock + limit * turn / turns);
            let interrupted = &interrupted;
            move || match deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                _ if interrupted.load(Ordering::Relaxed) != 0 => Some(Stopped::Interrupted),
                is_up => is_up.then_some(Stopped::Time),
            }
        })
        .collect();
    let situations = spreads.iter().zip(&over.values).zip(&stops).map(|((spread, value), stop)| Situation {
        name: value.clone(),
        question: Question { spread: &**spread, graph, random_seed: scenario.random_seed },
        limits: Limits { memory: prepared[0].memory_for_sets(), stop: Some(stop) },
    });
    let situations: Vec<Situation> = situations.collect();
    let answer = robust::search(&situations, &terms, &candidates(scenario, &stages[0], &terms), &wish.goal)
        .map_err(|fault| of_scenario(&format!("spread.{}", scenario.spread), fault))?;
    let name = |person: u32| graph.names().get(person).into_owned();
    let price = |person: u32| terms.price(person);
    let unit = wish.columns().1.map_or("people".to_owned(), |column| format!("of `{column}`"));
    let choice = RobustChoice {
        answer: &answer,
        key: &over.key,
        values: &over.values,
        name: &name,
        price: wish.budget().map(|_| &price as &dyn Fn(u32) -> f64),
        unit: &unit,
        failure_probability: wish.goal.failure_probability,
        seconds: clock.elapsed().as_secs_f64(),
    };
    inputs.notes.iter().for_each(|note| console::note(note));
    console::answer(&match (arguments.scenario.json, arguments.quiet) {
        (true, _) => String::from_utf8_lossy(&store::json(&choice.json())).into_owned(),
        (false, true) => answer.seeds.iter().map(|&person| format!("{}\n", name(person))).collect(),
        (false, false) => told(&choice, &super::heading(scenario, graph)),
    })?;
    if answer.cases.iter().any(|case| case.stopped == Stopped::Interrupted) {
        std::process::exit(128 + interrupted.load(Ordering::Relaxed) as i32);
    }
    Ok(())
}

/// What stands in the terminal.
fn told(choice: &RobustChoice, heading: &str) -> String {
    let mut text = heading.to_owned();
    for lines in [choice.people(), choice.by_value(), choice.candidates()] {
        let _ = writeln!(text, "{}\n", lines.join("\n"));
    }
    for sentence in choice.sentences() {
        let _ = writeln!(text, "{}", table::wrap(&sentence, 78, "  "));
    }
    text
}
