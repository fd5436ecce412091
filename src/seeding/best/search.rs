//! The search: more and more sets until the answer is good enough, with a certificate at every round.
//!
//! A round doubles the first pool, chooses greedily on it, and judges the choice and every other candidate on a second pool
//! of other sets, which are counted and not kept. How many sets judge depends on the first pool alone: a few while the noise
//! of selection cannot be small enough yet, then as many as showing it needs, at most four times the first pool.

use super::certificate::{self, share};
use super::exchange::improved;
use super::greedy::{Greedy, greedy};
use super::guard::{Candidate, same};
use super::pool::{CHUNK, Judged, Pool, Walks, judge};
use super::roots::Roots;
use super::terms::{Limit, Terms};
use super::{Answer, Basis, Certificate, Goal, Limits, Scored, Step, Stopped};
use crate::engine::reverse::Reverse;
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate, mix64};

/// Sets of the first round, where they are not large.
pub(super) const FIRST: u64 = 1 << 12;
/// Sets by which each way of drawing roots is tried.
const PILOT: u64 = 1 << 10;
/// Members of a set on average from which sets are large.
pub(super) const LARGE: f64 = 1000.0;
/// Members of a set on average up to which a walk costs little more if it does not end at the first hit.
const SHORT: f64 = 16.0;
/// By so much less work important roots must give the same certainty: their sets are larger, and so is the pool.
const CLEARLY: f64 = 2.0;
/// Most sets of a pool: their numbers fill 32 bits.
pub(super) const MOST: u64 = 1 << 31;
/// Of all rounds together, the probability that the interval of the noise or that of a spread is wrong.
pub(super) const BETA: f64 = 0.1;
/// See `BETA`.
pub(super) const SPREAD: f64 = 0.05;

/// What the rounds have found so far.
struct Best {
    seeds: Vec<u32>,
    name: String,
    lower: f64,
    hits: u64,
    sets: u64,
    round: u32,
    /// How many were judged together with it.
    tried: usize,
    /// Hits of its first one, two, ... people, where they are known.
    climb: Vec<u64>,
}

