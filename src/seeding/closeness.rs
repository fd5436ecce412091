//! **Closeness**: the people from whom everybody is few ties away.
//!
//! A person's score is the sum over all others of 1 / d, d the number of ties on the shortest way along which they hear of the
//! person; who never does counts 0. This is harmonic closeness, which unlike one over the sum of distances makes sense on
//! networks in parts. Equals stand in canonical order.
//!
//! # Parameters
//! `count`; `samples` (256 by default): distances are taken to so many random people, the same for every campaign; to all where
//! there are no more. A plain number is the count.
//!
//! # Cost
//! Time samples (n + m) / 64 at best, samples (n + m) where ways are long, once a network. Sums are whole numbers, in units of
//! 1 / 232,792,560 (a multiple of all numbers to 20), so they are exact but for distances above 20. With samples s of n the
//! error of a score is n / sqrt(s) at most, in standard deviations n / (2 sqrt(s)). Exact: equal to networkx'
//! `harmonic_centrality` of the reversed network.
//!
//! # Randomness
//! PathSample, of the network, read in sequence.
//!
//! # Reference
//! Marchiori and Latora, *Harmony in the small-world*, Physica A 285 (2000), doi:10.1016/S0378-4371(00)00311-3; why harmonic: Boldi
//! and Vigna, *Axioms for centrality*, Internet Mathematics 10 (2014); samples: Eppstein and Wang, *Fast approximation of
//! centrality*, Journal of Graph Algorithms and Applications 8 (2004).

use super::paths::{self, Walks};
use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::model::Network;
use crate::parallel;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "closeness",
    title: "the people from whom everybody is few ties away",
    kind: paths::KIND,
    reference: "Marchiori and Latora, Harmony in the small-world, 2000; Boldi and Vigna, Axioms for centrality, 2014",
    check: "on a path, the middle first",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        Ok(Box::new(Closeness { count, samples: value.whole("samples") }))
    },
};

struct Closeness {
    count: Count,
    samples: u64,
}

/// What a person one tie away counts: the least common multiple of 1 to 20.
pub const UNIT: u64 = 232_792_560;

/// The sum of [`UNIT`] / distance over some people, of everybody.
pub fn scores(network: &Network, samples: u64) -> Vec<u64> {
    let graph = network.graph;
    let heard = graph.heard();
    let sample = paths::sample(network, samples);
    // Few enough pieces that their sums do not fill the memory.
    let lots = sample.chunks(sample.len().div_ceil(16).next_multiple_of(64).max(64)).collect::<Vec<_>>();
    let sums = parallel::map(
        lots.len() as u64,
        || Walks::new(graph),
        |walks, lot| {
            let mut sum = vec![0u64; graph.people() as usize];
            for starts in lots[lot as usize].chunks(64) {
                let speakers = |person| &heard.sources[heard.row(person)];
                walks.walk(starts, speakers, |person, steps, many| {
                    sum[person as usize] += u64::from(many) * (UNIT / u64::from(steps));
                });
            }
            sum
        },
    );
    let mut scores = vec![0u64; graph.people() as usize];
    for sum in sums {
        scores.iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
    }
    scores
}

impl Strategy for Closeness {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let scores = scores(network, self.samples);
        ranking::most(group, count, |person| scores[person as usize])
    }
}
