//! `rumormill seeds`: whom to ask first, with a certificate.

mod over;

use super::ScenarioArguments;
use super::console::{self, Failure};
use super::prepare::Prepared;
use crate::graph::Graph;
use crate::report::choice::Choice;
use crate::report::table;
use crate::run::{self, Stage};
use crate::scenario::{Override, Scenario, platform, to_toml};
use crate::seeding::best::{self, Candidate, Limits, Stopped};
use crate::store::{self, Manifest};
use crate::text::{escaped, shown};
use clap::Args;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// How many people to ask
    #[arg(long, value_name = "K", conflicts_with = "budget", allow_negative_numbers = true)]
    count: Option<String>,
    /// What may be spent on them; [seeds] price names the column of prices
    #[arg(long, value_name = "MONEY", allow_negative_numbers = true)]
    budget: Option<String>,
    /// What must be reached by as few people as possible, such as "20 %" or 500
    #[arg(long, value_name = "REACH", conflicts_with_all = ["count", "budget"], allow_negative_numbers = true)]
    target: Option<String>,
    /// What part of the best possible must be certain, such as 0.6
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    ratio: Option<String>,
    /// By how much the choice may look better than it is, such as 0.01
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    noise: Option<String>,
    /// Chance that the certificate is wrong, such as 0.001
    #[arg(long, value_name = "CHANCE", allow_negative_numbers = true)]
    failure_probability: Option<String>,
    /// End after so long, such as 30s or 5min, with what is certain by then
    #[arg(long, value_name = "TIME", value_parser = time)]
    time_limit: Option<Duration>,
    /// Choose one seed set for several values of a key, where it is not known which holds: KEY=A,B,C
    #[arg(long, value_name = "KEY=A,B")]
    over: Option<String>,
    /// Put tables and pictures into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print only the seeds, one a line
    #[arg(short, long)]
    quiet: bool,
}

