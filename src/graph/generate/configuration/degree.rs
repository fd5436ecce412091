//! Laws of degrees: how many ties people have.
//!
//! | law | meaning | parameters |
//! |---|---|---|
//! | `power-law` | k ties with probability proportional to k^-exponent, for k from `minimum` to `maximum` | `exponent`, 1 to 100; exactly one of `minimum` (at least 1) and `mean`; `maximum`, n - 1 if absent |
//! | `lognormal` | exp(a normal number), then one of the two whole numbers beside it, so that the mean is kept | `mean` above 0; `sigma`, the deviation of the logarithm, at least 0 |
//! | `poisson` | the law of the random graph | the mean, above 0 |
//! | `fixed` | the same for everyone | the number of ties |
//!
//! With `mean` instead of `minimum` a power law lets a share of the people begin at m and the others at m + 1, where m and the
//! share are those that give this mean exactly. No degree is above n - 1, the number of others: what is drawn above it is cut to it,
//! and where that takes more than a hundredth off the mean a remark says so.
//!
//! # Randomness
//!
//! Entity: the person. Index 0 is the uniform number that is turned into a degree, the same way for all parameters, so with a
//! larger mean nobody has fewer ties; index 1 decides between two starts of a power law, or two whole numbers.
//!
//! # Precision
//!
//! Power laws: exact sums up to 4,096 terms and Euler and Maclaurin's formula beyond, to about 12 digits. The normal
//! quantile: about 15 digits (Wichura). Elementary functions are those of `libm`.
//!
//! # Reference
//!
//! A. Clauset, C. R. Shalizi and M. E. J. Newman, *Power-law distributions in empirical data*, SIAM Review 51 (2009),
//! 661-703, doi:10.1137/070710111 (the discrete power law); M. J. Wichura, *Algorithm AS 241: the percentage points of the
//! normal distribution*, Applied Statistics 37 (1988), 477-484, doi:10.2307/2347330.

pub(in crate::graph::generate) mod power;

use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::Graph;
use crate::random::Stream;
use crate::statistics::{normal_quantile, normal_share};
use power::{Power, moment, place};

/// The keys of a power law.
pub const POWER_LAW: &[Key] = &[
    Key::required(
        "exponent",
        Kind::Number(1.0, 100.0),
        "how fast the shares of people with many ties fall: like k^-exponent",
    )
    .larger("fewer hubs; between 2 and 3 in many social networks"),
    Key::optional("minimum", Kind::Whole(1, Graph::MOST_PEOPLE), "the fewest ties anyone has; this or `mean`")
        .unit("ties"),
    Key::optional("mean", Kind::Positive, "the mean number of ties; this or `minimum`").unit("ties"),
    Key::optional("maximum", Kind::Whole(1, Graph::MOST_PEOPLE), "the most ties anyone has; all others if absent")
        .unit("ties"),
];

const LOGNORMAL: &[Key] = &[
    Key::required("mean", Kind::Positive, "the mean number of ties").unit("ties"),
    Key::required("sigma", Kind::Number(0.0, 5.0), "the standard deviation of the logarithm of the number of ties")
        .larger("more uneven: most have few, a few have very many"),
];

/// The laws, as the keys of a choice.
pub const KEYS: &[Key] = &[
    Key::optional("power-law", Kind::Table(POWER_LAW), "shares that fall like a power: hubs of every size"),
    Key::optional("lognormal", Kind::Table(LOGNORMAL), "uneven, without a power law's largest hubs"),
    Key::optional("poisson", Kind::Positive, "as in a random graph, everyone near the mean that stands here")
        .unit("ties"),
    Key::optional("fixed", Kind::Whole(0, Graph::MOST_PEOPLE), "the same for everyone").unit("ties"),
];

/// A law of degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// P(k) proportional to k^-exponent.
    PowerLaw {
        /// 1 to 100.
        exponent: f64,
        /// Where it begins.
        start: Start,
        /// The most ties anyone has; n - 1 if absent.
        maximum: Option<u64>,
    },
    /// A lognormal number, rounded up or down so that the mean is kept.
    Lognormal {
        /// The mean degree, above 0.
        mean: f64,
        /// The standard deviation of the logarithm, at least 0.
        sigma: f64,
    },
    /// A Poisson number.
    Poisson {
        /// The mean degree, above 0.
        mean: f64,
    },
    /// The same for everyone.
    Fixed {
        /// The degree.
        ties: u32,
    },
}

/// Where a power law begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// At this degree, at least 1.
    Minimum(u64),
    /// So that this is the mean.
    Mean(f64),
}

