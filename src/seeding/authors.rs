//! Those who post: people drawn in proportion to how often they come and how ready they are to act in public.
//!
//! Posts on a platform are not written by anybody: who comes often and likes to act writes most of them, and has more ties than
//! others. Person after person is drawn in proportion to (visits x propensity), none twice. Without a
//! law of participation the columns `visits` and `propensity` of the people's file count, and where there is nothing of either all
//! are alike, and it is `random`.
//!
//! # Parameters
//!
//! How many people.
//!
//! # Cost
//!
//! Linear in the people of the network.
//!
//! # Randomness
//!
//! The author stream of the replicate, read in sequence; the first k of a longer draw are the draw of k.

use super::{COUNT, Seeding, enough};
use crate::audience::Audience;
use crate::audience::participation::COLUMNS;
use crate::catalog::{Entry, Fault};
use crate::graph::{Graph, PerPerson};
use crate::model::Network;
use crate::random::{Purpose, Replicate};

/// The catalog entry.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "authors",
    title: "those who post: people drawn in proportion to their visits and their propensity to act",
    kind: COUNT,
    reference: "",
    check: "each person's share of first draws is its share of visits times propensity",
    build: |value| Ok(Box::new(Authors { count: value.as_whole().unwrap_or(1) })),
};

/// The strategy.
pub struct Authors {
    count: u64,
}

impl Seeding for Authors {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        let people = network.graph.people();
        let Audience { participation, attributes, .. } = network.audience;
        let [visits, propensity] = COLUMNS;
        // What the file of the people says stands where no law has drawn it.
        let of = |drawn: &PerPerson<f64>, column: &str, person: u32| match drawn {
            PerPerson::Same(all) => attributes.number(column, person).unwrap_or(*all).max(0.0),
            PerPerson::Each(each) => each[person as usize],
        };
        let mut sum = 0.0;
        let sums: Vec<f64> = (0..people)
            .map(|person| {
                sum +=
                    of(&participation.visit_rate, visits, person) * of(&participation.propensity, propensity, person);
                sum
            })
            .collect();
        let mut sequence = luck.stream(Purpose::Author).sequence(0);
        let (mut chosen, mut taken): (Vec<u32>, Vec<bool>) = (Vec::new(), vec![false; people as usize]);
        let mut left = 64 * (self.count + 16);
        while (chosen.len() as u64) < self.count && left > 0 && sum > 0.0 {
            let at = sequence.uniform() * sum;
            let person = sums.partition_point(|&below| below <= at).min(people as usize - 1) as u32;
            if !std::mem::replace(&mut taken[person as usize], true) {
                chosen.push(person);
            }
            left -= 1;
        }
        // Where only few ever come, the others follow in canonical order.
        let others = (0..people).filter(|&person| !taken[person as usize]);
        let missing = self.count as usize - chosen.len();
        let others: Vec<u32> = others.take(missing).collect();
        chosen.extend(others);
        chosen
    }

    fn varies(&self) -> bool {
        true
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        enough("", self.count, graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Participation;
    use crate::graph::{Names, builder};

    /// Visits 1, 2, 3 and propensity 1, 1, 2: shares 1/9, 2/9, 6/9 of 9,000 first draws (|z| < 4.5).
    #[test]
    fn in_proportion_to_visits_and_propensity() {
        let graph = builder::from_ties(Names::Numbered(3), vec![], vec![], false);
        let participation = Participation {
            visit_rate: PerPerson::Each(vec![1.0, 2.0, 3.0]),
            propensity: PerPerson::Each(vec![1.0, 1.0, 2.0]),
        };
        let audience = Audience { participation, ..Audience::default() };
        let mut counts = [0.0; 3];
        for r in 0..9000 {
            let luck = Replicate::new(5u32.into(), r, 0);
            let network = Network { graph: &graph, audience: &audience, luck };
            let all = Authors { count: 3 }.seeds(&network, &luck);
            assert_eq!(Authors { count: 1 }.seeds(&network, &luck), all[..1]);
            let mut sorted = all.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2]);
            counts[all[0] as usize] += 1.0;
        }
        for (count, share) in counts.into_iter().zip([1.0 / 9.0, 2.0 / 9.0, 6.0 / 9.0]) {
            let z: f64 = (count - 9000.0 * share) / f64::sqrt(9000.0 * share * (1.0 - share));
            assert!(z.abs() < 4.5, "{counts:?}");
        }
    }

    /// Columns of the people's file count where no law has drawn anything: who never comes never posts.
    #[test]
    fn columns_of_a_file_count() {
        let graph = builder::from_ties(Names::Numbered(3), vec![], vec![], false);
        let mut audience = Audience::default();
        audience.attributes = audience.attributes.with_numbers("visits", vec![0.0, 2.0, 6.0]);
        let first = |r: u64| {
            let luck = Replicate::new(5u32.into(), r, 0);
            Authors { count: 1 }.seeds(&Network { graph: &graph, audience: &audience, luck }, &luck)[0]
        };
        let counts = (0..8000).map(first).fold([0usize; 3], |mut counts, person| {
            counts[person as usize] += 1;
            counts
        });
        // A quarter of 8,000, standard deviation 38.7, 4.5 of them 174.
        assert!(counts[0] == 0 && counts[1].abs_diff(2000) < 174, "{counts:?}");
    }
}
