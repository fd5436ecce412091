//! `[participation]`, `[relationship]` and `[interest]`: their laws, and whether anything in the scenario reads them.

use super::keys;
use super::reader::Reader;
use super::spread::Spread;
use crate::audience::{Factors, interest, participation, relationship};
use crate::catalog::{Fault, Value};
use crate::model::Strength;

impl Reader {
    /// The laws of the sections that are there and whole.
    pub(super) fn factors(&mut self, value: &Value) -> Factors {
        let participation = self.section(value, "participation", participation::Law::from_value);
        // That of a platform may be left without anything to work on by what a scenario says of its people.
        let is_own = self.place("participation.degree-correlation").source == 0;
        if is_own && participation.as_ref().is_some_and(|law| law.degree_correlation != 0.0 && !law.draws()) {
            let message =
                "`degree-correlation` changes nothing here: visits and propensity are one number for all, or columns";
            let help = "write degree-correlation = 0, or let one of them be drawn, such as propensity = \"90-9-1\"";
            self.fault("participation", Fault::at("degree-correlation", message, help));
        }
        Factors {
            participation,
            relationship: self.section(value, "relationship", relationship::Law::from_value),
            interest: self.section(value, "interest", interest::Law::from_value),
        }
    }

    fn section<T>(&mut self, value: &Value, name: &str, of: fn(&Value) -> Result<T, Fault>) -> Option<T> {
        let section = value.get(name).filter(|_| self.is_whole(name))?;
        of(section).map_err(|fault| self.fault(name, fault)).ok()
    }

    /// A classical model reads strengths at the start, and columns that are named; a section that says anything else would be
    /// ignored silently, and is refused. What changes on platforms alone does not stand in the resolved scenario either.
    pub(super) fn factors_read(&mut self, value: &mut Value, name: &str, model: &Spread) {
        let named = |section: &str, is: &dyn Fn(&str) -> bool| value.get(section).is_some_and(|value| names(value, is));
        let reads = |is: &dyn Fn(&str) -> bool| named("spread", is) || named("campaign", is) || named("measures", is);
        let is_column = |text: &str| participation::COLUMNS.contains(&text);
        let is_topic = |text: &str| text.strip_prefix("topic-").is_some_and(|t| t.parse::<u32>().is_ok());
        let shared = value.get("interest").and_then(|interest| interest.get("homophily")).and_then(Value::as_number);
        // Who posts is drawn by how much people take part.
        let draws_authors = value.get("campaign").is_some_and(|campaigns| has_key(campaigns, "authors"));
        let (participates, interested) = (reads(&is_column) || draws_authors, reads(&is_topic));
        let says = |reader: &Reader, section: &str| value.get(section).is_some() && reader.is_whole(section);
        if says(self, "participation") && !participates {
            let message = "nothing in this scenario reads how much people take part";
            let help = "name the column \"visits\" or \"propensity\" where a column may stand, such as a seeding or a threshold, \
                        or leave out [participation]";
            self.fault("participation", Fault::at("", message, help));
        }
        if says(self, "interest") && !interested && (shared == Some(0.0) || value.get("relationship").is_none()) {
            let message = "nothing in this scenario reads what people care about";
            let help = "name a column such as \"topic-1\" where a column may stand, let `homophily` change the strengths of \
                        [relationship], or leave out [interest]";
            self.fault("interest", Fault::at("", message, help));
        }
        if !says(self, "relationship") {
            return;
        }
        if model.strength() == Strength::Unused {
            let message = "nothing in this scenario reads how strong ties are";
            self.fault("relationship", Fault::at("", message, read_strengths(name)));
        }
        for key in relationship::DYNAMIC {
            if self.is_given(&format!("relationship.{key}")) {
                let message =
                    format!("`{key}` works on platforms alone: in `{name}` ties stay as they are at the start");
                self.fault("relationship", Fault::at(key, message, format!("leave out `{key}`")));
            }
        }
        if let Some(Value::Table(entries)) = value.get("relationship").cloned() {
            let kept = entries.into_iter().filter(|(key, _)| !relationship::DYNAMIC.contains(&key.as_str())).collect();
            value.put(keys::keys(), "relationship", Value::Table(kept));
        }
    }
}

/// What to write so that a model reads strengths.
pub(super) fn read_strengths(model: &str) -> String {
    match model {
        "independent-cascade" => "write probability = \"strength\" in [spread.independent-cascade]".to_owned(),
        "linear-threshold" => "write weights = \"strength\" in [spread.linear-threshold]".to_owned(),
        "si" | "sir" => format!("write transmission = \"strength\" in [spread.{model}]"),
        _ => format!("`{model}` treats all ties alike: leave them out, or use independent-cascade"),
    }
}

/// Whether a key stands anywhere in a value.
fn has_key(value: &Value, key: &str) -> bool {
    match value {
        Value::List(items) => items.iter().any(|item| has_key(item, key)),
        Value::Table(entries) => entries.iter().any(|(name, inner)| name == key || has_key(inner, key)),
        _ => false,
    }
}

/// Whether a text of this kind stands anywhere in a value.
fn names(value: &Value, is: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::Text(text) => is(text),
        Value::List(items) => items.iter().any(|item| names(item, is)),
        Value::Table(entries) => entries.iter().any(|(_, value)| names(value, is)),
        _ => false,
    }
}
