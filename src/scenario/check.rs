//! A tree against the catalog: every value passes its [`Kind`], every key is known, every default is filled in.

use super::document::{Document, Item, Node};
use super::later;
use super::problem::{Place, Problem, nearest, shown};
use super::units;
use crate::catalog::{Key, Kind, Value};
use crate::quantity::{Probability, Rate};
use std::collections::BTreeMap;

/// What checking has found so far.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Where each key that was given stands, by path (`campaign[2].seeds.random`): its key and its value.
    pub places: BTreeMap<String, (Place, Place)>,
    /// Rates and durations given as plain numbers, and those given as text with a unit.
    pub plain: Vec<Place>,
    /// See `plain`.
    pub timed: Vec<Place>,
}

/// Checks a whole document against the keys of its top level. What comes back is whole only if nothing is wrong.
pub fn check(document: &Document, keys: &[Key]) -> (Value, Findings) {
    let mut findings = Findings::default();
    let value = table(&document.root, keys, "", &mut findings);
    findings.problems.sort_by_key(|problem| (problem.place.source, problem.place.span.start));
    (value.unwrap_or(Value::Table(Vec::new())), findings)
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The last part of a path: what a message calls the value.
fn name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn table(item: &Item, keys: &[Key], path: &str, findings: &mut Findings) -> Option<Value> {
    let Node::Table(entries) = &item.node else {
        let first = keys.first().map_or("key", |key| key.name);
        findings.problems.push(
            Problem::at(item.place.clone(), format!("`{}` is {}, and must be a table", name(path), item.node.what()))
                .help(format!("write [{path}] on a line of its own, and below it keys such as `{first}`")),
        );
        return None;
    };
    let before = findings.problems.len();
    for (given, item) in entries {
        if !keys.iter().any(|key| key.name == given) {
            findings.problems.push(unknown(given, item, keys, path));
        }
    }
    let mut values = Vec::new();
    for key in keys {
        let inside = join(path, key.name);
        match entries.iter().find(|(given, _)| given == key.name) {
            Some((_, item)) => {
                findings.places.insert(inside.clone(), (item.key.clone(), item.place.clone()));
                if let Some(value) = one(item, &key.kind, &inside, findings) {
                    values.push((key.name.to_owned(), value));
                }
            }
            None if key.required => findings.problems.push(missing(item, key, path)),
            None => {
                if let Some(default) = key.default {
                    values.push((key.name.to_owned(), default_value(key, default)));
                } else if let Kind::Table(keys) = key.kind {
                    // A table left out still has its defaults.
                    if keys.iter().all(|key| !key.required) && keys.iter().any(|key| key.default.is_some()) {
                        let defaults =
                            keys.iter().filter_map(|key| Some((key.name.to_owned(), default_value(key, key.default?))));
                        values.push((key.name.to_owned(), Value::Table(defaults.collect())));
                    }
                }
            }
        }
    }
    (findings.problems.len() == before).then_some(Value::Table(values))
}

/// A default passes the same checks as what a user types; a test makes sure that all do.
fn default_value(key: &Key, default: &str) -> Value {
    let document = Document::parse("default", &format!("{} = {default}", key.name));
    let document = document.unwrap_or_else(|_| panic!("the default of `{}` is no TOML: {default}", key.name));
    let mut findings = Findings::default();
    let Node::Table(entries) = &document.root.node else { unreachable!("a document is a table") };
    one(&entries[0].1, &key.kind, key.name, &mut findings)
        .unwrap_or_else(|| panic!("the default of `{}` is wrong: {:?}", key.name, findings.problems))
}

fn unknown(given: &str, item: &Item, keys: &[Key], path: &str) -> Problem {
    let whole = join(path, given);
    let place = item.key.clone();
    if let Some(what) = later::not_yet(&whole) {
        return Problem::at(place, format!("`{}` is not part of this version yet", shown(given))).help(what);
    }
    let problem = Problem::at(place, format!("unknown key `{}`", shown(given)));
    let known = keys.iter().map(|key| key.name);
    match nearest(given, known.clone()) {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None => {
            let known: Vec<&str> = known.collect();
            let section = if path.is_empty() { "the top of the file".to_owned() } else { format!("[{path}]") };
            problem.help(format!("{section} knows {}", known.join(", ")))
        }
    }
}

fn missing(item: &Item, key: &Key, path: &str) -> Problem {
    let section = if path.is_empty() { "the scenario".to_owned() } else { format!("[{path}]") };
    let example = match key.kind {
        Kind::OneOf(keys) | Kind::Table(keys) => {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            match key.kind {
                Kind::OneOf(_) => format!("write [{}.NAME], NAME one of {}", join(path, key.name), names.join(", ")),
                _ => format!("write [{}] with {}", join(path, key.name), names.join(", ")),
            }
        }
        Kind::Tables(_) => format!("write [[{}]] and below it name = \"...\"", join(path, key.name)),
        kind => format!("write {} = {}; {}", key.name, example(&kind), key.meaning),
    };
    let place = if path.is_empty() { Place::default() } else { item.key.clone() };
    Problem::at(place, format!("`{}` is missing from {section}", key.name)).help(example)
}

/// One legal value, as it would be typed.
pub fn example(kind: &Kind) -> String {
    match kind {
        Kind::Probability => "0.05".to_owned(),
        Kind::Number(low, _) if *low >= 1.0 => format!("{}", low + 0.5),
        Kind::Number(..) | Kind::Positive | Kind::Rate => "0.5".to_owned(),
        Kind::Duration => "20".to_owned(),
        Kind::Whole(low, high) => format!("{}", 10.clamp(*low, *high)),
        Kind::Flag => "true".to_owned(),
        Kind::Text => "\"...\"".to_owned(),
        Kind::Path => "\"file.tsv\"".to_owned(),
        Kind::Column => "\"column\"".to_owned(),
        Kind::Words(words) => format!("\"{}\"", words[0].0),
        Kind::Percent => "\"5 %\"".to_owned(),
        Kind::People => "[\"anna\", \"7\"]".to_owned(),
        Kind::WordList(words) => format!("[\"{}\"]", words[0].0),
        Kind::Table(keys) => {
            let inside: Vec<String> = keys
                .iter()
                .filter(|key| key.required)
                .map(|key| format!("{} = {}", key.name, example(&key.kind)))
                .collect();
            format!("{{ {} }}", inside.join(", "))
        }
        Kind::OneOf(keys) => format!("{{ {} = {} }}", keys[0].name, example(&keys[0].kind)),
        Kind::Tables(keys) => format!("[{}]", example(&Kind::Table(keys))),
        Kind::Either(kinds) => example(&kinds[0]),
    }
}

/// What may stand there, in words.
pub fn allowed(kind: &Kind) -> String {
    match kind {
        Kind::Probability => "a number from 0 to 1".to_owned(),
        Kind::Number(low, high) if high.is_infinite() => format!("a number of at least {low}"),
        Kind::Number(low, high) => format!("a number from {low} to {high}"),
        Kind::Positive => "a number above 0".to_owned(),
        Kind::Rate => "a number of at least 0, or text such as \"0.5 per day\"".to_owned(),
        Kind::Duration => "a number of at least 0, or text such as \"30 days\"".to_owned(),
        Kind::Whole(low, high) => format!("a whole number from {low} to {high}"),
        Kind::Flag => "true or false".to_owned(),
        Kind::Text => "text in quotes".to_owned(),
        Kind::Path => "the path of a file, in quotes".to_owned(),
        Kind::Column => "the name of a column, in quotes".to_owned(),
        Kind::Words(words) => words.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(" or "),
        Kind::Percent => "a share of the people as text, such as \"5 %\"".to_owned(),
        Kind::People => "a list of names in quotes".to_owned(),
        Kind::WordList(words) => {
            format!("a list of {}", words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "))
        }
        Kind::Table(keys) => format!("a table with {}", names(keys)),
        Kind::OneOf(keys) => format!("a table with one of {}", names(keys)),
        Kind::Tables(keys) => format!("tables with {}", names(keys)),
        Kind::Either(kinds) => kinds.iter().map(allowed).collect::<Vec<_>>().join(", or "),
    }
}

fn names(keys: &[Key]) -> String {
    keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")
}

fn one(item: &Item, kind: &Kind, path: &str, findings: &mut Findings) -> Option<Value> {
    match kind {
        Kind::Table(keys) => table(item, keys, path, findings),
        Kind::OneOf(keys) => one_of(item, keys, path, findings),
        Kind::Tables(keys) => tables(item, keys, path, findings),
        Kind::Either(kinds) => either(item, kinds, path, findings),
        kind => match scalar(item, kind, path) {
            Ok(value) => {
                if matches!(kind, Kind::Rate | Kind::Duration) {
                    let timed = matches!(value, Value::Written { .. });
                    let seen = if timed { &mut findings.timed } else { &mut findings.plain };
                    seen.push(item.place.clone());
                }
                Some(value)
            }
            Err(problem) => {
                findings.problems.push(problem);
                None
            }
        },
    }
}

fn one_of(item: &Item, keys: &[Key], path: &str, findings: &mut Findings) -> Option<Value> {
    let Node::Table(entries) = &item.node else {
        let word = match &item.node {
            Node::Text(text) => nearest(text, keys.iter().map(|key| key.name)).unwrap_or(keys[0].name),
            _ => keys[0].name,
        };
        let key = keys.iter().find(|key| key.name == word).unwrap_or(&keys[0]);
        findings.problems.push(
            Problem::at(item.place.clone(), format!("`{}` is {}, and must be a table", name(path), item.node.what()))
                .help(format!("write {} = {{ {word} = {} }}", name(path), example(&key.kind))),
        );
        return None;
    };
    let before = findings.problems.len();
    let mut known = Vec::new();
    for (given, item) in entries {
        match keys.iter().find(|key| key.name == given) {
            Some(key) => known.push((key, item)),
            None => findings.problems.push(unknown(given, item, keys, path)),
        }
    }
    if let [(first, at), (second, also), ..] = known[..] {
        findings.problems.push(
            Problem::at(also.key.clone(), format!("`{}` and `{}` cannot both be given", first.name, second.name))
                .also(at.key.clone(), "the other one")
                .help(format!("keep one: `{}` takes exactly one", name(path))),
        );
    }
    if known.is_empty() && findings.problems.len() == before {
        let place = item.key.clone();
        findings.problems.push(
            Problem::at(place, format!("`{}` is empty", name(path))).help(format!("give one of {}", names(keys))),
        );
    }
    let mut values = Vec::new();
    for (key, item) in known {
        let inside = join(path, key.name);
        findings.places.insert(inside.clone(), (item.key.clone(), item.place.clone()));
        if let Some(value) = one(item, &key.kind, &inside, findings) {
            values.push((key.name.to_owned(), value));
        }
    }
    (findings.problems.len() == before).then_some(Value::Table(values))
}

fn tables(item: &Item, keys: &[Key], path: &str, findings: &mut Findings) -> Option<Value> {
    let one;
    let items = match &item.node {
        Node::List(items) => items,
        // One table where a list is meant: [campaign] for [[campaign]].
        Node::Table(_) => {
            one = item.clone();
            findings.problems.push(
                Problem::at(item.key.clone(), format!("`{path}` is one table, and must be a list of tables"))
                    .help(format!("write [[{path}]] with two brackets")),
            );
            std::slice::from_ref(&one)
        }
        other => {
            findings.problems.push(
                Problem::at(item.place.clone(), format!("`{path}` is {}, and must be tables", other.what()))
                    .help(format!("write [[{path}]] on a line of its own")),
            );
            return None;
        }
    };
    let values: Vec<Option<Value>> = items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let path = format!("{path}[{}]", i + 1);
            findings.places.insert(path.clone(), (item.key.clone(), item.place.clone()));
            table(item, keys, &path, findings)
        })
        .collect();
    values.into_iter().collect::<Option<Vec<Value>>>().map(Value::List)
}

