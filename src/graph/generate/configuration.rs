//! Everyone has as many ties as a law of degrees says, and who is tied to whom is left to chance: the configuration model.
//!
//! Each person draws a degree and gets as many loose ends. With `mutual` (the default) the ends are joined two by two, every
//! way of joining them equally likely. Without it a person's degree is the number of people who hear it; the same degrees,
//! dealt out again in random order, are the numbers of people each one hears, so hearing and being heard follow one law and
//! are independent; every way of joining ends of the two kinds is equally likely.
//!
//! A tie of a person to itself is left out and repeated ties are kept once (the *erased* model), and one end stays loose
//! where their number is odd. So a few ties are fewer than asked for: about `(<k^2> / (2 <k>))^2` pairs, which is little
//! unless the law has a heavy tail; the generator's remark says how many. A degree is at most n - 1.
//!
//! # Parameters
//!
//! `people` n, at least 1; `degree`, one of the laws of [`degree::Law`]; `mutual`, default true.
//!
//! `reciprocity`: of mutual ties one direction of some is left out ([`OneWay`](super::OneWay)), which leaves fewer ties than `degree`
//! says; with `mutual = false` that share of everyone's ties is answered, and the numbers of hearers stay as they are
//! ([`planted`]). `communities` or `community-size`, `local` and `clustering` plant circles of people who are tied more among
//! themselves, which keeps degrees too ([`planted`]).
//!
//! # Cost
//!
//! Linear in people and ties; the joining jumps about in memory, some ten nanoseconds a tie.
//!
//! # Randomness
//!
//! Stream Network, entity: a person's number for its degree; entity 2^32, read in sequence, for the joining; entity
//! 2^32 + 1, read in sequence, for the order in which degrees are dealt out again.
//!
//! # Departures
//!
//! Molloy and Reed condition on a network without self ties and repeated ties; erasing them is Britton, Deijfen and
//! Martin-Löf's variant, in which degrees follow the same law in the limit.
//!
//! # Reference
//!
//! M. Molloy and B. Reed, *A critical point for random graphs with a given degree sequence*, Random Structures and
//! Algorithms 6 (1995), 161-180, doi:10.1002/rsa.3240060204; M. E. J. Newman, S. H. Strogatz and D. J. Watts, *Random graphs
//! with arbitrary degree distributions and their applications*, Physical Review E 64 (2001) 026118,
//! doi:10.1103/PhysRevE.64.026118; T. Britton, M. Deijfen and A. Martin-Löf, *Generating simple random graphs with
//! prescribed degree distribution*, Journal of Statistical Physics 124 (2006), 1377-1397, doi:10.1007/s10955-006-9168-x.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, configuration::{Configuration, degree::Law}};
//! use rumormill::quantity::RandomSeed;
//! use rumormill::random::{Purpose, Replicate};
//!
//! let luck = Replicate::new(RandomSeed::new(7).unwrap(), 0, 0).stream(Purpose::Network);
//! let law = Configuration::new(1_000, Law::Fixed { ties: 3 }, true).unwrap();
//! let network = law.generate(luck);
//! // About 1 self tie and 1 repeated tie are left out.
//! assert_eq!(law.asked(luck), 3_000);
//! assert!((2_970..=3_000).contains(&network.ties()));
//! ```

pub mod degree;
pub mod planted;

use super::{Generator, PEOPLE, RECIPROCITY, fits, mutual_key, network, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::Stream;
use degree::{Law, Sampler};

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required("degree", Kind::OneOf(degree::KEYS), "how many ties people have"),
    mutual_key("whether a tie runs both ways; if not, `degree` is how many hear a person, and how many a person hears"),
    RECIPROCITY,
    planted::KEYS[0],
    planted::KEYS[1],
    planted::KEYS[2],
    planted::KEYS[3],
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "configuration",
    title: "everyone has as many ties as a law says, otherwise left to chance",
    kind: Kind::Table(KEYS),
    reference: "M. Molloy and B. Reed, A critical point for random graphs with a given degree sequence, 1995",
    check: "all joinings of the ends of 3 to 6 people are equally likely; degrees have their exact probabilities",
    build: |value| {
        let law = Law::from_value(value.at("degree"))?;
        match planted::asked(value, law)? {
            Some(planted) if value.flag("mutual") => with_reciprocity(value, planted),
            Some(planted) => Ok(Box::new(planted)),
            None => {
                with_reciprocity(value, Configuration::new(value.whole("people") as u32, law, value.flag("mutual"))?)
            }
        }
    },
};

