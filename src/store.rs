//! The run folder: what a run leaves behind, put in place all at once.

mod beside;
mod course;
mod folder;
mod manifest;

use crate::answer::{Answer, Column, CurvePoint, Material, columns, snake};
use crate::cascade::{Cascade, NOBODY};
use crate::graph::Names;
use crate::run::{OneCascade, OpinionMap, Played};
use crate::scenario::Scenario;
use serde::Serialize;
use std::fs;
use std::io::Write;
use std::path::Path;

pub use folder::{File, aside, publish, relative, replace, replace_with, restore};
pub use manifest::{Identity, Manifest, RESULTS_VERSION, altered, digests, identity, manifest};

/// Every file of the folder but the manifest and the pictures.
pub fn tables(scenario: &Scenario, played: &Played, material: &Material, resolved: String) -> Vec<File> {
    let mut files = vec![
        ("scenario.toml".to_owned(), scenario.sources[0].text.clone().into_bytes()),
        ("resolved.toml".to_owned(), resolved.into_bytes()),
        ("summary.json".to_owned(), json(&material.answer)),
        ("replicates.csv".to_owned(), replicates(scenario, played)),
        ("curve.csv".to_owned(), curve(scenario, &material.curves)),
    ];
    if !material.active.is_empty() {
        files.push(("active.csv".to_owned(), curve(scenario, &material.active)));
    }
    if !material.maps.is_empty() {
        files.push(("plots/opinion-map.json".to_owned(), json(&material.maps)));
    }
    if let Some(cascade) = &material.cascade {
        files.push(("plots/cascade.json".to_owned(), json(cascade)));
    }
    files.extend(beside::tables(scenario, played, &material.answer));
    files.extend(course::tables(&material.course));
    for (i, cascades) in played.traces.iter().enumerate().filter(|(_, cascades)| !cascades.is_empty()) {
        files.push((format!("traces/campaign-{}.csv", i + 1), traces(cascades, &played.names)));
    }
    files
}

/// Indented JSON with a line end.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("an answer is plain data");
    bytes.push(b'\n');
    bytes
}

fn number(x: f64) -> String {
    x.to_string()
}

/// Writes a number as [`number`] does.
fn put(text: &mut Vec<u8>, x: f64) -> std::io::Result<()> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match x as u64 {
        whole if x.is_sign_positive() && x < EXACT && whole as f64 == x => write!(text, "{whole}"),
        _ => write!(text, "{x}"),
    }
}

const WRITES: &str = "memory does not fail, and rows are of one length";

fn csv_of(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).expect(WRITES);
    }
    writer.into_inner().expect(WRITES)
}

/// `replicates.csv`: one row per campaign and replicate.
pub fn replicates(scenario: &Scenario, played: &Played) -> Vec<u8> {
    let mut header = vec!["campaign".to_owned(), "replicate".to_owned()];
    header.extend(scenario.measures.iter().map(|measure| snake(measure)));
    // Every rival of any campaign, in the order in which they are first named.
    let mut rivals: Vec<&str> = Vec::new();
    for rival in scenario.campaigns.iter().flat_map(|campaign| &campaign.rivals) {
        if !rivals.contains(&rival.name.as_str()) {
            rivals.push(&rival.name);
        }
    }
    for rival in &rivals {
        header.extend(scenario.measures.iter().map(|measure| format!("rivals.{rival}.{}", snake(measure))));
    }
    // The same of what stands beside measures: a group may be in one network only, a seed of one campaign only.
    let beside: Vec<Vec<Column>> =
        (0..scenario.campaigns.len()).map(|campaign| columns(scenario, played, campaign)).collect();
    let mut more: Vec<&str> = Vec::new();
    for (name, _) in beside.iter().flatten() {
        if !more.contains(&name.as_str()) {
            more.push(name);
        }
    }
    header.extend(more.iter().map(|name| (*name).to_owned()));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect(WRITES);
    // Millions of cells: written where they stand, without a string for each.
    let mut text = Vec::new();
    let mut write = |writer: &mut csv::Writer<Vec<u8>>, value: Option<f64>| {
        text.clear();
        value.map_or(Ok(()), |x| put(&mut text, x)).and_then(|()| Ok(writer.write_field(&text)?)).expect(WRITES);
    };
    for ((campaign, records), beside) in scenario.campaigns.iter().zip(&played.records).zip(&beside) {
        let columns: Vec<Option<&Vec<Option<f64>>>> =
            more.iter().map(|name| beside.iter().find(|(own, _)| own == name).map(|(_, column)| column)).collect();
        for (r, record) in records.iter().enumerate() {
            writer.write_field(&campaign.name).expect(WRITES);
            write(&mut writer, Some(r as f64));
            record.values.iter().for_each(|&value| write(&mut writer, value));
            for name in &rivals {
                let place = campaign.rivals.iter().position(|rival| rival.name == *name);
                for m in 0..scenario.measures.len() {
                    write(&mut writer, place.and_then(|k| record.rivals[k].values[m]));
                }
            }
            columns.iter().for_each(|column| write(&mut writer, column.and_then(|column| column[r])));
            writer.write_record(None::<&[u8]>).expect(WRITES);
        }
    }
    writer.into_inner().expect(WRITES)
}

