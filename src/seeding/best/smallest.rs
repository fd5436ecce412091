//! The smallest seed set that reaches enough, by reverse-reachable sets.
//!
//! Each round doubles the first pool and chooses greedily on it until a little more than the target is estimated. A second pool
//! judges the first one, two, ... people of that choice, and of every simple idea: the answer is the fewest people whose lower
//! bound of the spread is at least the target. The bounds are tested from the largest number down to the first that fails, each
//! at the whole level: as spread rises with the number, the first false claim on that way is made with the allowed
//! probability at most. From the other side the first pool shows how many people are too few, whoever they are: the bound of
//! [`super::ladder`] is tested upward in the same way. The smallest seed set there is lies between the two numbers.
//!
//! # Reference
//! Goyal, Bonchi, Lakshmanan and Venkatasubramanian, *On minimizing budget and time in influence propagation over social
//! networks*, Social Network Analysis and Mining 3 (2013), for the greedy choice, which needs at most ln(n) times as many people
//! as the best; Westfall and Krishen, *Optimally weighted, fixed sequence and gatekeeper multiple testing procedures*, Journal of
//! Statistical Planning and Inference 99 (2001), for tests in a fixed order.

use super::certificate::{self, share};
use super::guard::Candidate;
use super::ladder::ladder;
use super::pool::{CHUNK, Pool, Walks, judge};
use super::roots::Roots;
use super::search::{BETA, FIRST, LARGE, MOST, SPREAD, digest, enough_to_judge, way_of_drawing};
use super::terms::Terms;
use super::{Answer, Basis, Goal, Limits, Scored, Step, Stopped};
use crate::catalog::Fault;
use crate::engine::reverse::Reverse;
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate};

/// What is known of a smallest seed set.
#[derive(Clone, Debug, PartialEq)]
pub struct Smallest {
    /// What is to be reached.
    pub target: f64,
    /// With all but the probability of failure, the spread of the choice is at least that much ...
    pub lower: f64,
    /// ... and no seed set of fewer people than that reaches the target.
    pub fewest: u32,
    /// Whether `lower` is at least the target.
    pub is_reached: bool,
    /// By what part the choice looked better than it is: the upper end of the 90 % interval.
    pub noise: f64,
    /// Sets drawn to choose and to judge.
    pub sets: u64,
    /// Bytes of the largest pool.
    pub memory_bytes: u64,
    /// Rounds played.
    pub rounds: u32,
}

/// A seed set with what judging sets have shown of its first one, two, ... people.
struct Judged {
    name: String,
    seeds: Vec<u32>,
    climb: Vec<u64>,
    sets: u64,
    round: u32,
    /// The lower bound of all of it.
    lower: f64,
}

impl Judged {
    /// The first so many.
    fn first(&self, count: usize, roots: &Roots, alpha: f64) -> Judged {
        let lower = self.lower_of(count, roots, alpha);
        let (seeds, climb) = (self.seeds[..count].to_vec(), self.climb[..count].to_vec());
        Judged { name: self.name.clone(), seeds, climb, lower, ..*self }
    }

    fn lower_of(&self, count: usize, roots: &Roots, alpha: f64) -> f64 {
        let hits = count.checked_sub(1).map_or(0, |last| self.climb[last]);
        certificate::lower(roots, &self.seeds[..count], hits, self.sets, alpha)
    }

    /// How many of the first are enough; `None` if all are not. Bounds rise with the number.
    fn enough(&self, least: usize, target: f64, roots: &Roots, alpha: f64) -> Option<usize> {
        let (mut low, mut high) = (least, self.seeds.len());
        if self.lower_of(high, roots, alpha) < target {
            return None;
        }
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.lower_of(middle, roots, alpha) >= target { high = middle } else { low = middle + 1 }
        }
        Some(high)
    }

    fn score(&self, roots: &Roots, level: f64) -> Scored {
        let hits = self.climb.last().copied().unwrap_or(0);
        Scored {
            name: self.name.clone(),
            seeds: self.seeds.clone(),
            mean: certificate::mean(roots, &self.seeds, hits, self.sets),
            low: certificate::lower(roots, &self.seeds, hits, self.sets, level),
            high: certificate::upper(roots, &self.seeds, hits, self.sets, level),
            behind: None,
        }
    }
}

