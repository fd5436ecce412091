//! What a key, a name or a word means, from the catalog, laid out for 80 columns.

use super::{keys, kinds, later, synonyms};
use crate::catalog::{Entry, Key, Kind};
use crate::text::{folded, nearest};
use crate::{graph::generate, measure, seeding};

/// Columns of a line.
const WIDTH: usize = 80;

/// The explanation of a key's path (`spread.sir.recovery`), of the last part of one (`watts`, `probability`), of a measure, a
/// plot, or a word that a key takes. `Err` says what to ask instead.
pub fn explain(asked: &str) -> Result<String, String> {
    let asked = asked.trim().trim_matches(['[', ']', '`']);
    if let Some(key) = keys::find(asked) {
        return Ok(about(asked, key));
    }
    let mut found = Vec::new();
    let mut all = Vec::new();
    keys::walk(&mut |path, key| {
        all.push(path.to_owned());
        if path.ends_with(&format!(".{asked}")) {
            found.push(about(path, key));
        }
    });
    found.extend(measure::all().filter(|measure| measure.name == asked).map(|measure| about_measure(&measure)));
    let plots = keys::PLOTS.iter().filter(|(name, _)| *name == asked);
    found.extend(plots.map(|(name, meaning)| about_word("plots", &format!("[\"{name}\"]"), meaning)));
    keys::walk(&mut |path, key| {
        let words = words(&key.kind).into_iter().filter(|(word, _)| *word == asked);
        found.extend(words.map(|(word, meaning)| about_word(path, &format!("\"{word}\""), meaning)));
    });
    if found.is_empty() {
        found.extend(synonyms::everywhere(asked).into_iter().filter_map(|path| Some(about(&path, keys::find(&path)?))));
    }
    if !found.is_empty() {
        return Ok(found.join("\n"));
    }
    let plain: String =
        asked.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>().join(".");
    if let Some(what) = later::not_yet(&plain).or_else(|| later::not_yet(plain.split('.').next()?)) {
        return Err(format!("this is not part of this version yet: {what}"));
    }
    let last = asked.rsplit('.').next().unwrap_or(asked);
    let names = all.iter().map(|path| path.rsplit('.').next().unwrap_or(path));
    let near = nearest(last, names.chain(measure::all().map(|measure| measure.name)));
    Err(match near {
        None => "rumormill list models, networks, seedings, measures or plots shows the names".to_owned(),
        Some(near) => {
            let there: Vec<&str> =
                all.iter().filter(|path| path.rsplit('.').next() == Some(near)).map(String::as_str).collect();
            format!("did you mean {}?", if there.is_empty() { near.to_owned() } else { there.join(", ") })
        }
    })
}

/// The words a key takes, with their meanings.
fn words(kind: &Kind) -> Vec<(&'static str, &'static str)> {
    match kind {
        Kind::Words(words) => words.to_vec(),
        Kind::Either(kinds) => kinds.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

/// Lines, each a name and what belongs to it; names stand in a column of their own.
struct Page(String);

impl Page {
    fn new(title: &str, meaning: &str) -> Page {
        let mut letters = meaning.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let sentence = format!("{first}{}.", letters.as_str());
        Page(format!("{title}\n  {}\n", folded(&sentence, WIDTH - 2, "  ")))
    }

    fn row(&mut self, margin: usize, width: usize, name: &str, text: &str) {
        if !text.is_empty() {
            let indent = " ".repeat(margin + width + 2);
            let text = folded(text, WIDTH - indent.len(), &indent);
            self.0.push_str(&format!("{:margin$}{name:width$}  {text}\n", ""));
        }
    }

    fn facts(&mut self, facts: &[(&str, String)]) {
        self.0.push('\n');
        let width = facts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, text) in facts {
            self.row(2, width, name, text);
        }
    }

    fn list<'a>(&mut self, title: &str, rows: impl Iterator<Item = (&'a str, &'a str)> + Clone) {
        self.0.push_str(&format!("\n  {title}\n"));
        let width = rows.clone().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, meaning) in rows {
            self.row(4, width, name, meaning);
        }
    }
}

fn about_measure(measure: &measure::Measure<()>) -> String {
    let mut page = Page::new(&format!("{} (a measure)", measure.name), measure.title);
    page.facts(&[
        ("unit", measure.unit.to_owned()),
        ("in summary.json", format!("`{}` of each campaign", measure.name.replace('-', "_"))),
        ("source", measure.reference.to_owned()),
    ]);
    page.0
}

fn about_word(path: &str, word: &str, meaning: &str) -> String {
    Page::new(&format!("{path} = {word}"), meaning).0
}

fn about(path: &str, key: &Key) -> String {
    let mut page = Page::new(path, key.meaning);
    let inside = keys::inside(&key.kind);
    let (reference, check) = entry(path).unwrap_or_default();
    let source = if key.source.is_empty() { reference } else { key.source };
    page.facts(&[
        ("value", if inside.is_empty() { kinds::allowed(&key.kind) } else { String::new() }),
        ("unit", key.unit.to_owned()),
        ("default", key.default.unwrap_or(if key.required { "none: it must be given" } else { "" }).to_owned()),
        ("larger", key.larger.to_owned()),
        ("source", source.to_owned()),
        ("tested", check.to_owned()),
        ("written", written(path, key)),
    ]);
    let words = words(&key.kind);
    if !words.is_empty() {
        page.list("words", words.into_iter());
    }
    if !inside.is_empty() {
        let title = if matches!(key.kind, Kind::OneOf(_)) { "exactly one of" } else { "keys" };
        page.list(title, inside.iter().map(|key| (key.name, key.meaning)));
    }
    page.0
}

/// How the key stands in a scenario, in one or two lines.
fn written(path: &str, key: &Key) -> String {
    let path = path.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect::<Vec<_>>();
    let line = kinds::line(key);
    let below = |heading: String, keys: &[Key]| {
        let required = keys.iter().filter(|key| key.required).map(|key| format!("\n{}", kinds::line(key)));
        heading + &required.collect::<String>()
    };
    match (&path[..], key.kind) {
        (["campaign"], Kind::Tables(keys)) => below("[[campaign]]".to_owned(), keys),
        ([section @ ("network" | "spread")], _) => format!("[{section}.NAME]"),
        ([_] | [_, _], Kind::Table(keys)) if path[0] != "campaign" => below(format!("[{}]", path.join(".")), keys),
        ([_], _) => line,
        (["campaign", "seeds", _], _) => format!("[[campaign]]\nseeds = {{ {line} }}"),
        (["campaign", "seeds", name, ..], _) => {
            let seeding = keys::find(&format!("campaign.seeds.{name}")).map(kinds::line);
            format!("[[campaign]]\nseeds = {{ {} }}", seeding.unwrap_or_default())
        }
        (["campaign", _], _) => format!("[[campaign]]\n{line}"),
        ([_, _] | [_, _, _], _) => format!("[{}]\n{line}", path[..path.len() - 1].join(".")),
        _ => String::new(),
    }
}

/// Paper and exact check of the catalog entry at a path.
fn entry(path: &str) -> Option<(&'static str, &'static str)> {
    fn of<T>(catalog: &[&'static Entry<T>], name: &str) -> Option<(&'static str, &'static str)> {
        catalog.iter().find(|entry| entry.name == name).map(|entry| (entry.reference, entry.check))
    }
    let (section, name) = path.rsplit_once('.')?;
    match section.split('[').next()? {
        "spread" => super::spread::entry(name),
        "network" => of(generate::CATALOG, name),
        _ if section.ends_with("seeds") => of(seeding::CATALOG, name),
        _ => None,
    }
}
