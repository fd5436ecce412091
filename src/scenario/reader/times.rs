//! Times of a scenario: rounds have no unit, a unit stands everywhere or nowhere, and what never ends needs a horizon.

use super::Reader;
use crate::catalog::{Fault, Value};
use crate::model::Strength;
use crate::scenario::Spread;
use crate::scenario::problem::{Place, Problem};
use crate::scenario::spread::MOST_ROUNDS;
use crate::text::grouped;

impl Reader {
    /// Rounds have no unit; times have a unit everywhere or nowhere; what never ends needs a horizon.
    pub(super) fn times(&mut self, value: &Value, model: Option<&(String, Spread)>, in_time: bool) {
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

    /// Whether something stands at a key of a section.
    fn is_inside(&self, section: &str, place: &Place) -> bool {
        let inside = |path: &str| path.strip_prefix(section).is_some_and(|rest| rest.starts_with('.'));
        self.findings.places.iter().any(|(path, (_, value))| inside(path) && value == place)
    }
}
