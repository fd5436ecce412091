//! `[verb.NAME]`: its keys, and the verb made of them.

use super::surface::surface_named;
use crate::catalog::{Fault, Key, Kind, Value};
use crate::platform::{Emission, Response, TieEffect, Verb};
use crate::text::{any_of, nearest};

pub(super) const VERB: &[Key] = &[
    Key::with_default(
        "probability",
        Kind::Probability,
        "0",
        "chance of acting on one exposure of reference strength; with `requires`, once that one is done",
    )
    .larger("more people act"),
    Key::optional("requires", Kind::Text, "the verb that must be done before; it gets one dose, when that one is done"),
    Key::optional(
        "kappa",
        Kind::Number(0.05, 5.0),
        "how exposures add up: n of them act with probability 1 - (1 - p)^(n^kappa); 1 where left out",
    )
    .larger("repetition counts for more: below 1 it adds little, above 1 it reinforces"),
    Key::optional(
        "threshold",
        Kind::Either(&[
            Kind::Words(&[(
                "uniform",
                "linear threshold: a dose is strength x probability, a threshold uniform on (0, 1]",
            )]),
            Kind::Positive,
        ]),
        "in place of kappa: \"uniform\", or the same number of doses for everybody (complex contagion)",
    ),
    Key::optional(
        "emits",
        Kind::Either(&[Kind::List(&Kind::Text), Kind::Named(&Kind::Probability)]),
        "the surfaces on which it shows the item to others, or each with the share of ties that get a copy",
    ),
    Key::with_default("score", Kind::Whole(0, 1000), "0", "votes that it adds in pools").unit("votes"),
    Key::with_default("against", Kind::Flag, "false", "whether its votes count against the item"),
    Key::with_default(
        "tie",
        Kind::Words(&[
            ("none", "nothing"),
            ("one-way", "an act on the other's item"),
            ("dialogue", "an act and its answer"),
        ]),
        "\"none\"",
        "what it does to the tie between who does it and the author of the item",
    ),
    Key::optional(
        "bump",
        Kind::Probability,
        "chance that it brings the item back to the top: of pools newest first, and of feeds of those who have not met it; never where \
         it is left out",
    )
    .larger("what people act on stays in sight"),
    Key::optional("group", Kind::Text, "of verbs with the same group a person does at most one on an item; by lot, where several would be done at once"),
    Key::with_default("value", Kind::Number(-1e12, 1e12), "0", "what it brings").unit("money"),
    Key::with_default("cost", Kind::Number(0.0, 1e12), "0", "what it costs").unit("money"),
    Key::with_default(
        "public",
        Kind::Flag,
        "true",
        "whether others can see it: then propensity counts, and it is engagement",
    ),
    Key::with_default("once", Kind::Flag, "false", "whether a person does it once for the brand, over all items"),
    Key::with_default("follows", Kind::Flag, "false", "whether it makes the person a follower of the brand"),
    Key::with_default("adopts", Kind::Flag, "false", "whether it is the verb that `reach` counts; exactly one is"),
];

/// Verbs so that each stands after the one it requires, else in the order of the file.
pub(super) fn in_order(verbs: &[(String, Value)]) -> Result<Vec<(String, Value)>, Fault> {
    let names: Vec<&str> = verbs.iter().map(|(name, _)| name.as_str()).collect();
    let requires = |i: usize| verbs[i].1.get("requires").and_then(Value::as_text);
    for i in 0..verbs.len() {
        if let Some(other) = requires(i).filter(|other| !names.contains(other)) {
            let help = match nearest(other, names.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("write {}", any_of(names.iter().copied())),
            };
            return Err(Fault::at(format!("verb.{}.requires", names[i]), format!("there is no verb `{other}`"), help));
        }
    }
    let mut order: Vec<usize> = Vec::new();
    while order.len() < verbs.len() {
        let ready = |i: &usize| {
            !order.contains(i) && requires(*i).is_none_or(|other| order.iter().any(|&placed| names[placed] == other))
        };
        let Some(next) = (0..verbs.len()).find(ready) else {
            let stuck = (0..verbs.len()).find(|i| !order.contains(i)).unwrap_or(0);
            let message = format!("`{}` requires itself, by way of others", names[stuck]);
            return Err(Fault::at(format!("verb.{}.requires", names[stuck]), message, "leave out one `requires`"));
        };
        order.push(next);
    }
    Ok(order.into_iter().map(|i| verbs[i].clone()).collect())
}

pub(super) fn verb(
    name: &str,
    value: &Value,
    verbs: &[&str],
    surfaces: &[&str],
    groups: &[&str],
) -> Result<Verb, Fault> {
    let at = |key: &str| format!("verb.{name}.{key}");
    let kappa = value.get("kappa").and_then(Value::as_number);
    let response = match value.get("threshold") {
        Some(_) if kappa.is_some() => {
            let message = "`kappa` and `threshold` cannot both be given";
            return Err(Fault::at(at("threshold"), message, "keep one").also(at("kappa"), "the other one"));
        }
        Some(Value::Text(_)) => Response::Uniform,
        Some(number) => Response::Constant(number.as_number().unwrap_or(1.0)),
        None => Response::Weibull { kappa: kappa.unwrap_or(1.0) },
    };
    let requires = value.get("requires").and_then(Value::as_text);
    if let (Some(_), true) = (requires, response != Response::Weibull { kappa: 1.0 }) {
        let key = if kappa.is_some() { "kappa" } else { "threshold" };
        let message = format!("`{name}` gets a single dose, so nothing adds up");
        return Err(Fault::at(at(key), message, format!("leave out `{key}`, or `requires`")));
    }
    let emission = |surface: &str, fraction: f64| {
        Ok(Emission { surface: surface_named(&at("emits"), surface, surfaces)?, fraction })
    };
    let emits = match value.get("emits") {
        Some(Value::List(list)) => list
            .iter()
            .filter_map(Value::as_text)
            .map(|surface| emission(surface, 1.0))
            .collect::<Result<_, Fault>>()?,
        Some(Value::Table(entries)) => entries
            .iter()
            .map(|(surface, fraction)| emission(surface, fraction.as_number().unwrap_or(1.0)))
            .collect::<Result<_, Fault>>()?,
        _ => Vec::new(),
    };
    let group = value.get("group").and_then(Value::as_text);
    Ok(Verb {
        requires: requires.and_then(|other| verbs.iter().position(|verb| *verb == other)),
        response,
        emits,
        score: value.whole("score") as u32,
        tie: match value.text("tie") {
            "one-way" => TieEffect::OneWay,
            "dialogue" => TieEffect::Dialogue,
            _ => TieEffect::None,
        },
        group: group.and_then(|group| groups.iter().position(|other| *other == group)).map(|group| group as u32),
        value: value.number("value"),
        cost: value.number("cost"),
        public: value.flag("public"),
        once: value.flag("once"),
        follows: value.flag("follows"),
        adopts: value.flag("adopts"),
        against: value.flag("against"),
        bump: value.get("bump").and_then(Value::as_number).unwrap_or(0.0),
        ..Verb::new(name, value.number("probability"))
    })
}
