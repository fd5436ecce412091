//! One world for many campaigns: the live ties of a replicate, drawn once for all who are played in it.
//!
//! Campaigns of a replicate share their luck, so whoever acts in two of them has the same live ties in both. While a
//! [`Scratch`](super::Scratch) shares a world, the kernels write down what each person's ties came to (who is reached, and
//! after how long where that is drawn too) when the person acts for the first time, and read it from then on. Nothing else
//! changes: each campaign is played by itself, in the order it always is, so people, parents, times and whatever is measured
//! of them are the same to the bit, and no measure is out of reach. (Campaigns as bits of one word would be played all at
//! once; they know neither parents nor the order within a round.)
//!
//! # Which laws
//!
//! Coins on ties (cascade and its variants, news, SIR and SI in rounds), the live-edge linear threshold, rates (SIR and SI in
//! continuous time) and delays. Elsewhere what a tie does depends on what came before, and nothing is shared.
//!
//! # Cost
//!
//! A first visit costs what it does alone and writing down; a later one reads only live ties. So it pays where campaigns
//! overlap, which [`Worlds`] finds out as it goes. Memory: 4 bytes a person, and 4 (with a time, 16) for each person
//! who acts in any campaign and each live tie of it.

use super::rounds::BLOCK;
use crate::machine::{Candidates, grow, prefetch};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What is written down of a live tie.
pub(super) trait Tie: Copy + Default {
    /// Stands before the ties of a person and says how many there are.
    fn count(ties: u32) -> Self;

    /// How many follow.
    fn counted(self) -> u32;
}

/// The hearer alone.
impl Tie for u32 {
    fn count(ties: u32) -> u32 {
        ties
    }

    fn counted(self) -> u32 {
        self
    }
}

/// The hearer, and after how long.
impl Tie for (u32, f64) {
    fn count(ties: u32) -> (u32, f64) {
        (ties, 0.0)
    }

    fn counted(self) -> u32 {
        self.0
    }
}

/// The live ties of those who have acted in a world.
#[derive(Debug, Default)]
pub(super) struct World<T> {
    /// By person: where its ties begin in `ties`, with their number first; `UNKNOWN` before it acts.
    starts: Vec<u32>,
    /// With a stride of nothing behind the last.
    ties: Vec<T>,
    known: Vec<u32>,
    shared: bool,
    visits: u64,
}

const UNKNOWN: u32 = u32::MAX;

const ROOM: &str = "there is room for a stride behind the last";

/// How many ties are copied at once, without asking whether there are so many.
const STRIDE: usize = 4;

impl<T: Tie> World<T> {
    /// Whether plays share the world.
    #[inline]
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    fn forget(&mut self) {
        for person in self.known.drain(..) {
            self.starts[person as usize] = UNKNOWN;
        }
        self.ties.clear();
        self.visits = 0;
    }

    /// Makes room for so many people, where the world is shared.
    pub fn begin(&mut self, people: u32) {
        if self.shared {
            grow(&mut self.starts, people as usize, UNKNOWN);
        }
    }

    /// The live ties of a person; `find` adds them when they are asked for first.
    #[inline]
    pub fn of(&mut self, person: u32, find: impl FnOnce(&mut Vec<T>)) -> &[T] {
        self.visits += 1;
        let mut start = self.starts[person as usize] as usize;
        if start == UNKNOWN as usize {
            start = self.ties.len();
            self.ties.push(T::default());
            find(&mut self.ties);
            self.ties[start] = T::count((self.ties.len() - start - 1) as u32);
            self.starts[person as usize] = start as u32;
            self.known.push(person);
        }
        &self.ties[start + 1..][..self.ties[start].counted() as usize]
    }
}

/// Who is told what by the people of a block.
#[derive(Debug, Default)]
pub(super) struct Told {
    hearers: Vec<u32>,
    /// The place of each one's speaker.
    speakers: Vec<u32>,
    /// How many of them there are; what stands behind is left over.
    len: usize,
}

impl Told {
    /// Each hearer with the place of its speaker.
    #[inline]
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (u32, u32)> {
        self.hearers[..self.len].iter().copied().zip(self.speakers[..self.len].iter().copied())
    }
}

