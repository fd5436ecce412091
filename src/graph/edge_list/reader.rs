//! Reading: line after line into people and ties, then the checks that need the whole file.

use super::fields::{self, Field, Quotes, Separator, column};
use super::header::{Columns, Comment, Declared};
use super::input::Input;
use super::people::People;
use super::problem::{MOST_PROBLEMS, Problem, count, grouped, shown};
use super::strength::Scale;
use super::ties::{self, Ties};
use super::words::{Direction, Encoding, Limits, Options, SelfTies, StrengthRange, ThirdColumn};
use super::{Duplicates, look_alikes};
use crate::graph::Graph;
use std::io::Read;

/// A network as it was read.
#[derive(Debug)]
pub struct Reading {
    /// The network.
    pub graph: Graph,
    /// What a line meant; to be printed back.
    pub direction: Direction,
    /// What the user should know: what was taken otherwise than it stands in the file, and what looks odd. Sentences without
    /// a full stop, nothing in them that a terminal obeys.
    pub notes: Vec<String>,
    /// The name that the file gives itself, as it stands there.
    pub name: Option<String>,
    /// Where the network comes from, in the file's own words.
    pub source: Option<String>,
    /// What the file says about itself.
    pub note: Option<String>,
    /// What stands between fields; `None` if there are no ties.
    pub separator: Option<Separator>,
    /// The names of the columns, where the first line gave them.
    pub columns: Option<Vec<String>>,
    /// Lines read, comments included.
    pub lines: u64,
    /// Bytes of text, unpacked.
    pub bytes: u64,
    /// BLAKE3 of the file as it lies on disk, where a file was read and the program was built to resume runs.
    pub digest: Option<String>,
}

/// Reads a network from `bytes`; `file` is its name in messages, as the user typed it.
///
/// # Errors
/// Everything that is wrong, at most [`MOST_PROBLEMS`] of it, in the order of lines.
pub fn read(file: &str, bytes: impl Read, options: &Options) -> Result<Reading, Vec<Problem>> {
    read_within(file, bytes, options, Limits::of(options))
}

/// Reads a network within given limits.
pub(super) fn read_within(
    file: &str,
    bytes: impl Read,
    options: &Options,
    limits: Limits,
) -> Result<Reading, Vec<Problem>> {
    check_options(file, options)?;
    let mut reader = Reader {
        file,
        options,
        limits,
        scale: Scale { range: options.range, scale: options.scale },
        problems: Vec::new(),
        notes: Vec::new(),
        declared: Declared::default(),
        people: People::default(),
        ties: Ties::default(),
        layout: None,
        names: None,
        fields: Vec::new(),
        tie_lines: 0,
        comments: 0,
        percent_comments: 0,
        declared_people: 0,
        self_ties: None,
        never: None,
        first: None,
    };
    let mut input = Input::open(file, bytes, limits).map_err(|problem| vec![problem])?;
    if let Err(problem) = reader.lines(&mut input) {
        reader.problems.push(problem);
    }
    reader.finish(&input)
}

fn check_options(file: &str, options: &Options) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    if let Some(scale) = options.scale.filter(|scale| !(scale.is_finite() && *scale > 0.0)) {
        problems.push(Problem::of(
            file,
            format!("`scale = {scale}` is not above 0"),
            "write for example `scale = 0.01`",
        ));
    }
    if options.scale.is_some() && options.third_column == ThirdColumn::Ignore {
        let help = "leave one of the two out";
        problems.push(Problem::of(file, "`scale` has nothing to scale with `third-column = \"ignore\"`", help));
    }
    if options.range == StrengthRange::Rate && options.duplicates == Duplicates::Combine {
        let message = "`duplicates = \"combine\"` is for strengths from 0 to 1, not for rates";
        problems.push(Problem::of(file, message, "rates add up: write \"sum\""));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// How the lines of a file are built, known from its first one.
struct Layout {
    separator: Separator,
    columns: Columns,
    /// The line that showed it.
    line: u64,
    /// Whether that line names the columns.
    header: bool,
}

/// How many there are, and the line of the first.
type Tally = Option<(u64, u64)>;

fn tally(tally: &mut Tally, line: u64) {
    tally.get_or_insert((0, line)).0 += 1;
}

struct Reader<'a> {
    file: &'a str,
    options: &'a Options,
    limits: Limits,
    scale: Scale,
    problems: Vec<Problem>,
    notes: Vec<String>,
    declared: Declared,
    people: People,
    ties: Ties,
    layout: Option<Layout>,
    /// The names of the columns.
    names: Option<Vec<String>>,
    fields: Vec<Field>,
    /// Lines that hold a tie, self ties included.
    tie_lines: u64,
    comments: u64,
    percent_comments: u64,
    /// People met first in a `# person:` line.
    declared_people: u64,
    self_ties: Tally,
    never: Tally,
    /// The two names of the first tie, its line, and how many people with text for a name it brought.
    first: Option<(String, String, u64, usize)>,
}

