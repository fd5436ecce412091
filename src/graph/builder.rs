//! From ties in any order to rows.
//!
//! Two passes of counting sort, by hearer and then by speaker, each stable: time in people and ties, no comparison.

use super::{Graph, Names};

/// The order that sorts ties by speaker and then by hearer; equal ties keep the order they came in.
///
/// `from` and `to` are the two ends of each tie, below `people`.
pub fn order(people: u32, from: &[u32], to: &[u32]) -> Vec<u32> {
    let by_hearer = counting_sort(people, to, 0..to.len() as u32);
    counting_sort(people, from, by_hearer)
}

fn counting_sort(people: u32, key: &[u32], ties: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut next = offsets(people, key);
    let mut sorted = vec![0; key.len()];
    for tie in ties {
        let place = &mut next[key[tie as usize] as usize];
        sorted[*place as usize] = tie;
        *place += 1;
    }
    sorted
}

/// Where each person's ties begin once they are sorted by `key`: people + 1 places.
pub fn offsets(people: u32, key: &[u32]) -> Vec<u32> {
    let mut offsets = vec![0u32; people as usize + 1];
    for &person in key {
        offsets[person as usize + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    offsets
}

/// A graph from different ties without self ties, in any order; with `mutual` each pair stands once and is tied both ways.
pub fn from_ties(names: Names, from: Vec<u32>, to: Vec<u32>, mutual: bool) -> Graph {
    let (from, to) = if mutual {
        let both = (from.iter().chain(&to).copied().collect(), to.iter().chain(&from).copied().collect());
        drop((from, to));
        both
    } else {
        (from, to)
    };
    let people = names.len() as u32;
    let offsets = offsets(people, &from);
    let targets = order(people, &from, &to).into_iter().map(|tie| to[tie as usize]).collect();
    Graph::from_rows(names, offsets, targets, None, mutual)
}

/// A graph from different ties without self ties, sorted by speaker and then by hearer, with a strength each or none.
///
/// With `mutual` each pair stands once and is tied both ways, with the same strength.
pub fn from_sorted(names: Names, from: Vec<u32>, to: Vec<u32>, strengths: Option<Vec<f64>>, mutual: bool) -> Graph {
    debug_assert!(from.iter().zip(&to).is_sorted_by(|a, b| a < b));
    let people = names.len() as u32;
    if !mutual {
        let offsets = offsets(people, &from);
        drop(from);
        return Graph::from_rows(names, offsets, to, strengths, false);
    }
    let Some(strengths) = strengths else { return from_ties(names, from, to, true) };
    let pairs = from.len();
    let (mut speakers, mut hearers) = (from, to);
    speakers.reserve_exact(pairs);
    hearers.reserve_exact(pairs);
    for pair in 0..pairs {
        speakers.push(hearers[pair]);
        hearers.push(speakers[pair]);
    }
    let order = order(people, &speakers, &hearers);
    let targets = order.iter().map(|&tie| hearers[tie as usize]).collect();
    let strengths = order.iter().map(|&tie| strengths[tie as usize % pairs]).collect();
    Graph::from_rows(names, offsets(people, &speakers), targets, Some(strengths), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_complete() {
        let graph = from_ties(Names::Numbered(4), vec![2, 0, 2, 0], vec![3, 3, 0, 1], false);
        assert_eq!(graph.hearers(0), [1, 3]);
        assert!(graph.hearers(1).is_empty());
        assert_eq!(graph.hearers(2), [0, 3]);
        assert_eq!(graph.heard().sources[graph.heard().row(3)], [0, 2]);
        assert_eq!(graph.heard().ties[graph.heard().row(3)], [1, 3]);
        let mutual = from_ties(Names::Numbered(3), vec![0, 1], vec![1, 2], true);
        assert_eq!((mutual.hearers(1), mutual.ties()), (&[0, 2][..], 4));
    }

    #[test]
    fn sorted_ties_keep_their_strengths() {
        let ties = || (vec![0, 0, 1], vec![1, 2, 2], Some(vec![0.1, 0.2, 0.3]));
        let (from, to, strengths) = ties();
        let directed = from_sorted(Names::Numbered(3), from, to, strengths, false);
        assert_eq!((directed.targets(), directed.strengths()), (&[1, 2, 2][..], Some(&[0.1, 0.2, 0.3][..])));
        let (from, to, strengths) = ties();
        let mutual = from_sorted(Names::Numbered(3), from, to, strengths, true);
        assert_eq!(mutual.targets(), [1, 2, 0, 2, 0, 1]);
        assert_eq!(mutual.strengths(), Some(&[0.1, 0.2, 0.1, 0.3, 0.2, 0.3][..]));
        let plain = from_sorted(Names::Numbered(3), vec![0, 1], vec![2, 2], None, true);
        assert_eq!((plain.targets(), plain.strengths(), plain.is_mutual()), (&[2, 2, 0, 1][..], None, true));
    }
}
