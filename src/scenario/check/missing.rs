//! What a file leaves out and cannot: which keys are missing, and what to write for them.

use super::join;
use crate::catalog::{Key, Kind};
use crate::scenario::document::{Item, Node};
use crate::scenario::kinds::line;
use crate::scenario::problem::{Place, Problem};
use crate::scenario::{spread, stranger};

/// What is missing from the top of the file, all in one.
pub fn nothing_there(missing: &[&Key], empty: bool) -> Option<Problem> {
    if missing.is_empty() {
        return None;
    }
    if empty {
        let problem = Problem::at(Place::default(), "this scenario is empty");
        return Some(problem.help("rumormill new NAME writes one to begin with"));
    }
    let names: Vec<String> = missing.iter().map(|key| format!("`{}`", key.name)).collect();
    let message = match &names[..] {
        [one] => format!("{one} is missing"),
        [first @ .., last] => format!("{} and {last} are missing", first.join(", ")),
        [] => String::new(),
    };
    let mut problem = Problem::at(Place::default(), message);
    for key in missing {
        problem = problem.help(match key.kind {
            Kind::OneOf(keys) => format!("write [{}.NAME], NAME one of {}", key.name, names_of(keys)),
            Kind::Tables(keys) => {
                let first = keys.first().map_or(String::new(), line);
                format!("write [[{}]] on a line of its own, and below it {first}", key.name)
            }
            _ => format!("write {} at the top of the file", line(key)),
        });
    }
    Some(problem)
}

fn names_of(keys: &[Key]) -> String {
    crate::text::any_of(keys.iter().map(|key| key.name))
}

/// Whether the spread of a file is one that has no network.
pub fn has_no_network(spread: &Item) -> bool {
    let Node::Table(entries) = &spread.node else { return false };
    entries.iter().any(|(name, _)| spread::WITHOUT_NETWORK.contains(&name.as_str()))
}

/// A key that must stand in a table, and does not.
pub fn absent(item: &Item, key: &Key, path: &str) -> Problem {
    let problem = Problem::at(item.key.clone(), format!("`{}` is missing from {}", key.name, stranger::section(path)));
    problem.help(match key.kind {
        Kind::OneOf(keys) if matches!(keys[0].kind, Kind::Table(_)) => {
            // A heading cannot lead into one of several tables.
            let written = match path.contains('[') {
                true => format!("{} = {{ NAME = {{ ... }} }}", key.name),
                false => format!("[{}.NAME]", join(path, key.name)),
            };
            format!("write {written}, NAME one of {}", names_of(keys))
        }
        _ => format!("write {}: {}", line(key), key.meaning),
    })
}
