//! A key where nobody expects it: what was meant, where it belongs.

use super::check::near;
use super::document::{Item, Node};
use super::kinds::{example, line, names};
use super::problem::Problem;
use super::scalar::scalar;
use super::{keys, later, synonyms};
use crate::catalog::{Key, Kind};
use crate::text::{any_of, nearest, shown};

/// What is to be said about a key that is not known where it stands.
pub struct Stranger {
    /// The problem.
    pub problem: Problem,
    /// Keys of the same table that were meant, where it is clear.
    pub meant: Vec<&'static str>,
    /// The path where it belongs, if there is such a section.
    pub moved: Option<String>,
}

/// A section as a message calls it: its heading, or the key of a table within a line.
pub fn section(path: &str) -> String {
    let plain = plain(path);
    let last = plain.rsplit('.').next().unwrap_or_default();
    match plain.matches('.').count() {
        _ if plain.is_empty() => "the top of the file".to_owned(),
        0 if plain == "campaign" => "[[campaign]]".to_owned(),
        0 | 1 if !plain.starts_with("campaign") => format!("[{plain}]"),
        _ => format!("`{last}`"),
    }
}

/// A path without the numbers of campaigns.
fn plain(path: &str) -> String {
    path.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join(".")
}

/// What a choice chooses.
fn noun(path: &str) -> &'static str {
    match plain(path).as_str() {
        "network" => "network",
        "spread" => "model",
        "campaign.seeds" => "seeding",
        _ => "key",
    }
}

/// About the key `given` of the table at `path`, which knows `keys`; `root` is the whole document.
pub fn about(given: &str, item: &Item, keys: &'static [Key], path: &str, root: &Item) -> Stranger {
    let plain = plain(path);
    let whole = if plain.is_empty() { given.to_owned() } else { format!("{plain}.{given}") };
    let at = |message: String| Problem::at(item.key.clone(), message);
    if let Some(what) = later::not_yet(&whole) {
        let problem = at(format!("{} is not part of this version yet", shown(given))).help(what);
        // A platform would have brought its own network and way of spreading.
        let meant = if whole == "platform" { vec!["network", "spread"] } else { Vec::new() };
        return Stranger { problem, meant, moved: None };
    }
    let kebab = given.to_lowercase().replace(['_', ' '], "-");
    let unknown = || at(format!("unknown {} {}", noun(path), shown(given)));
    let meaning = |key: &'static Key| Stranger {
        problem: unknown().label(format!("did you mean `{}`?", key.name)),
        meant: vec![key.name],
        moved: None,
    };
    if let Some(key) = keys.iter().find(|key| key.name == kebab) {
        return meaning(key);
    }
    if let Some((problem, moved)) = elsewhere(&kebab, item, keys, path, root) {
        return Stranger { problem, meant: Vec::new(), moved };
    }
    if let Some((key, advice)) = synonyms::of(&kebab, &plain, keys) {
        let Stranger { problem, meant, .. } = meaning(key);
        return Stranger {
            problem: if advice.is_empty() { problem } else { problem.help(advice) },
            meant,
            moved: None,
        };
    }
    match near(given, keys) {
        Some(key) => meaning(key),
        None => {
            let problem = match nearest(given, later::names(&plain)) {
                Some(later) => unknown().help(format!("`{later}` is not part of this version yet")),
                None => unknown().help(format!("{} knows {}", section(path), names(keys))),
            };
            Stranger { problem, meant: Vec::new(), moved: None }
        }
    }
}

/// A key that is known, but to another section; and its path there, if that section is given.
fn elsewhere(name: &str, item: &Item, keys: &[Key], path: &str, root: &Item) -> Option<(Problem, Option<String>)> {
    let is_table = matches!(item.node, Node::Table(_));
    let mut homes: Vec<String> = Vec::new();
    keys::walk(&mut |path, key| {
        // The heading of a section is no key that strays.
        if key.name == name && matches!(key.kind, Kind::Table(_)) == is_table {
            homes.push(path.rsplit_once('.').map_or("", |(home, _)| home).to_owned());
        }
    });
    let here = plain(path);
    let at = |message: String| Problem::at(item.key.clone(), message);
    if homes.iter().any(String::is_empty) {
        let problem = at(format!("`{name}` belongs to the top of the file"));
        return Some((problem.help("move it above the first [section]"), Some(name.to_owned())));
    }
    if here == "campaign" && homes.iter().any(|home| home == "campaign.seeds") {
        let value = item.node.typed().unwrap_or_else(|| "10".to_owned());
        let problem = at(format!("`{name}` is a seeding, and belongs to `seeds`"));
        return Some((problem.help(format!("write seeds = {{ {name} = {value} }}")), None));
    }
    if let Some(home) = homes.iter().find(|home| has(root, home)) {
        let problem = at(format!("`{name}` is a key of {}", section(home)));
        return Some((problem.help(format!("move it below {}", section(home))), Some(format!("{home}.{name}"))));
    }
    // Of the same family if there are any: another model's key.
    let family = |home: &String| home.split('.').next() == here.split('.').next();
    if homes.iter().any(family) {
        homes.retain(family);
    }
    let mut homes: Vec<String> = homes.iter().map(|home| section(home)).collect();
    if homes.is_empty() {
        return None;
    }
    if homes.len() > 3 {
        homes.truncate(2);
        homes.push("others".to_owned());
    }
    let problem = at(format!("`{name}` is a key of {}", any_of(homes.iter().map(String::as_str))));
    Some((problem.help(format!("{} knows {}", section(path), names(keys))), None))
}

