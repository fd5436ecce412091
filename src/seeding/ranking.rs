//! People in order of a number each.

use super::Group;
use crate::graph::Graph;
use std::cmp::Reverse;

/// Scores that differ by less than this share count as equal: the order of a sum may show in its last digits, and people in
/// equal places stand in canonical order.
const EQUAL: f64 = 1e-10;

/// The `count` members of a group with the highest of some scores of at least 0; equals in canonical order.
pub(super) fn top(scores: &[f64], group: &Group, count: usize) -> Vec<u32> {
    let mut people: Vec<u32> = group.members().collect();
    people.sort_by(|&a, &b| scores[b as usize].total_cmp(&scores[a as usize]).then(a.cmp(&b)));
    let mut start = 0;
    while start < people.len().min(count) {
        let first = scores[people[start] as usize];
        let equal = |&&person: &&u32| scores[person as usize] >= first * (1.0 - EQUAL);
        let end = start + people[start..].iter().take_while(equal).count();
        people[start..end].sort_unstable();
        start = end;
    }
    people.truncate(count);
    people
}

/// The `count` members of a group with the highest key; equals in canonical order.
pub(super) fn most<K: Ord>(group: &Group, count: usize, key: impl Fn(u32) -> K) -> Vec<u32> {
    let mut people: Vec<u32> = group.members().collect();
    people.sort_by_cached_key(|&person| (Reverse(key(person)), person));
    people.truncate(count);
    people
}

/// The `count` members of a group whom most others hear.
pub(super) fn most_ties(graph: &Graph, group: &Group, count: usize) -> Vec<u32> {
    most(group, count, |person| graph.out_degree(person))
}

/// Completes a seed set to `count` people by those of the group whom most others hear.
pub(super) fn complete(seeds: &mut Vec<u32>, graph: &Graph, group: &Group, count: usize) {
    if seeds.len() < count {
        let rest = group.without(seeds);
        seeds.extend(most_ties(graph, &rest, count - seeds.len()));
    }
}
