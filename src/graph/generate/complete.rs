//! Everybody is tied to everybody.
//!
//! Every two people are tied, both ways.
//!
//! # Parameters
//!
//! `people` n, from 1 to 65,536, beyond which a network cannot hold the ties.
//!
//! # Cost
//!
//! n (n - 1) ties, which grows fast: 10,000 people take 400 MB.
//!
//! # Randomness
//!
//! None.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::complete::Complete;
//!
//! let network = Complete::new(5).unwrap().network();
//! assert_eq!((network.ties(), network.hearers(2)), (20, &[0, 1, 3, 4][..]));
//! ```

use super::{Generator, PEOPLE, fits, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::{Graph, Names};

const KEYS: &[Key] = &[PEOPLE];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "complete",
    title: "everybody is tied to everybody",
    kind: Kind::Table(KEYS),
    reference: "",
    check: "rows of complete networks of 1 and 4 people",
    build: |value| Ok(Box::new(Complete::new(value.whole("people") as u32)?)),
};

/// Everybody is tied to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complete {
    people: u32,
}

impl Complete {
    /// Of n people, at least 1.
    ///
    /// # Errors
    ///
    /// A fault at `people` where a network cannot hold so many ties.
    pub fn new(people: u32) -> Result<Self, Fault> {
        let law = Complete { people };
        fits(people, law.size().1, "people")?;
        Ok(law)
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        let n = self.people;
        let offsets = (0..=n).map(|i| (u64::from(i) * u64::from(n - 1)) as u32).collect();
        let targets = (0..n).flat_map(|i| (0..i).chain(i + 1..n)).collect();
        Graph::from_rows(Names::Numbered(n), offsets, targets, None, true)
    }
}

without_chance!(Complete: |complete| {
    (complete.people.into(), f64::from(complete.people) * (f64::from(complete.people) - 1.0))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_tied_to_everybody() {
        let network = Complete::new(4).unwrap().network();
        assert_eq!([0, 1, 2, 3].map(|i| network.hearers(i)), [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]);
        assert_eq!(Complete::new(1).unwrap().network().ties(), 0);
        assert!(Complete::new(65_536).is_ok() && Complete::new(65_537).is_err());
    }
}
