//! Several brands in one run: what belongs to one of them, and whose turn it is.
//!
//! All brands live on one platform, with the same people at the same times, and each is played by the same rules: whatever
//! happens, happens to an item, and an item belongs to a brand, whose turn it then is. A person is the brand's whose item moved
//! them first: who has acted (in the sense of reach) for one brand hands on nothing of another's in that sense, and who has
//! bought of one buys of no other. Doses add up brand by brand, against thresholds of their own.
//!
//! # Randomness
//!
//! The campaign has the luck of the replicate, rival k that of slot k 2^16 ([`Replicate::of_slot`]); when a person comes and
//! leaves the platform is the same for all. Whom several brands ask at the same moment: [`Purpose::TieBreak`] by person.

use super::{Authority, Live, Plan, World, brand, flag};
use crate::cascade::Cascade;
use crate::engine::rivals::TieBreak;
use crate::platform::ledger::Ledger;
use crate::platform::lever::Part;
use crate::platform::site::Site;
use crate::platform::ties::Strengths;
use crate::platform::{Act, Lever};
use crate::random::{Coins, Purpose, Replicate, below};

/// One brand that takes part in a run: the campaign, or a rival.
pub struct Entrant<'a> {
    /// What it does.
    pub plan: &'a Plan,
    /// The people it asks first, who post every item of its calendar that is theirs.
    pub seeds: &'a [u32],
    /// When it asks them, hours.
    pub at: f64,
}

/// What belongs to one brand during a run.
#[derive(Debug, Default)]
pub struct Book {
    /// Its exposures, acts, money.
    pub ledger: Ledger,
    /// Who acted for it.
    pub cascade: Cascade,
    pub(super) flags: Vec<u8>,
    pub(super) touched: Vec<u32>,
    /// By person, 1 + the place in the cascade.
    pub(super) adopted: Vec<u32>,
    /// Its own ties to people.
    pub(super) ties: Strengths,
    pub(super) followers: Vec<u32>,
    pub(super) customers: Vec<u32>,
    /// Opinions that are not 0: person, opinion.
    pub(super) opinions: Strengths,
    /// Acts and items that its levers have not been told of.
    pub(super) fired: Vec<Act>,
    pub(super) posted: Vec<u32>,
    /// Thresholds of what is done once for it.
    pub(super) coins: Coins,
    /// Factor of the chance of each verb.
    pub(super) scales: [f64; 32],
    pub(super) authority: Authority,
    pub(super) offer: brand::Offer,
    pub(super) seeds: Vec<u32>,
    /// Those whom it would ask without its levers.
    pub(super) planned: Vec<u32>,
    pub(super) next_slot: u32,
    pub(super) budget: f64,
    pub(super) purse: f64,
    /// What the items of the calendar cost that are still to come.
    pub(super) reserved: f64,
}

/// The luck of a brand.
pub(super) fn luck_of(luck: &Replicate, brand: usize) -> Replicate {
    if brand == 0 { *luck } else { luck.of_slot((brand as u32) << 16) }
}

impl Book {
    /// As before the run.
    pub(super) fn begin(&mut self, site: &Site, entrant: &Entrant, brand: usize, horizon: f64, luck: &Replicate) {
        let people = site.graph.people() as usize;
        for &person in &self.touched {
            self.flags[person as usize] = 0;
            self.adopted[person as usize] = 0;
        }
        self.touched.clear();
        if self.flags.len() < people {
            self.flags.resize(people, 0);
            self.adopted.resize(people, 0);
        }
        self.ties.clear();
        self.opinions.clear();
        self.fired.clear();
        self.posted.clear();
        self.followers.clear();
        self.customers.clear();
        self.cascade.clear();
        let Entrant { plan, seeds, .. } = *entrant;
        self.ledger.begin(site.platform.surfaces.len(), site.platform.verbs.len(), observables(&plan.levers));
        let luck = luck_of(luck, brand);
        self.coins = luck.item(u32::from(u16::MAX)).coins_for(Purpose::Act);
        self.scales = [1.0; 32];
        self.authority = Authority::default();
        self.offer = brand::Offer::default();
        self.next_slot = brand::OWN_SLOTS;
        self.reserved = plan.items.iter().filter(|item| item.at <= horizon).map(|item| item.cost).sum();
        self.budget = plan.budget.unwrap_or(f64::INFINITY);
        self.purse = self.budget - self.reserved;
        self.planned.clear();
        self.planned.extend_from_slice(seeds);
        let mut chosen = seeds.to_vec();
        for lever in &plan.levers {
            if let Some(other) = lever.seeds(site, &luck, &chosen, self.purse) {
                chosen = other;
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        self.seeds = chosen;
    }

    /// Sets a flag of a person; whether it was not set.
    #[inline]
    pub(super) fn mark(&mut self, person: u32, flag: u8) -> bool {
        let flags = &mut self.flags[person as usize];
        if *flags & flag != 0 {
            return false;
        }
        if *flags == 0 {
            self.touched.push(person);
        }
        *flags |= flag;
        true
    }
}

/// How many observations levers make together.
fn observables(levers: &[Box<dyn Lever>]) -> usize {
    levers.iter().map(|lever| lever.observables().len()).sum()
}

/// A lever at work: whose it is, and where its observations begin in that brand's book.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtWork {
    pub brand: u8,
    pub observed: usize,
}

/// The levers of all brands, in the order in which they are told.
pub(super) fn at_work(entrants: &[Entrant]) -> Vec<AtWork> {
    let of = |(brand, entrant): (usize, &Entrant)| {
        let levers = &entrant.plan.levers;
        (0..levers.len())
            .map(|i| AtWork { brand: brand as u8, observed: observables(&levers[..i]) })
            .collect::<Vec<_>>()
    };
    entrants.iter().enumerate().flat_map(of).collect()
}

impl World<'_> {
    /// It is a brand's turn from now on.
    #[inline]
    pub(super) fn turn_to(&mut self, brand: u8) {
        if brand != self.turn {
            self.change_turn(brand);
        }
    }

