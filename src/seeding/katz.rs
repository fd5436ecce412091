//! **Katz**: the people from whom most chains of tellings begin, longer chains counting less.
//!
//! x(u) = 1 + a times the sum of x(v) over the hearers v of u: everybody who can be told counts, over every chain of ties,
//! a chain of l ties a^l. The sum is finite if a is below 1 / (leading eigenvalue), so `attenuation` is a share of that: a =
//! attenuation / lambda, with lambda the leading eigenvalue that `network info` prints, of all ties taken both ways (on a directed
//! network an upper bound of its own; without ties 1). Near 0 it ranks by ties, near 1 as `eigenvector`. Strengths are not looked
//! at.
//!
//! # Parameters
//! `count`; `attenuation` in [0, 0.99] (0.5 by default, assumed); a plain number is the count.
//!
//! # Cost
//! Time (n + m) for each pass, once a network, and up to 500 passes for the eigenvalue. Passes go on until no score changes by
//! more than 1e-10 of the largest, about -23 / ln(attenuation) of them. Equal to networkx' `katz_centrality` of the reversed
//! network with alpha = a.
//!
//! # Reference
//! Katz, *A new status index derived from sociometric analysis*, Psychometrika 18 (1953), doi:10.1007/BF02289026.

use super::{COUNT, Count, Group, HOW_MANY, Seeding, Strategy, ranking};
use crate::catalog::{Entry, Key, Kind};
use crate::graph::{Graph, shape};
use crate::model::Network;
use crate::parallel;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "katz",
    title: "the people from whom most chains of tellings begin, longer ones counting less",
    kind: Kind::Either(&[
        COUNT,
        Kind::Percent,
        Kind::Table(&[
            HOW_MANY,
            Key::with_default(
                "attenuation",
                Kind::Number(0.0, 0.99),
                "0.5",
                "what one more tie leaves of a chain, as a share of the largest for which all chains have a sum",
            )
            .larger("lets longer chains count more")
            .source("assumed"),
        ]),
    ]),
    reference: "Katz, A new status index derived from sociometric analysis, 1953",
    check: "on a star, the scores in closed form",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        Ok(Box::new(Katz { count, attenuation: value.number("attenuation") }))
    },
};

struct Katz {
    count: Count,
    attenuation: f64,
}

/// Scores have settled when none changes by more than this share of the largest.
const TOLERANCE: f64 = 1e-10;
/// The most passes over the ties: enough for every attenuation that may be asked for.
const MOST_PASSES: usize = 10_000;

/// The Katz score of everybody; attenuation in [0, 1) as a share of 1 / leading eigenvalue.
pub fn scores(graph: &Graph, attenuation: f64) -> Vec<f64> {
    let eigenvalue = shape::leading_eigenvalue(graph);
    let factor = if eigenvalue > 0.0 { attenuation / eigenvalue } else { 0.0 };
    let mut scores = vec![1.0; graph.people() as usize];
    for _ in 0..MOST_PASSES {
        let next = parallel::map(
            scores.len() as u64,
            || (),
            |_, person| {
                let hearers: f64 = graph.hearers(person as u32).iter().map(|&hearer| scores[hearer as usize]).sum();
                1.0 + factor * hearers
            },
        );
        let largest = next.iter().copied().fold(0.0, f64::max);
        let change = next.iter().zip(&scores).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        scores = next;
        if change <= TOLERANCE * largest {
            break;
        }
    }
    scores
}

impl Strategy for Katz {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        ranking::top(&scores(network.graph, self.attenuation), group, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, builder};

    /// Nine leaves, lambda = 3: c = 1 + 9 a l and l = 1 + a c, so c = (1 + 9 a) / (1 - 9 a^2).
    #[test]
    fn a_star_in_closed_form() {
        let graph = builder::from_ties(Names::Numbered(10), vec![0; 9], (1..10).collect(), true);
        let (scores, a) = (scores(&graph, 0.6), 0.2);
        let centre = (1.0 + 9.0 * a) / (1.0 - 9.0 * a * a);
        assert!((scores[0] - centre).abs() < 1e-8, "{}", scores[0]);
        assert!(scores[1..].iter().all(|leaf| (leaf - (1.0 + a * centre)).abs() < 1e-8));
    }
}
