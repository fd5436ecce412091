//! Numbers of one entity, read one after the other.

use super::{Stream, below, mix64, uniform};
use std::convert::Infallible;

/// The numbers of one entity, in sequence, by SplitMix64 with a start and a step of the entity's own (Steele, Lea and Flood,
/// *Fast splittable pseudorandom number generators*, OOPSLA 2014): for loops that read many numbers of many entities.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    pub(super) state: u64,
    pub(super) gamma: u64,
}

impl Draws {
    /// The next 64 bits.
    #[inline]
    pub fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(self.gamma);
        mix64(self.state)
    }

    /// A whole number below `bound` (above 0), each equally likely to within 2^-32.
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        below(self.next_bits(), bound.into()) as u32
    }
}

/// The numbers of one entity, in sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub(super) stream: Stream,
    pub(super) entity: u64,
    pub(super) index: u64,
}

impl Sequence {
    /// The next 64 bits.
    #[inline]
    pub fn next_bits(&mut self) -> u64 {
        let bits = self.stream.bits(self.entity, self.index);
        self.index += 1;
        bits
    }

    /// The next number in (0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        uniform(self.next_bits())
    }

    /// A whole number below `bound` (above 0), each equally likely: Lemire's multiplication with rejection
    /// (*Fast random integer generation in an interval*, 2019).
    #[inline]
    pub fn below(&mut self, bound: u64) -> u64 {
        debug_assert!(bound > 0);
        loop {
            let product = u128::from(self.next_bits()) * u128::from(bound);
            if (product as u64) >= bound || (product as u64) >= bound.wrapping_neg() % bound {
                return (product >> 64) as u64;
            }
        }
    }

    /// The first `count` of a random order of 0..n; the first k of a longer draw are the draw of k.
    /// Time and memory in `count` alone: the order is shuffled only as far as it is read.
    pub fn distinct(&mut self, n: u32, count: u32) -> Vec<u32> {
        let count = count.min(n);
        let mut moved = std::collections::BTreeMap::new();
        (0..count)
            .map(|i| {
                let j = i + self.below(u64::from(n - i)) as u32;
                let at_i = moved.get(&i).copied().unwrap_or(i);
                let picked = if j == i { at_i } else { moved.get(&j).copied().unwrap_or(j) };
                moved.insert(j, at_i);
                picked
            })
            .collect()
    }
}

impl rand::TryRng for Sequence {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_bits() as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next_bits())
    }
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for chunk in out.chunks_mut(8) {
            let bytes = self.next_bits().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // powers of two are exact
mod tests {
    use crate::quantity::RandomSeed;
    use crate::random::{Purpose, Replicate};

    fn replicate(random_seed: u64, replicate: u64) -> Replicate {
        Replicate::new(RandomSeed::new(random_seed).unwrap(), replicate, 0)
    }

    #[test]
    fn distinct_draws_are_distinct_and_nested() {
        let draw = |n, count| replicate(1, 2).stream(Purpose::SeedPick).sequence(4).distinct(n, count);
        let mut all = draw(50, 50);
        assert_eq!(draw(50, 7), all[..7]);
        all.sort_unstable();
        assert_eq!(all, (0..50).collect::<Vec<u32>>());
        assert_eq!(draw(3, 9).len(), 3);
    }

    /// Every order of three is equally likely: chi-square with 5 degrees of freedom over 60,000 draws, alpha = 1e-6 (38.3);
    /// a weight off by 5 % in one cell would give about 21 more.
    #[test]
    fn distinct_draws_are_uniform() {
        let mut counts = [0u32; 6];
        for r in 0..60_000 {
            let d = replicate(9, r).stream(Purpose::SeedPick).sequence(0).distinct(3, 3);
            counts[(d[0] * 2 + u32::from(d[1] > d[2])) as usize] += 1;
        }
        let chi: f64 = counts.iter().map(|&c| (f64::from(c) - 1e4).powi(2) / 1e4).sum();
        assert!(chi < 38.3, "{counts:?}");
    }
}
