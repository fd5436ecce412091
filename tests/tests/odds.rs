//! The only way to make a statistical assertion.
//!
//! Every test states alpha (how often it would fail on a right program, over all random seeds), has its sample in hand, and
//! states the smallest effect it notices with probability [`POWER`]. A sample too small for what is stated is refused: a
//! test that could not fail is no test. Random seeds are fixed and never tuned, so that in fact nothing flakes.

use statrs::distribution::{Binomial, ChiSquared, ContinuousCDF, DiscreteCDF, Normal, StudentsT};

/// The chance with which the stated effect is noticed.
pub const POWER: f64 = 0.99;

/// Of the closed forms, 4.5 standard errors: a hundred such tests fail a right program once in 1,500 random seeds.
pub const LAW: f64 = 6.8e-6;

/// Of the many tests against the oracle: some 3,000 of them fail a right program once in 300,000 random seeds.
pub const ALARM: f64 = 1e-9;

/// The z or the p that came out, or what is wrong.
pub type Verdict = Result<f64, String>;

/// What is tested, how surely, and how finely.
#[derive(Clone, Debug)]
pub struct Claim {
    pub what: String,
    /// Chance of a false alarm.
    pub alpha: f64,
    /// Smallest effect noticed with probability [`POWER`], in the units of the test.
    pub effect: f64,
}

impl Claim {
    pub fn new(what: impl Into<String>, alpha: f64, effect: f64) -> Claim {
        assert!(alpha > 0.0 && alpha <= 1e-3 && effect > 0.0, "an alpha from 0 to 0.001 and an effect above 0");
        Claim { what: what.into(), alpha, effect }
    }

    fn demand(&self, noticed: f64) {
        assert!(
            noticed <= self.effect,
            "{}: this sample notices effects of {noticed:.3e} and more, not of {:.3e}: draw more replicates",
            self.what,
            self.effect
        );
    }
}

/// Count, mean and variance of a sample.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Tally {
    pub fn of(sample: impl IntoIterator<Item = f64>) -> Tally {
        let mut tally = Tally::default();
        for x in sample {
            tally.add(x);
        }
        tally
    }

    pub fn add(&mut self, x: f64) {
        self.n += 1.0;
        let before = x - self.mean;
        self.mean += before / self.n;
        self.squares += before * (x - self.mean);
    }

    pub fn mean(&self) -> f64 {
        self.mean
    }

    pub fn sd(&self) -> f64 {
        (self.squares / (self.n - 1.0)).sqrt()
    }

    pub fn standard_error(&self) -> f64 {
        self.sd() / self.n.sqrt()
    }
}

/// The z that a standard normal exceeds with probability p.
fn quantile(p: f64) -> f64 {
    -Normal::standard().inverse_cdf(p)
}

/// The mean of a sample against its exact value; effect in the units of the mean, standard error from the sample, so that a
/// small sample (a few networks) goes by Student's law.
pub fn mean(claim: &Claim, tally: &Tally, exact: f64) -> Verdict {
    if tally.squares == 0.0 {
        let found = (tally.mean - exact).abs();
        return if found < 1e-9 { Ok(0.0) } else { Err(format!("{}: always {}, not {exact}", claim.what, tally.mean)) };
    }
    let wider = if tally.n < 1000.0 {
        let law = StudentsT::new(0.0, 1.0, tally.n - 1.0).expect("degrees of freedom");
        law.inverse_cdf(1.0 - claim.alpha / 2.0) / quantile(claim.alpha / 2.0)
    } else {
        1.0
    };
    let error = tally.standard_error() * wider;
    standardised(claim, tally.mean - exact, error, format!("mean {}, exact {exact}", tally.mean))
}

/// Two independent means that should be equal.
pub fn two_means(claim: &Claim, a: &Tally, b: &Tally) -> Verdict {
    let error = (a.standard_error().powi(2) + b.standard_error().powi(2)).sqrt();
    standardised(claim, a.mean - b.mean, error, format!("means {} and {}", a.mean, b.mean))
}

