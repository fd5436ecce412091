//! Seedings within a seeding: how they are read, checked, and found once for a network.

use super::{CATALOG, Group, Seeding};
use crate::catalog::{Fault, Kind, Value};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;
use std::sync::Arc;

/// The kind of one seeding within another.
pub(super) const ONE: Kind = Kind::Like("campaign.seeds");

/// A seeding that another holds.
#[derive(Clone)]
pub(super) struct Part {
    /// Where it stands in the other: `[2].random`.
    place: String,
    pub(super) seeding: Arc<dyn Seeding>,
}

impl Part {
    /// From a value that chooses a seeding, at a place of the other.
    pub(super) fn read(value: &Value, place: &str) -> Result<Part, Fault> {
        let (name, inner) = value.chosen();
        let place = format!("{place}.{name}");
        if name == "best" {
            // It needs to know how it spreads, which only the seeding of a whole campaign is told.
            let message = "who is best depends on how it spreads: `best` chooses for a whole campaign alone";
            return Err(Fault::at(place, message, "take another seeding here, such as `degree-discount`"));
        }
        let entry = CATALOG.iter().find(|entry| entry.name == name);
        let entry = entry.unwrap_or_else(|| panic!("the catalog promises the seeding `{name}`"));
        match (entry.build)(inner) {
            Ok(seeding) => Ok(Part { place, seeding: Arc::from(seeding) }),
            Err(fault) => Err(moved(&place, fault)),
        }
    }

    /// From a list of them.
    pub(super) fn read_all(value: &Value) -> Result<Vec<Part>, Fault> {
        let items = value.as_list().unwrap_or_default().iter().enumerate();
        items.map(|(i, item)| Part::read(item, &format!("[{}]", i + 1))).collect()
    }

    pub(super) fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.seeding.check(graph).map_err(|fault| moved(&self.place, fault))
    }

    pub(super) fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.seeding.check_among(network, group).map_err(|fault| moved(&self.place, fault))
    }

    /// The files it reads.
    pub(super) fn files(&mut self) -> Vec<(&str, &mut Vec<String>)> {
        // Files are read before anything is settled, so nobody shares it yet.
        Arc::get_mut(&mut self.seeding).map(|seeding| seeding.files()).unwrap_or_default()
    }

    /// See [`Seeding::number_picks`].
    pub(super) fn number_picks(&mut self, next: &mut u64) {
        // Numbers are given while a scenario is read, when nobody shares it yet.
        Arc::get_mut(&mut self.seeding).into_iter().for_each(|seeding| seeding.number_picks(next));
    }

    /// The same, with what depends on the network alone found already.
    pub(super) fn settled(&self, network: &Network, group: &Group) -> Part {
        let seeding: Arc<dyn Seeding> = if self.seeding.varies() {
            self.seeding.settled(network, group).map_or_else(|| self.seeding.clone(), Arc::from)
        } else {
            let seeds = self.seeding.seeds_among(network, &network.luck, group);
            Arc::new(Chosen { seeds, by: self.seeding.clone() })
        };
        Part { place: self.place.clone(), seeding }
    }
}

/// A fault of a seeding that stands at a place of another.
fn moved(place: &str, fault: Fault) -> Fault {
    let join = |key: &str| match key {
        "" => place.to_owned(),
        key if key.starts_with('[') => format!("{place}{key}"),
        key => format!("{place}.{key}"),
    };
    Fault { key: join(&fault.key), also: fault.also.map(|(key, label)| (join(&key), label)), ..fault }
}

/// A seed set that was found once, as long as none of it is taken.
struct Chosen {
    seeds: Vec<u32>,
    by: Arc<dyn Seeding>,
}

impl Seeding for Chosen {
    fn seeds(&self, _: &Network, _: &Replicate) -> Vec<u32> {
        self.seeds.clone()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.by.check(graph)
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        match self.seeds.iter().all(|&person| group.has(person)) {
            true => self.seeds.clone(),
            false => self.by.seeds_among(network, luck, group),
        }
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.by.check_among(network, group)
    }

    fn count_among(&self, _: &Group) -> Option<u64> {
        Some(self.seeds.len() as u64)
    }

    fn is_list(&self) -> bool {
        self.by.is_list()
    }
}
