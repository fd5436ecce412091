//! One measure over all replicates.

use super::Quantiles;
use super::interval::{Z975, interval};

/// How replicates are grouped where several networks are drawn: replicate r lives in network r mod `networks`.
///
/// Replicates of one network share it, so they are no independent draws of "a network of this kind": the interval of a mean
/// then counts networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups {
    /// How many networks, at least 1; more than 1 makes networks the unit of the interval.
    pub networks: u64,
}

/// A measure over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The mean.
    pub mean: f64,
    /// The standard error of the mean; `None` where there is but one replicate (or network).
    pub se: Option<f64>,
    /// The standard deviation over replicates, n - 1 below; `None` of one replicate.
    pub sd: Option<f64>,
    /// The ends of the 95 % interval of the mean: by adjusted empirical likelihood, Student's of fewer than ten.
    pub interval: Option<(f64, f64)>,
    /// How many independent values stand behind the interval: replicates, or networks where several are drawn.
    pub units: u64,
    /// The distribution over replicates.
    pub quantiles: Quantiles,
    /// How many replicates had a value.
    pub defined: u64,
}

impl Summary {
    /// Of a value for every replicate, on one network; `None` of no replicate.
    pub fn of_all(values: &[f64]) -> Option<Summary> {
        Summary::of(&values.iter().copied().map(Some).collect::<Vec<_>>(), Groups { networks: 1 })
    }

    /// Of one value per replicate, in their order; `None` stands for a replicate where the measure is not defined, and is
    /// left out. `None` when no replicate has a value.
    pub fn of(values: &[Option<f64>], groups: Groups) -> Option<Summary> {
        let defined: Vec<f64> = values.iter().copied().flatten().collect();
        let (mean, variance) = moments(&defined)?;
        let of_networks = (groups.networks > 1).then(|| by_network(values, mean, defined.len(), groups));
        let units = of_networks.as_ref().unwrap_or(&defined);
        let error = moments(units).and_then(|(_, variance)| variance);
        Some(Summary {
            mean,
            se: error.map(|variance| (variance / units.len() as f64).sqrt()),
            sd: variance.map(f64::sqrt),
            interval: interval(units, mean, error),
            units: units.len() as u64,
            defined: defined.len() as u64,
            quantiles: Quantiles::of(defined.clone())?,
        })
    }
}

/// One value for each network in which a replicate is defined, such that their mean is that of all replicates, and their
/// variance over their number the variance of that mean.
///
/// Networks may hold unlike numbers of defined replicates; the mean is then a ratio, of a sum over networks to a number over
/// networks, and a network counts by mean + (its sum - its number x mean) / (the number of an average network). With like
/// numbers that is the network's own mean (Cochran, *Sampling Techniques*, 3rd edition 1977, section 2.11).
fn by_network(values: &[Option<f64>], mean: f64, defined: usize, groups: Groups) -> Vec<f64> {
    let of_network = |i| values.iter().copied().skip(i).step_by(groups.networks as usize).flatten();
    let of_each: Vec<Vec<f64>> = (0..groups.networks as usize).map(|i| of_network(i).collect()).collect();
    let used = || of_each.iter().filter(|values| !values.is_empty());
    let average = defined as f64 / used().count() as f64;
    used().map(|values| mean + sum(values.iter().map(|x| x - mean)) / average).collect()
}

/// Mean and, of two or more, variance with n - 1 below; `None` of nothing.
///
/// Whole numbers are summed as integers. Others are summed in order, and the variance by a second pass around the mean; where all
/// are equal, rounding must not make a deviation of it.
pub(super) fn moments(values: &[f64]) -> Option<(f64, Option<f64>)> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if values.iter().all(|&x| x.abs() < EXACT && x as i64 as f64 == x) {
        let whole = || values.iter().map(|&x| i128::from(x as i64));
        let sum: i128 = whole().sum();
        let squares: u128 = whole().map(|x| (x * x) as u128).sum();
        let mean = sum as f64 / n as f64;
        // n sum x^2 - (sum x)^2, in integers as long as it fits; reaches of any size that memory can hold do.
        let spread = squares.checked_mul(n as u128).zip(sum.unsigned_abs().checked_mul(sum.unsigned_abs()));
        if let Some((squares, square)) = spread {
            let variance = (squares - square) as f64 / n as f64 / (n as f64 - 1.0);
            return Some((mean, (n > 1).then_some(variance)));
        }
    }
    if values.iter().all(|x| x == &values[0]) {
        return Some((values[0], (n > 1).then_some(0.0)));
    }
    let mean = sum(values.iter().copied()) / n as f64;
    let variance = sum(values.iter().map(|x| (x - mean) * (x - mean))) / (n as f64 - 1.0);
    Some((mean, (n > 1).then_some(variance)))
}

