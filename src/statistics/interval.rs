//! The 95 % interval of a mean.
//!
//! Reaches are skewed: most cascades are small and a few are large. Student's interval then holds the true mean too seldom
//! (83 % of the time for 30 tries of a chance of 0.1), because mean and standard error are large together. The interval of
//! **adjusted empirical likelihood** asks of each candidate mean mu how much less likely the values become, at best, if they
//! are weighed so that their mean is mu,
//!
//! w(mu) = 2 max over lambda of sum ln(1 + lambda (x - mu)),
//!
//! over the values and one more, at mu - a (mean - mu) with a = max(1, ln(n) / 2), without which small samples fall short;
//! it holds every mu with w(mu) at most 3.84, the 95 % quantile of chi-square with one degree of freedom. No shape is
//! assumed, so it is as lopsided as the values are. Of fewer than ten values nothing can be learned of their shape, and the
//! interval is Student's. `tests/tests/coverage.rs` holds both to exact means.
//!
//! # Cost
//! About 30 passes over the distinct values, which are sorted once.
//!
//! # Reference
//! Owen, *Empirical likelihood ratio confidence intervals for a single functional*, Biometrika 75 (1988); Chen, Variyath and
//! Abraham, *Adjusted empirical likelihood and its properties*, Journal of Computational and Graphical Statistics 17 (2008),
//! section 2, with their recommended a.

use super::summary::{Sum, sum};
use super::t975;

/// The 97.5 % quantile of the normal law; its square is the 95 % quantile of chi-square with one degree of freedom.
pub(super) const Z975: f64 = 1.959_963_984_540_054;
/// From so many values on their own shape is used.
pub(super) const SHAPE_FROM: usize = 10;
/// An end is found to within this part of a standard error.
const CLOSE: f64 = 1e-9;

/// The ends of the 95 % interval of a mean, of `values` with that mean and that variance (n - 1 below); `None` of one.
pub fn interval(values: &[f64], mean: f64, variance: Option<f64>) -> Option<(f64, f64)> {
    let variance = variance?;
    let se = (variance / values.len() as f64).sqrt();
    if variance == 0.0 || values.len() < SHAPE_FROM {
        let half = t975(values.len() as u64 - 1) * se;
        return Some((mean - half, mean + half));
    }
    let sample = Sample::around(mean, se, values);
    Some((mean + se * sample.end(-1.0), mean + se * sample.end(1.0)))
}

/// Values in standard errors from their mean, equal ones together, so that whole numbers cost little.
struct Sample {
    /// Distance from the mean in ascending order, and how many values lie there.
    distances: Vec<(f64, f64)>,
    /// The weight a of the additional value.
    adjustment: f64,
}

impl Sample {
    fn around(mean: f64, se: f64, values: &[f64]) -> Sample {
        let mut sorted: Vec<f64> = values.iter().map(|x| (x - mean) / se).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut distances: Vec<(f64, f64)> = Vec::new();
        for x in sorted {
            match distances.last_mut() {
                Some((last, count)) if *last == x => *count += 1.0,
                _ => distances.push((x, 1.0)),
            }
        }
        Sample { distances, adjustment: (libm::log(values.len() as f64) / 2.0).max(1.0) }
    }

    /// The end of the interval in that direction (-1 or 1), in standard errors from the mean.
    ///
    /// sqrt(w) is 0 at the mean, rises from there and is close to a straight line of slope 1 (Owen 1988): the secant of
    /// the two ends of a bracket finds where it passes z, with the stale end's excess halved (the Illinois rule).
    fn end(&self, direction: f64) -> f64 {
        let excess = |distance: f64| self.ratio(direction * distance).sqrt() - Z975;
        let (mut low, mut below) = (0.0, -Z975);
        let mut high = Z975;
        let mut above = excess(high);
        while above < 0.0 {
            (low, below) = (high, above);
            high *= 1.5;
            above = excess(high);
        }
        while high - low > CLOSE {
            let middle = (low * above - high * below) / (above - below);
            let found = excess(middle);
            if found.abs() < CLOSE {
                return direction * middle;
            }
            if found < 0.0 {
                (low, below, above) = (middle, found, above / 2.0);
            } else {
                (high, above, below) = (middle, found, below / 2.0);
            }
        }
        direction * high
    }

