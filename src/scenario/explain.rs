//! What a key means, from the catalog.

use super::{keys, kinds};
use crate::catalog::{Entry, Kind};
use crate::{graph::generate, measure, model, seeding};
use std::fmt::Write;

/// The explanation of a key's path (`spread.sir.recovery`), of a name of a catalog (`watts`), or of the last part of a path
/// that is enough to find it. `Err` holds the nearest names.
pub fn explain(asked: &str) -> Result<String, Vec<String>> {
    let asked = asked.trim().trim_matches(['[', ']']);
    if let Some(key) = keys::find(asked) {
        return Ok(about(asked, key));
    }
    let mut found: Vec<(String, &'static crate::catalog::Key)> = Vec::new();
    let mut all = Vec::new();
    keys::walk(&mut |path, key| {
        if path.ends_with(&format!(".{asked}")) {
            found.push((path.to_owned(), key));
        }
        all.push(path.to_owned());
    });
    if let Some(measure) = measure::CATALOG.iter().find(|measure| measure.name == asked) {
        let mut text = format!("{}: a measure\n  {}\n", measure.name, sentence(measure.title));
        if !measure.unit.is_empty() {
            let _ = writeln!(text, "  unit: {}", measure.unit);
        }
        if !measure.reference.is_empty() {
            let _ = writeln!(text, "  source: {}", measure.reference);
        }
        return Ok(text);
    }
    if !found.is_empty() {
        return Ok(found.iter().map(|(path, key)| about(path, key)).collect::<Vec<_>>().join("\n"));
    }
    let last = asked.rsplit('.').next().unwrap_or(asked);
    let near = crate::text::nearest(last, all.iter().map(|path| path.rsplit('.').next().unwrap_or(path)));
    Err(all.iter().filter(|path| near.is_some_and(|near| path.rsplit('.').next() == Some(near))).cloned().collect())
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn about(path: &str, key: &crate::catalog::Key) -> String {
    let mut text = format!("{path}\n  {}\n", sentence(key.meaning));
    let mut line = |what: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {what}: {value}");
        }
    };
    if keys::inside(&key.kind).is_empty() {
        line("value", &kinds::allowed(&key.kind));
    }
    line("unit", key.unit);
    line("default", key.default.unwrap_or(if key.required { "none, it must be given" } else { "" }));
    line("a larger value", key.larger);
    line("source", key.source);
    if let Some((reference, check)) = entry(path) {
        line("source", reference);
        line("held by", check);
    }
    let inside = keys::inside(&key.kind);
    if !inside.is_empty() {
        let takes = if matches!(key.kind, Kind::OneOf(_)) { "takes exactly one of" } else { "keys" };
        let _ = writeln!(text, "  {takes}:");
        let width = inside.iter().map(|key| key.name.len()).max().unwrap_or(0);
        for key in inside {
            let _ = writeln!(text, "    {:width$}  {}", key.name, key.meaning);
        }
    }
    if let Kind::Words(words) = key.kind {
        let _ = writeln!(text, "  words:");
        let width = words.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        for (word, meaning) in words {
            let _ = writeln!(text, "    {word:width$}  {meaning}");
        }
    }
    text
}

/// Paper and exact check of the catalog entry at a path.
fn entry(path: &str) -> Option<(&'static str, &'static str)> {
    fn of<T>(catalog: &[&'static Entry<T>], name: &str) -> Option<(&'static str, &'static str)> {
        catalog.iter().find(|entry| entry.name == name).map(|entry| (entry.reference, entry.check))
    }
    let (section, name) = path.rsplit_once('.')?;
    match section.split('[').next()? {
        "spread" => of(model::CATALOG, name),
        "network" => of(generate::CATALOG, name),
        _ if section.ends_with("seeds") => of(seeding::CATALOG, name),
        _ => None,
    }
}
