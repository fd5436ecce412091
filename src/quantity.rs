//! Numbers that can only be legal.

use serde::{Deserialize, Serialize};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $what:literal, $legal:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(f64);

        impl $name {
            /// The number, if it is legal.
            pub fn new(value: f64) -> Option<Self> {
                let legal: fn(f64) -> bool = $legal;
                // Adding zero turns -0 into 0.
                legal(value).then_some($name(value + 0.0))
            }

            /// The plain number.
            pub fn get(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = &'static str;
            fn try_from(value: f64) -> Result<Self, Self::Error> {
                $name::new(value).ok_or($what)
            }
        }

        impl From<$name> for f64 {
            fn from(quantity: $name) -> f64 {
                quantity.0
            }
        }
    };
}

quantity!(
    /// A probability, in [0, 1].
    Probability, "a probability must lie between 0 and 1", |x| (0.0..=1.0).contains(&x)
);
quantity!(
    /// A rate per unit of time: finite, at least 0.
    Rate, "a rate must be a number of at least 0", |x| x.is_finite() && x >= 0.0
);

/// Between which numbers a quantity lies, whatever is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// Any number.
    Any,
    /// At least 0.
    Positive,
    /// So many different people: from 0 to all there are.
    People,
    /// A share of something, or 0 and 1, whose mean is a probability.
    Share,
}

impl Bounds {
    /// The least and the most, among so many people.
    pub fn among(self, people: f64) -> (f64, f64) {
        match self {
            Bounds::Any => (f64::NEG_INFINITY, f64::INFINITY),
            Bounds::Positive => (0.0, f64::INFINITY),
            Bounds::People => (0.0, people),
            Bounds::Share => (0.0, 1.0),
        }
    }
}

/// What one step of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A synchronous round.
    Round,
    /// An hour: rates or horizon were given with a unit.
    Hour,
    /// Whatever unit the plain rates are in.
    Unit,
}

impl Unit {
    /// Its word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Round => "round",
            Unit::Hour => "hour",
            Unit::Unit => "unit",
        }
    }

    /// The unit of that word.
    pub fn of(word: &str) -> Option<Unit> {
        [Unit::Round, Unit::Hour, Unit::Unit].into_iter().find(|unit| unit.word() == word)
    }
}

/// The random seed: a whole number from 0 to 2^53 - 1, so that every JSON reader keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct RandomSeed(u64);

impl RandomSeed {
    /// The largest random seed, 2^53 - 1.
    pub const MAX: u64 = (1 << 53) - 1;

    /// The random seed, if it is at most [`RandomSeed::MAX`].
    pub fn new(value: u64) -> Option<Self> {
        (value <= Self::MAX).then_some(RandomSeed(value))
    }

    /// The plain number.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for RandomSeed {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        RandomSeed::new(value).ok_or("a random seed is a whole number from 0 to 9007199254740991")
    }
}

impl From<u32> for RandomSeed {
    fn from(value: u32) -> RandomSeed {
        RandomSeed(value.into())
    }
}

impl From<RandomSeed> for u64 {
    fn from(random_seed: RandomSeed) -> u64 {
        random_seed.0
    }
}
