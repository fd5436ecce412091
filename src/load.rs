//! The files a scenario names: its network, its attributes, its lists of seeds.

use crate::audience::attributes::{self, Attributes};
use crate::catalog::Value;
use crate::graph::contact_list::{self, ContactList};
use crate::graph::edge_list::{
    self, Direction, Duplicates, Encoding, Options, Reading, SelfTies, StrengthRange, ThirdColumn,
};
use crate::graph::{Graph, Names, format};
use crate::model::Strength;
use crate::scenario::keys::{FILE_KEYS, keys};
use crate::scenario::{CONTACTS_KEYS, NetworkSource, Problems, Scenario, Wave};
use crate::text::{count, shown};
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// What was read from the files of a scenario.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The network, where it comes from a file.
    pub network: Option<Reading>,
    /// The network of each layer, where it comes from a file.
    pub layers: Vec<Option<Reading>>,
    /// The contacts in time, counted from the start of campaigns, with the network of who ever can hear whom.
    pub contacts: Option<(ContactList, Graph)>,
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
        let (reading, file) = read_network(scenario, "network.file", file, folder, &mut inputs)?;
        scenario.value.put(keys(), "network", Value::Table(vec![("file".to_owned(), file)]));
        inputs.network = Some(reading);
    }
    layers(scenario, folder, &mut inputs)?;
    contacts(scenario, folder, &mut inputs)?;
    if let NetworkSource::Made(_, generator) = &mut scenario.network
        && let Some(path) = generator.file().map(str::to_owned)
    {
        let text = read_text(&path, folder, &mut inputs.digests)?;
        generator.take(&path, &text).map_err(named)?;
    }
    if let Some(path) = &scenario.attributes {
        there(scenario, "people.attributes", path, folder)?;
        let bytes = read_bytes(path, folder, &mut inputs.digests)?;
        inputs.attributes = Some((path.clone(), bytes));
    }
    for i in 0..scenario.campaigns.len() {
        let own = scenario.seeds_path(i);
        let campaign = &mut scenario.campaigns[i];
        let waves = campaign.waves.iter().chain(campaign.rivals.iter().map(|rival| &rival.wave));
        let places: Vec<String> =
            campaign.seeds.iter().map(|_| own.clone()).chain(waves.map(Wave::seeds_path)).collect();
        let files = campaign.seedings().zip(&places).flat_map(|(seeding, place)| {
            seeding.files().into_iter().map(|(path, _)| (place.clone(), path.to_owned())).collect::<Vec<_>>()
        });
        let files: Vec<(String, String)> = files.collect();
        files.iter().try_for_each(|(place, path)| there(scenario, place, path, folder))?;
    }
    for campaign in &mut scenario.campaigns {
        for (path, names) in campaign.seedings().flat_map(|seeding| seeding.files()) {
            let text = read_text(path, folder, &mut inputs.digests)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            *names = lines.map(str::to_owned).collect();
        }
    }
    Ok(inputs)
}

/// The network of a file whose keys stand at a path of the scenario, and the file's values with what it says of itself.
fn read_network(
    scenario: &Scenario,
    own: &str,
    file: &Value,
    folder: &Path,
    inputs: &mut Inputs,
) -> Result<(Reading, Value), Refusal> {
    let path = file.text("path");
    there(scenario, &format!("{own}.path"), path, folder)?;
    let is_given = scenario.is_given(&format!("{own}.third-column"));
    let options = options(file, is_given, scenario.model.strength(), &scenario.allow);
    let (reading, _) = format::read_file(path, &folder.join(path), None, &options).map_err(named)?;
    inputs.notes.extend(reading.notes.iter().cloned());
    inputs.digests.push((path.to_owned(), reading.digest.clone().unwrap_or_default()));
    let mut file = file.clone();
    file.put(FILE_KEYS, "direction", Value::Text(reading.direction.word().to_owned()));
    file.put(FILE_KEYS, "header", Value::Flag(reading.columns.is_some()));
    if reading.graph.strengths().is_none() && reading.columns.as_ref().is_some_and(|columns| columns.len() > 2) {
        // The default, said in so many words, would ask for a column that is not there.
        file.put(FILE_KEYS, "third-column", Value::Text(ThirdColumn::Ignore.word().to_owned()));
    }
    Ok((reading, file))
}

