//! A platform made ready for one network: calibrated rates, and what is drawn once for it.

use super::alias::Alias;
use super::calibrate::{self, Weighted};
use super::pool::Position;
use super::ready_feed::ReadyFeed;
use super::{Feed, Platform, SurfaceKind, Worth};
use crate::audience::Audience;
use crate::audience::relationship::channels;
use crate::graph::{Graph, PerPerson};
use crate::random::{Purpose, Replicate};

/// A verb with its rates.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// -ln(1 - p), p after the ratio of degrees.
    pub unit: f64,
    /// p itself, after the ratio.
    pub chance: f64,
    /// The factor of propensities, 1 where they do not count.
    pub spread: f64,
    /// Which dose it reads.
    pub class: usize,
}

/// A platform on one network, as a run sees it.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The platform.
    pub platform: &'a Platform,
    /// Who is tied to whom.
    pub graph: &'a Graph,
    /// What is known of the people.
    pub audience: &'a Audience,
    /// What was made ready for the three.
    pub ready: &'a Prepared,
}

impl std::ops::Deref for Site<'_> {
    type Target = Prepared;

    fn deref(&self) -> &Prepared {
        self.ready
    }
}

/// What is worked out once for a platform and a network.
pub struct Prepared {
    pub(super) verbs: Vec<Ready>,
    /// Verbs of one group that require the same, two or more: lots decide which is looked at first.
    pub(super) exclusive: Vec<Vec<u8>>,
    /// The exponents that doses are added with.
    pub(super) kappas: Vec<f64>,
    /// How many doses a meeting has: one for each exponent, and one for each verb that is done once for the brand.
    pub(super) classes: usize,
    pub(super) feeds: Vec<Option<ReadyFeed>>,
    /// Inboxes of feeds that are read visit by visit.
    pub(super) inboxes: usize,
    /// Propensity by person, mean 1.
    pub(super) propensity: Vec<f64>,
    /// Strength of ties at the beginning, by tie, and where the network has none.
    pub(super) strength: f64,
    pub(super) mean_strength: f64,
    /// What an exposure on each surface is worth; `None`: by the tie.
    pub(super) worths: Vec<Option<f64>>,
    /// Hours in which a gain of strength falls to 1 / e.
    pub(super) tau: f64,
    /// What exposures without a tie are divided by: real ties for each simulated one.
    pub real_ratio: f64,
    /// All visits to the platform, per hour.
    pub visits: f64,
    pub(super) visitors: Alias,
    /// For each way of sorting people into groups: everybody in order of the group, and everybody's place in it.
    pub(super) groups: Vec<Vec<(Vec<u32>, Vec<u32>)>>,
    /// People in the order in which they come to follow a brand.
    pub(super) followers: Vec<u32>,
    /// Mean fit of a topic over people, by topic.
    pub(super) topic_means: Vec<f64>,
}

fn column(values: &PerPerson<f64>, people: u32) -> Vec<f64> {
    (0..people).map(|person| values.of(person)).collect()
}

