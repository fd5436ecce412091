//! **Linear threshold**: people act once enough of those they hear have acted, and how many are enough is luck.
//!
//! Each person draws theta, uniform on (0, 1], and acts in the round after the weights of the adopters heard add up to
//! theta or more. The weights of a person's ties add up to at most 1 (1e-9 is forgiven for rounding).
//!
//! # Parameters
//! `weights`: `"equal"`, 1 / number of people heard, compared in whole numbers (m of k have acted and m >= theta k);
//! `"strength"`, the third column of the file. `coupling`: `"threshold"` (default), or `"live-edge"`, where each person
//! listens to at most one of those heard, each with its weight as probability: the same distribution from other luck.
//!
//! # Cost
//! Time in the ties of those who act; memory 4 bytes a person (16 where weights differ), 8 a tie where ties
//! differ (live-edge: 20 a tie).
//!
//! # Randomness
//! Theta (person).
//!
//! # Reference
//! Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003, sections 2 and 3
//! (claim 2.6 is the live-edge form), doi:10.1145/956750.956769.

use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::{Graph, PerTie};
use crate::law::{Law, Rule, WHOLE};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "linear-threshold",
    title: "people act once enough of those they hear have acted; how many are enough is luck",
    kind: Kind::Table(&[
        Key::required(
            "weights",
            Kind::Words(&[
                ("equal", "1 / number of people heard"),
                ("strength", "the third column of the network file; at most 1 in sum over whom a person hears"),
            ]),
            "how much each person heard counts",
        ),
        Key::with_default(
            "coupling",
            Kind::Words(&[
                ("threshold", "one threshold per person"),
                ("live-edge", "each person listens to at most one tie: the same distribution from other luck"),
            ]),
            "\"threshold\"",
            "how luck is shared between campaigns; whom it reaches has one law either way, not by whom",
        ),
    ]),
    reference: "Kempe, Kleinberg and Tardos, Maximizing the spread of influence through a social network, 2003",
    check: "triangle, equal weights, one seed: mean reach 2.5",
    build: |value| {
        Ok(Box::new(LinearThreshold {
            by_strength: value.text("weights") == "strength",
            live_edge: value.text("coupling") == "live-edge",
        }))
    },
};

struct LinearThreshold {
    by_strength: bool,
    live_edge: bool,
}

impl Model for LinearThreshold {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let graph = network.graph;
        let weights = match (self.by_strength, self.live_edge) {
            (true, _) => Some(weights(graph)?),
            (false, true) => {
                Some(graph.targets().iter().map(|&hearer| WHOLE / u64::from(graph.in_degree(hearer))).collect())
            }
            (false, false) => None,
        };
        Ok(Law::Thresholds(match weights {
            None => Rule::Share,
            Some(weights) if self.live_edge => Rule::OneOf(intervals(graph, &weights).into()),
            Some(weights) => Rule::Weights(PerTie::Each(weights)),
        }))
    }

    fn strength(&self) -> Strength {
        if self.by_strength { Strength::Share } else { Strength::Unused }
    }
}

/// The strengths in units of 2^-63, if those of each hearer add up to at most 1.
pub(super) fn weights(graph: &Graph) -> Result<Vec<u64>, Fault> {
    let strengths = graph.strengths().ok_or_else(|| {
        Fault::at(
            "weights",
            "the ties of this network have no strength",
            "give the network file a third column, or write \"equal\"",
        )
    })?;
    in_units(graph, strengths).map_err(|(first, message)| {
        Fault::at(
            "weights",
            format!("{message} (the first is from `{first}`)"),
            "write weights = \"equal\", or divide the third column by each hearer's sum",
        )
    })
}

/// Weights of ties in units of 2^-63, if those of each hearer add up to at most 1; else whom the hearer hears first, and what
/// is wrong.
pub(super) fn in_units(graph: &Graph, weights: &[f64]) -> Result<Vec<u64>, (String, String)> {
    let heard = graph.heard();
    for person in 0..graph.people() {
        let row = heard.row(person);
        let sum: f64 = row.clone().map(|i| weights[heard.ties[i] as usize]).sum();
        if sum > 1.0 + 1e-9 {
            let first = graph.names().get(heard.sources[row.start]).into_owned();
            let message = format!(
                "the strengths of the {} ties heard by `{}` add up to {}, more than 1",
                row.len(),
                graph.names().get(person),
                crate::text::wrong_sum(sum, 1.0),
            );
            return Err((first, message));
        }
    }
    Ok(weights.iter().map(|&weight| (weight * WHOLE as f64) as u64).collect())
}

/// The part of [0, WHOLE) at which each hearer listens to that tie, one after the other in canonical order of those heard.
fn intervals(graph: &Graph, weights: &[u64]) -> Vec<(u64, u64)> {
    let heard = graph.heard();
    let mut intervals = vec![(0, 0); weights.len()];
    for person in 0..graph.people() {
        let mut low = 0;
        for i in heard.row(person) {
            let tie = heard.ties[i] as usize;
            intervals[tie] = (low, low + weights[tie]);
            low += weights[tie];
        }
    }
    intervals
}
