//! Any two people are tied with the same probability, each pair for itself: the random graph G(n, p).
//!
//! With `mutual` (the default) each of the n (n - 1) / 2 pairs is tied both ways with probability p; without it each of the
//! n (n - 1) ordered pairs u -> v (v hears u) for itself. Instead of p one may give the mean degree z, the mean number of
//! people who hear one person, and p = z / (n - 1): either way the number of ties, a mutual one counted twice, has the mean
//! n (n - 1) p = n z, and the degrees are binomial (n - 1, p).
//!
//! # Parameters
//!
//! `people` n, at least 1; exactly one of `probability` p, in [0, 1], and `mean-degree` z, in [0, n - 1]: larger, denser;
//! `mutual`, default true.
//!
//! `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! One random number a tie and one a person, whatever n^2 is: from one tie of a person to the next, floor(ln U / ln(1 - p))
//! others are passed over, which is the geometric law of the untied ones between (Batagelj and Brandes 2005). Memory of 4 bytes a
//! tie at the peak, with `mutual` 8 (a tie counted in both directions).
//!
//! # Randomness
//!
//! Stream Network, entity: the person, read in sequence along its row (with `mutual`, of those with a larger number).
//!
//! # Departures
//!
//! Erdos and Renyi drew a fixed number of ties ([`random_ties`](super::random_ties)); this is Gilbert's graph, which today
//! goes by their names.
//!
//! # Reference
//!
//! E. N. Gilbert, *Random graphs*, The Annals of Mathematical Statistics 30 (1959), doi:10.1214/aoms/1177706098;
//! V. Batagelj and U. Brandes, *Efficient generation of large random networks*, Physical Review E 71 (2005) 036113,
//! section II, doi:10.1103/PhysRevE.71.036113.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, erdos_renyi::ErdosRenyi};
//! use rumormill::quantity::RandomSeed;
//! use rumormill::random::{Purpose, Replicate};
//!
//! let luck = Replicate::new(RandomSeed::new(7).unwrap(), 0, 0).stream(Purpose::Network);
//! let network = ErdosRenyi::with_mean_degree(1_000, 6.0, true).unwrap().generate(luck);
//! assert_eq!((network.people(), network.is_mutual()), (1_000, true));
//! // 6,000 are expected; the standard deviation of a mutual count is 109.
//! assert!((5_500..6_500).contains(&network.ties()));
//! ```

