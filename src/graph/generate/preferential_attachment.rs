//! Newcomers tie themselves to people who already have many ties: the rich get richer.
//!
//! It starts with m + 1 people who all know each other. Every following person comes with m ties, to m different people
//! already there, one after the other: each time a person is chosen with probability proportional to the number of ties it
//! had before the newcomer came, among those not yet chosen. Everyone has at least m ties; in the long run the share of
//! people with k ties is 2 m (m + 1) / (k (k + 1) (k + 2)), which falls like k^-3.
//!
//! # Parameters
//!
//! `people` n, at least 2; `ties-each` m, from 1 to n - 1: larger, denser; `mutual`, default true; if not, a newcomer hears
//! those it ties itself to, the tie runs from the old to the new, and of the first m + 1 from smaller to larger numbers.
//!
//! `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! Linear: m (n - m - 1) + m (m + 1) / 2 ties. All ends of ties stand in one list, and one place of it, each equally likely,
//! is a person with the right probability (Batagelj and Brandes 2005). Who was already chosen is drawn again.
//!
//! # Randomness
//!
//! Stream Network, entity: the newcomer's number, read in sequence.
//!
//! # Departures
//!
//! The paper leaves the start open; here it is the complete network of m + 1. It also leaves open how m different people are
//! chosen at once; here one after the other with the same weights, drawing again.
//!
//! # Reference
//!
//! A.-L. Barabasi and R. Albert, *Emergence of scaling in random networks*, Science 286 (1999), 509-512,
//! doi:10.1126/science.286.5439.509; the shares: S. N. Dorogovtsev, J. F. F. Mendes and A. N. Samukhin, *Structure of growing
//! networks with preferential linking*, Physical Review Letters 85 (2000), 4633, doi:10.1103/PhysRevLett.85.4633; V. Batagelj
//! and U. Brandes, *Efficient generation of large random networks*, Physical Review E 71 (2005) 036113,
//! doi:10.1103/PhysRevE.71.036113.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, preferential_attachment::PreferentialAttachment};
//! use rumormill::quantity::RandomSeed;
//! use rumormill::random::{Purpose, Replicate};
//!
//! let luck = Replicate::new(RandomSeed::new(7).unwrap(), 0, 0).stream(Purpose::Network);
//! let network = PreferentialAttachment::new(1_000, 3, true).unwrap().generate(luck);
//! assert_eq!(network.ties(), 2 * (3 * 996 + 6));
//! ```

use super::{Generator, PEOPLE, RECIPROCITY, fits, mutual_key, network, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::Stream;

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required("ties-each", Kind::Whole(1, Graph::MOST_PEOPLE - 1), "how many ties each newcomer comes with")
        .unit("ties")
        .larger("more ties; half as many as the mean degree"),
    mutual_key("whether a tie runs both ways; if not, the newcomer hears those it ties itself to"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "preferential-attachment",
    title: "newcomers tie themselves to those who have many ties",
    kind: Kind::Table(KEYS),
    reference: "A.-L. Barabasi and R. Albert, Emergence of scaling in random networks, 1999",
    check: "all networks of 5 people have the probabilities of the rule, enumerated; shares 2 m (m + 1) / (k (k + 1) (k + 2))",
    build: |value| {
        let (people, each) = (value.whole("people") as u32, value.whole("ties-each") as u32);
        with_reciprocity(value, PreferentialAttachment::new(people, each, value.flag("mutual"))?)
    },
};

/// The growing network of Barabasi and Albert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreferentialAttachment {
    people: u32,
    each: u32,
    mutual: bool,
}

impl PreferentialAttachment {
    /// Of n people and m ties with each newcomer, m from 1 to n - 1.
    ///
    /// # Errors
    ///
    /// A fault at `ties-each` where it is not below n, at `people` where a network cannot hold so many ties.
    pub fn new(people: u32, each: u32, mutual: bool) -> Result<Self, Fault> {
        if each >= people {
            let message = format!("among {people} people nobody can be tied to {each} others");
            return Err(Fault::at(
                "ties-each",
                message,
                format!("write at most {}, or more people", people.saturating_sub(1)),
            ));
        }
        let law = PreferentialAttachment { people, each, mutual };
        fits(people, law.size().1, "people")?;
        Ok(law)
    }

    /// How many pairs are tied.
    fn pairs(&self) -> f64 {
        let (n, m) = (f64::from(self.people), f64::from(self.each));
        m * (n - m - 1.0) + m * (m + 1.0) / 2.0
    }
}

