//! What is due, soonest first: a heap while little is, a calendar when much is.
//!
//! The calendar is a ring of buckets of equal length in time, each sorted when it is opened; what lies beyond the ring waits
//! in the heap. Both give the same order, that of what is due, so it does not show when one becomes the other
//! nor how long a bucket is.
//!
//! R. Brown, *Calendar queues: a fast O(1) priority queue implementation for the simulation event set problem*,
//! Communications of the ACM 31 (1988), doi:10.1145/63039.63045.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that is due at a time, in a total order in which the time comes first.
pub trait Due: Copy {
    /// What is compared.
    type Key: Copy + Ord;

    /// Its place in the order.
    fn key(self) -> Self::Key;

    /// What has this place.
    fn of(key: Self::Key) -> Self;

    /// When it is, finite and at least 0.
    fn time(key: Self::Key) -> f64;
}

/// Something due: a person acts, or a spreader makes a contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When, finite and at least 0.
    pub time: f64,
    pub person: u32,
    /// Place of the speaker in the cascade, or [`NOBODY`](crate::cascade::NOBODY).
    pub speaker: u32,
}

/// By time, person and speaker; the bits of numbers from 0 on are ordered as the numbers are.
impl Due for Event {
    type Key = u128;

    #[inline]
    fn key(self) -> u128 {
        debug_assert!(self.time >= 0.0 && self.time.is_sign_positive());
        u128::from(self.time.to_bits()) << 64 | u128::from(self.person) << 32 | u128::from(self.speaker)
    }

    #[inline]
    fn of(key: u128) -> Event {
        Event { time: Self::time(key), person: (key >> 32) as u32, speaker: key as u32 }
    }

    #[inline]
    fn time(key: u128) -> f64 {
        f64::from_bits((key >> 64) as u64)
    }
}

/// How many buckets the calendar has.
const RING: u64 = 1024;
/// How many are due before a calendar is worth while.
const MANY: usize = 256;
/// Buckets to the mean time from now until something is due.
const FINE: f64 = 32.0;

/// A queue of events. No event may be earlier than the last that came out.
#[derive(Debug)]
pub struct Queue<T: Due = Event> {
    /// What is due in the bucket with the number `first`, latest first.
    open: Vec<T::Key>,
    first: u64,
    /// The buckets numbered first + 1 to first + RING - 1, each at its number modulo RING.
    ring: Vec<Vec<T::Key>>,
    /// A bit for each bucket that is not empty.
    filled: [u64; RING as usize / 64],
    /// Everything beyond.
    later: BinaryHeap<Reverse<T::Key>>,
    /// Buckets in a unit of time; 0 while everything is in the heap.
    per_time: f64,
    /// The heap becomes a calendar, or the calendar is laid out anew, when so many are in the heap.
    many: usize,
    now: f64,
}

impl<T: Due> Default for Queue<T> {
    fn default() -> Self {
        Queue {
            open: Vec::new(),
            first: 0,
            ring: Vec::new(),
            filled: [0; RING as usize / 64],
            later: BinaryHeap::new(),
            per_time: 0.0,
            many: MANY,
            now: 0.0,
        }
    }
}

impl<T: Due> Queue<T> {
    /// Forgets everything but its memory.
    pub fn clear(&mut self) {
        self.open.clear();
        self.ring.iter_mut().for_each(Vec::clear);
        self.filled = [0; RING as usize / 64];
        self.later.clear();
        (self.per_time, self.many, self.now, self.first) = (0.0, MANY, 0.0, 0);
    }

    /// Adds something due, not before the last that came out.
    #[inline]
    pub fn push(&mut self, event: T) {
        if self.per_time == 0.0 {
            self.later.push(Reverse(event.key()));
            if self.later.len() >= self.many {
                self.lay_out();
            }
        } else {
            self.put(event.key());
        }
    }

    /// The number of the bucket of a time; rises with the time.
    #[inline]
    fn number(&self, key: T::Key) -> u64 {
        (T::time(key) * self.per_time) as u64
    }

    #[inline]
    fn put(&mut self, key: T::Key) {
        let number = self.number(key);
        if number <= self.first {
            let place = self.open.partition_point(|&later| later > key);
            self.open.insert(place, key);
        } else if number - self.first < RING {
            let place = number % RING;
            self.ring[place as usize].push(key);
            self.filled[place as usize / 64] |= 1 << (place % 64);
        } else {
            self.later.push(Reverse(key));
            if self.later.len() >= self.many {
                self.lay_out();
            }
        }
    }

