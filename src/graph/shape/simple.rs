//! The undirected simple graph of a network: two people are neighbours if either hears the other.

use crate::graph::Graph;
use std::borrow::Cow;

/// Neighbours in rows, ascending; those of a mutual network are its own rows.
pub(super) struct Simple<'a> {
    /// n + 1 places. There can be twice as many ends as a network has ties.
    offsets: Vec<usize>,
    neighbours: Cow<'a, [u32]>,
}

impl<'a> Simple<'a> {
    pub(super) fn of(graph: &'a Graph) -> Simple<'a> {
        let n = graph.people();
        let mut offsets = Vec::with_capacity(n as usize + 1);
        offsets.push(0);
        if graph.is_mutual() {
            offsets.extend((0..n).map(|person| graph.row(person).end));
            return Simple { offsets, neighbours: Cow::Borrowed(graph.targets()) };
        }
        let heard = graph.heard();
        let mut neighbours = Vec::with_capacity(2 * graph.ties());
        for person in 0..n {
            union(graph.hearers(person), &heard.sources[heard.row(person)], &mut neighbours);
            offsets.push(neighbours.len());
        }
        Simple { offsets, neighbours: Cow::Owned(neighbours) }
    }

    pub(super) fn people(&self) -> u32 {
        (self.offsets.len() - 1) as u32
    }

    /// Twice the number of pairs.
    pub(super) fn ends(&self) -> u64 {
        self.neighbours.len() as u64
    }

    /// Where a person's row begins.
    pub(super) fn start(&self, person: u32) -> usize {
        self.offsets[person as usize]
    }

    #[inline]
    pub(super) fn neighbours(&self, person: u32) -> &[u32] {
        &self.neighbours[self.offsets[person as usize]..self.offsets[person as usize + 1]]
    }

    #[inline]
    pub(super) fn degree(&self, person: u32) -> u64 {
        (self.offsets[person as usize + 1] - self.offsets[person as usize]) as u64
    }
}

/// Two ascending rows as one, what stands in both once.
fn union(mut a: &[u32], mut b: &[u32], out: &mut Vec<u32>) {
    while let (Some(&x), Some(&y)) = (a.first(), b.first()) {
        out.push(x.min(y));
        a = &a[usize::from(x <= y)..];
        b = &b[usize::from(y <= x)..];
    }
    out.extend_from_slice(a);
    out.extend_from_slice(b);
}
