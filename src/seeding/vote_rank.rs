//! **VoteRank**: one person after the other by the votes of the hearers, who have less say once somebody they hear is chosen.
//!
//! Everybody begins with one voice. Each time the person is chosen for whom the voices of those who hear the person add up to
//! most; the chosen have no voice any more, and those who hear them lose 1 / k of theirs, k = m / n the mean number of
//! hearers. Equals in canonical order; when nobody is voted for any more, the rest stand by how many hear them.
//!
//! # Cost
//! Time n + m + (the ties within two steps of the chosen) log n, once a network. Voices are counted in whole numbers of 1 / m, so
//! nothing is rounded. Equal to networkx' `voterank`.
//!
//! # Reference
//! Zhang, Chen, Dong and Zhao, *Identifying a set of influential spreaders in complex networks*, Scientific Reports 6 (2016)
//! 27823, doi:10.1038/srep27823.

use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::model::Network;
use crate::random::Replicate;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "vote-rank",
    title: "by the votes of hearers, who have less say once somebody they hear is chosen",
    kind: Count::KIND,
    reference: "Zhang, Chen, Dong and Zhao, Identifying a set of influential spreaders in complex networks, 2016",
    check: "two stars joined at their centres: both centres; against counting votes anew each time",
    build: |value| Ok(Box::new(VoteRank { count: Count::read("", value)? })),
};

struct VoteRank {
    count: Count,
}

impl Strategy for VoteRank {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let heard = graph.heard();
        let speakers = |person: u32| &heard.sources[heard.row(person)];
        // A whole voice is m, and n of it are lost at a time.
        let (whole, lost) = (graph.ties() as u64, u64::from(graph.people()));
        let mut voice = vec![whole; graph.people() as usize];
        let mut votes: Vec<u64> =
            (0..graph.people()).map(|person| u64::from(graph.out_degree(person)) * whole).collect();
        // Votes only fall: whoever comes first with votes of long ago is put back with those of today.
        let mut order: BinaryHeap<(u64, Reverse<u32>)> =
            group.members().map(|person| (votes[person as usize], Reverse(person))).collect();
        let mut seeds: Vec<u32> = Vec::new();
        while seeds.len() < count {
            let Some((then, Reverse(person))) = order.pop() else { break };
            if then != votes[person as usize] {
                order.push((votes[person as usize], Reverse(person)));
                continue;
            }
            if then == 0 {
                break;
            }
            seeds.push(person);
            let hearers = graph.hearers(person).iter().map(|&hearer| (hearer, lost));
            for (voter, by) in std::iter::once((person, whole)).chain(hearers) {
                let by = by.min(voice[voter as usize]);
                voice[voter as usize] -= by;
                speakers(voter).iter().for_each(|&speaker| votes[speaker as usize] -= by);
            }
        }
        ranking::complete(&mut seeds, graph, group, count);
        seeds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::{Generator, holme_kim::HolmeKim};
    use crate::seeding::tests::{luck, on};

    /// The slow twin: all votes counted anew for each choice.
    #[test]
    fn as_counted_anew() {
        let graph = HolmeKim::new(200, 3, 0.5, true).unwrap().draw(3);
        let (m, n) = (graph.ties() as u64, u64::from(graph.people()));
        let mut voice: Vec<u64> = vec![m; n as usize];
        let mut chosen: Vec<u32> = Vec::new();
        for _ in 0..40 {
            let votes = |person: u32| graph.hearers(person).iter().map(|&hearer| voice[hearer as usize]).sum::<u64>();
            let best = (0..n as u32).filter(|person| !chosen.contains(person)).max_by_key(|&p| (votes(p), Reverse(p)));
            let best: u32 = best.unwrap();
            chosen.push(best);
            voice[best as usize] = 0;
            graph.hearers(best).iter().for_each(|&p| voice[p as usize] = voice[p as usize].saturating_sub(n));
        }
        let strategy = VoteRank { count: Count::People(40) };
        assert_eq!(on(&graph, |network| strategy.seeds(network, &luck(0))), chosen);
    }
}
