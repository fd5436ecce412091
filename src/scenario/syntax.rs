//! What is wrong with a text that is no TOML, as one would tell a person: by looking at the line.

use super::document::{Item, Node};
use super::problem::{Place, Problem};
use super::slips;
use crate::text::{is_invisible, shown};
use std::ops::Range;

/// The parser's errors as problems: one a line, in the order of the file. `root` is what could be read.
pub fn problems(text: &str, root: &Item, errors: &[(&str, Range<usize>)]) -> Vec<Problem> {
    if let Some(problem) = other_format(text).or_else(|| ties(text)) {
        return vec![problem];
    }
    let mut errors: Vec<&(&str, Range<usize>)> = errors.iter().collect();
    errors.sort_by_key(|(_, span)| span.start);
    let mut problems: Vec<(usize, Problem)> = Vec::new();
    // Keys below a heading that is there twice are no second mistake.
    let mut below_double = false;
    // Where a text that is not closed in its line ends.
    let mut inside_text = 0;
    for (message, span) in errors {
        let line = line_of(text, span.start);
        let heading = text[line.clone()].trim_start().starts_with('[');
        below_double &= !heading && *message == "duplicate key";
        if line.start < inside_text {
            continue;
        }
        if below_double || problems.last().is_some_and(|(start, _)| *start == line.start) {
            continue;
        }
        let problem = match *message {
            "duplicate key" => {
                below_double = heading;
                twice(text, root, span, &text[line.clone()])
            }
            message => syntax(text, line.clone(), span, message),
        };
        if problem.message == NOT_CLOSED {
            inside_text = end_of_text(text, line.end);
        }
        problems.push((line.start, problem));
    }
    problems.into_iter().map(|(_, problem)| problem).collect()
}

/// What is said of a text that ends without a quote.
const NOT_CLOSED: &str = "this text is not closed";

/// Where a text ends that goes on after `start`, the end of its first line: behind a line that closes it, if no line before
/// looks like one of its own.
fn end_of_text(text: &str, start: usize) -> usize {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        at += line.len();
        if line.contains('=') || line.trim().starts_with(['[', '#']) {
            break;
        }
        if line.matches('"').count() == 1 {
            return at;
        }
    }
    start
}

/// The first space of a line, with its place, that TOML does not take for one.
fn foreign_space(line: &str) -> Option<(usize, char)> {
    let outside = |at: usize| line[..at].matches('"').count().is_multiple_of(2) && !line[..at].contains('#');
    let odd = |c: char| !c.is_ascii() && (c.is_whitespace() || is_invisible(c));
    line.char_indices().find(|&(at, c)| odd(c) && outside(at))
}

/// The line around a byte, without its end.
fn line_of(text: &str, byte: usize) -> Range<usize> {
    let byte = byte.min(text.len());
    let start = text[..byte].rfind('\n').map_or(0, |end| end + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |end| byte + end);
    start..start + text[start..end].trim_end().len()
}

fn twice(text: &str, root: &Item, span: &Range<usize>, line: &str) -> Problem {
    let place = Place { source: 0, span: span.clone() };
    let key = text.get(span.clone()).unwrap_or_default();
    let heading = line.trim().starts_with('[');
    let (what, first) = if heading {
        // The first of two equal headings; the tree knows only the last.
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            at += line.len();
            (at - line.len(), line)
        });
        let name = line.trim();
        let same = lines.take_while(|(start, _)| start + name.len() <= span.start);
        let first = same
            .filter(|(_, other)| other.split('#').next().unwrap_or_default().trim() == name)
            .map(|(start, _)| start);
        (name.to_owned(), first.last().map(|start| Place { source: 0, span: start..start + name.len() }))
    } else {
        (shown(key.trim_matches('"')), first_of(root, key, span.start))
    };
    let problem = Problem::at(place, format!("{what} stands there twice"));
    let help = if what == "[campaign]" {
        "write [[campaign]] with two brackets, each time"
    } else if heading {
        "keep one of the two, with the keys of both below it"
    } else {
        "keep one of the two"
    };
    match first {
        Some(first) => problem.also(first, "first here").help(help),
        None => problem.help(help),
    }
}