impl Prepared {
    /// Calibrates a platform on a network; `luck` is the network's.
    pub fn new(platform: &Platform, graph: &Graph, audience: &Audience, luck: &Replicate) -> Prepared {
        let people = graph.people();
        let propensity = column(&audience.participation.propensity, people);
        let visits = column(&audience.participation.visit_rate, people);
        let all_visits: f64 = visits.iter().sum();
        let mut heard = vec![0u32; people as usize];
        graph.targets().iter().for_each(|&hearer| heard[hearer as usize] += 1);
        let by_hearer = |value: &dyn Fn(usize) -> f64| {
            calibrate::grouped(
                (0..people as usize)
                    .map(|i| Weighted { weight: f64::from(heard[i]), value: value(i), other: 0.0 })
                    .collect(),
            )
        };
        let mean_degree = graph.ties() as f64 / f64::from(people.max(1));
        let real_ratio = match platform.real_degree {
            Some(real) if mean_degree > 0.0 => real / mean_degree,
            _ => 1.0,
        };
        let spread_over = by_hearer(&|i| propensity[i]);
        let mut kappas: Vec<f64> = Vec::new();
        let mut verbs: Vec<Ready> = Vec::new();
        for verb in &platform.verbs {
            let kappa = verb.response.kappa();
            let class = kappas.iter().position(|&k| k == kappa).unwrap_or_else(|| {
                kappas.push(kappa);
                kappas.len() - 1
            });
            let chance = match verb.requires {
                None => (verb.probability * real_ratio).min(1.0),
                Some(_) => verb.probability,
            };
            let spread = if verb.public { calibrate::propensity(&spread_over, chance) } else { 1.0 };
            verbs.push(Ready { unit: -libm::log1p(-chance), chance, spread, class });
        }
        let mut exclusive: Vec<Vec<u8>> = Vec::new();
        for (v, verb) in platform.verbs.iter().enumerate().filter(|(_, verb)| verb.group.is_some()) {
            let like = |&other: &u8| {
                let other = &platform.verbs[other as usize];
                (other.group, other.requires) == (verb.group, verb.requires)
            };
            match exclusive.iter_mut().find(|members| members.iter().any(like)) {
                Some(members) => members.push(v as u8),
                None => exclusive.push(vec![v as u8]),
            }
        }
        exclusive.retain(|members| members.len() > 1);
        let mut classes = kappas.len();
        for (ready, verb) in verbs.iter_mut().zip(&platform.verbs) {
            if verb.once {
                ready.class = classes;
                classes += 1;
            }
        }
        let strengths = graph.strengths();
        let strength = 0.5;
        let mean_strength = match strengths {
            Some(strengths) if !strengths.is_empty() => strengths.iter().sum::<f64>() / strengths.len() as f64,
            _ => strength,
        };
        let click = platform.looking();
        let worths = platform.surfaces.iter().map(|surface| match (&surface.trust, &surface.kind) {
            (Worth::Is(trust), _) => Some(trust / real_ratio),
            (Worth::Channel(channel), _) => {
                let trust = audience.relationship.channels.trust(channel).unwrap_or(channels::Trust::Is(1.0));
                Some(trust.at(0.0, click) / real_ratio)
            }
            (Worth::Tie, SurfaceKind::Feed(_)) => None,
            (Worth::Tie, _) => Some(1.0 / real_ratio),
        });
        let worths = worths.collect();
        let mean_visit = all_visits / f64::from(people.max(1));
        let ready_feed = |feed: &Feed| {
            let relative: Vec<f64> = visits.iter().map(|visit| visit / mean_visit).collect();
            let crowd: Vec<f64> = match feed.divided {
                true => heard.iter().map(|&k| f64::from(k.max(1)) / mean_degree.max(1e-300)).collect(),
                false => vec![1.0; people as usize],
            };
            ReadyFeed::new(feed, graph, &heard, &relative, &crowd, mean_strength)
        };
        let feeds = platform.surfaces.iter().map(|surface| match &surface.kind {
            SurfaceKind::Feed(feed) => Some(ready_feed(feed)),
            _ => None,
        });
        let mut feeds: Vec<Option<ReadyFeed>> = feeds.collect();
        let mut inboxes = 0;
        for feed in feeds.iter_mut().flatten().filter(|feed| feed.each.is_some()) {
            feed.cell = inboxes;
            inboxes += people as usize;
        }
        let stream = luck.stream(Purpose::Follower);
        let mut followers: Vec<u32> = (0..people).collect();
        followers.sort_by_cached_key(|&i| (stream.bits(u64::from(i), 0), i));
        let groups = platform.surfaces.iter().enumerate().map(|(s, surface)| match &surface.kind {
            SurfaceKind::Groups(groups) => {
                (0..groups.each).map(|layer| shuffled(people, luck, s as u64 * 1000 + u64::from(layer))).collect()
            }
            _ => Vec::new(),
        });
        let groups = groups.collect();
        let interest = &audience.interest;
        let topics = interest.topics as usize;
        let topic_means = (0..topics)
            .map(|t| {
                interest.weights.iter().skip(t).step_by(topics).map(|&w| f64::from(w)).sum::<f64>() / f64::from(people)
            })
            .collect();
        let visitors = if all_visits > 0.0 { Alias::new(&visits) } else { Alias::default() };
        Prepared {
            verbs,
            exclusive,
            kappas,
            classes,
            feeds,
            inboxes,
            propensity,
            strength,
            mean_strength,
            worths,
            tau: audience.relationship.tau(),
            real_ratio,
            visits: all_visits,
            visitors,
            groups,
            followers,
            topic_means,
        }
    }

