//! Communities: groups with more ties inside than chance would put there, by the method of Louvain.
//!
//! On the undirected simple graph. Everybody begins alone; one person after the other, in canonical order, moves to the community
//! of a neighbour where modularity gains most, if it gains (of equals the one of the lowest number), until nobody moves; then
//! communities become people of a smaller network, and so on until nothing changes. Gains are whole numbers, so nothing is
//! rounded, and there is no chance in it: the same network has the same communities.
//!
//! # Cost
//! Time n + m for each round of moves, of which there are usually some ten or twenty.
//!
//! # Reference
//! V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, *Fast unfolding of communities in large networks*, Journal of
//! Statistical Mechanics (2008) P10008, doi:10.1088/1742-5468/2008/10/P10008; modularity: M. E. J. Newman and M. Girvan, Physical
//! Review E 69 (2004) 026113.

use super::simple::Simple;
use crate::graph::Graph;
use std::collections::BTreeMap;

/// The community of each person, numbered from 0 in the order of their first people.
pub fn communities(graph: &Graph) -> Vec<u32> {
    let simple = Simple::of(graph);
    let n = simple.people();
    let mut of: Vec<u32> = (0..n).collect();
    let mut level = Level {
        offsets: (0..=n)
            .map(|person| if person == n { simple.ends() as usize } else { simple.start(person) })
            .collect(),
        neighbours: (0..n).flat_map(|person| simple.neighbours(person).iter().map(|&other| (other, 1))).collect(),
        weights: (0..n).map(|person| simple.degree(person)).collect(),
        total: simple.ends(),
    };
    loop {
        let (groups, count) = level.grouped();
        if count == level.weights.len() {
            return of;
        }
        of.iter_mut().for_each(|community| *community = groups[*community as usize]);
        level = level.joined(&groups, count);
    }
}

/// The modularity of some communities on the undirected simple graph; 0 without ties.
pub fn modularity(graph: &Graph, communities: &[u32]) -> f64 {
    let simple = Simple::of(graph);
    let count = communities.iter().max().map_or(0, |&most| most as usize + 1);
    let (mut inside, mut weights) = (0u64, vec![0u64; count]);
    for person in 0..simple.people() {
        let own = communities[person as usize];
        inside += simple.neighbours(person).iter().filter(|&&other| communities[other as usize] == own).count() as u64;
        weights[own as usize] += simple.degree(person);
    }
    let ends = simple.ends();
    if ends == 0 {
        return 0.0;
    }
    let expected: u128 = weights.iter().map(|&weight| u128::from(weight) * u128::from(weight)).sum();
    inside as f64 / ends as f64 - expected as f64 / (ends as f64 * ends as f64)
}

/// A network of people, or of communities.
struct Level {
    offsets: Vec<usize>,
    /// Others, and how many ties lead there.
    neighbours: Vec<(u32, u64)>,
    /// Ends of ties at each, those inside counted too.
    weights: Vec<u64>,
    /// Ends of all ties.
    total: u64,
}

impl Level {
    /// A group for each, numbered in the order of their first members, and how many groups there are.
    fn grouped(&self) -> (Vec<u32>, usize) {
        let n = self.weights.len();
        let mut group: Vec<u32> = (0..n as u32).collect();
        let mut weight = self.weights.clone();
        let mut ties = vec![0u64; n];
        let mut moved = true;
        while moved {
            moved = false;
            for person in 0..n {
                let (own, mine) = (group[person], self.weights[person]);
                let mut near = vec![own];
                for &(other, many) in &self.neighbours[self.offsets[person]..self.offsets[person + 1]] {
                    let there = group[other as usize];
                    if ties[there as usize] == 0 && there != own {
                        near.push(there);
                    }
                    ties[there as usize] += many;
                }
                weight[own as usize] -= mine;
                let gain = |there: u32| {
                    let chance = i128::from(weight[there as usize]) * i128::from(mine);
                    i128::from(ties[there as usize]) * i128::from(self.total) - chance
                };
                // The own one of equals, else the lowest.
                let best =
                    near.iter().copied().max_by_key(|&there| (gain(there), there == own, std::cmp::Reverse(there)));
                let best = best.unwrap_or(own);
                weight[best as usize] += mine;
                group[person] = best;
                moved |= best != own;
                near.iter().for_each(|&there| ties[there as usize] = 0);
            }
        }
        let mut number: Vec<Option<u32>> = vec![None; n];
        let mut count = 0;
        for group in &mut group {
            *group = *number[*group as usize].get_or_insert_with(|| {
                count += 1;
                count - 1
            });
        }
        (group, count as usize)
    }

    /// The network of the groups.
    fn joined(&self, groups: &[u32], count: usize) -> Level {
        let mut members = vec![Vec::new(); count];
        let mut weights = vec![0; count];
        for (person, &group) in groups.iter().enumerate() {
            members[group as usize].push(person);
            weights[group as usize] += self.weights[person];
        }
        let (mut offsets, mut neighbours) = (vec![0], Vec::new());
        for (group, members) in members.into_iter().enumerate() {
            let mut others = BTreeMap::new();
            for person in members {
                for &(other, many) in &self.neighbours[self.offsets[person]..self.offsets[person + 1]] {
                    let there = groups[other as usize];
                    if there as usize != group {
                        *others.entry(there).or_insert(0) += many;
                    }
                }
            }
            neighbours.extend(others);
            offsets.push(neighbours.len());
        }
        Level { offsets, neighbours, weights, total: self.total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::{Generator, blocks::Blocks};
    use crate::graph::{Names, builder};

    /// Two triangles joined by a tie: Q = 6 / 7 - 1 / 2.
    #[test]
    fn two_triangles() {
        let graph = builder::from_ties(Names::Numbered(7), vec![0, 0, 1, 3, 3, 4, 2], vec![1, 2, 2, 4, 5, 5, 3], true);
        let found = communities(&graph);
        assert_eq!(found, [0, 0, 0, 1, 1, 1, 2]);
        assert!((modularity(&graph, &found) - (6.0 / 7.0 - 0.5)).abs() < 1e-15);
        assert_eq!(communities(&builder::from_ties(Names::Numbered(3), vec![], vec![], false)), [0, 1, 2]);
    }

    /// Six blocks of thirty, tied ten times as densely inside: found again, person for person.
    #[test]
    fn planted_communities_are_found() {
        let chances = (0..6).map(|a| (0..6).map(|b| if a == b { 0.5 } else { 0.01 }).collect()).collect();
        let graph = Blocks::new(vec![30; 6], chances, true).unwrap().draw(4);
        let planted: Vec<u32> = (0..180).map(|person| person / 30).collect();
        assert_eq!(communities(&graph), planted);
    }
}
