//! **File**: the people of a list, one name a line.
//!
//! Blank lines and lines that begin with `#` are passed over.
//!
//! # Cost
//! Time in the names given.

use super::{Group, Seeding, people};
use crate::catalog::{Entry, Fault, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;
use crate::text::escaped;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "file",
    title: "the people of a list, one name a line",
    kind: Kind::Path,
    reference: "",
    check: "the seed set is the list",
    build: |value| {
        let path = value.as_text().unwrap_or_default().to_owned();
        Ok(Box::new(File { path, names: Vec::new() }))
    },
};

struct File {
    path: String,
    names: Vec<String>,
}

impl File {
    /// The same fault, at the file: places in a list of names mean nothing in the scenario.
    fn in_file(&self, fault: Fault) -> Fault {
        let message = format!("in {}: {}", escaped(&self.path), fault.message);
        Fault { key: String::new(), also: None, message, ..fault }
    }
}

impl Seeding for File {
    fn seeds(&self, network: &Network, _: &Replicate) -> Vec<u32> {
        self.names.iter().filter_map(|name| network.graph.names().find(name)).collect()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        if self.names.is_empty() {
            return Err(Fault::at("", format!("{} names nobody", escaped(&self.path)), "write one name a line"));
        }
        people::known(&self.names, graph).map_err(|fault| self.in_file(fault))
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.check(network.graph)?;
        people::inside(&self.names, network.graph, group).map_err(|fault| self.in_file(fault))
    }

    fn count_among(&self, _: &Group) -> Option<u64> {
        Some(self.names.len() as u64)
    }

    fn is_list(&self) -> bool {
        true
    }

    fn file(&mut self) -> Option<(&str, &mut Vec<String>)> {
        Some((&self.path, &mut self.names))
    }
}
