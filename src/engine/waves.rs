//! Seed sets asked in waves: the clocks once more, with people who are asked on the way.
//!
//! A wave of time t is asked at the end of that moment: whoever is reached at t by a tie has acted already, and is not asked
//! any more; in rounds those asked at t first try in round t + 1. So a wave of time 0 is the plain seed set.
//!
//! These kernels play the laws of [`super::play`] a second time, slower, with one queue for ties and waves. They share its
//! coins, its thresholds and its order, so with one wave of time 0 both write the same cascade.

mod contacts;
mod delays;

use super::scratch::{Dose, Scratch};
use super::{Tries, rounds, tries_of};
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerTie};
use crate::law::{Law, Life, Rounds, Rule};
use crate::random::{Chance, Luck, Purpose, below, exponential, uniform};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Why a law cannot be played in waves, and what to do instead; `None` if it can.
pub fn refusal(law: &Law) -> Option<(&'static str, &'static str)> {
    match law {
        Law::Tries { .. } | Law::News { .. } | Law::Thresholds(_) | Law::Rates { .. } => None,
        Law::Contacts(_) | Law::Delays { .. } => None,
        // The model may be one that is played in waves, and only what is given of it is not.
        Law::Stages(_) => Some((
            "stages of a life, and how fast somebody acts or stops given as a column, ask everybody at the beginning",
            "write one number for all instead of the column, leave out [[campaign.wave]] and `at`, or take a cascade, \
             thresholds, si, sir, bass or maki-thompson",
        )),
        _ => Some((
            "this model asks everybody at the beginning",
            "leave out [[campaign.wave]] and `at`, or take a cascade, thresholds, si, sir or maki-thompson",
        )),
    }
}

/// Who is asked when, as the run goes on.
pub struct Waves<'a> {
    /// The moments at which somebody may be asked: different, ascending, at least 0; whole in rounds.
    pub moments: &'a [f64],
    /// Whom to ask at the moment of this number, knowing the cascade so far, in any order; who has acted is passed over.
    pub ask: &'a mut dyn FnMut(usize, &Cascade) -> Vec<u32>,
}

impl Waves<'_> {
    /// Asks at a moment; everybody new acts, in canonical order.
    fn asked(&mut self, moment: usize, scratch: &mut Scratch, cascade: &mut Cascade) {
        let mut people = (self.ask)(moment, cascade);
        people.sort_unstable();
        for person in people {
            if scratch.acted.insert(person) {
                cascade.push_asked(person, self.moments[moment]);
            }
        }
    }
}

/// Plays one replicate as [`super::play`] does, with seed sets that are asked in waves, up to the horizon.
///
/// # Panics
/// If the law is one that [`refusal`] refuses.
pub fn play(
    law: &Law,
    graph: &Graph,
    mut waves: Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    cascade.clear();
    if waves.moments == [0.0] {
        let seeds = (waves.ask)(0, cascade);
        return super::play(law, graph, &seeds, horizon, luck, scratch, cascade);
    }
    scratch.begin(graph.people());
    match (law, tries_of(law)) {
        (_, Some((chance, life))) => tries(chance, life, graph, &mut waves, horizon, luck, scratch, cascade),
        (Law::Thresholds(rule), _) => thresholds(rule, graph, &mut waves, horizon, luck, scratch, cascade),
        (Law::Rates { rate, outside, life }, _) => {
            rates(rate, *outside, *life, graph, &mut waves, horizon, luck, scratch, cascade);
        }
        (Law::Delays { chance, delay }, _) => {
            delays::play(chance, *delay, graph, &mut waves, horizon, luck, scratch, cascade);
        }
        (Law::Contacts(law), _) => match law.rate {
            None => contacts::in_rounds(law, graph, &mut waves, horizon, luck, scratch, cascade),
            Some(rate) => contacts::in_time(law, rate, graph, &mut waves, horizon, luck, scratch, cascade),
        },
        _ => panic!("this law is refused"),
    }
    scratch.end(cascade);
    super::finish(law, graph, luck, scratch, cascade);
}

