//! The memory of one thread, reused from replicate to replicate.

use super::queue::Queue;
use super::worlds::{Seen, Shares};
use crate::cascade::{Cascade, NOBODY};
use crate::machine::{Machine, Sifter, grow};

/// Who has acted, and what the kernels keep beside it. Made empty, it grows to the network it meets.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Places of live ties of one row.
    pub(super) places: Vec<u32>,
    pub(super) acted: Bits,
    /// Throws coins.
    pub(super) sifter: Sifter,
    /// What is due.
    pub(super) queue: Queue,
    /// Dose and threshold per person where a model keeps them; entries of people in `touched` differ from the default.
    pub(super) doses: Vec<Dose>,
    pub(super) touched: Vec<u32>,
    /// How many more must be heard, where a model counts voices; entries of people in `touched` differ from 0.
    pub(super) left: Vec<u32>,
    /// When each person is due to act at the latest, for people in `touched`.
    pub(super) due: Vec<f64>,
    /// The place in the cascade of each person who acted, while a finished cascade is looked at; else `NOBODY`.
    pub(super) place_of: Vec<u32>,
    /// Where each person stands in a life of stages; entries of people in `touched` differ from the default.
    pub(super) stages: Vec<Stage>,
    /// What plays share.
    pub(super) shares: Shares,
}

/// Where a person stands who may act more than once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stage {
    /// The person can act after this time.
    pub busy_until: f64,
    /// How many spells there have been.
    pub spells: u32,
    /// Place in the cascade.
    pub place: u32,
}

impl Default for Stage {
    fn default() -> Self {
        Stage { busy_until: -1.0, spells: 0, place: NOBODY }
    }
}

/// Dose so far and threshold of one person, in the units of the rule.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dose {
    pub met: u64,
    pub needed: u64,
}

impl Scratch {
    /// Scratch for any network.
    pub fn new() -> Self {
        Scratch::default()
    }

    /// Scratch that uses this code of those that give the same.
    pub fn on(machine: Machine) -> Self {
        Scratch { sifter: Sifter { machine, ..Sifter::default() }, ..Scratch::default() }
    }

    /// From here on plays of one law on one network with one luck share what they find of its ties ([`super::worlds`]);
    /// with `false`, and before, each is played alone. What was shared is forgotten.
    pub fn share(&mut self, shared: bool) {
        self.shares.share(shared);
    }

    /// What the shared world was asked for since then.
    pub fn seen(&self) -> Seen {
        self.shares.seen()
    }

    pub(super) fn begin(&mut self, people: u32) {
        self.acted.grow(people);
    }

    /// Takes back what a replicate wrote, in time proportional to what it touched.
    pub(super) fn end(&mut self, cascade: &Cascade) {
        for &person in &cascade.people {
            self.acted.empty_around(person);
        }
        for &person in &self.touched {
            if let Some(dose) = self.doses.get_mut(person as usize) {
                *dose = Dose::default();
            }
            if let Some(left) = self.left.get_mut(person as usize) {
                *left = 0;
            }
            if let Some(due) = self.due.get_mut(person as usize) {
                *due = f64::INFINITY;
            }
            if let Some(stage) = self.stages.get_mut(person as usize) {
                *stage = Stage::default();
            }
        }
        self.touched.clear();
    }

    pub(super) fn with_doses(&mut self, people: u32) {
        grow(&mut self.doses, people as usize, Dose::default());
    }

    pub(super) fn with_left(&mut self, people: u32) {
        grow(&mut self.left, people as usize, 0);
    }

    /// Notes the place of everybody who acted; to be taken back by [`Scratch::without_places`].
    pub(super) fn with_places(&mut self, people: u32, cascade: &Cascade) {
        grow(&mut self.place_of, people as usize, NOBODY);
        for (place, &person) in cascade.people.iter().enumerate() {
            self.place_of[person as usize] = place as u32;
        }
    }

    pub(super) fn without_places(&mut self, cascade: &Cascade) {
        for &person in &cascade.people {
            self.place_of[person as usize] = crate::cascade::NOBODY;
        }
    }

    pub(super) fn with_stages(&mut self, people: u32) {
        grow(&mut self.stages, people as usize, Stage::default());
    }

    pub(super) fn with_due(&mut self, people: u32) {
        grow(&mut self.due, people as usize, f64::INFINITY);
    }
}

/// One bit a person.
#[derive(Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub fn grow(&mut self, people: u32) {
        let words = people.div_ceil(64) as usize;
        grow(&mut self.words, words, 0);
    }

    #[inline]
    pub fn contains(&self, person: u32) -> bool {
        self.words[person as usize / 64] >> (person % 64) & 1 == 1
    }

    /// Whether the person was not in before.
    #[inline]
    pub fn insert(&mut self, person: u32) -> bool {
        let word = &mut self.words[person as usize / 64];
        let bit = 1 << (person % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Takes out a person and some others: for when all are taken out.
    #[inline]
    pub fn empty_around(&mut self, person: u32) {
        self.words[person as usize / 64] = 0;
    }

    #[inline]
    pub fn remove(&mut self, person: u32) {
        self.words[person as usize / 64] &= !(1 << (person % 64));
    }
}
