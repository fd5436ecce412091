//! One seed set for several laws: whom to ask where it is not known how it spreads, only what it may be.
//!
//! Under law i no seed set within the terms reaches more than U_i, the upper bound of a search of its own. A seed set S of
//! which each law's judging sets show at least L_i(S) comes to a part of at least **min over i of L_i(S) / U_i** of what was
//! possible, whichever of the laws holds. Of the choices made for each law alone, their mixture in turns and the simple ideas,
//! the one with the largest such part is the answer.
//!
//! Half of the probability of failure is shared by the searches, half by the lower bounds of all candidates under all laws,
//! which are judged by sets that none of them was made on.
//!
//! # Cost
//! That of a search for each law, and as many sets again to judge.
//!
//! # Randomness
//! As the search; ReverseJudge in a slot of the candidates' own.
//!
//! # Departures
//! Chen and others choose greedily for the least and for the largest chances, and take the better: here for every law that is
//! named, as no two need bound the others. How far the best seed set for the worst case itself is away is not known.
//!
//! # Reference
//! Chen, Lin, Tan, Zhao and Zhou, *Robust influence maximization*, KDD 2016, doi:10.1145/2939672.2939745 (the ratio of section
//! 2, algorithm LUGreedy).

use super::certificate;
use super::guard::{Candidate, same};
use super::pool::{CHUNK, Walks, judge};
use super::roots::Roots;
use super::search::{FIRST, SPREAD, digest, way_of_drawing};
use super::terms::Terms;
use super::{Answer, Goal, Limits, Question, Scored, Stopped, choose};
use crate::catalog::Fault;
use crate::engine::reverse::Reverse;
use crate::random::{Purpose, Replicate};
use std::collections::BTreeSet;

/// How it may spread: one of the laws, what it is called, and what limits the search under it.
pub struct Situation<'a> {
    /// What it is called.
    pub name: String,
    /// How it spreads, on the network of all others.
    pub question: Question<'a>,
    /// Of its search.
    pub limits: Limits<'a>,
}

/// A choice for several laws.
#[derive(Clone, Debug, PartialEq)]
pub struct Robust {
    /// What it is called.
    pub name: String,
    /// The people, in the order of choice.
    pub seeds: Vec<u32>,
    /// With all but the probability of failure, at least that part of what was possible is reached under each law.
    pub ratio: f64,
    /// Under each law, in their order.
    pub cases: Vec<Case>,
    /// All that were judged: name, people, and the part that is certain under every law.
    pub candidates: Vec<(Candidate, f64)>,
}

/// A choice under one of the laws.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What the choice reaches under it.
    pub spread: Scored,
    /// The spread is at least that much ...
    pub lower: f64,
    /// ... and that of no seed set within the terms more than that.
    pub upper: f64,
    /// What the choice made for this law alone reaches, on average.
    pub alone: f64,
    /// Why the search for it ended.
    pub stopped: Stopped,
}

/// Chooses so many people, or people for so much money, for several laws on one network.
///
/// # Errors
/// A fault where a law has no reverse-reachable sets, or it makes no difference whom to ask.
pub fn search(situations: &[Situation], terms: &Terms, candidates: &[Candidate], goal: &Goal) -> Result<Robust, Fault> {
    let none = || {
        let message = "a choice for several values needs bounds, which can only be had where it is walked backwards";
        Fault::at(
            "",
            message,
            "choose for each value by itself, or take a model such as independent-cascade or linear-threshold",
        )
    };
    let reverses = situations.iter().map(|situation| situation.question.spread.reverse().ok_or_else(none));
    let reverses = reverses.collect::<Result<Vec<Reverse>, Fault>>()?;
    let part = goal.failure_probability / (2.0 * situations.len() as f64);
    let goal = Goal { failure_probability: part, ..*goal };
    let alone = situations.iter().map(|one| choose(one.question, terms, candidates, &goal, &one.limits));
    let answers = alone.collect::<Result<Vec<Answer>, Fault>>()?;
    let all = to_judge(situations, &answers, terms);
    let judged = situations.iter().zip(&reverses).zip(&answers);
    let judged = judged.map(|((one, reverse), answer)| Judgement::new(&one.question, reverse, answer, terms, &all));
    let judged: Vec<Judgement> = judged.collect();
    let alpha = part / all.len() as f64;
    let certain =
        |place: usize| judged.iter().map(|judged| judged.share(&all[place], place, alpha)).fold(1.0, f64::min);
    let certain: Vec<f64> = (0..all.len()).map(certain).collect();
    // Of equals the first: what was chosen for a law stands before the simple ideas.
    let best = (0..all.len()).fold(0, |best, next| if certain[next] > certain[best] { next } else { best });
    let level = SPREAD / (2.0 * all.len() as f64);
    let cases = judged.iter().zip(&answers).map(|(judged, answer)| {
        let place = |seeds: &[u32]| all.iter().position(|candidate| same(&candidate.seeds, seeds));
        let alone = place(&answer.spread.seeds).unwrap_or(best);
        Case {
            spread: judged.scored(&all[best], best, level),
            lower: judged.lower(&all[best], best, alpha),
            upper: judged.most,
            alone: judged.mean(&all[alone], alone),
            stopped: answer.stopped,
        }
    });
    let cases = cases.collect();
    let Candidate { name, seeds } = all[best].clone();
    Ok(Robust { name, seeds, ratio: certain[best], cases, candidates: all.into_iter().zip(certain).collect() })
}

