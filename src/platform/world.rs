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
use crate::audience::relationship::decayed;
use crate::cascade::{Cascade, NOBODY};
use crate::random::{Coins, Purpose, Replicate, Stream, uniform};

pub mod brand;
mod live;
mod step;

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
}

/// An item during a run.
#[derive(Clone, Debug)]
struct Live {
    slot: u32,
    appeal: f64,
    valence: i8,
    link: bool,
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
}

/// An item in a pool.
#[derive(Clone, Debug)]
struct Place {
    item: u32,
    surface: u8,
    entry: f64,
    /// How many sightings there were.
    sightings: u32,
    /// Visible hours (or exponential steps) still to go until the next, counted from `since`.
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
    next_slot: u32,
    budget: f64,
    brand: brand::Brand,
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
    for lever in &plan.levers {
        if let Some(other) = lever.seeds(site, luck, &chosen) {
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
        next_slot: 1 << 31,
        budget: plan.budget.unwrap_or(f64::INFINITY),
        brand: brand::Brand::default(),
    };
    let mut parts: Vec<Box<dyn Part + '_>> = plan.levers.iter().map(|lever| lever.part(site)).collect();
    world.begin(plan);
    world.run(plan, &mut parts);
    world.end(&mut parts);
}

impl Scratch {
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
        self.opinions.clear();
        self.items.clear();
        self.places.clear();
        self.fired.clear();
        self.posted.clear();
        self.followers.clear();
        self.customers.clear();
        if !plan.levers.is_empty() || plan.items.iter().any(|item| item.by_brand) {
            let some = site.followers.partition_point(|&(share, _)| share < plan.followers);
            self.followers.extend(site.followers[..some].iter().map(|&(_, person)| person));
        }
        let observed = plan.levers.iter().map(|lever| lever.observables().len()).sum();
        self.ledger.begin(site.platform.surfaces.len(), site.platform.verbs.len(), observed);
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
            self.adopt(person, NOBODY, 0);
        }
        self.cascade.seeds = self.cascade.reach();
        self.seeds = seeds;
        for (slot, item) in plan.items.iter().enumerate().filter(|(_, item)| item.at <= self.horizon) {
            self.scratch.queue.push(Event::new(item.at, Class::Post, 0, 0, slot as u32, 0));
        }
    }

    fn run(&mut self, plan: &Plan, parts: &mut [Box<dyn Part + '_>]) {
        self.each(parts, |part, world| part.start(world));
        self.tell(parts);
        while let Some(event) = self.scratch.queue.pop() {
            if event.time() > self.horizon {
                break;
            }
            self.now = event.time();
            match event.class() {
                Class::Feed => self.see_copy(&event),
                Class::Pool => self.see_place(&event),
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
        let (tau, now) = (self.site.tau, self.now);
        let gained = self.scratch.strengths.changed().iter().map(|&(tie, strength, at)| {
            let base = self.base(tie as usize);
            decayed(base, strength, now - at, tau) - base
        });
        let gained = gained.sum();
        let mut brand = 0.0;
        for &follower in &self.scratch.followers {
            brand += self.scratch.brand.of(u64::from(follower), BRAND_STRENGTH, now, tau);
        }
        let followers = self.scratch.followers.len();
        let authority = self.authority.at(now);
        let ledger = &mut self.scratch.ledger;
        ledger.strength_gained = gained;
        ledger.followers = followers as u64;
        ledger.brand_strength = if followers > 0 { brand / followers as f64 } else { 0.0 };
        ledger.authority = authority;
    }

    fn post_planned(&mut self, item: &Item, slot: u32) {
        let appeal = match item.appeal {
            Appeal::Given(appeal) => appeal,
            Appeal::Drawn { sigma } => self.draw_appeal(slot, sigma),
        };
        self.charge("content", item.cost);
        let author = match (item.by_seeds && !self.seeds.is_empty(), item.by_brand) {
            (true, _) => Author::Person(self.seeds[0]),
            (false, true) => Author::Brand,
            (false, false) => Author::Nobody,
        };
        let id = self.new_item(slot, item, author, appeal);
        if item.by_seeds {
            let seeds = std::mem::take(&mut self.seeds);
            seeds.iter().for_each(|&person| self.hand_on_post(person, id));
            self.seeds = seeds;
        }
        if item.by_brand {
            self.hand_to_followers(id);
        }
        if self.has_levers {
            self.scratch.posted.push(id);
        }
    }

    /// Appeal of an ordinary post: lognormal with mean 1.
    fn draw_appeal(&self, slot: u32, sigma: f64) -> f64 {
        let bits = self.luck.item(slot).stream(Purpose::Item);
        // Box and Muller.
        let radius = libm::sqrt(2.0 * bits.exponential(0, 0));
        let normal = radius * libm::cos(std::f64::consts::TAU * bits.uniform(0, 1));
        libm::exp(sigma * normal - 0.5 * sigma * sigma)
    }

    fn new_item(&mut self, slot: u32, item: &Item, author: Author, appeal: f64) -> u32 {
        let luck = self.luck.item(slot);
        let topics = self.site.topic_means.len() as u64;
        let topic =
            item.topic.or_else(|| (topics > 0).then(|| luck.stream(Purpose::Item).sequence(1).below(topics) as u32));
        let appeal = if slot < brand::OWN_SLOTS { appeal * self.brand.appeal } else { appeal };
        self.scratch.items.push(Live {
            slot,
            appeal,
            valence: item.valence,
            link: item.link,
            author,
            born: self.now,
            closed: false,
            topic,
            copies: luck.coins_for(Purpose::Copy),
            some: luck.coins_for(Purpose::SomeCopies),
            acts: luck.coins_for(Purpose::Act),
            sightings: luck.stream(Purpose::Sighting),
            visitors: luck.stream(Purpose::Visitor),
            votes: (0, 0, 0),
            pools: u32::MAX,
        });
        (self.scratch.items.len() - 1) as u32
    }
}

/// What a lever may see and do.
impl World<'_> {
    /// Hours since the beginning.
    pub fn now(&self) -> f64 {
        self.now
    }

    /// When the run ends, hours.
    pub fn horizon(&self) -> f64 {
        self.horizon
    }

    /// The people the campaign asks first, in canonical order.
    pub fn seeds(&self) -> &[u32] {
        &self.seeds
    }

    /// The book so far.
    pub fn ledger(&self) -> &Ledger {
        &self.scratch.ledger
    }

    /// Wakes this lever at a time, not before now, with a tag of its own: [`Part::woken`].
    pub fn wake(&mut self, time: f64, tag: u32) {
        if time <= self.horizon {
            let event = Event::new(time.max(self.now), Class::Alarm, 0, 0, self.lever as u32, tag);
            self.scratch.queue.push(event);
        }
    }

    /// Money spent for something, a word or two: as real people pay it, whatever a simulated one stands for.
    pub fn charge(&mut self, what: &'static str, amount: f64) {
        self.scratch.ledger.charge(what, amount);
        if amount != 0.0 {
            self.scratch.ledger.spending_ends = self.now;
        }
    }

    /// Real people that a simulated one stands for.
    pub fn stands_for(&self) -> f64 {
        self.site.platform.stands_for
    }

    /// Money earned or lost outside of verbs.
    pub fn earn(&mut self, amount: f64) {
        self.scratch.ledger.income += amount;
    }

    /// A value of this lever's `which`-th observable.
    pub fn observe(&mut self, which: usize, value: f64) {
        let place = self.observed[self.lever] + which;
        self.scratch.ledger.observed[place] = Some(value);
    }

    /// Multiplies the chance of a verb for everybody from now on.
    pub fn scale(&mut self, verb: usize, factor: f64) {
        self.scales[verb] *= factor;
    }

    /// A new item, which `author` posts now; `slot` is the address of its luck: 2^31 and above, the same in every campaign
    /// that posts it. Returns its number.
    pub fn post(&mut self, item: &Item, author: Author, slot: u32) -> u32 {
        let appeal = match item.appeal {
            Appeal::Given(appeal) => appeal,
            Appeal::Drawn { sigma } => self.draw_appeal(slot, sigma),
        };
        if item.cost != 0.0 {
            self.charge("content", item.cost);
        }
        let id = self.new_item(slot, item, author, appeal);
        match author {
            Author::Person(person) => self.hand_on_post(person, id),
            Author::Brand => self.hand_to_followers(id),
            Author::Nobody => {}
        }
        self.scratch.posted.push(id);
        id
    }

    /// A slot for an item that a person begins, from the address of what made them.
    pub fn slot(&mut self) -> u32 {
        self.next_slot += 1;
        self.next_slot - 1
    }

    /// A person hands an item on because the campaign asked.
    pub fn share(&mut self, person: u32, item: u32) {
        self.scratch.mark(person, flag::OWN);
        if self.scratch.adopted[person as usize] == 0 {
            self.adopt(person, NOBODY, item);
        }
        self.hand_on_post(person, item);
    }

    /// The brand shows an item to its followers (again): copies to those who have not met it.
    pub fn show_followers(&mut self, item: u32) {
        self.hand_to_followers(item);
    }

    /// Buys exposures of an item: so many an hour, from now until a time, each worth so much relative to one along the mean
    /// tie. Nothing happens on a platform without bought space.
    pub fn buy(&mut self, item: u32, an_hour: f64, until: f64, worth: f64) {
        if let Some(surface) = self.site.platform.paid() {
            self.enter_paid(surface as u8, item, an_hour, until, worth / self.site.real_ratio);
        }
    }

    /// Money that may still be spent.
    pub fn left(&self) -> f64 {
        self.budget - self.scratch.ledger.cost()
    }

    /// An item is not handed on from now on.
    pub fn close(&mut self, item: u32) {
        self.scratch.items[item as usize].closed = true;
    }

    /// How many items there are so far.
    pub fn items(&self) -> u32 {
        self.scratch.items.len() as u32
    }

    /// Who posted an item.
    pub fn author(&self, item: u32) -> Author {
        self.scratch.items[item as usize].author
    }

    /// Valence of an item.
    pub fn valence(&self, item: u32) -> i8 {
        self.scratch.items[item as usize].valence
    }

    /// When an item was posted.
    pub fn born(&self, item: u32) -> f64 {
        self.scratch.items[item as usize].born
    }

    /// Multiplies the appeal of an item from now on.
    pub fn improve(&mut self, item: u32, factor: f64) {
        self.scratch.items[item as usize].appeal *= factor;
    }

    /// Followers of the brand, in the order in which they came.
    pub fn followers(&self) -> &[u32] {
        &self.scratch.followers
    }

    /// Whether a person follows the brand.
    pub fn is_follower(&self, person: u32) -> bool {
        self.scratch.flags[person as usize] & flag::FOLLOWER != 0
    }

    /// A person follows the brand from now on.
    pub fn follow(&mut self, person: u32) {
        if self.scratch.mark(person, flag::FOLLOWER) {
            self.scratch.followers.push(person);
        }
    }

    /// A person follows the brand no longer.
    pub fn unfollow(&mut self, person: u32) {
        if self.is_follower(person) {
            self.scratch.flags[person as usize] &= !flag::FOLLOWER;
            self.scratch.touched.push(person);
            self.scratch.followers.retain(|&follower| follower != person);
        }
    }

    /// Strength of a person's tie to the brand.
    pub fn brand_strength(&self, person: u32) -> f64 {
        self.scratch.brand.of(u64::from(person), BRAND_STRENGTH, self.now, self.site.tau)
    }

    /// A dialogue between the brand and a person: their tie gains the share for two-way acts.
    pub fn dialogue(&mut self, person: u32) {
        let two_way = self.site.audience.relationship.growth.two_way;
        self.scratch.brand.grow(u64::from(person), BRAND_STRENGTH, self.now, self.site.tau, two_way);
    }

    /// What a person thinks of the brand, -1 to 1.
    pub fn opinion(&self, person: u32) -> f64 {
        self.scratch.opinions.of(u64::from(person), 0.0, self.now, f64::INFINITY)
    }

    /// Moves a person's opinion a share of the way towards a value from -1 to 1.
    pub fn persuade(&mut self, person: u32, towards: f64, share: f64) {
        let now = self.opinion(person);
        let then = (now + share * (towards - now)).clamp(-1.0, 1.0);
        if then != now {
            // In terms of growth: w + g (1 - w) = then.
            let g = if now < 1.0 { (then - now) / (1.0 - now) } else { 0.0 };
            if now < 1.0 {
                self.scratch.opinions.grow(u64::from(person), 0.0, self.now, f64::INFINITY, g);
            }
        }
    }

    /// How often a person has met an item.
    pub fn exposures(&self, person: u32, item: u32) -> u32 {
        self.scratch.meetings.get(person, item).map_or(0, |meeting| meeting.exposures)
    }

    /// Whether a person has done a verb on an item.
    pub fn has_done(&self, person: u32, item: u32, verb: usize) -> bool {
        self.scratch.meetings.get(person, item).is_some_and(|meeting| meeting.done & (1 << verb) != 0)
    }

    /// Whether a person has acted in the sense of reach.
    pub fn has_adopted(&self, person: u32) -> bool {
        self.scratch.adopted[person as usize] != 0
    }

    /// Adds a link to the brand's authority.
    pub fn link(&mut self, credit: f64) {
        self.authority.add(credit, self.now);
    }

    /// Authority now.
    pub fn authority(&self) -> f64 {
        self.authority.at(self.now)
    }

    /// Votes for an item that count.
    pub fn votes(&self, item: u32) -> f64 {
        self.standing(item).up
    }

    fn standing(&self, item: u32) -> Standing {
        let live = &self.scratch.items[item as usize];
        let (others, own, against) = live.votes;
        Standing { up: super::pool::counted(others, own), down: f64::from(against), fit: 1.0 }
    }

    /// Strength of a tie at the beginning.
    #[inline]
    fn base(&self, tie: usize) -> f64 {
        self.site.graph.strengths().map_or(self.site.strength, |strengths| strengths[tie])
    }
}
