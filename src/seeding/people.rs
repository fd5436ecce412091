//! **People**: these, by name.
//!
//! # Cost
//! Time in the names given.

use super::{Group, Seeding};
use crate::catalog::{Entry, Fault, Kind};
use crate::graph::{Graph, edge_list};
use crate::model::Network;
use crate::random::Replicate;
use crate::text::{escaped, shown};

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

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.check(network.graph)?;
        inside(&self.names, network.graph, group)
    }

    fn count_among(&self, _: &Group) -> Option<u64> {
        Some(self.names.len() as u64)
    }

    fn is_list(&self) -> bool {
        true
    }
}

/// A fault at the first of some known names whose person may not be chosen out of a group.
pub(super) fn inside(names: &[String], graph: &Graph, group: &Group) -> Result<(), Fault> {
    let barred = |name: &&String| graph.names().find(name).is_some_and(|person| !group.has(person));
    match (0..names.len()).find(|&i| barred(&&names[i])) {
        Some(i) => {
            let message = format!("{} is named elsewhere, or is not of the group", shown(&names[i]));
            Err(Fault::at(format!("[{}]", i + 1), message, "leave the name out"))
        }
        None if group.drawn() > 0 => {
            let message = "those before may draw one of these people";
            Err(Fault::at("", message, "put this one before those that draw"))
        }
        None => Ok(()),
    }
}

/// A fault at the first name that nobody has, or that stands there twice.
pub(super) fn known(names: &[String], graph: &Graph) -> Result<(), Fault> {
    let unknown: Vec<usize> = (0..names.len()).filter(|&i| graph.names().find(&names[i]).is_none()).collect();
    if let [first, others @ ..] = &unknown[..] {
        let and = match others {
            [] => String::new(),
            [one] => format!(", nor {}", shown(&names[*one])),
            [one, rest @ ..] => format!(", nor {}, nor {} more of these", shown(&names[*one]), rest.len()),
        };
        return Err(Fault::at(
            format!("[{}]", first + 1),
            format!("nobody in the network is called {}{and}", shown(&names[*first])),
            several(&names[*first], graph)
                .or_else(|| look_alike(&names[*first], graph))
                .unwrap_or_else(|| format!("the nearest names are {}", nearest(&names[*first], graph).join(", "))),
        ));
    }
    let mut sorted: Vec<usize> = (0..names.len()).collect();
    sorted.sort_by_key(|&i| (&names[i], i));
    match sorted.windows(2).find(|pair| names[pair[0]] == names[pair[1]]) {
        Some(pair) => {
            let message = format!("{} stands there twice", shown(&names[pair[0]]));
            let fault = Fault::at(format!("[{}]", pair[1] + 1), message, "name each person once");
            Err(fault.also(format!("[{}]", pair[0] + 1), "first here"))
        }
        None => Ok(()),
    }
}

/// What to say if a name is several names with commas between.
fn several(name: &str, graph: &Graph) -> Option<String> {
    let parts: Vec<&str> = name.split([',', ';']).map(str::trim).collect();
    let known = parts.len() > 1 && parts.iter().all(|part| graph.names().find(part).is_some());
    let quoted: Vec<String> = parts.iter().map(|part| format!("\"{}\"", escaped(part))).collect();
    known.then(|| format!("write each name in quotes of its own: {}", quoted.join(", ")))
}

/// What to say if a name looks like one of the first hundred thousand.
fn look_alike(name: &str, graph: &Graph) -> Option<String> {
    let names = graph.names();
    (0..graph.people().min(100_000)).find_map(|person| edge_list::look_alike(name, &names.get(person)))
}

/// The three names most like one, among the first hundred thousand.
fn nearest(name: &str, graph: &Graph) -> Vec<String> {
    let names = graph.names();
    let mut near: Vec<(usize, u32)> = (0..graph.people().min(100_000))
        .map(|person| (strsim::damerau_levenshtein(name, &names.get(person)), person))
        .collect();
    near.sort_unstable();
    near.iter().take(3).map(|&(_, person)| shown(&names.get(person))).collect()
}
