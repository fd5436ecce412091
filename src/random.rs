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

pub use coins::{Chance, CoinRow, Coins};

use crate::machine::{Sifter, Thresholds, philox, prefetch_row};
use crate::quantity::RandomSeed;
use std::convert::Infallible;
use std::ops::Range;

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
    /// How long a tie takes to work; entity: the person, index: place of the tie in the person's row.
    Delay = 20,
    /// Contacts along a tie that may work more than once; entity: person and place of the tie, index: the contact.
    Meeting = 21,
    /// Who never acts; entity: the person.
    Immune = 22,
    /// Who gives up after having said no; entity: the person.
    Refuse = 23,
    /// How long it takes until a person who has acted exposes others; entity: the person, index: the spell.
    Latent = 24,
    /// How long a person cannot act again; entity: the person, index: the spell.
    Wane = 25,
    /// Which of those who reach a person at the same moment is followed; entity: the person.
    TieBreak = 30,
    /// Whether a person who hears good words passes on bad ones; entity: the person.
    Quality = 31,
    /// Children of a member of a branching process; entity: the member.
    Offspring = 32,
    /// When an event of a process in time happens, after its cause; entity: the event.
    Birth = 33,
    /// How much a person of network i takes part; entity: the person, index: which fact ([`crate::audience::participation`]).
    Participation = 50,
    /// How strong a tie of network i is; entity: the smaller and the larger person of the pair, or the rank of a draw.
    Strength = 51,
    /// What a person or a community of network i cares about; entity: the person or community, read in sequence.
    Interest = 52,
    /// Whether and when a copy in a feed is seen: [`Coins`] of an item, by person and place of the tie. See
    /// [`Replicate::coins_for`].
    Copy = 60,
    /// Whether a tie gets one of the copies that a verb writes only some of: [`Coins`] of an item, as [`Purpose::Copy`].
    SomeCopies = 61,
    /// Threshold of a person for a verb on an item: [`Coins`] of an item, by person and verb.
    Act = 62,
    /// Time until the next sighting of an item in a pool; entity: the surface, index: the sighting.
    Sighting = 63,
    /// Who it is that sees an item in a pool; entity: surface and sighting, index: the draw.
    Visitor = 64,
    /// What is drawn once for an item; entity: the property.
    Item = 65,
    /// Which people a brand begins with as followers; entity: the person.
    Follower = 66,
    /// Who posts: in proportion to visits and propensity; index: the pick.
    Author = 67,
    /// When a person leaves for good; entity: the person.
    Churn = 68,
    /// A person's visits one by one; entity: the person, index: the visit.
    Visit = 69,
    /// Whether somebody unfollows the brand; entity: the person, index: the posts shown.
    Unfollow = 70,
    /// Into which groups of a platform people are sorted, and into which of theirs somebody hands an item.
    Group = 71,
    /// How long a person takes to act on an item; entity: the person, index: the verb. Of an item's luck.
    ActDelay = 72,
    /// Whether an act brings an item back to the top; entity: the person, index: the verb. Of an item's luck.
    Bump = 73,
    /// Whether and when a copy that is written anew is seen: [`Coins`] of an item, by who acted (the brand: 2^32 - 1 - how often)
    /// and place of the tie.
    BumpedCopy = 74,
    /// Whom the brand has profiled, and what it saw; entity: the person.
    Listen = 90,
    /// Which follower staff speak to; entity: the day, index: the opening.
    Staff = 91,
    /// Whether an advocate shares; entity: the person, index: the item's slot.
    Advocate = 92,
    /// Answers to complaints; entity: the author, index: by the item's slot.
    Answer = 93,
    /// Who answers a call for ideas; entity: the person, index: the call.
    Contribute = 94,
    /// Uses of a product; entity: the person, index: by the use.
    Use = 95,
    /// From whom shortest paths are looked at, of network i; read in sequence.
    PathSample = 40,
    /// Which of several seedings a replicate takes.
    SeedingPick = 41,
    /// Reverse-reachable sets by which people are chosen; entity: the set.
    ReverseChoose = 45,
    /// Reverse-reachable sets by which the choice is judged; entity: the set.
    ReverseJudge = 46,
    /// Reverse-reachable sets by which the way of drawing roots is chosen; entity: the way and the set.
    ReversePilot = 47,
    /// Which replicates a mean is made of once more; entity: the resample, read in sequence.
    Resample = 110,
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

