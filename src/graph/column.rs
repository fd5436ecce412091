//! Columns: one fact per person or per tie, stored only as finely as it differs.

use super::Graph;

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
