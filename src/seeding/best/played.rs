//! The search in common worlds: for whatever can be played and not be walked backwards.
//!
//! Three pools of worlds, none of which has a world of another or of a run. In the first the seed set is chosen greedily
//! ([`super::climb`]). In the second, ten times as large, the choice and every other candidate are played, and the one that
//! comes to most is the answer. In the third, as large, all are played again, and what the answer tells is what they come to
//! there: neither the choice nor the candidate picked has seen these worlds, so no mean is too high for having been picked.
//! Each mean has its 95 % interval, and each difference to the answer that of the differences world by world.
//!
//! There is no certificate. Where returns diminish, greedy choice of a number of people is known to come to 1 - 1/e of the
//! best there is among those tried, in the worlds it was made in; where they do not, **no bound is known**: sets can be much
//! better together than any of their people promise alone.
//!
//! # Reference
//! Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003, for greedy choice by
//! simulation; Nemhauser, Wolsey and Fisher 1978 for 1 - 1/e.

use super::climb::{Climbed, Hill, climb};
use super::guard::{Candidate, same};
use super::search::digest;
use super::smallest::out_of_reach;
use super::terms::{Limit, Terms};
use super::trials::Trials;
use super::{Answer, Basis, Behind, Goal, Limits, Question, Scored, Step, Stopped, tried};
use crate::catalog::Fault;
use crate::random::mix64;
use crate::statistics::{Comparison, Summary};
use std::ops::Range;

/// So many times as many worlds judge as choose.
const MORE: u64 = 10;
/// The first world to choose in: far beyond the replicates of any run.
const CHOOSE: u64 = 1 << 62;

/// What is known of a choice that was made by playing.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// Worlds in which it was chosen.
    pub choosing: u64,
    /// Worlds in which candidates were picked from, and as many others in which all were judged.
    pub judging: u64,
    /// How many people were tried as seeds ...
    pub tried: u32,
    /// ... of how many who may be asked and need not be.
    pub open: u32,
    /// Worlds played, counted once for each seed set.
    pub plays: u64,
    /// By what part the greedy choice looked better in the worlds it was made in than in those that judge.
    pub noise: f64,
    /// Whether returns diminish.
    pub diminishing: bool,
    /// What it comes to with nobody asked.
    pub unasked: f64,
    /// What is to be reached, by as few people as possible.
    pub target: Option<f64>,
}

/// Chooses a seed set within the terms for a spread that can be played. Of a target the first so many of the greedy choice are
/// taken, and of each candidate, whose 95 % interval in the second pool lies above it.
///
/// # Errors
/// A fault where everybody who is tried does not reach the target.
pub fn search(
    question: Question,
    terms: &Terms,
    candidates: &[Candidate],
    goal: &Goal,
    limits: &Limits,
) -> Result<Answer, Fault> {
    let Question { spread, graph, .. } = question;
    let people = tried::people(graph, terms, candidates, goal.tried as usize);
    let trials = Trials::new(question, terms.values.as_deref());
    let choosing = CHOOSE..CHOOSE + goal.worlds;
    let lazy = spread.has_diminishing_returns();
    let first = 1 << 63 | mix64(digest(terms, candidates)) >> 2;
    let picking = first..first + MORE * goal.worlds;
    let reaches =
        |seeds: &[u32]| terms.target.is_none_or(|target| interval(&trials.each(seeds, picking.clone())).0 >= target);
    let enough = |seeds: &[u32], total: f64| {
        terms.target.is_some_and(|target| total >= target * goal.worlds as f64) && reaches(seeds)
    };
    let hill = Hill { trials: &trials, worlds: choosing.clone(), people: &people, terms, lazy, graph, enough: &enough };
    let why = || limits.stop.and_then(|stop| stop());
    let (mut all, estimate, was_stopped) = choices(&hill, &|| why().is_some());
    let stopped = if was_stopped { why().unwrap_or(Stopped::Interrupted) } else { Stopped::Played };
    if let Some(target) = terms.target.filter(|_| !was_stopped && !reaches(&all[0].seeds)) {
        let open = (0..graph.people()).filter(|&person| tried::is_open(terms, person)).count();
        let which = if people.len() == open { "who may be asked" } else { "who are tried" };
        return Err(out_of_reach(target, all[0].seeds.len(), which, &format!("{estimate:.1} on average")));
    }
    for candidate in candidates {
        let seeds = match terms.target {
            None => candidate.seeds.clone(),
            Some(_) => fewest(&candidate.seeds, terms.include.len(), all[0].seeds.len(), &reaches),
        };
        if !all.iter().any(|known| same(&known.seeds, &seeds)) {
            all.push(Candidate { name: candidate.name.clone(), seeds });
        }
    }
    let judging = if was_stopped { goal.worlds } else { MORE * goal.worlds };
    let play = |worlds: Range<u64>| -> Vec<Vec<f64>> {
        all.iter().map(|candidate| trials.each(&candidate.seeds, worlds.clone())).collect()
    };
    let picked: Vec<f64> = play(first..first + judging).iter().map(|values| mean(values)).collect();
    // Of a target those who reach it and are fewer come before, of equals the first.
    let rank = |i: usize| match terms.target {
        None => (true, 0, picked[i]),
        Some(target) => (picked[i] >= target && reaches(&all[i].seeds), -(all[i].seeds.len() as i64), picked[i]),
    };
    let better = |a: &usize, b: &usize| {
        let (a, b) = (rank(*a), rank(*b));
        a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
    };
    let best = (0..all.len()).rev().max_by(better).expect("greedy choice is there");
    let telling = picking.end..picking.end + judging;
    let played = play(telling.clone());
    let score = |(i, candidate): (usize, &Candidate)| {
        let (low, high) = interval(&played[i]);
        let behind = (i != best).then(|| Comparison::of_all(&played[i], &played[best])).flatten();
        let behind = behind.map(|behind| {
            let (low, high) = behind.difference.interval.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
            Behind { mean: behind.difference.mean, low, high }
        });
        let Candidate { name, seeds } = candidate.clone();
        Scored { name, seeds, mean: mean(&played[i]), low, high, behind }
    };
    let scored: Vec<Scored> = all.iter().enumerate().map(score).collect();
    let told = scored[0].mean;
    let unasked = mean(&trials.each(&[], telling.clone()));
    Ok(Answer {
        curve: curve(&trials, &scored[best], unasked, telling),
        spread: scored[best].clone(),
        stopped,
        candidates: scored,
        basis: Basis::Worlds(Played {
            choosing: goal.worlds,
            judging,
            tried: people.len() as u32,
            open: (0..graph.people()).filter(|person| tried::is_open(terms, *person)).count() as u32,
            plays: trials.plays(),
            noise: if told > 0.0 { estimate / told - 1.0 } else { 0.0 },
            diminishing: lazy,
            unasked,
            target: terms.target,
        }),
    })
}

