//! `rumormill network`: make a network, or describe one.

use super::console::{self, Failure};
use super::describe::describe;
use crate::graph::Graph;
use crate::graph::edge_list::{self, Direction, Options, SelfTies, StrengthRange, ThirdColumn};
use crate::graph::generate;
use crate::graph::shape::Shape;
use crate::random::{Purpose, Replicate};
use crate::scenario::{Override, Scenario};
use crate::text::{count, escaped, shown};
use crate::{quantity::RandomSeed, store};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Draw a network and write it as text
    Make(Make),
    /// Describe a network: people, ties, degrees, clustering, components
    Info(Info),
    #[command(hide = true)]
    Convert {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

#[derive(Debug, Args)]
struct Make {
    /// The generator, as in `rumormill list networks`
    #[arg(value_name = "NAME")]
    name: String,
    /// Its keys, such as people=1000 friends=8 rewire=0.1
    #[arg(value_name = "KEY=VALUE")]
    keys: Vec<String>,
    /// The number all chance is drawn from
    #[arg(long, value_name = "N", default_value = "1", value_parser = super::random_seed, allow_negative_numbers = true)]
    random_seed: RandomSeed,
    /// Which of the networks of a scenario with `networks` to draw, from 0
    #[arg(long, value_name = "I", default_value_t = 0)]
    index: u64,
    /// The file to write; packed if it ends in .gz. Standard output where it is left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Info {
    /// A network file, or a scenario (.toml)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What a line `u v` means, where the file does not say: influence, follows or mutual
    #[arg(long, value_name = "WORD")]
    direction: Option<String>,
    /// What the third column is: strength or ignore
    #[arg(long, value_name = "WORD")]
    third_column: Option<String>,
    /// Leave out ties of people to themselves
    #[arg(long)]
    drop_self_ties: bool,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Make(arguments) => make(arguments),
        Command::Info(arguments) => info(arguments),
        Command::Convert { .. } => Err(Failure::refused(
            "`network convert` is not part of this version yet",
            "text files, plain or gzip, are read as they are",
        )),
    }
}

/// The network of a scenario that has nothing but a network: the same reader, the same messages.
fn drawn(name: &str, keys: &[String], random_seed: RandomSeed, index: u64) -> Result<(Graph, Option<String>), Failure> {
    let known = || generate::CATALOG.iter().map(|entry| entry.name);
    if !known().any(|known| known == name) {
        let help = match crate::text::nearest(name, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the generators are {}", known().collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::refused(format!("there is no generator called {}", shown(name)), help));
    }
    let mut overrides = Vec::new();
    for key in keys {
        let (path, value) = key.split_once('=').ok_or_else(|| {
            Failure::refused(format!("{} sets nothing", shown(key)), "write KEY=VALUE, such as people=1000")
        })?;
        let path = format!("network.{name}.{}", path.trim());
        if overrides.iter().any(|before: &Override| before.path == path) {
            return Err(Failure::refused(format!("{} is set a second time", shown(key)), "set each key once"));
        }
        overrides.push(Override { option: "KEY=VALUE".to_owned(), path, value: value.trim().to_owned() });
    }
    let text = format!(
        "format = 1\n[network.{name}]\n[spread.complex-contagion]\nsources = 1\n[[campaign]]\nname = \"one\"\nseeds = {{ random = 1 }}\n"
    );
    let scenario = Scenario::read("network make", &text, &overrides)?;
    let crate::scenario::NetworkSource::Made(_, generator) = &scenario.network else {
        unreachable!("made by a generator")
    };
    let luck = Replicate::new(random_seed, index, 0).stream(Purpose::Network);
    let graph = generator.generate(luck);
    let remark = generator.remark(luck, &graph);
    Ok((graph, remark))
}

fn make(arguments: &Make) -> Result<(), Failure> {
    let (graph, remark) = drawn(&arguments.name, &arguments.keys, arguments.random_seed, arguments.index)?;
    if let Some(remark) = remark {
        console::note(&remark);
    }
    let mut bytes = Vec::new();
    let label = format!("{} {} random-seed={}", arguments.name, arguments.keys.join(" "), arguments.random_seed.get());
    edge_list::write(&graph, &label, &mut bytes).map_err(|error| Failure::failed(error.to_string(), ""))?;
    let Some(path) = &arguments.out else {
        return console::answer(&String::from_utf8_lossy(&bytes));
    };
    if path.extension().is_some_and(|ending| ending == "gz") {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        bytes = packer
            .write_all(&bytes)
            .and_then(|()| packer.finish())
            .map_err(|error| Failure::failed(error.to_string(), ""))?;
    }
    if path.exists() {
        let message = format!("{}: is there already", escaped(&path.to_string_lossy()));
        return Err(Failure::refused(message, "choose another name; nothing is overwritten"));
    }
    store::replace(path, &bytes).map_err(|error| {
        let message = format!("{}: cannot be written: {}", escaped(&path.to_string_lossy()), console::cause(&error));
        Failure::refused(message, "")
    })?;
    let people = count(graph.people().into(), "person", "people");
    let ties = count(graph.ties() as u64, "tie", "ties");
    console::answer(&format!("{}: {people}, {ties}\n", escaped(&path.to_string_lossy())))
}

fn info(arguments: &Info) -> Result<(), Failure> {
    let name = arguments.file.to_string_lossy().into_owned();
    let word = |given: &Option<String>, option: &str, known: Vec<&'static str>| match given {
        Some(word) if !known.contains(&word.as_str()) => Err(Failure::refused(
            format!("{option} {} is not known", shown(word)),
            format!("write one of {}", known.join(", ")),
        )),
        _ => Ok(()),
    };
    word(&arguments.direction, "--direction", Direction::words().collect())?;
    word(&arguments.third_column, "--third-column", ThirdColumn::words().collect())?;
    let (graph, direction) = if name.ends_with(".toml") {
        let text = super::prepare::read_scenario(&arguments.file, &name)?;
        let mut scenario = Scenario::read(&name, &text, &[])?;
        let folder = arguments.file.parent().unwrap_or(std::path::Path::new(""));
        let inputs = crate::load::load(&mut scenario, folder)?;
        let direction = inputs.network.as_ref().map(|reading| reading.direction);
        (crate::run::stage(&scenario, &inputs, 0)?.graph.into_owned(), direction)
    } else {
        let usual = Options::default();
        let options = Options {
            direction: arguments.direction.as_deref().and_then(Direction::of),
            third_column: arguments.third_column.as_deref().and_then(ThirdColumn::of).unwrap_or(usual.third_column),
            self_ties: if arguments.drop_self_ties { SelfTies::Drop } else { usual.self_ties },
            range: StrengthRange::Rate,
            ..usual
        };
        let reading = edge_list::read_file(&name, &arguments.file, &options).map_err(|mut problems| {
            // A scenario sets what here is an option.
            problems
                .iter_mut()
                .for_each(|problem| problem.help = problem.help.replace("set `direction` to ", "write --direction "));
            crate::load::Refusal::File(problems)
        })?;
        for note in &reading.notes {
            console::note(note);
        }
        (reading.graph, Some(reading.direction))
    };
    let shape = Shape::of(&graph);
    if arguments.json {
        let mut json = serde_json::to_value(&shape).map_err(|error| Failure::failed(error.to_string(), ""))?;
        json["format"] = 1.into();
        if let Some(direction) = direction {
            json["direction"] = direction.word().into();
        }
        return console::answer(&String::from_utf8_lossy(&store::json(&json)));
    }
    console::answer(&describe(&name, &shape, direction))
}
