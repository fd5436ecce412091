//! How many acted.

use super::Measure;

/// Everybody who acted.
pub const REACH: Measure = Measure {
    name: "reach",
    title: "people who acted, seed set included",
    unit: "people",
    reference: "",
    of: |observed| Some(observed.cascade.reach() as f64),
};

/// Everybody who acted without having been asked.
pub const EARNED_REACH: Measure = Measure {
    name: "earned-reach",
    title: "people who acted, seed set left out",
    unit: "people",
    reference: "",
    of: |observed| Some((observed.cascade.reach() - observed.cascade.seeds) as f64),
};
