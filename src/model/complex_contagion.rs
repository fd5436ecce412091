//! **Complex contagion**: one voice is not enough; people act once m different people they hear have acted.
//!
//! A person acts in the round after the number of different adopters heard reaches m. With m = 1 one contact is enough
//! (simple contagion, certain to pass on); from m = 2 on ties that overlap help and long random ties do not: rewiring a
//! ring can stop what it would speed up at m = 1.
//!
//! # Parameters
//! `sources`: m, a whole number of people, at least 1, for all or by a column of the people's attributes. A larger m needs more
//! reinforcement.
//!
//! # Cost
//! Time in the ties of those who act; memory 4 bytes a person.
//!
//! # Randomness
//! None beyond network and seed set.
//!
//! # Reference
//! Centola and Macy, *Complex contagions and the weakness of long ties*, American Journal of Sociology 113 (2007),
//! doi:10.1086/521848.

use super::column::{ByPerson, Fits};
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerPerson;
use crate::law::{Law, Rule};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "complex-contagion",
    title: "one voice is not enough: people act once several of those they hear have acted",
    kind: Kind::Table(&[Key::required(
        "sources",
        Kind::Either(&[Kind::Whole(1, u32::MAX as u64 - 1), Kind::Column]),
        "how many different people heard must have acted: a whole number, or a column of the people's attributes",
    )
    .unit("people")
    .larger("needs more reinforcement; 1 is simple contagion")]),
    reference: "Centola and Macy, Complex contagions and the weakness of long ties, 2007",
    check: "ring lattice with 2 neighbours each side, 2 sources, two adjacent seeds: 2 + 2t after t rounds",
    build: |value| Ok(Box::new(ComplexContagion { sources: ByPerson::read(value.at("sources")) })),
};

/// The model with its parameter.
pub struct ComplexContagion {
    sources: ByPerson,
}

impl ComplexContagion {
    /// With the number of different people heard who must have acted, from 1 to 2^32 - 2.
    ///
    /// # Errors
    /// A fault at `sources` where it is another.
    pub fn new(sources: u32) -> Result<Self, Fault> {
        let fault = || Fault::at("sources", format!("{sources} people cannot be asked for"), "write at least 1");
        let known = (1..u32::MAX).contains(&sources);
        if known { Ok(ComplexContagion { sources: ByPerson::Same(f64::from(sources)) }) } else { Err(fault()) }
    }
}

impl Model for ComplexContagion {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        Ok(Law::Thresholds(Rule::Count(match self.sources.of("sources", network, Fits::Rounds)? {
            PerPerson::Same(sources) => PerPerson::Same(sources as u32),
            PerPerson::Each(each) => PerPerson::Each(each.into_iter().map(|sources| sources as u32).collect()),
        })))
    }
}
