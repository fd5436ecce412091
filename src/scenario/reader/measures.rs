//! What is measured: the outcome, and those of the measures that apply which were asked for.

use super::Reader;
use crate::catalog::{Fault, Value};
use crate::measure::{self, Outcome};
use crate::scenario::Spread;
use crate::text::any_of;

impl Reader {
    /// The outcome always comes first; then those asked for, in the order of the catalog.
    pub(super) fn measures(&mut self, value: &Value, model: &Spread) -> Vec<&'static str> {
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
}
