//! What one revision does. The rules know no model by name.

use super::revision::{Choose, distinct};
use super::state::{ONE, SETTLED, State};
use crate::graph::{PerPerson, PerTie};
use crate::random::Chance;

/// What happens when it is a person's turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// The person asks some of those heard: all agree, and the person takes on what they hold; or not, and the person turns to
    /// the other opinion with a chance.
    Panel {
        /// How many are asked, at least 1.
        size: u32,
        /// Whether the same may be asked twice; if not, who hears fewer than `size` asks nobody.
        repeat: bool,
        /// Chance of turning to the other opinion where the panel does not agree.
        otherwise: Chance,
    },
    /// The person and some of those heard take on what most of them hold; in a tie nobody changes. Who does not hear the
    /// person is counted and does not change.
    Group {
        /// The person and so many less one, or all whom the person hears if they are fewer.
        size: u32,
    },
    /// The person and one of those heard, if they agree, convince everybody who hears either.
    Pair,
    /// The person moves to a weighted mean of those heard and of themselves, and from there back to where they began.
    Average {
        /// Who counts how much.
        weights: Weights,
        /// How much of the mean is taken on, in units of [`ONE`]; the rest is the person's first opinion.
        susceptibility: PerPerson<u64>,
    },
    /// The person and one of those heard move towards each other, if they are not too far apart already.
    Meet {
        /// Most distance at which a person lets the other one move them.
        confidence: PerPerson<u64>,
        /// Share of the distance each moves, in units of [`ONE`], at most a half.
        step: u64,
        /// Who meets whom: everybody alike, or each with a weight by distance.
        bias: Option<Nearness>,
    },
    /// The person moves to the weighted mean of themselves and those heard who are not too far away.
    Within {
        /// Most distance to those who hold less.
        below: PerPerson<u64>,
        /// Most distance to those who hold more.
        above: PerPerson<u64>,
        /// Who counts how much.
        weights: PerTie<u64>,
    },
}

/// Who counts how much in a mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Of each tie heard by, in units of 2^-32.
    pub ties: PerTie<u64>,
    /// The person's own share, in units of [`ONE`]; `None`: they count as one person heard by a tie of weight 1.
    pub own: Option<u64>,
}

/// The weight 1 of a tie.
pub const WEIGHT: u64 = 1 << 32;

/// Two who are no farther apart than this need not meet again: a few people between large groups meet one of their own so
/// seldom that to wait for more would take for ever.
const APART: u64 = ONE >> 10;

/// Weights by which those who think alike meet more often: distance^-bias, by distance in steps of 2^-14.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearness(Vec<f64>);

/// Distances below this count as this in the choice of whom to meet, or people of one mind would meet for ever.
const NEAREST: f64 = 1e-4;
/// Bits of a distance that are left out.
const COARSE: u32 = 52 - 14;

impl Nearness {
    /// Of a bias above 0.
    pub fn new(bias: f64) -> Nearness {
        let distance = |step: u64| (step as f64 + 0.5) * (1u64 << COARSE) as f64 / ONE as f64;
        Nearness((0..=ONE >> COARSE).map(|step| libm::pow(distance(step).max(NEAREST), -bias)).collect())
    }

    fn weight(&self, distance: u64) -> f64 {
        self.0[(distance >> COARSE) as usize]
    }
}

/// sum / total to the nearest whole number.
fn divided(sum: u128, total: u128) -> u64 {
    ((sum + total / 2) / total) as u64
}

/// share a + (1 - share) b to the nearest whole number.
fn mixed(share: u64, a: u64, b: u64) -> u64 {
    divided(u128::from(share) * u128::from(a) + u128::from(ONE - share) * u128::from(b), u128::from(ONE))
}

