//! One line of any kind: a comment, the names of the columns, or a tie.

use super::fields::{self, Field, Quotes, Separator, column};
use super::header::{Columns, Comment};
use super::problem::Problem;
use super::reader::{Layout, Reader, tally};
use super::sink::{Sink, Tie};
use super::ties;
use super::words::ThirdColumn;
use crate::text::{grouped, shown};

impl<S: Sink> Reader<'_, S> {
    /// One line of any kind.
    pub(super) fn line(&mut self, text: &str, line: u64) -> Result<(), Problem> {
        let start = text.trim_start_matches([' ', '\t']);
        if start.is_empty() {
            return Ok(());
        }
        if let Some(comment) = start.strip_prefix('#') {
            self.comments += 1;
            self.comment(comment, line);
            return Ok(());
        }
        if start.starts_with("% ") {
            self.comments += 1;
            self.percent_comments += 1;
            return Ok(());
        }
        let Some((separator, layout_line)) = self.layout.as_ref().map(|layout| (layout.separator, layout.line)) else {
            return self.first_line(text, line);
        };
        let Some(found) = self.split(text, separator, line) else { return Ok(()) };
        if let Some(other) = other_separator(text, separator, found, &self.fields) {
            let message = format!("this line uses {other}, the file uses {separator} (line {layout_line})");
            self.problem(line, None, message, "separate all fields in the same way");
            return Ok(());
        }
        self.fields_of_tie(text, line, found)
    }

    /// A `#` line, without its sign.
    fn comment(&mut self, comment: &str, line: u64) {
        match self.declared.take(comment, line) {
            Comment::Free | Comment::Taken => {}
            Comment::Person(name) => {
                let Some(_) = self.split(name, Separator::Tab, line) else { return };
                let before = self.people.count();
                self.person(&self.fields[0].text(name), line, (comment, 0));
                self.declared_people += u64::from(self.people.count() - before);
            }
            Comment::Wrong(message, help) => self.problem(line, None, message, help),
        }
    }

    /// The first line that is no comment: it shows how the lines are built, and may name the columns.
    fn first_line(&mut self, text: &str, line: u64) -> Result<(), Problem> {
        let Some(separator) = Separator::of(text) else {
            let byte = text.len() - text.trim_start().len();
            let message = format!("a tie needs two people; found one, {}", shown(text.trim()));
            self.problem(line, Some(column(text, byte)), message, "write for example `alice bob 0.1`");
            return Ok(());
        };
        let Some(found) = self.split(text, separator, line) else { return Ok(()) };
        let names: Vec<String> = self.fields.iter().map(|field| field.text(text).into_owned()).collect();
        let named = match self.options.header {
            Some(false) => None,
            _ => Columns::by_name(&names, found),
        };
        let header = named.is_some() || self.options.header == Some(true);
        let columns = match named {
            Some(columns) => columns,
            None if found > 3 => {
                let extra = &self.fields[3];
                let message = format!(
                    "found {found} fields, expected 2 or 3 (from, to, strength); the first extra one is {}",
                    shown(&extra.text(text))
                );
                let help = "leave them out, or name the columns in the first line: from,to,strength,...";
                let at = column(text, extra.start);
                return Err(Problem::of(self.file, message, help).line(line).column(at));
            }
            None => Columns::by_place(found),
        };
        self.layout = Some(Layout { separator, columns, line, header });
        if header {
            self.names = Some(names);
            return Ok(());
        }
        self.fields_of_tie(text, line, found)
    }

    /// Splits a line into `self.fields`; `None` if its quotes are wrong, which is then said.
    fn split(&mut self, text: &str, separator: Separator, line: u64) -> Option<usize> {
        match fields::split(text, separator, &mut self.fields) {
            Ok(found) => Some(found),
            Err(Quotes::Open(byte)) => {
                let help = "close it on the same line; a quote inside a quoted name is written twice";
                self.problem(line, Some(column(text, byte)), "this quote is never closed", help);
                None
            }
            Err(Quotes::Followed(byte)) => {
                let help = "a quote inside a quoted name is written twice";
                self.problem(line, Some(column(text, byte)), "something follows a closing quote", help);
                None
            }
        }
    }

    /// A line of ties, in fields.
    fn fields_of_tie(&mut self, text: &str, line: u64, found: usize) -> Result<(), Problem> {
        let Some(layout) = &self.layout else { return Ok(()) };
        let (columns, header, first_line) = (layout.columns, layout.header, layout.line);
        let ignored = self.options.third_column == ThirdColumn::Ignore;
        let fits = found == columns.total || (ignored && !header && (2..=3).contains(&found));
        if !fits {
            self.wrong_number_of_fields(text, line, found, columns, header, first_line);
            return Ok(());
        }
        let mut strength = None;
        let mut legal = true;
        if let Some(place) = columns.strength.filter(|_| !ignored) {
            let field = self.fields[place];
            match self.scale.read(&field.text(text)) {
                Ok(read) => {
                    if read.never {
                        tally(&mut self.never, line);
                    }
                    strength = Some(read.value);
                }
                Err(refusal) => {
                    let is_first = line == first_line && self.options.header.is_none();
                    let help = if refusal.text && is_first {
                        format!("if line {line} is a header, name the columns from,to,strength or set `header = true`")
                    } else {
                        refusal.help
                    };
                    self.problem(line, Some(column(text, field.start)), refusal.message, help);
                    legal = false;
                }
            }
        }
        let (from, to) = (self.fields[columns.from], self.fields[columns.to]);
        let texts = self.people.texts();
        let u = self.person(&from.text(text), line, (text, from.start));
        let v = self.person(&to.text(text), line, (text, to.start));
        let (Some(u), Some(v)) = (u, v) else { return Ok(()) };
        if let Some((a, b, ..)) = &self.first {
            let is_one = |place: Field| [a, b].into_iter().any(|name| *name == place.text(text));
            self.first_again |= self.people.texts() == 2 && legal && u != v && (is_one(from) || is_one(to));
        } else {
            let texts = self.people.texts() - texts;
            self.first = Some((from.text(text).into_owned(), to.text(text).into_owned(), line, texts));
        }
        if legal { self.tie(u, v, strength, line) } else { Ok(()) }
    }

    fn wrong_number_of_fields(
        &mut self,
        text: &str,
        line: u64,
        found: usize,
        columns: Columns,
        header: bool,
        first_line: u64,
    ) {
        let expected = columns.total;
        let (message, byte, help) = if found == 1 {
            let field = self.fields[0];
            let message = format!("a tie needs two people; found one, {}", shown(&field.text(text)));
            (message, field.start, "write for example `alice bob 0.1`")
        } else if header {
            let message = format!("found {found} fields, the header on line {first_line} names {expected}");
            (message, self.fields[expected.min(found - 1)].start, "give every line as many fields as there are columns")
        } else if found > 3 {
            let extra = self.fields[3];
            let message = format!(
                "found {found} fields, expected {expected} (from, to{}); the first extra one is {}",
                if expected == 3 { ", strength" } else { "" },
                shown(&extra.text(text))
            );
            (message, extra.start, "leave them out, or name the columns in the first line: from,to,strength,...")
        } else if found == 2 {
            let message = format!("this line has no strength, line {first_line} has one");
            (message, self.fields[1].end, "give every line a strength, or none")
        } else {
            let message = format!("this line has a strength, line {first_line} has none");
            (message, self.fields[2].start, "give every line a strength, or none")
        };
        self.problem(line, Some(column(text, byte)), message, help);
    }

    /// The person of a name; `None` if it can be no name, which is then said. `place`: the line's text and where it stands there.
    fn person(&mut self, name: &str, line: u64, place: (&str, usize)) -> Option<u32> {
        if let Some(person) = self.people.find(name) {
            return Some(person);
        }
        let wrong = if name.is_empty() {
            Some(("a name is empty".to_owned(), "a tie needs two people"))
        } else if name.len() > self.limits.name {
            let message = format!("the name {} is longer than 1 KiB", shown(name));
            Some((message, "is the separator right? `--allow name` lifts this limit"))
        } else if let Some(control) = name.chars().find(|c| c.is_control()) {
            let message = format!("the name {} contains a control character (U+{:04X})", shown(name), control as u32);
            Some((message, if control == '\0' { "is this a text file?" } else { "leave it out" }))
        } else if u64::from(self.people.count()) >= self.limits.people {
            let most = grouped(self.limits.people);
            Some((
                format!("holds more than {most} people, the most a network can have (limit `people`)"),
                "take a part of it",
            ))
        } else {
            None
        };
        match wrong {
            Some((message, help)) => {
                self.problem(line, Some(column(place.0, place.1)), message, help);
                None
            }
            None => Some(self.people.add(name)),
        }
    }

    /// Takes in a tie; an error is one that ends reading.
    #[inline]
    pub(super) fn tie(&mut self, u: u32, v: u32, strength: Option<f64>, line: u64) -> Result<(), Problem> {
        self.tie_lines += 1;
        if u == v {
            tally(&mut self.self_ties, line);
            return Ok(());
        }
        if self.ties.len() >= self.limits.ties {
            return Err(ties::too_many(self.file).line(line));
        }
        let tie = Tie { from: u, to: v, strength, undirected: false, line };
        self.ties.push(tie).map_err(|error| ties::not_taken(self.file, self.tie_lines, &error))
    }
}

/// The separator that a line uses instead of the file's, if it does.
fn other_separator(text: &str, separator: Separator, found: usize, fields: &[Field]) -> Option<Separator> {
    if separator == Separator::Spaces {
        if text.contains('\t') && !text.contains('"') {
            return Some(Separator::Tab);
        }
        let ends = |c: char| fields.iter().take(1).any(|field| text[field.start..field.end].ends_with(c));
        if ends(',') || ends(';') {
            return Some(if ends(',') { Separator::Comma } else { Separator::Semicolon });
        }
    }
    if found > 1 { None } else { Separator::of(text).filter(|other| *other != separator) }
}
