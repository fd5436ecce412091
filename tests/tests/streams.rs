//! Neighbouring addresses are independent (S6): 2^20 pairs of (replicate, person) and of (person, place).
//!
//! Per table of 1,024 x 1,024 words: chi-square of each byte over its 256 values, serial correlation along both sides and
//! both diagonals, of the top and of the lower bits, and coins of neighbours that come out alike. Alpha is 1e-9 each (z of
//! 6.1): some 300 tests. Effects noticed: Cohen's w of .02 (one value of a byte in 256 off by a third), a correlation
//! of .009.

use crate::odds::{ALARM, Claim, chi_square, holds, standardised};
use crate::small::luck;
use rumormill::random::{Purpose, Replicate, uniform};

const SIDE: usize = 1024;
const N: f64 = (SIDE * SIDE) as f64;

fn table(name: &str, word: impl Fn(u64, u64) -> u64) {
    let words: Vec<u64> = (0..SIDE * SIDE).map(|i| word((i / SIDE) as u64, (i % SIDE) as u64)).collect();
    for byte in 0..8 {
        let mut counts = [0u64; 256];
        for word in &words {
            counts[(word >> (8 * byte)) as usize & 255] += 1;
        }
        holds(chi_square(&Claim::new(format!("{name}, byte {byte}"), ALARM, 0.02), &counts, &[1.0 / 256.0; 256]));
    }
    // Two neighbours together: four bits each.
    for (side, step) in [("along", 1), ("across", SIDE)] {
        for shift in [60, 48, 12] {
            let mut counts = [0u64; 256];
            for i in 0..words.len() - step {
                counts[((words[i] >> shift & 15) << 4 | words[i + step] >> shift & 15) as usize] += 1;
            }
            let what = format!("{name}, pairs {side}, bits from {shift}");
            holds(chi_square(&Claim::new(what, ALARM, 0.02), &counts, &[1.0 / 256.0; 256]));
        }
    }
    for (direction, step) in [("along", 1), ("by two", 2), ("across", SIDE), ("down", SIDE + 1), ("up", SIDE - 1)] {
        for low in [false, true] {
            let number = |word: u64| uniform(if low { word << 40 } else { word }) - 0.5;
            let sum: f64 = (0..words.len() - step).map(|i| number(words[i]) * number(words[i + step])).sum();
            // Products of independent uniforms have mean 0 and variance 1 / 144.
            let r = sum * 12.0 / N;
            let what = format!("{name}, correlation {direction}, low bits {low}");
            holds(standardised(&Claim::new(what, ALARM, 0.009), r, 1.0 / N.sqrt(), format!("{r}")));
        }
    }
}

#[test]
fn replicates_and_people() {
    for purpose in [Purpose::Theta, Purpose::Recover] {
        table(&format!("{purpose:?}, replicate x person"), |r, person| luck(71, r).stream(purpose).bits(person, 0));
    }
    table("coins, replicate x person", |r, person| luck(72, r).coins().row(person as u32).word(0));
}

#[test]
fn people_and_places() {
    let coins = luck(73, 0).coins();
    table("coins, person x place", |person, place| coins.row(person as u32).word(place as u32));
    let stream = luck(73, 0).stream(Purpose::Contact);
    table("contacts, person x index", |person, index| stream.bits(person, index));
}

#[test]
fn replicates_and_places() {
    table("coins, replicate x place", |r, place| luck(74, r).coins().row(5).word(place as u32));
    table("random seed x person", |s, person| luck(s, 0).stream(Purpose::Theta).bits(person, 0));
}

/// Slots, purposes and the two halves of the machinery against each other: the same person, one word each.
#[test]
fn streams_against_each_other() {
    let slot = |r: u64, slot: u32| Replicate::new(rumormill::quantity::RandomSeed::new(75).expect("legal"), r, slot);
    type Word = Box<dyn Fn(u64) -> u64>;
    let pairs: Vec<(&str, Word, Word)> = vec![
        (
            "slots 0 and 1",
            Box::new(move |i| slot(i / 1024, 0).stream(Purpose::Theta).bits(i % 1024, 0)),
            Box::new(move |i| slot(i / 1024, 1).stream(Purpose::Theta).bits(i % 1024, 0)),
        ),
        (
            "threshold and recovery",
            Box::new(move |i| slot(i / 1024, 0).stream(Purpose::Theta).bits(i % 1024, 0)),
            Box::new(move |i| slot(i / 1024, 0).stream(Purpose::Recover).bits(i % 1024, 0)),
        ),
        (
            "the two halves of a coin's word",
            Box::new(move |i| slot(0, 0).coins().row((i / 1024) as u32).word((i % 1024) as u32)),
            Box::new(move |i| slot(0, 0).coins().row((i / 1024) as u32).word((i % 1024) as u32) << 16),
        ),
        (
            "coins of slots 0 and 1",
            Box::new(move |i| slot(0, 0).coins().row((i / 1024) as u32).word((i % 1024) as u32)),
            Box::new(move |i| slot(0, 1).coins().row((i / 1024) as u32).word((i % 1024) as u32)),
        ),
    ];
    for (name, a, b) in pairs {
        let mut counts = [0u64; 256];
        let mut sum = 0.0;
        for i in 0..1u64 << 20 {
            let (a, b) = (a(i), b(i));
            counts[(a >> 60 << 4 | b >> 60) as usize] += 1;
            sum += (uniform(a) - 0.5) * (uniform(b) - 0.5);
        }
        holds(chi_square(&Claim::new(name, ALARM, 0.02), &counts, &[1.0 / 256.0; 256]));
        let r = sum * 12.0 / N;
        holds(standardised(&Claim::new(name, ALARM, 0.009), r, 1.0 / N.sqrt(), format!("correlation {r}")));
    }
}

/// Coins as the cascade throws them: how many of 2^20 ties are live, and how many neighbours both, at several p.
#[test]
fn live_ties_are_as_many_as_they_should_be() {
    use rumormill::random::{Chance, Luck};
    for p in [0.5, 0.1, 1.0 / 3.0, 0.01] {
        let (mut live, mut both) = (0u64, 0u64);
        let mut out = Vec::new();
        for r in 0..1024 {
            let luck = luck(76, r);
            luck.live(luck.row(9), 1024, |_| Chance::of(p), &mut out);
            live += out.len() as u64;
            // Places 2 i and 2 i + 1 come from one hash.
            both += out.windows(2).filter(|pair| pair[0] % 2 == 0 && pair[1] == pair[0] + 1).count() as u64;
        }
        let claim = |what: &str, p: f64| Claim::new(format!("{what} at {p}"), ALARM, 0.013 * p.sqrt() + 1e-4);
        holds(crate::odds::frequency(&claim("live", p), live, 1 << 20, p));
        holds(crate::odds::frequency(&claim("both", p * p), both, 1 << 19, p * p));
    }
}
