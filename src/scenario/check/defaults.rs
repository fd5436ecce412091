//! What stands for a key that is left out.

use super::{Checker, Findings};
use crate::catalog::{Key, Kind, Value};
use crate::scenario::document::{Document, Node};

/// The value of a key that is left out, if it has one.
pub fn left_out(key: &'static Key) -> Option<Value> {
    if let Some(default) = key.default {
        return Some(default_value(key, default));
    }
    // A table left out still has its defaults.
    let Kind::Table(keys) = key.kind else { return None };
    let whole = keys.iter().all(|key| !key.required) && keys.iter().any(|key| key.default.is_some());
    (whole && !key.required).then(|| defaults(keys))
}

/// A table of these keys, each that has a default at it.
pub fn defaults(keys: &'static [Key]) -> Value {
    let defaults = keys.iter().filter_map(|key| Some((key.name.to_owned(), default_value(key, key.default?))));
    Value::Table(defaults.collect())
}

/// A default passes the same checks as what a user types; a test makes sure that all do.
fn default_value(key: &'static Key, default: &str) -> Value {
    let document = Document::parse("default", &format!("{} = {default}", key.name));
    let document = document.unwrap_or_else(|_| panic!("the default of `{}` is no TOML: {default}", key.name));
    let mut checker = Checker { root: &document.root, findings: Findings::default() };
    let Node::Table(entries) = &document.root.node else { unreachable!("a document is a table") };
    let value = checker.one(&entries[0].1, &key.kind, key.name);
    value.unwrap_or_else(|| panic!("the default of `{}` is wrong: {:?}", key.name, checker.findings.problems))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys;

    #[test]
    fn every_default_is_legal() {
        let mut defaults = 0;
        keys::walk(&mut |_, key| {
            defaults += usize::from(key.default.is_some());
            if let Some(default) = key.default {
                default_value(key, default);
            }
        });
        assert!(defaults > 20);
    }
}
