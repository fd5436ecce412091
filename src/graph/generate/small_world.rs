//! A ring of neighbours in which some ties lead anywhere instead: clustering and short ways at once.
//!
//! From a ring in which everyone has k friends, k/2 on either side ([`ring_lattice`](super::ring_lattice)): go around the
//! ring, person by person, and look at each one's tie to the nearest neighbour clockwise. With probability `rewire` its far
//! end is moved to a person drawn evenly from all who are not yet tied to the near end; else it stays. Go around again for
//! the second nearest, and so on, k/2 times, until each tie was looked at once. The number of ties never changes.
//!
//! # Parameters
//!
//! `people` n, at least 3; `friends` k, even, from 2 to n - 1; `rewire`, in [0, 1]: 0 is the ring, 1 nearly a random graph.
//! Between, about 0.01, the clustering is still that of the ring and the distances already those of a random graph.
//!
//! `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! n k ties; one random number a tie and one a moved tie; asking whether two people are tied takes time in k.
//!
//! # Randomness
//!
//! Stream Network, entity j n + i for the tie of person i to the neighbour j + 1 places on: its first number decides
//! whether it moves, the following ones are drawn for the new end until one is free. So the ties that move with a smaller
//! `rewire` move with a larger one too.
//!
//! # Departures
//!
//! None. A tie whose near end is already tied to everybody stays, which the paper leaves open.
//!
//! # Reference
//!
//! D. J. Watts and S. H. Strogatz, *Collective dynamics of 'small-world' networks*, Nature 393 (1998), 440-442, figure 1,
//! doi:10.1038/30918.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, small_world::SmallWorld};
//! use rumormill::quantity::RandomSeed;
//! use rumormill::random::{Purpose, Replicate};
//!
//! let luck = Replicate::new(RandomSeed::new(7).unwrap(), 0, 0).stream(Purpose::Network);
//! let network = SmallWorld::new(1_000, 8, 0.01).unwrap().generate(luck);
//! assert_eq!(network.ties(), 8_000);
//! ```

use super::ring_lattice::clockwise;
use super::{Generator, PEOPLE, RECIPROCITY, network, probable, ring, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::{Chance, Stream};

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required("friends", Kind::Whole(2, Graph::MOST_PEOPLE - 1), "how many friends each has on the ring: even")
        .unit("people")
        .larger("more ties, more of them closed to triangles"),
    Key::required(
        "rewire",
        Kind::Probability,
        "how probable it is that a tie leads anywhere instead of to a neighbour",
    )
    .larger("shorter ways and less clustering"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "small-world",
    title: "a ring of neighbours in which some ties lead anywhere",
    kind: Kind::Table(KEYS),
    reference: "D. J. Watts and S. H. Strogatz, Collective dynamics of 'small-world' networks, 1998",
    check: "all networks of 5 people have the probabilities of the paper's rule, enumerated; 0 is the ring lattice",
    build: |value| {
        let (people, friends) = (value.whole("people") as u32, value.whole("friends") as u32);
        with_reciprocity(value, SmallWorld::new(people, friends, value.number("rewire"))?)
    },
};

/// The small world of Watts and Strogatz.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallWorld {
    people: u32,
    friends: u32,
    rewire: f64,
}

impl SmallWorld {
    /// Of n people with k friends in the mean, k even and below n; `rewire` in [0, 1].
    ///
    /// # Errors
    ///
    /// A fault at `friends` where it is odd or not below n, at `people` where a network cannot hold so many ties, at
    /// `rewire` where it is no probability.
    pub fn new(people: u32, friends: u32, rewire: f64) -> Result<Self, Fault> {
        ring(people, friends)?;
        probable(rewire, "rewire")?;
        Ok(SmallWorld { people, friends, rewire })
    }
}

