//! Bins for numbers of people: whole numbers, from a handful to a billion.

use super::scale::{self, Scale};

/// The bins all rows share: bin `i` holds the whole numbers from `edges[i]` to below `edges[i + 1]`.
pub struct Bins {
    pub edges: Vec<u64>,
    pub logarithmic: bool,
}

impl Bins {
    /// For all the values of all samples, and the target if it is not far off; `heavy`: whether the largest may dwarf the
    /// usual one, and the axis be logarithmic then.
    pub fn new<'a>(samples: impl Iterator<Item = &'a [u64]>, target: Option<u64>, heavy: bool) -> Bins {
        let samples: Vec<&[u64]> = samples.collect();
        let largest = samples.iter().map(|s| s.len()).max().unwrap_or(0);
        let mut all = samples.concat();
        all.sort_unstable();
        let (least, most) = (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(1));
        let middle = all.get(all.len() / 2).map_or(1.0, |&v| v as f64);
        let wanted = ((2.0 * (largest as f64).sqrt()) as u64).clamp(20, 50);
        let narrow = least > most / 2 && least < most;
        // A target that is far off would press the rest together: it is then only named.
        let (least, most) = match target {
            Some(t) if t >= least / 2 && t <= most.saturating_add(most / 2) => (least.min(t), most.max(t)),
            _ => (least, most),
        };
        if heavy && most as f64 >= 30.0 * middle.max(1.0) {
            return Bins { edges: logarithmic_edges(least, most), logarithmic: true };
        }
        // From zero, unless that would leave more than half of the axis empty.
        let least = if narrow { least } else { 0 };
        let width = scale::step((most - least) as f64, wanted as usize, true) as u64;
        let first = least / width * width;
        let count = (most - first) / width + 1;
        let edges = (0..=count).map(|i| first.saturating_add(i.saturating_mul(width))).collect();
        Bins { edges, logarithmic: false }
    }

    /// The axis, and what to write at it, where so many units make one.
    pub fn axis(&self, start: f64, end: f64, per: u32) -> (Scale, Vec<(f64, String)>) {
        let (low, high) = (self.place(0), self.place(self.edges.len() - 1));
        if !self.logarithmic {
            let axis = Scale::linear(low, high, start, end);
            let per = f64::from(per);
            let ticks = Scale::linear(low / per, high / per, start, end).ticks(7, per == 1.0);
            return (axis, ticks.into_iter().map(|(value, label)| (value * per, label)).collect());
        }
        let axis = Scale::logarithmic(low, high, start, end);
        let mut ticks: Vec<_> = axis.ticks(8, true).into_iter().filter(|&(value, _)| value >= 1.0).collect();
        if self.edges[0] == 0 {
            ticks.insert(0, ((low * 0.5_f64).sqrt(), "0".into()));
        }
        (axis, ticks)
    }

    /// Where an edge is drawn: half a person lower, so that a bin of one value is centred on it. On a logarithmic axis, 0 is
    /// given a bin of its own at the left.
    pub fn place(&self, edge: usize) -> f64 {
        match self.edges[edge] {
            0 if self.logarithmic => 0.5 / 2.5,
            value => value as f64 - 0.5,
        }
    }

    /// How many values are in each bin.
    pub fn counts(&self, values: &[u64]) -> Vec<usize> {
        let mut counts = vec![0; self.edges.len() - 1];
        let last = counts.len();
        for &value in values {
            let bin = self.edges.partition_point(|&edge| edge <= value);
            counts[bin.clamp(1, last) - 1] += 1;
        }
        counts
    }
}

/// Eight bins to a factor of ten, fewer among the smallest numbers, where each has its own.
fn logarithmic_edges(least: u64, most: u64) -> Vec<u64> {
    let mut edges = if least == 0 { vec![0] } else { vec![] };
    for eighth in 0.. {
        let edge = libm::ceil(libm::pow(10.0, f64::from(eighth) / 8.0)) as u64;
        if edges.last().is_none_or(|&last| edge > last) {
            edges.push(edge);
        }
        if edge > most || edge == u64::MAX {
            break;
        }
    }
    let needless = edges.iter().filter(|&&edge| edge <= least).count().saturating_sub(1);
    edges.drain(..needless);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(values: &[u64], target: Option<u64>) -> Bins {
        let bins = Bins::new([values].into_iter(), target, true);
        assert_eq!(bins.counts(values).iter().sum::<usize>(), values.len());
        assert!(bins.edges.windows(2).all(|e| e[0] < e[1]) && bins.edges.len() >= 2, "{:?}", bins.edges);
        bins
    }

    #[test]
    fn few_people_have_a_bin_each() {
        let bins = bins(&[1, 2, 2, 3, 8], Some(4));
        assert_eq!(bins.edges, (0..=9).collect::<Vec<_>>());
        assert_eq!(bins.counts(&[1, 2, 2, 3, 8]), [0, 1, 2, 1, 0, 0, 0, 0, 1]);
        assert_eq!(bins.place(1), 0.5);
    }

    #[test]
    fn equal_values_and_none_have_bins_too() {
        for values in [vec![], vec![0], vec![7; 9], vec![1_000_000_000; 3], vec![0, u64::MAX - 9]] {
            for target in [None, Some(0), Some(5), Some(2_000_000_000)] {
                bins(&values, target);
            }
        }
    }

    #[test]
    fn a_heavy_tail_has_a_logarithmic_axis() {
        let mut values = vec![1, 2, 3, 4, 5, 4, 3, 2, 90_000];
        assert_eq!(bins(&values, None).edges[..5], [1, 2, 3, 4, 5]);
        assert!(bins(&values, None).logarithmic);
        values.push(0);
        assert_eq!(bins(&values, None).edges[..3], [0, 1, 2]);
        assert!(!bins(&[5, 6000, 6100, 5900], None).logarithmic);
    }

    #[test]
    fn close_values_are_not_pressed_into_one_bin() {
        let bins = bins(&(9_900..10_000).collect::<Vec<_>>(), Some(50_000));
        assert!(bins.edges[0] == 9_900 && bins.edges.len() > 8, "{:?}", bins.edges);
    }
}
