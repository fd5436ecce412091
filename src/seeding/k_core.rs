//! **K-core**: the people deepest inside the network, in whose crowd everybody is heard by many of the crowd.
//!
//! The k-core is the largest set of people each of whom is heard by at least k others of the set. A person's core number is the
//! largest k whose core holds the person. People stand by core number, most first; equals by how many hear them, then in
//! canonical order. On mutual networks this is the usual core number; on directed ones that of the ties along which people are
//! heard (igraph's `coreness` with mode "out").
//!
//! # Cost
//! Time n log n + m, once a network.
//!
//! # Reference
//! Seidman, *Network structure and minimum degree*, Social Networks 5 (1983), doi:10.1016/0378-8733(83)90028-X; as seeds: Kitsak
//! et al., *Identification of influential spreaders in complex networks*, Nature Physics 6 (2010), doi:10.1038/nphys1746; the
//! algorithm: Batagelj and Zaversnik, *An O(m) algorithm for cores decomposition of networks*, 2003, arXiv:cs/0310049.

use super::{Count, Group, Seeding, Strategy, ranking};
use crate::catalog::Entry;
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "k-core",
    title: "the people deepest inside the network, where everybody is heard by many",
    kind: Count::KIND,
    reference: "Kitsak et al., Identification of influential spreaders in complex networks, 2010",
    check: "a clique of five with a star on it: the clique before the star's centre",
    build: |value| Ok(Box::new(KCore { count: Count::read("", value)? })),
};

struct KCore {
    count: Count,
}

/// The core number of everybody: by Batagelj and Zaversnik, who take the person heard by fewest away, again and again.
pub fn core_numbers(graph: &Graph) -> Vec<u32> {
    let n = graph.people() as usize;
    let mut left: Vec<u32> = (0..n as u32).map(|person| graph.out_degree(person)).collect();
    let most = left.iter().copied().max().unwrap_or(0) as usize;
    // People sorted by how many of those left hear them; where each number begins, and where each person stands.
    let mut begins = vec![0usize; most + 2];
    left.iter().for_each(|&hearers| begins[hearers as usize + 1] += 1);
    for i in 1..begins.len() {
        begins[i] += begins[i - 1];
    }
    let mut next = begins.clone();
    let (mut order, mut stands) = (vec![0u32; n], vec![0usize; n]);
    for (person, &hearers) in left.iter().enumerate() {
        let place = &mut next[hearers as usize];
        (order[*place], stands[person]) = (person as u32, *place);
        *place += 1;
    }
    let heard = graph.heard();
    for i in 0..n {
        let gone = order[i] as usize;
        for &speaker in &heard.sources[heard.row(gone as u32)] {
            let speaker = speaker as usize;
            if left[speaker] > left[gone] {
                // Changes places with the first of its number, and belongs to the number below.
                let first = &mut begins[left[speaker] as usize];
                let other = order[*first] as usize;
                order.swap(stands[speaker], *first);
                (stands[other], stands[speaker]) = (stands[speaker], *first);
                *first += 1;
                left[speaker] -= 1;
            }
        }
    }
    left
}

impl Strategy for KCore {
    fn count(&self) -> (&'static str, Count) {
        ("", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        let cores = core_numbers(network.graph);
        ranking::most(group, count, |person| (cores[person as usize], network.graph.out_degree(person)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, builder};

    /// The slow twin: for each k, people heard by fewer than k of those left go until nobody goes.
    fn by_removal(graph: &Graph) -> Vec<u32> {
        let n = graph.people();
        let mut cores = vec![0; n as usize];
        for k in 1..=n {
            let mut inside = vec![true; n as usize];
            let few = |inside: &[bool], person: u32| {
                (graph.hearers(person).iter().filter(|&&hearer| inside[hearer as usize]).count() as u32) < k
            };
            while let Some(gone) = (0..n).find(|&person| inside[person as usize] && few(&inside, person)) {
                inside[gone as usize] = false;
            }
            (0..n as usize).filter(|&person| inside[person]).for_each(|person| cores[person] = k);
        }
        cores
    }

    #[test]
    fn cores_are_what_removal_leaves() {
        for bits in 0..4096u32 {
            let pairs =
                [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0), (1, 3), (3, 1), (2, 3), (3, 2)];
            let ties = pairs.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, &tie)| tie);
            let (from, to) = ties.unzip();
            let graph = builder::from_ties(Names::Numbered(4), from, to, false);
            assert_eq!(core_numbers(&graph), by_removal(&graph), "{bits:b}");
        }
    }
}
