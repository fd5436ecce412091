//! The 95 % interval of a mean.
//!
//! Reaches are skewed: most cascades are small and a few are large. Student's interval then holds the true mean too seldom
//! (83 % of the time for 30 tries of a chance of 0.1), because mean and standard error are large together. Hall's cubic
//! transformation takes the skewness out before Student's quantile is read off, and is Student's interval where there is
//! none: `tests/tests/coverage.rs` holds both to exact means.
//!
//! # Reference
//! Hall, *On the removal of skewness by transformation*, Journal of the Royal Statistical Society B 54 (1992), section 2.

use super::{summary::sum, t975};

/// The ends of the 95 % interval of a mean, of `values` with that mean and that variance (n - 1 below); `None` of one.
///
/// With theta = skewness / sqrt(n), g(T) = T + theta T^2 / 3 + theta^2 T^3 / 27 + theta / 6 is closer to Student's law than T
/// is, and has the inverse (3 / theta) (cbrt(1 + theta (y - theta / 6)) - 1).
pub fn interval(values: &[f64], mean: f64, variance: Option<f64>) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    let variance = variance?;
    let (se, t) = ((variance / n).sqrt(), t975(values.len() as u64 - 1));
    if variance == 0.0 || values.len() < 3 {
        return Some((mean - t * se, mean + t * se));
    }
    let cubes = sum(values.iter().map(|x| (x - mean) * (x - mean) * (x - mean)));
    let skewness = n / ((n - 1.0) * (n - 2.0)) * cubes / (variance * variance.sqrt());
    let theta = skewness / n.sqrt();
    let undone = |y: f64| match theta.abs() {
        // Where nothing is to be undone the formula would divide by nothing.
        tiny if tiny < 1e-8 => y,
        _ => 3.0 / theta * (libm::cbrt(1.0 + theta * (y - theta / 6.0)) - 1.0),
    };
    Some((mean - se * undone(t), mean - se * undone(-t)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::summary::moments;

    fn of(values: &[f64]) -> (f64, f64) {
        let (mean, variance) = moments(values).unwrap();
        interval(values, mean, variance).unwrap()
    }

    #[test]
    fn without_skewness_it_is_students() {
        let (low, high) = of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        let half = t975(4) * (2.5f64 / 5.0).sqrt();
        assert!((low - (3.0 - half)).abs() < 1e-12 && (high - (3.0 + half)).abs() < 1e-12);
        assert_eq!(of(&[7.0, 7.0, 7.0]), (7.0, 7.0));
        assert_eq!(interval(&[7.0], 7.0, None), None);
    }

    /// With a long tail to the right the true mean is more likely above what is seen than below.
    #[test]
    fn a_tail_pulls_the_interval_its_way() {
        let mut values = vec![1.0; 27];
        values.extend([5.0, 9.0, 20.0]);
        let (mean, _) = moments(&values).unwrap();
        let (low, high) = of(&values);
        assert!(low < mean && mean < high && high - mean > 1.5 * (mean - low));
        let mirrored: Vec<f64> = values.iter().map(|x| -x).collect();
        let (back, forth) = of(&mirrored);
        assert!((back + high).abs() < 1e-12 && (forth + low).abs() < 1e-12);
    }
}