fn syntax(text: &str, range: Range<usize>, span: &Range<usize>, message: &str) -> Problem {
    let line = &text[range.clone()];
    let trimmed = line.trim();
    let whole_line = Place { source: 0, span: range.start + (line.len() - line.trim_start().len())..range.end };
    let place = Place { source: 0, span: span.clone() };
    let (key, value) = line.split_once('=').map_or((trimmed, None), |(key, value)| (key.trim(), Some(value.trim())));
    let value_place = || {
        let value = value.unwrap_or_default();
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        Place { source: 0, span: start..start + value.len() }
    };
    let bare = value.map(|value| value.split('#').next().unwrap_or_default().trim()).unwrap_or_default();
    let quotes = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}'];
    match message {
        _ if line.chars().any(|c| c.is_control() && c != '\t') => {
            Problem::at(place, "the line holds a control character").help("leave it out")
        }
        _ if ["//", ";", "--", "/*", "'", "%"].iter().any(|begin| trimmed.starts_with(begin)) => {
            Problem::at(whole_line, "this is neither a key nor a heading").help("a remark begins with #")
        }
        _ if line.contains(quotes) => {
            let quote = line.find(quotes).unwrap_or_default() + range.start;
            let width = text[quote..].chars().next().map_or(1, char::len_utf8);
            Problem::at(Place { source: 0, span: quote..quote + width }, "this is no quote that TOML knows")
                .help("write text between straight quotes: \"...\"")
        }
        _ if foreign_space(line).is_some() => {
            let (at, space) = foreign_space(line).unwrap_or_default();
            let start = range.start + at;
            let place = Place { source: 0, span: start..start + space.len_utf8() };
            Problem::at(place, format!("this is no plain space (it is U+{:04X})", u32::from(space)))
                .help("delete it and type a space")
        }
        _ if (trimmed.starts_with('[') || value.is_none()) && slips::heading(trimmed).is_some() => {
            let heading = slips::heading(trimmed).unwrap_or_default();
            let same_words = heading.trim_matches(['[', ']']) == trimmed.trim_matches(['[', ']', ' ']);
            let what = match (trimmed.starts_with('['), same_words) {
                (false, _) => "a heading stands in brackets",
                (true, true) => "this heading is not closed",
                (true, false) => "in a heading points stand between words",
            };
            Problem::at(whole_line, what).help(format!("write {heading}"))
        }
        _ if trimmed.starts_with('[') && message.starts_with("unclosed") => {
            let name = trimmed.trim_matches(['[', ']', ' ']);
            let closed = if trimmed.starts_with("[[") { format!("[[{name}]]") } else { format!("[{name}]") };
            Problem::at(whole_line, "this heading is not closed").help(format!("write {closed}"))
        }
        _ if value.is_none() && !trimmed.starts_with(['[', '{', '}', ']']) => {
            match trimmed.split_once([':', ' ', '\t']) {
                Some((key, value)) if !key.is_empty() && !value.trim().is_empty() && is_key(key) => {
                    Problem::at(whole_line, format!("{} has no `=`", shown(key)))
                        .help(format!("write {key} = {}", value.trim().trim_start_matches(':').trim()))
                }
                _ => Problem::at(whole_line, format!("{} is neither `key = value` nor a heading", shown(trimmed)))
                    .help("a heading stands in brackets, text in quotes, a remark after #"),
            }
        }
        _ if value.is_some() && key.contains(' ') && is_key(&key.replace(' ', "-")) => {
            let name = key.replace(' ', "-");
            Problem::at(whole_line, "a key has no spaces").help(format!("write {name} = {}", value.unwrap_or_default()))
        }
        _ if value.is_some() && bare.is_empty() => Problem::at(whole_line, format!("{} has no value", shown(key)))
            .help("write one after the =, or leave out the line"),
        _ if bare.starts_with('=') => Problem::at(value_place(), "there is one = too many")
            .help(format!("write {key} = {}", bare.trim_start_matches(['=', ' ']))),
        _ if bare.matches('"').count() == 1 => Problem::at(value_place(), NOT_CLOSED)
            .help("end it with a \" in the same line")
            .help("a text of several lines begins and ends with three quotes"),
        _ if ["true", "false"].contains(&bare.to_lowercase().as_str()) => {
            Problem::at(value_place(), format!("{} is written small", shown(bare)))
                .help(format!("write {key} = {}", bare.to_lowercase()))
        }
        _ if slips::value(key, bare).is_some() => {
            let (what, help) = slips::value(key, bare).unwrap_or_default();
            Problem::at(value_place(), what).help(help)
        }
        _ if is_grouped(bare) => {
            let digits = bare.replace(',', "");
            Problem::at(value_place(), "a number has no commas")
                .help(format!("write {key} = {digits} or {}", bare.replace(',', "_")))
        }
        _ if bare.contains('=') && !bare.starts_with(['"', '\'', '[', '{']) => {
            Problem::at(whole_line, "a line holds one key and its value").help("write each on a line of its own")
        }
        _ if bare.starts_with('0') && bare.len() > 1 && bare.bytes().all(|b| b.is_ascii_digit()) => {
            Problem::at(value_place(), "a number does not begin with 0")
                .help(format!("write {key} = {}", bare.trim_start_matches('0')))
        }
        _ if is_number(&bare.replace(',', ".")) && bare.contains(',') => {
            Problem::at(value_place(), "a number has a decimal point, no comma")
                .help(format!("write {key} = {}", bare.replace(',', ".")))
        }
        _ if bare.ends_with('%') && is_number(bare.trim_end_matches(['%', ' '])) => {
            let number: f64 = bare.trim_end_matches(['%', ' ']).parse().unwrap_or_default();
            Problem::at(value_place(), "a percent sign stands in text only").help(format!(
                "a probability is a number: {key} = {}; a share of people is text: {key} = \"{bare}\"",
                number / 100.0
            ))
        }
        _ if bare.starts_with('.') && is_number(bare) => {
            Problem::at(value_place(), "a number begins with a digit").help(format!("write {key} = 0{bare}"))
        }
        _ if bare.ends_with('.') && is_number(bare) => {
            Problem::at(value_place(), "a number ends with a digit").help(format!("write {key} = {bare}0"))
        }
        "string values must be quoted, expected literal string" if !bare.starts_with(['[', '{']) => {
            Problem::at(value_place(), "text stands in quotes")
                .help(format!("write {key} = \"{}\"", bare.replace('"', "")))
        }
        "string values must be quoted, expected literal string" => {
            let word = text.get(span.clone()).unwrap_or_default();
            Problem::at(place, "text stands in quotes").help(format!("write \"{word}\""))
        }
        message if line.contains('\\') && ["escape", "unicode"].iter().any(|word| message.contains(word)) => {
            Problem::at(place, "\\ begins a special character, and this is none")
                .help("write / between folders, or \\\\ for one \\, or the text between '...'")
        }
        message if message.starts_with("missing comma between array") => {
            Problem::at(place, "a comma is missing, or the end of the list").help("a list is written [1, 2]")
        }
        message if message.starts_with("missing comma between key") => {
            Problem::at(place, "a comma is missing, or the end of the table")
                .help("a table is written { a = 1, b = 2 }")
        }
        message if message.starts_with("unclosed") => {
            Problem::at(place, format!("this is not closed: {}", message.trim_start_matches("unclosed ")))
                .help("every [ needs its ], every { its }")
        }
        _ if trimmed.starts_with([']', '}', ')']) => {
            Problem::at(place, "this bracket closes nothing").help("leave it out")
        }
        message => Problem::at(place, format!("this is no TOML: {message}"))
            .help("a line is a [heading], or key = value, or a # remark"),
    }
}

