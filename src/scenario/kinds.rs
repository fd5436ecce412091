//! What may stand at a key, in words and as an example.

use crate::catalog::{Key, Kind};
use crate::text::{any_of, grouped};

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
        Kind::Path => "\"file.csv\"".to_owned(),
        Kind::Column => "\"column\"".to_owned(),
        Kind::Words(words) => format!("\"{}\"", words[0].0),
        Kind::Percent => "\"5 %\"".to_owned(),
        Kind::People => "[\"anna\", \"7\"]".to_owned(),
        Kind::WordList(words) => format!("[\"{}\"]", words[0].0),
        Kind::List(kind) => format!("[{}]", example(kind)),
        Kind::Table(keys) => {
            let inside: Vec<String> = keys.iter().filter(|key| key.required).map(line).collect();
            format!("{{ {} }}", inside.join(", "))
        }
        Kind::OneOf(keys) => {
            let simple = keys.iter().find(|key| matches!(key.kind, Kind::Whole(..))).unwrap_or(&keys[0]);
            format!("{{ {} }}", line(simple))
        }
        Kind::Tables(keys) => format!("[{}]", example(&Kind::Table(keys))),
        Kind::Either(kinds) => example(&kinds[0]),
    }
}

/// A key with a legal value, as it would be typed.
pub fn line(key: &Key) -> String {
    let value = match (key.name, key.default) {
        (_, Some(default)) => default.to_owned(),
        ("people", _) if matches!(key.kind, Kind::Whole(..)) => "1000".to_owned(),
        // A tree of ten generations with ten children each is no network any more.
        ("depth", _) => "3".to_owned(),
        // Numbers that must go together.
        ("degrees", _) => "[3, 2, 2, 1]".to_owned(),
        ("sizes", _) => "[600, 400]".to_owned(),
        ("probabilities", _) => "[[0.02, 0.001], [0.001, 0.02]]".to_owned(),
        ("largest", _) => "100".to_owned(),
        ("from", _) => "\"2 %\"".to_owned(),
        _ => example(&key.kind),
    };
    format!("{} = {value}", key.name)
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
        Kind::Whole(low, high) if low == high => format!("{low}"),
        Kind::Whole(low, high) => format!("a whole number from {low} to {}", digits(*high)),
        Kind::Flag => "true or false".to_owned(),
        Kind::Text => "text in quotes".to_owned(),
        Kind::Path => "the path of a file, in quotes".to_owned(),
        Kind::Column => "the name of a column, in quotes".to_owned(),
        Kind::Words(words) => {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            any_of(words.iter().map(String::as_str))
        }
        Kind::Percent => "a share of the people as text, such as \"5 %\"".to_owned(),
        Kind::People => "a list of names in quotes".to_owned(),
        Kind::WordList(words) => {
            format!("a list of words such as {}", example(&Kind::WordList(words)))
        }
        Kind::List(kind) => format!("a list, each {}", allowed(kind)),
        Kind::Table(keys) if !keys.is_empty() && keys.iter().all(|key| !key.required && key.default.is_none()) => {
            format!("a table such as {{ {} }}", line(&keys[0]))
        }
        Kind::Table(keys) => format!("a table with {}", names(keys)),
        Kind::OneOf(keys) => format!("a table with one of {}", names(keys)),
        Kind::Tables(keys) => format!("tables with {}", names(keys)),
        Kind::Either(kinds) => kinds.iter().map(allowed).collect::<Vec<_>>().join(", or "),
    }
}

/// The names of keys.
pub fn names(keys: &[Key]) -> String {
    keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")
}

/// A whole number as TOML may write it, in groups of three.
pub fn digits(number: u64) -> String {
    if number < 10_000 { number.to_string() } else { grouped(number).replace(',', "_") }
}