fn either(item: &Item, kinds: &[Kind], path: &str, findings: &mut Findings) -> Option<Value> {
    // Tables report their own problems; scalars are tried in turn, and the most telling message is given.
    let is_table = |kind: &&Kind| matches!(kind, Kind::Table(_) | Kind::OneOf(_));
    if let (Node::Table(_), Some(kind)) = (&item.node, kinds.iter().find(is_table)) {
        return one(item, kind, path, findings);
    }
    let mut first = None;
    for kind in kinds.iter().filter(|kind| !is_table(kind)) {
        match scalar(item, kind, path) {
            Ok(value) => {
                if matches!(kind, Kind::Rate | Kind::Duration) {
                    let timed = matches!(value, Value::Written { .. });
                    if timed { &mut findings.timed } else { &mut findings.plain }.push(item.place.clone());
                }
                return Some(value);
            }
            Err(problem) => {
                // The message of the kind that fits the value's type: words for text, numbers for numbers.
                let fits = matches!(
                    (&item.node, kind),
                    (Node::Text(_), Kind::Words(_) | Kind::Column | Kind::Percent)
                        | (
                            Node::Number(..) | Node::Whole(_),
                            Kind::Probability | Kind::Rate | Kind::Whole(..) | Kind::Positive
                        )
                );
                if fits || first.is_none() {
                    first = Some(problem);
                }
            }
        }
    }
    let numeric = kinds.iter().any(|kind| matches!(kind, Kind::Probability | Kind::Rate | Kind::Whole(..)));
    let problem = match &item.node {
        // Text that is a number in quotes: the mistake is the quotes, not the word.
        Node::Text(text) if numeric && number_in_text(text).is_some() => {
            let kind = kinds.iter().find(|kind| matches!(kind, Kind::Probability | Kind::Rate | Kind::Whole(..)));
            kind.and_then(|kind| scalar(item, kind, path).err()).or(first)
        }
        _ => first,
    };
    findings.problems.extend(problem.map(|problem| {
        if problem.help.is_empty() { problem.help(format!("write {}", allowed(&Kind::Either(&[])))) } else { problem }
    }));
    None
}

