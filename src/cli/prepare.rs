//! From arguments to a scenario that is ready to run.

use super::console::{self, Failure};
use super::{MOST_THREADS, ScenarioArguments};
use crate::answer::Answer;
use crate::estimate::{self, Estimate, estimate};
use crate::graph::edge_list::Direction;
use crate::load::{Inputs, load};
use crate::report::{figures, table};
use crate::scenario::{NetworkSource, Override, Problems, Scenario, position};
use crate::text::{escaped, grouped};
use std::fmt::Write;
use std::path::Path;

/// A scenario read and checked with its files, ready to run.
pub struct Prepared {
    /// The scenario.
    pub scenario: Scenario,
    /// Its files.
    pub inputs: Inputs,
    /// What it will take.
    pub estimate: Estimate,
    /// Bytes of memory it may take.
    pub memory_limit: f64,
    /// Threads to be used.
    pub threads: usize,
}

impl Prepared {
    /// Bytes that reverse-reachable sets may take beside everything else.
    pub fn memory_for_sets(&self) -> f64 {
        self.memory_limit - self.estimate.memory.min(self.memory_limit / 2.0)
    }
}

/// Gives the text of a platform's file by its path as typed, or says why not.
type PlatformFile<'a> = &'a dyn Fn(&str) -> Result<String, String>;

impl ScenarioArguments {
    /// Reads the scenario with everything that is set on top of it, and the files it names.
    pub fn prepare(&self) -> Result<Prepared, Failure> {
        self.prepare_as(|name, text, overrides, file| Scenario::read_with(name, text, &overrides, file))
    }

    /// The same for a choice of seeds, for which no campaign is needed, with more set on top.
    pub fn prepare_choice(&self, more: &[Override]) -> Result<Prepared, Failure> {
        self.prepare_as(|name, text, overrides, file| {
            Scenario::read_choice(name, text, &[&overrides, more].concat(), file)
        })
    }

    fn prepare_as(
        &self,
        read: impl Fn(&str, &str, Vec<Override>, PlatformFile) -> Result<Scenario, Problems>,
    ) -> Result<Prepared, Failure> {
        let name = self.file.to_string_lossy().into_owned();
        let text = read_scenario(&self.file, &name)?;
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let mut scenario = read(&name, &text, self.overrides()?, &platform_file(folder))?;
        self.allow.iter().for_each(|limit| scenario.lift(limit));
        let threads = self.threads()?;
        let limit = self.memory_limit()?;
        // A made network is refused before it is made, a file's while its people are only counted.
        estimate(&scenario, &Inputs::default(), threads).within(limit)?;
        let mut inputs = load(&mut scenario, folder)?;
        if scenario.traces > scenario.replicates {
            // Nothing is wrong: fewer replicates are often asked for on the command line, to try things out.
            inputs.notes.push(format!(
                "`traces` asks for {} cascades of each campaign; there are {}, one a replicate",
                grouped(scenario.traces),
                grouped(scenario.replicates)
            ));
        }
        let estimate = estimate(&scenario, &inputs, threads);
        estimate.within(limit)?;
        Ok(Prepared { scenario, inputs, estimate, memory_limit: limit, threads })
    }

    fn overrides(&self) -> Result<Vec<Override>, Failure> {
        let mut overrides = Vec::new();
        for set in &self.set {
            let (path, value) = set.split_once('=').ok_or_else(|| {
                Failure::refused(
                    format!("--set {} sets nothing", crate::text::shown(set)),
                    "write --set PATH=VALUE, such as --set replicates=100",
                )
            })?;
            let (path, value) = (path.trim().to_owned(), value.trim().to_owned());
            overrides.push(Override { option: "--set".to_owned(), path, value });
        }
        for (option, path, value) in
            [("--replicates", "replicates", &self.replicates), ("--random-seed", "random-seed", &self.random_seed)]
        {
            overrides.extend(value.clone().map(|value| Override {
                option: option.to_owned(),
                path: path.to_owned(),
                value,
            }));
        }
        Ok(overrides)
    }

    fn threads(&self) -> Result<usize, Failure> {
        const VARIABLE: &str = "RUMORMILL_THREADS";
        let asked = match (self.threads, std::env::var(VARIABLE)) {
            (Some(asked), _) => asked,
            (None, Ok(text)) => super::threads(&text).map_err(|help| {
                let message = format!("the environment variable {VARIABLE} is {}", crate::text::shown(&text));
                Failure::refused(message, help)
            })?,
            (None, Err(_)) => std::thread::available_parallelism().map_or(1, Into::into),
        };
        if asked > MOST_THREADS {
            console::note(&format!("{asked} threads are more than {MOST_THREADS}, which are used"));
        }
        let threads = asked.min(MOST_THREADS);
        // The pool can be made once; a second command in one process keeps the first.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        Ok(threads)
    }

