//! `rumormill network make`: draw a network and write it.

use super::convert::{save, written};
use crate::cli::console::{self, Failure};
use crate::cli::prepare::usable_memory;
use crate::estimate;
use crate::graph::Graph;
use crate::graph::format::Format;
use crate::graph::generate;
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate};
use crate::scenario::{NetworkSource, Override, Scenario};
use crate::text::{count, escaped, shown};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The generator, as in `rumormill list networks`
    #[arg(value_name = "NAME")]
    name: String,
    /// Its keys, such as people=1000 friends=8 rewire=0.1
    #[arg(value_name = "KEY=VALUE")]
    keys: Vec<String>,
    /// The number all chance is drawn from
    #[arg(long, value_name = "N", default_value = "1", value_parser = crate::cli::random_seed, allow_negative_numbers = true)]
    random_seed: RandomSeed,
    /// Which of the networks of a scenario with `networks` to draw, from 0
    #[arg(long, value_name = "I", default_value_t = 0)]
    index: u64,
    /// The file to write, in the format of its ending (.tsv, .graphml, .gexf, .net, .mtx, .g6, .dot, .rumor); packed if it ends in .gz. Standard output where it is left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The network of a scenario that has nothing but a network: the same reader, the same messages.
fn drawn(arguments: &Arguments, format: Format) -> Result<(Graph, Option<String>), Failure> {
    let Arguments { name, keys, random_seed, index, .. } = arguments;
    let name = name.as_str();
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
    let mut scenario = Scenario::read("network make", &text, &overrides)?;
    if let NetworkSource::Made(_, generator) = &scenario.network {
        estimate::of_making(&**generator, format).within_for(
            "the network",
            usable_memory(),
            "ask for fewer people or ties, or write a .rumor",
        )?;
    }
    crate::load::load(&mut scenario, Path::new(""))?;
    let NetworkSource::Made(_, generator) = &scenario.network else { unreachable!("made by a generator") };
    let luck = Replicate::new(*random_seed, *index, 0).stream(Purpose::Network);
    let graph = generator.generate(luck);
    let remark = generator.remark(luck, &graph);
    Ok((graph, remark))
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    let mut format = Format::EdgeList;
    if let Some(path) = &arguments.out {
        is_free(path)?;
        let name = path.to_string_lossy();
        format = Format::of_name(&name).ok_or_else(|| {
            let message = format!("the ending of {} tells no format", escaped(&name));
            Failure::refused(
                message,
                "write a name that ends in .tsv, .graphml, .gexf, .net, .mtx, .g6, .dot or .rumor",
            )
        })?;
    }
    let (graph, remark) = drawn(arguments, format)?;
    if let Some(remark) = remark {
        console::note(&remark);
    }
    let index = if arguments.index > 0 { format!(" index={}", arguments.index) } else { String::new() };
    let seed = arguments.random_seed.get();
    let label = format!("{} {} random-seed={seed}{index}", arguments.name, arguments.keys.join(" "));
    let Some(path) = &arguments.out else {
        let bytes = written(&graph, Format::EdgeList, &label)?;
        return console::answer(&String::from_utf8_lossy(&bytes));
    };
    save(path, &graph, format, &label)?;
    let people = count(graph.people().into(), "person", "people");
    let ties = count(graph.ties() as u64, "tie", "ties");
    console::answer(&format!("{}: {people}, {ties}\n", escaped(&path.to_string_lossy())))
}

/// Refuses a name that is taken, and a folder that is not there: it may be a slip.
pub fn is_free(path: &Path) -> Result<(), Failure> {
    let refused =
        |what: &str, help: &str| Err(Failure::refused(format!("{}: {what}", escaped(&path.to_string_lossy())), help));
    if path.exists() {
        return refused("is there already", "choose another name; nothing is overwritten");
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            let folder = escaped(&folder.to_string_lossy());
            refused(&format!("there is no folder {folder}"), "make the folder first")
        }
        _ => Ok(()),
    }
}
