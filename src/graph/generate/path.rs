//! A line of people, each tied to the next.
//!
//! Person i is tied to i + 1: both ways with `mutual` (the default), else i + 1 hears i.
//!
//! # Parameters
//!
//! `people` n, at least 1; `mutual`.
//!
//! # Cost
//!
//! n - 1 ties, mutual ones twice.
//!
//! # Randomness
//!
//! None.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::path::Path;
//!
//! assert_eq!(Path::new(4, true).unwrap().network().hearers(1), [0, 2]);
//! assert_eq!(Path::new(4, false).unwrap().network().hearers(1), [2]);
//! ```

use super::{Generator, PEOPLE, each_way, fits, mutual_key, network, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;

const KEYS: &[Key] = &[PEOPLE, mutual_key("whether a tie runs both ways; if not, each hears the one before")];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "path",
    title: "a line of people, each tied to the next",
    kind: Kind::Table(KEYS),
    reference: "",
    check: "rows of paths of 1, 2 and 4 people",
    build: |value| Ok(Box::new(Path::new(value.whole("people") as u32, value.flag("mutual"))?)),
};

/// A line of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    people: u32,
    mutual: bool,
}

impl Path {
    /// Of n people, at least 1.
    ///
    /// # Errors
    ///
    /// A fault at `people` where a network cannot hold so many ties.
    pub fn new(people: u32, mutual: bool) -> Result<Self, Fault> {
        let law = Path { people, mutual };
        fits(people, law.size().1, "people")?;
        Ok(law)
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        network(self.people, (0..self.people - 1).collect(), (1..self.people).collect(), self.mutual)
    }
}

without_chance!(Path: |path| (path.people.into(), each_way(f64::from(path.people) - 1.0, path.mutual)));

#[cfg(test)]
mod tests {
    use super::super::tests::rows_of;
    use super::*;

    #[test]
    fn each_is_tied_to_the_next() {
        let rows = |people, mutual| rows_of(&Path::new(people, mutual).unwrap().network());
        assert_eq!(rows(4, true), [vec![1], vec![0, 2], vec![1, 3], vec![2]]);
        assert_eq!(rows(4, false), [vec![1], vec![2], vec![3], vec![]]);
        assert_eq!((rows(2, true), rows(1, true)), (vec![vec![1], vec![0]], vec![vec![]]));
    }
}
