//! Laws of one uneven quantity, each with mean 1: how it lies among people, whatever else is known of them.
//!
//! A law is its quantile: a number u in (0, 1) becomes the value that a share u of the people do not exceed, so that two laws
//! read from one u rank the people alike.

use crate::catalog::{Fault, Key, Kind, Value};
use crate::statistics::normal_quantile;

/// How a quantity of mean 1 differs from person to person.
#[derive(Clone, Debug, PartialEq)]
pub enum Marginal {
    /// Everybody alike.
    Equal,
    /// exp(sigma z - sigma^2 / 2), z a standard normal number.
    Lognormal {
        /// The standard deviation of the logarithm, at least 0.
        sigma: f64,
    },
    /// P(more than x) falls like x^-exponent, from (exponent - 1) / exponent on.
    Pareto {
        /// Above 1, or there is no mean.
        exponent: f64,
    },
    /// Three kinds of people.
    Classes(Classes),
}

/// Those who only look, those who react now and then, and those who do most of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Classes {
    /// The share of people who only look, in [0, 1].
    pub lurk: f64,
    /// The share of people who react now and then; the rest are the heavy ones.
    pub react: f64,
    /// How much each of the three does, relative to each other, at least 0.
    pub weights: [f64; 3],
}

/// The keys of [`Marginal::Lognormal`].
pub(super) const SIGMA: Key =
    Key::required("sigma", Kind::Number(0.0, 5.0), "the standard deviation of the logarithm").larger("more uneven");

/// The keys of [`Marginal::Pareto`].
pub(super) const EXPONENT: Key =
    Key::required("exponent", Kind::Number(1.0, 100.0), "the share of people above x falls like x^-exponent; above 1")
        .larger("less uneven; the variance is infinite up to 2");

/// The keys of [`Classes`].
pub(super) const CLASSES: &[Key] = &[
    Key::with_default("lurk", Kind::Probability, "0.90", "the share of people who only look")
        .larger("fewer do all the work")
        .source("Nielsen 2006: 90 % of users are lurkers"),
    Key::with_default(
        "react",
        Kind::Probability,
        "0.09",
        "the share of people who react now and then; the rest are heavy",
    )
    .source("Nielsen 2006: 9 % contribute a little, 1 % most"),
    Key::with_default(
        "weights",
        Kind::List(&Kind::Number(0.0, 1e9)),
        "[0.01, 3, 64]",
        "how much a lurker, an occasional and a heavy contributor do; only their ratios matter",
    )
    .source("assumed"),
];

impl Classes {
    /// The defaults: 90 % lurkers, 9 % who react, 1 % heavy contributors (J. Nielsen, *Participation inequality*, 2006); their
    /// weights, 0.01, 3 and 64, are assumed.
    pub const NIELSEN: Classes = Classes {
        lurk: CLASSES[0].usual(),
        react: CLASSES[1].usual(),
        weights: [CLASSES[2].usual_at(0), CLASSES[2].usual_at(1), CLASSES[2].usual_at(2)],
    };

    /// From a value that has passed [`CLASSES`].
    pub(super) fn from_value(value: &Value) -> Result<Classes, Fault> {
        let (lurk, react) = (value.number("lurk"), value.number("react"));
        if lurk + react > 1.0 + 1e-12 {
            let message =
                format!("the shares add up to {}, more than everybody", crate::text::wrong_sum(lurk + react, 1.0));
            let help = format!("write at most {}", ((1.0 - lurk) * 1e12).round() / 1e12);
            return Err(Fault::at("react", message, help).also("lurk", "the lurkers"));
        }
        let given: Vec<f64> =
            value.at("weights").as_list().unwrap_or_default().iter().filter_map(Value::as_number).collect();
        let Ok(weights) = <[f64; 3]>::try_from(given.as_slice()) else {
            let message = format!("{} weights are given for three kinds of people", given.len());
            return Err(Fault::at("weights", message, "write weights = [0.01, 3, 64]"));
        };
        let classes = Classes { lurk, react, weights };
        if classes.mean() <= 0.0 {
            return Err(Fault::at("weights", "with these weights nobody ever acts", "write weights = [0.01, 3, 64]"));
        }
        Ok(classes)
    }

    /// The mean weight before it is made 1: 0.92 as they stand by default.
    pub fn mean(&self) -> f64 {
        let [lurker, occasional, heavy] = self.weights;
        self.lurk * lurker + self.react * occasional + (1.0 - self.lurk - self.react).max(0.0) * heavy
    }
}

impl Marginal {
    /// The value below which a share u of the people lies, u in (0, 1); the mean over u is 1.
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Marginal::Equal => 1.0,
            Marginal::Lognormal { sigma } => libm::exp(sigma * normal_quantile(u) - sigma * sigma / 2.0),
            Marginal::Pareto { exponent } => (exponent - 1.0) / exponent * libm::pow(1.0 - u, -1.0 / exponent),
            Marginal::Classes(classes) => {
                let class = usize::from(u > classes.lurk) + usize::from(u > classes.lurk + classes.react);
                classes.weights[class] / classes.mean()
            }
        }
    }

    /// A Pareto law with an exponent above 1.
    pub(super) fn pareto(value: &Value) -> Result<Marginal, Fault> {
        match value.number("exponent") {
            exponent if exponent > 1.0 => Ok(Marginal::Pareto { exponent }),
            _ => Err(Fault::at(
                "exponent",
                "with an exponent of 1 there is no mean",
                "write a number above 1, such as 2.2",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::normal_share;

    /// The mean of each law is 1: the quantile summed over a fine grid, against the exact integral. The Pareto law's grid
    /// leaves out what lies above its last cell, at most 1e-3 here.
    #[test]
    fn every_law_has_mean_1() {
        let laws = [
            (Marginal::Equal, 1e-12),
            (Marginal::Lognormal { sigma: 1.0 }, 2e-4),
            (Marginal::Pareto { exponent: 2.2 }, 1e-3),
            (Marginal::Classes(Classes::NIELSEN), 1e-9),
        ];
        let cells = 1_000_000;
        for (law, error) in laws {
            let sum: f64 = (0..cells).map(|i| law.quantile((f64::from(i) + 0.5) / f64::from(cells))).sum();
            assert!((sum / f64::from(cells) - 1.0).abs() < error, "{law:?}: {}", sum / f64::from(cells));
        }
    }

    #[test]
    fn quantiles_are_those_of_the_law() {
        assert!((Classes::NIELSEN.mean() - 0.919).abs() < 1e-12);
        let classes = Marginal::Classes(Classes::NIELSEN);
        let ratios = [0.5, 0.95, 0.995].map(|u| classes.quantile(u) * 0.919);
        assert!(ratios.iter().zip([0.01, 3.0, 64.0]).all(|(a, b)| (a - b).abs() < 1e-9));
        // The median of a lognormal law of mean 1 is exp(-sigma^2 / 2).
        assert!((Marginal::Lognormal { sigma: 1.0 }.quantile(0.5) - libm::exp(-0.5)).abs() < 1e-12);
        // Half of the people lie above x_min 2^(1 / exponent).
        let pareto = Marginal::Pareto { exponent: 2.0 }.quantile(0.5);
        assert!((pareto - 0.5 * std::f64::consts::SQRT_2).abs() < 1e-12);
        for z in [-3.0, -0.5, 0.0, 1.2] {
            assert!((normal_quantile(normal_share(z)) - z).abs() < 1e-9);
        }
    }
}
