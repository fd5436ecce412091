//! **Most ties**: the people whom most others hear; equals in canonical order.
//!
//! # Cost
//! Time n log n in people, once a network.
//!
//! # Reference
//! The baseline of Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003,
//! section 5; Hinz, Skiera, Barrot and Becker, *Seeding strategies for viral marketing*, Journal of Marketing 75 (2011).

use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "most-ties",
    title: "the people whom most others hear",
    kind: Count::KIND,
    reference: "Kempe, Kleinberg and Tardos 2003, section 5; Hinz, Skiera, Barrot and Becker, Seeding strategies, 2011",
    check: "on a star, the centre",
    build: |value| Ok(Box::new(MostTies { count: Count::read("", value)? })),
};

/// The strategy with its number of people.
pub struct MostTies {
    count: Count,
}

impl MostTies {
    /// So many people, at least 1.
    pub fn new(count: u32) -> Self {
        MostTies { count: Count::People(count.max(1).into()) }
    }
}

impl Strategy for MostTies {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        ranking::most_ties(network.graph, group, count)
    }
}
