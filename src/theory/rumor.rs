//! **The rumour's limit**: in complete mixing a rumour that spreaders tire of leaves a share of people who never hear it.
//!
//! A contact with somebody who has not heard makes a spreader with chance s, one with somebody who has ends the spreader's
//! life with chance a. With a share rho asked first, the share x that never hears solves
//!
//! ln(x / (1 - rho)) = -(s / a)(1 - x) + x - (1 - rho),
//!
//! which of nearly nobody asked is x = exp(-(1 + s / a)(1 - x)): a fifth, .2032, where both are certain.
//!
//! # Where it must fail
//! On a network contacts repeat: a spreader meets again those who told it, tires sooner, and more never hear. In rounds, all
//! at once, the limit is near but not this.
//!
//! # Reference
//! Maki and Thompson, *Mathematical Models and Applications*, 1973, chapter 9; Daley and Kendall, *Stochastic rumours*,
//! Journal of the Institute of Mathematics and its Applications 1 (1965).

/// The share who hear it in the end, asked or not; `ratio` is s / a, and infinite where nobody tires.
pub fn heard(ratio: f64, asked: f64) -> f64 {
    if ratio.is_infinite() {
        return if asked > 0.0 { 1.0 } else { 0.0 };
    }
    let first = 1.0 - asked;
    // Positive below the root, with 1 - rho itself a root of the equation only where nobody is asked.
    let f = |x: f64| -ratio * (1.0 - x) + x - first - libm::log(x / first);
    let (mut low, mut high) = (f64::MIN_POSITIVE, first * (1.0 - 1e-9));
    if f(high) > 0.0 {
        return asked;
    }
    for _ in 0..2000 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) > 0.0 { low = middle } else { high = middle }
    }
    1.0 - 0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_limits() {
        for (ratio, ignorant) in [(1.0, 0.203_187_870), (2.0, 0.059_520), (3.0, 0.019_827)] {
            assert!((1.0 - heard(ratio, 0.0) - ignorant).abs() < 1e-6, "{ratio}");
        }
        assert!(heard(1.0, 0.5) > heard(1.0, 0.01) && heard(1.0, 0.01) > heard(1.0, 0.0));
        assert_eq!((heard(f64::INFINITY, 0.1), heard(0.0, 0.3)), (1.0, 0.3));
    }
}
