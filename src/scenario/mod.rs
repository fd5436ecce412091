//! What the user wrote: read, checked against the catalog, and turned into a [`Scenario`] that can only be legal.

mod check;
mod document;
pub mod explain;
pub mod keys;
mod later;
mod problem;
mod resolved;
pub mod schema;
mod units;

pub use document::{Document, MOST_BYTES, Source};
pub use problem::{Place, Problem, Problems, nearest, position, shown};
pub use resolved::to_toml;

use crate::catalog::{Fault, Value};
use crate::graph::generate::{self, Generator};
use crate::measure::{self, Measure};
use crate::model::{self, Model};
use crate::quantity::{RandomSeed, Unit};
use crate::seeding::{self, Seeding};
use std::collections::BTreeMap;

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
    /// What is measured, reach always first.
    pub measures: Vec<Measure>,
    /// Which pictures are drawn; `None`: all that apply.
    pub plots: Option<Vec<String>>,
    /// How many replicates are written out as cascades.
    pub traces: u64,
    /// Where the network comes from.
    pub network: NetworkSource,
    /// Path of the file of attributes.
    pub attributes: Option<String>,
    /// The catalog name of the model.
    pub spread: String,
    /// The model.
    pub model: Box<dyn Model>,
    /// At least one campaign.
    pub campaigns: Vec<Campaign>,
    /// The unit of time.
    pub unit: Unit,
    /// Every value as checked, defaults filled in.
    pub value: Value,
    /// The texts it was made of, the file first.
    pub sources: Vec<Source>,
    places: BTreeMap<String, (Place, Place)>,
}

/// Where the network comes from.
pub enum NetworkSource {
    /// From a text file, with the values of `[network.file]`.
    File(Value),
    /// From a generator: its catalog name and the generator.
    Made(String, Box<dyn Generator>),
}

/// One idea of whom to ask first.
pub struct Campaign {
    /// Its name.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// The catalog name of its seeding, and the seeding; `None`: nobody is asked.
    pub seeds: Option<(String, Box<dyn Seeding>)>,
}

/// Most campaigns of one scenario.
const MOST_CAMPAIGNS: usize = 1000;
/// Most characters of a campaign's name.
const LONGEST_NAME: usize = 200;