/// Compensated sum in the given order.
pub(super) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    values.for_each(|x| sum.add(x));
    sum.total()
}

/// A compensated sum (Neumaier 1974). What an addition loses is found without asking which number is the larger (Knuth, The Art
/// of Computer Programming 2, section 4.2.2, theorem B): it is the same to the bit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    #[inline]
    pub fn add(&mut self, x: f64) {
        let next = self.sum + x;
        let of_x = next - self.sum;
        self.lost += (self.sum - (next - of_x)) + (x - of_x);
        self.sum = next;
    }

    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}

/// A share of replicates with its 95 % interval: Wilson's, which holds up near 0 and 1 where the normal one does not.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Share {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

impl Share {
    /// Of replicates that hit (1) or not (0), in their order: Wilson's interval, or, where several networks are drawn, the
    /// interval of the mean over networks, cut to [0, 1]. At least one replicate.
    pub fn over(hits: &[Option<f64>], groups: Groups) -> Share {
        let n = hits.iter().flatten().count() as u64;
        let share = Share::of(hits.iter().flatten().filter(|&&hit| hit > 0.0).count() as u64, n);
        if groups.networks == 1 {
            return share;
        }
        // One network tells nothing of the others: anything is possible then.
        let (low, high) = Summary::of(hits, groups).and_then(|summary| summary.interval).unwrap_or((0.0, 1.0));
        // All networks alike: they are as many coins as there are networks.
        if low == high {
            let coins = Share::of((share.share * groups.networks as f64).round() as u64, groups.networks);
            return Share { share: share.share, ..coins };
        }
        Share { share: share.share, low: low.max(0.0), high: high.min(1.0) }
    }