    /// It is the turn of the brand that an item belongs to.
    #[inline]
    pub(super) fn turn_to_item(&mut self, item: u32) {
        if self.scratch.brands > 1 {
            let Live { brand, .. } = self.scratch.items[item as usize];
            self.turn_to(brand);
        }
    }

    fn change_turn(&mut self, brand: u8) {
        // The book of the brand whose turn it is lies open; the place of its own holds nothing.
        let Self { scratch, .. } = self;
        std::mem::swap(&mut scratch.book, &mut scratch.others[self.turn as usize]);
        std::mem::swap(&mut scratch.book, &mut scratch.others[brand as usize]);
        self.turn = brand;
        self.luck = luck_of(&self.common, brand.into());
    }

    /// The books of the other brands.
    fn other_books(&self) -> impl Iterator<Item = &super::Book> {
        let turn = self.turn as usize;
        let brands = if self.scratch.brands > 1 { &self.scratch.others[..self.scratch.brands] } else { &[] };
        brands.iter().enumerate().filter(move |&(brand, _)| brand != turn).map(|(_, book)| book)
    }

    /// Whether a person has acted for another brand.
    pub fn is_anothers(&self, person: u32) -> bool {
        self.other_books().any(|book| book.adopted[person as usize] != 0)
    }

    /// Whether a person is another brand's in what a verb does: has acted for it, or bought of it.
    #[inline]
    pub(super) fn belongs_elsewhere(&self, person: u32, verb: usize) -> bool {
        if self.scratch.brands == 1 {
            return false;
        }
        let found = &self.site.platform.verbs[verb];
        found.adopts && self.is_anothers(person) || found.once && self.buys_elsewhere(person, verb)
    }

    fn buys_elsewhere(&self, person: u32, verb: usize) -> bool {
        let brands = (0..self.scratch.brands as u8).filter(|&brand| brand != self.turn);
        self.other_books().any(|book| book.flags[person as usize] & flag::CUSTOMER != 0)
            || brands.into_iter().any(|brand| {
                let once = self.scratch.meetings.get(person, super::once_of(brand));
                once.is_some_and(|meeting| meeting.done & 1 << verb != 0)
            })
    }

    /// Every brand that asks people at the beginning asks them, each person for one brand.
    pub(super) fn ask_first(&mut self, entrants: &[Entrant], tie_break: TieBreak) {
        let brands = entrants.len() as u8;
        let now: Vec<u8> = (0..brands).filter(|&brand| entrants[brand as usize].at <= 0.0).collect();
        if brands > 1 {
            let mut asked: Vec<(u32, u8)> = Vec::new();
            for &brand in &now {
                self.turn_to(brand);
                asked.extend(self.scratch.book.seeds.iter().map(|&person| (person, brand)));
            }
            asked.sort_unstable();
            let lots = self.common.stream(Purpose::TieBreak);
            for them in asked.chunk_by(|a, b| a.0 == b.0).filter(|them| them.len() > 1) {
                let person = them[0].0;
                let won = match tie_break {
                    TieBreak::Order => 0,
                    TieBreak::Random | TieBreak::Voices => {
                        below(lots.bits(person.into(), 0), them.len() as u64) as usize
                    }
                };
                for &(_, brand) in them.iter().enumerate().filter(|&(i, _)| i != won).map(|(_, one)| one) {
                    self.turn_to(brand);
                    self.scratch.book.seeds.retain(|&other| other != person);
                }
            }
        }
        for brand in now {
            self.turn_to(brand);
            self.ask(entrants[brand as usize].plan);
        }
        self.turn_to(0);
    }

    /// The brand whose turn it is asks its people, those who are another's by now apart: they act at once, and what they post
    /// later they post as people who have acted.
    pub(super) fn ask(&mut self, plan: &Plan) {
        let mut seeds = std::mem::take(&mut self.scratch.book.seeds);
        seeds.retain(|&person| !self.is_anothers(person));
        let posts = plan.items.iter().any(|item| item.by_seeds);
        for &person in seeds.iter().filter(|_| posts) {
            self.scratch.book.mark(person, flag::OWN);
            if self.scratch.book.adopted[person as usize] == 0 {
                self.adopt(person, None, 0);
            }
        }
        self.scratch.book.seeds = seeds;
    }

    /// Calls every lever of the brand whose turn it is.
    pub(super) fn each(&mut self, parts: &mut [Box<dyn Part + '_>], call: impl Fn(&mut (dyn Part + '_), &mut Self)) {
        for (i, part) in parts.iter_mut().enumerate() {
            if self.levers[i].brand == self.turn {
                self.lever = i;
                call(part.as_mut(), self);
            }
        }
    }
}
