//! Quantiles that are observed values.

use serde::Serialize;

/// The smallest value x with F(x) >= q, of values in ascending order; `None` of nothing.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let place = (q * sorted.len() as f64).ceil().max(1.0) as usize - 1;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied()
}

/// The seven points by which a distribution is reported, each an observed value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Quantiles {
    pub min: f64,
    pub q05: f64,
    pub q25: f64,
    pub q50: f64,
    pub q75: f64,
    pub q95: f64,
    pub max: f64,
}

impl Quantiles {
    /// Of values in any order; `None` of nothing.
    pub fn of(mut values: Vec<f64>) -> Option<Quantiles> {
        values.sort_unstable_by(f64::total_cmp);
        let at = |q| quantile(&values, q);
        Some(Quantiles {
            min: *values.first()?,
            q05: at(0.05)?,
            q25: at(0.25)?,
            q50: at(0.5)?,
            q75: at(0.75)?,
            q95: at(0.95)?,
            max: *values.last()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn a_quantile_is_the_first_value_that_is_high_enough() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        for (q, x) in [(0.0, 1.0), (0.05, 1.0), (0.051, 2.0), (0.5, 10.0), (0.95, 19.0), (1.0, 20.0)] {
            assert_eq!(quantile(&values, q), Some(x));
        }
        assert_eq!(quantile(&[7.0], 0.5), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
