//! What the user wrote: read, checked against the catalog, and turned into a [`Scenario`] that can only be legal.

mod asking;
mod check;
mod document;
pub mod explain;
mod extras;
mod factors;
pub mod keys;
mod kinds;
mod later;
mod network;
pub mod platform;
pub mod preset;
mod problem;
mod reader;
mod resolved;
mod scalar;
pub mod schema;
mod slips;
mod spread;
mod stranger;
mod synonyms;
mod syntax;
mod units;

pub use document::{Document, MOST_BYTES, Source};
pub use extras::{Acceleration, Extras};
pub use network::{CONTACTS_KEYS, Layer, NetworkSource, keys as network_keys};
pub use preset::{PRESETS, Preset};
pub use problem::{Place, Problem, Problems, position};
pub use resolved::to_toml;
pub use spread::Spread;

use crate::audience::Factors;
use crate::catalog::{Fault, Value};
use crate::engine::rivals::TieBreak;
use crate::measure::Outcome;
use crate::platform::Plan;
use crate::quantity::{RandomSeed, Unit};
use crate::seeding::Seeding;
use crate::seeding::best::Wish;
use reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// One value set on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The option, as typed: `--set`, `--replicates`.
    pub option: String,
    /// The path of the key.
    pub path: String,
    /// The value, as TOML or as a bare word.
    pub value: String,
}

/// A scenario whose every value is legal.
pub struct Scenario {
    /// What the scenario is called, if it says.
    pub title: Option<String>,
    /// The question it answers, if it says.
    pub question: Option<String>,
    /// How many replicates.
    pub replicates: u64,
    /// The number all chance is drawn from.
    pub random_seed: RandomSeed,
    /// When to stop, in rounds or the model's unit; infinity: when nothing more can happen.
    pub horizon: f64,
    /// Report P(reach >= target).
    pub target: Option<u64>,
    /// How many networks a generator draws.
    pub networks: u64,
    /// The names of what is measured, the outcome first.
    pub measures: Vec<&'static str>,
    /// The measures that were asked for by name, as typed; `None`: all, by default.
    pub asked: Option<Vec<String>>,
    /// Which pictures are drawn; `None`: all that apply.
    pub plots: Option<Vec<String>>,
    /// The names of limits that are lifted.
    pub allow: BTreeSet<String>,
    /// How many replicates are written out as cascades.
    pub traces: u64,
    /// What is reported beside measures.
    pub extras: Extras,
    /// Where the network comes from.
    pub network: NetworkSource,
    /// What is said of people and ties: who takes part how much, how strong ties are, what people care about.
    pub factors: Factors,
    /// Path of the file of attributes.
    pub attributes: Option<String>,
    /// The catalog name of the model, or that of the platform.
    pub spread: String,
    /// The model.
    pub model: Spread,
    /// At least one campaign, unless a seed set is to be chosen.
    pub campaigns: Vec<Campaign>,
    /// Active people of the real platform that its pools describe.
    pub described: Option<f64>,
    /// Real people that a simulated one stands for, where the scenario says.
    pub stands_for: Option<f64>,
    /// What seed set is to be chosen.
    pub choice: Option<Wish>,
    /// The unit of time.
    pub unit: Unit,
    /// Every value as checked, defaults filled in.
    pub value: Value,
    /// The texts it was made of, the file first.
    pub sources: Vec<Source>,
    places: BTreeMap<String, (Place, Place)>,
}

/// One idea of whom to ask first.
pub struct Campaign {
    /// Its name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// The catalog name of its seeding, and the seeding; `None`: nobody is asked.
    pub seeds: Option<(String, Box<dyn Seeding>)>,
    /// What it does on a platform.
    pub plan: Plan,
    /// The value of its seeding.
    pub seeds_value: Option<Value>,
    /// Whom it asks later.
    pub waves: Vec<Wave>,
    /// Other brands in the same run.
    pub rivals: Vec<Rival>,
    /// Whose a person is whom several brands reach at once.
    pub tie_break: TieBreak,
}

/// People who are asked at a moment of their own.
pub struct Wave {
    /// When, in rounds or the model's unit.
    pub at: f64,
    /// The catalog name of the seeding.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Whom to ask.
    pub seeding: Box<dyn Seeding>,
    /// Whether those who have acted by then are replaced by others.
    pub not_reached: bool,
    /// The path of its table.
    path: String,
}

