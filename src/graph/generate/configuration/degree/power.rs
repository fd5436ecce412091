//! Sums of powers, and the degree that belongs to a probability.

/// The mean of k^order of a power law.
pub(super) fn moment(exponent: f64, minimum: u32, maximum: u32, order: f64) -> f64 {
    power_sum(exponent - order, minimum, maximum) / power_sum(exponent, minimum, maximum)
}

/// A power law with its probabilities summed up.
#[derive(Clone, Debug)]
pub(in crate::graph::generate) struct Power {
    exponent: f64,
    minimum: u32,
    maximum: u32,
    total: f64,
    /// The probabilities of at most minimum, minimum + 1, ...
    cumulative: Vec<f64>,
}

impl Power {
    /// How many probabilities are summed up one by one.
    const TABLE: u32 = 4_096;

    pub(in crate::graph::generate) fn new(exponent: f64, minimum: u32, maximum: u32) -> Power {
        let total = power_sum(exponent, minimum, maximum);
        let mut sum = 0.0;
        let cumulative = (minimum..=maximum.min(minimum.saturating_add(Power::TABLE - 1)))
            .map(|k| {
                sum += libm::pow(f64::from(k), -exponent);
                sum / total
            })
            .collect();
        Power { exponent, minimum, maximum, total, cumulative }
    }

    /// The smallest degree whose cumulative probability reaches u.
    pub(in crate::graph::generate) fn quantile(&self, u: f64) -> u32 {
        let last = self.cumulative.len() as u32 - 1;
        let mut low = self.minimum + last;
        if low == self.maximum || u <= self.cumulative[last as usize] {
            return self.minimum + place(&self.cumulative, u);
        }
        // Beyond the table by the probability of more than k, which is the smaller number here.
        let mut high = self.maximum;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let above = power_sum(self.exponent, middle + 1, self.maximum) / self.total;
            if above <= 1.0 - u { high = middle } else { low = middle }
        }
        high
    }
}

/// The sum of k^-s for k from a to b: term by term below 64, then by Euler and Maclaurin's formula.
pub(super) fn power_sum(s: f64, a: u32, b: u32) -> f64 {
    let near: f64 = (a..=b.min(63)).map(|k| libm::pow(f64::from(k), -s)).sum();
    let a = a.max(64);
    if a > b {
        return near;
    }
    let (a, b) = (f64::from(a), f64::from(b));
    let (at_a, at_b) = (libm::pow(a, -s), libm::pow(b, -s));
    // The integral, in a form that holds at s = 1 too.
    let (e, l) = (1.0 - s, libm::log(b / a));
    let integral = a * at_a * if e == 0.0 { l } else { libm::expm1(e * l) / e };
    let odd = |x: f64, f: f64| {
        let (first, square) = (s * f / x, x * x);
        let third = first * (s + 1.0) * (s + 2.0) / square;
        let fifth = third * (s + 3.0) * (s + 4.0) / square;
        first / 12.0 - third / 720.0 + fifth / 30_240.0
    };
    near + integral + (at_a + at_b) / 2.0 + odd(a, at_a) - odd(b, at_b)
}

/// The first place whose cumulative probability reaches u; the last one where rounding leaves none.
pub(super) fn place(cumulative: &[f64], u: f64) -> u32 {
    cumulative.partition_point(|&c| c < u).min(cumulative.len() - 1) as u32
}
