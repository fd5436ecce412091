//! Where ties go as they are read, and what becomes of them at the end.

use super::problem::Problem;
use super::words::{Direction, Options};
use crate::graph::Names;
use std::io;

/// A tie as it stands in a file; people are numbered as they are met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::graph) struct Tie {
    pub from: u32,
    pub to: u32,
    /// Where the file gives one; `None` counts as 1 where it gives others.
    pub strength: Option<f64>,
    /// Whether it stands for both directions, though others do not.
    pub undirected: bool,
    pub line: u64,
}

/// Takes in ties in the order of the file, and makes a network of them.
pub(in crate::graph) trait Sink {
    /// What becomes of them.
    type Network;

    /// How many there are so far.
    fn len(&self) -> u64;

    /// Takes in a tie that is none to oneself.
    ///
    /// # Errors
    /// [`io::ErrorKind::OutOfMemory`] where memory does not suffice, and those of a place where ties are put.
    fn push(&mut self, tie: Tie) -> io::Result<()>;

    /// The network, by the ranks of the people in canonical order; with it how many ties were folded into others.
    ///
    /// # Errors
    /// Ties given more than once that may not be; too many of them.
    fn network(
        self,
        file: &str,
        names: Names,
        ranks: &[u32],
        direction: Direction,
        options: &Options,
    ) -> Result<(Self::Network, u64), Vec<Problem>>;
}
