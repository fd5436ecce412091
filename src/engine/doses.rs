//! Rounds of chance contacts that pass on doses, which are remembered for a while: generalised contagion.
//!
//! In each round everybody who hears somebody meets one of those heard, each equally likely; if that one was active at the end
//! of the round before, a dose passes with the law's chance. Doses of the last `memory` rounds add up. Then, all at once, an open
//! person whose sum is at least the threshold becomes active; an active one whose sum is below stops with the chance `recover`;
//! one who has stopped, now or before, becomes open again with the chance `lose`.
//!
//! Doses and thresholds are compared as whole numbers of billionths, so ten doses of 0.1 are 1 exactly.
//!
//! Cost: one draw a person and round.

use super::scratch::Scratch;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::Graph;
use crate::law::{Amount, Doses};
use crate::random::{Chance, Luck, Purpose, below, exponential, uniform};
use crate::statistics::normal_quantile;
use std::collections::VecDeque;

impl Amount {
    /// The amount of a person, with the bits that decide where it is random, at least 0, in billionths.
    fn of(&self, person: u32, bits: impl FnOnce() -> u64) -> u64 {
        let amount = match self {
            Amount::Fixed(amount) => amount.of(person),
            Amount::Uniform(low, high) => low + (high - low) * uniform(bits()),
            Amount::Exponential(mean) => mean * exponential(bits()),
            Amount::Lognormal(median, sigma) => median * libm::exp(sigma * normal_quantile(uniform(bits()))),
        };
        (amount * 1e9).round_ties_even() as u64
    }
}

/// The largest dose, a million in billionths: ten thousand of them can be added.
const LARGEST_DOSE: u64 = 1_000_000_000_000_000;

/// What a person is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Open,
    Active,
    Stopped,
}

/// Plays one replicate; the seed set stands in `cascade` and is active, with no dose.
pub fn play(law: &Doses, graph: &Graph, horizon: f64, luck: &impl Luck, scratch: &mut Scratch, cascade: &mut Cascade) {
    let people = graph.people() as usize;
    let heard = graph.heard();
    let theta = luck.bits_of(Purpose::Theta);
    let contact = luck.bits_of(Purpose::Contact);
    let (recover, wane) = (luck.bits_of(Purpose::Recover), luck.bits_of(Purpose::Wane));
    let threshold: Vec<u64> =
        (0..graph.people()).map(|person| law.threshold.of(person, || theta(person.into(), 0))).collect();
    let mut states = vec![State::Open; people];
    let mut sums = vec![0u64; people];
    // Where each spell of a person stands, and where each person stands in the cascade.
    let (mut spell, mut places) = (vec![0usize; people], vec![NOBODY; people]);
    for (place, &person) in cascade.people.iter().enumerate() {
        states[person as usize] = State::Active;
        (spell[person as usize], places[person as usize]) = (cascade.spells.len(), place as u32);
        cascade.spells.push([0.0, f64::INFINITY]);
    }
    let mut active = cascade.reach();
    // The doses that still count, by round, the oldest first; those of this round at the end.
    let mut remembered: VecDeque<Vec<(u32, u64)>> = VecDeque::new();
    let (mut met, mut changes) = (vec![NOBODY; people], Vec::new());
    let mut round = 1u64;
    while round as f64 <= horizon {
        // Nothing left that could change anybody.
        let settled = active == people && law.recover == Chance::NEVER;
        // With nobody active sums only fall: who may still act holds enough already, and is open or will be.
        let may_act = |person: usize| {
            sums[person] >= threshold[person] && (states[person] == State::Open || law.lose != Chance::NEVER)
        };
        if settled || (active == 0 && !(0..people).any(may_act)) {
            break;
        }
        let mut given = Vec::new();
        for person in 0..graph.people() {
            let row = heard.row(person);
            let bits = contact(person.into(), 4 * round + 1);
            let place = below(bits, row.len() as u64) as usize;
            let Some(&speaker) = heard.sources[row].get(place) else { continue };
            if states[speaker as usize] != State::Active {
                continue;
            }
            if law.chance == Chance::CERTAIN || law.chance.met(contact(person.into(), 4 * round + 2)) {
                let dose = law.dose.of(person, || contact(person.into(), 4 * round + 3)).min(LARGEST_DOSE);
                met[person as usize] = speaker;
                sums[person as usize] = sums[person as usize].saturating_add(dose);
                given.push((person, dose));
            }
        }
        if law.memory < u32::MAX {
            remembered.push_back(given);
            if remembered.len() > law.memory as usize {
                for (person, dose) in remembered.pop_front().into_iter().flatten() {
                    sums[person as usize] -= dose;
                }
            }
        }
        for person in 0..people {
            let enough = sums[person] >= threshold[person];
            let mut now = match states[person] {
                State::Open if enough => State::Active,
                State::Active if !enough && law.recover.met(recover(person as u64, round)) => State::Stopped,
                same => same,
            };
            if now == State::Stopped && law.lose.met(wane(person as u64, round)) {
                now = State::Open;
            }
            if now != states[person] {
                changes.push((person, now));
            }
        }
        for (person, now) in changes.drain(..) {
            if states[person] == State::Active {
                active -= 1;
                cascade.spells[spell[person]][1] = round as f64;
            }
            states[person] = now;
            if now == State::Active {
                active += 1;
                spell[person] = cascade.spells.len();
                cascade.spells.push([round as f64, f64::INFINITY]);
                if scratch.acted.insert(person as u32) {
                    places[person] = cascade.reach() as u32;
                    let by = met[person];
                    let parent = if by == NOBODY { NOBODY } else { places[by as usize] };
                    cascade.push(person as u32, parent, round as f64);
                }
            }
        }
        round += 1;
    }
}
