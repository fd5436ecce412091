//! `rumormill network`: make a network, describe one, or write one in another format.

mod convert;
mod info;
mod make;
mod reading;

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
    /// Write a network in the format of another program
    Convert(convert::Arguments),
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Make(arguments) => make::main(arguments),
        Command::Info(arguments) => info::main(arguments),
        Command::Convert(arguments) => convert::main(arguments),
    }
}
