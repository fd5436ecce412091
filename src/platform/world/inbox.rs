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
//! 48 bytes for each copy that waits, 4 for each person, and one event for each visit of a person with copies that wait. A copy waits until it is
//! seen, or lies deeper than anybody can scroll (37, where chance ends).
//!
//! # Randomness
//!
//! [`Purpose::Visit`]; entity: surface and person, index: 2 k for the hours before visit k, 2 k + 1 for its depth. So a person
//! comes at the same times in every campaign, whatever is posted.

use super::{Class, Event, World};
use crate::platform::site::ReadyFeed;
use crate::random::{Purpose, exponential};

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

/// The feed of one person, from the first copy on.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    copies: Vec<Copy>,
    /// How many visits have been drawn, and when the last of them is, on their clock; `woken` if it is in the queue.
    visits: u64,
    next: f64,
    woken: bool,
    /// Copies that ever came.
    came: u64,
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
            (inbox.visits, inbox.next, inbox.woken, inbox.came) = (0, 0.0, false, 0);
            self.open += 1;
            self.places[cell] = self.open as u32;
            self.used.push(cell as u32);
        }
        self.places[cell] as usize - 1
    }
}

/// Hours of operational time between two visits of a person who makes `rate` an hour.
#[inline]
fn gap(bits: u64, rate: f64) -> f64 {
    exponential(bits) / rate
}

impl World<'_> {
    /// A copy comes into the inbox of somebody who reads it visit by visit: at once, to be seen on a visit to come. It sinks
    /// at a rate of its own (ties differ), and its depth begins at `start`.
    pub(super) fn receive(&mut self, person: u32, surface: u8, feed: &ReadyFeed, copy: Waiting) {
        let now = self.clock(self.now);
        let place = self.scratch.inboxes.of(feed.cell + person as usize);
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        let number = inbox.came;
        inbox.came += 1;
        inbox.copies.push(Copy { waiting: copy, came: now, number });
        if !inbox.woken {
            self.next_visit(person, surface, feed, place, now);
        }
    }

    /// Puts the next visit after now, by the clock of visits, into the queue.
    fn next_visit(&mut self, person: u32, surface: u8, feed: &ReadyFeed, place: usize, now: f64) {
        let rate = feed.visits(person);
        if rate <= 0.0 {
            return;
        }
        let visits = self.luck.stream(Purpose::Visit);
        let entity = u64::from(surface) << 32 | u64::from(person);
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        // Those that were let pass by while nothing waited are counted too: they are visits all the same.
        while inbox.next <= now {
            inbox.next += gap(visits.bits(entity, 2 * inbox.visits), rate);
            inbox.visits += 1;
        }
        let (next, number) = (inbox.next, inbox.visits - 1);
        let time = self.when(next);
        if time <= self.horizon {
            self.scratch.inboxes.inboxes[place].woken = true;
            self.scratch.queue.push(Event::new(time, Class::Visit, person, surface, 0, number as u32));
        }
    }

    /// A person comes and scrolls: every copy that lies no deeper is seen, the newest first.
    pub(super) fn scroll(&mut self, event: &Event) {
        let site = self.site;
        let (person, surface) = (event.person(), event.surface());
        let Some(feed) = &site.feeds[surface as usize] else { return };
        let place = self.scratch.inboxes.of(feed.cell + person as usize);
        let entity = u64::from(surface) << 32 | u64::from(person);
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        let depth = exponential(self.luck.stream(Purpose::Visit).bits(entity, 2 * (inbox.visits - 1) + 1));
        let (now, came) = (inbox.next, inbox.came);
        let each = feed.each.unwrap_or(0.0);
        let mut copies = std::mem::take(&mut inbox.copies);
        let lies = |copy: &Copy| {
            let above = (came - copy.number - 1) as f64;
            copy.waiting.start + copy.waiting.sinks * (now - copy.came) + above * each
        };
        for copy in copies.iter().rev().filter(|copy| lies(copy) <= depth) {
            let waiting = &copy.waiting;
            let mut seen = Event::new(self.now, Class::Feed, person, surface, waiting.item, waiting.tie);
            (seen.from, seen.verb) = (waiting.from, waiting.verb);
            self.see_copy(&seen);
        }
        copies.retain(|copy| {
            let at = lies(copy);
            at > depth && at <= BOTTOM
        });
        let inbox = &mut self.scratch.inboxes.inboxes[place];
        // Nobody hears themselves, so nothing has come meanwhile.
        debug_assert!(inbox.copies.is_empty());
        inbox.copies = copies;
        inbox.woken = false;
        if !inbox.copies.is_empty() {
            self.next_visit(person, surface, feed, place, now);
        }
    }
}
