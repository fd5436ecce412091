//! How strong ties are at the start.
//!
//! | law | strength w0 of a tie |
//! |---|---|
//! | a number | the same for all |
//! | `strength` | as the network says: the third column of its file |
//! | `embeddedness` | `least` + (1 - `least`) O^`exponent` + a normal number with deviation `noise`, cut to [0, 1]; O is the overlap of the two circles ([`overlaps`]) |
//! | `beta` | numbers of a beta law (`a`, `b`), the largest for the pair with the largest overlap, and so on |
//! | `distance` | `least` + (1 - `least`) exp(-d / `scale`), d the distance of the two people's `x` and `y`; `scale` is the mean over ties where it is left out |
//!
//! A tie and its reverse have the same strength under every law but the second. Where topics are shared among neighbours, what
//! comes out is multiplied by 1/2 + M/2, M the match of the two people relative to the mean tie, and cut to [0, 1].
//!
//! # Cost
//!
//! That of the overlaps, at most m^(3/2), in practice some dozens of looks a tie; `beta` sorts the pairs.
//!
//! # Randomness
//!
//! Strength of the network; entity: smaller person 2^32 + larger person; index 0 and 1: noise, 2: the order among equal
//! overlaps. The numbers of `beta`: entity 2^64 - 1 - rank, read in sequence.

use crate::audience::column::column_of;
use crate::audience::gamma::gamma;
use crate::audience::{Attributes, Interest};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::{Graph, shape::overlaps};
use crate::random::{Purpose, Replicate};
use crate::statistics::normal_quantile;

/// The law of the strengths at the start.
#[derive(Clone, Debug, PartialEq)]
pub enum Initial {
    /// The same for all, in [0, 1].
    Same(f64),
    /// As the network says.
    Given,
    /// By the overlap of circles.
    Embeddedness {
        /// Of a tie without common neighbours, in [0, 1].
        least: f64,
        /// What the overlap is raised to, above 0.
        exponent: f64,
        /// Deviation of a normal number added, at least 0.
        noise: f64,
    },
    /// A beta law, ranked as the overlaps.
    Beta {
        /// First parameter, above 0.
        a: f64,
        /// Second parameter, above 0.
        b: f64,
    },
    /// By the distance of places.
    Distance {
        /// Of people far apart, in [0, 1].
        least: f64,
        /// Distance at which 1 / e of what is above `least` is left; the mean over ties where it is none.
        scale: Option<f64>,
        /// The side of the torus on which people live, where they do.
        side: Option<f64>,
    },
}

const LEAST: Key =
    Key::with_default("least", Kind::Probability, "0.05", "how strong the weakest ties are").source("assumed");

const EMBEDDEDNESS: &[Key] = &[
    LEAST,
    Key::with_default("exponent", Kind::Number(0.01, 100.0), "0.5", "what the overlap of the two circles is raised to")
        .larger("weaker ties")
        .source("assumed; that strength grows with overlap: Onnela et al. 2007"),
    Key::with_default("noise", Kind::Number(0.0, 1.0), "0", "standard deviation of what is added by chance")
        .source("assumed"),
];

const BETA: &[Key] = &[
    Key::with_default(
        "a",
        Kind::Number(0.01, 1e4),
        "1.2",
        "first parameter of the beta law, whose mean is a / (a + b)",
    )
    .source("assumed"),
    Key::with_default("b", Kind::Number(0.01, 1e4), "3", "second parameter of the beta law").source("assumed"),
];

const DISTANCE: &[Key] = &[
    LEAST,
    Key::optional("scale", Kind::Positive, "distance at which 1 / e of the strength is left; the mean over ties where it is left out")
        .unit("as x and y"),
    Key::optional("side", Kind::Positive, "the side of the torus where people live on one (1 in a geometric network with `wrap`): distances go the shorter way round")
        .unit("as x and y"),
];

/// What may stand at `initial`.
pub(super) const KIND: Kind = Kind::Either(&[
    Kind::Probability,
    Kind::Words(&[
        ("strength", "as the network says: the third column of its file"),
        ("embeddedness", "by the share of acquaintances two people have in common"),
        ("distance", "by how near two people live, where the network has x and y"),
    ]),
    Kind::OneOf(&[
        Key::optional(
            "embeddedness",
            Kind::Table(EMBEDDEDNESS),
            "by the share of acquaintances two people have in common",
        ),
        Key::optional("beta", Kind::Table(BETA), "a beta law, ranked as the shares of acquaintances in common"),
        Key::optional("distance", Kind::Table(DISTANCE), "by how near two people live, where the network has x and y"),
    ]),
]);

impl Initial {
    /// By overlap, with the defaults.
    pub const EMBEDDEDNESS: Initial = Initial::Embeddedness {
        least: EMBEDDEDNESS[0].usual(),
        exponent: EMBEDDEDNESS[1].usual(),
        noise: EMBEDDEDNESS[2].usual(),
    };

    /// From a value that has passed the kind of `initial`.
    ///
    /// # Errors
    ///
    /// None so far.
    pub fn from_value(value: &Value) -> Result<Initial, Fault> {
        Ok(match value {
            Value::Text(word) if word == "strength" => Initial::Given,
            Value::Text(word) if word == "distance" => {
                Initial::Distance { least: LEAST.usual(), scale: None, side: None }
            }
            Value::Text(_) => Initial::EMBEDDEDNESS,
            Value::Table(_) => match value.chosen() {
                ("beta", law) => Initial::Beta { a: law.number("a"), b: law.number("b") },
                ("distance", law) => {
                    let given = |key: &str| law.get(key).and_then(Value::as_number);
                    Initial::Distance { least: law.number("least"), scale: given("scale"), side: given("side") }
                }
                (_, law) => Initial::Embeddedness {
                    least: law.number("least"),
                    exponent: law.number("exponent"),
                    noise: law.number("noise"),
                },
            },
            number => Initial::Same(number.as_number().unwrap_or_default()),
        })
    }

