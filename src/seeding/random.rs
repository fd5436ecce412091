//! **Random**: anybody, each person equally likely, drawn anew in each replicate.
//!
//! People stand in a random order, and the first are taken: so the ten of one campaign stand among the twenty of another, and
//! the random people of a group are those who come first of the group.
//!
//! # Cost
//! Time in the number of people asked for (of a small group up to the number of people).
//!
//! # Randomness
//! SeedPick, use 0, read in sequence.

use super::{Count, Group, Seeding, Strategy};
use crate::catalog::Entry;
use crate::model::Network;
use crate::random::{Purpose, Replicate};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "random",
    title: "anybody, each person equally likely, drawn anew in each replicate",
    kind: Count::KIND,
    reference: "",
    check: "every person is chosen with probability k / n",
    build: |value| Ok(Box::new(Random { count: Count::read("", value)? })),
};

/// The strategy with its number of people.
pub struct Random {
    count: Count,
}

impl Random {
    /// So many people, at least 1.
    pub fn new(count: u32) -> Self {
        Random { count: Count::People(count.max(1).into()) }
    }
}

/// The first `count` people of a random order who are `wanted`.
pub(super) fn first(luck: &Replicate, people: u32, count: usize, mut wanted: impl FnMut(u32) -> bool) -> Vec<u32> {
    let stream = luck.stream(Purpose::SeedPick);
    let (mut chosen, mut passed, mut ask) = (Vec::new(), 0, count as u64);
    // The first people of a longer order are those of a shorter one, so the order can be made longer as needed.
    while chosen.len() < count && passed < people as usize {
        let order = stream.sequence(0).distinct(people, ask.min(people.into()) as u32);
        let missing = count - chosen.len();
        chosen.extend(order[passed..].iter().copied().filter(|&person| wanted(person)).take(missing));
        (passed, ask) = (order.len(), 2 * ask.max(1));
    }
    chosen
}

impl Strategy for Random {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, luck: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        first(luck, network.graph.people(), count, |person| group.has(person))
    }

    fn is_drawn(&self) -> bool {
        true
    }
}
