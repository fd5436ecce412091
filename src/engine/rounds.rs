//! The synchronous clock: round t follows from the acts of the rounds before it.

use super::Tries;
use super::scratch::{Bits, Dose, Scratch};
use super::worlds::Shares;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerPerson, PerTie, Sifted};
use crate::law::{Contacts, Rounds, Rule, WHOLE};
use crate::machine::{Sifter, Thresholds, prefetch};
use crate::random::{Chance, Luck, Purpose, below};

/// Coins on ties. Cost: the ties of those who act, one coin each.
pub fn tries(
    chance: &Sifted<Chance>,
    life: Rounds,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    if life == Rounds::Fixed(1) {
        one_try(chance, graph, horizon, luck, scratch, cascade);
    } else {
        repeated_tries(chance, life, graph, horizon, luck, scratch, cascade);
    }
}

/// A breadth-first search along live ties: who acts in round t tries each hearer once, for round t + 1.
fn one_try(
    chance: &Sifted<Chance>,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let digits = chance.digits(graph);
    by_blocks(graph, horizon, scratch, cascade, |speakers, first, sifter| {
        luck.live_ties(speakers, first, graph.offsets(), digits, |tie| chance.of(tie, graph), sifter);
    });
}

/// How many people's ties are looked at before the hearers at the end of the live ones: enough that the memory asked for
/// has come by then.
pub(super) const BLOCK: usize = 64;

/// Whoever a live tie leads to acts in the next round, until nobody new acts or the horizon is reached. `live` finds the live
/// ties of some people who stand in the cascade from a place on, labelled by their places.
#[inline]
fn by_blocks(
    graph: &Graph,
    horizon: f64,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
    live: impl Fn(&[u32], u32, &mut Sifter),
) {
    let Scratch { acted, sifter, shares: Shares { reached, told, .. }, .. } = scratch;
    let targets = graph.targets();
    reached.begin(graph.people());
    let (mut begin, mut round) = (0, 1.0);
    while begin < cascade.reach() && round <= horizon {
        let end = cascade.reach();
        for first in (begin..end).step_by(BLOCK) {
            let speakers = &cascade.people[first..end.min(first + BLOCK)];
            if reached.is_shared() {
                reached.tell(speakers, first as u32, targets, told, |unknown| {
                    live(unknown, 0, sifter);
                    &sifter.found
                });
                act_all(told.pairs(), acted, cascade);
                continue;
            }
            live(speakers, first as u32, sifter);
            let found = &sifter.found;
            found.ties.iter().for_each(|&tie| prefetch(targets, tie as usize));
            let told = found.ties.iter().map(|&tie| targets[tie as usize]);
            act_all(told.zip(found.labels.iter().copied()), acted, cascade);
        }
        cascade.times.resize(cascade.reach(), round);
        (round, begin) = (round + 1.0, end);
    }
}

/// Calls `act` for everybody who acts, with the time of the next round, until nobody new acts or the horizon is reached.
fn by_rounds(horizon: f64, cascade: &mut Cascade, mut act: impl FnMut(usize, f64, &mut Cascade)) {
    let (mut round, mut begin) = (1.0, 0);
    while begin < cascade.reach() && round <= horizon {
        let end = cascade.reach();
        for place in begin..end {
            act(place, round, cascade);
        }
        (round, begin) = (round + 1.0, end);
    }
}

