//! Reverse-reachable sets where ties take time and speakers stop.
//!
//! A tie u -> v passes it on a delay D after u acted, if u's life lasts as long; with a deadline T the delays of a path must
//! add up to T at most. (Of a continuous-time cascade lives never end, and a tie that does not work takes for ever.) People are found in the order of their distance from the root (Dijkstra), each tie of a person found
//! is drawn once, and a speaker's life is the same number for all ties of the speaker.

use super::super::Tries;
use super::super::scratch::Bits;
use crate::graph::{Graph, Heard, PerTie};
use crate::law::{Delay, Life, Rounds};
use crate::random::{Chance, Draws, GOLDEN, exponential, mix64, uniform};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// People to be found next, by the bits of their distance (of numbers of at least 0 the bits are ordered as the numbers).
pub type Queue = BinaryHeap<Reverse<(u64, u32)>>;

/// How delays and lives are drawn.
pub enum Clock<'a> {
    /// By tries, one a round.
    Rounds { chance: &'a PerTie<Chance>, life: Rounds },
    /// In continuous time.
    Time { rate: &'a PerTie<f64>, life: Life },
    /// A tie works once or never, after a delay.
    Once { chance: &'a PerTie<Chance>, delay: Delay },
}

pub struct Delays<'a> {
    graph: &'a Graph,
    clock: Clock<'a>,
    deadline: f64,
}

impl<'a> Delays<'a> {
    pub fn new(graph: &'a Graph, clock: Clock<'a>, deadline: f64) -> Delays<'a> {
        Delays { graph, clock, deadline }
    }

    /// How long a tie takes; infinity for never.
    #[inline]
    fn delay(&self, tie: usize, draws: &mut Draws) -> f64 {
        let bits = draws.next_bits();
        match &self.clock {
            Clock::Once { chance, delay } => match chance.of(tie, self.graph).met(bits) {
                true => delay.quantile(uniform(draws.next_bits())),
                false => f64::INFINITY,
            },
            Clock::Rounds { chance, .. } => match Tries::with(chance.of(tie, self.graph)).until_success(bits) {
                u32::MAX => f64::INFINITY,
                tries => f64::from(tries),
            },
            Clock::Time { rate, .. } => match rate.of(tie, self.graph) {
                rate if rate > 0.0 => exponential(bits) / rate,
                _ => f64::INFINITY,
            },
        }
    }

    /// How long a speaker passes it on.
    #[inline]
    fn life(&self, bits: u64) -> f64 {
        match &self.clock {
            Clock::Rounds { life: Rounds::Fixed(rounds), .. } => f64::from(*rounds),
            Clock::Rounds { life: Rounds::Geometric(stop), .. } => f64::from(Tries::with(*stop).until_success(bits)),
            Clock::Time { life: Life::Fixed(life), .. } => *life,
            Clock::Time { life: Life::Exponential(rate), .. } if *rate > 0.0 => exponential(bits) / rate,
            Clock::Time { .. } | Clock::Once { .. } => f64::INFINITY,
        }
    }

    #[allow(clippy::too_many_arguments)]
    pub fn set(
        &self,
        heard: &Heard,
        root: u32,
        draws: &mut Draws,
        visited: &mut Bits,
        queue: &mut Queue,
        set: &mut Vec<u32>,
        found: &mut impl FnMut(u32) -> bool,
    ) {
        let lives = draws.next_bits();
        queue.push(Reverse((0f64.to_bits(), root)));
        'walk: while let Some(Reverse((distance, person))) = queue.pop() {
            if !visited.insert(person) {
                continue;
            }
            set.push(person);
            if found(person) {
                break 'walk;
            }
            for place in heard.row(person) {
                let source = heard.sources[place];
                let delay = self.delay(heard.ties[place] as usize, draws);
                let distance = f64::from_bits(distance) + delay;
                if distance > self.deadline || delay == f64::INFINITY || visited.contains(source) {
                    continue;
                }
                let life = self.life(mix64(lives.wrapping_add(u64::from(source).wrapping_mul(GOLDEN))));
                if delay <= life {
                    queue.push(Reverse((distance.to_bits(), source)));
                }
            }
        }
        queue.clear();
    }
}
