//! Who reached whom: of a finished cascade, everybody whose exposure reached a person at the moment at which it acted.
//!
//! The record of a cascade names one parent. Where several speakers reach a person in the same round, whose word it is
//! matters as soon as words differ (rival brands, good and bad news) or a person is to be credited to one of them. The coins
//! of ties belong to their ties, so they are simply read again; with thresholds everybody who acted in the round before and
//! counts is a voice; in continuous time, and where a person listens to one tie only, nobody comes at the same moment and the
//! parent is the one voice. Of other laws in rounds the record does not tell ([`tells_voices`]).

use super::scratch::Scratch;
use super::{Tries, tries_of};
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerTie};
use crate::law::{Delay, Law, Rounds, Rule};
use crate::random::{Chance, Luck, Purpose, below};

/// A person and one who reached it at the moment at which it acted, both by their place in the cascade.
pub type Voice = (u32, u32);

/// Whether [`voices`] finds all who reached a person at one moment, or nobody can come at the same moment as somebody else.
pub fn tells_voices(law: &Law) -> bool {
    match law {
        Law::Tries { .. } | Law::News { .. } | Law::Thresholds(_) | Law::Rates { .. } | Law::Delays { .. } => true,
        Law::Contacts(law) => law.rate.is_some(),
        Law::Rumour(law) => law.rate.is_some(),
        Law::Stages(law) => !law.rounds,
        Law::Descent(_) | Law::Reluctance(_) | Law::Doses(_) | Law::Periods(_) => false,
    }
}

/// All voices, by person and then by speaker. Those asked, and those who act by no tie, have none.
///
/// Cost: once more the coins of the ties of those who acted, where the law throws coins.
pub fn voices(law: &Law, graph: &Graph, luck: &impl Luck, scratch: &mut Scratch, cascade: &Cascade) -> Vec<Voice> {
    let Some((chance, life)) = tries_of(law) else {
        match law {
            Law::Delays { chance, delay: Delay::Fixed(delay) } => {
                return of_delay(chance, *delay, graph, luck, scratch, cascade);
            }
            Law::Thresholds(Rule::Count(_) | Rule::Share) => return of_round(|_| true, graph, scratch, cascade),
            Law::Thresholds(Rule::Weights(weights)) => {
                return of_round(|tie| weights.of(tie, graph) > 0, graph, scratch, cascade);
            }
            Law::Thresholds(Rule::Independent(chances)) => {
                return of_round(|tie| chances.of(tie, graph) > 0.0, graph, scratch, cascade);
            }
            _ => {}
        }
        let parents = cascade.parents.iter().enumerate().filter(|(_, parent)| **parent != NOBODY);
        return parents.map(|(place, &parent)| (place as u32, parent)).collect();
    };
    scratch.with_places(graph.people(), cascade);
    let recover = luck.bits_of(Purpose::Recover);
    let mut found: Vec<Voice> = Vec::new();
    let mut live = Vec::new();
    for (speaker, &person) in cascade.people.iter().enumerate() {
        let lasts = match life {
            Rounds::Fixed(rounds) => rounds,
            Rounds::Geometric(chance) => Tries::with(chance).until_success(recover(person.into(), 0)),
        };
        let (row, first, len) = (luck.row(person), graph.row(person).start, graph.out_degree(person));
        luck.live(row, len, |j| Tries::within(chance.of(first + j as usize, graph), lasts), &mut live);
        for &j in &live {
            let tie = first + j as usize;
            let place = scratch.place_of[graph.targets()[tie] as usize];
            if place == NOBODY || cascade.parents[place as usize] == NOBODY {
                continue;
            }
            let after = Tries::with(chance.of(tie, graph)).until_success(luck.word(row, j));
            if after <= lasts && cascade.times[speaker] + f64::from(after) == cascade.times[place as usize] {
                found.push((place, speaker as u32));
            }
        }
    }
    scratch.without_places(cascade);
    found.sort_unstable();
    found
}

/// Everybody whose tie works, so long before the person acted as all ties take.
fn of_delay(
    chance: &PerTie<Chance>,
    delay: f64,
    graph: &Graph,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &Cascade,
) -> Vec<Voice> {
    scratch.with_places(graph.people(), cascade);
    let (mut found, mut live) = (Vec::new(), Vec::new());
    for (speaker, &person) in cascade.people.iter().enumerate() {
        let (row, first, len) = (luck.row(person), graph.row(person).start, graph.out_degree(person));
        luck.live(row, len, |j| chance.of(first + j as usize, graph), &mut live);
        for &j in &live {
            let place = scratch.place_of[graph.targets()[first + j as usize] as usize];
            if place != NOBODY
                && cascade.parents[place as usize] != NOBODY
                && cascade.times[speaker] + delay == cascade.times[place as usize]
            {
                found.push((place, speaker as u32));
            }
        }
    }
    scratch.without_places(cascade);
    found.sort_unstable();
    found
}

/// Everybody whom a person hears by a tie that counts, and who acted in the round before it.
fn of_round(counts: impl Fn(usize) -> bool, graph: &Graph, scratch: &mut Scratch, cascade: &Cascade) -> Vec<Voice> {
    scratch.with_places(graph.people(), cascade);
    let mut found: Vec<Voice> = Vec::new();
    for (speaker, &person) in cascade.people.iter().enumerate() {
        for tie in graph.row(person) {
            let place = scratch.place_of[graph.targets()[tie] as usize];
            if place != NOBODY
                && cascade.parents[place as usize] != NOBODY
                && cascade.times[speaker] + 1.0 == cascade.times[place as usize]
                && counts(tie)
            {
                found.push((place, speaker as u32));
            }
        }
    }
    scratch.without_places(cascade);
    found.sort_unstable();
    found
}

/// The parent of each of a cascade, by place; of several voices in one round any, each equally likely, by
/// [`Purpose::TieBreak`] of the person. The record itself names the first in the order of the cascade.
pub fn fair_parents(law: &Law, graph: &Graph, luck: &impl Luck, scratch: &mut Scratch, cascade: &Cascade) -> Vec<u32> {
    // Whom a person follows who hears good and bad words was settled when words were told.
    if matches!(law, Law::News { .. }) {
        return cascade.parents.clone();
    }
    let draw = luck.bits_of(Purpose::TieBreak);
    let mut parents = cascade.parents.clone();
    let voices = voices(law, graph, luck, scratch, cascade);
    for voices in by_person(&voices) {
        let place = voices[0].0 as usize;
        parents[place] = one_of(draw(cascade.people[place].into(), 0), voices).1;
    }
    parents
}

/// One of some voices, each equally likely.
pub fn one_of(bits: u64, voices: &[Voice]) -> Voice {
    voices[below(bits, voices.len() as u64) as usize]
}

/// The voices of each person who acted by a tie, in the order of the cascade.
pub fn by_person(voices: &[Voice]) -> impl Iterator<Item = &[Voice]> {
    voices.chunk_by(|a, b| a.0 == b.0)
}
