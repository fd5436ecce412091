//! **The Bass curve**: everybody hears everybody, dF/dt = (p + q F)(1 - F).
//!
//! With a share F_0 that has adopted at time 0,
//!
//! F(t) = 1 - (p + q) / (q + ((p + q) / (1 - F_0) - q) e^((p + q) t)).
//!
//! # Where it must fail
//! On a network the same rates are slower: people hear few, and those of the same neighbourhood. On an endless ring F(10) of
//! p = .03, q = .38 is .558, of people two by two .406, not .813.
//!
//! # Reference
//! Bass, *A new product growth for model consumer durables*, Management Science 15 (1969), doi:10.1287/mnsc.15.5.215.

/// The share who have adopted by time t, of rates p and q, at least one of them above 0, and a share at time 0.
pub fn adopted(p: f64, q: f64, first: f64, t: f64) -> f64 {
    if first >= 1.0 || p + q <= 0.0 {
        return first.min(1.0);
    }
    let grown = libm::exp((p + q) * t);
    1.0 - (p + q) / (q + ((p + q) / (1.0 - first) - q) * grown)
}

/// When most adopt at once, where that is after time 0: ln(q / p) / (p + q), with nobody at time 0.
pub fn peak(p: f64, q: f64) -> Option<f64> {
    (q > p && p > 0.0).then(|| libm::log(q / p) / (p + q))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_curve() {
        let (p, q) = (0.03, 0.38);
        let near = |found: f64, known: f64| assert!((found - known).abs() < 1e-6, "{found} for {known}");
        near(adopted(p, q, 0.0, 10.0), 0.812_803);
        near(peak(p, q).unwrap(), 6.192_619);
        near(adopted(p, q, 0.0, 6.192_619), 0.460_526);
        near(adopted(p, q, 0.0, 6.550_189), 0.5);
        assert_eq!((adopted(p, q, 0.25, 0.0), adopted(0.0, q, 0.0, 9.0)), (0.25, 0.0));
        assert_eq!(adopted(p, q, 0.0, 1e9), 1.0);
        // The equation itself, from a share that adopted before.
        let f = |t| adopted(p, q, 0.2, t);
        near((f(3.0 + 1e-5) - f(3.0 - 1e-5)) / 2e-5, (p + q * f(3.0)) * (1.0 - f(3.0)));
        near(super::super::mean_field::logistic(0.1, 0.7, 3.0), adopted(0.0, 0.7, 0.1, 3.0));
    }
}