/// Each tie tries every round while the speaker's life lasts: its first success, if it comes in time, falls into the
/// bucket of its round. A person's ties are read once, not once a round.
fn repeated_tries(
    chance: &Sifted<Chance>,
    life: Rounds,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    // buckets[t]: (hearer, place of the speaker), in the order in which speakers acted.
    let mut buckets: std::collections::BTreeMap<u64, Vec<(u32, u32)>> = std::collections::BTreeMap::new();
    let Scratch { acted, sifter, shares: Shares { after: shared, .. }, .. } = scratch;
    shared.begin(graph.people());
    let same = match **chance {
        PerTie::Same(same) => Some((same, Tries::with(same))),
        _ => None,
    };
    let digits = chance.digits(graph);
    let recover = luck.bits_of(Purpose::Recover);
    let lives = match life {
        Rounds::Geometric(chance) => Some(Tries::with(chance)),
        Rounds::Fixed(_) => None,
    };
    let mut begin = 0;
    let mut round = 0u64;
    loop {
        for place in begin..cascade.reach() {
            let person = cascade.people[place];
            let lasts = match (life, lives) {
                (Rounds::Fixed(rounds), _) => rounds,
                (_, Some(lives)) => lives.until_success(recover(person.into(), 0)),
                (Rounds::Geometric(_), None) => unreachable!("made above"),
            };
            let (row, ties) = (luck.row(person), graph.row(person));
            let first = ties.start as u32;
            // Coins first: most ties cannot work within the speaker's life, whichever round it would be.
            let sift = |sifter: &mut Sifter| match (same, digits) {
                (Some((chance, _)), _) => {
                    luck.sift(row, ties.clone(), Tries::within(chance, lasts).digit(), Thresholds::OfRow, sifter);
                }
                (_, Some(digits)) => {
                    // A chance that begins with the digit d is below (d + 1) / 2^16, and n tries work with n times that.
                    let scale = lasts.min(u16::MAX.into()) as u16;
                    luck.sift(row, ties.clone(), scale, Thresholds::Each(digits), sifter);
                }
                (None, None) => unreachable!("chances that differ have digits"),
            };
            let after = |tie: u32| {
                let tries = same.map_or_else(|| Tries::with(chance.of(tie as usize, graph)), |(_, tries)| tries);
                Some(tries.until_success(luck.word(row, tie - first)))
                    .filter(|&tries| tries != u32::MAX && tries <= lasts)
            };
            let mut due = |hearer: u32, after: u64| {
                let due = round + after;
                if due as f64 <= horizon {
                    buckets.entry(due).or_default().push((hearer, place as u32));
                }
            };
            if shared.is_shared() {
                let live = shared.of(person, |live| {
                    sift(sifter);
                    let found = sifter.found.ties.iter();
                    live.extend(found.filter_map(|&tie| Some((graph.targets()[tie as usize], f64::from(after(tie)?)))));
                });
                let new = live.iter().filter(|&&(hearer, _)| !acted.contains(hearer));
                new.for_each(|&(hearer, after)| due(hearer, after as u64));
                continue;
            }
            sift(sifter);
            let found = &mut sifter.found.ties;
            let mut kept = 0;
            for i in 0..found.len() {
                let tie = found[i];
                found[kept] = tie;
                kept += usize::from(!acted.contains(graph.targets()[tie as usize]));
            }
            for &tie in &found[..kept] {
                if let Some(after) = after(tie) {
                    due(graph.targets()[tie as usize], after.into());
                }
            }
        }
        begin = cascade.reach();
        let Some((due, bucket)) = buckets.pop_first() else { break };
        round = due;
        act_all(bucket.iter().copied(), acted, cascade);
        cascade.times.resize(cascade.reach(), round as f64);
    }
}

/// Whoever of `told`, (hearer, place of the speaker), has not acted does so; the time is still to be written down. No
/// branch: a place is written and then kept or not.
#[inline]
pub(super) fn act_all(told: impl ExactSizeIterator<Item = (u32, u32)>, acted: &mut Bits, cascade: &mut Cascade) {
    let begin = cascade.reach();
    cascade.people.resize(begin + told.len(), 0);
    cascade.parents.resize(begin + told.len(), NOBODY);
    let (people, parents) = (&mut cascade.people[begin..], &mut cascade.parents[begin..]);
    let mut count = 0;
    for (hearer, speaker) in told {
        people[count] = hearer;
        parents[count] = speaker;
        count += usize::from(acted.insert(hearer));
    }
    cascade.people.truncate(begin + count);
    cascade.parents.truncate(begin + count);
}

