//! One person in the middle, tied to all others.
//!
//! Person 0 is the centre: tied both ways to each of the others with `mutual` (the default), else they hear the centre.
//!
//! # Parameters
//!
//! `people` n, at least 1, the centre among them; `mutual`.
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
//! use rumormill::graph::generate::star::Star;
//!
//! let network = Star::new(4, true).unwrap().network();
//! assert_eq!((network.hearers(0), network.hearers(3)), (&[1, 2, 3][..], &[0][..]));
//! ```

use super::{Generator, PEOPLE, each_way, fits, mutual_key, network, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;

const KEYS: &[Key] = &[PEOPLE, mutual_key("whether a tie runs both ways; if not, all others hear the centre")];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "star",
    title: "one person in the middle, tied to all others",
    kind: Kind::Table(KEYS),
    reference: "",
    check: "rows of stars of 1 and 4 people",
    build: |value| Ok(Box::new(Star::new(value.whole("people") as u32, value.flag("mutual"))?)),
};

/// One person in the middle, tied to all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Star {
    people: u32,
    mutual: bool,
}

impl Star {
    /// Of n people, at least 1, the centre among them.
    ///
    /// # Errors
    ///
    /// A fault at `people` where a network cannot hold so many ties.
    pub fn new(people: u32, mutual: bool) -> Result<Self, Fault> {
        let law = Star { people, mutual };
        fits(people, law.size().1, "people")?;
        Ok(law)
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        network(self.people, vec![0; self.people as usize - 1], (1..self.people).collect(), self.mutual)
    }
}

without_chance!(Star: |star| (star.people.into(), each_way(f64::from(star.people) - 1.0, star.mutual)));

#[cfg(test)]
mod tests {
    use super::super::tests::rows_of;
    use super::*;

    #[test]
    fn all_are_tied_to_the_centre() {
        let rows = |people, mutual| rows_of(&Star::new(people, mutual).unwrap().network());
        assert_eq!(rows(4, true), [vec![1, 2, 3], vec![0], vec![0], vec![0]]);
        assert_eq!(rows(4, false), [vec![1, 2, 3], vec![], vec![], vec![]]);
        assert_eq!(rows(1, true), [Vec::<u32>::new()]);
    }
}
