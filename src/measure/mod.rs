//! What is read off a cascade: pure functions, one value a replicate.

mod curve;
mod reach;
mod tree;

use crate::cascade::Cascade;
use std::cell::OnceCell;

pub use curve::{Grid, MOST_POINTS, cumulative};
pub use tree::{generations, structural_virality};

/// One measure of a cascade.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// What it is, in one sentence without a full stop.
    pub title: &'static str,
    /// Its unit, or "" for a plain number; "time" stands for the model's.
    pub unit: &'static str,
    /// Where its definition comes from, or "".
    pub reference: &'static str,
    /// The value for one cascade; `None` where it is not defined.
    pub of: fn(&Observed) -> Option<f64>,
}

/// Every measure, in the order of `list`. All cost time in the people who acted, so all are on by default.
pub static CATALOG: &[Measure] = &[
    reach::REACH,
    reach::EARNED_REACH,
    curve::TIME_TO_PEAK,
    curve::HALF_LIFE,
    curve::HALF_LIFE_FROM_PEAK,
    tree::R_1,
    tree::R_2,
    tree::R_3,
    tree::WITHIN_ONE_HOP,
    tree::DEPTH,
    tree::BREADTH,
    tree::STRUCTURAL_VIRALITY,
];

/// A cascade under observation: what several measures need is made once, when first asked for.
pub struct Observed<'a> {
    /// The cascade.
    pub cascade: &'a Cascade,
    /// Whether time is counted in rounds; the steps of a curve in continuous time are its own and no matter of a measure,
    /// which may depend on its cascade alone.
    pub grid: Grid,
    generations: OnceCell<Vec<u64>>,
}

impl<'a> Observed<'a> {
    /// Observes a cascade on a grid of time.
    pub fn new(cascade: &'a Cascade, grid: Grid) -> Self {
        Observed { cascade, grid, generations: OnceCell::new() }
    }

    /// How many acted at each distance from a root: N_0, N_1, ...
    pub fn generations(&self) -> &[u64] {
        self.generations.get_or_init(|| generations(self.cascade))
    }
}
