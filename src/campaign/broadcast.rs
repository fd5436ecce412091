//! Mass media: exposures are bought, and come along no tie.
//!
//! What the campaign posts is shown to people drawn in proportion to their visits, so many times a day from when the first item is
//! posted to when `days` are over or the money is spent. Days of the broadcast are counted from then; several items share the
//! exposures, a later one from the beginning of the next of these days. What an exposure is worth is the trust in the channel, far
//! below that of a friend.
//!
//! # Parameters
//!
//! `exposures-per-day`: exposures bought a day. `cost-per-thousand`: money for a thousand of them. `days`: how long it goes on, from
//! the first item. `trust`: the channel, or a number relative to the mean tie.
//!
//! # Cost
//!
//! One event a day, and what the exposures cost.
//!
//! # Randomness
//!
//! None of its own: the sightings of an item in the pool of what is bought.
//!
//! # Departures
//!
//! Money is spent day by day, at the beginning of each; a budget buys a last day in part.
//!
//! # Reference
//!
//! F. M. Bass, *A new product growth for model consumer durables*, Management Science 15 (1969): the coefficient of innovation is
//! the share of people whom such exposures bring to act, per unit of time.

use crate::audience::relationship::channels::{self, CHANNELS};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::platform::{Lever, Part, Platform, Site, World};

const CHANNEL_WORDS: &[(&str, &str)] = &[
    ("pool", "what stands on a shared page"),
    ("tv", "mass media"),
    ("social-ad", "paid posts in a feed"),
    ("banner", "paid pictures on a page"),
];

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "broadcast",
    title: "mass media: exposures are bought, and come along no tie",
    kind: Kind::Table(&[
        Key::with_default("exposures-per-day", Kind::Number(0.0, 1e12), "1000", "exposures bought a day")
            .unit("exposures")
            .larger("reaches more people early, and each of them more often"),
        Key::with_default("cost-per-thousand", Kind::Number(0.0, 1e9), "4", "what a thousand exposures cost")
            .unit("money")
            .source("assumed"),
        Key::optional(
            "days",
            Kind::Number(0.0, 1e6),
            "how many days it goes on, from when the first item is posted; to the end where it is left out",
        )
        .unit("days"),
        Key::with_default(
            "trust",
            Kind::Either(&[Kind::Words(CHANNEL_WORDS), Kind::Number(0.0, 1e6)]),
            "\"banner\"",
            "what an exposure is worth: a channel, or a number relative to the mean tie",
        ),
    ]),
    reference: "Bass, A new product growth for model consumer durables, 1969",
    check: "Bass's curve as a special case of the platform engine",
    build: |value| {
        Ok(Box::new(Broadcast {
            a_day: value.number("exposures-per-day"),
            cost: value.number("cost-per-thousand") / 1000.0,
            days: value.get("days").and_then(Value::as_number).unwrap_or(f64::INFINITY),
            trust: match value.at("trust") {
                Value::Text(channel) => Worth::Channel(channel.clone()),
                number => Worth::Is(number.as_number().unwrap_or(1.0)),
            },
        }))
    },
};

/// Exposures of simulated people a day, at most.
const MOST_A_DAY: f64 = 1e7;

enum Worth {
    Channel(String),
    Is(f64),
}

/// The lever.
pub struct Broadcast {
    a_day: f64,
    cost: f64,
    days: f64,
    trust: Worth,
}

impl Lever for Broadcast {
    fn check(&self, platform: &Platform) -> Result<(), Fault> {
        if platform.paid().is_none() && self.a_day > 0.0 {
            let message = "this platform has no space that can be bought";
            return Err(Fault::at("", message, "write [surface.ads] and below it paid = true"));
        }
        debug_assert!(CHANNEL_WORDS.iter().all(|(channel, _)| CHANNELS.contains(channel)));
        Ok(())
    }

    fn fits(&self, stands_for: f64) -> Result<(), Fault> {
        if self.a_day / stands_for <= MOST_A_DAY {
            return Ok(());
        }
        let message = format!("{} exposures a day are more than can be played one by one", self.a_day);
        let help = format!("write at most {}", MOST_A_DAY * stands_for);
        Err(Fault::at("exposures-per-day", message, help))
    }

    fn part<'a>(&'a self, site: &'a Site) -> Box<dyn Part + 'a> {
        let click = site.platform.looking();
        let worth = match &self.trust {
            Worth::Is(worth) => *worth,
            Worth::Channel(channel) => {
                let channels = &site.audience.relationship.channels;
                channels.trust(channel).unwrap_or(channels::Trust::Is(1.0)).at(0.0, click)
            }
        };
        Box::new(Buying { lever: self, worth, items: Vec::new() })
    }
}

struct Buying<'a> {
    lever: &'a Broadcast,
    worth: f64,
    items: Vec<u32>,
}

impl Part for Buying<'_> {
    fn posted(&mut self, world: &mut World, item: u32) {
        // Praise and complaints of customers are items too, and nobody advertises these.
        if !world.is_campaigns(item) {
            return;
        }
        if self.items.is_empty() && self.lever.a_day > 0.0 {
            world.wake(world.now(), 0);
        }
        self.items.push(item);
    }

    /// Buys the exposures of one day.
    fn woken(&mut self, world: &mut World, day: u32) {
        // What does not fit into the run, or into the days, is not bought.
        let of_day = world.share_of_day().min(self.lever.days - f64::from(day));
        let (price, left) = (self.lever.a_day * self.lever.cost, world.left());
        let share = if price > left { (left / price).max(0.0) } else { 1.0 };
        if share == 0.0 || of_day <= 0.0 {
            return;
        }
        world.charge("broadcast", price * share * of_day);
        let an_hour = self.lever.a_day * share / 24.0 / self.items.len() as f64 / world.stands_for();
        for &item in &self.items {
            world.buy(item, an_hour, world.now() + 24.0 * of_day, self.worth);
        }
        world.wake(world.now() + 24.0, day + 1);
    }
}
