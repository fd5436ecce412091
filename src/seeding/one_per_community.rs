//! **One per community**: the person whom most hear in each community, the largest community first.
//!
//! A community is everybody with the same value in `column`, or, where no column is named, a group found by the method of Louvain
//! (on the ties whatever their direction; the same network has the same communities, there is no chance in it). Communities stand by
//! size, equals by value or by their first member; people in them by how many hear them at all, then in canonical order. When every
//! community has one, each has its second in the same order, and so on. People of whom the column says nothing are not asked.
//!
//! # Parameters
//! `count`; `column`, the name of a column of attributes (a generator with planted communities brings `community`); a plain number
//! is the count.
//!
//! # Cost
//! Time n log n, and to find communities n + m for each of some twenty rounds, once a network.
//!
//! # Reference
//! Blondel, Guillaume, Lambiotte and Lefebvre, *Fast unfolding of communities in large networks*, Journal of Statistical Mechanics
//! (2008) P10008, doi:10.1088/1742-5468/2008/10/P10008.

use super::{COUNT, Count, Group, HOW_MANY, Seeding, Strategy, ranking, strata};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::{Graph, shape};
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "one-per-community",
    title: "the person whom most hear in each community, the largest community first",
    kind: Kind::Either(&[
        COUNT,
        Kind::Percent,
        Kind::Table(&[
            HOW_MANY,
            Key::optional(
                "column",
                Kind::Column,
                "column of attributes that names each one's community; found from the ties where it is left out",
            ),
        ]),
    ]),
    reference: "Blondel, Guillaume, Lambiotte and Lefebvre, Fast unfolding of communities in large networks, 2008",
    check: "two triangles joined by a tie: one of each",
    build: |value| {
        let column = value.get("column").and_then(|column| column.as_text()).map(str::to_owned);
        Ok(Box::new(OnePerCommunity { count: Count::read("count", value.at("count"))?, column }))
    },
};

struct OnePerCommunity {
    count: Count,
    column: Option<String>,
}

/// The members of a group by the community that their ties show.
fn found(graph: &Graph, group: &Group) -> Vec<Vec<u32>> {
    let communities = shape::communities(graph);
    let count = communities.iter().max().map_or(0, |&most| most as usize + 1);
    let mut members = vec![Vec::new(); count];
    group.members().for_each(|person| members[communities[person as usize] as usize].push(person));
    members
}

impl Strategy for OnePerCommunity {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let mut communities = match &self.column {
            Some(column) => strata::by_column(network, group, column),
            None => found(graph, group),
        };
        communities.sort_by_key(|members| std::cmp::Reverse(members.len()));
        for members in &mut communities {
            members.sort_by_key(|&person| (std::cmp::Reverse(graph.out_degree(person)), person));
        }
        let most = communities.first().map_or(0, Vec::len);
        let mut seeds: Vec<u32> = Vec::new();
        for place in 0..most {
            let missing = count - seeds.len();
            seeds.extend(communities.iter().filter_map(|members| members.get(place)).take(missing));
            if seeds.len() == count {
                break;
            }
        }
        ranking::complete(&mut seeds, graph, group, count);
        seeds
    }

    fn fits(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        match &self.column {
            Some(column) => strata::fits(network, group, column, self.count),
            None => Ok(()),
        }
    }
}
