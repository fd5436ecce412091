//! Columns: one fact per person or per tie, stored only as finely as it differs.

use super::Graph;
use crate::machine::room;
use crate::random::Chance;
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
    /// The bits, and what one of them stands for.
    bits: OnceLock<(f64, Vec<u16>)>,
}

impl<T: Copy> Sifted<T> {
    /// `None` where all are the same.
    fn bits(&self, graph: &Graph, unit: impl Fn(&[T]) -> f64, bits: impl Fn(T, f64) -> u16) -> Option<(f64, &[u16])> {
        let made = |values: &[T]| {
            let unit = unit(values);
            let mut all = room(values.len());
            all.extend(values.iter().map(|&value| bits(value, unit)));
            (unit, all)
        };
        let made = match &self.values {
            PerTie::Same(_) => return None,
            PerTie::Each(values) => self.bits.get_or_init(|| made(values)),
            PerTie::ByHearer(values) => self.bits.get_or_init(|| {
                let (unit, by_hearer) = made(values);
                let mut all = room(graph.ties());
                all.extend(graph.targets().iter().map(|&hearer| by_hearer[hearer as usize]));
                (unit, all)
            }),
        };
        Some((made.0, &made.1))
    }
}

impl Sifted<Chance> {
    /// The digit of each tie's chance, by number of the tie, made when first asked for; `None` where all are the same.
    pub fn digits(&self, graph: &Graph) -> Option<&[u16]> {
        self.bits(graph, |_| 1.0, |chance, _| chance.digit()).map(|(_, digits)| digits)
    }
}

impl Sifted<f64> {
    /// How many whole steps each tie's rate has, by number of the tie, and the length of a step; made when first asked for.
    /// `None` where all are the same.
    pub fn steps(&self, graph: &Graph) -> Option<(f64, &[u16])> {
        let step = |rates: &[f64]| rates.iter().copied().fold(f64::MIN_POSITIVE, f64::max) / 255.0;
        self.bits(graph, step, |rate, step| (rate / step) as u16)
    }
}

impl<T> From<PerTie<T>> for Sifted<T> {
    fn from(values: PerTie<T>) -> Self {
        Sifted { values, bits: OnceLock::new() }
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
