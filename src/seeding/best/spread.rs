//! How it spreads, as far as a choice of seeds asks. The search sees a [`Spread`] and knows no model by name.
//!
//! A spread that has reverse-reachable sets is searched by them, with a certificate. Every other one can at least be played:
//! a [`Player`] plays any seed set in any world, and the same world is the same luck for every seed set.

use crate::cascade::Cascade;
use crate::engine::in_time::{self, Exposure};
use crate::engine::reverse::Reverse;
use crate::engine::{self, Scratch};
use crate::graph::Graph;
use crate::graph::contact_list::ContactList;
use crate::law::{Law, Rule};
use crate::platform::{self, Plan, Site};
use crate::random::Replicate;

/// How it spreads on a network.
pub trait Spread: Sync {
    /// Why it makes no difference whom to ask, and what to do instead.
    fn refusal(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// Who would have reached a person, where that can be walked backwards.
    fn reverse(&self) -> Option<Reverse<'_>> {
        None
    }

    /// Whether in each world a person adds no more to a seed set than to a part of it, and never takes anything away.
    fn has_diminishing_returns(&self) -> bool {
        false
    }

    /// Somebody who plays it, with memory of their own.
    fn player(&self) -> Box<dyn Player + '_>;
}

/// Plays seed sets, one after the other.
pub trait Player: Send {
    /// Everybody who acts in the world of this luck, once each, the seed set included. `seeds` are different people in any
    /// order.
    fn play(&mut self, seeds: &[u32], luck: &Replicate) -> &[u32];
}

/// A law on a network, to a horizon in rounds or the law's unit of time (infinity for none).
#[derive(Clone, Copy)]
pub struct OfLaw<'a> {
    /// How it spreads.
    pub law: &'a Law,
    /// Who is tied to whom.
    pub graph: &'a Graph,
    /// When it ends.
    pub horizon: f64,
}

impl Spread for OfLaw<'_> {
    fn refusal(&self) -> Option<(&'static str, &'static str)> {
        matches!(self.law, Law::Descent(_)).then_some((
            "without a network everybody asked is like any other",
            "use another seeding, such as random, or a model that spreads on a network",
        ))
    }

    fn reverse(&self) -> Option<Reverse<'_>> {
        Reverse::new(self.law, self.graph, self.horizon)
    }

    /// Of laws whose ties are live or dead, soon or late, whoever speaks: who is reached is a union over the seed set (and
    /// outside sources).
    fn has_diminishing_returns(&self) -> bool {
        matches!(
            self.law,
            Law::Tries { .. }
                | Law::News { .. }
                | Law::Rates { .. }
                | Law::Delays { .. }
                | Law::Thresholds(Rule::OneOf(_))
        )
    }

    fn player(&self) -> Box<dyn Player + '_> {
        Box::new(LawPlayer { of: *self, scratch: Scratch::new(), cascade: Cascade::default() })
    }
}

struct LawPlayer<'a> {
    of: OfLaw<'a>,
    scratch: Scratch,
    cascade: Cascade,
}

impl Player for LawPlayer<'_> {
    fn play(&mut self, seeds: &[u32], luck: &Replicate) -> &[u32] {
        let OfLaw { law, graph, horizon } = self.of;
        engine::play(law, graph, seeds, horizon, luck, &mut self.scratch, &mut self.cascade);
        &self.cascade.people
    }
}

/// Contacts that come and go, to a horizon in their unit of time.
#[derive(Clone, Copy)]
pub struct InContacts<'a> {
    /// How a contact exposes.
    pub exposure: Exposure,
    /// Who meets whom, and when.
    pub contacts: &'a ContactList,
    /// When it ends.
    pub horizon: f64,
}

impl Spread for InContacts<'_> {
    fn player(&self) -> Box<dyn Player + '_> {
        Box::new(ContactsPlayer { of: *self, seeds: Vec::new(), cascade: Cascade::default() })
    }
}

struct ContactsPlayer<'a> {
    of: InContacts<'a>,
    seeds: Vec<u32>,
    cascade: Cascade,
}

impl Player for ContactsPlayer<'_> {
    fn play(&mut self, seeds: &[u32], luck: &Replicate) -> &[u32] {
        let InContacts { exposure, contacts, horizon } = self.of;
        self.seeds.clear();
        self.seeds.extend_from_slice(seeds);
        self.seeds.sort_unstable();
        in_time::play(exposure, contacts, &self.seeds, horizon, luck, &mut self.cascade);
        &self.cascade.people
    }
}

/// A platform on which a campaign does what its plan says, to a horizon in hours; who acts are those who fire the verb that
/// its file marks `adopts`.
#[derive(Clone, Copy)]
pub struct OnPlatform<'a> {
    /// The platform on its network.
    pub site: Site<'a>,
    /// What the campaign does beside asking.
    pub plan: &'a Plan,
    /// When it ends.
    pub horizon: f64,
}

impl Spread for OnPlatform<'_> {
    fn player(&self) -> Box<dyn Player + '_> {
        Box::new(PlatformPlayer { of: *self, scratch: platform::Scratch::default(), cascade: Cascade::default() })
    }
}

struct PlatformPlayer<'a> {
    of: OnPlatform<'a>,
    scratch: platform::Scratch,
    cascade: Cascade,
}

impl Player for PlatformPlayer<'_> {
    fn play(&mut self, seeds: &[u32], luck: &Replicate) -> &[u32] {
        let OnPlatform { site, plan, horizon } = &self.of;
        platform::play(site, plan, seeds, *horizon, luck, &mut self.scratch, &mut self.cascade);
        &self.cascade.people
    }
}
