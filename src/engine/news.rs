//! Good words and bad words along one cascade.
//!
//! Bad words decide nothing about who acts or when, only about what each passes on. So a cascade is played first, and then
//! each person's words are found from those of whoever reached it.

use super::scratch::Scratch;
use super::voices::{Voice, by_person, one_of, voices};
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
        let is_bad = |voice: &Voice| negative[voice.1 as usize];
        // The parent is the voice that is followed.
        let bad = match (heard.next_if(|voices| voices[0].0 as usize == place), conflict) {
            (None, _) => false,
            (Some(voices), Conflict::NegativeWins) => {
                // Of several bad voices any, and where none is bad any of the good ones.
                let bad: Vec<Voice> = voices.iter().copied().filter(is_bad).collect();
                let among = if bad.is_empty() { voices } else { &bad };
                cascade.parents[place] = one_of(first(person.into(), 0), among).1;
                !bad.is_empty()
            }
            (Some(voices), Conflict::RandomOrder) => {
                let voice = one_of(first(person.into(), 0), voices);
                cascade.parents[place] = voice.1;
                is_bad(&voice)
            }
        };
        negative[place] = bad || !quality.of(person).met(met(person.into(), 0));
    }
    cascade.negative = negative;
}
