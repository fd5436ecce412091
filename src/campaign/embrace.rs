//! **Embrace**: the brand builds with its customers.
//!
//! Each week the brand calls for ideas so many times. Every follower answers a call with a small chance that grows with the
//! strength of the tie to the brand; of the ideas of one call at most two are taken up. What was taken up is built after some
//! days: then whatever the campaign posts is more attractive, A <- A + 0.05 (A_max - A), the product is better,
//! q <- q + 0.01 (1 - q), the tie of the contributor grows as by a dialogue, and the contributor shares the next item.
//!
//! # Parameters
//!
//! `calls-per-week`, 0 for none; `contribute`: chance that a follower of mean strength answers a call; `accepted`: most ideas
//! taken up of one call; `delay` until they are built; `call-cost`, `build-cost`; `most`: A_max.
//!
//! # Output
//!
//! `contributions`, `contributors`, `appeal` and `quality` at the end.
//!
//! # Cost
//!
//! One event a call, one number for each follower.
//!
//! # Randomness
//!
//! Contribute by person and call.
//!
//! # Departures
//!
//! Of those who answer, the ones with the strongest tie are taken up, equals in canonical order.
//!
//! # Reference
//!
//! Model page 6.5. Numbers are assumed.

use crate::catalog::{Entry, Key, Kind};
use crate::platform::{Lever, Observable, Part, Site, World};
use crate::quantity::Bounds;
use crate::random::Purpose;
use std::collections::BTreeSet;

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "embrace",
    title: "the brand builds with its customers",
    kind: Kind::Table(&[
        Key::with_default("calls-per-week", Kind::Number(0.0, 1e4), "1", "calls for ideas a week; 0: none")
            .larger("appeal and quality rise sooner")
            .source("assumed"),
        Key::with_default(
            "contribute",
            Kind::Probability,
            "0.01",
            "chance that a follower answers a call, at a tie of strength 1",
        )
        .source("assumed"),
        Key::with_default("accepted", Kind::Whole(0, 1_000_000), "2", "most ideas taken up of one call")
            .unit("ideas")
            .source("assumed"),
        Key::with_default("delay", Kind::Duration, "\"14 days\"", "time until an idea is built").source("assumed"),
        Key::with_default("call-cost", Kind::Number(0.0, 1e9), "5", "what a call costs")
            .unit("money")
            .source("assumed"),
        Key::with_default("build-cost", Kind::Number(0.0, 1e9), "20", "what building an idea costs")
            .unit("money")
            .source("assumed"),
        Key::with_default("most", Kind::Number(0.0, 1e6), "2", "the appeal that ideas can bring at most")
            .larger("more room to grow")
            .source("assumed"),
    ]),
    reference: "",
    check: "20 ideas bring 1 - 0.95^20 = 64 % of what they can",
    build: |value| {
        Ok(Box::new(Embrace {
            gap: 7.0 * 24.0 / value.number("calls-per-week"),
            contribute: value.number("contribute"),
            accepted: value.whole("accepted"),
            delay: value.number("delay"),
            call_cost: value.number("call-cost"),
            build_cost: value.number("build-cost"),
            most: value.number("most"),
        }))
    },
};

/// Share of what is missing that one idea adds to appeal and to quality (assumed).
const TO_APPEAL: f64 = 0.05;
const TO_QUALITY: f64 = 0.01;

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable { name: "contributions", title: "ideas that were built", unit: "ideas", bounds: Bounds::Positive },
    Observable { name: "contributors", title: "people whose ideas were built", unit: "people", bounds: Bounds::People },
    Observable {
        name: "appeal",
        title: "appeal of what the campaign posts at the end",
        unit: "",
        bounds: Bounds::Positive,
    },
    Observable { name: "quality", title: "chance at the end that a use goes well", unit: "", bounds: Bounds::Share },
];

/// The lever.
pub struct Embrace {
    /// Hours between two calls; infinity: none.
    gap: f64,
    contribute: f64,
    accepted: u64,
    delay: f64,
    call_cost: f64,
    build_cost: f64,
    most: f64,
}

impl Lever for Embrace {
    fn is_null(&self) -> bool {
        self.gap == f64::INFINITY
    }

    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
        Box::new(Embracing { lever: self, call: 0, built: 0, appeal: 1.0, people: BTreeSet::new(), next: Vec::new() })
    }
}

struct Embracing<'a> {
    lever: &'a Embrace,
    call: u64,
    built: u64,
    appeal: f64,
    people: BTreeSet<u32>,
    /// Whose idea was built since the last item.
    next: Vec<u32>,
}

/// The alarm of a call; those of ideas are their people.
const CALL: u32 = u32::MAX;

impl Part for Embracing<'_> {
    fn start(&mut self, world: &mut World) {
        world.wake(self.lever.gap, CALL);
    }

    fn posted(&mut self, world: &mut World, item: u32) {
        if world.is_campaigns(item) {
            for person in std::mem::take(&mut self.next) {
                world.share(person, item, false);
            }
        }
    }

    fn woken(&mut self, world: &mut World, tag: u32) {
        if tag != CALL {
            return self.build(world, tag);
        }
        if world.left() < self.lever.call_cost {
            return;
        }
        world.charge("embrace", self.lever.call_cost);
        let stream = world.luck.stream(Purpose::Contribute);
        let mut ideas: Vec<(f64, u32)> = Vec::new();
        for &person in world.followers() {
            let strength = world.brand_strength(person);
            if stream.uniform(person.into(), self.call) < self.lever.contribute * strength {
                ideas.push((strength, person));
            }
        }
        ideas.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, person) in ideas.iter().take(self.lever.accepted as usize) {
            world.wake(world.now() + self.lever.delay, person);
        }
        self.call += 1;
        world.wake(world.now() + self.lever.gap, CALL);
    }

    fn end(&mut self, world: &mut World) {
        let quality = world.quality();
        let values = [self.built as f64, self.people.len() as f64, self.appeal, quality];
        values.into_iter().enumerate().for_each(|(which, value)| world.observe(which, value));
    }
}

impl Embracing<'_> {
    /// An idea is built.
    fn build(&mut self, world: &mut World, person: u32) {
        if world.left() < self.lever.build_cost {
            return;
        }
        world.charge("embrace", self.lever.build_cost);
        self.built += 1;
        self.people.insert(person);
        self.next.push(person);
        self.appeal += TO_APPEAL * (self.lever.most - self.appeal);
        world.set_appeal(self.appeal);
        let quality = world.quality();
        world.set_quality(quality + TO_QUALITY * (1.0 - quality));
        world.dialogue(person);
    }
}
