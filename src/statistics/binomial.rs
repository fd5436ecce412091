//! Bounds on a chance from a count: of `trials` independent tries `hits` came out, how large or small may the chance be?
//!
//! **Clopper-Pearson** bounds are exact for a count of independent tries: the lower one is the alpha-quantile of
//! Beta(hits, trials - hits + 1), so that a smaller chance would give so many hits with probability alpha at most. The
//! **Chernoff** bound, the largest p with trials kl(hits / trials, p) <= ln(1 / alpha), is a little wider, holds for any real
//! number of hits, and grows with it in a concave way.
//!
//! # Reference
//! Clopper and Pearson, *The use of confidence or fiducial limits illustrated in the case of the binomial*, Biometrika 26
//! (1934); Chernoff, *A measure of asymptotic efficiency for tests of a hypothesis based on the sum of observations*, Annals
//! of Mathematical Statistics 23 (1952); the continued fraction of the beta function: Press, Teukolsky, Vetterling and
//! Flannery, *Numerical recipes*, 3rd edition 2007, section 6.4.

/// The exact lower bound of a chance: wrong (above it) with probability `alpha` at most. `hits` is at most `trials`.
pub fn lower(hits: u64, trials: u64, alpha: f64) -> f64 {
    match hits {
        0 => 0.0,
        _ => beta_quantile(hits as f64, (trials - hits) as f64 + 1.0, alpha),
    }
}

/// The exact upper bound of a chance: wrong (below it) with probability `alpha` at most. `hits` is at most `trials`.
pub fn upper(hits: u64, trials: u64, alpha: f64) -> f64 {
    if hits == trials { 1.0 } else { 1.0 - beta_quantile((trials - hits) as f64, hits as f64 + 1.0, alpha) }
}

/// The Chernoff upper bound of a chance of which a share `y` in [0, 1] of `trials` came out.
pub fn chernoff_upper(y: f64, trials: f64, alpha: f64) -> f64 {
    let most = -libm::log(alpha) / trials;
    let (mut low, mut high) = (y, 1.0);
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if divergence(y, middle) <= most { low = middle } else { high = middle }
    }
    high
}

/// The largest distance of the Chernoff bound from a share of at most `x`: it rises to one peak and falls (the bound is
/// concave), so it lies at `x`, or at the peak where that comes before.
pub fn widest_chernoff(x: f64, trials: f64, alpha: f64) -> f64 {
    let gap = |y: f64| chernoff_upper(y, trials, alpha) - y;
    let near = x * (1.0 - 1e-4);
    if gap(near) <= gap(x) {
        return gap(x);
    }
    let (mut low, mut high) = (0.0, x);
    for _ in 0..80 {
        let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if gap(a) < gap(b) { low = a } else { high = b }
    }
    // Flat at the peak: what thirds leave open is far below a rounding of the bound.
    gap(f64::midpoint(low, high)) * (1.0 + 1e-12)
}

/// kl(y, p) of two coins, in nats.
fn divergence(y: f64, p: f64) -> f64 {
    let part = |y: f64, p: f64| if y <= 0.0 { 0.0 } else { y * libm::log(y / p) };
    part(y, p) + part(1.0 - y, 1.0 - p)
}

