//! Greedy choice on a pool: the person who meets most sets that nobody chosen has met, again and again.
//!
//! Beside each choice stands a bound on what *any* seed set within the terms could be estimated at: with A chosen so far,
//! W/theta C(A) and the largest e_v + W/theta D_v of as many people as the limit allows (D_v sets that v would meet beyond
//! A's; under a budget the best part of people by gain for money, the last one in part). Coverage has diminishing returns, so
//! that holds at every step, and the smallest of all steps is kept. Where groups have quotas the people of that sum are those
//! of largest worth that keep to them.
//!
//! # Reference
//! Nemhauser, Wolsey and Fisher, *An analysis of approximations for maximizing submodular set functions*, Mathematical
//! Programming 14 (1978); Khuller, Moss and Naor, *The budgeted maximum coverage problem*, Information Processing Letters 70
//! (1999), for gain by price; Tang, Tang, Xiao and Yuan, *Online processing algorithms for influence maximization*, SIGMOD
//! 2018, section 5, for the bound.

use super::pool::Pool;
use super::quotas::Room;
use super::roots::Roots;
use super::terms::{Limit, Terms};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A seed set that was chosen on a pool.
#[derive(Debug)]
pub struct Greedy {
    /// In the order of choice; whoever must be asked stands first.
    pub seeds: Vec<u32>,
    /// Spread as estimated on the pool it was chosen on: too high, by the noise of selection.
    pub estimate: f64,
    /// What no seed set within the terms is estimated above.
    pub most: f64,
    /// How many sets of the pool no such seed set meets more of.
    pub most_hits: f64,
}

/// Most steps at which the bound is taken.
const BOUNDS: usize = 64;
/// As many where people have prices: each takes a sort.
const BOUNDS_BY_PRICE: usize = 16;

/// The greedy choice. With `by_price` gains are divided by prices, which is the same where there are none.
pub fn greedy(pool: &Pool, roots: &Roots, terms: &Terms, by_price: bool) -> Greedy {
    let mut choice = Choice::new(pool, roots, terms);
    let (mut most, mut most_hits) = (f64::INFINITY, f64::INFINITY);
    for &person in &terms.include {
        choice.take(person);
    }
    let count = match terms.limit {
        Limit::Count(count) => count as usize,
        Limit::Money { .. } => usize::MAX,
    };
    let mut bounds = choice.bounds();
    let mut order = choice.order(by_price);
    let steps = if count == usize::MAX { BOUNDS_BY_PRICE } else { count.div_ceil(BOUNDS) };
    let by_sorting = matches!(bounds, Bounds::Sorted(_));
    loop {
        let taken = choice.seeds.len();
        let due = match by_sorting {
            false => taken.is_multiple_of(steps) || taken == count,
            // First at every step, then more and more seldom.
            true => taken < 8 || taken.is_power_of_two(),
        };
        if due {
            let (value, hits) = bounds.at(&choice);
            (most, most_hits) = (most.min(value), most_hits.min(hits));
        }
        let Some(next) = choice.next(&mut order, by_price, count) else { break };
        choice.take(next);
    }
    let (value, hits) = bounds.at(&choice);
    let estimate = choice.estimate();
    Greedy { seeds: choice.seeds, estimate, most: most.min(value), most_hits: most_hits.min(hits) }
}

/// A choice on the way.
pub(super) struct Choice<'a> {
    pool: &'a Pool,
    roots: &'a Roots,
    terms: &'a Terms,
    /// What one set is worth: W / theta.
    scale: f64,
    /// D_v by person.
    gains: Vec<u32>,
    met: Vec<u64>,
    hits: u64,
    seeds: Vec<u32>,
    chosen: Vec<bool>,
    room: Room<'a>,
}

/// People by a number that only falls, largest first; each with the number it had when it was put in.
pub(super) type Order = BinaryHeap<(u64, Reverse<u32>)>;

impl<'a> Choice<'a> {
    pub(super) fn new(pool: &'a Pool, roots: &'a Roots, terms: &'a Terms) -> Self {
        Choice {
            pool,
            roots,
            terms,
            scale: roots.weight / pool.sets as f64,
            gains: pool.counts.clone(),
            met: vec![0; pool.words()],
            hits: 0,
            seeds: Vec::new(),
            chosen: vec![false; pool.counts.len()],
            room: Room::new(terms),
        }
    }

    /// What a person would add, or has added that no set is needed for.
    #[inline]
    fn worth(&self, person: u32) -> f64 {
        self.roots.own(person) + self.scale * f64::from(self.gains[person as usize])
    }

    pub(super) fn estimate(&self) -> f64 {
        self.roots.own_of(&self.seeds) + self.scale * self.hits as f64
    }

    pub(super) fn take(&mut self, person: u32) {
        self.seeds.push(person);
        self.chosen[person as usize] = true;
        if !self.terms.include.contains(&person) {
            self.room.take(person);
        }
        let Choice { pool, gains, met, hits, .. } = self;
        let alone = pool.alone[person as usize];
        *hits += u64::from(alone);
        gains[person as usize] -= alone;
        pool.sets_of(person, |set| {
            let (word, bit) = (set as usize / 64, 1u64 << (set % 64));
            if met[word] & bit == 0 {
                met[word] |= bit;
                *hits += 1;
                pool.members(set).iter().for_each(|&member| gains[member as usize] -= 1);
            }
        });
    }

    pub(super) fn into_seeds(self) -> Vec<u32> {
        self.seeds
    }

