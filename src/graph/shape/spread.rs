//! How a number is spread over people or ties.

use serde::Serialize;

/// How degrees are spread over people; all 0 without people.
///
/// A quantile is an observed degree: the smallest x such that at least this share of people have at most x.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Degrees {
    /// The mean.
    pub mean: f64,
    /// The mean of the squares.
    pub mean_square: f64,
    /// The smallest.
    pub min: u64,
    /// The quantile 5 %.
    pub q05: u64,
    /// The quantile 25 %.
    pub q25: u64,
    /// The median.
    pub q50: u64,
    /// The quantile 75 %.
    pub q75: u64,
    /// The quantile 95 %.
    pub q95: u64,
    /// The largest.
    pub max: u64,
}

impl Degrees {
    pub(super) fn of(mut degrees: Vec<u64>) -> Degrees {
        degrees.sort_unstable();
        let mean = |sum: u128| if degrees.is_empty() { 0.0 } else { sum as f64 / degrees.len() as f64 };
        let [min, q05, q25, q50, q75, q95, max] = quantiles(&degrees).unwrap_or_default();
        Degrees {
            mean: mean(degrees.iter().map(|&k| u128::from(k)).sum()),
            mean_square: mean(degrees.iter().map(|&k| u128::from(k) * u128::from(k)).sum()),
            min,
            q05,
            q25,
            q50,
            q75,
            q95,
            max,
        }
    }
}

/// How strengths are spread over ties; quantiles as in [`Degrees`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Strengths {
    /// The mean.
    pub mean: f64,
    /// The smallest.
    pub min: f64,
    /// The quantile 5 %.
    pub q05: f64,
    /// The quantile 25 %.
    pub q25: f64,
    /// The median.
    pub q50: f64,
    /// The quantile 75 %.
    pub q75: f64,
    /// The quantile 95 %.
    pub q95: f64,
    /// The largest.
    pub max: f64,
    /// The share of ties stronger than [`Strengths::STRONG`].
    pub strong: f64,
}

impl Strengths {
    /// Above this a tie counts as strong.
    pub const STRONG: f64 = 0.7;

    /// None without ties.
    pub(super) fn of(strengths: &[f64]) -> Option<Strengths> {
        let mut sorted = strengths.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let [min, q05, q25, q50, q75, q95, max] = quantiles(&sorted)?;
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        let strong = sorted.len() - sorted.partition_point(|&strength| strength <= Strengths::STRONG);
        let strong = strong as f64 / sorted.len() as f64;
        Some(Strengths { mean, min, q05, q25, q50, q75, q95, max, strong })
    }
}

/// The smallest, the quantiles 5, 25, 50, 75, 95 % and the largest of ascending values; none without values.
fn quantiles<T: Copy>(sorted: &[T]) -> Option<[T; 7]> {
    let at = |percent: usize| sorted.get((percent * sorted.len()).div_ceil(100).max(1) - 1).copied();
    Some([at(0)?, at(5)?, at(25)?, at(50)?, at(75)?, at(95)?, at(100)?])
}
