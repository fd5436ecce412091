//! Rumours: spreaders have contacts along one tie at a time or along all, and either side may stop.
//!
//! With one hearer at a time and teller's stifling alone this is [`super::rounds::contacts`] and [`super::events::contacts`],
//! draw for draw. Cost: time in contacts; a queue of one place a spreader.

use super::queue::{Event, Queue};
use super::rounds::{act_all, has_effect, meet};
use super::scratch::Scratch;
use super::stages::wait;
use crate::cascade::Cascade;
use crate::graph::Graph;
use crate::law::Rumour;
use crate::random::{Chance, Luck, Purpose, exponential};

/// Plays one replicate; the seed set stands in `cascade` and spreads at once.
pub fn play(law: &Rumour, graph: &Graph, horizon: f64, luck: &impl Luck, scratch: &mut Scratch, cascade: &mut Cascade) {
    scratch.with_stages(graph.people());
    match law.rate {
        None => in_rounds(law, graph, horizon, luck, scratch, cascade),
        Some(rate) => in_time(law, rate, graph, horizon, luck, scratch, cascade),
    }
    // What has not ended by the horizon goes on.
    for spell in cascade.spells.iter_mut().filter(|spell| spell[1] > horizon) {
        spell[1] = f64::INFINITY;
    }
}

impl Rumour {
    /// Whether nothing can change once everybody knows.
    fn is_endless(&self) -> bool {
        self.stifle == Chance::NEVER && self.forget == 0.0
    }
}

/// Whoever stands at a place of the cascade begins to spread: a spell that ends when it is forgotten, if not before.
fn begin(law: &Rumour, graph: &Graph, place: usize, luck: &impl Luck, scratch: &mut Scratch, cascade: &mut Cascade) {
    let (person, now) = (cascade.people[place], cascade.times[place]);
    scratch.stages[person as usize].place = place as u32;
    scratch.touched.push(person);
    let forgets = match law.forget {
        0.0 => f64::INFINITY,
        forget => now + wait(law.rate.is_none(), forget, luck.bits(Purpose::Recover, person.into(), 0)),
    };
    let alone = graph.out_degree(person) == 0;
    cascade.spells.push([now, if alone { now } else { forgets }]);
}

/// Whether a contact between two spreaders counts: half of them do where either side may have made it.
fn counts_half(bits: u64) -> bool {
    bits >> 63 == 0
}

/// Whether the hearer of a tie may make the contact too.
fn is_told_back(graph: &Graph, person: u32, hearer: u32) -> bool {
    graph.is_mutual() || graph.hearers(hearer).binary_search(&person).is_ok()
}

fn in_time(
    law: &Rumour,
    rate: f64,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let mut queue = Queue::default();
    let draw = luck.bits_of(Purpose::Contact);
    let mut made = Vec::new();
    let next = |place: usize, now: f64, made: u64, cascade: &Cascade, queue: &mut Queue| {
        let person = cascade.people[place];
        let ties = if law.all_ties { f64::from(graph.out_degree(person)) } else { 1.0 };
        let time = now + exponential(draw(person.into(), 4 * made)) / (rate * ties);
        if time <= horizon && time <= cascade.spells[place][1] {
            queue.push(Event { time, person, speaker: place as u32 });
        }
    };
    for place in 0..cascade.reach() {
        begin(law, graph, place, luck, scratch, cascade);
        made.push(0u64);
        next(place, 0.0, 0, cascade, &mut queue);
    }
    while let Some(Event { time, person, speaker }) = queue.pop() {
        let place = speaker as usize;
        // Stopped by another, after this contact was due.
        if time > cascade.spells[place][1] {
            continue;
        }
        if law.is_endless() && cascade.reach() == graph.people() as usize {
            break;
        }
        let contact = made[place];
        let Some(hearer) = meet(&draw, graph, person, contact) else { continue };
        made[place] += 1;
        if scratch.acted.contains(hearer) {
            let other = scratch.stages[hearer as usize].place as usize;
            let two_spread = law.both && cascade.spells[other][1] > time;
            let half = two_spread && is_told_back(graph, person, hearer);
            let counts = !half || counts_half(draw(person.into(), 4 * contact + 3));
            if counts && has_effect(&draw, person, contact, law.stifle) {
                cascade.spells[place][1] = time;
                if two_spread {
                    cascade.spells[other][1] = time;
                }
                continue;
            }
        } else if has_effect(&draw, person, contact, law.spread) {
            scratch.acted.insert(hearer);
            cascade.push(hearer, speaker, time);
            let new = cascade.reach() - 1;
            begin(law, graph, new, luck, scratch, cascade);
            made.push(0);
            next(new, time, 0, cascade, &mut queue);
        }
        next(place, time, made[place], cascade, &mut queue);
    }
}

/// Everybody at once: what people were at the end of the last round counts, and forgetting comes after the contacts.
fn in_rounds(
    law: &Rumour,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let draw = luck.bits_of(Purpose::Contact);
    let meeting = luck.bits_of(Purpose::Meeting);
    for place in 0..cascade.reach() {
        begin(law, graph, place, luck, scratch, cascade);
    }
    // Each spreader by place in the cascade, with the number of rounds of contacts.
    let mut spreaders: Vec<(u32, u64)> = (0..cascade.reach() as u32).map(|place| (place, 0)).collect();
    let (mut told, mut stops) = (Vec::new(), Vec::new());
    let mut round = 1.0;
    loop {
        spreaders.retain(|&(place, _)| cascade.spells[place as usize][1] >= round);
        let over = law.is_endless() && cascade.reach() == graph.people() as usize;
        if spreaders.is_empty() || round > horizon || over {
            break;
        }
        let known = cascade.reach();
        for (place, made) in &mut spreaders {
            let person = cascade.people[*place as usize];
            let mut contact = |hearer: u32, has_effect: &dyn Fn(Chance) -> bool, half: &dyn Fn() -> u64| {
                if !scratch.acted.contains(hearer) {
                    if has_effect(law.spread) {
                        told.push((hearer, *place));
                    }
                    return;
                }
                let other = scratch.stages[hearer as usize].place;
                let two_spread = law.both && cascade.spells[other as usize][1] >= round;
                let halved = two_spread && is_told_back(graph, person, hearer);
                if (!halved || counts_half(half())) && has_effect(law.stifle) {
                    stops.push(*place);
                    stops.extend(two_spread.then_some(other));
                }
            };
            if law.all_ties {
                for (j, &hearer) in graph.hearers(person).iter().enumerate() {
                    let tie = u64::from(person) << 32 | j as u64;
                    let effect = |chance: Chance| chance.met(meeting(tie, 4 * *made + 2));
                    contact(hearer, &effect, &|| meeting(tie, 4 * *made + 3));
                }
            } else if let Some(hearer) = meet(&draw, graph, person, *made) {
                let effect = |chance| has_effect(&draw, person, *made, chance);
                contact(hearer, &effect, &|| draw(person.into(), 4 * *made + 3));
            }
            *made += 1;
        }
        for place in stops.drain(..) {
            cascade.spells[place as usize][1] = round;
        }
        act_all(told.iter().copied(), &mut scratch.acted, cascade);
        cascade.times.resize(cascade.reach(), round);
        told.clear();
        for place in known..cascade.reach() {
            begin(law, graph, place, luck, scratch, cascade);
            spreaders.push((place as u32, 0));
        }
        round += 1.0;
    }
}
