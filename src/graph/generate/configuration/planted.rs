//! The configuration model with circles of people who are tied more among themselves, and ties that are answered or not: every
//! number of hearers as drawn, a share of everyone's ties in its own community, a share of them answered, and with the right size
//! of communities a given clustering.
//!
//! Person i draws the number k_i of those who hear it. A share r of these ties is to be answered, a share `local` to stay in the
//! community, each rounded up or down at random such that the mean is kept; r is 1 with `mutual`. Ends of ties that are answered
//! are joined two by two. For the others there are as many ends that hear: the same numbers dealt out again among the people (of
//! the community, or all), so whom one hears and who hears one are independent but for the ties that are answered. First the ends
//! inside each community are joined, then all others with none inside a community; ties that may not be are mended by exchanging
//! ends with another one, and ends that find no partner inside lead out. Nobody has more ties inside than the community has room
//! for: what is above leads out, so a larger `local` than a hub can have is not kept for hubs.
//!
//! People live in communities in their order: the first `size` in the first, and so on; sizes are the two whole numbers beside
//! `size`, such that the mean is kept.
//!
//! # Clustering
//!
//! The more ties stay inside and the smaller a community, the more friends of a person are friends. With `clustering` the circles
//! are found with which a network of this law has that mean local clustering (people with fewer than 2 neighbours count as 0).
//! Communities have 60 people, and the share of ties inside is looked for; where that does not do, or `local` says the share, their
//! size is. The search is regula falsi on trial networks of at most 20,000 people (of fewer, the mean of as many as have so many
//! people), drawn with random seed 0, until the trial is within 0.001. Networks drawn later differ from it by chance, as the trial does from them: at 20,000 people with a standard
//! deviation of about 0.002 for lognormal degrees with mean 40, 0.008 for a power law with mean 4 up to 300, and much more where a
//! power law has no maximum, whose largest hub differs from network to network. The remark says where it is more than 0.005.
//!
//! # Cost
//!
//! Linear in people and ties, about ten times the plain configuration model; the search draws some six networks.
//!
//! # Randomness
//!
//! Stream Network, entity: a person's number, index 0 and 1 for its degree, 2 and 3 for the rounding; 2^32 + 3, read in sequence,
//! for the ends that lead out; 2^33 + c for those of community c. Index 4 of a person: how many of its ties inside are answered.
//!
//! # Departures
//!
//! Stochastic block models fix probabilities, this fixes degrees; in Lancichinetti, Fortunato and Radicchi's model
//! ([`communities`](crate::graph::generate::communities)) the sizes differ, and everyone keeps its share inside. Ends that cannot
//! be tied are mended by exchanges, which departs a little from all networks that fit being equally likely.
//!
//! # Reference
//!
//! B. Karrer and M. E. J. Newman, *Stochastic blockmodels and community structure in networks*, Physical Review E 83 (2011)
//! 016107, doi:10.1103/PhysRevE.83.016107 (degrees and planted communities); the measure: D. J. Watts and S. H. Strogatz,
//! *Collective dynamics of 'small-world' networks*, Nature 393 (1998), 440-442, doi:10.1038/30918.

mod clustering;
mod made;

use super::degree::{Law, Sampler};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::generate::{COMMUNITY, Generator, each_way, fits, network};
use crate::graph::{Graph, shape};
use crate::random::Stream;
use made::Made;

/// The keys that plant circles.
pub(super) const KEYS: &[Key] = &[
    Key::optional("communities", Kind::Whole(1, Graph::MOST_PEOPLE), "how many communities people live in; this or `community-size`")
        .larger("smaller circles, more clustering"),
    Key::optional("community-size", Kind::Number(2.0, Graph::MOST_PEOPLE as f64), "how many people a community has in the mean; this or `communities`")
        .unit("people")
        .larger("less clustering"),
    Key::optional(
        "local",
        Kind::Probability,
        "the share of everyone's ties that stay in the community; 0.6 where it is left out, 0.5 if ties are not mutual, or as much as \
         `clustering` needs",
    )
    .larger("communities that keep to themselves")
    .source("assumed"),
    Key::optional(
        "clustering",
        Kind::Probability,
        "the mean local clustering that the network shall have; the communities follow from it",
    )
    .larger("more friends are friends: smaller circles"),
];

/// Where people live.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circles {
    /// People of a community in the mean, at least 2.
    pub size: f64,
    /// The share of everyone's ties that stay inside, in [0, 1].
    pub local: f64,
}

/// A configuration model with planted communities and answered ties.
#[derive(Clone, Debug)]
pub struct Planted {
    people: u32,
    degrees: Sampler,
    /// The share of ties that are answered; `None`: all, the network is mutual.
    reciprocity: Option<f64>,
    circles: Option<Circles>,
    /// What was asked for.
    clustering: Option<f64>,
}

