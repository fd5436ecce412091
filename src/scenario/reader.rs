//! Checked values made into a [`Scenario`]: what each is alone has been checked, what they are together is checked here.

mod campaigns;
mod measures;
mod times;

use super::asking;
use super::check::Findings;
use super::keys;
use super::problem::{Place, Problem, Problems};
use super::{Campaign, Extras, NetworkSource, Scenario, Source, Spread, located};
use crate::catalog::{Entry, Fault, Value};
use crate::model;
use crate::opinion;
use crate::quantity::{RandomSeed, Unit};
use crate::seeding::{self, Seeding};

pub(super) use campaigns::unfit;

/// A scenario on its way: values, where they stand, and what is wrong so far.
pub struct Reader {
    sources: Vec<Source>,
    pub(super) findings: Findings,
    pub(super) problems: Vec<Problem>,
    /// What a platform and the practices of its campaigns can be measured by.
    pub(super) platform_measures: Vec<&'static str>,
    /// Those that are measured where they are asked for by name.
    pub(super) on_request: Vec<&'static str>,
}

impl Reader {
    /// With what checking has found, and its problems and those before.
    pub fn new(sources: Vec<Source>, findings: Findings, problems: Vec<Problem>) -> Reader {
        Reader { sources, findings, problems, platform_measures: Vec::new(), on_request: Vec::new() }
    }

    pub(super) fn located(&self, path: &str, fault: Fault) -> Problem {
        located(&self.findings.places, path, fault)
    }

    /// Notes a fault in the entry at a path.
    pub(super) fn fault(&mut self, path: &str, fault: Fault) {
        let problem = self.located(path, fault);
        self.problems.push(problem);
    }

    /// Whether the value at a path is whole, so that what it promises is there.
    pub(super) fn is_whole(&self, path: &str) -> bool {
        !self.findings.broken.contains(path)
    }

    /// Builds the one entry of a choice, if it is whole.
    pub(super) fn build<T>(
        &mut self,
        section: &str,
        value: Option<&Value>,
        catalog: &[&Entry<T>],
    ) -> Option<(String, T)> {
        let (name, inner) = value.filter(|_| self.is_whole(section))?.chosen();
        let entry = catalog.iter().find(|entry| entry.name == name)?;
        match (entry.build)(inner) {
            Ok(built) => Some((name.to_owned(), built)),
            Err(fault) => {
                self.fault(&format!("{section}.{name}"), fault);
                None
            }
        }
    }

    /// The seeding of the table at a path: its catalog name, its value, and the seeding itself.
    pub(super) fn seeding(&mut self, path: &str, table: &Value) -> Option<(String, Value, Box<dyn Seeding>)> {
        let value = table.get("seeds").filter(|_| self.is_whole(&format!("{path}.seeds")))?;
        let (name, seeding) = self.build(&format!("{path}.seeds"), Some(value), seeding::CATALOG)?;
        Some((name, value.chosen().1.clone(), seeding))
    }

    /// The scenario, or everything that is wrong, in the order of the file.
    pub fn scenario(mut self, mut value: Value) -> Result<Scenario, Problems> {
        let network = self.network(value.get("network"));
        let factors = self.factors(&value);
        let platform = value.get("platform").and_then(Value::as_text).map(str::to_owned);
        let model = match &platform {
            Some(name) => self.platform(&mut value, name),
            None => {
                self.without_platform(&value);
                self.spread(value.get("spread"))
            }
        };
        let network = match model.as_ref().and_then(|(name, model)| Some((name, model.people()?))) {
            None => network,
            Some((name, people)) => {
                if self.findings.places.contains_key("network") {
                    let message = format!("`{name}` has no network: everybody it wins is new");
                    self.fault("network", Fault::at("", message, "leave out [network.NAME]"));
                }
                Some(NetworkSource::None(people))
            }
        };
        if let Some((name, model)) = model.as_ref().filter(|_| platform.is_none()) {
            self.factors_read(&mut value, name, model);
        }
        if let (Some((name, model)), Some(network)) = (&model, &network) {
            self.playable(network, name, model);
        }
        let in_time = matches!(network, Some(NetworkSource::Contacts(_)));
        // What a model that could not be built would need is not known.
        let starts_alone = model.as_ref().is_none_or(|(_, model)| model.starts_alone());
        let campaigns = self.campaigns(value.get("campaign"), starts_alone);
        let mut campaigns = campaigns;
        if let (Some(NetworkSource::None(_)), Some((name, _))) = (&network, &model) {
            self.without_ties(name, &campaigns);
        }
        if let Some((_, Spread::Platform(platform))) = &model {
            self.plans(&mut value, platform, &mut campaigns);
        }
        // A section that was not written asks for nothing, whatever its defaults.
        if !self.findings.places.contains_key("seeds")
            && let Value::Table(entries) = &mut value
        {
            entries.retain(|(key, _)| key != "seeds");
        }
        let choice = value.get("seeds").filter(|_| self.is_whole("seeds")).map(seeding::best::Wish::read);
        let choice = choice.and_then(|wish| wish.map_err(|fault| self.fault("seeds", fault)).ok());
        self.networks(&value, network.as_ref());
        if value.get("measures").and_then(Value::as_texts).is_some_and(|measures| measures.is_empty()) {
            let help = "leave out `measures` for all of them, or name some: measures = [\"reach\", \"depth\"]";
            self.fault("measures", Fault::at("", "`measures` names nothing to report", help));
        }
        self.times(&value, model.as_ref(), in_time);
        self.traces(&value, model.as_ref());
        if let Some((name, model)) = &model {
            let horizon = value.get("horizon").and_then(Value::as_number).unwrap_or(f64::INFINITY);
            asking::times(&mut self, name, model, horizon, &campaigns);
            for (key, fault) in Extras::faults(&value, name, model, &campaigns) {
                self.fault(key, fault);
            }
        }
        let measures = model.as_ref().map(|(_, model)| self.measures(&value, model)).unwrap_or_default();
        let (Some(network), Some((spread, model)), true) = (network, model, self.problems.is_empty()) else {
            self.problems.sort_by_key(|problem| (problem.place.source, problem.place.span.start));
            return Err(Problems { sources: self.sources, problems: self.problems });
        };
        // Whatever is meant by default stands in the resolved scenario by name.
        let asked = value.get("measures").and_then(Value::as_texts);
        let asked = asked.map(|asked| asked.into_iter().map(str::to_owned).collect());
        value.put(keys::keys(), "measures", texts(measures.iter().copied()));
        let text = |key: &str| value.get(key).and_then(Value::as_text).map(str::to_owned);
        Ok(Scenario {
            title: text("title"),
            question: text("question"),
            replicates: value.whole("replicates"),
            random_seed: RandomSeed::new(value.whole("random-seed")).expect("checked against the same bound"),
            horizon: value.get("horizon").and_then(Value::as_number).unwrap_or(f64::INFINITY),
            target: value.get("target").and_then(Value::as_whole),
            networks: value.whole("networks"),
            measures,
            asked,
            plots: value.at("plots").as_texts().map(|plots| plots.into_iter().map(str::to_owned).collect()),
            allow: value.at("allow").as_texts().into_iter().flatten().map(str::to_owned).collect(),
            traces: value.whole("traces"),
            extras: Extras::of(&value),
            network,
            factors,
            described: value.get("people-described").and_then(Value::as_number),
            stands_for: value.get("stands-for").and_then(Value::as_number),
            attributes: value.get("people").map(|people| people.text("attributes").to_owned()),
            spread,
            unit: match model.in_rounds() {
                _ if in_time => Unit::Unit,
                true => Unit::Round,
                false if platform.is_some() || !self.findings.timed.is_empty() => Unit::Hour,
                false => Unit::Unit,
            },
            model,
            campaigns,
            choice,
            value,
            sources: self.sources,
            places: self.findings.places,
        })
    }

