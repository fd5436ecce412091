//! Shortest paths from or to many people: what `closeness` and `betweenness` are counted from.

use super::COUNT;
use crate::catalog::{Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Purpose;

/// The key of a number of people from whom paths are looked at.
pub(super) const SAMPLES: Key = Key::with_default(
    "samples",
    COUNT,
    "256",
    "from how many random people paths are counted; all, where there are no more",
)
.unit("people")
.larger("ranks more truly, and takes longer; as many as there are people is exact")
.source("assumed");

/// The kind of a strategy with a count and a number of samples.
pub(super) const KIND: Kind = Kind::Either(&[COUNT, Kind::Percent, Kind::Table(&[super::HOW_MANY, SAMPLES])]);

/// The people from whom paths are looked at, in canonical order: everybody, or as many as asked for, drawn once for a network.
pub(super) fn sample(network: &Network, samples: u64) -> Vec<u32> {
    let people = network.graph.people();
    if samples >= u64::from(people) {
        return (0..people).collect();
    }
    let mut order = network.luck.stream(Purpose::PathSample).sequence(0);
    let mut sample = order.distinct(people, samples as u32);
    sample.sort_unstable();
    sample
}

/// Walks from up to 64 people at once, all along ties or all against them: `met` is told of each person met for the first time,
/// after how many steps, and by how many of the walks. (Multi-source search by bits: Then et al., *The more the merrier*, VLDB
/// 2014.)
pub(super) struct Walks {
    seen: Vec<u64>,
    now: Vec<u64>,
    next: Vec<u64>,
}

impl Walks {
    pub(super) fn new(graph: &Graph) -> Walks {
        let empty = || vec![0; graph.people() as usize];
        Walks { seen: empty(), now: empty(), next: empty() }
    }

    /// From each of `starts`, at most 64; `ends` are those one step away from a person.
    pub(super) fn walk<'a>(
        &mut self,
        starts: &[u32],
        ends: impl Fn(u32) -> &'a [u32],
        mut met: impl FnMut(u32, u32, u32),
    ) {
        self.seen.fill(0);
        for (lane, &start) in starts.iter().enumerate() {
            self.now[start as usize] |= 1 << lane;
            self.seen[start as usize] |= 1 << lane;
        }
        let mut front = starts.to_vec();
        let mut steps = 0;
        while !front.is_empty() {
            steps += 1;
            let mut touched = Vec::new();
            for &person in &front {
                let lanes = std::mem::take(&mut self.now[person as usize]);
                for &end in ends(person) {
                    let new = lanes & !self.seen[end as usize];
                    if new != 0 {
                        if self.next[end as usize] == 0 {
                            touched.push(end);
                        }
                        self.next[end as usize] |= new;
                    }
                }
            }
            for &person in &touched {
                let new = std::mem::take(&mut self.next[person as usize]);
                self.seen[person as usize] |= new;
                self.now[person as usize] = new;
                met(person, steps, new.count_ones());
            }
            front = touched;
        }
    }
}
