//! `[surface.NAME]`, `[verb.NAME]` and what a campaign does on a platform: their keys, and the platform made of them.

use super::problem::Problem;
use super::reader::Reader;
use super::{Campaign, Spread, keys};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::platform::{Item, MOST_KAPPAS, Plan, Platform, Surface, Verb};
use crate::text::{any_of, nearest};
use crate::{campaign, measure};

mod calendar;
mod surface;
mod verb;
mod whole;

pub use calendar::{CAMPAIGN, FOLLOWERS, items, usual_item, usual_plan};
pub use surface::{LAWS, OF_FEEDS, OF_POOLS};
use surface::{SURFACE, surface};
use verb::{VERB, in_order, verb};
pub use whole::WHOLE;

// A table that is left out says nothing where it is `Either`: its defaults are not filled in.

/// `[surface.NAME]`.
pub const SURFACES: Kind = Kind::Named(&Kind::Table(SURFACE));
/// `[verb.NAME]`.
pub const VERBS: Kind = Kind::Named(&Kind::Table(VERB));

impl Reader {
    /// The platform of a scenario; what its sections leave to defaults is put into the values.
    pub(super) fn platform(&mut self, value: &mut Value, name: &str) -> Option<(String, Spread)> {
        if let Some(place) = self.findings.places.get("spread").map(|(key, _)| key.clone()) {
            let also = self.place("platform");
            let problem = Problem::at(place, "a platform is a way of spreading, and so is this");
            self.problems
                .push(problem.also(also, "the platform").help("leave out `platform`, or the section [spread.NAME]"));
            return None;
        }
        self.mistyped(value, name);
        let visits = value.get("participation").and_then(|section| section.get("visits")).and_then(Value::as_number);
        if let Some(visits) = visits.filter(|&visits| visits > MOST_VISITS) {
            let message = format!("people do not come {visits} times an hour");
            self.fault("participation", Fault::at("visits", message, "write at most \"1000 per hour\""));
        }
        if !self.is_whole("surface") || !self.is_whole("verb") {
            return None;
        }
        if value.get("horizon").is_none() && !self.findings.places.contains_key("horizon") {
            value.put(keys::keys(), "horizon", Value::Written { number: HORIZON.0, text: HORIZON.1.to_owned() });
        }
        match platform(value) {
            Ok(platform) => Some((name.to_owned(), Spread::Platform(platform))),
            Err(Fault { key, message, help, also }) => {
                let fault = Fault { key: String::new(), message, help, also: None };
                let mut problem = self.located(&key, fault);
                if let Some((path, label)) = also {
                    problem = problem.also(self.place(&path), label);
                }
                self.problems.push(problem);
                None
            }
        }
    }

    /// What only a platform knows, where there is none.
    pub(super) fn without_platform(&mut self, value: &Value) {
        let top = ["surface", "verb", "product", "people-described", "stands-for", "real-degree"];
        let top = top.into_iter().chain(WHOLE.iter().map(|key| key.name));
        let top = top.filter(|key| value.get(key).is_some()).map(str::to_owned);
        let own = CAMPAIGN.iter().map(|key| key.name).chain(campaign::KEYS.iter().map(|key| key.name));
        let campaigns = value.get("campaign").and_then(Value::as_list).unwrap_or(&[]);
        let rivals = |i: usize, campaign| -> Vec<(String, &Value)> {
            let rivals = Value::get(campaign, "rival").and_then(Value::as_list).unwrap_or(&[]).iter().enumerate();
            rivals.map(|(k, rival)| (format!("campaign[{}].rival[{}]", i + 1, k + 1), rival)).collect()
        };
        let brands = campaigns.iter().enumerate().flat_map(|(i, campaign)| {
            [(format!("campaign[{}]", i + 1), campaign)].into_iter().chain(rivals(i, campaign))
        });
        let inside = brands.flat_map(|(path, table)| {
            own.clone().filter(|key| table.get(key).is_some()).map(|key| format!("{path}.{key}")).collect::<Vec<_>>()
        });
        for path in top.chain(inside).collect::<Vec<_>>() {
            let last = path.rsplit('.').next().unwrap_or(&path);
            let message = format!("`{last}` has a meaning on platforms alone");
            let help = format!(
                "write platform = \"facebook\" at the top of the file instead of [spread.NAME], or leave out `{last}`"
            );
            self.fault(&path, Fault::at("", message, help));
        }
    }

