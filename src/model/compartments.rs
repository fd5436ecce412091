//! What SIR, SEIR, SIS and their kin have in common: stages of a life, each with a rate (or a chance a round) or an exact length.

use super::column::{ByPerson, Fits, RATE_OR_COLUMN, TIME_OR_COLUMN};
use super::si::Transmission;
use super::{Model, Network, Strength};
use crate::catalog::{Fault, Key, Value};
use crate::graph::PerPerson;
use crate::law::{Law, Stages, Stay};

/// How fast people stop passing it on.
pub(super) const RECOVERY: Key = Key::optional(
    "recovery",
    RATE_OR_COLUMN,
    "how fast people stop: a probability per round, a rate, or a column; or give `duration`",
)
.unit("per round, or per unit of time")
.larger("ends each person's part sooner");

/// How long people pass it on.
pub(super) const DURATION: Key =
    Key::optional("duration", TIME_OR_COLUMN, "how long people pass it on, exactly, or a column; or give `recovery`")
        .unit("rounds, or units of time")
        .larger("spreads farther");

/// How fast people who have caught it begin to pass it on.
pub(super) const ONSET: Key = Key::optional(
    "onset",
    RATE_OR_COLUMN,
    "how fast people who have caught it begin to pass it on: a probability per round, a rate, or a column; or give `latency`",
)
.unit("per round, or per unit of time")
.larger("spreads sooner");

/// How long that takes.
pub(super) const LATENCY: Key = Key::optional(
    "latency",
    TIME_OR_COLUMN,
    "how long until people who have caught it pass it on, exactly, or a column; or give `onset`",
)
.unit("rounds, or units of time")
.larger("spreads later");

/// How fast people who have stopped can catch it again.
pub(super) const WANING: Key = Key::optional(
    "waning",
    RATE_OR_COLUMN,
    "how fast people who have stopped can catch it again: a probability per round, a rate, or a column; or give `immunity`",
)
.unit("per round, or per unit of time")
.larger("brings people back sooner");

/// How long that takes.
pub(super) const IMMUNITY: Key = Key::optional(
    "immunity",
    TIME_OR_COLUMN,
    "how long people who have stopped cannot catch it again, exactly, or a column; or give `waning`",
)
.unit("rounds, or units of time")
.larger("brings people back later");

/// A stage: a rate, or a chance a round, by which it ends, or its exact length; with the key that says so.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    key: &'static str,
    is_rate: bool,
    pub number: ByPerson,
}

impl Stage {
    /// Of exactly one of two keys of the model called `model`. `without` says what is wrong with a length of 0.
    pub fn read(
        value: &Value,
        model: &str,
        [rate, time]: [&'static str; 2],
        rounds: bool,
        without: &str,
    ) -> Result<Stage, Fault> {
        let (key, is_rate, given) = match (value.get(rate), value.get(time)) {
            (Some(given), None) => (rate, true, given),
            (None, Some(given)) => (time, false, given),
            (given, _) => {
                let help = match rate {
                    "recovery" => {
                        format!("write {rate} = 0.5 for a chance (or rate) of stopping, or {time} = 3 for a fixed time")
                    }
                    _ => format!("write {rate} = 0.5 for a chance (or rate), or {time} = 3 for a fixed time"),
                };
                return Err(match given {
                    Some(_) => Fault::at(time, format!("`{rate}` and `{time}` cannot both be given"), help)
                        .also(rate, "the other one"),
                    None => Fault::at("", format!("{model} needs `{rate}` or `{time}`"), help),
                });
            }
        };
        let number = ByPerson::read(given);
        if !is_rate && number.is_zero() {
            return Err(Fault::at(key, without, format!("write a {key} above 0")));
        }
        if let Some(number) = number.same().filter(|_| rounds) {
            if is_rate && number > 1.0 {
                return Err(Fault::at(
                    key,
                    format!("with clock = \"rounds\" {key} is a probability per round"),
                    "write a number from 0 to 1, or clock = \"continuous\" for a rate",
                ));
            }
            if !is_rate && (number.fract() != 0.0 || number >= f64::from(u32::MAX)) {
                return Err(Fault::at(
                    key,
                    format!("with clock = \"rounds\" {key} is a whole number of rounds"),
                    "write 1, 2, 3 ..., or clock = \"continuous\" for units of time",
                ));
            }
        }
        Ok(Stage { key, is_rate, number })
    }

    /// The number, where it is one for all: (rate or chance, length).
    pub fn same(&self) -> (Option<f64>, Option<f64>) {
        let number = self.number.same();
        if self.is_rate { (number, None) } else { (None, number) }
    }

    /// For the people of a network.
    pub fn stay(&self, network: &Network, rounds: bool) -> Result<Stay, Fault> {
        let fits = match (self.is_rate, rounds) {
            (true, true) => Fits::Share,
            (true, false) => Fits::Rate,
            (false, true) => Fits::Rounds,
            (false, false) => Fits::Time,
        };
        let number = self.number.of(self.key, network, fits)?;
        Ok(if self.is_rate { Stay::Random(number) } else { Stay::Fixed(number) })
    }
}

/// A model of stages; what is left out takes no time, but immunity, which is then for ever.
pub(super) struct Compartments {
    pub transmission: Transmission,
    pub latent: Option<Stage>,
    pub active: Stage,
    pub after: After,
}

/// What comes after a person has stopped.
pub(super) enum After {
    /// Never again.
    Immune,
    /// At once open again.
    Open,
    /// Open again after a while.
    Wanes(Stage),
}

impl Compartments {
    /// Reads the keys that the model called `model` has.
    pub fn read(value: &Value, model: &str, has_latency: bool, returns: Option<bool>) -> Result<Compartments, Fault> {
        let transmission = Transmission::read(value)?;
        let rounds = transmission.rounds;
        let nothing = "nobody passes anything on for no time at all";
        let latent = match has_latency {
            true => Some(Stage::read(value, model, ["onset", "latency"], rounds, "a latency of 0 is none")?),
            false => None,
        };
        Ok(Compartments {
            latent,
            active: Stage::read(value, model, ["recovery", "duration"], rounds, nothing)?,
            after: match returns {
                None => After::Immune,
                Some(false) => After::Open,
                Some(true) => {
                    After::Wanes(Stage::read(value, model, ["waning", "immunity"], rounds, "an immunity of 0 is none")?)
                }
            },
            transmission,
        })
    }
}

impl Model for Compartments {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let rounds = self.transmission.rounds;
        Ok(Law::Stages(Stages {
            rounds,
            pass: self.transmission.column(network)?,
            outside: PerPerson::Same(0.0),
            latent: self.latent.as_ref().map_or(Ok(Stay::NONE), |stage| stage.stay(network, rounds))?,
            active: self.active.stay(network, rounds)?,
            immune: match &self.after {
                After::Immune => Stay::FOREVER,
                After::Open => Stay::NONE,
                After::Wanes(stage) => stage.stay(network, rounds)?,
            },
        }))
    }

    fn strength(&self) -> Strength {
        self.transmission.strength()
    }

    fn in_rounds(&self) -> bool {
        self.transmission.rounds
    }

    fn ends(&self) -> bool {
        matches!(self.after, After::Immune)
    }

    fn stops(&self) -> bool {
        true
    }
}