impl Law {
    /// From a value that has passed [`KEYS`].
    ///
    /// # Errors
    ///
    /// A fault at `degree.power-law` where not exactly one of `minimum` and `mean` is there.
    pub fn from_value(value: &Value) -> Result<Law, Fault> {
        Ok(match value.chosen() {
            ("power-law", law) => {
                Law::power_law(law).map_err(|fault| Fault { key: "degree.power-law".to_owned(), ..fault })?
            }
            ("lognormal", law) => Law::Lognormal { mean: law.number("mean"), sigma: law.number("sigma") },
            ("poisson", mean) => Law::Poisson { mean: mean.as_number().expect("the catalog promises a number") },
            (_, ties) => Law::Fixed { ties: ties.as_whole().expect("the catalog promises a whole number") as u32 },
        })
    }
}

impl Law {
    /// A power law from a value that has passed [`POWER_LAW`].
    ///
    /// # Errors
    ///
    /// A fault where not exactly one of `minimum` and `mean` is there.
    pub fn power_law(law: &Value) -> Result<Law, Fault> {
        let start = match (law.get("minimum").and_then(Value::as_whole), law.get("mean").and_then(Value::as_number)) {
            (Some(minimum), None) => Start::Minimum(minimum),
            (None, Some(mean)) => Start::Mean(mean),
            (given, _) => {
                let what = if given.is_some() { "two starts are given" } else { "where the law begins is missing" };
                return Err(Fault::at("", what, "write one of `minimum = 2` and `mean = 6`"));
            }
        };
        let maximum = law.get("maximum").and_then(Value::as_whole);
        Ok(Law::PowerLaw { exponent: law.number("exponent"), start, maximum })
    }
}

/// A law made ready for n people.
#[derive(Clone, Debug)]
pub struct Sampler {
    draw: Draw,
    most: u32,
    mean: f64,
    deviation: f64,
    /// The mean of the law if there were people enough, and that of what is drawn.
    cut: (f64, f64),
}

#[derive(Clone, Debug)]
enum Draw {
    /// A share of the people draws from the first, the others from the second.
    Powers(f64, Box<[Power; 2]>),
    /// ln of the median, and sigma.
    Lognormal(f64, f64),
    /// The first degree, and the probabilities of at most this many.
    Table(u32, Vec<f64>),
    Fixed(u32),
}

impl Sampler {
    /// Of a law, for so many people.
    ///
    /// # Errors
    ///
    /// A fault below `degree` where the law cannot be had among so many.
    pub fn new(law: Law, people: u32) -> Result<Sampler, Fault> {
        let most = people.saturating_sub(1);
        let too_many = |key: &str, ties: f64| {
            let message = format!("nobody can have {ties} ties among {people} people");
            Fault::at(format!("degree.{key}"), message, format!("write at most {most}, or more people"))
        };
        let within = |key: &str, ties: f64| {
            if (0.0..=f64::from(most)).contains(&ties) { Ok(()) } else { Err(too_many(key, ties)) }
        };
        let mut uncut = None;
        let (draw, mean, deviation) = match law {
            Law::PowerLaw { exponent, start, maximum } => {
                let key = match start {
                    Start::Minimum(_) => "power-law.minimum",
                    Start::Mean(_) => "power-law.mean",
                };
                within(
                    key,
                    match start {
                        Start::Minimum(minimum) => minimum as f64,
                        Start::Mean(mean) => mean,
                    },
                )?;
                if let (Start::Minimum(minimum), Some(maximum)) =
                    (start, maximum.filter(|&maximum| maximum > most.into()))
                {
                    let maximum = u32::try_from(maximum).unwrap_or(u32::MAX);
                    uncut = Some(moment(exponent, minimum as u32, maximum, 1.0));
                }
                let maximum = maximum.map_or(most, |maximum| maximum.min(u64::from(most)) as u32);
                powers(exponent, start, maximum)?
            }
            Law::Lognormal { mean, sigma } => {
                within("lognormal.mean", mean)?;
                let spread = libm::expm1(sigma * sigma);
                (
                    Draw::Lognormal(libm::log(mean) - sigma * sigma / 2.0, sigma),
                    mean,
                    (mean * mean * spread + 0.25).sqrt(),
                )
            }
            Law::Poisson { mean } => {
                within("poisson", mean)?;
                let (first, cumulative) = poisson(mean);
                (Draw::Table(first, cumulative), mean, mean.sqrt())
            }
            Law::Fixed { ties } => {
                within("fixed", f64::from(ties))?;
                (Draw::Fixed(ties), f64::from(ties), 0.0)
            }
        };
        let cut = (uncut.unwrap_or(mean), draw.mean_up_to(most).unwrap_or(mean));
        Ok(Sampler { draw, most, mean, deviation, cut })
    }

    /// What the limit of n - 1 ties does to the mean, where that is more than a hundredth of it; a sentence without a full stop.
    pub fn remark(&self) -> Option<String> {
        let (asked, drawn) = self.cut;
        (asked - drawn > 0.01 * asked).then(|| {
            format!(
                "nobody can have more than {} ties here, so that the mean of their number is {drawn:.2}, and {asked:.2} was asked for",
                self.most
            )
        })
    }