    /// Of `hits` among `n` replicates, n at least 1 (Wilson, *Probable inference*, JASA 22, 1927).
    pub fn of(hits: u64, n: u64) -> Share {
        let (n, z) = (n as f64, Z975);
        let share = hits as f64 / n;
        let centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        // At the ends the formula gives 0 and 1 up to rounding.
        let low = if hits == 0 { 0.0 } else { (centre - half).max(0.0) };
        let high = if hits as f64 == n { 1.0 } else { (centre + half).min(1.0) };
        Share { share, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Groups = Groups { networks: 1 };

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    /// Neumaier's sum, by its definition: the larger number is known to be so.
    #[test]
    fn what_an_addition_loses_does_not_depend_on_how_it_is_found() {
        for case in 0..200u64 {
            let (mut sum, mut lost, mut found) = (0.0f64, 0.0, Sum::default());
            for i in 0..500 {
                let bits = crate::random::mix64(case << 32 | i);
                let x = libm::ldexp((bits >> 11) as f64 - 4e15, (bits % 80) as i32 - 40);
                let next = sum + x;
                lost += if sum.abs() >= x.abs() { (sum - next) + x } else { (x - next) + sum };
                sum = next;
                found.add(x);
            }
            assert_eq!(found.total().to_bits(), (sum + lost).to_bits());
        }
    }

    #[test]
    fn a_summary_by_hand() {
        let summary = Summary::of(&some(&[1.0, 2.0, 3.0, 6.0]), ONE).unwrap();
        assert_eq!(summary.mean, 3.0);
        assert_eq!(summary.sd, Some((14.0f64 / 3.0).sqrt()));
        assert_eq!(summary.se, Some((14.0f64 / 12.0).sqrt()));
        assert_eq!((summary.quantiles.min, summary.quantiles.q50, summary.quantiles.max), (1.0, 2.0, 6.0));
        let (low, high) = summary.interval.unwrap();
        assert!(low < 3.0 && high > 3.0);
    }

    #[test]
    fn equal_values_have_their_value_and_no_deviation() {
        for n in 2..200 {
            let third = vec![1.0 / 3.0; n];
            assert_eq!(moments(&third), Some((1.0 / 3.0, Some(0.0))), "{n} thirds");
            let summary = Summary::of(&some(&third), ONE).unwrap();
            assert_eq!((summary.mean, summary.interval), (1.0 / 3.0, Some((1.0 / 3.0, 1.0 / 3.0))), "{n} thirds");
        }
    }

    #[test]
    fn whole_and_broken_numbers_agree() {
        let whole: Vec<f64> = (0..1000).map(|i| f64::from(i * i % 997)).collect();
        let broken: Vec<f64> = whole.iter().map(|x| x + 0.25).collect();
        let (a, b) = (moments(&whole).unwrap(), moments(&broken).unwrap());
        assert!((a.0 + 0.25 - b.0).abs() < 1e-9);
        assert!((a.1.unwrap() - b.1.unwrap()).abs() < 1e-6);
    }

    #[test]
    fn what_is_not_defined_is_left_out() {
        let summary = Summary::of(&[None, Some(2.0), None, Some(4.0)], ONE).unwrap();
        assert_eq!((summary.mean, summary.defined), (3.0, 2));
        assert_eq!(Summary::of(&[None], ONE), None);
        let single = Summary::of(&some(&[5.0]), ONE).unwrap();
        assert_eq!((single.se, single.sd, single.interval), (None, None, None));
    }

    #[test]
    fn several_networks_are_the_unit_of_the_interval() {
        // Networks 0 and 1 in turn: means 1 and 3; replicates within a network agree completely.
        let values = some(&[1.0, 3.0, 1.0, 3.0, 1.0, 3.0]);
        let summary = Summary::of(&values, Groups { networks: 2 }).unwrap();
        assert_eq!((summary.mean, summary.se), (2.0, Some(1.0)));
        assert!(Summary::of(&values, ONE).unwrap().se.unwrap() < 0.5);
    }

    /// Networks with unlike numbers of defined replicates: 0, 6, 0 on the first, 4 on the second, so a mean of 10/4, and
    /// networks 2.5 + (6 - 7.5) / 2 = 1.75 and 2.5 + 1.5 / 2 = 3.25.
    #[test]
    fn a_network_weighs_as_much_as_it_holds() {
        let values = [Some(0.0), Some(4.0), Some(6.0), None, Some(0.0), None];
        let summary = Summary::of(&values, Groups { networks: 2 }).unwrap();
        assert_eq!((summary.mean, summary.units), (2.5, 2));
        assert_eq!(by_network(&values, 2.5, 4, Groups { networks: 2 }), [1.75, 3.25]);
        assert_eq!(summary.se, Some((1.125f64 / 2.0).sqrt()));
        let alone = Summary::of(&[Some(1.0), None, Some(3.0), None], Groups { networks: 2 }).unwrap();
        assert_eq!((alone.se, alone.interval, alone.units), (None, None, 1));
    }

    /// Ten networks, on each of which all replicates go the same way, are ten coins, not a thousand.
    #[test]
    fn a_share_counts_networks() {
        let hits = |networks: u64, good: u64| -> Vec<Option<f64>> {
            (0..1000).map(|r| Some(f64::from(r % networks < good))).collect()
        };
        let ten = Share::over(&hits(10, 3), Groups { networks: 10 });
        assert!(ten.share == 0.3 && ten.low < 0.15 && ten.high > 0.5, "{ten:?}");
        let one = Share::over(&hits(10, 3), ONE);
        assert!(one.low > 0.27 && one.high < 0.34);
        let all = Share::over(&hits(10, 10), Groups { networks: 10 });
        assert_eq!((all.share, all.high), (1.0, 1.0));
        assert!(all.low < 0.75, "ten of ten leave room for one in four");
    }

    #[test]
    fn wilson_by_hand() {
        let share = Share::of(0, 10);
        assert_eq!((share.share, share.low), (0.0, 0.0));
        assert!((share.high - 0.277_533).abs() < 1e-6);
        assert_eq!(Share::of(10, 10).high, 1.0);
    }
}