/// Another brand in the same run.
pub struct Rival {
    /// Its name.
    pub name: String,
    /// Whom it asks, and when.
    pub wave: Wave,
    /// What it does on a platform.
    pub plan: Plan,
}

impl Wave {
    /// The path of its table.
    pub fn table(&self) -> String {
        self.path.clone()
    }

    /// The path of the value of its seeding.
    pub fn seeds_path(&self) -> String {
        format!("{}.seeds.{}", self.path, self.name)
    }
}

impl Campaign {
    /// Every seeding of the campaign and its rivals.
    pub fn seedings(&mut self) -> impl Iterator<Item = &mut Box<dyn Seeding>> {
        let own = self.seeds.iter_mut().map(|(_, seeding)| seeding);
        let waves = self.waves.iter_mut().map(|wave| &mut wave.seeding);
        own.chain(waves).chain(self.rivals.iter_mut().map(|rival| &mut rival.wave.seeding))
    }

    /// Whether everybody is asked at the beginning, by one brand.
    pub fn is_plain(&self) -> bool {
        self.waves.is_empty() && self.rivals.is_empty()
    }
}

impl Scenario {
    /// Whether a picture is asked for, by name or with all others.
    pub fn draws(&self, picture: &str) -> bool {
        self.plots.as_ref().is_none_or(|plots| plots.iter().any(|plot| plot == picture))
    }

    /// Reads a scenario: `name` is the path as typed, `overrides` come on top of the file in their order.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn read(name: &str, text: &str, overrides: &[Override]) -> Result<Scenario, Problems> {
        let none = |path: &str| Err(format!("{path} is a file, and no file can be read here"));
        Scenario::read_with(name, text, overrides, &none)
    }

    /// As [`Scenario::read`], where a platform may stand in a file of its own: `platform_file` gives the text at a path as
    /// typed, or says why not.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn read_with(
        name: &str,
        text: &str,
        overrides: &[Override],
        platform_file: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Scenario, Problems> {
        Scenario::read_by(name, text, overrides, platform_file, keys::keys())
    }

    /// Reads a scenario of which a seed set is to be chosen: it may have no campaign.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn read_choice(
        name: &str,
        text: &str,
        overrides: &[Override],
        platform_file: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Scenario, Problems> {
        Scenario::read_by(name, text, overrides, platform_file, keys::without_campaigns())
    }

    fn read_by(
        name: &str,
        text: &str,
        overrides: &[Override],
        platform_file: &dyn Fn(&str) -> Result<String, String>,
        keys: &'static [crate::catalog::Key],
    ) -> Result<Scenario, Problems> {
        let mut document = Document::parse(name, text).map_err(|(sources, problems)| Problems { sources, problems })?;
        let mut problems: Vec<Problem> = Vec::new();
        for Override { option, path, value } in overrides {
            problems.extend(document.set(option, path, value).err());
        }
        if let Some(problem) = newer(&document).or_else(|| of_a_platform(&document)) {
            return Err(Problems { sources: document.sources, problems: vec![problem] });
        }
        if let Some((place, platform)) = document.platform() {
            match preset::text(&platform, platform_file) {
                Ok((name, text)) => {
                    if let Err(wrong) = document.lay_under(&name, &text) {
                        return Err(Problems { sources: document.sources, problems: wrong });
                    }
                }
                Err((message, help)) => {
                    let problem = Problem::at(place, message).help(help);
                    return Err(Problems { sources: document.sources, problems: vec![problem] });
                }
            }
        }
        let (value, mut findings) = check::check(&document, keys);
        problems.append(&mut findings.problems);
        Reader::new(document.sources, findings, problems).scenario(value)
    }

    /// Lifts a limit, as the key `allow` does.
    pub fn lift(&mut self, limit: &str) {
        self.allow.insert(limit.to_owned());
        self.value.put(keys::keys(), "allow", reader::texts(self.allow.iter().map(String::as_str)));
    }

    /// What campaigns are after: the first measure.
    pub fn outcome(&self) -> Outcome {
        self.model.outcome()
    }

    /// The index of the campaign with which the others are compared.
    pub fn baseline(&self) -> usize {
        self.campaigns.iter().position(|campaign| campaign.baseline).unwrap_or(0)
    }

    /// The unit of time that the user thinks in, as a table calls it, and how many of the scenario's own units it is: of a
    /// scenario in hours the unit that its horizon is written with, else its first rate.
    pub fn clock(&self) -> (&'static str, f64) {
        let written = |value: &Value| match value {
            Value::Written { text, .. } => units::of(text),
            _ => None,
        };
        let rates = self.value.get("spread").map(|spread| match spread.chosen().1 {
            Value::Table(entries) => entries.iter().find_map(|(_, value)| written(value)),
            _ => None,
        });
        match self.unit {
            Unit::Hour => self.value.get("horizon").and_then(written).or(rates.flatten()).unwrap_or(("hour", 1.0)),
            unit => (unit.word(), 1.0),
        }
    }

    /// Whether the user wrote something at this path, such as `network.file.header`.
    pub fn is_given(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// Turns a fault found later (a column that is not there, a person nobody is called) into a problem with its place.
    /// `path` is that of the entry in which the fault was found.
    pub fn problem(&self, path: &str, fault: Fault) -> Problem {
        located(&self.places, path, fault)
    }

    /// Several problems with the texts they are about.
    pub fn problems(&self, problems: Vec<Problem>) -> Problems {
        Problems { sources: self.sources.clone(), problems }
    }

    /// The path of the value of a campaign's seeding.
    pub fn seeds_path(&self, campaign: usize) -> String {
        let kind = self.campaigns[campaign].seeds.as_ref().map_or("", |(name, _)| name);
        format!("campaign[{}].seeds.{kind}", campaign + 1)
    }
}

