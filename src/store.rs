//! The run folder: what a run leaves behind, put in place all at once.

mod beside;
mod course;

use crate::answer::{Answer, Column, CurvePoint, Material, columns, snake};
use crate::cascade::{Cascade, NOBODY};
use crate::graph::Names;
use crate::load::Inputs;
use crate::run::{OneCascade, OpinionMap, Played};
use crate::scenario::{Scenario, to_toml};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// Version of the numbers: raised whenever the same scenario gives other results than before.
pub const RESULTS_VERSION: u32 = 1;

/// Who made a run folder, from what and when: the one file that may differ between equal runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format, 1.
    pub format: u64,
    /// Version of the program.
    pub version: String,
    /// Version of the numbers.
    pub results_version: u32,
    /// What the run is known by: a hash of everything below and of the resolved scenario.
    pub id: String,
    /// BLAKE3 of the resolved scenario.
    pub scenario: String,
    /// The random seed.
    pub random_seed: u64,
    /// The files that were read, with their BLAKE3.
    pub files: Vec<(String, String)>,
    /// "done".
    pub status: String,
    /// Name of the machine.
    pub host: String,
    /// Threads used.
    pub threads: usize,
    /// When it began.
    pub started: String,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Seconds that each campaign's choice of people took, where campaigns are ranked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub choosing: Vec<(String, f64)>,
}

/// What identifies a run: the same question has the same, wherever its files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// First 16 hexadecimal digits of the hash of the rest.
    pub id: String,
    /// BLAKE3 of the resolved scenario, files by their content.
    pub scenario: String,
}

/// The identity of a scenario with its files.
pub fn identity(scenario: &Scenario, inputs: &Inputs) -> Identity {
    let by_content = |path: &str| {
        let digest = inputs.digests.iter().find(|(file, _)| file == path).map(|(_, digest)| digest.as_str());
        // What the file of a platform says is resolved itself.
        digest.unwrap_or(if path.ends_with(".toml") { ".toml" } else { path }).to_owned()
    };
    let resolved = to_toml(&scenario.value, &by_content);
    let scenario = blake3::hash(resolved.as_bytes()).to_hex().to_string();
    let whole = format!("{RESULTS_VERSION}\n{}\n{scenario}", env!("CARGO_PKG_VERSION"));
    Identity { id: blake3::hash(whole.as_bytes()).to_hex()[..16].to_owned(), scenario }
}

/// One file of the folder, by its path inside.
pub type File = (String, Vec<u8>);

/// Puts a folder in place: written beside it under another name, synchronised, then renamed, so that a reader sees either
/// nothing or all of it.
///
/// # Errors
/// What the file system says; nothing is left behind then.
pub fn publish(folder: &Path, files: &[File]) -> io::Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let temporary = tempfile::Builder::new().prefix(".rumormill-").tempdir_in(parent)?;
    for (name, bytes) in files {
        let path = temporary.path().join(name);
        if let Some(inside) = path.parent() {
            fs::create_dir_all(inside)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    // Temporary folders are closed to others; a run folder is as open as any file the user makes.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let usual = fs::metadata(parent)?.permissions().mode() & 0o777 | 0o700;
        fs::set_permissions(temporary.path(), fs::Permissions::from_mode(usual))?;
    }
    if folder.is_dir() {
        // Only an empty folder can be removed; where it is not ours to remove (a mounted volume, the folder we stand in),
        // the files are put into it one by one, the manifest, by which a run is known, last.
        let ours = fs::read_dir(folder)?.next().is_none();
        if ours && fs::remove_dir(folder).is_err() {
            let (manifest, others): (Vec<&File>, Vec<&File>) =
                files.iter().partition(|(name, _)| name == "manifest.json");
            return others.into_iter().chain(manifest).try_for_each(|(name, bytes)| replace(&folder.join(name), bytes));
        }
        if !ours {
            return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, "the folder is not empty"));
        }
    }
    fs::rename(temporary.path(), folder)?;
    // It has another name now, so there is nothing left to remove.
    let _ = temporary.keep();
    sync(parent);
    Ok(())
}

/// Puts one file in place, or another in its stead: a reader sees the old one or the new one, never a part.
///
/// # Errors
/// What the file system says; the old file stays then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, |out| out.write_all(bytes))
}

/// As [`replace`], with what `write` writes.
///
/// # Errors
/// As [`replace`], and those of `write`.
pub fn replace_with(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<&fs::File>) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = tempfile::Builder::new().prefix(".rumormill-").tempfile_in(folder)?;
    let mut out = io::BufWriter::with_capacity(1 << 20, file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let usual = fs::metadata(folder)?.permissions().mode() & 0o666;
        file.as_file().set_permissions(fs::Permissions::from_mode(usual))?;
    }
    file.persist(path)?;
    sync(folder);
    Ok(())
}

/// An empty file in the folder of a path, for what has no room in memory: no other program knows it, and it is gone when it is
/// closed, however the program ends.
///
/// # Errors
/// What the file system says.
pub fn aside(path: &Path) -> io::Result<fs::File> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::tempfile_in(folder)
}

/// Makes a rename last; a file system that cannot is no failure.
fn sync(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A path as seen from a folder: both are taken from where the program runs, and `..` undone by name. Only what lies on
/// another drive stays absolute.
pub fn relative(path: &Path, from: &Path) -> PathBuf {
    let clean = |path: &Path| {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut parts: Vec<Component> = Vec::new();
        for part in whole.components() {
            match part {
                Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => {
                    parts.pop();
                }
                Component::CurDir | Component::ParentDir => {}
                part => parts.push(part),
            }
        }
        parts.into_iter().map(|part| part.as_os_str().to_owned()).collect::<Vec<_>>()
    };
    let (path, from) = (clean(path), clean(from));
    let common = path.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return path.into_iter().collect();
    }
    let up = std::iter::repeat_n("..".into(), from.len() - common);
    up.chain(path[common..].iter().cloned()).collect()
}

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

/// The manifest of a folder, if it is a run folder.
pub fn manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).ok()?).ok()
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

    #[test]
    fn paths_are_seen_from_the_run_folder() {
        let see = |path: &str, from: &str| relative(Path::new(path), Path::new(from)).to_string_lossy().into_owned();
        assert_eq!(see("scenarios/karate.tsv", "runs/a-1"), "../../scenarios/karate.tsv");
        assert_eq!(see("runs/x.tsv", "runs/a-1"), "../x.tsv");
        assert_eq!(see("scenarios/../data/x.tsv", "runs/a"), "../../data/x.tsv");
        assert_eq!(see("/data/x.tsv", "/out/runs/a"), "../../../data/x.tsv");
        assert_eq!(see("/data/x.tsv", "/data/runs/a"), "../../x.tsv");
        assert_eq!(see("../x.tsv", "runs/a"), "../../../x.tsv");
        // From beside: both `..` lead out of the same folder.
        assert_eq!(see("n.tsv", "../r").split('/').next_back(), Some("n.tsv"));
        assert!(see("n.tsv", "../r").starts_with("../") && !see("n.tsv", "../r").starts_with("../../"));
    }

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("runs/one");
        publish(&folder, &[("a.txt".to_owned(), b"a".to_vec()), ("plots/b.txt".to_owned(), b"b".to_vec())]).unwrap();
        assert_eq!(fs::read(folder.join("plots/b.txt")).unwrap(), b"b");
        assert!(publish(&folder, &[("c.txt".to_owned(), vec![])]).is_err(), "a full folder is never replaced");
        assert_eq!(fs::read_dir(place.path().join("runs")).unwrap().count(), 1, "nothing is left beside it");
    }
}