    /// Chooses the length of a bucket by what is due, and puts everything into its bucket.
    #[cold]
    fn lay_out(&mut self) {
        let mut all: Vec<T::Key> = std::mem::take(&mut self.later).into_iter().map(|Reverse(key)| key).collect();
        all.append(&mut self.open);
        self.ring.iter_mut().for_each(|bucket| all.append(bucket));
        self.filled = [0; RING as usize / 64];
        self.ring.resize(RING as usize, Vec::new());
        self.many = 4 * all.len();
        let mean = all.iter().map(|&key| T::time(key) - self.now).sum::<f64>() / all.len() as f64;
        let per_time = FINE / mean;
        // Numbers must be exact whole numbers; a time without length stays in the heap.
        let latest = all.iter().copied().max().map_or(0.0, T::time);
        if !per_time.is_finite() || per_time * (latest + mean * 1e6) > 1e15 {
            self.per_time = 0.0;
            self.later = all.into_iter().map(Reverse).collect();
            return;
        }
        self.per_time = per_time;
        self.first = (self.now * per_time) as u64;
        all.sort_unstable_by(|a, b| b.cmp(a));
        let open = all.partition_point(|&key| self.number(key) > self.first);
        self.open.extend_from_slice(&all[open..]);
        let many = std::mem::replace(&mut self.many, usize::MAX);
        all[..open].iter().for_each(|&key| self.put(key));
        self.many = many.max(4 * self.later.len());
    }

    /// The soonest.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.per_time > 0.0 && self.open.is_empty() {
            self.open_next();
        }
        let key = if self.per_time > 0.0 { self.open.pop()? } else { self.later.pop()?.0 };
        self.now = T::time(key);
        Some(T::of(key))
    }

    /// What is due so many events from now, if that is known already.
    #[inline]
    pub fn ahead(&self, events: usize) -> Option<T> {
        let place = self.open.len().checked_sub(events + 1)?;
        Some(T::of(self.open[place]))
    }

    /// Opens the next bucket that is not empty, and takes what has come into the reach of the ring out of the heap.
    fn open_next(&mut self) {
        let next = self.next_filled().or_else(|| self.later.peek().map(|&Reverse(key)| self.number(key)));
        let Some(next) = next else { return };
        self.first = next;
        let place = (next % RING) as usize;
        std::mem::swap(&mut self.open, &mut self.ring[place]);
        self.filled[place / 64] &= !(1 << (place % 64));
        while let Some(&Reverse(key)) = self.later.peek()
            && self.number(key) - self.first < RING
        {
            self.later.pop();
            match self.number(key) == self.first {
                true => self.open.push(key),
                false => self.put(key),
            }
        }
        self.open.sort_unstable_by(|a, b| b.cmp(a));
    }

    /// The number of the next bucket that is not empty.
    fn next_filled(&self) -> Option<u64> {
        let words = RING / 64;
        let start = self.first.saturating_add(1);
        for step in 0..=words {
            let word = (start / 64 + step) % words;
            let mut bits = self.filled[word as usize];
            if step == 0 {
                bits &= u64::MAX << (start % 64);
            }
            if bits != 0 {
                // The word where the search begins is looked at again in the end, for the bits below the start.
                return Some((start / 64 + step) * 64 + u64::from(bits.trailing_zeros()));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::mix64;

    /// Against a plain heap, with times of every kind of crowding: 40 courses of up to 60,000 events, of which each that
    /// comes out puts in some that are later, at once, or far away.
    #[test]
    fn the_order_is_that_of_a_heap() {
        let mut queue = Queue::default();
        for course in 0..40u64 {
            queue.clear();
            let mut plain: BinaryHeap<Reverse<u128>> = BinaryHeap::new();
            let mut made = 0u64;
            let most = if cfg!(miri) { 600 } else { 1500 << (course % 6) };
            let mut put = |queue: &mut Queue, plain: &mut BinaryHeap<_>, now: f64| {
                let random = mix64(course << 32 | made);
                made += 1;
                let u = (random >> 40) as f64 / 16_777_216.0;
                let after = match (course % 5, random % 16) {
                    (_, 0) => 0.0,
                    (1, _) => u * 1e-9,
                    (2, _) => u * u * u * u * 1e6,
                    (3, 1..8) => (u * 8.0).floor(),
                    (4, 1) => u * 1e9,
                    _ => u,
                };
                let event = Event { time: now + after, person: random as u32 % 50, speaker: (random >> 32) as u32 % 9 };
                queue.push(event);
                plain.push(Reverse(event.key()));
                made < most
            };
            (0..1 + course * 20).for_each(|_| {
                put(&mut queue, &mut plain, 0.0);
            });
            let mut more = true;
            let mut random = course;
            while let Some(Reverse(key)) = plain.pop() {
                let event = queue.pop();
                assert_eq!(event, Some(Event::of(key)), "course {course}");
                random = mix64(random + 1);
                for _ in 0..random % 4 {
                    more = more && put(&mut queue, &mut plain, Event::of(key).time);
                }
            }
            assert_eq!(queue.pop(), None);
        }
    }
}