    /// A share of the people, to the nearest whole number, in the order in which they come to follow a brand.
    pub fn first_followers(&self, share: f64, brand: usize, brands: usize) -> Vec<u32> {
        let all = self.followers.len();
        let some = libm::round(share * all as f64) as usize;
        let first = brand * all / brands;
        (0..some.min(all)).map(|i| self.followers[(first + i) % all]).collect()
    }

    /// Chance of acting of the mean hearer of a tie, on one reference exposure, after the ratio of degrees.
    pub fn chance(&self, verb: usize) -> f64 {
        self.verbs[verb].chance
    }

    /// a and delta of the mean person in a feed, per hour.
    pub fn feed_rates(&self, surface: usize) -> Option<(f64, f64)> {
        let feed = self.feeds[surface].as_ref()?;
        let fades = feed.delta > 0.0 && feed.delta.is_finite();
        Some((if fades { feed.ratio * feed.delta } else { feed.ratio }, feed.delta))
    }
}

impl Site<'_> {
    /// How many people see what somebody with as many hearers as the mean posts, by feeds alone.
    pub fn seen_of_post(&self) -> f64 {
        let mean = self.graph.ties() as f64 / f64::from(self.graph.people().max(1));
        let seen = |feed: &ReadyFeed| {
            // Of the mean tie: each counts by its hearer.
            let of = |&hearer: &u32| match feed.fading[hearer as usize] {
                0.0 => 1.0,
                _ => -libm::expm1(-feed.attention[hearer as usize]),
            };
            self.graph.targets().iter().map(of).sum::<f64>() / self.graph.ties().max(1) as f64
        };
        mean * self.feeds.iter().flatten().map(seen).sum::<f64>()
    }

    /// Chance that an exposure of reference strength leads to a verb, by way of all that it requires.
    pub fn chance_of(&self, verb: usize) -> f64 {
        let before = self.platform.verbs[verb].requires.map_or(1.0, |before| self.chance_of(before));
        before * self.verbs[verb].chance
    }

    /// Visits an hour that look at a surface.
    pub fn visits_to(&self, surface: usize) -> f64 {
        self.visits * self.platform.surfaces[surface].share
    }

    /// Votes that a pool asks of a network in which a person stands for several: at least 3.
    pub(super) fn threshold(&self, votes: f64) -> f64 {
        match self.platform.stands_for {
            1.0 => votes,
            people => libm::round(votes / people).max(3.0),
        }
    }

    /// Whether some pool's rate does not come from visits to it.
    pub(super) fn is_constant(position: &Position) -> bool {
        matches!(position, Position::Related { .. } | Position::Search { .. } | Position::Paid)
    }
}

/// A random order of everybody, and everybody's place in it.
fn shuffled(people: u32, luck: &Replicate, entity: u64) -> (Vec<u32>, Vec<u32>) {
    let stream = luck.stream(Purpose::Group);
    let mut order: Vec<u32> = (0..people).collect();
    order.sort_by_key(|&person| (stream.bits(u64::from(person), entity), person));
    let mut places = vec![0; people as usize];
    order.iter().enumerate().for_each(|(place, &person)| places[person as usize] = place as u32);
    (order, places)
}