impl Rule {
    /// The turn of a person.
    pub fn act(&self, state: &mut State, person: u32, choose: &mut impl Choose) {
        match self {
            Rule::Panel { .. } | Rule::Average { .. } | Rule::Within { .. } => {
                let opinion = self.own(state, person, choose);
                state.set(person, opinion);
            }
            Rule::Group { size } => group(*size, state, person, choose),
            Rule::Pair => pair(state, person, choose),
            Rule::Meet { confidence, step, bias } => meet(confidence, *step, bias.as_ref(), state, person, choose),
        }
    }

    /// What a person holds after their turn, where a turn changes nobody else (the panel and the means).
    pub fn own(&self, state: &State, person: u32, choose: &mut impl Choose) -> u64 {
        match self {
            Rule::Panel { size, repeat, otherwise } => panel(*size, *repeat, *otherwise, state, person, choose),
            Rule::Average { weights, susceptibility } => {
                let mean = average(weights, state, person);
                mixed(susceptibility.of(person), mean, state.first(person))
            }
            Rule::Within { below, above, weights } => {
                let own = state.of(person);
                let (low, high) = (own.saturating_sub(below.of(person)), own + above.of(person));
                mean(state, person, weights, WEIGHT, |opinion| (low..=high).contains(&opinion)).unwrap_or(own)
            }
            Rule::Group { .. } | Rule::Pair | Rule::Meet { .. } => {
                unreachable!("a turn that changes several people is taken one by one")
            }
        }
    }

    /// Whether the turn of a person might change anybody by more than [`SETTLED`] (of two who meet: by more than 2^-11); never
    /// false where it might.
    pub fn may_move(&self, state: &State, person: u32) -> bool {
        let (own, heard) = (state.of(person), state.heard(person));
        let differing = || heard.iter().filter(|&&other| state.of(other) != own);
        match self {
            // A panel that is split may turn the person; one that is not must differ from them.
            Rule::Panel { size, repeat, otherwise } => {
                let asked = if *repeat || *otherwise != Chance::NEVER { 1 } else { *size as usize };
                let enough = *repeat || heard.len() >= *size as usize;
                enough && !state.is_stubborn(person) && differing().take(asked).count() == asked
            }
            Rule::Group { size } => {
                let group = (*size as usize).min(heard.len() + 1);
                let different = differing().count();
                let alike = heard.len() + 1 - different;
                (1..group).any(|d| d <= different && group - d <= alike && 2 * d != group)
            }
            Rule::Pair => {
                let differs = |&hearer: &u32| state.of(hearer) != own && !state.is_stubborn(hearer);
                heard.iter().filter(|&&other| state.of(other) == own).any(|&other| {
                    state.graph.hearers(person).iter().any(differs) || state.graph.hearers(other).iter().any(differs)
                })
            }
            Rule::Meet { confidence, .. } => heard.iter().any(|&other| {
                let distance = own.abs_diff(state.of(other));
                let moves = |who: u32| distance <= confidence.of(who) && !state.is_stubborn(who);
                distance > APART && (moves(person) || moves(other) && state.hears(other, person))
            }),
            Rule::Average { .. } | Rule::Within { .. } => {
                !state.is_stubborn(person) && self.own(state, person, &mut Unasked).abs_diff(own) > SETTLED
            }
        }
    }
}

/// Means leave nothing to chance.
struct Unasked;

impl Choose for Unasked {
    fn below(&mut self, _: u32) -> u32 {
        unreachable!("a mean leaves nothing to chance")
    }
    fn met(&mut self, _: Chance) -> bool {
        unreachable!("a mean leaves nothing to chance")
    }
    fn by_weight(&mut self, _: &[f64]) -> usize {
        unreachable!("a mean leaves nothing to chance")
    }
}

