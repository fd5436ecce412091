//! Who brought whom: the forest of a cascade.
//!
//! Each adopter hangs on the one whose exposure was met last; the seed set and those who acted by no tie are roots. The mean
//! number of children over all adopters is always below 1 and says nothing; R_1 is the children of roots for each root.

use super::{Measure, Observed};
use crate::cascade::{Cascade, NOBODY};
use crate::quantity::Bounds;

/// How many adopters stand at each distance from their root.
pub fn generations(cascade: &Cascade) -> Vec<u64> {
    let mut generations = Vec::new();
    for hop in cascade.hops() {
        if hop as usize == generations.len() {
            generations.push(0);
        }
        generations[hop as usize] += 1;
    }
    generations
}

const NETWORKS: &str = "Goel, Watts and Goldstein, The structure of online diffusion networks, 2012";

const fn measure(
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    reference: &'static str,
    bounds: Bounds,
    of: fn(&Observed) -> Option<f64>,
) -> Measure {
    Measure { name, title, unit, reference, bounds, of }
}

/// N_(g + 1) / N_g of a cascade.
const fn ratio<const G: usize>(name: &'static str, title: &'static str, reference: &'static str) -> Measure {
    measure(name, title, "people", reference, Bounds::Positive, |observed| {
        let generations = observed.generations();
        let parents = *generations.get(G)?;
        Some(generations.get(G + 1).copied().unwrap_or(0) as f64 / parents as f64)
    })
}

/// N_1 / N_0.
pub const R_1: Measure = ratio::<0>("r-1", "children of a root: adopters one tie from a root, for each root", NETWORKS);

/// N_2 / N_1.
pub const R_2: Measure =
    ratio::<1>("r-2", "the next generation ratio: adopters two ties from a root, for each one tie from it", "");

/// N_3 / N_2.
pub const R_3: Measure =
    ratio::<2>("r-3", "the third generation ratio: adopters three ties from a root, for each two ties from it", "");

/// (N_0 + N_1) / N.
pub const WITHIN_ONE_HOP: Measure = measure(
    "within-one-hop",
    "share of adopters who are roots or one tie from a root",
    "share",
    NETWORKS,
    Bounds::Share,
    |observed| {
        let near: u64 = observed.generations().iter().take(2).sum();
        (near > 0).then(|| near as f64 / observed.cascade.reach() as f64)
    },
);

/// 1 - N_0 / N.
pub const PASS_ALONG: Measure = measure(
    "pass-along",
    "people brought by one who acted, over all who acted: the k-factor once all is over, below 1 by its nature (r-1 tells of growth)",
    "people",
    "Watts and Peretti, Viral marketing for the real world, 2007",
    Bounds::Share,
    |observed| {
        let people = observed.cascade.reach();
        (people > 0).then(|| (people as f64 - observed.generations()[0] as f64) / people as f64)
    },
);

/// N / N_0.
pub const AMPLIFICATION: Measure = measure(
    "amplification",
    "people who acted for each root: 1 where nobody passed it on",
    "people",
    "Watts and Peretti, Viral marketing for the real world, 2007",
    Bounds::Positive,
    |observed| {
        let roots = *observed.generations().first()?;
        Some(observed.cascade.reach() as f64 / roots as f64)
    },
);

/// Adopters with children, as a share.
pub const PASSED_ON: Measure = measure(
    "passed-on",
    "share of adopters who brought at least one other (where several speak in one round, mostly the first by name is followed)",
    "share",
    "",
    Bounds::Share,
    |observed| {
        let cascade = observed.cascade;
        let mut brought = vec![false; cascade.reach()];
        let parents = cascade.parents.iter().filter(|&&parent| parent != NOBODY);
        parents.for_each(|&parent| brought[parent as usize] = true);
        let people = brought.len();
        (people > 0).then(|| brought.into_iter().filter(|&brought| brought).count() as f64 / people as f64)
    },
);

/// The time from parent to child.
pub const GENERATION_TIME: Measure = measure(
    "generation-time",
    "mean time from an act to the acts it brought, where it brought any",
    "time",
    "Svensson, A note on generation times in epidemic models, 2007",
    Bounds::Positive,
    |observed| {
        let Cascade { parents, times, .. } = observed.cascade;
        let pairs = parents.iter().zip(times).filter(|(parent, _)| **parent != NOBODY);
        let (count, sum) =
            pairs.fold((0u64, 0.0), |(count, sum), (&parent, time)| (count + 1, sum + (time - times[parent as usize])));
        (count > 0).then(|| sum / count as f64)
    },
);

