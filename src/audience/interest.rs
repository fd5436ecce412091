//! What people care about, and how well an item meets it.
//!
//! Each person has a weight on each of K topics, at least 0, in sum 1. A person's own taste is drawn from a Dirichlet law with
//! the same parameter for every topic; with homophily h the weights are h times the taste of the person's community plus
//! 1 - h times its own, the taste of a community being drawn from the same law. The communities are those of the network (its
//! fact `community`, or the column of that name). An item has a topic weight vector x_c of its own; it meets person i by
//!
//! ```text
//! M(x_i, x_c) = (x_i . x_c) / mean over people of (x_j . x_c)
//! ```
//!
//! so that M is 1 in the mean over people, whatever the item.
//!
//! # Parameters
//!
//! `topics` K, 1 to 1000; `concentration`, above 0, the parameter of the Dirichlet law: small, people of one topic; large, people
//! who care a little about everything. The mean of the squared weights of one person is (1 + c) / (1 + K c). `homophily` h in [0, 1].
//!
//! # Cost
//!
//! Time and memory n K; 4 bytes a weight.
//!
//! # Randomness
//!
//! Interest of the network; entity: the person, or 2^32 + the number of the community in ascending order, each read in sequence.
//!
//! # Reference
//!
//! The product of topic weights as the match of person and item: N. Barbieri, F. Bonchi and G. Manco, *Topic-aware social
//! influence propagation models*, Knowledge and Information Systems 37 (2013), 555-584, doi:10.1007/s10115-013-0646-6.

use super::Attributes;
use super::column::column_of;
use super::gamma::gamma;
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::Graph;
use crate::random::{Purpose, Replicate, Sequence};

/// The topics of each person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interest {
    /// How many topics there are; 0: topics play no part.
    pub topics: u32,
    /// Weight of each topic for each person, at least 0, sum 1 per person; person by person, so weight t of person i stands
    /// at i * topics + t.
    pub weights: Vec<f32>,
    /// Whether communities share their interests, so that ties follow them.
    pub is_shared: bool,
}

/// The keys of `[interest]`.
pub const KEYS: &[Key] = &[
    Key::with_default("topics", Kind::Whole(1, 1000), "8", "how many topics there are").source("assumed"),
    Key::with_default(
        "concentration",
        Kind::Positive,
        "0.5",
        "how even the interests of one person are: the parameter of a Dirichlet law",
    )
    .larger("people who care a little about everything; near 0 everybody has one topic")
    .source("assumed"),
    Key::with_default("homophily", Kind::Probability, "0", "how much of a person's interests is that of its community")
        .larger("communities of like minds")
        .source("assumed"),
];

/// The name under which the weight of topic t (from 1) can be referred to like a column of attributes.
pub fn column_name(topic: u32) -> String {
    format!("topic-{topic}")
}

/// The law of interests, before it meets a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// How many topics, at least 1.
    pub topics: u32,
    /// The parameter of the Dirichlet law, above 0.
    pub concentration: f64,
    /// The share of the community in a person's weights, in [0, 1].
    pub homophily: f64,
}

impl Law {
    /// From a value that has passed [`KEYS`].
    ///
    /// # Errors
    ///
    /// None so far: every value is legal by itself.
    pub fn from_value(value: &Value) -> Result<Law, Fault> {
        Ok(Law {
            topics: value.whole("topics") as u32,
            concentration: value.number("concentration"),
            homophily: value.number("homophily"),
        })
    }

    /// The interests of the people of a network, drawn by its luck.
    ///
    /// # Errors
    ///
    /// A fault at `homophily` where it is above 0 and the people have no communities.
    pub fn draw(&self, graph: &Graph, attributes: &Attributes, luck: Replicate) -> Result<Interest, Fault> {
        let stream = luck.stream(Purpose::Interest);
        let topics = self.topics as usize;
        let taste = |entity: u64| taste(&mut stream.sequence(entity), topics, self.concentration);
        let is_shared = self.homophily > 0.0;
        let communities = if is_shared { communities(graph, attributes)? } else { Vec::new() };
        let count = communities.iter().max().map_or(0, |&last| last + 1);
        let tastes: Vec<Vec<f64>> = (0..count).map(|c| taste((1 << 32) + u64::from(c))).collect();
        let mut weights = Vec::with_capacity(graph.people() as usize * topics);
        for person in 0..graph.people() {
            let own = taste(u64::from(person));
            let shared = communities.get(person as usize).map(|&c| &tastes[c as usize]);
            weights.extend(own.iter().enumerate().map(|(t, &own)| match shared {
                Some(shared) => (self.homophily * shared[t] + (1.0 - self.homophily) * own) as f32,
                None => own as f32,
            }));
        }
        Ok(Interest { topics: self.topics, weights, is_shared })
    }

    /// The topic weights of an item, drawn from the law of one person by a sequence of its own.
    pub fn item(&self, sequence: &mut Sequence) -> Vec<f32> {
        taste(sequence, self.topics as usize, self.concentration).into_iter().map(|x| x as f32).collect()
    }
}

impl Interest {
    /// The weights of a person.
    #[inline]
    pub fn of(&self, person: u32) -> &[f32] {
        let topics = self.topics as usize;
        &self.weights[person as usize * topics..(person as usize + 1) * topics]
    }

    /// The product of the weights of two people.
    pub fn product(&self, a: u32, b: u32) -> f64 {
        product(self.of(a), self.of(b))
    }

    /// The mean product of the weights of two people with a tie; 0 without ties.
    pub fn mean_match(&self, graph: &Graph) -> f64 {
        let of = |u: u32| graph.hearers(u).iter().map(move |&v| self.product(u, v)).sum::<f64>();
        (0..graph.people()).map(of).sum::<f64>() / graph.ties().max(1) as f64
    }

