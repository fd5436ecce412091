//! **Sznajd**: two who agree convince everybody around them.
//!
//! A random person and a random one of those heard: if they agree, everybody who hears either takes on their opinion; if not,
//! nothing happens. On a long ring people of whom a share x begins with 1 agree on 1 with probability
//! x^2 / (x^2 + (1 - x)^2): 0.6 wins with 0.692308.
//!
//! # Parameters
//! `initial`, `stubborn`.
//!
//! # Cost
//! A turn costs two draws and the ties of those who hear the two.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick), person and partner (turn).
//!
//! # Departures
//! Only "united we stand": the rule of 2000 by which a pair that disagrees also sets its neighbours apart is left out, as in
//! most later work.
//!
//! # Reference
//! Sznajd-Weron and Sznajd, *Opinion evolution in closed community*, Int. J. Modern Physics C 11 (2000),
//! doi:10.1142/S0129183100000936; Slanina, Sznajd-Weron and Przybyla, *Some new results on one-dimensional outflow dynamics*,
//! Europhysics Letters 82, 18006 (2008), doi:10.1209/0295-5075/82/18006.

use super::start::{Beginning, ONES, STUBBORN};
use super::{Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Kind};
use crate::model::Network;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "sznajd",
    title: "two who agree convince everybody who hears them",
    kind: Kind::Table(&[ONES, STUBBORN]),
    reference: "Sznajd-Weron and Sznajd, Opinion evolution in closed community, 2000",
    check: "long ring, 60 % hold 1: all agree on 1 with probability .692308",
    build: |value| Ok(Box::new(Sznajd { beginning: Beginning::binary(value) })),
};

struct Sznajd {
    beginning: Beginning,
}

impl Opinion for Sznajd {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        Ok(Dynamics { rule: Rule::Pair, clock: Clock::OneByOne, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        true
    }
}
