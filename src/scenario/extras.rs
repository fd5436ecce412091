//! What a scenario asks for beside measures: groups, attribution, overlap, ranking, overtaking, sources, people, a Bass curve, theory.

use super::{Campaign, Spread};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::measure::Credit;

/// What is reported beside measures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// From how many people on a cascade has not died out; `None`: from one that nobody asked.
    pub outbreak: Option<u64>,
    /// The column within whose values reach is reported.
    pub groups: Option<String>,
    /// The rules by which reach is credited to the seed set, in the order of their list.
    pub attribution: Vec<Credit>,
    /// Whether campaigns are asked what people they reach in common.
    pub overlap: bool,
    /// Whether campaigns are asked when one passes the other.
    pub overtake: bool,
    /// The verb in whose acts they pass, where it is not reach.
    pub overtake_in: Option<String>,
    /// Whether campaigns are asked how much of what they bring comes sooner, and in what.
    pub acceleration: Option<Acceleration>,
    /// The verbs of a platform whose acts are told by where they come from.
    pub touch: Vec<String>,
    /// Whether the Bass curve of each campaign is told and drawn; it is in the answer for programs in any case.
    pub bass: bool,
    /// Whether campaigns are told in the order of what they come to.
    pub ranking: bool,
    /// Whether people are counted one by one.
    pub per_person: bool,
    /// Whether theory stands beside the simulation.
    pub theory: bool,
}

/// In what campaigns are asked how much comes sooner.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceleration {
    /// The verb whose first act of each person counts, where it is not reach.
    pub of: Option<String>,
    /// How much less an act is worth a year later on platforms, else a unit of time, from 0 to below 1.
    pub discount: f64,
}

/// The keys of `[acceleration]`.
pub const ACCELERATION_KEYS: &[Key] = &[
    Key::optional("of", Kind::Text, "on a platform the name of a verb, whose acts count instead of reach"),
    Key::with_default(
        "discount",
        Kind::Probability,
        "0.1",
        "how much less an act is worth a year later; where the horizon has no hours, one round or unit of time later",
    )
    .larger("coming sooner is worth more")
    .source("assumed"),
];

/// Most campaigns that are held against each other, each with each.
const MOST_OVERLAPS: usize = 30;

impl Extras {
    /// Of a scenario's checked values.
    pub fn of(value: &Value) -> Extras {
        let flag = |value: Option<&Value>| value == Some(&Value::Flag(true));
        Extras {
            outbreak: value.get("outbreak").and_then(Value::as_whole),
            groups: value.get("groups").and_then(Value::as_text).map(str::to_owned),
            attribution: credits(value),
            overlap: flag(value.get("overlap")),
            overtake: value.get("overtake").is_some_and(|asked| *asked != Value::Flag(false)),
            overtake_in: value.get("overtake").and_then(Value::as_text).map(str::to_owned),
            acceleration: value.get("acceleration").map(|asked| Acceleration {
                of: asked.get("of").and_then(Value::as_text).map(str::to_owned),
                discount: asked.number("discount"),
            }),
            touch: touched(value),
            bass: flag(value.get("bass")),
            ranking: flag(value.get("ranking")),
            per_person: flag(value.get("per-person")),
            theory: flag(value.get("theory").and_then(|theory| theory.get("show"))),
        }
    }

    /// Whether anything is kept of each replicate beside its measures.
    pub fn of_replicates(&self) -> bool {
        self.groups.is_some()
            || !self.attribution.is_empty()
            || self.overlap
            || !self.touch.is_empty()
            || self.overtake_in.is_some()
            || self.acceleration.is_some()
            || self.ranking
    }

