//! Whom to ask first, one strategy a file.

use crate::catalog::Fault;
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

crate::catalog! { Box<dyn Seeding>:
    people, file, random, most_ties, rank_band, degree_discount, friends_of_random,
    best,
}

/// A way to choose the seed set.
pub trait Seeding: Send + Sync {
    /// The seed set in one replicate: different people, as many as asked for. `luck` is the replicate's, the same for every
    /// campaign; what does not vary looks only at the network.
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32>;

    /// The seed set where it depends on how it spreads; `None`: it does not, and `seeds` says it.
    fn seeds_under(&self, network: &Network, question: best::Question) -> Option<Result<Vec<u32>, Fault>> {
        let _ = (network, question);
        None
    }

    /// Whether it depends on how it spreads.
    fn asks_for_spread(&self) -> bool {
        false
    }

    /// Whether the seed set differs from replicate to replicate.
    fn varies(&self) -> bool {
        false
    }

    /// Whether this network can give such a seed set: enough people, known names.
    fn check(&self, graph: &Graph) -> Result<(), Fault>;

    /// A file of names that must be read first: its path, and where the names go.
    fn file(&mut self) -> Option<(&str, &mut Vec<String>)> {
        None
    }
}

/// A fault unless the network has that many people.
fn enough(key: &str, count: u64, graph: &Graph) -> Result<(), Fault> {
    if count <= u64::from(graph.people()) {
        return Ok(());
    }
    Err(Fault::at(
        key,
        format!("{count} people are asked for, and the network has {}", graph.people()),
        format!("write at most {}", graph.people()),
    ))
}

/// People by how many hear them, most first; equals in canonical order.
fn by_ties(graph: &Graph) -> Vec<u32> {
    let mut people: Vec<u32> = (0..graph.people()).collect();
    people.sort_by_key(|&person| (std::cmp::Reverse(graph.out_degree(person)), person));
    people
}

/// The kind of a number of people, at least 1.
const COUNT: crate::catalog::Kind = crate::catalog::Kind::Whole(1, Graph::MOST_PEOPLE);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Audience;
    use crate::catalog::Value;
    use crate::graph::{Names, builder};
    use crate::quantity::RandomSeed;

    fn luck(replicate: u64) -> Replicate {
        Replicate::new(RandomSeed::new(7).unwrap(), replicate, 0)
    }

    fn seeds(name: &str, value: Value, graph: &Graph, replicate: u64) -> Vec<u32> {
        let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
        let seeding = (entry.build)(&value).unwrap();
        seeding.check(graph).unwrap();
        let network = Network { graph, audience: &Audience::default(), luck: luck(0) };
        seeding.seeds(&network, &luck(replicate))
    }

    /// Two mutual stars, centres 0 (leaves 1 to 4 and 9) and 5 (leaves 6 to 9), that share leaf 9; 10 and 11 are alone.
    fn stars() -> Graph {
        let from = vec![0, 0, 0, 0, 0, 5, 5, 5, 5];
        builder::from_ties(Names::Numbered(12), from, vec![1, 2, 3, 4, 9, 6, 7, 8, 9], true)
    }

    #[test]
    fn strategies_by_hand() {
        let graph = stars();
        assert_eq!(seeds("most-ties", Value::Whole(3), &graph, 0), [0, 5, 9]);
        assert_eq!(seeds("degree-discount", people("degree-discount", 3), &graph, 0), [0, 5, 10]);
        assert_eq!(
            seeds("people", Value::List(vec![Value::Text("11".into()), Value::Text("3".into())]), &graph, 0),
            [11, 3]
        );
        let band = |from: f64, to: f64, count| {
            let value = [("from", Value::Number(from)), ("to", Value::Number(to)), ("count", Value::Whole(count))];
            seeds("rank-band", Value::Table(value.map(|(key, value)| (key.to_owned(), value)).into()), &graph, 0)
        };
        let mut all = band(0.0, 1.0, 12);
        all.sort_unstable();
        assert_eq!(all, (0..12).collect::<Vec<u32>>());
        assert_eq!(band(0.0, 0.25, 3), [0, 5, 9]);
    }

    /// A number of people as a scenario that has been read holds it: with the other keys beside it, where there are any.
    fn people(name: &str, count: u64) -> Value {
        match name {
            "degree-discount" => Value::Table(vec![
                ("count".to_owned(), Value::Whole(count)),
                ("probability".to_owned(), Value::Number(0.01)),
            ]),
            _ => Value::Whole(count),
        }
    }

    /// Every strategy that takes a plain count gives as many different people, the same each time, also without ties.
    #[test]
    fn every_count_is_kept() {
        let lonely = builder::from_ties(Names::Numbered(9), vec![], vec![], false);
        for name in ["random", "most-ties", "degree-discount", "friends-of-random"] {
            for graph in [&stars(), &lonely] {
                for count in 1..=graph.people() {
                    for replicate in 0..5 {
                        let mut chosen = seeds(name, people(name, count.into()), graph, replicate);
                        assert_eq!(chosen, seeds(name, people(name, count.into()), graph, replicate));
                        chosen.sort_unstable();
                        chosen.dedup();
                        assert_eq!(chosen.len(), count as usize, "{name}");
                    }
                }
            }
        }
    }

    /// The friend named by a random person of the stars: the centres are named by 5 - 1/2 and 4 - 1/2 leaves of 12 people
    /// asked, passing over the two who hear nobody. Chance of a centre (4 + 3 + 1) / 10 (leaf 9 names either);
    /// 4,000 replicates, standard error 0.0063: six of them are 0.038, where asking the person itself would give 0.2.
    #[test]
    fn friends_have_more_friends() {
        let graph = stars();
        let centres = (0..4000).filter(|&r| {
            let seed = seeds("friends-of-random", Value::Whole(1), &graph, r)[0];
            seed == 0 || seed == 5
        });
        let share = centres.count() as f64 / 4000.0;
        assert!((share - 0.8).abs() < 0.038, "{share}");
    }

    #[test]
    fn too_many_and_unknown_people_are_faults() {
        let graph = stars();
        let fault = |name: &str, value| {
            let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
            (entry.build)(&value).unwrap().check(&graph).unwrap_err().message
        };
        assert_eq!(fault("random", Value::Whole(13)), "13 people are asked for, and the network has 12");
        assert_eq!(
            fault("people", Value::List(vec![Value::Text("12".into())])),
            "nobody in the network is called `12`"
        );
        assert_eq!(
            fault("people", Value::List(vec![Value::Text("1".into()), Value::Text("1".into())])),
            "`1` stands there twice"
        );
    }
}
