//! The ties as they were read, and what becomes of those given more than once.

use super::problem::{MOST_PROBLEMS, Problem};
use super::words::{Direction, Duplicates, Options, StrengthRange};
use crate::graph::{Graph, Names, builder};
use crate::text::{count, grouped, shown};

/// Sums above the legal range by no more than this are rounding.
const ROUNDING: f64 = 1e-9;

/// Ties in the order of their lines.
#[derive(Default)]
pub(in crate::graph) struct Ties {
    pub from: Vec<u32>,
    pub to: Vec<u32>,
    /// One for each tie, or none at all.
    pub strengths: Vec<f64>,
    /// Where the line numbers of consecutive ties stop being consecutive: number of the tie, its line.
    lines: Vec<(u32, u64)>,
}

impl Ties {
    /// Adds a tie; `false` if memory does not suffice.
    #[inline]
    #[must_use]
    pub fn push(&mut self, from: u32, to: u32, strength: Option<f64>, line: u64) -> bool {
        if self.from.len() == self.from.capacity() && !self.grow(strength.is_some()) {
            return false;
        }
        let tie = self.from.len() as u32;
        if self.lines.last().is_none_or(|&(first, start)| start + u64::from(tie - first) != line) {
            self.lines.push((tie, line));
        }
        self.from.push(from);
        self.to.push(to);
        if let Some(strength) = strength {
            self.strengths.push(strength);
        }
        true
    }

    #[cold]
    fn grow(&mut self, with_strengths: bool) -> bool {
        let more = self.from.len().max(1024);
        self.from.try_reserve(more).is_ok()
            && self.to.try_reserve(more).is_ok()
            && (!with_strengths || self.strengths.try_reserve(more).is_ok())
    }

    /// The line of a tie.
    fn line(&self, tie: u32) -> u64 {
        let (first, start) = self.lines[self.lines.partition_point(|&(first, _)| first <= tie) - 1];
        start + u64::from(tie - first)
    }

