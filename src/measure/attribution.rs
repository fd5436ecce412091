//! Whose reach is it: the credit of each of the seed set.
//!
//! Three rules, none of which is the truth alone. **First touch** gives an adopter to the root of its tree, the one from
//! whom it came over those whose exposure was met last; of several in the same round one is drawn, each equally likely. **Dose** divides an adopter among all who had spoken to it before
//! it acted, by the dose of each, and so on back to the seed set. **Leave-one-out** plays the replicate once more without
//! the one, under the same luck: what is missing then is what that one added. The first two add up to reach; the last does
//! not where seeds cover for each other, and is what a plan should go by.
//!
//! Who acted by no tie (by advertising, say) is nobody's, so that credits may add up to less.
//!
//! # Precision
//!
//! Shares by dose are fractions of a person, added up in units of 2^-60 and told to a billionth of a person, far above what
//! rounding does to them; so halves and thirds that make whole people are whole. Who spoke over certain ties shares an adopter
//! with nobody else but the like: their doses are infinite.

use super::first_roots;
use crate::cascade::{Cascade, NOBODY};
use crate::graph::Graph;
use crate::law::{Law, Life, Rounds, Rule, WHOLE};
use serde::{Deserialize, Serialize};

/// How reach is divided among the seed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credit {
    /// By the root of each tree.
    FirstTouch,
    /// By the doses of all who spoke.
    Dose,
    /// By what is missing without the one.
    LeaveOneOut,
}

impl Credit {
    /// Every rule, as it is written, with its meaning.
    pub const WORDS: &'static [(&'static str, &'static str)] = &[
        (
            "first-touch",
            "an adopter belongs to the seed at the root of its tree; of several in one round to any, by lot",
        ),
        (
            "dose",
            "an adopter is divided among all who spoke to it before it acted, by their doses, back to the seed set",
        ),
        ("leave-one-out", "what is missing without this seed, under the same luck; one more run for each seed"),
    ];

    /// The rule of a word.
    pub fn of(word: &str) -> Option<Credit> {
        let all = [Credit::FirstTouch, Credit::Dose, Credit::LeaveOneOut];
        all.into_iter().find(|rule| rule.word() == word)
    }

    /// The word of a rule.
    pub fn word(self) -> &'static str {
        Credit::WORDS[self as usize].0
    }
}

/// How many belong to the tree of each of a seed set of so many, itself included, in the order of the record; `parents` by
/// place, the lots between several in one round drawn.
pub fn first_touch(parents: &[u32], seeds: usize) -> Vec<f64> {
    let mut credit = vec![0u64; seeds];
    for root in first_roots(parents) {
        if let Some(credit) = credit.get_mut(root as usize) {
            *credit += 1;
        }
    }
    credit.into_iter().map(|people| people as f64).collect()
}

/// How the dose of an exposure is found afterwards: what one who acted at `from` had given to a hearer who acted at `to`.
type Dose<'a> = Box<dyn Fn(usize, f64, f64) -> f64 + 'a>;

/// The doses of a law, by tie and times; `None` where the record of a cascade does not tell who spoke how much, since
/// lives of chance are not in it.
fn doses<'a>(law: &'a Law, graph: &'a Graph) -> Option<Dose<'a>> {
    Some(match law {
        Law::Tries { chance, life: Rounds::Fixed(rounds) } => Box::new(move |tie, from, to| {
            let tries = (to - from).min(f64::from(*rounds));
            tries * of_chance(chance.of(tie, graph).probability())
        }),
        Law::Rates { rate, life: Life::Fixed(life), .. } => {
            Box::new(move |tie, from, to| rate.of(tie, graph) * (to - from).min(*life))
        }
        Law::Thresholds(Rule::Count(_) | Rule::Share) => Box::new(|_, _, _| 1.0),
        Law::Thresholds(Rule::Weights(weights)) => {
            Box::new(move |tie, _, _| weights.of(tie, graph) as f64 / WHOLE as f64)
        }
        Law::Thresholds(Rule::OneOf(intervals)) => {
            Box::new(move |tie, _, _| (intervals[tie].1 - intervals[tie].0) as f64 / WHOLE as f64)
        }
        Law::Thresholds(Rule::Independent(chance)) => Box::new(move |tie, _, _| of_chance(chance.of(tie, graph))),
        _ => return None,
    })
}

