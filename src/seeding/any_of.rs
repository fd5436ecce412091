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
//! SeedingPick, read in sequence.

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
    build: |value| Ok(Box::new(AnyOf { parts: Part::read_all(value)? })),
};

struct AnyOf {
    parts: Vec<Part>,
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
        let pick = luck.stream(Purpose::SeedingPick).sequence(0).below(self.parts.len() as u64);
        self.parts[pick as usize].seeding.seeds_among(network, luck, group)
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.parts.iter().try_for_each(|part| part.check_among(network, group))
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        self.parts.iter().map(|part| part.seeding.count_among(group)).max().flatten()
    }

    fn settled(&self, network: &Network, group: &Group) -> Option<Box<dyn Seeding>> {
        Some(Box::new(AnyOf { parts: self.parts.iter().map(|part| part.settled(network, group)).collect() }))
    }
}