    /// The mean degree (before a lognormal or Poisson number above n - 1 is cut).
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation of a degree (before the same cut).
    pub fn deviation(&self) -> f64 {
        self.deviation
    }

    /// The degree of one person, 0 to n - 1.
    pub fn draw(&self, luck: Stream, person: u64) -> u32 {
        let u = || luck.uniform(person, 0);
        let degree = match &self.draw {
            Draw::Powers(share, powers) => {
                let second = *share < 1.0 && luck.uniform(person, 1) >= *share;
                powers[usize::from(second)].quantile(u())
            }
            Draw::Lognormal(location, sigma) => {
                let exact = libm::exp(location + sigma * normal_quantile(u())).min(f64::from(self.most));
                let below = exact.floor();
                below as u32 + u32::from(luck.uniform(person, 1) < exact - below)
            }
            Draw::Table(first, cumulative) => first.saturating_add(place(cumulative, u())),
            Draw::Fixed(ties) => *ties,
        };
        degree.min(self.most)
    }
}

impl Draw {
    /// The mean degree where all above `most` are cut to it; `None` of laws that have none above.
    fn mean_up_to(&self, most: u32) -> Option<f64> {
        let most = f64::from(most);
        match self {
            Draw::Lognormal(location, sigma) if *sigma > 0.0 => {
                let end = (libm::log(most) - location) / sigma;
                let mean = libm::exp(location + sigma * sigma / 2.0);
                Some(mean * normal_share(end - sigma) + most * normal_share(-end))
            }
            Draw::Table(first, cumulative) => {
                let mut below = 0.0;
                let terms = cumulative.iter().zip(u64::from(*first)..).map(|(&up_to, degree)| {
                    let term = (up_to - below) * (degree as f64).min(most);
                    below = up_to;
                    term
                });
                Some(terms.sum())
            }
            Draw::Lognormal(..) | Draw::Powers(..) | Draw::Fixed(_) => None,
        }
    }
}

/// The two power laws between which a start lies, the share of the first, mean and deviation.
fn powers(exponent: f64, start: Start, maximum: u32) -> Result<(Draw, f64, f64), Fault> {
    let mean = |minimum: u32| moment(exponent, minimum, maximum, 1.0);
    let (minimum, share) = match start {
        Start::Minimum(minimum) if minimum > u64::from(maximum) => {
            let message = format!("the fewest ties, {minimum}, are above the most, {maximum}");
            return Err(Fault::at("degree.power-law.minimum", message, format!("write at most {maximum}")));
        }
        Start::Minimum(minimum) => (minimum as u32, 1.0),
        Start::Mean(asked) => {
            let least = if maximum == 0 { 1.0 } else { mean(1) };
            if asked < least || asked > f64::from(maximum) {
                let message =
                    format!("with this exponent the mean lies between {least:.3} and {maximum}, not at {asked}");
                let help =
                    if asked < least { "write a larger mean, or a larger exponent" } else { "write a smaller mean" };
                return Err(Fault::at("degree.power-law.mean", message, help));
            }
            // The last start whose mean is not above the one asked for.
            let (mut low, mut high) = (1, maximum);
            while low < high {
                let middle = low + (high - low).div_ceil(2);
                if mean(middle) <= asked { low = middle } else { high = middle - 1 }
            }
            if low == maximum { (low, 1.0) } else { (low, (mean(low + 1) - asked) / (mean(low + 1) - mean(low))) }
        }
    };
    let second = if share < 1.0 { minimum + 1 } else { minimum };
    let mix = |order: f64| {
        let of = |minimum| moment(exponent, minimum, maximum, order);
        share * of(minimum) + (1.0 - share) * of(second)
    };
    let (mean, square) = (mix(1.0), mix(2.0));
    let pair = [minimum, second].map(|minimum| Power::new(exponent, minimum, maximum));
    Ok((Draw::Powers(share, Box::new(pair)), mean, (square - mean * mean).max(0.0).sqrt()))
}

/// The Poisson law around its mean: the first degree of the table and the cumulative probabilities; what lies outside has a
/// probability below 1e-16.
fn poisson(mean: f64) -> (u32, Vec<f64>) {
    let mode = mean.floor();
    let mut below = Vec::new();
    let (mut k, mut p) = (mode, 1.0);
    while k > 0.0 && p > 1e-20 {
        p *= k / mean;
        k -= 1.0;
        below.push(p);
    }
    let first = k as u32;
    let mut terms: Vec<f64> = below.into_iter().rev().chain([1.0]).collect();
    let (mut k, mut p) = (mode, 1.0);
    while p > 1e-20 {
        k += 1.0;
        p *= mean / k;
        terms.push(p);
    }
    let total: f64 = terms.iter().sum();
    let mut sum = 0.0;
    for term in &mut terms {
        sum += *term;
        *term = sum / total;
    }
    (first, terms)
}

#[cfg(test)]
mod tests;
