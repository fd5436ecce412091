//! **Support**: customers help customers whose use went wrong.
//!
//! A complaint stands open, and is handed on, until it is answered or its author has lost patience. Helpers look through a page
//! of open questions when they visit the platform; the first who answers does so after the first sighting of a fading item,
//! -ln(1 - delta E / A) / delta with E ~ Exp(1), A the visits of all helpers times the chance that one who sees it answers; never
//! where E >= A / delta. Staff answer what stands open after a day, if there are staff. An answer in time puts the matter right
//! with a chance: then the complaint is not handed on any more, and its author's opinion turns to +0.3.
//!
//! # Parameters
//!
//! `helpers`: share of customers (of followers, where there are none) who help, 0 for none; `answer`: chance that a helper who
//! sees a question answers it; `fading`: how fast a question falls out of sight; `incentive`: money for each answer; `staff`:
//! whether staff stand behind them, `staff-cost` of an answer of theirs; `patience`: mean time until an author gives up;
//! `puts-right`: chance that an answer in time puts it right.
//!
//! # Output
//!
//! `answered` (share of complaints answered in time), `time-to-answer`, `open` (at the end, within patience), `deflection` (share
//! of answers that came from customers).
//!
//! # Cost
//!
//! Two events for each complaint.
//!
//! # Randomness
//!
//! Answer by author and item: 0 when helpers answer, 1 patience, 2 whether it puts it right.
//!
//! # Departures
//!
//! The page of questions is no surface of the platform but a closed form, as helpers alone look at it.
//!
//! # Reference
//!
//! Model page 6.4. Numbers are assumed.

use crate::catalog::{Entry, Key, Kind};
use crate::platform::{Author, Lever, Observable, Part, Site, World};
use crate::quantity::Bounds;
use crate::random::Purpose;
use std::collections::BTreeMap;

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "support",
    title: "customers help customers whose use went wrong",
    kind: Kind::Table(&[
        Key::with_default("helpers", Kind::Probability, "0.05", "share of customers who help others; 0: none")
            .larger("answers come sooner")
            .source("assumed"),
        Key::with_default("answer", Kind::Probability, "0.3", "chance that a helper who sees a question answers it")
            .source("assumed"),
        Key::with_default(
            "fading",
            Kind::Rate,
            "\"0.06 per hour\"",
            "how fast a question falls out of sight: one new question an hour, 94 of 100 read on past each",
        )
        .source("assumed"),
        Key::with_default("incentive", Kind::Number(0.0, 1e9), "0", "money for each answer of a helper").unit("money"),
        Key::with_default("staff", Kind::Flag, "false", "whether staff answer what stands open after a day"),
        Key::with_default("staff-cost", Kind::Number(0.0, 1e9), "5", "what an answer of staff costs")
            .unit("money")
            .source("assumed"),
        Key::with_default("patience", Kind::Duration, "\"48 h\"", "mean time until an author gives up")
            .source("assumed"),
        Key::with_default("puts-right", Kind::Probability, "0.7", "chance that an answer in time puts it right")
            .source("assumed"),
    ]),
    reference: "",
    check: "helpers who look in at rate A and answer all: P(answered) = 1 - exp(-A / delta) without an end of patience",
    build: |value| {
        Ok(Box::new(Support {
            helpers: value.number("helpers"),
            answer: value.number("answer"),
            fading: value.number("fading"),
            incentive: value.number("incentive"),
            staff: value.flag("staff"),
            staff_cost: value.number("staff-cost"),
            patience: value.number("patience"),
            right: value.number("puts-right"),
        }))
    },
};

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable {
        name: "answered",
        title: "share of complaints that were answered in time",
        unit: "",
        bounds: Bounds::Share,
    },
    Observable {
        name: "time-to-answer",
        title: "mean time from a complaint to its answer",
        unit: "hours",
        bounds: Bounds::Positive,
    },
    Observable { name: "open", title: "complaints that are open at the end", unit: "items", bounds: Bounds::Positive },
    Observable {
        name: "deflection",
        title: "share of answers that came from customers",
        unit: "",
        bounds: Bounds::Share,
    },
];

/// Hours after which staff answer, and what an author thinks whose matter was put right (assumed).
const STAFF_AFTER: f64 = 24.0;
const RECOVERED: f64 = 0.3;

/// The lever.
pub struct Support {
    helpers: f64,
    answer: f64,
    /// An hour.
    fading: f64,
    incentive: f64,
    staff: bool,
    staff_cost: f64,
    /// Hours.
    patience: f64,
    right: f64,
}

impl Lever for Support {
    fn is_null(&self) -> bool {
        self.helpers == 0.0 && !self.staff
    }

    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
        Box::new(Helping { lever: self, open: BTreeMap::new(), complaints: 0, helped: 0, staffed: 0, hours: 0.0 })
    }
}

