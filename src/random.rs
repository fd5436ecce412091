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
//! * **the coin of a tie** ([`Coins`]), thrown a thousand times as often: a mix per person and a small hash for two
//!   ties, exact all the same.
//!
//! Both are frozen: the vectors at the foot of their files and in `tests/stability.rs` fail when a bit changes.

mod coins;
mod luck;
mod purpose;
mod sequence;

pub use coins::{Chance, CoinRow, Coins};
pub use luck::Luck;
pub use purpose::Purpose;
pub use sequence::{Draws, Sequence};

use crate::machine::philox;
use crate::quantity::RandomSeed;
/// The bijective 64-bit finaliser of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of Stafford).
#[inline]
pub fn mix64(mut z: u64) -> u64 {
    z ^= z >> 30;
    z = z.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^= z >> 27;
    z = z.wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// 2^64 / the golden ratio, odd.
pub(crate) const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
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
    /// The key before the slot was added to it.
    replicate: [u64; 2],
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
        let replicate = key;
        let key = absorb(key, u64::from(slot));
        Replicate { key, replicate, coins: Coins::from_key(absorb(key, Purpose::Live as u64)[0]) }
    }

    /// The luck of another item or brand in the same replicate.
    pub fn of_slot(&self, slot: u32) -> Self {
        let key = absorb(self.replicate, u64::from(slot));
        Replicate { key, replicate: self.replicate, coins: Coins::from_key(absorb(key, Purpose::Live as u64)[0]) }
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

    /// The luck of one item of this replicate, by its place in the campaign's calendar: the same in every campaign.
    pub fn item(&self, slot: u32) -> Replicate {
        let key = absorb(self.key, u64::from(slot) | 1 << 40);
        Replicate { key, replicate: self.replicate, coins: Coins::from_key(absorb(key, Purpose::Live as u64)[0]) }
    }

    /// Coins for another purpose, where a number is needed for each person and a small place: cheaper than a stream.
    pub fn coins_for(&self, purpose: Purpose) -> Coins {
        Coins::from_key(absorb(self.key, purpose as u64)[0])
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

    /// The numbers of one entity for inner loops: as good, a tenth of the price.
    #[inline]
    pub fn draws(&self, entity: u64) -> Draws {
        let state = mix64(self.key[0].wrapping_add(entity.wrapping_mul(GOLDEN)));
        let gamma = mix64(self.key[1].wrapping_add(entity.wrapping_mul(TWIN))) | 1;
        // A step with too few changes of bits mixes badly (Steele, Lea and Flood 2014, section 5).
        let even = (gamma ^ gamma >> 1).count_ones() < 24;
        Draws { state, gamma: if even { gamma ^ 0xAAAA_AAAA_AAAA_AAAA } else { gamma } }
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

/// Bits to a whole number below `bound`, above 0, each equally likely to within bound / 2^64: Lemire's multiplication.
#[inline]
pub fn below(bits: u64, bound: u64) -> u64 {
    ((u128::from(bits) * u128::from(bound)) >> 64) as u64
}

/// Bits to a number of the exponential law with mean 1: -ln(1 - u), finite and above zero.
#[inline]
pub fn exponential(bits: u64) -> f64 {
    -libm::log(1.0 - uniform(bits))
}

/// What [`exponential`] is at least, a little below it, for bits that begin with these 16.
///
/// -ln(1 - u) = 2 (z + z^3 / 3 + z^5 / 5 + ...) with z = u / (2 - u): the first two terms, less than 1 % below up to u = .63, where
/// it is 1. The little taken off is for rounding.
#[inline]
pub fn exponential_from(digit: u16) -> f64 {
    let u = f64::from(digit) * (1.0 / 65_536.0);
    let z = u / (2.0 - u);
    (2.0 - 1e-9) * z * (1.0 + z * z * (1.0 / 3.0))
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
    fn uniform_never_reaches_its_ends() {
        assert!(uniform(0) > 0.0 && uniform(u64::MAX) < 1.0);
        assert!(exponential(0) > 0.0 && exponential(u64::MAX).is_finite());
    }

    /// Below the number that it bounds for every digit, with the least bits that can follow, and close to it where it is used.
    #[test]
    fn the_bound_of_exponential_numbers_holds() {
        for digit in 0..=u16::MAX {
            let (bound, least) = (exponential_from(digit), exponential(u64::from(digit) << 48));
            assert!(bound < least, "{digit}: {bound} {least}");
            assert!(least > 1.0 || bound > 0.99 * least - 1e-5, "{digit}: {bound} {least}");
        }
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
}
