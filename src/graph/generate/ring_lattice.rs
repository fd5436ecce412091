//! People sit in a ring and are tied to their nearest neighbours, as many on either side.
//!
//! Person i is tied, both ways, to i + 1, ..., i + k/2 and i - 1, ..., i - k/2, counted around the ring. Everyone has k
//! friends; the clustering coefficient is 3 (k - 2) / (4 (k - 1)) while the ring has more than 3 k / 2 people.
//!
//! # Parameters
//!
//! `people` n, at least 3; `friends` k, even, from 2 to n - 1.
//!
//! # Cost
//!
//! n k ties, a few nanoseconds each.
//!
//! # Randomness
//!
//! None.
//!
//! # Reference
//!
//! D. J. Watts and S. H. Strogatz, *Collective dynamics of 'small-world' networks*, Nature 393 (1998), 440-442,
//! doi:10.1038/30918 (the lattice it starts from); the coefficient: A. Barrat and M. Weigt, *On the properties of
//! small-world network models*, The European Physical Journal B 13 (2000), 547-560, doi:10.1007/s100510050067.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::ring_lattice::RingLattice;
//!
//! let network = RingLattice::new(10, 4).unwrap().network();
//! assert_eq!(network.hearers(0), [1, 2, 8, 9]);
//! ```

use super::{Generator, PEOPLE, network, ring, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required(
        "friends",
        Kind::Whole(2, Graph::MOST_PEOPLE - 1),
        "how many friends each has: even, half on either side",
    )
    .unit("people")
    .larger("a denser ring, in which talk goes further each round"),
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "ring-lattice",
    title: "a ring in which everyone knows the nearest on either side",
    kind: Kind::Table(KEYS),
    reference: "D. J. Watts and S. H. Strogatz, Collective dynamics of 'small-world' networks, 1998",
    check: "triangles of a ring of 20 with 6 friends: 3 (k - 2) / (4 (k - 1)) of the possible ones",
    build: |value| Ok(Box::new(RingLattice::new(value.whole("people") as u32, value.whole("friends") as u32)?)),
};

/// A ring with ties to the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RingLattice {
    people: u32,
    friends: u32,
}

impl RingLattice {
    /// Of n people with k friends each, k even and below n.
    ///
    /// # Errors
    ///
    /// A fault at `friends` where it is odd or not below n, at `people` where a network cannot hold so many ties.
    pub fn new(people: u32, friends: u32) -> Result<Self, Fault> {
        ring(people, friends)?;
        Ok(RingLattice { people, friends })
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        let half = self.friends / 2;
        let from = (0..self.people).flat_map(|i| (0..half).map(move |_| i)).collect();
        network(self.people, from, clockwise(self.people, half), true)
    }
}

/// The friends that each person has clockwise, `half` a person, nearest first.
pub(super) fn clockwise(people: u32, half: u32) -> Vec<u32> {
    let around = move |i: u32, j: u32| if j < people - i { i + j } else { j - (people - i) };
    (0..people).flat_map(|i| (1..=half).map(move |j| around(i, j))).collect()
}

without_chance!(RingLattice: |ring| (ring.people.into(), f64::from(ring.people) * f64::from(ring.friends)));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::local_clustering;

    #[test]
    fn everyone_has_the_nearest_as_friends() {
        let network = RingLattice::new(7, 6).unwrap().network();
        assert_eq!(network.ties(), 7 * 6);
        for (people, friends) in [(8, 4), (20, 6), (31, 20), (100, 2)] {
            let network = RingLattice::new(people, friends).unwrap().network();
            for i in 0..people {
                let distance = |j: u32| (i.abs_diff(j)).min(people - i.abs_diff(j));
                let near: Vec<u32> = (0..people).filter(|&j| j != i && distance(j) <= friends / 2).collect();
                assert_eq!(network.hearers(i), near);
            }
            let k = f64::from(friends);
            let expected = 3.0 * (k - 2.0) / (4.0 * (k - 1.0));
            assert!((local_clustering(&network) - expected).abs() < 1e-12, "{people} people, {friends} friends");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(RingLattice::new(10, 3).unwrap_err().help, "write an even number, such as 4");
        assert_eq!(RingLattice::new(10, 10).unwrap_err().help, "write at most 8, or more people");
        assert_eq!(RingLattice::new(1 << 31, 4).unwrap_err().key, "people");
    }
}
