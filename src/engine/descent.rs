//! Processes without a network: each member has a random number of children of its own.
//!
//! Members are numbered in the order in which they come. What is drawn for a member belongs to its place in the family tree
//! (the j-th child of the i-th child of ...), not to that order: ten roots have the family of the first root in them, and a
//! process that is stopped earlier is the beginning of the longer one.

use super::stages::is_due;
use crate::cascade::{Cascade, NOBODY};
use crate::law::{Birth, Delay, Descent};
use crate::random::{GOLDEN, Luck, Purpose, exponential, mix64, uniform};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Addresses of roots and of those who come by themselves: two families of numbers that no child has but by chance.
const ROOTS: u64 = 0x243F_6A88_85A3_08D3;
const BACKGROUND: u64 = 0x1319_8A2E_0370_7344;

/// The address of the child with number j of a member.
fn child(member: u64, j: u32) -> u64 {
    mix64(member ^ mix64(u64::from(j).wrapping_add(GOLDEN)))
}

/// Plays one replicate from so many roots, to the horizon or to the largest size. What `cascade` held is forgotten.
pub fn play(descent: &Descent, roots: usize, horizon: f64, luck: &impl Luck, cascade: &mut Cascade) {
    cascade.clear();
    match descent.delay {
        Birth::Generation => generations(descent, roots, horizon, luck, cascade),
        Birth::After(delay) => in_time(descent, delay, roots, horizon, luck, cascade),
    }
}

/// Generation after generation.
fn generations(descent: &Descent, roots: usize, horizon: f64, luck: &impl Luck, cascade: &mut Cascade) {
    let offspring = luck.bits_of(Purpose::Offspring);
    let largest = descent.largest as usize;
    let mut members: Vec<u64> = (0..roots.min(largest)).map(|i| mix64(ROOTS.wrapping_add(i as u64))).collect();
    cascade.seeds = members.len();
    (0..members.len()).for_each(|i| cascade.push(i as u32, NOBODY, 0.0));
    let mut place = 0;
    while place < members.len() {
        let time = cascade.times[place];
        if time >= horizon {
            // Somebody is left in the last generation.
            cascade.extinct = Some(false);
            return;
        }
        for j in 0..descent.offspring.children(uniform(offspring(members[place], 0))) {
            if members.len() == largest {
                cascade.extinct = Some(false);
                return;
            }
            cascade.push(members.len() as u32, place as u32, time + 1.0);
            members.push(child(members[place], j));
        }
        place += 1;
    }
    cascade.extinct = Some(true);
}

/// Each event after its delay, in the order of time.
fn in_time(descent: &Descent, delay: Delay, roots: usize, horizon: f64, luck: &impl Luck, cascade: &mut Cascade) {
    let offspring = luck.bits_of(Purpose::Offspring);
    let after = luck.bits_of(Purpose::Birth);
    // Time (its bits are ordered as it is), address, place of the parent. Background events are put in one by one.
    let mut queue: BinaryHeap<Reverse<(u64, u64, u32)>> =
        (0..roots).map(|i| Reverse((0, mix64(ROOTS.wrapping_add(i as u64)), NOBODY))).collect();
    let (mut arrivals, mut arrived) = (0u64, 0.0f64);
    let mut arrive = |queue: &mut BinaryHeap<_>| {
        if descent.background > 0.0 {
            arrived += exponential(after(BACKGROUND, arrivals)) / descent.background;
            if arrived <= horizon {
                queue.push(Reverse((arrived.to_bits(), mix64(BACKGROUND.wrapping_add(arrivals)), NOBODY)));
            }
            arrivals += 1;
        }
    };
    arrive(&mut queue);
    let mut cut = false;
    while let Some(Reverse((time, member, parent))) = queue.pop() {
        if cascade.reach() == descent.largest as usize {
            cut = true;
            break;
        }
        let now = f64::from_bits(time);
        let place = cascade.reach() as u32;
        let is_root = parent == NOBODY && cascade.seeds < roots && now == 0.0;
        cascade.seeds += usize::from(is_root);
        cascade.push(place, parent, now);
        if parent == NOBODY && !is_root {
            arrive(&mut queue);
        }
        for j in 0..descent.offspring.children(uniform(offspring(member, 0))) {
            let next = child(member, j);
            let time = now + delay.quantile(uniform(after(next, 0)));
            if is_due(time, horizon) {
                queue.push(Reverse((time.to_bits(), next, place)));
            } else {
                cut = true;
            }
        }
    }
    cascade.extinct = (descent.background == 0.0).then_some(!cut);
}
