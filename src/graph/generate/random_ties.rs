//! So many ties, placed anywhere: each network with this number of ties is equally likely, the random graph G(n, m).
//!
//! With `mutual` (the default) m different pairs are tied both ways; without it m different ordered pairs u -> v (v hears u).
//!
//! # Parameters
//!
//! `people` n, at least 1; `ties` m, from 0 to the number of pairs, n (n - 1) / 2 if mutual and n (n - 1) if not (a mutual
//! tie counts once here); `mutual`, default true.
//!
//! `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! Time m log m, 8 bytes a tie beside the network. Pairs are drawn until m different ones are there; where more than half
//! of all pairs are tied, the untied ones are drawn instead.
//!
//! # Randomness
//!
//! Stream Network, entity 0, read in sequence.
//!
//! # Departures
//!
//! None. Pairs drawn with repetition until m differ are a uniform choice, since no pair is told from another; they are drawn
//! in batches of as many as are missing, so no batch can overshoot.
//!
//! # Reference
//!
//! P. Erdos and A. Renyi, *On random graphs I*, Publicationes Mathematicae Debrecen 6 (1959), 290-297,
//! doi:10.5486/PMD.1959.6.3-4.12.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, random_ties::RandomTies};
//! use rumormill::quantity::RandomSeed;
//! use rumormill::random::{Purpose, Replicate};
//!
//! let luck = Replicate::new(RandomSeed::new(7).unwrap(), 0, 0).stream(Purpose::Network);
//! let network = RandomTies::new(1_000, 3_000, true).unwrap().generate(luck);
//! assert_eq!(network.ties(), 6_000);
//! ```

use super::{Generator, PEOPLE, RECIPROCITY, fits, mutual_key, network, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::{Sequence, Stream};

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required(
        "ties",
        Kind::Whole(0, Graph::MOST_TIES),
        "how many pairs of people are tied; a mutual tie counts once",
    )
    .unit("ties"),
    mutual_key("whether a tie runs both ways; if not, each is drawn with its direction"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "random-ties",
    title: "so many ties, placed anywhere",
    kind: Kind::Table(KEYS),
    reference: "P. Erdos and A. Renyi, On random graphs I, 1959",
    check: "all networks of 4 people with 2, 3 or 4 ties are equally likely",
    build: |value| {
        let (people, ties) = (value.whole("people") as u32, value.whole("ties"));
        with_reciprocity(value, RandomTies::new(people, ties, value.flag("mutual"))?)
    },
};

/// The random graph G(n, m).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomTies {
    people: u32,
    ties: u64,
    mutual: bool,
}

impl RandomTies {
    /// Of n people and m ties, a mutual one counted once.
    ///
    /// # Errors
    ///
    /// A fault at `ties` where there are fewer pairs, or more ties than a network can hold.
    pub fn new(people: u32, ties: u64, mutual: bool) -> Result<Self, Fault> {
        let law = RandomTies { people, ties, mutual };
        if ties > law.pairs() {
            let message = format!("{people} people have only {} pairs to tie", law.pairs());
            return Err(Fault::at("ties", message, format!("write at most {}, or more people", law.pairs())));
        }
        fits(people, law.size().1, "ties")?;
        Ok(law)
    }

    /// How many pairs can be tied.
    fn pairs(&self) -> u64 {
        let n = u64::from(self.people);
        n * n.saturating_sub(1) / if self.mutual { 2 } else { 1 }
    }

    /// One pair, each equally likely, the first person in the upper half; the smaller number first if mutual.
    #[inline]
    fn pair(&self, sequence: &mut Sequence) -> u64 {
        let n = u64::from(self.people);
        let (u, v) = (sequence.below(n), sequence.below(n - 1));
        let v = v + u64::from(v >= u);
        if self.mutual && v < u { v << 32 | u } else { u << 32 | v }
    }

    /// So many different pairs, ascending.
    fn draw(&self, count: u64, luck: Stream) -> Vec<u64> {
        let mut sequence = luck.sequence(0);
        let mut drawn: Vec<u64> = Vec::with_capacity(count as usize);
        while (drawn.len() as u64) < count {
            drawn.extend((drawn.len() as u64..count).map(|_| self.pair(&mut sequence)));
            drawn.sort_unstable();
            drawn.dedup();
        }
        drawn
    }
}

impl Generator for RandomTies {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), self.ties as f64 * if self.mutual { 2.0 } else { 1.0 })
    }

    fn generate(&self, luck: Stream) -> Graph {
        let missing = self.pairs() - self.ties;
        let tied =
            if missing < self.ties { others(self, &self.draw(missing, luck)) } else { self.draw(self.ties, luck) };
        let from = tied.iter().map(|&pair| (pair >> 32) as u32).collect();
        let to = tied.iter().map(|&pair| pair as u32).collect();
        drop(tied);
        network(self.people, from, to, self.mutual)
    }
}

/// All pairs but these; both ascending.
fn others(law: &RandomTies, left_out: &[u64]) -> Vec<u64> {
    let mut left_out = left_out.iter().copied().peekable();
    (0..law.people)
        .flat_map(|u| (if law.mutual { u + 1 } else { 0 }..law.people).filter(move |&v| v != u).map(move |v| (u, v)))
        .map(|(u, v)| u64::from(u) << 32 | u64::from(v))
        .filter(|&pair| left_out.next_if_eq(&pair).is_none())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, code, luck};
    use std::collections::BTreeSet;

    /// Chi-square over all networks of 4 people with so many ties, alpha = 1e-6, 20,000 draws; the last of each kind is
    /// drawn by its untied pairs.
    #[test]
    fn every_network_is_equally_likely() {
        for (ties, mutual, count) in [(2, true, 15), (3, true, 20), (4, true, 15), (2, false, 66), (10, false, 66)] {
            let law = RandomTies::new(4, ties, mutual).unwrap();
            let seen: BTreeSet<u64> = (0..3_000).map(|i| code(&law.generate(luck(i)))).collect();
            assert_eq!(seen.len(), count);
            let all: Vec<(u64, f64)> = seen.into_iter().map(|code| (code, 1.0 / count as f64)).collect();
            assert_law(&all, 20_000, |i| law.generate(luck(i)));
        }
    }

    #[test]
    fn the_number_of_ties_is_kept() {
        for (people, ties, mutual) in
            [(1, 0, true), (2, 1, true), (2, 2, false), (30, 435, true), (1_000, 100_000, true)]
        {
            let network = RandomTies::new(people, ties, mutual).unwrap().generate(luck(3));
            assert_eq!(network.ties() as u64, ties * if mutual { 2 } else { 1 });
        }
        assert_eq!(RandomTies::new(30, 436, true).unwrap_err().help, "write at most 435, or more people");
    }
}
