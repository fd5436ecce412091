//! Who takes part how much.

use crate::graph::PerPerson;

/// How often people come, and how ready they are to act in public.
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// Visits to the platform, per hour, at least 0.
    pub visit_rate: PerPerson<f64>,
    /// Readiness for public acts relative to the mean person, at least 0, mean 1 over people.
    pub propensity: PerPerson<f64>,
}

/// Everybody alike: one visit an hour, propensity 1.
impl Default for Participation {
    fn default() -> Self {
        Participation { visit_rate: PerPerson::Same(1.0), propensity: PerPerson::Same(1.0) }
    }
}
