//! **People**: these, by name.
//!
//! # Cost
//! Time in the names given.

use super::Seeding;
use crate::catalog::{Entry, Fault, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "people",
    title: "these people, by name",
    kind: Kind::People,
    reference: "",
    check: "the seed set is the list",
    build: |value| {
        let names = value.as_texts().unwrap_or_default().into_iter().map(str::to_owned).collect();
        Ok(Box::new(People { names }))
    },
};

struct People {
    names: Vec<String>,
}

impl Seeding for People {
    fn seeds(&self, network: &Network, _: &Replicate) -> Vec<u32> {
        self.names.iter().filter_map(|name| network.graph.names().find(name)).collect()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        known(&self.names, graph)
    }
}

/// A fault at the first name that nobody has, or that stands there twice.
pub(super) fn known(names: &[String], graph: &Graph) -> Result<(), Fault> {
    let unknown: Vec<&String> = names.iter().filter(|name| graph.names().find(name).is_none()).collect();
    if let Some(first) = unknown.first() {
        let near = nearest(first, graph);
        return Err(Fault::at(
            "",
            match unknown.len() {
                1 => format!("nobody in the network is called `{first}`"),
                n => format!("nobody in the network is called `{first}`, nor {} more of these", n - 1),
            },
            format!("the nearest names are {}", near.join(", ")),
        ));
    }
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Fault::at("", format!("`{}` stands there twice", pair[0]), "name each person once")),
        None => Ok(()),
    }
}

/// The three names most like one, among the first hundred thousand.
fn nearest(name: &str, graph: &Graph) -> Vec<String> {
    let names = graph.names();
    let mut near: Vec<(usize, u32)> = (0..graph.people().min(100_000))
        .map(|person| (strsim::damerau_levenshtein(name, &names.get(person)), person))
        .collect();
    near.sort_unstable();
    near.iter().take(3).map(|&(_, person)| format!("`{}`", names.get(person))).collect()
}
