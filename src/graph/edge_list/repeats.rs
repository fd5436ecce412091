//! What becomes of ties that are given more than once: one strength, or a refusal that names the lines.

use super::problem::{MOST_PROBLEMS, Problem};
use super::words::{Direction, Duplicates, Options, StrengthRange};
use crate::graph::Names;
use crate::text::{count, grouped, shown};
use std::collections::BTreeMap;

/// Sums above the legal range by no more than this are rounding.
const ROUNDING: f64 = 1e-9;

/// Equal ties on their way to being one; they are numbered in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::graph) struct Fold {
    duplicates: Duplicates,
    /// The first two of them.
    first: u32,
    second: u32,
    count: u64,
    strength: f64,
    /// The chance that none of them acts.
    rest: f64,
}

impl Fold {
    /// Whether equal ties must come in the order of their strengths, so that the order of lines cannot matter; else they come
    /// in the order of lines.
    pub fn by_strength(duplicates: Duplicates) -> bool {
        !matches!(duplicates, Duplicates::First | Duplicates::Refuse)
    }

    /// Of one tie.
    pub fn of(duplicates: Duplicates, tie: u32, strength: f64) -> Fold {
        Fold { duplicates, first: tie, second: u32::MAX, count: 1, strength, rest: 1.0 - strength }
    }

    /// Takes in the next one.
    pub fn take(&mut self, tie: u32, strength: f64) {
        self.count += 1;
        (self.first, self.second) = match tie < self.first {
            true => (tie, self.first),
            false => (self.first, self.second.min(tie)),
        };
        self.rest *= 1.0 - strength;
        match self.duplicates {
            Duplicates::First | Duplicates::Refuse => {}
            Duplicates::Max => self.strength = strength,
            Duplicates::Sum => self.strength += strength,
            Duplicates::Combine => self.strength = 1.0 - self.rest,
        }
    }
}

/// A tie as a refusal tells it: its ends in canonical order of people, as the file has them.
#[derive(Clone, Copy, Debug)]
pub(in crate::graph) struct Told {
    pub from: u32,
    pub to: u32,
    pub strength: Option<f64>,
    pub line: u64,
}

/// What is found of repeated ties.
pub(in crate::graph) struct Repeats<'a> {
    options: &'a Options,
    /// How many were folded into others.
    pub count: u64,
    /// The first that repeats one, with that one.
    first: Option<(u32, u32)>,
    /// Those whose strengths are not legal together.
    sums: Vec<Fold>,
}

impl<'a> Repeats<'a> {
    pub fn new(options: &'a Options) -> Self {
        Repeats { options, count: 0, first: None, sums: Vec::new() }
    }

    /// The strength of ties that are one from now on.
    pub fn strength(&self, fold: &Fold) -> f64 {
        match self.options.range {
            StrengthRange::Unit if fold.count > 1 => fold.strength.min(1.0),
            _ => fold.strength,
        }
    }

    /// Notes what is to be told of ties that are one from now on.
    pub fn close(&mut self, fold: &Fold, weighted: bool) {
        if fold.count == 1 {
            return;
        }
        self.count += fold.count - 1;
        if self.first.is_none_or(|(_, again)| fold.second < again) {
            self.first = Some((fold.first, fold.second));
        }
        let high = self.options.range == StrengthRange::Unit && fold.strength > 1.0 + ROUNDING;
        if weighted && (high || !fold.strength.is_finite()) && self.sums.len() < MOST_PROBLEMS {
            self.sums.push(*fold);
        }
    }

    /// The repeat that is refused, where repeats are: that tie, and the one it repeats.
    fn refused(&self) -> Option<(u32, u32)> {
        self.first.filter(|_| self.options.duplicates == Duplicates::Refuse)
    }

    /// The ties that a refusal tells of, ascending; none where there is none.
    pub fn told(&self) -> Vec<u32> {
        let mut ties: Vec<u32> = match self.refused() {
            Some((first, again)) => vec![first, again],
            None => self.sums.iter().flat_map(|fold| [fold.first, fold.second]).collect(),
        };
        ties.sort_unstable();
        ties.dedup();
        ties
    }

    /// What is refused, if anything is; `ties` has those that are [`Repeats::told`].
    pub fn refusal(
        &self,
        file: &str,
        names: &Names,
        direction: Direction,
        ties: &BTreeMap<u32, Told>,
    ) -> Option<Vec<Problem>> {
        if let Some((first, again)) = self.refused() {
            return Some(vec![self.repeated(file, names, ties[&first], ties[&again])]);
        }
        let sum = |fold: &Fold| self.sum(file, names, direction, fold, [ties[&fold.first], ties[&fold.second]]);
        (!self.sums.is_empty()).then(|| self.sums.iter().map(sum).collect())
    }

    fn sum(&self, file: &str, names: &Names, direction: Direction, fold: &Fold, [first, second]: [Told; 2]) -> Problem {
        let (u, v) = match direction {
            Direction::Follows => (second.to, second.from),
            _ => (second.from, second.to),
        };
        let message = format!(
            "the strengths of the tie {} {} add up to {} ({}, the first on line {})",
            shown(&names.get(u)),
            shown(&names.get(v)),
            fold.strength,
            count(fold.count, "line", "lines"),
            first.line
        );
        let help = match self.options.range {
            StrengthRange::Unit => "a strength is at most 1; `duplicates = \"combine\"` stays below it",
            StrengthRange::Rate => "a rate is a number that can be written; use a larger unit of time",
        };
        Problem::of(file, message, help).line(second.line)
    }

    fn repeated(&self, file: &str, names: &Names, first: Told, again: Told) -> Problem {
        let tie = format!("{} {}", shown(&names.get(again.from)), shown(&names.get(again.to)));
        let before = first.line;
        let turned = (first.from, first.to) != (again.from, again.to);
        let message = if turned {
            format!("the mutual tie {tie} was given before, the other way round, on line {before}")
        } else {
            let other = if first.strength == again.strength { "" } else { " with another strength" };
            format!("the tie {tie} was given before{other}, on line {before}")
        };
        let delete = match self.count {
            1 => "delete the line".to_owned(),
            n => format!("delete the {} lines that repeat a tie", grouped(n)),
        };
        let help = if turned {
            format!(
                "if each line is one way only, the file is directed; else {delete}, or set `duplicates`, for example to \
                 \"first\""
            )
        } else {
            format!("{delete}, or set `duplicates` to \"first\", \"max\", \"sum\" or \"combine\"")
        };
        Problem::of(file, message, help).line(again.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ties_are_folded() {
        let fold = |duplicates| {
            let mut ties = [(7u32, 0.5f64), (3, 0.25), (9, 0.5)];
            ties.sort_by(|a, b| if Fold::by_strength(duplicates) { a.1.total_cmp(&b.1) } else { a.0.cmp(&b.0) });
            let mut fold = Fold::of(duplicates, ties[0].0, ties[0].1);
            ties[1..].iter().for_each(|&(tie, strength)| fold.take(tie, strength));
            assert_eq!((fold.first, fold.second, fold.count), (3, 7, 3));
            fold.strength
        };
        assert_eq!(fold(Duplicates::First), 0.25);
        assert_eq!(fold(Duplicates::Max), 0.5);
        assert_eq!(fold(Duplicates::Sum), 1.25);
        assert_eq!(fold(Duplicates::Combine), 0.8125);
    }
}
