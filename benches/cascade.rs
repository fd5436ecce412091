//! The independent cascade: the engine against bare hand-written loops.
//!
//! Shows: time of one replicate on one thread, per logical tie (one tie of somebody who acted, in one replicate), with p =
//! .01, .05 and weighted cascade, on networks that fit the second-level cache (S) and do not (M). Each loop gives the reach
//! .01, .05 and weighted cascade, on networks that fit the second-level cache (S) and do not (M), and on one that fits none
//! (L, 2,000,000 people and 30,000,000 ties) where it is asked for: `-- L`. Each loop gives the reach
//! same.
//!
//! Does not show: several threads, small strengths that differ tie by tie, measures, reading,
//! writing (see `whole.rs`).
//!
//! The measure of the engine is the fastest loop that throws one coin per tie. The loop that skips dead ties
//! geometrically is shown beside them: it throws about one coin per live tie, so it has no coin for a tie that two
//! campaigns (or two probabilities) could share, and it knows one probability only.

mod common;

use common::{Acted, Engine, Player, Rows, Xoshiro, contest, luck, networks_and_large, ten};
use rumormill::graph::PerTie;
use rumormill::law::{Law, Rounds};
use rumormill::random::{Chance, mix64};

fn main() {
    for (name, graph) in networks_and_large() {
        let (rows, seeds) = (Rows::of(&graph), ten(&graph));
        println!("\n{name}: {} people, {} ties", graph.people(), graph.ties());
        for (p, replicates) in [(0.01, 20_000), (0.05, few(name))] {
            let law = Law::Tries { chance: PerTie::Same(Chance::of(p)).into(), life: Rounds::Fixed(1) };
            let mut engine = Engine::new(&law, &graph, &seeds);
            let ties = engine.logical(replicates);
            let [mut a, mut b, mut c, mut d] = [(); 4].map(|()| Acted::new(rows.people()));
            let mut places = Vec::new();
            let players = vec![
                Player::engine(|r| engine.play(r)),
                Player::loose("xoshiro, a branch per tie", |r| branchy(&rows, &seeds, p, r, &mut a)),
                Player::loose("xoshiro, no branch", |r| branch_free(&rows, &seeds, |_| cut(p), r, &mut b)),
                Player::twin("the same coin, written out", |r| twin(&rows, &seeds, |_| p, r, &mut c, &mut places)),
                Player::loose("xoshiro, geometric skip", |r| skip(&rows, &seeds, p, r, &mut d)).aside(),
            ];
            contest(&format!("{name}, p = {p}"), replicates, |r| ties[r as usize], players);
        }
        let share = |person| 1.0 / f64::from(graph.in_degree(person)).max(1.0);
        let shares: Vec<f64> = (0..graph.people()).map(share).collect();
        let cuts: Vec<u32> = shares.iter().map(|&p| cut(p)).collect();
        let chances = shares.iter().map(|&p| Chance::of(p)).collect();
        let law = Law::Tries { chance: PerTie::ByHearer(chances).into(), life: Rounds::Fixed(1) };
        let replicates = 4_000;
        let mut engine = Engine::new(&law, &graph, &seeds);
        let ties = engine.logical(replicates);
        let [mut a, mut b] = [(); 2].map(|()| Acted::new(rows.people()));
        let mut places = Vec::new();
        let players = vec![
            Player::engine(|r| engine.play(r)),
            Player::loose("xoshiro, no branch", |r| {
                branch_free(&rows, &seeds, |hearer| cuts[hearer as usize], r, &mut a)
            }),
            Player::twin("the same coin, written out", |r| {
                twin(&rows, &seeds, |hearer| shares[hearer as usize], r, &mut b, &mut places)
            }),
        ];
        contest(&format!("{name}, weighted cascade"), replicates, |r| ties[r as usize], players);
    }
}

/// How many replicates are enough where a cascade reaches a tenth of a network.
fn few(name: &str) -> u64 {
    match name {
        "S" => 2_000,
        "M" => 200,
        _ => 12,
    }
}

/// A probability as a 32-bit coin has it.
fn cut(p: f64) -> u32 {
    (p * 4_294_967_296.0) as u32
}

