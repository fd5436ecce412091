//! Items in pools: getting in, being seen, moving by votes.

use super::step::From;
use super::{Class, Event, Place, World, flag};
use crate::cascade::NOBODY;
use crate::platform::pool::{Admit, Position};
use crate::platform::{Novelty, Pool, SurfaceKind};
use crate::random::{exponential, uniform};

/// Links to the brand's site, which count slowly and are forgotten more slowly: each link of credit l, made at time t, is worth
/// l (1 - exp(-age / 14 days)) exp(-age / 2 years).
#[derive(Clone, Copy, Debug, Default)]
pub struct Authority {
    /// Sums of the two exponentials at `at`.
    slow: f64,
    quick: f64,
    at: f64,
}

/// Hours until a link counts by 63 %, and until it is forgotten by 63 % (both assumed).
const COUNTS: f64 = 14.0 * 24.0;
const FORGOTTEN: f64 = 2.0 * 365.0 * 24.0;

impl Authority {
    fn faded(&self, now: f64) -> (f64, f64) {
        let age = now - self.at;
        let slow = self.slow * libm::exp(-age / FORGOTTEN);
        (slow, self.quick * libm::exp(-age * (1.0 / FORGOTTEN + 1.0 / COUNTS)))
    }

    /// One more link.
    pub fn add(&mut self, credit: f64, now: f64) {
        let (slow, quick) = self.faded(now);
        *self = Authority { slow: slow + credit, quick: quick + credit, at: now };
    }

    /// Authority now.
    pub fn at(&self, now: f64) -> f64 {
        let (slow, quick) = self.faded(now);
        (slow - quick).max(0.0)
    }
}

