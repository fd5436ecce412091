//! What a key, a name or a word means, from the catalog, laid out for 80 columns.

use super::{Scenario, keys, kinds, later, synonyms};
use crate::catalog::{Entry, Key, Kind};
use crate::text::{folded, nearest};
use crate::{graph::generate, measure, seeding};

/// Columns of a line.
const WIDTH: usize = 80;

/// The explanation of a key's path (`spread.sir.recovery`), of the last part of one (`watts`, `probability`), of a measure, a
/// plot, or a word that a key takes. `Err` says what to ask instead.
pub fn explain(asked: &str) -> Result<String, String> {
    let asked = asked.trim().trim_matches('`');
    // A heading; but `campaign[1]` is a path.
    let asked = if asked.starts_with('[') { asked.trim_matches(['[', ']']) } else { asked };
    if asked.is_empty() {
        return Err("name a key, a model, a measure, such as rumormill explain reach".to_owned());
    }
    if let Some(key) = keys::find(asked) {
        let pages: Vec<String> = std::iter::once(about(asked, key)).chain(in_lists(asked)).collect();
        return Ok(pages.join("\n"));
    }
    // Without the name that the user gives: surface.newest.depth.
    if let Some((first, rest)) = asked.split_once('.') {
        let named = format!("{first}.NAME.{rest}");
        if let Some(key) = keys::find(first).and_then(|_| keys::find(&named)) {
            return Ok(about(&named, key));
        }
    }
    let mut found = Vec::new();
    let mut all = Vec::new();
    keys::walk(&mut |path, key| {
        if is_repeated(path) {
            return;
        }
        all.push(path.to_owned());
        if path.ends_with(&format!(".{asked}")) {
            found.push(about(path, key));
        }
    });
    // Those that are keys are there already.
    found.extend(in_lists(asked).into_iter().filter(|page| !found.contains(page)).collect::<Vec<_>>());
    // Measures whose names hold a verb or a surface.
    if let Some((title, unit)) = measure::platform::titled(asked).filter(|_| found.is_empty()) {
        let mut page = Page::new(&format!("{asked} (a measure of platforms)"), &title);
        page.facts(&[("unit", unit.to_owned()), ("written", format!("measures = [\"{asked}\"]"))]);
        found.push(page.0);
    }
    keys::walk(&mut |path, key| {
        let words = words(&key.kind).into_iter().filter(|(word, _)| *word == asked && !is_repeated(path));
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

/// All of this name that `rumormill list` names: models, networks, seedings, practices, measures, platforms and plots.
fn in_lists(asked: &str) -> Vec<String> {
    let mut found = Vec::new();
    for section in ["spread", "network", "campaign.seeds", "campaign"] {
        let path = format!("{section}.{asked}");
        let is_listed = match section {
            "campaign" => crate::campaign::CATALOG.iter().any(|entry| entry.name == asked),
            _ => true,
        };
        found.extend(keys::find(&path).filter(|_| is_listed).map(|key| about(&path, key)));
    }
    found.extend(measure::all().filter(|measure| measure.name == asked).map(|measure| about_measure(&measure)));
    let presets = super::PRESETS.iter().filter(|preset| preset.name == asked);
    found.extend(presets.map(|preset| {
        // The first line of the file says what it is.
        let first = preset.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']).trim_end_matches('.');
        about_word("platform", &format!("\"{asked}\""), first)
    }));
    let plots = keys::PLOTS.iter().filter(|(name, _)| *name == asked);
    found.extend(plots.map(|(name, meaning)| about_word("plots", &format!("[\"{name}\"]"), meaning)));
    found
}

/// Whether a path is about a seeding that `campaign.seeds` has told of already.
fn is_repeated(path: &str) -> bool {
    ["campaign.wave.seeds", "campaign.rival.seeds"].iter().any(|section| path.starts_with(section))
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
        ("written", format!("measures = [\"{}\"]", measure.name)),
    ]);
    page.0
}

fn about_word(path: &str, word: &str, meaning: &str) -> String {
    let mut page = Page::new(&format!("{path} = {word}"), meaning);
    let steps = steps(path);
    page.facts(&[("written", stands(&steps, format!("{} = {word}", steps[steps.len() - 1])))]);
    page.0
}

fn about(path: &str, key: &Key) -> String {
    let mut page = Page::new(path, key.meaning);
    let inside = keys::inside(&key.kind);
    let (reference, check) = entry(path).unwrap_or_default();
    let source = if key.source.is_empty() { reference } else { key.source };
    page.facts(&[
        ("value", if inside.is_empty() { allowed(path, &key.kind) } else { String::new() }),
        ("unit", key.unit.to_owned()),
        ("default", default(key).to_owned()),
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
        let rows: Vec<(&str, String)> = inside.iter().map(|key| (key.name, with_default(key))).collect();
        page.list(title, rows.iter().map(|(name, meaning)| (*name, meaning.as_str())));
    }
    page.0
}

/// What may stand there; of a platform every time has a unit.
fn allowed(path: &str, kind: &Kind) -> String {
    let of_platform = match path.split('.').collect::<Vec<_>>()[..] {
        ["surface" | "verb" | "product", ..] => true,
        ["campaign", inside, ..] => inside == "item" || crate::campaign::KEYS.iter().any(|key| key.name == inside),
        _ => false,
    };
    let allowed = kinds::allowed(kind);
    if of_platform { allowed.replace("a number of at least 0, or text such as", "text such as") } else { allowed }
}

/// What holds where a key is left out.
fn default(key: &Key) -> &'static str {
    match key.default {
        Some(default) => default,
        None if key.required => "none: it must be given",
        None if keys::inside(&key.kind).is_empty() => "none",
        None => "",
    }
}

/// The meaning of a key among others, with its default and, of a number, what it may be.
fn with_default(key: &Key) -> String {
    match (key.default, &key.kind) {
        (None, _) => key.meaning.to_owned(),
        (Some(default), Kind::Probability | Kind::Number(..) | Kind::Positive) => {
            format!("{}; {}, {default} where it is left out", key.meaning, kinds::allowed(&key.kind))
        }
        (Some(default), _) => format!("{}; {default} where it is left out", key.meaning),
    }
}

/// How the key stands in a scenario, in one or two lines.
fn written(path: &str, key: &Key) -> String {
    let (steps, line) = (steps(path), kinds::line(key));
    match (&steps[..], key.kind) {
        (["campaign"], Kind::Tables(keys)) => below("[[campaign]]", keys.iter().filter(|key| key.required)),
        ([section @ ("network" | "spread")], _) => format!("[{section}.NAME]"),
        (["network" | "spread", _], Kind::Table(keys)) => that_runs(steps[0], &format!("[{path}]"), keys),
        ([_], Kind::Table(keys) | Kind::Either(&[Kind::Table(keys)])) => {
            below(&format!("[{path}]"), keys.iter().filter(|key| key.required))
        }
        _ => stands(&steps, line),
    }
}

/// The steps of a path without the numbers of campaigns.
fn steps(path: &str) -> Vec<&str> {
    path.split('.').map(|step| step.split('[').next().unwrap_or(step)).collect()
}

/// A line `key = value` below the heading of its section, with what must stand beside it in a table within a line.
fn stands(steps: &[&str], line: String) -> String {
    let heading = match steps {
        [_] => return line,
        ["campaign", ..] => 1,
        ["people" | "participation" | "relationship" | "interest", ..] => 1,
        _ => 2.min(steps.len() - 1),
    };
    let mut line = line;
    for i in (heading..steps.len() - 1).rev() {
        let around = keys::find(&steps[..=i].join("."));
        let is_choice = around.is_some_and(|key| matches!(key.kind, Kind::OneOf(_)));
        let beside = around.filter(|_| !is_choice).map_or(&[][..], |key| keys::inside(&key.kind));
        let beside = beside.iter().filter(|key| key.required && key.name != steps[i + 1]);
        let beside: String = beside.map(|key| format!("{}, ", kinds::line(key))).collect();
        line = format!("{} = {{ {beside}{line} }}", steps[i]);
    }
    match steps[0] {
        "campaign" => format!("[[campaign]]\n{line}"),
        _ => format!("[{}]\n{line}", steps[..heading].join(".")),
    }
}

fn below<'a>(heading: &str, keys: impl Iterator<Item = &'a Key>) -> String {
    heading.to_owned() + &keys.map(|key| format!("\n{}", kinds::line(key))).collect::<String>()
}