impl Reader<'_> {
    /// All lines; an error is one that ends reading.
    fn lines(&mut self, input: &mut Input<'_>) -> Result<(), Problem> {
        let mut latin1 = String::new();
        loop {
            self.plain_lines(input)?;
            let Some(place) = input.next_line()? else { return Ok(()) };
            let line = input.line;
            let bytes = input.slice(place);
            let text = match (std::str::from_utf8(bytes), self.options.encoding) {
                (Ok(text), Encoding::Utf8) => text,
                (_, Encoding::Latin1) => {
                    latin1.clear();
                    latin1.extend(bytes.iter().map(|&byte| char::from(byte)));
                    &latin1
                }
                (Err(error), Encoding::Utf8) => {
                    let good = error.valid_up_to();
                    let column = String::from_utf8_lossy(&bytes[..good]).chars().count() as u64 + 1;
                    let message = format!("not UTF-8 (byte {:02X})", bytes[good]);
                    let help = "save the file as UTF-8, or set `encoding = \"latin1\"`";
                    self.problem(line, Some(column), message, help);
                    ""
                }
            };
            self.line(text, line)?;
            if self.problems.len() >= MOST_PROBLEMS {
                return Ok(());
            }
        }
    }

    fn problem(&mut self, line: u64, column: Option<u64>, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem { column, ..Problem::of(self.file, message, help).line(line) });
    }

    /// The short way through lines of two plain whole numbers (and a strength), up to the first line that is anything else.
    fn plain_lines(&mut self, input: &mut Input<'_>) -> Result<(), Problem> {
        let Some(layout) = self.layout.as_ref().filter(|layout| layout.columns.are_usual()) else { return Ok(()) };
        let separator = layout.separator.byte();
        let third = layout.columns.strength.is_some();
        let ignored = self.options.third_column == ThirdColumn::Ignore;
        let window = input.window();
        if u64::from(self.people.count()) + window.len() as u64 > self.limits.people {
            // So near the limit every new name is checked.
            return Ok(());
        }
        let (mut at, mut line) = (0, input.line);
        while let Some(plain) = plain_line(&window[at..], separator, third) {
            let mut strength = None;
            if let Some((start, end)) = plain.strength.filter(|_| !ignored) {
                let field = std::str::from_utf8(&window[at + start..at + end]).ok();
                let Some(read) = field.and_then(|field| self.scale.read(field).ok()) else { break };
                if read.never {
                    tally(&mut self.never, line + 1);
                }
                strength = Some(read.value);
            }
            line += 1;
            at += plain.length;
            let (u, v) = (self.people.number(plain.from), self.people.number(plain.to));
            self.tie(u, v, strength, line)?;
        }
        let lines = line - input.line;
        input.advance(at, lines);
        Ok(())
    }

    /// One line of any kind.
    fn line(&mut self, text: &str, line: u64) -> Result<(), Problem> {
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
                let before = self.people.count();
                self.person(name, line, 1);
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
        let (columns, header, first_line) = (layout.columns.clone(), layout.header, layout.line);
        let ignored = self.options.third_column == ThirdColumn::Ignore;
        let fits = found == columns.total || (ignored && !header && (2..=3).contains(&found));
        if !fits {
            self.wrong_number_of_fields(text, line, found, &columns, header, first_line);
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
        let u = self.person(&from.text(text), line, column(text, from.start));
        let v = self.person(&to.text(text), line, column(text, to.start));
        let (Some(u), Some(v)) = (u, v) else { return Ok(()) };
        if self.first.is_none() {
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
        columns: &Columns,
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

    /// The person of a name; `None` if it can be no name, which is then said.
    fn person(&mut self, name: &str, line: u64, column: u64) -> Option<u32> {
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
                self.problem(line, Some(column), message, help);
                None
            }
            None => Some(self.people.add(name)),
        }
    }

    #[inline]
    fn tie(&mut self, u: u32, v: u32, strength: Option<f64>, line: u64) -> Result<(), Problem> {
        self.tie_lines += 1;
        if u == v {
            tally(&mut self.self_ties, line);
            return Ok(());
        }
        if self.ties.from.len() as u64 >= self.limits.ties {
            return Err(ties::too_many(self.file).line(line));
        }
        if !self.ties.push(u, v, strength, line) {
            let message = format!("memory does not suffice for more than {} ties", grouped(self.tie_lines));
            return Err(Problem::of(self.file, message, "use a machine with more memory, or a part of the network"));
        }
        Ok(())
    }

    /// The checks that need the whole file, and the network.
    fn finish(mut self, input: &Input<'_>) -> Result<Reading, Vec<Problem>> {
        let read_through = self.problems.is_empty();
        let direction = self.direction();
        if read_through {
            self.check_self_ties();
            self.check_declared();
            if self.tie_lines == 0 && self.people.count() == 0 && self.declared.nodes.is_none() {
                self.problems.truncate(0);
                let only = match self.comments {
                    0 => String::new(),
                    n => format!(" in {}", count(n, "line of comments", "lines of comments")),
                };
                let help = "write one tie per line, for example `alice bob 0.1`";
                self.problems.push(Problem::of(self.file, format!("no ties found{only}"), help));
            }
        }
        let Some(direction) = direction.filter(|_| self.problems.is_empty()) else {
            self.problems.truncate(MOST_PROBLEMS);
            return Err(self.problems);
        };
        self.general_notes(input);
        let Reader { file, options, declared, people, ties, layout, names, mut notes, .. } = self;
        let numbered = if people.texts() == 0 { declared.nodes.map(|(nodes, _)| nodes as u32) } else { None };
        let (people, ranks) = people.into_names(numbered);
        notes.extend(look_alikes::notes(&people));
        let (graph, repeats) = ties.into_graph(file, people, &ranks, direction, options)?;
        if repeats > 0 {
            let repeats = count(repeats, "line repeated", "lines repeated");
            notes.push(format!("{repeats} a tie (`duplicates = \"{}\"`)", options.duplicates));
        }
        Ok(Reading {
            graph,
            direction,
            notes,
            name: declared.name,
            source: declared.source,
            note: declared.note,
            separator: layout.map(|layout| layout.separator),
            columns: names,
            lines: input.line,
            bytes: input.bytes,
            digest: None,
        })
    }

    /// What a line means, from the option and from all that the file says; where they disagree or are silent, a problem.
    fn direction(&mut self) -> Option<Direction> {
        let mut said: Vec<(Direction, String)> = Vec::new();
        if let Some(direction) = self.options.direction {
            said.push((direction, format!("`direction = \"{direction}\"`")));
        }
        if let Some((direction, line)) = self.declared.direction {
            said.push((direction, format!("`# direction: {direction}` on line {line}")));
        }
        if let Some((false, line)) = self.declared.directed {
            said.push((Direction::Mutual, format!("`# directed: no` on line {line}, which means \"mutual\"")));
        }
        if let Some((direction, layout)) =
            self.layout.as_ref().and_then(|layout| Some((layout.columns.direction?, layout)))
        {
            let line = layout.line;
            said.push((direction, format!("the names of the columns on line {line}, which mean \"{direction}\"")));
        }
        let disagree = |file: &str, a: &str, b: &str| {
            Problem::of(file, format!("{a} disagrees with {b}"), "correct the one that is wrong, or leave it out")
        };
        if let Some((_, other)) = said.iter().find(|(direction, _)| *direction != said[0].0) {
            self.problems.push(disagree(self.file, &said[0].1, other));
            return None;
        }
        if let (Some((true, line)), Some((Direction::Mutual, mutual))) = (self.declared.directed, said.first()) {
            self.problems.push(disagree(self.file, mutual, &format!("`# directed: yes` on line {line}")));
            return None;
        }
        if let Some((direction, _)) = said.first() {
            return Some(*direction);
        }
        let Some((u, v, ..)) = &self.first else {
            // Nobody is tied, so there is nothing to mean.
            return Some(Direction::Influence);
        };
        let (u, v) = (shown(u), shown(v));
        let (plain_u, plain_v) = (u.trim_matches('`'), v.trim_matches('`'));
        let mutual = match self.declared.directed {
            Some(_) => String::new(),
            None => format!(", or \"mutual\" if each hears the other"),
        };
        let message = format!("the file does not say what a line such as `{plain_u} {plain_v}` means");
        let help = format!(
            "set `direction` to \"influence\" if {v} hears {u}, to \"follows\" if {u} follows {v} and so {u} hears {v}{mutual}"
        );
        self.problems.push(Problem::of(self.file, message, help));
        None
    }

    fn check_self_ties(&mut self) {
        if let Some((n, line)) = self.self_ties {
            if self.options.self_ties == SelfTies::Drop {
                let ties = count(n, "tie of a person to itself was", "ties of people to themselves were");
                self.notes.push(format!("{ties} left out (`self-ties = \"drop\"`)"));
            } else {
                let message = "a person is tied to itself";
                let such = count(n, "line does", "lines do");
                let help = format!("{such} so; delete them, or set `self-ties = \"drop\"`");
                self.problem(line, None, message, help);
            }
        }
    }

    /// Whether the header lines agree with what was found.
    fn check_declared(&mut self) {
        if let Some((nodes, line)) = self.declared.nodes {
            self.check_people(nodes, line);
        }
        if let Some((edges, line)) = self.declared.edges.filter(|(edges, _)| *edges != self.tie_lines) {
            let found = count(self.tie_lines, "line of ties", "lines of ties");
            let message = format!("`# edges: {edges}` stands here, but the file has {found}");
            self.problem(line, None, message, "is the file complete? If it is, correct the number");
        }
        let third = self.layout.as_ref().map(|layout| layout.columns.strength.is_some());
        match (self.declared.weighted, third) {
            (Some((true, line)), Some(false)) => {
                let message = "`# weighted: yes` stands here, but the lines have no third column";
                self.problem(line, None, message, "correct the header, or leave the line out");
            }
            (Some((false, line)), Some(true)) if self.options.third_column == ThirdColumn::Strength => {
                let message = "`# weighted: no` stands here, but the lines have a third column";
                self.problem(line, None, message, "correct the header, or set `third-column = \"ignore\"`");
            }
            _ => {}
        }
        if self.options.scale.is_some() && third == Some(false) {
            self.problems.push(Problem::of(
                self.file,
                "`scale` is set, but there is no third column to scale",
                "leave it out",
            ));
        }
    }

    /// `# nodes: n`: the people 0..n exist. Names that are not whole numbers cannot be told beforehand: there must be n of them.
    fn check_people(&mut self, nodes: u64, line: u64) {
        let found = u64::from(self.people.count());
        if nodes > self.limits.people {
            let most = grouped(self.limits.people);
            let message =
                format!("`# nodes: {nodes}` is more than {most}, the most people a network can have (limit `people`)");
            self.problem(line, None, message, "is the number right?");
        } else if self.people.texts() > 0 {
            if nodes != found {
                let message =
                    format!("`# nodes: {nodes}` stands here, but the file names {}", count(found, "person", "people"));
                self.problem(
                    line,
                    None,
                    message,
                    "correct the number; people without ties are named by `# person: NAME`",
                );
            }
        } else if let Some((largest, _)) = self.people.largest_number().filter(|(largest, _)| *largest >= nodes) {
            let message = match nodes {
                0 => format!("`# nodes: 0` means that there is nobody, but the file names {largest}"),
                _ => format!("`# nodes: {nodes}` means the people 0 to {}, but the file names {largest}", nodes - 1),
            };
            self.problem(line, None, message, "correct the number, or leave the line out");
        } else if nodes > self.limits.declared.saturating_add(16 * found) {
            let message =
                format!("`# nodes: {nodes}` declares far more people than the {} that the file names", grouped(found));
            self.problem(line, None, message, "is the number right? If it is, `--allow people` lifts this limit");
        }
    }

    fn general_notes(&mut self, input: &Input<'_>) {
        let mut first = Vec::new();
        match (input.packed, has_gzip_name(self.file)) {
            (true, false) => first.push("the file is compressed (gzip), though its name does not say so".to_owned()),
            (false, true) => {
                first.push("the file is plain text, not gzip as its name says; it was read as it is".to_owned())
            }
            _ => {}
        }
        if input.marked {
            first.push("the byte order mark at the beginning was dropped".to_owned());
        }
        if let (Some(layout), Some(names)) = (self.layout.as_ref().filter(|layout| layout.header), &self.names) {
            let list: Vec<String> = names.iter().take(8).map(|name| shown(name)).collect();
            first.push(format!("line {} was taken as a header ({})", layout.line, list.join(", ")));
            let used = [Some(layout.columns.from), Some(layout.columns.to), layout.columns.strength];
            let unused = (0..layout.columns.total).filter(|place| !used.contains(&Some(*place)));
            let list: Vec<String> =
                unused.filter_map(|place| names.get(place)).take(8).map(|name| shown(name)).collect();
            if !list.is_empty() {
                first.push(format!("columns that were not read: {}", list.join(", ")));
            }
        }
        if self.options.third_column == ThirdColumn::Ignore
            && self.layout.as_ref().is_some_and(|layout| layout.columns.strength.is_some())
        {
            first.push("the third column was not read (`third-column = \"ignore\"`)".to_owned());
        }
        if let Some((u, v, line, texts)) = self.first.as_ref().filter(|first| first.3 > 0) {
            let only_these = self.people.texts() == *texts && self.tie_lines > 1 && self.declared_people == 0;
            if only_these && self.layout.as_ref().is_some_and(|layout| !layout.header) && self.options.header.is_none()
            {
                let (u, v) = (shown(u), shown(v));
                first.push(format!(
                    "line {line} ({u}, {v}) was read as a tie, though all other names are numbers; if it is a header, set \
                     `header = true`"
                ));
            }
        }
        if self.percent_comments > 0 {
            let lines = count(self.percent_comments, "line that begins", "lines that begin");
            first.push(format!("{lines} with `%` and a space were taken as comments"));
        }
        if self.declared_people > 0 {
            first.push(format!("{} declared by `# person:`", count(self.declared_people, "person is", "people are")));
        }
        if let Some((n, line)) = self.never {
            let ties = count(n, "tie has a strength", "ties have a strength");
            first.push(format!("{ties} below 2^-64 and can never act, the first on line {line}"));
        }
        first.append(&mut self.notes);
        self.notes = first;
    }
}

