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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        let mut x = (pair ^ self.key as u32).wrapping_mul(0xED5A_D4BB);
        x ^= x >> 16;
        x = x.wrapping_add((self.key >> 32) as u32).wrapping_mul(0xAC4C_1B51);
        x ^= x >> 15;
        x = x.wrapping_mul(0x3184_8BAB);
        x ^ (x >> 14)
    }

    /// The 48 bits that follow, needed for one tie in 65,536 and for ties whose bits become a delay.
    #[inline]
    fn rest(self, place: u32) -> u64 {
        mix64((self.key ^ 0x5851_F42D_4C95_7F2D).wrapping_add(u64::from(place).wrapping_mul(TWIN))) >> 16
    }

    /// The leading 16 bits of one tie.
    #[inline]
    fn digit(self, place: u32) -> u16 {
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

    /// As [`CoinRow::live`] where all ties have the same chance.
    ///
    /// Where few ties are live a branch for two of them is foreseen nearly always, and costs less than writing down.
    #[inline]
    pub fn live_alike(self, len: u32, chance: Chance, out: &mut Vec<u32>) {
        const FEW: u16 = 1 << 11;
        let threshold = chance.digit();
        if threshold >= FEW {
            return self.live(len, |_| chance, out);
        }
        out.clear();
        let mut look = |place: u32, digit: u16| {
            if digit <= threshold && place < len && (digit < threshold || chance.met(self.word(place))) {
                out.push(place);
            }
        };
        for pair in 0..len.div_ceil(2) {
            let digits = self.digits(pair);
            if (digits as u16).min((digits >> 16) as u16) <= threshold {
                look(2 * pair, digits as u16);
                look(2 * pair + 1, (digits >> 16) as u16);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // powers of two are exact
mod tests {
    use super::*;
    use crate::quantity::RandomSeed;
    use crate::random::{Luck, Replicate};

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

    /// The plain definition of `live`, against the index-first one, with thresholds on both sides of equality.
    #[test]
    fn index_first_is_the_plain_definition() {
        let luck = Replicate::new(RandomSeed::new(5).unwrap(), 3, 0);
        let mut out = vec![9; 3];
        for len in [0, 1, 2, 3, 64, 1001] {
            let row = luck.row(len);
            for p in [0.0, 1e-30, 0.001, 1.0 / 3.0, 0.5, 1.0 - 1e-12, 1.0] {
                let plain: Vec<u32> = (0..len).filter(|&j| Chance::of(p).met(row.word(j))).collect();
                luck.live(row, len, |_| Chance::of(p), &mut out);
                assert_eq!(out, plain, "{len} ties, p = {p}");
                luck.live_alike(row, len, Chance::of(p), &mut out);
                assert_eq!(out, plain, "{len} ties alike, p = {p}");
            }
            // A threshold equal to the word does not act, one above it does: the equality branch decides.
            for (above, expected) in [(0, 0), (1, len as usize)] {
                luck.live(row, len, |j| Chance(row.word(j) + above), &mut out);
                assert_eq!(out.len(), expected);
                for place in 0..len {
                    luck.live_alike(row, len, Chance(row.word(place) + above), &mut out);
                    assert_eq!(out.contains(&place), above == 1);
                }
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
