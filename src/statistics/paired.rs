//! Two campaigns that met the same luck, replicate by replicate.

use super::{Groups, Quantiles, Summary, interval::SHAPE_FROM, summary::moments, t975};

/// The mean of the paired differences, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Campaign minus baseline.
    pub mean: f64,
    /// Its standard error; `None` of one pair.
    pub se: Option<f64>,
    /// The ends of its 95 % interval. It reaches zero where fewer than six replicates (of ten or more) differ at
    /// all, or fewer than six networks where several are drawn.
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

/// So many replicates must differ before a difference can be told from none: of k that differ, all of one sign are chance
/// with probability 2^(1 - k) (the sign test; Dixon and Mood, JASA 41, 1946), below 5 % from six on. An interval for means
/// of many does not know that it rests on a few. Replicates of one network go the same way: where several are drawn, so many
/// networks must differ.
const TELLING: usize = 6;

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
        let differs =
            |first: usize, step: usize| differences.iter().skip(first).step_by(step).flatten().any(|&d| d != 0.0);
        let differing = match groups.networks as usize {
            1 => differences.iter().flatten().filter(|&&difference| difference != 0.0).count(),
            networks => (0..networks).filter(|&network| differs(network, networks)).count(),
        };
        let rests_on_few = (1..TELLING).contains(&differing) && summary.units >= SHAPE_FROM as u64;
        let with_zero =
            |(low, high): (f64, f64)| if rests_on_few { (low.min(0.0), high.max(0.0)) } else { (low, high) };
        // n with t se(n) = |mean|, where se(n)^2 = se^2 units / n.
        let needed = summary.se.filter(|&se| summary.mean != 0.0 && se > 0.0).map(|se| {
            let ratio = t975(units.max(2) - 1) * se / summary.mean;
            let enough = if rests_on_few { units as f64 * TELLING as f64 / differing as f64 } else { 0.0 };
            (ratio * ratio * units as f64).max(enough).ceil()
        });
        Some(Comparison {
            difference: Difference {
                mean: summary.mean,
                se: summary.se,
                interval: summary.interval.map(with_zero),
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

    /// One replicate ahead of two hundred says nothing; neither do five, all of them ahead; six do.
    #[test]
    fn a_few_replicates_tell_nothing() {
        let ahead = |k: usize| {
            let campaign: Vec<f64> = (0..200).map(|r| if r < k { 8.0 } else { 7.0 }).collect();
            Comparison::of_all(&campaign, &[7.0; 200]).unwrap()
        };
        assert_eq!([1, 5, 6, 40].map(|k| ahead(k).is_clear()), [false, false, true, true]);
        assert_eq!(ahead(5).difference.interval.unwrap().0, 0.0);
        assert!(!ahead(0).is_clear() && ahead(0).difference.interval == Some((0.0, 0.0)));
    }

    /// Fifty networks of ten replicates each, of which in so many the campaign is ahead in every replicate.
    #[test]
    fn a_few_networks_tell_nothing() {
        let ahead = |k: usize| {
            let campaign: Vec<Option<f64>> = (0..500).map(|r| Some(if r % 50 < k { 8.0 } else { 7.0 })).collect();
            Comparison::of(&campaign, &[Some(7.0); 500], Groups { networks: 50 }).unwrap()
        };
        assert_eq!([1, 5, 6, 20].map(|k| ahead(k).is_clear()), [false, false, true, true]);
    }

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