/// Coins on ties: each success falls into the bucket of its round.
#[allow(clippy::too_many_arguments)]
fn tries(
    chance: &PerTie<Chance>,
    life: Rounds,
    graph: &Graph,
    waves: &mut Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let mut buckets: BTreeMap<u64, Vec<(u32, u32)>> = BTreeMap::new();
    let recover = luck.bits_of(Purpose::Recover);
    let (mut begin, mut moment) = (0, 0);
    loop {
        let wave = waves.moments.get(moment).map(|&time| time as u64);
        let due = buckets.keys().next().copied();
        let Some(round) = wave.into_iter().chain(due).min().filter(|&round| round as f64 <= horizon) else { break };
        for (hearer, speaker) in buckets.remove(&round).unwrap_or_default() {
            if scratch.acted.insert(hearer) {
                cascade.push(hearer, speaker, round as f64);
            }
        }
        if wave == Some(round) {
            waves.asked(moment, scratch, cascade);
            moment += 1;
        }
        for place in begin..cascade.reach() {
            let person = cascade.people[place];
            let lasts = match life {
                Rounds::Fixed(rounds) => rounds,
                Rounds::Geometric(chance) => Tries::with(chance).until_success(recover(person.into(), 0)),
            };
            let (row, first, len) = (luck.row(person), graph.row(person).start, graph.out_degree(person));
            let within = |j| Tries::within(chance.of(first + j as usize, graph), lasts);
            luck.live(row, len, within, &mut scratch.places);
            for &j in &scratch.places {
                let tie = first + j as usize;
                let after = Tries::with(chance.of(tie, graph)).until_success(luck.word(row, j));
                if after != u32::MAX && after <= lasts && !scratch.acted.contains(graph.targets()[tie]) {
                    buckets.entry(round + u64::from(after)).or_default().push((graph.targets()[tie], place as u32));
                }
            }
        }
        begin = cascade.reach();
    }
}

/// One threshold per person, in the units of its rule.
fn thresholds(
    rule: &Rule,
    graph: &Graph,
    waves: &mut Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let bits = luck.bits_of(Purpose::Theta);
    let theta = |person: u32| bits(person.into(), 0);
    let first = |person: u32| match rule {
        Rule::Count(counts) => Dose { met: 0, needed: counts.of(person).into() },
        Rule::Share => {
            let heard = graph.heard().row(person).len() as u64;
            Dose { met: 0, needed: below(theta(person), heard) + 1 }
        }
        Rule::Weights(_) => Dose { met: 0, needed: (theta(person) >> 1) + 1 },
        Rule::OneOf(_) => Dose { met: 0, needed: 1 },
        Rule::Independent(_) => {
            Dose { met: rounds::complement(1.0), needed: rounds::complement(1.0 - uniform(theta(person))) }
        }
    };
    let add = |dose: &mut Dose, hearer: u32, tie: usize| match rule {
        Rule::Count(_) | Rule::Share => dose.met += 1,
        Rule::Weights(weights) => dose.met += weights.of(tie, graph),
        Rule::OneOf(intervals) => {
            let (low, high) = intervals[tie];
            dose.met += u64::from((low..high).contains(&(theta(hearer) >> 1)));
        }
        Rule::Independent(chances) => {
            let rest = f64::from_bits(u64::MAX - dose.met) * (1.0 - chances.of(tie, graph));
            dose.met = rounds::complement(rest);
        }
    };
    scratch.with_doses(graph.people());
    let (mut begin, mut moment, mut round) = (0, 0, 0.0);
    loop {
        if waves.moments.get(moment) == Some(&round) {
            waves.asked(moment, scratch, cascade);
            moment += 1;
        }
        if let (Rule::Count(counts), 0.0) = (rule, round) {
            for person in (0..graph.people()).filter(|&person| counts.of(person) == 0) {
                if scratch.acted.insert(person) {
                    cascade.push(person, NOBODY, 0.0);
                }
            }
        }
        let end = cascade.reach();
        // Where nobody new speaks, nothing happens before the next wave.
        let next = if begin < end { Some(round + 1.0) } else { waves.moments.get(moment).copied() };
        let Some(next) = next.filter(|&next| next <= horizon) else { break };
        round = next;
        for place in begin..end {
            for tie in graph.row(cascade.people[place]) {
                let hearer = graph.targets()[tie];
                if scratch.acted.contains(hearer) {
                    continue;
                }
                let dose = &mut scratch.doses[hearer as usize];
                if dose.needed == 0 {
                    *dose = first(hearer);
                    scratch.touched.push(hearer);
                }
                add(dose, hearer, tie);
                if dose.met >= dose.needed {
                    scratch.acted.insert(hearer);
                    cascade.push(hearer, place as u32, round);
                }
            }
        }
        begin = end;
    }
}

