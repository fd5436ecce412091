//! Coins: what it costs to decide about one tie, and why the cheapest rival is wrong.
//!
//! Shows: time of a coin in a row of 32 ties of equal chance, counted and not used; the same for coins that a simulator
//! might take instead; and the mean reach that the XOR of two hashes gives, beside the true one.
//!
//! Does not show: what a coin costs in a cascade, where memory and live ties count for more (`cascade.rs`); vector units
//! beyond those that every processor of the family has; statistical quality beyond shares (that of the chosen coin was
//! tested with pairs, rows, runs and bits).
//!
//! What each can do besides, which decides: a sequential generator cannot give two campaigns the same luck at the same
//! tie; a 32-bit coin rounds p; the 16-bit digit is exact, for the 48 bits that follow are computed where it is equal.

mod common;

use common::{Acted, Engine, Jobs, Rows, Sums, Xoshiro, luck, power_law, ten, turns};
use rumormill::graph::PerTie;
use rumormill::law::{Law, Rounds};
use rumormill::random::{Chance, Coins, Purpose, mix64};

const PEOPLE: u32 = 20_000;
const ROW: u32 = 32;
const P: f64 = 0.05;

fn main() {
    known_answers();
    cost();
    xor_is_biased();
}

/// The frozen vectors of the 16-bit-digit coin.
fn known_answers() {
    let coins = Coins::from_key(0x0123_4567_89AB_CDEF);
    for (person, place, word) in [
        (0, 0, 0x4672_27da_7b5c_6598),
        (0, 1, 0xd230_41c5_54cc_b123),
        (1, 2, 0xe7f7_a495_f8e2_e9bf),
        (7, 1_000_000, 0xf555_35e9_aeb7_e01f),
        (u32::MAX, u32::MAX, 0xc617_cce2_9987_fb1e),
    ] {
        assert_eq!(coins.row(person).word(place), word);
    }
}