impl Scenario {
    /// Reads a scenario: `name` is the path as typed, `overrides` come on top of the file in their order.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn read(name: &str, text: &str, overrides: &[Override]) -> Result<Scenario, Problems> {
        let mut document = Document::parse(name, text).map_err(|(sources, problems)| Problems { sources, problems })?;
        let mut problems: Vec<Problem> = Vec::new();
        for Override { option, path, value } in overrides {
            problems.extend(document.set(option, path, value).err());
        }
        let (value, findings) = check::check(&document, keys::keys());
        problems.extend(findings.problems);
        version(&mut problems, &document);
        let reader = Reader { sources: document.sources, places: findings.places, problems };
        if !reader.problems.is_empty() {
            return Err(reader.into_problems());
        }
        reader.scenario(value, &findings.plain, &findings.timed)
    }

    /// The index of the campaign with which the others are compared.
    pub fn baseline(&self) -> usize {
        self.campaigns.iter().position(|campaign| campaign.baseline).unwrap_or(0)
    }

    /// Turns a fault found later (a column that is not there, a person nobody is called) into a problem with its place.
    /// `path` is that of the entry in which the fault was found.
    pub fn problem(&self, path: &str, fault: Fault) -> Problem {
        place_of(&self.places, path, fault)
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

fn place_of(places: &BTreeMap<String, (Place, Place)>, path: &str, fault: Fault) -> Problem {
    let whole = if fault.key.is_empty() { path.to_owned() } else { format!("{path}.{}", fault.key) };
    let mut at = whole.as_str();
    let place = loop {
        match places.get(at) {
            // The value, where the fault is about this very key; else the key of the section around it.
            Some((key, value)) if at == whole && !value.span.is_empty() => break value.clone_or(key),
            Some((key, _)) => break key.clone(),
            None => match at.rfind('.') {
                Some(dot) => at = &at[..dot],
                None => break Place::default(),
            },
        }
    };
    let problem = Problem::at(place, fault.message);
    if fault.help.is_empty() { problem } else { problem.help(fault.help) }
}

impl Place {
    /// This place if it is within a line's reach, else the other: tables are pointed at by their key.
    fn clone_or(&self, key: &Place) -> Place {
        if self.span.len() > 200 { key.clone() } else { self.clone() }
    }
}

/// A wrong version is the only thing worth saying about a file of another version.
fn version(problems: &mut Vec<Problem>, document: &Document) {
    use document::Node;
    let Node::Table(entries) = &document.root.node else { return };
    let Some((_, item)) = entries.iter().find(|(key, _)| key == "format") else { return };
    if let Node::Whole(format) = item.node
        && format > 1
    {
        *problems = vec![
            Problem::at(
                item.place.clone(),
                format!("this was written for a newer rumormill (format {format}; this one reads 1)"),
            )
            .help("install a newer version"),
        ];
    }
}

struct Reader {
    sources: Vec<Source>,
    places: BTreeMap<String, (Place, Place)>,
    problems: Vec<Problem>,
}

impl Reader {
    fn into_problems(self) -> Problems {
        Problems { sources: self.sources, problems: self.problems }
    }

    fn fault(&mut self, path: &str, fault: Fault) {
        let problem = place_of(&self.places, path, fault);
        self.problems.push(problem);
    }

    fn build<T>(&mut self, section: &str, value: &Value, catalog: &[&crate::catalog::Entry<T>]) -> Option<(String, T)> {
        let (name, inner) = value.chosen();
        let entry = catalog.iter().find(|entry| entry.name == name)?;
        match (entry.build)(inner) {
            Ok(built) => Some((name.to_owned(), built)),
            Err(fault) => {
                self.fault(&format!("{section}.{name}"), fault);
                None
            }
        }
    }

    fn scenario(mut self, value: Value, plain: &[Place], timed: &[Place]) -> Result<Scenario, Problems> {
        let text = |key: &str| value.get(key).and_then(Value::as_text).map(str::to_owned);
        let network = match value.at("network").chosen() {
            ("file", file) => Some(NetworkSource::File(file.clone())),
            _ => self
                .build("network", value.at("network"), generate::CATALOG)
                .map(|(name, generator)| NetworkSource::Made(name, generator)),
        };
        let model = self.build("spread", value.at("spread"), model::CATALOG);
        let campaigns =
            self.campaigns(value.at("campaign"), model.as_ref().is_some_and(|(_, model)| model.starts_alone()));
        let networks = value.whole("networks");
        if networks > 1 {
            let fixed = match &network {
                Some(NetworkSource::File(_)) => Some("a file is one network"),
                Some(NetworkSource::Made(_, generator)) if generator.is_fixed() => {
                    Some("this generator leaves nothing to chance")
                }
                _ => None,
            };
            if let Some(why) = fixed {
                self.fault(
                    "networks",
                    Fault::at("", format!("{why}, and cannot be drawn {networks} times"), "leave out `networks`"),
                );
            } else if networks > value.whole("replicates") {
                let message =
                    format!("{networks} networks need at least as many replicates, not {}", value.whole("replicates"));
                self.fault("networks", Fault::at("", message, "give each network at least one replicate, better ten"));
            }
        }
        if let (Some(plain), Some(timed)) = (plain.first(), timed.first()) {
            self.problems.push(
                Problem::at(plain.clone(), "this time has no unit, and another one has")
                    .also(timed.clone(), "with a unit")
                    .help("write all rates and durations with units (\"0.5 per day\", \"30 days\"), or none"),
            );
        }
        let horizon = value.get("horizon").and_then(Value::as_number);
        if let Some((name, model)) = &model {
            if model.in_rounds() && !timed.is_empty() {
                self.problems.push(
                    Problem::at(timed[0].clone(), format!("`{name}` counts rounds, which have no unit"))
                        .help("write a plain number of rounds"),
                );
            }
            if horizon.is_none() && !model.ends() {
                let message = format!("with these numbers `{name}` never ends by itself");
                self.fault(
                    &format!("spread.{name}"),
                    Fault::at("", message, "write horizon = 100 at the top of the file"),
                );
            }
        }
        let unit = match &model {
            Some((_, model)) if model.in_rounds() => Unit::Round,
            _ if !timed.is_empty() => Unit::Hour,
            _ => Unit::Unit,
        };
        let (Some(network), Some((spread, model)), true) = (network, model, self.problems.is_empty()) else {
            self.problems.sort_by_key(|problem| (problem.place.source, problem.place.span.start));
            return Err(self.into_problems());
        };
        Ok(Scenario {
            title: text("title"),
            question: text("question"),
            replicates: value.whole("replicates"),
            random_seed: RandomSeed::new(value.whole("random-seed")).expect("checked against the same bound"),
            horizon: horizon.unwrap_or(f64::INFINITY),
            target: value.get("target").and_then(Value::as_whole),
            networks,
            measures: measures(value.get("measures")),
            plots: value
                .get("plots")
                .and_then(Value::as_texts)
                .map(|plots| plots.into_iter().map(str::to_owned).collect()),
            traces: value.whole("traces"),
            network,
            attributes: value.get("people").map(|people| people.text("attributes").to_owned()),
            spread,
            model,
            campaigns,
            unit,
            value,
            sources: self.sources,
            places: self.places,
        })
    }

    fn campaigns(&mut self, value: &Value, starts_alone: bool) -> Vec<Campaign> {
        let Value::List(tables) = value else { unreachable!("campaigns are a list") };
        if tables.is_empty() || tables.len() > MOST_CAMPAIGNS {
            let message = format!("{} campaigns are given; 1 to {MOST_CAMPAIGNS} can be compared", tables.len());
            self.fault("campaign", Fault::at("", message, "write [[campaign]] and below it name = \"...\""));
        }
        let mut campaigns: Vec<Campaign> = Vec::new();
        for (i, table) in tables.iter().enumerate() {
            let path = format!("campaign[{}]", i + 1);
            let name = table.text("name").to_owned();
            if let Some(why) = unfit(&name) {
                self.fault(
                    &path,
                    Fault::at("name", format!("a campaign's name {why}"), "write a short name, such as \"hubs\""),
                );
            }
            if let Some(first) = campaigns.iter().position(|campaign| campaign.name == name) {
                let mut problem = place_of(
                    &self.places,
                    &path,
                    Fault::at("name", format!("two campaigns are called `{}`", shown(&name)), "give each its own name"),
                );
                if let Some((_, place)) = self.places.get(&format!("campaign[{}].name", first + 1)) {
                    problem = problem.also(place.clone(), "the first");
                }
                self.problems.push(problem);
            }
            let baseline = table.flag("baseline");
            if baseline && campaigns.iter().any(|campaign| campaign.baseline) {
                let message = "two campaigns say that they are the baseline";
                self.fault(&path, Fault::at("baseline", message, "keep `baseline = true` in one of them"));
            }
            let seeds =
                table.get("seeds").and_then(|seeds| self.build(&format!("{path}.seeds"), seeds, seeding::CATALOG));
            if table.get("seeds").is_none() && !starts_alone {
                let message = "this campaign asks nobody, and nobody acts unasked";
                self.fault(&path, Fault::at("", message, "write seeds = { random = 10 }, or another seeding"));
            }
            campaigns.push(Campaign { name, baseline, seeds });
        }
        campaigns
    }
}

fn unfit(name: &str) -> Option<&'static str> {
    if name.trim().is_empty() {
        Some("cannot be empty")
    } else if name.chars().count() > LONGEST_NAME {
        Some("has at most 200 characters")
    } else if shown_differs(name) {
        Some("cannot hold control characters or line ends")
    } else {
        None
    }
}

fn shown_differs(name: &str) -> bool {
    name.chars().any(|c| shown(&c.to_string()) != c.to_string())
}

/// Reach always comes first; then those asked for, in the order of the catalog.
fn measures(asked: Option<&Value>) -> Vec<Measure> {
    let asked = asked.and_then(Value::as_texts);
    let wanted = |measure: &&Measure| {
        matches!(measure.name, "reach" | "earned-reach")
            || asked.as_ref().is_none_or(|asked| asked.contains(&measure.name))
    };
    measure::CATALOG.iter().filter(wanted).copied().collect()
}
