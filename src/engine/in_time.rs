//! Contacts in time: the continuous clock on a [`ContactList`], where an exposure passes along a tie only while it is there.
//!
//! Whoever acts at time s exposes hearers in its contacts from then on, as long as its life lasts. A contact of a moment t is
//! one try: it works with a chance p if t > s (the seed set acts before everything, so t >= 0 does for it), and the hearer acts
//! at t. So a rumour passes on along paths whose times rise; what meets at the same moment does not pass on twice. A contact
//! that lasts from t to t' exposes at a rate while both are there: it works after max(s, t) by an exponential time, if that is
//! before t' and before the end of the speaker's life.
//!
//! In a scenario (`[network.contacts]`) the independent cascade gives p by `probability`; si and sir on the continuous clock give the
//! rate by `transmission`, which is p for contacts of a moment, and the life by `recovery` or `duration`.
//!
//! With p = 1 and endless life those reached are those to whom a time-respecting path leads. With a life that ends this is SIR,
//! without SI; the independent cascade on a contact list is SI of moments.
//!
//! # Cost
//! The contacts of those who act, after they act, and one place in the queue for each that works.
//!
//! # Randomness
//! Live (speaker, place of the contact in its row): one coin a contact. Recover (person): its life.
//!
//! # Reference
//! P. Holme and J. Saramaki, *Temporal networks*, Physics Reports 519 (2012), 97-125, doi:10.1016/j.physrep.2012.03.001.

use crate::cascade::{Cascade, NOBODY};
use crate::graph::contact_list::ContactList;
use crate::law::Life;
use crate::random::{Chance, Luck, Purpose, exponential};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How a model exposes in contacts, before they are known: what it has no number for it cannot play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposures {
    /// The chance that a contact of a moment works, in [0, 1].
    pub chance: Option<f64>,
    /// The rate at which a contact that lasts works, per unit of time.
    pub rate: Option<f64>,
    /// How long an adopter exposes others.
    pub life: Life,
}

/// How a contact exposes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// The chance that a contact of a moment works.
    pub chance: Chance,
    /// The rate at which a contact that lasts works, per unit of time, at least 0.
    pub rate: f64,
    /// How long an adopter exposes others.
    pub life: Life,
}

/// A time in the order of numbers; times are finite and at least 0.
#[derive(Clone, Copy, PartialEq)]
struct Time(f64);