    /// The network, by the ranks of the people in canonical order; with it how many lines were folded into others.
    pub fn into_graph(
        mut self,
        file: &str,
        names: Names,
        ranks: &[u32],
        direction: Direction,
        options: &Options,
    ) -> Result<(Graph, u64), Vec<Problem>> {
        self.from.iter_mut().chain(&mut self.to).for_each(|person| *person = ranks[*person as usize]);
        if direction == Direction::Follows {
            std::mem::swap(&mut self.from, &mut self.to);
        }
        let people = names.len() as u32;
        let order = if direction == Direction::Mutual {
            let pairs = || self.from.iter().zip(&self.to);
            let smaller: Vec<u32> = pairs().map(|(&u, &v)| u.min(v)).collect();
            let larger: Vec<u32> = pairs().map(|(&u, &v)| u.max(v)).collect();
            builder::order(people, &smaller, &larger)
        } else {
            builder::order(people, &self.from, &self.to)
        };
        let ends = |tie: u32| {
            let (u, v) = (self.from[tie as usize], self.to[tie as usize]);
            if direction == Direction::Mutual { (u.min(v), u.max(v)) } else { (u, v) }
        };
        let weighted = !self.strengths.is_empty();
        let (mut from, mut to) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len()));
        let mut strengths = Vec::with_capacity(if weighted { order.len() } else { 0 });
        let mut problems = Vec::new();
        let mut first_repeat: Option<(u32, u32)> = None;
        let mut repeats = 0;
        let mut values = Vec::new();
        for same in order.chunk_by(|&a, &b| ends(a) == ends(b)) {
            let (u, v) = ends(same[0]);
            from.push(u);
            to.push(v);
            if same.len() > 1 {
                repeats += same.len() as u64 - 1;
                if first_repeat.is_none_or(|(_, again)| same[1] < again) {
                    first_repeat = Some((same[0], same[1]));
                }
            }
            if let (true, [tie]) = (weighted, same) {
                strengths.push(self.strengths[*tie as usize]);
            } else if weighted {
                values.clear();
                values.extend(same.iter().map(|&tie| self.strengths[tie as usize]));
                let strength = folded(&mut values, options.duplicates);
                let legal = options.range == StrengthRange::Rate || strength <= 1.0 + ROUNDING;
                if !(legal && strength.is_finite()) && problems.len() < MOST_PROBLEMS {
                    let (a, b) = (self.line(same[0]), self.line(same[1]));
                    let message = format!(
                        "the strengths of the tie {} {} add up to {strength} ({}, the first on line {a})",
                        shown(&names.get(self.from[same[1] as usize])),
                        shown(&names.get(self.to[same[1] as usize])),
                        count(same.len() as u64, "line", "lines"),
                    );
                    let help = match options.range {
                        StrengthRange::Unit => "a strength is at most 1; `duplicates = \"combine\"` stays below it",
                        StrengthRange::Rate => "a rate is a number that can be written; use a larger unit of time",
                    };
                    problems.push(Problem::of(file, message, help).line(b));
                }
                strengths.push(if options.range == StrengthRange::Unit { strength.min(1.0) } else { strength });
            }
        }
        if let (Some((first, again)), Duplicates::Refuse) = (first_repeat, options.duplicates) {
            return Err(vec![self.repeated(file, &names, direction, (first, again), repeats)]);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mutual = direction == Direction::Mutual;
        if from.len() as u64 * (1 + u64::from(mutual)) > Graph::MOST_TIES {
            return Err(vec![too_many(file)]);
        }
        drop((order, self));
        Ok((builder::from_sorted(names, from, to, weighted.then_some(strengths), mutual), repeats))
    }

    fn repeated(&self, file: &str, names: &Names, direction: Direction, pair: (u32, u32), repeats: u64) -> Problem {
        // As the lines have it: for "follows" the two ends were exchanged.
        let written = |tie: u32| {
            let (u, v) = (self.from[tie as usize], self.to[tie as usize]);
            if direction == Direction::Follows { (v, u) } else { (u, v) }
        };
        let (first, again) = pair;
        let (line, before) = (self.line(again), self.line(first));
        let (u, v) = written(again);
        let tie = format!("{} {}", shown(&names.get(u)), shown(&names.get(v)));
        let turned = written(first) != written(again);
        let message = if turned {
            format!("the mutual tie {tie} was given before, the other way round, on line {before}")
        } else {
            let other =
                match self.strengths.is_empty() || self.strengths[first as usize] == self.strengths[again as usize] {
                    true => "",
                    false => " with another strength",
                };
            format!("the tie {tie} was given before{other}, on line {before}")
        };
        let delete = match repeats {
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
        Problem::of(file, message, help).line(line)
    }
}

/// The refusal of more ties than a network can have.
pub(in crate::graph) fn too_many(file: &str) -> Problem {
    let most = grouped(Graph::MOST_TIES);
    Problem::of(
        file,
        format!("holds more than {most} ties, the most a network can have (limit `ties`)"),
        "take a part of it",
    )
}

/// One strength from those of equal ties, given in the order of lines; all but `first` sort them, so that this order
/// cannot matter.
fn folded(values: &mut [f64], duplicates: Duplicates) -> f64 {
    if values.len() == 1 || matches!(duplicates, Duplicates::First | Duplicates::Refuse) {
        return values[0];
    }
    values.sort_unstable_by(f64::total_cmp);
    match duplicates {
        Duplicates::Sum => values.iter().sum(),
        Duplicates::Combine => 1.0 - values.iter().map(|p| 1.0 - p).product::<f64>(),
        _ => values[values.len() - 1],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ties_are_folded() {
        let fold = |duplicates| folded(&mut [0.5, 0.25, 0.5], duplicates);
        assert_eq!(fold(Duplicates::First), 0.5);
        assert_eq!(fold(Duplicates::Max), 0.5);
        assert_eq!(fold(Duplicates::Sum), 1.25);
        assert_eq!(fold(Duplicates::Combine), 0.8125);
    }

    #[test]
    fn the_line_of_a_tie_is_kept() {
        let mut ties = Ties::default();
        for line in [3, 4, 7, 8, 9, 20] {
            assert!(ties.push(0, 1, None, line));
        }
        assert_eq!((0..6).map(|tie| ties.line(tie)).collect::<Vec<u64>>(), [3, 4, 7, 8, 9, 20]);
        assert_eq!(ties.lines.len(), 3);
    }
}