/// The largest tree.
pub const LARGEST_TREE: Measure = measure(
    "largest-tree",
    "people in the largest tree of the cascade, its root included (where several speak in one round, mostly the first by name is followed)",
    "people",
    "",
    Bounds::People,
    |observed| {
        let roots = observed.roots();
        let mut sizes = vec![0u64; roots.len()];
        roots.iter().for_each(|&root| sizes[root as usize] += 1);
        sizes.into_iter().max().map(|size| size as f64)
    },
);

/// The largest distance from a root.
pub const DEPTH: Measure =
    measure("depth", "ties between the farthest adopter and its root", "ties", "", Bounds::Positive, |observed| {
        observed.generations().len().checked_sub(1).map(|depth| depth as f64)
    });

/// The largest generation.
pub const BREADTH: Measure =
    measure("breadth", "adopters in the largest generation", "people", "", Bounds::People, |observed| {
        observed.generations().iter().max().map(|&breadth| breadth as f64)
    });

/// Mean distance between pairs.
pub const STRUCTURAL_VIRALITY: Measure = measure(
    "structural-virality",
    "mean distance between two adopters of one tree, over trees of at least 10, weighted by size",
    "ties",
    "Goel, Anderson, Hofman and Watts, The structural virality of online diffusion, 2016",
    Bounds::Positive,
    |observed| {
        let trees = virality(observed.cascade, observed.roots()).into_iter().filter(|&(size, _)| size >= 10);
        let (people, sum) = trees.fold((0, 0.0), |(people, sum), (n, nu)| (people + n, sum + n as f64 * nu));
        (people > 0).then(|| sum / people as f64)
    },
);

/// The place of the root of each adopter's tree, by place: the one from whom it came first, over any number of others.
///
/// `parents` by place, each before its child.
pub fn first_roots(parents: &[u32]) -> Vec<u32> {
    let mut roots: Vec<u32> = Vec::with_capacity(parents.len());
    for (place, &parent) in parents.iter().enumerate() {
        roots.push(if parent == NOBODY { place as u32 } else { roots[parent as usize] });
    }
    roots
}

/// Size and structural virality of each tree of two or more, in the order of their roots: the mean distance between all
/// pairs, in one pass over the subtree sizes s: 2n / (n - 1) (sum s / n - sum s^2 / n^2), sums over all adopters of the tree.
pub fn structural_virality(cascade: &Cascade) -> Vec<(u64, f64)> {
    virality(cascade, &first_roots(&cascade.parents))
}

