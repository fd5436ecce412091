//! **Trust**: customers, not the brand, speak to new customers.
//!
//! When the campaign posts an item, each advocate shares it along the advocate's own ties with chance
//! min(0.9, base (1 + 0.3 ln(1 + incentive))). What comes from a friend is trusted as a friend, what comes from an ad as an ad:
//! that is all the mechanism there is. Advocates are customers (where the scenario has a `[product]`), else followers, in the
//! order in which they came.
//!
//! # Parameters
//!
//! `advocates`: how many, 0 for none; `incentive`: money for each share; `reward`: money for each buyer who came by a friend;
//! `base`: chance of sharing without an incentive.
//!
//! # Output
//!
//! `advocate-shares`; `by-friends`: share of buyers who heard of it last from a person; `referred`: how many.
//!
//! # Cost
//!
//! One number for each advocate and item.
//!
//! # Randomness
//!
//! Advocate by person and item.
//!
//! # Reference
//!
//! That word of mouth carries farther than media: M. Trusov, R. Bucklin and K. Pauwels, *Effects of word-of-mouth versus
//! traditional marketing*, Journal of Marketing 73 (2009); that paid recommendations spread little on their own: J. Leskovec,
//! L. Adamic and B. Huberman, *The dynamics of viral marketing*, 2007. Numbers are assumed.

use crate::cascade::NOBODY;
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::platform::{Act, Lever, Observable, Part, Platform, Site, World};
use crate::quantity::Bounds;
use crate::random::Purpose;

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "trust",
    title: "customers, not the brand, speak to new customers",
    kind: Kind::Table(&[
        Key::with_default("advocates", Kind::Whole(0, 1_000_000_000), "20", "how many advocates; 0: none")
            .unit("people")
            .larger("more first sharers, whom friends believe")
            .source("assumed"),
        Key::with_default("incentive", Kind::Number(0.0, 1e9), "0", "money for each share of an advocate")
            .unit("money")
            .larger("advocates share more often, up to nine times in ten"),
        Key::with_default("reward", Kind::Number(0.0, 1e9), "0", "money for each buyer who came by a friend")
            .unit("money"),
        Key::with_default(
            "base",
            Kind::Probability,
            "0.3",
            "chance that an advocate shares an item without an incentive",
        )
        .source("assumed"),
    ]),
    reference: "Trusov, Bucklin and Pauwels, Effects of word-of-mouth versus traditional marketing, 2009",
    check: "an incentive of e - 1 and a base of 0.3: each advocate shares with probability 0.39",
    build: |value| {
        let (base, incentive) = (value.number("base"), value.number("incentive"));
        Ok(Box::new(Trust {
            advocates: value.whole("advocates"),
            incentive,
            reward: value.number("reward"),
            chance: (base * (1.0 + PULL * libm::log1p(incentive))).min(MOST.max(base)),
        }))
    },
};

/// How much an incentive adds, and the most that it brings about (both assumed).
const PULL: f64 = 0.3;
const MOST: f64 = 0.9;

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable { name: "advocate-shares", title: "shares of advocates", unit: "shares", bounds: Bounds::Positive },
    Observable {
        name: "referred",
        title: "buyers who heard of it last from a person",
        unit: "people",
        bounds: Bounds::Positive,
    },
    Observable {
        name: "by-friends",
        title: "share of buyers who heard of it last from a person",
        unit: "",
        bounds: Bounds::Share,
    },
];

/// The lever.
pub struct Trust {
    advocates: u64,
    incentive: f64,
    reward: f64,
    chance: f64,
}

impl Trust {
    /// Simulated advocates, where each stands for so many real ones.
    fn advocates_of(&self, stands_for: f64) -> f64 {
        (self.advocates as f64 / stands_for).round()
    }
}

impl Lever for Trust {
    fn is_null(&self) -> bool {
        self.advocates == 0
    }

    fn check(&self, platform: &Platform) -> Result<(), Fault> {
        if self.reward > 0.0 && !platform.verbs.iter().any(|verb| verb.once) {
            let message = "nobody can buy on this platform: no verb is done once for the brand";
            return Err(Fault::at("reward", message, "leave out `reward`, or write [verb.convert] with once = true"));
        }
        Ok(())
    }

    fn fits(&self, stands_for: f64) -> Result<(), Fault> {
        if self.advocates == 0 || self.advocates_of(stands_for) > 0.0 {
            return Ok(());
        }
        let message = format!(
            "{} advocates are less than half a simulated person, who stands for {stands_for} real ones",
            self.advocates
        );
        Err(Fault::at("trust.advocates", message, "write more advocates, a larger network, or a smaller `stands-for`"))
    }

    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
        Box::new(Trusting { lever: self, shares: 0, buyers: 0, referred: 0 })
    }
}

struct Trusting<'a> {
    lever: &'a Trust,
    shares: u64,
    buyers: u64,
    referred: u64,
}

impl Part for Trusting<'_> {
    fn posted(&mut self, world: &mut World, item: u32) {
        if !world.is_campaigns(item) {
            return;
        }
        let stream = world.luck.stream(Purpose::Advocate);
        let advocates = self.lever.advocates_of(world.stands_for()) as usize;
        let incentive = self.lever.incentive * world.stands_for();
        let among = if world.customers().is_empty() { world.followers() } else { world.customers() };
        let advocates: Vec<u32> = among.iter().copied().take(advocates).collect();
        for person in advocates {
            // Who has acted for another brand shares nothing of this one's, and is not paid.
            if world.is_anothers(person)
                || stream.uniform(person.into(), world.slot_of(item).into()) >= self.lever.chance
            {
                continue;
            }
            if world.left() < incentive {
                return;
            }
            if incentive > 0.0 {
                world.charge("trust", incentive);
            }
            self.shares += 1;
            world.share(person, item, true);
        }
    }

    fn acted(&mut self, world: &mut World, act: &Act) {
        if !world.site.platform.verbs[act.verb as usize].once {
            return;
        }
        self.buyers += 1;
        if act.source != NOBODY {
            self.referred += 1;
            let reward = self.lever.reward * world.stands_for();
            if reward > 0.0 && world.left() >= reward {
                world.charge("trust", reward);
            }
        }
    }

    fn end(&mut self, world: &mut World) {
        world.observe(0, self.shares as f64);
        world.observe(1, self.referred as f64);
        if self.buyers > 0 {
            world.observe(2, self.referred as f64 / self.buyers as f64);
        }
    }
}
