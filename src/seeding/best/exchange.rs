//! Under a budget: one person out and others in, as long as more is reached.
//!
//! Greedy choice by gain for money may spend on somebody whose price keeps a better one out. For each person chosen the rest is
//! filled up again without the person, by gain alone and by gain for money; the best of all that is estimated higher is taken,
//! and so on. It looks at nothing but the pool that was chosen on, so what the judging sets say of it stays valid.
//!
//! # Cost
//! For each round as many greedy choices as people are chosen, twice.
//!
//! # Reference
//! Local search for coverage under a budget: Khuller, Moss and Naor, *The budgeted maximum coverage problem*, Information
//! Processing Letters 70 (1999), try all starts of three people instead, which costs more and promises 1 - 1/e.

use super::greedy::{Choice, Greedy};
use super::pool::Pool;
use super::roots::Roots;
use super::terms::Terms;

/// Most people that are exchanged one by one.
const MOST_PEOPLE: usize = 64;
/// Most exchanges.
const MOST_ROUNDS: usize = 64;
/// By so much, relative, more must be reached: rounding is no gain.
const MORE: f64 = 1e-9;

/// A greedy choice, and what exchanges make of it.
pub fn improved(pool: &Pool, roots: &Roots, terms: &Terms, greedy: Greedy) -> Greedy {
    let mut best = greedy;
    for _ in 0..MOST_ROUNDS {
        let own: Vec<u32> = best.seeds.iter().copied().filter(|person| !terms.include.contains(person)).collect();
        if own.len() > MOST_PEOPLE {
            break;
        }
        let tries = own.iter().flat_map(|&out| [(out, false), (out, true)]);
        let others = tries.map(|(out, by_price)| without(pool, roots, terms, &own, out, by_price));
        let Some((seeds, estimate)) = others.reduce(|best, next| if next.1 > best.1 { next } else { best }) else {
            break;
        };
        if estimate <= best.estimate * (1.0 + MORE) {
            break;
        }
        best = Greedy { seeds, estimate, ..best };
    }
    best
}

/// The choice without one person, filled up again, and what it is estimated at.
fn without(pool: &Pool, roots: &Roots, terms: &Terms, own: &[u32], out: u32, by_price: bool) -> (Vec<u32>, f64) {
    let mut choice = Choice::new(pool, roots, terms);
    terms.include.iter().chain(own.iter().filter(|&&person| person != out)).for_each(|&person| choice.take(person));
    let mut order = choice.order(by_price);
    while let Some(next) = choice.next(&mut order, by_price, usize::MAX) {
        // Those who were there already stand in the order too.
        if !own.contains(&next) {
            choice.take(next);
        }
    }
    let estimate = choice.estimate();
    (choice.into_seeds(), estimate)
}