/// The dose -ln(1 - p), infinite of a certain tie.
fn of_chance(p: f64) -> f64 {
    if p < 1.0 { -libm::log1p(-p) } else { f64::INFINITY }
}

/// Doses as weights: 1 and 0 where some are infinite, else relative to the least, so that equal ones are exactly 1.
fn weigh(doses: &mut [(usize, f64)]) {
    let above = doses.iter().map(|&(_, dose)| dose).filter(|&dose| dose > 0.0);
    let least = above.clone().fold(f64::INFINITY, f64::min);
    let certain = above.into_iter().any(f64::is_infinite);
    for (_, dose) in doses {
        *dose = match certain {
            true => f64::from(u8::from(dose.is_infinite())),
            false if least.is_finite() => *dose / least,
            false => 0.0,
        };
    }
}

/// A share of a person in units of 2^-60.
fn in_units(share: f64) -> u128 {
    (share * (1u64 << 60) as f64) as u128
}

/// So many units as people, to a billionth.
fn people(units: u128) -> f64 {
    const BILLION: u128 = 1_000_000_000;
    ((units * BILLION + (1 << 59)) >> 60) as f64 / BILLION as f64
}

/// How many belong to each of the seed set, in people to a billionth, adopters divided by dose; `None` where the law's record
/// does not tell.
///
/// Takes time in the ties into those who acted, times the seed set, and as much memory as adopters times the seed set.
pub fn by_dose(cascade: &Cascade, law: &Law, graph: &Graph) -> Option<Vec<f64>> {
    let dose = doses(law, graph)?;
    let heard = graph.heard();
    let seeds = cascade.seeds;
    let mut place_of = vec![NOBODY; graph.people() as usize];
    cascade.people.iter().enumerate().for_each(|(place, &person)| place_of[person as usize] = place as u32);
    // By place, then by seed: the share of the adopter that is the seed's.
    let mut shares = vec![0.0f64; cascade.reach() * seeds];
    (0..seeds).for_each(|seed| shares[seed * seeds + seed] = 1.0);
    let mut spoke: Vec<(usize, f64)> = Vec::new();
    for place in seeds..cascade.reach() {
        let (before, own) = shares.split_at_mut(place * seeds);
        let own = &mut own[..seeds];
        spoke.clear();
        for at in heard.row(cascade.people[place]) {
            let (tie, from) = (heard.ties[at] as usize, place_of[heard.sources[at] as usize]);
            if (from as usize) >= place || cascade.times[from as usize] >= cascade.times[place] {
                continue;
            }
            spoke.push((from as usize, dose(tie, cascade.times[from as usize], cascade.times[place])));
        }
        weigh(&mut spoke);
        let all: f64 = spoke.iter().map(|&(_, weight)| weight).sum();
        for &(from, weight) in &spoke {
            let theirs = &before[from * seeds..][..seeds];
            own.iter_mut().zip(theirs).for_each(|(own, theirs)| *own += weight * theirs);
        }
        if cascade.parents[place] == NOBODY {
            // By itself, whoever spoke too: nobody's.
            own.fill(0.0);
        } else if all > 0.0 {
            own.iter_mut().for_each(|own| *own /= all);
        }
    }
    let mut credit = vec![0u128; seeds];
    for shares in shares.chunks_exact(seeds.max(1)) {
        credit.iter_mut().zip(shares).for_each(|(credit, share)| *credit += in_units(*share));
    }
    Some(credit.into_iter().map(people).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, PerTie, builder};
    use crate::random::Chance;

    /// 0 and 1 are asked; 2 hears both, 3 hears 2 and 1, 4 hears nobody who acts.
    fn example() -> (Graph, Cascade) {
        let mut cascade = Cascade {
            people: vec![0, 1],
            parents: vec![NOBODY; 2],
            times: vec![0.0; 2],
            seeds: 2,
            ..Cascade::default()
        };
        cascade.push(2, 0, 1.0);
        cascade.push(3, 2, 2.0);
        cascade.push(4, NOBODY, 2.0);
        (graph(&[(0, 2), (1, 2), (1, 3), (2, 3)], 5), cascade)
    }

    fn graph(ties: &[(u32, u32)], people: u32) -> Graph {
        let (from, to) = ties.iter().copied().unzip();
        builder::from_ties(Names::Numbered(people), from, to, false)
    }

    #[test]
    fn first_touch_goes_by_trees() {
        let (_, cascade) = example();
        assert_eq!(first_touch(&cascade.parents, 2), [3.0, 1.0]);
        assert_eq!(first_touch(&[], 0), [0.0; 0]);
    }

    /// 2 is half 0's and half 1's. 3 heard 1 (two tries of one round each are one, of life two are two) and 2.
    #[test]
    fn doses_divide_an_adopter_and_go_back_to_the_seed_set() {
        let (graph, cascade) = example();
        let tries = |rounds| Law::Tries { chance: PerTie::Same(Chance::of(0.3)).into(), life: Rounds::Fixed(rounds) };
        assert_eq!(by_dose(&cascade, &tries(1), &graph).unwrap(), [1.75, 2.25]);
        // With two rounds 1 gave 3 two doses and 2 one: 2/3 to 1, 1/3 to 2, who is half and half.
        let two = by_dose(&cascade, &tries(2), &graph).unwrap();
        assert_eq!(two, [1.666_666_667, 2.333_333_333]);
        let rates = Law::Rates { rate: PerTie::Same(0.7).into(), outside: 0.1, life: Life::Fixed(f64::INFINITY) };
        assert_eq!(by_dose(&cascade, &rates, &graph), Some(two));
        let chance =
            Law::Tries { chance: PerTie::Same(Chance::of(0.3)).into(), life: Rounds::Geometric(Chance::of(0.5)) };
        assert_eq!(by_dose(&cascade, &chance, &graph), None, "the record does not tell how long who tried");
    }

    /// Three who hear three seeds are a third of each: one whole person. What a certain tie brings is its speaker's alone.
    #[test]
    fn credits_that_are_whole_are_told_as_whole() {
        let seeds = Cascade {
            people: vec![0, 1, 2],
            parents: vec![NOBODY; 3],
            times: vec![0.0; 3],
            seeds: 3,
            ..Cascade::default()
        };
        let hear = |people: std::ops::Range<u32>| {
            let mut cascade = seeds.clone();
            people.for_each(|person| cascade.push(person, 0, 1.0));
            cascade
        };
        let tries = |chance| Law::Tries { chance, life: Rounds::Fixed(1) };
        let ties: Vec<(u32, u32)> = (0..3).flat_map(|seed| (3..13).map(move |person| (seed, person))).collect();
        let law = tries(PerTie::Same(Chance::of(0.1)).into());
        assert_eq!(by_dose(&hear(3..6), &law, &graph(&ties, 13)).unwrap(), [2.0; 3]);
        assert_eq!(by_dose(&hear(3..13), &law, &graph(&ties, 13)).unwrap(), [4.333_333_333; 3]);
        let graph = graph(&[(0, 3), (1, 3), (2, 3)], 4);
        let chances = [1.0, 0.3, 1.0].map(Chance::of).to_vec();
        let law = tries(PerTie::Each(chances).into());
        assert_eq!(by_dose(&hear(3..4), &law, &graph).unwrap(), [1.5, 1.0, 1.5]);
    }

    #[test]
    fn words_and_rules_agree() {
        for (word, _) in Credit::WORDS {
            assert_eq!(Credit::of(word).map(Credit::word), Some(*word));
        }
    }
}
