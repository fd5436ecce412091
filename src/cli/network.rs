//! `rumormill network`: make a network, or describe one.

mod info;
mod make;

use super::console::Failure;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Draw a network and write it as text
    Make(make::Arguments),
    /// Describe a network: people, ties, degrees, clustering, components
    Info(info::Arguments),
    #[command(hide = true)]
    Convert {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Make(arguments) => make::main(arguments),
        Command::Info(arguments) => info::main(arguments),
        Command::Convert { .. } => Err(Failure::refused(
            "`network convert` is not part of this version yet",
            "text files, plain or gzip, are read as they are",
        )),
    }
}
