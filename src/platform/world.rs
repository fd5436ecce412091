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
use crate::engine::rivals::TieBreak;
use crate::random::{Coins, Replicate, Stream, uniform};

mod book;
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

pub use book::{Book, Entrant};
use live::Authority;

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
    /// Whose it is: 0 the campaign, then its rivals.
    brand: u8,
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
    inboxes: inbox::Inboxes,
    /// Acts that are decided and not yet done: where each exposure came from.
    decided: Vec<step::From>,
    shown: unfollow::Shown,
    items: Vec<Live>,
    places: Vec<Place>,
    /// The book of the brand whose turn it is; after a run, of the campaign.
    pub book: Book,
    /// With rivals, by brand, the books of the others; more than `brands`, where a run before had more.
    others: Vec<Book>,
    /// How many brands there are; 1 where the campaign is alone.
    brands: usize,
    /// What is watched on the way, where somebody asks.
    pub watch: Option<Box<Watch>>,
}

/// A run in progress.
pub struct World<'a> {
    /// The platform on its network.
    pub site: &'a Site<'a>,
    /// The luck of the replicate, for streams of a lever's own purposes.
    pub luck: Replicate,
    /// What is the same for all brands.
    common: Replicate,
    scratch: &'a mut Scratch,
    now: f64,
    horizon: f64,
    /// Whose turn it is.
    turn: u8,
    /// Which lever is being called.
    lever: usize,
    levers: Vec<book::AtWork>,
    /// When stocks are looked at next, and how often they were; never, where they are not watched.
    next_look: f64,
    looks: usize,
}

/// The meeting in which a person's doses for what is done once for a brand add up: an item that is none.
#[inline]
fn once_of(brand: u8) -> u32 {
    u32::MAX - 1 - u32::from(brand)
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
    play_market(site, &[Entrant { plan, seeds, at: 0.0 }], TieBreak::default(), horizon, luck, scratch, cascade);
}

/// The same with rivals, other brands in the same run: the campaign comes first, whose cascade is told; the rivals' books are in
/// `scratch` afterwards ([`Scratch::rivals`]). `tie_break` says whose a person is whom several brands ask at the beginning;
/// copies that are seen at exactly the same moment, as in feeds by rounds, count in the order of the items.
pub fn play_market(
    site: &Site,
    entrants: &[Entrant],
    tie_break: TieBreak,
    horizon: f64,
    luck: &Replicate,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    std::mem::swap(cascade, &mut scratch.book.cascade);
    scratch.begin(site, entrants, horizon, luck);
    let mut world = World {
        site,
        luck: *luck,
        common: *luck,
        scratch,
        now: 0.0,
        horizon,
        turn: 0,
        lever: 0,
        levers: book::at_work(entrants),
        next_look: f64::INFINITY,
        looks: 0,
    };
    world.expect_look();
    let levers = entrants.iter().flat_map(|entrant| &entrant.plan.levers);
    let mut parts: Vec<Box<dyn Part + '_>> = levers.map(|lever| lever.part(site)).collect();
    world.begin(entrants, tie_break);
    world.run(entrants, &mut parts);
    world.end(entrants.len() as u8, &mut parts);
    std::mem::swap(cascade, &mut scratch.book.cascade);
}

impl Scratch {
    /// When an item of the last replicate was posted.
    pub fn born(&self, item: u32) -> f64 {
        self.items[item as usize].born
    }

    /// The books of the rivals in the last replicate, in their order.
    pub fn rivals(&self) -> &[Book] {
        self.others.get(1..self.brands).unwrap_or_default()
    }

    fn begin(&mut self, site: &Site, entrants: &[Entrant], horizon: f64, luck: &Replicate) {
        self.queue.clear();
        self.meetings.begin(site.classes);
        self.strengths.clear();
        self.inboxes.begin(site.inboxes);
        self.decided.clear();
        self.shown.clear();
        self.items.clear();
        self.places.clear();
        self.brands = entrants.len();
        if self.brands > 1 && self.others.len() < self.brands {
            self.others.resize_with(self.brands, Book::default);
        }
        self.book.begin(site, &entrants[0], 0, horizon, luck);
        for (brand, entrant) in entrants.iter().enumerate().skip(1) {
            self.others[brand].begin(site, entrant, brand, horizon, luck);
        }
        if let Some(watch) = &mut self.watch {
            watch.begin();
        }
    }
}

