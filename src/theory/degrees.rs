//! How many ties people have: all that theories on random ties know of a network.

use crate::graph::Graph;
use std::collections::BTreeMap;

/// The shares of people by how many they hear and how many hear them.
#[derive(Clone, Debug, PartialEq)]
pub struct Degrees {
    /// How many are heard, how many hear, share of the people; ascending.
    kinds: Vec<(u32, u32, f64)>,
    /// Ties that cannot lead on, see [`back`].
    back: u32,
}

/// At most this part of the ties, or all but this part, may be answered by one that leads back.
const FEW: f64 = 0.02;

/// Ties by which a person cannot pass on what came by a tie: 1 where ties are mutual, since one leads back to where it came
/// from; 0 where they lead one way. `None` where some do and some do not: who is reached by a mutual tie then has other ties
/// than who is reached by a one-way one, and no theory here tells them apart.
pub fn back(graph: &Graph) -> Option<u32> {
    if graph.is_mutual() {
        return Some(1);
    }
    let answered = |person: u32| {
        graph
            .hearers(person)
            .iter()
            .filter(move |&&hearer| graph.hearers(hearer).binary_search(&person).is_ok())
            .count()
    };
    let share = (0..graph.people()).map(answered).sum::<usize>() as f64 / graph.ties().max(1) as f64;
    match share {
        _ if share <= FEW => Some(0),
        _ if share >= 1.0 - FEW => Some(1),
        _ => None,
    }
}

impl Degrees {
    /// Of a network; `None` where some ties are mutual and some are not.
    pub fn of(graph: &Graph) -> Option<Degrees> {
        let back = back(graph)?;
        let mut counts: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        for person in 0..graph.people() {
            let hear = graph.out_degree(person);
            let heard = if graph.is_mutual() { hear } else { graph.in_degree(person) };
            *counts.entry((heard, hear)).or_default() += 1;
        }
        let people = f64::from(graph.people().max(1));
        let kinds = counts.into_iter().map(|((heard, hear), count)| (heard, hear, count as f64 / people)).collect();
        Some(Degrees { kinds, back })
    }

    /// Of a network of mutual ties in which these shares of the people have so many.
    pub fn mutual(shares: impl IntoIterator<Item = (u32, f64)>) -> Degrees {
        Degrees { kinds: shares.into_iter().map(|(k, share)| (k, k, share)).collect(), back: 1 }
    }

    /// Poisson numbers of mutual ties, z on average: those of an endless network of random ties.
    pub fn poisson(z: f64) -> Degrees {
        let last = (z + 40.0 * libm::sqrt(z) + 40.0) as u32;
        let mut share = libm::exp(-z);
        let mut shares = Vec::new();
        for k in 0..=last {
            shares.push((k, share));
            share *= z / f64::from(k + 1);
        }
        Degrees::mutual(shares)
    }

    /// A sum over kinds of people: f(how many they hear, how many hear them), by their share.
    pub fn mean(&self, f: impl Fn(f64, f64) -> f64) -> f64 {
        self.kinds.iter().map(|&(heard, hear, share)| share * f(f64::from(heard), f64::from(hear))).sum()
    }

    /// Ties a person: z.
    pub fn ties(&self) -> f64 {
        self.mean(|_, hear| hear)
    }

    /// Over people at the hearing end of a tie: f(other ties that can lead on).
    pub fn reached(&self, f: impl Fn(f64) -> f64) -> f64 {
        let back = f64::from(self.back);
        self.mean(|heard, hear| if heard > 0.0 { heard * f(hear - back) } else { 0.0 }) / self.ties()
    }

    /// Over people at the speaking end of a tie: f(other ties by which they can be reached).
    pub fn speaking(&self, f: impl Fn(f64) -> f64) -> f64 {
        let back = f64::from(self.back);
        self.mean(|heard, hear| if hear > 0.0 { hear * f(heard - back) } else { 0.0 }) / self.ties()
    }

    /// By how many people hear: that number, their share of the people, and their share of the speaking ends.
    pub fn by_heard(&self) -> Vec<(f64, f64, f64)> {
        let ties = self.ties();
        let mut sums = BTreeMap::new();
        for &(heard, hear, share) in &self.kinds {
            let (people, ends) = sums.entry(heard).or_insert((0.0, 0.0));
            *people += share;
            *ends += share * f64::from(hear) / ties;
        }
        sums.into_iter().map(|(heard, (people, ends))| (f64::from(heard), people, ends)).collect()
    }

    /// Ties of those who hear by a tie that cannot have told them anything new.
    pub fn back(&self) -> f64 {
        f64::from(self.back)
    }

    /// Ties that lead on from a person reached by a tie, on average: what R is for certain ties.
    pub fn excess(&self) -> f64 {
        self.reached(|ties| ties)
    }

    /// How many kinds of people there are.
    pub fn kinds(&self) -> usize {
        self.kinds.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_known_degrees() {
        let poisson = Degrees::poisson(4.0);
        assert!((poisson.ties() - 4.0).abs() < 1e-12 && (poisson.excess() - 4.0).abs() < 1e-12);
        let regular = Degrees::mutual([(3, 1.0)]);
        assert_eq!((regular.ties(), regular.excess()), (3.0, 2.0));
    }
}
