//! Reverse-reachable sets: who would have reached this person?
//!
//! Throw the luck of one replicate, choose a person at random, the **root**, and walk its live ties backwards: the set of
//! people from whom the root is reached. A seed set reaches the root exactly if it meets that set, so the spread of any
//! seed set is (people) x (chance that it meets a random set). Ties are thrown only where the walk comes by.
//!
//! | law | live ties of a person, seen from the hearer |
//! |---|---|
//! | coins on ties, one round or a fixed life without deadline | each by its own coin: jumps over dead ones (see `rows`) |
//! | one threshold per person, weights of at most 1 in sum | at most one, by its weight (claim 2.6 of Kempe et al.) |
//! | a random life, or delays with a deadline | by delay and by the speaker's life, which all its ties share |
//!
//! The life of a speaker is one number of the set, whichever tie asks for it: on a path of three from its middle, with both
//! rates 1, both ends are reached with probability 1/3 and not 1/4. A deadline is a number of steps (rounds, one for each
//! tie) or a sum of delays. Laws by counts, contacts and outside sources have no such sets.
//!
//! # Cost
//! A number drawn for each member of the set and for each live tie met; with delays for each tie of the members.
//!
//! # Reference
//! Borgs, Brautbar, Chayes and Lucier, *Maximizing social influence in nearly optimal time*, SODA 2014, section 3; Nguyen,
//! Nguyen, Phan and Dinh, *Importance sketching of influence dynamics in billion-scale networks*, ICDM 2017, section IV, for
//! roots that have a live tie.

mod delays;
mod rows;

use super::scratch::Bits;
use crate::graph::{Graph, Heard, PerTie};
use crate::law::{Delay, Law, Life, Rounds, Rule, WHOLE};
use crate::random::{Chance, Draws, below, uniform};
use delays::{Clock, Delays, Queue};
use rows::Rows;

/// A law on a network, ready to be walked backwards.
pub struct Reverse<'a> {
    heard: &'a Heard,
    people: u32,
    /// Most steps of a walk.
    steps: u32,
    ties: Ties<'a>,
}

