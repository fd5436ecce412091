//! The one law behind all models: **an act happens when the dose reaches a threshold**.
//!
//! Person v acts at the first time at which D_v >= theta_v, where D_v sums the doses of v's exposures and theta_v is drawn
//! from a threshold law before the replicate begins. Threshold law, dose rule and infectious life make the model:
//!
//! | model | threshold | dose of one exposure from u | infectious life |
//! |---|---|---|---|
//! | independent cascade | Exp(1) | -ln(1 - p) | one round |
//! | linear threshold | uniform on (0, 1] | weight of the tie | forever |
//! | general threshold | uniform on (0, 1] | f(A + u) - f(A) | forever |
//! | Granovetter, complex contagion | a count | 1 | forever |
//! | Watts | a share | 1 / k | forever |
//! | SI, SIR in rounds | Exp(1) | -ln(1 - b) a round | forever, geometric or fixed |
//! | SI, SIR, Bass in continuous time | Exp(1) | rate x time | forever, exponential or fixed |
//! | Maki-Thompson | Exp(1) | rate x time | until stifled by a contact |
//!
//! A [`Law`] is such a choice made ready for one network. Exponential thresholds have a second, equivalent form, the
//! **live-edge coupling**: each tie throws its own coin, and v acts when the first live tie reaches it. It is as exact and
//! much faster, so it is what `Tries` and `Rates` are played by; `Thresholds` keeps one threshold per person. Both forms
//! of one model give the same distribution, not the same replicates.
//!
//! Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network* (KDD 2003), sections 2 and 3,
//! give the equivalence for rounds.

use crate::graph::{PerPerson, PerTie, Sifted};
use crate::random::Chance;

/// A rule of spreading, made ready for one network.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// In rounds, by coins: an adopter tries each of its ties once a round as long as its life lasts.
    Tries {
        /// Chance of one try.
        chance: Sifted<Chance>,
        /// How many rounds an adopter tries.
        life: Rounds,
    },
    /// In rounds, by one threshold per person.
    Thresholds(Rule),
    /// In continuous time: an adopter exposes each hearer at a rate as long as its life lasts.
    Rates {
        /// Rate of one tie, per unit of time, at least 0.
        rate: Sifted<f64>,
        /// Rate at which a person acts by no tie at all, per unit of time, at least 0.
        outside: f64,
        /// How long an adopter exposes others.
        life: Life,
    },
    /// By contacts with one hearer at a time, which may end the spreader's life.
    Contacts(Contacts),
}

/// Infectious life in rounds, at least one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rounds {
    /// This many; `u32::MAX` is forever.
    Fixed(u32),
    /// Ends after each round with this chance.
    Geometric(Chance),
}

/// Infectious life in continuous time, in the model's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Life {
    /// Exactly this long; infinity is forever.
    Fixed(f64),
    /// Ends at this rate.
    Exponential(f64),
}

/// Threshold and dose where each person has one threshold.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// As many adopters must be heard; 0 acts at the start, unasked, and `u32::MAX` never.
    Count(PerPerson<u32>),
    /// As many must be heard as a uniform share of all whom the person hears: theta k, theta uniform on (0, 1].
    Share,
    /// The weights of the adopters heard must reach theta. Weights are in units of 2^-63, so their sum is exact in any
    /// order.
    Weights(PerTie<u64>),
    /// As `Weights`, by the live-edge coupling: theta picks at most one of the people heard, each with its weight as
    /// probability; the entry is the lower and upper end of the tie's interval, in units of 2^-63.
    OneOf(Vec<(u64, u64)>),
    /// 1 - prod(1 - p) over the adopters heard must reach theta.
    Independent(PerTie<f64>),
}

/// One whole in the units of [`Rule::Weights`].
pub const WHOLE: u64 = 1 << 63;

/// How spreaders meet hearers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contacts {
    /// Contacts of a spreader per unit of time; `None`: one in each round, all at once.
    pub rate: Option<f64>,
    /// Chance that a contact with a person who has not acted makes that person act.
    pub spread: Chance,
    /// Chance that a contact with a person who has acted ends the spreader's life.
    pub stifle: Chance,
}
