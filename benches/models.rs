//! The other classical models: the engine against bare hand-written loops.
//!
//! Shows: time of one replicate on one thread, per logical tie (one tie of somebody who acted), for linear threshold,
//! complex contagion, SIR on both clocks and the Maki-Thompson rumour. Each loop is written for its one model, with a
//! sequential generator, and gives the reach alone; those of SIR also keep the times, without which the order of acts would
//! not be that of the model.
//!
//! Does not show: several threads, strengths that differ tie by tie, horizons, measures. A logical tie of Maki-Thompson is
//! no unit of its work, which is contacts; it stands here so that models can be compared.

mod common;

use common::{Acted, Engine, Player, Rows, Xoshiro, contest, networks, ten, wanted};
use rumormill::graph::{PerPerson, PerTie};
use rumormill::law::{Contacts, Law, Life, Rounds, Rule};
use rumormill::random::Chance;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Transmission and recovery of SIR.
const B: f64 = 0.05;
const G: f64 = 0.5;

fn main() {
    for (name, graph) in networks() {
        let (rows, ten) = (Rows::of(&graph), ten(&graph));
        let heard: Vec<u32> = (0..graph.people()).map(|person| graph.in_degree(person)).collect();
        println!("\n{name}: {} people, {} ties", graph.people(), graph.ties());
        let few = if name == "S" { 400 } else { 60 };
        let case = |title: &str, law: Law, seeds: &[u32], replicates: u64, hand: Vec<Player>| {
            let title = format!("{name}, {title}");
            if !wanted(&title) {
                return;
            }
            let mut engine = Engine::new(&law, &graph, seeds);
            let ties = engine.logical(replicates);
            let mut players = vec![Player::engine(|r| engine.play(r))];
            players.extend(hand);
            contest(&title, replicates, |r| ties[r as usize], players);
        };

        let law = Law::Thresholds(Rule::Share);
        let mut acted = Acted::new(rows.people());
        let mut left = vec![0; rows.people()];
        let loose = Player::loose("xoshiro, voices left to hear", |r| {
            linear_threshold(&rows, &heard, &ten, r, &mut acted, &mut left)
        });
        case("linear threshold", law, &ten, 4_000, vec![loose]);

        // One in ten, so that two voices meet.
        let tenth: Vec<u32> = (0..graph.people()).step_by(10).collect();
        let law = Law::Thresholds(Rule::Count(PerPerson::Same(3)));
        let mut acted = Acted::new(rows.people());
        let mut counts = vec![0; rows.people()];
        let twin = Player::twin("a count of voices", |_| complex(&rows, 3, &tenth, &mut acted, &mut counts));
        case("complex contagion, 3 of a tenth", law, &tenth, 20, vec![twin]);

        let law = Law::Tries { chance: PerTie::Same(Chance::of(B)).into(), life: Rounds::Geometric(Chance::of(G)) };
        let mut acted = Acted::new(rows.people());
        let loose = Player::loose("xoshiro, chances by life", |r| sir_rounds(&rows, &ten, r, &mut acted));
        case("SIR in rounds", law, &ten, few, vec![loose]);

        let life = Life::Exponential(1.0);
        let law = Law::Rates { rate: PerTie::Same(0.1).into(), outside: 0.0, life };
        let [mut acted, mut again] = [(); 2].map(|()| Acted::new(rows.people()));
        let hand = vec![
            Player::loose("xoshiro, delays of live ties", |r| sir_times(&rows, &ten, 0.1, r, &mut acted)),
            Player::loose("xoshiro, a logarithm per tie", |r| sir_logs(&rows, &ten, 0.1, r, &mut again)).aside(),
        ];
        case("SIR in continuous time", law, &ten, few, hand);

        for rate in [None, Some(1.0)] {
            let law = Law::Contacts(Contacts { rate, spread: Chance::CERTAIN, stifle: Chance::CERTAIN });
            let mut acted = Acted::new(rows.people());
            let (title, loose) = match rate {
                None => (
                    "Maki-Thompson in rounds",
                    Player::loose("xoshiro, a list of spreaders", |r| rumor_rounds(&rows, &ten, r, &mut acted)),
                ),
                Some(_) => (
                    "Maki-Thompson in continuous time",
                    Player::loose("xoshiro, a heap of contacts", |r| rumor_times(&rows, &ten, r, &mut acted)),
                ),
            };
            case(title, law, &ten, few, vec![loose]);
        }
    }
}

