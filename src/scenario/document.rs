//! A scenario's text as a tree that knows where everything stands.

use super::problem::{Place, Problem};
use super::resolved::quoted;
use super::syntax;
use crate::text::shown;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One text that a value can come from: the file itself, or an option of the command line.
#[derive(Clone, Debug)]
pub struct Source {
    /// How it is called in messages: the path as typed, or `--set`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Item {
    /// The value.
    pub node: Node,
    /// Where the value stands.
    pub place: Place,
    /// Where its key stands; the value's place in a list.
    pub key: Place,
}

/// A value of a scenario file, unchecked.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Node {
    Text(String),
    /// A whole number that fits 64 bits.
    Whole(i64),
    /// Any other number, with its text.
    Number(f64, String),
    Flag(bool),
    Date,
    List(Vec<Item>),
    /// In the order of the file.
    Table(Vec<(String, Item)>),
}

impl Item {
    /// The same value, with everything inside it so many bytes further on: it was parsed as the end of a longer text.
    fn shifted(mut self, bytes: usize) -> Item {
        for place in [&mut self.place, &mut self.key] {
            place.span = place.span.start + bytes..place.span.end + bytes;
        }
        self.node = match self.node {
            Node::List(items) => Node::List(items.into_iter().map(|item| item.shifted(bytes)).collect()),
            Node::Table(entries) => {
                Node::Table(entries.into_iter().map(|(key, item)| (key, item.shifted(bytes))).collect())
            }
            other => other,
        };
        self
    }
}

impl Node {
    /// What a person would call it.
    pub fn what(&self) -> &'static str {
        match self {
            Node::Text(_) => "text",
            Node::Whole(_) => "a whole number",
            Node::Number(..) => "a number",
            Node::Flag(_) => "true or false",
            Node::Date => "a date",
            Node::List(_) => "a list",
            Node::Table(_) => "a table",
        }
    }

    /// The value as TOML in one line, unless it holds a date.
    pub fn typed(&self) -> Option<String> {
        match self {
            Node::Text(text) => Some(quoted(text)),
            Node::Whole(whole) => Some(whole.to_string()),
            Node::Number(_, text) => Some(text.clone()),
            Node::Flag(flag) => Some(flag.to_string()),
            Node::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| item.node.typed()).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            Node::Table(entries) => {
                let entries: Option<Vec<String>> =
                    entries.iter().map(|(key, item)| Some(format!("{key} = {}", item.node.typed()?))).collect();
                Some(format!("{{ {} }}", entries?.join(", ")))
            }
            Node::Date => None,
        }
    }
}

/// A scenario may have so many bytes.
pub const MOST_BYTES: usize = 1 << 20;
/// Tables and lists may stand so deep in one another.
const MOST_LEVELS: usize = 32;

/// A whole document: its texts and the tree they make.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file first, then one source for each option that set a value.
    pub sources: Vec<Source>,
    /// The table of everything.
    pub root: Item,
}

