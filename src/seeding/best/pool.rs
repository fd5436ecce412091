//! A pool of reverse-reachable sets: drawn on all threads, kept in flat arenas, found by person.
//!
//! Set number i is drawn from stream i, so the first sets of a pool are the same however many there will be and whoever draws
//! them. Sets of the root alone, of which there are many, are only counted.

use super::roots::Roots;
use crate::engine::reverse::{Reverse, Walk};
use crate::parallel;
use crate::random::Stream;
use std::sync::{Mutex, PoisonError};

/// Sets drawn in one piece of work.
pub const CHUNK: u64 = 1 << 8;

/// Sets of one network, law and way of drawing roots.
#[derive(Default)]
pub struct Pool {
    /// How many sets, those of one person included.
    pub sets: u64,
    chunks: Vec<Chunk>,
    /// By person: in how many sets.
    pub counts: Vec<u32>,
    /// By person: in how many sets alone.
    pub alone: Vec<u32>,
    indices: Vec<Index>,
}

/// The sets of `CHUNK` consecutive streams that have two members or more.
struct Chunk {
    ends: Vec<u32>,
    members: Vec<u32>,
    /// The roots of the others.
    alone: Vec<u32>,
}

/// In which sets a person is, of a range of chunks.
struct Index {
    /// The number of the chunk behind the last.
    end: usize,
    offsets: Vec<u32>,
    /// Number of the chunk x CHUNK + place of the set in it.
    sets: Vec<u32>,
}

/// The memory of threads, lent out and given back.
#[derive(Default)]
pub struct Walks(Mutex<Vec<Walk>>);

impl Walks {
    fn with<T>(&self, work: impl FnOnce(&mut Walk) -> T) -> T {
        let lent = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut walk = lent.unwrap_or_default();
        let done = work(&mut walk);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(walk);
        done
    }
}