    /// Every time on a platform has a unit.
    pub(super) fn platform_times(&mut self) {
        for place in self.findings.plain.clone() {
            let problem = Problem::at(place, "on a platform every time has a unit, and this one has none");
            self.problems.push(problem.help("write text such as \"30 days\", \"3.2 h\", \"4 per hour\""));
        }
    }

    /// What campaigns and their rivals do on a platform.
    pub(super) fn plans(&mut self, value: &mut Value, platform: &Platform, campaigns: &mut [Campaign]) {
        let Some(Value::List(mut tables)) = value.get("campaign").cloned() else { return };
        let mut measures = platform_measures(platform);
        let product = self.product(value);
        for (i, (table, campaign)) in tables.iter_mut().zip(campaigns).enumerate() {
            let path = format!("campaign[{}]", i + 1);
            usual(table, keys::campaign_keys());
            if let Some(plan) = self.plan(&path, value, table, platform, product) {
                campaign.plan = plan;
            }
            let own = [&campaign.plan].into_iter();
            let Some(Value::List(mut rivals)) = table.get("rival").cloned() else {
                note_measures(own, &mut measures);
                continue;
            };
            for (k, (table, rival)) in rivals.iter_mut().zip(&mut campaign.rivals).enumerate() {
                usual(table, keys::rival_keys());
                if let Some(plan) = self.plan(&format!("{path}.rival[{}]", k + 1), value, table, platform, product) {
                    rival.plan = plan;
                }
            }
            note_measures(own.chain(campaign.rivals.iter().map(|rival| &rival.plan)), &mut measures);
            table.put(keys::campaign_keys(), "rival", Value::List(rivals));
        }
        value.put(keys::keys(), "campaign", Value::List(tables));
        self.platform_measures = measures;
        self.on_request = crate::measure::platform::on_request(platform);
    }

    /// The setting of `[product]`, where it is whole and can be built.
    fn product<'v>(&mut self, value: &'v Value) -> Option<&'v Value> {
        let setting = value.get(campaign::product::PRODUCT.name).filter(|_| self.is_whole("product"))?;
        match (campaign::product::PRODUCT.build)(setting) {
            Ok(_) => Some(setting),
            Err(fault) => {
                self.fault("product", fault);
                None
            }
        }
    }

    /// What one brand does, whose table stands at a path.
    fn plan(
        &mut self,
        path: &str,
        value: &Value,
        table: &Value,
        platform: &Platform,
        product: Option<&Value>,
    ) -> Option<Plan> {
        if !self.is_whole(path) {
            return None;
        }
        let mut plan = Plan {
            items: items(table),
            followers: table.number("followers"),
            budget: table.get("budget").and_then(Value::as_number),
            // The product is the same for every brand, and there before any practice.
            levers: product.and_then(|setting| (campaign::product::PRODUCT.build)(setting).ok()).into_iter().collect(),
        };
        self.calendar(path, value, table, &plan.items);
        for entry in campaign::CATALOG {
            let Some(setting) = table.get(entry.name) else { continue };
            match (entry.build)(setting).and_then(|lever| lever.check(platform).map(|()| lever)) {
                Ok(lever) if lever.is_null() => {}
                Ok(lever) => plan.levers.push(lever),
                Err(fault) => self.fault(&format!("{path}.{}", entry.name), fault),
            }
        }
        let asks = table.get("seeds").is_some();
        let posts = plan.items.iter().any(|item| item.by_brand);
        // The other practices work on what somebody else has begun.
        let begins = ["trust", "embrace", "broadcast"].iter().any(|name| table.get(name).is_some());
        if !asks && !posts && !begins && value.get("product").is_none() {
            let message = "this campaign asks nobody, posts nothing and buys nothing";
            let help = "write seeds = { random = 10 }, an item with from = \"brand\", or [campaign.broadcast]";
            self.fault(path, Fault::at("", message, help));
        }
        if asks && plan.levers.is_empty() && plan.items.iter().all(|item| !item.by_seeds) {
            let message = "those asked have nothing to post: every item is from the brand";
            self.fault(path, Fault::at("seeds", message, "write from = \"both\" in an item, or leave out `seeds`"));
        }
        if plan.followers != FOLLOWERS && plan.levers.is_empty() && !posts {
            let message = "the brand posts nothing to followers, and no practice meets them";
            self.fault(path, Fault::at("followers", message, "write from = \"both\" in an item, or leave it out"));
        }
        Some(plan)
    }
}

