//! What theory says of a law on a network, to stand beside what is simulated.
//!
//! Theories know no model by name: they read a [`Law`], the degrees of a network and whom a campaign asks. Each says what it
//! assumes and where it must fail; where none applies, none is told.
//!
//! | theory | of | file |
//! |---|---|---|
//! | percolation on random ties, and below its threshold the branching process | coins and rates by tie | `percolation.rs` |
//! | mean field on random ties, complete mixing, the logistic curve | rates by tie | `mean_field.rs` |
//! | cascades of thresholds on random ties | counts and shares of those heard | `threshold_cascade.rs` |
//! | the Bass curve | rates by hearer, and from outside | `bass_curve.rs` |
//! | the rumour's limit | contacts that end a life | `rumor.rs` |
//! | percolation where people wait first; the level of what comes back | stages of a life | `stages.rs` |

pub mod bass_curve;
pub mod degrees;
pub mod mean_field;
pub mod percolation;
pub mod rumor;
mod stages;
pub mod threshold_cascade;

use crate::graph::{Graph, PerTie};
use crate::law::{Law, Life, Rounds, Rule};
use crate::random::Chance;
use degrees::Degrees;
use percolation::{Percolation, Transmission};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use threshold_cascade::Kind;

/// What one theory says of one campaign.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theory {
    /// Its name, kebab-case.
    pub theory: String,
    /// Its name in words.
    pub title: String,
    /// People brought by one who was brought, while nearly nobody knows: R.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub growth: Option<f64>,
    /// The chance that a cascade dies out while it is small.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dies_out: Option<f64>,
    /// People reached by one that does not, in the end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub size: Option<f64>,
    /// People who have it at the same time while it lasts, where it comes back.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub level: Option<f64>,
    /// Mean reach, people, by the horizon where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mean: Option<f64>,
    /// People who have acted, by the times of the simulated curve; none where the beginning is too much luck.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub curve: Vec<f64>,
    /// What it takes for granted, a sentence without a full stop.
    pub assumes: String,
    /// Where it must fail, a sentence without a full stop.
    pub fails: String,
}

/// A law on a network, with what else theories need to know.
pub struct Situation<'a> {
    /// How it spreads.
    pub law: &'a Law,
    /// On which network.
    pub graph: &'a Graph,
    /// Seed sets of some replicates, at least one.
    pub seeds: &'a [Vec<u32>],
    /// When it stops; infinity: never.
    pub horizon: f64,
    /// The times of the simulated curve.
    pub times: &'a [f64],
}

const RANDOM: &str = "ties are random but for how many each person has, and people are many";
const CLUSTERED: &str =
    "where friends of friends are friends, in groups and in neighbourhoods: ties are wasted there on people who know";
const MIXING: &str = "everybody meets everybody alike, and people are many";
/// A curve is drawn where a cascade dies out with less chance than this: else its beginning is luck.
const MOSTLY: f64 = 0.1;
/// What dies out is at most this part of an outbreak, on average, or the network is too small for the two to be told apart.
const APART: f64 = 0.2;
/// Where everything dies out, it reaches at most this part of all: a branching process knows nobody who has heard it already.
const SMALL: f64 = 0.05;
/// Kinds of people that are told apart at most; a network with more has no theory here.
const MOST_KINDS: usize = 20_000;

/// The theories that apply, the most fitting first.
pub fn of(situation: &Situation) -> Vec<Theory> {
    let Situation { law, graph, .. } = *situation;
    if graph.ties() == 0 {
        return Vec::new();
    }
    match law {
        Law::Tries { chance, life } => by_coins(situation, chance, *life),
        Law::Thresholds(Rule::Independent(chance)) => by_coins(situation, &chance.map(Chance::of), Rounds::Fixed(1)),
        Law::Thresholds(Rule::Count(needed)) => thresholds(situation, |person| needed.of(person)).into_iter().collect(),
        Law::Rates { rate, outside, life } => match (&**rate, *life) {
            (PerTie::Same(rate), life) if *outside == 0.0 => by_rates(situation, *rate, life),
            (PerTie::ByHearer(rates), Life::Fixed(life)) if life.is_infinite() => {
                bass(situation, rates, *outside).into_iter().collect()
            }
            _ => Vec::new(),
        },
        Law::Stages(stages) => stages::of(situation, stages),
        // In rounds many meet at once, and more hear it.
        Law::Contacts(contacts) if contacts.rate.is_some() => {
            let (spread, stifle) = (contacts.spread.probability(), contacts.stifle.probability());
            if spread == 0.0 || situation.horizon.is_finite() {
                return Vec::new();
            }
            let ratio = spread / stifle;
            vec![Theory {
                theory: "rumor-limit".to_owned(),
                title: "the rumour's limit in complete mixing".to_owned(),
                size: Some(rumor::heard(ratio, situation.asked()) * situation.people()),
                assumes: MIXING.to_owned(),
                fails: "on a network, where spreaders meet again those who told them, tire sooner and reach fewer"
                    .to_owned(),
                ..Theory::default()
            }]
        }
        _ => Vec::new(),
    }
}