/// A difference with a known or estimated standard error, taken as normal.
pub fn standardised(claim: &Claim, difference: f64, error: f64, found: String) -> Verdict {
    claim.demand((quantile(claim.alpha / 2.0) + quantile(1.0 - POWER)) * error);
    let z = difference / error;
    if z.abs() > quantile(claim.alpha / 2.0) {
        return Err(format!("{}: {found}, {z:.2} standard errors apart", claim.what));
    }
    Ok(z)
}

/// The mean of numbers within `range` of their exact mean, of exact variance: by Bernstein's inequality, true for every
/// sample size and shape, P(|mean - exact| >= t) <= 2 exp(-n t^2 / (2 variance + 2 range t / 3)).
pub fn bounded_mean(claim: &Claim, n: u64, mean: f64, exact: f64, variance: f64, range: f64) -> Verdict {
    let n = n as f64;
    if variance < 1e-12 {
        let same = (mean - exact).abs() < 1e-9;
        return if same { Ok(0.0) } else { Err(format!("{}: always {exact}, yet {mean}", claim.what)) };
    }
    // The t at which the bound is alpha, by the quadratic formula.
    let l = (2.0 / claim.alpha).ln() / n;
    let t = l * range / 3.0 + ((l * range / 3.0).powi(2) + 2.0 * l * variance).sqrt();
    claim.demand(t + quantile(1.0 - POWER) * (variance / n).sqrt());
    let z = (mean - exact) / (variance / n).sqrt();
    if (mean - exact).abs() > t {
        return Err(format!("{}: mean {mean}, exact {exact}, {z:.2} standard errors apart", claim.what));
    }
    Ok(z)
}

/// How often something of exact probability p happened in n replicates: the exact binomial tails; effect in p. What is
/// impossible must not happen at all, what is certain always (S3).
pub fn frequency(claim: &Claim, hits: u64, n: u64, p: f64) -> Verdict {
    if !(1e-12..=1.0 - 1e-12).contains(&p) {
        let never = if p < 0.5 { hits } else { n - hits };
        return if never == 0 { Ok(0.0) } else { Err(format!("{}: {never} times the impossible", claim.what)) };
    }
    let variance = p * (1.0 - p) / n as f64;
    // The bound of Bernstein is at least as wide as the exact tails.
    let l = (2.0 / claim.alpha).ln() / n as f64;
    let t = l / 3.0 + ((l / 3.0).powi(2) + 2.0 * l * p * (1.0 - p)).sqrt();
    claim.demand(t + quantile(1.0 - POWER) * variance.sqrt());
    let law = Binomial::new(p, n).expect("a probability");
    let low = law.cdf(hits);
    let high = if hits == 0 { 1.0 } else { law.sf(hits - 1) };
    let z = (hits as f64 / n as f64 - p) / variance.sqrt();
    if 2.0 * low.min(high) < claim.alpha {
        return Err(format!("{}: {hits} of {n}, expected {:.1}, z = {z:.2}", claim.what, p * n as f64));
    }
    Ok(z)
}

