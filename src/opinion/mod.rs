//! Opinions: what people think and think again. Nothing accumulates here, each revision overwrites the last, so these models
//! have a small engine of their own and no adopters.
//!
//! An opinion lies between 0 and 1. In some models it is either 0 or 1, in the others anything between. A campaign's people
//! begin with 1, everybody else as the model's `initial` says; `stubborn` people are heard and never change.
//!
//! A tie u -> v means that v can hear u: it is v who takes on, or moves towards, the opinion of u.

mod engine;
mod revision;
mod rule;
mod start;
mod state;
mod weights;

pub use engine::{CLOSE, End, play, step};
pub use revision::Choose;
pub use rule::{Rule, WEIGHT, Weights};
pub use start::{Others, Start, Stubborn};
pub use state::{ONE, SETTLED, State, opinion};

use crate::catalog::{Fault, Key, Kind};
use crate::model::{Network, Strength};

crate::catalog! { Box<dyn Opinion>:
    voter, q_voter, majority, sznajd, degroot, friedkin_johnsen, deffuant, hegselmann_krause,
}

/// A model of opinions with its parameters, before it meets a network.
pub trait Opinion: Send + Sync {
    /// The rule made ready for one network; a fault where the two do not go together.
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault>;

    /// Whether an opinion is either 0 or 1.
    fn is_binary(&self) -> bool;

    /// What the third column of a network file is to this model.
    fn strength(&self) -> Strength {
        Strength::Unused
    }
}

/// A model of opinions made ready for one network.
#[derive(Clone, Debug, PartialEq)]
pub struct Dynamics {
    /// What one revision does.
    pub rule: Rule,
    /// Who revises when.
    pub clock: Clock,
    /// What people think at the beginning, and who never changes.
    pub start: Start,
}

/// Who revises when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// One random person after the other; as many as there are people make a round.
    OneByOne,
    /// Everybody at once, from the opinions of the round before.
    AtOnce,
}

/// Who revises when, for models that can be played by either clock.
const CLOCK: Key = Key::with_default(
    "clock",
    Kind::Words(&[
        ("one-by-one", "a random person at a time; as many as there are people make a round"),
        ("rounds", "everybody at once, from the opinions of the round before"),
    ]),
    "\"one-by-one\"",
    "who revises when",
);

impl Clock {
    fn read(value: &crate::catalog::Value) -> Clock {
        if value.text("clock") == "rounds" { Clock::AtOnce } else { Clock::OneByOne }
    }
}
