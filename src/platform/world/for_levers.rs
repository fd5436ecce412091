//! What a lever may see and do.

use super::{Appeal, Author, BRAND_STRENGTH, Class, Event, Item, Ledger, NOBODY, Standing, World, flag};
use crate::random::Purpose;

impl World<'_> {
    /// Hours since the beginning.
    pub fn now(&self) -> f64 {
        self.now
    }

    /// When the run ends, hours.
    pub fn horizon(&self) -> f64 {
        self.horizon
    }

    /// What share of the day that begins now lies within the run, in [0, 1]: none at its end.
    pub fn share_of_day(&self) -> f64 {
        ((self.horizon - self.now) / 24.0).clamp(0.0, 1.0)
    }

    /// The people the campaign asks first, in canonical order.
    pub fn seeds(&self) -> &[u32] {
        &self.scratch.book.seeds
    }

    /// Those whom the campaign would ask without its levers, in canonical order.
    pub fn planned(&self) -> &[u32] {
        &self.scratch.book.planned
    }

    /// The book so far.
    pub fn ledger(&self) -> &Ledger {
        &self.scratch.book.ledger
    }

    /// Wakes this lever at a time, not before now, with a tag of its own, for
    /// [`woken`](crate::platform::Part::woken).
    pub fn wake(&mut self, time: f64, tag: u32) {
        self.expect(Event::new(time.max(self.now), Class::Alarm, 0, 0, self.lever as u32, tag));
    }

    /// Money spent for something, a word or two: as real people pay it, whatever a simulated one stands for.
    pub fn charge(&mut self, what: &'static str, amount: f64) {
        self.scratch.book.ledger.charge(what, amount);
        if amount != 0.0 {
            self.scratch.book.ledger.spending_ends = self.now;
        }
    }

    /// Real people that a simulated one stands for.
    pub fn stands_for(&self) -> f64 {
        self.site.platform.stands_for
    }

    /// Money earned or lost outside of verbs.
    pub fn earn(&mut self, amount: f64) {
        self.scratch.book.ledger.income += amount;
    }

    /// A value of this lever's `which`-th observable.
    pub fn observe(&mut self, which: usize, value: f64) {
        let place = self.levers[self.lever].observed + which;
        self.scratch.book.ledger.observed[place] = Some(value);
    }

    /// Sets by what the chance of a verb is multiplied for everybody from now on.
    pub fn set_scale(&mut self, verb: usize, factor: f64) {
        self.scratch.book.scales[verb] = factor;
    }

    /// By what the chance of a verb is multiplied now.
    pub fn scale_of(&self, verb: usize) -> f64 {
        self.scratch.book.scales[verb]
    }

    /// A new item, which `author` posts now; `slot` is the address of its luck: 2^31 and above, the same in every campaign
    /// that posts it. Returns its number.
    pub fn post(&mut self, item: &Item, author: Author, slot: u32) -> u32 {
        let appeal = match item.appeal {
            Appeal::Given(appeal) => appeal,
            Appeal::Drawn { sigma } => self.draw_appeal(slot, sigma),
        };
        if item.cost != 0.0 {
            self.charge("content", item.cost);
        }
        let id = self.new_item(slot, item, author, appeal);
        match author {
            Author::Person(person) => self.hand_on_post(person, id),
            Author::Brand => self.hand_to_followers(id),
            Author::Nobody => {}
        }
        self.scratch.book.posted.push(id);
        id
    }

    /// A slot for an item that a person begins, from the address of what made them.
    pub fn slot(&mut self) -> u32 {
        self.scratch.book.next_slot += 1;
        self.scratch.book.next_slot - 1
    }

    /// A person hands an item on because the campaign `asked`, or of the person's own accord; it counts as a vote of the campaign's
    /// own either way. Nothing happens where the person has acted for another brand.
    pub fn share(&mut self, person: u32, item: u32, asked: bool) {
        if self.is_anothers(person) {
            return;
        }
        self.scratch.book.mark(person, flag::OWN);
        if self.scratch.book.adopted[person as usize] == 0 {
            self.adopt(person, (!asked).then_some(NOBODY), item);
        }
        self.hand_on_post(person, item);
    }

    /// The brand brings an item back to the top for its followers: each who has not met it gets one more copy, seen or not by
    /// luck of its own.
    pub fn show_followers(&mut self, item: u32) {
        let live = &mut self.scratch.items[item as usize];
        live.shown += 1;
        let coins = self.luck.item(live.slot).coins_for(Purpose::BumpedCopy);
        let row = coins.row(u32::MAX - live.shown);
        self.copies_to_followers(item, row);
    }

    /// Buys exposures of an item: so many an hour, from now until a time, each worth so much relative to one along the mean
    /// tie. Nothing happens on a platform without bought space.
    pub fn buy(&mut self, item: u32, an_hour: f64, until: f64, worth: f64) {
        if let Some(surface) = self.site.platform.paid() {
            self.enter_paid(surface as u8, item, an_hour, until, worth / self.site.real_ratio);
        }
    }

    /// Money that may still be spent: what the calendar will cost is kept back.
    pub fn left(&self) -> f64 {
        self.scratch.book.budget - self.scratch.book.ledger.cost() - self.scratch.book.reserved
    }

    /// Money that may be spent in all, beside what the calendar costs.
    pub fn purse(&self) -> f64 {
        self.scratch.book.purse
    }

    /// An item is not handed on from now on.
    pub fn close(&mut self, item: u32) {
        self.scratch.items[item as usize].closed = true;
    }

    /// How many items there are so far.
    pub fn items(&self) -> u32 {
        self.scratch.items.len() as u32
    }

    /// Who posted an item.
    pub fn author(&self, item: u32) -> Author {
        self.scratch.items[item as usize].author
    }

    /// Whether the brand posted an item to its followers, alone or beside those it asked.
    pub fn is_brands(&self, item: u32) -> bool {
        self.scratch.items[item as usize].by_brand
    }

    /// Valence of an item.
    pub fn valence(&self, item: u32) -> i8 {
        self.scratch.items[item as usize].valence
    }

    /// When an item was posted.
    pub fn born(&self, item: u32) -> f64 {
        self.scratch.items[item as usize].born
    }

    /// Multiplies the appeal of an item from now on.
    pub fn improve(&mut self, item: u32, factor: f64) {
        self.scratch.items[item as usize].appeal *= factor;
    }

    /// Followers of the brand, in the order in which they came.
    pub fn followers(&self) -> &[u32] {
        &self.scratch.book.followers
    }

    /// Whether a person follows the brand.
    pub fn is_follower(&self, person: u32) -> bool {
        self.scratch.book.flags[person as usize] & flag::FOLLOWER != 0
    }

    /// A person follows the brand from now on.
    pub fn follow(&mut self, person: u32) {
        if self.scratch.book.mark(person, flag::FOLLOWER) {
            self.scratch.book.followers.push(person);
        }
    }

    /// A person follows the brand no longer.
    pub fn unfollow(&mut self, person: u32) {
        if self.is_follower(person) {
            self.scratch.book.flags[person as usize] &= !flag::FOLLOWER;
            self.scratch.book.touched.push(person);
            self.scratch.book.followers.retain(|&follower| follower != person);
        }
    }

    /// Strength of a person's tie to the brand.
    pub fn brand_strength(&self, person: u32) -> f64 {
        self.scratch.book.ties.of(u64::from(person), BRAND_STRENGTH, self.now, self.site.tau)
    }

    /// A dialogue between the brand and a person: their tie gains the share for two-way acts.
    pub fn dialogue(&mut self, person: u32) {
        let two_way = self.site.audience.relationship.growth.two_way;
        self.scratch.book.ties.grow(u64::from(person), BRAND_STRENGTH, self.now, self.site.tau, two_way);
    }

    /// What a person thinks of the brand, -1 to 1.
    pub fn opinion(&self, person: u32) -> f64 {
        self.scratch.book.opinions.of(u64::from(person), 0.0, self.now, f64::INFINITY)
    }

    /// Moves a person's opinion a share of the way towards a value from -1 to 1.
    pub fn persuade(&mut self, person: u32, towards: f64, share: f64) {
        let now = self.opinion(person);
        let then = (now + share * (towards - now)).clamp(-1.0, 1.0);
        if then != now {
            self.scratch.book.opinions.set(u64::from(person), self.now, then);
        }
    }

    /// How often a person has met an item.
    pub fn exposures(&self, person: u32, item: u32) -> u32 {
        self.scratch.meetings.get(person, item).map_or(0, |meeting| meeting.exposures)
    }

    /// Whether a person has done a verb on an item.
    pub fn has_done(&self, person: u32, item: u32, verb: usize) -> bool {
        self.scratch.meetings.get(person, item).is_some_and(|meeting| meeting.done & (1 << verb) != 0)
    }

    /// Whether a person has acted in the sense of reach.
    pub fn has_adopted(&self, person: u32) -> bool {
        self.scratch.book.adopted[person as usize] != 0
    }

    /// Adds a link to the brand's authority.
    pub fn link(&mut self, credit: f64) {
        self.scratch.book.authority.add(credit, self.now);
    }

    /// Authority now.
    pub fn authority(&self) -> f64 {
        self.scratch.book.authority.at(self.now)
    }

    /// Votes for an item that count.
    pub fn votes(&self, item: u32) -> f64 {
        self.standing(item).up
    }

    pub(super) fn standing(&self, item: u32) -> Standing {
        let live = &self.scratch.items[item as usize];
        let (others, own, against) = live.votes;
        Standing { up: crate::platform::pool::counted(others, own), down: f64::from(against), fit: 1.0 }
    }
}
