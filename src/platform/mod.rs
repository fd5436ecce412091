//! A platform: people see items on surfaces, and what they do there shows the items to others.
//!
//! Each person does a verb on an item when the dose of the exposures to it reaches a threshold drawn before the replicate
//! began. An act shows the item on the surfaces that the verb writes to: copies in the feeds of those who hear the person, a
//! place in a pool that all share. Nothing here knows a platform or a practice by name: a platform is data
//! ([`Platform`]), a practice is a [`Lever`].
//!
//! # The strength of an exposure
//!
//! ```text
//! m = appeal x propensity x trust of the source x novelty x interest x exp(opinion x valence)
//! P(act) = 1 - (1 - p)^(||m||),   ||m|| = (sum over exposures of m^(1/kappa))^kappa
//! ```
//!
//! Trust, novelty, interest and opinion count in verbs without a prerequisite, propensity in public ones. A verb with a
//! prerequisite gets one dose, on the exposure on which that one is done.
//!
//! # Cost
//!
//! Work follows emissions x ties x P(seen): a copy costs one number, a sighting one place in the queue. Bytes: per person 37 and
//! 24 for each feed, per tie nothing beside the graph, 40 for each person and item that meet.
//!
//! # Randomness
//!
//! [`Purpose::Copy`], [`Purpose::SomeCopies`] and [`Purpose::Act`] by item (its place in the calendar), person and tie or verb;
//! [`Purpose::Sighting`] and [`Purpose::Visitor`] by item, surface and number of the sighting. Campaigns meet the same luck.
//!
//! [`Purpose::Copy`]: crate::random::Purpose::Copy
//! [`Purpose::SomeCopies`]: crate::random::Purpose::SomeCopies
//! [`Purpose::Act`]: crate::random::Purpose::Act
//! [`Purpose::Sighting`]: crate::random::Purpose::Sighting
//! [`Purpose::Visitor`]: crate::random::Purpose::Visitor

pub mod calibrate;
pub mod feed;
pub mod item;
pub mod ledger;
pub mod lever;
mod meetings;
pub mod pool;
mod queue;
pub mod site;
pub mod ties;
pub mod verb;
mod world;

pub use feed::{Attention, Feed};
pub use item::{Appeal, Author, Item};
pub use ledger::{Act, Ledger};
pub use lever::{Lever, Observable, Part};
pub use pool::{Admit, Depth, Novelty, Pool, Position, Surfing};
pub use site::Site;
pub use ties::Growth;
pub use verb::{Emission, Response, TieEffect, Verb};
pub use world::{Plan, Scratch, World, play};

/// Where items are seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// Its name.
    pub name: String,
    /// How it works.
    pub kind: SurfaceKind,
    /// Share of the visits to the platform in which a person looks here; may exceed 1. A feed has its visits from its
    /// [`Attention`].
    pub share: f64,
    /// What an exposure here is worth, relative to one by a known person; `None`: by trust in the source.
    pub trust: Option<f64>,
    /// How items wear off, counted from entry (a pool) or from posting (a feed).
    pub novelty: Novelty,
}

/// The kinds of surface.
#[derive(Clone, Debug, PartialEq)]
pub enum SurfaceKind {
    /// Private, along ties.
    Feed(Feed),
    /// Shared by all.
    Pool(Pool),
    /// Shared by a few dozen members.
    Groups(Groups),
}

/// Groups into which everybody is sorted, each person into several; an act reaches one of the person's groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Groups {
    /// Groups of a person.
    pub each: u32,
    /// Members of a group.
    pub members: u32,
    /// Chance that a member sees what the group's digest shows, at some time of the next day.
    pub seen: f64,
}

/// Trust by strength: what an exposure along a tie is worth, before division by its mean over ties.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trust {
    /// At strength 0.
    pub weak: f64,
    /// At strength 1.
    pub strong: f64,
}

/// What a brand is to its followers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrandTies {
    /// Share of the people who follow it at the beginning.
    pub followers: f64,
    /// Strength of their ties to it at the beginning.
    pub strength: f64,
    /// What an exposure to what it posts is worth at strength 0, and what strength 1 adds, relative to a known person.
    pub trust: (f64, f64),
}

/// Everything about a platform but its people and ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Platform {
    /// Its surfaces, 255 at most.
    pub surfaces: Vec<Surface>,
    /// Its verbs, 31 at most, each after the one that it requires; exactly one is marked `adopts`.
    pub verbs: Vec<Verb>,
    /// Trust by strength of the tie.
    pub trust: Trust,
    /// How strength changes.
    pub growth: Growth,
    /// The brand's own ties.
    pub brand: BrandTies,
    /// Ties of a real person of the platform, where the network has fewer: chances of verbs without a prerequisite are
    /// multiplied by the ratio, so that the real number of acts follows an act.
    pub real_degree: Option<f64>,
    /// Real people that a simulated one stands for: thresholds that count people are divided by it.
    pub stands_for: f64,
    /// Share of people who leave for good, an hour.
    pub churn: f64,
    /// How many times more bad news weighs.
    pub negativity: f64,
}

impl Default for Platform {
    /// Nothing but the constants; without a surface or a verb.
    fn default() -> Self {
        Platform {
            surfaces: Vec::new(),
            verbs: Vec::new(),
            trust: Trust { weak: 0.4, strong: 1.6 },
            growth: Growth { one_way: 0.03, two_way: 0.15, half_life: 90.0 * 24.0 },
            brand: BrandTies { followers: 0.05, strength: 0.05, trust: (0.3, 1.3) },
            real_degree: None,
            stands_for: 1.0,
            churn: 0.0,
            negativity: 2.0,
        }
    }
}

/// What an exposure in a pool is worth, relative to one by a known person (assumed; Nielsen 2012 asked 28,000 people).
pub const POOL_TRUST: f64 = 0.76;

impl Surface {
    /// A feed.
    pub fn feed(name: &str, feed: Feed) -> Surface {
        Surface {
            name: name.to_owned(),
            kind: SurfaceKind::Feed(feed),
            share: 1.0,
            trust: None,
            novelty: Novelty::Lasting,
        }
    }

    /// A pool.
    pub fn pool(name: &str, pool: Pool) -> Surface {
        let kind = SurfaceKind::Pool(pool);
        Surface { name: name.to_owned(), kind, share: 1.0, trust: Some(POOL_TRUST), novelty: Novelty::Lasting }
    }
}

impl Platform {
    /// The place of the verb that `reach` counts.
    pub fn adopts(&self) -> usize {
        self.verbs.iter().position(|verb| verb.adopts).unwrap_or(0)
    }

    /// The place of a verb.
    pub fn verb(&self, name: &str) -> Option<usize> {
        self.verbs.iter().position(|verb| verb.name == name)
    }

    /// The place of a surface.
    pub fn surface(&self, name: &str) -> Option<usize> {
        self.surfaces.iter().position(|surface| surface.name == name)
    }
}

#[cfg(test)]
mod tests;
