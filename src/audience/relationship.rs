//! How strong and trusted ties are, and how that changes.
//!
//! The strength of a tie at the start is a column of the graph ([`crate::graph::Graph::strengths`]); here stand what an
//! exposure along a tie is worth, and how strength grows by dialogue and fades in silence.

use crate::graph::PerTie;

/// Trust and its change.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    /// What an exposure along a tie is worth relative to the mean tie, above 0.
    pub trust: PerTie<f64>,
    /// Share of what is missing to full strength that one act on the other's item adds, in [0, 1].
    pub one_way: f64,
    /// The same for an act and its answer, in [0, 1].
    pub two_way: f64,
    /// Hours after which half of what was gained is lost again; infinity: strength does not change.
    pub half_life: f64,
}

/// All ties trusted alike, and none ever changes.
impl Default for Relationship {
    fn default() -> Self {
        Relationship { trust: PerTie::Same(1.0), one_way: 0.0, two_way: 0.0, half_life: f64::INFINITY }
    }
}