/// Counts of outcomes against their exact probabilities; neighbouring outcomes are pooled until 25 of each are expected.
/// Effect: Cohen's w, the root of the sum of (difference of probabilities)^2 / probability.
pub fn chi_square(claim: &Claim, counts: &[u64], probabilities: &[f64]) -> Verdict {
    assert_eq!(counts.len(), probabilities.len());
    let n = counts.iter().sum::<u64>() as f64;
    let total: f64 = probabilities.iter().sum();
    assert!((total - 1.0).abs() < 1e-9, "{}: probabilities of {total}", claim.what);
    let mut cells: Vec<(f64, f64)> = Vec::new();
    let mut open = (0.0, 0.0);
    for (outcome, (&count, &p)) in counts.iter().zip(probabilities).enumerate() {
        if count > 0 && p < 1e-13 {
            return Err(format!("{}: outcome {outcome} is impossible and happened {count} times", claim.what));
        }
        open = (open.0 + count as f64, open.1 + p * n);
        if open.1 >= 25.0 {
            cells.push(std::mem::take(&mut open));
        }
    }
    if let Some(last) = cells.last_mut() {
        *last = (last.0 + open.0, last.1 + open.1);
    }
    if cells.len() < 2 {
        return Ok(1.0);
    }
    let degrees = cells.len() as f64 - 1.0;
    let law = ChiSquared::new(degrees).expect("degrees of freedom");
    let (mut low, mut high) = (0.0, 1e6);
    while high - low > 1e-6 * high {
        let middle = (low + high) / 2.0;
        if law.sf(middle) > claim.alpha { low = middle } else { high = middle }
    }
    // Under an effect w the statistic has mean k + n w^2 and variance 2 (k + 2 n w^2): large enough when the critical value
    // lies as many deviations below as POWER asks for.
    let noticed = |w: f64| {
        let lambda = n * w * w;
        degrees + lambda - high >= quantile(1.0 - POWER) * (2.0 * (degrees + 2.0 * lambda)).sqrt()
    };
    if !noticed(claim.effect) {
        let w = (1..).map(|i| f64::from(i) * claim.effect * 0.01).find(|&w| noticed(w)).unwrap_or(f64::INFINITY);
        claim.demand(w);
    }
    let statistic: f64 = cells.iter().map(|&(count, expected)| (count - expected).powi(2) / expected).sum();
    let p = law.sf(statistic);
    if p < claim.alpha {
        return Err(format!(
            "{}: chi-square {statistic:.1} with {degrees} degrees of freedom, p = {p:.1e}",
            claim.what
        ));
    }
    Ok(p)
}

/// Asserts a verdict.
#[track_caller]
pub fn holds(verdict: Verdict) {
    if let Err(message) = verdict {
        panic!("{message}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(n: u64, shift: f64) -> Tally {
        // A sample of exact mean 1/2 + shift.
        Tally::of((0..n).map(|i| (i as f64 + 0.5) / n as f64 + shift))
    }

    #[test]
    fn a_difference_beyond_the_stated_effect_is_found_and_none_is_not() {
        let claim = Claim::new("uniform", LAW, 0.04);
        assert!(mean(&claim, &sample(10_000, 0.0), 0.5).is_ok());
        assert!(mean(&claim, &sample(10_000, 0.04), 0.5).is_err());
        assert!(two_means(&claim, &sample(10_000, 0.0), &sample(10_000, 0.0)).is_ok());
        assert!(bounded_mean(&Claim::new("uniform", ALARM, 0.04), 10_000, 0.54, 0.5, 1.0 / 12.0, 1.0).is_err());
        assert!(frequency(&claim, 5_400, 10_000, 0.5).is_err());
        assert!(frequency(&claim, 5_100, 10_000, 0.5).is_ok());
        assert!(frequency(&claim, 1, 10_000, 0.0).is_err());
        let claim = Claim::new("die", ALARM, 0.1);
        assert!(chi_square(&claim, &[5_000, 5_000], &[0.5, 0.5]).is_ok());
        assert!(chi_square(&claim, &[4_500, 5_500], &[0.5, 0.5]).is_err());
        assert!(chi_square(&claim, &[5_000, 5_000, 1], &[0.5, 0.5, 0.0]).is_err());
    }

    #[test]
    #[should_panic(expected = "draw more replicates")]
    fn a_sample_too_small_for_the_stated_effect_is_refused() {
        let _ = mean(&Claim::new("uniform", LAW, 0.03), &sample(1_000, 0.0), 0.5);
    }

    #[test]
    #[should_panic(expected = "draw more replicates")]
    fn so_is_a_table_of_counts() {
        let _ = chi_square(&Claim::new("die", ALARM, 0.1), &[500, 500], &[0.5, 0.5]);
    }

    #[test]
    #[should_panic(expected = "draw more replicates")]
    fn so_is_a_frequency() {
        let _ = frequency(&Claim::new("coin", LAW, 0.03), 500, 1_000, 0.5);
    }
}
