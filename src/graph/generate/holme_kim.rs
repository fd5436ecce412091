//! The rich get richer, and friends of friends become friends: growth with closed triangles.
//!
//! As [`preferential_attachment`](super::preferential_attachment), but after its first tie a newcomer closes a triangle with
//! each further one, with probability `closing`: it ties itself to a neighbour, drawn evenly, of the person to whom its last
//! preferential tie went, among those not yet chosen. Where there is none, and otherwise, the tie is preferential.
//!
//! # Parameters
//!
//! `people` n, at least 2; `ties-each` m, from 1 to n - 1; `closing`, in [0, 1]: larger, more triangles; 0 is preferential
//! attachment, the same ties; `mutual`, default true; if not, a newcomer hears those it ties itself to.
//!
//! # Cost
//!
//! Linear in ties, a list of neighbours beside the network. Someone who was already chosen is drawn again; where most
//! neighbours are chosen, those left are counted.
//!
//! # Randomness
//!
//! Stream Network, entity: the newcomer's number, read in sequence. With `closing` 0 no coin is thrown.
//!
//! # Departures
//!
//! The start is the complete network of m + 1, where the paper begins with people without ties.
//!
//! # Reference
//!
//! P. Holme and B. J. Kim, *Growing scale-free networks with tunable clustering*, Physical Review E 65 (2002) 026107,
//! doi:10.1103/PhysRevE.65.026107.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, holme_kim::HolmeKim};
//!
//! let law = HolmeKim::new(1_000, 3, 0.9, true).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! assert_eq!(network.ties(), 2 * (3 * 996 + 6));
//! ```

use super::preferential_attachment::PreferentialAttachment;
use super::{Generator, PEOPLE, RECIPROCITY, mutual_key, network, probable, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::{Chance, Sequence, Stream};

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required("ties-each", Kind::Whole(1, Graph::MOST_PEOPLE - 1), "how many ties each newcomer comes with")
        .unit("ties")
        .larger("more ties; half as many as the mean degree"),
    Key::required("closing", Kind::Probability, "how probable it is that a tie after the first closes a triangle")
        .larger("more clustering"),
    mutual_key("whether a tie runs both ways; if not, the newcomer hears those it ties itself to"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "holme-kim",
    title: "the rich get richer, and friends of friends become friends",
    kind: Kind::Table(KEYS),
    reference: "P. Holme and B. J. Kim, Growing scale-free networks with tunable clustering, 2002",
    check: "all networks of 5 people have the probabilities of the rule, enumerated; clustering 2 pi^2 - 19 for m = 2, closing = 1",
    build: |value| {
        let (people, each) = (value.whole("people") as u32, value.whole("ties-each") as u32);
        with_reciprocity(value, HolmeKim::new(people, each, value.number("closing"), value.flag("mutual"))?)
    },
};

/// The growing network of Holme and Kim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HolmeKim {
    people: u32,
    each: u32,
    closing: f64,
    mutual: bool,
}

impl HolmeKim {
    /// Of n people, m ties with each newcomer (1 to n - 1), and the probability that a tie closes a triangle.
    ///
    /// # Errors
    ///
    /// A fault at `ties-each` where it is not below n, at `people` where a network cannot hold so many ties, at `closing`
    /// where it is no probability.
    pub fn new(people: u32, each: u32, closing: f64, mutual: bool) -> Result<Self, Fault> {
        PreferentialAttachment::new(people, each, mutual)?;
        probable(closing, "closing")?;
        Ok(HolmeKim { people, each, closing, mutual })
    }

    /// How many pairs are tied.
    fn pairs(&self) -> usize {
        let (n, m) = (self.people as usize, self.each as usize);
        m * (n - m - 1) + m * (m + 1) / 2
    }
}

/// Who is tied to whom while the network grows: rows that move to a place twice as large when they are full.
struct Neighbours {
    /// Where each row begins, how long it is, and how long it may be.
    rows: Vec<[u32; 3]>,
    store: Vec<u32>,
}