impl Document {
    /// Parses a file. All syntax errors are collected.
    pub fn parse(name: &str, text: &str) -> Result<Document, (Vec<Source>, Vec<Problem>)> {
        // Without its byte order mark, which editors add unseen; TOML itself takes both kinds of line end.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source { name: name.to_owned(), text: text.to_owned() };
        let whole = Place { source: 0, span: 0..0 };
        let problem = |message: String, help: &str| {
            Err((vec![source.clone()], vec![Problem::at(whole.clone(), message).help(help)]))
        };
        if text.len() > MOST_BYTES {
            let message = "the scenario has more than 1 MiB".to_owned();
            return problem(message, "data belongs into files of its own, named by the scenario");
        }
        if depth(text) > MOST_LEVELS {
            return problem(
                format!("brackets stand more than {MOST_LEVELS} deep"),
                "a scenario needs four levels at most",
            );
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut root = table_item(table.get_ref(), 0..text.len(), 0..0, 0);
        if errors.is_empty() {
            root.place.span = 0..0;
            return Ok(Document { sources: vec![source], root });
        }
        let errors: Vec<_> = errors.iter().map(|error| (error.message(), error.span().unwrap_or(0..0))).collect();
        let problems = syntax::problems(text, &root, &errors);
        Err((vec![source], problems))
    }

    /// The platform that the document names, and where.
    pub(super) fn platform(&self) -> Option<(Place, String)> {
        let Node::Table(entries) = &self.root.node else { return None };
        let (_, item) = entries.iter().find(|(key, _)| key == "platform")?;
        match &item.node {
            Node::Text(name) => Some((item.place.clone(), name.clone())),
            _ => None,
        }
    }

    /// The path of the innermost key of the file that covers some bytes, itself or with its value: `campaign[2].seeds.random`.
    pub fn path(&self, span: &Range<usize>) -> Option<String> {
        fn walk(item: &Item, path: &str, span: &Range<usize>, best: &mut Option<(usize, String)>) {
            let covers =
                |place: &Place| place.source == 0 && place.span.start <= span.start && span.end <= place.span.end;
            for place in [&item.key, &item.place] {
                let width = place.span.len();
                if !path.is_empty()
                    && width > 0
                    && covers(place)
                    && best.as_ref().is_none_or(|(least, _)| width <= *least)
                {
                    *best = Some((width, path.to_owned()));
                }
            }
            match &item.node {
                Node::Table(entries) => {
                    for (key, item) in entries {
                        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                        walk(item, &path, span, best);
                    }
                }
                Node::List(items) => {
                    for (i, item) in items.iter().enumerate() {
                        walk(item, &format!("{path}[{}]", i + 1), span, best);
                    }
                }
                _ => {}
            }
        }
        let mut best = None;
        walk(&self.root, "", span, &mut best);
        best.map(|(_, path)| path)
    }

    /// Every value that is no table, as it would be typed, with the path of its key; dates are left out.
    pub fn values(&self) -> Vec<(String, String)> {
        fn walk(item: &Item, path: &str, all: &mut Vec<(String, String)>) {
            match &item.node {
                Node::Table(entries) => {
                    for (key, item) in entries {
                        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                        walk(item, &path, all);
                    }
                }
                Node::List(items) if items.iter().any(|item| matches!(item.node, Node::Table(_))) => {
                    for (i, item) in items.iter().enumerate() {
                        walk(item, &format!("{path}[{}]", i + 1), all);
                    }
                }
                node => all.extend(node.typed().map(|typed| (path.to_owned(), typed))),
            }
        }
        let mut all = Vec::new();
        walk(&self.root, "", &mut all);
        all
    }

    /// Sets the value at a path (`network.small-world.people`, `campaign[2].name`; campaigns count from 1), as typed at the
    /// option `name`.
    pub fn set(&mut self, name: &str, path: &str, value: &str) -> Result<(), Problem> {
        let text = format!("{path}={value}");
        let source = self.sources.len();
        self.sources.push(Source { name: name.to_owned(), text: text.clone() });
        let value_place = Place { source, span: path.len() + 1..text.len() };
        let path_place = Place { source, span: 0..path.len() };
        let at_path = |message: String| Problem::at(path_place.clone(), message);
        if value.is_empty() {
            let problem =
                Problem::at(Place { source, span: 0..text.len() }, format!("{} is given no value", shown(path)));
            return Err(problem.help("write PATH=VALUE, such as replicates=100"));
        }
        let parsed = DeValue::parse(value);
        let mut item = match &parsed {
            Ok(parsed) => convert(parsed, 0..0, source).shifted(path.len() + 1),
            // A bare word is taken as text, so that shells need no quotes within quotes.
            Err(_) if value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./ %".contains(&b)) => {
                Item { node: Node::Text(value.to_owned()), place: value_place.clone(), key: path_place.clone() }
            }
            Err(_) => {
                let problem = Problem::at(value_place, format!("{} is no value", shown(value)));
                return Err(
                    problem.help("write it as in the file: 10, 0.05, \"text\", [\"a\", \"b\"], { random = 10 }")
                );
            }
        };
        item.place = value_place;
        item.key = path_place.clone();
        let mut at = &mut self.root;
        for step in path.split('.') {
            let (key, index) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
                Some((key, index)) => (key, Some(index)),
                None => (step, None),
            };
            if key.is_empty() {
                return Err(at_path(format!("{} is no path of a key", shown(path)))
                    .help("write one such as spread.independent-cascade.probability, or campaign[1].name"));
            }
            if let Node::List(items) = &at.node {
                // A name in the place of the number.
                let is_called = |item: &Item| match &item.node {
                    Node::Table(entries) => entries
                        .iter()
                        .any(|(own, item)| own == "name" && matches!(&item.node, Node::Text(name) if name == key)),
                    _ => false,
                };
                let help = match items.iter().position(is_called) {
                    Some(i) => {
                        format!("write {}", path.replacen(&format!(".{key}"), &format!("[{}]", i + 1), 1))
                    }
                    None => format!("write campaign[1].{key} for the first campaign"),
                };
                return Err(at_path(format!("which one? `{key}` is asked of a list")).help(help));
            }
            let what = at.node.what();
            let Node::Table(entries) = &mut at.node else {
                return Err(
                    at_path(format!("there is no {} inside {what}", shown(step))).help("give the path of a key")
                );
            };
            if !entries.iter().any(|(name, _)| name == key) {
                let empty = Item { node: Node::Table(Vec::new()), place: path_place.clone(), key: path_place.clone() };
                entries.push((key.to_owned(), empty));
            }
            let entry = entries.iter_mut().find(|(name, _)| name == key);
            at = &mut entry.expect("just put there").1;
            if let Some(index) = index {
                let count = if let Node::List(items) = &at.node { items.len() } else { 0 };
                let found = match (&mut at.node, index.parse::<usize>()) {
                    (Node::List(items), Ok(index)) if index > 0 => items.get_mut(index - 1),
                    _ => None,
                };
                at = found.ok_or_else(|| {
                    let there = match count {
                        0 => format!("`{key}` is no list"),
                        1 => format!("the scenario has one: write {key}[1]"),
                        n => format!("the scenario has {n}: write {key}[1] to {key}[{n}]"),
                    };
                    at_path(format!("there is no {}", shown(step))).help(there)
                })?;
            }
        }
        *at = item;
        Ok(())
    }
}

