//! **Best**: the people from whom it spreads farthest, with a certificate of how good the choice is where one can be had.
//!
//! Reverse-reachable sets say who would have reached a person drawn at random. A first pool of them is chosen on greedily, a
//! second one judges the choice, and both grow until two things are shown: that the choice reaches at least `ratio` of what
//! the best seed set there is could reach, and that the noise of selection, by which a choice looks better on the sets it
//! was made on, is at most `noise`. Simple ideas (most ties, degree discount) and the campaigns of the scenario are judged
//! by the same sets, and the best of all is the answer ([`search`]).
//!
//! What has no such sets (voices that are counted, stages, contacts, outside sources, platforms, rivals) is played: the choice is made
//! greedily in `worlds` common worlds, among all people or the `candidates` whom simple ideas name, and judged in others
//! ([`played`]). Then there is no certificate.
//!
//! # Parameters
//! `count` (a plain number is the count), or `budget` with `price`, a column of the people's attributes: whoever has no
//! price cannot be asked, which beside `count` is all that it says; or `target`, what must be reached by as few people as possible ([`smallest`]): a share of all where it
//! is below 1 or has a percent sign, else a number of people, or of what they count. `value`, a column of what reaching a person counts (1 each where it is left out; people without a
//! number count nothing). `include` and `exclude`, who is asked in any case or in none. `group`, a column, with `at-least` and
//! `at-most`, how many of each of its values are asked (people without a value are in no group): greedy choice is then known to
//! come to one half of the best where returns diminish ([`quotas`]). `ratio` in [0, 1], `noise` above 0,
//! `failure-probability`, the chance that the certificate is wrong. `worlds` and `candidates`, at least 1.
//!
//! # Cost
//! Time and memory in the members of the sets, whose number follows from the noise allowed; memory ends it with the
//! certificate reached by then. Without sets `worlds` x people tried plays for the first choice; for each further one a few
//! plays of `worlds` where returns diminish, else as many as for the first.
//!
//! # Randomness
//! ReverseChoose, ReverseJudge, ReversePilot (set); common worlds are replicates of numbers that no run has.
//!
//! # Reference
//! Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003; Borgs, Brautbar,
//! Chayes and Lucier, *Maximizing social influence in nearly optimal time*, SODA 2014; Tang, Tang, Xiao and Yuan, *Online
//! processing algorithms for influence maximization*, SIGMOD 2018; Leskovec, Krause, Guestrin, Faloutsos, VanBriesen and
//! Glance, *Cost-effective outbreak detection in networks*, KDD 2007.

pub mod certificate;
pub mod climb;
mod exchange;
pub mod greedy;
pub mod guard;
pub mod ladder;
pub mod played;
pub mod pool;
pub mod quotas;
pub mod rivals;
pub mod robust;
pub mod roots;
pub mod search;
pub mod smallest;
pub mod spread;
pub mod terms;
pub mod trials;
pub mod tried;
mod wish;

use super::{COUNT, Seeding, degree_discount, enough};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::quantity::RandomSeed;
use crate::random::Replicate;
pub use guard::Candidate;
pub use played::Played;
pub use smallest::Smallest;
pub use spread::{OfLaw, Spread};
pub use terms::{Limit, Terms};
pub use wish::Wish;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "best",
    title: "the people from whom it spreads farthest, with a certificate where one can be had",
    kind: Kind::Either(&[COUNT, Kind::Table(KEYS)]),
    reference: "Tang, Tang, Xiao and Yuan, Online processing algorithms for influence maximization, 2018",
    check: "12 people: the certificate against the best of all seed sets, spread by enumeration",
    build: |value| Ok(Box::new(Best { wish: Wish::read(value)? })),
};