    /// Several networks need a generator with chance in it, and replicates to live in them.
    fn networks(&mut self, value: &Value, network: Option<&NetworkSource>) {
        let count = |key: &str| value.get(key).and_then(Value::as_whole).unwrap_or(1);
        let (networks, replicates) = (count("networks"), count("replicates"));
        if networks < 2 {
            return;
        }
        let fixed = match network {
            Some(NetworkSource::File(_) | NetworkSource::Contacts(_)) => "a file is one network",
            Some(NetworkSource::None(_)) => "this model has no network",
            Some(network) if network.is_fixed() => "this network leaves nothing to chance",
            _ if networks > replicates && value.get("replicates").is_some() => {
                let message = format!("{networks} networks need at least as many replicates, not {replicates}");
                let help = "give each network at least one replicate, better ten";
                return self.fault("networks", Fault::at("", message, help));
            }
            _ => return,
        };
        let message = format!("{fixed}, and cannot be drawn {networks} times");
        self.fault("networks", Fault::at("", message, "leave out `networks`"));
    }

    /// The model, of either catalog.
    fn spread(&mut self, value: Option<&Value>) -> Option<(String, Spread)> {
        let name = value.filter(|_| self.is_whole("spread"))?.chosen().0;
        if opinion::CATALOG.iter().any(|entry| entry.name == name) {
            return self.build("spread", value, opinion::CATALOG).map(|(name, model)| (name, Spread::Opinion(model)));
        }
        self.build("spread", value, model::CATALOG).map(|(name, model)| (name, Spread::Adoption(model)))
    }

    /// Where there is no network, nobody can be chosen by ties.
    fn without_ties(&mut self, model: &str, campaigns: &[Campaign]) {
        for (i, campaign) in campaigns.iter().enumerate() {
            let Some((name, _)) = &campaign.seeds else { continue };
            if !["random", "people"].contains(&name.as_str()) {
                let message = format!("`{name}` chooses by ties or facts, and `{model}` has no network");
                let help = "write seeds = { random = 1 }: all who begin are alike";
                self.fault(&format!("campaign[{}].seeds.{name}", i + 1), Fault::at("", message, help));
            }
        }
    }

    /// Opinions leave no cascades.
    fn traces(&mut self, value: &Value, model: Option<&(String, Spread)>) {
        if let (Some(1..), Some((name, Spread::Opinion(_)))) = (value.get("traces").and_then(Value::as_whole), model) {
            let message = format!("`traces` are cascades of people who act, and `{name}` has none");
            self.fault("traces", Fault::at("", message, "leave out `traces`"));
        }
    }

    /// Whether a key was given.
    pub(super) fn is_given(&self, path: &str) -> bool {
        self.findings.places.contains_key(path)
    }

    pub(super) fn place(&self, path: &str) -> Place {
        super::place_of(&self.findings.places, path)
    }
}

/// A list of texts as a value.
pub(super) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    Value::List(texts.map(|text| Value::Text(text.to_owned())).collect())
}
