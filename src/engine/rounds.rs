//! The synchronous clock: round t follows from the acts of the rounds before it.

use super::scratch::{Dose, Scratch};
use super::tries_until;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerPerson, PerTie};
use crate::law::{Contacts, Rounds, Rule, WHOLE};
use crate::random::{Chance, Luck, Purpose};

/// Coins on ties. Cost: the ties of those who act, one coin each.
pub fn tries(
    chance: &PerTie<Chance>,
    life: Rounds,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    if life == Rounds::Fixed(1) {
        // One kernel for each way to store the chances: the branch stands outside the loop.
        match chance {
            PerTie::Same(same) => one_try(|_| *same, graph, horizon, luck, scratch, cascade),
            PerTie::Each(each) => one_try(|tie| each[tie], graph, horizon, luck, scratch, cascade),
            PerTie::ByHearer(by) => {
                one_try(|tie| by[graph.targets()[tie] as usize], graph, horizon, luck, scratch, cascade);
            }
        }
    } else {
        repeated_tries(chance, life, graph, horizon, luck, scratch, cascade);
    }
}

/// A breadth-first search along live ties: who acts in round t tries each hearer once, for round t + 1.
fn one_try(
    chance: impl Fn(usize) -> Chance,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    let targets = graph.targets();
    by_rounds(horizon, cascade, |place, time, cascade| {
        let person = cascade.people[place];
        let ties = graph.row(person);
        let first = ties.start;
        luck.live(luck.row(person), ties.len() as u32, |j| chance(first + j as usize), &mut scratch.places);
        for &j in &scratch.places {
            let hearer = targets[first + j as usize];
            if scratch.acted.insert(hearer) {
                cascade.push(hearer, place as u32, time);
            }
        }
    });
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
    chance: &PerTie<Chance>,
    life: Rounds,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    // buckets[t]: (hearer, place of the speaker), in the order in which speakers acted.
    let mut buckets: std::collections::BTreeMap<u64, Vec<(u32, u32)>> = std::collections::BTreeMap::new();
    let mut begin = 0;
    let mut round = 0u64;
    loop {
        for place in begin..cascade.reach() {
            let person = cascade.people[place];
            let lasts = match life {
                Rounds::Fixed(rounds) => rounds,
                Rounds::Geometric(chance) => tries_until(luck.bits(Purpose::Recover, person.into(), 0), chance),
            };
            let row = luck.row(person);
            for (j, tie) in graph.row(person).enumerate() {
                let hearer = graph.targets()[tie];
                if !scratch.acted.contains(hearer) {
                    let after = tries_until(luck.word(row, j as u32), chance.of(tie, graph));
                    let due = round + u64::from(after);
                    if after != u32::MAX && after <= lasts && due as f64 <= horizon {
                        buckets.entry(due).or_default().push((hearer, place as u32));
                    }
                }
            }
        }
        begin = cascade.reach();
        let Some((due, bucket)) = buckets.pop_first() else { break };
        round = due;
        for (hearer, speaker) in bucket {
            if scratch.acted.insert(hearer) {
                cascade.push(hearer, speaker, round as f64);
            }
        }
    }
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
    let theta = |person: u32| luck.bits(Purpose::Theta, person.into(), 0);
    match rule {
        Rule::Count(PerPerson::Same(count)) => {
            let dose = |_| Dose { met: 0, needed: u64::from(*count) };
            unasked(*count == 0, graph, |_| true, scratch, cascade);
            accumulate(dose, |dose, _| dose.met += 1, graph, horizon, scratch, cascade);
        }
        Rule::Count(PerPerson::Each(counts)) => {
            let dose = |person: u32| Dose { met: 0, needed: u64::from(counts[person as usize]) };
            unasked(counts.contains(&0), graph, |person| counts[person as usize] == 0, scratch, cascade);
            accumulate(dose, |dose, _| dose.met += 1, graph, horizon, scratch, cascade);
        }
        Rule::Share => {
            // theta k is reached by m of k when m > x k / 2^64: each m in 1..=k is equally likely, and k of k always suffice.
            let needed = |person: u32| (u128::from(theta(person)) * u128::from(graph.in_degree(person))) >> 64;
            let dose = |person| Dose { met: 0, needed: needed(person) as u64 + 1 };
            accumulate(dose, |dose, _| dose.met += 1, graph, horizon, scratch, cascade);
        }
        Rule::Weights(weights) => {
            let dose = |person| Dose { met: 0, needed: (theta(person) >> 1) + 1 };
            accumulate(dose, |dose, tie| dose.met += weights.of(tie, graph), graph, horizon, scratch, cascade);
        }
        Rule::OneOf(intervals) => by_rounds(horizon, cascade, |place, time, cascade| {
            for tie in graph.row(cascade.people[place]) {
                let hearer = graph.targets()[tie];
                let x = theta(hearer) >> 1;
                if (intervals[tie].0..intervals[tie].1).contains(&x) && scratch.acted.insert(hearer) {
                    cascade.push(hearer, place as u32, time);
                }
            }
        }),
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
fn complement(x: f64) -> u64 {
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
    let mut told = Vec::new();
    let mut round = 1.0;
    while !spreaders.is_empty() && round <= horizon && cascade.reach() < graph.people() as usize {
        let known = cascade.reach() as u32;
        spreaders.retain_mut(|(place, made)| {
            let contact = Contact::draw(luck, graph, cascade.people[*place as usize], *made);
            *made += 1;
            let Some(hearer) = contact.hearer else { return false };
            if scratch.acted.contains(hearer) {
                return !contacts.stifle.met(contact.coin);
            }
            if contacts.spread.met(contact.coin) {
                told.push((hearer, *place));
            }
            true
        });
        for (hearer, place) in told.drain(..) {
            if scratch.acted.insert(hearer) {
                cascade.push(hearer, place, round);
            }
        }
        spreaders.extend((known..cascade.reach() as u32).map(|place| (place, 0)));
        round += 1.0;
    }
}

/// What one contact of a spreader is about.
pub(super) struct Contact {
    /// The person met; `None` where nobody hears the spreader.
    pub hearer: Option<u32>,
    /// Decides whether the contact has its effect.
    pub coin: u64,
}

impl Contact {
    /// The `index`-th contact of a spreader: index 4 i + 1 of the stream chooses the hearer, 4 i + 2 is the coin (4 i is
    /// the time since the one before).
    pub fn draw(luck: &impl Luck, graph: &Graph, person: u32, index: u64) -> Contact {
        let hearers = graph.hearers(person);
        let place = luck.bits(Purpose::Contact, person.into(), 4 * index + 1);
        let place = (u128::from(place) * hearers.len() as u128) >> 64;
        let coin = luck.bits(Purpose::Contact, person.into(), 4 * index + 2);
        Contact { hearer: hearers.get(place as usize).copied(), coin }
    }
}
