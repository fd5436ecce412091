//! What may be said of a seed set, and with what probability.
//!
//! All bounds of all rounds hold at once with probability 1 - delta: round i may be wrong with delta / (i (i + 1)), half of it
//! in the upper bound, a quarter in the lower bound of the greedy choice, a quarter shared by the other candidates. So it
//! is as good to stop at any round, for any reason, and to keep the best bounds seen.
//!
//! * **Lower**: hits of a fixed seed set among independent sets are binomial, so that E(S) + W p- with p- of Clopper and
//!   Pearson is above the spread with the allowed probability at most.
//! * **Upper**: the best seed set does not depend on the sets; whatever it is estimated at lies below the greedy bound, and
//!   its true spread above its estimate by no more than the Chernoff bound allows.
//! * **Noise**: the greedy choice was made on the sets that estimate it, so that estimate is too high, by a part nu. It is
//!   known, the spread is not, and [lower, upper] of the spread makes an interval for nu.

use super::roots::Roots;
use crate::statistics::binomial;

/// The probability that round i (from 1) may use up, of `all` rounds together.
pub fn share(all: f64, round: u32) -> f64 {
    all / (f64::from(round) * f64::from(round + 1))
}

/// The lower bound of the spread of a seed set of which so many of so many sets were met.
pub fn lower(roots: &Roots, seeds: &[u32], hits: u64, sets: u64, alpha: f64) -> f64 {
    let sampled = roots.own_of(seeds) + roots.weight * binomial::lower(hits, sets, alpha);
    sampled.max(roots.value_of(seeds))
}

/// The upper bound of the spread of a seed set of which so many of so many sets were met.
pub fn upper(roots: &Roots, seeds: &[u32], hits: u64, sets: u64, alpha: f64) -> f64 {
    let sampled = roots.own_of(seeds) + roots.weight * binomial::upper(hits, sets, alpha);
    sampled.min(roots.all).max(roots.value_of(seeds))
}

/// The estimate of the spread: no less than the seed set is worth by itself, nor more than all people are.
pub fn mean(roots: &Roots, seeds: &[u32], hits: u64, sets: u64) -> f64 {
    let sampled = roots.own_of(seeds) + roots.weight * (hits as f64 / sets as f64);
    sampled.min(roots.all).max(roots.value_of(seeds))
}

/// The upper bound of the spread of every seed set within the terms, of which none is estimated above `most` and none meets more
/// than `most_hits` sets.
pub fn best(roots: &Roots, most: f64, most_hits: f64, sets: u64, alpha: f64) -> f64 {
    let above = if roots.are_live() {
        let share = (most_hits / sets as f64).clamp(0.0, 1.0);
        most + roots.weight * binomial::widest_chernoff(share, sets as f64, alpha)
    } else {
        // Rounding of sums of gains may not cut a hit off.
        let hits = (most_hits * (1.0 + 1e-12)).floor().min(sets as f64);
        roots.weight * binomial::upper(hits as u64, sets, alpha)
    };
    above.min(roots.all)
}