    /// What an item with these weights meets in the mean person: the number by which [`Interest::match_of`] divides.
    pub fn mean_of(&self, item: &[f32]) -> f64 {
        let people = self.weights.len() / self.topics.max(1) as usize;
        (0..people as u32).map(|person| product(self.of(person), item)).sum::<f64>() / people.max(1) as f64
    }

    /// M: how well an item meets a person relative to the mean person. 1 where topics play no part.
    #[inline]
    pub fn match_of(&self, person: u32, item: &[f32], mean: f64) -> f64 {
        if self.topics == 0 || mean <= 0.0 { 1.0 } else { product(self.of(person), item) / mean }
    }

    /// The weights as columns of numbers, a topic each.
    pub fn columns(&self) -> Vec<(String, Vec<f64>)> {
        let topics = self.topics as usize;
        let column = |t: usize| self.weights.iter().skip(t).step_by(topics.max(1)).map(|&x| f64::from(x)).collect();
        (0..topics).map(|t| (column_name(t as u32 + 1), column(t))).collect()
    }
}

#[inline]
fn product(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum()
}

/// One draw of the Dirichlet law.
fn taste(sequence: &mut Sequence, topics: usize, concentration: f64) -> Vec<f64> {
    let mut weights: Vec<f64> = (0..topics).map(|_| gamma(sequence, concentration)).collect();
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= sum);
    } else {
        // So small a parameter that all numbers are 0: one topic alone.
        weights[sequence.below(topics as u64) as usize] = 1.0;
    }
    weights
}

/// The community of each person, numbered from 0 in ascending order of what the column `community` says.
fn communities(graph: &Graph, attributes: &Attributes) -> Result<Vec<u32>, Fault> {
    if attributes.kind("community").is_none() {
        let help = "use a network with communities, give the people a column `community`, or write homophily = 0";
        return Err(Fault::at(
            "homophily",
            "people share their community's interests, and there are no communities",
            help,
        ));
    }
    if let Ok(numbers) = column_of(attributes, graph.names(), "homophily", "community", f64::is_finite, "") {
        let mut sorted: Vec<f64> = numbers.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        sorted.dedup();
        return Ok(numbers.iter().map(|number| sorted.partition_point(|other| other < number) as u32).collect());
    }
    let mut of = vec![u32::MAX; graph.people() as usize];
    for (c, (_, people)) in attributes.groups("community").into_iter().enumerate() {
        people.into_iter().for_each(|person| of[person as usize] = c as u32);
    }
    match of.iter().position(|&c| c == u32::MAX) {
        Some(person) => {
            let message = format!("`{}` has no community", graph.names().get(person as u32));
            Err(Fault::at("homophily", message, "give everybody one in the column `community`, or write homophily = 0"))
        }
        None => Ok(of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::{Generator, erdos_renyi::ErdosRenyi};

    fn network(people: u32) -> (Graph, Attributes) {
        let graph = ErdosRenyi::with_mean_degree(people, 6.0, true).unwrap().draw(1u32);
        let community = (0..people).map(|person| f64::from(person % 10)).collect();
        (graph, Attributes::default().with_numbers("community", community))
    }

    fn drawn(concentration: f64, homophily: f64) -> Interest {
        let (graph, attributes) = network(4_000);
        let law = Law { topics: 8, concentration, homophily };
        law.draw(&graph, &attributes, Replicate::new(7.into(), 0, 0)).unwrap()
    }

    /// Weights add up to 1, and the mean of the sum of squares is (1 + c) / (1 + K c): 4,000 people, |z| < 5 by the sample's own
    /// deviation (alpha about 1e-6); a parameter off by a tenth would be noticed.
    #[test]
    fn weights_follow_the_dirichlet_law() {
        for concentration in [0.1, 0.5, 3.0] {
            let interest = drawn(concentration, 0.0);
            let squares: Vec<f64> = (0..4_000).map(|person| interest.product(person, person)).collect();
            for person in 0..4_000 {
                assert!((interest.of(person).iter().sum::<f32>() - 1.0).abs() < 1e-5);
            }
            let n = squares.len() as f64;
            let mean = squares.iter().sum::<f64>() / n;
            let variance = squares.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
            let exact = (1.0 + concentration) / (1.0 + 8.0 * concentration);
            assert!((mean - exact).abs() < 5.0 * (variance / n).sqrt(), "{concentration}: {mean} for {exact}");
        }
    }

    #[test]
    fn an_item_meets_the_mean_person_by_1() {
        let interest = drawn(0.3, 0.4);
        let item = Law { topics: 8, concentration: 0.3, homophily: 0.0 }
            .item(&mut Replicate::new(7.into(), 0, 0).stream(Purpose::Interest).sequence(99));
        let mean = interest.mean_of(&item);
        let total: f64 = (0..4_000).map(|person| interest.match_of(person, &item, mean)).sum();
        assert!((total / 4_000.0 - 1.0).abs() < 1e-9);
        assert_eq!(Interest::default().match_of(3, &item, 0.0), 1.0);
    }

    /// With homophily 1 a community is of one mind; with 0 nobody needs one.
    #[test]
    fn communities_share_their_interests() {
        let shared = drawn(0.5, 1.0);
        assert_eq!(shared.of(3), shared.of(13));
        assert_ne!(shared.of(3), shared.of(4));
        let (graph, _) = network(50);
        let luck = Replicate::new(7.into(), 0, 0);
        let law = |homophily| Law { topics: 3, concentration: 1.0, homophily };
        assert!(law(0.0).draw(&graph, &Attributes::default(), luck).is_ok());
        let fault = law(0.5).draw(&graph, &Attributes::default(), luck).unwrap_err();
        assert_eq!(fault.key, "homophily");
    }
}