fn number_in_text(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    text.parse().ok().filter(|x: &f64| x.is_finite())
}

fn scalar(item: &Item, kind: &Kind, path: &str) -> Result<Value, Problem> {
    let place = || item.place.clone();
    let name = name(path);
    let wrong = |message: String| Problem::at(place(), message);
    let must = || wrong(format!("`{name}` is {}, and must be {}", item.node.what(), allowed(kind)));
    match (kind, &item.node) {
        (Kind::Whole(low, high), node) => whole(node, *low, *high, name, place),
        (Kind::Probability | Kind::Number(..) | Kind::Positive, Node::Text(text)) => Err(match number_in_text(text) {
            Some(number) => {
                let (number, why) = if text.contains('%') {
                    (number / 100.0, "a percent sign is for shares of people")
                } else {
                    (number, "a number has no quotes")
                };
                wrong(format!("`{name}` is text: {why}")).help(format!("write {number}"))
            }
            None => must(),
        }),
        (Kind::Probability | Kind::Number(..) | Kind::Positive, Node::Whole(_) | Node::Number(..)) => {
            let number = number(&item.node);
            let legal = match kind {
                Kind::Probability => Probability::new(number).is_some(),
                Kind::Number(low, high) => (*low..=*high).contains(&number) && number.is_finite(),
                _ => number > 0.0 && number.is_finite(),
            };
            if legal {
                return Ok(Value::Number(number + 0.0));
            }
            if matches!(kind, Kind::Probability) {
                let problem = wrong("a probability must lie between 0 and 1".to_owned());
                return Err(if (1.0..=100.0).contains(&number) {
                    problem.label(format!("{number:.0} %?")).help(format!("{number} % is written {}", number / 100.0))
                } else {
                    problem.help("0 is never, 1 always; 0.01 to 0.1 is typical of a tie")
                });
            }
            Err(wrong(format!("`{name}` must be {}", allowed(kind))))
        }
        (Kind::Rate | Kind::Duration, Node::Whole(_) | Node::Number(..)) => {
            let number = number(&item.node);
            let legal = if matches!(kind, Kind::Rate) {
                Rate::new(number).is_some()
            } else {
                number >= 0.0 && number.is_finite()
            };
            if legal {
                Ok(Value::Number(number + 0.0))
            } else {
                Err(wrong(format!("`{name}` must be {}", allowed(kind))))
            }
        }
        (Kind::Rate | Kind::Duration, Node::Text(text)) => {
            let read = if matches!(kind, Kind::Rate) { units::rate(text) } else { units::hours(text) };
            read.map(|number| Value::Written { number, text: text.clone() }).map_err(|why| {
                let problem = wrong(format!(
                    "`{}` is no {}: {why}",
                    shown(text),
                    if matches!(kind, Kind::Rate) { "rate" } else { "duration" }
                ));
                problem.help(format!("write {}", allowed(kind)))
            })
        }
        (Kind::Flag, Node::Flag(flag)) => Ok(Value::Flag(*flag)),
        (Kind::Text | Kind::Path | Kind::Column, Node::Text(text)) => {
            if text.trim().is_empty() && !matches!(kind, Kind::Text) {
                return Err(wrong(format!("`{name}` is empty")).help(format!("write {}", allowed(kind))));
            }
            Ok(Value::Text(text.clone()))
        }
        (Kind::Words(words), Node::Text(text)) => {
            if words.iter().any(|(word, _)| word == text) {
                return Ok(Value::Text(text.clone()));
            }
            let problem = wrong(format!("`{}` is not known to `{name}`", shown(text)));
            Err(match nearest(text, words.iter().map(|(word, _)| *word)) {
                Some(near) => problem.label(format!("did you mean \"{near}\"?")),
                None => problem.help(format!("write {}", allowed(kind))),
            })
        }
        (Kind::Percent, Node::Text(text)) => {
            let share = text.trim().strip_suffix('%').and_then(|text| text.trim().parse::<f64>().ok());
            match share.filter(|share| (0.0..=100.0).contains(share)) {
                Some(share) => Ok(Value::Written { number: share / 100.0, text: text.clone() }),
                None => {
                    Err(wrong(format!("`{}` is no share of the people", shown(text)))
                        .help("write a text such as \"5 %\""))
                }
            }
        }
        (Kind::Percent, Node::Number(..) | Node::Whole(_)) => {
            let number = number(&item.node);
            let percent = if number <= 1.0 { number * 100.0 } else { number };
            Err(wrong(format!("`{name}` is a share of the people, and is written as text"))
                .help(format!("write \"{percent} %\"")))
        }
        (Kind::People, Node::List(items)) => {
            if items.is_empty() {
                return Err(wrong("the list names nobody".to_owned()).help(format!("write {}", example(kind))));
            }
            let names = items.iter().map(|item| match &item.node {
                Node::Text(name) if !name.is_empty() => Ok(Value::Text(name.clone())),
                Node::Whole(number) => {
                    Err(Problem::at(item.place.clone(), "a name is text, also where it is a number".to_owned())
                        .help(format!("write \"{number}\"")))
                }
                node => Err(Problem::at(item.place.clone(), format!("a name is text, and this is {}", node.what()))),
            });
            names.collect::<Result<_, _>>().map(Value::List)
        }
        (Kind::People, Node::Text(text)) => {
            Err(wrong("the names stand in a list".to_owned()).help(format!("write [\"{}\"]", shown(text))))
        }
        (Kind::WordList(words), Node::List(items)) => {
            let mut found: Vec<Value> = Vec::new();
            for item in items {
                let value = scalar(item, &Kind::Words(words), path)?;
                if found.contains(&value) {
                    return Err(Problem::at(item.place.clone(), "this word stands there twice".to_owned()));
                }
                found.push(value);
            }
            Ok(Value::List(found))
        }
        _ => Err(must().help(format!("write {name} = {}", example(kind)))),
    }
}

