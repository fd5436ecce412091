//! **Listen**: the brand looks before it asks.
//!
//! Each person is profiled with chance l, the coverage: then the number of those who hear the person is known exactly, and how
//! much the person does is seen through a window of W days, n ~ Poisson(acts a day x W). Of the people profiled, those with the
//! highest score (k + 1)^alpha (n + 1)^beta are asked, as many as the campaign would have asked; where too few are profiled, the
//! campaign's own come in for the rest. The well-connected win because they take part more (Hinz et al. 2011), so the score uses
//! both.
//!
//! # Parameters
//!
//! `coverage`: l, 0 for none; `window`: W; `acceptance`: chance that the mean person who is asked does act, 1 for the seed set as it
//! is elsewhere: a person of propensity g does with chance 1 - (1 - q)^(c g), c such that the mean over people is q;
//! `ties` alpha, `activity` beta; `fee` a day, `profile-cost`.
//!
//! # Output
//!
//! `profiled`; `precision`: share of those asked who are among the true best of the same number.
//!
//! # Cost
//!
//! n log n a replicate, and one number for each act that is seen.
//!
//! # Randomness
//!
//! Listen by person: 0 whether profiled, 1 whether the person acts when asked, from 2 on the acts in the window.
//!
//! # Departures
//!
//! Opinions are those of the beginning, 0 for all, and so have no part in the score.
//!
//! # Reference
//!
//! O. Hinz, B. Skiera, C. Barrot and J. U. Becker, *Seeding strategies for viral marketing*, Journal of Marketing 75 (2011), 55-71.

use crate::catalog::{Entry, Key, Kind};
use crate::platform::{Lever, Observable, Part, Site, World};
use crate::quantity::Bounds;
use crate::random::{Purpose, Replicate, Stream};

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Lever>> = Entry {
    name: "listen",
    title: "the brand looks before it asks: whom to ask first, by ties and activity",
    kind: Kind::Table(&[
        Key::with_default("coverage", Kind::Probability, "0.3", "share of the people who are profiled; 0: nobody")
            .larger("those asked are nearer to the best")
            .source("assumed"),
        Key::with_default("window", Kind::Duration, "\"14 days\"", "how long activity is watched")
            .larger("activity is known better")
            .source("assumed"),
        Key::with_default("acceptance", Kind::Probability, "1", "chance that a mean person who is asked acts")
            .larger("fewer are asked in vain"),
        Key::with_default("ties", Kind::Number(0.0, 10.0), "1", "exponent of ties in the score").source("assumed"),
        Key::with_default("activity", Kind::Number(0.0, 10.0), "0.5", "exponent of activity in the score")
            .source("assumed"),
        Key::with_default("fee", Kind::Number(0.0, 1e9), "5", "what listening costs a day")
            .unit("money")
            .source("assumed"),
        Key::with_default("profile-cost", Kind::Number(0.0, 1e9), "0.05", "what a profile costs")
            .unit("money")
            .source("assumed"),
    ]),
    reference: "Hinz, Skiera, Barrot and Becker, Seeding strategies for viral marketing, 2011",
    check: "everybody profiled, ties alone: the seed set of most-ties",
    build: |value| {
        Ok(Box::new(Listen {
            coverage: value.number("coverage"),
            window: value.number("window"),
            acceptance: value.number("acceptance"),
            ties: value.number("ties"),
            activity: value.number("activity"),
            fee: value.number("fee"),
            profile: value.number("profile-cost"),
        }))
    },
};

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable {
        name: "profiled",
        title: "people whose ties and activity the brand knows",
        unit: "people",
        bounds: Bounds::People,
    },
    Observable {
        name: "precision",
        title: "share of those asked who are among the true best",
        unit: "",
        bounds: Bounds::Share,
    },
];

/// Public acts of the mean person in a visit (assumed): what is seen of activity.
const ACTS_A_VISIT: f64 = 0.1;

/// The lever.
pub struct Listen {
    coverage: f64,
    /// Hours.
    window: f64,
    acceptance: f64,
    ties: f64,
    activity: f64,
    fee: f64,
    profile: f64,
}

impl Listen {
    /// Who is profiled, in canonical order: as many as there is money for, those first who would be by the least coverage.
    fn profiled(&self, site: &Site, stream: &Stream, money: f64) -> Vec<u32> {
        let draw = |person: u32| stream.uniform(person.into(), 0);
        let mut people: Vec<u32> = (0..site.graph.people()).filter(|&person| draw(person) < self.coverage).collect();
        let most = money / (self.profile * site.platform.stands_for);
        if (people.len() as f64) > most {
            people.sort_by(|&a, &b| draw(a).total_cmp(&draw(b)).then(a.cmp(&b)));
            people.truncate(most.max(0.0) as usize);
            people.sort_unstable();
        }
        people
    }