/// A time such as "30s", "5 min", "1h"; a plain number is seconds.
fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "write a time such as 30s, 5min or 1h".to_owned();
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let number: f64 = text[..split].trim().parse().map_err(|_| wrong())?;
    let unit = match text[split..].trim() {
        "" | "s" | "sec" | "second" | "seconds" => 1.0,
        "min" | "m" | "minute" | "minutes" => 60.0,
        "h" | "hour" | "hours" => 3600.0,
        _ => return Err(wrong()),
    };
    Duration::try_from_secs_f64(number * unit).map_err(|_| wrong())
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    if let Some(over) = &arguments.over {
        return over::main(arguments, over);
    }
    let (clock, started) = (Instant::now(), jiff::Timestamp::now());
    if let Some(folder) = &arguments.out {
        empty(folder)?;
    }
    let prepared = arguments.scenario.prepare_choice(&arguments.overrides())?;
    let Prepared { scenario, inputs, .. } = &prepared;
    let Some(wish) = &scenario.choice else { return Err(how_many()) };
    let stage = run::stage(scenario, inputs, 0)?;
    // The first campaign says who the rivals are, and on a platform what is posted.
    let (usual, first) = (platform::usual_plan(), scenario.campaigns.first());
    let spread = stage.spread(scenario.horizon, first, &usual).map_err(|fault| {
        crate::load::Refusal::Scenario(scenario.problems(vec![scenario.problem("campaign[1]", fault)]))
    })?;
    if let Some(first) = first.filter(|first| !first.rivals.is_empty()) {
        console::note(&format!("beside the rivals of campaign {}", shown(&first.name)));
    }
    let Some(spread) = spread else { return Err(of_opinions(scenario)) };
    if scenario.networks > 1 {
        console::note(&format!("the choice is for the first of {} networks", scenario.networks));
    }
    let network = stage.network();
    let question = best::Question { spread: &*spread, graph: network.graph, random_seed: scenario.random_seed };
    let refuse = |fault| crate::load::Refusal::Scenario(scenario.problems(vec![scenario.problem("seeds", fault)]));
    let terms = wish.terms(&network).map_err(refuse)?;
    let candidates = candidates(scenario, &stage, &terms);
    let deadline = arguments.time_limit.map(|limit| clock + limit);
    let interrupted = interrupted();
    let stop = || match deadline.is_some_and(|deadline| Instant::now() >= deadline) {
        _ if interrupted.load(Ordering::Relaxed) != 0 => Some(Stopped::Interrupted),
        is_up => is_up.then_some(Stopped::Time),
    };
    let limits = Limits { memory: prepared.memory_for_sets(), stop: Some(&stop) };
    let answer = best::choose(question, &terms, &candidates, &wish.goal, &limits).map_err(|fault| {
        if fault.key == "target" {
            return refuse(fault);
        }
        let fault = crate::catalog::Fault { key: String::new(), ..fault };
        crate::load::Refusal::Scenario(
            scenario.problems(vec![scenario.problem(&format!("spread.{}", scenario.spread), fault)]),
        )
    })?;
    let graph = question.graph;
    let name = |person: u32| graph.names().get(person).into_owned();
    let price = |person: u32| terms.price(person);
    let value = wish.columns().1;
    let unit = value.map_or("people".to_owned(), |column| format!("of `{column}`"));
    let choice = Choice {
        answer: &answer,
        name: &name,
        price: wish.budget().map(|_| &price as &dyn Fn(u32) -> f64),
        budget: wish.budget(),
        quotas: terms.quotas.as_ref(),
        unit: &unit,
        goal: wish.goal,
        seconds: Some(clock.elapsed().as_secs_f64()),
    };
    for note in &inputs.notes {
        console::note(note);
    }
    let text = told(scenario, graph, &choice);
    if let Some(folder) = &arguments.out {
        let base = arguments.scenario.file.parent().unwrap_or(Path::new(""));
        let from_there = |path: &str| match Path::new(path).is_absolute() {
            true => path.to_owned(),
            false => store::relative(&base.join(path), folder).to_string_lossy().into_owned(),
        };
        let identity = store::identity(scenario, inputs);
        let made = super::run::manifest(&prepared, identity, &started.to_string(), clock.elapsed());
        let manifest = Manifest { status: answer.stopped.word().to_owned(), ..made };
        let mut files = vec![
            ("resolved.toml".to_owned(), to_toml(&scenario.value, &from_there).into_bytes()),
            ("answer.txt".to_owned(), text.clone().into_bytes()),
            ("seeds.json".to_owned(), store::json(&Choice { seconds: None, ..choice }.json())),
            ("seeds.csv".to_owned(), choice.csv().into_bytes()),
        ];
        files.extend(super::run::drawn(&[choice.picture()])?);
        files.push(("manifest.json".to_owned(), store::json(&manifest)));
        store::publish(folder, &files).map_err(|error| {
            Failure::failed(
                format!("{}: cannot be written: {error}", folder.display()),
                "make space or choose another place with --out",
            )
        })?;
        console::note(&format!("tables and pictures: {}", escaped(&folder.to_string_lossy())));
    }
    let lines = || answer.spread.seeds.iter().map(|&person| format!("{}\n", name(person))).collect::<String>();
    console::answer(&match (arguments.scenario.json, arguments.quiet) {
        (true, _) => String::from_utf8_lossy(&store::json(&choice.json())).into_owned(),
        (false, true) => lines(),
        (false, false) => text,
    })?;
    match answer.stopped {
        Stopped::Interrupted => std::process::exit(128 + interrupted.load(Ordering::Relaxed) as i32),
        _ if answer
            .certificate()
            .is_some_and(|found| found.ratio < wish.goal.ratio || found.noise.1 > wish.goal.noise) =>
        {
            std::process::exit(NOT_REACHED)
        }
        _ => Ok(()),
    }
}

/// Says that nothing says how many.
fn how_many() -> Failure {
    Failure::refused(
        "how many people may be asked?",
        "write --count 10 for ten people, --budget 5000 with [seeds] price = \"column\" in the scenario, or --target 20%",
    )
}

