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
//! [`Purpose::Sighting`] and [`Purpose::Visitor`] by item, surface and number of the sighting; where they are asked for,
//! [`Purpose::Visit`] by surface, person and visit, [`Purpose::ActDelay`], [`Purpose::Bump`] and [`Purpose::BumpedCopy`] by item,
//! person and verb or tie, [`Purpose::Unfollow`] by person or tie and post shown. Campaigns meet the same luck.
//!
//! [`Purpose::Copy`]: crate::random::Purpose::Copy
//! [`Purpose::SomeCopies`]: crate::random::Purpose::SomeCopies
//! [`Purpose::Act`]: crate::random::Purpose::Act
//! [`Purpose::Sighting`]: crate::random::Purpose::Sighting
//! [`Purpose::Visitor`]: crate::random::Purpose::Visitor
//! [`Purpose::Visit`]: crate::random::Purpose::Visit
//! [`Purpose::ActDelay`]: crate::random::Purpose::ActDelay
//! [`Purpose::Bump`]: crate::random::Purpose::Bump
//! [`Purpose::BumpedCopy`]: crate::random::Purpose::BumpedCopy
//! [`Purpose::Unfollow`]: crate::random::Purpose::Unfollow

mod alias;
pub mod calibrate;
pub mod feed;
pub mod item;
pub mod ledger;
pub mod lever;
mod meetings;
pub mod pool;
mod queue;
mod ready_feed;
pub mod rhythm;
pub mod site;
pub mod ties;
pub mod verb;
pub mod watch;
mod world;

pub use feed::{Attention, Feed, Fidelity};
pub use item::{Appeal, Author, Item};
use ledger::{ASKED, BRAND};
pub use ledger::{Act, Ledger};
pub use lever::{Lever, Observable, Part};
pub use meetings::MOST_KAPPAS;
pub use pool::{Admit, Depth, Novelty, Pool, Position, Surfing};
pub use rhythm::Rhythm;
pub use site::{Prepared, Site};
pub use verb::{Emission, Response, TieEffect, Verb};
pub use watch::Watch;
pub use world::{Book, Entrant, Plan, Scratch, World, play, play_market};

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
    /// What an exposure here is worth.
    pub trust: Worth,
    /// How items wear off, counted from entry (a pool) or from posting (a feed).
    pub novelty: Novelty,
}

/// What an exposure on a surface is worth, relative to one along the mean tie.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// As much as the tie to the person heard is trusted.
    Tie,
    /// As much as a channel of [`crate::audience::relationship::channels`] is trusted.
    Channel(String),
    /// A number.
    Is(f64),
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

/// The rates of pools that do not come from visits, and the weight of what else is drawn from, are given for so many people.
pub const PER: f64 = 20_000.0;

/// Strength of a follower's tie to the brand at the beginning (assumed).
pub const BRAND_STRENGTH: f64 = 0.05;

/// Everything about a platform but its people and ties.
#[derive(Clone, Debug, PartialEq)]
pub struct Platform {
    /// Its surfaces, 255 at most.
    pub surfaces: Vec<Surface>,
    /// Its verbs, 31 at most, each after the one that it requires; exactly one is marked `adopts`.
    pub verbs: Vec<Verb>,
    /// Ties of a real person of the platform, where the network has fewer: chances of verbs without a prerequisite are
    /// multiplied by the ratio, so that the real number of acts follows an act.
    pub real_degree: Option<f64>,
    /// Real people that a simulated one stands for: thresholds that count people, bought exposures, replies of staff and
    /// advocates are divided by it, and money by head is multiplied.
    pub stands_for: f64,
    /// Share of people who leave for good, an hour.
    pub churn: f64,
    /// How many times more bad news weighs.
    pub negativity: f64,
    /// When people come; `None`: at all hours alike.
    pub rhythm: Option<Rhythm>,
    /// Hours from an exposure to the act that it moves to, in the mean; 0: at once.
    pub act_delay: f64,
    /// Who is left by those who hear them, and when; `None`: nobody.
    pub unfollow: Option<Unfollow>,
}

