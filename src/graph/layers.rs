//! Several kinds of ties among the same people, as one network.
//!
//! People are matched by name; who is missing from a layer has no ties in it. Where two people are tied in several layers the tie
//! is one, and its strength is made of those of the layers:
//!
//! | parallel | strength | read as |
//! |---|---|---|
//! | `tries` | 1 - (1 - p)(1 - q) ... | each layer is a try of its own, independent of the others |
//! | `sum` | p + q + ..., at most 1 | weights that add up |
//! | `max` | the largest | the strongest kind counts |
//!
//! Where strengths are rates of a clock, as continuous models read them, clocks that do not know of each other add up: p + q + ...
//! with `tries` and with `sum`.
//!
//! With `tries` a cascade over ties of these strengths has the law of one that tries every layer in turn, since independent
//! tries in one round win or fail together only by their product.
//!
//! # Cost
//!
//! A sort of all ties; names are looked up once a layer.

use super::{Graph, Names};
use crate::graph::names::canonical;

/// How the strengths of parallel ties become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parallel {
    /// Independent tries.
    Tries,
    /// A sum, cut at 1.
    Sum,
    /// The largest.
    Max,
}

impl Parallel {
    /// The words of a scenario file.
    pub const WORDS: &[(&str, &str)] = &[
        ("tries", "each layer is a try of its own: 1 - (1 - p)(1 - q); rates add up"),
        ("sum", "strengths add up, to 1 at most where they are no rates"),
        ("max", "the strongest counts"),
    ];

    /// Of a word.
    pub fn of(word: &str) -> Option<Parallel> {
        let all = [Parallel::Tries, Parallel::Sum, Parallel::Max];
        Parallel::WORDS.iter().position(|(name, _)| *name == word).map(|place| all[place])
    }

    fn join(self, a: f64, b: f64, are_rates: bool) -> f64 {
        match self {
            Parallel::Max => a.max(b),
            Parallel::Tries | Parallel::Sum if are_rates => (a + b).min(f64::MAX),
            Parallel::Tries => 1.0 - (1.0 - a) * (1.0 - b),
            Parallel::Sum => (a + b).min(1.0),
        }
    }
}

/// One kind of ties.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// Who is tied to whom.
    pub graph: &'a Graph,
    /// The strength of all its ties, in [0, 1] where strengths are no rates; `None`: those of the graph.
    pub strength: Option<f64>,
}

impl Layer<'_> {
    fn has_strengths(&self) -> bool {
        self.strength.is_some() || self.graph.strengths().is_some()
    }
}

/// The network of all layers. It has strengths where some layer has; ties of the others count as 1 then. `are_rates`: strengths
/// are rates of continuous clocks.
pub fn combined(layers: &[Layer], parallel: Parallel, are_rates: bool) -> Graph {
    let names = names_of(layers);
    let has_strengths = layers.iter().any(Layer::has_strengths);
    let mut ties: Vec<(u32, u32, f64)> = Vec::with_capacity(layers.iter().map(|layer| layer.graph.ties()).sum());
    for layer in layers {
        let place = places(layer.graph.names(), &names);
        let of = |tie: usize| layer.strength.or(layer.graph.strengths().map(|all| all[tie])).unwrap_or(1.0);
        for u in 0..layer.graph.people() {
            for tie in layer.graph.row(u) {
                ties.push((place[u as usize], place[layer.graph.targets()[tie] as usize], of(tie)));
            }
        }
    }
    // Stable: parallel ties stay in the order of the layers.
    ties.sort_by_key(|&(u, v, _)| (u, v));
    let people = names.len();
    let (mut offsets, mut targets, mut strengths) = (vec![0u32; people + 1], Vec::new(), Vec::new());
    let mut last = None;
    for (u, v, strength) in ties {
        if last == Some((u, v)) {
            let before = strengths.last_mut().expect("a tie stands before its parallel");
            *before = parallel.join(*before, strength, are_rates);
        } else {
            targets.push(v);
            strengths.push(strength);
            offsets[u as usize + 1] += 1;
            last = Some((u, v));
        }
    }
    (0..people).for_each(|person| offsets[person + 1] += offsets[person]);
    let mutual = layers.iter().all(|layer| layer.graph.is_mutual());
    Graph::from_rows(names, offsets, targets, has_strengths.then_some(strengths), mutual)
}

