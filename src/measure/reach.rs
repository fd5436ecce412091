//! How many acted.

use super::{Measure, Observed};
use crate::cascade::Cascade;
use crate::quantity::Bounds;

/// Everybody who acted.
pub const REACH: Measure = Measure {
    name: "reach",
    title: "people who acted, seed set included",
    unit: "people",
    reference: "",
    bounds: Bounds::People,
    of: |observed| Some(observed.cascade.reach() as f64),
};

/// Everybody who acted without having been asked.
pub const EARNED_REACH: Measure = Measure {
    name: "earned-reach",
    title: "people who acted and were not asked: the seed set, advocates and whoever else was asked are left out",
    unit: "people",
    reference: "",
    bounds: Bounds::People,
    of: |observed| Some((observed.cascade.reach() - observed.cascade.seeds) as f64),
};

/// Those who spread good words, or bad ones.
fn words(observed: &Observed, negative: bool) -> Option<f64> {
    let Cascade { negative: words, people, .. } = observed.cascade;
    // The empty cascade has no words of either kind.
    (words.len() == people.len() && !words.is_empty())
        .then(|| words.iter().filter(|&&bad| bad == negative).count() as f64)
}

/// Everybody who acted and says good things.
pub const POSITIVE_REACH: Measure = Measure {
    name: "positive-reach",
    title: "people who acted and spread good words, where a model tells them from bad ones",
    unit: "people",
    reference: "Chen and others, Influence maximization when negative opinions may emerge, 2011",
    bounds: Bounds::People,
    of: |observed| words(observed, false),
};

/// Everybody who acted and says bad things.
pub const NEGATIVE_REACH: Measure = Measure {
    name: "negative-reach",
    title: "people who acted and spread bad words",
    unit: "people",
    reference: "Chen and others, Influence maximization when negative opinions may emerge, 2011",
    bounds: Bounds::People,
    of: |observed| words(observed, true),
};

/// Whether a branching process, or a process of events, died out by itself.
pub const EXTINCT: Measure = Measure {
    name: "extinct",
    title: "1 where the process died out before its horizon and its largest size, else 0: the mean is a probability",
    unit: "",
    reference: "",
    bounds: Bounds::Share,
    of: |observed| observed.cascade.extinct.map(|extinct| f64::from(u8::from(extinct))),
};
/// Whether it came to nothing.
pub const DIED_OUT: Measure = Measure {
    name: "died-out",
    title: "1 where fewer people acted than the scenario's `outbreak` says (nobody but the seed set, where it says nothing), else 0; its mean is the probability of extinction",
    unit: "",
    reference: "Harris, The theory of branching processes, 1963",
    bounds: Bounds::Share,
    of: |observed| {
        let cascade = observed.cascade;
        let least = observed.outbreak.unwrap_or(cascade.seeds as u64 + 1);
        Some(f64::from(u8::from((cascade.reach() as u64) < least)))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::{Cascade, NOBODY};
    use crate::measure::{Grid, Observed};

    #[test]
    fn a_cascade_dies_out_below_an_outbreak_or_with_its_seed_set() {
        let mut cascade = Cascade {
            people: vec![4, 7],
            parents: vec![NOBODY; 2],
            times: vec![0.0; 2],
            seeds: 2,
            ..Cascade::default()
        };
        let died =
            |cascade: &Cascade, outbreak| (DIED_OUT.of)(&Observed::new(cascade, Grid::Rounds).outbreak(outbreak));
        assert_eq!(died(&cascade, None), Some(1.0));
        cascade.push(1, 0, 1.0);
        assert_eq!([None, Some(3), Some(4)].map(|outbreak| died(&cascade, outbreak)), [0.0, 0.0, 1.0].map(Some));
    }
}