fn panel(size: u32, repeat: bool, otherwise: Chance, state: &State, person: u32, choose: &mut impl Choose) -> u64 {
    let (own, heard) = (state.of(person), state.heard(person));
    let people = heard.len() as u32;
    if people == 0 || (!repeat && people < size) {
        return own;
    }
    let mut agreed = None;
    let mut split = false;
    let mut hear = |place: u32| {
        let opinion = state.of(heard[place as usize]);
        split |= agreed.is_some_and(|agreed| agreed != opinion);
        agreed = Some(opinion);
    };
    if repeat || size == 1 {
        (0..size).for_each(|_| hear(choose.below(people)));
    } else {
        let mut picked = Vec::new();
        distinct(choose, people, size, &mut picked);
        picked.into_iter().for_each(&mut hear);
    }
    match agreed {
        Some(opinion) if !split => opinion,
        _ if choose.met(otherwise) => ONE - own,
        _ => own,
    }
}

fn group(size: u32, state: &mut State, person: u32, choose: &mut impl Choose) {
    let heard = state.heard(person);
    let mut picked = Vec::new();
    distinct(choose, heard.len() as u32, size - 1, &mut picked);
    let members = || picked.iter().map(|&place| heard[place as usize]);
    let ones = members().chain([person]).filter(|&member| state.of(member) == ONE).count();
    let most = match (2 * ones).cmp(&(picked.len() + 1)) {
        std::cmp::Ordering::Greater => ONE,
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => return,
    };
    for member in members().filter(|&member| state.graph.is_mutual() || state.hears(member, person)).collect::<Vec<_>>()
    {
        state.set(member, most);
    }
    state.set(person, most);
}

fn pair(state: &mut State, person: u32, choose: &mut impl Choose) {
    let heard = state.heard(person);
    if heard.is_empty() {
        return;
    }
    let other = heard[choose.below(heard.len() as u32) as usize];
    let opinion = state.of(person);
    if opinion == state.of(other) {
        let graph = state.graph;
        for &hearer in graph.hearers(person).iter().chain(graph.hearers(other)) {
            state.set(hearer, opinion);
        }
    }
}

fn meet(
    confidence: &PerPerson<u64>,
    step: u64,
    bias: Option<&Nearness>,
    state: &mut State,
    person: u32,
    choose: &mut impl Choose,
) {
    let heard = state.heard(person);
    if heard.is_empty() {
        return;
    }
    let own = state.of(person);
    let place = match bias {
        Some(nearness) => {
            let weight = |&other: &u32| nearness.weight(own.abs_diff(state.of(other)));
            choose.by_weight(&heard.iter().map(weight).collect::<Vec<f64>>())
        }
        None => choose.below(heard.len() as u32) as usize,
    };
    let other = heard[place];
    let theirs = state.of(other);
    let distance = own.abs_diff(theirs);
    // Rounded down, so that nobody passes the other one.
    let way = (u128::from(distance) * u128::from(step) / u128::from(ONE)) as u64;
    let towards = |from: u64, to: u64| if from < to { from + way } else { from - way };
    if distance <= confidence.of(person) {
        state.set(person, towards(own, theirs));
    }
    if distance <= confidence.of(other) && (state.graph.is_mutual() || state.hears(other, person)) {
        state.set(other, towards(theirs, own));
    }
}

/// The weighted mean of what is held by the person (with weight `own`) and those heard who are let in; `None` where nobody
/// counts.
fn mean(state: &State, person: u32, weights: &PerTie<u64>, own: u64, counts: impl Fn(u64) -> bool) -> Option<u64> {
    let mut sum = u128::from(own) * u128::from(state.of(person));
    let mut total = u128::from(own);
    for (&other, &tie) in state.heard(person).iter().zip(state.ties(person)) {
        let opinion = state.of(other);
        if counts(opinion) {
            let weight = u128::from(weights.of(tie as usize, state.graph));
            sum += weight * u128::from(opinion);
            total += weight;
        }
    }
    (total > 0).then(|| divided(sum, total))
}

fn average(weights: &Weights, state: &State, person: u32) -> u64 {
    let own = state.of(person);
    match weights.own {
        None => mean(state, person, &weights.ties, WEIGHT, |_| true).unwrap_or(own),
        Some(share) => {
            let others = mean(state, person, &weights.ties, 0, |_| true).unwrap_or(own);
            mixed(share, own, others)
        }
    }
}
