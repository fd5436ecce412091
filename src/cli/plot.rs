//! `rumormill plot`: draw the pictures of a run again.

use super::console::{self, Failure};
use super::run::drawn;
use crate::report::pictures;
use crate::scenario::keys::PLOTS;
use crate::store;
use crate::text::{nearest, shown};
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
    if store::manifest(&arguments.run).is_none() {
        let message = format!("{}: is no run folder", arguments.run.display());
        return Err(Failure::refused(message, "name a folder that rumormill run has written"));
    }
    let material = store::read(&arguments.run).map_err(|error| Failure::refused(error, "run the scenario again"))?;
    let asked = (!arguments.names.is_empty()).then_some(&arguments.names[..]);
    let pictures = pictures::draw(&material, asked);
    if pictures.is_empty() {
        return Err(Failure::refused("this run has no such picture", "a difference needs two campaigns"));
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
