//! The same network with some ties one way only: a post-step for every law of mutual ties.
//!
//! Of the E pairs that are tied, M = round(q E) drawn at random stay tied both ways, q = r / (2 - r); of each other pair one
//! of the two directions is kept, either with probability 1/2. So the share of ties whose reverse is there too is
//! 2 M / (E + M), which is the target r but for the rounding of M, and the ties fall to (1 + q) / 2 of their number. A key
//! such as `mean-degree` speaks of the network before this step.
//!
//! # Cost
//!
//! Linear in ties; one or two random numbers a pair.
//!
//! # Randomness
//!
//! Stream Network, entity 2^64 - 1, read in sequence, pairs in order of the smaller and then the larger number.
//!
//! # Reference
//!
//! The measure: D. Garlaschelli and M. I. Loffredo, *Patterns of link reciprocity in directed networks*, Physical Review
//! Letters 93 (2004) 268701, doi:10.1103/PhysRevLett.93.268701 (there adjusted for chance; here the plain share).

use super::{Generator, network, probable};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::{Graph, Names};
use crate::random::Stream;

/// The key `reciprocity`.
pub const RECIPROCITY: Key = Key::optional(
    "reciprocity",
    Kind::Probability,
    "the share of ties whose reverse is there too, reached by leaving out one direction of some",
)
.larger("fewer ties of one direction; 0.2 to 0.7 in many online networks");

/// The address of the draws.
const THINNING: u64 = u64::MAX;

/// A generator whose ties are thinned to a reciprocity.
pub struct OneWay<G> {
    inner: G,
    reciprocity: f64,
}

/// The law, thinned if the value says so.
pub(super) fn with_reciprocity<G: Generator + 'static>(value: &Value, law: G) -> Result<Box<dyn Generator>, Fault> {
    let Some(reciprocity) = value.get("reciprocity").and_then(Value::as_number) else { return Ok(Box::new(law)) };
    if value.get("mutual") == Some(&Value::Flag(false)) {
        let message = "one direction of mutual ties is left out to reach a reciprocity, and these are not mutual";
        let fault = Fault::at("reciprocity", message, "leave out `mutual`");
        return Err(fault.also("mutual", "not mutual"));
    }
    Ok(Box::new(OneWay::new(law, reciprocity)?))
}

impl<G: Generator> OneWay<G> {
    /// Of a law of mutual ties and a share of ties in [0, 1].
    ///
    /// # Errors
    ///
    /// A fault at `reciprocity` where it is no share.
    pub fn new(inner: G, reciprocity: f64) -> Result<Self, Fault> {
        probable(reciprocity, "reciprocity")?;
        Ok(OneWay { inner, reciprocity })
    }

    /// The share of pairs that stay tied both ways.
    fn both(&self) -> f64 {
        self.reciprocity / (2.0 - self.reciprocity)
    }
}

impl<G: Generator> Generator for OneWay<G> {
    fn size(&self) -> (u64, f64) {
        let (people, ties) = self.inner.size();
        (people, ties * (1.0 + self.both()) / 2.0)
    }

    fn generate(&self, luck: Stream) -> Graph {
        let whole = self.inner.generate(luck);
        debug_assert!(whole.is_mutual());
        let mut left = whole.ties() as u64 / 2;
        let mut both = (left as f64 * self.both()).round() as u64;
        let mut keep = vec![true; whole.ties()];
        let mut sequence = luck.sequence(THINNING);
        // The reverses of a person's ties from smaller numbers stand first in its row, in the order in which they are met.
        let mut reverse: Vec<usize> = (0..whole.people()).map(|person| whole.row(person).start).collect();
        for person in 0..whole.people() {
            for tie in whole.row(person) {
                let hearer = whole.targets()[tie];
                if hearer < person {
                    continue;
                }
                let back = reverse[hearer as usize];
                reverse[hearer as usize] += 1;
                // Of those left, each is as likely as any other to be among those that stay.
                if sequence.below(left) < both {
                    both -= 1;
                } else {
                    keep[if sequence.next_bits() >> 63 == 0 { tie } else { back }] = false;
                }
                left -= 1;
            }
        }
        thinned(&whole, &keep)
    }

    fn is_fixed(&self) -> bool {
        self.inner.is_fixed() && (self.reciprocity == 1.0 || self.inner.size().1 == 0.0)
    }

