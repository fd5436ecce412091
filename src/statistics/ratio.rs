//! A ratio of two sums over replicates, with its interval.

use super::interval::interval;
use super::summary::{Groups, moments, sum};

/// How much of one thing there is for each of another, over all replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// The sum of the one over the sum of the other.
    pub ratio: f64,
    /// The ends of its 95 % interval, the replicate (the network, where several are drawn) as the unit; `None` of one.
    pub interval: Option<(f64, f64)>,
}

impl Ratio {
    /// Of (above, below) for each replicate, in their order; `None` where the sum below is 0.
    ///
    /// A replicate counts by ratio + (above - ratio x below) / (the mean below), and the interval is that of the mean of these
    /// (Cochran, *Sampling Techniques*, 3rd edition 1977, section 2.11).
    pub fn of(pairs: &[(f64, f64)], groups: Groups) -> Option<Ratio> {
        let networks = groups.networks.max(1) as usize;
        let of_network = |i: usize| {
            let pairs = || pairs.iter().skip(i).step_by(networks);
            (sum(pairs().map(|pair| pair.0)), sum(pairs().map(|pair| pair.1)))
        };
        let of_networks: Vec<(f64, f64)> = (0..networks.min(pairs.len())).map(of_network).collect();
        let units = if networks > 1 { &of_networks[..] } else { pairs };
        let (above, below) = (sum(units.iter().map(|unit| unit.0)), sum(units.iter().map(|unit| unit.1)));
        if below <= 0.0 {
            return None;
        }
        let (ratio, average) = (above / below, below / units.len() as f64);
        let values: Vec<f64> = units.iter().map(|(above, below)| ratio + (above - ratio * below) / average).collect();
        let (_, variance) = moments(&values)?;
        Some(Ratio { ratio, interval: interval(&values, ratio, variance) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Groups = Groups { networks: 1 };

    /// 1 of 2 and 3 of 4: 4 of 6; the mean below is 3, the values 2/3 + (1 - 4/3) / 3 = 5/9 and 2/3 + (3 - 8/3) / 3 = 7/9, of
    /// deviation sqrt(2) / 9 and error 1/9; Student's of two values reach 12.7062 of it.
    #[test]
    fn a_ratio_by_hand() {
        let found = Ratio::of(&[(1.0, 2.0), (3.0, 4.0)], ONE).unwrap();
        assert!((found.ratio - 2.0 / 3.0).abs() < 1e-15);
        let (low, high) = found.interval.unwrap();
        assert!((high - found.ratio - 12.706_204_736 / 9.0).abs() < 1e-8 && (low + high - 4.0 / 3.0).abs() < 1e-12);
        assert_eq!(Ratio::of(&[(0.0, 0.0)], ONE), None);
        assert_eq!(Ratio::of(&[(1.0, 2.0)], ONE).unwrap().interval, None);
    }

    /// Where all that is below is 1, a ratio is a mean.
    #[test]
    fn a_ratio_to_ones_is_a_mean() {
        let values: Vec<f64> = (0..40).map(|i| f64::from(i * i % 17)).collect();
        for networks in [1, 4] {
            let groups = Groups { networks };
            let some: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            let mean = super::super::Summary::of(&some, groups).unwrap();
            let ratio = Ratio::of(&values.iter().map(|&x| (x, 1.0)).collect::<Vec<_>>(), groups).unwrap();
            let ((a, b), (c, d)) = (mean.interval.unwrap(), ratio.interval.unwrap());
            assert!((mean.mean - ratio.ratio).abs() < 1e-12 && (a - c).abs() < 1e-6 && (b - d).abs() < 1e-6);
        }
    }
}
