//! Candidates that cost nothing: nobody should get a worse answer than the simplest idea would have been.

use super::terms::{Limit, Terms};
use crate::graph::Graph;
use crate::seeding::{Group, degree_discount, page_rank, ranking};

/// A seed set with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What it is called in the answer.
    pub name: String,
    /// The people, different ones.
    pub seeds: Vec<u32>,
}

/// The cheap ideas, fitted to the terms: most ties, most ties to people not tied to those before, and most ties to people who
/// are heard (with prices also most ties for the money). Equal seed sets stand there once.
pub fn cheap(graph: &Graph, terms: &Terms) -> Vec<Candidate> {
    let candidate = |name: &str, list: Vec<u32>| Candidate { name: name.to_owned(), seeds: terms.fit(list) };
    let mut all = vec![
        candidate("most-ties", ranking::most_ties(graph, &Group::everybody(graph), graph.people() as usize)),
        candidate("degree-discount", degree_discount::order(graph, 0.01, count(graph, terms))),
        candidate("page-rank", by_page_rank(graph, count(graph, terms))),
    ];
    if matches!(terms.limit, Limit::Money { .. }) {
        let mut list: Vec<u32> = (0..graph.people()).filter(|&person| terms.allows(person)).collect();
        let ties = |person: u32| f64::from(graph.out_degree(person)) + 1.0;
        list.sort_by(|&a, &b| (ties(b) * terms.price(a)).total_cmp(&(ties(a) * terms.price(b))).then(a.cmp(&b)));
        all.push(candidate("most-ties-for-the-money", list));
    }
    let mut distinct: Vec<Candidate> = Vec::new();
    for candidate in all {
        if !candidate.seeds.is_empty() && !distinct.iter().any(|known| same(&known.seeds, &candidate.seeds)) {
            distinct.push(candidate);
        }
    }
    distinct
}

/// People by PageRank with the usual damping.
fn by_page_rank(graph: &Graph, count: u64) -> Vec<u32> {
    ranking::top(&page_rank::scores(graph, 0.85), &Group::everybody(graph), count as usize)
}

/// How many of an order are needed: with people left out, more than are asked for.
fn count(graph: &Graph, terms: &Terms) -> u64 {
    match (&terms.limit, &terms.allowed) {
        (Limit::Count(count), None) => (u64::from(*count) + terms.include.len() as u64).min(graph.people().into()),
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