/// Chooses a seed set within the terms for a law that has reverse-reachable sets.
pub fn search(
    reverse: &Reverse,
    terms: &Terms,
    candidates: &[Candidate],
    goal: &Goal,
    random_seed: RandomSeed,
    limits: &Limits,
) -> Answer {
    let luck = Replicate::new(random_seed, 0, 0);
    let choose = luck.stream(Purpose::ReverseChoose);
    let judging = Replicate::new(random_seed, digest(terms, candidates), 0).stream(Purpose::ReverseJudge);
    let walks = Walks::default();
    let (roots, members) = way_of_drawing(reverse, terms, random_seed, &walks);
    let mut pool = Pool::default();
    let mut best: Option<Best> = None;
    let (mut upper, mut last) = (roots.all, None);
    let mut sets = if members < LARGE { FIRST } else { CHUNK };
    let (mut judged_in_all, mut round) = (0, 1u32);
    let stop = || limits.stop.is_some_and(|stop| stop().is_some());
    let never = || false;
    let mut scored: Vec<Scored> = Vec::new();
    let stopped = loop {
        // The first round is always finished: there is no answer without one.
        let stop: &(dyn Fn() -> bool + Sync) = if round == 1 { &never } else { &stop };
        let interrupted = || limits.stop.and_then(|stop| stop()).unwrap_or(Stopped::Interrupted);
        if !pool.grow(sets, reverse, &roots, choose, &walks, stop) {
            break interrupted();
        }
        let chosen = choice(&pool, &roots, terms);
        let mut tried = vec![Candidate { name: "greedy".to_owned(), seeds: chosen.0.seeds.clone() }];
        tried.extend(chosen.1);
        let guards = tried.len() - 1 + candidates.len();
        tried.extend(candidates.iter().cloned());
        let greedy = chosen.0;
        let alpha = share(goal.failure_probability, round);
        upper = upper.min(certificate::best(&roots, greedy.most, greedy.most_hits, sets, alpha / 2.0));
        let judging_sets = enough_to_judge(&roots, greedy.estimate, &greedy.seeds, sets, goal.noise, round);
        let seeds: Vec<Vec<u32>> = tried.iter().map(|candidate| candidate.seeds.clone()).collect();
        let climbs = members <= SHORT;
        let judged = judge(&seeds, climbs, judging_sets, reverse, &roots, judging, &walks, stop);
        let Some(Judged { hits, climb }) = judged else { break interrupted() };
        judged_in_all = judging_sets;
        for (i, (candidate, &hits)) in tried.iter().zip(&hits).enumerate() {
            let alpha = match (i, guards) {
                (_, 0) => alpha / 2.0,
                (0, _) => alpha / 4.0,
                _ => alpha / 4.0 / guards as f64,
            };
            let lower = certificate::lower(&roots, &candidate.seeds, hits, judging_sets, alpha);
            if best.as_ref().is_none_or(|best| lower > best.lower) {
                let Candidate { name, seeds } = candidate.clone();
                let climb = if i == 0 { climb.clone() } else { Vec::new() };
                best = Some(Best { seeds, name, lower, hits, sets: judging_sets, round, tried: tried.len(), climb });
            }
        }
        let level = share(SPREAD, round) / (2.0 * tried.len() as f64);
        scored = tried
            .iter()
            .zip(&hits)
            .map(|(candidate, &hits)| {
                let Candidate { name, seeds } = candidate.clone();
                Scored {
                    name,
                    mean: certificate::mean(&roots, &seeds, hits, judging_sets),
                    low: certificate::lower(&roots, &seeds, hits, judging_sets, level),
                    high: certificate::upper(&roots, &seeds, hits, judging_sets, level),
                    seeds,
                    behind: None,
                }
            })
            .collect();
        let noise = {
            let level = share(BETA, round) / 2.0;
            let low = certificate::lower(&roots, &greedy.seeds, hits[0], judging_sets, level);
            let high = certificate::upper(&roots, &greedy.seeds, hits[0], judging_sets, level);
            (greedy.estimate / high - 1.0, greedy.estimate / low - 1.0)
        };
        let intrinsic = if greedy.most > 0.0 { (greedy.estimate / greedy.most).min(1.0) } else { 1.0 };
        last = Some((noise, intrinsic));
        let lower = best.as_ref().map_or(0.0, |best| best.lower);
        let quiet = noise.1 <= goal.noise;
        if quiet && lower >= goal.ratio * upper {
            break Stopped::Certified;
        }
        // Both margins are as small as the noise that is allowed: what is missing is not missing for want of sets.
        if quiet && upper <= greedy.most * (1.0 + goal.noise) {
            break Stopped::Saturated;
        }
        if roots.weight == 0.0 {
            break Stopped::Saturated;
        }
        sets *= 2;
        if sets > MOST || 2.2 * pool.bytes() as f64 > limits.memory {
            break Stopped::Memory;
        }
        if let Some(stopped) = limits.stop.and_then(|stop| stop()) {
            break stopped;
        }
        round += 1;
    };
    let Best { seeds, name, lower, hits, sets: judged, round: of, tried, climb } =
        best.expect("the first round is always finished");
    let (noise, intrinsic) = last.expect("the first round is always finished");
    // Where walks ended at the first hit, a part of the sets is walked again to the end.
    let (curve, of_sets) = match climb.is_empty() {
        false => (climb, judged),
        true => {
            let sets = judged.min((pool.sets / 4).max(FIRST));
            let again = judge(std::slice::from_ref(&seeds), true, sets, reverse, &roots, judging, &walks, &never);
            (again.map(|judged| judged.climb).unwrap_or_default(), sets)
        }
    };
    // All of it is what all sets say; the steps on the way there are in proportion.
    let reached = curve.last().map_or(0.0, |&all| all as f64 / of_sets as f64);
    let proportion = if reached > 0.0 { hits as f64 / judged as f64 / reached } else { 1.0 };
    let level = share(SPREAD, of) / (2.0 * tried as f64);
    let mut spread = Scored {
        mean: certificate::mean(&roots, &seeds, hits, judged),
        low: certificate::lower(&roots, &seeds, hits, judged, level),
        high: certificate::upper(&roots, &seeds, hits, judged, level),
        seeds: seeds.clone(),
        name,
        behind: None,
    };
    // An answer of an earlier round that is no candidate of the last one stands beside them.
    if !scored.iter().any(|other| same(&other.seeds, &spread.seeds)) {
        spread.name.push_str(", of an earlier round");
        scored.push(spread.clone());
    }
    let mut before = 0.0;
    let step = |(i, &hits): (usize, &u64)| {
        let seeds = &seeds[..=i];
        let bound = |of: fn(&Roots, &[u32], u64, u64, f64) -> f64| of(&roots, seeds, hits, of_sets, level);
        let drawn = roots.weight * proportion * (hits as f64 / of_sets as f64);
        let sampled = (roots.own_of(seeds) + drawn).min(roots.all).max(roots.value_of(seeds));
        let now = if i + 1 == curve.len() { spread.mean } else { sampled };
        let gain = now - std::mem::replace(&mut before, now);
        let (low, high) = match i + 1 == curve.len() {
            true => (spread.low, spread.high),
            false => (bound(certificate::lower).min(now), bound(certificate::upper).max(now)),
        };
        Step { count: i as u32 + 1, spread: now, low, high, gain }
    };
    let steps: Vec<Step> = curve.iter().enumerate().map(step).collect();
    let ratio = if upper > 0.0 { (lower / upper).min(1.0) } else { 1.0 };
    Answer {
        curve: steps,
        spread,
        stopped,
        candidates: scored,
        basis: Basis::Sets(Certificate {
            lower,
            upper,
            ratio,
            intrinsic,
            sampling: (ratio / intrinsic).min(1.0),
            noise,
            sets: pool.sets + judged_in_all,
            memory_bytes: pool.bytes(),
            important_roots: roots.are_live(),
            rounds: round,
        }),
    }
}

