//! Periods in which everybody hears its strong ties, and as many others drawn anew as it has weak ones.
//!
//! In period t a person who has not acted tries, one after the other, each strong tie from somebody who had acted by the end of
//! period t - 1, each of its weak contacts who had, and what works by no tie; the first to succeed is its parent. All who
//! succeed act at once. A weak contact is any other person, each equally likely, in each period and for each weak tie heard
//! apart, so the same one may be met twice.
//!
//! One number decides for a person and period: the tries share it out among them. Cost: each period, the weak ties of all who have
//! not acted, and once the strong ties of those who have.

use super::scratch::Scratch;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::Graph;
use crate::law::Periods;
use crate::random::{Luck, Purpose, below, uniform};

/// Plays one replicate; the seed set stands in `cascade`.
pub fn play(
    law: &Periods,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let people = graph.people();
    let heard = graph.heard();
    let [coin, contact] = [Purpose::Theta, Purpose::Contact].map(|purpose| luck.bits_of(purpose));
    // By person: places of those heard by a strong tie who have acted, in order of acting, and how many weak ties it hears.
    let mut strong: Vec<Vec<u32>> = vec![Vec::new(); people as usize];
    let weak: Vec<u32> = (0..people)
        .map(|person| heard.row(person).filter(|&at| law.is_weak[heard.ties[at] as usize]).count() as u32)
        .collect();
    // Where each person stands in the cascade.
    let mut places = vec![NOBODY; people as usize];
    let mut known = 0;
    let mut round = 1u64;
    while round as f64 <= horizon {
        let acted = cascade.reach();
        for place in known..acted {
            let person = cascade.people[place];
            places[person as usize] = place as u32;
            for tie in graph.row(person).filter(|&tie| !law.is_weak[tie]) {
                strong[graph.targets()[tie] as usize].push(place as u32);
            }
        }
        known = acted;
        let mut may_act = false;
        for person in 0..people {
            if places[person as usize] != NOBODY {
                continue;
            }
            let (by_strong, contacts) = (&strong[person as usize], weak[person as usize]);
            let outside = law.outside.of(person);
            let by_weak = contacts > 0 && law.weak > 0.0 && acted > 0;
            if (by_strong.is_empty() || law.strong == 0.0) && !by_weak && outside == 0.0 {
                continue;
            }
            may_act = true;
            // It acts by the first try that takes what is left of all chance below the number.
            let left_at = 1.0 - uniform(coin(person.into(), round));
            let mut left = 1.0;
            let mut works = |chance: f64| {
                left *= 1.0 - chance;
                left < left_at
            };
            let met = |slot: u32| {
                let bits = contact(person.into(), round << 32 | u64::from(slot));
                let other = below(bits, u64::from(people - 1)) as u32;
                places[(other + u32::from(other >= person)) as usize]
            };
            let by_tie = by_strong.iter().copied().find(|_| works(law.strong)).or_else(|| {
                let slots = if by_weak { 0..contacts } else { 0..0 };
                slots.map(met).find(|&place| place != NOBODY && works(law.weak))
            });
            if by_tie.is_some() || works(outside) {
                scratch.acted.insert(person);
                cascade.push(person, by_tie.unwrap_or(NOBODY), round as f64);
            }
        }
        if !may_act {
            break;
        }
        round += 1;
    }
}
