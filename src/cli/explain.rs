//! `rumormill explain`: what a key means.

use super::console::{self, Failure};
use crate::report::table;
use crate::scenario::explain;
use crate::text::shown;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A key such as spread.sir.recovery, or the name of a model, network, seeding or measure
    #[arg(value_name = "KEY")]
    key: String,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    match explain::explain(&arguments.key) {
        Ok(text) => {
            let line = |line: &str| {
                let indent = line.len() - line.trim_start().len();
                let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 2));
                if line.len() <= 80 { line.to_owned() } else { first + &table::wrap(line, 78 - indent, &rest) }
            };
            console::answer(&(text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"))
        }
        Err(near) => Err(Failure::refused(
            format!("there is nothing called {}", shown(&arguments.key)),
            match near.as_slice() {
                [] => "rumormill list models, networks, seedings, measures or plots shows the names".to_owned(),
                near => format!("did you mean {}?", near.join(", ")),
            },
        )),
    }
}
