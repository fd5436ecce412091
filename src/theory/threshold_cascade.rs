//! **Cascades of thresholds on random ties**: people who act once enough of those they hear have acted.
//!
//! With q the chance that the speaker at the far end of a tie has acted (not counting the tie's hearer), and F(m, k) the
//! chance that m of the k people heard are enough,
//!
//! q = rho + (1 - rho) E_speaking sum over m of Binomial(k - 1, q)(m) F(m, k),   S = rho + (1 - rho) E Binomial(k, q)(m) F(m, k),
//!
//! rho the share asked first, q from rho upwards to the smallest root. One person alone can start a cascade where those who
//! need just one of k form an outbreak of their own: E k (k - 1) F(1, k) / z > 1.
//!
//! # Where it must fail
//! As percolation, and more so: thresholds above one need several voices at once, which clustered friends lend each other
//! and random ties do not. Where few are asked first, the share rho is luck, and so is what comes of it.
//!
//! # Reference
//! Watts, *A simple model of global cascades on random networks*, PNAS 99 (2002), doi:10.1073/pnas.082090499, equation 5;
//! Gleeson and Cahalane, *Seed size strongly affects cascades on random networks*, Physical Review E 75 (2007),
//! doi:10.1103/PhysRevE.75.056103, equations 1 to 3.

/// A kind of people: how many they hear, how many hear them, how many of those heard must have acted, and their share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// How many they hear.
    pub heard: u32,
    /// How many hear them.
    pub hear: u32,
    /// How many must have acted; more than `heard`: they never act.
    pub needed: u32,
    /// Share of the people.
    pub share: f64,
}

/// The smallest q is approached for so many steps.
const STEPS: usize = 100_000;

/// The final share who act, with a share asked first; `back` is 1 where ties are mutual, else 0.
pub fn size(kinds: &[Kind], back: u32, asked: f64) -> f64 {
    let ties: f64 = kinds.iter().map(|kind| kind.share * f64::from(kind.hear)).sum();
    let mut q = asked;
    for _ in 0..STEPS {
        let sum: f64 = kinds
            .iter()
            .filter(|kind| kind.hear > 0)
            .map(|kind| kind.share * f64::from(kind.hear) * at_least(kind.heard.saturating_sub(back), q, kind.needed))
            .sum();
        let next = asked + (1.0 - asked) * if ties > 0.0 { sum / ties } else { 0.0 };
        let step = next - q;
        q = next;
        if step.abs() < 1e-15 {
            break;
        }
    }
    asked + (1.0 - asked) * kinds.iter().map(|kind| kind.share * at_least(kind.heard, q, kind.needed)).sum::<f64>()
}

/// People brought by one who was brought, while nearly nobody knows: only those who need a single voice can be.
pub fn growth(kinds: &[Kind], back: u32) -> f64 {
    let ties: f64 = kinds.iter().map(|kind| kind.share * f64::from(kind.hear)).sum();
    let vulnerable = kinds.iter().filter(|kind| kind.needed == 1 && kind.heard > 0);
    let on = |kind: &Kind| kind.share * f64::from(kind.heard) * f64::from(kind.hear.saturating_sub(back));
    vulnerable.map(on).sum::<f64>() / ties
}

