//! Ties that work at most once, after a delay, in one queue with the waves.

use super::{Waves, in_one_queue};
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
    let delays = luck.bits_of(Purpose::Delay);
    let mut live = Vec::new();
    in_one_queue(&mut BinaryHeap::new(), 0, waves, horizon, scratch, cascade, |place, cascade, scratch, queue| {
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
    });
}
