//! Clocks that play a [`Law`] on a network. They know no model by name.
//!
//! `rounds` is synchronous: the doses of round t come from the acts of earlier rounds. `events` is continuous: one queue in
//! the order of (time, person, speaker), so equal times never depend on what was put in first. Both are pure functions of
//! law, network, seed set and luck.

mod delays;
mod descent;
mod doses;
mod events;
pub mod in_time;
pub mod lives;
mod news;
mod periods;
pub(crate) mod queue;
mod reluctance;
pub mod reverse;
pub mod rivals;
mod rounds;
mod rumours;
mod scratch;
mod stages;
pub mod voices;
pub mod waves;
pub mod worlds;

use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerTie};
use crate::law::{Law, Rounds};
use crate::random::{Chance, Luck, uniform};
pub use scratch::Scratch;

/// Plays one replicate from a seed set until nothing more can happen, or to the horizon (its acts included).
///
/// `seeds` may come in any order and with repetitions; they act at time 0. `horizon` is in rounds or in the law's unit of
/// time, infinity for none. What `cascade` held before is forgotten.
pub fn play(
    law: &Law,
    graph: &Graph,
    seeds: &[u32],
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    if let Law::Descent(process) = law {
        return descent::play(process, seeds.len(), horizon, luck, cascade);
    }
    cascade.clear();
    scratch.begin(graph.people());
    cascade.people.extend_from_slice(seeds);
    if !seeds.is_sorted_by(|a, b| a < b) {
        cascade.people.sort_unstable();
        cascade.people.dedup();
    }
    for &seed in &cascade.people {
        scratch.acted.insert(seed);
    }
    cascade.seeds = cascade.people.len();
    cascade.parents.resize(cascade.seeds, NOBODY);
    cascade.times.resize(cascade.seeds, 0.0);
    match law {
        Law::Tries { chance, life } => rounds::tries(chance, *life, graph, horizon, luck, scratch, cascade),
        Law::News { chance, .. } => {
            rounds::tries(chance, Rounds::Fixed(1), graph, horizon, luck, scratch, cascade);
        }
        Law::Thresholds(rule) => rounds::thresholds(rule, graph, horizon, luck, scratch, cascade),
        Law::Rates { rate, outside, life } => {
            events::rates(rate, *outside, *life, graph, horizon, luck, scratch, cascade);
        }
        Law::Contacts(contacts) => match contacts.rate {
            None => rounds::contacts(contacts, graph, horizon, luck, scratch, cascade),
            Some(rate) => events::contacts(contacts, rate, graph, horizon, luck, scratch, cascade),
        },
        Law::Descent(_) => unreachable!("played above"),
        Law::Stages(law) => stages::play(law, graph, horizon, luck, scratch, cascade),
        Law::Delays { chance, delay } => delays::play(chance, *delay, graph, horizon, luck, scratch, cascade),
        Law::Rumour(law) => rumours::play(law, graph, horizon, luck, scratch, cascade),
        Law::Reluctance(law) => reluctance::play(law, graph, horizon, luck, scratch, cascade),
        Law::Doses(law) => doses::play(law, graph, horizon, luck, scratch, cascade),
        Law::Periods(law) => periods::play(law, graph, horizon, luck, scratch, cascade),
    }
    scratch.end(cascade);
    finish(law, graph, luck, scratch, cascade);
}

/// What is read off a cascade once it is whole.
fn finish(law: &Law, graph: &Graph, luck: &impl Luck, scratch: &mut Scratch, cascade: &mut Cascade) {
    if let Law::News { quality, conflict, .. } = law {
        news::colour(law, quality, *conflict, graph, luck, scratch, cascade);
    }
}

/// The coins of a law that throws coins in rounds, and for how many.
fn tries_of(law: &Law) -> Option<(&PerTie<Chance>, Rounds)> {
    match law {
        Law::Tries { chance, life } => Some((chance, *life)),
        Law::News { chance, .. } => Some((chance, Rounds::Fixed(1))),
        _ => None,
    }
}

/// How often one must try until the first success.
#[derive(Clone, Copy, Debug)]
struct Tries {
    chance: Chance,
    /// ln(1 - p).
    log: f64,
}

impl Tries {
    #[inline]
    fn with(chance: Chance) -> Tries {
        Tries { chance, log: libm::log1p(-chance.probability()) }
    }

    /// From the 64 bits of one draw: 1, 2, ... (`u32::MAX` for never).
    ///
    /// The first try is decided exactly, as every coin is; the later ones by inverting 1 - (1 - p)^d to within 2^-52.
    #[inline]
    fn until_success(self, bits: u64) -> u32 {
        if self.chance.met(bits) {
            return 1;
        }
        if self.chance == Chance::NEVER {
            return u32::MAX;
        }
        let tries = libm::ceil(libm::log1p(-uniform(bits)) / self.log);
        if tries >= f64::from(u32::MAX) { u32::MAX } else { (tries as u32).max(2) }
    }

    /// A chance that is met by all bits with so many tries or fewer, and by few others: p for each try.
    #[inline]
    fn within(chance: Chance, tries: u32) -> Chance {
        Chance::above(f64::from(tries) * chance.probability())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_tries_follow_the_geometric_law() {
        // p = 1/2: the first success is try d for bits between 1 - 2^(1-d) and 1 - 2^-d.
        let half = Chance::of(0.5);
        for d in 1..40u32 {
            let low = u64::MAX - (u64::MAX >> (d - 1));
            let middle = low + (1 << (63 - d));
            assert_eq!(Tries::with(half).until_success(middle), d);
        }
        assert_eq!(Tries::with(Chance::CERTAIN).until_success(u64::MAX), 1);
        assert_eq!(Tries::with(Chance::NEVER).until_success(0), u32::MAX);
    }

    /// What is sifted out by `within` would never have succeeded in time: 4 million draws, and the edges of each number of
    /// tries.
    #[test]
    fn sifting_loses_no_success() {
        let luck = crate::random::Replicate::new(crate::quantity::RandomSeed::new(5).unwrap(), 0, 0);
        let coins = luck.coins().row(0);
        for p in [1.0, 0.9, 0.5, 0.3, 0.05, 0.01, 1e-6, 1e-12, 1e-16, 3e-19, 0.0] {
            let (chance, tries) = (Chance::of(p), Tries::with(Chance::of(p)));
            let check = |bits: u64| {
                let until = tries.until_success(bits);
                assert!(until == u32::MAX || Tries::within(chance, until).met(bits), "p = {p}, {bits}");
            };
            (0..400_000).for_each(|place| {
                let word = coins.word(place);
                check(word);
                check(word >> (place % 64));
            });
            for d in 1..400 {
                let edge = ((-libm::expm1(f64::from(d) * tries.log)) * 18_446_744_073_709_551_616.0) as u64;
                (0..5000).step_by(7).for_each(|near| {
                    check(edge.saturating_sub(near));
                    check(edge.saturating_add(near));
                });
            }
        }
    }
}