    fn facts(&self, luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        self.inner.facts(luck)
    }

    fn file(&self) -> Option<&str> {
        self.inner.file()
    }

    fn take(&mut self, file: &str, text: &str) -> Result<(), Vec<crate::graph::edge_list::Problem>> {
        self.inner.take(file, text)
    }

    fn remark(&self, luck: Stream, graph: &Graph) -> Option<String> {
        // No pair is lost, so the network before this step can be had back.
        let ties = || (0..graph.people()).flat_map(|u| graph.hearers(u).iter().map(move |&v| (u.min(v), u.max(v))));
        let mut pairs: Vec<(u32, u32)> = ties().collect();
        pairs.sort_unstable();
        pairs.dedup();
        let (from, to) = pairs.into_iter().unzip();
        self.inner.remark(luck, &network(graph.people(), from, to, true))
    }
}

/// The ties that are kept.
fn thinned(whole: &Graph, keep: &[bool]) -> Graph {
    let kept = keep.iter().filter(|&&keep| keep).count();
    let (mut offsets, mut targets) = (Vec::with_capacity(whole.people() as usize + 1), Vec::with_capacity(kept));
    offsets.push(0);
    for person in 0..whole.people() {
        targets.extend(whole.row(person).filter(|&tie| keep[tie]).map(|tie| whole.targets()[tie]));
        offsets.push(targets.len() as u32);
    }
    let chosen = |all: &[f64]| all.iter().zip(keep).filter(|(_, keep)| **keep).map(|(strength, _)| *strength).collect();
    let mutual = kept == whole.ties();
    Graph::from_rows(Names::Numbered(whole.people()), offsets, targets, whole.strengths().map(chosen), mutual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::complete::Complete;
    use crate::graph::generate::erdos_renyi::ErdosRenyi;
    use crate::graph::generate::tests::{assert_law, luck};
    use crate::graph::shape::Shape;

    /// Three people who all know each other, r = 1/2: exactly 1 of 3 pairs stays mutual, the others take either direction: 12
    /// networks, each equally likely; chi-square, alpha = 1e-6, 20,000 draws.
    #[test]
    fn every_way_is_equally_likely() {
        let law = OneWay::new(Complete::new(3).unwrap(), 0.5).unwrap();
        // Bits of the ties 01 02, 10 12, 20 21.
        let pairs = [(0, 2), (1, 4), (3, 5)];
        let codes = (0..64u64).filter(|code| {
            let ways = pairs.map(|(a, b)| (code >> a & 1) + (code >> b & 1));
            ways.iter().all(|&ways| ways > 0) && ways.iter().sum::<u64>() == 4
        });
        let all: Vec<(u64, f64)> = codes.map(|code| (code, 1.0 / 12.0)).collect();
        assert_eq!(all.len(), 12);
        assert_law(&all, 20_000, |i| law.generate(luck(i)));
    }

    /// Exact: M of E pairs stay mutual, so the share is 2 M / (E + M).
    #[test]
    fn the_share_is_met_exactly() {
        for r in [0.0, 0.1, 0.362, 0.5, 0.9, 1.0] {
            let whole = ErdosRenyi::with_mean_degree(2_000, 8.0, true).unwrap();
            let pairs = whole.generate(luck(3)).ties() as f64 / 2.0;
            let network = OneWay::new(whole, r).unwrap().generate(luck(3));
            let both = (pairs * r / (2.0 - r)).round();
            assert_eq!(network.ties() as f64, pairs + both);
            let share = Shape::of(&network).reciprocity.unwrap();
            assert!((share - 2.0 * both / (pairs + both)).abs() < 1e-12 && (share - r).abs() < 1.0 / pairs, "{share}");
        }
    }

    #[test]
    fn the_remark_is_that_of_the_law() {
        use crate::graph::generate::configuration::{Configuration, degree::Law};
        let law = || Configuration::new(40, Law::Fixed { ties: 9 }, true).unwrap();
        let plain = law().remark(luck(1), &law().generate(luck(1)));
        let thin = OneWay::new(law(), 0.3).unwrap();
        assert!(plain.is_some() && thin.remark(luck(1), &thin.generate(luck(1))) == plain);
    }
}
