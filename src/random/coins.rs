//! The coins of ties, thrown a thousand times as often as anything else is drawn.
//!
//! A coin is 64 bits of one tie in one replicate; the tie acts where they lie below its [`Chance`]. One 64-bit mix a person
//! makes the key of a row, then one 32-bit keyed hash the 16 leading bits of two ties. These decide; the other 48 are
//! computed only where the 16 equal those of the threshold, so a probability is never rounded. Integers only.
//!
//! # Cost
//!
//! A multiplication and a half a tie, without a branch on the outcome: see `benches/coins.rs`.

use super::{GOLDEN, TWIN, mix64};
use crate::machine::{self, Row, Sifter, Thresholds};
use std::ops::Range;

/// A probability made ready for a coin: a tie acts when its 64 bits lie below floor(p 2^64).
///
/// p below 2^-64 never acts, p = 1 always does (the one value that needs a special case: no other p gives all ones).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance(u64);

impl Chance {
    /// Never.
    pub const NEVER: Chance = Chance(0);
    /// Always.
    pub const CERTAIN: Chance = Chance(u64::MAX);

    /// Of a probability in [0, 1].
    #[inline]
    pub fn of(p: f64) -> Chance {
        debug_assert!((0.0..=1.0).contains(&p));
        // Scaling by a power of two is exact, the cast floors, and saturates for 1 alone.
        Chance((p * 18_446_744_073_709_551_616.0) as u64)
    }

    /// floor(p 2^64), and the largest number for p = 1.
    #[inline]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Of floor(p 2^64).
    #[inline]
    pub fn of_bits(bits: u64) -> Chance {
        Chance(bits)
    }

    /// Whether 64 random bits come out in favour.
    #[inline]
    pub fn met(self, bits: u64) -> bool {
        bits < self.0 || self == Chance::CERTAIN
    }

    /// A little more than x (or certain, where x is no number): what x stands for is below it, if x is off by less than 1e-9
    /// of itself and what is compared with it by less than 2^-51. For sifting before an exact comparison.
    #[inline]
    pub(crate) fn above(x: f64) -> Chance {
        const WITH_MARGIN: f64 = 18_446_744_073_709_551_616.0 * (1.0 + 1e-9);
        if x < 0.999 { Chance((x * WITH_MARGIN) as u64 + (1 << 13)) } else { Chance::CERTAIN }
    }

    /// The probability, to within 2^-64.
    #[inline]
    pub fn probability(self) -> f64 {
        if self == Chance::CERTAIN { 1.0 } else { self.0 as f64 / 18_446_744_073_709_551_616.0 }
    }

    /// The 16 leading bits, which nearly always decide.
    #[inline]
    pub fn digit(self) -> u16 {
        (self.0 >> 48) as u16
    }
}

/// The coins of all ties in one replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Coins {
    run: u64,
}

/// The coins of one person's row: that of place j decides the j-th tie in the canonical order of hearers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoinRow {
    key: u64,
}

impl Coins {
    /// From the key of a run, as [`Replicate::coins`](super::Replicate::coins) makes it.
    #[inline]
    pub fn from_key(run: u64) -> Self {
        Coins { run }
    }

    /// The row of a person, by canonical number.
    #[inline]
    pub fn row(&self, person: u32) -> CoinRow {
        CoinRow { key: mix64(self.run.wrapping_add(u64::from(person).wrapping_mul(GOLDEN))) }
    }
}

impl CoinRow {
    /// The row's key.
    pub fn key(self) -> u64 {
        self.key
    }

    /// The leading 16 bits of two neighbouring ties: places 2 `pair` (low half) and 2 `pair` + 1 (high half).
    #[inline]
    pub fn digits(self, pair: u32) -> u32 {
        machine::digits(self.key, pair)
    }

    /// The 48 bits that follow, needed for one tie in 65,536 and for ties whose bits become a delay.
    #[inline]
    fn rest(self, place: u32) -> u64 {
        mix64((self.key ^ 0x5851_F42D_4C95_7F2D).wrapping_add(u64::from(place).wrapping_mul(TWIN))) >> 16
    }

    /// The leading 16 bits of one tie.
    #[inline]
    pub fn digit(self, place: u32) -> u16 {
        (self.digits(place >> 1) >> (16 * (place & 1))) as u16
    }

    /// All 64 bits of one tie.
    #[inline]
    pub fn word(self, place: u32) -> u64 {
        u64::from(self.digit(place)) << 48 | self.rest(place)
    }

    /// Puts the places of the live ties of a row of `len` into `out`, ascending.
    ///
    /// Index first: places are written down without a branch on a coin and without touching a target. Ties with a digit
    /// equal to their threshold's are counted on one side only; where there is one (in 65,536 ties) the row is sifted.
    #[inline]
    pub fn live(self, len: u32, chance: impl Fn(u32) -> Chance, out: &mut Vec<u32>) {
        if out.len() <= len as usize {
            out.resize(len as usize + 1, 0);
        }
        let (mut at_most, mut below) = (0, 0);
        let mut throw = |place: u32, digit: u16| {
            let threshold = chance(place).digit();
            out[at_most] = place;
            at_most += usize::from(digit <= threshold);
            below += usize::from(digit < threshold);
        };
        for pair in 0..len / 2 {
            let digits = self.digits(pair);
            throw(2 * pair, digits as u16);
            throw(2 * pair + 1, (digits >> 16) as u16);
        }
        if len % 2 == 1 {
            throw(len - 1, self.digits(len / 2) as u16);
        }
        out.truncate(at_most);
        if below < at_most {
            out.retain(|&place| chance(place).met(self.word(place)));
        }
    }

