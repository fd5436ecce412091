//! **Mix**: several seedings at once, nobody asked twice.
//!
//! People who are named come first, then seedings that look only at the network, then those that draw, each kind in the order of
//! the list; each seeding chooses among those whom nobody before it has chosen. A share ("5 %") is one of all the people (or of
//! the group, within `among`), chosen or not.
//!
//! # Parameters
//! A list of seedings, each with its own number of people.
//!
//! # Cost
//! That of its seedings; what does not draw is found once a network.

use super::nested::{self, Part};
use super::{Group, Seeding};
use crate::catalog::{Entry, Fault, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "mix",
    title: "several seedings at once, nobody asked twice",
    kind: Kind::List(&nested::ONE),
    reference: "",
    check: "hubs and named people, by hand; random people beside hubs are never hubs",
    build: |value| {
        let mut mix = Mix { parts: Part::read_all(value)? };
        mix.number_picks(&mut 0);
        Ok(Box::new(mix))
    },
};

#[derive(Clone)]
struct Mix {
    parts: Vec<Part>,
}

impl Mix {
    /// The parts in the order in which they choose.
    fn in_turn(&self) -> impl Iterator<Item = &Part> {
        let turn = |part: &&Part| (part.seeding.varies(), !part.seeding.is_list());
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        parts.sort_by_key(turn);
        parts.into_iter()
    }

    fn fixed(&self) -> impl Iterator<Item = &Part> {
        self.in_turn().filter(|part| !part.seeding.varies())
    }

    fn drawn(&self) -> impl Iterator<Item = &Part> {
        self.in_turn().filter(|part| part.seeding.varies())
    }
}

/// Adds what some seedings choose, one after the other, of those whom nobody has chosen.
fn add<'a>(
    seeds: &mut Vec<u32>,
    parts: impl Iterator<Item = &'a Part>,
    network: &Network,
    luck: &Replicate,
    group: &Group,
) {
    for part in parts {
        let more = part.seeding.seeds_among(network, luck, &group.without(seeds));
        seeds.extend(more);
    }
}

impl Seeding for Mix {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.seeds_among(network, luck, &Group::everybody(network.graph))
    }

    fn varies(&self) -> bool {
        self.parts.iter().any(|part| part.seeding.varies())
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.parts.iter().try_for_each(|part| part.check(graph))
    }

    fn files(&mut self) -> Vec<(&str, &mut Vec<String>)> {
        self.parts.iter_mut().flat_map(Part::files).collect()
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        let mut seeds = Vec::new();
        add(&mut seeds, self.in_turn(), network, luck, group);
        seeds
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        let mut seeds = Vec::new();
        for part in self.fixed() {
            let left = group.without(&seeds);
            part.check_among(network, &left)?;
            seeds.extend(part.seeding.seeds_among(network, &network.luck, &left));
        }
        let left = group.without(&seeds);
        let mut draws = 0;
        for part in self.drawn() {
            part.check_among(network, &left.after_draws(draws))?;
            draws += part.seeding.count_among(&left).unwrap_or(left.left().into());
        }
        Ok(())
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        self.parts.iter().map(|part| part.seeding.count_among(group)).sum()
    }

    fn number_picks(&mut self, next: &mut u64) {
        self.parts.iter_mut().for_each(|part| part.number_picks(next));
    }

    fn settled(&self, network: &Network, group: &Group) -> Option<Box<dyn Seeding>> {
        let mut fixed = Vec::new();
        add(&mut fixed, self.fixed(), network, &network.luck, group);
        let left = group.without(&fixed);
        let drawn = self.drawn().map(|part| part.settled(network, &left)).collect();
        Some(Box::new(Settled { fixed, drawn, mix: self.clone() }))
    }
}

/// The same where those who do not depend on luck are chosen.
struct Settled {
    fixed: Vec<u32>,
    drawn: Vec<Part>,
    mix: Mix,
}

impl Seeding for Settled {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.seeds_among(network, luck, &Group::everybody(network.graph))
    }

    fn varies(&self) -> bool {
        true
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.mix.check(graph)
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        if self.fixed.iter().any(|&person| !group.has(person)) {
            return self.mix.seeds_among(network, luck, group);
        }
        let mut seeds = self.fixed.clone();
        add(&mut seeds, self.drawn.iter(), network, luck, group);
        seeds
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.mix.check_among(network, group)
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        self.mix.count_among(group)
    }
}
