//! **Fewest ties**: the people whom fewest others hear; equals in canonical order.
//!
//! The other end of the ranking: what a seed set is worth at least, and the people whom nobody else would have asked.
//!
//! # Cost
//! Time n log n in people, once a network.

use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::model::Network;
use crate::random::Replicate;
use std::cmp::Reverse;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "fewest-ties",
    title: "the people whom fewest others hear",
    kind: Count::KIND,
    reference: "",
    check: "on a star, its leaves",
    build: |value| Ok(Box::new(FewestTies { count: Count::read("", value)? })),
};

struct FewestTies {
    count: Count,
}

impl Strategy for FewestTies {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        ranking::most(group, count, |person| Reverse(network.graph.out_degree(person)))
    }
}