/// Bits to a number of the exponential law with mean 1: -ln(1 - u), finite and above zero.
#[inline]
pub fn exponential(bits: u64) -> f64 {
    -libm::log(1.0 - uniform(bits))
}

/// The numbers of one entity, in sequence, by SplitMix64 with a start and a step of the entity's own (Steele, Lea and Flood,
/// *Fast splittable pseudorandom number generators*, OOPSLA 2014): for loops that read many numbers of many entities.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    state: u64,
    gamma: u64,
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
        ((u128::from(self.next_bits()) * u128::from(bound)) >> 64) as u32
    }
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

    /// Replaces what `sifter` found by the live ties of these people, in order, labelled `label`, `label` + 1 and so on.
    /// The ties of person u are those from `offsets[u]` on; `digits` are those of their chances, where they differ.
    fn live_ties(
        &self,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        digits: Option<&[u16]>,
        chance: impl Fn(usize) -> Chance,
        sifter: &mut Sifter,
    ) {
        let _ = digits;
        sifter.found.clear();
        for (&person, label) in people.iter().zip(label..) {
            let (row, first) = (self.row(person), offsets[person as usize]);
            for tie in (first..offsets[person as usize + 1])
                .filter(|&tie| chance(tie as usize).met(self.word(row, tie - first)))
            {
                sifter.found.ties.push(tie);
                sifter.found.labels.push(label);
            }
        }
    }

    /// Replaces what `sifter` found by those ties of these people, in order and labelled `label`, `label` + 1 and so on, whose
    /// hearer's number for a purpose (index 0) may lie in the span of the tie: each whose does is among them. A span is the 16
    /// leading bits of the least number and, above them, those of the greatest. The answer says whether there may be others.
    #[inline]
    #[allow(clippy::too_many_arguments)]
    fn sift_hearers(
        &self,
        purpose: Purpose,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        targets: &[u32],
        spans: &[u32],
        sifter: &mut Sifter,
    ) -> bool {
        let _ = (purpose, targets, spans);
        sifter.found.clear();
        for (&person, label) in people.iter().zip(label..) {
            let ties = offsets[person as usize]..offsets[person as usize + 1];
            sifter.found.labels.extend(ties.clone().map(|_| label));
            sifter.found.ties.extend(ties);
        }
        true
    }

    /// Replaces what `sifter` found by the ties of a row, numbered from `ties.start`, that may be live: each with a chance
    /// that begins with a digit of at most the threshold is among them, others may be.
    #[inline]
    fn sift(&self, row: Self::Row, ties: Range<usize>, threshold: u16, thresholds: Thresholds, sifter: &mut Sifter) {
        let _ = (row, threshold, thresholds);
        sifter.found.clear();
        sifter.found.ties.extend(ties.map(|tie| tie as u32));
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

    #[inline]
    fn live(&self, row: CoinRow, len: u32, chance: impl Fn(u32) -> Chance, out: &mut Vec<u32>) {
        row.live(len, chance, out);
    }

    #[inline]
    fn live_ties(
        &self,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        digits: Option<&[u16]>,
        chance: impl Fn(usize) -> Chance,
        sifter: &mut Sifter,
    ) {
        self.coins.live(people, label, offsets, digits, chance, sifter);
    }

    #[inline]
    fn sift_hearers(
        &self,
        purpose: Purpose,
        people: &[u32],
        label: u32,
        offsets: &[u32],
        targets: &[u32],
        spans: &[u32],
        sifter: &mut Sifter,
    ) -> bool {
        sifter.fill(
            people,
            label,
            offsets,
            |_| (0, 0),
            |ties| {
                prefetch_row(targets, ties.start, ties.len());
                prefetch_row(spans, ties.start, ties.len());
            },
        );
        sifter.found.clear();
        sifter.sift_hearers(self.stream(purpose).key(), targets, spans)
    }

    #[inline]
    fn sift(&self, row: CoinRow, ties: Range<usize>, threshold: u16, thresholds: Thresholds, sifter: &mut Sifter) {
        row.sift(ties, threshold, thresholds, sifter);
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