impl Situation<'_> {
    fn people(&self) -> f64 {
        f64::from(self.graph.people())
    }

    /// The share of people asked first, on average.
    fn asked(&self) -> f64 {
        let asked: usize = self.seeds.iter().map(Vec::len).sum();
        asked as f64 / self.seeds.len().max(1) as f64 / self.people()
    }

    fn degrees(&self) -> Option<Degrees> {
        Degrees::of(self.graph).filter(|degrees| degrees.kinds() <= MOST_KINDS)
    }

    /// Percolation: what dies out, how far the rest gets, the mean of both.
    fn percolation(&self, degrees: &Degrees, transmission: &Transmission) -> Theory {
        let percolation = Percolation::new(degrees, transmission);
        let (mut chance, mut small, mut known) = (0.0, 0.0, BTreeMap::new());
        for seeds in self.seeds {
            let hearers = seeds.iter().map(|&person| self.graph.out_degree(person));
            let (of_set, people) = percolation.dies_out(hearers, &mut known);
            chance += of_set / self.seeds.len() as f64;
            small += people / self.seeds.len() as f64;
        }
        let growth = percolation.growth();
        let above = growth > 1.0;
        let size = percolation.size(self.asked()) * self.people();
        let large = if above { (1.0 - chance) * size } else { 0.0 };
        let ends = self.horizon.is_infinite();
        // What dies out is small beside an outbreak, or beside the network, or nothing can be told apart.
        let apart = if above { small <= APART * chance * size } else { small <= SMALL * self.people() };
        let (theory, title) = match above {
            true => ("percolation", "percolation on random ties"),
            false => ("branching-process", "a branching process on random ties"),
        };
        Theory {
            theory: theory.to_owned(),
            title: title.to_owned(),
            growth: Some(growth),
            dies_out: (above && apart).then_some(chance),
            size: (above && apart && ends).then_some(size),
            mean: Some(large + small).filter(|_| ends && apart),
            assumes: RANDOM.to_owned(),
            fails: CLUSTERED.to_owned(),
            ..Theory::default()
        }
    }

    /// Complete mixing.
    fn mixing(&self) -> Theory {
        Theory {
            theory: "mean-field".to_owned(),
            title: "mean field, complete mixing".to_owned(),
            assumes: MIXING.to_owned(),
            fails: "where some have many more ties than others, or meet the same few again and again".to_owned(),
            ..Theory::default()
        }
    }

    /// Complete mixing with lives that end at a rate: the final size.
    fn final_size(&self, r0: f64) -> Theory {
        let size = mean_field::final_size(r0, self.asked()) * self.people();
        let size = Some(size).filter(|&size| size > 0.0 && self.horizon.is_infinite());
        Theory { growth: Some(r0), size, ..self.mixing() }
    }

    /// Puts a curve of shares into a theory, where luck has little part in the beginning.
    fn with_curve(&self, mut theory: Theory, shares: impl FnOnce() -> Vec<f64>) -> Theory {
        if theory.dies_out.is_none_or(|chance| chance < MOSTLY) && !self.times.is_empty() && self.asked() > 0.0 {
            theory.curve = shares().into_iter().map(|share| share * self.people()).collect();
        }
        theory
    }
}

