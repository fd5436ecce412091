//! **Majority rule**: small groups talk, and everybody leaves with what most of them held.
//!
//! A random person and `group` - 1 random ones of those heard (all of them, if they are fewer) take on what most of the group
//! hold. In a tie nobody changes. Who sits in the group without hearing the person is counted and does not change. On the
//! complete network n people, m of whom hold 1, agree on 1 with probability sum_{i < m} C(n - 3, i - 1) / 2^(n - 3) for groups of
//! three: a small majority is nearly sure to win.
//!
//! # Parameters
//! `group`: people in a group, 2 or more, default 3; odd groups have no ties. `initial`, `stubborn`.
//!
//! # Cost
//! A turn costs `group` draws; about log n rounds on the complete network.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick), person and group (turn).
//!
//! # Departures
//! On networks groups are a person and some of those heard; where those are fewer a group can be even.
//!
//! # Reference
//! Krapivsky and Redner, *Dynamics of majority rule in two-state interacting spin systems*, Physical Review Letters 90, 238701
//! (2003), doi:10.1103/PhysRevLett.90.238701; Galam, Journal of Mathematical Psychology 30 (1986).

use super::start::{Beginning, ONES, STUBBORN};
use super::{Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::model::Network;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "majority",
    title: "small groups talk, and everybody leaves with what most of them held",
    kind: Kind::Table(&[
        Key::with_default("group", Kind::Whole(2, 1000), "3", "a person and so many of those heard less one")
            .unit("people")
            .larger("lets a small majority win more surely")
            .source("Krapivsky and Redner 2003"),
        ONES,
        STUBBORN,
    ]),
    reference: "Krapivsky and Redner, Dynamics of majority rule in two-state interacting spin systems, 2003",
    check: "complete network of 5, 2 hold 1, groups of 3: all agree on 1 with probability 1/4",
    build: |value| Ok(Box::new(Majority { group: value.whole("group") as u32, beginning: Beginning::binary(value) })),
};

struct Majority {
    group: u32,
    beginning: Beginning,
}

impl Opinion for Majority {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let rule = Rule::Group { size: self.group };
        Ok(Dynamics { rule, clock: Clock::OneByOne, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        true
    }
}
