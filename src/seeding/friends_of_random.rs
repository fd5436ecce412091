//! **Friends of random people**: ask anybody to name somebody they hear.
//!
//! People are asked in random order; each names one of those heard, each equally likely. Who is heard by many is named
//! often, so the named have more ties than the askers (the friendship paradox) though nobody had to know the network. Who
//! hears nobody names nobody, and nobody is taken twice; when everybody has been asked, random people fill the seed set up.
//! Within a group everybody is asked too, but for somebody of the group.
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

use super::{Count, Group, Seeding, Strategy, random};
use crate::catalog::Entry;
use crate::model::Network;
use crate::random::{Purpose, Replicate};
use std::collections::BTreeSet;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "friends-of-random",
    title: "people named by random people as somebody they hear",
    kind: Count::KIND,
    reference: "Feld, Why your friends have more friends than you do, 1991; Cohen, Havlin and ben-Avraham 2003",
    check: "on a star, one seed: the centre, unless the centre is asked",
    build: |value| Ok(Box::new(FriendsOfRandom { count: Count::read("", value)? })),
};

/// The strategy with its number of people.
pub struct FriendsOfRandom {
    count: Count,
}

impl FriendsOfRandom {
    /// So many people, at least 1.
    pub fn new(count: u32) -> Self {
        FriendsOfRandom { count: Count::People(count.max(1).into()) }
    }
}

impl Strategy for FriendsOfRandom {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, luck: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let stream = luck.stream(Purpose::SeedPick);
        let mut names = stream.sequence(2);
        let (mut seeds, mut taken) = (Vec::new(), BTreeSet::new());
        let (mut asked, mut ask) = (0, count as u64);
        // The first people of a longer order are those of a shorter one, so the order can be made longer as needed.
        while seeds.len() < count && asked < graph.people() as usize {
            let order = stream.sequence(1).distinct(graph.people(), ask.min(graph.people().into()) as u32);
            for &person in &order[asked..] {
                let heard = &graph.heard().sources[graph.heard().row(person)];
                let of_group = heard.iter().copied().filter(|&other| group.has(other));
                let fitting = if group.is_everybody() { heard.len() } else { of_group.clone().count() };
                if fitting > 0 && seeds.len() < count {
                    let place = names.below(fitting as u64) as usize;
                    let named = if group.is_everybody() { Some(heard[place]) } else { of_group.clone().nth(place) };
                    seeds.extend(named.filter(|&named| group.has(named) && taken.insert(named)));
                }
            }
            (asked, ask) = (order.len(), 2 * ask.max(1));
        }
        let missing = count - seeds.len();
        seeds.extend(random::first(luck, graph.people(), missing, |person| group.has(person) && taken.insert(person)));
        seeds
    }

    fn is_drawn(&self) -> bool {
        true
    }
}