    /// w of the mean that lies so far from the mean of the values.
    fn ratio(&self, mu: f64) -> f64 {
        let more = (self.adjustment * mu, 1.0);
        let terms = || self.distances.iter().map(|&(x, count)| (x - mu, count)).chain([more]);
        let (first, last) = (self.distances[0].0 - mu, self.distances[self.distances.len() - 1].0 - mu);
        // sum d / (1 + lambda d) falls from +infinity to -infinity between these; its root maximises w.
        let (mut low, mut high) = (-1.0 / last.max(more.0), -1.0 / first.min(more.0));
        let mut lambda = 0.0;
        for _ in 0..100 {
            let (mut slope, mut curvature) = (Sum::default(), Sum::default());
            for (d, count) in terms() {
                let part = d / (1.0 + lambda * d);
                slope.add(count * part);
                curvature.add(count * (part * part));
            }
            let (slope, curvature) = (slope.total(), curvature.total());
            if slope > 0.0 {
                low = lambda
            } else {
                high = lambda
            }
            let newton = lambda + slope / curvature;
            let next = if newton > low && newton < high { newton } else { (low + high) / 2.0 };
            let step = (next - lambda).abs();
            lambda = next;
            if step <= CLOSE * CLOSE.sqrt() * (high - low).max(lambda.abs()) {
                break;
            }
        }
        2.0 * sum(terms().map(|(d, count)| count * libm::log1p(lambda * d)))
    }
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
    fn of_few_values_it_is_students() {
        let (low, high) = of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        let half = t975(4) * (2.5f64 / 5.0).sqrt();
        assert!((low - (3.0 - half)).abs() < 1e-12 && (high - (3.0 + half)).abs() < 1e-12);
        assert_eq!(of(&[7.0; 30]), (7.0, 7.0));
        assert_eq!(interval(&[7.0], 7.0, None), None);
    }

    /// The definition, by another way: at both ends no choice of lambda on a fine grid makes more of the likelihood ratio
    /// than 3.84, and the best one makes that.
    #[test]
    fn the_ends_have_the_likelihood_of_the_quantile() {
        let mut values: Vec<f64> = (0..40).map(|i| f64::from(i * i % 17)).collect();
        values.extend([60.0, 45.0]);
        let (low, high) = of(&values);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        for mu in [low, high] {
            let mut all: Vec<f64> = values.iter().map(|x| x - mu).collect();
            all.push(-(libm::log(n) / 2.0) * (mean - mu));
            let best = (-400_000..400_000)
                .map(|step| f64::from(step) * 1e-6)
                .filter(|lambda| all.iter().all(|d| 1.0 + lambda * d > 0.0))
                .map(|lambda| 2.0 * all.iter().map(|d| libm::log1p(lambda * d)).sum::<f64>())
                .fold(0.0, f64::max);
            assert!((best - 3.841_458_820_694).abs() < 1e-6, "{best}");
        }
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
        assert!((back + high).abs() < 1e-7 && (forth + low).abs() < 1e-7);
    }

    /// One in ten thousand is another: the ends are found all the same, and of ten values as of any more.
    #[test]
    fn extreme_samples_have_ends() {
        let mut rare = vec![0.0; 9_999];
        rare.push(1e6);
        let ten = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
        for values in [&rare[..], &ten] {
            let (low, high) = of(values);
            let (mean, _) = moments(values).unwrap();
            assert!(low < mean && mean < high && low.is_finite() && high.is_finite(), "{low} {high}");
        }
    }
}
