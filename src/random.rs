//! The only source of chance.
//!
//! A random number belongs to the thing it is about, never to the order of execution. Each is a pure function of an
//! address: (random seed, replicate, slot, purpose) chooses a [`Stream`], (entity, index) a number inside it. So replicate
//! r is the same for any number of threads or replicates, two campaigns meet the same luck, and a new purpose shifts no
//! old one.
//!
//! Two generators stand behind the addresses:
//!
//! * **Philox4x32-10** (Salmon, Moraes, Dror and Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC 2011) for every
//!   stream: a published counter-based generator with published known answers; key and counter are 192 bits of address.
//! * **the coin of a tie** ([`Coins`]), thrown a thousand times as often: one 64-bit mix per person, then one 32-bit
//!   keyed hash for two ties. 16 leading bits decide; the other 48 are computed only when they are equal to the
//!   threshold's, so a probability is never rounded. Integers only.
//!
//! Both are frozen: the vectors at the foot of this file and in `tests/stability.rs` fail when a bit changes.

use crate::quantity::RandomSeed;
use std::convert::Infallible;

/// What a random number is for. A purpose's tag is part of its address: never change one, never reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// The ties of network i; entity: whatever the generator draws one by one (a row, a block, a tie).
    Network = 1,
    /// A fixed property of a person or tie of network i; entity: the person, or person and place of the tie.
    Attribute = 2,
    /// Threshold of a person; entity: the person, index: the verb.
    Theta = 3,
    /// Coin of a tie ([`Coins`]); entity: the person, place: that of the tie in the person's row.
    Live = 5,
    /// How long a person stays infectious; entity: the person.
    Recover = 6,
    /// Which people are asked first; entity: the use, index: the pick.
    SeedPick = 7,
    /// When a person acts by an outside source; entity: the person.
    Outside = 8,
    /// Contacts of a spreader; entity: the person, index: the contact.
    Contact = 9,
    /// What a person thinks at the beginning; entity: the person.
    Opinion = 10,
    /// Who never changes their mind; index: the pick.
    Stubborn = 11,
    /// Who thinks again, and whom they hear; entity: the turn, or round and person; index: the draw.
    Revise = 12,
}

/// The bijective 64-bit finaliser of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of Stafford).
#[inline]
pub fn mix64(mut z: u64) -> u64 {
    z ^= z >> 30;
    z = z.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^= z >> 27;
    z = z.wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
const TWIN: u64 = 0xD134_2543_DE82_EF95;

/// Adds one word of an address to a key. For a fixed rest of the address the result is a bijection of the word in both
/// halves, so two replicates of one random seed never share a key.
#[inline]
fn absorb(key: [u64; 2], word: u64) -> [u64; 2] {
    [
        mix64(key[0].wrapping_add(word.wrapping_mul(GOLDEN))),
        mix64(key[1].wrapping_add(word.wrapping_mul(TWIN)) ^ GOLDEN),
    ]
}

/// The luck of one replicate: every stream of it can be reached from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replicate {
    key: [u64; 2],
    /// The coins, asked for once a person.
    coins: Coins,
}

impl Replicate {
    /// Replicate `replicate` (from 0) of a random seed; `slot` tells items and brands apart, 0 for a single item.
    pub fn new(random_seed: RandomSeed, replicate: u64, slot: u32) -> Self {
        // The first 128 bits of the fraction of pi: nothing up the sleeve.
        let origin = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344];
        let key = absorb(origin, random_seed.get());
        let key = absorb(key, replicate);
        let key = absorb(key, u64::from(slot));
        Replicate { key, coins: Coins { run: absorb(key, Purpose::Live as u64)[0] } }
    }

    /// The stream of one purpose.
    #[inline]
    pub fn stream(&self, purpose: Purpose) -> Stream {
        Stream { key: absorb(self.key, purpose as u64) }
    }

    /// The coins of the ties.
    #[inline]
    pub fn coins(&self) -> Coins {
        self.coins
    }
}

/// All random numbers of one purpose in one replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u64; 2],
}

impl Stream {
    /// The stream's key, 128 bits: equal keys would be equal luck.
    pub fn key(&self) -> [u64; 2] {
        self.key
    }

    /// 64 random bits of one address.
    #[inline]
    pub fn bits(&self, entity: u64, index: u64) -> u64 {
        let low = index ^ self.key[1];
        let counter = [entity as u32, (entity >> 32) as u32, low as u32, (low >> 32) as u32];
        let block = philox([self.key[0] as u32, (self.key[0] >> 32) as u32], counter);
        u64::from(block[0]) | u64::from(block[1]) << 32
    }

    /// A number in (0, 1), never an end: see [`uniform`].
    #[inline]
    pub fn uniform(&self, entity: u64, index: u64) -> f64 {
        uniform(self.bits(entity, index))
    }

    /// A number of the exponential law with mean 1.
    #[inline]
    pub fn exponential(&self, entity: u64, index: u64) -> f64 {
        exponential(self.bits(entity, index))
    }

    /// The numbers of one entity read in sequence, as a generator for the `rand` crate and for shuffles.
    pub fn sequence(&self, entity: u64) -> Sequence {
        Sequence { stream: *self, entity, index: 0 }
    }
}

