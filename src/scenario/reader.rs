//! Checked values made into a [`Scenario`]: what each is alone has been checked, what they are together is checked here.

use super::asking;
use super::check::Findings;
use super::keys;
use super::problem::{Place, Problem, Problems};
use super::spread::MOST_ROUNDS;
use super::{Campaign, Extras, NetworkSource, Scenario, Source, Spread, located};
use crate::catalog::{Entry, Fault, Value};
use crate::measure::{self, Outcome};
use crate::model::{self, Strength};
use crate::opinion;
use crate::platform::Plan;
use crate::quantity::{RandomSeed, Unit};
use crate::seeding::{self, Seeding};
use crate::text::{any_of, escaped, grouped, shown};

/// Most campaigns of one scenario.
const MOST_CAMPAIGNS: usize = 1000;
/// Most characters of a campaign's name.
const LONGEST_NAME: usize = 200;

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

    /// Rounds have no unit; times have a unit everywhere or nowhere; what never ends needs a horizon.
    fn times(&mut self, value: &Value, model: Option<&(String, Spread)>, in_time: bool) {
        let (plain, timed) = (self.findings.plain.first().cloned(), self.findings.timed.first().cloned());
        let Some((name, model)) = model else { return };
        if let Spread::Platform(_) = model {
            return self.platform_times();
        }
        if in_time {
            // The file says when everything happens, in a unit that only its reader knows.
            if let Some(timed) = timed {
                let problem = Problem::at(timed, "this time has a unit, and those of a file of contacts have none");
                self.problems.push(problem.help("write every time as a plain number, in the unit of the file"));
            }
            return;
        }
        let horizon = value.get("horizon").and_then(Value::as_number);
        match (plain, timed) {
            (_, Some(timed)) if model.in_rounds() => {
                let rounds = if horizon.is_some() { "horizon = 20 for 20 rounds" } else { "a plain number" };
                self.problems.push(Problem::at(timed, format!("`{name}` counts rounds, which have no unit")).help(
                    format!("write {rounds}; models that have a `clock`, and bass, can also run in hours and days"),
                ));
            }
            (_, Some(timed)) if model.strength() == Strength::Rate => {
                // The numbers of a file are plain, and would be taken per hour whatever was meant.
                let column = self.place(&format!("spread.{name}.transmission"));
                self.problems.push(
                    Problem::at(
                        timed,
                        "this time has a unit, and the rates of the network file's third column have none",
                    )
                    .also(column, "the third column")
                    .help("write every time as a plain number, in the unit that the third column is in"),
                );
            }
            (Some(plain), Some(timed)) => self.problems.push(
                Problem::at(plain, "this time has no unit, and another one has")
                    .also(timed, "with a unit")
                    .help("write all rates and durations with units (\"0.5 per day\", \"30 days\"), or none"),
            ),
            (None, Some(timed)) if !self.findings.timed.iter().any(|time| self.is_inside("spread", time)) => {
                // Nothing but the horizon: the model brings its own unit of time.
                self.problems.push(
                    Problem::at(timed, format!("this time has a unit, and no rate of `{name}` has one")).help(format!(
                        "write a plain number, such as horizon = 20: `{name}` has a unit of time of its own"
                    )),
                );
            }
            _ => {}
        }
        if let Some(rounds) = horizon.filter(|rounds| model.in_rounds() && rounds.fract() != 0.0) {
            let message = format!("rounds are whole, and {rounds} is not");
            let help = format!("write horizon = {} or {}", rounds.floor(), rounds.ceil());
            self.fault("horizon", Fault::at("", message, help));
        }
        let path = format!("spread.{name}");
        let without = value.get("horizon").is_none() && !self.findings.places.contains_key("horizon");
        match model {
            Spread::Adoption(model) if without && !model.ends() => {
                let message = format!("with these numbers `{name}` never ends by itself");
                self.fault(&path, Fault::at("", message, "write horizon = 100 at the top of the file"));
            }
            Spread::Opinion(_) if without => {
                let message = format!("opinions may go to and fro for ever: `{name}` needs a horizon");
                let help =
                    "write horizon = 1_000 at the top of the file; it ends sooner where nobody can change any more";
                self.fault(&path, Fault::at("", message, help));
            }
            Spread::Opinion(_) if horizon.is_some_and(|rounds| rounds > MOST_ROUNDS as f64) => {
                let message = format!("opinions can be followed for {} rounds at most", grouped(MOST_ROUNDS));
                self.fault("horizon", Fault::at("", message, "write a smaller horizon"));
            }
            _ => {}
        }
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

    /// The outcome always comes first; then those asked for, in the order of the catalog.
    fn measures(&mut self, value: &Value, model: &Spread) -> Vec<&'static str> {
        let outcome = model.outcome();
        let asked = value.get("measures").and_then(Value::as_texts);
        let of_spells: &[measure::Measure] = if model.stops() { measure::SPELLS } else { &[] };
        let apply: Vec<&str> = match outcome {
            Outcome::Reach if !self.platform_measures.is_empty() => {
                let cascades = measure::CATALOG.iter().map(|measure| measure.name).filter(|name| model.has(name));
                cascades.chain(self.platform_measures.iter().copied()).collect()
            }
            Outcome::Reach => {
                let all = measure::CATALOG.iter().chain(of_spells).map(|measure| measure.name);
                all.filter(|name| model.has(name)).collect()
            }
            _ => measure::OPINIONS.iter().map(|measure| measure.name).collect(),
        };
        let on_request = std::mem::take(&mut self.on_request);
        for (i, wrong) in
            asked.iter().flatten().enumerate().filter(|(_, name)| !apply.contains(name) && !on_request.contains(name))
        {
            let needs_spells = measure::SPELLS.iter().any(|measure| measure.name == *wrong);
            let message = match outcome {
                Outcome::Reach if needs_spells => {
                    format!("`{wrong}` needs a model that tells when people stop, such as sir or rumour")
                }
                Outcome::Reach if measure::SPECIAL.contains(wrong) => {
                    format!("`{wrong}` is not measured in this model")
                }
                Outcome::Reach => format!("`{wrong}` is no measure of people who act"),
                _ => format!("`{wrong}` is no measure of opinions"),
            };
            let help = format!("write some of {}", any_of(apply.iter().copied()));
            self.fault(&format!("measures[{}]", i + 1), Fault::at("", message, help));
        }
        let first = [outcome.measure(), outcome.beside()];
        let others = apply.iter().filter(|name| !first.contains(name));
        let others = others.filter(|name| asked.as_ref().is_none_or(|asked| asked.contains(name)));
        let requested = on_request.iter().filter(|name| asked.as_ref().is_some_and(|asked| asked.contains(name)));
        first.into_iter().chain(others.copied()).chain(requested.copied()).collect()
    }

    fn campaigns(&mut self, value: Option<&Value>, starts_alone: bool) -> Vec<Campaign> {
        let Some(Value::List(tables)) = value else { return Vec::new() };
        if tables.is_empty() || tables.len() > MOST_CAMPAIGNS {
            let message = format!("{} campaigns are given; 1 to {MOST_CAMPAIGNS} can be compared", tables.len());
            self.fault("campaign", Fault::at("", message, "write [[campaign]] and below it name = \"...\""));
        }
        let mut campaigns: Vec<Campaign> = Vec::new();
        for (i, table) in tables.iter().enumerate() {
            let path = format!("campaign[{}]", i + 1);
            let name = table.get("name").and_then(Value::as_text).map(str::to_owned);
            if let Some(name) = &name {
                self.name(&path, name, &campaigns);
            }
            let baseline = matches!(table.get("baseline"), Some(Value::Flag(true)));
            if let Some(first) = campaigns.iter().position(|campaign| baseline && campaign.baseline) {
                let fault =
                    Fault::at("baseline", "two campaigns are the baseline", "keep `baseline = true` in one of them");
                let problem = self.located(&path, fault);
                let first = self.place(&format!("campaign[{}].baseline", first + 1));
                self.problems.push(problem.also(first, "the first"));
            }
            let seeds = self.seeding(&path, table);
            let moved = self.findings.moved.contains("campaign.seeds");
            let (value, seeds) = match seeds {
                Some((name, value, seeding)) => (Some(value), Some((name, seeding))),
                None => (None, None),
            };
            let waves = asking::waves(self, &path, table);
            let rivals = asking::rivals(self, &path, name.as_deref().unwrap_or_default(), table);
            let asks = table.get("seeds").is_some() || table.get("wave").is_some();
            if !asks && !starts_alone && !moved && self.is_whole(&path) {
                let message = "this campaign asks nobody, and nobody acts unasked";
                self.fault(&path, Fault::at("", message, "write seeds = { random = 10 }, or another seeding"));
            }
            campaigns.push(Campaign {
                name: name.unwrap_or_default(),
                baseline,
                seeds,
                seeds_value: value,
                waves,
                rivals,
                tie_break: asking::tie_break(table),
                plan: Plan::default(),
            });
        }
        campaigns
    }

    /// Whether something stands at a key of a section.
    fn is_inside(&self, section: &str, place: &Place) -> bool {
        let inside = |path: &str| path.strip_prefix(section).is_some_and(|rest| rest.starts_with('.'));
        self.findings.places.iter().any(|(path, (_, value))| inside(path) && value == place)
    }

    /// Whether a key was given.
    pub(super) fn is_given(&self, path: &str) -> bool {
        self.findings.places.contains_key(path)
    }

    pub(super) fn place(&self, path: &str) -> Place {
        super::place_of(&self.findings.places, path)
    }

    fn name(&mut self, path: &str, name: &str, before: &[Campaign]) {
        if let Some(why) = unfit(name) {
            let fault = Fault::at("name", format!("a campaign's name {why}"), "write a short name, such as \"hubs\"");
            self.fault(path, fault);
        }
        if let Some(first) = before.iter().position(|campaign| campaign.name == name) {
            let message = format!("two campaigns are called {}", shown(name));
            let problem = self.located(path, Fault::at("name", message, "give each its own name"));
            let first = self.place(&format!("campaign[{}].name", first + 1));
            self.problems.push(problem.also(first, "the first"));
        }
    }
}

/// Why a name cannot stand in an answer.
pub(super) fn unfit(name: &str) -> Option<String> {
    if name.trim().is_empty() {
        Some("cannot be empty".to_owned())
    } else if name.chars().count() > LONGEST_NAME {
        Some(format!("has at most {LONGEST_NAME} characters, and this one {}", name.chars().count()))
    } else if escaped(name) != name {
        Some("cannot hold line ends, or characters that cannot be seen".to_owned())
    } else {
        None
    }
}

/// A list of texts as a value.
pub(super) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    Value::List(texts.map(|text| Value::Text(text.to_owned())).collect())
}
