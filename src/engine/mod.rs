//! Clocks that play a [`Law`] on a network. They know no model by name.
//!
//! `rounds` is synchronous: the doses of round t come from the acts of earlier rounds. `events` is continuous: one queue in
//! the order of (time, person, speaker), so equal times never depend on what was put in first. Both are pure functions of
//! law, network, seed set and luck.

mod events;
mod rounds;
mod scratch;

use crate::cascade::{Cascade, NOBODY};
use crate::graph::Graph;
use crate::law::Law;
use crate::random::Luck;
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
    cascade.clear();
    scratch.begin(graph.people());
    let mut seeds = seeds.to_vec();
    seeds.sort_unstable();
    seeds.dedup();
    for &seed in &seeds {
        scratch.acted.insert(seed);
        cascade.push(seed, NOBODY, 0.0);
    }
    cascade.seeds = seeds.len();
    match law {
        Law::Tries { chance, life } => rounds::tries(chance, *life, graph, horizon, luck, scratch, cascade),
        Law::Thresholds(rule) => rounds::thresholds(rule, graph, horizon, luck, scratch, cascade),
        Law::Rates { rate, outside, life } => {
            events::rates(rate, *outside, *life, graph, horizon, luck, scratch, cascade);
        }
        Law::Contacts(contacts) => match contacts.rate {
            None => rounds::contacts(contacts, graph, horizon, luck, scratch, cascade),
            Some(rate) => events::contacts(contacts, rate, graph, horizon, luck, scratch, cascade),
        },
    }
    scratch.end(cascade);
}

/// How often one must try until the first success, from the 64 bits of one draw: 1, 2, ... (`u32::MAX` for never).
///
/// The first try is decided exactly, as every coin is; the later ones by inverting 1 - (1 - p)^d to within 2^-52.
#[inline]
fn tries_until(bits: u64, chance: crate::random::Chance) -> u32 {
    if chance.met(bits) {
        return 1;
    }
    let p = chance.probability();
    if p == 0.0 {
        return u32::MAX;
    }
    let tries = libm::ceil(libm::log1p(-crate::random::uniform(bits)) / libm::log1p(-p));
    if tries >= f64::from(u32::MAX) { u32::MAX } else { (tries as u32).max(2) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Chance;

    #[test]
    fn repeated_tries_follow_the_geometric_law() {
        // p = 1/2: the first success is try d for bits between 1 - 2^(1-d) and 1 - 2^-d.
        let half = Chance::of(0.5);
        for d in 1..40u32 {
            let low = u64::MAX - (u64::MAX >> (d - 1));
            let middle = low + (1 << (63 - d));
            assert_eq!(tries_until(middle, half), d);
        }
        assert_eq!(tries_until(u64::MAX, Chance::CERTAIN), 1);
        assert_eq!(tries_until(0, Chance::NEVER), u32::MAX);
    }
}