/// The alpha-quantile of Beta(a, b), alpha below one half: Newton's steps on the logarithms of both, held in a bracket.
fn beta_quantile(a: f64, b: f64, alpha: f64) -> f64 {
    let wanted = libm::log(alpha);
    let ln_beta = libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    // ln of the chance to lie below e^t, and its slope in t; the continued fraction is quick on the near side of the mean.
    let below = |t: f64| {
        let (p, rest) = (libm::exp(t), -libm::expm1(t));
        let front = a * t + b * libm::log(rest) - ln_beta;
        let ln = if p < (a + 1.0) / (a + b + 2.0) {
            front + libm::log(continued_fraction(a, b, p) / a)
        } else {
            libm::log1p(-libm::exp(front) * continued_fraction(b, a, rest) / b)
        };
        (ln, libm::exp(front - ln) / rest)
    };
    let (mut low, mut high) = (f64::NEG_INFINITY, 0.0f64);
    let mean = a / (a + b);
    let deviation = (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
    let mut t = (libm::log(mean) - (-2.0 * wanted).sqrt() * deviation / mean).min(-1e-9);
    for _ in 0..200 {
        let (ln, slope) = below(t);
        let off = ln - wanted;
        if off > 0.0 {
            high = high.min(t)
        } else {
            low = low.max(t)
        }
        let step = -off / slope;
        let mut next = t + step;
        if next >= high || next <= low {
            next = if low.is_finite() { f64::midpoint(low, high) } else { 2.0 * t - 1.0 };
        }
        if (next - t).abs() < 1e-13 * (1.0 + t.abs()) {
            break;
        }
        t = next;
    }
    libm::exp(t)
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const SMALL: f64 = 1e-300;
    let off_zero = |y: f64| if y.abs() < SMALL { SMALL } else { y };
    let mut c = 1.0;
    let mut d = 1.0 / off_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for m in 1..200_000 {
        let m = f64::from(m);
        for numerator in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / off_zero(1.0 + numerator * d);
            c = off_zero(1.0 + numerator / c);
            product *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    product
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;
    use statrs::distribution::{Binomial, DiscreteCDF};

    /// At the bound the tail of the count is alpha: against another library, for all counts of small trials and some of
    /// large ones.
    #[test]
    fn at_the_bound_the_tail_is_alpha() {
        let mut cases: Vec<(u64, u64)> = (1..=12).flat_map(|n| (1..=n).map(move |x| (x, n))).collect();
        cases.extend([
            (1, 1000),
            (7, 1000),
            (500, 1000),
            (999, 1000),
            (1000, 1000),
            (35_000, 1 << 20),
            (200_000, 1 << 18),
        ]);
        for (hits, trials) in cases {
            for alpha in [0.2, 0.05, 1e-3, 1e-7] {
                let p = lower(hits, trials, alpha);
                let tail = Binomial::new(p, trials).unwrap().sf(hits - 1);
                assert!((tail / alpha - 1.0).abs() < 1e-6, "{hits} of {trials} at {alpha}: {tail}");
                let p = upper(trials - hits, trials, alpha);
                let tail = Binomial::new(p, trials).unwrap().cdf(trials - hits);
                assert!((tail / alpha - 1.0).abs() < 1e-6, "{hits} of {trials} at {alpha}: {tail}");
            }
        }
        assert_eq!((lower(0, 9, 0.1), upper(9, 9, 0.1)), (0.0, 1.0));
        // No hit in n: 1 - alpha^(1/n); all hits: alpha^(1/n).
        assert!((upper(0, 20, 0.05) - (1.0 - 0.05f64.powf(0.05))).abs() < 1e-12);
        assert!((lower(20, 20, 0.05) - 0.05f64.powf(0.05)).abs() < 1e-12);
    }

    #[test]
    fn chernoff_is_wider_and_peaks_once() {
        for (hits, trials) in [(0u64, 50u64), (3, 50), (25, 50), (49, 50), (400, 10_000)] {
            let y = hits as f64 / trials as f64;
            let p = chernoff_upper(y, trials as f64, 0.01);
            assert!(p >= upper(hits, trials, 0.01) - 1e-12, "{hits} of {trials}");
            assert!((trials as f64 * divergence(y, p) - 100f64.ln()).abs() < 1e-6);
        }
        for trials in [20.0, 1000.0, 1e6] {
            for x in [0.0, 1e-3, 0.1, 0.45, 0.6, 0.99, 1.0] {
                let steps = (0..=20_000).map(|i| x * f64::from(i) / 20_000.0);
                let gap = |y: f64| chernoff_upper(y, trials, 0.01) - y;
                let widest = steps.map(gap).fold(0.0, f64::max);
                let found = widest_chernoff(x, trials, 0.01);
                assert!(found >= widest - 1e-12 && found < widest * 1.001 + 1e-9, "{trials} {x}: {found} {widest}");
            }
        }
    }
}
