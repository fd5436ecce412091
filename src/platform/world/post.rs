//! Items of the calendar and of levers: posted, with what is drawn once for each.

use super::{Appeal, Author, Item, Live, World, brand};
use crate::random::Purpose;

impl World<'_> {
    pub(super) fn post_planned(&mut self, item: &Item, slot: u32) {
        let appeal = match item.appeal {
            Appeal::Given(appeal) => appeal,
            Appeal::Drawn { sigma } => self.draw_appeal(slot, sigma),
        };
        self.charge("content", item.cost);
        self.scratch.book.reserved -= item.cost;
        let author = match (item.by_seeds && !self.scratch.book.seeds.is_empty(), item.by_brand) {
            (true, _) => Author::Person(self.scratch.book.seeds[0]),
            (false, true) => Author::Brand,
            (false, false) => Author::Nobody,
        };
        let id = self.new_item(slot, item, author, appeal);
        if item.by_seeds {
            let seeds = std::mem::take(&mut self.scratch.book.seeds);
            seeds.iter().for_each(|&person| self.hand_on_post(person, id));
            self.scratch.book.seeds = seeds;
        }
        if item.by_brand {
            self.hand_to_followers(id);
        }
        if !self.levers.is_empty() {
            self.scratch.book.posted.push(id);
        }
    }

    /// Appeal of an ordinary post: lognormal with mean 1.
    pub(super) fn draw_appeal(&self, slot: u32, sigma: f64) -> f64 {
        let bits = self.luck.item(slot).stream(Purpose::Item);
        // Box and Muller.
        let radius = libm::sqrt(2.0 * bits.exponential(0, 0));
        let normal = radius * libm::cos(std::f64::consts::TAU * bits.uniform(0, 1));
        libm::exp(sigma * normal - 0.5 * sigma * sigma)
    }

    pub(super) fn new_item(&mut self, slot: u32, item: &Item, author: Author, appeal: f64) -> u32 {
        let luck = self.luck.item(slot);
        let topics = self.site.topic_means.len() as u64;
        let topic =
            item.topic.or_else(|| (topics > 0).then(|| luck.stream(Purpose::Item).sequence(1).below(topics) as u32));
        let appeal = if slot < brand::OWN_SLOTS { appeal * self.scratch.book.offer.appeal } else { appeal };
        self.scratch.items.push(Live {
            slot,
            brand: self.turn,
            appeal,
            valence: item.valence,
            link: item.link,
            by_brand: item.by_brand || author == Author::Brand,
            author,
            born: self.now,
            closed: false,
            topic,
            copies: luck.coins_for(Purpose::Copy),
            some: luck.coins_for(Purpose::SomeCopies),
            acts: luck.coins_for(Purpose::Act),
            sightings: luck.stream(Purpose::Sighting),
            visitors: luck.stream(Purpose::Visitor),
            votes: (0, 0, 0),
            pools: u32::MAX,
            shown: 0,
        });
        (self.scratch.items.len() - 1) as u32
    }
}
