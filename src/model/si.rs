//! **SI**: whoever has it passes it on for ever.
//!
//! In rounds each infectious person tries each tie once a round, with probability b. In continuous time each tie passes it
//! on after an exponential time of the given rate. Everybody who can be reached is reached in the end (in rounds, a tie that
//! would need 2^32 of them or more counts as one that never works: noticeable for chances below 1e-8).
//!
//! # Parameters
//! `transmission`: per tie, a probability a round in [0, 1] or a rate per unit of time; or `"strength"`, the third column; or
//! `{ hearer = "column" }`, `{ speaker = "column" }`, of the people's attributes, multiplied where both are given.
//! `clock`: `"rounds"` or `"continuous"` (default).
//!
//! # Cost
//! Time in the ties of those who act, and a queue of about one place for each.
//!
//! # Randomness
//! Live (person, place of the tie).
//!
//! # Reference
//! Kermack and McKendrick, *A contribution to the mathematical theory of epidemics*, Proc. R. Soc. A 115 (1927), without
//! recovery, doi:10.1098/rspa.1927.0118; dose and threshold: Sellke, *On the asymptotic distribution of the size of a
//! stochastic epidemic*, J. Appl. Prob. 20 (1983).

use super::column::{ByTie, Fits, RATE_OF_TIE};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::engine::in_time::Exposures;
use crate::graph::PerTie;
use crate::law::{Law, Life, Rounds};
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "si",
    title: "whoever has it passes it on for ever",
    kind: Kind::Table(&[TRANSMISSION, CLOCK]),
    reference: "Kermack and McKendrick, A contribution to the mathematical theory of epidemics, 1927",
    check: "complete network of n, rate b: mean time to all is 2 H(n-1) / (b n); n = 100, b = 1: 0.103548",
    build: |value| Ok(Box::new(Si(Transmission::read(value)?))),
};

/// The key of SI and SIR for how fast it passes along a tie.
pub(super) const TRANSMISSION: Key = Key::required(
    "transmission",
    RATE_OF_TIE,
    "how fast it passes along a tie: a probability per round, or a rate on the continuous clock",
)
.unit("per round, or per unit of time")
.larger("spreads faster and farther");

/// The key of SI and SIR for the clock.
pub(super) const CLOCK: Key = Key::with_default(
    "clock",
    Kind::Words(&[
        ("continuous", "time flows; numbers are rates"),
        ("rounds", "everybody moves at once; numbers are probabilities"),
    ]),
    "\"continuous\"",
    "how time passes",
);

struct Si(Transmission);

/// Transmission on one of the two clocks.
#[derive(Clone, Debug)]
pub(super) struct Transmission {
    pub by_tie: ByTie,
    pub rounds: bool,
}

impl Transmission {
    pub fn read(value: &Value) -> Result<Transmission, Fault> {
        let by_tie = ByTie::read("transmission", value.at("transmission"))?;
        let rounds = value.text("clock") == "rounds";
        match by_tie {
            ByTie::Same(number) if rounds && number > 1.0 => Err(Fault::at(
                "transmission",
                format!("{number} is no probability, and with clock = \"rounds\" transmission is one, per round"),
                "write a number from 0 to 1, or clock = \"continuous\" for a rate",
            )),
            _ => Ok(Transmission { by_tie, rounds }),
        }
    }

    /// For the ties of a network.
    pub fn column(&self, network: &Network) -> Result<PerTie<f64>, Fault> {
        self.by_tie.of("transmission", network, if self.rounds { Fits::Share } else { Fits::Rate })
    }

    pub fn law(&self, network: &Network, rounds: Rounds, life: Life) -> Result<Law, Fault> {
        let column = self.column(network)?;
        Ok(if self.rounds {
            Law::Tries { chance: column.map(Chance::of).into(), life: rounds }
        } else {
            Law::Rates { rate: column.into(), outside: 0.0, life }
        })
    }

    /// In contacts: the rate while one lasts, and the chance that one of a moment works.
    pub fn in_time(&self, life: Life) -> Result<Exposures, Fault> {
        if self.rounds {
            let message = "contacts happen in time, not in rounds";
            return Err(Fault::at("clock", message, "write clock = \"continuous\""));
        }
        let number = self.by_tie.number("transmission")?;
        Ok(Exposures { chance: Some(number).filter(|&p| p <= 1.0), rate: Some(number), life })
    }

    pub fn strength(&self) -> Strength {
        self.by_tie.use_of(if self.rounds { Strength::Share } else { Strength::Rate })
    }
}

impl Model for Si {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        self.0.law(network, Rounds::Fixed(u32::MAX), Life::Fixed(f64::INFINITY))
    }

    fn in_time(&self) -> Option<Result<Exposures, Fault>> {
        Some(self.0.in_time(Life::Fixed(f64::INFINITY)))
    }

    fn strength(&self) -> Strength {
        self.0.strength()
    }

    fn in_rounds(&self) -> bool {
        self.0.rounds
    }
}
