//! An act that brings an item back to the top, as a comment does in forums and on walls.
//!
//! With the chance that the verb says, the item stands in pools newest first as if it had come now; and where it was seen in
//! a feed, the person heard (or the brand) has it at the top of that feed again, for those who hear them and have not met the
//! item: each gets one more copy, seen or not by luck of its own. Copies that are there already stay where they are, and expiry
//! and novelty are counted from the first entry as before.
//!
//! # Randomness
//!
//! [`Purpose::Bump`] and [`Purpose::BumpedCopy`], by item, who acted, verb or place of the tie.

use super::step::From;
use super::{BRAND, NOBODY, World};
use crate::platform::SurfaceKind;
use crate::platform::pool::Position;
use crate::random::Purpose;

impl World<'_> {
    /// Somebody has done a verb that may bring the item back to the top.
    pub(super) fn bump(&mut self, person: u32, item: u32, v: usize, from: From) {
        let live = &self.scratch.items[item as usize];
        let luck = self.luck.item(live.slot);
        let chance = self.site.platform.verbs[v].bump;
        if live.closed || luck.stream(Purpose::Bump).uniform(u64::from(person), v as u64) >= chance {
            return;
        }
        self.raise(item);
        let row = luck.coins_for(Purpose::BumpedCopy).row(person);
        if from.surface == BRAND {
            self.copies_to_followers(item, row);
        } else if from.source != NOBODY && self.is_feed(from.surface) {
            self.copies_to_hearers(from.source, item, from.surface as usize, 1.0, v as u32, row, true);
        }
    }

    fn is_feed(&self, surface: u8) -> bool {
        matches!(self.site.platform.surfaces[surface as usize].kind, SurfaceKind::Feed(_))
    }

    /// The item stands first in pools newest first.
    fn raise(&mut self, item: u32) {
        let mut at = self.scratch.items[item as usize].pools;
        while at != u32::MAX {
            let found = &self.scratch.places[at as usize];
            let next = found.next;
            if !found.gone && matches!(self.pool(found.surface).position, Position::Newest { .. }) {
                self.settle(at as usize);
                let now = self.clock(self.now);
                self.scratch.places[at as usize].top = now;
                self.foresee(at as usize);
            }
            at = next;
        }
    }
}