impl World<'_> {
    pub(super) fn pool(&self, surface: u8) -> &Pool {
        match &self.site.platform.surfaces[surface as usize].kind {
            SurfaceKind::Pool(pool) => pool,
            _ => unreachable!("only pools have places"),
        }
    }

    /// The place of an item in a pool.
    fn find(&self, surface: u8, item: u32) -> Option<usize> {
        let mut at = self.scratch.items[item as usize].pools;
        while at != u32::MAX {
            let place = &self.scratch.places[at as usize];
            if place.surface == surface {
                return Some(at as usize);
            }
            at = place.next;
        }
        None
    }

    /// An item is handed to a pool: it enters if it may and is not there.
    pub(super) fn enter(&mut self, surface: u8, item: u32) {
        let pool = self.pool(surface);
        let live = &self.scratch.items[item as usize];
        if matches!(pool.position, Position::Paid) || self.find(surface, item).is_some() {
            return;
        }
        let admitted = match pool.admit {
            Admit::OnPost => true,
            Admit::Votes { count, within } => {
                let (others, own, _) = live.votes;
                self.now - live.born <= within
                    && crate::platform::pool::counted(others, own).max(1.0) >= self.site.threshold(count)
            }
            Admit::Editor { probability } => {
                let bits = live.sightings.bits(u64::from(surface), u64::MAX);
                uniform(bits) < probability
            }
        };
        let search = matches!(pool.position, Position::Search { .. });
        if admitted && (live.link || !search) {
            self.put(surface, item, 0.0, f64::INFINITY, 0.0);
            // Being admitted here takes it out of pools that say so.
            let mut at = self.scratch.items[item as usize].pools;
            while at != u32::MAX {
                let (other, next) = (self.scratch.places[at as usize].surface, self.scratch.places[at as usize].next);
                if self.pool(other).until == Some(surface as usize) {
                    self.scratch.places[at as usize].gone = true;
                }
                at = next;
            }
        }
    }

    /// Exposures of an item are bought.
    pub(super) fn enter_paid(&mut self, surface: u8, item: u32, an_hour: f64, until: f64, worth: f64) {
        match self.find(surface, item) {
            Some(place) => {
                // The step under way goes on at the new rate.
                self.settle(place);
                let found = &mut self.scratch.places[place];
                (found.rate, found.until, found.worth) = (an_hour, until, worth);
                self.foresee(place);
            }
            None => self.put(surface, item, an_hour, until, worth),
        }
    }

    fn put(&mut self, surface: u8, item: u32, rate: f64, until: f64, worth: f64) {
        let (entry, next) = (self.now, self.scratch.items[item as usize].pools);
        let top = self.clock(entry);
        let place = self.scratch.places.len();
        self.scratch.items[item as usize].pools = place as u32;
        self.scratch.places.push(Place {
            item,
            surface,
            entry,
            top,
            sightings: 0,
            left: 0.0,
            since: top,
            version: 0,
            gone: false,
            rate,
            until,
            worth,
            next,
        });
        self.scratch.book.ledger.entries.push((item, surface, entry));
        self.next_step(place);
    }

    /// Draws the exponential step to the next sighting, and foresees it.
    fn next_step(&mut self, place: usize) {
        let now = self.clock(self.now);
        let found = &mut self.scratch.places[place];
        let stream = self.scratch.items[found.item as usize].sightings;
        found.left = exponential(stream.bits(u64::from(found.surface), u64::from(found.sightings)));
        found.since = now;
        self.foresee(place);
    }

    /// Steps an hour of visibility.
    fn pace(&self, place: usize) -> f64 {
        let found = &self.scratch.places[place];
        match self.pool(found.surface).position {
            Position::Related { rate } => rate,
            // Thinned when it comes.
            Position::Search { most, .. } => most,
            Position::Paid => found.rate,
            _ => self.site.visits_to(found.surface as usize),
        }
    }

    /// Takes from the step under way what has passed of it.
    pub(super) fn settle(&mut self, place: usize) {
        let (scale, standing) = (self.pace(place), self.standing(self.scratch.places[place].item));
        let now = self.clock(self.now);
        let found = &self.scratch.places[place];
        let passed = match self.pool(found.surface).position {
            ref position if !crate::platform::Site::is_constant(position) => {
                position.visible(standing, found.since - found.top, now - found.top) * scale
            }
            _ => (now - found.since) * scale,
        };
        let found = &mut self.scratch.places[place];
        found.left = (found.left - passed).max(0.0);
        found.since = now;
        found.version += 1;
    }

    /// Puts the next sighting into the queue, if it comes before the item leaves.
    pub(super) fn foresee(&mut self, place: usize) {
        let scale = self.pace(place);
        let found = &self.scratch.places[place];
        if scale <= 0.0 || found.gone {
            return;
        }
        let pool = self.pool(found.surface);
        let end = self.horizon.min(found.entry + pool.expire).min(found.until);
        let time = if crate::platform::Site::is_constant(&pool.position) {
            self.when(found.since + found.left / scale)
        } else {
            let standing = self.standing(found.item);
            let hours = found.left / scale;
            let last = self.clock(end) - found.top;
            self.when(found.top + pool.position.reaching(standing, found.since - found.top, hours, last))
        };
        if time <= end {
            let (surface, item, number, version) = (found.surface, found.item, found.sightings, found.version);
            let mut event = Event::new(time.max(self.now), Class::Pool, 0, surface, item, number);
            event.from = version;
            event.verb = place as u32;
            self.expect(event);
        }
    }

    /// Somebody sees an item in a pool.
    pub(super) fn see_place(&mut self, event: &Event) {
        let place = event.verb as usize;
        let found = &self.scratch.places[place];
        if found.gone || found.version != event.from {
            return;
        }
        self.turn_to_item(event.item);
        let found = &self.scratch.places[place];
        let (item, surface, entry, number) = (found.item, found.surface, found.entry, found.sightings);
        let paid = found.worth;
        let spot = &self.site.platform.surfaces[surface as usize];
        let position = &self.pool(surface).position;
        let live = &self.scratch.items[item as usize];
        let entity = u64::from(surface) << 32 | u64::from(number);
        let mut shown = true;
        if let Position::Search { base, exponent, unit, most } = position {
            let rate = base
                * self.scratch.book.offer.search
                * libm::pow(self.scratch.book.authority.at(self.now) / unit, *exponent);
            let rate = rate.min(*most);
            shown = uniform(live.visitors.bits(entity, 2)) * most < rate;
        }
        let bought = matches!(position, Position::Paid);
        let person = self.site.visitors.draw(live.visitors.bits(entity, 0), live.visitors.bits(entity, 1));
        self.scratch.places[place].sightings += 1;
        // The next step is under way before anybody acts, so that a vote, which foresees it anew, voids what was foreseen here.
        self.next_step(place);
        if shown && !self.has_left(person) {
            let ledger = &mut self.scratch.book.ledger;
            ledger.exposures[surface as usize] += 1;
            ledger.bought += u64::from(bought);
            self.watched(surface);
            let mut worth = if bought { paid } else { self.site.worths[surface as usize].unwrap_or(1.0) };
            if spot.novelty != Novelty::Lasting {
                worth *= spot.novelty.at(self.now - entry);
            }
            self.expose(person, item, From { surface, source: NOBODY, worth, hop: 0 });
        }
    }

    /// A vote: it counts towards admission, and moves the item where votes do.
    pub(super) fn vote(&mut self, person: u32, item: u32, score: u32, against: bool) {
        let own = self.scratch.book.flags[person as usize] & flag::OWN != 0;
        let mut at = self.scratch.items[item as usize].pools;
        while at != u32::MAX {
            let found = &self.scratch.places[at as usize];
            let next = found.next;
            if !found.gone && self.pool(found.surface).position.moves() {
                self.settle(at as usize);
            }
            at = next;
        }
        let votes = &mut self.scratch.items[item as usize].votes;
        match (against, own) {
            (true, _) => votes.2 += score,
            (false, true) => votes.1 += score,
            (false, false) => votes.0 += score,
        }
        let mut at = self.scratch.items[item as usize].pools;
        while at != u32::MAX {
            let found = &self.scratch.places[at as usize];
            let next = found.next;
            if !found.gone && self.pool(found.surface).position.moves() {
                self.foresee(at as usize);
            }
            at = next;
        }
    }
}