    /// Replaces what `sifter` found by the ties of this row, numbered from `ties.start`, whose digits are at most the
    /// threshold ([`Row::threshold`] with these thresholds): among them is every tie with a smaller chance than that.
    #[inline]
    pub fn sift(self, ties: Range<usize>, threshold: u16, thresholds: Thresholds, sifter: &mut Sifter) {
        let row = Row { key: self.key, first: ties.start as u32, len: ties.len() as u32, label: 0, threshold };
        sifter.found.clear();
        machine::sift(sifter.machine, &[row], thresholds, &mut sifter.found);
    }
}

impl Coins {
    /// Replaces what `sifter` found by the live ties of these people, in order, labelled `label`, `label` + 1 and so on.
    ///
    /// The ties of person u are those from `offsets[u]` on, their digits in `digits` where they differ; `chance` is that of a
    /// tie. Index first: ties are written down without a branch on a coin and without touching a target. Only where a digit
    /// equals that of its chance (1 tie in 65,536) are the other bits looked at.
    pub fn live(
        &self,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        digits: Option<&[u16]>,
        chance: impl Fn(usize) -> Chance,
        sifter: &mut Sifter,
    ) {
        let threshold = if digits.is_none() { chance(0).digit() } else { 0 };
        let ask = |ties: Range<usize>| {
            if let Some(digits) = digits {
                machine::prefetch_row(digits, ties.start, ties.len());
            }
        };
        sifter.fill(people, label, offsets, |person| (self.row(person).key, threshold), ask);
        sifter.found.clear();
        if sifter.sift(digits.map_or(Thresholds::OfRow, Thresholds::Each)) {
            let Sifter { rows, found, .. } = sifter;
            found.keep(|tie, of| {
                let row = &rows[(of - label) as usize];
                chance(tie as usize).met(CoinRow { key: row.key }.word(tie - row.first))
            });
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // powers of two are exact
mod tests {
    use super::*;
    use crate::quantity::RandomSeed;
    use crate::random::Replicate;

    #[test]
    fn coins_give_their_frozen_answers() {
        let coins = Coins::from_key(0x0123_4567_89AB_CDEF);
        for (person, place, key, word) in [
            (0, 0, 0xb2c058e4ebb5112c, 0x467227da7b5c6598),
            (0, 1, 0xb2c058e4ebb5112c, 0xd23041c554ccb123),
            (1, 2, 0x157a3807a48faa9d, 0xe7f7a495f8e2e9bf),
            (7, 1_000_000, 0xb8fc5b1060708c05, 0xf55535e9aeb7e01f),
            (u32::MAX, u32::MAX, 0x2955d2a0baf16da9, 0xc617cce29987fb1e),
        ] {
            assert_eq!(coins.row(person).key(), key);
            assert_eq!(coins.row(person).word(place), word);
        }
    }

    /// The plain definition of `live`, against the index-first one on each machine, with chances on both sides of equality.
    #[test]
    fn index_first_is_the_plain_definition() {
        let luck = Replicate::new(RandomSeed::new(5).unwrap(), 3, 0);
        let lens = [0u32, 1, 2, 3, 64, 1001, 0, 33];
        let offsets: Vec<u32> = std::iter::once(0)
            .chain(lens.iter().scan(0, |end, len| {
                *end += len;
                Some(*end)
            }))
            .collect();
        let people = [5u32, 2, 0, 7, 3, 4, 1, 6];
        let person = |tie: usize| (offsets.partition_point(|&end| end as usize <= tie) - 1) as u32;
        let word = |tie: usize| {
            let person = person(tie);
            luck.coins().row(person).word(tie as u32 - offsets[person as usize])
        };
        let ties = offsets[lens.len()] as usize;
        for machine in machine::Machine::all() {
            let mut sifter = Sifter { machine, ..Sifter::default() };
            let mut check = |chance: &dyn Fn(usize) -> Chance, alike: bool| {
                let digits: Vec<u16> = (0..ties).map(|tie| chance(tie).digit()).collect();
                luck.coins().live(&people, 9, &offsets, (!alike).then_some(&digits), chance, &mut sifter);
                let mut plain = Vec::new();
                for (label, &person) in (9..).zip(&people) {
                    let row = offsets[person as usize] as usize..offsets[person as usize + 1] as usize;
                    plain.extend(row.filter(|&tie| chance(tie).met(word(tie))).map(|tie| (tie as u32, label)));
                }
                let found = &sifter.found;
                assert!(found.ties.iter().copied().zip(found.labels.iter().copied()).eq(plain.iter().copied()));
                plain.len()
            };
            for p in [0.0, 1e-30, 0.001, 1.0 / 3.0, 0.5, 1.0 - 1e-12, 1.0] {
                check(&|_| Chance::of(p), true);
                check(&|_| Chance::of(p), false);
            }
            // A chance equal to the word does not act, one above it does: the equality branch decides.
            assert_eq!(check(&|tie| Chance(word(tie)), false), 0);
            assert_eq!(check(&|tie| Chance(word(tie) + 1), false), ties);
            for tie in 0..ties {
                let below = check(&|_| Chance(word(tie)), true);
                assert_eq!(check(&|_| Chance(word(tie) + 1), true), below + 1);
            }
        }
    }

    #[test]
    fn a_chance_is_exact_at_its_ends() {
        assert!(!Chance::of(0.0).met(0));
        assert!(Chance::of(1.0).met(u64::MAX));
        assert!(!Chance::of(1.0 - f64::EPSILON / 2.0).met(u64::MAX));
        assert_eq!(Chance::of(0.5), Chance(1 << 63));
        assert!(!Chance::of(1.0 / 2f64.powi(65)).met(0));
        assert!(Chance::of(2f64.powi(-64)).met(0));
    }
}
