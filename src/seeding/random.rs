//! **Random**: anybody, each person equally likely, drawn anew in each replicate.
//!
//! The first k of a larger draw are the draw of k, so ten random people stand among the twenty of another campaign.
//!
//! # Cost
//! Time in the number of people asked for.
//!
//! # Randomness
//! SeedPick, use 0, read in sequence.

use super::{COUNT, Seeding, enough};
use crate::catalog::{Entry, Fault};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::{Purpose, Replicate};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "random",
    title: "anybody, each person equally likely, drawn anew in each replicate",
    kind: COUNT,
    reference: "",
    check: "every person is chosen with probability k / n",
    build: |value| Ok(Box::new(Random { count: value.as_whole().unwrap_or_default() })),
};

/// The strategy with its number of people.
pub struct Random {
    count: u64,
}

impl Random {
    /// So many people, at least 1.
    pub fn new(count: u32) -> Self {
        Random { count: count.max(1).into() }
    }
}

impl Seeding for Random {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        luck.stream(Purpose::SeedPick).sequence(0).distinct(network.graph.people(), self.count as u32)
    }

    fn varies(&self) -> bool {
        true
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        enough("", self.count, graph)
    }
}
