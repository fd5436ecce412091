//! Two campaigns that met the same luck, replicate by replicate.

use super::{Groups, Quantiles, Summary, summary::moments, t975};

/// The mean of the paired differences, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Campaign minus baseline.
    pub mean: f64,
    /// Its standard error; `None` of one pair.
    pub se: Option<f64>,
    /// The ends of its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// The distribution of the paired differences.
    pub quantiles: Quantiles,
}

/// A campaign against the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The paired difference.
    pub difference: Difference,
    /// Share of replicates in which the campaign is ahead, ties half.
    pub wins: f64,
    /// (Var A + Var B) / Var(A - B): how many times fewer replicates the shared luck needs than separate luck would;
    /// `None` where the difference does not vary.
    pub variance_reduction: Option<f64>,
    /// About how many replicates (networks, where several are drawn) would tell a difference of the observed size from
    /// none; `None` where the observed difference is none, or never varies.
    pub needed: Option<f64>,
}

impl Comparison {
    /// Of a value for every replicate, on one network; `None` of no replicate.
    ///
    /// # Panics
    /// If there are not as many values as values of the baseline.
    pub fn of_all(campaign: &[f64], baseline: &[f64]) -> Option<Comparison> {
        assert_eq!(campaign.len(), baseline.len(), "one value of each in every replicate");
        let [campaign, baseline] =
            [campaign, baseline].map(|values| values.iter().copied().map(Some).collect::<Vec<_>>());
        Comparison::of(&campaign, &baseline, Groups { networks: 1 })
    }

    /// Of values by replicate; pairs in which either is not defined are left out. `None` when no pair is left.
    pub fn of(campaign: &[Option<f64>], baseline: &[Option<f64>], groups: Groups) -> Option<Comparison> {
        let pairs: Vec<Option<(f64, f64)>> = campaign.iter().zip(baseline).map(|(a, b)| a.zip(*b)).collect();
        let differences: Vec<Option<f64>> = pairs.iter().map(|pair| pair.map(|(a, b)| a - b)).collect();
        let summary = Summary::of(&differences, groups)?;
        let defined = || pairs.iter().copied().flatten();
        let twice: u64 = defined().map(|(a, b)| if a > b { 2 } else { u64::from(a == b) }).sum();
        let variance = |values: Vec<f64>| moments(&values).and_then(|(_, variance)| variance);
        let spread = variance(differences.iter().copied().flatten().collect()).filter(|&variance| variance > 0.0);
        let apart = variance(defined().map(|(a, _)| a).collect()).zip(variance(defined().map(|(_, b)| b).collect()));
        let units = summary.units;
        // n with t se(n) = |mean|, where se(n)^2 = se^2 units / n.
        let needed = summary.se.filter(|&se| summary.mean != 0.0 && se > 0.0).map(|se| {
            let ratio = t975(units.max(2) - 1) * se / summary.mean;
            (ratio * ratio * units as f64).ceil()
        });
        Some(Comparison {
            difference: Difference {
                mean: summary.mean,
                se: summary.se,
                interval: summary.interval,
                quantiles: summary.quantiles,
            },
            wins: twice as f64 / (2 * summary.defined) as f64,
            variance_reduction: apart.zip(spread).map(|((a, b), spread)| (a + b) / spread),
            needed,
        })
    }

    /// Whether the interval of the mean difference leaves out zero.
    pub fn is_clear(&self) -> bool {
        self.difference.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_by_hand() {
        let some = |values: [f64; 4]| values.map(Some);
        let groups = Groups { networks: 1 };
        let c = Comparison::of(&some([3.0, 5.0, 4.0, 8.0]), &some([2.0, 5.0, 5.0, 4.0]), groups).unwrap();
        // Differences 1, 0, -1, 4: mean 1, variance 14/3; Var A = 14/3, Var B = 2.
        assert_eq!((c.difference.mean, c.wins), (1.0, 0.625));
        assert!((c.variance_reduction.unwrap() - (14.0 / 3.0 + 2.0) / (14.0 / 3.0)).abs() < 1e-12);
        assert!(!c.is_clear());
        // se^2 = 14/12, t = 3.1824: n = 4 t^2 14/12 = 47.3.
        assert_eq!(c.needed, Some(48.0));
        let same = Comparison::of(&some([1.0, 2.0, 3.0, 4.0]), &some([1.0, 2.0, 3.0, 4.0]), groups).unwrap();
        assert_eq!((same.wins, same.variance_reduction, same.needed), (0.5, None, None));
        assert!(!same.is_clear());
    }
}
