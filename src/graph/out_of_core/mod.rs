//! Networks whose ties do not fit in memory: read into files, sorted there, written as a binary network.
//!
//! Ties are put aside as they are read, each with its line (`spool.rs`). Once all names are known, and with them the canonical
//! number of everybody, ties are sorted by their ends in runs that do fit, and the runs are merged (`sort.rs`); equal ties meet
//! there and become one. What is found is what a network in memory would be: the same bytes, the same refusals.
//!
//! # Cost
//! Memory: the names, 12 bytes a person, and the room for one run. Files: 9 bytes a tie, 12 for each direction while it is
//! sorted, 4 for each direction of the network; 8 more in each of these where ties have strengths. Time: ties are written and
//! read three times, and sorted, m log m.

mod sort;
mod spool;
#[cfg(all(test, feature = "cli"))]
mod tests;

use super::Names;
use super::format::binary::Section;
pub use spool::Spool;
use std::fs::File;
use std::io;

/// Gives an empty file for reading and writing that nobody else knows, and that is gone when it is closed.
pub type Aside<'a> = &'a dyn Fn() -> io::Result<File>;

/// A network whose ties stand in files of their own.
#[derive(Debug)]
pub struct Stored {
    pub(super) names: Names,
    /// As of [`super::Graph::offsets`].
    pub(super) offsets: Vec<u32>,
    pub(super) targets: Section,
    pub(super) strengths: Option<Section>,
    pub(super) mutual: bool,
}

impl Stored {
    /// How many people there are, tied or not.
    pub fn people(&self) -> u32 {
        self.names.len() as u32
    }

    /// How many ties there are; a mutual tie counts twice.
    pub fn ties(&self) -> u64 {
        self.targets.length() / 4
    }

    /// Whether ties have strengths.
    pub fn has_strengths(&self) -> bool {
        self.strengths.is_some()
    }
}