impl Pool {
    /// Draws sets until there are `sets`, a multiple of [`CHUNK`]. `stop` is asked now and then; if it says yes the pool
    /// stays as it was, and the answer is false.
    pub fn grow(
        &mut self,
        sets: u64,
        reverse: &Reverse,
        roots: &Roots,
        stream: Stream,
        walks: &Walks,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> bool {
        let people = reverse.people() as usize;
        self.counts.resize(people, 0);
        self.alone.resize(people, 0);
        let first = self.sets / CHUNK;
        let chunks = parallel::map(
            sets / CHUNK - first,
            || (),
            |(), chunk| (!stop()).then(|| walks.with(|walk| Chunk::draw(first + chunk, reverse, roots, stream, walk))),
        );
        let Some(chunks) = chunks.into_iter().collect::<Option<Vec<Chunk>>>() else { return false };
        for chunk in &chunks {
            chunk.members.iter().for_each(|&person| self.counts[person as usize] += 1);
            for &root in &chunk.alone {
                self.counts[root as usize] += 1;
                self.alone[root as usize] += 1;
            }
        }
        self.chunks.extend(chunks.into_iter().map(|chunk| Chunk { alone: Vec::new(), ..chunk }));
        self.sets = sets;
        self.index(people);
        true
    }

    /// Indexes the chunks that are not yet, together with those of the last index while that is a small one.
    fn index(&mut self, people: usize) {
        self.indices.pop_if(|index| index.sets.len() < 4 * people);
        let done = self.indices.last().map_or(0, |index| index.end);
        let chunks = &self.chunks[done..];
        let mut offsets = vec![0u32; people + 1];
        for chunk in chunks {
            chunk.members.iter().for_each(|&person| offsets[person as usize + 1] += 1);
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut sets = vec![0u32; *offsets.last().unwrap_or(&0) as usize];
        for (i, chunk) in chunks.iter().enumerate() {
            let mut begin = 0;
            for (place, &end) in chunk.ends.iter().enumerate() {
                let number = (done + i) as u32 * CHUNK as u32 + place as u32;
                for &person in &chunk.members[begin..end as usize] {
                    let place = &mut next[person as usize];
                    sets[*place as usize] = number;
                    *place += 1;
                }
                begin = end as usize;
            }
        }
        self.indices.push(Index { end: self.chunks.len(), offsets, sets });
    }

    /// Calls `each` for the numbers of the sets of two and more that a person is in.
    #[inline]
    pub fn sets_of(&self, person: u32, mut each: impl FnMut(u32)) {
        for index in &self.indices {
            let row = index.offsets[person as usize] as usize..index.offsets[person as usize + 1] as usize;
            index.sets[row].iter().for_each(|&set| each(set));
        }
    }

    /// The members of a set of two or more.
    #[inline]
    pub fn members(&self, set: u32) -> &[u32] {
        let chunk = &self.chunks[(u64::from(set) / CHUNK) as usize];
        let place = (u64::from(set) % CHUNK) as usize;
        let begin = if place == 0 { 0 } else { chunk.ends[place - 1] };
        &chunk.members[begin as usize..chunk.ends[place] as usize]
    }

    /// Bits that a mark for every set takes, in words.
    pub fn words(&self) -> usize {
        self.chunks.len() * (CHUNK as usize / 64)
    }

    /// Members of all sets together.
    pub fn members_in_all(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let chunks: usize = self.chunks.iter().map(|chunk| chunk.members.len() + chunk.ends.len()).sum();
        let indices: usize = self.indices.iter().map(|index| index.offsets.len() + index.sets.len()).sum();
        4 * (chunks + indices + self.counts.len() + self.alone.len()) as u64
    }
}

impl Chunk {
    fn draw(number: u64, reverse: &Reverse, roots: &Roots, stream: Stream, walk: &mut Walk) -> Chunk {
        let (mut ends, mut members, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        for set in number * CHUNK..(number + 1) * CHUNK {
            let mut draws = stream.draws(set);
            let root = roots.draw(&mut draws);
            let begin = members.len();
            reverse.set(root, roots.are_live(), &mut draws, walk, &mut members, |_| false);
            if members.len() == begin + 1 {
                members.truncate(begin);
                alone.push(root);
            } else {
                ends.push(members.len() as u32);
            }
        }
        members.shrink_to_fit();
        Chunk { ends, members, alone }
    }
}

/// What judging sets have shown.
pub struct Judged {
    /// By seed set: how many sets it meets.
    pub hits: Vec<u64>,
    /// By number of seeds 1, 2, ... how many sets the first so many of the first seed set meet; empty where walks end as soon
    /// as every seed set has met them.
    pub climb: Vec<u64>,
}

/// How many of the first `sets` sets of a stream are met by each of some seed sets: none is kept, and unless the `climb` of
/// the first is asked for a walk ends when all have met it. `None` if `stop` said yes.
#[allow(clippy::too_many_arguments)]
pub fn judge(
    candidates: &[Vec<u32>],
    climb: bool,
    sets: u64,
    reverse: &Reverse,
    roots: &Roots,
    stream: Stream,
    walks: &Walks,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Judged> {
    let people = reverse.people() as usize;
    let first = candidates.first().map_or(&[][..], Vec::as_slice);
    let mut rank = vec![u32::MAX; people];
    first.iter().enumerate().for_each(|(i, &person)| rank[person as usize] = i as u32);
    let mut judged = Judged { hits: Vec::new(), climb: Vec::new() };
    // By person, the seed sets that hold the person, a bit each; more than 64 are judged in turn.
    for (turn, some) in candidates.chunks(64).enumerate() {
        let climb = climb && turn == 0;
        let mut holds = vec![0u64; people];
        for (i, seeds) in some.iter().enumerate() {
            seeds.iter().for_each(|&person| holds[person as usize] |= 1 << i);
        }
        let all = u64::MAX >> (64 - some.len());
        let one = |chunk: u64, walk: &mut Walk| {
            let mut hits = vec![0u64; some.len()];
            let mut steps = vec![0u32; if climb { first.len() } else { 0 }];
            let mut members = Vec::new();
            for set in chunk * CHUNK..((chunk + 1) * CHUNK).min(sets) {
                let mut draws = stream.draws(set);
                let root = roots.draw(&mut draws);
                members.clear();
                let (mut met, mut least) = (0, u32::MAX);
                reverse.set(root, roots.are_live(), &mut draws, walk, &mut members, |person| {
                    let holds = holds[person as usize];
                    met |= holds;
                    if climb && holds & 1 == 1 {
                        least = least.min(rank[person as usize]);
                    }
                    met == all && (!climb || least == 0)
                });
                if let Some(step) = steps.get_mut(least as usize) {
                    *step += 1;
                }
                while met != 0 {
                    hits[met.trailing_zeros() as usize] += 1;
                    met &= met - 1;
                }
            }
            (hits, steps)
        };
        let chunks = parallel::map(
            sets.div_ceil(CHUNK),
            || (),
            |(), chunk| (!stop()).then(|| walks.with(|walk| one(chunk, walk))),
        );
        let chunks = chunks.into_iter().collect::<Option<Vec<_>>>()?;
        judged.hits.extend((0..some.len()).map(|i| chunks.iter().map(|(hits, _)| hits[i]).sum::<u64>()));
        if climb {
            let mut met = 0;
            judged.climb.extend((0..first.len()).map(|i| {
                met += chunks.iter().map(|(_, steps)| u64::from(steps[i])).sum::<u64>();
                met
            }));
        }
    }
    Some(judged)
}
