//! Who counts how much in a mean: keys that models share.

use super::rule::{WEIGHT, Weights};
use super::state::opinion;
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::{Graph, PerTie};
use crate::model::Strength;

/// How much each person heard counts.
pub const WEIGHTS: Key = Key::with_default(
    "weights",
    Kind::Words(&[
        ("equal", "all whom a person hears count the same"),
        ("strength", "the third column of the network file, divided by its sum over whom a person hears"),
    ]),
    "\"equal\"",
    "how much each person heard counts",
);

/// The kind of the weight that people give themselves.
pub const OWN: Kind = Kind::Either(&[
    Kind::Probability,
    Kind::Words(&[("as-one", "as much as one person heard by a tie of strength 1")]),
]);

/// Whether ties count by their strength.
pub fn by_strength(value: &Value) -> bool {
    value.text("weights") == "strength"
}

/// What the third column is then.
pub fn use_of(by_strength: bool) -> Strength {
    if by_strength { Strength::Share } else { Strength::Unused }
}

/// The weights of the ties of a network.
pub fn ties(by_strength: bool, graph: &Graph) -> Result<PerTie<u64>, Fault> {
    if !by_strength {
        return Ok(PerTie::Same(WEIGHT));
    }
    let strengths = graph.strengths().ok_or_else(|| {
        let help = "give the network file a third column, or write \"equal\"";
        Fault::at("weights", "the ties of this network have no strength", help)
    })?;
    Ok(PerTie::Each(strengths.iter().map(|&strength| (strength * WEIGHT as f64).round() as u64).collect()))
}

/// The weights of the ties, and the person's own: a share of the mean, or `None` as one person heard.
pub fn weights(by_strength: bool, own: Option<f64>, graph: &Graph) -> Result<Weights, Fault> {
    Ok(Weights { ties: ties(by_strength, graph)?, own: own.map(opinion) })
}