/// Fills in what a brand does that says nothing of it: one item, posted at the beginning or when a rival comes. Here every time
/// has a unit.
fn usual(table: &mut Value, keys: &'static [Key]) {
    if table.get("at").is_some_and(|at| matches!(at, Value::Number(_))) {
        table.put(keys, "at", Value::Written { number: 0.0, text: "0 days".to_owned() });
    }
    if table.get("item").is_none() {
        let item = usual_item(table.get("at"));
        table.put(keys, "item", Value::List(vec![item]));
    }
    if table.get("followers").is_none() {
        table.put(keys, "followers", Value::Number(FOLLOWERS));
    }
}

/// Notes what the levers of plans observe.
fn note_measures<'a>(plans: impl Iterator<Item = &'a Plan>, measures: &mut Vec<&'static str>) {
    for observable in plans.flat_map(|plan| &plan.levers).flat_map(|lever| lever.observables()) {
        if !measures.contains(&observable.name) {
            measures.push(observable.name);
        }
    }
}

impl Reader {
    /// What a calendar asks for that cannot be.
    fn calendar(&mut self, path: &str, value: &Value, table: &Value, items: &[Item]) {
        let horizon = value.get("horizon").and_then(Value::as_number).unwrap_or(f64::INFINITY);
        let topics = value.get("interest").and_then(|interest| interest.get("topics")).and_then(Value::as_whole);
        for (i, item) in items.iter().enumerate() {
            let at = format!("{path}.item[{}]", i + 1);
            // A shorter horizon leaves later items out; one that leaves nothing is a slip.
            if i == 0 && items.iter().all(|item| item.at > horizon) {
                let help = "post it earlier, or write a larger horizon";
                self.fault(&at, Fault::at("at", "everything is posted after the horizon", help));
            }
            let wrong = match (item.topic.map(|topic| u64::from(topic) + 1), topics) {
                (Some(_), None) => Some((
                    "people here have no topics".to_owned(),
                    "write [interest] topics = 8, or leave out `topic`".to_owned(),
                )),
                (Some(topic), Some(topics)) if topic > topics => Some((
                    format!("topic {topic} is none of the {topics}"),
                    format!("write a number from 1 to {topics}"),
                )),
                _ => None,
            };
            if let Some((message, help)) = wrong {
                self.fault(&at, Fault::at("topic", message, help));
            }
        }
        let content: f64 = items.iter().filter(|item| item.at <= horizon).map(|item| item.cost).sum();
        if let Some(budget) = table.get("budget").and_then(Value::as_number).filter(|&budget| budget < content) {
            let message = format!("the items of the calendar cost {content}, more than the budget of {budget}");
            self.fault(
                path,
                Fault::at("budget", message, format!("write at least {content}, or cost = 0 in the items")),
            );
        }
    }

    /// A verb or a surface whose name is nearly one of the platform's is that one, mistyped.
    fn mistyped(&mut self, value: &Value, name: &str) {
        let Some(preset) = super::PRESETS.iter().find(|preset| preset.name == name) else { return };
        let Ok(preset) = toml::from_str::<toml::Table>(preset.text) else { return };
        for section in ["surface", "verb"] {
            let known: Vec<&str> = match preset.get(section) {
                Some(toml::Value::Table(known)) => known.keys().map(String::as_str).collect(),
                _ => continue,
            };
            let Some(Value::Table(given)) = value.get(section) else { continue };
            for (given, _) in given.iter().filter(|(given, _)| !known.contains(&given.as_str())) {
                if let Some(near) = nearest(given, known.iter().copied()) {
                    let message = format!("`{name}` has no {section} `{given}`");
                    let help = format!("did you mean `{near}`? A {section} of your own needs a name less like it");
                    self.fault(&format!("{section}.{given}"), Fault::at("", message, help));
                }
            }
        }
    }
}

