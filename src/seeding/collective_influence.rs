//! **Collective influence**: the people whose loss would leave the rest most apart: loud themselves, and with loud people around.
//!
//! CI(u) = (k(u) - 1) times the sum of k(v) - 1 over the people v who are exactly `radius` ties from u along ties; k is the
//! number of hearers, and a k of 0 counts as 1, so that nobody takes influence away. The person with the highest is chosen and
//! leaves the network, the others are reckoned anew, and so on. Equals (all are 0 once nothing but small pieces is left) stand by
//! how many are left who hear them, then in canonical order. With radius 0 it is (k - 1)^2: most ties of what is left.
//!
//! # Parameters
//! `count`; `radius` in ties, 0 to 5 (2 by default); a plain number is the count.
//!
//! # Cost
//! At first everybody's ball: the sum over people of the ties within `radius` of them. For each person chosen, the balls of those
//! within `radius` + 1 of the person. Once a network, on all threads.
//!
//! # Departures
//! The paper removes people until the network falls apart, and then puts back whom it can; here exactly `count` are chosen.
//! The paper's networks are mutual.
//!
//! # Reference
//! Morone and Makse, *Influence maximization in complex networks through optimal percolation*, Nature 524 (2015), equation 6,
//! doi:10.1038/nature14604.

use super::{COUNT, Count, Group, HOW_MANY, Seeding, Strategy};
use crate::catalog::{Entry, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::parallel;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "collective-influence",
    title: "loud people with loud people around, each choice taken out of the network",
    kind: Kind::Either(&[
        COUNT,
        Kind::Percent,
        Kind::Table(&[
            HOW_MANY,
            Key::with_default("radius", Kind::Whole(0, 5), "2", "how far away the people are who count")
                .unit("ties")
                .larger("looks further, and takes longer")
                .source("Morone and Makse 2015, figure 2"),
        ]),
    ]),
    reference: "Morone and Makse, Influence maximization in complex networks through optimal percolation, 2015",
    check: "a hub of leaves loses to a bridge between hubs; against reckoning all anew each time",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        Ok(Box::new(CollectiveInfluence { count, radius: value.whole("radius") as u32 }))
    },
};

struct CollectiveInfluence {
    count: Count,
    radius: u32,
}

/// Who is left in the network, and how many of those hear each.
struct Rest<'a> {
    graph: &'a Graph,
    left: Vec<bool>,
    hearers: Vec<u32>,
}

/// What a search reuses: when each person was met last, and who was.
struct Ball {
    met: Vec<u64>,
    search: u64,
    front: Vec<u32>,
}

impl Ball {
    fn new(graph: &Graph) -> Ball {
        Ball { met: vec![0; graph.people() as usize], search: 0, front: Vec::new() }
    }

    /// Moves on from one person for so many steps; `front` is then who was first met in the last of them, and `each` is told of
    /// everybody who was met on the way.
    fn grow<'a>(
        &mut self,
        start: u32,
        steps: u32,
        ends: impl Fn(u32) -> &'a [u32],
        is_left: impl Fn(u32) -> bool,
        mut each: impl FnMut(u32),
    ) {
        self.search += 1;
        self.met[start as usize] = self.search;
        self.front.clear();
        self.front.push(start);
        for _ in 0..steps {
            let mut next = Vec::new();
            for &person in &self.front {
                for &end in ends(person) {
                    if self.met[end as usize] != self.search && is_left(end) {
                        self.met[end as usize] = self.search;
                        next.push(end);
                        each(end);
                    }
                }
            }
            self.front = next;
        }
    }
}

impl Rest<'_> {
    fn is_left(&self, person: u32) -> bool {
        self.left[person as usize]
    }

    fn influence(&self, ball: &mut Ball, person: u32, radius: u32) -> u64 {
        let above = |person: u32| u64::from(self.hearers[person as usize].saturating_sub(1));
        if above(person) == 0 {
            return 0;
        }
        ball.grow(person, radius, |person| self.graph.hearers(person), |person| self.is_left(person), |_| ());
        above(person) * ball.front.iter().map(|&other| above(other)).sum::<u64>()
    }
}