fn names_of(layers: &[Layer]) -> Names {
    let numbered = |layer: &Layer| match layer.graph.names() {
        Names::Numbered(people) => Some(*people),
        _ => None,
    };
    if let Some(people) = layers.iter().map(numbered).collect::<Option<Vec<u32>>>() {
        return Names::Numbered(people.into_iter().max().unwrap_or(0));
    }
    let mut all: Vec<String> = Vec::new();
    for layer in layers {
        all.extend((0..layer.graph.people()).map(|person| layer.graph.names().get(person).into_owned()));
    }
    all.sort_by(|a, b| canonical(a, b));
    all.dedup();
    Names::from_sorted(all.iter().map(String::as_str))
}

/// The number of each person of a layer among all.
fn places(own: &Names, all: &Names) -> Vec<u32> {
    (0..own.len() as u32).map(|person| all.find(&own.get(person)).expect("all names are there")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::builder;

    fn graph(names: &[&str], ties: &[(u32, u32)], mutual: bool) -> Graph {
        let (from, to) = ties.iter().copied().unzip();
        builder::from_ties(Names::from_sorted(names.iter().copied()), from, to, mutual)
    }

    #[test]
    fn people_are_matched_by_name_and_parallel_ties_are_tries() {
        let work = graph(&["anna", "ben", "cleo"], &[(0, 1), (1, 2)], true);
        let family = graph(&["7", "ben", "cleo"], &[(1, 2), (0, 2)], true);
        let layer = |graph, strength| Layer { graph, strength: Some(strength) };
        let both = combined(&[layer(&work, 0.5), layer(&family, 0.2)], Parallel::Tries, false);
        let names: Vec<_> = (0..both.people()).map(|person| both.names().get(person).into_owned()).collect();
        assert_eq!(names, ["7", "anna", "ben", "cleo"]);
        assert_eq!((both.hearers(3), both.is_mutual(), both.ties()), (&[0, 2][..], true, 6));
        let strength =
            |u: u32, v: u32| both.strengths().unwrap()[both.row(u).start + both.hearers(u).binary_search(&v).unwrap()];
        assert_eq!((strength(1, 2), strength(0, 3)), (0.5, 0.2));
        assert!((strength(2, 3) - 0.6).abs() < 1e-15 && (strength(3, 2) - 0.6).abs() < 1e-15);
        let largest = |strengths: [f64; 2], parallel, are_rates| {
            let layers = [layer(&work, strengths[0]), layer(&family, strengths[1])];
            let both = combined(&layers, parallel, are_rates);
            both.strengths().unwrap().iter().copied().fold(0.0, f64::max)
        };
        for (parallel, together) in [(Parallel::Sum, 0.7), (Parallel::Max, 0.5)] {
            assert!((largest([0.5, 0.2], parallel, false) - together).abs() < 1e-15);
        }
        // Clocks of rates 2 and 3 ring as one of 5.
        for (parallel, together) in [(Parallel::Tries, 5.0), (Parallel::Sum, 5.0), (Parallel::Max, 3.0)] {
            assert_eq!(largest([2.0, 3.0], parallel, true), together);
        }
    }

    #[test]
    fn layers_without_strengths_are_a_union() {
        let one = graph(&["a", "b", "c"], &[(0, 1)], false);
        let other = graph(&["a", "b", "c"], &[(0, 1), (2, 0)], false);
        let layer = |graph| Layer { graph, strength: None };
        let both = combined(&[layer(&one), layer(&other)], Parallel::Tries, false);
        assert_eq!((both.ties(), both.strengths(), both.is_mutual()), (2, None, false));
    }
}