/// A section that can be copied into a scenario: the keys it requires and, where it takes one of several others (or one each of two
/// pairs), the first with which it is right.
fn that_runs(section: &str, heading: &str, keys: &'static [Key]) -> String {
    let rest = match section {
        "network" => "[spread.independent-cascade]\nprobability = 0.1",
        _ => "[network.complete]\npeople = 1000",
    };
    let runs = |text: &String| {
        let seeds = "[[campaign]]\nname = \"one\"\nseeds = { random = 1 }";
        Scenario::read("", &format!("format = 1\nhorizon = 20\n{rest}\n{text}\n{seeds}\n"), &[]).is_ok()
    };
    // A file says only sometimes in which direction it is written; what is not of this kind is found out by trying.
    let always = |key: &&Key| key.required || key.name == "direction";
    let with = |more: &[&Key]| below(heading, keys.iter().filter(always).chain(more.iter().copied()));
    let others: Vec<&Key> = keys.iter().filter(|key| !always(key) && key.default.is_none()).collect();
    let ones = others.iter().map(|&one| vec![one]);
    let pairs = (0..others.len()).flat_map(|i| others[i + 1..].iter().map(move |&two| (i, two)));
    let pairs = pairs.map(|(i, two)| vec![others[i], two]);
    let mut all = std::iter::once(Vec::new()).chain(ones).chain(pairs).map(|more| with(&more));
    all.find(runs).unwrap_or_else(|| with(&[]))
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
