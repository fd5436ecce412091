//! A run folder that is not as a run leaves it: which file, which line, what is there, what to do.

use super::console::cause;
use crate::answer::{Answer, Material};
use crate::run::OneCascade;
use crate::store;
use crate::text::{any_of, escaped, shown};
use std::path::Path;

/// What a run folder holds for its tables and pictures.
///
/// # Errors
/// Which file is damaged, where, and what stands there.
pub fn read(folder: &Path) -> Result<Material, String> {
    store::read(folder).map_err(|error| format!("this run folder is damaged: {}", find(folder).unwrap_or(error)))
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
    for (name, numbers) in [("curve.csv", 1..8), ("replicates.csv", 2..3)] {
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