/// Where a path stands: its value, if it was given; else the nearest heading around it.
fn place_of(places: &BTreeMap<String, (Place, Place)>, path: &str) -> Place {
    let mut at = path;
    loop {
        match places.get(at) {
            // A table that spans lines is pointed at by its key.
            Some((_, value)) if at == path && (1..200).contains(&value.span.len()) => return value.clone(),
            Some((key, _)) => return key.clone(),
            None => match at.rfind(['.', '[']) {
                Some(end) => at = &at[..end],
                None => return Place::default(),
            },
        }
    }
}

/// A fault found in the entry at `path` as a problem with its places.
fn located(places: &BTreeMap<String, (Place, Place)>, path: &str, fault: Fault) -> Problem {
    let join = |key: &str| match key {
        "" => path.to_owned(),
        // The third of a list is `[3]`.
        key if key.starts_with('[') => format!("{path}{key}"),
        key => format!("{path}.{key}"),
    };
    let mut problem = Problem::at(place_of(places, &join(&fault.key)), fault.message);
    if let Some((key, label)) = fault.also {
        problem = problem.also(place_of(places, &join(&key)), label);
    }
    if fault.help.is_empty() { problem } else { problem.help(fault.help) }
}

/// A platform's file that is taken for a scenario: it says how people exchange items, and nothing of what is asked.
fn of_a_platform(document: &Document) -> Option<Problem> {
    use document::Node;
    let Node::Table(entries) = &document.root.node else { return None };
    let has = |name: &str| entries.iter().any(|(key, _)| key == name);
    let surface = entries.iter().find(|(key, _)| key == "surface").map(|(_, item)| item);
    let surface = surface.filter(|_| has("verb") && !["platform", "spread", "campaign"].into_iter().any(has))?;
    let file = &document.sources[0].name;
    let stem = file.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".toml")).unwrap_or(file);
    let name = if preset::PRESETS.iter().any(|preset| preset.name == stem) { stem } else { file };
    let problem =
        Problem::at(surface.key.clone(), "this file describes a platform, and asks nothing: it is no scenario");
    Some(problem.help(format!(
        "write a scenario of your own with platform = {name:?}, or try one: rumormill new tea --template platform"
    )))
}

/// A newer version is the only thing worth saying about a file of another version.
fn newer(document: &Document) -> Option<Problem> {
    use document::Node;
    let Node::Table(entries) = &document.root.node else { return None };
    let (_, item) = entries.iter().find(|(key, _)| key == "format")?;
    let format = match &item.node {
        Node::Whole(format) => *format,
        Node::Text(text) => text.parse().ok()?,
        _ => return None,
    };
    let problem = Problem::at(
        item.place.clone(),
        format!("this was written for a newer rumormill (format {format}; this one reads 1)"),
    );
    (format > 1).then(|| problem.help("install a newer version"))
}
