//! Strength of ties as it changes: grown by dialogue, lost in silence, worked out when it is read.
//!
//! ```text
//! between events   w(t) = w0 + (w(t0) - w0) 2^(-(t - t0) / half-life)
//! an act           w <- w + g (1 - w)
//! ```
//!
//! Only ties that have changed take memory: 24 bytes each, 4 of them in the table that finds them.

use crate::random::mix64;

/// How strength changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Share of what is missing that an act on the other's item adds.
    pub one_way: f64,
    /// The same for an act and its answer.
    pub two_way: f64,
    /// Hours in which half of what was gained is lost; infinity: never.
    pub half_life: f64,
}

/// Strength after some hours of silence.
pub fn faded(base: f64, strength: f64, hours: f64, half_life: f64) -> f64 {
    base + (strength - base) * libm::exp2(-hours / half_life)
}

/// Strength after an act that adds a share `g` of what is missing.
pub fn grown(strength: f64, g: f64) -> f64 {
    strength + g * (1.0 - strength)
}

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
    pub fn of(&self, tie: u64, base: f64, now: f64, half_life: f64) -> f64 {
        if self.changed.is_empty() {
            return base;
        }
        match self.table[self.find(tie)] {
            0 => base,
            entry => {
                let (_, strength, at) = self.changed[entry as usize - 1];
                faded(base, strength, now - at, half_life)
            }
        }
    }

    /// An act on a tie that adds a share `g` of what is missing.
    pub fn grow(&mut self, tie: u64, base: f64, now: f64, half_life: f64, g: f64) {
        if self.changed.len() * 2 >= self.table.len() {
            let size = (self.table.len() * 2).max(64);
            self.table.clear();
            self.table.resize(size, 0);
            for entry in 0..self.changed.len() {
                let slot = self.find(self.changed[entry].0);
                self.table[slot] = entry as u32 + 1;
            }
        }
        let strength = grown(self.of(tie, base, now, half_life), g);
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

    /// One dialogue a week, half-life 90 days: 0.79369 after each in the long run.
    #[test]
    fn weekly_dialogue_comes_to_its_fixed_point() {
        let mut strengths = Strengths::default();
        let (half_life, week) = (90.0 * 24.0, 7.0 * 24.0);
        for i in 0..400 {
            strengths.grow(3, 0.1, f64::from(i) * week, half_life, 0.15);
        }
        let w = strengths.of(3, 0.1, 399.0 * week, half_life);
        let e = libm::exp2(-week / half_life);
        assert!((w - (0.15 + 0.85 * 0.1 * (1.0 - e)) / (1.0 - 0.85 * e)).abs() < 1e-12);
        assert!((w - 0.79369).abs() < 5e-6, "{w}");
        // Ninety days of silence take half of what was gained.
        let later = strengths.of(3, 0.1, 399.0 * week + half_life, half_life);
        assert!((later - (0.1 + 0.5 * (w - 0.1))).abs() < 1e-12);
    }

    /// Poisson dialogues once a week: mean strength 0.762 (mean field), within 4.5 standard errors over 200 ties.
    #[test]
    fn poisson_dialogues_come_to_the_mean_field() {
        use crate::random::{Purpose, Replicate};
        let luck = Replicate::new(1u32.into(), 0, 0).stream(Purpose::Visit);
        let (half_life, week) = (90.0 * 24.0, 7.0 * 24.0);
        let ends: Vec<f64> = (0..2000u64)
            .map(|tie| {
                let mut strengths = Strengths::default();
                let (mut now, mut k) = (0.0, 0);
                loop {
                    now += luck.exponential(tie, k) * week;
                    k += 1;
                    if now > 200.0 * week {
                        return strengths.of(tie, 0.1, 200.0 * week, half_life);
                    }
                    strengths.grow(tie, 0.1, now, half_life, 0.15);
                }
            })
            .collect();
        let n = ends.len() as f64;
        let mean = ends.iter().sum::<f64>() / n;
        let variance = ends.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        let tau = 90.0 / std::f64::consts::LN_2;
        let wanted = (0.1 / tau + 0.15 / 7.0) / (1.0 / tau + 0.15 / 7.0);
        assert!((wanted - 0.762).abs() < 5e-4, "{wanted}");
        assert!(((mean - wanted) / (variance / n).sqrt()).abs() < 4.5, "{mean} {wanted}");
    }
}