/// Chooses as few people as reach the target of the terms. `orders` are lists of people, of which the first are asked.
///
/// # Errors
/// A fault where everybody who may be asked does not reach it, with all but the probability of failure.
pub fn search(
    reverse: &Reverse,
    terms: &Terms,
    orders: &[Candidate],
    goal: &Goal,
    random_seed: RandomSeed,
    limits: &Limits,
) -> Result<Answer, Fault> {
    let target = terms.target.expect("a target is asked for");
    let choosing = Replicate::new(random_seed, 0, 0).stream(Purpose::ReverseChoose);
    let judging = Replicate::new(random_seed, digest(terms, orders), 0).stream(Purpose::ReverseJudge);
    let walks = Walks::default();
    let (roots, members) = way_of_drawing(reverse, terms, random_seed, &walks);
    let least = terms.include.len();
    let mut pool = Pool::default();
    let mut sets = if members < LARGE { FIRST } else { CHUNK };
    let (mut fewest, mut round, mut judged_sets) = (0u32, 1u32, 0);
    let mut best: Option<Judged> = None;
    let mut last: Vec<Judged> = Vec::new();
    let mut noise = f64::INFINITY;
    let why = || limits.stop.and_then(|stop| stop());
    let stopped = loop {
        // The first round is always finished: there is no answer without one.
        let stop = || round > 1 && why().is_some();
        let interrupted = || why().unwrap_or(Stopped::Interrupted);
        if !pool.grow(sets, reverse, &roots, choosing, &walks, &stop) {
            break interrupted();
        }
        let rungs = ladder(&pool, &roots, terms, target * (1.0 + 2.0 * goal.noise));
        let alpha = share(goal.failure_probability, round);
        let upper =
            |count: usize| certificate::best(&roots, rungs.most[count], rungs.most_hits[count], sets, alpha / 2.0);
        let all = rungs.seeds.len();
        let (mut low, mut high) = (least, all + 1);
        while low < high {
            let middle = usize::midpoint(low, high);
            if upper(middle) < target { low = middle + 1 } else { high = middle }
        }
        let everybody = all as f64 >= terms.most();
        if low > all && everybody {
            return Err(out_of_reach(target, all, "who may be asked", &format!("{:.1} at most", upper(all))));
        }
        fewest = fewest.max(low.min(all) as u32);
        judged_sets = enough_to_judge(&roots, rungs.estimates[all], &rungs.seeds, sets, goal.noise, round);
        let mut lists = vec![Candidate { name: "greedy".to_owned(), seeds: rungs.seeds.clone() }];
        lists.extend(orders.iter().map(|order| {
            let seeds = order.seeds.iter().copied().take(all).collect();
            Candidate { name: order.name.clone(), seeds }
        }));
        let judged = lists.into_iter().map(|Candidate { name, seeds }| {
            let list = std::slice::from_ref(&seeds);
            let judged = judge(list, true, judged_sets, reverse, &roots, judging, &walks, &stop)?;
            Some(Judged { name, climb: judged.climb, seeds, sets: judged_sets, round, lower: 0.0 })
        });
        let Some(judged) = judged.collect::<Option<Vec<Judged>>>() else { break interrupted() };
        last.clear();
        for (i, list) in judged.iter().enumerate() {
            let alpha = match (i, orders.len()) {
                (_, 0) => alpha / 2.0,
                (0, _) => alpha / 4.0,
                (_, others) => alpha / 4.0 / others as f64,
            };
            let enough = list.enough(least, target, &roots, alpha);
            let found = list.first(enough.unwrap_or(list.seeds.len()), &roots, alpha);
            let is_better = |best: &Judged| match (found.lower >= target, best.lower >= target) {
                (true, true) => found.seeds.len() < best.seeds.len(),
                (false, false) => found.lower > best.lower,
                (reaches, _) => reaches,
            };
            if best.as_ref().is_none_or(is_better) {
                best = Some(found.first(found.seeds.len(), &roots, alpha));
            }
            last.push(found);
        }
        let beta = share(BETA, round) / 2.0;
        noise = rungs.estimates[all] / judged[0].lower_of(all, &roots, beta) - 1.0;
        let is_reached = best.as_ref().is_some_and(|best| best.lower >= target);
        if noise <= goal.noise && is_reached {
            break Stopped::Certified;
        }
        if noise <= goal.noise && everybody || roots.weight == 0.0 {
            break Stopped::Saturated;
        }
        sets *= 2;
        if sets > MOST || 2.2 * pool.bytes() as f64 > limits.memory {
            break Stopped::Memory;
        }
        if let Some(stopped) = why() {
            break stopped;
        }
        round += 1;
    };
    let best = best.expect("the first round is always finished");
    let level = |round: u32| share(SPREAD, round) / (2.0 * (1 + orders.len()) as f64);
    let at = level(best.round);
    let mut before = 0.0;
    let step = |count: usize| {
        let rung = best.first(count, &roots, at).score(&roots, at);
        let gain = rung.mean - std::mem::replace(&mut before, rung.mean);
        Step { count: count as u32, spread: rung.mean, low: rung.low, high: rung.high, gain }
    };
    let curve = (1..=best.seeds.len()).map(step).collect();
    let mut candidates: Vec<Scored> = last.iter().map(|judged| judged.score(&roots, level(judged.round))).collect();
    let spread = best.score(&roots, at);
    if let Some(known) = candidates.iter_mut().find(|known| known.name == spread.name) {
        *known = spread.clone();
    }
    Ok(Answer {
        curve,
        stopped,
        candidates,
        basis: Basis::Smallest(Smallest {
            target,
            lower: best.lower,
            fewest,
            is_reached: best.lower >= target,
            noise,
            sets: pool.sets + judged_sets,
            memory_bytes: pool.bytes(),
            rounds: round,
        }),
        spread,
    })
}

/// Says that everybody is not enough: so many people, which ones, and what they reach.
pub(super) fn out_of_reach(target: f64, people: usize, which: &str, reach: &str) -> Fault {
    let people = match people {
        1 => format!("the one person {which} reaches"),
        all => format!("all {all} people {which} reach"),
    };
    let message = format!("a reach of {target} is out of reach: {people} {reach}");
    Fault::at("target", message, "write a lower target, or let more people be asked")
}