/// Who is due at which time by whom; times in the order of numbers, then people, then speakers.
type Due = Reverse<(u64, u32, u32)>;

/// Exposure at a rate, in one queue with the waves.
#[allow(clippy::too_many_arguments)]
fn rates(
    rate: &PerTie<f64>,
    outside: f64,
    life: Life,
    graph: &Graph,
    waves: &mut Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    // The bits of times of at least 0 are ordered as the times are.
    let mut queue: BinaryHeap<Due> = BinaryHeap::new();
    let recover = luck.bits_of(Purpose::Recover);
    let mut moment = 0;
    let mut places = Vec::new();
    if waves.moments.first() == Some(&0.0) {
        waves.asked(0, scratch, cascade);
        moment = 1;
    }
    if outside > 0.0 {
        let bits = luck.bits_of(Purpose::Outside);
        for person in (0..graph.people()).filter(|&person| !scratch.acted.contains(person)) {
            let time = exponential(bits(person.into(), 0)) / outside;
            if time <= horizon && time < f64::INFINITY {
                queue.push(Reverse((time.to_bits(), person, NOBODY)));
            }
        }
    }
    in_one_queue(&mut queue, moment, waves, horizon, scratch, cascade, |place, cascade, scratch, queue| {
        let (person, now) = (cascade.people[place], cascade.times[place]);
        let lasts = match life {
            Life::Fixed(time) => time,
            Life::Exponential(rate) => exponential(recover(person.into(), 0)) / rate,
        };
        let left = lasts.min(horizon - now + 1e-15 * horizon);
        let (row, first, len) = (luck.row(person), graph.row(person).start, graph.out_degree(person));
        luck.live(row, len, |j| Chance::above(rate.of(first + j as usize, graph) * left), &mut places);
        for &j in &places {
            let (tie, hearer) = (first + j as usize, graph.targets()[first + j as usize]);
            let rate = rate.of(tie, graph);
            if rate == 0.0 || scratch.acted.contains(hearer) {
                continue;
            }
            let after = exponential(luck.word(row, j)) / rate;
            if after <= lasts && now + after <= horizon {
                queue.push(Reverse(((now + after).to_bits(), hearer, place as u32)));
            }
        }
    });
}

/// Whoever is due acts, in one queue with the waves from the `moment`-th on; `reach` puts into it whom the one at a place of the
/// cascade reaches, and when.
fn in_one_queue(
    queue: &mut BinaryHeap<Due>,
    mut moment: usize,
    waves: &mut Waves,
    horizon: f64,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
    mut reach: impl FnMut(usize, &Cascade, &Scratch, &mut BinaryHeap<Due>),
) {
    let mut begin = 0;
    loop {
        (begin..cascade.reach()).for_each(|place| reach(place, cascade, scratch, queue));
        begin = cascade.reach();
        let wave = waves.moments.get(moment).copied().filter(|&time| time <= horizon);
        match (queue.peek(), wave) {
            (Some(&Reverse((time, person, speaker))), _) if wave.is_none_or(|wave| f64::from_bits(time) <= wave) => {
                queue.pop();
                if scratch.acted.insert(person) {
                    cascade.push(person, speaker, f64::from_bits(time));
                }
            }
            (_, Some(_)) => {
                waves.asked(moment, scratch, cascade);
                moment += 1;
            }
            _ => break,
        }
    }
}