/// The chance of at least so many successes in n tries of chance q.
fn at_least(n: u32, q: f64, needed: u32) -> f64 {
    if needed == 0 {
        return 1.0;
    }
    if needed > n || q <= 0.0 {
        return 0.0;
    }
    if q >= 1.0 {
        return 1.0;
    }
    // The tail that leaves out the likeliest number, from its largest term outwards: no term before it can vanish, none after
    // it grow.
    let upper = f64::from(needed) > (f64::from(n) + 1.0) * q;
    let first = if upper { needed } else { needed - 1 };
    let (n_, m) = (f64::from(n), f64::from(first));
    let choose = libm::lgamma(n_ + 1.0) - libm::lgamma(m + 1.0) - libm::lgamma(n_ - m + 1.0);
    let mut term = libm::exp(choose + m * libm::log(q) + (n_ - m) * libm::log1p(-q));
    let (mut sum, mut m, odds) = (0.0, first, q / (1.0 - q));
    while term > sum * 1e-17 {
        sum += term;
        if upper && m < n {
            term *= f64::from(n - m) / f64::from(m + 1) * odds;
            m += 1;
        } else if !upper && m > 0 {
            term *= f64::from(m) / f64::from(n - m + 1) / odds;
            m -= 1;
        } else {
            break;
        }
    }
    if upper { sum.min(1.0) } else { (1.0 - sum).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Poisson degrees of mean z, share phi = 18 / 100.
    fn watts(z: f64) -> Vec<Kind> {
        let mut share = libm::exp(-z);
        (0..200u32)
            .map(|k| {
                let kind =
                    Kind { heard: k, hear: k, needed: if k == 0 { u32::MAX } else { (18 * k).div_ceil(100) }, share };
                share *= z / f64::from(k + 1);
                kind
            })
            .collect()
    }

    #[test]
    fn final_sizes_of_watts_cascades() {
        let known =
            [(2.0, 0.796_95), (3.0, 0.940_55), (4.0, 0.980_19), (5.0, 0.993_03), (6.0, 0.997_49), (7.0, 0.004_24)];
        for (z, size) in known {
            let found = super::size(&watts(z), 1, 1e-3);
            assert!((found - size).abs() < 6e-6, "{found} for {size} at {z}");
        }
    }

    /// The window of mean degrees in which one person can start a cascade: 1.0207 to 5.7647.
    #[test]
    fn the_cascade_window() {
        for (z, above) in [(1.0206, false), (1.0208, true), (5.7646, true), (5.7648, false)] {
            assert_eq!(growth(&watts(z), 1) > 1.0, above, "{z}");
        }
    }

    #[test]
    fn binomial_tails() {
        for (n, q, needed, known) in [(4, 0.5, 2, 11.0 / 16.0), (3, 0.2, 3, 0.008), (9, 0.3, 0, 1.0), (2, 0.9, 3, 0.0)]
        {
            assert!((at_least(n, q, needed) - known).abs() < 1e-12);
        }
        assert!((at_least(100_000, 0.5, 50_001) - 0.498_738_5).abs() < 1e-6);
    }

    /// Where the chance of none is too small for a number, the sum is not. (By symmetry, and by the law of Poisson of those
    /// who fail.)
    #[test]
    fn tails_far_from_nothing() {
        let half = at_least(100_000, 0.5, 50_001);
        assert!((at_least(100_000, 0.5, 50_000) + half - 1.0).abs() < 1e-9, "one is the other's complement");
        assert!((at_least(1999, 0.48, 1000) - (1.0 - at_least(1999, 0.52, 1000))).abs() < 1e-9);
        assert!((at_least(9999, 1.0 - 1e-7, 6000) - 1.0).abs() < 1e-12);
        assert!((at_least(9999, 1.0 - 1e-7, 9999) - libm::exp(9999.0 * libm::log1p(-1e-7))).abs() < 1e-9);
    }

    /// Against the plain sum, for every number of a few tries.
    #[test]
    fn every_tail_of_few_tries() {
        for n in 1..30u32 {
            for q in [0.01, 0.3, 0.5, 0.77, 0.999] {
                let choose = |m: u32| (0..m).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
                let term = |m: u32| choose(m) * libm::pow(q, f64::from(m)) * libm::pow(1.0 - q, f64::from(n - m));
                for needed in 0..=n {
                    let plain: f64 = (needed..=n).map(term).sum();
                    assert!((at_least(n, q, needed) - plain).abs() < 1e-12, "{needed} of {n} at {q}");
                }
            }
        }
    }
}
