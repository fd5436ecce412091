//! What everybody thinks at one moment.
//!
//! Opinions are whole numbers of 2^-52: sums of them are the same in any order and on any machine, what one person gives and
//! another takes is the same to the last bit, and people who agree agree exactly.

use crate::graph::{Graph, Heard};

/// The opinion 1; the opinion 0 is 0.
pub const ONE: u64 = 1 << 52;

/// A move of less than this, 2^-30 (about a thousand-millionth of the whole range), is none: where nobody could move by
/// more, opinions have settled (but see [`super::Rule::may_move`]).
pub const SETTLED: u64 = 1 << 22;

/// Everybody's opinion, and what bears on it.
#[derive(Clone, Debug)]
pub struct State<'a> {
    /// Who can hear whom.
    pub graph: &'a Graph,
    heard: &'a Heard,
    opinions: Vec<u64>,
    first: Vec<u64>,
    stubborn: Vec<bool>,
    sum: u128,
    moved: bool,
}

impl<'a> State<'a> {
    /// Of opinions at the beginning (each at most [`ONE`]), and who never changes, by person.
    ///
    /// # Panics
    /// If there is not one of each for every person.
    pub fn new(graph: &'a Graph, opinions: Vec<u64>, stubborn: Vec<bool>) -> State<'a> {
        let people = graph.people() as usize;
        assert!(opinions.len() == people && stubborn.len() == people, "one opinion for each person");
        debug_assert!(opinions.iter().all(|&opinion| opinion <= ONE));
        let sum = opinions.iter().map(|&opinion| u128::from(opinion)).sum();
        State { graph, heard: graph.heard(), first: opinions.clone(), opinions, stubborn, sum, moved: false }
    }

    /// How many people there are.
    #[inline]
    pub fn people(&self) -> u32 {
        self.opinions.len() as u32
    }

    /// Everybody's opinion, by person, from 0 to [`ONE`].
    pub fn opinions(&self) -> &[u64] {
        &self.opinions
    }

    /// The sum of all opinions.
    pub fn sum(&self) -> u128 {
        self.sum
    }

    /// What a person thinks.
    #[inline]
    pub fn of(&self, person: u32) -> u64 {
        self.opinions[person as usize]
    }

    /// What a person thought at the beginning.
    #[inline]
    pub fn first(&self, person: u32) -> u64 {
        self.first[person as usize]
    }

    /// Whether a person never changes.
    #[inline]
    pub fn is_stubborn(&self, person: u32) -> bool {
        self.stubborn[person as usize]
    }

    /// Whom a person hears, in canonical order.
    #[inline]
    pub fn heard(&self, person: u32) -> &'a [u32] {
        &self.heard.sources[self.heard.row(person)]
    }

    /// The numbers of the ties by which a person hears, in the order of [`State::heard`].
    #[inline]
    pub fn ties(&self, person: u32) -> &'a [u32] {
        &self.heard.ties[self.heard.row(person)]
    }

    /// Whether `hearer` hears `speaker`.
    #[inline]
    pub fn hears(&self, hearer: u32, speaker: u32) -> bool {
        self.graph.hearers(speaker).binary_search(&hearer).is_ok()
    }

    /// A person changes their mind, unless stubborn.
    #[inline]
    pub fn set(&mut self, person: u32, opinion: u64) {
        let old = self.opinions[person as usize];
        if old != opinion && !self.stubborn[person as usize] {
            self.opinions[person as usize] = opinion;
            self.sum = self.sum + u128::from(opinion) - u128::from(old);
            self.moved |= old.abs_diff(opinion) > SETTLED;
        }
    }

    /// Whether anybody has moved by more than [`SETTLED`] since this was last asked.
    #[inline]
    pub(super) fn has_moved(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    /// Whether everybody holds 0, or everybody 1.
    #[inline]
    pub fn is_extreme(&self) -> bool {
        self.sum == 0 || self.sum == u128::from(ONE) * self.opinions.len() as u128
    }
}

/// A number from 0 to 1 as an opinion, to the nearest 2^-52.
pub fn opinion(number: f64) -> u64 {
    debug_assert!((0.0..=1.0).contains(&number));
    (number * ONE as f64).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, builder};

    #[test]
    fn a_person_hears_the_source_of_a_tie_and_the_sum_is_kept() {
        let graph = builder::from_ties(Names::Numbered(3), vec![0, 1], vec![2, 2], false);
        let mut state = State::new(&graph, vec![0, ONE, ONE / 2], vec![false, true, false]);
        assert_eq!((state.heard(2), state.heard(0)), (&[0, 1][..], &[][..]));
        assert!(state.hears(2, 0) && !state.hears(0, 2));
        state.set(1, 0);
        assert!(!state.has_moved() && state.of(1) == ONE, "the stubborn stay");
        state.set(2, ONE / 2 + 1);
        assert!(!state.has_moved(), "a move too small to count");
        state.set(2, 0);
        assert!(state.has_moved() && !state.has_moved());
        assert_eq!((state.sum(), state.first(2), state.is_extreme()), (u128::from(ONE), ONE / 2, false));
        assert_eq!([0.0, 0.5, 1.0].map(opinion), [0, ONE / 2, ONE]);
    }
}