/// Whether the document has the table at a path.
fn has(root: &Item, path: &str) -> bool {
    let mut at = root;
    for step in path.split('.') {
        let Node::Table(entries) = &at.node else { return false };
        let Some((_, item)) = entries.iter().find(|(name, _)| name == step) else { return false };
        at = item;
    }
    matches!(at.node, Node::Table(_) | Node::List(_))
}

/// Keys by which people name what stands in the heading here.
const NAMING: &[&str] = &["model", "kind", "type", "name", "generator"];

/// [network] or [spread] with keys below it that belong below [network.NAME].
pub fn heading_too_short(item: &Item, entries: &[(String, Item)], keys: &'static [Key], path: &str) -> Option<Problem> {
    let all_tables = keys.iter().all(|key| matches!(key.kind, Kind::Table(_)));
    if !all_tables || entries.is_empty() || entries.iter().any(|(_, item)| matches!(item.node, Node::Table(_))) {
        return None;
    }
    let naming = entries.iter().find_map(|(given, item)| match &item.node {
        Node::Text(text) if NAMING.contains(&given.as_str()) => Some((given, item, text)),
        _ => None,
    });
    if let Some((given, named, text)) = naming {
        let problem =
            Problem::at(named.key.clone(), format!("the {} is named in the heading, not by a key", noun(path)));
        return Some(match meant(text, keys, path) {
            Some(key) => problem.help(format!("write [{path}.{}] instead of [{path}] and `{given}`", key.name)),
            None => {
                problem.help(format!("write [{path}.NAME], NAME one of {}", any_of(keys.iter().map(|key| key.name))))
            }
        });
    }
    let fits = |key: &&Key| match key.kind {
        Kind::Table(inside) => entries.iter().all(|(given, _)| inside.iter().any(|key| key.name == given)),
        _ => false,
    };
    let fitting: Vec<&str> = keys.iter().filter(fits).map(|key| key.name).collect();
    let given: Vec<String> = entries.iter().map(|(given, _)| format!("`{given}`")).collect();
    let given = given.join(", ");
    let problem = Problem::at(item.key.clone(), format!("[{path}] does not say which {}", noun(path)));
    match &fitting[..] {
        [] => None,
        [one] => Some(problem.help(format!("{given} belongs below [{path}.{one}]"))),
        several => Some(
            problem
                .help(format!("{given} belongs below [{path}.NAME], NAME one of {}", any_of(several.iter().copied()))),
        ),
    }
}

/// The key that a word means in a choice.
fn meant(word: &str, keys: &'static [Key], path: &str) -> Option<&'static Key> {
    let kebab = word.to_lowercase().replace(['_', ' '], "-");
    let other = synonyms::of(&kebab, &plain(path), keys).map(|(key, _)| key);
    keys.iter().find(|key| key.name == kebab).or(other).or_else(|| near(word, keys))
}

/// A value where a choice is meant: seeds = 10, spread = "sir".
pub fn no_choice(item: &Item, keys: &'static [Key], path: &str) -> Problem {
    let name = path.rsplit('.').next().unwrap_or(path);
    let word = match &item.node {
        Node::Text(text) => meant(text, keys, path),
        _ => None,
    };
    if keys.iter().all(|key| matches!(key.kind, Kind::Table(_))) {
        let problem = Problem::at(item.place.clone(), format!("`{name}` is {}, and must be a table", item.node.what()));
        let Some(Key { name: chosen, kind: Kind::Table(inside), .. }) = word else {
            return problem
                .help(format!("write [{path}.NAME], NAME one of {}", any_of(keys.iter().map(|key| key.name))));
        };
        let first = inside.iter().find(|key| key.required).or(inside.first());
        let first = first.map_or(String::new(), |key| format!(", and below it {}", line(key)));
        return problem.help(format!("write [{path}.{chosen}] on a line of its own{first}"));
    }
    // The first way of choosing that this very value fits, or the one that was named.
    let fits = keys.iter().find_map(|key| {
        let fits = !matches!(item.node, Node::Text(_)) && scalar(item, &key.kind, key.name).is_ok();
        Some((key, fits.then(|| item.node.typed()).flatten()?))
    });
    let usual = word.or(keys.iter().find(|key| matches!(key.kind, Kind::Whole(..)))).unwrap_or(&keys[0]);
    let (key, value) = fits.unwrap_or_else(|| (usual, example(&usual.kind)));
    let others = keys.iter().map(|other| other.name).filter(|other| *other != key.name);
    Problem::at(
        item.place.clone(),
        format!("`{name}` is {}, and must be a table that says which {}", item.node.what(), noun(path)),
    )
    .help(format!("write {name} = {{ {} = {value} }}", key.name))
    .help(format!("or instead of {} one of {}", key.name, others.collect::<Vec<_>>().join(", ")))
}
