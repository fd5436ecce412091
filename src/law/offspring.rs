//! How many children a member of a branching process has.

/// A law of a number of children, as the table of its distribution function.
///
/// A draw is the smallest number whose place in the table is at least u, so a larger mean of one family never gives fewer
/// children from the same u. The table ends where less than about 1e-16 is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Offspring {
    /// P(children <= j).
    cumulative: Vec<f64>,
    /// P(children = j).
    chances: Vec<f64>,
}

/// Where a table ends: what is left beyond is below the resolution of a draw.
const REST: f64 = 1e-22;

impl Offspring {
    /// Poisson with this mean, 0 to 100.
    pub fn poisson(mean: f64) -> Offspring {
        Offspring::by_ratio(libm::exp(-mean), mean, |j| mean / j)
    }

    /// Negative binomial with this mean, 0 to 100, and dispersion k above 0: the variance is mean + mean^2 / k. A dispersion
    /// of 1 is the geometric law on 0, 1, 2 ...
    pub fn negative_binomial(mean: f64, dispersion: f64) -> Offspring {
        let none = libm::exp(-dispersion * libm::log1p(mean / dispersion));
        let share = mean / (mean + dispersion);
        Offspring::by_ratio(none, mean, |j| (dispersion + j - 1.0) / j * share)
    }

    /// The chances of 0, 1, 2 ... children themselves; the last takes what rounding leaves.
    pub fn given(chances: &[f64]) -> Offspring {
        let total: f64 = chances.iter().sum();
        let chances: Vec<f64> = chances.iter().map(|chance| chance / total).collect();
        Offspring { cumulative: sums(&chances), chances }
    }

    /// From P(0) and P(j) / P(j - 1).
    fn by_ratio(none: f64, mean: f64, ratio: impl Fn(f64) -> f64) -> Offspring {
        let mut chances = vec![none];
        let mut last = none;
        while last > REST || (chances.len() as f64) < mean {
            last *= ratio(chances.len() as f64);
            chances.push(last);
        }
        Offspring { cumulative: sums(&chances), chances }
    }

    /// The number of children for a number in (0, 1).
    #[inline]
    pub fn children(&self, u: f64) -> u32 {
        self.cumulative.partition_point(|&through| through < u).min(self.chances.len() - 1) as u32
    }

    /// The mean number of children.
    pub fn mean(&self) -> f64 {
        self.chances.iter().enumerate().map(|(j, chance)| j as f64 * chance).sum()
    }

    /// G(s), the mean of s^children, and its slope.
    fn generating(&self, s: f64) -> (f64, f64) {
        self.chances.iter().rev().fold((0.0, 0.0), |(value, slope), chance| (value * s + chance, slope * s + value))
    }

    /// The chance that there is no member left in a generation, counted from one member in generation 0.
    pub fn extinct_by(&self, generation: u32) -> f64 {
        (0..generation).fold(0.0, |s, _| self.generating(s).0)
    }

    /// The chance that the process of one member dies out: the smallest s in [0, 1] with s = G(s), by Newton's method from 0,
    /// which climbs to it.
    pub fn extinction(&self) -> f64 {
        if self.mean() <= 1.0 && self.chances[0] > 0.0 {
            return 1.0;
        }
        let mut s = 0.0;
        for _ in 0..200 {
            let (value, slope) = self.generating(s);
            let next = s + (value - s) / (1.0 - slope);
            if next.is_nan() || next <= s {
                break;
            }
            s = next;
        }
        s.min(1.0)
    }
}

fn sums(chances: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    chances
        .iter()
        .map(|chance| {
            sum += chance;
            sum
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Model page 8.11.
    #[test]
    fn extinction_solves_s_is_g_of_s() {
        let near = |found: f64, exact: f64, within: f64| assert!((found - exact).abs() < within, "{found}, {exact}");
        near(Offspring::poisson(2.0).extinction(), 0.203_188, 5e-7);
        near(Offspring::negative_binomial(2.0, 0.5).extinction(), 0.640_388, 5e-7);
        near(Offspring::negative_binomial(1.5, 0.16).extinction(), 0.898_639, 5e-7);
        // Geometric with mean R on 0, 1, 2 ...: 1 / R.
        near(Offspring::negative_binomial(4.0, 1.0).extinction(), 0.25, 1e-14);
        // Two children or none, 3/4 and 1/4: s = 1/3.
        near(Offspring::given(&[0.25, 0.0, 0.75]).extinction(), 1.0 / 3.0, 1e-14);
        // Just critical, always one, always two, below one.
        assert_eq!(Offspring::given(&[0.5, 0.0, 0.5]).extinction(), 1.0);
        assert_eq!(Offspring::given(&[0.0, 1.0]).extinction(), 0.0);
        assert_eq!(Offspring::given(&[0.0, 0.0, 1.0]).extinction(), 0.0);
        assert_eq!(Offspring::poisson(0.9).extinction(), 1.0);
        near(Offspring::poisson(2.0).extinct_by(60), Offspring::poisson(2.0).extinction(), 1e-12);
        near(Offspring::poisson(2.0).extinct_by(1), 0.135_335_283_236_612_7, 1e-15);
    }

    #[test]
    fn tables_have_their_means_and_a_draw_inverts_them() {
        for (law, mean) in [
            (Offspring::poisson(0.0), 0.0),
            (Offspring::poisson(100.0), 100.0),
            (Offspring::negative_binomial(100.0, 0.01), 100.0),
            (Offspring::negative_binomial(0.3, 1000.0), 0.3),
        ] {
            assert!((law.mean() - mean).abs() < 1e-9 * (1.0 + mean), "{} for {mean}", law.mean());
            assert!((law.cumulative.last().unwrap() - 1.0).abs() < 1e-10);
        }
        let coin = Offspring::given(&[0.25, 0.0, 0.75]);
        assert_eq!([0.1, 0.25, 0.26, 0.999].map(|u| coin.children(u)), [0, 0, 2, 2]);
        let (few, many) = (Offspring::poisson(1.0), Offspring::poisson(1.5));
        assert!((1..1000).all(|i| few.children(f64::from(i) / 1000.0) <= many.children(f64::from(i) / 1000.0)));
    }
}
