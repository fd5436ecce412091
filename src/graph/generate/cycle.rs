//! A circle of people, each tied to the next.
//!
//! Person i is tied to i + 1 and the last to person 0: both ways with `mutual` (the default), else the next hears i.
//!
//! # Parameters
//!
//! `people` n, at least 3, or 2 where ties are not mutual; `mutual`.
//!
//! # Cost
//!
//! n ties, mutual ones twice.
//!
//! # Randomness
//!
//! None.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::cycle::Cycle;
//!
//! assert_eq!(Cycle::new(5, true).unwrap().network().hearers(0), [1, 4]);
//! assert_eq!(Cycle::new(5, false).unwrap().network().hearers(4), [0]);
//! ```

use super::{Generator, PEOPLE, fits, mutual_key, network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::Stream;

const KEYS: &[Key] = &[PEOPLE, mutual_key("whether a tie runs both ways; if not, each hears the one before")];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "cycle",
    title: "a circle of people, each tied to the next",
    kind: Kind::Table(KEYS),
    reference: "",
    check: "rows of circles of 2, 3 and 5 people",
    build: |value| Ok(Box::new(Cycle::new(value.whole("people") as u32, value.flag("mutual"))?)),
};

/// A circle of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    people: u32,
    mutual: bool,
}

impl Cycle {
    /// Of n people.
    ///
    /// # Errors
    ///
    /// A fault at `people` where they are too few to close a circle, or more than a network can hold ties for.
    pub fn new(people: u32, mutual: bool) -> Result<Self, Fault> {
        let least = if mutual { 3 } else { 2 };
        if people < least {
            let message = format!("{people} people cannot close a circle");
            return Err(Fault::at("people", message, format!("write at least {least}")));
        }
        let law = Cycle { people, mutual };
        fits(people, law.size().1, "people")?;
        Ok(law)
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        network(self.people, (0..self.people).collect(), (1..self.people).chain([0]).collect(), self.mutual)
    }
}

impl Generator for Cycle {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), f64::from(self.people) * if self.mutual { 2.0 } else { 1.0 })
    }

    fn generate(&self, _luck: Stream) -> Graph {
        self.network()
    }

    fn is_fixed(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_tied_to_the_next_around() {
        let rows = |people, mutual| -> Vec<Vec<u32>> {
            let network = Cycle::new(people, mutual).unwrap().network();
            (0..people).map(|i| network.hearers(i).to_vec()).collect()
        };
        assert_eq!(rows(5, true), [[1, 4], [0, 2], [1, 3], [2, 4], [0, 3]]);
        assert_eq!(rows(3, false), [[1], [2], [0]]);
        assert_eq!(rows(2, false), [[1], [0]]);
    }
}