impl Neighbours {
    fn of(&self, person: u32) -> &[u32] {
        let [start, len, _] = self.rows[person as usize];
        &self.store[start as usize..(start + len) as usize]
    }

    fn push(&mut self, person: u32, other: u32) {
        let [start, len, room] = &mut self.rows[person as usize];
        if *len == *room {
            let (old, new) = (*start as usize, self.store.len());
            *room = (2 * *room).max(4);
            self.store.resize(new + *room as usize, 0);
            self.store.copy_within(old..old + *len as usize, new);
            *start = new as u32;
        }
        self.store[(*start + *len) as usize] = other;
        *len += 1;
    }
}

impl Generator for HolmeKim {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), self.pairs() as f64 * if self.mutual { 2.0 } else { 1.0 })
    }

    fn generate(&self, luck: Stream) -> Graph {
        let core = self.each + 1;
        let closes = Chance::of(self.closing);
        // Both ends of every tie, the older first.
        let mut ends: Vec<u32> = Vec::with_capacity(2 * self.pairs());
        ends.extend((0..core).flat_map(|old| (old + 1..core).flat_map(move |new| [old, new])));
        let mut neighbours = Neighbours { rows: vec![[0; 3]; self.people as usize], store: Vec::new() };
        if closes != Chance::NEVER {
            for tie in ends.chunks_exact(2) {
                neighbours.push(tie[0], tie[1]);
                neighbours.push(tie[1], tie[0]);
            }
        }
        let mut chosen_by = vec![0; self.people as usize];
        for newcomer in core..self.people {
            let mut sequence = luck.sequence(u64::from(newcomer));
            let before = ends.len();
            let mut preferred = None;
            for tie in 0..self.each {
                let friend = preferred
                    .filter(|_| closes != Chance::NEVER && closes.met(sequence.next_bits()))
                    .and_then(|of| unchosen(neighbours.of(of), &chosen_by, newcomer, tie, &mut sequence));
                let old = friend.unwrap_or_else(|| {
                    loop {
                        let old = ends[sequence.below(before as u64) as usize];
                        if chosen_by[old as usize] != newcomer {
                            preferred = Some(old);
                            break old;
                        }
                    }
                });
                chosen_by[old as usize] = newcomer;
                ends.extend([old, newcomer]);
            }
            if closes != Chance::NEVER {
                for tie in ends[before..].chunks_exact(2) {
                    neighbours.push(tie[0], newcomer);
                    neighbours.push(newcomer, tie[0]);
                }
            }
        }
        let from = ends.iter().step_by(2).copied().collect();
        let to = ends.iter().skip(1).step_by(2).copied().collect();
        drop((ends, neighbours));
        network(self.people, from, to, self.mutual)
    }
}

