//! Platforms by name, and files of one's own: laid under a scenario, which overrides them section by section.

use super::document::{Document, Item, Node};
use super::keys;
use super::platform::{LAWS, OF_FEEDS, OF_POOLS};
use super::problem::Problem;
use crate::catalog::{Key, Kind};
use crate::text::{any_of, nearest, shown};

/// A platform that is built in.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// The kind of platform that it is.
    pub kind: &'static str,
    /// Its file.
    pub text: &'static str,
}

macro_rules! presets {
    ($($name:literal: $kind:literal),+ $(,)?) => {
        /// Every platform that is built in, in the order of `list`.
        pub static PRESETS: &[Preset] = &[$(Preset {
            name: $name,
            kind: $kind,
            text: include_str!(concat!("../../scenarios/platforms/", $name, ".toml")),
        }),+];
    };
}

presets! {
    "digg": "social news",
    "sphinn": "social news",
    "newsvine": "social news",
    "flickr": "social sharing",
    "snapfish": "social sharing",
    "youtube": "social sharing",
    "facebook": "social network",
    "linkedin": "social network",
    "myspace": "social network",
    "twitter": "social network",
    "delicious": "social bookmarking",
    "faves": "social bookmarking",
    "stumbleupon": "social bookmarking",
    "blogmarks": "social bookmarking",
    "diigo": "social bookmarking",
    "social-news": "a kind",
    "social-sharing": "a kind",
    "social-network": "a kind",
    "social-bookmarking": "a kind",
    "short-video": "of today",
    "forum": "of today",
    "messenger": "of today",
}

/// The sections that a platform may bring.
const SECTIONS: &[&str] = &[
    "people-described",
    "real-degree",
    "rhythm",
    "act-delay",
    "unfollow",
    "churn",
    "negativity",
    "network",
    "participation",
    "relationship",
    "interest",
    "surface",
    "verb",
];

/// What a platform's file is called in messages.
fn file_name(name: &str) -> String {
    format!("platforms/{name}.toml")
}

/// The text behind the value of `platform`.
///
/// # Errors
/// That there is no such platform, and what to write.
pub(super) fn text(
    name: &str,
    read: &dyn Fn(&str) -> Result<String, String>,
) -> Result<(String, String), (String, String)> {
    if name.ends_with(".toml") {
        let text = read(name).map_err(|message| (message, "paths are relative to the scenario file".to_owned()))?;
        return Ok((name.to_owned(), text));
    }
    match PRESETS.iter().find(|preset| preset.name == name) {
        Some(preset) => Ok((file_name(name), preset.text.to_owned())),
        None => {
            let names = || PRESETS.iter().map(|preset| preset.name);
            let lower = name.to_lowercase().replace([' ', '_'], "-");
            let help = match names().find(|known| *known == lower).or_else(|| nearest(&lower, names())) {
                Some(near) => format!("did you mean \"{near}\"? A file of your own is written \"{lower}.toml\""),
                None => format!("write {}, or the path of a file that ends with .toml", any_of(names())),
            };
            Err((format!("there is no platform {}", shown(name)), help))
        }
    }
}