/// The law that the keys of [`KEYS`], or a reciprocity of ties that are not mutual, ask for; `None` where they ask for nothing.
pub(super) fn asked(value: &Value, law: Law) -> Result<Option<Planted>, Fault> {
    let people = value.whole("people") as u32;
    let number = |key: &str| value.get(key).and_then(Value::as_number);
    let mutual = value.flag("mutual");
    let reciprocity = (!mutual).then(|| number("reciprocity").unwrap_or(0.0));
    let (count, size, local) = (number("communities"), number("community-size"), number("local"));
    if count.is_some() && size.is_some() {
        let fault = Fault::at(
            "community-size",
            "`communities` and `community-size` cannot both be given",
            "keep one of the two",
        );
        return Err(fault.also("communities", "the other one"));
    }
    if let Some(clustering) = number("clustering") {
        if let Some(key) = ["communities", "community-size"].into_iter().find(|key| number(key).is_some()) {
            let message = format!("the size of communities follows from `clustering`, and `{key}` gives another one");
            return Err(Fault::at(key, message, "keep one of the two").also("clustering", "the other one"));
        }
        return Planted::clustered(people, law, reciprocity, local, clustering).map(Some);
    }
    let size = size.or(count.map(|count| f64::from(people) / count));
    if let (None, Some(_)) = (size, local) {
        let message = "`local` is the share of ties inside communities, and there are none";
        return Err(Fault::at("local", message, "write community-size = 60 beside it, or clustering = 0.1"));
    }
    if size.is_none() && number("reciprocity").is_none_or(|_| mutual) {
        return Ok(None);
    }
    let circles = size.map(|size| Circles { size, local: local.unwrap_or(usual(reciprocity)) });
    Planted::new(people, law, reciprocity, circles).map(Some)
}

/// The share of ties inside where nothing is said.
fn usual(reciprocity: Option<f64>) -> f64 {
    if reciprocity.is_none() { 0.6 } else { 0.5 }
}

impl Planted {
    /// Of n people, a law of the number of hearers, the share of ties that are answered (`None`: all), and where people live.
    ///
    /// # Errors
    ///
    /// A fault below `degree` where the law cannot be had among n people, at `communities` where communities have fewer than two
    /// people, at `people` where a network cannot hold the ties.
    pub fn new(people: u32, law: Law, reciprocity: Option<f64>, circles: Option<Circles>) -> Result<Self, Fault> {
        let degrees = Sampler::new(law, people)?;
        let n = f64::from(people);
        fits(people, n * degrees.mean() + 6.0 * n.sqrt() * degrees.deviation(), "people")?;
        if circles.is_some_and(|circles| circles.size < 2.0) {
            let message = format!("communities need at least two people each, and there are {people} people");
            return Err(Fault::at("communities", message, format!("write at most {}", people / 2)));
        }
        Ok(Planted { people, degrees, reciprocity, circles, clustering: None })
    }

    /// Where people live, if communities are planted.
    pub fn circles(&self) -> Option<Circles> {
        self.circles
    }

    /// How many communities there are.
    fn communities(&self) -> u32 {
        self.circles.map_or(1, |circles| (f64::from(self.people) / circles.size).round().max(1.0) as u32)
    }

    /// The first person of each community, and the number of people: all alike up to one person.
    fn starts(&self) -> Vec<u32> {
        let count = u64::from(self.communities());
        (0..=count).map(|c| (u64::from(self.people) * c / count) as u32).collect()
    }
}

impl Generator for Planted {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), f64::from(self.people) * self.degrees.mean())
    }

    fn generate(&self, luck: Stream) -> Graph {
        let Made { both, one_way, .. } = self.make(luck);
        let mutual = self.reciprocity.is_none();
        let ties = both.len() as f64 * each_way(1.0, !mutual);
        let (mut from, mut to) = (Vec::with_capacity(ties as usize), Vec::with_capacity(ties as usize));
        let mut tie = |a: u32, b: u32| {
            from.push(a);
            to.push(b);
        };
        for [a, b] in both {
            tie(a, b);
            if !mutual {
                tie(b, a);
            }
        }
        one_way.into_iter().for_each(|[a, b]| tie(a, b));
        network(self.people, from, to, mutual)
    }

    fn facts(&self, _luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        let Some(_) = self.circles else { return Vec::new() };
        let starts = self.starts();
        let of = |c: usize| std::iter::repeat_n(c as f64, (starts[c + 1] - starts[c]) as usize);
        vec![(COMMUNITY, (0..starts.len() - 1).flat_map(of).collect())]
    }

    fn remark(&self, luck: Stream, graph: &Graph) -> Option<String> {
        let made = self.make(luck);
        let mut parts: Vec<String> = self.degrees.remark().into_iter().collect();
        if let Some(asked) = self.clustering {
            let found = shape::local_clustering(graph);
            if (found - asked).abs() > 0.005 {
                parts.push(format!("the mean local clustering is {found:.4}, and {asked} was asked for"));
            }
        }
        let local = made.inside as f64 / made.ties().max(1) as f64;
        if let Some(circles) = self.circles.filter(|circles| (circles.local - local).abs() > 0.01) {
            let asked = circles.local;
            parts.push(format!("{local:.3} of the ties stay in their community, and {asked:.3} were asked for: hubs have no room for more"));
        }
        let left_out = made.asked - made.ties();
        // A few are always lost: an odd end, a hub's last.
        if 10_000 * left_out > made.asked {
            let share = 100.0 * left_out as f64 / made.asked as f64;
            parts.push(format!(
                "{left_out} of {} ties asked for ({share:.2} %) are left out: nobody was left to tie them to",
                made.asked
            ));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

#[cfg(test)]
mod tests;