fn has_gzip_name(file: &str) -> bool {
    file.len() >= 3 && file.as_bytes()[file.len() - 3..].eq_ignore_ascii_case(b".gz")
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

/// A line of two plain whole numbers.
struct Plain {
    from: u64,
    to: u64,
    /// Where a third field stands in the line.
    strength: Option<(usize, usize)>,
    /// Bytes of the line with its end.
    length: usize,
}

/// The line at the beginning of `bytes`, if it is plain and its end is there.
#[inline]
fn plain_line(bytes: &[u8], separator: u8, third: bool) -> Option<Plain> {
    let (from, at) = plain_whole(bytes, 0)?;
    if *bytes.get(at)? != separator {
        return None;
    }
    let (to, mut at) = plain_whole(bytes, at + 1)?;
    let mut strength = None;
    if third {
        if *bytes.get(at)? != separator {
            return None;
        }
        let start = at + 1;
        let end = start + bytes[start..].iter().take(64).position(|&byte| byte == b'\n' || byte == b'\r')?;
        (strength, at) = (Some((start, end)), end);
    }
    let length = match *bytes.get(at)? {
        b'\n' => at + 1,
        b'\r' if *bytes.get(at + 1)? == b'\n' => at + 2,
        _ => return None,
    };
    Some(Plain { from, to, strength, length })
}

/// A whole number of at most nine digits without leading zeros, and where it ends.
#[inline]
fn plain_whole(bytes: &[u8], start: usize) -> Option<(u64, usize)> {
    let (mut value, mut at) = (0u32, start);
    loop {
        let digit = bytes.get(at)?.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u32::from(digit));
        at += 1;
    }
    let digits = at - start;
    let plain = (1..=9).contains(&digits) && (digits == 1 || bytes[start] != b'0');
    plain.then_some((u64::from(value), at))
}
