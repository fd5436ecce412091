//! Candidates that cost nothing: nobody should get a worse answer than the simplest idea would have been.

use super::terms::{Limit, Terms};
use crate::graph::Graph;
use crate::seeding::{Group, degree_discount, page_rank, ranking};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A seed set with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it is called in the answer.
    pub name: String,
    /// The people, different ones.
    pub seeds: Vec<u32>,
}

/// The cheap ideas, fitted to the terms: most ties, most ties to people not tied to those before, and most ties to people who
/// are heard (with prices also most ties for the money). Equal seed sets stand there once. `chance` is what the discount reckons
/// with.
pub fn cheap(graph: &Graph, terms: &Terms, chance: f64) -> Vec<Candidate> {
    let mut distinct: Vec<Candidate> = Vec::new();
    for candidate in ideas(graph, terms, chance) {
        if !candidate.seeds.is_empty() && !distinct.iter().any(|known| same(&known.seeds, &candidate.seeds)) {
            distinct.push(candidate);
        }
    }
    distinct
}

/// The same, whether equal or not, in the order in which each would ask.
pub fn ideas(graph: &Graph, terms: &Terms, chance: f64) -> Vec<Candidate> {
    let candidate = |name: &str, list: Vec<u32>| Candidate { name: name.to_owned(), seeds: terms.fit(list) };
    let mut all = vec![
        candidate("most-ties", ranking::most_ties(graph, &Group::everybody(graph), graph.people() as usize)),
        candidate("degree-discount", degree_discount::order(graph, chance, count(graph, terms))),
        candidate("page-rank", by_page_rank(graph, count(graph, terms))),
    ];
    if matches!(terms.limit, Limit::Money { .. }) {
        let mut list: Vec<u32> = (0..graph.people()).filter(|&person| terms.allows(person)).collect();
        let ties = |person: u32| f64::from(graph.out_degree(person)) + 1.0;
        let worth = |person: u32| ties(person) / terms.price(person);
        list.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
        all.push(candidate("most-ties-for-the-money", list));
    }
    all
}

/// One circle: the person with most ties, then always whoever shares most hearers with those chosen. Where several voices make
/// a person act, people far apart waste theirs.
pub fn circle(graph: &Graph, terms: &Terms) -> Candidate {
    let heard = graph.heard();
    let mut reached = vec![false; graph.people() as usize];
    let mut shared = vec![0u32; graph.people() as usize];
    let mut order: BinaryHeap<(u32, u32, Reverse<u32>)> =
        (0..graph.people()).map(|person| (0, graph.out_degree(person), Reverse(person))).collect();
    let mut is_listed = vec![false; graph.people() as usize];
    let most = count(graph, terms);
    let mut list = Vec::new();
    let mut first = terms.include.iter().copied();
    while (list.len() as u64) < most {
        let next = first.next().or_else(|| {
            std::iter::from_fn(|| order.pop())
                .find(|&(then, _, Reverse(person))| then == shared[person as usize] && !is_listed[person as usize])
                .map(|(_, _, Reverse(person))| person)
        });
        let Some(person) = next else { break };
        is_listed[person as usize] = true;
        if !terms.allows(person) && !terms.include.contains(&person) {
            continue;
        }
        list.push(person);
        for &hearer in graph.hearers(person) {
            if !std::mem::replace(&mut reached[hearer as usize], true) {
                for place in heard.row(hearer) {
                    let other = heard.sources[place];
                    shared[other as usize] += 1;
                    order.push((shared[other as usize], graph.out_degree(other), Reverse(other)));
                }
            }
        }
    }
    Candidate { name: "one circle".to_owned(), seeds: terms.fit(list) }
}

/// People by PageRank with the usual damping.
fn by_page_rank(graph: &Graph, count: u64) -> Vec<u32> {
    ranking::top(&page_rank::scores(graph, 0.85), &Group::everybody(graph), count as usize)
}

/// How many of an order are needed: with people left out, more than are asked for.
fn count(graph: &Graph, terms: &Terms) -> u64 {
    match (&terms.limit, &terms.allowed, &terms.quotas) {
        (Limit::Count(count), None, None) => {
            (u64::from(*count) + terms.include.len() as u64).min(graph.people().into())
        }
        _ => graph.people().into(),
    }
}

/// Whether two seed sets are the same people.
pub fn same(a: &[u32], b: &[u32]) -> bool {
    let sorted = |seeds: &[u32]| {
        let mut seeds = seeds.to_vec();
        seeds.sort_unstable();
        seeds
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}
