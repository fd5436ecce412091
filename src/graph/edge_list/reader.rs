//! Reading: line after line into people and ties, then the checks that need the whole file.

use super::fields::{Field, Separator};
use super::header::{Columns, Declared};
use super::input::Input;
use super::people::People;
use super::problem::{MOST_PROBLEMS, Problem};
use super::sink::Sink;
use super::strength::Scale;
use super::ties::Ties;
use super::words::{Direction, Encoding, Limits, Options};
use super::{checks, look_alikes};
use crate::graph::Graph;
use crate::text::count;
use std::io::Read;

/// A network as it was read.
#[derive(Debug)]
pub struct Reading<N = Graph> {
    /// The network.
    pub graph: N,
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
    checks::options(file, options)?;
    let input = Input::open(file, bytes, limits).map_err(|problem| vec![problem])?;
    read_input(file, input, options, limits, Ties::default())
}

/// Reads a network from an input that is open; its ties go into a sink.
pub(in crate::graph) fn read_input<S: Sink>(
    file: &str,
    mut input: Input<'_>,
    options: &Options,
    limits: Limits,
    ties: S,
) -> Result<Reading<S::Network>, Vec<Problem>> {
    let mut reader = Reader {
        file,
        options,
        limits,
        scale: Scale { range: options.range, scale: options.scale },
        problems: Vec::new(),
        notes: Vec::new(),
        declared: Declared::default(),
        people: People::default(),
        ties,
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
        first_again: false,
    };
    if input.marked && options.encoding == Encoding::Latin1 {
        return Err(vec![Problem::of(
            file,
            "begins with the mark of UTF-8, so it is not latin1",
            "leave `encoding` out",
        )]);
    }
    if let Err(problem) = reader.lines(&mut input) {
        reader.problems.push(problem);
    }
    reader.finish(&input)
}

/// How the lines of a file are built, known from its first one.
pub(super) struct Layout {
    pub separator: Separator,
    pub columns: Columns,
    /// The line that showed it.
    pub line: u64,
    /// Whether that line names the columns.
    pub header: bool,
}

/// How many there are, and the line of the first.
pub(super) type Tally = Option<(u64, u64)>;

pub(super) fn tally(tally: &mut Tally, line: u64) {
    tally.get_or_insert((0, line)).0 += 1;
}

/// What reading has come to so far.
pub(super) struct Reader<'a, S> {
    pub(super) file: &'a str,
    pub(super) options: &'a Options,
    pub(super) limits: Limits,
    pub(super) scale: Scale,
    pub(super) problems: Vec<Problem>,
    pub(super) notes: Vec<String>,
    pub(super) declared: Declared,
    pub(super) people: People,
    pub(super) ties: S,
    pub(super) layout: Option<Layout>,
    /// The names of the columns.
    pub(super) names: Option<Vec<String>>,
    pub(super) fields: Vec<Field>,
    /// Lines that hold a tie, self ties included.
    pub(super) tie_lines: u64,
    pub(super) comments: u64,
    pub(super) percent_comments: u64,
    /// People met first in a `# person:` line.
    pub(super) declared_people: u64,
    pub(super) self_ties: Tally,
    pub(super) never: Tally,
    /// The two names of the first tie, its line, and how many people with text for a name it brought.
    pub(super) first: Option<(String, String, u64, usize)>,
    /// Whether one of these two is tied again, where their names are text.
    pub(super) first_again: bool,
}

impl<S: Sink> Reader<'_, S> {
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

    /// Adds a problem of a line.
    pub(super) fn problem(
        &mut self,
        line: u64,
        column: Option<u64>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem { column, ..Problem::of(self.file, message, help).line(line) });
    }

    /// The checks that need the whole file, and the network.
    fn finish(mut self, input: &Input<'_>) -> Result<Reading<S::Network>, Vec<Problem>> {
        let read_through = self.problems.is_empty();
        let direction = self.direction();
        if read_through {
            self.check_self_ties();
            self.check_declared();
            if self.tie_lines == 0
                && self.people.count() == 0
                && self.declared.nodes.is_none_or(|(nodes, _)| nodes == 0)
            {
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
            self.problems.sort_by_key(|problem| (problem.line.is_none(), problem.line));
            self.problems.truncate(MOST_PROBLEMS);
            return Err(self.problems);
        };
        self.general_notes(input);
        let Reader { file, options, declared, people, ties, layout, names, mut notes, .. } = self;
        let numbered = if people.texts() == 0 { declared.nodes.map(|(nodes, _)| nodes as u32) } else { None };
        let (people, ranks) = people.into_names(numbered);
        notes.extend(look_alikes::notes(&people));
        let (graph, repeats) = ties.network(file, people, &ranks, direction, options)?;
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
}
