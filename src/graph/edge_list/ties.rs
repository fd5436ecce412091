//! Ties in memory as they were read, and the network they make.

use super::problem::Problem;
use super::repeats::{Fold, Repeats, Told};
use super::sink::{Sink, Tie};
use super::words::{Direction, Options};
use crate::graph::{Graph, Names, builder};
use crate::text::grouped;
use std::io::{self, ErrorKind};

/// Ties in the order of their lines.
#[derive(Default)]
pub(in crate::graph) struct Ties {
    from: Vec<u32>,
    to: Vec<u32>,
    /// None at all, or one for each tie: not a number where it was not given.
    strengths: Vec<f64>,
    /// Where the line numbers of consecutive ties stop being consecutive: number of the tie, its line.
    lines: Vec<(u32, u64)>,
    /// Where ties that stand for both directions begin, and end: number of the tie, whether from there on they do.
    kinds: Vec<(u32, bool)>,
}

impl Sink for Ties {
    type Network = Graph;

    fn len(&self) -> u64 {
        self.from.len() as u64
    }

    #[inline]
    fn push(&mut self, Tie { from, to, strength, undirected, line }: Tie) -> io::Result<()> {
        if self.from.len() == self.from.capacity() {
            self.grow(strength.is_some())?;
        }
        let tie = self.from.len() as u32;
        if self.lines.last().is_none_or(|&(first, start)| start + u64::from(tie - first) != line) {
            self.lines.push((tie, line));
        }
        if self.kinds.last().map_or(undirected, |last| last.1 != undirected) {
            self.kinds.push((tie, undirected));
        }
        match strength {
            Some(strength) => {
                if self.strengths.len() < self.from.len() {
                    self.strengths.resize(self.from.len(), f64::NAN);
                }
                self.strengths.push(strength);
            }
            None if self.strengths.is_empty() => {}
            None => self.strengths.push(f64::NAN),
        }
        self.from.push(from);
        self.to.push(to);
        Ok(())
    }

    fn network(
        mut self,
        file: &str,
        names: Names,
        ranks: &[u32],
        direction: Direction,
        options: &Options,
    ) -> Result<(Graph, u64), Vec<Problem>> {
        if direction != Direction::Mutual && !self.kinds.is_empty() {
            self = self.both_ways(file)?;
        }
        self.from.iter_mut().chain(&mut self.to).for_each(|person| *person = ranks[*person as usize]);
        self.strengths.iter_mut().filter(|strength| strength.is_nan()).for_each(|strength| *strength = 1.0);
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
        let mut repeats = Repeats::new(options);
        let strength = |tie: u32| if weighted { self.strengths[tie as usize] } else { 1.0 };
        let mut sorted = Vec::new();
        for same in order.chunk_by(|&a, &b| ends(a) == ends(b)) {
            let (u, v) = ends(same[0]);
            from.push(u);
            to.push(v);
            if let ([tie], true) = (same, weighted) {
                strengths.push(strength(*tie));
            } else if same.len() > 1 {
                sorted.clear();
                sorted.extend(same.iter().map(|&tie| (tie, strength(tie))));
                if Fold::by_strength(options.duplicates) {
                    sorted.sort_unstable_by(|a, b| a.1.total_cmp(&b.1));
                }
                let mut fold = Fold::of(options.duplicates, sorted[0].0, sorted[0].1);
                sorted[1..].iter().for_each(|&(tie, strength)| fold.take(tie, strength));
                repeats.close(&fold, weighted);
                strengths.extend(weighted.then_some(repeats.strength(&fold)));
            }
        }
        // As the lines have it: for "follows" the two ends were exchanged.
        let told = |tie: u32| {
            let (u, v) = (self.from[tie as usize], self.to[tie as usize]);
            let (from, to) = if direction == Direction::Follows { (v, u) } else { (u, v) };
            (tie, Told { from, to, strength: weighted.then(|| strength(tie)), line: self.line(tie) })
        };
        let told = repeats.told().into_iter().map(told).collect();
        if let Some(refusal) = repeats.refusal(file, &names, direction, &told) {
            return Err(refusal);
        }
        let mutual = direction == Direction::Mutual;
        if from.len() as u64 * (1 + u64::from(mutual)) > Graph::MOST_TIES {
            return Err(vec![too_many(file)]);
        }
        let count = repeats.count;
        drop((order, self));
        Ok((builder::from_sorted(names, from, to, weighted.then_some(strengths), mutual), count))
    }
}

