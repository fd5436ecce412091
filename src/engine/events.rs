//! The continuous clock: one queue in the order of (time, person, speaker).

use super::rounds::{has_effect, meet};
use super::scratch::Scratch;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerTie, Sifted};
use crate::law::{Contacts, Life};
use crate::random::{Chance, Luck, Purpose, exponential};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Something due: a person acts, or a spreader makes a contact.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Event {
    time: f64,
    person: u32,
    /// Place of the speaker in the cascade, or [`NOBODY`].
    speaker: u32,
}

impl Eq for Event {}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.time.total_cmp(&other.time)).then_with(|| (self.person, self.speaker).cmp(&(other.person, other.speaker)))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Exposure at a rate. The coin of a tie gives the delay until it works, -ln(1 - u) / rate; only a tie that works within
/// the speaker's life, before the horizon and before every other of the hearer's enters the queue.
///
/// Cost: the ties of those who act, and about one place in the queue for each who acts.
#[allow(clippy::too_many_arguments)]
pub fn rates(
    rate: &Sifted<f64>,
    outside: f64,
    life: Life,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    scratch.with_due(graph.people());
    let mut queue = BinaryHeap::new();
    if outside > 0.0 {
        let bits = luck.bits_of(Purpose::Outside);
        for person in (0..graph.people()).filter(|&person| !scratch.acted.contains(person)) {
            let time = exponential(bits(person.into(), 0)) / outside;
            if time <= horizon && time < f64::INFINITY {
                scratch.due[person as usize] = time;
                scratch.touched.push(person);
                queue.push(Reverse(Event { time, person, speaker: NOBODY }));
            }
        }
    }
    let recover = luck.bits_of(Purpose::Recover);
    let expose = |place: usize, cascade: &Cascade, scratch: &mut Scratch, queue: &mut BinaryHeap<_>| {
        let (person, now) = (cascade.people[place], cascade.times[place]);
        let lasts = match life {
            Life::Fixed(time) => time,
            Life::Exponential(rate) => exponential(recover(person.into(), 0)) / rate,
        };
        // Coins first: a tie works within a time x with chance 1 - exp(-rate x), which is at most rate x.
        let left = lasts.min(horizon - now + 1e-15 * horizon);
        let (row, first, len) = (luck.row(person), graph.row(person).start, graph.out_degree(person));
        let mut places = std::mem::take(&mut scratch.places);
        match &**rate {
            PerTie::Same(rate) => luck.live_alike(row, len, Chance::above(rate * left), &mut places),
            _ => luck.live(row, len, |j| Chance::above(rate.of(first + j as usize, graph) * left), &mut places),
        }
        for &j in &places {
            let tie = first + j as usize;
            let hearer = graph.targets()[tie];
            let rate = rate.of(tie, graph);
            if rate == 0.0 || scratch.acted.contains(hearer) {
                continue;
            }
            let after = exponential(luck.word(row, j)) / rate;
            let time = now + after;
            let due = &mut scratch.due[hearer as usize];
            if after <= lasts && time <= horizon && time < *due {
                if *due == f64::INFINITY {
                    scratch.touched.push(hearer);
                }
                *due = time;
                queue.push(Reverse(Event { time, person: hearer, speaker: place as u32 }));
            }
        }
        scratch.places = places;
    };
    for place in 0..cascade.reach() {
        expose(place, cascade, scratch, &mut queue);
    }
    while let Some(Reverse(event)) = queue.pop() {
        if scratch.acted.insert(event.person) {
            cascade.push(event.person, event.speaker, event.time);
            expose(cascade.reach() - 1, cascade, scratch, &mut queue);
        }
    }
}

/// Every spreader meets a random hearer at a rate, until stifled.
pub fn contacts(
    contacts: &Contacts,
    rate: f64,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let mut queue = BinaryHeap::new();
    let draw = luck.bits_of(Purpose::Contact);
    // How many contacts each who acted has made, by place in the cascade.
    let mut made = vec![0u64; cascade.reach()];
    let next = |place: usize, now: f64, made: u64, cascade: &Cascade, queue: &mut BinaryHeap<_>| {
        let person = cascade.people[place];
        let time = now + exponential(draw(person.into(), 4 * made)) / rate;
        if time <= horizon {
            queue.push(Reverse(Event { time, person, speaker: place as u32 }));
        }
    };
    for place in 0..cascade.reach() {
        next(place, 0.0, 0, cascade, &mut queue);
    }
    while let Some(Reverse(Event { time, person, speaker })) = queue.pop() {
        if cascade.reach() == graph.people() as usize {
            break;
        }
        let place = speaker as usize;
        let contact = made[place];
        let Some(hearer) = meet(&draw, graph, person, contact) else { continue };
        made[place] += 1;
        if scratch.acted.contains(hearer) {
            if has_effect(&draw, person, contact, contacts.stifle) {
                continue;
            }
        } else if has_effect(&draw, person, contact, contacts.spread) {
            scratch.acted.insert(hearer);
            cascade.push(hearer, speaker, time);
            made.push(0);
            next(cascade.reach() - 1, time, 0, cascade, &mut queue);
        }
        next(place, time, made[place], cascade, &mut queue);
    }
}