fn convert(value: &Spanned<DeValue>, key: Range<usize>, source: usize) -> Item {
    let span = value.span();
    let node = match value.get_ref() {
        DeValue::String(text) => Node::Text(text.clone().into_owned()),
        DeValue::Integer(integer) => {
            let digits = integer.as_str().replace('_', "");
            match i64::from_str_radix(&digits, integer.radix()) {
                Ok(whole) => Node::Whole(whole),
                Err(_) => Node::Number(digits.parse().unwrap_or(f64::INFINITY), integer.as_str().to_owned()),
            }
        }
        DeValue::Float(float) => {
            let number = float.as_str().replace('_', "").parse().unwrap_or(f64::NAN);
            Node::Number(number, float.as_str().to_owned())
        }
        DeValue::Boolean(flag) => Node::Flag(*flag),
        DeValue::Datetime(_) => Node::Date,
        DeValue::Array(items) => Node::List(items.iter().map(|item| convert(item, item.span(), source)).collect()),
        DeValue::Table(table) => return table_item(table, span, key, source),
    };
    Item { node, place: Place { source, span }, key: Place { source, span: key } }
}

fn table_item(table: &DeTable, span: Range<usize>, key: Range<usize>, source: usize) -> Item {
    let mut entries: Vec<(String, Item)> = table
        .iter()
        .map(|(key, value)| (Cow::clone(key.get_ref()).into_owned(), convert(value, key.span(), source)))
        .collect();
    entries.sort_by_key(|(_, item)| item.key.span.start);
    Item { node: Node::Table(entries), place: Place { source, span }, key: Place { source, span: key } }
}

/// How deep brackets stand in one another outside of comments; an upper bound is enough.
fn depth(text: &str) -> usize {
    let (mut deep, mut deepest) = (0usize, 0);
    // What follows # may be in a text too: only a line that begins with it is a comment for certain.
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => deep += 1,
                b']' | b'}' => deep = deep.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(deep);
        }
    }
    deepest
}
