//! **Far apart**: hubs with a distance between them, so that each speaks to people of its own.
//!
//! People are looked at by how many hear them, most first, equals in canonical order; whoever is at least `distance` ties from
//! everybody chosen before, whatever the direction of ties, is taken. When there is nobody more, those one tie nearer are looked
//! at, and so on, until there are `count`. Whom nobody hears is far from everybody, and no hub: such people come last.
//!
//! # Parameters
//! `count`; `distance` in ties, 2 to 10 (3 by default, so that no two of them share a hearer, assumed); a plain number is the
//! count.
//!
//! # Cost
//! Time n log n, and for each person chosen the ties within `distance` - 1 of the person, once a network; at most `distance`
//! times.

use super::{COUNT, Count, Group, HOW_MANY, Seeding, Strategy, ranking};
use crate::catalog::{Entry, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "far-apart",
    title: "hubs with a distance between them, so that each speaks to people of its own",
    kind: Kind::Either(&[
        COUNT,
        Kind::Percent,
        Kind::Table(&[
            HOW_MANY,
            Key::with_default("distance", Kind::Whole(2, 10), "3", "how many ties lie between two of them at least")
                .unit("ties")
                .larger("spreads them out; where there is no room, they stand nearer")
                .source("assumed"),
        ]),
    ]),
    reference: "",
    check: "on a path, every third person",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        Ok(Box::new(FarApart { count, distance: value.whole("distance") as u32 }))
    },
};

struct FarApart {
    count: Count,
    distance: u32,
}

/// Marks everybody fewer than `distance` ties from a person, with the smallest distance known.
fn mark(graph: &Graph, person: u32, distance: u32, nearest: &mut [u32]) {
    let heard = graph.heard();
    nearest[person as usize] = 0;
    let mut front = vec![person];
    for steps in 1..distance {
        let mut next = Vec::new();
        for &from in &front {
            let speakers = &heard.sources[heard.row(from)];
            for &other in graph.hearers(from).iter().chain(speakers) {
                if nearest[other as usize] > steps {
                    nearest[other as usize] = steps;
                    next.push(other);
                }
            }
        }
        front = next;
    }
}

impl Strategy for FarApart {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let ranked = ranking::most_ties(graph, group, group.left() as usize);
        // How near the nearest of the chosen is, as far as it matters.
        let mut nearest = vec![u32::MAX; graph.people() as usize];
        let mut seeds = Vec::new();
        let (heard, unheard) = ranked.split_at(ranked.partition_point(|&person| graph.out_degree(person) > 0));
        for (some, distance) in
            [heard, unheard].into_iter().flat_map(|some| (1..=self.distance).rev().map(move |d| (some, d)))
        {
            for &person in some {
                if seeds.len() < count && nearest[person as usize] >= distance {
                    seeds.push(person);
                    mark(graph, person, self.distance, &mut nearest);
                }
            }
        }
        seeds
    }
}
