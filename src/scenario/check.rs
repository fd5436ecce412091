//! A tree against the catalog: every value passes its [`Kind`], every key is known, every default is filled in.

mod defaults;
mod either;
mod missing;

use super::document::{Document, Item, Node};
use super::kinds::{example, line, names};
use super::problem::{Place, Problem};
use super::scalar::scalar;
use super::{keys, stranger};
use crate::catalog::{Key, Kind, Value};
use crate::text::{nearest, shown};
use defaults::left_out;
use missing::{absent, has_no_network, nothing_there};
use std::collections::{BTreeMap, BTreeSet};

pub use defaults::defaults;

/// What checking has found.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Where each key that was given stands, by path (`campaign[2].seeds.random`): its key and its value.
    pub places: BTreeMap<String, (Place, Place)>,
    /// Keys that are missing, by path; unless they stand elsewhere and are to be moved, these are problems too.
    missing: Vec<(String, Problem)>,
    /// Paths to which a key is to be moved; campaigns without their numbers.
    pub moved: BTreeSet<String>,
    /// Paths of tables that are not whole, because something in them is wrong.
    pub broken: BTreeSet<String>,
    /// Rates and durations given as plain numbers, and those given as text with a unit.
    pub plain: Vec<Place>,
    /// See `plain`.
    pub timed: Vec<Place>,
}

/// Checks a whole document against the keys of its top level. Tables that are listed as broken lack what is wrong.
pub fn check(document: &Document, keys: &'static [Key]) -> (Value, Findings) {
    let mut checker = Checker { root: &document.root, findings: Findings::default() };
    let value = checker.table(&document.root, keys, "");
    let mut findings = checker.findings;
    let missing = std::mem::take(&mut findings.missing).into_iter();
    let stay_missing = missing.filter(|(path, _)| !findings.moved.contains(path)).map(|(_, problem)| problem);
    findings.problems.extend(stay_missing);
    (value.unwrap_or(Value::Table(Vec::new())), findings)
}

struct Checker<'a> {
    root: &'a Item,
    findings: Findings,
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The last part of a path: what a message calls the value.
fn name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The default of the key at a path.
fn usual(path: &str) -> Option<&'static str> {
    keys::find(path)?.default
}

