//! The continuous clock: one queue in the order of (time, person, speaker).

use super::queue::{Event, Queue};
use super::rounds::{has_effect, meet};
use super::scratch::{Bits, Scratch};
use super::worlds::Shares;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerTie, Sifted};
use crate::law::{Contacts, Life};
use crate::machine::{Sifter, Thresholds, prefetch, prefetch_row};
use crate::random::{Chance, Luck, Purpose, exponential, uniform};

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
    let Scratch { acted, sifter, touched, due, queue, shares: Shares { after: shared, .. }, .. } = scratch;
    shared.begin(graph.people());
    queue.clear();
    if outside > 0.0 {
        let bits = luck.bits_of(Purpose::Outside);
        for person in (0..graph.people()).filter(|&person| !acted.contains(person)) {
            let time = exponential(bits(person.into(), 0)) / outside;
            if time <= horizon && time < f64::INFINITY {
                due[person as usize] = time;
                touched.push(person);
                queue.push(Event { time, person, speaker: NOBODY });
            }
        }
    }
    let recover = luck.bits_of(Purpose::Recover);
    let steps = rate.steps(graph);
    let mut expose = |place: usize, cascade: &Cascade, acted: &Bits, queue: &mut Queue| {
        let (person, now) = (cascade.people[place], cascade.times[place]);
        let lasts = match life {
            Life::Fixed(time) => time,
            Life::Exponential(rate) => exponential(recover(person.into(), 0)) / rate,
        };
        let (row, ties, targets) = (luck.row(person), graph.row(person), graph.targets());
        let first = ties.start as u32;
        // Coins first: a tie works within a time x with chance 1 - exp(-rate x), which is at most rate x.
        let sift = |left: f64, sifter: &mut Sifter| match (&**rate, steps) {
            (PerTie::Same(rate), _) => {
                luck.sift(row, ties.clone(), Chance::above(rate * left).digit(), Thresholds::OfRow, sifter);
            }
            (_, Some((step, steps))) => {
                // A rate of s steps is below s + 1 steps, each of which works within x with a chance of at most step x.
                let scale = (step * left * 65_536.0 + 2.0).min(65_535.0) as u16;
                luck.sift(row, ties.clone(), scale, Thresholds::Each(steps), sifter);
            }
            (_, None) => unreachable!("rates that differ have steps"),
        };
        // When a tie works, if it does within the speaker's life and a time about `soon`. -ln(1 - u) is at least u: where u is too
        // large, its logarithm need not be known.
        let after = |tie: u32, soon: f64| {
            let rate = rate.of(tie as usize, graph);
            let word = luck.word(row, tie - first);
            if uniform(word) > rate * soon.min(lasts) * (1.0 + 1e-9) {
                return None;
            }
            Some(exponential(word) / rate).filter(|&after| rate > 0.0 && after <= lasts)
        };
        if !shared.is_shared() {
            sift(lasts.min(horizon - now + 1e-15 * horizon), sifter);
            sifter.found.ties.iter().for_each(|&tie| prefetch(due, targets[tie as usize] as usize));
        }
        let mut tell = |due: &mut f64, hearer: u32, after: f64| {
            let time = now + after;
            if time <= horizon && time < *due {
                if *due == f64::INFINITY {
                    touched.push(hearer);
                }
                *due = time;
                queue.push(Event { time, person: hearer, speaker: place as u32 });
            }
        };
        if shared.is_shared() {
            let live = shared.of(person, |live| {
                // Whoever acts at another time in another campaign has the whole horizon before it.
                sift(lasts.min(horizon + 1e-15 * horizon), sifter);
                let found = sifter.found.ties.iter();
                live.extend(found.filter_map(|&tie| Some((targets[tie as usize], after(tie, lasts)?))));
            });
            let new = live.iter().filter(|&&(hearer, _)| !acted.contains(hearer));
            new.for_each(|&(hearer, after)| tell(&mut due[hearer as usize], hearer, after));
            return;
        }
        for &tie in &sifter.found.ties {
            let hearer = targets[tie as usize];
            let due = &mut due[hearer as usize];
            // Also where the subtraction is rounded.
            let soon = *due - now + 1e-15 * *due;
            if !acted.contains(hearer)
                && let Some(after) = after(tie, soon)
            {
                tell(due, hearer, after);
            }
        }
    };
    for place in 0..cascade.reach() {
        expose(place, cascade, acted, queue);
    }
    while let Some(event) = queue.pop() {
        // What is due soon is asked for now: first where its row stands, then the row.
        if let Some(Event { person, .. }) = queue.ahead(12) {
            prefetch(graph.offsets(), person as usize);
        }
        if let Some(Event { person, .. }) = queue.ahead(6) {
            let ties = graph.row(person);
            prefetch_row(graph.targets(), ties.start, ties.len());
            if let Some((_, steps)) = steps {
                prefetch_row(steps, ties.start, ties.len());
            }
        }
        if acted.insert(event.person) {
            cascade.push(event.person, event.speaker, event.time);
            expose(cascade.reach() - 1, cascade, acted, queue);
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
    let Scratch { acted, queue, .. } = scratch;
    queue.clear();
    let draw = luck.bits_of(Purpose::Contact);
    // How many contacts each who acted has made, by place in the cascade.
    let mut made = vec![0u64; cascade.reach()];
    let next = |place: usize, now: f64, made: u64, cascade: &Cascade, queue: &mut Queue| {
        let person = cascade.people[place];
        let time = now + exponential(draw(person.into(), 4 * made)) / rate;
        if time <= horizon {
            queue.push(Event { time, person, speaker: place as u32 });
        }
    };
    for place in 0..cascade.reach() {
        next(place, 0.0, 0, cascade, queue);
    }
    while let Some(Event { time, person, speaker }) = queue.pop() {
        if cascade.reach() == graph.people() as usize {
            break;
        }
        let place = speaker as usize;
        let contact = made[place];
        let Some(hearer) = meet(&draw, graph, person, contact) else { continue };
        made[place] += 1;
        if acted.contains(hearer) {
            if has_effect(&draw, person, contact, contacts.stifle) {
                continue;
            }
        } else if has_effect(&draw, person, contact, contacts.spread) {
            acted.insert(hearer);
            cascade.push(hearer, speaker, time);
            made.push(0);
            next(cascade.reach() - 1, time, 0, cascade, queue);
        }
        next(place, time, made[place], cascade, queue);
    }
}
