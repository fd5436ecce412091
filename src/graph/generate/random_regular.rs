//! Everyone has exactly the same number of ties, and who is tied to whom is left to chance: the random regular graph.
//!
//! Everyone has d loose ends. Two of them are drawn at random and joined if they belong to two people who are not yet tied,
//! and so on until none is left; where what is left cannot be joined, all begins anew. Up to d = 3, and wherever d is more
//! than half of the others (then those who are *not* tied are drawn), a draw that meets a self tie or a repeated tie begins
//! anew at once instead.
//!
//! # Parameters
//!
//! `people` n, at least 1; `ties` d, from 0 to n - 1, n d even: larger, denser.
//!
//! `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! Linear in ties for d well below n; looking whether two people are tied takes time in d. Beginning anew at once takes 8
//! draws on average for d = 3, 2 for d = 2.
//!
//! # Randomness
//!
//! Stream Network, entity: the draw (0, and 1, 2, ... for those that begin anew), read in sequence.
//!
//! # Departures
//!
//! Up to d = 3 (or n - 1 - d up to 3) every such network is exactly equally likely. Beyond, the law is that of Steger and
//! Wormald, which comes to the same as n grows (Kim and Vu: for d below about the cube root of n); no network is impossible.
//!
//! # Reference
//!
//! A. Steger and N. C. Wormald, *Generating random regular graphs quickly*, Combinatorics, Probability and Computing 8 (1999),
//! 377-396, doi:10.1017/S0963548399003867; J. H. Kim and V. H. Vu, *Generating random regular graphs*, STOC 2003,
//! doi:10.1145/780542.780576.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, random_regular::RandomRegular};
//!
//! let network = RandomRegular::new(1_000, 4).unwrap().draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! assert!((0..1_000).all(|person| network.out_degree(person) == 4));
//! ```

use super::{Generator, PEOPLE, RECIPROCITY, fits, network, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::{Sequence, Stream};

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required("ties", Kind::Whole(0, Graph::MOST_PEOPLE - 1), "how many people each one is tied to")
        .unit("ties")
        .larger("denser, shorter ways"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "random-regular",
    title: "everyone has the same number of ties, otherwise left to chance",
    kind: Kind::Table(KEYS),
    reference: "A. Steger and N. C. Wormald, Generating random regular graphs quickly, 1999",
    check: "all regular networks of 5 and 6 people are equally likely; triangles (d - 1)^3 / 6 in large ones",
    build: |value| {
        with_reciprocity(value, RandomRegular::new(value.whole("people") as u32, value.whole("ties") as u32)?)
    },
};

/// Most ties of a person for which a draw begins anew at the first tie that may not be.
const FEW: u32 = 3;

/// The random regular graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomRegular {
    people: u32,
    ties: u32,
}

impl RandomRegular {
    /// Of n people and d ties each, d below n and n d even.
    ///
    /// # Errors
    ///
    /// A fault at `ties` where that cannot be, at `people` where a network cannot hold so many ties.
    pub fn new(people: u32, ties: u32) -> Result<Self, Fault> {
        if ties >= people.max(1) {
            let message = format!("among {people} people nobody can be tied to {ties} others");
            return Err(Fault::at(
                "ties",
                message,
                format!("write at most {}, or more people", people.saturating_sub(1)),
            ));
        }
        if people % 2 == 1 && ties % 2 == 1 {
            let message =
                format!("{people} people with {ties} ties each have an odd number of ends, and a tie has two");
            return Err(Fault::at("ties", message, "write an even number, or one person more or less"));
        }
        fits(people, f64::from(people) * f64::from(ties), "people")?;
        Ok(RandomRegular { people, ties })
    }

