//! `rumormill report`: a run as one HTML page that needs nothing else.

use super::console::{self, Failure};
use super::damage;
use crate::report::page::Page;
use crate::report::{pictures, times};
use crate::scenario::keys::PLOTS;
use crate::scenario::{Document, PRESETS, Scenario};
use crate::store;
use crate::text::escaped;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The run folder
    #[arg(value_name = "RUN")]
    run: PathBuf,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.run;
    let manifest = damage::manifest(folder)?;
    let material = damage::read(folder)?;
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| {
            let path = escaped(&path.to_string_lossy());
            Failure::refused(format!("this run folder is damaged: {path}: {}", console::cause(&error)), damage::AGAIN)
        })
    };
    let (typed, resolved) = (read("scenario.toml")?, read("resolved.toml")?);
    // The pictures that are there, so that one drawn later by name is in the page too.
    let there: Vec<String> = (PLOTS.iter().map(|(name, _)| (*name).to_owned()))
        .filter(|name| folder.join(format!("plots/{name}.svg")).exists())
        .collect();
    let pictures = pictures::draw(&material, (!there.is_empty()).then_some(&there[..]));
    let (unit, per) = match Scenario::read_with("resolved.toml", &resolved, &[], &super::prepare::platform_file(folder))
    {
        Ok(scenario) => scenario.clock(),
        // Written by another version: the unit of the files will do.
        Err(_) => ("", 1.0),
    };
    let told = (!unit.is_empty()).then(|| times::told_in(&material.answer, unit, per));
    let platform = platform(&resolved, folder);
    let page = Page {
        answer: told.as_ref().unwrap_or(&material.answer),
        pictures: &pictures,
        typed: &typed,
        resolved: &resolved,
        platform: platform.as_deref(),
        id: &manifest.id,
        files: &manifest.files,
    };
    let path = folder.join("report.html");
    store::replace(&path, page.html().as_bytes()).map_err(|error| {
        let path = escaped(&path.to_string_lossy());
        Failure::failed(format!("{path}: cannot be written: {}", console::cause(&error)), "")
    })?;
    console::answer(&format!("{}\n", path.display()))
}

/// The text of the file of the platform that a resolved scenario names, built in or of the user's own.
fn platform(resolved: &str, folder: &Path) -> Option<String> {
    let values = Document::parse("", resolved).ok()?.values();
    let (_, name) = values.into_iter().find(|(path, _)| path == "platform")?;
    let name = name.trim_matches('"');
    match PRESETS.iter().find(|preset| preset.name == name) {
        Some(preset) => Some(preset.text.to_owned()),
        None => super::prepare::platform_file(folder)(name).ok(),
    }
}
