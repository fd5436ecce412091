//! Feeds that are read visit by visit: one sequence of visits and one depth of scrolling for everything in a person's feed.
//!
//! A feed with fidelity *annealed* decides every copy by a number of its own, as if each were looked for on visits of its own.
//! Here, *quenched*, person i comes at the times of one Poisson process of rate a_i, and scrolls on visit k to a depth E_k,
//! exponential with mean 1. A copy of age t that has n newer copies of simulated items above it lies at the depth
//!
//! ```text
//! delta t + n ln(1 / rho)
//! ```
//!
//! and is seen on the first visit that scrolls so far. Background posts sink it at the rate delta = lambda (1 - rho), each
//! simulated one by ln(1 / rho), rho the chance of scrolling past a post; where no such chance is given simulated copies do
//! not sink each other. As P(E >= delta t) = exp(-delta t), and visits are as frequent, a copy alone is seen with the same
//! chance and at the same times as in a feed that is annealed: 1 - exp(-a / delta). But what is seen on one visit is seen
//! together: two copies posted at the same time are both seen or both missed, copies s hours apart are both seen with
//! probability 2 P - 1 + exp(-(a / delta) (2 - exp(-delta s))).
//!
//! # Cost
//!
//! 48 bytes for each copy that waits, 4 for each person, one event for each visit on which something is seen, and two numbers
//! for each visit that is looked at to find it. A copy waits until it is seen, or lies deeper than anybody can scroll (37, where
//! chance ends).
//!
//! # Randomness
//!
//! [`Purpose::Visit`]; entity: surface and person, index: 2 k for the hours before visit k, 2 k + 1 for its depth. So a person
//! comes at the same times in every campaign, whatever is posted.

use super::{Class, Event, World};
use crate::platform::ready_feed::ReadyFeed;
use crate::random::{Purpose, Stream, exponential};

/// Beyond this depth nobody scrolls: the largest exponential number that can be drawn is 53 ln 2.
const BOTTOM: f64 = 36.8;

/// What comes into an inbox.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub item: u32,
    /// Who handed it on; [`crate::cascade::NOBODY`]: the brand.
    pub from: u32,
    pub tie: u32,
    pub verb: u32,
    /// Depth when it comes.
    pub start: f64,
    /// How much deeper it lies after each hour.
    pub sinks: f64,
}

/// A copy that has not been seen.
#[derive(Clone, Copy, Debug)]
struct Copy {
    waiting: Waiting,
    /// When it came, on the clock of visits.
    came: f64,
    /// How many copies had come before.
    number: u64,
}

/// A visit: how many had been drawn with it, and when it is, on the clock of visits.
#[derive(Clone, Copy, Debug, Default)]
struct Visit {
    number: u64,
    time: f64,
}

/// The feed of one person, from the first copy on.
#[derive(Debug, Default)]
struct Inbox {
    copies: Vec<Copy>,
    /// The next visit.
    next: Visit,
    /// The next on which something is seen, as far as is known, if it is in the queue.
    foreseen: Visit,
    /// What was foreseen with another version is void.
    version: u32,
    /// Copies that ever came.
    came: u64,
}

impl Inbox {
    /// How deep a copy lies at a time.
    #[inline]
    fn depth(&self, copy: &Copy, time: f64, each: f64) -> f64 {
        let above = (self.came - copy.number - 1) as f64;
        copy.waiting.start + copy.waiting.sinks * (time - copy.came) + above * each
    }

    /// How deep the highest copy lies at a time.
    #[inline]
    fn highest(&self, time: f64, each: f64) -> f64 {
        self.copies.iter().fold(f64::INFINITY, |least, copy| least.min(self.depth(copy, time, each)))
    }
}

/// The feeds of all who have had a copy.
#[derive(Debug, Default)]
pub(super) struct Inboxes {
    /// By surface and person, 1 + the place; empty where no feed is read visit by visit.
    places: Vec<u32>,
    inboxes: Vec<Inbox>,
    used: Vec<u32>,
    /// How many of `inboxes` are in use.
    open: usize,
}

impl Inboxes {
    /// As before the first copy, for so many people and surfaces that are read so.
    pub fn begin(&mut self, cells: usize) {
        for &place in &self.used {
            self.places[place as usize] = 0;
        }
        self.used.clear();
        self.open = 0;
        if self.places.len() < cells {
            self.places.resize(cells, 0);
        }
    }