/// A person who hears k acts with the m-th voice, m uniform on 1..=k: drawn with the first voice, then counted down.
fn linear_threshold(
    rows: &Rows,
    heard: &[u32],
    seeds: &[u32],
    replicate: u64,
    acted: &mut Acted,
    left: &mut [u32],
) -> u64 {
    let mut rng = Xoshiro::new(replicate);
    acted.begin(seeds);
    let mut next = 0;
    while next < acted.count {
        for &hearer in rows.of_person(acted.queue[next]) {
            let left = &mut left[hearer as usize];
            if *left == 0 {
                *left = rng.below(heard[hearer as usize] as usize) as u32 + 1;
            }
            *left -= 1;
            if *left == 0 {
                // Whoever has acted (or was asked) is drawn for again and stays in `acted`.
                acted.act(hearer);
            }
        }
        next += 1;
    }
    // Everybody a voice reached is a hearer of somebody who acted.
    for &person in &acted.queue[..acted.count] {
        for &hearer in rows.of_person(person) {
            left[hearer as usize] = 0;
        }
    }
    acted.count as u64
}

/// Acts with the `needed`-th voice.
fn complex(rows: &Rows, needed: u32, seeds: &[u32], acted: &mut Acted, counts: &mut [u32]) -> u64 {
    acted.begin(seeds);
    let mut next = 0;
    while next < acted.count {
        for &hearer in rows.of_person(acted.queue[next]) {
            counts[hearer as usize] += 1;
            if counts[hearer as usize] == needed {
                acted.act(hearer);
            }
        }
        next += 1;
    }
    for &person in &acted.queue[..acted.count] {
        for &hearer in rows.of_person(person) {
            counts[hearer as usize] = 0;
        }
    }
    acted.count as u64
}

/// A life of L rounds makes each tie live with chance 1 - (1 - b)^L; which of the L rounds it was is read off the same
/// coin.
#[allow(clippy::disallowed_methods)] // a hand-written loop takes the fastest power there is
fn sir_rounds(rows: &Rows, seeds: &[u32], replicate: u64, acted: &mut Acted) -> u64 {
    const LONGEST: usize = 64;
    let cuts: [u32; LONGEST + 1] =
        std::array::from_fn(|life| ((1.0 - (1.0 - B).powi(life as i32)) * 4_294_967_296.0) as u32);
    let mut rng = Xoshiro::new(replicate);
    acted.begin(seeds);
    let mut buckets: Vec<Vec<u32>> = vec![Vec::new(); LONGEST + 1];
    let (mut next, mut round, mut waiting) = (0, 0, 0);
    loop {
        while next < acted.count {
            let mut life = 1;
            while rng.uniform() >= G {
                life += 1;
            }
            let cut = cuts[life.min(LONGEST)];
            for &hearer in rows.of_person(acted.queue[next]) {
                let coin = (rng.bits() >> 32) as u32;
                if coin < cut && !acted.has(hearer) {
                    let after = cuts.iter().position(|&cut| coin < cut).unwrap_or(LONGEST);
                    buckets[(round + after) % (LONGEST + 1)].push(hearer);
                    waiting += 1;
                }
            }
            next += 1;
        }
        if waiting == 0 {
            return acted.count as u64;
        }
        round += 1;
        let bucket = &mut buckets[round % (LONGEST + 1)];
        waiting -= bucket.len();
        bucket.drain(..).for_each(|hearer| acted.act(hearer));
    }
}