/// How those who post too much lose those who hear them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unfollow {
    /// Posts of one source shown to a person in a day that cost nothing.
    pub beyond: f64,
    /// Chance that a follower leaves the brand at each one more.
    pub brand: f64,
    /// Chance that a person hears another no longer at each one more of that person's.
    pub friends: f64,
}

impl Default for Platform {
    /// Nothing but the constants; without a surface or a verb.
    fn default() -> Self {
        Platform {
            surfaces: Vec::new(),
            verbs: Vec::new(),
            real_degree: None,
            stands_for: 1.0,
            churn: 0.0,
            negativity: 2.0,
            rhythm: None,
            act_delay: 0.0,
            unfollow: None,
        }
    }
}

impl Surface {
    /// A feed.
    pub fn feed(name: &str, feed: Feed) -> Surface {
        Surface {
            name: name.to_owned(),
            kind: SurfaceKind::Feed(feed),
            share: 1.0,
            trust: Worth::Tie,
            novelty: Novelty::Lasting,
        }
    }

    /// A pool.
    pub fn pool(name: &str, pool: Pool) -> Surface {
        let kind = SurfaceKind::Pool(pool);
        Surface {
            name: name.to_owned(),
            kind,
            share: 1.0,
            trust: Worth::Channel("pool".to_owned()),
            novelty: Novelty::Lasting,
        }
    }
}

impl Platform {
    /// The place of the verb that `reach` counts.
    pub fn adopts(&self) -> usize {
        self.verbs.iter().position(|verb| verb.adopts).unwrap_or(0)
    }

    /// Chance of the verb by which people follow up what they are shown: `click`, else `view`, else the first that needs no other.
    pub fn looking(&self) -> f64 {
        let named = |name: &str| self.verb(name).map(|verb| &self.verbs[verb]);
        let verb = named("click").or_else(|| named("view"));
        let verb = verb.or_else(|| self.verbs.iter().find(|verb| verb.requires.is_none()));
        verb.map_or(0.0, |verb| verb.probability)
    }

    /// The same on a network of so many people: what is counted for each [`PER`] people fits it, and where the platform has so
    /// many `described`, a person stands for several; for as many as is said, where it is.
    pub fn on(&self, people: u32, described: Option<f64>, stands_for: Option<f64>) -> Platform {
        let mut platform = self.clone();
        let share = f64::from(people) / PER;
        for surface in &mut platform.surfaces {
            if let SurfaceKind::Pool(pool) = &mut surface.kind {
                match &mut pool.position {
                    Position::Draw { background, .. } => *background *= share,
                    Position::Related { rate } => *rate *= share,
                    Position::Search { base, most, .. } => (*base, *most) = (*base * share, *most * share),
                    _ => {}
                }
            }
        }
        let by_people = described.map(|described| described / f64::from(people.max(1)));
        if let Some(stands_for) = stands_for.or(by_people) {
            platform.stands_for = stands_for;
        }
        platform
    }

    /// The place of the pool in which exposures are bought, if it has one.
    pub fn paid(&self) -> Option<usize> {
        self.surfaces.iter().position(|surface| match &surface.kind {
            SurfaceKind::Pool(pool) => pool.position == Position::Paid,
            _ => false,
        })
    }

    /// The place of a verb.
    pub fn verb(&self, name: &str) -> Option<usize> {
        self.verbs.iter().position(|verb| verb.name == name)
    }

    /// Where an act can come from: the surfaces in their order, `brand` for what the brand posts to its followers, `asked`.
    pub fn sources(&self) -> Vec<String> {
        let surfaces = self.surfaces.iter().map(|surface| surface.name.clone());
        surfaces.chain(["brand", "asked"].map(str::to_owned)).collect()
    }

    /// The place among [`Platform::sources`] of a surface as an act names it.
    pub fn source(&self, surface: u8) -> usize {
        match surface {
            BRAND => self.surfaces.len(),
            ASKED => self.surfaces.len() + 1,
            surface => surface as usize,
        }
    }

    /// The place of a surface.
    pub fn surface(&self, name: &str) -> Option<usize> {
        self.surfaces.iter().position(|surface| surface.name == name)
    }
}

#[cfg(test)]
mod tests;
