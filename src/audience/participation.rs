//! Who takes part how much: how often people come, and how ready they are to act in public.
//!
//! Both are uneven, and both are tied to the number of a person's ties. Person i has a rank among all by the number of those
//! who hear it (equal ones in random order), and with it a normal score z_i = Phi^-1((rank + 1/2) / n). With a rank correlation
//! r in mind, a second normal number rho z_i + sqrt(1 - rho^2) e_i, rho = 2 sin(pi r / 6), is turned into a share u_i = Phi(...)
//! and this into a value by the quantile of the law: a Gaussian copula. Visits and propensity have an e_i each, so they have
//! to do with each other through the ties alone. Spearman's rank correlation of what comes out with the number of ties is r,
//! a little less where many people have equally many ties or equal values.
//!
//! Propensities are divided by their mean over the people of the network: it is 1 there. The mean of visits is that of the law.
//!
//! # Parameters
//!
//! `visits`: the mean rate, a number or text such as `"1.9 per day"`, alike for all; or one of `lognormal` (`mean`, `sigma`),
//! `pareto` (`mean`, `exponent`), `column`. `propensity`: `"equal"`, `"90-9-1"`, or one of `classes` (`lurk`, `react`, `weights`),
//! `lognormal` (`sigma`), `pareto` (`exponent`), `column`. `degree-correlation`, r in [-1, 1].
//!
//! # Cost
//!
//! n log n for the ranks, 16 bytes a person.
//!
//! # Randomness
//!
//! Participation of the network; entity: the person; index 0: the order among equals, 1: visits, 2: propensity. So a person
//! keeps its luck whatever is asked of the others.
//!
//! # Departures
//!
//! Where values come from a column they are taken as they stand, and r has no part in them.
//!
//! # Reference
//!
//! J. Nielsen, *The 90-9-1 rule for participation inequality in social media and online communities*, 2006; that the
//! well-connected take part more: O. Hinz, B. Skiera, C. Barrot and J. U. Becker, *Seeding strategies for viral marketing*,
//! Journal of Marketing 75 (2011), 55-71; 2 sin(pi r / 6): K. Pearson, *On further methods of determining correlation*,
//! Drapers' Company Research Memoirs, Biometric Series 4, 1907.

use super::Attributes;
use super::column::column_of;
use super::marginal::{CLASSES, Classes, EXPONENT, Marginal, SIGMA};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::{Graph, PerPerson};
use crate::random::{Purpose, Replicate};
use crate::statistics::{normal_quantile, normal_share};

/// How often people come, and how ready they are to act in public.
#[derive(Clone, Debug, PartialEq)]
pub struct Participation {
    /// Visits to the platform, per hour, at least 0.
    pub visit_rate: PerPerson<f64>,
    /// Readiness for public acts relative to the mean person, at least 0, mean 1 over people.
    pub propensity: PerPerson<f64>,
}

/// Everybody alike: one visit an hour, propensity 1.
impl Default for Participation {
    fn default() -> Self {
        Participation { visit_rate: PerPerson::Same(1.0), propensity: PerPerson::Same(1.0) }
    }
}

const MEAN: Key =
    Key::required("mean", Kind::Rate, "how often people come in the mean").unit("visits per day, or as written");

const VISITS: &[Key] = &[
    Key::optional("lognormal", Kind::Table(&[MEAN, SIGMA]), "uneven, most below the mean"),
    Key::optional("pareto", Kind::Table(&[MEAN, EXPONENT]), "as uneven as a power law: a few come all the time"),
    Key::optional("column", Kind::Column, "visits per day of each person, a column of the attributes"),
];

const PROPENSITIES: &[Key] = &[
    Key::optional("classes", Kind::Table(CLASSES), "those who only look, those who react, and those who do most of it"),
    Key::optional("lognormal", Kind::Table(&[SIGMA]), "uneven, most below the mean"),
    Key::optional("pareto", Kind::Table(&[EXPONENT]), "as uneven as a power law"),
    Key::optional(
        "column",
        Kind::Column,
        "relative readiness of each person, a column of the attributes; rescaled to mean 1",
    ),
];

