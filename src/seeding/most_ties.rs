//! **Most ties**: the people whom most others hear; equals in canonical order.
//!
//! # Cost
//! Time n log n in people, once a network.
//!
//! # Reference
//! The baseline of Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003,
//! section 5; Hinz, Skiera, Barrot and Becker, *Seeding strategies for viral marketing*, Journal of Marketing 75 (2011).

use super::{COUNT, Seeding, by_ties, enough};
use crate::catalog::{Entry, Fault};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "most-ties",
    title: "the people whom most others hear",
    kind: COUNT,
    reference: "Kempe, Kleinberg and Tardos 2003, section 5; Hinz, Skiera, Barrot and Becker, Seeding strategies, 2011",
    check: "on a star, the centre",
    build: |value| Ok(Box::new(MostTies { count: value.as_whole().unwrap_or_default() })),
};

/// The strategy with its number of people.
pub struct MostTies {
    count: u64,
}

impl MostTies {
    /// So many people, at least 1.
    pub fn new(count: u32) -> Self {
        MostTies { count: count.max(1).into() }
    }
}

impl Seeding for MostTies {
    fn seeds(&self, network: &Network, _: &Replicate) -> Vec<u32> {
        let mut people = by_ties(network.graph);
        people.truncate(self.count as usize);
        people
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        enough("", self.count, graph)
    }
}