/// Whether digits stand in groups of three with commas between.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    digits(first)
        && first.len() <= 3
        && !rest.is_empty()
        && first != "0"
        && rest.iter().all(|group| digits(group) && group.len() == 3)
}

fn is_key(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The last key of this text before a place.
fn first_of(item: &Item, key: &str, before: usize) -> Option<Place> {
    let inside: Vec<&Item> = match &item.node {
        Node::Table(entries) => entries.iter().map(|(_, item)| item).collect(),
        Node::List(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let own = match &item.node {
        Node::Table(entries) => {
            let same =
                entries.iter().filter(|(name, item)| name == key.trim_matches('"') && item.key.span.start < before);
            same.map(|(_, item)| item.key.clone()).next_back()
        }
        _ => None,
    };
    inside.into_iter().filter_map(|item| first_of(item, key, before)).chain(own).max_by_key(|place| place.span.start)
}

/// What to say of a network that is given as a scenario.
fn ties(text: &str) -> Option<Problem> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).take(10);
    let is_tie = |line: &str| {
        (2..=4).contains(&line.split([' ', '\t', ',', ';']).count()) && !line.contains(['=', '[', ':', '"'])
    };
    let problem = Problem::at(Place::default(), "this looks like a list of ties, and a scenario is TOML");
    let help = "name it in a scenario, below [network.file]; rumormill network info describes it";
    (lines().count() > 1 && lines().all(is_tie)).then(|| problem.help(help))
}

/// What to say of a text that is written in another format.
fn other_format(text: &str) -> Option<Problem> {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.trim().starts_with('#'))?;
    let line = first.trim();
    let format = if line.starts_with('{') {
        "JSON"
    } else if line.starts_with('<') {
        "XML or HTML"
    } else if line == "---"
        || line.ends_with(':')
        || line.split_once(": ").is_some_and(|(key, _)| is_key(key))
            && !text.lines().any(|line| line.trim().starts_with('['))
    {
        "YAML"
    } else {
        return None;
    };
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let place = Place { source: 0, span: start..start + line.len() };
    let problem = Problem::at(place, format!("this looks like {format}, and a scenario is TOML"));
    Some(problem.help("it begins with format = 1; rumormill new NAME writes one to begin with"))
}
