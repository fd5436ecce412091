//! **Any of**: one of several seedings, each equally likely, drawn anew in each replicate.
//!
//! For somebody who does not know which of them will be done: the answer is over all of them together. Campaigns with as many
//! seedings in their lists take the one at the same place in the same replicate.
//!
//! # Parameters
//! A list of seedings; one that stands there twice is twice as likely.
//!
//! # Cost
//! That of its seedings; what does not draw is found once a network.
//!
//! # Randomness
//! SeedingPick; entity: 0, or where several stand in one seeding the number of this one, in the order of the file.

use super::nested::{self, Part};
use super::{Group, Seeding};
use crate::catalog::{Entry, Fault, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::{Purpose, Replicate};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "any-of",
    title: "one of several seedings, each equally likely, drawn anew in each replicate",
    kind: Kind::List(&nested::ONE),
    reference: "",
    check: "of two people named, each in half of the replicates",
    build: |value| {
        let mut any_of = AnyOf { parts: Part::read_all(value)?, number: 0 };
        any_of.number_picks(&mut 0);
        Ok(Box::new(any_of))
    },
};

struct AnyOf {
    parts: Vec<Part>,
    /// The number of its draw.
    number: u64,
}

impl Seeding for AnyOf {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.seeds_among(network, luck, &Group::everybody(network.graph))
    }

    fn varies(&self) -> bool {
        true
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.parts.iter().try_for_each(|part| part.check(graph))
    }

    fn files(&mut self) -> Vec<(&str, &mut Vec<String>)> {
        self.parts.iter_mut().flat_map(Part::files).collect()
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        let pick = luck.stream(Purpose::SeedingPick).sequence(self.number).below(self.parts.len() as u64);
        self.parts[pick as usize].seeding.seeds_among(network, luck, group)
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.parts.iter().try_for_each(|part| part.check_among(network, group))
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        let counts = self.parts.iter().map(|part| part.seeding.count_among(group));
        counts.collect::<Option<Vec<u64>>>()?.into_iter().max()
    }

    fn number_picks(&mut self, next: &mut u64) {
        self.number = std::mem::replace(next, *next + 1);
        self.parts.iter_mut().for_each(|part| part.number_picks(next));
    }

    fn settled(&self, network: &Network, group: &Group) -> Option<Box<dyn Seeding>> {
        let parts = self.parts.iter().map(|part| part.settled(network, group)).collect();
        Some(Box::new(AnyOf { parts, number: self.number }))
    }
}
