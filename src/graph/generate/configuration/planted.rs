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

use super::degree::{Law, Sampler};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::generate::joining::{Ties, join, join_one_way};
use crate::graph::generate::pairs::Pairs;
use crate::graph::generate::{COMMUNITY, Generator, each_way, fits, network};
use crate::graph::{Graph, shape};
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate, Sequence, Stream};

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

const OUTSIDE: u64 = (1 << 32) + 3;
const INSIDE: u64 = 1 << 33;

/// Most people of a trial network.
const TRIAL: u32 = 20_000;
/// How near a trial must come to the clustering asked for.
const NEAR: f64 = 0.001;
/// Most trials.
const TRIALS: u32 = 24;

/// People of a community where nothing is said.
const USUAL_SIZE: f64 = 60.0;
/// The largest share of ties inside that is tried.
const MOST_LOCAL: f64 = 0.98;

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

/// Ends of ties that are answered, and of those that are not on the side that is heard.
#[derive(Clone, Copy, Default)]
struct Ends {
    both: u32,
    one_way: u32,
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

/// The circles for which a trial comes near the clustering: `of` gives those of t from 0 to 1, with which clustering rises, nearly
/// in a straight line. The error is the clustering at 0 and 1, where it does not lie between.
fn search(
    clustering: f64,
    of: impl Fn(f64) -> Circles,
    measured: impl Fn(Circles) -> f64,
) -> Result<Circles, (f64, f64)> {
    let (mut low, mut high) = ((0.0, measured(of(0.0))), (1.0, measured(of(1.0))));
    if clustering < low.1 - NEAR || clustering > high.1 + NEAR {
        return Err((low.1, high.1));
    }
    let nearer =
        |a: (f64, f64), b: (f64, f64)| if (a.1 - clustering).abs() <= (b.1 - clustering).abs() { a } else { b };
    let mut best = nearer(low, high);
    for trial in 1..=TRIALS {
        if (best.1 - clustering).abs() <= NEAR {
            break;
        }
        let straight = ((clustering - low.1) / (high.1 - low.1)).clamp(0.02, 0.98);
        // Where one end stays for long, halve.
        let share = if trial % 3 == 0 { 0.5 } else { straight };
        let t = low.0 + share * (high.0 - low.0);
        let found = (t, measured(of(t)));
        best = nearer(best, found);
        if found.1 < clustering { low = found } else { high = found }
    }
    Ok(of(best.0))
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

    /// The same with the size of communities for which the mean local clustering is this.
    ///
    /// # Errors
    ///
    /// Those of [`Planted::new`], and a fault at `clustering` where no size has it, with the bounds.
    pub fn clustered(
        people: u32,
        law: Law,
        reciprocity: Option<f64>,
        local: Option<f64>,
        clustering: f64,
    ) -> Result<Self, Fault> {
        let trial_people = people.min(TRIAL);
        let plain = Planted::new(people, law, reciprocity, None)?;
        let trial =
            if trial_people == people { plain.clone() } else { Planted::new(trial_people, law, reciprocity, None)? };
        // Small networks differ much from each other: as many trials as have the people of a large one.
        let trials = u64::from(TRIAL.div_ceil(trial_people.max(1)));
        let measured = |circles: Circles| {
            let trial = Planted { circles: Some(circles), ..trial.clone() };
            let luck = |t: u64| Replicate::new(RandomSeed::from(0u32), t, 0).stream(Purpose::Network);
            (0..trials).map(|t| shape::local_clustering(&trial.generate(luck(t)))).sum::<f64>() / trials as f64
        };
        let refuse = |message: String, help: String| Err(Fault::at("clustering", message, help));
        let most = f64::from(trial_people);
        // How many neighbours a tie makes: two for a pair of ties that are not answered.
        let neighbours = trial.degrees.mean() * (2.0 - reciprocity.unwrap_or(1.0));
        let of_size = |local: f64| {
            let smallest = (1.0 + local * neighbours).clamp(3.0, most.max(3.0));
            move |t: f64| Circles { size: 1.0 / ((1.0 - t) / most.max(smallest) + t / smallest), local }
        };
        let of_local = |t: f64| Circles { size: USUAL_SIZE.min(most), local: MOST_LOCAL * t.sqrt() };
        let found = match local {
            Some(local) => search(clustering, of_size(local), measured),
            None => search(clustering, of_local, measured).or_else(|found| match found {
                // Circles of the usual size are too loose: tighter ones, in which most ties stay.
                (_, high) if high < clustering => {
                    let local = (clustering / 0.75).sqrt().clamp(0.5, MOST_LOCAL);
                    search(clustering, of_size(local), measured)
                        .or_else(|_| search(clustering, of_size(MOST_LOCAL), measured))
                }
                found => Err(found),
            }),
        };
        match found {
            Ok(circles) => Ok(Planted { circles: Some(circles), clustering: Some(clustering), ..plain }),
            Err((_, high)) if high < clustering => {
                let message = format!("with these ties the mean local clustering is at most about {high:.2}");
                let larger = if local.is_some() { ", or a larger `local`" } else { "" };
                refuse(message, format!("write at most {high:.2}{larger}"))
            }
            Err((low, _)) => {
                let message =
                    format!("with so many ties among so few people the clustering is {low:.3} by chance alone");
                refuse(message, format!("write at least {low:.3}, or more people, or fewer ties"))
            }
        }
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

    /// How many ends of each kind a person has inside its community and outside.
    fn ends(&self, luck: Stream, person: u32, room: u32) -> [Ends; 2] {
        let id = u64::from(person);
        let degree = self.degrees.draw(luck, id);
        let rounded =
            |share: f64, index: u64| ((share * f64::from(degree) + luck.uniform(id, index)).floor() as u32).min(degree);
        let both = self.reciprocity.map_or(degree, |reciprocity| rounded(reciprocity, 2));
        let Some(circles) = self.circles else {
            return [Ends::default(), Ends { both, one_way: degree - both }];
        };
        // Ends that are not answered meet as many that hear: both take room.
        let answered = self.reciprocity.unwrap_or(1.0);
        let most = (f64::from(room) / (2.0 - answered)).floor() as u32;
        let inside = rounded(circles.local, 3).min(most);
        // Whole numbers near both shares: inside, the share that is answered is that of all.
        let both_inside = if degree == 0 {
            0
        } else {
            let exact = f64::from(inside) * f64::from(both) / f64::from(degree);
            ((exact + luck.uniform(id, 4)).floor() as u32).min(inside).min(both)
        };
        let one_way_inside = (inside - both_inside).min(degree - both);
        [
            Ends { both: both_inside, one_way: one_way_inside },
            Ends { both: both - both_inside, one_way: degree - both - one_way_inside },
        ]
    }

    fn make(&self, luck: Stream) -> Made {
        let starts = self.starts();
        let mut made = Made::default();
        let mut outside = Loose::default();
        let mut one_way_outside = vec![0; self.people as usize];
        for c in 0..starts.len() - 1 {
            let members = starts[c]..starts[c + 1];
            let mut sequence = luck.sequence(INSIDE + c as u64);
            let mut inside = Loose::default();
            let mut one_way = Vec::with_capacity(members.len());
            for person in members.clone() {
                let [within, without] = self.ends(luck, person, members.len() as u32 - 1);
                made.asked += u64::from(within.both + within.one_way + without.both + without.one_way);
                inside.both.extend(std::iter::repeat_n(person, within.both as usize));
                one_way.push(within.one_way);
                outside.both.extend(std::iter::repeat_n(person, without.both as usize));
                one_way_outside[person as usize] = without.one_way;
            }
            if self.circles.is_none() {
                continue;
            }
            inside.deal(starts[c], &one_way, &mut sequence);
            let mut tied = Pairs::with_capacity(inside.both.len() / 2 + inside.heard.len());
            if inside.both.len() % 2 == 1 {
                outside.both.push(inside.both.swap_remove(sequence.below(inside.both.len() as u64) as usize));
            }
            let left = made.join(inside, &mut sequence, &mut tied, |_, _| false);
            outside.both.extend(left.both);
            outside.heard.extend(left.heard);
            outside.hearing.extend(left.hearing);
        }
        made.inside = made.ties();
        let mut sequence = luck.sequence(OUTSIDE);
        outside.deal(0, &one_way_outside, &mut sequence);
        let of: Vec<u32> = match starts.len() {
            0..3 => Vec::new(),
            _ => (0..).zip(starts.windows(2)).flat_map(|(c, pair)| (pair[0]..pair[1]).map(move |_| c)).collect(),
        };
        let barred = |a: u32, b: u32| !of.is_empty() && of[a as usize] == of[b as usize];
        let mut tied = Pairs::with_capacity(outside.both.len() / 2 + outside.heard.len());
        if starts.len() == 2 && self.circles.is_some() {
            // One community is everybody: what leads out of it meets the same people.
            made.both.iter().chain(&made.one_way).for_each(|&[a, b]| {
                tied.insert(a, b);
            });
        }
        made.join(outside, &mut sequence, &mut tied, barred);
        made
    }
}

/// Ends that wait for a partner.
#[derive(Default)]
struct Loose {
    both: Vec<u32>,
    heard: Vec<u32>,
    hearing: Vec<u32>,
}

impl Loose {
    /// Adds the ends of ties that are not answered: those that are heard as each person has them, those that hear dealt out again.
    fn deal(&mut self, first: u32, counts: &[u32], sequence: &mut Sequence) {
        let mut order: Vec<u32> = (first..).take(counts.len()).collect();
        if counts.iter().all(|&count| count == 0) {
            return;
        }
        for i in (1..order.len()).rev() {
            order.swap(i, sequence.below(i as u64 + 1) as usize);
        }
        for (i, &count) in counts.iter().enumerate() {
            self.heard.extend(std::iter::repeat_n(first + i as u32, count as usize));
            self.hearing.extend(std::iter::repeat_n(order[i], count as usize));
        }
    }
}

/// Ties that are answered, each once, and those that are not, the one who is heard first.
#[derive(Default)]
struct Made {
    both: Ties,
    one_way: Ties,
    asked: u64,
    inside: u64,
}

impl Made {
    /// Joins ends; what could not be joined comes back.
    fn join(
        &mut self,
        ends: Loose,
        sequence: &mut Sequence,
        tied: &mut Pairs,
        barred: impl Fn(u32, u32) -> bool + Copy,
    ) -> Loose {
        let (ties, left) = join(ends.both, sequence, tied, barred);
        self.both.extend(ties);
        let both = left.into_iter().flatten().collect();
        let (ties, left) = join_one_way(ends.heard, ends.hearing, sequence, tied, barred);
        self.one_way.extend(ties);
        let (heard, hearing) = left.into_iter().map(|[heard, hearing]| (heard, hearing)).unzip();
        Loose { both, heard, hearing }
    }

    /// Directed ties.
    fn ties(&self) -> u64 {
        2 * self.both.len() as u64 + self.one_way.len() as u64
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
        let mut parts = Vec::new();
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