use super::{Generator, PEOPLE, RECIPROCITY, fits, mutual_key, network, probable, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::{Graph, Names};
use crate::random::Stream;

const KEYS: &[Key] = &[
    PEOPLE,
    Key::optional("probability", Kind::Probability, "how probable a tie between two people is; this or `mean-degree`")
        .larger("more ties"),
    Key::optional(
        "mean-degree",
        Kind::Number(0.0, Graph::MOST_PEOPLE as f64),
        "how many people hear one person in the mean; this or `probability`",
    )
    .unit("people")
    .larger("more ties"),
    mutual_key("whether a tie runs both ways; if not, each direction is drawn for itself"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "erdos-renyi",
    title: "any two people are tied with the same probability",
    kind: Kind::Table(KEYS),
    reference: "E. N. Gilbert, Random graphs, 1959",
    check: "all 8 networks of 3 people have their exact probabilities; ties binomial at 20,000 people",
    build: |value| {
        let (people, mutual) = (value.whole("people") as u32, value.flag("mutual"));
        let given = |key| value.get(key).and_then(Value::as_number);
        match (given("probability"), given("mean-degree")) {
            (Some(p), None) => with_reciprocity(value, ErdosRenyi::new(people, p, mutual)?),
            (None, Some(z)) => with_reciprocity(value, ErdosRenyi::with_mean_degree(people, z, mutual)?),
            (Some(_), Some(_)) => {
                let message = "`probability` and `mean-degree` cannot both be given";
                Err(Fault::at("mean-degree", message, "keep one of the two").also("probability", "the other one"))
            }
            (None, None) => Err(Fault::at(
                "",
                "how many ties there are is missing",
                "write `mean-degree = 6` or `probability = 0.01`",
            )),
        }
    },
};

/// The random graph G(n, p).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErdosRenyi {
    people: u32,
    probability: f64,
    mutual: bool,
}

impl ErdosRenyi {
    /// Of n people and the probability of a tie, in [0, 1].
    ///
    /// # Errors
    ///
    /// A fault at `probability` where it is none, at `people` where a network cannot hold so many ties (six standard deviations above the mean).
    pub fn new(people: u32, probability: f64, mutual: bool) -> Result<Self, Fault> {
        probable(probability, "probability")?;
        let law = ErdosRenyi { people, probability, mutual };
        let ties = law.size().1;
        let copies = if mutual { 2.0 } else { 1.0 };
        fits(people, ties + 6.0 * (copies * ties * (1.0 - probability)).sqrt(), "people")?;
        Ok(law)
    }

    /// Of n people and the mean number of people who hear one person, in [0, n - 1].
    ///
    /// # Errors
    ///
    /// A fault at `mean-degree` where it is not from 0 to n - 1, and those of [`ErdosRenyi::new`].
    pub fn with_mean_degree(people: u32, mean: f64, mutual: bool) -> Result<Self, Fault> {
        let others = f64::from(people) - 1.0;
        if !(0.0..=others.max(0.0)).contains(&mean) {
            let message = format!("nobody can be heard by {mean} others among {people} people");
            return Err(Fault::at("mean-degree", message, format!("write at most {others}, or more people")));
        }
        ErdosRenyi::new(people, if others > 0.0 { mean / others } else { 0.0 }, mutual)
    }
}

impl Generator for ErdosRenyi {
    fn size(&self) -> (u64, f64) {
        let n = f64::from(self.people);
        (u64::from(self.people), n * (n - 1.0) * self.probability)
    }

    fn room(&self) -> Option<f64> {
        // The rows as they are drawn; of mutual ties both ends, and then the rows twice.
        Some(if self.mutual { 8.5 } else { 4.1 })
    }

    fn generate(&self, luck: Stream) -> Graph {
        let expected = self.size().1 / if self.mutual { 2.0 } else { 1.0 };
        let mut offsets = Vec::with_capacity(self.people as usize + 1);
        // Six standard deviations above the mean: hardly ever too few.
        let mut targets = Vec::with_capacity((expected + 6.0 * expected.sqrt()) as usize + 16);
        offsets.push(0);
        let scale = 1.0 / libm::log1p(-self.probability);
        for person in 0..self.people {
            // The others stand in a line: all, or those with a larger number.
            let first = if self.mutual { person + 1 } else { 0 };
            let line = f64::from(self.people - first - u32::from(!self.mutual));
            let mut sequence = luck.sequence(u64::from(person));
            let mut at = skip(&mut sequence, scale);
            while at < line {
                let other = first + at as u32;
                targets.push(other + u32::from(!self.mutual && other >= person));
                at += 1.0 + skip(&mut sequence, scale);
            }
            offsets.push(targets.len() as u32);
        }
        if !self.mutual {
            return Graph::from_rows(Names::Numbered(self.people), offsets, targets, None, false);
        }
        let mut from = Vec::with_capacity(targets.len());
        for person in 0..self.people as usize {
            from.resize(offsets[person + 1] as usize, person as u32);
        }
        network(self.people, from, targets, true)
    }
}

/// How many are passed over before the next tie; infinite for p = 0, 0 for p = 1. `scale` is 1 / ln(1 - p).
#[inline]
pub(super) fn skip(sequence: &mut crate::random::Sequence, scale: f64) -> f64 {
    (libm::log(sequence.uniform()) * scale).floor()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, luck};

    /// Chi-square, alpha = 1e-6, 20,000 draws: 8 networks of mutual ties among 3 people, 64 of directed ones.
    #[test]
    fn every_network_of_three_has_its_probability() {
        for (mutual, pairs) in [(true, 3), (false, 6)] {
            let law = ErdosRenyi::new(3, 0.3, mutual).unwrap();
            let chance = |ties: usize| (0..pairs).map(|i| if i < ties { 0.3 } else { 0.7 }).product::<f64>();
            let all: Vec<(u64, f64)> = (0..64u64)
                .map(|code| (code, code.count_ones() as usize))
                .filter(|(code, _)| {
                    !mutual || [(0, 2), (1, 4), (3, 5)].iter().all(|&(a, b)| code >> a & 1 == code >> b & 1)
                })
                .map(|(code, ties)| (code, chance(if mutual { ties / 2 } else { ties })))
                .collect();
            assert_eq!(all.len(), 1 << pairs);
            assert_law(&all, 20_000, |i| law.generate(luck(i)));
        }
    }

    /// Binomial count of 120,000 or so: |z| < 4.5, alpha = 7e-6; a mean off by 2 % would be seen.
    #[test]
    fn ties_are_binomial() {
        for (people, z, mutual) in
            [(20_000u32, 6.0, true), (20_000, 6.0, false), (500, 450.0, true), (500, 250.0, false)]
        {
            let ties = ErdosRenyi::with_mean_degree(people, z, mutual).unwrap().generate(luck(1)).ties() as f64;
            let copies = if mutual { 2.0 } else { 1.0 };
            let (n, p) = (f64::from(people), z / f64::from(people - 1));
            let deviation = (copies * n * (n - 1.0) * p * (1.0 - p)).sqrt();
            assert!(((ties - n * z) / deviation).abs() < 4.5, "{ties} ties, {people} people");
        }
    }

    #[test]
    fn no_chance_and_certainty_are_exact() {
        for mutual in [true, false] {
            let ties = |people, p| ErdosRenyi::new(people, p, mutual).unwrap().generate(luck(0)).ties();
            assert_eq!((ties(40, 0.0), ties(40, 1.0), ties(1, 0.5)), (0, 40 * 39, 0));
        }
    }
}