/// The first of a list, of `least` to `most` people: as few as reach enough, found by halving; else `most`.
fn fewest(list: &[u32], least: usize, most: usize, reaches: &dyn Fn(&[u32]) -> bool) -> Vec<u32> {
    let (mut low, mut high) = (least.min(list.len()), most.min(list.len()));
    while low < high {
        let middle = usize::midpoint(low, high);
        if reaches(&list[..middle]) { high = middle } else { low = middle + 1 }
    }
    list[..high].to_vec()
}

/// The greedy choice; where people have prices, of gain for money or of gain alone whichever comes to more, and the other one as
/// a further candidate. Also what the first comes to in the worlds it was made in, and whether it was stopped.
fn choices(hill: &Hill, stop: &(dyn Fn() -> bool + Sync)) -> (Vec<Candidate>, f64, bool) {
    let estimate = |climbed: &Climbed| mean(&hill.trials.each(&climbed.seeds, hill.worlds.clone()));
    let greedy = |climbed: Climbed, name: &str| Candidate { name: name.to_owned(), seeds: climbed.seeds };
    let first = climb(hill, false, stop);
    let (value, was_stopped) = (estimate(&first), first.was_stopped);
    if matches!(hill.terms.limit, Limit::Count(_)) {
        return (vec![greedy(first, "greedy")], value, was_stopped);
    }
    let second = climb(hill, true, stop);
    let (other, was_stopped) = (estimate(&second), was_stopped || second.was_stopped);
    let (better, worse) = if other > value { (second, first) } else { (first, second) };
    let is_one = same(&better.seeds, &worse.seeds);
    let mut all = vec![greedy(better, "greedy")];
    all.extend((!is_one).then(|| greedy(worse, "greedy, the other way")));
    (all, value.max(other), was_stopped)
}

/// What the first one, two, ... of a seed set come to, in the same worlds.
fn curve(trials: &Trials, chosen: &Scored, unasked: f64, worlds: Range<u64>) -> Vec<Step> {
    let mut before = unasked;
    let step = |count: usize| {
        let values = trials.each(&chosen.seeds[..count], worlds.clone());
        let (spread, (low, high)) = (mean(&values), interval(&values));
        let gain = spread - std::mem::replace(&mut before, spread);
        Step { count: count as u32, spread, low, high, gain }
    };
    (1..=chosen.seeds.len()).map(step).collect()
}

fn mean(values: &[f64]) -> f64 {
    Summary::of_all(values).map_or(0.0, |summary| summary.mean)
}

fn interval(values: &[f64]) -> (f64, f64) {
    let interval = Summary::of_all(values).and_then(|summary| summary.interval);
    interval.unwrap_or((f64::NEG_INFINITY, f64::INFINITY))
}