/// Two 32-bit coins from each 64 bits, the textbook loop otherwise.
fn branchy(rows: &Rows, seeds: &[u32], p: f64, replicate: u64, acted: &mut Acted) -> u64 {
    let (mut rng, cut) = (Xoshiro::new(replicate), cut(p));
    acted.begin(seeds);
    let mut next = 0;
    while next < acted.count {
        let mut pairs = rows.of_person(acted.queue[next]).chunks_exact(2);
        next += 1;
        for pair in &mut pairs {
            let bits = rng.bits();
            if (bits as u32) < cut {
                acted.act(pair[0]);
            }
            if ((bits >> 32) as u32) < cut {
                acted.act(pair[1]);
            }
        }
        for &hearer in pairs.remainder() {
            if (rng.bits() as u32) < cut {
                acted.act(hearer);
            }
        }
    }
    acted.count as u64
}

/// The same without a branch on a coin: live ties are written down first, and tried when the row is done.
fn branch_free(rows: &Rows, seeds: &[u32], cut: impl Fn(u32) -> u32, replicate: u64, acted: &mut Acted) -> u64 {
    let mut rng = Xoshiro::new(replicate);
    acted.begin(seeds);
    let mut live = vec![0u32; 256];
    let mut next = 0;
    while next < acted.count {
        let row = rows.of_person(acted.queue[next]);
        next += 1;
        if live.len() <= row.len() {
            live.resize(row.len() + 1, 0);
        }
        let mut found = 0;
        for pair in row.chunks(2) {
            let bits = rng.bits();
            live[found] = pair[0];
            found += usize::from((bits as u32) < cut(pair[0]));
            if let Some(&hearer) = pair.get(1) {
                live[found] = hearer;
                found += usize::from(((bits >> 32) as u32) < cut(hearer));
            }
        }
        for &hearer in &live[..found] {
            acted.act(hearer);
        }
    }
    acted.count as u64
}

/// The engine's coin written out for one kind of chance, from the definition in `random.rs`.
fn twin(
    rows: &Rows,
    seeds: &[u32],
    p: impl Fn(u32) -> f64,
    replicate: u64,
    acted: &mut Acted,
    live: &mut Vec<u32>,
) -> u64 {
    let run = luck(replicate).stream(rumormill::random::Purpose::Live).key()[0];
    acted.begin(seeds);
    let mut next = 0;
    while next < acted.count {
        let person = acted.queue[next];
        let row = rows.of_person(person);
        next += 1;
        let key = mix64(run.wrapping_add(u64::from(person).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        if live.len() <= row.len() {
            live.resize(row.len() + 1, 0);
        }
        let mut found = 0;
        let mut throw = |place: usize, hearer: u32, digit: u32| {
            let whole = (p(hearer) * 18_446_744_073_709_551_616.0) as u64;
            let first = (whole >> 48) as u32;
            live[found] = hearer;
            let acts = if digit == first {
                let rest =
                    (key ^ 0x5851_F42D_4C95_7F2D).wrapping_add((place as u64).wrapping_mul(0xD134_2543_DE82_EF95));
                u64::from(digit) << 48 | mix64(rest) >> 16 < whole || whole == u64::MAX
            } else {
                digit < first
            };
            found += usize::from(acts);
        };
        for (pair, hearers) in row.chunks(2).enumerate() {
            let mut x = (pair as u32 ^ key as u32).wrapping_mul(0xED5A_D4BB);
            x ^= x >> 16;
            x = x.wrapping_add((key >> 32) as u32).wrapping_mul(0xAC4C_1B51);
            x ^= x >> 15;
            x = x.wrapping_mul(0x3184_8BAB);
            x ^= x >> 14;
            throw(2 * pair, hearers[0], x & 0xFFFF);
            if let Some(&hearer) = hearers.get(1) {
                throw(2 * pair + 1, hearer, x >> 16);
            }
        }
        for &hearer in &live[..found] {
            acted.act(hearer);
        }
    }
    acted.count as u64
}

/// Draws how many dead ties lie before the next live one, carried over from row to row.
#[allow(clippy::disallowed_methods)] // a hand-written loop takes the fastest logarithm there is
fn skip(rows: &Rows, seeds: &[u32], p: f64, replicate: u64, acted: &mut Acted) -> u64 {
    let mut rng = Xoshiro::new(replicate);
    let scale = 1.0 / (-p).ln_1p();
    let mut gap = || (rng.uniform().ln() * scale) as usize;
    acted.begin(seeds);
    let (mut next, mut dead) = (0, gap());
    while next < acted.count {
        let row = rows.of_person(acted.queue[next]);
        next += 1;
        while dead < row.len() {
            acted.act(row[dead]);
            dead += 1 + gap();
        }
        dead -= row.len();
    }
    acted.count as u64
}