impl Ties {
    #[cold]
    fn grow(&mut self, with_strengths: bool) -> io::Result<()> {
        let more = self.from.len().max(1024);
        let enough = self.from.try_reserve(more).is_ok()
            && self.to.try_reserve(more).is_ok()
            && (!with_strengths || self.strengths.try_reserve(more).is_ok());
        if enough { Ok(()) } else { Err(ErrorKind::OutOfMemory.into()) }
    }

    /// The line of a tie.
    fn line(&self, tie: u32) -> u64 {
        let (first, start) = self.lines[self.lines.partition_point(|&(first, _)| first <= tie) - 1];
        start + u64::from(tie - first)
    }

    /// Whether a tie stands for both directions.
    fn is_undirected(&self, tie: u32) -> bool {
        let after = self.kinds.partition_point(|&(first, _)| first <= tie);
        after > 0 && self.kinds[after - 1].1
    }

    /// The same ties, those that stand for both directions followed by their reverse.
    fn both_ways(self, file: &str) -> Result<Ties, Vec<Problem>> {
        let mut all = Ties::default();
        for i in 0..self.from.len() {
            let (from, to, strength) = (self.from[i], self.to[i], self.strengths.get(i).copied());
            let tie = Tie { from, to, strength, undirected: false, line: self.line(i as u32) };
            let reverse = self.is_undirected(i as u32).then_some(Tie { from: to, to: from, ..tie });
            for tie in [Some(tie), reverse].into_iter().flatten() {
                if all.len() >= Graph::MOST_TIES {
                    return Err(vec![too_many(file)]);
                }
                all.push(tie).map_err(|_| vec![no_memory(file)])?;
            }
        }
        Ok(all)
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

/// The refusal of ties that memory does not suffice for.
fn no_memory(file: &str) -> Problem {
    Problem::of(file, "memory does not suffice for its ties", "take a part of it")
}

/// Why a tie was not taken in; `ties` have been.
pub(in crate::graph) fn not_taken(file: &str, ties: u64, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::OutOfMemory => {
            let message = format!("memory does not suffice for more than {} ties", grouped(ties));
            Problem::of(file, message, "use a machine with more memory, or a part of the network")
        }
        _ => unkept(file, error),
    }
}

/// The refusal of ties that cannot be put aside.
pub(in crate::graph) fn unkept(file: &str, error: &io::Error) -> Problem {
    let message = format!("its ties cannot be put aside: {}", crate::text::escaped(&error.to_string()));
    Problem::of(file, message, "make space beside the file that is to be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_lines(lines: &[(u64, bool)]) -> Ties {
        let mut ties = Ties::default();
        for &(line, undirected) in lines {
            ties.push(Tie { from: 0, to: 1, strength: None, undirected, line }).unwrap();
        }
        ties
    }

    #[test]
    fn the_line_of_a_tie_is_kept() {
        let ties = of_lines(&[3, 4, 7, 8, 9, 20].map(|line| (line, false)));
        assert_eq!((0..6).map(|tie| ties.line(tie)).collect::<Vec<u64>>(), [3, 4, 7, 8, 9, 20]);
        assert_eq!((ties.lines.len(), ties.kinds.len()), (3, 0));
    }

    #[test]
    fn undirected_ties_are_followed_by_their_reverse() {
        let ties = of_lines(&[(1, false), (2, true), (3, true), (4, false)]).both_ways("f").unwrap();
        assert_eq!(ties.from, [0, 0, 1, 0, 1, 0]);
        assert_eq!((0..6).map(|tie| ties.line(tie)).collect::<Vec<u64>>(), [1, 2, 2, 3, 3, 4]);
    }
}