/// Coins by tie, in rounds.
fn by_coins(situation: &Situation, chance: &PerTie<Chance>, life: Rounds) -> Vec<Theory> {
    // Chances that differ mostly differ by how many ties a person has, and their mean then tells nothing.
    let PerTie::Same(chance) = chance else { return Vec::new() };
    let p = chance.probability();
    let Some(degrees) = situation.degrees() else { return Vec::new() };
    let rounds = situation.times.len();
    let (transmission, passes): (Transmission, Vec<f64>) = match life {
        Rounds::Fixed(d) => {
            let silent = |tries: u32| libm::pow(1.0 - p, f64::from(tries));
            let passes = (0..rounds.min(d as usize)).map(|j| p * silent(j as u32)).collect();
            (Transmission::fixed(if d == u32::MAX && p > 0.0 { 1.0 } else { 1.0 - silent(d) }), passes)
        }
        Rounds::Geometric(end) => {
            let end = end.probability();
            let on = (1.0 - p) * (1.0 - end);
            let passes = (0..rounds).map(|j| p * libm::pow(on, j as f64)).collect();
            (Transmission::geometric(p, end), passes)
        }
    };
    let theory = situation.percolation(&degrees, &transmission);
    // One point a round, unless a very long curve was cut.
    let in_rounds = situation.times.iter().enumerate().all(|(i, &time)| time == i as f64);
    vec![match in_rounds && theory.dies_out.is_some() {
        true => situation
            .with_curve(theory, || mean_field::rounds(&degrees, &passes, situation.asked(), rounds.saturating_sub(1))),
        false => theory,
    }]
}

/// One rate for every tie, in continuous time.
fn by_rates(situation: &Situation, rate: f64, life: Life) -> Vec<Theory> {
    let Some(degrees) = situation.degrees() else { return Vec::new() };
    let asked = situation.asked();
    let (transmission, end) = match life {
        Life::Exponential(end) => (Transmission::exponential(rate, end), Some(end)),
        Life::Fixed(life) if life.is_infinite() => (Transmission::fixed(if rate > 0.0 { 1.0 } else { 0.0 }), Some(0.0)),
        Life::Fixed(life) => (Transmission::fixed(-libm::expm1(-rate * life)), None),
    };
    let mut theory = situation.percolation(&degrees, &transmission);
    let Some(end) = end else { return vec![theory] };
    if theory.dies_out.is_some() {
        theory = situation.with_curve(theory, || {
            let curve = mean_field::random_ties(&degrees, rate, end, asked, situation.times);
            curve.into_iter().map(|(acted, _)| acted).collect()
        });
    }
    let together = rate * degrees.ties();
    let mixing = if end > 0.0 {
        situation.final_size(together / end)
    } else {
        let title = "mean field, complete mixing: the logistic curve".to_owned();
        situation.with_curve(Theory { title, ..situation.mixing() }, || {
            situation.times.iter().map(|&t| mean_field::logistic(asked, together, t)).collect()
        })
    };
    vec![theory, mixing]
}

/// Rates by hearer that are a number q divided among those heard, and one from outside.
fn bass(situation: &Situation, rates: &[f64], outside: f64) -> Option<Theory> {
    let graph = situation.graph;
    let of = |person: u32| {
        (graph.in_degree(person) > 0).then(|| rates[person as usize] * f64::from(graph.in_degree(person)))
    };
    let q = (0..graph.people()).find_map(of)?;
    if (0..graph.people()).filter_map(of).any(|other| (other - q).abs() > 1e-9 * q.abs()) {
        return None;
    }
    let asked = situation.asked();
    let share = |t: f64| bass_curve::adopted(outside, q, asked, t);
    let people = situation.people();
    Some(Theory {
        theory: "bass-curve".to_owned(),
        title: "the Bass curve".to_owned(),
        mean: situation.horizon.is_finite().then(|| share(situation.horizon) * people),
        curve: situation.times.iter().map(|&t| share(t) * people).collect(),
        assumes: "everybody hears everybody, and people are many".to_owned(),
        fails: "on any other network: people hear few, who know each other, and adopt later".to_owned(),
        ..Theory::default()
    })
}

/// Work of one step of thresholds, in terms of sums, at most.
const MOST_TERMS: u64 = 200_000;