    /// What cannot be had with the rest of the scenario, by the key that asks for it.
    pub fn faults(value: &Value, name: &str, model: &Spread, campaigns: &[Campaign]) -> Vec<(&'static str, Fault)> {
        let asked = Extras::of(value);
        let mut faults = Vec::new();
        let keys = [
            ("outbreak", asked.outbreak.is_some()),
            ("groups", asked.groups.is_some()),
            ("attribution", !asked.attribution.is_empty()),
            ("overlap", asked.overlap),
            ("overtake", asked.overtake),
            ("acceleration", asked.acceleration.is_some()),
            ("touch", !asked.touch.is_empty()),
            ("bass", asked.bass),
            ("ranking", asked.ranking),
            ("per-person", asked.per_person),
        ];
        if let Spread::Opinion(_) = model {
            for (key, _) in keys.iter().filter(|(_, asked)| *asked) {
                let message = format!("`{key}` is about people who act, and with `{name}` they change their minds");
                faults.push((*key, Fault::at("", message, format!("leave out `{key}`"))));
            }
            if asked.theory {
                let message = format!("there is no theory of `{name}` to show here");
                faults.push(("theory", Fault::at("", message, "leave out [theory]")));
            }
            return faults;
        }
        if asked.theory && matches!(model, Spread::Platform(_)) {
            let message = "there is no theory of a platform to show";
            faults.push(("theory", Fault::at("", message, "leave out [theory]")));
        }
        if asked.overlap && campaigns.len() < 2 {
            let help = "give a second [[campaign]], or leave out `overlap`";
            faults.push(("overlap", Fault::at("", "an overlap needs two campaigns, and there is one", help)));
        }
        if asked.overtake && campaigns.len() < 2 {
            let help = "give a second [[campaign]], or leave out `overtake`";
            faults.push(("overtake", Fault::at("", "to overtake takes two campaigns, and there is one", help)));
        }
        if let Some(acceleration) = &asked.acceleration {
            if campaigns.len() < 2 {
                let help = "give a second [[campaign]], or leave out [acceleration]";
                let message = "what comes sooner is told of two campaigns, and there is one";
                faults.push(("acceleration", Fault::at("", message, help)));
            }
            if acceleration.discount >= 1.0 {
                let message = "what comes later would be worth nothing";
                faults.push(("acceleration", Fault::at("discount", message, "write a number below 1, such as 0.1")));
            }
            let verb: Vec<String> = acceleration.of.iter().cloned().collect();
            let wrong = touch_fault("of", &verb, name, model);
            faults.extend(wrong.map(|fault| ("acceleration", Fault { key: "of".to_owned(), ..fault })));
        }
        faults.extend(touch_fault("touch", &asked.touch, name, model).map(|fault| ("touch", fault)));
        let verb: Vec<String> = asked.overtake_in.iter().cloned().collect();
        faults.extend(touch_fault("overtake", &verb, name, model).map(|fault| ("overtake", fault)));
        if asked.ranking && campaigns.len() < 2 {
            let help = "give a second [[campaign]], or leave out `ranking`";
            faults.push(("ranking", Fault::at("", "a ranking needs two campaigns, and there is one", help)));
        }
        if asked.overlap && campaigns.len() > MOST_OVERLAPS {
            let message = format!(
                "{} campaigns are too many to be held each against each: {MOST_OVERLAPS} at most",
                campaigns.len()
            );
            faults.push(("overlap", Fault::at("", message, "leave out `overlap`, or some campaigns")));
        }
        let networks = value.get("networks").and_then(Value::as_whole).unwrap_or(1);
        if networks > 1 {
            let each = |key: &'static str, what: &str| {
                let message = format!("{what}, and each of the {networks} networks has people of its own");
                (key, Fault::at("", message, format!("leave out `networks`, or `{key}`")))
            };
            if asked.per_person {
                faults.push(each("per-person", "people are counted one by one"));
            }
            if !asked.attribution.is_empty() {
                faults.push(each("attribution", "attribution is to people by name"));
            }
        }
        if value.get("attribution").and_then(Value::as_texts).is_some_and(|rules| rules.is_empty()) {
            let help = "write attribution = \"first-touch\", or leave it out";
            faults.push(("attribution", Fault::at("", "`attribution` names no rule", help)));
        }
        faults
    }
}

/// The rules of attribution: one word, or a list of them.
fn credits(value: &Value) -> Vec<Credit> {
    let Some(given) = value.get("attribution") else { return Vec::new() };
    let words = given.as_texts().unwrap_or_else(|| given.as_text().into_iter().collect());
    let mut rules: Vec<Credit> = words.into_iter().filter_map(Credit::of).collect();
    rules.sort_unstable();
    rules
}

/// The verbs whose acts are told by their sources: one word, or a list of them.
fn touched(value: &Value) -> Vec<String> {
    let Some(given) = value.get("touch") else { return Vec::new() };
    let words = given.as_texts().unwrap_or_else(|| given.as_text().into_iter().collect());
    words.into_iter().map(str::to_owned).collect()
}

/// What is wrong with those verbs.
fn touch_fault(key: &str, verbs: &[String], name: &str, model: &Spread) -> Option<Fault> {
    if verbs.is_empty() {
        return None;
    }
    let Spread::Platform(platform) = model else {
        let message = format!("`{key}` names verbs of a platform, and `{name}` has none");
        let help = match key {
            "touch" => "leave out `touch`; `attribution` tells whose reach it is",
            "of" => "leave out `of`: reach counts",
            _ => "write overtake = true, which is about reach",
        };
        return Some(Fault::at("", message, help));
    };
    if let Some(unknown) = verbs.iter().find(|verb| platform.verb(verb).is_none()) {
        let known: Vec<&str> = platform.verbs.iter().map(|verb| verb.name.as_str()).collect();
        let message = format!("the platform has no verb {}", crate::text::shown(unknown));
        return Some(Fault::at("", message, format!("its verbs are {}", known.join(", "))));
    }
    let twice = verbs.iter().enumerate().find(|(i, verb)| verbs[..*i].contains(verb));
    twice.map(|(_, verb)| Fault::at("", format!("`{verb}` is named twice"), "name each verb once"))
}
