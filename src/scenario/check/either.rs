//! A value of one of several kinds: the first that fits is taken, and where none does the message is that of the kind that was
//! meant.

use super::defaults::left_out;
use super::{Checker, name, usual};
use crate::catalog::{Key, Kind, Value};
use crate::scenario::document::{Item, Node};
use crate::scenario::kinds::allowed;
use crate::scenario::problem::Problem;
use crate::scenario::scalar::{is_number, must_be, number_in_text, scalar};
use crate::scenario::units;
use crate::text::shown;

impl Checker<'_> {
    pub(super) fn either(&mut self, item: &Item, kinds: &'static [Kind], path: &str) -> Option<Value> {
        // Tables report their own problems; of the others the first that fits is taken.
        let is_table = |kind: &&Kind| matches!(kind, Kind::Table(_) | Kind::OneOf(_) | Kind::Named(_));
        if let (Node::Table(_), Some(kind)) = (&item.node, kinds.iter().find(is_table)) {
            if matches!(kind, Kind::Table(keys) if keys.iter().all(|key| matches!(key.kind, Kind::Column))) {
                self.file_of_times(item, kinds);
            }
            return self.one(item, kind, path);
        }
        // What looks like a number in quotes, or a time, is no column of that name.
        let is_time = kinds.iter().any(|kind| matches!(kind, Kind::Rate | Kind::Duration));
        let no_column = match &item.node {
            Node::Text(text) if kinds.iter().any(is_number) => {
                let starts = text.starts_with(|c: char| c.is_ascii_digit());
                number_in_text(text).is_some() || (is_time && starts && units::meant(text).unit.is_some())
            }
            _ => false,
        };
        let mut plain = kinds.iter().filter(|kind| !(is_table(kind) || no_column && matches!(kind, Kind::Column)));
        let fitting = plain.clone().find_map(|kind| Some((kind, scalar(item, kind, name(path), usual(path)).ok()?)));
        if let Some((kind, value)) = fitting {
            if matches!(kind, Kind::Column) {
                self.file_of_times(item, kinds);
            }
            let value = self.scalar(item, kind, path, Ok(value))?;
            return Some(match kinds.iter().find(is_table) {
                Some(Kind::Table(keys)) if is_shorthand(keys) => spelled_out(keys, value),
                _ => value,
            });
        }
        // The message of the kind that was meant: numbers for what looks like one, else words.
        let numeric = match &item.node {
            Node::Whole(_) | Node::Number(..) => Some(true),
            Node::Text(text) if number_in_text(text).is_some() => Some(true),
            Node::Text(text) if text.starts_with(|c: char| c.is_ascii_digit()) => Some(true),
            Node::Text(_) => Some(false),
            _ => None,
        };
        let meant = match &item.node {
            Node::List(_) => plain.find(|kind| matches!(kind, Kind::WordList(_) | Kind::People)),
            // A share that is none is no number of people either.
            Node::Text(text) if text.contains('%') && kinds.iter().any(|kind| matches!(kind, Kind::Percent)) => {
                plain.find(|kind| matches!(kind, Kind::Percent))
            }
            _ => numeric.and_then(|numeric| plain.find(|kind| is_number(kind) == numeric)),
        };
        let wrong = |message: String| Problem::at(item.place.clone(), message);
        let problem = match meant.map(|kind| (kind, scalar(item, kind, name(path), usual(path)))) {
            Some((Kind::Words(_), Err(problem))) if problem.label.is_empty() => {
                let Node::Text(text) = &item.node else { unreachable!("words are text") };
                let problem = wrong(format!("`{}` does not know {}", name(path), shown(text)));
                problem.help(format!("write {}", allowed_in_all(kinds)))
            }
            Some((_, Err(problem))) => problem,
            _ => must_be(name(path), &item.node, &Kind::Either(kinds), usual(path), wrong),
        };
        self.problem(problem);
        None
    }

    /// Where a rate or a time may stand, a column in its place holds plain numbers, without a unit.
    fn file_of_times(&mut self, item: &Item, kinds: &[Kind]) {
        if kinds.iter().any(|kind| matches!(kind, Kind::Rate | Kind::Duration)) {
            self.findings.plain.push(item.place.clone());
        }
    }
}

fn allowed_in_all(kinds: &'static [Kind]) -> String {
    allowed(&Kind::Either(kinds))
}

/// Whether a plain value may stand for a table: where one of its keys is required, or none and the first is a number.
fn is_shorthand(keys: &'static [Key]) -> bool {
    match keys.iter().filter(|key| key.required).count() {
        0 => is_number(&keys[0].kind),
        required => required == 1,
    }
}

/// A plain value where a table may stand is that table's one required key, or its first; the others have their defaults.
fn spelled_out(keys: &'static [Key], value: Value) -> Value {
    let mut given = Some(value);
    let stands = keys.iter().position(|key| key.required).unwrap_or(0);
    let of = |key: &'static Key| if key.name == keys[stands].name { given.take() } else { left_out(key) };
    let values = keys.iter().map(of).zip(keys).filter_map(|(value, key)| Some((key.name.to_owned(), value?)));
    Value::Table(values.collect())
}
