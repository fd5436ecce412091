//! **Degree discount**: most ties, but ties to and from people already chosen count less.
//!
//! One person after the other, the one with the highest discounted number of ties: k - o - s - (k - o) s p, where k people
//! hear the person, o of them are chosen already, and s of the chosen are heard by the person. On mutual networks o = s and
//! it is the rule of the paper, k - 2 t - (k - t) t p.
//!
//! # Parameters
//! `count`, and `probability` p of the cascade it is meant for, in [0, 1] (0.01, the paper's, by default); a plain number
//! is the count.
//!
//! # Cost
//! Time in n + (m of the chosen) log n, once a network.
//!
//! # Reference
//! Chen, Wang and Yang, *Efficient influence maximization in social networks*, KDD 2009, section 3 (theorem 3 and
//! algorithm 4), doi:10.1145/1557019.1557047.

use super::{COUNT, Count, Group, HOW_MANY, Seeding, Strategy};
use crate::catalog::{Entry, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;
use std::collections::BinaryHeap;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "degree-discount",
    title: "most ties, but ties to and from people already chosen count less",
    kind: Kind::Either(&[
        COUNT,
        Kind::Percent,
        Kind::Table(&[
            HOW_MANY,
            Key::with_default("probability", Kind::Probability, "0.01", "chance that a tie passes it on")
                .larger("makes overlapping choices count less")
                .source("Chen, Wang and Yang 2009, section 5"),
        ]),
    ]),
    reference: "Chen, Wang and Yang, Efficient influence maximization in social networks, 2009",
    check: "two stars that share a leaf: both centres",
    build: |value| {
        Ok(Box::new(DegreeDiscount {
            count: Count::read("count", value.at("count"))?,
            probability: value.number("probability"),
        }))
    },
};

/// The chance that is reckoned with where nothing is known of it.
pub const USUAL: f64 = 0.01;

struct DegreeDiscount {
    count: Count,
    probability: f64,
}

/// A person with the discounted number of ties it had when it was put into the heap.
#[derive(PartialEq)]
struct Candidate {
    worth: f64,
    person: u32,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.worth.total_cmp(&other.worth).then(other.person.cmp(&self.person))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// So many people out of a group, in the order of choice, for a cascade of this probability.
fn chosen_of(graph: &Graph, group: &Group, probability: f64, count: usize) -> Vec<u32> {
    let people = graph.people() as usize;
    // Of each person: how many of its hearers, and of those it hears, are chosen.
    let (mut hearers, mut heard) = (vec![0u32; people], vec![0u32; people]);
    let worth = |person: u32, o: u32, s: u32| {
        let left = f64::from(graph.out_degree(person)) - f64::from(o);
        left - f64::from(s) - left * f64::from(s) * probability
    };
    let mut candidates: BinaryHeap<Candidate> =
        group.members().map(|person| Candidate { worth: worth(person, 0, 0), person }).collect();
    let mut chosen = vec![false; people];
    let mut seeds = Vec::new();
    while seeds.len() < count {
        let Some(Candidate { worth: then, person }) = candidates.pop() else { break };
        let i = person as usize;
        // Whoever was discounted since stands in the heap again with the new worth.
        if chosen[i] || then != worth(person, hearers[i], heard[i]) {
            continue;
        }
        chosen[i] = true;
        seeds.push(person);
        let mut discount = |other: u32, count: fn(&mut u32, &mut u32)| {
            let j = other as usize;
            count(&mut hearers[j], &mut heard[j]);
            if !chosen[j] && group.has(other) {
                candidates.push(Candidate { worth: worth(other, hearers[j], heard[j]), person: other });
            }
        };
        for &hearer in graph.hearers(person) {
            discount(hearer, |_, heard| *heard += 1);
        }
        for &speaker in &graph.heard().sources[graph.heard().row(person)] {
            discount(speaker, |hearers, _| *hearers += 1);
        }
    }
    seeds
}

/// The same of everybody.
pub(super) fn order(graph: &Graph, probability: f64, count: u64) -> Vec<u32> {
    chosen_of(graph, &Group::everybody(graph), probability, count as usize)
}

impl Strategy for DegreeDiscount {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        chosen_of(network.graph, group, self.probability, count)
    }
}