impl Generator for PreferentialAttachment {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), self.pairs() * if self.mutual { 2.0 } else { 1.0 })
    }

    fn generate(&self, luck: Stream) -> Graph {
        let core = self.each + 1;
        // Both ends of every tie, the older first: so every second one is where a tie comes from, the others where it goes.
        let mut ends: Vec<u32> = Vec::with_capacity(2 * self.pairs() as usize);
        ends.extend((0..core).flat_map(|old| (old + 1..core).flat_map(move |new| [old, new])));
        let mut chosen_by = vec![0; self.people as usize];
        for newcomer in core..self.people {
            let mut sequence = luck.sequence(u64::from(newcomer));
            let before = ends.len() as u64;
            for _ in 0..self.each {
                let old = loop {
                    let old = ends[sequence.below(before) as usize];
                    if std::mem::replace(&mut chosen_by[old as usize], newcomer) != newcomer {
                        break old;
                    }
                };
                ends.extend([old, newcomer]);
            }
        }
        let from = ends.iter().step_by(2).copied().collect();
        let to = ends.iter().skip(1).step_by(2).copied().collect();
        drop(ends);
        network(self.people, from, to, self.mutual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, code_of, luck};
    use std::collections::BTreeMap;

    /// The rule on a plain list of ties: adds the probability of each way it can go to the network it ends in.
    fn enumerate(n: u32, m: usize, ties: &[(u32, u32)], newcomer: u32, p: f64, out: &mut BTreeMap<u64, f64>) {
        if newcomer == n {
            *out.entry(code_of(n, ties.iter().copied())).or_default() += p;
            return;
        }
        let degree = |person: u32| ties.iter().filter(|tie| tie.0 == person || tie.1 == person).count() as f64;
        let mut ways = vec![(Vec::new(), p)];
        for _ in 0..m {
            ways = ways
                .into_iter()
                .flat_map(|(chosen, p): (Vec<u32>, f64)| {
                    let free: Vec<u32> = (0..newcomer).filter(|old| !chosen.contains(old)).collect();
                    let total: f64 = free.iter().map(|&old| degree(old)).sum();
                    let with = |old: u32| [chosen.clone(), vec![old]].concat();
                    free.iter().map(|&old| (with(old), p * degree(old) / total)).collect::<Vec<_>>()
                })
                .collect();
        }
        for (chosen, p) in ways {
            let ties = [ties.to_vec(), chosen.into_iter().map(|old| (old, newcomer)).collect()].concat();
            enumerate(n, m, &ties, newcomer + 1, p, out);
        }
    }

    /// Chi-square over every network that can come out, alpha = 1e-6, 40,000 draws.
    #[test]
    fn networks_have_the_probabilities_of_the_rule() {
        for (n, m) in [(5, 1), (5, 2)] {
            let core: Vec<(u32, u32)> = (0..=m).flat_map(|a| (a + 1..=m).map(move |b| (a, b))).collect();
            let mut all = BTreeMap::new();
            enumerate(n, m as usize, &core, m + 1, 1.0, &mut all);
            let law = PreferentialAttachment::new(n, m, false).unwrap();
            assert_law(&all.into_iter().collect::<Vec<_>>(), 40_000, |i| law.generate(luck(i)));
        }
    }

    /// Shares of people with m, ..., m + 9 ties, n = 200,000, m = 3, against the limit: |z| < 4.5 each (alpha = 7e-5
    /// together) with a binomial deviation, which is above the true one, and 10 people for the start.
    #[test]
    fn shares_fall_as_the_limit_says() {
        let network = PreferentialAttachment::new(200_000, 3, true).unwrap().generate(luck(8));
        let mut counts = [0u32; 13];
        (0..200_000).map(|i| network.out_degree(i) as usize).filter(|&k| k < 13).for_each(|k| counts[k] += 1);
        assert_eq!(counts[..3], [0, 0, 0]);
        for (k, &count) in counts.iter().enumerate().skip(3) {
            let (k, n) = (k as f64, 200_000.0);
            let share = 24.0 / (k * (k + 1.0) * (k + 2.0));
            let deviation = (n * share * (1.0 - share)).sqrt();
            assert!((f64::from(count) - n * share).abs() < 4.5 * deviation + 10.0, "{count} people with {k} ties");
        }
    }

    /// Not mutual: a newcomer hears m, all older; the first people hear fewer, by their number.
    #[test]
    fn newcomers_hear_the_old() {
        let network = PreferentialAttachment::new(500, 4, false).unwrap().generate(luck(1));
        assert!((0..500).all(|person| network.in_degree(person) == person.min(4)));
        assert!((0..500).all(|person| network.hearers(person).iter().all(|&hearer| hearer > person)));
        // Everyone knows everyone where nobody comes later.
        assert_eq!(PreferentialAttachment::new(5, 4, true).unwrap().generate(luck(1)).ties(), 20);
    }
}