/// The address of the joining.
const JOINING: u64 = 1 << 32;
/// The address of the order in which degrees are dealt out again.
const DEALING: u64 = JOINING + 1;

/// The configuration model with a law of degrees.
#[derive(Clone, Debug)]
pub struct Configuration {
    people: u32,
    degrees: Sampler,
    mutual: bool,
}

impl Configuration {
    /// Of n people with degrees of a law.
    ///
    /// # Errors
    ///
    /// A fault below `degree` where the law cannot be had among n people, at `people` where a network cannot hold the ties.
    pub fn new(people: u32, law: Law, mutual: bool) -> Result<Self, Fault> {
        let degrees = Sampler::new(law, people)?;
        let n = f64::from(people);
        fits(people, n * degrees.mean() + 6.0 * n.sqrt() * degrees.deviation(), "people")?;
        Ok(Configuration { people, degrees, mutual })
    }

    /// The degree that a person draws, 0 to n - 1.
    pub fn degree(&self, luck: Stream, person: u32) -> u32 {
        self.degrees.draw(luck, u64::from(person))
    }

    /// The sum of the degrees drawn: how many ties were asked for, a mutual one counted twice. What the network has less was
    /// left out.
    pub fn asked(&self, luck: Stream) -> u64 {
        self.ends(luck).len() as u64
    }

    /// Every person as often as its degree, in order. Nothing is dealt beyond what a network can hold.
    fn ends(&self, luck: Stream) -> Vec<u32> {
        let mut ends = Vec::with_capacity((f64::from(self.people) * self.degrees.mean() * 1.05) as usize);
        for person in 0..self.people {
            let room = Graph::MOST_TIES as usize - ends.len();
            let degree = (self.degree(luck, person) as usize).min(room);
            ends.resize(ends.len() + degree, person);
        }
        ends
    }

    /// The ends on the side that hears, in order: the runs of `ends` with the people dealt out anew.
    fn dealt(&self, ends: &[u32], luck: Stream) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.people).collect();
        let mut sequence = luck.sequence(DEALING);
        for i in (1..order.len()).rev() {
            order.swap(i, sequence.below(i as u64 + 1) as usize);
        }
        ends.iter().map(|&person| order[person as usize]).collect()
    }
}

