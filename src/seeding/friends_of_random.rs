//! **Friends of random people**: ask anybody to name somebody they hear.
//!
//! People are asked in random order; each names one of those heard, each equally likely. Who is heard by many is named
//! often, so the named have more ties than the askers (the friendship paradox) though nobody had to know the network. Who
//! hears nobody names nobody, and nobody is taken twice; when everybody has been asked, random people fill the seed set up.
//!
//! # Cost
//! Time in the number of people asked for (on networks with few ties up to the number of people).
//!
//! # Randomness
//! SeedPick, use 1 (the order of asking) and use 2 (whom each names), read in sequence.
//!
//! # Reference
//! Feld, *Why your friends have more friends than you do*, American Journal of Sociology 96 (1991), doi:10.1086/229693;
//! Cohen, Havlin and ben-Avraham, *Efficient immunization strategies*, Phys. Rev. Lett. 91 (2003),
//! doi:10.1103/PhysRevLett.91.247901.

use super::{COUNT, Seeding, enough};
use crate::catalog::{Entry, Fault};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::{Purpose, Replicate};
use std::collections::BTreeSet;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "friends-of-random",
    title: "people named by random people as somebody they hear",
    kind: COUNT,
    reference: "Feld, Why your friends have more friends than you do, 1991; Cohen, Havlin and ben-Avraham 2003",
    check: "on a star, one seed: the centre, unless the centre is asked",
    build: |value| Ok(Box::new(FriendsOfRandom { count: value.as_whole().unwrap_or_default() })),
};

/// The strategy with its number of people.
pub struct FriendsOfRandom {
    count: u64,
}

impl FriendsOfRandom {
    /// So many people, at least 1.
    pub fn new(count: u32) -> Self {
        FriendsOfRandom { count: count.max(1).into() }
    }
}

impl Seeding for FriendsOfRandom {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        let (graph, count) = (network.graph, self.count as usize);
        let stream = luck.stream(Purpose::SeedPick);
        let mut names = stream.sequence(2);
        let (mut seeds, mut taken) = (Vec::new(), BTreeSet::new());
        let (mut asked, mut ask) = (0, count);
        // The first people of a longer order are those of a shorter one, so the order can be made longer as needed.
        while seeds.len() < count && asked < graph.people() as usize {
            let order = stream.sequence(1).distinct(graph.people(), ask as u32);
            for &person in &order[asked..] {
                let row = graph.heard().row(person);
                if !row.is_empty() && seeds.len() < count {
                    let named = graph.heard().sources[row.start + names.below(row.len() as u64) as usize];
                    if taken.insert(named) {
                        seeds.push(named);
                    }
                }
            }
            (asked, ask) = (order.len(), 2 * order.len());
        }
        if seeds.len() < count {
            let anybody = stream.sequence(0).distinct(graph.people(), graph.people());
            let missing = count - seeds.len();
            seeds.extend(anybody.into_iter().filter(|&person| taken.insert(person)).take(missing));
        }
        seeds
    }

    fn varies(&self) -> bool {
        true
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        enough("", self.count, graph)
    }
}
