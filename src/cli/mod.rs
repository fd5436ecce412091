//! The program: arguments in, answers on standard output, everything else on standard error. One file per command.

mod check;
mod console;
mod damage;
mod describe;
mod diagnostics;
mod differs;
mod explain;
mod extras;
mod list;
mod network;
mod new;
mod pace;
mod platforms;
mod plot;
mod prepare;
mod report;
mod run;
mod seeds;
mod verify;

use crate::quantity::RandomSeed;
use crate::scenario::keys::LIMITS;
use crate::text::{nearest, shown};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use console::Failure;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Word of mouth and viral spread, simulated: what happens, how sure, and who should be asked first.
#[derive(Debug, Parser)]
#[command(
    name = "rumormill",
    version,
    max_term_width = 80,
    after_help = "Begin with: rumormill new my-rumor, then rumormill run my-rumor.toml"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Whether to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: Choice,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// On a terminal
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a commented scenario that runs at once
    New(new::Arguments),
    /// Say whether a scenario is right, and what it would take to run it
    Check(check::Arguments),
    /// Simulate a scenario, write the run folder, print the answer
    Run(run::Arguments),
    /// Choose whom to ask first, with a certificate
    Seeds(seeds::Arguments),
    /// Make a network, or describe one
    Network(network::Arguments),
    /// Draw the pictures of a run again
    Plot(plot::Arguments),
    /// Write a run as one HTML page that opens without a network
    Report(report::Arguments),
    /// Hold the program against exact answers, or a run against itself played again
    Verify(verify::Arguments),
    /// List what there is: models, networks, platforms, practices, seedings, measures, plots
    List(list::Arguments),
    /// Explain a key, a model, a measure
    Explain(explain::Arguments),
    /// Print the JSON schema of scenarios
    Schema,
    /// Print completions for a shell
    Completions(extras::Completions),
    /// Print the manual page
    Man,
    /// Words of the contract that this version does not know yet
    #[command(external_subcommand)]
    Other(Vec<OsString>),
}

/// A scenario file and what is set on top of it.
#[derive(Clone, Debug, Args)]
struct ScenarioArguments {
    /// The scenario file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Set a key of the scenario, such as network.small-world.people=200_000; repeatable
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// How often chance is drawn anew
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    replicates: Option<String>,
    /// The number all chance is drawn from
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    random_seed: Option<String>,
    /// How many threads to use; changes no number. RUMORMILL_THREADS where it is left out
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    threads: Option<usize>,
    /// Refuse to use more memory than this, such as 4GiB
    #[arg(long, value_name = "SIZE")]
    memory_limit: Option<String>,
    /// Lift the limit of this name; repeatable
    #[arg(long, value_name = "NAME", value_parser = limit)]
    allow: Vec<String>,
    /// Print one JSON document instead of tables
    #[arg(long)]
    json: bool,
}

fn limit(text: &str) -> Result<String, String> {
    let limits: Vec<&str> = LIMITS.iter().map(|(name, _)| *name).collect();
    match limits.contains(&text) {
        true => Ok(text.to_owned()),
        false => Err(format!("the limits are {}", limits.join(", "))),
    }
}

/// Most threads a run uses.
const MOST_THREADS: usize = 1024;

fn threads(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("write 1 or more".to_owned()),
        Ok(threads) => Ok(threads),
        Err(_) => Err("write a whole number of threads, such as 4".to_owned()),
    }
}

/// What the contract promises and this version does not have yet: refused by name.
const LATER_COMMANDS: &[(&str, &str)] = &[
    ("fit", "fitting is to come; try values with --set, and compare with what was observed"),
    ("merge", "shards are to come; run the whole scenario, threads share the work"),
];

fn random_seed(text: &str) -> Result<RandomSeed, String> {
    let seed = text.replace('_', "").parse().ok().and_then(RandomSeed::new);
    seed.ok_or_else(|| format!("write a whole number from 0 to {}", RandomSeed::MAX))
}

/// Runs the program.
pub fn main() -> ExitCode {
    console::quiet_panics();
    // A file that may not grow is an error that is told, not the end.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return console::usage(&error),
    };
    match arguments.color {
        Choice::Auto => {}
        Choice::Always => anstream::ColorChoice::Always.write_global(),
        Choice::Never => anstream::ColorChoice::Never.write_global(),
    }
    let done = match arguments.command {
        Command::New(arguments) => new::main(&arguments),
        Command::Check(arguments) => check::main(&arguments),
        Command::Run(arguments) => run::main(&arguments),
        Command::Seeds(arguments) => seeds::main(&arguments),
        Command::Network(arguments) => network::main(&arguments),
        Command::Plot(arguments) => plot::main(&arguments),
        Command::Report(arguments) => report::main(&arguments),
        Command::Verify(arguments) => verify::main(&arguments),
        Command::List(arguments) => list::main(&arguments),
        Command::Explain(arguments) => explain::main(&arguments),
        Command::Schema => extras::schema(),
        Command::Completions(arguments) => extras::completions(&arguments, &mut Arguments::command()),
        Command::Man => extras::man(Arguments::command()),
        Command::Other(words) => Err(other(&words)),
    };
    console::exit(done)
}

fn other(words: &[OsString]) -> Failure {
    let word = words.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some((_, what)) = LATER_COMMANDS.iter().find(|(name, _)| *name == word) {
        return Failure::refused(format!("`{word}` is not part of this version yet"), *what);
    }
    let command = Arguments::command();
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let message = format!("there is no command {}", shown(&word));
    Failure::refused(
        message,
        match nearest(&word, known) {
            Some(near) => format!("did you mean `rumormill {near}`?"),
            None => "rumormill --help lists the commands".to_owned(),
        },
    )
}
