//! Contacts, with people who are asked on the way.

use super::Waves;
use crate::cascade::Cascade;
use crate::engine::rounds::{has_effect, meet};
use crate::engine::scratch::Scratch;
use crate::graph::Graph;
use crate::law::Contacts;
use crate::random::{Luck, Purpose, exponential};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Every spreader meets one random hearer a round, all at once.
pub fn in_rounds(
    contacts: &Contacts,
    graph: &Graph,
    waves: &mut Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let draw = luck.bits_of(Purpose::Contact);
    // Each spreader by place in the cascade, with the number of contacts made.
    let mut spreaders: Vec<(u32, u64)> = Vec::new();
    let (mut begin, mut moment, mut round) = (0, 0, 0.0);
    loop {
        if waves.moments.get(moment) == Some(&round) {
            waves.asked(moment, scratch, cascade);
            moment += 1;
        }
        spreaders.extend((begin..cascade.reach() as u32).map(|place| (place, 0)));
        begin = cascade.reach() as u32;
        let next = if spreaders.is_empty() { waves.moments.get(moment).copied() } else { Some(round + 1.0) };
        let Some(next) = next.filter(|&next| next <= horizon && begin < graph.people()) else { break };
        round = next;
        let mut told = Vec::new();
        spreaders.retain_mut(|(place, made)| {
            let (person, contact) = (cascade.people[*place as usize], *made);
            let Some(hearer) = meet(&draw, graph, person, contact) else { return false };
            *made += 1;
            if scratch.acted.contains(hearer) {
                return !has_effect(&draw, person, contact, contacts.stifle);
            }
            if has_effect(&draw, person, contact, contacts.spread) {
                told.push((hearer, *place));
            }
            true
        });
        for (hearer, speaker) in told {
            if scratch.acted.insert(hearer) {
                cascade.push(hearer, speaker, round);
            }
        }
    }
}

/// Every spreader meets a random hearer at a rate, until stifled.
#[allow(clippy::too_many_arguments)]
pub fn in_time(
    contacts: &Contacts,
    rate: f64,
    graph: &Graph,
    waves: &mut Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let draw = luck.bits_of(Purpose::Contact);
    // Time (its bits are ordered as it is), person, place; and how many contacts each place has made.
    let mut queue: BinaryHeap<Reverse<(u64, u32, u32)>> = BinaryHeap::new();
    let mut made: Vec<u64> = Vec::new();
    let next = |place: u32, now: f64, made: u64, cascade: &Cascade, queue: &mut BinaryHeap<_>| {
        let person = cascade.people[place as usize];
        let time = now + exponential(draw(person.into(), 4 * made)) / rate;
        if time <= horizon {
            queue.push(Reverse((time.to_bits(), person, place)));
        }
    };
    let mut moment = 0;
    loop {
        for place in made.len()..cascade.reach() {
            made.push(0);
            next(place as u32, cascade.times[place], 0, cascade, &mut queue);
        }
        if cascade.reach() == graph.people() as usize {
            break;
        }
        let wave = waves.moments.get(moment).copied().filter(|&time| time <= horizon);
        match (queue.peek(), wave) {
            (Some(&Reverse((time, person, place))), _) if wave.is_none_or(|wave| f64::from_bits(time) <= wave) => {
                queue.pop();
                let (now, contact) = (f64::from_bits(time), made[place as usize]);
                let Some(hearer) = meet(&draw, graph, person, contact) else { continue };
                made[place as usize] += 1;
                if scratch.acted.contains(hearer) {
                    if has_effect(&draw, person, contact, contacts.stifle) {
                        continue;
                    }
                } else if has_effect(&draw, person, contact, contacts.spread) {
                    scratch.acted.insert(hearer);
                    cascade.push(hearer, place, now);
                }
                next(place, now, made[place as usize], cascade, &mut queue);
            }
            (_, Some(_)) => {
                waves.asked(moment, scratch, cascade);
                moment += 1;
            }
            _ => break,
        }
    }
}