/// What an event of the calendar is, where it is no item's: the brand asks its people.
const ASKS: u32 = u32::MAX;

impl World<'_> {
    fn begin(&mut self, entrants: &[Entrant], tie_break: TieBreak) {
        for (brand, entrant) in entrants.iter().enumerate() {
            self.turn_to(brand as u8);
            for person in self.first_people(entrant.plan.followers) {
                self.follow(person);
            }
            if entrant.at > 0.0 {
                self.expect(Event::new(entrant.at, Class::Post, 0, brand as u8, 0, ASKS));
            }
            for (slot, item) in entrant.plan.items.iter().enumerate() {
                self.expect(Event::new(item.at, Class::Post, 1, brand as u8, slot as u32, 0));
            }
        }
        self.ask_first(entrants, tie_break);
    }

    /// Something is going to happen, unless the run ends before or it never does.
    #[inline]
    fn expect(&mut self, event: Event) {
        if event.time() <= self.horizon && event.time() < f64::INFINITY {
            self.scratch.queue.push(event);
        }
    }

    fn run(&mut self, entrants: &[Entrant], parts: &mut [Box<dyn Part + '_>]) {
        for brand in 0..entrants.len() as u8 {
            self.turn_to(brand);
            self.each(parts, |part, world| part.start(world));
            self.tell(parts);
        }
        while let Some(event) = self.scratch.queue.pop() {
            if event.time() > self.horizon {
                break;
            }
            while event.time() > self.next_look {
                self.look(parts);
            }
            self.now = event.time();
            self.scratch.book.ledger.events += 1;
            match event.class() {
                Class::Feed => self.see_copy(&event),
                Class::Visit => self.scroll(&event),
                Class::Pool => self.see_place(&event),
                Class::Act => self.act_decided(&event),
                Class::Post => {
                    let plan = entrants[event.surface() as usize].plan;
                    self.turn_to(event.surface());
                    match event.place {
                        ASKS => self.ask(plan),
                        _ => self.post_planned(&plan.items[event.item as usize], event.item),
                    }
                }
                Class::Alarm => {
                    self.turn_to(self.levers[event.item as usize].brand);
                    self.lever = event.item as usize;
                    parts[event.item as usize].woken(self, event.place);
                }
                Class::Expire => {}
            }
            if !self.levers.is_empty() {
                self.tell(parts);
            }
        }
        while self.next_look.is_finite() && self.next_look <= self.horizon {
            self.look(parts);
        }
        self.now = if self.horizon.is_finite() { self.horizon } else { self.now };
    }

    /// Tells levers what has happened; what they do then is told too.
    fn tell(&mut self, parts: &mut [Box<dyn Part + '_>]) {
        let (mut acts, mut items) = (0, 0);
        while acts < self.scratch.book.fired.len() || items < self.scratch.book.posted.len() {
            if let Some(&item) = self.scratch.book.posted.get(items) {
                items += 1;
                self.each(parts, |part, world| part.posted(world, item));
            } else {
                let act = self.scratch.book.fired[acts];
                acts += 1;
                self.each(parts, |part, world| part.acted(world, &act));
            }
        }
        self.scratch.book.fired.clear();
        self.scratch.book.posted.clear();
    }

    fn end(&mut self, brands: u8, parts: &mut [Box<dyn Part + '_>]) {
        // The campaign last, so that its book lies open afterwards.
        for brand in (0..brands).rev() {
            self.turn_to(brand);
            self.each(parts, |part, world| part.end(world));
            let (gained, ties) = (self.strength_gained(), self.followers_strength());
            let (authority, opinion) = (self.scratch.book.authority.at(self.now), self.opinions());
            let followers = self.scratch.book.followers.len() as u64;
            let ledger = &mut self.scratch.book.ledger;
            ledger.strength_gained = gained;
            ledger.followers = followers;
            ledger.brand_strength = ties.unwrap_or(0.0);
            ledger.authority = authority;
            ledger.opinion = opinion;
        }
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