enum Ties<'a> {
    /// Each tie by its own coin.
    Coins(Rows<'a>),
    /// At most one tie of a hearer, each as likely.
    OneOfAll,
    /// At most one tie of a hearer: by place, the weights up to and with it.
    OneOf(Vec<u64>),
    /// By delays and lives.
    Delays(Delays<'a>),
}

/// The memory of one thread, empty between sets.
#[derive(Default)]
pub struct Walk {
    visited: Bits,
    queue: Queue,
}

impl<'a> Reverse<'a> {
    /// Of a law on a network, to a horizon in rounds or in the law's unit of time (infinity for none); `None` where the law
    /// has no reverse-reachable sets.
    pub fn new(law: &'a Law, graph: &'a Graph, horizon: f64) -> Option<Reverse<'a>> {
        let steps = horizon.min(f64::from(u32::MAX)) as u32;
        let endless = horizon == f64::INFINITY;
        let coins = |chance: &PerTie<Chance>| Ties::Coins(Rows::new(graph, chance));
        let ties = match law {
            // Good words or bad: who is reached is the same.
            Law::Tries { chance, life: Rounds::Fixed(1) } | Law::News { chance, .. } => coins(chance),
            Law::Tries { chance, life: Rounds::Fixed(rounds) } if endless => {
                coins(&chance.map(|chance| within(f64::from(*rounds) * libm::log1p(-chance.probability()))))
            }
            Law::Tries { chance, life } => {
                Ties::Delays(Delays::new(graph, Clock::Rounds { chance, life: *life }, horizon))
            }
            Law::Thresholds(Rule::Independent(chance)) => coins(&chance.map(Chance::of)),
            Law::Thresholds(Rule::Share) => Ties::OneOfAll,
            Law::Thresholds(Rule::Weights(weights)) => Ties::OneOf(ends(graph, |tie| weights.of(tie, graph))?),
            Law::Thresholds(Rule::OneOf(ranges)) => Ties::OneOf(ends(graph, |tie| ranges[tie].1 - ranges[tie].0)?),
            Law::Rates { outside, .. } if *outside > 0.0 => return None,
            Law::Rates { rate, life: Life::Fixed(life), .. } if endless => {
                coins(&rate.map(|rate| if rate > 0.0 { within(-rate * life) } else { Chance::NEVER }))
            }
            Law::Rates { rate, life, .. } => {
                Ties::Delays(Delays::new(graph, Clock::Time { rate, life: *life }, horizon))
            }
            // All that work do so in the end, but posts in a feed sink.
            Law::Delays { chance, delay } if endless && !matches!(delay, Delay::Feed { .. }) => coins(chance),
            Law::Delays { chance, delay } => {
                Ties::Delays(Delays::new(graph, Clock::Once { chance, delay: *delay }, horizon))
            }
            _ => return None,
        };
        Some(Reverse { heard: graph.heard(), people: graph.people(), steps, ties })
    }

    /// How many people there are.
    pub fn people(&self) -> u32 {
        self.people
    }

    /// By person, the chance that at least one of its ties is live, so that the set of this root is more than the root;
    /// `None` where ties have delays.
    pub fn live_chances(&self) -> Option<Vec<f64>> {
        let of = |person: u32| {
            let row = self.heard.row(person);
            match &self.ties {
                _ if self.steps == 0 || row.is_empty() => 0.0,
                Ties::Coins(rows) => rows.any(person, row),
                Ties::OneOfAll => 1.0,
                Ties::OneOf(ends) => (ends[row.end - 1] as f64 / WHOLE as f64).min(1.0),
                Ties::Delays(_) => f64::NAN,
            }
        };
        (!matches!(self.ties, Ties::Delays(_))).then(|| (0..self.people).map(of).collect())
    }

    /// The chance that the mean tie is live, to a billionth, so that equal chances of all ties are theirs; `None` where there is
    /// no tie, or the time that ties take decides.
    pub fn mean_chance(&self) -> Option<f64> {
        let ties = (0..self.people).map(|person| self.heard.row(person).len() as u64).sum::<u64>() as f64;
        let live: f64 = match &self.ties {
            Ties::Coins(rows) => {
                let of = |person: u32| self.heard.row(person).map(|place| rows.chance(person, place)).sum::<f64>();
                (0..self.people).map(of).sum()
            }
            Ties::OneOfAll | Ties::OneOf(_) => self.live_chances()?.iter().sum(),
            Ties::Delays(_) => return None,
        };
        (ties > 0.0).then(|| libm::round(1e9 * live / ties) / 1e9)
    }

    /// Adds the reverse-reachable set of a root to `set`, the root first. With `live` it is drawn among those of the root's
    /// sets in which at least one of its ties is live (there must be one that can be). `found` hears of each member and ends
    /// the walk by saying yes.
    #[inline]
    pub fn set(
        &self,
        root: u32,
        live: bool,
        draws: &mut Draws,
        walk: &mut Walk,
        set: &mut Vec<u32>,
        mut found: impl FnMut(u32) -> bool,
    ) {
        walk.visited.grow(self.people);
        let start = set.len();
        let Walk { visited, queue } = walk;
        match &self.ties {
            Ties::Coins(rows) => self.by_coins(rows, root, live, draws, visited, set, &mut found),
            Ties::OneOfAll => {
                let pick = |person, _, draws: &mut Draws| {
                    let row = self.heard.row(person);
                    (!row.is_empty()).then(|| self.heard.sources[row.start + draws.below(row.len() as u32) as usize])
                };
                self.one_by_one(pick, root, live, draws, visited, set, &mut found);
            }
            Ties::OneOf(ends) => {
                let pick = |person, live: bool, draws: &mut Draws| {
                    let row = self.heard.row(person);
                    let sum = *ends[row.clone()].last()?;
                    let among = if live { sum.min(WHOLE) } else { WHOLE };
                    let x = below(draws.next_bits(), among);
                    let place = ends[row.clone()].partition_point(|&end| end <= x);
                    (place < row.len()).then(|| self.heard.sources[row.start + place])
                };
                self.one_by_one(pick, root, live, draws, visited, set, &mut found);
            }
            Ties::Delays(delays) => delays.set(self.heard, root, draws, visited, queue, set, &mut found),
        }
        for &person in &set[start..] {
            visited.remove(person);
        }
    }

    /// A breadth-first search along coins.
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn by_coins(
        &self,
        rows: &Rows,
        root: u32,
        live: bool,
        draws: &mut Draws,
        visited: &mut Bits,
        set: &mut Vec<u32>,
        found: &mut impl FnMut(u32) -> bool,
    ) {
        let start = set.len();
        set.push(root);
        visited.insert(root);
        if found(root) {
            return;
        }
        let (mut at, mut level, mut steps) = (start, start + 1, self.steps);
        if steps == 0 {
            return;
        }
        let mut stop = false;
        let mut reach = |source: u32, set: &mut Vec<u32>| {
            if visited.insert(source) {
                set.push(source);
                stop = found(source);
            }
            stop
        };
        let row = self.heard.row(root);
        if let Some(first) = live.then(|| rows.first(root, row.clone(), draws)).flatten() {
            if reach(rows.source(first), set) || rows.live(root, row, first + 1, draws, |source| reach(source, set)) {
                return;
            }
            at += 1;
        }
        while at < set.len() {
            if at == level {
                steps -= 1;
                if steps == 0 {
                    return;
                }
                level = set.len();
            }
            let person = set[at];
            let row = self.heard.row(person);
            let first = row.start;
            if rows.live(person, row, first, draws, |source| reach(source, set)) {
                return;
            }
            at += 1;
        }
    }

    /// A walk where each person hears one other at most.
    #[allow(clippy::too_many_arguments)]
    #[inline]
    fn one_by_one(
        &self,
        pick: impl Fn(u32, bool, &mut Draws) -> Option<u32>,
        root: u32,
        live: bool,
        draws: &mut Draws,
        visited: &mut Bits,
        set: &mut Vec<u32>,
        found: &mut impl FnMut(u32) -> bool,
    ) {
        let (mut person, mut live) = (root, live);
        for _ in 0..=self.steps {
            if !visited.insert(person) {
                return;
            }
            set.push(person);
            if found(person) {
                return;
            }
            let Some(next) = pick(person, live, draws) else { return };
            (person, live) = (next, false);
        }
    }
}

/// The chance of a tie that stays dead with this logarithm of a probability.
fn within(ln_dead: f64) -> Chance {
    Chance::of(-libm::expm1(ln_dead))
}

/// By place in the rows of hearers, the weights up to and with each; `None` if those of a person are more than one whole
/// (1e-9 is forgiven for rounding).
fn ends(graph: &Graph, weight: impl Fn(usize) -> u64) -> Option<Vec<u64>> {
    let heard = graph.heard();
    let most = u128::from(WHOLE) + u128::from(WHOLE) / 1_000_000_000;
    let mut ends = vec![0; heard.ties.len()];
    for person in 0..graph.people() {
        let mut sum = 0u128;
        for place in heard.row(person) {
            sum += u128::from(weight(heard.ties[place] as usize));
            ends[place] = sum.min(u128::from(u64::MAX)) as u64;
        }
        if sum > most {
            return None;
        }
    }
    Some(ends)
}

/// A number in (0, 1) from the next bits.
#[inline]
fn next_uniform(draws: &mut Draws) -> f64 {
    uniform(draws.next_bits())
}
