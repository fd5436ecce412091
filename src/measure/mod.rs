//! What is read off a cascade, or off opinions: pure functions, one value a replicate.

mod acceleration;
mod attribution;
pub mod course;
mod curve;
mod group;
mod opinion;
mod overlap;
mod overtaking;
mod people;
pub mod platform;
mod reach;
mod spells;
mod tree;

use crate::campaign;
use crate::cascade::Cascade;
use crate::quantity::Bounds;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;

pub use acceleration::{Gain, Gains};
pub use attribution::{Credit, by_dose, first_touch};
pub use curve::{Grid, MOST_POINTS, cumulative, cumulative_of};
pub use group::{NO_GROUP, reach_by_group};
pub use opinion::{Minds, OPINIONS, OpinionMeasure, is_convinced};
pub use overlap::Overlap;
pub use overtaking::{ahead_from, overtakes};
pub use people::PeopleTally;
pub use spells::{SPELLS, active};
pub use tree::{first_roots, generations, structural_virality};

/// One measure: of a cascade, unless said otherwise.
#[derive(Clone, Copy)]
pub struct Measure<F = fn(&Observed) -> Option<f64>> {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// What it is, in one sentence without a full stop.
    pub title: &'static str,
    /// Its unit, or "" for a plain number; "time" stands for the model's.
    pub unit: &'static str,
    /// Where its definition comes from, or "".
    pub reference: &'static str,
    /// Between which numbers it lies.
    pub bounds: Bounds,
    /// The value for one replicate; `None` where it is not defined.
    pub of: F,
}

impl<F> Measure<F> {
    /// What is known of it without a replicate.
    fn described(&self) -> Measure<()> {
        let Measure { name, title, unit, reference, bounds, .. } = *self;
        Measure { name, title, unit, reference, bounds, of: () }
    }
}

/// Every measure of cascades, those that need people who stop, then of opinions, in the order of `list`.
pub fn all() -> impl Iterator<Item = Measure<()>> + Clone {
    let acts = CATALOG.iter().chain(SPELLS).map(Measure::described);
    let practices = campaign::observables().map(|observable| Measure {
        name: observable.name,
        title: observable.title,
        unit: observable.unit,
        reference: "",
        bounds: observable.bounds,
        of: (),
    });
    acts.chain(OPINIONS.iter().map(Measure::described))
        .chain(platform::PLATFORMS.iter().chain(platform::REQUESTED).map(Measure::described))
        .chain(practices)
}

/// What campaigns are after: the measure that is compared, drawn and told before all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// People who acted.
    #[default]
    Reach,
    /// People who hold the opinion 1.
    Convinced,
    /// The mean opinion.
    Opinion,
}

impl Outcome {
    /// The name of the measure.
    pub fn measure(self) -> &'static str {
        match self {
            Outcome::Reach => "reach",
            Outcome::Convinced => "convinced",
            Outcome::Opinion => "opinion",
        }
    }

    /// The measure next to it, which is always there too.
    pub fn beside(self) -> &'static str {
        match self {
            Outcome::Reach => "earned-reach",
            Outcome::Convinced => "opinion",
            Outcome::Opinion => "convinced",
        }
    }

    /// The measure that a target is a number of people of.
    pub fn people(self) -> &'static str {
        if self == Outcome::Reach { "reach" } else { "convinced" }
    }

    /// How many units of a curve make one: curves are whole numbers, of people or of millionths of the range of opinions.
    pub fn units(self) -> f64 {
        if self == Outcome::Opinion { 1e6 } else { 1.0 }
    }

    /// Whether people act; else they think.
    pub fn is_reach(&self) -> bool {
        *self == Outcome::Reach
    }
}

/// Every measure, in the order of `list`. All cost time in the people who acted, so all are on by default.
pub static CATALOG: &[Measure] = &[
    reach::REACH,
    reach::EARNED_REACH,
    reach::POSITIVE_REACH,
    reach::NEGATIVE_REACH,
    reach::EXTINCT,
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
    tree::PASS_ALONG,
    tree::AMPLIFICATION,
    tree::PASSED_ON,
    tree::GENERATION_TIME,
    tree::LARGEST_TREE,
    reach::DIED_OUT,
];

/// Between which numbers the mean of a measure lies among so many people, whatever is played: by its bounds, or those of its
/// family where a part of its name is the user's own; at least 0 where nobody knows the name.
pub fn range(name: &str, people: f64) -> (f64, f64) {
    let known = all().find(|measure| measure.name == name).map(|measure| measure.bounds);
    known.or_else(|| platform::family(name).map(|(family, _)| family.bounds)).unwrap_or(Bounds::Positive).among(people)
}

/// Measures that apply only to models that know what they measure.
pub const SPECIAL: &[&str] = &["positive-reach", "negative-reach", "extinct"];

/// A cascade under observation: what several measures need is made once, when first asked for.
pub struct Observed<'a> {
    /// The cascade.
    pub cascade: &'a Cascade,
    /// Whether time is counted in rounds; the steps of a curve in continuous time are its own and no matter of a measure,
    /// which may depend on its cascade alone.
    pub grid: Grid,
    /// From how many people on it counts as an outbreak, where the scenario says.
    pub outbreak: Option<u64>,
    generations: OnceCell<Vec<u64>>,
    roots: OnceCell<Vec<u32>>,
}

impl<'a> Observed<'a> {
    /// Observes a cascade on a grid of time.
    pub fn new(cascade: &'a Cascade, grid: Grid) -> Self {
        Observed { cascade, grid, outbreak: None, generations: OnceCell::new(), roots: OnceCell::new() }
    }

    /// The same, where so many people are an outbreak.
    pub fn outbreak(self, people: Option<u64>) -> Self {
        Observed { outbreak: people, ..self }
    }

    /// How many acted at each distance from a root: N_0, N_1, ...
    pub fn generations(&self) -> &[u64] {
        self.generations.get_or_init(|| generations(self.cascade))
    }

    /// The place of each adopter's root.
    pub fn roots(&self) -> &[u32] {
        self.roots.get_or_init(|| first_roots(&self.cascade.parents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every measure says where it lies, those of practices and of a user's own names too.
    #[test]
    fn a_mean_lies_within_the_bounds_of_its_measure() {
        let any = f64::INFINITY;
        for (name, range) in [
            ("reach", (0.0, 50.0)),
            ("customers", (0.0, 50.0)),
            ("half-life", (0.0, any)),
            ("exposures-feed", (0.0, any)),
            ("npv", (-any, any)),
            ("pass-along", (0.0, 1.0)),
            ("reply-rate", (0.0, 1.0)),
            ("after-spending-share", (0.0, 1.0)),
        ] {
            assert_eq!(super::range(name, 50.0), range, "{name}");
        }
    }

    /// A share is called one in its title or unit, and is one.
    #[test]
    fn what_is_called_a_share_is_one() {
        let called = |measure: &Measure<()>| measure.title.starts_with("share of ") || measure.unit == "share";
        let wrong = all().find(|measure| called(measure) && measure.bounds != Bounds::Share);
        assert_eq!(wrong.map(|measure| measure.name), None);
    }
}
