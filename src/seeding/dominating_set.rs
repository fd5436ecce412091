//! **Dominating set**: people who between them are heard by as many different others as can be.
//!
//! Greedy: each time the person who adds most people to those who are chosen or hear somebody chosen; equals in canonical order.
//! When everybody is covered the set dominates the network (it is at most 1 + ln(most hearers + 1) times as large as the
//! smallest that does), and the rest stand by how many hear them. With fewer people it covers at least 1 - 1/e of the most that so
//! many can cover.
//!
//! # Cost
//! Time n + m + (reorderings) log n, once a network.
//!
//! # Reference
//! Chvatal, *A greedy heuristic for the set-covering problem*, Mathematics of Operations Research 4 (1979),
//! doi:10.1287/moor.4.3.233; Nemhauser, Wolsey and Fisher, Mathematical Programming 14 (1978), doi:10.1007/BF01588971.

use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "dominating-set",
    title: "people who between them are heard by as many different others as can be",
    kind: Count::KIND,
    reference: "Chvatal, A greedy heuristic for the set-covering problem, 1979",
    check: "on two stars, both centres; against counting anew each time",
    build: |value| Ok(Box::new(DominatingSet { count: Count::read("", value)? })),
};

struct DominatingSet {
    count: Count,
}

/// The person and all who hear the person.
fn covered(graph: &Graph, person: u32) -> impl Iterator<Item = u32> + '_ {
    std::iter::once(person).chain(graph.hearers(person).iter().copied())
}

impl Strategy for DominatingSet {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let mut is_covered = vec![false; graph.people() as usize];
        // What a person adds only falls: whoever comes first with a number of long ago is put back with that of today.
        let mut order: BinaryHeap<(u32, Reverse<u32>)> =
            group.members().map(|person| (graph.out_degree(person) + 1, Reverse(person))).collect();
        let mut seeds: Vec<u32> = Vec::new();
        while seeds.len() < count {
            let Some((then, Reverse(person))) = order.pop() else { break };
            let adds = covered(graph, person).filter(|&other| !is_covered[other as usize]).count() as u32;
            if adds == 0 {
                continue;
            }
            if adds < then {
                order.push((adds, Reverse(person)));
                continue;
            }
            seeds.push(person);
            covered(graph, person).for_each(|other| is_covered[other as usize] = true);
        }
        ranking::complete(&mut seeds, graph, group, count);
        seeds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::{Generator, erdos_renyi::ErdosRenyi};
    use crate::seeding::tests::{luck, on};

    #[test]
    fn as_counted_anew_until_all_are_covered() {
        let graph = ErdosRenyi::new(150, 0.03, false).unwrap().draw(2);
        let (mut chosen, mut all) = (Vec::new(), std::collections::BTreeSet::new());
        while all.len() < 150 {
            let adds = |person: u32| covered(&graph, person).filter(|other| !all.contains(other)).count();
            let best = (0..150).max_by_key(|&person| (adds(person), Reverse(person))).unwrap();
            all.extend(covered(&graph, best));
            chosen.push(best);
        }
        let strategy = DominatingSet { count: Count::People(chosen.len() as u64) };
        assert_eq!(on(&graph, |network| strategy.seeds(network, &luck(0))), chosen);
    }
}
