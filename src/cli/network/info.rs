//! `rumormill network info`: describe a network.

use super::reading::{Reading, of_scenario, read};
use crate::cli::console::{self, Failure};
use crate::cli::describe::describe;
use crate::cli::prepare::usable_memory;
use crate::estimate;
use crate::graph::Graph;
use crate::graph::edge_list::{Direction, Options};
use crate::graph::shape::Shape;
use crate::store;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A network file, or a scenario (.toml), which says itself how its file is read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Lift the limit of this name; repeatable
    #[arg(long, value_name = "NAME", value_parser = crate::cli::limit)]
    allow: Vec<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    let name = arguments.file.to_string_lossy().into_owned();
    let options = arguments.reading.options()?;
    let (graph, direction) = match name.ends_with(".toml") {
        true => of_scenario(&name, &arguments.file, &arguments.reading, &arguments.allow)?,
        false => of_file(&name, arguments, options)?,
    };
    let help = "take a part of it, or a machine with more memory";
    estimate::of_describing(&graph).within_for("the description", usable_memory(), help)?;
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

fn of_file(name: &str, arguments: &Arguments, options: Options) -> Result<(Graph, Option<Direction>), Failure> {
    let options = Options { allow: arguments.allow.iter().cloned().collect(), ..options };
    let (reading, _) = read(name, &arguments.file, None, &options)?;
    Ok((reading.graph, Some(reading.direction)))
}
