//! Ties that work at most once, after a delay, in one queue with the waves.

use super::{Due, Waves};
use crate::cascade::Cascade;
use crate::engine::scratch::Scratch;
use crate::graph::{Graph, PerTie};
use crate::law::Delay;
use crate::random::{Chance, Luck, Purpose, uniform};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Plays one replicate, by the coins and delays of [`crate::engine::delays`].
#[allow(clippy::too_many_arguments)]
pub(super) fn play(
    chance: &PerTie<Chance>,
    delay: Delay,
    graph: &Graph,
    waves: &mut Waves,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    // The bits of times of at least 0 are ordered as the times are.
    let mut queue: BinaryHeap<Due> = BinaryHeap::new();
    let delays = luck.bits_of(Purpose::Delay);
    let (mut begin, mut moment) = (0, 0);
    let mut live = Vec::new();
    if waves.moments.first() == Some(&0.0) {
        waves.asked(0, scratch, cascade);
        moment = 1;
    }
    loop {
        for place in begin..cascade.reach() {
            let (person, now) = (cascade.people[place], cascade.times[place]);
            let (row, first, hearers) = (luck.row(person), graph.row(person).start, graph.hearers(person));
            luck.live(row, hearers.len() as u32, |j| chance.of(first + j as usize, graph), &mut live);
            for &j in &live {
                let hearer = hearers[j as usize];
                let time = now + delay.quantile(uniform(delays(person.into(), j.into())));
                if time <= horizon && !scratch.acted.contains(hearer) {
                    queue.push(Reverse((time.to_bits(), hearer, place as u32)));
                }
            }
        }
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