fn curve(scenario: &Scenario, curves: &[Vec<CurvePoint>]) -> Vec<u8> {
    let header = ["campaign", "time", "mean", "q05", "q25", "q50", "q75", "q95"].map(str::to_owned).to_vec();
    let rows = scenario.campaigns.iter().zip(curves).flat_map(|(campaign, points)| {
        points.iter().map(move |p| {
            let mut row = vec![campaign.name.clone()];
            row.extend([p.time, p.mean, p.q05, p.q25, p.q50, p.q75, p.q95].map(number));
            row
        })
    });
    csv_of(std::iter::once(header).chain(rows))
}

/// Cascades as `cascade,event,parent,user,t`: event 0 is the first root, roots have parent -1.
fn traces(cascades: &[Cascade], names: &[Names]) -> Vec<u8> {
    let header = ["cascade", "event", "parent", "user", "t"].map(str::to_owned).to_vec();
    let rows = cascades.iter().enumerate().flat_map(|(r, cascade)| {
        let names = &names[r % names.len()];
        (0..cascade.reach()).map(move |event| {
            let parent = match cascade.parents[event] {
                NOBODY => "-1".to_owned(),
                parent => parent.to_string(),
            };
            let user = names.get(cascade.people[event]).into_owned();
            vec![r.to_string(), event.to_string(), parent, user, number(cascade.times[event])]
        })
    });
    csv_of(std::iter::once(header).chain(rows))
}

/// What a run folder holds for its pictures.
///
/// # Errors
/// Which file is missing or is not what it should be.
pub fn read(folder: &Path) -> Result<Material, String> {
    let open =
        |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{}: {error}", folder.join(name).display()));
    let broken = |name: &str, error: String| format!("{}: {error}", folder.join(name).display());
    let answer: Answer =
        serde_json::from_slice(&open("summary.json")?).map_err(|error| broken("summary.json", error.to_string()))?;
    let place = |name: &str, file: &str| {
        let found = answer.campaigns.iter().position(|campaign| campaign.name == name);
        found.ok_or_else(|| broken(file, format!("`{name}` is no campaign of summary.json")))
    };
    let curves_in = |name: &str| -> Result<Vec<Vec<CurvePoint>>, String> {
        let mut curves = vec![Vec::new(); answer.campaigns.len()];
        let text = open(name)?;
        for row in csv::Reader::from_reader(&text[..]).deserialize::<(String, f64, f64, f64, f64, f64, f64, f64)>() {
            let (campaign, time, mean, q05, q25, q50, q75, q95) =
                row.map_err(|error| broken(name, error.to_string()))?;
            curves[place(&campaign, name)?].push(CurvePoint { time, mean, q05, q25, q50, q75, q95 });
        }
        Ok(curves)
    };
    let curves = curves_in("curve.csv")?;
    let active = if folder.join("active.csv").exists() { curves_in("active.csv")? } else { Vec::new() };
    let mut outcomes = vec![Vec::new(); answer.campaigns.len()];
    let mut virality = vec![Vec::new(); answer.campaigns.len()];
    let text = open("replicates.csv")?;
    let mut reader = csv::Reader::from_reader(&text[..]);
    let headers = reader.headers().cloned().map_err(|error| broken("replicates.csv", error.to_string()))?;
    let place_of_virality = headers.iter().position(|name| name == "structural_virality");
    for row in reader.records() {
        let row = row.map_err(|error| broken("replicates.csv", error.to_string()))?;
        let value = row.get(2).and_then(|outcome| outcome.parse().ok());
        let value = value.ok_or_else(|| {
            broken("replicates.csv", format!("the third column must be {}", answer.outcome.measure()))
        })?;
        let campaign = place(&row[0], "replicates.csv")?;
        outcomes[campaign].push(value);
        if let Some(place) = place_of_virality {
            virality[campaign].push(row.get(place).and_then(|cell| cell.parse().ok()));
        }
    }
    let cascade: Option<OneCascade> = optional(folder, "plots/cascade.json")?;
    let maps: Option<Vec<OpinionMap>> = optional(folder, "plots/opinion-map.json")?;
    let people = beside::read(folder, &answer)?;
    let course = course::read(folder)?;
    Ok(Material { answer, curves, active, outcomes, virality, people, cascade, maps: maps.unwrap_or_default(), course })
}

/// A file of plain data that a folder may have.
fn optional<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, String> {
    let path = folder.join(name);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| format!("{}: {error}", path.display())),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_it_is_told() {
        let powers = (0..64).map(|i| libm::ldexp(1.0, i)).flat_map(|x| [x - 1.0, x, x + 1.0, -x, x / 3.0]);
        for x in powers.chain([0.0, -0.0, 0.1, 1e-300, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN]) {
            let mut text = Vec::new();
            put(&mut text, x).unwrap();
            assert_eq!(String::from_utf8(text).unwrap(), number(x));
        }
    }
}