    /// One draw of d ties each, person by person; `None` if it has to begin anew.
    fn draw(&self, d: u32, anew_at_once: bool, sequence: &mut Sequence) -> Option<Vec<[u32; 2]>> {
        let wide = d as usize;
        let mut ends: Vec<u32> = (0..self.people).flat_map(|person| std::iter::repeat_n(person, wide)).collect();
        // Whom each one is tied to so far.
        let mut tied = vec![0u32; ends.len()];
        let mut counts = vec![0u32; self.people as usize];
        let mut ties = Vec::with_capacity(ends.len() / 2);
        let mut failed = 0;
        while ends.len() > 1 {
            let places = ends.len() as u64;
            let i = sequence.below(places) as usize;
            let j = sequence.below(places - 1) as usize;
            let j = j + usize::from(j >= i);
            let row = |person: u32| person as usize * wide..person as usize * wide + counts[person as usize] as usize;
            let (mut a, mut b, mut i, mut j) = (ends[i], ends[j], i, j);
            if a == b || tied[row(a)].contains(&b) {
                failed += 1;
                if anew_at_once {
                    return None;
                }
                if failed < 64 || ends.len() > 2 * (wide + 1) * (wide + 1) {
                    continue;
                }
                // Few ends are left: all pairs of them that may be tied are looked at, which is the same law.
                let may = |a: u32, b: u32| a != b && !tied[row(a)].contains(&b);
                let left = || {
                    (0..ends.len()).flat_map(|i| (0..i).map(move |j| (i, j))).filter(|&(i, j)| may(ends[i], ends[j]))
                };
                let count = left().count() as u64;
                if count == 0 {
                    return None;
                }
                (i, j) = left().nth(sequence.below(count) as usize)?;
                (a, b) = (ends[i], ends[j]);
            }
            failed = 0;
            for (one, other) in [(a, b), (b, a)] {
                let count = &mut counts[one as usize];
                tied[one as usize * wide + *count as usize] = other;
                *count += 1;
            }
            ends.swap_remove(i.max(j));
            ends.swap_remove(i.min(j));
            ties.push([a, b]);
        }
        Some(ties)
    }

    /// The first draw that succeeds.
    fn ties(&self, d: u32, luck: Stream) -> Vec<[u32; 2]> {
        let mut draws = (0..).map(|i| self.draw(d, d <= FEW, &mut luck.sequence(i)));
        draws.find_map(|ties| ties).expect("an endless search ends with what it finds")
    }
}

impl Generator for RandomRegular {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), f64::from(self.people) * f64::from(self.ties))
    }

    fn generate(&self, luck: Stream) -> Graph {
        let others = self.people - 1 - self.ties;
        let ties =
            if others < self.ties { rest(self.people, &self.ties(others, luck)) } else { self.ties(self.ties, luck) };
        let (from, to) = ties.into_iter().map(|[a, b]| (a, b)).unzip();
        network(self.people, from, to, true)
    }

    fn is_fixed(&self) -> bool {
        self.ties == 0 || self.ties + 1 == self.people
    }
}