fn number(node: &Node) -> f64 {
    match node {
        Node::Whole(whole) => *whole as f64,
        Node::Number(number, _) => *number,
        _ => f64::NAN,
    }
}

fn whole(node: &Node, low: u64, high: u64, name: &str, place: impl Fn() -> Place) -> Result<Value, Problem> {
    let wrong = |message: String| Problem::at(place(), message);
    let range = || format!("write {}", allowed(&Kind::Whole(low, high)));
    match node {
        Node::Whole(number) => match u64::try_from(*number) {
            Ok(number) if (low..=high).contains(&number) => Ok(Value::Whole(number)),
            _ => Err(wrong(format!("`{name}` must be {}", allowed(&Kind::Whole(low, high))))),
        },
        Node::Number(number, text) => {
            let exact = number.fract() == 0.0 && (low as f64..=high as f64).contains(number);
            if exact && text.contains(['e', 'E']) {
                return Err(wrong(format!("`{name}` is a whole number, and is written without an exponent"))
                    .help(format!("write {} or {}", *number as u64, grouped(*number as u64))));
            }
            Err(wrong(format!("`{name}` must be {}", allowed(&Kind::Whole(low, high)))))
        }
        Node::Text(text) => {
            let digits = text.trim().replace(['_', ' '], "");
            Err(match digits.parse::<u64>() {
                Ok(number) => {
                    wrong(format!("`{name}` is text: a number has no quotes")).help(format!("write {number}"))
                }
                Err(_) => wrong(format!("`{name}` is text, and must be a whole number")).help(range()),
            })
        }
        other => Err(wrong(format!("`{name}` is {}, and must be a whole number", other.what())).help(range())),
    }
}

/// A whole number in groups of three, as TOML allows it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