    fn memory_limit(&self) -> Result<f64, Failure> {
        match &self.memory_limit {
            Some(text) => memory_size(text),
            None => Ok(usable_memory()),
        }
    }
}

/// The bytes that `--memory-limit` says.
pub fn memory_size(text: &str) -> Result<f64, Failure> {
    let refusal = || {
        Failure::refused(format!("--memory-limit {} is no size", crate::text::shown(text)), "write a size such as 4GiB")
    };
    estimate::size(text).ok_or_else(refusal)
}

/// Bytes of memory that a command may take where nothing else is said.
pub fn usable_memory() -> f64 {
    0.8 * memory().unwrap_or(f64::INFINITY)
}

/// Memory there is: the smaller of what the machine has left and what the control group may take.
fn memory() -> Option<f64> {
    let available = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("MemAvailable:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib * 1024.0)
    });
    let group =
        std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse::<f64>().ok());
    match (available, group) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Reads the file of a platform, whose path is relative to this folder.
pub fn platform_file(folder: &Path) -> impl Fn(&str) -> Result<String, String> {
    move |path| {
        let refused = |why: String| format!("the platform's file {} {why}", crate::text::shown(path));
        let whole = folder.join(path);
        let about = std::fs::metadata(&whole);
        let about = about.map_err(|error| refused(format!("cannot be read: {}", console::cause(&error))))?;
        if !about.is_file() {
            return Err(refused("is no regular file".to_owned()));
        }
        if about.len() > crate::scenario::MOST_BYTES as u64 {
            return Err(refused("is too large for a platform".to_owned()));
        }
        let bytes = std::fs::read(&whole);
        let bytes = bytes.map_err(|error| refused(format!("cannot be read: {}", console::cause(&error))))?;
        String::from_utf8(bytes).map_err(|_| refused("is not UTF-8".to_owned()))
    }
}

/// The text of a scenario file.
pub fn read_scenario(path: &Path, name: &str) -> Result<String, Failure> {
    use std::io::Read;
    let (file, _) =
        crate::graph::edge_list::open(name, path).map_err(|problem| crate::load::Refusal::File(vec![problem]))?;
    let mut bytes = Vec::new();
    // One byte more than is allowed is enough to see that it is too much.
    let limit = crate::scenario::MOST_BYTES as u64 + 1;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| {
        Failure::refused(format!("{}: cannot be read: {}", escaped(name), console::cause(&error)), "")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let (line, column) = position(&String::from_utf8_lossy(before), before.len());
        let message = format!("{}:{line}:{column}: this is not UTF-8", escaped(name));
        Failure::refused(message, "a scenario is a text file; save it as UTF-8")
    })
}

/// What was played on, with the direction printed back.
/// Where several networks are drawn, `of_several` says which of them the ties are of.
pub fn network_line(prepared: &Prepared, answer: &Answer, of_several: &str) -> String {
    let mut line = match prepared.scenario.network {
        NetworkSource::None(people) => format!("no network, at most {} people", figures::count(people.into())),
        _ => format!(
            "{}, {}",
            crate::text::count(answer.people, "person", "people"),
            crate::text::count(answer.ties.round_ties_even() as u64, "tie", "ties")
        ),
    };
    if answer.networks > 1 {
        line.push_str(of_several);
    }
    if let Some(reading) = &prepared.inputs.network {
        let means = match reading.direction {
            Direction::Influence => "a line `u v` means v hears u",
            Direction::Follows => "a line `u v` means u follows v, so u hears v",
            Direction::Mutual => "each line ties both ways",
        };
        let _ = write!(line, " ({means})");
    }
    let by_chance = !prepared.scenario.network.is_fixed();
    let replicates = match answer.replicates {
        1 => "1 replicate".to_owned(),
        n => format!("{} replicates", figures::count(n as f64)),
    };
    let networks = match answer.networks {
        1 if by_chance => " on one drawn network".to_owned(),
        1 => String::new(),
        n => format!(" on {n} drawn networks"),
    };
    let _ = write!(line, "; {replicates}{networks}, random seed {}", answer.random_seed);
    table::wrap(&line, 78, "  ")
}
