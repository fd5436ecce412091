//! Strength of ties as it changes: grown by dialogue, lost in silence, worked out when it is read.
//!
//! ```text
//! between events   w(t) = w0 + (w(t0) - w0) exp(-(t - t0) / tau)
//! an act           w <- w + g (1 - w)
//! ```
//!
//! Only ties that have changed take memory: 24 bytes each, 4 of them in the table that finds them.

use crate::audience::relationship::{decayed, grown};
use crate::random::mix64;

/// Strengths that differ from what they were at the beginning.
#[derive(Debug, Default)]
pub struct Strengths {
    /// Numbers of entries by hash of the tie; 0: empty, else 1 + the number.
    table: Vec<u32>,
    /// Tie, strength when it last changed, and when.
    changed: Vec<(u64, f64, f64)>,
}

impl Strengths {
    /// As at the beginning.
    pub fn clear(&mut self) {
        self.table.fill(0);
        self.changed.clear();
    }

    #[inline]
    fn find(&self, tie: u64) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = mix64(tie) as usize & mask;
        while self.table[slot] != 0 && self.changed[self.table[slot] as usize - 1].0 != tie {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The strength of a tie now; `base` is what it was at the beginning.
    #[inline]
    pub fn of(&self, tie: u64, base: f64, now: f64, tau: f64) -> f64 {
        if self.changed.is_empty() {
            return base;
        }
        match self.table[self.find(tie)] {
            0 => base,
            entry => {
                let (_, strength, at) = self.changed[entry as usize - 1];
                decayed(base, strength, now - at, tau)
            }
        }
    }

    /// An act on a tie that adds a share `g` of what is missing.
    pub fn grow(&mut self, tie: u64, base: f64, now: f64, tau: f64, g: f64) {
        self.set(tie, now, grown(self.of(tie, base, now, tau), g));
    }

    /// The strength of a tie from now on.
    pub fn set(&mut self, tie: u64, now: f64, strength: f64) {
        if self.changed.len() * 2 >= self.table.len() {
            let size = (self.table.len() * 2).max(64);
            self.table.clear();
            self.table.resize(size, 0);
            for entry in 0..self.changed.len() {
                let slot = self.find(self.changed[entry].0);
                self.table[slot] = entry as u32 + 1;
            }
        }
        let slot = self.find(tie);
        match self.table[slot] {
            0 => {
                self.changed.push((tie, strength, now));
                self.table[slot] = self.changed.len() as u32;
            }
            entry => self.changed[entry as usize - 1] = (tie, strength, now),
        }
    }

    /// Every tie that has changed, with its strength when it last did, and when; in the order of their first change.
    pub fn changed(&self) -> &[(u64, f64, f64)] {
        &self.changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// n dialogues without decay: 1 - (1 - w0)(1 - g)^n; from 0.1 with 0.15: .235 .3498 .4473 .5302 .6007.
    #[test]
    fn dialogues_add_up() {
        let mut strengths = Strengths::default();
        for wanted in [0.235, 0.3498, 0.4473, 0.5302, 0.6007] {
            strengths.grow(7, 0.1, 5.0, f64::INFINITY, 0.15);
            assert!((strengths.of(7, 0.1, 9.0, f64::INFINITY) - wanted).abs() < 5e-5);
        }
        assert_eq!(strengths.of(8, 0.25, 9.0, f64::INFINITY), 0.25);
    }

    /// A thousand ties, each with a dialogue a week, half-life 90 days: 0.79369 after each in the long run, and half of what
    /// was gained after 90 days of silence.
    #[test]
    fn weekly_dialogue_comes_to_its_fixed_point() {
        let mut strengths = Strengths::default();
        let (tau, week) = (90.0 * 24.0 / std::f64::consts::LN_2, 7.0 * 24.0);
        for i in 0..400 {
            (0..1000).for_each(|tie| strengths.grow(tie * 77, 0.1, f64::from(i) * week, tau, 0.15));
        }
        for tie in 0..1000 {
            let w = strengths.of(tie * 77, 0.1, 399.0 * week, tau);
            assert!((w - 0.79369).abs() < 5e-6, "{w}");
            let later = strengths.of(tie * 77, 0.1, 399.0 * week + 90.0 * 24.0, tau);
            assert!((later - (0.1 + 0.5 * (w - 0.1))).abs() < 1e-12);
        }
        assert_eq!(strengths.changed().len(), 1000);
    }
}
