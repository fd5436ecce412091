//! Columns: one fact per person or per tie, stored only as finely as it differs.

use super::Graph;
use std::ops::Deref;
use std::sync::OnceLock;

/// A fact about each person.
#[derive(Clone, Debug, PartialEq)]
pub enum PerPerson<T> {
    /// The same for all.
    Same(T),
    /// By person.
    Each(Vec<T>),
}

impl<T: Copy> PerPerson<T> {
    /// Of a person.
    #[inline]
    pub fn of(&self, person: u32) -> T {
        match self {
            PerPerson::Same(value) => *value,
            PerPerson::Each(values) => values[person as usize],
        }
    }
}

/// A fact about each tie.
#[derive(Clone, Debug, PartialEq)]
pub enum PerTie<T> {
    /// The same for all.
    Same(T),
    /// By the person who hears: 4 or 8 bytes a person where a value per tie would take as much a tie.
    ByHearer(Vec<T>),
    /// By number of the tie.
    Each(Vec<T>),
}

impl<T: Copy> PerTie<T> {
    /// Of a tie of the graph.
    #[inline]
    pub fn of(&self, tie: usize, graph: &Graph) -> T {
        match self {
            PerTie::Same(value) => *value,
            PerTie::ByHearer(values) => values[graph.targets()[tie] as usize],
            PerTie::Each(values) => values[tie],
        }
    }

    /// The same column of another fact.
    pub fn map<U>(&self, f: impl Fn(T) -> U) -> PerTie<U> {
        match self {
            PerTie::Same(value) => PerTie::Same(f(*value)),
            PerTie::ByHearer(values) => PerTie::ByHearer(values.iter().map(|&value| f(value)).collect()),
            PerTie::Each(values) => PerTie::Each(values.iter().map(|&value| f(value)).collect()),
        }
    }
}

/// A fact about each tie, and 16 bits of it for each tie where ties differ: all that most kernels read, 2 bytes a tie.
#[derive(Clone, Debug)]
pub struct Sifted<T> {
    values: PerTie<T>,
    digits: OnceLock<Vec<u16>>,
}

impl<T: Copy> Sifted<T> {
    /// The 16 bits `digit` of each tie's value, by number of the tie; made when first asked for (always ask for the same of
    /// the same graph). `None` where all are the same.
    pub fn digits(&self, graph: &Graph, digit: impl Fn(T) -> u16) -> Option<&[u16]> {
        let made = || match &self.values {
            PerTie::Same(_) => Vec::new(),
            PerTie::Each(values) => values.iter().map(|&value| digit(value)).collect(),
            PerTie::ByHearer(values) => {
                let by_hearer: Vec<u16> = values.iter().map(|&value| digit(value)).collect();
                graph.targets().iter().map(|&hearer| by_hearer[hearer as usize]).collect()
            }
        };
        (!matches!(self.values, PerTie::Same(_))).then(|| &self.digits.get_or_init(made)[..])
    }
}

impl<T> From<PerTie<T>> for Sifted<T> {
    fn from(values: PerTie<T>) -> Self {
        Sifted { values, digits: OnceLock::new() }
    }
}

impl<T> Deref for Sifted<T> {
    type Target = PerTie<T>;
    fn deref(&self) -> &PerTie<T> {
        &self.values
    }
}

impl<T: PartialEq> PartialEq for Sifted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}
