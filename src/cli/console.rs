//! What is printed, and how the program ends.

use crate::text::folded;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// Why the program ends without an answer.
#[derive(Debug)]
pub struct Failure {
    /// 1: something failed while running; 2: the user's input, options or limits forbid it.
    code: u8,
    /// The whole text, ready to be printed.
    text: String,
}

/// Columns of the terminals that are written for.
pub const WIDTH: usize = 80;
const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

impl Failure {
    /// Refused before anything was written: what is wrong, and what to do.
    pub fn refused(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure { code: 2, text: error(&message.into(), &help.into()) }
    }

    /// Refused, with a text that is already laid out.
    pub fn laid_out(text: String) -> Failure {
        Failure { code: 2, text }
    }

    /// Failed while running.
    pub fn failed(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure { code: 1, text: error(&message.into(), &help.into()) }
    }

    /// Standard output was closed by who reads it: a quiet end.
    fn closed() -> Failure {
        Failure { code: 0, text: String::new() }
    }
}

/// "error: message", and below it what to do.
pub fn error(message: &str, help: &str) -> String {
    let message = folded(message, WIDTH - 7, "       ");
    let help = match help {
        "" => String::new(),
        help => format!("\n  help: {}", folded(help, WIDTH - 8, "        ")),
    };
    format!("{ERROR}error{ERROR:#}: {message}{help}")
}

/// Prints an answer to standard output.
///
/// # Errors
/// If standard output cannot be written; a closed pipe is a quiet end.
pub fn answer(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::closed(),
        _ => Failure::failed(format!("cannot write to standard output: {}", cause(&error)), ""),
    })
}

/// What went wrong with a file, without numbers of the operating system and names of passing files.
pub fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::Other | io::ErrorKind::InvalidInput => error.to_string(),
        kind => kind.to_string(),
    }
}

/// Prints to standard error, where it can be written: what cannot be said there ends nothing.
fn said(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Prints a note to standard error.
pub fn note(text: &str) {
    said(&format!("{NOTE}note{NOTE:#}: {}\n", folded(text, WIDTH - 6, "      ")));
}

/// Ends the program.
pub fn exit(done: Result<(), Failure>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.text.is_empty() {
                said(&format!("{}\n", failure.text.trim_end()));
            }
            ExitCode::from(failure.code)
        }
    }
}

/// What the parser of arguments has to say: help and version are answers, the rest are refusals.
pub fn usage(error: &clap::Error) -> ExitCode {
    let text = error.render().ansi().to_string();
    if error.use_stderr() {
        match advice(error) {
            Some(refusal) => return exit(Err(refusal)),
            None => said(&text),
        }
        ExitCode::from(2)
    } else {
        exit(answer(&text))
    }
}

/// Options that people try and that are not there: what to do instead.
const OTHER_OPTIONS: &[(&str, &str, &str)] = &[
    ("--shard", "not part of this version yet", "run the whole scenario; threads share the work"),
    ("--precision", "not part of this version yet", "set --replicates, and read the interval"),
    (
        "--time-limit",
        "not part of this version yet",
        "set --replicates to what there is time for; check says how long it takes",
    ),
    (
        "--seed",
        "not an option",
        "--random-seed is the number all chance is drawn from; whom to ask first stands in the scenario, as `seeds` of a campaign",
    ),
    ("--runs", "not an option", "--replicates says how often chance is drawn anew"),
    ("--output", "not an option", "--out says where to put the run folder"),
    ("--force", "not an option", "nothing is overwritten: --fresh computes again in a new folder, --out names another"),
    ("--jobs", "not an option", "--threads says how many threads to use"),
];

/// What to say of an option that is not there but is often tried.
fn advice(error: &clap::Error) -> Option<Failure> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else { return None };
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let (option, what, help) = OTHER_OPTIONS.iter().find(|(option, ..)| option == given)?;
    Some(Failure::refused(format!("`{option}` is {what}"), *help))
}

/// An internal error is told as one, without a trace that helps nobody who meets it.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let what = panic.payload_as_str().unwrap_or("unknown");
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        said(&format!(
            "{}\n",
            error(
                &format!("internal error, this is a bug: {what}{place}"),
                &format!("please report it with the scenario; rumormill {}", env!("CARGO_PKG_VERSION"))
            )
        ));
        std::process::exit(1);
    }));
}

/// How to show progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Progress {
    /// A bar on a terminal, else nothing
    #[default]
    Auto,
    /// A line now and then
    Plain,
    None,
}

/// Counts replicates to standard error, with an estimate of the time left.
pub struct Counter {
    bar: indicatif::ProgressBar,
    /// How many are done, and of how many; locked while a line is written, so that lines come in order.
    plain: Option<(Mutex<u64>, u64)>,
}

impl Counter {
    /// A counter up to `total`.
    pub fn new(total: u64, progress: Progress) -> Counter {
        let bar = match progress {
            Progress::Auto => indicatif::ProgressBar::new(total),
            _ => indicatif::ProgressBar::hidden(),
        };
        let style = indicatif::ProgressStyle::with_template("{bar:32} {pos}/{len} replicates, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()));
        let plain = (progress == Progress::Plain).then(|| (Mutex::new(0), total));
        Counter { bar, plain }
    }

    /// One more.
    pub fn tick(&self) {
        self.bar.inc(1);
        if let Some((done, total)) = &self.plain {
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            *done += 1;
            if *done == *total || *done % total.div_ceil(10) == 0 {
                said(&format!("{done} of {total} replicates\n"));
            }
        }
    }

    /// All done.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
