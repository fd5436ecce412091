//! Who posts too much is heard no longer.
//!
//! Posts of one source that a person is shown in one day (from midnight to midnight) are counted. At each beyond the number that
//! costs nothing the person leaves with a chance: a follower the brand, or a person another one. Copies of theirs that had come
//! and were not seen are gone with the tie. Who follows the brand anew later is a follower again; a tie between people does not
//! come back.
//!
//! # Randomness
//!
//! [`Purpose::Unfollow`]; entity: the person and rival k 2^33 (the brand's ties) or 2^40 + the tie, index: how many posts had been shown on it.

use super::{Event, NOBODY, World};
use crate::random::Purpose;
use std::collections::BTreeMap;

/// What one source has shown one person.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    day: u64,
    today: u32,
    ever: u64,
    left: bool,
}

/// Of every tie on which something was seen, while that matters.
#[derive(Debug, Default)]
pub(super) struct Shown {
    counts: BTreeMap<u64, Count>,
    /// Ties between people that are heard no longer.
    left: u64,
}

/// Stands before the numbers of ties between people.
const TIE: u64 = 1 << 40;

impl Shown {
    /// As at the beginning.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.left = 0;
    }

    /// Whether a tie between people is heard no longer.
    #[inline]
    pub fn has_left(&self, tie: u32) -> bool {
        self.left > 0 && self.counts.get(&(TIE | u64::from(tie))).is_some_and(|count| count.left)
    }
}

impl World<'_> {
    /// A copy comes before a person: whether the person still hears the source. If so it is counted, and may be one too many: then
    /// it is the last.
    pub(super) fn is_still_heard(&mut self, event: &Event) -> bool {
        let Some(rule) = self.site.platform.unfollow else { return true };
        let (person, by_brand) = (event.person(), event.from == NOBODY);
        if by_brand && !self.is_follower(person) {
            return false;
        }
        if !by_brand && self.site.feeds[event.surface() as usize].is_none() {
            // A digest of a group comes by no tie.
            return true;
        }
        let key = if by_brand { u64::from(self.turn) << 33 | u64::from(person) } else { TIE | u64::from(event.place) };
        let (day, luck) = ((self.now / 24.0) as u64, self.common.stream(Purpose::Unfollow));
        let chance = if by_brand { rule.brand } else { rule.friends };
        let count = self.scratch.shown.counts.entry(key).or_default();
        if count.left {
            return false;
        }
        if count.day != day {
            (count.day, count.today) = (day, 0);
        }
        count.today += 1;
        count.ever += 1;
        if f64::from(count.today) > rule.beyond && luck.uniform(key, count.ever) < chance {
            count.left = !by_brand;
            self.scratch.book.ledger.unfollowed += 1;
            if by_brand {
                self.unfollow(person);
            } else {
                self.scratch.shown.left += 1;
            }
        }
        true
    }
}
