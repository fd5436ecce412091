//! The record of one run: who acted, when, by whom.

/// Stands for a parent where there is none.
pub const NOBODY: u32 = u32::MAX;

/// One cascade: everybody who acted, in order of time. Those asked at the beginning come first, in canonical order.
///
/// Three columns of the same length, and a fourth where a model tells good words from bad ones. A parent is named by its place in this record and always stands before its children,
/// so a pass from the back sees children before parents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cascade {
    /// Who acted.
    pub people: Vec<u32>,
    /// Place of the one whose exposure was met last, or [`NOBODY`] for the seed set and those who acted by no tie. Of several
    /// in one round it is the first in the order of the cascade, unless the law says otherwise; lots are drawn by
    /// [`fair_parents`](crate::engine::voices::fair_parents).
    pub parents: Vec<u32>,
    /// When: a round, or a time in the model's unit; 0 for those asked at the beginning.
    pub times: Vec<f64>,
    /// Whether each spreads bad words; empty where a model knows no bad words.
    pub negative: Vec<bool>,
    /// How many of these people are the seed set. Those asked at the beginning are the first places; those asked in later
    /// waves stand where their time puts them.
    pub seeds: usize,
    /// The places of those among them behind somebody who was not asked, in ascending order.
    pub later: Vec<u32>,
    /// Whether it died out by itself; `None` where a model cannot tell.
    pub extinct: Option<bool>,
    /// Where people stop: when each spell of somebody being active began and ended, in order of beginning; infinity for one
    /// that lasts beyond the horizon. Empty where the rule knows no end of a person's part.
    pub spells: Vec<[f64; 2]>,
}

impl Cascade {
    /// Reach: how many people acted, seed set included.
    pub fn reach(&self) -> usize {
        self.people.len()
    }

    /// Forgets everything but its memory.
    pub fn clear(&mut self) {
        self.people.clear();
        self.parents.clear();
        self.times.clear();
        self.negative.clear();
        self.spells.clear();
        self.seeds = 0;
        self.later.clear();
        self.extinct = None;
    }

    /// One more act, not earlier than the last.
    #[inline]
    pub fn push(&mut self, person: u32, parent: u32, time: f64) {
        debug_assert!(parent == NOBODY || (parent as usize) < self.people.len());
        debug_assert!(self.times.last().is_none_or(|&last| last <= time));
        self.people.push(person);
        self.parents.push(parent);
        self.times.push(time);
    }

    /// One more act, of somebody who was asked; not earlier than the last.
    pub fn push_asked(&mut self, person: u32, time: f64) {
        if self.seeds < self.people.len() {
            self.later.push(self.people.len() as u32);
        }
        self.seeds += 1;
        self.push(person, NOBODY, time);
    }

    /// Whether the one at a place was asked, at the beginning or later.
    pub fn is_asked(&self, place: usize) -> bool {
        place < self.seeds - self.later.len() || self.later.binary_search(&(place as u32)).is_ok()
    }

    /// How many ties lie between each act and the root of its tree, by place.
    pub fn hops(&self) -> Vec<u32> {
        let mut hops: Vec<u32> = Vec::with_capacity(self.reach());
        for &parent in &self.parents {
            hops.push(if parent == NOBODY { 0 } else { hops[parent as usize] + 1 });
        }
        hops
    }
}
