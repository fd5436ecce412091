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

use super::{Generator, PEOPLE, each_way, fits, mutual_key, network, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;

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

without_chance!(Cycle: |cycle| (cycle.people.into(), each_way(f64::from(cycle.people), cycle.mutual)));

#[cfg(test)]
mod tests {
    use super::super::tests::rows_of;
    use super::*;

    #[test]
    fn each_is_tied_to_the_next_around() {
        let rows = |people, mutual| rows_of(&Cycle::new(people, mutual).unwrap().network());
        assert_eq!(rows(5, true), [[1, 4], [0, 2], [1, 3], [2, 4], [0, 3]]);
        assert_eq!(rows(3, false), [[1], [2], [0]]);
        assert_eq!(rows(2, false), [[1], [0]]);
    }
}
