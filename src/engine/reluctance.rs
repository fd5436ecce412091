//! Rounds in which who has heard enough adopters thinks about it, with a chance to act and one to give up, and in which people
//! act by themselves.
//!
//! A person who has heard enough by the end of round t thinks in rounds t + 1, t + 2 ...: acts with the first chance, and where
//! not, gives up with the second. Both are decided by one number a person: the round of the first yes and that of the first
//! no for good. Who gives up, and who is immune, does not act by itself either; the seed set acts all the same.
//!
//! Cost: one look at each person and the ties of those who act.

use super::scratch::Scratch;
use super::stages::{is_due, wait};
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerPerson};
use crate::law::Reluctance;
use crate::random::{Chance, Luck, Purpose};
use std::collections::BTreeMap;

/// Plays one replicate; the seed set stands in `cascade`.
pub fn play(
    law: &Reluctance,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    scratch.with_left(graph.people());
    scratch.with_due(graph.people());
    let [theta, refuse, outside, immune] = [Purpose::Theta, Purpose::Refuse, Purpose::Outside, Purpose::Immune]
        .map(|purpose| move |person: u32| luck.bits(purpose, person.into(), 0));
    let is_immune = |person: u32| Chance::of(law.immune.of(person)).met(immune(person));
    // Rounds to come: who acts, and the place of the speaker. `due` is the round in which a person gives up.
    let mut rounds: BTreeMap<u64, Vec<(u32, u32)>> = BTreeMap::new();
    if law.outside != PerPerson::Same(0.0) {
        for person in (0..graph.people()).filter(|&person| law.outside.of(person) > 0.0) {
            let time = wait(true, law.outside.of(person), outside(person));
            if is_due(time, horizon) {
                rounds.entry(time as u64).or_default().push((person, NOBODY));
            }
        }
    }
    let (mut begin, mut round) = (0, 0.0);
    loop {
        for place in begin..cascade.reach() {
            for &hearer in graph.hearers(cascade.people[place]) {
                if scratch.acted.contains(hearer) {
                    continue;
                }
                let left = &mut scratch.left[hearer as usize];
                if *left == u32::MAX {
                    continue;
                }
                if *left == 0 {
                    *left = law.needed.of(hearer);
                    scratch.touched.push(hearer);
                }
                *left -= 1;
                if *left > 0 {
                    continue;
                }
                // Thinks about it from now on; all further voices are one too many.
                *left = u32::MAX;
                let yes = wait(true, law.accept.of(hearer), theta(hearer));
                let no = match law.refuse.of(hearer) {
                    0.0 => f64::INFINITY,
                    chance => wait(true, chance, refuse(hearer)),
                };
                if yes > no {
                    scratch.due[hearer as usize] = round + no;
                } else if is_due(round + yes, horizon) {
                    rounds.entry((round + yes) as u64).or_default().push((hearer, place as u32));
                }
            }
        }
        begin = cascade.reach();
        let Some((next, mut acts)) = rounds.pop_first() else { break };
        round = next as f64;
        if round > horizon {
            break;
        }
        // In the order of people; who acts unasked in the round in which a voice would have done it acts by the voice.
        acts.sort_unstable();
        for (person, speaker) in acts {
            if round <= scratch.due[person as usize] && !is_immune(person) && scratch.acted.insert(person) {
                cascade.push(person, speaker, round);
            }
        }
    }
}