struct Helping<'a> {
    lever: &'a Support,
    /// Open complaints, by item: when the author gives up.
    open: BTreeMap<u32, f64>,
    complaints: u64,
    helped: u64,
    staffed: u64,
    hours: f64,
}

/// In an alarm's tag, beside the item: staff answer.
const STAFF: u32 = 1 << 31;

impl Helping<'_> {
    /// Sightings an hour of a fresh question by helpers who then answer.
    fn rate(&self, world: &World) -> f64 {
        let among = if world.customers().is_empty() { world.followers() } else { world.customers() };
        let helpers = (self.lever.helpers * among.len() as f64).ceil() as usize;
        let visits = among.iter().take(helpers).map(|&person| world.site.audience.participation.visit_rate.of(person));
        visits.sum::<f64>() * self.lever.answer
    }

    /// Complaints that are open now: their authors have not given up.
    fn open(&self, world: &World) -> f64 {
        self.open.values().filter(|&&until| until > world.now()).count() as f64
    }
}

impl Part for Helping<'_> {
    fn posted(&mut self, world: &mut World, item: u32) {
        let Author::Person(author) = world.author(item) else { return };
        if world.valence(item) >= 0 {
            return;
        }
        self.complaints += 1;
        let stream = world.luck.stream(Purpose::Answer);
        let slot = u64::from(world.slot_of(item));
        let now = world.now();
        self.open.insert(item, now + self.lever.patience * stream.exponential(author.into(), 3 * slot + 1));
        let after = first_sighting(stream.exponential(author.into(), 3 * slot), self.rate(world), self.lever.fading);
        if after.is_finite() {
            world.wake(now + after, item);
        }
        if self.lever.staff {
            world.wake(now + STAFF_AFTER, item | STAFF);
        }
    }

    fn woken(&mut self, world: &mut World, tag: u32) {
        let item = tag & !STAFF;
        let (staff, now) = (tag & STAFF != 0, world.now());
        let Some(&until) = self.open.get(&item) else { return };
        if now > until {
            self.open.remove(&item);
            return;
        }
        let cost = if staff { self.lever.staff_cost } else { self.lever.incentive } * world.stands_for();
        if world.left() < cost {
            return;
        }
        if cost > 0.0 {
            world.charge("support", cost);
        }
        self.open.remove(&item);
        *if staff { &mut self.staffed } else { &mut self.helped } += 1;
        self.hours += now - world.born(item);
        let Author::Person(author) = world.author(item) else { return };
        let slot = u64::from(world.slot_of(item));
        if world.luck.stream(Purpose::Answer).uniform(author.into(), 3 * slot + 2) < self.lever.right {
            world.close(item);
            world.persuade(author, RECOVERED, 1.0);
        }
    }

    fn stocks(&self, world: &World, tell: &mut dyn FnMut(&'static str, f64)) {
        tell("open", self.open(world));
    }

    fn end(&mut self, world: &mut World) {
        let answered = self.helped + self.staffed;
        if self.complaints > 0 {
            world.observe(0, answered as f64 / self.complaints as f64);
        }
        if answered > 0 {
            world.observe(1, self.hours / answered as f64);
            world.observe(3, self.helped as f64 / answered as f64);
        }
        world.observe(2, self.open(world));
    }
}

/// Hours until the first sighting of something that fades, for an exponential number: see [`crate::platform::feed::delay`].
fn first_sighting(e: f64, rate: f64, fading: f64) -> f64 {
    match (rate, fading) {
        (0.0, _) => f64::INFINITY,
        (rate, 0.0) => e / rate,
        (rate, fading) if e * fading >= rate => f64::INFINITY,
        (rate, fading) => -libm::log1p(-e * fading / rate) / fading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The closed form against the chance that is left: P(answered by t) = 1 - exp(-(A / delta)(1 - exp(-delta t))).
    #[test]
    fn first_sightings_follow_the_fading_rate() {
        let (rate, fading) = (0.5, 0.2);
        for i in 1..1000 {
            let u = f64::from(i) / 1000.0;
            let time = first_sighting(-libm::log1p(-u), rate, fading);
            let most = -libm::expm1(-rate / fading);
            if u >= most {
                assert_eq!(time, f64::INFINITY);
            } else {
                let back = -libm::expm1(rate / fading * libm::expm1(-fading * time));
                assert!((back - u).abs() < 1e-12, "{u} {time} {back}");
            }
        }
        assert_eq!(first_sighting(2.0, 0.5, 0.0), 4.0);
        assert_eq!(first_sighting(2.0, 0.0, 0.1), f64::INFINITY);
    }
}