    fn score(&self, site: &Site, person: u32, acts: f64) -> f64 {
        libm::pow(site.graph.out_degree(person) as f64 + 1.0, self.ties) * libm::pow(acts + 1.0, self.activity)
    }

    /// Mean acts of a person in the window.
    fn acts(&self, site: &Site, person: u32) -> f64 {
        let taking_part = &site.audience.participation;
        taking_part.visit_rate.of(person) * taking_part.propensity.of(person) * ACTS_A_VISIT * self.window
    }

    /// The people with the highest scores, best first; equals in canonical order.
    fn best(&self, count: usize, mut scored: Vec<(f64, u32)>) -> Vec<u32> {
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.truncate(count);
        scored.into_iter().map(|(_, person)| person).collect()
    }

    /// Those asked, whether they act or not.
    fn asked(&self, site: &Site, luck: &Replicate, seeds: &[u32], money: f64) -> Vec<u32> {
        let stream = luck.stream(Purpose::Listen);
        let scored = self.profiled(site, &stream, money).into_iter().map(|person| {
            let seen = poisson(&stream, person, self.acts(site, person));
            (self.score(site, person, seen), person)
        });
        let mut asked = self.best(seeds.len(), scored.collect());
        for &seed in seeds {
            if asked.len() < seeds.len() && !asked.contains(&seed) {
                asked.push(seed);
            }
        }
        asked
    }

    /// Those asked who act.
    fn accepting(&self, site: &Site, luck: &Replicate, mut asked: Vec<u32>) -> Vec<u32> {
        if self.acceptance < 1.0 {
            let propensity = &site.audience.participation.propensity;
            let people = site.graph.people();
            let refusing = |c: f64, person: u32| libm::exp(libm::log1p(-self.acceptance) * c * propensity.of(person));
            let mean = |c: f64| (0..people).map(|p| 1.0 - refusing(c, p)).sum::<f64>() / f64::from(people);
            // The mean rises with c.
            let (mut low, mut high) = (0.0, 1.0);
            while mean(high) < self.acceptance && high < 1e6 {
                high *= 2.0;
            }
            for _ in 0..50 {
                let middle = 0.5 * (low + high);
                *if mean(middle) < self.acceptance { &mut low } else { &mut high } = middle;
            }
            let stream = luck.stream(Purpose::Listen);
            asked.retain(|&person| stream.uniform(person.into(), 1) >= refusing(high, person));
        }
        asked
    }
}

/// A Poisson number from exponential steps: how many fit into the mean.
fn poisson(stream: &Stream, person: u32, mean: f64) -> f64 {
    let (mut sum, mut count) = (0.0, 0u64);
    loop {
        sum += stream.exponential(person.into(), 2 + count);
        if sum > mean || count >= 100_000 {
            return count as f64;
        }
        count += 1;
    }
}

impl Lever for Listen {
    fn is_null(&self) -> bool {
        self.coverage == 0.0 && self.acceptance == 1.0
    }

    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn seeds(&self, site: &Site, luck: &Replicate, seeds: &[u32], money: f64) -> Option<Vec<u32>> {
        Some(self.accepting(site, luck, self.asked(site, luck, seeds, money)))
    }

    fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
        Box::new(Listening { lever: self })
    }
}

struct Listening<'a> {
    lever: &'a Listen,
}

impl Part for Listening<'_> {
    fn start(&mut self, world: &mut World) {
        let (lever, people) = (self.lever, world.site.graph.people());
        let stream = world.luck.stream(Purpose::Listen);
        let profiled = lever.profiled(world.site, &stream, world.purse()).len();
        world.observe(0, profiled as f64);
        world.charge("listen", lever.profile * profiled as f64 * world.stands_for());
        // Against the best that whoever knew everything would have asked, whether they act or not.
        let asked = lever.asked(world.site, &world.luck, world.planned(), world.purse());
        if !asked.is_empty() {
            let true_score = |person| (lever.score(world.site, person, lever.acts(world.site, person)), person);
            let best = lever.best(asked.len(), (0..people).map(true_score).collect());
            let hits = asked.iter().filter(|person| best.contains(person)).count();
            world.observe(1, hits as f64 / asked.len() as f64);
        }
        if lever.fee > 0.0 {
            world.wake(0.0, 0);
        }
    }

    fn woken(&mut self, world: &mut World, day: u32) {
        // Of a last day that does not fit into the run its part is paid.
        let fee = self.lever.fee * world.share_of_day();
        if fee > 0.0 && world.left() >= fee {
            world.charge("listen", fee);
            world.wake(world.now() + 24.0, day + 1);
        }
    }
}