impl Checker<'_> {
    fn problem(&mut self, problem: Problem) {
        self.findings.problems.push(problem);
    }

    fn one(&mut self, item: &Item, kind: &'static Kind, path: &str) -> Option<Value> {
        match kind {
            Kind::Table(keys) => self.table(item, keys, path),
            Kind::OneOf(keys) => self.one_of(item, keys, path),
            Kind::Tables(keys) => self.tables(item, keys, path),
            Kind::Named(kind) => self.named(item, kind, path),
            Kind::Either(kinds) => self.either(item, kinds, path),
            Kind::Like(other) => self.one(item, &keys::at(other).kind, path),
            Kind::List(kind @ Kind::Like(_)) => self.list(item, kind, path),
            kind => {
                let value = scalar(item, kind, name(path), usual(path));
                self.scalar(item, kind, path, value)
            }
        }
    }

    /// Notes where names of a list stand, and which times have a unit.
    fn scalar(&mut self, item: &Item, kind: &Kind, path: &str, value: Result<Value, Problem>) -> Option<Value> {
        match &value {
            // What people do every day is no time of the model.
            Ok(_) if path.starts_with("participation.") || path.starts_with("relationship.") => {}
            Ok(Value::Written { .. }) if matches!(kind, Kind::Rate | Kind::Duration) => {
                self.findings.timed.push(item.place.clone());
            }
            Ok(_) if matches!(kind, Kind::Rate | Kind::Duration) => self.findings.plain.push(item.place.clone()),
            Ok(Value::List(_)) => {
                let Node::List(items) = &item.node else { unreachable!("a list is read from a list") };
                for (i, item) in items.iter().enumerate() {
                    self.findings.places.insert(format!("{path}[{}]", i + 1), (item.place.clone(), item.place.clone()));
                }
            }
            _ => {}
        }
        value.map_err(|problem| self.problem(problem)).ok()
    }

    fn table(&mut self, item: &Item, keys: &'static [Key], path: &str) -> Option<Value> {
        let Node::Table(entries) = &item.node else {
            // A number of people at the top is meant for the network, not for what is known of them.
            if let Some((problem, moved)) = stranger::strayed(name(path), item, path, self.root) {
                self.findings.moved.extend(moved);
                self.problem(problem);
                return None;
            }
            let first = keys.iter().find(|key| key.required).or(keys.first());
            let first = first.map_or(String::new(), line);
            let message = format!("`{}` is {}, and must be a table", name(path), item.node.what());
            let help = format!("write [{path}] on a line of its own, and below it {first}");
            self.problem(Problem::at(item.place.clone(), message).help(help));
            return None;
        };
        let before = self.findings.problems.len();
        let mut missing: Vec<&Key> =
            keys.iter().filter(|key| key.required && !entries.iter().any(|(given, _)| given == key.name)).collect();
        for (given, item) in entries.iter().filter(|(given, _)| !keys.iter().any(|key| key.name == given)) {
            let stranger = stranger::about(given, item, keys, path, self.root);
            // What was meant is not missing too, nor what stands in the wrong place.
            missing.retain(|key| !stranger.meant.contains(&key.name));
            self.findings.moved.extend(stranger.moved);
            self.problem(stranger.problem);
        }
        if path.is_empty() && has(entries, "platform") {
            // A platform is a way of spreading.
            missing.retain(|key| key.name != "spread");
        }
        if path.is_empty() && entries.iter().any(|(given, item)| given == "spread" && has_no_network(item)) {
            missing.retain(|key| key.name != "network");
        }
        let is_whole = missing.is_empty() && self.findings.problems.len() == before;
        if path.is_empty() {
            self.findings.problems.extend(nothing_there(&missing, entries.is_empty()));
        } else {
            let missing = missing.iter().map(|key| (join(path, key.name), absent(item, key, path)));
            self.findings.missing.extend(missing);
        }
        let mut values = Vec::new();
        for key in keys {
            let inside = join(path, key.name);
            match entries.iter().find(|(given, _)| given == key.name) {
                Some((_, item)) => {
                    self.findings.places.insert(inside.clone(), (item.key.clone(), item.place.clone()));
                    values.extend(self.one(item, &key.kind, &inside).map(|value| (key.name.to_owned(), value)));
                }
                None => values.extend(left_out(key).map(|value| (key.name.to_owned(), value))),
            }
        }
        let inside = entries.iter().any(|(given, _)| self.findings.broken.contains(&join(path, given)));
        if !is_whole || inside || self.findings.problems.len() > before {
            self.findings.broken.insert(path.to_owned());
        }
        Some(Value::Table(values))
    }

    fn one_of(&mut self, item: &Item, keys: &'static [Key], path: &str) -> Option<Value> {
        let Node::Table(entries) = &item.node else {
            self.problem(stranger::no_choice(item, keys, path));
            return None;
        };
        if let Some(problem) = stranger::heading_too_short(item, entries, keys, path) {
            self.problem(problem);
            return None;
        }
        let before = self.findings.problems.len();
        let mut known = Vec::new();
        for (given, item) in entries {
            match keys.iter().find(|key| key.name == given) {
                Some(key) => known.push((key, item)),
                None => self.problem(stranger::about(given, item, keys, path, self.root).problem),
            }
        }
        if let [(first, at), (second, also), ..] = known[..] {
            let message = format!("`{}` and `{}` cannot both be given", first.name, second.name);
            self.problem(
                Problem::at(also.key.clone(), message)
                    .also(at.key.clone(), "the other one")
                    .help(format!("keep one: `{}` takes exactly one", name(path))),
            );
        }
        if known.is_empty() && self.findings.problems.len() == before {
            let problem = Problem::at(item.key.clone(), format!("`{}` is empty", name(path)));
            self.problem(problem.help(format!("give one of {}", names(keys))));
        }
        let mut values = Vec::new();
        for (key, item) in known {
            let inside = join(path, key.name);
            self.findings.places.insert(inside.clone(), (item.key.clone(), item.place.clone()));
            values.extend(self.one(item, &key.kind, &inside).map(|value| (key.name.to_owned(), value)));
        }
        let inside = entries.iter().any(|(given, _)| self.findings.broken.contains(&join(path, given)));
        if inside || self.findings.problems.len() > before {
            self.findings.broken.insert(path.to_owned());
            return None;
        }
        Some(Value::Table(values))
    }

    /// A table whose keys the user has chosen.
    fn named(&mut self, item: &Item, kind: &'static Kind, path: &str) -> Option<Value> {
        let Node::Table(entries) = &item.node else {
            let problem = Problem::at(
                item.place.clone(),
                format!("`{}` is {}, and must be a table of names", name(path), item.node.what()),
            );
            let help = match path.contains('.') {
                true => format!("write {} = {}", name(path), example(&Kind::Named(kind))),
                false => format!("write [{path}.NAME] on a line of its own, NAME a name of your own"),
            };
            self.problem(problem.help(help));
            return None;
        };
        let mut values = Vec::new();
        for (given, item) in entries {
            let inside = join(path, given);
            self.findings.places.insert(inside.clone(), (item.key.clone(), item.place.clone()));
            let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !given.starts_with(|c: char| c.is_ascii_lowercase()) || !given.chars().all(letters) || given.len() > 40 {
                let message = format!("{} is no name", shown(given));
                let help = "names are up to 40 small letters, digits and hyphens, a letter first";
                self.problem(Problem::at(item.key.clone(), message).help(help));
            }
            values.extend(self.one(item, kind, &inside).map(|value| (given.clone(), value)));
            if self.findings.broken.contains(&inside) {
                self.findings.broken.insert(path.to_owned());
            }
        }
        if values.len() < entries.len() {
            self.findings.broken.insert(path.to_owned());
        }
        Some(Value::Table(values))
    }

    fn tables(&mut self, item: &Item, keys: &'static [Key], path: &str) -> Option<Value> {
        let items = match &item.node {
            Node::List(items) if items.iter().all(|item| matches!(item.node, Node::Table(_))) => &items[..],
            // One table where a list is meant: [campaign] for [[campaign]].
            Node::Table(entries) => {
                if let Some(problem) = stranger::named_in_heading(item, entries, keys, path) {
                    self.problem(problem);
                    return None;
                }
                self.problem(
                    Problem::at(item.key.clone(), format!("`{path}` is one table, and must be a list of tables"))
                        .help(format!("write [[{path}]] with two brackets")),
                );
                std::slice::from_ref(item)
            }
            other => {
                let first = keys.first().map_or(String::new(), line);
                self.problem(
                    Problem::at(item.place.clone(), format!("`{path}` is {}, and must be tables", other.what()))
                        .help(format!("write [[{path}]] on a line of its own, and below it {first}")),
                );
                return None;
            }
        };
        let values = items.iter().enumerate().map(|(i, item)| {
            let path = format!("{path}[{}]", i + 1);
            self.findings.places.insert(path.clone(), (item.key.clone(), item.place.clone()));
            self.table(item, keys, &path).unwrap_or(Value::Table(Vec::new()))
        });
        Some(Value::List(values.collect()))
    }

    /// A list of tables, or of plain values where a table may be one.
    fn list(&mut self, item: &Item, kind: &'static Kind, path: &str) -> Option<Value> {
        let Node::List(items) = &item.node else {
            let message = format!("`{}` is {}, and must be a list", name(path), item.node.what());
            let help = format!("write {} = [{}]", name(path), example(kind));
            self.problem(Problem::at(item.place.clone(), message).help(help));
            return None;
        };
        if items.is_empty() {
            let problem = Problem::at(item.place.clone(), format!("`{}` is an empty list", name(path)));
            self.problem(problem.help(format!("write {} = [{}]", name(path), example(kind))));
            return None;
        }
        let values: Vec<Option<Value>> = (items.iter().enumerate())
            .map(|(i, item)| {
                let path = format!("{path}[{}]", i + 1);
                self.findings.places.insert(path.clone(), (item.place.clone(), item.place.clone()));
                self.one(item, kind, &path)
            })
            .collect();
        if (1..=items.len()).any(|i| self.findings.broken.contains(&format!("{path}[{i}]"))) {
            self.findings.broken.insert(path.to_owned());
        }
        values.into_iter().collect::<Option<_>>().map(Value::List)
    }
}

fn has(entries: &[(String, Item)], name: &str) -> bool {
    entries.iter().any(|(key, _)| key == name)
}

/// The nearest of some keys to a text, with its key.
pub fn near<'a>(text: &str, keys: &'a [Key]) -> Option<&'a Key> {
    let name = nearest(text, keys.iter().map(|key| key.name))?;
    keys.iter().find(|key| key.name == name)
}
