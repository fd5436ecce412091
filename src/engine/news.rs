//! Good words and bad words along one cascade.
//!
//! Bad words decide nothing about who acts or when, only about what each passes on. So a cascade is played first, and then
//! each person's words are found from those of whoever reached it.

use super::scratch::Scratch;
use super::voices::{by_person, voices};
use crate::cascade::Cascade;
use crate::graph::{Graph, PerPerson};
use crate::law::{Conflict, Law};
use crate::random::{Chance, Luck, Purpose};

/// Notes who spreads bad words. `quality` is the chance that somebody who was asked, or heard good words, passes on good
/// ones.
pub fn colour(
    law: &Law,
    quality: &PerPerson<Chance>,
    conflict: Conflict,
    graph: &Graph,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let (met, first) = (luck.bits_of(Purpose::Quality), luck.bits_of(Purpose::TieBreak));
    let heard = voices(law, graph, luck, scratch, cascade);
    let mut heard = by_person(&heard).peekable();
    let mut negative = vec![false; cascade.reach()];
    for place in 0..cascade.reach() {
        let person = cascade.people[place];
        let is_bad = |voice: &(u32, u32)| negative[voice.1 as usize];
        // The parent is the voice that is followed.
        let bad = match (heard.next_if(|voices| voices[0].0 as usize == place), conflict) {
            (None, _) => false,
            (Some(voices), Conflict::NegativeWins) => {
                let bad = voices.iter().find(|voice| is_bad(voice));
                cascade.parents[place] = bad.unwrap_or(&voices[0]).1;
                bad.is_some()
            }
            (Some(voices), Conflict::RandomOrder) => {
                let one = (u128::from(first(person.into(), 0)) * voices.len() as u128) >> 64;
                cascade.parents[place] = voices[one as usize].1;
                is_bad(&voices[one as usize])
            }
        };
        negative[place] = bad || !quality.of(person).met(met(person.into(), 0));
    }
    cascade.negative = negative;
}
