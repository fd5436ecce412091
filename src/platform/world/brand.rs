//! What the levers of a campaign share about the brand: its customers, how good the product is, how attractive its posts are.

use super::{World, flag};
use crate::platform::pool::Position;
use crate::platform::{Platform, SurfaceKind};

/// Items from this slot on are begun by people, not by the campaign.
pub const OWN_SLOTS: u32 = 1 << 31;

/// What levers change for all that comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Offer {
    /// Chance that a use of the product goes well.
    pub quality: f64,
    /// Factor of the appeal of what the campaign posts.
    pub appeal: f64,
    /// Factor of what is found by search.
    pub search: f64,
}

impl Default for Offer {
    fn default() -> Self {
        Offer { quality: 1.0, appeal: 1.0, search: 1.0 }
    }
}

impl Platform {
    /// Whether something is found by search.
    pub fn has_search(&self) -> bool {
        self.surfaces.iter().any(|surface| {
            matches!(&surface.kind, SurfaceKind::Pool(pool) if matches!(pool.position, Position::Search { .. }))
        })
    }
}

impl World<'_> {
    /// The address of an item's luck: its place in the calendar, or a number from 2^31 on.
    pub fn slot_of(&self, item: u32) -> u32 {
        self.scratch.items[item as usize].slot
    }

    /// Whether the campaign has posted an item, not a customer.
    pub fn is_campaigns(&self, item: u32) -> bool {
        self.slot_of(item) < OWN_SLOTS
    }

    /// A person is a customer from now on; `false` if the person was one before.
    pub fn become_customer(&mut self, person: u32) -> bool {
        let new = self.scratch.book.mark(person, flag::CUSTOMER);
        if new {
            self.scratch.book.customers.push(person);
        }
        new
    }

    /// A customer leaves. Who has left comes back only as somebody new, which the flag does not allow.
    pub fn leave(&mut self, person: u32) {
        self.scratch.book.customers.retain(|&customer| customer != person);
    }

    /// Customers, in the order in which they came.
    pub fn customers(&self) -> &[u32] {
        &self.scratch.book.customers
    }

    /// The people who come to a brand first, this share of all: the same for every replicate of a network, and others for every
    /// brand as long as there are.
    pub fn first_people(&self, share: f64) -> Vec<u32> {
        self.site.first_followers(share, self.turn.into(), self.scratch.brands)
    }

    /// Chance that a use of the product goes well.
    pub fn quality(&self) -> f64 {
        self.scratch.book.offer.quality
    }

    /// Sets it.
    pub fn set_quality(&mut self, quality: f64) {
        self.scratch.book.offer.quality = quality.clamp(0.0, 1.0);
    }

    /// Multiplies the appeal of what the campaign posts from now on.
    pub fn set_appeal(&mut self, appeal: f64) {
        self.scratch.book.offer.appeal = appeal;
    }

    /// Sets by what exposures by search are multiplied from now on.
    pub fn set_search(&mut self, factor: f64) {
        self.scratch.book.offer.search = factor;
    }
}