impl Eq for Time {}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Time {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Plays one replicate from a seed set until no contact is left, or to the horizon (its acts included). `seeds` are different
/// people in canonical order; they act at time 0, before every contact.
pub fn play(
    exposure: Exposure,
    contacts: &ContactList,
    seeds: &[u32],
    horizon: f64,
    luck: &impl Luck,
    cascade: &mut Cascade,
) {
    cascade.clear();
    let mut acted = vec![false; contacts.people() as usize];
    let mut queue: BinaryHeap<Reverse<(Time, u32, u32)>> = BinaryHeap::new();
    let expose = |place: usize, cascade: &Cascade, acted: &[bool], queue: &mut BinaryHeap<_>| {
        let (person, now) = (cascade.people[place], cascade.times[place]);
        let is_seed = place < cascade.seeds;
        let lasts = match exposure.life {
            Life::Fixed(time) => time,
            Life::Exponential(rate) => exponential(luck.bits(Purpose::Recover, person.into(), 0)) / rate,
        };
        let (last, row, all) = (now + lasts, luck.row(person), contacts.of(person));
        // Rows are in order of time: what is over before can only stand in front.
        let first = if contacts.is_lasting() { 0 } else { all.partition_point(|contact| contact.start < now) };
        for (contact, j) in all[first..].iter().zip(first as u32..) {
            if contact.start > last.min(horizon) {
                break;
            }
            let word = || luck.word(row, j);
            let due = if contact.end > contact.start {
                let due = contact.start.max(now) + exponential(word()) / exposure.rate;
                (due < contact.end).then_some(due)
            } else {
                let later = contact.start > now || is_seed;
                (later && exposure.chance.met(word())).then_some(contact.start)
            };
            if let Some(due) = due.filter(|&due| due <= last.min(horizon) && !acted[contact.hearer as usize]) {
                queue.push(Reverse((Time(due), contact.hearer, place as u32)));
            }
        }
    };
    for &seed in seeds {
        acted[seed as usize] = true;
        cascade.push(seed, NOBODY, 0.0);
    }
    cascade.seeds = seeds.len();
    for place in 0..seeds.len() {
        expose(place, cascade, &acted, &mut queue);
    }
    while let Some(Reverse((Time(time), person, speaker))) = queue.pop() {
        if !std::mem::replace(&mut acted[person as usize], true) {
            cascade.push(person, speaker, time);
            expose(cascade.reach() - 1, cascade, &acted, &mut queue);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Names;
    use crate::graph::contact_list::Contact;
    use crate::quantity::RandomSeed;
    use crate::random::Replicate;
    use std::collections::BTreeMap;

    const FOREVER: Life = Life::Fixed(f64::INFINITY);

    /// A world written down: which contacts work, by speaker and place.
    struct World(BTreeMap<(u32, u32), bool>);

    impl Luck for World {
        type Row = u32;

        fn row(&self, person: u32) -> u32 {
            person
        }

        fn word(&self, row: u32, place: u32) -> u64 {
            if self.0[&(row, place)] { 0 } else { u64::MAX - 1 }
        }

        fn bits(&self, _: Purpose, _: u64, _: u64) -> u64 {
            unreachable!("life is fixed")
        }
    }

    fn moments(people: u32, contacts: &[(u32, u32, f64)], mutual: bool) -> ContactList {
        let moment = |&(speaker, hearer, start): &(u32, u32, f64)| (speaker, Contact { hearer, start, end: start });
        ContactList::new(Names::Numbered(people), contacts.iter().map(moment).collect(), mutual)
    }

    /// When each acts, by the plain definition: of the contacts that work, in the order of time, all of one moment at once.
    fn plain(list: &ContactList, works: &World, seeds: &[u32], life: f64) -> BTreeMap<u32, f64> {
        let mut at: BTreeMap<u32, f64> = seeds.iter().map(|&seed| (seed, -1.0)).collect();
        let all =
            (0..list.people()).flat_map(|u| (0..).zip(list.of(u)).map(move |(place, contact)| (u, place, *contact)));
        let mut times: Vec<f64> = list.contacts().iter().map(|contact| contact.start).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        for time in times {
            let before = at.clone();
            for (u, place, contact) in all.clone().filter(|(_, _, contact)| contact.start == time) {
                let lives = before.get(&u).is_some_and(|&since| since < time && time <= since.max(0.0) + life);
                if lives && works.0[&(u, place)] {
                    at.entry(contact.hearer).or_insert(time);
                }
            }
        }
        at.values_mut().for_each(|time| *time = time.max(0.0));
        at
    }

    /// Every world of small lists, replayed: who acts and when is what the plain definition says; so the mean reach at p = 0.3
    /// is exact, by enumeration.
    #[test]
    fn every_world_is_replayed() {
        let lists = [
            // Two ways to person 3, one of them too late to go on.
            moments(4, &[(0, 1, 1.0), (1, 2, 2.0), (2, 3, 1.5), (1, 3, 3.0), (3, 2, 3.0), (0, 1, 2.0)], false),
            // At the same moment nothing passes on twice; the seed's contact at 0 counts.
            moments(4, &[(0, 1, 0.0), (1, 2, 0.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 2.0)], true),
            // A cycle met twice over.
            moments(3, &[(0, 1, 1.0), (1, 2, 2.0), (2, 0, 3.0), (0, 2, 1.0), (2, 1, 2.0), (0, 1, 4.0)], false),
        ];
        for list in &lists {
            for (seeds, life) in
                [(&[0][..], f64::INFINITY), (&[0, 2][..], f64::INFINITY), (&[0][..], 1.0), (&[1][..], 0.5)]
            {
                let places: Vec<(u32, u32)> = (0..list.people())
                    .flat_map(|u| (0..list.of(u).len() as u32).map(move |place| (u, place)))
                    .collect();
                let mut cascade = Cascade::default();
                for world in 0..1u32 << places.len() {
                    let works =
                        World(places.iter().enumerate().map(|(i, &place)| (place, world >> i & 1 == 1)).collect());
                    let exposure = Exposure { chance: Chance::of(0.3), rate: 0.0, life: Life::Fixed(life) };
                    play(exposure, list, seeds, f64::INFINITY, &works, &mut cascade);
                    let played: BTreeMap<u32, f64> =
                        cascade.people.iter().copied().zip(cascade.times.iter().copied()).collect();
                    assert_eq!(played, plain(list, &works, seeds, life), "world {world:b}");
                    assert!((cascade.seeds..cascade.reach()).all(|place| (cascade.parents[place] as usize) < place));
                }
            }
        }
    }

    fn luck(replicate: u64) -> Replicate {
        Replicate::new(RandomSeed::new(11).unwrap(), replicate, 0)
    }

    /// Anna meets ben at 1 and cleo at 3, ben meets cleo at 2, all certain: cleo hears it from ben at 2; and not at all if ben
    /// meets her first.
    #[test]
    fn paths_respect_time() {
        let certain = Exposure { chance: Chance::CERTAIN, rate: 0.0, life: FOREVER };
        let mut cascade = Cascade::default();
        let list = moments(3, &[(0, 1, 1.0), (1, 2, 2.0), (0, 2, 3.0)], false);
        play(certain, &list, &[0], f64::INFINITY, &luck(0), &mut cascade);
        assert_eq!(
            (&cascade.people[..], &cascade.times[..], &cascade.parents[..]),
            (&[0, 1, 2][..], &[0.0, 1.0, 2.0][..], &[NOBODY, 0, 1][..])
        );
        play(certain, &list, &[0], 1.5, &luck(0), &mut cascade);
        assert_eq!(cascade.people, [0, 1]);
        let late = moments(3, &[(0, 1, 2.0), (1, 2, 1.0)], false);
        play(certain, &late, &[0], f64::INFINITY, &luck(0), &mut cascade);
        assert_eq!(cascade.people, [0, 1]);
    }

    /// A tie from 1 to 3 at rate b works with probability 1 - exp(-2 b); with another from 0 to 4 behind it both work with the
    /// integral of b exp(-b (s - 1)) (1 - exp(-b (4 - s))) over s from 1 to 3, which is 1 - exp(-2 b) - 2 b exp(-3 b). Binomial,
    /// |z| < 4.5 (alpha = 7e-6 each), 40,000 replicates.
    #[test]
    fn lasting_contacts_expose_at_their_rate() {
        let tie = |speaker: u32, hearer: u32, start: f64, end: f64| (speaker, Contact { hearer, start, end });
        let list = ContactList::new(Names::Numbered(3), vec![tie(0, 1, 1.0, 3.0), tie(1, 2, 0.0, 4.0)], false);
        let b = 0.4f64;
        let both = |life: Life| {
            let (mut cascade, mut counts) = (Cascade::default(), [0u32; 4]);
            for replicate in 0..40_000 {
                let exposure = Exposure { chance: Chance::NEVER, rate: b, life };
                play(exposure, &list, &[0], f64::INFINITY, &luck(replicate), &mut cascade);
                counts[cascade.reach()] += 1;
            }
            [f64::from(counts[2] + counts[3]) / 40_000.0, f64::from(counts[3]) / 40_000.0]
        };
        let near = |found: f64, p: f64| (found - p).abs() < 4.5 * (p * (1.0 - p) / 40_000.0).sqrt();
        let one = -libm::expm1(-2.0 * b);
        let two = one - 2.0 * b * libm::exp(-3.0 * b);
        let found = both(FOREVER);
        assert!(near(found[0], one) && near(found[1], two), "{found:?}, {one} and {two} expected");
        // A life of exponential length with rate g: works in (1, 3) before it ends, b exp(-g) (1 - exp(-2 (b + g))) / (b + g).
        let g = 0.3;
        let found = both(Life::Exponential(g));
        let one = b * libm::exp(-g) * -libm::expm1(-2.0 * (b + g)) / (b + g);
        assert!(near(found[0], one), "{found:?}, {one} expected");
    }
}
