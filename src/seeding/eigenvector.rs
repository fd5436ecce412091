//! **Eigenvector**: the people heard by people who are heard by many who are heard by many ...
//!
//! The leading eigenvector of the adjacency matrix A, A(u, v) = 1 if v hears u: a person's score is the sum of the scores of
//! the hearers, up to a factor. By powers of A + 1, which has the same eigenvectors and does not swing to and fro, from equal
//! scores. Where the network is in parts, the part with the largest eigenvalue has all the score; where nobody is heard by
//! anybody they hear, directly or not, there is no such vector, and people stand by how many chains of 1,000 tellings begin at
//! them. Strengths are not looked at.
//!
//! # Cost
//! Time (n + m) for each pass, once a network. Passes go on until no score changes by more than 1e-10 of the largest, at most
//! 1,000 of them. Equal to networkx' `eigenvector_centrality` of the reversed network.
//!
//! # Reference
//! Bonacich, *Power and centrality: a family of measures*, American Journal of Sociology 92 (1987), doi:10.1086/228631.

use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::graph::Graph;
use crate::model::Network;
use crate::parallel;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "eigenvector",
    title: "the people heard by people who are themselves heard by many, and so on",
    kind: Count::KIND,
    reference: "Bonacich, Power and centrality, 1987",
    check: "on a star of n, the centre's score is sqrt(n - 1) times a leaf's",
    build: |value| Ok(Box::new(Eigenvector { count: Count::read("", value)? })),
};

struct Eigenvector {
    count: Count,
}

/// Scores have settled when none changes by more than this, the largest being 1.
const TOLERANCE: f64 = 1e-10;
/// The most passes over the ties.
const MOST_PASSES: usize = 1000;

/// The leading eigenvector, its largest entry 1.
pub fn scores(graph: &Graph) -> Vec<f64> {
    let mut scores = vec![1.0; graph.people() as usize];
    for _ in 0..MOST_PASSES {
        let mut next = parallel::map(
            scores.len() as u64,
            || (),
            |_, person| {
                let hearers: f64 = graph.hearers(person as u32).iter().map(|&hearer| scores[hearer as usize]).sum();
                scores[person as usize] + hearers
            },
        );
        let largest = next.iter().copied().fold(0.0, f64::max);
        next.iter_mut().for_each(|score| *score /= largest);
        let change = next.iter().zip(&scores).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        scores = next;
        if change < TOLERANCE {
            break;
        }
    }
    scores
}

impl Strategy for Eigenvector {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        ranking::top(&scores(network.graph), group, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, builder};

    #[test]
    fn a_star_in_closed_form() {
        let graph = builder::from_ties(Names::Numbered(10), vec![0; 9], (1..10).collect(), true);
        let scores = scores(&graph);
        assert_eq!(scores[0], 1.0);
        assert!(scores[1..].iter().all(|leaf| (leaf - 1.0 / 3.0).abs() < 1e-9), "{scores:?}");
    }

    /// 0 -> 1 -> 2 and 3 -> 2: chains of tellings that begin at 0 outnumber the others'.
    #[test]
    fn without_circles_the_longest_chains_win() {
        let graph = builder::from_ties(Names::Numbered(5), vec![0, 1, 3], vec![1, 2, 2], false);
        let scores = scores(&graph);
        assert_eq!(ranking::top(&scores, &Group::everybody(&graph), 5), [0, 1, 3, 2, 4]);
    }
}
