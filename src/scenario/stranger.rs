//! A key where nobody expects it: what was meant, where it belongs.

use super::check::near;
use super::document::{Item, Node};
use super::kinds::{example, line, names};
use super::problem::Problem;
use super::scalar::scalar;
use super::{keys, kinds, later, synonyms};
use crate::catalog::{Key, Kind};
use crate::text::{any_of, escaped, nearest, shown};

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
    if plain == "seeds" && crate::seeding::KEYS.iter().any(|key| key.name == kebab) {
        let problem = at(format!("`{kebab}` says whom a campaign asks, and this is what `rumormill seeds` chooses"));
        let help = format!("move it below [[campaign]]: seeds = {{ {kebab} = ... }}");
        return Stranger { problem: problem.help(help), meant: Vec::new(), moved: None };
    }
    let unknown = || at(format!("unknown {} {}", noun(path), shown(given)));
    let meaning = |key: &'static Key| Stranger {
        problem: unknown().label(format!("did you mean `{}`?", key.name)),
        meant: vec![key.name],
        moved: None,
    };
    if let Some(key) = keys.iter().find(|key| key.name == kebab) {
        return meaning(key);
    }
    // Surely of another section where one waits for it; else what this section calls it; else anybody's key.
    let elsewhere = elsewhere(&kebab, item, keys, path, root);
    if let Some(Elsewhere { problem, moved, waited_for: true }) = elsewhere {
        return Stranger { problem, meant: Vec::new(), moved };
    }
    if let Some((key, advice)) = synonyms::of(&kebab, &plain, keys) {
        let Stranger { mut problem, meant, .. } = meaning(key);
        if elsewhere.is_some() {
            // A word that is right in another place.
            problem.message = format!("{} has no {}", section(path), shown(given));
        }
        return Stranger {
            problem: if advice.is_empty() { problem } else { problem.help(advice) },
            meant,
            moved: None,
        };
    }
    if let Some(Elsewhere { problem, moved, .. }) = elsewhere {
        return Stranger { problem, meant: Vec::new(), moved };
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

/// A key that is known to another section.
struct Elsewhere {
    problem: Problem,
    /// Its path there, if that section is given.
    moved: Option<String>,
    /// Whether that section is given and lacks it.
    waited_for: bool,
}

/// Whether a value of this form may stand at a key of this kind, as far as tables go.
fn is_of(kind: &Kind, item: &Item) -> bool {
    let is_table = matches!(item.node, Node::Table(_));
    match kind {
        Kind::Table(_) => is_table,
        // `seeds = 10` is a choice too, [spread] is none.
        Kind::OneOf(keys) => is_table || !keys.iter().all(|key| matches!(key.kind, Kind::Table(_))),
        Kind::Tables(_) => false,
        Kind::Either(kinds) => kinds.iter().any(|kind| is_of(kind, item)),
        _ => !is_table,
    }
}

/// Paths of the tables that know a key of this name and form; of those only where its value is legal, if there are any.
fn homes(name: &str, item: &Item) -> Vec<String> {
    let (mut homes, mut legal) = (Vec::new(), Vec::new());
    keys::walk(&mut |path, key| {
        if key.name == name && is_of(&key.kind, item) {
            let home = path.rsplit_once('.').map_or("", |(home, _)| home).to_owned();
            if is_legal(&key.kind, item, name) {
                legal.push(home.clone());
            }
            homes.push(home);
        }
    });
    if legal.is_empty() { homes } else { legal }
}

/// Whether a value would pass there; tables are not looked into.
fn is_legal(kind: &Kind, item: &Item, name: &str) -> bool {
    match kind {
        Kind::Table(_) | Kind::OneOf(_) => is_of(kind, item),
        Kind::Either(kinds) => kinds.iter().any(|kind| is_legal(kind, item, name)),
        kind => scalar(item, kind, name, None).is_ok(),
    }
}

/// "move it below [spread.sir]: transmission = 0.5": where a key belongs that stands elsewhere, in the section at `home`.
fn move_it(name: &str, item: &Item, home: &str, is_there: bool) -> String {
    let typed = item.node.typed().filter(|typed| typed.len() <= 60);
    let key = keys::find(&format!("{home}.{name}"));
    let line = match (key, typed) {
        // `seeds = 10` does not say whose.
        (Some(key @ Key { kind: Kind::OneOf(choices), .. }), _) if !chooses(item, choices) => line(key),
        (_, Some(value)) => format!("{name} = {value}"),
        (_, None) => format!("`{name}`"),
    };
    match (section(home), is_there) {
        (heading, true) => format!("move it below {heading}: {line}"),
        (heading, false) => format!("write {heading} on a line of its own, and below it {line}"),
    }
}

/// Whether a value is a table that chooses one of these, with a legal value.
fn chooses(item: &Item, choices: &[Key]) -> bool {
    let Node::Table(entries) = &item.node else { return false };
    let legal = |(given, item): &(String, Item)| {
        choices.iter().any(|key| key.name == given && is_legal(&key.kind, item, given))
    };
    entries.len() == 1 && entries.iter().all(legal)
}

/// A key that is known, but to another section.
fn elsewhere(name: &str, item: &Item, keys: &[Key], path: &str, root: &Item) -> Option<Elsewhere> {
    let mut homes = homes(name, item);
    let here = plain(path);
    let at = |message: String| Problem::at(item.key.clone(), message);
    let found = |problem: Problem| Elsewhere { problem, moved: None, waited_for: false };
    if homes.iter().any(String::is_empty) {
        let problem = at(format!("`{name}` belongs to the top of the file")).help("move it above the first [section]");
        return Some(Elsewhere { problem, moved: Some(name.to_owned()), waited_for: !has(root, name) });
    }
    if here == "campaign" && homes.iter().any(|home| home == "campaign.seeds") {
        let value = item.node.typed().unwrap_or_else(|| "10".to_owned());
        let problem = at(format!("`{name}` is a seeding, and belongs to `seeds`"));
        return Some(found(problem.help(format!("write seeds = {{ {name} = {value} }}"))));
    }
    // Of the sections that are given, first those that cannot do without it.
    let given = |home: &&String| has(root, home);
    let waiting = |home: &&String| given(home) && is_required(home, name) && !has(root, &format!("{home}.{name}"));
    if let Some(home) = homes.iter().find(waiting).or(homes.iter().find(given)) {
        let problem = at(format!("`{name}` is a key of {}", section(home))).help(move_it(name, item, home, true));
        let moved = Some(format!("{home}.{name}"));
        return Some(Elsewhere { problem, moved, waited_for: waiting(&home) });
    }
    // Of the same family if there are any: another model's key.
    let family = |home: &String| home.split('.').next() == here.split('.').next();
    if homes.iter().any(family) {
        homes.retain(family);
    }
    if let [home] = &homes[..] {
        let problem = at(format!("`{name}` is a key of {}", section(home)));
        return Some(found(match here.is_empty() {
            true => problem.help(move_it(name, item, home, false)),
            false => problem.help(format!("{} knows {}", section(path), names(keys))),
        }));
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
    Some(found(match here.is_empty() {
        true => problem.help(format!("write the section it belongs to on a line of its own, and `{name}` below it")),
        false => problem.help(format!("{} knows {}", section(path), names(keys))),
    }))
}

/// Where the heading of a section is given a plain value that other sections know: the problem, and its path there if that
/// section is given.
pub fn strayed(name: &str, item: &Item, path: &str, root: &Item) -> Option<(Problem, Option<String>)> {
    let legal =
        |home: &String| keys::find(&format!("{home}.{name}")).is_some_and(|key| is_legal(&key.kind, item, name));
    let homes: Vec<String> = homes(name, item).into_iter().filter(legal).collect();
    let at =
        |home: &str| Problem::at(item.key.clone(), format!("`{name}` is a table here, and a plain value in {home}"));
    if path.contains('.') {
        return None;
    }
    if let Some(home) = homes.iter().find(|home| has(root, home) && !has(root, &format!("{home}.{name}"))) {
        let problem = at(&section(home)).help(move_it(name, item, home, true));
        return Some((problem, Some(format!("{home}.{name}"))));
    }
    let network = homes.iter().any(|home| home.starts_with("network.")) && !has(root, "network");
    network.then(|| (at("[network.NAME]").help(format!("write `{name}` below the heading of the network")), None))
}

/// Whether the table at a path is refused without this key.
fn is_required(home: &str, name: &str) -> bool {
    // A campaign asks somebody nearly always.
    home == "campaign" && name == "seeds" || keys::find(&format!("{home}.{name}")).is_some_and(|key| key.required)
}

/// Whether the document has something at a path; in a list of tables, every one of them.
fn has(root: &Item, path: &str) -> bool {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let Node::Table(entries) = &root.node else { return false };
    let Some((_, item)) = entries.iter().find(|(name, _)| name == step) else { return false };
    match (rest, &item.node) {
        (None, _) => true,
        (Some(rest), Node::List(items)) => items.iter().all(|item| has(item, rest)),
        (Some(rest), _) => has(item, rest),
    }
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

/// [campaign.hubs]: a table of tables that nobody knows, each by what must be its name.
pub fn named_in_heading(item: &Item, entries: &[(String, Item)], keys: &[Key], path: &str) -> Option<Problem> {
    let is_name = |(given, item): &(String, Item)| {
        let unknown = !keys.iter().any(|key| key.name == given) && later::not_yet(&format!("{path}.{given}")).is_none();
        unknown && matches!(item.node, Node::Table(_) | Node::List(_))
    };
    let (given, first) = entries.first().filter(|_| entries.iter().all(is_name))?;
    let message = format!("the name of a {path} stands below its heading, not in it");
    let place = if first.key.span.is_empty() { &item.key } else { &first.key };
    let help = format!("write [[{path}]] on a line of its own, and below it name = \"{}\"", escaped(given));
    Some(Problem::at(place.clone(), message).help(help))
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
        let fits = !matches!(item.node, Node::Text(_)) && scalar(item, &key.kind, key.name, None).is_ok();
        Some((key, fits.then(|| item.node.typed()).flatten()?))
    });
    let usual = word.or(keys.iter().find(|key| kinds::is_count(&key.kind))).unwrap_or(&keys[0]);
    let (key, value) = fits.unwrap_or_else(|| (usual, example(&usual.kind)));
    let others = keys.iter().map(|other| other.name).filter(|other| *other != key.name);
    Problem::at(
        item.place.clone(),
        format!("`{name}` is {}, and must be a table that says which {}", item.node.what(), noun(path)),
    )
    .help(format!("write {name} = {{ {} = {value} }}", key.name))
    .help(format!("or instead of {} one of {}", key.name, others.collect::<Vec<_>>().join(", ")))
}
