//! The house stands: imports point downward, catalogs and files agree, nothing unsafe, every model's page has its parts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate, lowest first. A file may import what stands above its own line here, never what stands below.
const ORDER: &[&str] = &[
    "quantity",
    "text",
    "machine",
    "random",
    "statistics",
    "parallel",
    "catalog",  // 0 words
    "graph",    // 1
    "audience", // 2
    "law",
    "cascade",
    "engine", // 3
    "model",  // 4
    "opinion",
    "platform",
    "seeding",    // 5
    "campaign",   // 6
    "simulation", // the way in for programs, beside the scenario
    "measure",    // 7
    "theory",
    "fit",
    "scenario", // 8
    "load",
    "estimate",
    "run",
    "answer",
    "verify",
    "store", // 9
    "plot",
    "report", // 10
    "cli",
    "main", // 11
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The module of the first level that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// A file without its comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let is_test = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
    let code = if is_test { "" } else { text.split("#[cfg(test)]\nmod ").next().unwrap() };
    code.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The modules of the first level that a text names by `crate::`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let names = match after.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').map(str::trim).collect(),
            None => vec![after],
        };
        for name in names {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            if !name[..end].is_empty() {
                found.push(name[..end].to_owned());
            }
        }
    }
    found
}

#[test]
fn imports_point_downward() {
    let place = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut upward = Vec::new();
    for path in sources(&root()) {
        let own = module(&path);
        if own == "lib" {
            continue;
        }
        let here = place(&own).unwrap_or_else(|| panic!("{} is in no layer: add it to ORDER", path.display()));
        for import in imports(&code(&path)) {
            match place(&import) {
                Some(there) if there > here => upward.push(format!("{}: {own} imports {import}", path.display())),
                // A macro is exported at the root.
                None if import != "catalog" => upward.push(format!("{}: unknown module {import}", path.display())),
                _ => {}
            }
        }
    }
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_all_forms() {
    let text = "use crate::graph::{Graph};\nuse crate::{measure, model};\nlet x = crate::run::y;";
    assert_eq!(imports(text), ["graph", "measure", "model", "run"]);
}

/// The files of a catalog's folder that bring an entry.
fn entries(folder: &str) -> BTreeMap<String, String> {
    let files = sources(&root().join(folder)).into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        let stem = path.file_stem()?.to_string_lossy().replace('_', "-");
        text.contains("pub static ENTRY: Entry<").then_some((stem, text))
    });
    files.collect()
}

#[test]
fn catalogs_and_files_agree() {
    let catalogs = [
        ("model", rumormill::model::CATALOG.iter().map(|entry| entry.name).collect::<Vec<_>>()),
        ("opinion", rumormill::opinion::CATALOG.iter().map(|entry| entry.name).collect()),
        ("graph/generate", rumormill::graph::generate::CATALOG.iter().map(|entry| entry.name).collect()),
        ("seeding", rumormill::seeding::CATALOG.iter().map(|entry| entry.name).collect()),
        ("campaign", rumormill::campaign::CATALOG.iter().map(|entry| entry.name).collect()),
    ];
    for (folder, mut names) in catalogs {
        let files: Vec<String> = entries(folder).into_keys().collect();
        names.sort_unstable();
        assert_eq!(names, files, "src/{folder}: a catalog entry is named as its file");
    }
}

/// Every model states its rule, cost, randomness and paper; every entry an exact check.
#[test]
fn every_entry_has_its_page() {
    for (name, text) in entries("model").into_iter().chain(entries("opinion")).chain(entries("campaign")) {
        for part in ["# Parameters", "# Cost", "# Randomness", "# Reference"] {
            assert!(text.contains(&format!("//! {part}")), "the model {name} says nothing under `{part}`");
        }
    }
    for folder in ["graph/generate", "seeding"] {
        for (name, text) in entries(folder) {
            assert!(text.contains("//! # Cost"), "src/{folder}: {name} does not say what it costs");
        }
    }
    let checks = (rumormill::model::CATALOG.iter().map(|e| (e.name, e.check)))
        .chain(rumormill::opinion::CATALOG.iter().map(|e| (e.name, e.check)))
        .chain(rumormill::graph::generate::CATALOG.iter().map(|e| (e.name, e.check)))
        .chain(rumormill::seeding::CATALOG.iter().map(|e| (e.name, e.check)));
    for (name, check) in checks {
        assert!(!check.is_empty(), "{name} names no exact check");
    }
}

/// Unsafe code stands in `machine/` alone, and each block says why it is right.
#[test]
fn only_the_machine_is_unsafe() {
    let lib = fs::read_to_string(root().join("lib.rs")).unwrap();
    assert!(lib.contains("#![deny(unsafe_code)]"));
    let mut allowed = Vec::new();
    for path in sources(&root()) {
        let text = fs::read_to_string(&path).unwrap();
        if text.contains("allow(unsafe_code)") {
            allowed.push(path.strip_prefix(root()).unwrap().to_owned());
        }
        let lines: Vec<&str> = text.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            let said = |mark: &str| lines[i.saturating_sub(8)..i].iter().any(|above| above.contains(mark));
            assert!(!line.contains("unsafe {") || said("// SAFETY:"), "{}: {}: no reason", path.display(), i + 1);
            assert!(!line.contains("unsafe fn") || said("/// # Safety"), "{}: {}: no condition", path.display(), i + 1);
        }
    }
    assert_eq!(allowed, [Path::new("machine").join("mod.rs")]);
}

/// Only `cli` prints; law to measure touch neither files nor the clock; only `plot` knows plotters.
#[test]
fn layers_keep_to_their_trade() {
    let mut broken = Vec::new();
    for path in sources(&root()) {
        let own = module(&path);
        let code = code(&path);
        let mut forbid = |what: &str| {
            if code.contains(what) {
                broken.push(format!("{}: {what}", path.display()));
            }
        };
        if own != "cli" {
            ["println!(", "eprintln!(", "print!("].into_iter().for_each(&mut forbid);
        }
        if own != "plot" {
            forbid("use plotters");
        }
        if ["law", "cascade", "engine", "model", "opinion", "platform", "seeding", "campaign", "measure"]
            .contains(&own.as_str())
        {
            ["std::fs", "std::time", "std::io"].into_iter().for_each(&mut forbid);
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// "Seed" alone means the seed set; the number is the random seed, also in names.
#[test]
fn the_bare_word_seed_is_not_used_for_the_number() {
    for path in sources(&root()) {
        let text = code(&path);
        for wrong in ["seed: u64", "seed: RandomSeed"] {
            let named = text.matches(&format!("random_{wrong}")).count();
            assert_eq!(text.matches(wrong).count(), named, "{}: a random seed is called `random_seed`", path.display());
        }
    }
}

/// What the README shows of the first rumor is what it answers today.
#[test]
fn the_readme_shows_todays_answer() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(here.join("README.md")).unwrap();
    let shown = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let answer = fs::read_to_string(here.join("tests/goldens/first-rumor/answer.txt")).unwrap();
    for part in shown.split("\n\n") {
        assert!(answer.contains(part.trim_end()), "not in the answer: {part}");
    }
}
