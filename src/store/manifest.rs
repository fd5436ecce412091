//! What a run is known by, and who made its folder.

use super::File;
use crate::load::Inputs;
use crate::scenario::{Scenario, to_toml};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

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
    /// The files that were written, by their path in the folder, with their BLAKE3; those of `plots/` may be drawn again.
    #[serde(default)]
    pub written: Vec<(String, String)>,
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

/// The files of a folder with their BLAKE3, for its manifest.
pub fn digests(files: &[File]) -> Vec<(String, String)> {
    files.iter().map(|(name, bytes)| (name.clone(), blake3::hash(bytes).to_hex().to_string())).collect()
}

/// The files of a run folder that are not there any more, or are not what was written; pictures may be others, where `drawn` is
/// false.
pub fn altered(folder: &Path, manifest: &Manifest, drawn: bool) -> Vec<String> {
    let is_altered = |(name, digest): &&(String, String)| match fs::read(folder.join(name)) {
        Ok(bytes) if drawn || !name.starts_with("plots/") => blake3::hash(&bytes).to_hex().as_str() != digest,
        found => found.is_err(),
    };
    manifest.written.iter().filter(is_altered).map(|(name, _)| name.clone()).collect()
}

/// The manifest of a folder, if it is a run folder.
pub fn manifest(folder: &Path) -> Option<Manifest> {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).ok()?).ok()
}