/// All pairs but these.
fn rest(people: u32, left_out: &[[u32; 2]]) -> Vec<[u32; 2]> {
    let mut left_out: Vec<[u32; 2]> = left_out.iter().map(|&[a, b]| [a.min(b), a.max(b)]).collect();
    left_out.sort_unstable();
    let mut left_out = left_out.into_iter().peekable();
    let all = (0..people).flat_map(|a| (a + 1..people).map(move |b| [a, b]));
    all.filter(|pair| left_out.next_if_eq(pair).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, assert_shares, code_of, luck};
    use crate::graph::shape::Shape;
    use std::collections::BTreeMap;

    /// The codes of all networks of n people with d ties each.
    fn all(n: u32, d: usize) -> Vec<u64> {
        let pairs: Vec<(u32, u32)> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
        let ties = |code: u64| pairs.iter().enumerate().filter(move |(i, _)| code >> i & 1 == 1).map(|(_, &pair)| pair);
        let regular = |code: &u64| (0..n).all(|p| ties(*code).filter(|&(a, b)| a == p || b == p).count() == d);
        let codes = (0..1u64 << pairs.len()).filter(regular);
        codes.map(|code| code_of(n, ties(code).flat_map(|(a, b)| [(a, b), (b, a)]))).collect()
    }

    /// Chi-square over all regular networks, alpha = 1e-6, 20,000 draws: 12, 70, 70 and 15 of them.
    #[test]
    fn every_regular_network_is_equally_likely() {
        for (n, d, count) in [(5, 2, 12), (6, 2, 70), (6, 3, 70), (6, 4, 15)] {
            let all = all(n, d);
            assert_eq!(all.len(), count);
            let law = RandomRegular::new(n, d as u32).unwrap();
            let shares: Vec<(u64, f64)> = all.into_iter().map(|code| (code, 1.0 / count as f64)).collect();
            assert_law(&shares, 20_000, |i| law.generate(luck(i)));
        }
    }

    /// The law of Steger and Wormald by its plain definition: adds the probability of each way to the network it ends in, and
    /// to `u64::MAX` of those that cannot end.
    fn enumerate(n: u32, d: usize, ties: &mut Vec<(u32, u32)>, p: f64, out: &mut BTreeMap<u64, f64>) {
        let ends = |person: u32| d - ties.iter().filter(|tie| tie.0 == person || tie.1 == person).count();
        let weight = |&(a, b): &(u32, u32)| if ties.contains(&(a, b)) { 0 } else { ends(a) * ends(b) };
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let ways: Vec<((u32, u32), usize)> = pairs.map(|pair| (pair, weight(&pair))).filter(|way| way.1 > 0).collect();
        let total: usize = ways.iter().map(|way| way.1).sum();
        if total == 0 {
            let whole = ties.len() == n as usize * d / 2;
            let code = code_of(n, ties.iter().flat_map(|&(a, b)| [(a, b), (b, a)]));
            *out.entry(if whole { code } else { u64::MAX }).or_default() += p;
        }
        for (pair, weight) in ways {
            ties.push(pair);
            enumerate(n, d, ties, p * weight as f64 / total as f64, out);
            ties.pop();
        }
    }

    /// The draw for many ties, asked for few, where all ways can be written down: chi-square, alpha = 1e-6, 20,000 draws.
    #[test]
    fn many_ties_follow_steger_and_wormald() {
        let mut all = BTreeMap::new();
        enumerate(5, 2, &mut Vec::new(), 1.0, &mut all);
        let stuck = all.remove(&u64::MAX).expect("some ways cannot end");
        let law = RandomRegular::new(5, 2).unwrap();
        let shares: Vec<(u64, f64)> = all.into_iter().map(|(code, p)| (code, p / (1.0 - stuck))).collect();
        assert_shares(&shares, 20_000, |i| {
            let mut draws = (0..).map(|draw| law.draw(2, false, &mut luck(i).sequence(draw)));
            let ties = draws.find_map(|ties| ties).unwrap();
            code_of(5, ties.into_iter().flat_map(|[a, b]| [(a, b), (b, a)]))
        });
    }

    /// Large ones have a Poisson number of triangles with mean (d - 1)^3 / 6 (Bollobas 1980; Wormald 1981): |z| < 4.5 over 20
    /// networks, alpha = 7e-6; one triangle in nine too many would be seen.
    #[test]
    fn triangles_are_as_many_as_they_should_be() {
        let law = RandomRegular::new(4_000, 8).unwrap();
        let triangles: f64 = (0..20).map(|i| Shape::of(&law.generate(luck(i))).triangles as f64).sum();
        let mean = 20.0 * 343.0 / 6.0;
        assert!(((triangles - mean) / mean.sqrt()).abs() < 4.5, "{triangles} triangles");
    }

    #[test]
    fn degrees_are_exact() {
        for (n, d) in [(1, 0), (7, 0), (2, 1), (10, 9), (9, 4), (200, 199), (200, 198), (501, 40), (60, 33)] {
            let network = RandomRegular::new(n, d).unwrap().generate(luck(1));
            assert!((0..n).all(|person| network.out_degree(person) == d), "{n} people, {d} ties");
        }
        assert_eq!(RandomRegular::new(5, 3).unwrap_err().key, "ties");
        assert_eq!(RandomRegular::new(5, 5).unwrap_err().help, "write at most 4, or more people");
    }
}