/// One threshold per person. Cost: the ties of those who act, and one draw for each person exposed.
pub fn thresholds(
    rule: &Rule,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let bits = luck.bits_of(Purpose::Theta);
    let theta = |person: u32| bits(person.into(), 0);
    match rule {
        Rule::Count(PerPerson::Same(count)) => {
            unasked(*count == 0, graph, |_| true, scratch, cascade);
            count_down(|_| *count, graph, horizon, scratch, cascade);
        }
        Rule::Count(PerPerson::Each(counts)) => {
            unasked(counts.contains(&0), graph, |person| counts[person as usize] == 0, scratch, cascade);
            count_down(|person| counts[person as usize], graph, horizon, scratch, cascade);
        }
        Rule::Share => {
            // theta k is reached by m of k when m > x k / 2^64: each m in 1..=k is equally likely, and k of k always suffice.
            let heard = graph.heard();
            let needed = |person: u32| below(theta(person), heard.row(person).len() as u64);
            count_down(|person| needed(person) as u32 + 1, graph, horizon, scratch, cascade);
        }
        Rule::Weights(weights) => {
            let dose = |person| Dose { met: 0, needed: (theta(person) >> 1) + 1 };
            accumulate(dose, |dose, tie| dose.met += weights.of(tie, graph), graph, horizon, scratch, cascade);
        }
        Rule::OneOf(spans) => {
            by_blocks(graph, horizon, scratch, cascade, |speakers, first, sifter| {
                let (offsets, targets) = (graph.offsets(), graph.targets());
                let (theta_of, digits) = (Purpose::Theta, spans.digits());
                if luck.sift_hearers(theta_of, speakers, first, offsets, targets, digits, sifter) {
                    sifter.found.keep(|tie, _| {
                        let (low, end) = spans[tie as usize];
                        (low..end).contains(&(theta(targets[tie as usize]) >> 1))
                    });
                }
            });
        }
        Rule::Independent(chances) => {
            // 1 - prod(1 - p) >= u is prod(1 - p) <= 1 - u. Bits of numbers in [0, 1] are ordered as the numbers are, so
            // the rest 1 - prod fits the same integers: dose and threshold are the complements of their bits.
            let needed = |person| complement(1.0 - crate::random::uniform(theta(person)));
            let dose = |person| Dose { met: complement(1.0), needed: needed(person) };
            let add = |dose: &mut Dose, tie| {
                dose.met = complement(f64::from_bits(u64::MAX - dose.met) * (1.0 - chances.of(tie, graph)));
            };
            accumulate(dose, add, graph, horizon, scratch, cascade);
        }
    }
}

/// A number in [0, 1] as an integer that falls when it rises.
pub(super) fn complement(x: f64) -> u64 {
    u64::MAX - x.to_bits()
}

/// People whose threshold is 0 act at the start, in canonical order.
fn unasked(any: bool, graph: &Graph, acts: impl Fn(u32) -> bool, scratch: &mut Scratch, cascade: &mut Cascade) {
    if any {
        for person in (0..graph.people()).filter(|&person| acts(person)) {
            if scratch.acted.insert(person) {
                cascade.push(person, NOBODY, 0.0);
            }
        }
    }
}

/// Voices count alike; who has heard enough acts in the next round. `needed` is how many are, at least 1 for a person who
/// has not acted (`u32::MAX`, more than anyone can hear, for never).
fn count_down(needed: impl Fn(u32) -> u32, graph: &Graph, horizon: f64, scratch: &mut Scratch, cascade: &mut Cascade) {
    scratch.with_left(graph.people());
    by_rounds(horizon, cascade, |place, time, cascade| {
        for &hearer in graph.hearers(cascade.people[place]) {
            if scratch.acted.contains(hearer) {
                continue;
            }
            let left = &mut scratch.left[hearer as usize];
            if *left == 0 {
                *left = needed(hearer);
                scratch.touched.push(hearer);
            }
            *left -= 1;
            if *left == 0 {
                scratch.acted.insert(hearer);
                cascade.push(hearer, place as u32, time);
            }
        }
    });
}

