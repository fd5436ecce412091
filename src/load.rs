//! The files a scenario names: its network, its attributes, its lists of seeds.

use crate::audience::attributes::{self, Attributes};
use crate::catalog::Value;
use crate::graph::edge_list::{
    self, Direction, Duplicates, Encoding, Options, Reading, SelfTies, StrengthRange, ThirdColumn,
};
use crate::graph::{Names, format};
use crate::model::Strength;
use crate::scenario::keys::{FILE_KEYS, keys};
use crate::scenario::{NetworkSource, Problems, Scenario};
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// What was read from the files of a scenario.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The network, where it comes from a file.
    pub network: Option<Reading>,
    /// The file of facts about people, by path and bytes, to be joined to the names of each network.
    pub attributes: Option<(String, Vec<u8>)>,
    /// What the user should know, sentences without a full stop.
    pub notes: Vec<String>,
    /// The path of each file as typed, with the BLAKE3 digest of its bytes.
    pub digests: Vec<(String, String)>,
}

/// Why a scenario cannot be run: the user's to mend, nothing has been written.
#[derive(Debug)]
pub enum Refusal {
    /// The scenario itself.
    Scenario(Problems),
    /// A file it names.
    File(Vec<edge_list::Problem>),
    /// A limit, by its name.
    Limit {
        /// What is too large.
        message: String,
        /// The name that `--allow` lifts it by, or what to do instead.
        help: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Refusal::Scenario(problems) => write!(f, "{problems}"),
            Refusal::File(problems) => {
                let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
                write!(f, "{}", all.join("\n"))
            }
            Refusal::Limit { message, help } => write!(f, "{message}\n  {help}"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Reads every file a scenario names; paths are relative to `folder`, that of the scenario. What the network's file says of
/// itself is put into the scenario's values, as if it had been typed.
///
/// # Errors
/// What is wrong with a file.
pub fn load(scenario: &mut Scenario, folder: &Path) -> Result<Inputs, Refusal> {
    let mut inputs = Inputs::default();
    if let NetworkSource::File(file) = &scenario.network {
        let path = file.text("path");
        let options = options(file, scenario.model.strength(), &scenario.allow);
        let (reading, _) = format::read_file(path, &folder.join(path), None, &options).map_err(named)?;
        inputs.notes.extend(reading.notes.iter().cloned());
        inputs.digests.push((path.to_owned(), reading.digest.clone().unwrap_or_default()));
        let mut file = file.clone();
        file.put(FILE_KEYS, "direction", Value::Text(reading.direction.word().to_owned()));
        file.put(FILE_KEYS, "header", Value::Flag(reading.columns.is_some()));
        scenario.value.put(keys(), "network", Value::Table(vec![("file".to_owned(), file)]));
        inputs.network = Some(reading);
    }
    if let NetworkSource::Made(_, generator) = &mut scenario.network
        && let Some(path) = generator.file().map(str::to_owned)
    {
        let text = read_text(&path, folder, &mut inputs.digests)?;
        generator.take(&path, &text).map_err(named)?;
    }
    if let Some(path) = &scenario.attributes {
        let bytes = read_bytes(path, folder, &mut inputs.digests)?;
        inputs.attributes = Some((path.clone(), bytes));
    }
    for campaign in &mut scenario.campaigns {
        for (path, names) in campaign.seeds.iter_mut().flat_map(|(_, seeding)| seeding.files()) {
            let text = read_text(path, folder, &mut inputs.digests)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            *names = lines.map(str::to_owned).collect();
        }
    }
    Ok(inputs)
}

/// A refusal of a file that a scenario names, which says where it was looked for.
fn named(mut problems: Vec<edge_list::Problem>) -> Refusal {
    for problem in &mut problems {
        if problem.help.is_empty() && problem.message.starts_with("does not exist") {
            problem.help = match problem.file.contains('\\') {
                true => "write / between folders; paths are relative to the scenario file".to_owned(),
                false => "paths are relative to the scenario file".to_owned(),
            };
        }
    }
    Refusal::File(problems)
}

fn options(file: &Value, strength: Strength, allow: &BTreeSet<String>) -> Options {
    let word = |key| file.text(key);
    let usual = Options::default();
    Options {
        direction: file.get("direction").and_then(Value::as_text).and_then(Direction::of),
        self_ties: SelfTies::of(word("self-ties")).unwrap_or(usual.self_ties),
        duplicates: Duplicates::of(word("duplicates")).unwrap_or(usual.duplicates),
        third_column: ThirdColumn::of(word("third-column")).unwrap_or(usual.third_column),
        header: file.get("header").map(|flag| *flag == Value::Flag(true)),
        encoding: Encoding::of(word("encoding")).unwrap_or(usual.encoding),
        scale: file.get("scale").and_then(Value::as_number),
        range: if strength == Strength::Rate { StrengthRange::Rate } else { StrengthRange::Unit },
        allow: allow.clone(),
    }
}

/// Most bytes of a list of people or a table of facts.
const MOST_BYTES: u64 = 1 << 30;

fn read_bytes(typed: &str, folder: &Path, digests: &mut Vec<(String, String)>) -> Result<Vec<u8>, Refusal> {
    use std::io::Read;
    let refuse = |message: String, help: &str| Refusal::File(vec![edge_list::Problem::of(typed, message, help)]);
    let path: PathBuf = folder.join(typed);
    let (mut file, found) = edge_list::open(typed, &path).map_err(|problem| named(vec![problem]))?;
    if found.len() > MOST_BYTES {
        return Err(refuse(format!("has {} bytes, more than 1 GiB", found.len()), "give a smaller file"));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| refuse(format!("cannot be read: {error}"), ""))?;
    #[cfg(feature = "cli")]
    digests.push((typed.to_owned(), blake3::hash(&bytes).to_hex().to_string()));
    #[cfg(not(feature = "cli"))]
    digests.push((typed.to_owned(), String::new()));
    Ok(bytes)
}

fn read_text(typed: &str, folder: &Path, digests: &mut Vec<(String, String)>) -> Result<String, Refusal> {
    let text = String::from_utf8(read_bytes(typed, folder, digests)?).map_err(|error| {
        let message = format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to());
        Refusal::File(vec![edge_list::Problem::of(typed, message, "save it as UTF-8")])
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// The facts about a network's people.
///
/// # Errors
/// What is wrong with their file: with its text, or with its people.
pub fn attributes(inputs: &Inputs, names: &Names) -> Result<Attributes, Refusal> {
    match &inputs.attributes {
        Some((path, bytes)) => attributes::read(path, &bytes[..], names).map_err(Refusal::File),
        None => Ok(Attributes::default()),
    }
}