impl Generator for Configuration {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), f64::from(self.people) * self.degrees.mean())
    }

    fn generate(&self, luck: Stream) -> Graph {
        let mut ends = self.ends(luck);
        let mut sequence = luck.sequence(JOINING);
        let (mut from, mut to) = (Vec::new(), Vec::new());
        let mut tie = |a: u32, b: u32| {
            if a != b {
                from.push(a);
                to.push(b);
            }
        };
        // Whichever end comes next, it is joined to any of the loose ones with the same probability.
        if self.mutual {
            if ends.len() % 2 == 1 {
                ends.swap_remove(sequence.below(ends.len() as u64) as usize);
            }
            while let Some(one) = ends.pop() {
                tie(one, ends.swap_remove(sequence.below(ends.len() as u64) as usize));
            }
        } else {
            let mut hearing = self.dealt(&ends, luck);
            for speaker in ends {
                tie(speaker, hearing.swap_remove(sequence.below(hearing.len() as u64) as usize));
            }
        }
        network(self.people, from, to, self.mutual)
    }

    fn remark(&self, luck: Stream, graph: &Graph) -> Option<String> {
        let asked = self.asked(luck);
        let left_out = asked - graph.ties() as u64;
        let left_out = (left_out > 0).then(|| {
            let share = 100.0 * left_out as f64 / asked as f64;
            format!(
                "{left_out} of {asked} ties asked for ({share:.2} %) are left out: they led back to the same person or stood twice"
            )
        });
        let parts: Vec<String> = self.degrees.remark().into_iter().chain(left_out).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, assert_shares, code_of, luck};
    use std::collections::BTreeMap;

    /// Adds up the networks of all ways to join loose ends two by two.
    fn joinings(n: u32, ends: &[u32], ties: &mut Vec<(u32, u32)>, out: &mut BTreeMap<u64, f64>) {
        let Some((&one, rest)) = ends.split_first() else {
            let mut kept: Vec<_> =
                ties.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).filter(|tie| tie.0 != tie.1).collect();
            kept.sort_unstable();
            kept.dedup();
            *out.entry(code_of(n, kept.into_iter())).or_default() += 1.0;
            return;
        };
        for i in 0..rest.len() {
            let mut left = rest.to_vec();
            ties.push((one, left.remove(i)));
            joinings(n, &left, ties, out);
            ties.pop();
        }
    }

    fn shares(counts: BTreeMap<u64, f64>) -> Vec<(u64, f64)> {
        let total: f64 = counts.values().sum();
        counts.into_iter().map(|(code, count)| (code, count / total)).collect()
    }

    /// Chi-square over every network that can come out, alpha = 1e-6, 30,000 draws.
    #[test]
    fn every_joining_is_equally_likely() {
        for (n, ties) in [(6, 1), (4, 2), (3, 2), (4, 3)] {
            let ends: Vec<u32> = (0..n).flat_map(|person| (0..ties).map(move |_| person)).collect();
            let mut counts = BTreeMap::new();
            joinings(n, &ends, &mut Vec::new(), &mut counts);
            let law = Configuration::new(n, Law::Fixed { ties }, true).unwrap();
            assert_law(&shares(counts), 30_000, |i| law.generate(luck(i)));
        }
    }

    /// One tie each, directed: a random permutation, its fixed points left out; chi-square, alpha = 1e-6, 30,000 draws.
    #[test]
    fn directed_joinings_are_equally_likely() {
        let mut counts = BTreeMap::new();
        for i in 0..24u32 {
            let mut left = vec![0, 1, 2, 3];
            let hearers = [i / 6, i / 2 % 3, i % 2, 0].map(|place| left.remove(place as usize));
            let ties = (0..4).zip(hearers).filter(|(speaker, hearer)| speaker != hearer);
            *counts.entry(code_of(4, ties)).or_default() += 1.0;
        }
        let law = Configuration::new(4, Law::Fixed { ties: 1 }, false).unwrap();
        assert_law(&shares(counts), 30_000, |i| law.generate(luck(i)));
    }

    /// Whom the degrees are dealt out to again is any order of the people: chi-square, alpha = 1e-6, 20,000 draws.
    #[test]
    fn degrees_are_dealt_out_again_in_any_order() {
        let law = Configuration::new(3, Law::Fixed { ties: 1 }, false).unwrap();
        let orders: Vec<(u64, f64)> = [12, 21, 102, 120, 201, 210].map(|order| (order, 1.0 / 6.0)).to_vec();
        assert_shares(&orders, 20_000, |i| {
            law.dealt(&[0, 1, 2], luck(i)).into_iter().fold(0, |order, person| 10 * order + u64::from(person))
        });
        // Each run of ends goes to one person, whole.
        let dealt = law.dealt(&[0, 0, 2, 2, 2], luck(1));
        assert!(dealt[0] == dealt[1] && dealt[2] == dealt[4] && dealt[0] != dealt[2]);
    }

    /// Degrees of a network are those drawn but for what was left out; an odd end stays loose.
    #[test]
    fn degrees_are_those_drawn() {
        for mutual in [true, false] {
            let law = Configuration::new(20_000, Law::Poisson { mean: 6.0 }, mutual).unwrap();
            let network = law.generate(luck(2));
            assert!((0..20_000).all(|person| network.out_degree(person) <= law.degree(luck(2), person)));
            // Expected: mean excess degree 6, so 3 self ties and 9 repeated ties, each two ends, or 6 and 18, one end.
            let left_out = law.asked(luck(2)) - network.ties() as u64;
            assert!(left_out < 80, "{left_out} left out");
            let mut heard: Vec<u32> = (0..20_000).map(|person| network.in_degree(person)).collect();
            let mut hearers: Vec<u32> = (0..20_000).map(|person| network.out_degree(person)).collect();
            assert_eq!(heard == hearers, mutual);
            heard.sort_unstable();
            hearers.sort_unstable();
            let differences: u32 = heard.iter().zip(&hearers).map(|(a, b)| a.abs_diff(*b)).sum();
            assert!(u64::from(differences) <= 2 * left_out, "the same law on both sides");
        }
        let odd = Configuration::new(5, Law::Fixed { ties: 1 }, true).unwrap();
        let network = odd.generate(luck(0));
        assert_eq!((odd.asked(luck(0)), network.ties()), (5, 4));
        assert!(odd.remark(luck(0), &network).unwrap().starts_with("1 of 5 ties asked for (20.00 %)"));
    }
}