    /// The inbox in a cell, opened if need be.
    fn of(&mut self, cell: usize) -> usize {
        if self.places[cell] == 0 {
            if self.open == self.inboxes.len() {
                self.inboxes.push(Inbox::default());
            }
            let inbox = &mut self.inboxes[self.open];
            inbox.copies.clear();
            (inbox.next, inbox.came) = (Visit::default(), 0);
            self.open += 1;
            self.places[cell] = self.open as u32;
            self.used.push(cell as u32);
        }
        self.places[cell] as usize - 1
    }
}

/// The visits of one person to one feed.
#[derive(Clone, Copy)]
struct Visits {
    stream: Stream,
    entity: u64,
    rate: f64,
}

impl Visits {
    /// The visit after another.
    #[inline]
    fn after(&self, visit: Visit) -> Visit {
        let gap = exponential(self.stream.bits(self.entity, 2 * visit.number)) / self.rate;
        Visit { number: visit.number + 1, time: visit.time + gap }
    }

    /// The depth of scrolling on a visit, if it is at least `needed`.
    #[inline]
    fn depth(&self, visit: Visit, needed: f64) -> Option<f64> {
        let bits = self.stream.bits(self.entity, 2 * visit.number - 1);
        // With n leading ones the uniform number is below 1 - 2^-(n + 1).
        if f64::from(bits.leading_ones() + 1) * std::f64::consts::LN_2 < needed {
            return None;
        }
        Some(exponential(bits)).filter(|&depth| depth >= needed)
    }
}

impl World<'_> {
    fn visits(&self, person: u32, surface: u8, feed: &ReadyFeed) -> Visits {
        let entity = u64::from(surface) << 32 | u64::from(person);
        Visits { stream: self.common.stream(Purpose::Visit), entity, rate: feed.visits(person) }
    }

    /// A copy comes into the inbox of somebody who reads it visit by visit.
    pub(super) fn receive(&mut self, person: u32, surface: u8, feed: &ReadyFeed, waiting: Waiting) {
        let now = self.clock(self.now);
        let visits = self.visits(person, surface, feed);
        if visits.rate <= 0.0 {
            return;
        }
        let place = self.scratch.inboxes.of(feed.cell + person as usize);
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        // Those that were let pass by are visits all the same.
        while inbox.next.time <= now {
            inbox.next = visits.after(inbox.next);
        }
        inbox.copies.push(Copy { waiting, came: now, number: inbox.came });
        inbox.came += 1;
        self.foresee_visit(person, surface, feed, place);
    }

    /// Puts the next visit on which something is seen into the queue. What comes before then makes everything lie deeper, and is
    /// itself a reason to look again.
    fn foresee_visit(&mut self, person: u32, surface: u8, feed: &ReadyFeed, place: usize) {
        let visits = self.visits(person, surface, feed);
        let each = feed.each.unwrap_or(0.0);
        let last = self.clock(self.horizon);
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        inbox.version = inbox.version.wrapping_add(1);
        let mut visit = inbox.next;
        while visit.time <= last {
            let highest = inbox.highest(visit.time, each);
            if highest > BOTTOM {
                inbox.copies.clear();
                return;
            }
            if visits.depth(visit, highest).is_some() {
                inbox.foreseen = visit;
                let version = inbox.version;
                let mut event =
                    Event::new(self.when(visit.time), Class::Visit, person, surface, 0, visit.number as u32);
                event.from = version;
                return self.expect(event);
            }
            visit = visits.after(visit);
        }
    }

    /// A person comes and scrolls: every copy that lies no deeper is seen, the newest first.
    pub(super) fn scroll(&mut self, event: &Event) {
        let site = self.site;
        let (person, surface) = (event.person(), event.surface());
        let Some(feed) = &site.feeds[surface as usize] else { return };
        let visits = self.visits(person, surface, feed);
        let each = feed.each.unwrap_or(0.0);
        let place = self.scratch.inboxes.of(feed.cell + person as usize);
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        if inbox.version != event.from {
            return;
        }
        let visit = inbox.foreseen;
        inbox.next = visits.after(visit);
        let Some(depth) = visits.depth(visit, 0.0) else { return };
        let mut seen = Vec::new();
        let mut copies = std::mem::take(&mut inbox.copies);
        copies.retain(|copy| {
            let at = inbox.depth(copy, visit.time, each);
            if at <= depth {
                seen.push(copy.waiting);
            }
            at > depth && at <= BOTTOM
        });
        inbox.copies = copies;
        for waiting in seen.iter().rev() {
            let mut copy = Event::new(self.now, Class::Feed, person, surface, waiting.item, waiting.tie);
            (copy.from, copy.verb) = (waiting.from, waiting.verb);
            self.see_copy(&copy);
        }
        if !self.scratch.inboxes.inboxes[place].copies.is_empty() {
            self.foresee_visit(person, surface, feed, place);
        }
    }
}
