//! Greedy choice by playing: the person with whom the seed set comes to most in the same worlds, again and again.
//!
//! Where returns diminish, what a person added before is the most it can add now. People stand in the order of that number, and
//! only the first is played again until it stays the first (lazy greedy, CELF): the choice is that of playing all of them. Where
//! returns do not diminish (two voices make a person act whom one leaves cold) everybody is played again at every step. Of
//! equals there the one whose hearers hear most of those chosen already, so that voices add up; then the first of the list.
//!
//! # Reference
//! Leskovec, Krause, Guestrin, Faloutsos, VanBriesen and Glance, *Cost-effective outbreak detection in networks*, KDD 2007,
//! section 3, for lazy choice and for choice by gain and by gain for money.

use super::quotas::Room;
use super::terms::{Limit, Terms};
use super::trials::Trials;
use crate::graph::Graph;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};
use std::ops::Range;

/// What is climbed on.
pub struct Hill<'a, 'q> {
    /// Tries seed sets.
    pub trials: &'a Trials<'q>,
    /// In which worlds.
    pub worlds: Range<u64>,
    /// Who is tried: different people who may be asked and need not be.
    pub people: &'a [u32],
    /// What the seed set may be.
    pub terms: &'a Terms,
    /// Whether returns diminish.
    pub lazy: bool,
    /// For the order of equals.
    pub graph: &'a Graph,
    /// Whether a seed set that comes to so much in all worlds together is enough.
    pub enough: &'a (dyn Fn(&[u32], f64) -> bool + Sync),
}

/// A seed set that was chosen.
pub struct Climbed {
    /// In the order of choice; whoever must be asked stands first.
    pub seeds: Vec<u32>,
    /// Whether `stop` ended it; what was left open is then filled in the order of the list.
    pub was_stopped: bool,
}

/// Somebody who may come next.
struct Next {
    key: f64,
    /// Of equals: hearers who hear somebody chosen.
    shared: u32,
    place: Reverse<usize>,
    /// How many were chosen when it was played.
    of: usize,
}

impl Next {
    fn rank(&self, other: &Self) -> Ordering {
        self.key.total_cmp(&other.key).then(self.shared.cmp(&other.shared)).then(self.place.cmp(&other.place))
    }
}

impl PartialEq for Next {
    fn eq(&self, other: &Self) -> bool {
        self.rank(other).is_eq()
    }
}

impl Eq for Next {}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank(other)
    }
}

/// The greedy choice; with `by_price` gains are divided by prices. Money is not spent on people who add nothing.
pub fn climb(hill: &Hill, by_price: bool, stop: &(dyn Fn() -> bool + Sync)) -> Climbed {
    let Hill { trials, worlds, people, terms, lazy, graph, enough } = hill;
    let mut seeds = terms.include.clone();
    let mut room = Room::new(terms);
    let mut reached = vec![false; graph.people() as usize];
    let mark = |person: u32, reached: &mut [bool]| {
        graph.hearers(person).iter().for_each(|&hearer| reached[hearer as usize] = true);
    };
    seeds.iter().for_each(|&person| mark(person, &mut reached));
    let mut total: f64 = trials.each(&seeds, worlds.clone()).iter().sum();
    let mut open: Vec<usize> = (0..people.len()).collect();
    let mut order: BinaryHeap<Next> = BinaryHeap::new();
    let counts = matches!(terms.limit, Limit::Count(_));
    loop {
        let fits = |place: usize| room.has(people[place]);
        open.retain(|&place| fits(place));
        if open.is_empty() || enough(&seeds, total) {
            return Climbed { seeds, was_stopped: false };
        }
        let next = |place: usize, sum: f64, reached: &[bool]| {
            let gain = sum - total;
            let key = if by_price { gain / terms.price(people[place]) } else { gain };
            // Nothing for nothing is worth nothing.
            let key = if key.is_nan() { 0.0 } else { key };
            let shares = |hearer: &&u32| reached[**hearer as usize];
            let shared = if *lazy { 0 } else { graph.hearers(people[place]).iter().filter(shares).count() as u32 };
            Next { key, shared, place: Reverse(place), of: seeds.len() }
        };
        if seeds.len() == terms.include.len() || !lazy {
            let tried: Vec<u32> = open.iter().map(|&place| people[place]).collect();
            let Some(sums) = trials.with_each(&seeds, &tried, worlds.clone(), stop) else {
                return filled(hill, seeds);
            };
            order = open.iter().zip(sums).map(|(&place, sum)| next(place, sum, &reached)).collect();
        }
        let chosen = loop {
            let Some(first) = order.pop() else { break None };
            let place = first.place.0;
            if !fits(place) {
                continue;
            }
            if first.of == seeds.len() {
                break (counts || first.key > 0.0).then_some(place);
            }
            if stop() {
                return filled(hill, seeds);
            }
            let with = [&seeds[..], &people[place..=place]].concat();
            order.push(next(place, trials.each(&with, worlds.clone()).iter().sum(), &reached));
        };
        let Some(place) = chosen else { return Climbed { seeds, was_stopped: false } };
        let person = people[place];
        seeds.push(person);
        room.take(person);
        mark(person, &mut reached);
        open.retain(|&other| other != place);
        total = trials.each(&seeds, worlds.clone()).iter().sum();
    }
}

fn filled(hill: &Hill, seeds: Vec<u32>) -> Climbed {
    let mut listed: BTreeSet<u32> = hill.terms.include.iter().copied().collect();
    let order = seeds.into_iter().chain(hill.people.iter().copied()).filter(|&person| listed.insert(person));
    Climbed { seeds: hill.terms.fit(order), was_stopped: true }
}
