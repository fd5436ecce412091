//! `rumormill explain`: what a key means.

use super::console::{self, Failure};
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
        Ok(text) => console::answer(&text),
        Err(help) => Err(Failure::refused(format!("there is nothing called {}", shown(&arguments.key)), help)),
    }
}