impl World<u32> {
    /// Writes down whom the live ties of `people`, at most a block of different ones, lead to, labelled `label`, `label` + 1
    /// and so on. `find` gives the live ties of some people, labelled from 0.
    pub fn tell<'a>(
        &mut self,
        people: &[u32],
        label: u32,
        targets: &[u32],
        told: &mut Told,
        find: impl FnOnce(&[u32]) -> &'a Candidates,
    ) {
        self.visits += people.len() as u64;
        // No branch on who is known: a place is written and then kept or not.
        let (mut starts, mut unknown, mut count) = ([0; BLOCK], [0; BLOCK], 0);
        for (start, &person) in starts.iter_mut().zip(people) {
            *start = self.starts[person as usize];
            unknown[count % BLOCK] = person;
            count += usize::from(*start == UNKNOWN);
            prefetch(&self.ties, *start as usize);
        }
        if count > 0 {
            self.learn(&unknown[..count], targets, find(&unknown[..count]));
            starts.iter_mut().zip(people).for_each(|(start, &person)| *start = self.starts[person as usize]);
        }
        let starts = &starts[..people.len()];
        told.len = starts.iter().map(|&start| self.ties[start as usize] as usize).sum();
        if told.hearers.len() < told.len + STRIDE {
            told.hearers.resize(2 * told.len + STRIDE, 0);
            told.speakers.resize(2 * told.len + STRIDE, 0);
        }
        let (hearers, speakers) = (&mut told.hearers[..], &mut told.speakers[..]);
        let mut end = 0;
        for (&start, label) in starts.iter().zip(label..) {
            let (first, len) = (start as usize + 1, self.ties[start as usize] as usize);
            let mut stride = |from: usize, to: usize| {
                let four: [u32; STRIDE] = *self.ties[from..].first_chunk().expect(ROOM);
                *hearers[to..].first_chunk_mut().expect(ROOM) = four;
                *speakers[to..].first_chunk_mut().expect(ROOM) = [label; STRIDE];
            };
            stride(first, end);
            // Seldom, so that it is foreseen.
            let mut at = STRIDE;
            while at < len {
                stride(first + at, end + at);
                at += STRIDE;
            }
            end += len;
        }
    }

    /// Writes down the live ties of some people, found in their order.
    fn learn(&mut self, people: &[u32], targets: &[u32], found: &Candidates) {
        found.ties.iter().for_each(|&tie| prefetch(targets, tie as usize));
        // The stride behind the last is written anew. No branch on how many ties a person has: tie i of all, of the person
        // with the label l, stands behind i ties and l + 1 numbers of ties.
        let first = self.ties.len().saturating_sub(STRIDE);
        self.ties.resize(first + found.ties.len() + people.len() + STRIDE, 0);
        let ties = &mut self.ties[first..];
        let mut counts = [0; BLOCK];
        for (i, (&tie, &label)) in found.ties.iter().zip(&found.labels).enumerate() {
            ties[i + label as usize + 1] = targets[tie as usize];
            counts[label as usize] += 1;
        }
        let mut start = 0;
        for (&person, count) in people.iter().zip(counts) {
            self.starts[person as usize] = (first + start) as u32;
            ties[start] = count;
            start += count as usize + 1;
        }
        ties[start..].fill(0);
        self.known.extend_from_slice(people);
    }
}

/// Both kinds of worlds that a thread may share.
#[derive(Debug, Default)]
pub(super) struct Shares {
    /// Whom live ties lead to.
    pub reached: World<u32>,
    pub told: Told,
    /// Whom they lead to, and after how long.
    pub after: World<(u32, f64)>,
}

impl Shares {
    /// From now on plays share a world, or each is played alone; what was shared before is forgotten.
    pub fn share(&mut self, shared: bool) {
        self.reached.forget();
        self.after.forget();
        (self.reached.shared, self.after.shared) = (shared, shared);
    }

    pub fn seen(&self) -> Seen {
        let people = (self.reached.known.len() + self.after.known.len()) as u64;
        Seen { visits: self.reached.visits + self.after.visits, people }
    }
}

/// What a shared world was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many acts there were, campaigns together.
    pub visits: u64,
    /// How many people acted in any campaign.
    pub people: u64,
}

/// Networks with more ties share nothing: were all of them live, each thread might take a gigabyte.
pub const MOST_TIES: usize = 1 << 26;

/// Finds out from the first replicates whether it pays to share worlds. Cannot show in a result.
#[derive(Debug, Default)]
pub struct Worlds {
    visits: AtomicU64,
    people: AtomicU64,
}

/// Twice the acts for each person who acts from which on sharing pays whatever the law: see `benches/RESULTS.md`.
const PAYS: u64 = 5;
/// How many replicates decide in the beginning.
const FIRST: u64 = 3;
/// After so many campaigns of a replicate it may be seen that they hardly overlap.
const EARLY: usize = 8;
/// Of so many later ones, one is looked at again.
const AGAIN: u64 = 64;

impl Worlds {
    /// Whether the campaigns of this replicate should share a world.
    pub fn pays(&self, replicate: u64) -> bool {
        let (visits, people) = (self.visits.load(Relaxed), self.people.load(Relaxed));
        replicate < FIRST || replicate.is_multiple_of(AGAIN) || 2 * visits > PAYS * people
    }

    /// Whether the campaigns of a replicate that share a world should go on so, after `played` of them.
    pub fn go_on(&self, played: usize, seen: Seen) -> bool {
        played != EARLY || 2 * seen.visits > 3 * seen.people
    }

    /// Takes note of a replicate that shared one, or did until they should not go on.
    pub fn note(&self, seen: Seen) {
        self.visits.fetch_add(seen.visits, Relaxed);
        self.people.fetch_add(seen.people, Relaxed);
    }
}
