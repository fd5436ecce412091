//! Bins for numbers of people: whole numbers, from a handful to a billion.
//!
//! Most often all are equally wide. Two things do not fit on such an axis. Cascades that die out or take nearly all leave a
//! gap wider than both: the axis is broken there, and either part has bins of its own. And where the largest reach dwarfs
//! the usual one, bins grow with what they hold: the axis is logarithmic.

use super::scale::{self, Scale};

/// The bins all rows share: bin `i` holds the whole numbers from `edges[i]` to below `edges[i + 1]`.
pub struct Bins {
    pub edges: Vec<u64>,
    pub kind: Kind,
}

/// How bins follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Linear,
    Logarithmic,
    /// Linear on both sides of this bin, in which no value lies.
    Broken(usize),
}

/// On either side of a gap lies at least one in so many values, else they are no second hump but strays.
const STRAYS: usize = 50;
/// A span of fewer people than this needs no break.
const SPAN: u64 = 60;
/// Beyond this, neighbours are one number in an `f64`.
const EXACT: u64 = 1 << 50;
/// Either side of a gap has room for so many bins, so that a single value is no wall.
const LEAST: u64 = 8;

impl Bins {
    /// For all the values of all samples, and the target if it is not far off; none goes on beyond `most_of_all`, unless a
    /// value does. `heavy`: whether the largest may dwarf the usual one, and the axis be logarithmic then.
    pub fn new<'a>(
        samples: impl Iterator<Item = &'a [u64]>,
        target: Option<u64>,
        most_of_all: u64,
        heavy: bool,
    ) -> Bins {
        let samples: Vec<&[u64]> = samples.collect();
        let largest = samples.iter().map(|s| s.len()).max().unwrap_or(0);
        let mut all = samples.concat();
        all.sort_unstable();
        let (least, most) = (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(1));
        let wanted = ((2.0 * (largest as f64).sqrt()) as u64).clamp(20, 50);
        let end = most_of_all.max(most).saturating_add(1);
        if let Some((below, above)) = gap(&all) {
            return broken([(least, below), (above, most)], wanted * 2 / 3, end);
        }
        let narrow = least > most / 2 && least < most;
        // A target that is far off would press the rest together: it is then only named.
        let (least, most) = match target {
            Some(t) if t >= least / 2 && t <= most.saturating_add(most / 2) => (least.min(t), most.max(t)),
            _ => (least, most),
        };
        if heavy && most as f64 >= 30.0 * least_median(&samples).max(1) as f64 {
            let mut edges = logarithmic_edges(least, most);
            cut(&mut edges, end);
            return Bins { edges, kind: Kind::Logarithmic };
        }
        // From zero, unless that would leave more than half of the axis empty.
        let mut edges = linear_edges(if narrow { least } else { 0 }, most, wanted);
        cut(&mut edges, end);
        Bins { edges, kind: Kind::Linear }
    }

    /// The axis between two places, in points.
    pub fn axis(&self, start: f64, end: f64) -> Axis {
        let last = self.edges.len() - 1;
        let place = |edge| self.place(edge);
        match self.kind {
            Kind::Linear => Axis { parts: vec![Scale::linear(place(0), place(last), start, end)], zero: None },
            Kind::Logarithmic => {
                let axis = Scale::logarithmic(place(0), place(last), start, end);
                let zero = (self.edges[0] == 0).then(|| (place(0) * 0.5_f64).sqrt());
                Axis { parts: vec![axis], zero }
            }
            Kind::Broken(gap) => {
                let share = (gap as f64 / (last - 1) as f64).clamp(0.35, 0.65);
                let middle = start + (end - start - GAP) * share;
                let left = Scale::linear(place(0), place(gap), start, middle);
                let right = Scale::linear(place(gap + 1), place(last), middle + GAP, end);
                Axis { parts: vec![left, right], zero: None }
            }
        }
    }

    /// Where an edge is drawn: half a person lower, so that a bin of one value is centred on it. On a logarithmic axis, 0 is
    /// given a bin of its own at the left.
    pub fn place(&self, edge: usize) -> f64 {
        match self.edges[edge] {
            0 if self.kind == Kind::Logarithmic => 0.5 / 2.5,
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

    /// What to say of an axis that is not plain.
    pub fn note(&self, per: u32) -> String {
        match self.kind {
            Kind::Linear => String::new(),
            Kind::Logarithmic => "The axis is logarithmic. ".into(),
            Kind::Broken(gap) => {
                let ends = [self.edges[gap], self.edges[gap + 1] - 1];
                let [from, to] = match per {
                    1 => ends.map(scale::count),
                    per => ends.map(|end| scale::short(end as f64 / f64::from(per))),
                };
                format!("The axis leaves out {from} to {to}, where no replicate ends. ")
            }
        }
    }
}

/// Width of the gap in a broken axis, in points.
const GAP: f64 = 44.0;

/// The axis of bins: one part, or two with a gap between them.
pub struct Axis {
    parts: Vec<Scale>,
    /// The value at which 0 stands on a logarithmic axis.
    zero: Option<f64>,
}

impl Axis {
    /// The place of a value, in points; what lies in the gap is drawn in it.
    pub fn at(&self, value: f64) -> f64 {
        let within = |part: &&Scale| value <= part.high();
        match (&self.parts[..], self.parts.iter().find(within)) {
            ([left, right], Some(part)) if value > left.high() && value < right.low() => {
                debug_assert_eq!(part.high(), right.high());
                Scale::linear(left.high(), right.low(), left.end(), right.start()).at(value)
            }
            (_, Some(part)) => part.at(value),
            (parts, None) => parts[parts.len() - 1].at(value),
        }
    }

    /// The ends of the parts, in points.
    pub fn parts(&self) -> impl Iterator<Item = (f64, f64)> {
        self.parts.iter().map(|part| (part.start(), part.end()))
    }

    /// What to write at the axis.
    ///
    /// `per` units are written as one.
    pub fn ticks(&self, per: u32) -> Vec<(f64, String)> {
        let per = f64::from(per);
        let ticks = |part: &Scale| {
            let ticks = part.per(per).ticks(if self.parts.len() == 1 { 7 } else { 4 }, per == 1.0);
            ticks.into_iter().map(|(value, label)| (value * per, label)).collect::<Vec<_>>()
        };
        let mut ticks: Vec<_> = self.parts.iter().flat_map(ticks).collect();
        if self.parts[0].is_logarithmic() {
            ticks = self.parts[0].ticks(8, true);
            ticks.retain(|&(value, _)| value >= 1.0);
        }
        ticks.splice(0..0, self.zero.map(|place| (place, "0".into())));
        ticks
    }
}

/// The widest gap in sorted values as (the last before it, the first after it), if it is wider than all else, and on
/// either side lies more than strays.
fn gap(sorted: &[u64]) -> Option<(u64, u64)> {
    let (least, most) = (*sorted.first()?, *sorted.last()?);
    let at = (1..sorted.len()).max_by_key(|&i| (sorted[i] - sorted[i - 1], std::cmp::Reverse(i)))?;
    let (below, above) = (sorted[at - 1], sorted[at]);
    let humps = at.min(sorted.len() - at) * STRAYS >= sorted.len();
    (humps && most < EXACT && most - least >= SPAN && above - below > (most - least) / 2).then_some((below, above))
}

/// The smallest of the samples' medians.
fn least_median(samples: &[&[u64]]) -> u64 {
    let median = |values: &&[u64]| {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied()
    };
    samples.iter().filter_map(median).min().unwrap_or(1)
}

fn broken([(least, below), (above, most)]: [(u64, u64); 2], wanted: u64, end: u64) -> Bins {
    // From zero if that costs little; towards the gap, if there is little to show.
    let least = if least <= below - least { 0 } else { least };
    let mut edges = linear_edges(least, below.max(least + LEAST - 1), wanted);
    let mut right = linear_edges(above.min(most.saturating_sub(LEAST - 1)), most, wanted);
    cut(&mut right, end);
    let gap = edges.len() - 1;
    debug_assert!(edges[gap] < right[0], "{edges:?} {right:?}");
    edges.append(&mut right);
    Bins { edges, kind: Kind::Broken(gap) }
}

/// Edges of equal bins, about as many as wanted, that begin at a multiple of their width.
fn linear_edges(least: u64, most: u64, wanted: u64) -> Vec<u64> {
    let width = scale::step((most - least) as f64, wanted as usize, true) as u64;
    let first = least / width * width;
    let count = (most - first) / width + 1;
    (0..=count).map(|i| first.saturating_add(i.saturating_mul(width))).collect()
}

/// Ends the last bin where people end.
fn cut(edges: &mut [u64], end: u64) {
    if let [.., before, last] = edges
        && *before < end
    {
        *last = (*last).min(end);
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

    fn bins_of(values: &[u64], target: Option<u64>, people: u64) -> Bins {
        let bins = Bins::new([values].into_iter(), target, people, true);
        assert_eq!(bins.counts(values).iter().sum::<usize>(), values.len());
        assert!(bins.edges.windows(2).all(|e| e[0] < e[1]) && bins.edges.len() >= 2, "{:?}", bins.edges);
        if let Kind::Broken(gap) = bins.kind {
            assert_eq!(bins.counts(values)[gap], 0);
        }
        let axis = bins.axis(100.0, 500.0);
        let places: Vec<f64> = (0..bins.edges.len()).map(|i| axis.at(bins.place(i))).collect();
        assert!(places.windows(2).all(|p| p[0] < p[1]) && places[0] == 100.0, "{places:?}");
        bins
    }

    fn bins(values: &[u64], target: Option<u64>) -> Bins {
        bins_of(values, target, u64::MAX)
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
        let far = vec![0, u64::MAX - 9];
        for values in [vec![], vec![0], vec![7; 9], vec![1_000_000_000; 3], far, vec![u64::MAX - 9; 2]] {
            for target in [None, Some(0), Some(5), Some(2_000_000_000)] {
                bins(&values, target);
            }
        }
    }

    #[test]
    fn a_heavy_tail_has_a_logarithmic_axis() {
        let mut values: Vec<u64> = (0..100).map(|i| 1 + i % 5).chain([90_000]).collect();
        assert_eq!(bins(&values, None).edges[..5], [1, 2, 3, 4, 5]);
        assert_eq!(bins(&values, None).kind, Kind::Logarithmic);
        values.push(0);
        assert_eq!(bins(&values, None).edges[..3], [0, 1, 2]);
        assert_eq!(bins(&[5900, 6000, 6100], None).kind, Kind::Linear);
    }

    #[test]
    fn one_small_campaign_beside_large_ones_is_not_pressed_into_a_bin() {
        let small: Vec<u64> = (0..100).map(|i| 10 + i / 10).chain([2000]).collect();
        let large: Vec<u64> = (0..100).map(|i| 20 * i).collect();
        assert_eq!(Bins::new([&small[..], &large].into_iter(), None, 9999, true).kind, Kind::Logarithmic);
        assert_eq!(Bins::new([&large[..]].into_iter(), None, 9999, true).kind, Kind::Linear);
    }

    #[test]
    fn two_humps_far_apart_break_the_axis() {
        let low = || (0..50).map(|i| 20 + i % 30);
        let values: Vec<u64> = low().chain((0..50).map(|i| 9_990 + i % 10)).collect();
        let both = bins_of(&values, Some(5000), 10_000);
        assert!(matches!(both.kind, Kind::Broken(_)), "{:?}", both.edges);
        assert_eq!(both.note(1), "The axis leaves out 50 to 9,989, where no replicate ends. ");
        let axis = both.axis(0.0, 100.0);
        let [low_end, target, high] = [49.5, 5000.0, 9990.0].map(|value| axis.at(value));
        assert!(low_end < target && target < high, "what is left out stands in the gap");
        // A single stray is no second hump, nor is a gap among the few.
        let stray: Vec<u64> = low().chain([9_990]).collect();
        assert_eq!(bins_of(&stray, None, 10_000).kind, Kind::Logarithmic);
        assert_eq!(bins_of(&[5, 5, 5, 50, 50], None, 50).kind, Kind::Linear);
        // One value on each side.
        bins_of(&[1, 1, 1, 1000, 1000], None, 1000);
    }

    #[test]
    fn no_bin_goes_beyond_the_network() {
        let last = |values: &[u64], people| *bins_of(values, None, people).edges.last().unwrap();
        assert_eq!(last(&[1, 30, 60, 98], 99), 100);
        let two: Vec<u64> = (0..40).map(|i| if i < 20 { i } else { 9_960 + i }).collect();
        assert_eq!(last(&[&two[..], &[10_000]].concat(), 10_000), 10_001);
        assert_eq!(last(&(0..99).map(|i| i % 7).chain([9000]).collect::<Vec<_>>(), 9100), 9_101, "logarithmic");
        assert_eq!(last(&[5], 1), 6, "unless a value does");
    }

    #[test]
    fn close_values_are_not_pressed_into_one_bin() {
        let bins = bins(&(9_900..10_000).collect::<Vec<_>>(), Some(50_000));
        assert!(bins.edges[0] == 9_900 && bins.edges.len() > 8, "{:?}", bins.edges);
    }
}
