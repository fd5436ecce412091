//! `rumormill plot`: draw the pictures of a run again.

use super::console::{self, Failure};
use super::damage;
use super::run::drawn;
use crate::report::pictures;
use crate::scenario::keys::PLOTS;
use crate::store;
use crate::text::{escaped, nearest, shown};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The run folder
    #[arg(value_name = "RUN")]
    run: PathBuf,
    /// Which pictures; all that apply where none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    for name in &arguments.names {
        if !PLOTS.iter().any(|(known, _)| known == name) {
            let near = nearest(name, PLOTS.iter().map(|(known, _)| *known));
            let help = near
                .map_or("rumormill list plots shows the names".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Failure::refused(format!("there is no picture called {}", shown(name)), help));
        }
    }
    damage::manifest(&arguments.run)?;
    let material = damage::read(&arguments.run)?;
    let asked = (!arguments.names.is_empty()).then_some(&arguments.names[..]);
    let pictures = pictures::draw(&material, asked);
    let mut missing: Vec<&str> = arguments.names.iter().map(String::as_str).collect();
    missing.retain(|name| !pictures.iter().any(|picture| picture.name == *name));
    // Its picture is there, so the run kept one once.
    if asked.is_none() && material.cascade.is_none() && arguments.run.join("plots/cascade.svg").exists() {
        missing.push("cascade");
    }
    let why = |name: &str| match name {
        "cascade" => format!(
            "`cascade` cannot be drawn again: {} is not there",
            escaped(&arguments.run.join("plots/cascade.json").to_string_lossy())
        ),
        name => pictures::why_not(name, material.answer.outcome),
    };
    if pictures.is_empty() {
        let all: Vec<String> = missing.iter().map(|name| why(name)).collect();
        let help = if missing.contains(&"cascade") {
            "a run keeps a cascade unless its scenario has `plots` without it; rumormill run SCENARIO --fresh computes again"
        } else {
            "rumormill plot RUN without a name draws all that apply"
        };
        return Err(Failure::refused(all.join("; "), help));
    }
    for name in missing {
        console::note(&why(name));
    }
    let mut text = String::new();
    for (name, bytes) in drawn(&pictures)? {
        let path = arguments.run.join(&name);
        store::replace(&path, &bytes)
            .map_err(|error| Failure::failed(format!("{}: cannot be written: {error}", path.display()), ""))?;
        text.push_str(&format!("{}\n", path.display()));
    }
    console::answer(&text)
}
