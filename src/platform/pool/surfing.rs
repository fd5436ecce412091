//! The law of surfing: how many pages people read before they leave (Huberman, Pirolli, Pitkow and Lukose, *Strong regularities in
//! World Wide Web surfing*, 1998).

use crate::statistics::normal_share;

/// Pages read: inverse Gaussian with this mean and shape, tabulated with its integral.
#[derive(Clone, Debug, PartialEq)]
pub struct Surfing {
    step: f64,
    /// Integral of the survival from 0 to the i-th step.
    integral: Vec<f64>,
}

/// P(pages read >= x), inverse Gaussian with mean `mu` and shape `lambda` (Huberman, Pirolli, Pitkow and Lukose, *Strong
/// regularities in World Wide Web surfing*, 1998).
pub fn pages_read(x: f64, mu: f64, lambda: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let root = libm::sqrt(lambda / x);
    let tail = normal_share(-root * (x / mu + 1.0));
    let product = if tail > 0.0 { libm::exp(2.0 * lambda / mu + libm::log(tail)) } else { 0.0 };
    (1.0 - normal_share(root * (x / mu - 1.0)) - product).max(0.0)
}

impl Surfing {
    /// Of a mean and a shape, in pages.
    pub fn new(mu: f64, lambda: f64) -> Surfing {
        const STEPS: usize = 16_384;
        // Beyond this e^-30 of the readers are left.
        let most = 60.0 * mu * mu / lambda + 10.0 * mu;
        let step = most / STEPS as f64;
        let mut integral = Vec::with_capacity(STEPS + 1);
        let mut sum = 0.0;
        integral.push(0.0);
        let at = |i: f64| pages_read(i * step, mu, lambda);
        for i in 0..STEPS {
            let i = i as f64;
            // Simpson's rule.
            sum += step / 6.0 * (at(i) + 4.0 * at(i + 0.5) + at(i + 1.0));
            integral.push(sum);
        }
        Surfing { step, integral }
    }

    /// Integral of the survival from 0 to x pages.
    pub(super) fn until(&self, x: f64) -> f64 {
        let at = x / self.step;
        let i = at as usize;
        match self.integral.get(i + 1) {
            Some(next) => self.integral[i] + (at - i as f64) * (next - self.integral[i]),
            None => self.integral[self.integral.len() - 1],
        }
    }

    /// The x at which the integral reaches y; infinity if it never does.
    pub(super) fn reaching(&self, y: f64) -> f64 {
        let i = self.integral.partition_point(|&sum| sum < y);
        match i {
            0 => 0.0,
            i if i == self.integral.len() => f64::INFINITY,
            i => {
                let (low, high) = (self.integral[i - 1], self.integral[i]);
                (i as f64 - 1.0 + (y - low) / (high - low)) * self.step
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mu = lambda = 0.6: P(X >= 0.25, 0.5, 1, 2, 3); half of the integral, 0.6 pages, lies below 0.3695.
    #[test]
    fn the_law_of_surfing() {
        for (x, wanted) in [(0.25, 0.7128), (0.5, 0.4076), (1.0, 0.1592), (2.0, 0.0355), (3.0, 0.0099)] {
            assert!((pages_read(x, 0.6, 0.6) - wanted).abs() < 5e-5, "{x}");
        }
        let surfing = Surfing::new(0.6, 0.6);
        assert!((surfing.until(1e9) - 0.6).abs() < 1e-6, "{}", surfing.until(1e9));
        assert!((surfing.reaching(0.3) - 0.3695).abs() < 1e-3, "{}", surfing.reaching(0.3));
    }
}