/// The keys of `[participation]`.
pub const KEYS: &[Key] = &[
    Key::optional(
        "visits",
        Kind::Either(&[Kind::Rate, Kind::OneOf(VISITS)]),
        "how often people come to the platform; all alike where this is a number",
    )
    .unit("visits per day, or as written"),
    Key::with_default(
        "propensity",
        Kind::Either(&[
            Kind::Words(&[("equal", "everybody alike"), ("90-9-1", "the three classes with their default shares")]),
            Kind::OneOf(PROPENSITIES),
        ]),
        "\"equal\"",
        "how ready people are for public acts (share, vote, comment), mean 1",
    ),
    Key::with_default(
        "degree-correlation",
        Kind::Number(-1.0, 1.0),
        "0",
        "Spearman's rank correlation of visits and propensity with the number of those who hear a person",
    )
    .larger("hubs take part more; 0.4 on the platforms, which is assumed")
    .source("direction: Hinz, Skiera, Barrot and Becker 2011"),
];

/// The names under which what is drawn can be referred to like a column of attributes.
pub const COLUMNS: [&str; 2] = ["visits", "propensity"];

/// How a fact is to be had.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Drawn from a law of mean 1.
    Drawn(Marginal),
    /// A column of the attributes.
    Column(String),
}

/// The law of participation, before it meets a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    /// Mean visits per hour, which a column does without.
    pub mean_visits: f64,
    /// How visits differ.
    pub visits: Source,
    /// How propensities differ.
    pub propensity: Source,
    /// Rank correlation of both with the number of those who hear a person, in [-1, 1].
    pub degree_correlation: f64,
}

/// Everybody alike, one visit an hour.
impl Default for Law {
    fn default() -> Self {
        let equal = || Source::Drawn(Marginal::Equal);
        Law { mean_visits: 1.0, visits: equal(), propensity: equal(), degree_correlation: 0.0 }
    }
}

impl Law {
    /// From a value that has passed [`KEYS`]. A plain number of visits is per day.
    ///
    /// # Errors
    ///
    /// A fault where shares add up to more than everybody, or a law has no mean.
    pub fn from_value(value: &Value) -> Result<Law, Fault> {
        let mut law = Law { degree_correlation: value.number("degree-correlation"), ..Law::default() };
        match value.get("visits") {
            None => {}
            Some(visits @ Value::Table(_)) => {
                let (name, inner) = visits.chosen();
                law.visits = source("visits", name, inner)?;
                if let Some(mean) = inner.get("mean") {
                    law.mean_visits = per_hour(mean);
                }
            }
            Some(mean) => law.mean_visits = per_hour(mean),
        }
        law.propensity = match value.at("propensity") {
            Value::Text(word) if word == "90-9-1" => Source::Drawn(Marginal::Classes(Classes::NIELSEN)),
            Value::Text(_) => Source::Drawn(Marginal::Equal),
            chosen => source("propensity", chosen.chosen().0, chosen.chosen().1)?,
        };
        Ok(law)
    }

    /// Whether anything is drawn of which one person has more than another: what is drawn goes by the number of hearers, where
    /// the law says so, and a column or one number for all does not.
    pub fn draws(&self) -> bool {
        needs_rank(&self.visits) || needs_rank(&self.propensity)
    }