/// One of those whom the newcomer, which has chosen `chosen` people, has not chosen; each equally likely.
fn unchosen(row: &[u32], chosen_by: &[u32], newcomer: u32, chosen: u32, sequence: &mut Sequence) -> Option<u32> {
    let free = |person: &u32| chosen_by[*person as usize] != newcomer;
    if row.len() as u64 > 2 * u64::from(chosen) {
        // More than half are free.
        loop {
            let person = row[sequence.below(row.len() as u64) as usize];
            if free(&person) {
                return Some(person);
            }
        }
    }
    let count = row.iter().copied().filter(free).count() as u64;
    (count > 0).then(|| row.iter().copied().filter(free).nth(sequence.below(count) as usize)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, code_of, local_clustering, luck};
    use crate::graph::shape::Shape;
    use std::collections::BTreeMap;

    /// What a newcomer has chosen, to whom its last preferential tie went, and with which probability.
    type Way = (Vec<u32>, Option<u32>, f64);

    /// The ways of one more tie.
    fn next(ties: &[(u32, u32)], newcomer: u32, closing: f64, (chosen, preferred, p): Way) -> Vec<Way> {
        let tied = |a: u32, b: u32| ties.contains(&(a, b)) || ties.contains(&(b, a));
        let degree = |person: u32| ties.iter().filter(|tie| tie.0 == person || tie.1 == person).count() as f64;
        let free: Vec<u32> = (0..newcomer).filter(|old| !chosen.contains(old)).collect();
        let friends: Vec<u32> = free.iter().copied().filter(|&old| preferred.is_some_and(|of| tied(of, old))).collect();
        let closing = if friends.is_empty() { 0.0 } else { closing };
        let with = |old: u32| [chosen.clone(), vec![old]].concat();
        let total: f64 = free.iter().map(|&old| degree(old)).sum();
        let mut ways: Vec<Way> =
            free.iter().map(|&old| (with(old), Some(old), p * (1.0 - closing) * degree(old) / total)).collect();
        ways.extend(friends.iter().map(|&old| (with(old), preferred, p * closing / friends.len() as f64)));
        ways
    }

    fn enumerate(
        n: u32,
        m: usize,
        closing: f64,
        ties: &[(u32, u32)],
        newcomer: u32,
        p: f64,
        out: &mut BTreeMap<u64, f64>,
    ) {
        if newcomer == n {
            *out.entry(code_of(n, ties.iter().copied())).or_default() += p;
            return;
        }
        let mut ways: Vec<Way> = vec![(Vec::new(), None, p)];
        for _ in 0..m {
            ways = ways.into_iter().flat_map(|way| next(ties, newcomer, closing, way)).collect();
        }
        for (chosen, _, p) in ways {
            let ties = [ties.to_vec(), chosen.into_iter().map(|old| (old, newcomer)).collect()].concat();
            enumerate(n, m, closing, &ties, newcomer + 1, p, out);
        }
    }

    /// Chi-square over every network that can come out, alpha = 1e-6, 40,000 draws.
    #[test]
    fn networks_have_the_probabilities_of_the_rule() {
        for (n, m, closing) in [(5, 2, 0.4), (5, 2, 1.0), (6, 3, 0.7)] {
            let core: Vec<(u32, u32)> = (0..=m).flat_map(|a| (a + 1..=m).map(move |b| (a, b))).collect();
            let mut all = BTreeMap::new();
            enumerate(n, m as usize, closing, &core, m + 1, 1.0, &mut all);
            let law = HolmeKim::new(n, m, closing, false).unwrap();
            assert_law(&all.into_iter().collect::<Vec<_>>(), 40_000, |i| law.generate(luck(i)));
        }
    }

    #[test]
    fn without_closing_it_is_preferential_attachment() {
        for mutual in [true, false] {
            let other = PreferentialAttachment::new(3_000, 4, mutual).unwrap().generate(luck(6));
            assert_eq!(HolmeKim::new(3_000, 4, 0.0, mutual).unwrap().generate(luck(6)).targets(), other.targets());
        }
    }

    /// m = 2, closing = 1: each newcomer closes one triangle, so a person with k ties stands in k - 1 of them and has the local
    /// clustering 2 / k, exactly; with the shares 12 / (k (k + 1) (k + 2)) of the limit the mean is 2 pi^2 - 19 = 0.739209.
    /// Standard deviation of 2 / k over people below 0.3: |z| < 4.5 at 100,000 (alpha = 7e-6), and 10 people for the start.
    #[test]
    fn clustering_is_that_of_the_limit() {
        let people = 100_000;
        let network = HolmeKim::new(people, 2, 1.0, true).unwrap().generate(luck(2));
        assert_eq!(Shape::of(&network).triangles, u64::from(people) - 2);
        let exact: f64 = (0..people).map(|person| 2.0 / f64::from(network.out_degree(person))).sum();
        let mean = local_clustering(&network);
        assert!((mean - exact / f64::from(people)).abs() < 1e-9);
        let limit = 2.0 * std::f64::consts::PI * std::f64::consts::PI - 19.0;
        assert!((mean - limit).abs() < 4.5 * 0.3 / f64::from(people).sqrt() + 1e-4, "{mean}");
    }
}
