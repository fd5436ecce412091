//! How it spreads: by people who act, or by people who change their minds.

use crate::catalog::{Entry, Key};
use crate::measure::Outcome;
use crate::model::{self, Model, Strength};
use crate::opinion::{self, Opinion};
use std::sync::OnceLock;

/// The one rule of `[spread.NAME]`.
pub enum Spread {
    /// People act, once and for all.
    Adoption(Box<dyn Model>),
    /// People hold opinions, and change them.
    Opinion(Box<dyn Opinion>),
}

/// Most rounds of a model of opinions.
pub const MOST_ROUNDS: u64 = u32::MAX as u64;

impl Spread {
    /// What the third column of a network file is to it.
    pub fn strength(&self) -> Strength {
        match self {
            Spread::Adoption(model) => model.strength(),
            Spread::Opinion(opinion) => opinion.strength(),
        }
    }

    /// Whether time is measured in rounds.
    pub fn in_rounds(&self) -> bool {
        match self {
            Spread::Adoption(model) => model.in_rounds(),
            Spread::Opinion(_) => true,
        }
    }

    /// Whether something can happen with nobody asked first.
    pub fn starts_alone(&self) -> bool {
        match self {
            Spread::Adoption(model) => model.starts_alone(),
            Spread::Opinion(_) => true,
        }
    }

    /// Whether it is known when people stop.
    pub fn stops(&self) -> bool {
        match self {
            Spread::Adoption(model) => model.stops(),
            Spread::Opinion(_) => false,
        }
    }

    /// What campaigns are after.
    pub fn outcome(&self) -> Outcome {
        match self {
            Spread::Adoption(_) => Outcome::Reach,
            Spread::Opinion(opinion) if opinion.is_binary() => Outcome::Convinced,
            Spread::Opinion(_) => Outcome::Opinion,
        }
    }
}

/// The names of all models as keys of `[spread]`.
pub fn keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| model::KEYS.iter().chain(opinion::KEYS).copied().collect())
}

/// Paper and exact check of a model.
pub fn entry(name: &str) -> Option<(&'static str, &'static str)> {
    fn of<T>(catalog: &[&'static Entry<T>], name: &str) -> Option<(&'static str, &'static str)> {
        catalog.iter().find(|entry| entry.name == name).map(|entry| (entry.reference, entry.check))
    }
    of(model::CATALOG, name).or_else(|| of(opinion::CATALOG, name))
}