fn cost() {
    let chance = Chance::of(P);
    let (digit, cut) = (chance.digit(), (P * 4_294_967_296.0) as u32);
    let coins = luck(0).coins();
    let stream = luck(0).stream(Purpose::Theta);
    let ties = f64::from(PEOPLE) * f64::from(ROW);
    // As many live ties as there should be, to within 5 standard errors.
    let check = move |live: u64| {
        let z = (live as f64 - ties * P) / (ties * P * (1.0 - P)).sqrt();
        assert!(z.abs() < 5.0, "{live} live ties (z = {z:.1})");
    };
    let rows = move |row: &mut dyn FnMut(u32) -> u64| check((0..PEOPLE).map(row).sum());
    let jobs: Jobs = vec![
        (
            "16-bit digit: a 32-bit hash for two ties",
            Box::new(move || {
                rows(&mut |person| {
                    let row = coins.row(person);
                    let mut live = 0;
                    for pair in 0..ROW / 2 {
                        let digits = row.digits(pair);
                        // Equality would ask for the rest: once in 65,536 ties.
                        live += u64::from((digits as u16) < digit) + u64::from(((digits >> 16) as u16) < digit);
                    }
                    live
                });
            }),
        ),
        (
            "the same and exact: 64 bits of every tie",
            Box::new(move || {
                rows(&mut |person| {
                    let row = coins.row(person);
                    (0..ROW).map(|place| u64::from(chance.met(row.word(place)))).sum()
                });
            }),
        ),
        (
            "32-bit hash of three multiplications a tie",
            Box::new(move || {
                rows(&mut |person| {
                    let key = coins.row(person).key();
                    (0..ROW).map(|place| u64::from(three(key, place) < cut)).sum()
                });
            }),
        ),
        (
            "splitmix64 of the number of the tie",
            Box::new(move || {
                rows(&mut |person| {
                    let word = |place| mix64(u64::from(person * ROW + place + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
                    (0..ROW).map(|place| u64::from(((word(place) >> 32) as u32) < cut)).sum()
                });
            }),
        ),
        (
            "xoshiro256++, 32 bits a tie (sequential)",
            Box::new(move || {
                let mut rng = Xoshiro::new(0);
                rows(&mut |_| {
                    let mut live = 0;
                    for _ in 0..ROW / 2 {
                        let bits = rng.bits();
                        live += u64::from((bits as u32) < cut) + u64::from(((bits >> 32) as u32) < cut);
                    }
                    live
                });
            }),
        ),
        (
            "Philox4x32-10, a block for two ties",
            Box::new(move || {
                rows(&mut |person| {
                    let mut live = 0;
                    for pair in 0..ROW / 2 {
                        let bits = stream.bits(person.into(), pair.into());
                        live += u64::from((bits as u32) < cut) + u64::from(((bits >> 32) as u32) < cut);
                    }
                    live
                });
            }),
        ),
        (
            "XOR of a hash of the tie and one of the run",
            Box::new(move || {
                let run = three(mix64(1), 0);
                rows(&mut |person| (0..ROW).map(|place| u64::from(three(1, person * ROW + place) ^ run < cut)).sum());
            }),
        ),
    ];
    turns(&format!("Coins, p = {P}, {ROW} ties a row"), "coin", ties, jobs);
}

/// The keyed 32-bit hash behind the digits.
#[inline]
fn three(key: u64, place: u32) -> u32 {
    let mut x = (place ^ key as u32).wrapping_mul(0xED5A_D4BB);
    x ^= x >> 16;
    x = x.wrapping_add((key >> 32) as u32).wrapping_mul(0xAC4C_1B51);
    x ^= x >> 15;
    x = x.wrapping_mul(0x3184_8BAB);
    x ^ (x >> 14)
}

/// The XOR of a hash of the tie and a hash of the run is right for each tie and wrong for two: whether their hashes share
/// leading bits does not depend on the run, and where they do both ties are live together in every run.
fn xor_is_biased() {
    let (graph, replicates) = (power_law(10_000), 4_000);
    let (rows, seeds) = (Rows::of(&graph), ten(&graph));
    let law = Law::Tries { chance: PerTie::Same(Chance::of(P)).into(), life: Rounds::Fixed(1) };
    let mut engine = Engine::new(&law, &graph, &seeds);
    let mut acted = Acted::new(rows.people());
    let (mut right, mut xor, mut alone) = (Sums::default(), Sums::default(), Sums::default());
    let cut = (P * 4_294_967_296.0) as u32;
    let hashes: Vec<u32> = (0..rows.targets.len() as u32).map(|tie| three(0x5EED, tie)).collect();
    for replicate in 0..replicates {
        right.add(engine.play(replicate), 0);
        let run = (mix64(replicate + 1) >> 32) as u32;
        xor.add(search(&rows, &seeds, &mut acted, |tie| hashes[tie] ^ run < cut), 0);
        let mut rng = Xoshiro::new(replicate);
        alone.add(search(&rows, &seeds, &mut acted, |_| (rng.bits() as u32) < cut), 0);
    }
    println!("\nMean reach of S at p = {P}, {replicates} replicates");
    for (name, sums) in [("engine", right), ("xoshiro", alone), ("XOR of two hashes", xor)] {
        let z = sums.z(&right);
        println!(
            "  {name:<20} {:>8.1} +- {:<6.1} spread of single runs {:>7.1}   z = {z:.1}",
            sums.mean(),
            sums.error(),
            sums.deviation()
        );
    }
    assert!(alone.z(&right).abs() < 4.0);
    let (low, high) = (0.9 * right.deviation(), 1.1 * right.deviation());
    assert!(
        xor.z(&right).abs() > 4.0 || !(low..high).contains(&xor.deviation()),
        "on this network the XOR shows no bias: choose another"
    );
}

/// The reach along ties that `live` lets through, asked once for each tie of everybody who acts.
fn search(rows: &Rows, seeds: &[u32], acted: &mut Acted, mut live: impl FnMut(usize) -> bool) -> u64 {
    acted.begin(seeds);
    let mut next = 0;
    while next < acted.count {
        let first = rows.offsets[acted.queue[next] as usize] as usize;
        for (j, &hearer) in rows.of_person(acted.queue[next]).iter().enumerate() {
            if live(first + j) {
                acted.act(hearer);
            }
        }
        next += 1;
    }
    acted.count as u64
}