/// The files of layers.
fn layers(scenario: &mut Scenario, folder: &Path, inputs: &mut Inputs) -> Result<(), Refusal> {
    let mut sources = std::mem::replace(&mut scenario.network, NetworkSource::Contacts(Value::Table(Vec::new())));
    let mut read = || {
        let NetworkSource::Layers(layers, _) = &mut sources else { return Ok(()) };
        for (i, layer) in layers.iter_mut().enumerate() {
            let reading = match &mut layer.source {
                NetworkSource::File(file) => {
                    let own = format!("network.layers.layer[{}].network.file", i + 1);
                    let (reading, file) = read_network(scenario, &own, file, folder, inputs)?;
                    if let (Some(_), Some(_)) = (layer.strength, reading.graph.strengths()) {
                        let name = shown(&layer.name);
                        inputs
                            .notes
                            .push(format!("the strength of layer {name} stands for the third column of its file"));
                    }
                    put_layer(&mut scenario.value, i, file);
                    Some(reading)
                }
                NetworkSource::Made(_, generator) => {
                    if let Some(path) = generator.file().map(str::to_owned) {
                        let text = read_text(&path, folder, &mut inputs.digests)?;
                        generator.take(&path, &text).map_err(named)?;
                    }
                    None
                }
                _ => None,
            };
            inputs.layers.push(reading);
        }
        Ok(())
    };
    let result = read();
    scenario.network = sources;
    result
}

/// Puts the values of a layer's file into the scenario.
fn put_layer(value: &mut Value, layer: usize, file: Value) {
    let path = ["network", "layers", "layer"];
    let table = path.iter().try_fold(value, |value, key| value.get_mut(key));
    if let Some(Value::List(layers)) = table
        && let Some(network) = layers[layer].get_mut("network")
    {
        *network = Value::Table(vec![("file".to_owned(), file)]);
    }
}

/// The file of contacts in time.
fn contacts(scenario: &mut Scenario, folder: &Path, inputs: &mut Inputs) -> Result<(), Refusal> {
    let NetworkSource::Contacts(values) = &scenario.network else { return Ok(()) };
    let path = values.text("path").to_owned();
    let bytes = read_bytes(&path, folder, &mut inputs.digests)?;
    let direction = values.get("direction").and_then(Value::as_text).and_then(Direction::of);
    let list = contact_list::read(&path, &bytes[..], direction).map_err(Refusal::File)?;
    let given = values.get("start").and_then(Value::as_number);
    let (begins, ends, all) = (list.begins(), list.ends(), list.contacts().len());
    let start = given.unwrap_or(begins);
    if start > ends {
        let message =
            format!("the last contact of {} is over at {ends}, before campaigns start at {start}", shown(&path));
        let fault = crate::catalog::Fault::at("start", message, format!("write a number from {begins} to {ends}"));
        return Err(Refusal::Scenario(scenario.problems(vec![scenario.problem("network.contacts", fault)])));
    }
    let list = list.since(start);
    // A contact of both directions stands twice in the list.
    let each = if direction == Some(Direction::Mutual) { 2 } else { 1 };
    let of = |n: usize| count((n / each) as u64, "contact", "contacts");
    let over = match all - list.contacts().len() {
        0 => String::new(),
        before => format!("; {} before it left out", of(before)),
    };
    let (kept, end) = (of(list.contacts().len()), ends - start);
    inputs
        .notes
        .push(format!("{kept} of {}; time is counted from {start}, the last is over at {end}{over}", shown(&path)));
    let mut values = values.clone();
    values.put(CONTACTS_KEYS, "start", Value::Number(start));
    scenario.value.put(keys(), "network", Value::Table(vec![("contacts".to_owned(), values)]));
    let network = list.network();
    inputs.contacts = Some((list, network));
    Ok(())
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

/// How a file is to be read; `is_given` says whether the user wrote what the third column is.
fn options(file: &Value, is_given: bool, strength: Strength, allow: &BTreeSet<String>) -> Options {
    let word = |key| file.text(key);
    let usual = Options::default();
    let third_column = ThirdColumn::of(word("third-column")).unwrap_or(usual.third_column);
    Options {
        direction: file.get("direction").and_then(Value::as_text).and_then(Direction::of),
        self_ties: SelfTies::of(word("self-ties")).unwrap_or(usual.self_ties),
        duplicates: Duplicates::of(word("duplicates")).unwrap_or(usual.duplicates),
        third_column,
        strength_is_said: is_given && third_column == ThirdColumn::Strength,
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

/// Whether a file is there that a key of the scenario names; if not, the key is shown.
fn there(scenario: &Scenario, key: &str, path: &str, folder: &Path) -> Result<(), Refusal> {
    let Err(problem) = edge_list::open(path, &folder.join(path)) else { return Ok(()) };
    let Refusal::File(problems) = named(vec![problem]) else { return Ok(()) };
    let faults = problems.into_iter().map(|problem| {
        let colon = if problem.message.starts_with('`') { ":" } else { "" };
        let fault = crate::catalog::Fault::at("", format!("{}{colon} {}", shown(path), problem.message), problem.help);
        scenario.problem(key, fault)
    });
    Err(Refusal::Scenario(scenario.problems(faults.collect())))
}

fn read_text(typed: &str, folder: &Path, digests: &mut Vec<(String, String)>) -> Result<String, Refusal> {
    let text = String::from_utf8(read_bytes(typed, folder, digests)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good].iter().filter(|&&byte| byte == b'\n').count() as u64;
        Refusal::File(vec![edge_list::Problem::of(typed, "is not UTF-8", "save it as UTF-8").line(line)])
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
