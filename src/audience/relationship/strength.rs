//! The strength of one tie over time, as pure functions.

use super::{GROWTH, TRUST};

/// What acts add to the strength of a tie: shares of what is missing to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Of an act on the other's item, in [0, 1].
    pub one_way: f64,
    /// Of an act that is answered, in [0, 1].
    pub two_way: f64,
}

impl Growth {
    /// The defaults, assumed.
    pub const USUAL: Growth = Growth { one_way: GROWTH[0].usual(), two_way: GROWTH[1].usual() };
    /// Ties stay as they are.
    pub const NONE: Growth = Growth { one_way: 0.0, two_way: 0.0 };
}

/// What an exposure along a tie is worth: T(w) / T_bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trust {
    /// T at strength 0, at least 0.
    pub weak: f64,
    /// T at strength 1.
    pub strong: f64,
    /// T_bar: the mean of T over the ties of the network, above 0.
    pub mean: f64,
}

impl Trust {
    /// The defaults, assumed: a ratio of 4.
    pub const USUAL: Trust = Trust { weak: TRUST[0].usual(), strong: TRUST[1].usual(), mean: 1.0 };
    /// All ties alike.
    pub const ALIKE: Trust = Trust { weak: 1.0, strong: 1.0, mean: 1.0 };

    /// T(w), before it is related to the mean tie.
    #[inline]
    pub fn plain(&self, strength: f64) -> f64 {
        self.weak + (self.strong - self.weak) * strength
    }

    /// What an exposure along a tie of this strength is worth, relative to the mean tie.
    #[inline]
    pub fn of(&self, strength: f64) -> f64 {
        self.plain(strength) / self.mean
    }

    /// The same with the mean of ties of these strengths; without ties, or where all trust is 0, it is 1.
    pub fn calibrated(self, strengths: &[f64]) -> Trust {
        let sum: f64 = strengths.iter().map(|&strength| self.plain(strength)).sum();
        let mean = if sum > 0.0 { sum / strengths.len() as f64 } else { 1.0 };
        Trust { mean, ..self }
    }
}

/// The strength after so many hours in silence: back towards `initial` with the time constant tau, in hours.
#[inline]
pub fn decayed(initial: f64, strength: f64, hours: f64, tau: f64) -> f64 {
    initial + (strength - initial) * libm::exp(-hours / tau)
}

/// The strength after an event that adds the share `gain` of what is missing.
#[inline]
pub fn grown(strength: f64, gain: f64) -> f64 {
    strength + gain * (1.0 - strength)
}

/// The strength just after each event, in the long run, where one event that adds `gain` follows the other after `hours`:
/// (g + (1 - g) w0 (1 - e)) / (1 - (1 - g) e) with e = exp(-hours / tau).
pub fn fixed_point(initial: f64, gain: f64, hours: f64, tau: f64) -> f64 {
    let kept = libm::exp(-hours / tau);
    (gain + (1.0 - gain) * initial * (1.0 - kept)) / (1.0 - (1.0 - gain) * kept)
}

/// Events at random times, `rate` an hour: the strength in the long run, (w0 / tau + rate g) / (1 / tau + rate g), and the
/// time constant in hours with which it is approached, 1 / (1 / tau + rate g). In the mean over events both are exact.
pub fn constant_rate(initial: f64, gain: f64, rate: f64, tau: f64) -> (f64, f64) {
    let pull = 1.0 / tau + rate * gain;
    ((initial / tau + rate * gain) / pull, 1.0 / pull)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAU: f64 = 90.0 * 24.0 / std::f64::consts::LN_2;
    const WEEK: f64 = 7.0 * 24.0;

    /// n dialogues without fading: 1 - (1 - w0)(1 - g)^n.
    #[test]
    fn dialogues_add_up() {
        let mut strength = 0.1;
        for wanted in [0.235, 0.34975, 0.4472875, 0.530194375, 0.60066521875] {
            strength = grown(strength, 0.15);
            assert!((strength - wanted).abs() < 1e-12, "{strength}");
        }
    }

    /// A dialogue every week: the strength after it tends to 0.79369; played out for twenty years.
    #[test]
    fn a_dialogue_a_week_tends_to_the_fixed_point() {
        assert!((TAU / 24.0 - 129.8).abs() < 0.05);
        let mut strength = 0.1;
        for _ in 0..1_040 {
            strength = grown(decayed(0.1, strength, WEEK, TAU), 0.15);
        }
        assert!((strength - fixed_point(0.1, 0.15, WEEK, TAU)).abs() < 1e-12);
        assert!((strength - 0.79369).abs() < 5e-6, "{strength}");
    }

    /// Dialogues at random times: .762 and 34 days at one a week, .352 and 93 days at one in fifty days. The mean obeys a linear
    /// equation, which is integrated here in small steps.
    #[test]
    fn dialogues_at_random_times() {
        for (rate, strength, days) in [(1.0 / WEEK, 0.762, 34.0), (0.02 / 24.0, 0.352, 93.0)] {
            let (limit, constant) = constant_rate(0.1, 0.15, rate, TAU);
            assert!((limit - strength).abs() < 5e-4, "{limit}");
            assert!((constant / 24.0 - days).abs() < 0.6, "{}", constant / 24.0);
            let (mut w, step) = (0.1, 0.05);
            for _ in 0..(constant / step) as u64 {
                w += step * ((0.1 - w) / TAU + rate * 0.15 * (1.0 - w));
            }
            let reached = (w - 0.1) / (limit - 0.1);
            assert!((reached - (1.0 - libm::exp(-1.0))).abs() < 1e-3, "{reached}");
        }
    }

    #[test]
    fn half_is_left_after_the_half_life() {
        assert!((decayed(0.1, 0.9, 90.0 * 24.0, TAU) - 0.5).abs() < 1e-12);
        assert_eq!(decayed(0.1, 0.9, 1e9, f64::INFINITY), 0.9);
    }

    #[test]
    fn trust_is_relative_to_the_mean_tie() {
        let trust = Trust::USUAL.calibrated(&[0.0, 0.5, 1.0, 0.5]);
        assert_eq!(trust.mean, 1.0);
        let trust = Trust::USUAL.calibrated(&[0.1, 0.2]);
        assert!((trust.mean - 0.58).abs() < 1e-12);
        assert!((trust.of(1.0) / trust.of(0.0) - 4.0).abs() < 1e-12);
        assert!(((trust.of(0.1) + trust.of(0.2)) / 2.0 - 1.0).abs() < 1e-12);
        assert_eq!(Trust::ALIKE.calibrated(&[]).of(0.3), 1.0);
    }
}