/// What is judged: the choices for each law, their mixture in turns, and what each of the searches judged; equal ones once.
fn to_judge(situations: &[Situation], answers: &[Answer], terms: &Terms) -> Vec<Candidate> {
    let chosen = situations.iter().zip(answers).map(|(situation, answer)| Candidate {
        name: format!("best for {}", situation.name),
        seeds: answer.spread.seeds.clone(),
    });
    let longest = answers.iter().map(|answer| answer.spread.seeds.len()).max().unwrap_or(0);
    let in_turns =
        (0..longest).flat_map(|place| answers.iter().filter_map(move |answer| answer.spread.seeds.get(place)));
    let mut listed = BTreeSet::new();
    let distinct = in_turns.copied().filter(|&person| listed.insert(person));
    let mixed = Candidate { name: "all of these in turns".to_owned(), seeds: terms.fit(distinct) };
    let judged =
        answers.iter().flat_map(|answer| &answer.candidates).filter(|scored| !scored.name.starts_with("greedy"));
    let judged = judged.map(|scored| Candidate { name: scored.name.clone(), seeds: scored.seeds.clone() });
    let mut all: Vec<Candidate> = Vec::new();
    for candidate in chosen.chain([mixed]).chain(judged) {
        if terms.hold(&candidate.seeds) && !all.iter().any(|known| same(&known.seeds, &candidate.seeds)) {
            all.push(candidate);
        }
    }
    all
}

/// How many judging sets of a law each candidate meets.
struct Judgement {
    roots: Roots,
    hits: Vec<u64>,
    sets: u64,
    /// What no seed set within the terms reaches more than.
    most: f64,
}

impl Judgement {
    fn new(question: &Question, reverse: &Reverse, answer: &Answer, terms: &Terms, all: &[Candidate]) -> Judgement {
        let walks = Walks::default();
        let (roots, _) = way_of_drawing(reverse, terms, question.random_seed, &walks);
        // Who was in a hurry does not wait for as many sets again.
        let is_short = matches!(answer.stopped, Stopped::Time | Stopped::Interrupted);
        let drawn = answer.certificate().filter(|_| !is_short).map_or(FIRST, |certificate| certificate.sets);
        let sets = drawn.max(FIRST).div_ceil(CHUNK) * CHUNK;
        let judging = Replicate::new(question.random_seed, digest(terms, all), 0).stream(Purpose::ReverseJudge);
        let seeds: Vec<Vec<u32>> = all.iter().map(|candidate| candidate.seeds.clone()).collect();
        let judged = judge(&seeds, false, sets, reverse, &roots, judging, &walks, &|| false);
        let hits = judged.map(|judged| judged.hits).expect("nothing stops it");
        let most = answer.certificate().map_or(roots.all, |certificate| certificate.upper);
        Judgement { roots, hits, sets, most }
    }

    fn mean(&self, candidate: &Candidate, place: usize) -> f64 {
        certificate::mean(&self.roots, &candidate.seeds, self.hits[place], self.sets)
    }

    fn lower(&self, candidate: &Candidate, place: usize, alpha: f64) -> f64 {
        certificate::lower(&self.roots, &candidate.seeds, self.hits[place], self.sets, alpha)
    }

    /// The part of what was possible that is certain.
    fn share(&self, candidate: &Candidate, place: usize, alpha: f64) -> f64 {
        if self.most > 0.0 { (self.lower(candidate, place, alpha) / self.most).min(1.0) } else { 1.0 }
    }

    fn scored(&self, candidate: &Candidate, place: usize, level: f64) -> Scored {
        Scored {
            name: candidate.name.clone(),
            seeds: candidate.seeds.clone(),
            mean: self.mean(candidate, place),
            low: self.lower(candidate, place, level),
            high: certificate::upper(&self.roots, &candidate.seeds, self.hits[place], self.sets, level),
            behind: None,
        }
    }
}
