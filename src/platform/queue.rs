//! What is going to happen, in a total order.
//!
//! (time, class, person, item, place): each part is a property of the thing, so equal times never depend on what was put in
//! first. Classes, low first: what the campaign does, then sightings, then the refreshing of pools.

use crate::engine::queue::{self, Due};

/// What kind of event it is; among equal times the lower comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// An item leaves a pool.
    Expire = 0,
    /// An item of the calendar is posted.
    Post = 1,
    /// A lever has asked to be woken.
    Alarm = 2,
    /// Somebody sees a copy in the feed.
    Feed = 3,
    /// Somebody comes to a feed that is read visit by visit.
    Visit = 4,
    /// Somebody sees an item in a pool.
    Pool = 5,
    /// Somebody does what was decided before.
    Act = 6,
}

/// One event: 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// Bits of the time, which is not negative, so that they are in its order.
    time: u64,
    /// Class, person and surface.
    order: u64,
    /// The item, or the lever.
    pub item: u32,
    /// What tells equals apart: the tie, the sighting, the tag of an alarm.
    pub place: u32,
    /// The person heard, or the version of what was foreseen.
    pub from: u32,
    /// Which verb wrote the copy.
    pub verb: u32,
}

impl Event {
    /// An event at a time of at least 0.
    #[inline]
    pub fn new(time: f64, class: Class, person: u32, surface: u8, item: u32, place: u32) -> Event {
        debug_assert!(time >= 0.0);
        let order = (class as u64) << 56 | u64::from(person) << 8 | u64::from(surface);
        Event { time: time.to_bits(), order, item, place, from: u32::MAX, verb: 0 }
    }

    /// When.
    #[inline]
    pub fn time(&self) -> f64 {
        f64::from_bits(self.time)
    }

    /// What kind of event.
    #[inline]
    pub fn class(&self) -> Class {
        match self.order >> 56 {
            0 => Class::Expire,
            1 => Class::Post,
            2 => Class::Alarm,
            3 => Class::Feed,
            4 => Class::Visit,
            5 => Class::Pool,
            _ => Class::Act,
        }
    }

    /// Whom it happens to.
    #[inline]
    pub fn person(&self) -> u32 {
        (self.order >> 8) as u32
    }

    /// On which surface.
    #[inline]
    pub fn surface(&self) -> u8 {
        self.order as u8
    }
}

impl Due for Event {
    type Key = Event;

    #[inline]
    fn key(self) -> Event {
        self
    }

    #[inline]
    fn of(key: Event) -> Event {
        key
    }

    #[inline]
    fn time(key: Event) -> f64 {
        f64::from_bits(key.time)
    }
}

/// The events that are still to come.
pub type Queue = queue::Queue<Event>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_are_told_apart_by_what_they_are() {
        let all = [
            Event::new(1.0, Class::Post, 9, 0, 0, 0),
            Event::new(1.0, Class::Feed, 3, 0, 0, 7),
            Event::new(1.0, Class::Feed, 3, 1, 0, 2),
            Event::new(1.0, Class::Feed, 4, 0, 0, 1),
            Event::new(1.5, Class::Expire, 0, 0, 0, 0),
        ];
        for turned in 0..5 {
            let mut queue = Queue::default();
            (0..5).for_each(|i| queue.push(all[(i + turned) % 5]));
            let out: Vec<Event> = std::iter::from_fn(|| queue.pop()).collect();
            assert_eq!(out, all);
        }
        assert_eq!((all[1].class(), all[1].person(), all[2].surface(), all[4].time()), (Class::Feed, 3, 1, 1.5));
    }
}
