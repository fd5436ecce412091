//! Who is tried as a seed where each must be played: everybody on a small network, else the people whom simple ideas name.
//!
//! The ideas take turns until there are enough: most ties, strongest ties in sum, PageRank, with prices most ties for the
//! money, with values the hearers worth most. Whoever is in a campaign of the scenario, or in a simple idea's seed set, is
//! tried besides. What nobody names is not found: the answer says how many were tried.

use super::guard::Candidate;
use super::terms::{Limit, Terms};
use crate::graph::Graph;
use crate::seeding::{Group, page_rank, ranking};

/// Whether a person may be asked and need not be.
pub fn is_open(terms: &Terms, person: u32) -> bool {
    terms.allows(person) && !terms.include.contains(&person)
}

/// Different people who may be asked and need not be: about so many of them, but at least as many as can be asked for.
pub fn people(graph: &Graph, terms: &Terms, candidates: &[Candidate], about: usize) -> Vec<u32> {
    let open = |person: &u32| is_open(terms, *person);
    let everybody = || 0..graph.people();
    let count = match terms.limit {
        Limit::Count(count) => about.max(count as usize),
        Limit::Money { .. } => about,
    };
    let ties = ranking::most_ties(graph, &Group::everybody(graph), graph.people() as usize);
    let all: Vec<u32> = ties.iter().copied().filter(open).collect();
    if all.len() <= count {
        return all;
    }
    let by = |worth: &dyn Fn(u32) -> f64| {
        let mut people: Vec<u32> = everybody().filter(open).collect();
        people.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
        people
    };
    let mut ideas = vec![all];
    if let Some(strengths) = graph.strengths() {
        ideas.push(by(&|person| strengths[graph.row(person)].iter().sum()));
    }
    let scores = page_rank::scores(graph, 0.85);
    ideas.push(ranking::top(&scores, &Group::everybody(graph), scores.len()).into_iter().filter(open).collect());
    if matches!(terms.limit, Limit::Money { .. }) {
        ideas.push(by(&|person| (f64::from(graph.out_degree(person)) + 1.0) / terms.price(person)));
    }
    if let Some(values) = &terms.values {
        let heard = |person: u32| graph.hearers(person).iter().map(|&hearer| values[hearer as usize]).sum::<f64>();
        ideas.push(by(&|person| values[person as usize] + heard(person)));
    }
    let mut is_listed = vec![false; graph.people() as usize];
    let mut listed: Vec<u32> = Vec::new();
    let mut list = |person: u32, listed: &mut Vec<u32>| {
        if !std::mem::replace(&mut is_listed[person as usize], true) {
            listed.push(person);
        }
    };
    for place in 0..ideas[0].len() {
        if listed.len() >= count {
            break;
        }
        ideas.iter().filter_map(|idea| idea.get(place)).for_each(|&person| list(person, &mut listed));
    }
    // Every group has people of its own to be tried.
    if let Some(quotas) = &terms.quotas {
        /// People of a group who are tried, if it has them and they may be asked.
        const OF_A_GROUP: u32 = 5;
        let mut left: Vec<u32> =
            quotas.groups.iter().map(|group| group.at_least.max(OF_A_GROUP).min(group.at_most)).collect();
        for &person in &ideas[0] {
            if let Some(left) = left.get_mut(quotas.of[person as usize] as usize).filter(|left| **left > 0) {
                *left -= 1;
                list(person, &mut listed);
            }
        }
    }
    let named = candidates.iter().flat_map(|candidate| candidate.seeds.iter().copied());
    named.filter(open).for_each(|person| list(person, &mut listed));
    listed
}