/// The greedy choice; where people have prices, of gain for money or of gain alone whichever is estimated higher, with people
/// exchanged while that helps, and the other one as a further candidate.
fn choice(pool: &Pool, roots: &Roots, terms: &Terms) -> (Greedy, Option<Candidate>) {
    let first = greedy(pool, roots, terms, true);
    if matches!(terms.limit, Limit::Count(_)) {
        return (first, None);
    }
    let second = greedy(pool, roots, terms, false);
    let (most, most_hits) = (first.most.min(second.most), first.most_hits.min(second.most_hits));
    let (better, other) = if second.estimate > first.estimate { (second, first) } else { (first, second) };
    let better = improved(pool, roots, terms, better);
    let other = (!same(&better.seeds, &other.seeds))
        .then(|| Candidate { name: "greedy, the other way".to_owned(), seeds: other.seeds });
    (Greedy { most, most_hits, ..better }, other)
}

/// How many sets judge a choice, by the first pool alone.
pub(super) fn enough_to_judge(roots: &Roots, estimate: f64, seeds: &[u32], sets: u64, noise: f64, round: u32) -> u64 {
    let drawn = estimate - roots.own_of(seeds);
    if drawn <= 0.0 || !noise.is_finite() {
        return sets;
    }
    // The bound lies below the mean by about the part drawn x sqrt(2 a / hits).
    let a = -libm::log(share(BETA, round) / 2.0);
    let part = drawn / estimate;
    let share = drawn / roots.weight;
    let needed = |margin: f64| 2.0 * a * (part / margin) * (part / margin) / share;
    if needed(0.9 * noise) > 4.0 * sets as f64 {
        return (sets / 4).max(CHUNK);
    }
    let wanted = needed(0.5 * noise).clamp(sets as f64, 4.0 * sets as f64);
    (wanted as u64).div_ceil(CHUNK) * CHUNK
}

/// Plain roots, or important ones where they need clearly less work for the same certainty, and how many members their sets
/// have on average: by the size of sets and the chance to meet
/// them in a few sets of a stream of their own, counted in people and never in seconds.
pub(super) fn way_of_drawing(reverse: &Reverse, terms: &Terms, random_seed: RandomSeed, walks: &Walks) -> (Roots, f64) {
    let values = terms.values.as_deref();
    let plain = Roots::plain(reverse.people(), values);
    // Of as many as are needed, how many is not known: a few tell the ways apart.
    let few = terms.target.map(|_| Terms { limit: Limit::Count(terms.most().min(64.0) as u32), ..terms.clone() });
    let terms = few.as_ref().unwrap_or(terms);
    let price = |roots: &Roots, way: u64| {
        let mut pool = Pool::default();
        let stream = Replicate::new(random_seed, way, 0).stream(Purpose::ReversePilot);
        // Of large sets a few do.
        let mut drawn = CHUNK;
        loop {
            pool.grow(drawn, reverse, roots, stream, walks, &|| false);
            if drawn == PILOT || pool.members_in_all() as f64 >= LARGE * drawn as f64 {
                break;
            }
            drawn *= 2;
        }
        let chosen = greedy(&pool, roots, terms, true);
        let share = ((chosen.estimate - roots.own_of(&chosen.seeds)) / roots.weight).clamp(0.0, 1.0);
        let members = pool.members_in_all() as f64 / drawn as f64;
        ((8.0 + members) * roots.weight * roots.weight * share * (1.0 - share), members)
    };
    let (work, members) = price(&plain, 0);
    let Some(live) = reverse.live_chances() else { return (plain, members) };
    let important = Roots::important(&live, values);
    if important.weight <= 0.0 {
        return (important, 0.0);
    }
    let (less, larger) = price(&important, 1);
    if less * CLEARLY < work { (important, larger) } else { (plain, members) }
}

/// What the judging sets must not depend on: whoever makes a list of seeds by an earlier choice has seen its sets.
pub(super) fn digest(terms: &Terms, candidates: &[Candidate]) -> u64 {
    let mut digest = 0x6A09_E667_F3BC_C908;
    let mut add = |word: u64| digest = mix64(digest ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word;
    add(terms.most().to_bits());
    terms.target.iter().for_each(|target| add(target.to_bits()));
    terms.include.iter().for_each(|&person| add(person.into()));
    for candidate in candidates {
        add(u64::MAX);
        candidate.seeds.iter().for_each(|&person| add(person.into()));
    }
    digest
}