    /// The participation of the people of a network, drawn by its luck.
    ///
    /// # Errors
    ///
    /// A fault where a column is not there, or holds what is no number of at least 0.
    pub fn draw(&self, graph: &Graph, attributes: &Attributes, luck: Replicate) -> Result<Participation, Fault> {
        let n = graph.people();
        let stream = luck.stream(Purpose::Participation);
        let scores = if self.draws() && self.degree_correlation != 0.0 { scores(graph, luck) } else { Vec::new() };
        let rho = 2.0 * libm::sin(std::f64::consts::PI * self.degree_correlation / 6.0);
        let own = (1.0 - rho * rho).max(0.0).sqrt();
        let drawn = |marginal: &Marginal, index: u64| {
            let of = |person: u32| {
                let luck = stream.uniform(u64::from(person), index);
                marginal.quantile(match scores.get(person as usize) {
                    // The ends of the unit interval have no quantile.
                    Some(score) => normal_share(rho * score + own * normal_quantile(luck)).clamp(1e-300, 1.0 - 1e-16),
                    None => luck,
                })
            };
            (0..n).map(of).collect::<Vec<f64>>()
        };
        let column = |key: &str, name: &str| {
            let help = "give everybody a number of at least 0";
            column_of(attributes, graph.names(), key, name, |x| (0.0..f64::INFINITY).contains(&x), help)
        };
        let visit_rate = match &self.visits {
            Source::Drawn(Marginal::Equal) => PerPerson::Same(self.mean_visits),
            Source::Drawn(law) => PerPerson::Each(drawn(law, 1).into_iter().map(|x| self.mean_visits * x).collect()),
            Source::Column(name) => {
                PerPerson::Each(column("visits.column", name)?.into_iter().map(|a_day| a_day / 24.0).collect())
            }
        };
        let propensity = match &self.propensity {
            Source::Drawn(Marginal::Equal) => PerPerson::Same(1.0),
            Source::Drawn(law) => PerPerson::Each(mean_1(drawn(law, 2))),
            Source::Column(name) => {
                let column = column("propensity.column", name)?;
                if column.iter().all(|&x| x == 0.0) {
                    let message = format!("column `{name}` holds nothing but 0, so nobody ever acts");
                    return Err(Fault::at("propensity.column", message, "give somebody a number above 0"));
                }
                PerPerson::Each(mean_1(column))
            }
        };
        Ok(Participation { visit_rate, propensity })
    }
}

impl Participation {
    /// What was drawn as columns of numbers: visits per day, and propensity.
    pub fn columns(&self, people: u32) -> [(&'static str, Vec<f64>); 2] {
        let [visits, propensity] = COLUMNS;
        [
            (visits, (0..people).map(|person| self.visit_rate.of(person) * 24.0).collect()),
            (propensity, (0..people).map(|person| self.propensity.of(person)).collect()),
        ]
    }
}

fn needs_rank(source: &Source) -> bool {
    !matches!(source, Source::Drawn(Marginal::Equal) | Source::Column(_))
}

/// Visits an hour; a plain number is per day.
fn per_hour(rate: &Value) -> f64 {
    let number = rate.as_number().unwrap_or_default();
    if matches!(rate, Value::Written { .. }) { number } else { number / 24.0 }
}

fn source(key: &str, name: &str, value: &Value) -> Result<Source, Fault> {
    let inside = |fault: Fault| Fault {
        key: format!("{key}.{name}.{}", fault.key),
        also: fault.also.map(|(also, label)| (format!("{key}.{name}.{also}"), label)),
        ..fault
    };
    Ok(match name {
        "column" => Source::Column(value.as_text().unwrap_or_default().to_owned()),
        "lognormal" => Source::Drawn(Marginal::Lognormal { sigma: value.number("sigma") }),
        "pareto" => Source::Drawn(Marginal::pareto(value).map_err(inside)?),
        _ => Source::Drawn(Marginal::Classes(Classes::from_value(value).map_err(inside)?)),
    })
}

/// The normal score of everyone's rank by the number of those who hear it, equal ones in random order.
fn scores(graph: &Graph, luck: Replicate) -> Vec<f64> {
    let n = graph.people();
    let stream = luck.stream(Purpose::Participation);
    let mut order: Vec<(u32, u64, u32)> =
        (0..n).map(|person| (graph.out_degree(person), stream.bits(u64::from(person), 0), person)).collect();
    order.sort_unstable();
    let mut scores = vec![0.0; n as usize];
    for (rank, &(_, _, person)) in order.iter().enumerate() {
        scores[person as usize] = normal_quantile((rank as f64 + 0.5) / f64::from(n));
    }
    scores
}

/// The same divided by their mean.
fn mean_1(mut values: Vec<f64>) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    if mean > 0.0 {
        values.iter_mut().for_each(|x| *x /= mean);
    }
    values
}

#[cfg(test)]
mod tests;
