//! A set of pairs of people: who is tied to whom while a network is still being made.
//!
//! A table with open places: look-ups touch one or two lines of memory, and what is in it never depends on an order.

use crate::random::mix64;

/// A place that is free; nobody can be tied to itself.
const FREE: u64 = u64::MAX;

/// Pairs of people, in no order, each once.
pub(super) struct Pairs {
    slots: Vec<u64>,
    /// How far a hash is shifted to be a place.
    shift: u32,
    len: usize,
}

impl Pairs {
    /// With room for so many pairs; it grows beyond.
    pub fn with_capacity(pairs: usize) -> Pairs {
        let slots = (2 * pairs).next_power_of_two().max(16);
        Pairs { slots: vec![FREE; slots], shift: 64 - slots.trailing_zeros(), len: 0 }
    }

    /// Adds the pair of two different people; `false` if it was there.
    #[inline]
    pub fn insert(&mut self, a: u32, b: u32) -> bool {
        let key = key(a, b);
        let place = self.find(key);
        if self.slots[place] == key {
            return false;
        }
        self.slots[place] = key;
        self.len += 1;
        if 4 * self.len > 3 * self.slots.len() {
            self.grow();
        }
        true
    }

    /// Whether the pair is there.
    #[inline]
    pub fn contains(&self, a: u32, b: u32) -> bool {
        self.slots[self.find(key(a, b))] != FREE
    }

    /// Takes out a pair that is there; those behind it move up, so that none is cut off from its place.
    pub fn remove(&mut self, a: u32, b: u32) {
        let mask = self.slots.len() - 1;
        let mut hole = self.find(key(a, b));
        debug_assert_ne!(self.slots[hole], FREE);
        let mut at = hole;
        loop {
            at = (at + 1) & mask;
            if self.slots[at] == FREE {
                break;
            }
            let home = self.home(self.slots[at]);
            // Whether the hole lies on the way from its home to where it stands.
            if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(hole) & mask) {
                self.slots[hole] = self.slots[at];
                hole = at;
            }
        }
        self.slots[hole] = FREE;
        self.len -= 1;
    }

    #[inline]
    fn home(&self, key: u64) -> usize {
        (mix64(key) >> self.shift) as usize
    }

    /// Where a pair stands, or would.
    #[inline]
    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.home(key);
        while self.slots[at] != key && self.slots[at] != FREE {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let more = vec![FREE; 2 * self.slots.len()];
        let old = std::mem::replace(&mut self.slots, more);
        self.shift -= 1;
        for key in old.into_iter().filter(|&key| key != FREE) {
            let place = self.find(key);
            self.slots[place] = key;
        }
    }
}

#[inline]
fn key(a: u32, b: u32) -> u64 {
    debug_assert_ne!(a, b);
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::luck;
    use std::collections::BTreeSet;

    /// Beside a plain set, through 20,000 additions and removals in any order.
    #[test]
    fn it_is_a_set() {
        let mut sequence = luck(0).sequence(0);
        let (mut pairs, mut plain) = (Pairs::with_capacity(2), BTreeSet::new());
        for _ in 0..20_000 {
            let (a, b) = (sequence.below(40) as u32, sequence.below(40) as u32);
            if a == b {
                continue;
            }
            let pair = (a.min(b), a.max(b));
            assert_eq!(pairs.contains(b, a), plain.contains(&pair));
            if sequence.below(3) < 2 {
                assert_eq!(pairs.insert(a, b), plain.insert(pair));
            } else if plain.remove(&pair) {
                pairs.remove(a, b);
            }
            assert_eq!(pairs.len, plain.len());
        }
        assert!(plain.iter().all(|&(a, b)| pairs.contains(a, b)) && plain.len() > 100);
    }
}