impl Generator for SmallWorld {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), f64::from(self.people) * f64::from(self.friends))
    }

    fn generate(&self, luck: Stream) -> Graph {
        let half = self.friends as usize / 2;
        let moves = Chance::of(self.rewire);
        // Each person keeps the far ends of its own ties; two people are tied if one of them keeps the other.
        let mut ends = clockwise(self.people, half as u32);
        let mut degrees = vec![self.friends; self.people as usize];
        for lap in 0..half {
            for person in 0..self.people {
                let mut sequence = luck.sequence(lap as u64 * u64::from(self.people) + u64::from(person));
                if !moves.met(sequence.next_bits()) || degrees[person as usize] == self.people - 1 {
                    continue;
                }
                let own = |person: u32| person as usize * half..(person as usize + 1) * half;
                let free = loop {
                    let other = sequence.below(u64::from(self.people)) as u32;
                    let tied = || ends[own(person)].contains(&other) || ends[own(other)].contains(&person);
                    if other != person && !tied() {
                        break other;
                    }
                };
                let end = std::mem::replace(&mut ends[own(person).start + lap], free);
                degrees[end as usize] -= 1;
                degrees[free as usize] += 1;
            }
        }
        let from = (0..self.people).flat_map(|i| (0..half).map(move |_| i)).collect();
        network(self.people, from, ends, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::ring_lattice::RingLattice;
    use crate::graph::generate::tests::{assert_law, code_of, local_clustering, luck};
    use std::collections::{BTreeMap, BTreeSet};

    /// The paper's rule on a plain set of pairs: adds the probability of each way it can go to the network it ends in.
    fn enumerate(
        n: u32,
        rewire: f64,
        left: &[(u32, u32)],
        pairs: BTreeSet<(u32, u32)>,
        p: f64,
        out: &mut BTreeMap<u64, f64>,
    ) {
        let pair = |a: u32, b: u32| (a.min(b), a.max(b));
        let Some((&(i, j), left)) = left.split_first() else {
            *out.entry(code_of(n, pairs.iter().flat_map(|&(a, b)| [(a, b), (b, a)]))).or_default() += p;
            return;
        };
        let free: Vec<u32> = (0..n).filter(|&w| w != i && !pairs.contains(&pair(i, w))).collect();
        let stays = if free.is_empty() { 1.0 } else { 1.0 - rewire };
        enumerate(n, rewire, left, pairs.clone(), p * stays, out);
        for &w in &free {
            let mut pairs = pairs.clone();
            pairs.remove(&pair(i, j));
            pairs.insert(pair(i, w));
            enumerate(n, rewire, left, pairs, p * rewire / free.len() as f64, out);
        }
    }

    /// Chi-square over every network that can come out, alpha = 1e-6, 40,000 draws.
    #[test]
    fn networks_have_the_probabilities_of_the_rule() {
        for (n, friends, rewire) in [(5, 2, 0.4), (5, 2, 1.0), (6, 4, 0.5)] {
            let ties: Vec<_> = (1..=friends / 2).flat_map(|j| (0..n).map(move |i| (i, (i + j) % n))).collect();
            let start = ties.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
            let mut all = BTreeMap::new();
            enumerate(n, rewire, &ties, start, 1.0, &mut all);
            let law = SmallWorld::new(n, friends, rewire).unwrap();
            assert_law(&all.into_iter().collect::<Vec<_>>(), 40_000, |i| law.generate(luck(i)));
        }
    }

    #[test]
    fn nothing_rewired_is_the_ring() {
        for (people, friends) in [(3, 2), (30, 6), (7, 6)] {
            let network = SmallWorld::new(people, friends, 0.0).unwrap().generate(luck(2));
            assert_eq!(network.targets(), RingLattice::new(people, friends).unwrap().network().targets());
        }
    }

    /// All moved: every tie is kept, each person keeps the k/2 ties it began, and the clustering is about k/n (mean over 5,000
    /// people; a random graph of 10 friends has 0.002, the ring 0.667).
    #[test]
    fn all_rewired_is_nearly_random() {
        let network = SmallWorld::new(5_000, 10, 1.0).unwrap().generate(luck(4));
        assert_eq!(network.ties(), 50_000);
        assert!((0..5_000).all(|person| network.out_degree(person) >= 5));
        assert!(local_clustering(&network) < 0.01);
        // A full network has nowhere to move a tie to.
        assert_eq!(SmallWorld::new(9, 8, 1.0).unwrap().generate(luck(4)).ties(), 72);
    }
}
