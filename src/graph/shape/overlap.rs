//! How much the circles of two tied people have in common.

use super::simple::Simple;
use crate::graph::Graph;

/// The overlap of each tie, by number of the tie, in [0, 1]: of the others whom u or v knows, the share known to both,
/// O = c / ((k_u - 1) + (k_v - 1) - c), with c common neighbours; 0 where the two know nobody else. Neighbours are those of the
/// undirected simple graph, so a tie and its reverse have the same overlap.
///
/// Time: over pairs, the smaller number of neighbours of the two, at most m^(3/2); the larger circle is marked once and the
/// smaller looked up in it.
///
/// Reference: J.-P. Onnela, J. Saramäki, J. Hyvönen, G. Szabó, D. Lazer, K. Kaski, J. Kertész and A.-L. Barabási, *Structure
/// and tie strengths in mobile communication networks*, PNAS 104 (2007), 7332-7336, doi:10.1073/pnas.0610245104.
pub fn overlaps(graph: &Graph) -> Vec<f64> {
    let simple = Simple::of(graph);
    let n = graph.people();
    let rank = |person: u32| (simple.degree(person), person);
    let heard = graph.heard();
    let mut overlaps = vec![0.0; graph.ties()];
    let mut marked_by = vec![u32::MAX; n as usize];
    for u in 0..n {
        simple.neighbours(u).iter().for_each(|&other| marked_by[other as usize] = u);
        let with = |v: u32| {
            let common = simple.neighbours(v).iter().filter(|&&w| marked_by[w as usize] == u).count() as u64;
            let others = simple.degree(u) + simple.degree(v) - 2 - common;
            if others == 0 { 0.0 } else { common as f64 / others as f64 }
        };
        // Each pair is seen from its larger circle, in whichever directions it is tied.
        for tie in graph.row(u) {
            let v = graph.targets()[tie];
            if rank(v) < rank(u) {
                overlaps[tie] = with(v);
                if let Ok(place) = graph.hearers(v).binary_search(&u) {
                    overlaps[graph.row(v).start + place] = overlaps[tie];
                }
            }
        }
        if !graph.is_mutual() {
            for place in heard.row(u) {
                let v = heard.sources[place];
                if rank(v) < rank(u) && graph.hearers(u).binary_search(&v).is_err() {
                    overlaps[heard.ties[place] as usize] = with(v);
                }
            }
        }
    }
    overlaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::Generator;
    use crate::graph::generate::complete::Complete;
    use crate::graph::generate::configuration::{Configuration, degree::Law};
    use crate::graph::generate::cycle::Cycle;
    use std::collections::BTreeSet;

    /// Beside sets of neighbours, pair by pair, on directed and mutual networks with hubs.
    #[test]
    fn overlaps_are_those_of_plain_sets() {
        for (mutual, random_seed) in [(true, 1u32), (false, 2), (false, 3)] {
            let law = Configuration::new(300, Law::Lognormal { mean: 9.0, sigma: 1.0 }, mutual).unwrap();
            let graph = law.draw(random_seed);
            let mut circles = vec![BTreeSet::new(); 300];
            for u in 0..300 {
                for &v in graph.hearers(u) {
                    circles[u as usize].insert(v);
                    circles[v as usize].insert(u);
                }
            }
            let found = overlaps(&graph);
            let mut above = 0;
            for u in 0..300 {
                for tie in graph.row(u) {
                    let v = graph.targets()[tie];
                    let (mut a, mut b) = (circles[u as usize].clone(), circles[v as usize].clone());
                    a.remove(&v);
                    b.remove(&u);
                    let plain = match a.union(&b).count() {
                        0 => 0.0,
                        all => a.intersection(&b).count() as f64 / all as f64,
                    };
                    assert_eq!(found[tie], plain, "{u} -> {v}");
                    above += usize::from(plain > 0.0);
                }
            }
            assert!(above > 100);
        }
    }

    #[test]
    fn overlaps_of_networks_one_knows() {
        assert!(overlaps(&Complete::new(5).unwrap().network()).iter().all(|&o| o == 1.0));
        assert!(overlaps(&Complete::new(2).unwrap().network()).iter().all(|&o| o == 0.0));
        assert!(overlaps(&Cycle::new(8, true).unwrap().network()).iter().all(|&o| o == 0.0));
    }
}