/// The keys of a choice, in a campaign and in the section `[seeds]`.
pub const KEYS: &[Key] = &[
    Key::optional("count", COUNT, "how many people; or give `budget` or `target`").unit("people"),
    Key::optional("budget", Kind::Positive, "what may be spent on them, in the money of `price`; or give `count`"),
    Key::optional(
        "target",
        Kind::Either(&[Kind::Percent, Kind::Positive]),
        "how much must be reached by as few as possible: people (or worth), or a share of all, \"20 %\" or 0.2; instead of `count`",
    ),
    Key::optional("price", Kind::Column, "the column of what each person takes; whoever has no price cannot be asked; beside `count` it says who can be, and no more"),
    Key::optional("value", Kind::Column, "the column of what reaching a person counts; 1 each where it is left out"),
    Key::optional("include", Kind::People, "people who are asked in any case"),
    Key::optional("exclude", Kind::People, "people who cannot be asked"),
    Key::optional("group", Kind::Column, "the column whose values make groups, of which `at-least` and `at-most` are asked"),
    Key::optional("at-least", Kind::Whole(1, Graph::MOST_PEOPLE), "how many people of each group must be asked").unit("people"),
    Key::optional("at-most", Kind::Whole(1, Graph::MOST_PEOPLE), "how many people of each group may be asked").unit("people"),
    Key::with_default("ratio", Kind::Probability, "0.53", "what part of the best possible must be certain")
        .larger("takes longer; above what greedy choice can show it is never reached")
        .source("1 - 1/e - 0.1, the usual guarantee"),
    Key::with_default("noise", Kind::Number(0.0001, 1.0), "0.02", "by how much the choice may look better than it is")
        .larger("is quicker and worse")
        .source("assumed"),
    Key::with_default(
        "failure-probability",
        Kind::Number(1e-9, 0.5),
        "0.01",
        "chance that the certificate is wrong",
    )
    .larger("narrows the bounds, which hold less often")
    .source("assumed"),
    Key::with_default(
        "worlds",
        Kind::Whole(10, 1_000_000),
        "200",
        "in how many worlds to choose where the model must be played; ten times as many judge, and no certificate is had",
    )
    .larger("chooses better, and takes longer")
    .source("assumed"),
    Key::with_default(
        "candidates",
        Kind::Whole(1, Graph::MOST_PEOPLE),
        "300",
        "about how many people to try as seeds where each must be played: those whom simple ideas name first",
    )
    .larger("overlooks fewer, and takes longer")
    .unit("people")
    .source("assumed"),
];

/// How good the choice must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// The part of the best possible that must be certain, in [0, 1].
    pub ratio: f64,
    /// Most noise of selection, above 0.
    pub noise: f64,
    /// The chance that the certificate is wrong, above 0.
    pub failure_probability: f64,
    /// Worlds to choose in where it must be played, at least 1.
    pub worlds: u64,
    /// About how many people are tried as seeds then.
    pub tried: u64,
}

/// Where the search ends, whatever it has by then.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// Bytes that the pool may take.
    pub memory: f64,
    /// Says why to stop, once there is a reason.
    pub stop: Option<&'a (dyn Fn() -> Option<Stopped> + Sync)>,
}

impl Limits<'_> {
    /// No limit.
    pub const NONE: Limits<'static> = Limits { memory: f64::INFINITY, stop: None };
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Ratio and noise are as asked.
    Certified,
    /// All common worlds were played.
    Played,
    /// More sets would hardly raise the ratio, which is not as asked.
    Saturated,
    /// There was no more time.
    Time,
    /// More sets would take too much memory.
    Memory,
    /// Somebody wanted it to end.
    Interrupted,
}

impl Stopped {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Stopped::Certified => "certified",
            Stopped::Played => "played",
            Stopped::Saturated => "saturated",
            Stopped::Time => "time",
            Stopped::Memory => "memory",
            Stopped::Interrupted => "interrupted",
        }
    }
}

/// A seed set with its spread, by sets it was not made on.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// What it is called.
    pub name: String,
    /// The people, in the order of choice.
    pub seeds: Vec<u32>,
    /// The estimate.
    pub mean: f64,
    /// The ends of its 95 % interval; of sets it holds for all candidates and rounds at once.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Of common worlds: the difference to the answer, world by world; `None` of the answer itself.
    pub behind: Option<Behind>,
}

/// A mean difference in common worlds, with the ends of its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Behind {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// The first so many seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// How many.
    pub count: u32,
    /// Their spread, with the ends of its own 95 % interval.
    pub spread: f64,
    /// See `spread`.
    pub low: f64,
    /// See `spread`.
    pub high: f64,
    /// What the last of them added.
    pub gain: f64,
}

/// The choice and what is known of it. Spreads are in people reached, seed set included, or in the units of `value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The choice.
    pub spread: Scored,
    /// With the first of them, the first two, ...
    pub curve: Vec<Step>,
    /// Why it ended.
    pub stopped: Stopped,
    /// All that were judged, the greedy choice first.
    pub candidates: Vec<Scored>,
    /// What it rests on.
    pub basis: Basis,
}

