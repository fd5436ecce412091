//! Networks as text: one tie a line, as people export them.
//!
//! ```text
//! # directed: no
//! # nodes: 4
//! 0 1 0.5
//! 0 2 0.1
//! ```
//!
//! A line names two people and, if it likes, the strength of their tie. Between them stand tabs, commas, semicolons or
//! spaces, one kind in a file; a field in double quotes may hold any of them. Names are any text without control characters.
//! Lines that begin with `#` (or with `%` and a space) are comments, and of these the header lines `# name:`, `# source:`,
//! `# note:`, `# directed: yes|no`, `# direction: influence|follows|mutual`, `# nodes:`, `# edges:`, `# weighted: yes|no` and
//! `# person:` (someone who exists, tied or not) are read and held against the content. A first line that names its columns
//! (`source,target,weight`) is known by these names. Files may be gzip, known by their first bytes.
//!
//! What a line means ([`Direction`]) must be said, by the file or by its reader. Nothing doubtful is guessed: it is refused,
//! with its place and what to write. What was taken in another way than it stands there is listed in [`Reading::notes`].
//!
//! People are numbered in the canonical order of their names, ties by their ends, strengths of repeated ties are folded in
//! sorted order: files that differ in the order of their lines give the same network.
//!
//! # Cost
//! One pass over the file, and sorting by counting: time in bytes, people and ties, and about 40 bytes of memory a tie at
//! the end. Memory is never reserved from a declared count, nor by the value of a number in the file.

mod checks;
mod fields;
mod file;
mod gzip;
mod header;
mod input;
mod line;
mod look_alikes;
mod magic;
mod notes;
mod people;
mod plain;
mod problem;
mod reader;
mod repeats;
mod sink;
mod strength;
mod ties;
mod words;
mod write;

#[cfg(test)]
mod tests;

pub(in crate::graph) use checks::{no_strength, options as check_options};
pub use fields::Separator;
pub(crate) use file::open;
pub use file::read_file;
pub(crate) use file::watched;
pub(in crate::graph) use header::STRENGTHS;
pub(crate) use input::{Input, unreadable};
pub use look_alikes::look_alike;
pub(in crate::graph) use magic::known as known_kind;
pub(in crate::graph) use people::People;
pub use problem::{MOST_PROBLEMS, Problem};
pub(in crate::graph) use reader::read_input;
pub use reader::{Reading, read};
pub(in crate::graph) use repeats::{Fold, Repeats, Told};
pub(in crate::graph) use sink::{Sink, Tie};
pub(in crate::graph) use strength::Scale;
pub(crate) use strength::decimal;
pub(in crate::graph) use ties::{Ties, not_taken, too_many, unkept};
pub(in crate::graph) use words::Limits;
pub use words::{Direction, Duplicates, Encoding, Options, SelfTies, StrengthRange, ThirdColumn};
pub(in crate::graph) use write::number;
pub use write::write;
