//! **Traffic**: what people share links back to the brand's own site.
//!
//! Buttons make it easy to keep and to follow: the chance of bookmarking, following and subscribing is multiplied. A better
//! landing page keeps more of those who click. Links that people leave behind add to the site's authority, slowly, and what is
//! found by search grows with authority and with the work on being found.
//!
//! # Parameters
//!
//! `buttons`: factor of the chances of verbs called `bookmark`, `subscribe`, `follow`; `landing`: factor of the chances of `visit` and
//! `convert`; `seo`: factor of what is found by search; `cost-per-day` of it all. All factors 1 and no cost change nothing.
//!
//! # Output
//!
//! `visits-late` (share of visits after 30 days), `visits-half-life`; beside them, of every platform, `authority` and the visits.
//!
//! # Cost
//!
//! One event a day.
//!
//! # Randomness
//!
//! None of its own.
//!
//! # Departures
//!
//! A visit is the verb `visit`, or `click` where there is none.
//!
//! # Reference
//!
//! Model page 6.6. Numbers are assumed.

use crate::catalog::{Entry, Fault, Key, Kind};
use crate::platform::{Lever, Observable, Part, Platform, Site, World};
use crate::quantity::Bounds;

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "traffic",
    title: "what people share links back to the brand's own site",
    kind: Kind::Table(&[
        Key::with_default(
            "buttons",
            Kind::Number(0.0, 1000.0),
            "1",
            "factor of the chances to bookmark, follow, subscribe",
        )
        .larger("more links and followers that stay"),
        Key::with_default("landing", Kind::Number(0.0, 1000.0), "1", "factor of the chances to arrive and to buy")
            .larger("more of those who click stay"),
        Key::with_default("seo", Kind::Number(0.0, 1000.0), "1", "factor of what is found by search")
            .larger("more visits long after"),
        Key::with_default("cost-per-day", Kind::Number(0.0, 1e9), "0", "what the work on the page costs a day")
            .unit("money"),
    ]),
    reference: "",
    check: "buttons = 2 on a verb of chance p: it is done with chance 1 - (1 - p)^2",
    build: |value| {
        Ok(Box::new(Traffic {
            buttons: value.number("buttons"),
            landing: value.number("landing"),
            seo: value.number("seo"),
            cost: value.number("cost-per-day"),
        }))
    },
};

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable {
        name: "visits-late",
        title: "share of visits more than 30 days after the beginning",
        unit: "",
        bounds: Bounds::Share,
    },
    Observable {
        name: "visits-half-life",
        title: "time by which half of the visits have come",
        unit: "hours",
        bounds: Bounds::Positive,
    },
];

/// The lever.
pub struct Traffic {
    buttons: f64,
    landing: f64,
    seo: f64,
    cost: f64,
}

/// Verbs by name.
const BUTTONS: &[&str] = &["bookmark", "subscribe", "follow"];
const LANDING: &[&str] = &["visit", "convert"];

impl Lever for Traffic {
    fn is_null(&self) -> bool {
        self.buttons == 1.0 && self.landing == 1.0 && self.seo == 1.0 && self.cost == 0.0
    }

    fn check(&self, platform: &Platform) -> Result<(), Fault> {
        for (key, factor, names) in [("buttons", self.buttons, BUTTONS), ("landing", self.landing, LANDING)] {
            if factor != 1.0 && !names.iter().any(|name| platform.verb(name).is_some()) {
                let message = format!("this platform has none of the verbs {}", names.join(", "));
                return Err(Fault::at(key, message, format!("leave out `{key}`, or write [verb.{}]", names[0])));
            }
        }
        if self.seo != 1.0 && !platform.has_search() {
            let message = "nothing is found by search on this platform";
            return Err(Fault::at("seo", message, "leave out `seo`, or write [surface.search] with search = {}"));
        }
        Ok(())
    }

    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn part<'a>(&'a self, site: &'a Site) -> Box<dyn Part + 'a> {
        let visit = site.platform.verb("visit").or_else(|| site.platform.verb("click"));
        Box::new(Leading { lever: self, visit, before: Vec::new() })
    }
}

struct Leading<'a> {
    lever: &'a Traffic,
    visit: Option<usize>,
    /// The verbs that the page makes more or less likely, with what their chances were multiplied by before.
    before: Vec<(usize, f64)>,
}

impl Part for Leading<'_> {
    fn start(&mut self, world: &mut World) {
        for (factor, names) in [(self.lever.buttons, BUTTONS), (self.lever.landing, LANDING)] {
            for verb in names.iter().filter_map(|name| world.site.platform.verb(name)) {
                let before = world.scale_of(verb);
                self.before.push((verb, before));
                world.set_scale(verb, before * factor);
            }
        }
        world.set_search(self.lever.seo);
        if self.lever.cost > 0.0 {
            world.wake(0.0, 0);
        }
    }

    /// Pays a day; where the money is spent the page is as it was.
    fn woken(&mut self, world: &mut World, day: u32) {
        // Of a last day that does not fit into the run its part is paid.
        let cost = self.lever.cost * world.share_of_day();
        if world.left() < cost {
            // The last first, where a verb was changed twice.
            self.before.iter().rev().for_each(|&(verb, before)| world.set_scale(verb, before));
            return world.set_search(1.0);
        }
        if cost > 0.0 {
            world.charge("traffic", cost);
            world.wake(world.now() + 24.0, day + 1);
        }
    }

    fn end(&mut self, world: &mut World) {
        if let Some(visit) = self.visit {
            let visits = || world.ledger().acts.iter().filter(|act| act.verb as usize == visit);
            let all = visits().count();
            let late = visits().filter(|act| act.time > 30.0 * 24.0).count();
            let half = visits().nth(all.saturating_sub(1) / 2).map(|act| act.time);
            if let Some(half) = half {
                world.observe(0, late as f64 / all as f64);
                world.observe(1, half);
            }
        }
    }
}