/// What an answer rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// Reverse-reachable sets.
    Sets(Certificate),
    /// Common worlds.
    Worlds(Played),
    /// Reverse-reachable sets, for as few people as reach enough.
    Smallest(Smallest),
}

impl Answer {
    /// The certificate, where there is one.
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.basis {
            Basis::Sets(certificate) => Some(certificate),
            Basis::Worlds(_) | Basis::Smallest(_) => None,
        }
    }
}

/// How good a choice is, with all but the probability of failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// The spread is at least that much ...
    pub lower: f64,
    /// ... and that of no seed set within the terms more than that.
    pub upper: f64,
    /// `lower` / `upper`.
    pub ratio: f64,
    /// What of the ratio is due to greedy choice and its bound, and would stay however many sets were drawn.
    pub intrinsic: f64,
    /// What of the ratio is due to the number of sets.
    pub sampling: f64,
    /// By what part the choice looked better than it is: the ends of the 90 % interval.
    pub noise: (f64, f64),
    /// Sets drawn to choose and to judge.
    pub sets: u64,
    /// Bytes of the largest pool.
    pub memory_bytes: u64,
    /// Whether sets were drawn from people with a live tie only.
    pub important_roots: bool,
    /// Rounds played.
    pub rounds: u32,
}

/// What is asked of a choice: how it spreads on a network, and the number all chance is drawn from.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// How it spreads.
    pub spread: &'a dyn Spread,
    /// Who is tied to whom.
    pub graph: &'a Graph,
    /// The number all chance is drawn from.
    pub random_seed: RandomSeed,
}

/// Chooses whom to ask first. `candidates` are judged beside the simple ideas; those that break the terms are left out.
///
/// # Errors
/// A fault where it makes no difference whom to ask, or everybody is not enough.
pub fn choose(
    question: Question,
    terms: &Terms,
    candidates: &[Candidate],
    goal: &Goal,
    limits: &Limits,
) -> Result<Answer, Fault> {
    let Question { spread, graph, random_seed } = question;
    if let Some((message, help)) = spread.refusal() {
        return Err(Fault::at("", message, help));
    }
    let reverse = spread.reverse();
    let circle = (reverse.is_none() && !spread.has_diminishing_returns()).then(|| guard::circle(graph, terms));
    let given = candidates.iter().filter(|candidate| terms.hold(&candidate.seeds)).cloned();
    let others = circle.into_iter().chain(given);
    let chance = reverse.as_ref().and_then(|reverse| reverse.mean_chance()).unwrap_or(degree_discount::USUAL);
    let mut all = match terms.target {
        Some(_) => guard::ideas(graph, terms, chance),
        None => guard::cheap(graph, terms, chance),
    };
    for Candidate { name, seeds } in others {
        // Of a target the first of a list are asked, and who must be is the first.
        let seeds = if terms.target.is_some() { terms.fit(seeds) } else { seeds };
        all.retain(|known| terms.target.is_some() || !guard::same(&known.seeds, &seeds));
        all.push(Candidate { name, seeds });
    }
    match &reverse {
        Some(reverse) if terms.target.is_some() => smallest::search(reverse, terms, &all, goal, random_seed, limits),
        Some(reverse) => Ok(search::search(reverse, terms, &all, goal, random_seed, limits)),
        None => played::search(question, terms, &all, goal, limits),
    }
}

struct Best {
    wish: Wish,
}

impl Seeding for Best {
    fn seeds(&self, _: &Network, _: &Replicate) -> Vec<u32> {
        unreachable!("who is best depends on how it spreads")
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        match self.wish.count {
            Some(count) => enough(if self.wish.alone { "" } else { "count" }, count, graph),
            None => Ok(()),
        }
    }

    fn asks_for_spread(&self) -> bool {
        true
    }

    fn seeds_under(&self, network: &Network, question: Question) -> Option<Result<Vec<u32>, Fault>> {
        let answer = || {
            let terms = self.wish.terms(network)?;
            Ok(choose(question, &terms, &[], &self.wish.goal, &Limits { memory: MOST_MEMORY, stop: None })?
                .spread
                .seeds)
        };
        Some(answer())
    }
}

/// Bytes of a pool inside a run, the same on every machine, so that the choice is too.
const MOST_MEMORY: f64 = (4u64 << 30) as f64;