/// Visits of a person an hour, at most: each is played.
const MOST_VISITS: f64 = 1000.0;
/// The horizon of a platform where none is given, hours and as typed.
const HORIZON: (f64, &str) = (720.0, "30 days");

/// The names of what can be measured on a platform.
fn platform_measures(platform: &Platform) -> Vec<&'static str> {
    measure::platform::names(platform)
}

/// The platform that the sections of a scenario make.
///
/// # Errors
/// What does not go together, with the path of its key from the top of the file.
pub fn platform(value: &Value) -> Result<Platform, Fault> {
    let tables = |section: &str| match value.get(section) {
        Some(Value::Table(entries)) => entries.clone(),
        _ => Vec::new(),
    };
    let (surfaces, verbs) = (tables("surface"), tables("verb"));
    for (section, count, most) in [("surface", surfaces.len(), 200), ("verb", verbs.len(), 30)] {
        if count > most {
            let message = format!("{count} are more than a platform can have");
            return Err(Fault::at(section, message, format!("write at most {most}")));
        }
    }
    let names: Vec<&str> = surfaces.iter().map(|(name, _)| name.as_str()).collect();
    let surfaces: Vec<Surface> =
        surfaces.iter().map(|(name, value)| surface(name, value, &names)).collect::<Result<_, _>>()?;
    let verbs = in_order(&verbs)?;
    let places: Vec<&str> = verbs.iter().map(|(name, _)| name.as_str()).collect();
    let mut groups: Vec<&str> = Vec::new();
    let mut made: Vec<Verb> = Vec::new();
    for (name, value) in &verbs {
        if let Some(group) = value.get("group").and_then(Value::as_text).filter(|group| !groups.contains(group)) {
            groups.push(group);
        }
        made.push(verb(name, value, &places, &names, &groups)?);
    }
    let adopting: Vec<&Verb> = made.iter().filter(|verb| verb.adopts).collect();
    match adopting[..] {
        [_] => {}
        [] => {
            let example = made.first().map_or("share", |verb| verb.name.as_str());
            let message = "no verb says what `reach` counts";
            return Err(Fault::at(
                "verb",
                message,
                format!("write adopts = true in one of them, such as [verb.{example}]"),
            ));
        }
        [first, second, ..] => {
            let message = format!("`{}` and `{}` are both what `reach` counts", first.name, second.name);
            let help = format!("write adopts = false in [verb.{}], or in [verb.{}]", first.name, second.name);
            return Err(Fault::at(format!("verb.{}.adopts", second.name), message, help)
                .also(format!("verb.{}.adopts", first.name), "the other one"));
        }
    }
    let mut kappas: Vec<f64> = Vec::new();
    for verb in &made {
        let kappa = verb.response.kappa();
        if !kappas.contains(&kappa) {
            kappas.push(kappa);
        }
        if kappas.len() > MOST_KAPPAS {
            let message = format!("more than {MOST_KAPPAS} different numbers of `kappa` on a platform");
            let known: Vec<String> = kappas[..MOST_KAPPAS].iter().map(f64::to_string).collect();
            let help = format!("write one of {}", any_of(known.iter().map(String::as_str)));
            return Err(Fault::at(format!("verb.{}.kappa", verb.name), message, help));
        }
    }
    Ok(Platform {
        surfaces,
        verbs: made,
        real_degree: value.get("real-degree").and_then(Value::as_number),
        rhythm: whole::rhythm(value)?,
        act_delay: value.get("act-delay").and_then(Value::as_number).unwrap_or(0.0),
        unfollow: whole::unfollow(value),
        churn: value.get("churn").and_then(Value::as_number).unwrap_or(0.0),
        negativity: value.get("negativity").and_then(Value::as_number).unwrap_or(Platform::default().negativity),
        ..Platform::default()
    })
}