    /// By number of people beside those who must be asked, from 0 to `count`: what no seed set of as many is estimated above,
    /// and how many sets none meets more of, by what is chosen so far.
    pub(super) fn by_number(&self, count: usize) -> (Vec<f64>, Vec<f64>) {
        let met = self.hits as f64;
        let from = |base: f64, worth: &dyn Fn(u32) -> f64| {
            let mut worths: Vec<f64> = self.asked().map(worth).collect();
            worths.sort_by(|a, b| b.total_cmp(a));
            worths.resize(count, 0.0);
            let mut sum = base;
            std::iter::once(base)
                .chain(worths.into_iter().map(|worth| {
                    sum += worth;
                    sum
                }))
                .collect::<Vec<f64>>()
        };
        let included = self.roots.own_of(&self.terms.include) + self.scale * met;
        let most = from(included, &|person| self.worth(person));
        (most, from(met, &|person| f64::from(self.gains[person as usize])))
    }

    fn asked(&self) -> impl Iterator<Item = u32> {
        (0..self.gains.len() as u32).filter(|&person| self.terms.allows(person) && !self.is_included(person))
    }

    fn is_included(&self, person: u32) -> bool {
        self.chosen[person as usize] && self.terms.include.contains(&person)
    }

    /// The number by which the next one is chosen; those of no price come first.
    #[inline]
    fn key(&self, person: u32, by_price: bool) -> u64 {
        let worth = self.worth(person);
        let key = if by_price { worth / self.terms.price(person) } else { worth };
        // Nothing for nothing is worth nothing.
        if key.is_nan() { 0 } else { key.to_bits() }
    }

    pub(super) fn order(&self, by_price: bool) -> Order {
        self.asked().map(|person| (self.key(person, by_price), Reverse(person))).collect()
    }

    /// Whom to take next; money is not spent on people who add nothing.
    pub(super) fn next(&self, order: &mut Order, by_price: bool, count: usize) -> Option<u32> {
        while self.seeds.len() < count {
            let (then, Reverse(person)) = order.pop()?;
            let key = self.key(person, by_price);
            if key != then {
                order.push((key, Reverse(person)));
            } else if self.room.has(person) && (count < usize::MAX || key > 0) {
                return Some(person);
            }
        }
        None
    }

    fn bounds(&self) -> Bounds {
        match (&self.terms.limit, &self.terms.quotas) {
            (Limit::Count(_), None) => {
                let worth = self.asked().map(|person| (self.worth(person).to_bits(), Reverse(person))).collect();
                let hits = self.roots.are_live().then(|| {
                    self.asked().map(|person| (u64::from(self.gains[person as usize]), Reverse(person))).collect()
                });
                Bounds::Count { worth, hits }
            }
            _ => Bounds::Sorted(self.asked().collect()),
        }
    }
}

/// What is kept between the bounds of two steps.
enum Bounds {
    /// By worth, and by sets alone where that is another order.
    Count { worth: Order, hits: Option<Order> },
    /// Everybody who can be asked, where prices or quotas take a sort.
    Sorted(Vec<u32>),
}

impl Bounds {
    /// What no seed set is estimated above, and how many sets none meets more of, by what is chosen so far.
    fn at(&mut self, choice: &Choice) -> (f64, f64) {
        let Choice { terms, roots, gains, hits, scale, .. } = choice;
        let met = *hits as f64;
        let included = roots.own_of(&terms.include) + scale * met;
        match self {
            Bounds::Count { worth, hits } => {
                let count = terms.most() as usize - terms.include.len();
                let value = |bits: u64| f64::from_bits(bits);
                let most = top(worth, count, |person| choice.worth(person).to_bits()).map(value).sum::<f64>();
                let most_hits = match hits {
                    None => most / scale,
                    Some(order) => {
                        top(order, count, |person| gains[person as usize].into()).map(|hits| hits as f64).sum()
                    }
                };
                (included + most, if *scale > 0.0 { met + most_hits } else { met })
            }
            Bounds::Sorted(people) if terms.quotas.is_some() => {
                let mut largest = |worth: &dyn Fn(u32) -> f64| {
                    people.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
                    let mut room = Room::new(terms);
                    let mut sum = 0.0;
                    for &person in people.iter().filter(|&&person| terms.allows(person)) {
                        if room.has(person) {
                            room.take(person);
                            sum += worth(person);
                        }
                    }
                    sum
                };
                let most = largest(&|person| choice.worth(person));
                (included + most, met + largest(&|person| f64::from(gains[person as usize])))
            }
            Bounds::Sorted(people) => {
                let left = terms.most() - terms.price_of(&terms.include);
                let part = |worth: &dyn Fn(u32) -> f64| {
                    let mut items: Vec<(f64, f64)> =
                        people.iter().map(|&person| (worth(person), terms.price(person))).collect();
                    items.retain(|&(worth, price)| worth > 0.0 && price <= left);
                    items.sort_by(|a, b| (b.0 / b.1).total_cmp(&(a.0 / a.1)));
                    let (mut sum, mut left) = (0.0, left);
                    for (worth, price) in items {
                        if price > left {
                            sum += worth * left / price;
                            break;
                        }
                        sum += worth;
                        left -= price;
                    }
                    sum
                };
                let most = part(&|person| choice.worth(person));
                (included + most, met + part(&|person| f64::from(gains[person as usize])))
            }
        }
    }
}

/// The largest numbers as they are now of so many people, largest first.
fn top(order: &mut Order, count: usize, now: impl Fn(u32) -> u64) -> impl Iterator<Item = u64> {
    let mut found = Vec::with_capacity(count.min(order.len()));
    while found.len() < count {
        let Some((then, Reverse(person))) = order.pop() else { break };
        let number = now(person);
        if number == then {
            found.push((number, Reverse(person)));
        } else {
            order.push((number, Reverse(person)));
        }
    }
    order.extend(found.iter().copied());
    found.into_iter().map(|(number, _)| number)
}
