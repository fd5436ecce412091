//! What a network looks like in numbers: sizes, degrees, clustering, components, the leading eigenvalue.
//!
//! Some numbers belong to the ties as they are, directed; others to the *undirected simple graph*, in which two people are
//! neighbours if either hears the other. Each field of [`Shape`] says which, and is `None` where it is not defined. Counts and
//! sums are whole numbers and are divided once, at the end; what adds up fractions does so in the canonical order of people. So
//! the numbers are the same bits on every machine.
//!
//! # Cost
//!
//! With n people, m ties and the number of triangles nearly m^(3/2) at worst: linear, but for the triangles (at most
//! m^(3/2) looks, in practice some dozens a tie) and the eigenvalue (at most 500 passes over the ties, some 20 where hubs stand out).
//!
//! # Reference
//!
//! Clustering: D. J. Watts and S. H. Strogatz, *Collective dynamics of 'small-world' networks*, Nature 393 (1998), 440-442,
//! doi:10.1038/30918; transitivity: M. E. J. Newman, *Networks*, 2nd edition, 2018, section 7.3; assortativity:
//! M. E. J. Newman, *Assortative mixing in networks*, Physical Review Letters 89 (2002) 208701, equation 4,
//! doi:10.1103/PhysRevLett.89.208701; triangles by degree order: M. Latapy, *Main-memory triangle computations for very large
//! (sparse (power-law)) graphs*, Theoretical Computer Science 407 (2008), 458-473, doi:10.1016/j.tcs.2008.07.017.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::{generate::complete::Complete, shape::Shape};
//!
//! let shape = Shape::of(&Complete::new(5).unwrap().network());
//! assert_eq!((shape.people, shape.ties, shape.triangles), (5, 20, 10));
//! assert_eq!((shape.local_clustering, shape.reciprocity), (Some(1.0), Some(1.0)));
//! assert!((shape.leading_eigenvalue - 4.0).abs() < 1e-9);
//! ```

mod communities;
mod eigenvalue;
mod overlap;
mod simple;
mod spread;
#[cfg(test)]
mod tests;
mod triangles;

pub use communities::{communities, modularity};
pub use overlap::overlaps;
pub use spread::{Degrees, Strengths};

use super::Graph;
use petgraph::algo::kosaraju_scc;
use petgraph::unionfind::UnionFind;
use serde::Serialize;
use simple::Simple;

/// The numbers of a network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shape {
    /// People, tied or not.
    pub people: u64,
    /// Directed ties; a mutual one counts twice.
    pub ties: u64,
    /// Pairs of people of whom at least one hears the other: the edges of the undirected simple graph.
    pub pairs: u64,
    /// Whether the network was given as mutual.
    pub mutual: bool,
    /// Ties as a share of the n (n - 1) possible ones; none for fewer than 2 people.
    pub density: Option<f64>,
    /// Degrees: how many friends where the network is mutual, else hearers and people heard together.
    pub degree: Degrees,
    /// How many hear a person.
    pub hearers: Degrees,
    /// How many a person hears.
    pub heard: Degrees,
    /// The mean over people of hearers times heard.
    pub mean_product: Option<f64>,
    /// How many others hear the one whom a random tie leads to, the one it comes from not counted: `<k_in k_out> / <k>` less the
    /// reciprocity, which on mutual ties is `<k^2> / <k> - 1`. With p times this above 1 talk can go far. None without ties.
    pub excess_degree: Option<f64>,
    /// The share of ties whose reverse exists; none without ties.
    pub reciprocity: Option<f64>,
    /// People without any tie.
    pub isolated: u64,
    /// Triangles of the undirected simple graph.
    pub triangles: u64,
    /// The mean over all people of the share of pairs of neighbours who are neighbours, 0 for fewer than 2 neighbours; undirected.
    pub local_clustering: Option<f64>,
    /// The share of pairs of ties at a person that are closed to a triangle, undirected; none without such pairs.
    pub transitivity: Option<f64>,
    /// The correlation of the degrees at the two ends of a tie, undirected; none where all are equal.
    pub assortativity: Option<f64>,
    /// Components whatever the direction of ties.
    pub weak_components: Components,
    /// Components in which everyone is reached from everyone along ties.
    pub strong_components: Components,
    /// The largest eigenvalue of the adjacency matrix of the undirected simple graph, 0 without ties.
    pub leading_eigenvalue: f64,
    /// How far `leading_eigenvalue` may be from an eigenvalue: at most 1e-9 of it unless a passes' limit was met.
    pub eigenvalue_error: f64,
    /// The strengths of ties, where the network has them.
    pub strengths: Option<Strengths>,
}