/// Counts of those heard.
fn thresholds(situation: &Situation, needed: impl Fn(u32) -> u32) -> Option<Theory> {
    let graph = situation.graph;
    let mut counts: BTreeMap<(u32, u32, u32), u64> = BTreeMap::new();
    for person in 0..graph.people() {
        let heard = graph.in_degree(person);
        let needed = needed(person).min(heard.saturating_add(1));
        *counts.entry((heard, graph.out_degree(person), needed)).or_default() += 1;
    }
    let terms: u64 =
        counts.keys().map(|&(heard, _, needed)| u64::from(needed.min(heard.saturating_sub(needed)) + 1)).sum();
    if counts.len() > MOST_KINDS || terms > MOST_TERMS {
        return None;
    }
    let people = situation.people();
    let kind = |((heard, hear, needed), count): ((u32, u32, u32), u64)| Kind {
        heard,
        hear,
        needed,
        share: count as f64 / people,
    };
    let kinds: Vec<Kind> = counts.into_iter().map(kind).collect();
    let back = degrees::back(graph)?;
    Some(Theory {
        theory: "threshold-cascade".to_owned(),
        title: "a cascade of thresholds on random ties".to_owned(),
        growth: Some(threshold_cascade::growth(&kinds, back)),
        size: Some(threshold_cascade::size(&kinds, back, situation.asked()) * people)
            .filter(|_| situation.horizon.is_infinite()),
        assumes: format!("{RANDOM}; those asked are a share of all, anybody"),
        fails: "where few are asked, so that it is luck whom; and where friends of friends are friends, who lend each other \
                the several voices it takes"
            .to_owned(),
        ..Theory::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::PerPerson;
    use crate::graph::generate::complete::Complete;

    fn situation<'a>(law: &'a Law, graph: &'a Graph, seeds: &'a [Vec<u32>], times: &'a [f64]) -> Vec<Theory> {
        of(&Situation { law, graph, seeds, horizon: f64::INFINITY, times })
    }

    /// Of each law the theory that is meant, on a complete network.
    #[test]
    fn a_law_finds_its_theory() {
        let graph = Complete::new(50).unwrap().network();
        let seeds = [vec![0]];
        let names =
            |law: Law| situation(&law, &graph, &seeds, &[0.0, 1.0]).into_iter().map(|t| t.theory).collect::<Vec<_>>();
        let coins = |p| Law::Tries { chance: PerTie::Same(Chance::of(p)).into(), life: Rounds::Fixed(1) };
        assert_eq!(names(coins(0.1)), ["percolation"]);
        assert_eq!(names(coins(0.01)), ["branching-process"]);
        let rates = |life| Law::Rates { rate: PerTie::Same(0.1).into(), outside: 0.0, life };
        assert_eq!(names(rates(Life::Exponential(1.0))), ["percolation", "mean-field"]);
        let q = |k: f64| PerTie::ByHearer(vec![0.4 / k; 50]);
        let forever = Life::Fixed(f64::INFINITY);
        assert_eq!(names(Law::Rates { rate: q(49.0).into(), outside: 0.01, life: forever }), ["bass-curve"]);
        assert_eq!(names(Law::Thresholds(Rule::Count(PerPerson::Same(2)))), ["threshold-cascade"]);
        assert_eq!(names(Law::Thresholds(Rule::Share)), [""; 0]);
    }

    /// 100 people with thresholds 0 to 99, all of them tied. On random ties q = (1 + 98 q) / 100, so q = 1/2 and 50.5 act:
    /// the sum over thresholds of the chance of at least so many is one more than the mean. (On the real ties all 100 do.)
    #[test]
    fn granovetters_riot_is_a_fixed_point() {
        let graph = Complete::new(100).unwrap().network();
        let size = |second: u32| {
            let mut needed: Vec<u32> = (0..100).collect();
            needed[1] = second;
            let law = Law::Thresholds(Rule::Count(PerPerson::Each(needed)));
            situation(&law, &graph, &[vec![]], &[])[0].size.unwrap()
        };
        assert!((size(1) - 50.5).abs() < 1e-6, "{}", size(1));
        // That two for one stops the riot at one is beyond it: to shares, one person is nothing.
        assert!((size(2) - 50.5).abs() < 1e-6, "{}", size(2));
    }
}