    /// The strength of each tie of a network, by number of the tie.
    ///
    /// # Errors
    ///
    /// A fault (relative to `initial`) where the network has no strengths or no places.
    pub fn strengths(
        &self,
        graph: &Graph,
        attributes: &Attributes,
        interest: &Interest,
        luck: Replicate,
    ) -> Result<Vec<f64>, Fault> {
        let stream = luck.stream(Purpose::Strength);
        let mut strengths = match self {
            Initial::Same(strength) => vec![*strength; graph.ties()],
            Initial::Given => match graph.strengths() {
                Some(given) if given.iter().all(|strength| (0.0..=1.0).contains(strength)) => given.to_vec(),
                Some(_) => {
                    let message = "the third column of the network holds strengths above 1";
                    return Err(Fault::at("", message, "scale it to [0, 1] by the key `scale` of [network.file]"));
                }
                None => {
                    let help = "give the network file a third column, or write initial = \"embeddedness\"";
                    return Err(Fault::at("", "the ties of this network have no strength", help));
                }
            },
            Initial::Embeddedness { least, exponent, noise } => {
                let mut strengths = overlaps(graph);
                strengths.iter_mut().for_each(|w| *w = least + (1.0 - least) * libm::pow(*w, *exponent));
                if *noise > 0.0 {
                    of_pairs(graph, &mut strengths, |pair, w| {
                        (w + noise * normal_quantile(stream.uniform(pair, 0))).clamp(0.0, 1.0)
                    });
                }
                strengths
            }
            Initial::Beta { a, b } => ranked(graph, luck, |rank| {
                let mut sequence = stream.sequence(u64::MAX - rank);
                let (x, y) = (gamma(&mut sequence, *a), gamma(&mut sequence, *b));
                if x + y > 0.0 { x / (x + y) } else { a / (a + b) }
            }),
            Initial::Distance { least, scale, side } => distances(graph, attributes, *least, *scale, *side)?,
        };
        if interest.is_shared {
            let scale = interest.mean_match(graph);
            if scale > 0.0 {
                of_pairs(graph, &mut strengths, |pair, w| {
                    let (u, v) = ((pair >> 32) as u32, pair as u32);
                    (w * (0.5 + 0.5 * interest.product(u, v) / scale)).clamp(0.0, 1.0)
                });
            }
        }
        Ok(strengths)
    }
}

/// Changes the strength of each tie by its pair: smaller person 2^32 + larger person.
fn of_pairs(graph: &Graph, strengths: &mut [f64], change: impl Fn(u64, f64) -> f64) {
    for u in 0..graph.people() {
        for tie in graph.row(u) {
            strengths[tie] = change(pair(u, graph.targets()[tie]), strengths[tie]);
        }
    }
}

fn pair(u: u32, v: u32) -> u64 {
    u64::from(u.min(v)) << 32 | u64::from(u.max(v))
}

/// As many numbers as there are pairs, the largest for the pair with the largest overlap; equal overlaps in random order.
fn ranked(graph: &Graph, luck: Replicate, number: impl Fn(u64) -> f64) -> Vec<f64> {
    let stream = luck.stream(Purpose::Strength);
    let overlaps = overlaps(graph);
    // By pair: overlap, order among equals, pair, and its one or two ties.
    let mut order: Vec<(u64, u64, u64, [usize; 2])> = Vec::with_capacity(graph.ties());
    for u in 0..graph.people() {
        for tie in graph.row(u) {
            let v = graph.targets()[tie];
            let back = graph.hearers(v).binary_search(&u).map(|place| graph.row(v).start + place);
            if u < v || back.is_err() {
                let pair = pair(u, v);
                // Overlaps are at least 0, so their bits are ordered as they are.
                order.push((overlaps[tie].to_bits(), stream.bits(pair, 2), pair, [tie, back.unwrap_or(tie)]));
            }
        }
    }
    order.sort_unstable();
    let mut numbers: Vec<f64> = (0..order.len() as u64).map(number).collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let mut strengths = vec![0.0; graph.ties()];
    for ((_, _, _, ties), number) in order.into_iter().zip(numbers) {
        ties.into_iter().for_each(|tie| strengths[tie] = number);
    }
    strengths
}

fn distances(
    graph: &Graph,
    attributes: &Attributes,
    least: f64,
    scale: Option<f64>,
    side: Option<f64>,
) -> Result<Vec<f64>, Fault> {
    let place = |column: &str| {
        let help = "give everybody a place, or use [network.geometric]";
        column_of(attributes, graph.names(), "", column, f64::is_finite, help)
    };
    let (x, y) = (place("x")?, place("y")?);
    let around = |d: f64| side.map_or(d, |side| d.min((side - d).max(0.0)));
    let mut distances = vec![0.0; graph.ties()];
    for u in 0..graph.people() {
        for tie in graph.row(u) {
            let v = graph.targets()[tie] as usize;
            let (dx, dy) = ((x[u as usize] - x[v]).abs(), (y[u as usize] - y[v]).abs());
            distances[tie] = libm::hypot(around(dx), around(dy));
        }
    }
    let mean = distances.iter().sum::<f64>() / distances.len().max(1) as f64;
    let scale = scale.unwrap_or(mean);
    let near = |d: f64| if scale > 0.0 { libm::exp(-d / scale) } else { 1.0 };
    distances.iter_mut().for_each(|d| *d = least + (1.0 - least) * near(*d));
    Ok(distances)
}

#[cfg(test)]
mod tests;
