//! One run: the clock, and what a lever may see and change.

use super::BRAND_STRENGTH;
use super::item::{Appeal, Author, Item};
use super::ledger::{ASKED, Act, BRAND, Ledger};
use super::lever::{Lever, Part};
use super::meetings::Meetings;
use super::pool::Standing;
use super::queue::{Class, Event, Queue};
use super::site::Site;
use super::ties::Strengths;
use super::watch::Watch;
use crate::cascade::{Cascade, NOBODY};
use crate::random::{Coins, Purpose, Replicate, Stream, uniform};

pub mod brand;
mod bump;
mod delayed;
mod emit;
mod for_levers;
mod inbox;
mod live;
mod looks;
mod post;
mod step;
mod unfollow;

/// What a campaign does on a platform.
#[derive(Default)]
pub struct Plan {
    /// The calendar; the place of an item is the address of its luck.
    pub items: Vec<Item>,
    /// The practices, each with its place among the observations of the ledger.
    pub levers: Vec<Box<dyn Lever>>,
    /// Share of the people who follow the brand at the beginning.
    pub followers: f64,
    /// Money that may be spent; `None`: any amount.
    pub budget: Option<f64>,
}

/// Bits of what is known of a person.
mod flag {
    pub const SEEN: u8 = 1;
    pub const SEEN_BAD: u8 = 2;
    pub const ENGAGED: u8 = 4;
    pub const FOLLOWER: u8 = 8;
    pub const OWN: u8 = 16;
    pub const CUSTOMER: u8 = 32;
    /// Has left a link to the brand's site.
    pub const LINKED: u8 = 64;
}

/// An item during a run.
#[derive(Clone, Debug)]
struct Live {
    slot: u32,
    appeal: f64,
    valence: i8,
    link: bool,
    /// Whether the brand posted it to its followers.
    by_brand: bool,
    author: Author,
    born: f64,
    /// Whether it is not handed on any more.
    closed: bool,
    topic: Option<u32>,
    copies: Coins,
    some: Coins,
    acts: Coins,
    sightings: Stream,
    visitors: Stream,
    /// Votes of others, of the campaign's own, and against.
    votes: (u32, u32, u32),
    /// The first of its places in pools, in `Scratch::places`.
    pools: u32,
    /// How often the brand has shown it again.
    shown: u32,
}

/// An item in a pool.
#[derive(Clone, Debug)]
struct Place {
    item: u32,
    surface: u8,
    entry: f64,
    /// When it came to the top, on the clock of visits.
    top: f64,
    /// How many sightings there were.
    sightings: u32,
    /// Visible hours (or exponential steps) still to go until the next, counted from `since` on the clock of visits.
    left: f64,
    since: f64,
    /// Sightings foreseen with another version are void.
    version: u32,
    gone: bool,
    /// Exposures an hour, where they are bought.
    rate: f64,
    /// When what is bought ends.
    until: f64,
    /// What an exposure is worth, where it is bought.
    worth: f64,
    next: u32,
}

/// The memory of one thread, reused from replicate to replicate.
#[derive(Debug, Default)]
pub struct Scratch {
    queue: Queue,
    meetings: Meetings,
    strengths: Strengths,
    brand: Strengths,
    inboxes: inbox::Inboxes,
    /// Acts that are decided and not yet done: where each exposure came from.
    decided: Vec<step::From>,
    shown: unfollow::Shown,
    flags: Vec<u8>,
    touched: Vec<u32>,
    /// By person, 1 + the place in the cascade.
    adopted: Vec<u32>,
    items: Vec<Live>,
    places: Vec<Place>,
    followers: Vec<u32>,
    customers: Vec<u32>,
    /// Opinions that are not 0: person, opinion.
    opinions: Strengths,
    /// Acts and items that levers have not been told of.
    fired: Vec<Act>,
    posted: Vec<u32>,
    /// The book of the last replicate.
    pub ledger: Ledger,
    /// What is watched on the way, where somebody asks.
    pub watch: Option<Box<Watch>>,
}