/// How many components, and how many people the largest has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Components {
    /// How many there are; a person alone is one.
    pub count: u64,
    /// The people of the largest.
    pub largest: u64,
}

/// The largest eigenvalue of the adjacency matrix of the undirected simple graph, 0 without ties.
pub fn leading_eigenvalue(graph: &Graph) -> f64 {
    eigenvalue::leading(&Simple::of(graph)).0
}

impl Shape {
    /// Of a network.
    pub fn of(graph: &Graph) -> Shape {
        let n = graph.people();
        let (people, ties) = (u64::from(n), graph.ties() as u64);
        let simple = Simple::of(graph);
        let pairs = simple.ends() / 2;
        // A pair is tied once or, with its reverse, twice.
        let answered = 2 * (ties - pairs);

        let out: Vec<u64> = (0..n).map(|person| u64::from(graph.out_degree(person))).collect();
        let mut into = vec![0u64; n as usize];
        graph.targets().iter().for_each(|&hearer| into[hearer as usize] += 1);
        let product: u128 = out.iter().zip(&into).map(|(&a, &b)| u128::from(a) * u128::from(b)).sum();
        let total = if graph.is_mutual() { out.clone() } else { out.iter().zip(&into).map(|(a, b)| a + b).collect() };

        let corners = triangles::corners(&simple);
        let triangles = corners.iter().sum::<u64>() / 3;
        let open: u128 =
            (0..n).map(|person| u128::from(simple.degree(person))).map(|k| k * k.saturating_sub(1) / 2).sum();
        let (leading_eigenvalue, eigenvalue_error) = eigenvalue::leading(&simple);
        let weak_components = weak(graph);
        Shape {
            people,
            ties,
            pairs,
            mutual: graph.is_mutual(),
            density: share(ties.into(), u128::from(people) * u128::from(people.saturating_sub(1))),
            isolated: (0..n).filter(|&person| simple.degree(person) == 0).count() as u64,
            degree: Degrees::of(total),
            hearers: Degrees::of(out),
            heard: Degrees::of(into),
            mean_product: share(product, people.into()),
            excess_degree: share(product - u128::from(answered), ties.into()),
            reciprocity: share(answered.into(), ties.into()),
            triangles,
            local_clustering: triangles::local_clustering(&simple, &corners),
            transitivity: share(3 * u128::from(triangles), open),
            assortativity: assortativity(&simple),
            weak_components,
            strong_components: if graph.is_mutual() { weak_components } else { strong(graph) },
            leading_eigenvalue,
            eigenvalue_error,
            strengths: graph.strengths().and_then(Strengths::of),
        }
    }
}

/// The mean local clustering of a network alone: [`Shape::local_clustering`], 0 without people.
pub fn local_clustering(graph: &Graph) -> f64 {
    let simple = Simple::of(graph);
    triangles::local_clustering(&simple, &triangles::corners(&simple)).unwrap_or(0.0)
}

/// A ratio of whole numbers, divided once; none below a line of 0.
fn share(part: u128, whole: u128) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Pearson's correlation of the degrees at both ends of each pair, each pair taken both ways; sums are whole.
fn assortativity(simple: &Simple) -> Option<f64> {
    let (mut products, mut sum, mut squares) = (0i128, 0i128, 0i128);
    for person in 0..simple.people() {
        let k = i128::from(simple.degree(person));
        let others: i128 = simple.neighbours(person).iter().map(|&other| i128::from(simple.degree(other))).sum();
        products += k * others;
        sum += k * k;
        squares += k * k * k;
    }
    let ends = i128::from(simple.ends());
    let variance = ends * squares - sum * sum;
    (variance > 0).then(|| (ends * products - sum * sum) as f64 / variance as f64)
}

fn weak(graph: &Graph) -> Components {
    let mut sets = UnionFind::<u32>::new(graph.people() as usize);
    for person in 0..graph.people() {
        for &hearer in graph.hearers(person) {
            sets.union(person, hearer);
        }
    }
    let mut sizes = vec![0u64; graph.people() as usize];
    sets.into_labeling().into_iter().for_each(|set| sizes[set as usize] += 1);
    Components {
        count: sizes.iter().filter(|&&size| size > 0).count() as u64,
        largest: sizes.into_iter().max().unwrap_or(0),
    }
}

fn strong(graph: &Graph) -> Components {
    let components = kosaraju_scc(graph);
    let largest = components.iter().map(Vec::len).max().unwrap_or(0);
    Components { count: components.len() as u64, largest: largest as u64 }
}