/// Doses add up; who reaches the threshold acts in the next round. Doses never shrink, so it does not matter that a person
/// is found as soon as the threshold is met instead of at the end of the round. `first` makes dose and threshold of a
/// person met for the first time (`needed` is at least 1 then), `add` adds the dose of a tie.
fn accumulate(
    first: impl Fn(u32) -> Dose,
    add: impl Fn(&mut Dose, usize),
    graph: &Graph,
    horizon: f64,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    scratch.with_doses(graph.people());
    by_rounds(horizon, cascade, |place, time, cascade| {
        for tie in graph.row(cascade.people[place]) {
            let hearer = graph.targets()[tie];
            if scratch.acted.contains(hearer) {
                continue;
            }
            let dose = &mut scratch.doses[hearer as usize];
            if dose.needed == 0 {
                *dose = first(hearer);
                scratch.touched.push(hearer);
            }
            add(dose, tie);
            if dose.met >= dose.needed {
                scratch.acted.insert(hearer);
                cascade.push(hearer, place as u32, time);
            }
        }
    });
}

const _: () = assert!(WHOLE == 1 << 63, "theta >> 1 is uniform below one whole");

/// Every spreader meets one random hearer a round, all at once: what a hearer was at the end of the last round counts.
pub fn contacts(
    contacts: &Contacts,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    // Each spreader by place in the cascade, with the number of contacts made.
    let mut spreaders: Vec<(u32, u64)> = (0..cascade.reach() as u32).map(|place| (place, 0)).collect();
    let draw = luck.bits_of(Purpose::Contact);
    let (mut met, mut told) = (Vec::new(), Vec::new());
    let mut round = 1.0;
    while !spreaders.is_empty() && round <= horizon && cascade.reach() < graph.people() as usize {
        let known = cascade.reach() as u32;
        // Whom each one meets depends on nobody else: all draws first, one after the other without a branch.
        met.clear();
        met.extend(spreaders.iter().map(|&(place, made)| meet(&draw, graph, cascade.people[place as usize], made)));
        let mut meetings = met.iter();
        spreaders.retain_mut(|(place, made)| {
            let Some(&Some(hearer)) = meetings.next() else { return false };
            let person = cascade.people[*place as usize];
            let contact = *made;
            *made += 1;
            if scratch.acted.contains(hearer) {
                return !has_effect(&draw, person, contact, contacts.stifle);
            }
            if has_effect(&draw, person, contact, contacts.spread) {
                told.push((hearer, *place));
            }
            true
        });
        act_all(told.iter().copied(), &mut scratch.acted, cascade);
        cascade.times.resize(cascade.reach(), round);
        told.clear();
        spreaders.extend((known..cascade.reach() as u32).map(|place| (place, 0)));
        round += 1.0;
    }
}

/// The hearer whom a spreader meets in the contact of this number, each equally likely; `None` where nobody hears it. A
/// contact has four numbers of the stream: 4 i is the time since the one before, 4 i + 1 the hearer, 4 i + 2 the coin.
#[inline]
pub(super) fn meet(draw: &impl Fn(u64, u64) -> u64, graph: &Graph, person: u32, contact: u64) -> Option<u32> {
    let hearers = graph.hearers(person);
    let place = draw(person.into(), 4 * contact + 1);
    let place = below(place, hearers.len() as u64);
    hearers.get(place as usize).copied()
}

/// Whether a contact has the effect of this chance. What is certain needs no coin.
#[inline]
pub(super) fn has_effect(draw: &impl Fn(u64, u64) -> u64, person: u32, contact: u64, chance: Chance) -> bool {
    chance == Chance::CERTAIN || chance.met(draw(person.into(), 4 * contact + 2))
}
