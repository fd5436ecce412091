//! A run folder that is not as a run leaves it: which file, which line, what is there, what to do.

use super::console::{Failure, cause};
use crate::answer::{Answer, Material};
use crate::run::OneCascade;
use crate::store::{self, Manifest};
use crate::text::{any_of, escaped, shown};
use std::path::Path;

/// What to do about it.
pub const AGAIN: &str = "compute it again in a new folder: rumormill run SCENARIO --fresh";

/// The manifest of a run folder.
///
/// # Errors
/// It is none, or its manifest is damaged.
pub fn manifest(folder: &Path) -> Result<Manifest, Failure> {
    let path = folder.join("manifest.json");
    match (store::manifest(folder), std::fs::read(&path)) {
        (Some(manifest), _) => Ok(manifest),
        (None, Ok(bytes)) => {
            let what = json::<Manifest>(&escaped(&path.to_string_lossy()), &bytes).err().unwrap_or_default();
            Err(Failure::refused(format!("this run folder is damaged: {what}"), AGAIN))
        }
        (None, Err(_)) => Err(Failure::refused(
            format!("{}: is no run folder", escaped(&folder.to_string_lossy())),
            "name a folder that rumormill run has written; `rumormill network info FILE` reads a network",
        )),
    }
}

/// What a run folder holds for its tables and pictures.
///
/// # Errors
/// Which file is damaged, where, and what stands there.
pub fn read(folder: &Path) -> Result<Material, Failure> {
    whole(folder).map_err(|what| Failure::refused(what, AGAIN))
}

fn whole(folder: &Path) -> Result<Material, String> {
    let damaged = |what: String| format!("this run folder is damaged: {what}");
    let material = store::read(folder).map_err(|error| damaged(find(folder).unwrap_or(error)))?;
    let missing = |file: &str, campaign: usize, rows: usize, all: u64| {
        let path = escaped(&folder.join(file).to_string_lossy());
        let name = shown(&material.answer.campaigns[campaign].name);
        let rows = crate::text::count(rows as u64, "row", "rows");
        damaged(format!("{path}: holds {rows} of campaign {name}, and should hold {all}"))
    };
    let points = |i: usize| material.answer.campaigns[i].curve.time.len();
    if let Some((i, rows)) = material.curves.iter().enumerate().find(|(i, rows)| rows.len() != points(*i)) {
        return Err(missing("curve.csv", i, rows.len(), points(i) as u64));
    }
    let replicates = material.answer.replicates;
    if let Some((i, rows)) = material.outcomes.iter().enumerate().find(|(_, rows)| rows.len() as u64 != replicates) {
        return Err(missing("replicates.csv", i, rows.len(), replicates));
    }
    Ok(material)
}

/// What is wrong with the first file that is damaged.
fn find(folder: &Path) -> Option<String> {
    let shown_path = |name: &str| escaped(&folder.join(name).to_string_lossy());
    let open = |name: &str| {
        std::fs::read(folder.join(name)).map_err(|error| format!("{}: {}", shown_path(name), cause(&error)))
    };
    let answer = match open("summary.json").and_then(|bytes| json::<Answer>(&shown_path("summary.json"), &bytes)) {
        Ok(answer) => answer,
        Err(what) => return Some(what),
    };
    let names: Vec<&str> = answer.campaigns.iter().map(|campaign| campaign.name.as_str()).collect();
    for (name, numbers) in [("curve.csv", 1..8), ("active.csv", 1..8), ("replicates.csv", 2..3)] {
        // Not every model says who is active.
        if name == "active.csv" && !folder.join(name).exists() {
            continue;
        }
        match open(name).and_then(|bytes| table(&shown_path(name), &bytes, &names, numbers)) {
            Ok(()) => {}
            Err(what) => return Some(what),
        }
    }
    let name = "plots/cascade.json";
    let bytes = std::fs::read(folder.join(name)).ok()?;
    json::<OneCascade>(&shown_path(name), &bytes).err()
}

fn json<T: serde::de::DeserializeOwned>(path: &str, bytes: &[u8]) -> Result<T, String> {
    use serde_json::error::Category;
    serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("{path}:{}:{}", error.line(), error.column());
        match error.classify() {
            Category::Eof if bytes.trim_ascii().is_empty() => format!("{path}: is empty"),
            Category::Eof => format!("{place}: ends in the middle"),
            Category::Syntax | Category::Io => format!("{place}: this is no JSON"),
            // The parser's own words, without the place, which is said already.
            Category::Data => {
                let text = error.to_string();
                format!("{place}: {}", escaped(text.split(" at line ").next().unwrap_or(&text)))
            }
        }
    })
}

/// A table whose first column names campaigns, with numbers in these columns (from 0).
fn table(path: &str, bytes: &[u8], campaigns: &[&str], numbers: std::ops::Range<usize>) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().cloned().map_err(|_| format!("{path}:1: this is not UTF-8"))?;
    if header.is_empty() {
        return Err(format!("{path}: is empty"));
    }
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(String::new(), |place| format!(":{}", place.line()));
            format!("{path}{line}: this is not UTF-8")
        })?;
        let at = format!("{path}:{}", row.position().map_or(0, csv::Position::line));
        if row.len() != header.len() {
            return Err(format!("{at}: the row has {} columns, and the header {}", row.len(), header.len()));
        }
        if !campaigns.contains(&&row[0]) {
            let known = any_of(campaigns.iter().copied().take(3));
            return Err(format!(
                "{at}: {} is no campaign of summary.json, which has {}",
                shown(&row[0]),
                escaped(&known)
            ));
        }
        for column in numbers.clone().filter(|&column| column < row.len()) {
            if row[column].parse::<f64>().is_err() {
                let named = shown(&header[column]);
                return Err(format!("{at}: the column {named} must hold a number, and holds {}", shown(&row[column])));
            }
        }
    }
    Ok(())
}