/// A run in progress.
pub struct World<'a> {
    /// The platform on its network.
    pub site: &'a Site<'a>,
    /// The luck of the replicate, for streams of a lever's own purposes.
    pub luck: Replicate,
    scratch: &'a mut Scratch,
    cascade: &'a mut Cascade,
    now: f64,
    horizon: f64,
    brand_coins: Coins,
    /// Factor of the chance of each verb.
    scales: [f64; 32],
    /// Which lever is being called.
    lever: usize,
    /// Where each lever's observations begin.
    observed: Vec<usize>,
    has_levers: bool,
    authority: super::world::live::Authority,
    seeds: Vec<u32>,
    /// Those whom the campaign would ask without its levers.
    planned: &'a [u32],
    next_slot: u32,
    budget: f64,
    purse: f64,
    /// What the items of the calendar cost that are still to come.
    reserved: f64,
    brand: brand::Brand,
    /// When stocks are looked at next, and how often they were; never, where they are not watched.
    next_look: f64,
    looks: usize,
}

/// Plays one replicate of a campaign on a platform. `seeds` are the people asked first, who post every item of the calendar
/// that is theirs; the horizon is in hours. The book is in `scratch` afterwards.
pub fn play(
    site: &Site,
    plan: &Plan,
    seeds: &[u32],
    horizon: f64,
    luck: &Replicate,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    scratch.begin(site, plan);
    cascade.clear();
    let mut chosen = seeds.to_vec();
    let calendar: f64 = plan.items.iter().filter(|item| item.at <= horizon).map(|item| item.cost).sum();
    let purse = plan.budget.unwrap_or(f64::INFINITY) - calendar;
    for lever in &plan.levers {
        if let Some(other) = lever.seeds(site, luck, &chosen, purse) {
            chosen = other;
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    let mut first = 0;
    let observed = plan.levers.iter().map(|lever| {
        first += lever.observables().len();
        first - lever.observables().len()
    });
    let mut world = World {
        site,
        luck: *luck,
        scratch,
        cascade,
        now: 0.0,
        horizon,
        brand_coins: luck.item(u32::from(u16::MAX)).coins_for(Purpose::Act),
        scales: [1.0; 32],
        lever: 0,
        observed: observed.collect(),
        has_levers: !plan.levers.is_empty(),
        authority: live::Authority::default(),
        seeds: chosen,
        planned: seeds,
        next_slot: 1 << 31,
        budget: plan.budget.unwrap_or(f64::INFINITY),
        purse,
        reserved: calendar,
        brand: brand::Brand::default(),
        next_look: f64::INFINITY,
        looks: 0,
    };
    world.expect_look();
    let mut parts: Vec<Box<dyn Part + '_>> = plan.levers.iter().map(|lever| lever.part(site)).collect();
    world.begin(plan);
    world.run(plan, &mut parts);
    world.end(&mut parts);
}

impl Scratch {
    /// When an item of the last replicate was posted.
    pub fn born(&self, item: u32) -> f64 {
        self.items[item as usize].born
    }

    fn begin(&mut self, site: &Site, plan: &Plan) {
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
        self.queue.clear();
        self.meetings.begin(site.classes);
        self.strengths.clear();
        self.brand.clear();
        self.inboxes.begin(site.inboxes);
        self.decided.clear();
        self.shown.clear();
        self.opinions.clear();
        self.items.clear();
        self.places.clear();
        self.fired.clear();
        self.posted.clear();
        self.followers.clear();
        self.customers.clear();
        self.followers.extend_from_slice(site.first_followers(plan.followers));
        let observed = plan.levers.iter().map(|lever| lever.observables().len()).sum();
        self.ledger.begin(site.platform.surfaces.len(), site.platform.verbs.len(), observed);
        if let Some(watch) = &mut self.watch {
            watch.begin();
        }
    }

    /// Sets a flag of a person; whether it was not set.
    #[inline]
    fn mark(&mut self, person: u32, flag: u8) -> bool {
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

impl World<'_> {
    fn begin(&mut self, plan: &Plan) {
        for i in 0..self.scratch.followers.len() {
            let person = self.scratch.followers[i];
            self.scratch.mark(person, flag::FOLLOWER);
        }
        // Those who are asked act at the beginning; what they post later they post as people who have acted.
        let seeds = std::mem::take(&mut self.seeds);
        let posts = plan.items.iter().any(|item| item.by_seeds);
        for &person in seeds.iter().filter(|_| posts) {
            self.scratch.mark(person, flag::OWN);
            self.adopt(person, None, 0);
        }
        self.seeds = seeds;
        for (slot, item) in plan.items.iter().enumerate() {
            self.expect(Event::new(item.at, Class::Post, 0, 0, slot as u32, 0));
        }
    }

    /// Something is going to happen, unless the run ends before or it never does.
    #[inline]
    fn expect(&mut self, event: Event) {
        if event.time() <= self.horizon && event.time() < f64::INFINITY {
            self.scratch.queue.push(event);
        }
    }

    fn run(&mut self, plan: &Plan, parts: &mut [Box<dyn Part + '_>]) {
        self.each(parts, |part, world| part.start(world));
        self.tell(parts);
        while let Some(event) = self.scratch.queue.pop() {
            if event.time() > self.horizon {
                break;
            }
            while event.time() > self.next_look {
                self.look(parts);
            }
            self.now = event.time();
            self.scratch.ledger.events += 1;
            match event.class() {
                Class::Feed => self.see_copy(&event),
                Class::Visit => self.scroll(&event),
                Class::Pool => self.see_place(&event),
                Class::Act => self.act_decided(&event),
                Class::Post => self.post_planned(&plan.items[event.item as usize], event.item),
                Class::Alarm => {
                    self.lever = event.item as usize;
                    parts[event.item as usize].woken(self, event.place);
                }
                Class::Expire => {}
            }
            if self.has_levers {
                self.tell(parts);
            }
        }
        while self.next_look.is_finite() && self.next_look <= self.horizon {
            self.look(parts);
        }
        self.now = if self.horizon.is_finite() { self.horizon } else { self.now };
    }

    /// Calls every lever.
    fn each(&mut self, parts: &mut [Box<dyn Part + '_>], call: impl Fn(&mut (dyn Part + '_), &mut Self)) {
        for (i, part) in parts.iter_mut().enumerate() {
            self.lever = i;
            call(part.as_mut(), self);
        }
    }

    /// Tells levers what has happened; what they do then is told too.
    fn tell(&mut self, parts: &mut [Box<dyn Part + '_>]) {
        let (mut acts, mut items) = (0, 0);
        while acts < self.scratch.fired.len() || items < self.scratch.posted.len() {
            if let Some(&item) = self.scratch.posted.get(items) {
                items += 1;
                self.each(parts, |part, world| part.posted(world, item));
            } else {
                let act = self.scratch.fired[acts];
                acts += 1;
                self.each(parts, |part, world| part.acted(world, &act));
            }
        }
        self.scratch.fired.clear();
        self.scratch.posted.clear();
    }

    fn end(&mut self, parts: &mut [Box<dyn Part + '_>]) {
        self.each(parts, |part, world| part.end(world));
        let (gained, brand) = (self.strength_gained(), self.followers_strength());
        let (authority, opinion) = (self.authority.at(self.now), self.opinions());
        let ledger = &mut self.scratch.ledger;
        ledger.strength_gained = gained;
        ledger.followers = self.scratch.followers.len() as u64;
        ledger.brand_strength = brand.unwrap_or(0.0);
        ledger.authority = authority;
        ledger.opinion = opinion;
    }

    /// What the clock of visits shows at a time.
    #[inline]
    fn clock(&self, time: f64) -> f64 {
        match &self.site.platform.rhythm {
            Some(rhythm) if time.is_finite() => rhythm.clock(time),
            _ => time,
        }
    }

    /// When the clock of visits shows this.
    #[inline]
    fn when(&self, clock: f64) -> f64 {
        match &self.site.platform.rhythm {
            Some(rhythm) => rhythm.when(clock).max(self.now),
            None => clock,
        }
    }

    /// Strength of a tie at the beginning.
    #[inline]
    fn base(&self, tie: usize) -> f64 {
        self.site.graph.strengths().map_or(self.site.strength, |strengths| strengths[tie])
    }
}