/// The same, knowing each adopter's root.
fn virality(cascade: &Cascade, trees: &[u32]) -> Vec<(u64, f64)> {
    let n = cascade.reach();
    let mut sizes = vec![1u32; n];
    // (sum s, sum s^2) of each tree, at its root.
    let roots = trees.iter().max().map_or(0, |&last| last as usize + 1);
    let mut sums = vec![(0u64, 0u128); roots];
    for place in (0..n).rev() {
        let size = u64::from(sizes[place]);
        let (sum, squares) = &mut sums[trees[place] as usize];
        *sum += size;
        *squares += u128::from(size * size);
        let parent = cascade.parents[place];
        if parent != NOBODY {
            sizes[parent as usize] += size as u32;
        }
    }
    let roots = (0..n).filter(|&place| cascade.parents[place] == NOBODY && sizes[place] > 1);
    roots
        .map(|root| {
            let n = u64::from(sizes[root]);
            let (sum, squares) = sums[root];
            // 2 (n sum s - sum s^2) / (n (n - 1)), whole numbers until the division.
            let twice = 2 * (u128::from(n) * u128::from(sum) - squares);
            (n, twice as f64 / (u128::from(n) * u128::from(n - 1)) as f64)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::RandomSeed;
    use crate::random::{Purpose, Replicate};
    use std::collections::VecDeque;

    fn forest(parents: &[u32]) -> Cascade {
        let mut cascade = Cascade::default();
        for (i, &parent) in parents.iter().enumerate() {
            cascade.push(i as u32, parent, 0.0);
        }
        cascade
    }

    /// Mean distance between all pairs of each tree, by a search from every adopter.
    fn by_search(cascade: &Cascade) -> Vec<(u64, f64)> {
        let n = cascade.reach();
        let mut near = vec![Vec::new(); n];
        for (place, &parent) in cascade.parents.iter().enumerate() {
            if parent != NOBODY {
                near[place].push(parent as usize);
                near[parent as usize].push(place);
            }
        }
        let distances = |from: usize| {
            let mut found = vec![None; n];
            found[from] = Some(0u64);
            let mut queue = VecDeque::from([from]);
            while let Some(place) = queue.pop_front() {
                for &next in &near[place] {
                    if found[next].is_none() {
                        found[next] = found[place].map(|d| d + 1);
                        queue.push_back(next);
                    }
                }
            }
            found
        };
        let roots = (0..n).filter(|&root| cascade.parents[root] == NOBODY);
        let trees = roots.map(|root| {
            let tree: Vec<usize> = (0..n).filter(|&place| distances(root)[place].is_some()).collect();
            let sum: u64 = tree.iter().map(|&a| distances(a).into_iter().flatten().sum::<u64>()).sum();
            let size = tree.len() as u64;
            (size, sum as f64 / (size * (size - 1)) as f64)
        });
        trees.filter(|&(size, _)| size > 1).collect()
    }

    #[test]
    fn structural_virality_is_the_mean_distance() {
        // A star of 10: 1.8; a path of 10: 11/3.
        assert_eq!(structural_virality(&forest(&[NOBODY, 0, 0, 0, 0, 0, 0, 0, 0, 0])), [(10, 1.8)]);
        assert_eq!(structural_virality(&forest(&[NOBODY, 0, 1, 2, 3, 4, 5, 6, 7, 8])), [(10, 11.0 / 3.0)]);
        for case in 0..40 {
            let mut luck = Replicate::new(RandomSeed::new(case).unwrap(), 0, 0).stream(Purpose::Network).sequence(0);
            let roots = 1 + luck.below(4);
            let size = roots + luck.below(60);
            let parents: Vec<u32> = (0..size).map(|i| if i < roots { NOBODY } else { luck.below(i) as u32 }).collect();
            assert_eq!(structural_virality(&forest(&parents)), by_search(&forest(&parents)));
        }
    }

    #[test]
    fn generations_by_hand() {
        // Two roots; 2 and 3 under 0, 4 under 2, 5 and 6 under 4.
        let cascade = forest(&[NOBODY, NOBODY, 0, 0, 2, 4, 4]);
        assert_eq!(generations(&cascade), [2, 2, 1, 2]);
        let observed = Observed::new(&cascade, crate::measure::Grid::Rounds);
        let value = |measure: Measure| (measure.of)(&observed);
        assert_eq!((value(R_1), value(R_2), value(R_3)), (Some(1.0), Some(0.5), Some(2.0)));
        assert_eq!((value(DEPTH), value(BREADTH)), (Some(3.0), Some(2.0)));
        assert_eq!(value(WITHIN_ONE_HOP), Some(4.0 / 7.0));
        assert_eq!(value(STRUCTURAL_VIRALITY), None);
        assert_eq!((value(PASS_ALONG), value(AMPLIFICATION)), (Some(5.0 / 7.0), Some(3.5)));
        assert_eq!((value(PASSED_ON), value(LARGEST_TREE)), (Some(3.0 / 7.0), Some(6.0)));
        assert_eq!(first_roots(&cascade.parents), [0, 1, 0, 0, 0, 0, 0]);
        let none = Cascade::default();
        let none = Observed::new(&none, crate::measure::Grid::Rounds);
        for measure in [PASS_ALONG, AMPLIFICATION, PASSED_ON, GENERATION_TIME, LARGEST_TREE] {
            assert_eq!((measure.of)(&none), None, "{}", measure.name);
        }
    }

    /// Acts at 0, 1 under it, 4 under both: gaps of 1, 4 and 3.
    #[test]
    fn generation_times_are_from_parent_to_child() {
        let mut cascade = Cascade::default();
        for (person, parent, time) in [(0, NOBODY, 0.0), (1, 0, 1.0), (2, 0, 4.0), (3, 1, 4.0)] {
            cascade.push(person, parent, time);
        }
        let observed = Observed::new(&cascade, crate::measure::Grid::Rounds);
        assert_eq!((GENERATION_TIME.of)(&observed), Some(8.0 / 3.0));
    }
}
