//! Drawing in proportion to weights, in constant time.

use crate::random::{Chance, below};

/// Draws places in proportion to weights in constant time (Walker 1977, Vose 1991).
#[derive(Clone, Debug, Default)]
pub struct Alias {
    cells: Vec<(Chance, u32)>,
}

impl Alias {
    /// From weights of at least 0, not all 0.
    pub fn new(weights: &[f64]) -> Alias {
        let n = weights.len();
        let sum: f64 = weights.iter().sum();
        let mut scaled: Vec<f64> = weights.iter().map(|weight| weight * n as f64 / sum).collect();
        let mut cells = vec![(Chance::CERTAIN, 0); n];
        let (mut small, mut large): (Vec<u32>, Vec<u32>) = (0..n as u32).partition(|&i| scaled[i as usize] < 1.0);
        while let (Some(&low), Some(&high)) = (small.last(), large.last()) {
            small.pop();
            cells[low as usize] = (Chance::of(scaled[low as usize].clamp(0.0, 1.0)), high);
            scaled[high as usize] -= 1.0 - scaled[low as usize];
            if scaled[high as usize] < 1.0 {
                large.pop();
                small.push(high);
            }
        }
        Alias { cells }
    }

    /// The place for 128 random bits.
    #[inline]
    pub fn draw(&self, which: u64, coin: u64) -> u32 {
        let i = below(which, self.cells.len() as u64) as usize;
        let (chance, other) = self.cells[i];
        if chance.met(coin) { i as u32 } else { other }
    }
}