/// Bits to a number in (0, 1): 52 bits and a half, so neither 0 nor 1 can come out and both u and 1 - u are exact.
#[inline]
pub fn uniform(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// Bits to a number of the exponential law with mean 1: -ln(1 - u), finite and above zero.
#[inline]
pub fn exponential(bits: u64) -> f64 {
    -libm::log(1.0 - uniform(bits))
}

/// Philox4x32-10: ten rounds of two multiplications (Salmon et al. 2011, table 2 and figure 3).
#[inline]
fn philox(mut key: [u32; 2], mut c: [u32; 4]) -> [u32; 4] {
    for _ in 0..10 {
        let a = u64::from(c[0]) * 0xD251_1F53;
        let b = u64::from(c[2]) * 0xCD9E_8D57;
        c = [(b >> 32) as u32 ^ c[1] ^ key[0], b as u32, (a >> 32) as u32 ^ c[3] ^ key[1], a as u32];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    c
}

/// The numbers of one entity, in sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    stream: Stream,
    entity: u64,
    index: u64,
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
    /// From a run key, for known-answer tests; a run takes [`Replicate::coins`].
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
}

/// Where an engine gets its chance from: the addressed streams of a [`Replicate`] in a run, a written-down world in the
/// exact tests. An engine asks for nothing else.
pub trait Luck {
    /// What is computed once per person.
    type Row: Copy;

    /// The coins of a person's row.
    fn row(&self, person: u32) -> Self::Row;

    /// All 64 bits of one tie.
    fn word(&self, row: Self::Row, place: u32) -> u64;

    /// 64 bits for a purpose that is not a tie's.
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64;

    /// [`Luck::bits`] of one purpose, by (entity, index), for loops: what the purpose alone decides is computed once.
    #[inline]
    fn bits_of(&self, purpose: Purpose) -> impl Fn(u64, u64) -> u64 {
        move |entity, index| self.bits(purpose, entity, index)
    }

    /// Puts the places of the live ties of a row of `len` ties into `out`, ascending.
    #[inline]
    fn live(&self, row: Self::Row, len: u32, chance: impl Fn(u32) -> Chance, out: &mut Vec<u32>) {
        out.clear();
        out.extend((0..len).filter(|&place| chance(place).met(self.word(row, place))));
    }

    /// As [`Luck::live`] where all ties have the same chance.
    #[inline]
    fn live_alike(&self, row: Self::Row, len: u32, chance: Chance, out: &mut Vec<u32>) {
        self.live(row, len, |_| chance, out);
    }
}

impl Luck for Replicate {
    type Row = CoinRow;

    #[inline]
    fn row(&self, person: u32) -> CoinRow {
        self.coins().row(person)
    }

    #[inline]
    fn word(&self, row: CoinRow, place: u32) -> u64 {
        row.word(place)
    }

    #[inline]
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        self.stream(purpose).bits(entity, index)
    }

    #[inline]
    fn bits_of(&self, purpose: Purpose) -> impl Fn(u64, u64) -> u64 {
        let stream = self.stream(purpose);
        move |entity, index| stream.bits(entity, index)
    }

    /// Index first: places are written down without a branch on a coin and without touching a target. Ties with a digit
    /// equal to their threshold's are counted on one side only; where there is one (in 65,536 ties) the row is sifted.
    #[inline]
    fn live(&self, row: CoinRow, len: u32, chance: impl Fn(u32) -> Chance, out: &mut Vec<u32>) {
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
            let digits = row.digits(pair);
            throw(2 * pair, digits as u16);
            throw(2 * pair + 1, (digits >> 16) as u16);
        }
        if len % 2 == 1 {
            throw(len - 1, row.digits(len / 2) as u16);
        }
        out.truncate(at_most);
        if below < at_most {
            out.retain(|&place| chance(place).met(row.word(place)));
        }
    }

    /// Where few ties are live a branch for two of them is foreseen nearly always, and costs less than writing down.
    #[inline]
    fn live_alike(&self, row: CoinRow, len: u32, chance: Chance, out: &mut Vec<u32>) {
        const FEW: u16 = 1 << 11;
        let threshold = chance.digit();
        if threshold >= FEW {
            return self.live(row, len, |_| chance, out);
        }
        out.clear();
        let mut look = |place: u32, digit: u16| {
            if digit <= threshold && place < len && (digit < threshold || chance.met(row.word(place))) {
                out.push(place);
            }
        };
        for pair in 0..len.div_ceil(2) {
            let digits = row.digits(pair);
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

    fn replicate(random_seed: u64, replicate: u64) -> Replicate {
        Replicate::new(RandomSeed::new(random_seed).unwrap(), replicate, 0)
    }

    #[test]
    fn philox_gives_the_published_answers() {
        assert_eq!(philox([0; 2], [0; 4]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        assert_eq!(philox([u32::MAX; 2], [u32::MAX; 4]), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
        // The third published vector: digits of pi as counter and key (Random123, kat_vectors).
        assert_eq!(
            philox([0xa4093822, 0x299f31d0], [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

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
        let luck = replicate(5, 3);
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

    #[test]
    fn uniform_never_reaches_its_ends() {
        assert!(uniform(0) > 0.0 && uniform(u64::MAX) < 1.0);
        assert!(exponential(0) > 0.0 && exponential(u64::MAX).is_finite());
    }

    /// Random seeds s and s + 1 share no replicate: all 128-bit keys of the first 2^19 replicates of three neighbours differ,
    /// in each half.
    #[test]
    fn neighbouring_random_seeds_share_no_replicate() {
        for half in 0..2 {
            let mut keys: Vec<u64> = (6..9)
                .flat_map(|seed| (0..1 << 19).map(move |r| replicate(seed, r).stream(Purpose::Live).key()[half]))
                .collect();
            keys.sort_unstable();
            assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
        }
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
