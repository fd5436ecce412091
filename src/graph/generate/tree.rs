//! One person at the root, each with so many followers, over so many generations.
//!
//! Person 0 is the root; everyone up to the last generation has b children. Numbers run generation by generation: the
//! children of i are b i + 1, ..., b i + b. A tie runs both ways with `mutual` (the default), else the child hears.
//!
//! # Parameters
//!
//! `branching` b, at least 1; `depth` d, at least 0: the generations below the root. There are 1 + b + b^2 + ... + b^d
//! people. `mutual`.
//!
//! # Cost
//!
//! One tie a person but the root, mutual ones twice.
//!
//! # Randomness
//!
//! None.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::tree::Tree;
//!
//! let network = Tree::new(2, 2, false).unwrap().network();
//! assert_eq!((network.people(), network.hearers(1)), (7, &[3, 4][..]));
//! ```

use super::{Generator, each_way, fits, mutual_key, network, without_chance};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;

const KEYS: &[Key] = &[
    Key::required(
        "branching",
        Kind::Whole(1, Graph::MOST_PEOPLE),
        "how many children everyone above the last generation has",
    )
    .unit("people"),
    Key::required("depth", Kind::Whole(0, Graph::MOST_PEOPLE), "how many generations stand below the root")
        .unit("generations"),
    mutual_key("whether a tie runs both ways; if not, children hear their parent"),
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "tree",
    title: "one person at the root, each with so many followers, over so many generations",
    kind: Kind::Table(KEYS),
    reference: "",
    check: "rows of the tree of 2 and 2; sizes of generations b^i",
    build: |value| Ok(Box::new(Tree::new(value.whole("branching"), value.whole("depth"), value.flag("mutual"))?)),
};

/// A tree in which everyone above the last generation has as many children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tree {
    branching: u32,
    people: u32,
    mutual: bool,
}

impl Tree {
    /// Of so many children each, at least 1, over so many generations below the root.
    ///
    /// # Errors
    ///
    /// A fault at `depth` where this makes more people or ties than a network can hold.
    pub fn new(branching: u64, depth: u64, mutual: bool) -> Result<Self, Fault> {
        let too_many = || {
            let message = format!("{depth} generations of {branching} children each are too many people for a network");
            Fault::at("depth", message, format!("write fewer generations: there can be {} people", Graph::MOST_PEOPLE))
        };
        // Horner: each generation more is b times the tree before, and one root. With b = 1 it grows by one each time.
        let mut people = 1u64;
        if branching == 1 {
            people = depth.saturating_add(1);
        } else {
            for _ in 0..depth {
                people = people.saturating_mul(branching).saturating_add(1);
                if people > Graph::MOST_PEOPLE {
                    break;
                }
            }
        }
        if people > Graph::MOST_PEOPLE {
            return Err(too_many());
        }
        // Above a single root everyone has one parent, so a legal number of children is below that of people.
        let branching = if depth == 0 { 1 } else { branching as u32 };
        let law = Tree { branching, people: people as u32, mutual };
        fits(law.people, law.size().1, "depth").map_err(|_| too_many())?;
        Ok(law)
    }

    /// The network; chance has no part in it.
    pub fn network(&self) -> Graph {
        let parents = (1..self.people).map(|child| (child - 1) / self.branching).collect();
        network(self.people, parents, (1..self.people).collect(), self.mutual)
    }
}

without_chance!(Tree: |tree| (tree.people.into(), each_way(f64::from(tree.people) - 1.0, tree.mutual)));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_has_its_children() {
        let network = Tree::new(2, 2, true).unwrap().network();
        let rows: Vec<&[u32]> = (0..7).map(|i| network.hearers(i)).collect();
        assert_eq!(rows, [&[1, 2][..], &[0, 3, 4], &[0, 5, 6], &[1], &[1], &[2], &[2]]);
        for (branching, depth, people) in [(1, 0, 1), (1, 9, 10), (3, 4, 121), (7, 0, 1), (10, 3, 1_111)] {
            assert_eq!(Tree::new(branching, depth, false).unwrap().network().people(), people);
        }
    }

    #[test]
    fn too_many_are_refused() {
        assert!(Tree::new(2, 30, false).is_ok() && Tree::new(2, 31, true).is_err());
        assert!(Tree::new(1, 5_000_000_000, false).is_err() && Tree::new(4_000_000_000, 2, false).is_err());
    }
}
