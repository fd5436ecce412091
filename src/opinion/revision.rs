//! Where a revision gets its chance from.

use crate::random::{Chance, Sequence};

/// What is left to chance in one revision: a run's own luck, or a script that tries every outcome in turn.
pub trait Choose {
    /// A whole number below `bound` (above 0), each equally likely.
    fn below(&mut self, bound: u32) -> u32;

    /// Whether something happens that has this chance.
    fn met(&mut self, chance: Chance) -> bool;

    /// A place among weights (finite, at least one above 0), each as likely as its weight says.
    fn by_weight(&mut self, weights: &[f64]) -> usize;
}

impl Choose for Sequence {
    #[inline]
    fn below(&mut self, bound: u32) -> u32 {
        Sequence::below(self, u64::from(bound)) as u32
    }

    #[inline]
    fn met(&mut self, chance: Chance) -> bool {
        chance.met(self.next_bits())
    }

    fn by_weight(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        let place = weights.iter().position(|&weight| {
            left -= weight;
            left < 0.0
        });
        // Rounding may leave a little after the last.
        place.unwrap_or_else(|| weights.iter().rposition(|&weight| weight > 0.0).unwrap_or(0))
    }
}

/// Puts `count` different numbers below `bound` into `picked`, ascending, each set equally likely.
pub(super) fn distinct(choose: &mut impl Choose, bound: u32, count: u32, picked: &mut Vec<u32>) {
    picked.clear();
    for i in 0..count.min(bound) {
        let mut pick = choose.below(bound - i);
        // Of those left, the pick-th: passing over the ones picked before.
        let place = picked.iter().position(|&before| {
            let free = before > pick;
            pick += u32::from(!free);
            free
        });
        picked.insert(place.unwrap_or(picked.len()), pick);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Answers from a list of digits.
    struct Script(Vec<u32>);

    impl Choose for Script {
        fn below(&mut self, bound: u32) -> u32 {
            let answer = self.0.remove(0);
            assert!(answer < bound);
            answer
        }
        fn met(&mut self, _: Chance) -> bool {
            unreachable!()
        }
        fn by_weight(&mut self, _: &[f64]) -> usize {
            unreachable!()
        }
    }

    #[test]
    fn every_set_is_picked_equally_often() {
        let mut found: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        for a in 0..5 {
            for b in 0..4 {
                for c in 0..3 {
                    let mut picked = Vec::new();
                    distinct(&mut Script(vec![a, b, c]), 5, 3, &mut picked);
                    *found.entry(picked).or_default() += 1;
                }
            }
        }
        assert_eq!(found.len(), 10);
        assert!(found.iter().all(|(set, &times)| times == 6 && set.is_sorted_by(|a, b| a < b)));
    }
}
