//! What an act shows to others: copies in feeds, digests of groups, places in pools.

use super::inbox::Waiting;
use super::{ASKED, Class, Event, NOBODY, World, uniform};
use crate::platform::feed::delay;
use crate::platform::{Groups, SurfaceKind};
use crate::random::{CoinRow, exponential, exponential_from};

impl World<'_> {
    /// Somebody who was asked posts an item: to everybody who hears them, whatever share of copies the verb writes.
    pub(super) fn hand_on_post(&mut self, person: u32, item: u32) {
        let adopts = self.site.platform.adopts();
        let place = self.scratch.meetings.place(person, item);
        let meeting = self.scratch.meetings.at(place);
        if meeting.done & (1 << adopts) != 0 {
            // Handed on already; a second time would be the same copies.
            return;
        }
        meeting.done |= 1 << adopts;
        meeting.first = ASKED;
        meeting.hop = 0;
        let score = self.site.platform.verbs[adopts].score;
        if score > 0 {
            self.vote(person, item, score, false);
        }
        for surface in 0..self.site.platform.surfaces.len() {
            self.emit(person, item, surface, 1.0, adopts as u32);
        }
    }

    /// An act shows the item on a surface; `fraction` of the ties get a copy.
    pub(super) fn emit(&mut self, person: u32, item: u32, surface: usize, fraction: f64, verb: u32) {
        match &self.site.platform.surfaces[surface].kind {
            SurfaceKind::Feed(_) => self.emit_to_feed(person, item, surface, fraction, verb),
            SurfaceKind::Pool(_) => self.enter(surface as u8, item),
            SurfaceKind::Groups(groups) => {
                let groups = *groups;
                self.emit_to_group(person, item, surface, groups, verb);
            }
        }
    }

    /// A copy for everybody who hears a person; those that are never seen cost a number.
    fn emit_to_feed(&mut self, person: u32, item: u32, surface: usize, fraction: f64, verb: u32) {
        let row = self.scratch.items[item as usize].copies.row(person);
        self.copies_to_hearers(person, item, surface, fraction, verb, row, false);
    }

    /// The same by other coins, and where it is the same item once more only to those who have not met it.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn copies_to_hearers(
        &mut self,
        person: u32,
        item: u32,
        surface: usize,
        fraction: f64,
        verb: u32,
        row: CoinRow,
        again: bool,
    ) {
        let site = self.site;
        let Some(feed) = &site.feeds[surface] else { return };
        let live = &self.scratch.items[item as usize];
        // Each verb and surface has copies of its own: their places lie 2^24 ties apart.
        let own = (verb << 3 ^ surface as u32) << 24;
        let some = live.some.row(person);
        let ties = site.graph.row(person);
        let strengths = site.graph.strengths();
        self.scratch.book.ledger.copies += ties.len() as u64;
        for (place, tie) in ties.enumerate() {
            let place = own ^ place as u32;
            let hearer = site.graph.targets()[tie];
            let strength = feed.is_ranked().then(|| {
                let base = strengths.map_or(site.strength, |strengths| strengths[tie]);
                self.scratch.strengths.of(tie as u64, base, self.now, site.tau)
            });
            // Most copies that are never seen are known by bounds, without a logarithm.
            let most = feed.attention[hearer as usize] * feed.at_most(strength);
            if feed.fades && exponential_from(row.digit(place)) > most {
                continue;
            }
            let (mut r, mut delta) = (feed.attention[hearer as usize], feed.fading[hearer as usize]);
            if fraction < 1.0 && uniform(some.word(place)) >= fraction {
                continue;
            }
            if again && self.scratch.meetings.get(hearer, item).is_some() || self.scratch.shown.has_left(tie as u32) {
                continue;
            }
            if let Some(w) = strength {
                let slower = feed.slower(w, site.mean_strength);
                r /= slower;
                delta *= slower;
            }
            if feed.each.is_some() {
                let waiting = Waiting { item, from: person, tie: tie as u32, verb, start: 0.0, sinks: delta };
                self.receive(hearer, surface as u8, feed, waiting);
                continue;
            }
            let after = delay(exponential(row.word(place)), r, delta);
            let after = if feed.rounds { libm::ceil(after).max(1.0) } else { after };
            let mut event = Event::new(self.later(after), Class::Feed, hearer, surface as u8, item, tie as u32);
            event.from = person;
            event.verb = verb;
            self.expect(event);
        }
    }

    /// So many hours from now on the clock of visits.
    #[inline]
    fn later(&self, hours: f64) -> f64 {
        match self.site.platform.rhythm {
            Some(_) => self.when(self.clock(self.now) + hours),
            None => self.now + hours,
        }
    }

    /// What the brand posts, to its followers.
    pub(super) fn hand_to_followers(&mut self, item: u32) {
        let row = self.scratch.items[item as usize].copies.row(u32::MAX);
        self.copies_to_followers(item, row);
    }

    /// The same by other coins.
    pub(super) fn copies_to_followers(&mut self, item: u32, row: CoinRow) {
        let site = self.site;
        let Some(surface) = site.feeds.iter().position(Option::is_some) else { return };
        let Some(feed) = &site.feeds[surface] else { return };
        self.scratch.book.ledger.copies += self.scratch.book.followers.len() as u64;
        for i in 0..self.scratch.book.followers.len() {
            let hearer = self.scratch.book.followers[i];
            if self.scratch.meetings.get(hearer, item).is_some() {
                continue;
            }
            let (r, delta) = (feed.attention[hearer as usize] * feed.brand, feed.fading[hearer as usize]);
            if feed.each.is_some() {
                // A copy that begins so deep, or sinks so much more slowly, is seen by the same share.
                let start = -libm::log(feed.brand.min(1.0));
                let sinks = delta / feed.brand.max(1.0);
                let waiting = Waiting { item, from: NOBODY, tie: i as u32, verb: 0, start, sinks };
                self.receive(hearer, surface as u8, feed, waiting);
                continue;
            }
            let after = delay(exponential(row.word(hearer)), r, delta);
            self.expect(Event::new(self.later(after), Class::Feed, hearer, surface as u8, item, i as u32));
        }
    }

    /// An item handed into one of a person's groups: members see it in the digest of the next day, or not.
    fn emit_to_group(&mut self, person: u32, item: u32, surface: usize, groups: Groups, verb: u32) {
        let site = self.site;
        let live = &self.scratch.items[item as usize];
        let own = (verb << 3 ^ surface as u32) << 24;
        let (row, some) = (live.copies.row(person), live.some.row(person));
        let layer = (uniform(some.word(own ^ 0x00FF_FFFF)) * f64::from(groups.each)) as usize;
        let (order, places) = &site.groups[surface][layer];
        let start = places[person as usize] / groups.members * groups.members;
        let end = (start + groups.members).min(order.len() as u32);
        for place in start..end {
            let member = order[place as usize];
            let word = row.word(own ^ (place - start));
            if member == person || uniform(word) >= groups.seen {
                continue;
            }
            // Given that it is seen, the number is uniform below that chance.
            let time = self.now + 24.0 * uniform(word) / groups.seen;
            let mut event = Event::new(time, Class::Feed, member, surface as u8, item, place);
            event.from = person;
            event.verb = verb;
            self.expect(event);
        }
    }
}