/// Times as bits: positive numbers are ordered as their bits are.
type Queue = BinaryHeap<Reverse<(u64, u32)>>;

/// A tie works within the life L of its speaker with chance 1 - exp(-rate L); only a live one needs a logarithm.
#[allow(clippy::disallowed_methods)] // a hand-written loop takes the fastest exponential there is
fn sir_times(rows: &Rows, seeds: &[u32], rate: f64, replicate: u64, acted: &mut Acted) -> u64 {
    sir(rows, seeds, replicate, acted, |rng, row, acted, now, queue| {
        let life = rng.exponential();
        let works = 1.0 - (-rate * life).exp();
        for &hearer in row {
            let u = rng.uniform();
            if u < works && !acted.has(hearer) {
                queue.push(Reverse(((now - (1.0 - u).ln() / rate).to_bits(), hearer)));
            }
        }
    })
}

/// As a textbook has it: each tie draws its delay.
fn sir_logs(rows: &Rows, seeds: &[u32], rate: f64, replicate: u64, acted: &mut Acted) -> u64 {
    sir(rows, seeds, replicate, acted, |rng, row, acted, now, queue| {
        let life = rng.exponential();
        for &hearer in row {
            let after = rng.exponential() / rate;
            if after <= life && !acted.has(hearer) {
                queue.push(Reverse(((now + after).to_bits(), hearer)));
            }
        }
    })
}

fn sir(
    rows: &Rows,
    seeds: &[u32],
    replicate: u64,
    acted: &mut Acted,
    mut expose: impl FnMut(&mut Xoshiro, &[u32], &Acted, f64, &mut Queue),
) -> u64 {
    let mut rng = Xoshiro::new(replicate);
    let mut queue = Queue::new();
    acted.begin(seeds);
    for &seed in seeds {
        expose(&mut rng, rows.of_person(seed), acted, 0.0, &mut queue);
    }
    while let Some(Reverse((now, person))) = queue.pop() {
        if !acted.has(person) {
            acted.act(person);
            expose(&mut rng, rows.of_person(person), acted, f64::from_bits(now), &mut queue);
        }
    }
    acted.count as u64
}

/// Every spreader meets one hearer a round and stops at one who knew at the end of the last.
fn rumor_rounds(rows: &Rows, seeds: &[u32], replicate: u64, acted: &mut Acted) -> u64 {
    let mut rng = Xoshiro::new(replicate);
    acted.begin(seeds);
    let mut spreaders = seeds.to_vec();
    let mut told = Vec::new();
    while !spreaders.is_empty() {
        spreaders.retain(|&person| {
            let row = rows.of_person(person);
            if row.is_empty() {
                return false;
            }
            let hearer = row[rng.below(row.len())];
            let knew = acted.has(hearer);
            if !knew {
                told.push(hearer);
            }
            !knew
        });
        for hearer in told.drain(..) {
            if !acted.has(hearer) {
                acted.act(hearer);
                spreaders.push(hearer);
            }
        }
    }
    acted.count as u64
}

/// Every spreader meets a hearer at rate 1 and stops at one who knows.
fn rumor_times(rows: &Rows, seeds: &[u32], replicate: u64, acted: &mut Acted) -> u64 {
    let mut rng = Xoshiro::new(replicate);
    let mut queue = Queue::new();
    acted.begin(seeds);
    for &seed in seeds {
        queue.push(Reverse((rng.exponential().to_bits(), seed)));
    }
    while let Some(Reverse((now, person))) = queue.pop() {
        let row = rows.of_person(person);
        if row.is_empty() {
            continue;
        }
        let hearer = row[rng.below(row.len())];
        if !acted.has(hearer) {
            acted.act(hearer);
            let now = f64::from_bits(now);
            queue.push(Reverse(((now + rng.exponential()).to_bits(), hearer)));
            queue.push(Reverse(((now + rng.exponential()).to_bits(), person)));
        }
    }
    acted.count as u64
}