impl Strategy for CollectiveInfluence {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let heard = graph.heard();
        let speakers = |person: u32| &heard.sources[heard.row(person)];
        let n = graph.people();
        let mut rest = Rest {
            graph,
            left: vec![true; n as usize],
            hearers: (0..n).map(|person| graph.out_degree(person)).collect(),
        };
        let members: Vec<u32> = group.members().collect();
        let mut around = Ball::new(graph);
        let mut influence = vec![0u64; n as usize];
        let mut changed = members.clone();
        let mut seeds = Vec::new();
        while seeds.len() < count {
            let found = parallel::map(
                changed.len() as u64,
                || Ball::new(graph),
                |ball, i| rest.influence(ball, changed[i as usize], self.radius),
            );
            changed.iter().zip(found).for_each(|(&person, found)| influence[person as usize] = found);
            let candidates = members.iter().copied().filter(|&person| rest.is_left(person));
            // Of equals the first in canonical order.
            let best = candidates.max_by_key(|&person| {
                (influence[person as usize], rest.hearers[person as usize], std::cmp::Reverse(person))
            });
            let Some(person) = best else { break };
            seeds.push(person);
            // Whoever could have counted the person, or somebody heard less now.
            changed.clear();
            around.grow(
                person,
                self.radius + 1,
                speakers,
                |other| rest.is_left(other),
                |other| {
                    changed.extend(Some(other).filter(|&other| group.has(other)));
                },
            );
            rest.left[person as usize] = false;
            speakers(person).iter().for_each(|&speaker| rest.hearers[speaker as usize] -= 1);
        }
        seeds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::{Generator, erdos_renyi::ErdosRenyi};
    use crate::graph::{Names, builder};
    use crate::seeding::tests::{luck, on};

    /// The slow twin: distances by rounds over all ties, everything anew for each choice.
    fn plainly(graph: &Graph, count: usize, radius: u32) -> Vec<u32> {
        let n = graph.people();
        let mut chosen: Vec<u32> = Vec::new();
        for _ in 0..count {
            let is_left = |person: &u32| !chosen.contains(person);
            let hearers = |person: u32| graph.hearers(person).iter().filter(|other| is_left(other)).count() as u64;
            let influence = |person: u32| {
                let mut distance = vec![None; n as usize];
                distance[person as usize] = Some(0);
                for step in 0..radius {
                    for speaker in (0..n).filter(|&p| distance[p as usize] == Some(step)).collect::<Vec<_>>() {
                        for &hearer in graph.hearers(speaker).iter().filter(|other| is_left(other)) {
                            distance[hearer as usize].get_or_insert(step + 1);
                        }
                    }
                }
                let frontier = (0..n).filter(|&p| distance[p as usize] == Some(radius));
                hearers(person).saturating_sub(1) * frontier.map(|p| hearers(p).saturating_sub(1)).sum::<u64>()
            };
            let left = (0..n).filter(is_left);
            chosen.push(left.max_by_key(|&p| (influence(p), hearers(p), std::cmp::Reverse(p))).unwrap());
        }
        chosen
    }

    #[test]
    fn as_reckoned_anew() {
        for mutual in [true, false] {
            let graph = ErdosRenyi::new(60, 0.06, mutual).unwrap().draw(5);
            for radius in 0..4 {
                let strategy = CollectiveInfluence { count: Count::People(25), radius };
                let found = on(&graph, |network| strategy.seeds(network, &luck(0)));
                assert_eq!(found, plainly(&graph, 25, radius), "radius {radius}");
            }
        }
    }

    /// Person 0 has nine leaves; 10 stands between 11 and 12, who have four leaves each.
    #[test]
    fn a_bridge_between_hubs_counts_for_more_than_a_hub_of_leaves() {
        let stars = [(0, 1..10), (11, 13..17), (12, 17..21)];
        let mut ties: Vec<(u32, u32)> =
            stars.into_iter().flat_map(|(hub, leaves)| leaves.map(move |leaf| (hub, leaf))).collect();
        ties.extend([(10, 11), (10, 12)]);
        let (from, to) = ties.into_iter().unzip();
        let graph = builder::from_ties(Names::Numbered(21), from, to, true);
        let strategy = CollectiveInfluence { count: Count::People(2), radius: 1 };
        // CI(10) = 1 (4 + 4) and CI(11) = CI(12) = 4 x 1; that of 0 is 8 x 0. Without 10 all are 0, and 0 is heard by most.
        assert_eq!(on(&graph, |network| strategy.seeds(network, &luck(0))), [10, 0]);
    }
}
