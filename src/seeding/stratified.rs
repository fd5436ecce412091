//! **Stratified**: some of every group of people, so that the seed set looks like the whole, or gives every group the same.
//!
//! Everybody with the same value in `column` is a group. Seats are shared out in proportion to the groups' sizes, by largest
//! remainders (Hamilton's rule; of equal remainders the value earlier in canonical order), or equally (a group that is too small
//! leaves its seats to the others; what cannot be divided goes to the values earlier in canonical order). Within a group people are
//! drawn anew in each replicate, or are those whom most hear. People of whom the column says nothing are not asked.
//!
//! # Parameters
//! `count`, `column`, `shares` ("proportional" by default, or "equal"), `by` ("random" by default, or "most-ties").
//!
//! # Cost
//! Time n log n once a network; each replicate n at most.
//!
//! # Randomness
//! SeedPick, use 0: the random order of `random`, of which each group takes its first.
//!
//! # Reference
//! Cochran, *Sampling techniques*, 3rd edition, 1977, chapter 5; the rule of largest remainders: Balinski and Young, *Fair
//! representation*, 1982.

use super::{Count, Group, HOW_MANY, Seeding, Strategy, random, strata};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "stratified",
    title: "some of every group of people, in proportion to its size or as many of each",
    kind: Kind::Table(&[
        HOW_MANY,
        Key::required("column", Kind::Column, "column of attributes whose values are the groups"),
        Key::with_default(
            "shares",
            Kind::Words(&[
                ("proportional", "seats in proportion to the size of the group, by largest remainders"),
                ("equal", "as many seats for each group, as far as it has people"),
            ]),
            "\"proportional\"",
            "how seats are shared out among the groups",
        ),
        Key::with_default(
            "by",
            Kind::Words(&[
                ("random", "anybody of the group, drawn anew in each replicate"),
                ("most-ties", "those of the group whom most others hear"),
            ]),
            "\"random\"",
            "who of a group is asked",
        ),
    ]),
    reference: "Cochran, Sampling techniques, 1977, chapter 5; Balinski and Young, Fair representation, 1982",
    check: "groups of 52, 31 and 17 people get 5, 3 and 2 of ten seats",
    build: |value| {
        Ok(Box::new(Stratified {
            count: Count::read("count", value.at("count"))?,
            column: value.text("column").to_owned(),
            is_equal: value.text("shares") == "equal",
            by_ties: value.text("by") == "most-ties",
            groups: None,
        }))
    },
};

#[derive(Clone)]
struct Stratified {
    count: Count,
    column: String,
    is_equal: bool,
    by_ties: bool,
    /// The groups, once they are found.
    groups: Option<Vec<Vec<u32>>>,
}

impl Strategy for Stratified {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, luck: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let graph = network.graph;
        let groups = match &self.groups {
            Some(groups) => groups
                .iter()
                .map(|people| people.iter().copied().filter(|&person| group.has(person)).collect())
                .collect(),
            None => strata::by_column(network, group, &self.column),
        };
        let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
        let mut seats = if self.is_equal { strata::equal(&sizes, count) } else { strata::proportional(&sizes, count) };
        if self.by_ties {
            let first = |(mut people, seats): (Vec<u32>, usize)| {
                people.sort_by_key(|&person| (std::cmp::Reverse(graph.out_degree(person)), person));
                people.truncate(seats);
                people
            };
            return groups.into_iter().zip(seats).flat_map(first).collect();
        }
        let mut of = vec![None; graph.people() as usize];
        for (number, people) in groups.iter().enumerate() {
            people.iter().for_each(|&person| of[person as usize] = Some(number));
        }
        random::first(luck, graph.people(), seats.iter().sum(), |person| {
            let seat = of[person as usize].map(|group| &mut seats[group]).filter(|seats| **seats > 0);
            seat.map(|seats| *seats -= 1).is_some()
        })
    }

    fn is_drawn(&self) -> bool {
        !self.by_ties
    }

    fn fits(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        strata::fits(network, group, &self.column, self.count)
    }

    fn prepared(&self, network: &Network, group: &Group) -> Option<Box<dyn Seeding>> {
        let groups = Some(strata::by_column(network, group, &self.column));
        Some(Box::new(Stratified { groups, ..self.clone() }))
    }
}
