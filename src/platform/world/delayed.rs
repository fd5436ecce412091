//! Acts that take their time: decided at an exposure, done a while later.
//!
//! At the exposure a person decides, by the doses so far; until the act is done, an exponential time with the mean of
//! [`Platform::act_delay`](crate::platform::Platform::act_delay) passes, and nobody else sees or counts it. What requires a verb is
//! decided with it, and takes its own time after it. The verb counts as done from the decision on: further exposures do not move
//! to it a second time.

use super::step::From;
use super::{Class, Event, World};
use crate::random::{Purpose, exponential};

impl World<'_> {
    /// A person will do a verb, an exponential time after a moment; returns when.
    pub(super) fn decide(&mut self, person: u32, item: u32, verb: usize, from: From, after: f64) -> f64 {
        let slot = self.scratch.items[item as usize].slot;
        let bits = self.luck.item(slot).stream(Purpose::ActDelay).bits(u64::from(person), verb as u64);
        let time = after + self.site.platform.act_delay * exponential(bits);
        let mut event = Event::new(time, Class::Act, person, from.surface, item, verb as u32);
        event.from = from.source;
        event.verb = self.scratch.decided.len() as u32;
        self.scratch.decided.push(from);
        self.expect(event);
        time
    }

    /// The time has come.
    pub(super) fn act_decided(&mut self, event: &Event) {
        let from = self.scratch.decided[event.verb as usize];
        self.turn_to_item(event.item);
        if self.belongs_elsewhere(event.person(), event.place as usize) {
            return;
        }
        self.act(event.person(), event.item, event.place as usize, from);
    }
}
