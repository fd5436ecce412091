//! **Betweenness**: the people on most of the shortest ways between others.
//!
//! A person's score is the sum, over all pairs of others s and t such that t can hear of s, of the share of the shortest ways
//! from s to t along ties that pass the person. Equals stand in canonical order.
//!
//! # Parameters
//! `count`; `samples` (256 by default): ways are followed from so many random people, the same for every campaign; from all where
//! there are no more. A plain number is the count.
//!
//! # Cost
//! Time samples (n + m), memory 32 n numbers, once a network; threads share the samples, and sums are added in a fixed order.
//! Exact: equal to networkx' `betweenness_centrality` (not normalised).
//!
//! # Randomness
//! PathSample, of the network, read in sequence.
//!
//! # Reference
//! Freeman, *A set of measures of centrality based on betweenness*, Sociometry 40 (1977), doi:10.2307/3033543; the algorithm:
//! Brandes, *A faster algorithm for betweenness centrality*, Journal of Mathematical Sociology 25 (2001),
//! doi:10.1080/0022250X.2001.9990249; samples: Brandes and Pich, *Centrality estimation in large networks*, International Journal of
//! Bifurcation and Chaos 17 (2007), doi:10.1142/S0218127407018403.

use super::{Count, Group, Seeding, Strategy, paths, ranking};
use crate::catalog::Entry;
use crate::graph::Graph;
use crate::model::Network;
use crate::parallel;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "betweenness",
    title: "the people on most of the shortest ways between others",
    kind: paths::KIND,
    reference: "Freeman 1977; Brandes, A faster algorithm for betweenness centrality, 2001",
    check: "on a path, the middle first; on a star, the centre lies on all ways",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        Ok(Box::new(Betweenness { count, samples: value.whole("samples") }))
    },
};

struct Betweenness {
    count: Count,
    samples: u64,
}

/// How many sums are made side by side: as many for any number of threads.
const LOTS: usize = 32;

/// The share of shortest ways from some people to all that pass each person.
pub fn scores(network: &Network, samples: u64) -> Vec<f64> {
    let graph = network.graph;
    let sample = paths::sample(network, samples);
    let lots: Vec<&[u32]> = sample.chunks(sample.len().div_ceil(LOTS).max(1)).collect();
    let sums = parallel::map(
        lots.len() as u64,
        || Search::new(graph),
        |search, lot| {
            let mut sum = vec![0.0; graph.people() as usize];
            lots[lot as usize].iter().for_each(|&start| search.add(graph, start, &mut sum));
            sum
        },
    );
    let mut scores = vec![0.0; graph.people() as usize];
    for sum in sums {
        scores.iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
    }
    scores
}

/// What one search needs, kept from one to the next.
struct Search {
    /// Steps from the start; `NEVER` where it was not met.
    steps: Vec<u32>,
    /// How many shortest ways lead there, in units of its round.
    ways: Vec<f64>,
    /// What passes there, by number of ways.
    passes: Vec<f64>,
    /// Who was met, in order, and where each round begins.
    order: Vec<u32>,
    rounds: Vec<usize>,
}

const NEVER: u32 = u32::MAX;
/// Numbers of ways above this are counted in larger units from there on.
const MANY: f64 = 1e150;

impl Search {
    fn new(graph: &Graph) -> Search {
        let n = graph.people() as usize;
        let (steps, ways, passes) = (vec![NEVER; n], vec![0.0; n], vec![0.0; n]);
        Search { steps, ways, passes, order: Vec::new(), rounds: Vec::new() }
    }

    /// Adds the share of ways from `start` that pass each person.
    fn add(&mut self, graph: &Graph, start: u32, sum: &mut [f64]) {
        let Search { steps, ways, passes, order, rounds } = self;
        order.clear();
        rounds.clear();
        order.push(start);
        steps[start as usize] = 0;
        ways[start as usize] = 1.0;
        // By round: one over the unit in which its ways are counted, in that of the round before.
        let mut units = vec![1.0];
        let mut begin = 0;
        while begin < order.len() {
            rounds.push(begin);
            let end = order.len();
            for i in begin..end {
                let person = order[i] as usize;
                for &hearer in graph.hearers(person as u32) {
                    let hearer = hearer as usize;
                    if steps[hearer] == NEVER {
                        steps[hearer] = rounds.len() as u32;
                        order.push(hearer as u32);
                    }
                    if steps[hearer] == rounds.len() as u32 {
                        ways[hearer] += ways[person];
                    }
                }
            }
            let largest = order[end..].iter().map(|&person| ways[person as usize]).fold(0.0, f64::max);
            let unit = if largest > MANY { 1.0 / MANY } else { 1.0 };
            if unit != 1.0 {
                order[end..].iter().for_each(|&person| ways[person as usize] *= unit);
            }
            units.push(unit);
            begin = end;
        }
        for round in (0..rounds.len()).rev() {
            let end = rounds.get(round + 1).copied().unwrap_or(order.len());
            for &person in &order[rounds[round]..end] {
                let later = graph.hearers(person).iter().map(|&hearer| hearer as usize);
                let later = later.filter(|&hearer| steps[hearer] == round as u32 + 1);
                let through: f64 = later.map(|hearer| (1.0 + passes[hearer]) / ways[hearer]).sum();
                passes[person as usize] = ways[person as usize] * units[round + 1] * through;
            }
        }
        for &person in order.iter() {
            let i = person as usize;
            if person != start {
                sum[i] += passes[i];
            }
            (steps[i], ways[i], passes[i]) = (NEVER, 0.0, 0.0);
        }
    }
}

impl Strategy for Betweenness {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        ranking::top(&scores(network, self.samples), group, count)
    }
}