/// Says that it is about opinions.
fn of_opinions(scenario: &Scenario) -> Failure {
    Failure::refused(
        format!("`{}` is a model of opinions, in which nobody is reached once and for all", scenario.spread),
        "choose seeds for a model in which people act, such as independent-cascade",
    )
}

/// The number of the signal by which somebody has pressed Ctrl-C, or asked the program to end, or 0: the search then answers
/// with what it has. A second time ends the program at once.
fn interrupted() -> Arc<AtomicUsize> {
    let (interrupted, again) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    for signal in [SIGINT, SIGTERM] {
        // Where a signal cannot be waited for, it ends the program as ever. The order matters: the first time only says so.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&again));
        let _ = flag::register(signal, Arc::clone(&again));
        let _ = flag::register_usize(signal, Arc::clone(&interrupted), signal as usize);
    }
    interrupted
}

/// The question, and what it is asked on.
fn heading(scenario: &Scenario, graph: &Graph) -> String {
    let mut text = String::new();
    if let Some(question) = scenario.question.as_ref().or(scenario.title.as_ref()) {
        let _ = writeln!(text, "{}\n", table::wrap(question, 78, ""));
    }
    let line = format!(
        "{}, {}; {}, random seed {}",
        crate::text::count(graph.people().into(), "person", "people"),
        crate::text::count(graph.ties() as u64, "tie", "ties"),
        scenario.spread,
        scenario.random_seed.get()
    );
    let _ = writeln!(text, "{}\n", table::wrap(&line, 78, "  "));
    text
}

/// The exit code of an answer that is less certain than was asked for.
const NOT_REACHED: i32 = 4;

/// What stands in the terminal.
fn told(scenario: &Scenario, graph: &Graph, choice: &Choice) -> String {
    let mut text = heading(scenario, graph);
    let _ = writeln!(text, "{}\n", choice.seeds().join("\n"));
    let groups = choice.groups();
    if !groups.is_empty() {
        let _ = writeln!(text, "{}\n", groups.join("\n"));
    }
    let _ = writeln!(text, "{}\n", choice.candidates().join("\n"));
    for sentence in choice.sentences() {
        let _ = writeln!(text, "{}", table::wrap(&sentence, 78, "  "));
    }
    text
}

/// Refuses a folder that holds something.
fn empty(folder: &Path) -> Result<(), Failure> {
    let shown = escaped(&folder.to_string_lossy());
    let refused = |what: &str| Err(Failure::refused(format!("{shown}: {what}"), "choose another place with --out"));
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => refused("holds something already"),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => refused(&console::cause(&error)),
        _ => super::run::writable(folder),
    }
}

impl Arguments {
    fn overrides(&self) -> Vec<Override> {
        let given = [
            ("--count", "seeds.count", &self.count),
            ("--budget", "seeds.budget", &self.budget),
            ("--target", "seeds.target", &self.target),
            ("--ratio", "seeds.ratio", &self.ratio),
            ("--noise", "seeds.noise", &self.noise),
            ("--failure-probability", "seeds.failure-probability", &self.failure_probability),
        ];
        let one = |(option, path, value): (&str, &str, &Option<String>)| {
            let value = value.clone()?;
            Some(Override { option: option.to_owned(), path: path.to_owned(), value })
        };
        given.into_iter().filter_map(one).collect()
    }
}

/// The seed sets of the scenario's campaigns that keep to the terms, those that differ from replicate to replicate left out.
fn candidates(scenario: &Scenario, stage: &Stage, terms: &best::Terms) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (i, campaign) in scenario.campaigns.iter().enumerate() {
        match stage.fixed_seeds(i) {
            None => console::note(&format!(
                "campaign {} asks other people in each replicate, and is no candidate",
                shown(&campaign.name)
            )),
            Some(seeds) if terms.hold(seeds) && !seeds.is_empty() => {
                candidates.push(Candidate { name: campaign.name.clone(), seeds: seeds.to_vec() });
            }
            Some(_) => console::note(&format!(
                "campaign {} does not keep to what may be asked, and is no candidate",
                shown(&campaign.name)
            )),
        }
    }
    candidates
}