impl Document {
    /// Lays the file of a platform under this document: what is given here stays.
    ///
    /// # Errors
    /// What is wrong with the file, its text among the sources.
    pub(super) fn lay_under(&mut self, name: &str, text: &str) -> Result<(), Vec<Problem>> {
        let source = self.sources.len();
        let (sources, root, problems) = match Document::parse(name, text) {
            Ok(document) => (document.sources, Some(document.root), Vec::new()),
            Err((sources, problems)) => (sources, None, problems),
        };
        self.sources.extend(sources);
        let moved = |mut problem: Problem| {
            problem.place.source = source;
            problem
        };
        let Some(root) = root else { return Err(problems.into_iter().map(moved).collect()) };
        let Node::Table(entries) = from_source(root, source).node else { return Ok(()) };
        let mut problems = Vec::new();
        let mut kept = Vec::new();
        for (key, item) in entries {
            if SECTIONS.contains(&key.as_str()) {
                kept.push((key, item));
            } else if key != "format" && key != "title" {
                let message = match key.as_str() {
                    "platform" => "a platform cannot be made of another platform".to_owned(),
                    key => format!("{} does not belong into the file of a platform", shown(key)),
                };
                let help = match keys::find(&key) {
                    Some(_) if key != "platform" => "it belongs into the scenario".to_owned(),
                    _ => format!("a platform has {}", any_of(SECTIONS.iter().copied())),
                };
                problems.push(Problem::at(item.key.clone(), message).help(help));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let Node::Table(ours) = &mut self.root.node else { return Ok(()) };
        for (key, item) in kept {
            match ours.iter_mut().find(|(name, _)| *name == key) {
                Some((_, ours)) => merge(ours, item, keys::find(&key).map(|key| &key.kind), &key),
                None => ours.push((key, item)),
            }
        }
        Ok(())
    }
}

/// Everything in it stands in this source.
fn from_source(mut item: Item, source: usize) -> Item {
    item.place.source = source;
    item.key.source = source;
    item.node = match item.node {
        Node::List(items) => Node::List(items.into_iter().map(|item| from_source(item, source)).collect()),
        Node::Table(entries) => {
            Node::Table(entries.into_iter().map(|(key, item)| (key, from_source(item, source))).collect())
        }
        other => other,
    };
    item
}

/// The kind of the key `name` inside a kind.
fn inside(kind: Option<&'static Kind>, name: &str) -> Option<&'static Kind> {
    fn of(keys: &'static [Key], name: &str) -> Option<&'static Kind> {
        keys.iter().find(|key| key.name == name).map(|key| &key.kind)
    }
    match kind? {
        Kind::Table(keys) | Kind::OneOf(keys) | Kind::Tables(keys) => of(keys, name),
        Kind::Named(kind) => Some(kind),
        Kind::Either(kinds) => kinds.iter().find_map(|kind| inside(Some(kind), name)),
        _ => None,
    }
}

/// Whether exactly one key of a table is chosen.
fn is_choice(kind: Option<&Kind>) -> bool {
    match kind {
        Some(Kind::OneOf(_)) => true,
        Some(Kind::Either(kinds)) => kinds.iter().any(|kind| is_choice(Some(kind))),
        _ => false,
    }
}

/// Lays one table under another, key by key. Where one key is to be chosen, another choice leaves nothing of the one below.
fn merge(above: &mut Item, below: Item, kind: Option<&'static Kind>, path: &str) {
    let (Node::Table(ours), Node::Table(theirs)) = (&mut above.node, below.node) else { return };
    let chosen = is_choice(kind) && !ours.is_empty();
    let is_surface = path.strip_prefix("surface.").is_some_and(|rest| !rest.contains('.'));
    let law = is_surface && ours.iter().any(|(key, _)| LAWS.contains(&key.as_str()));
    let gives = |ours: &[(String, Item)], key: &str| ours.iter().any(|(name, _)| name == key);
    // Alternatives that stand in place of each other.
    const PAIRS: &[(&str, &str)] = &[("kappa", "threshold"), ("threshold", "kappa")];
    let (is_feed, is_pool) = (gives(ours, "seen"), is_pool(ours));
    let pairs = |ours: &[(String, Item)], key: &str| PAIRS.iter().any(|(new, old)| *old == key && gives(ours, new));
    let names: Vec<String> = theirs.iter().map(|(key, _)| key.clone()).collect();
    for (key, item) in theirs {
        // Another law leaves nothing of the one below; a feed of which one number is given keeps the others.
        let replaced = law
            && (LAWS.contains(&key.as_str())
                || !is_feed && OF_FEEDS.contains(&key.as_str())
                || !is_pool && OF_POOLS.contains(&key.as_str()))
            || path.starts_with("verb.") && pairs(ours, &key);
        match ours.iter_mut().find(|(name, _)| *name == key) {
            Some((_, ours)) => {
                merge(ours, item, inside(kind, &key), &format!("{path}.{key}"));
            }
            None if chosen || replaced => {}
            None => ours.push((key, item)),
        }
    }
    if matches!(path, "verb" | "surface") {
        // Each keeps its place, and with it its luck, whichever of them a scenario overrides; new ones come last.
        ours.sort_by_key(|(key, _)| names.iter().position(|name| name == key).unwrap_or(names.len()));
    }
}

fn is_pool(entries: &[(String, Item)]) -> bool {
    let is = |name: &str| LAWS.contains(&name) && !matches!(name, "seen" | "visits" | "groups");
    entries.iter().any(|(name, _)| is(name))
}
