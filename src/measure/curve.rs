//! When people acted.

use super::{Measure, Observed};
use crate::cascade::Cascade;
use crate::quantity::Bounds;

/// How time is cut into equal bins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Grid {
    /// Bin t is round t.
    Rounds,
    /// Bin i is the time from i to i + 1 of these steps, the model's unit: `times` / `per`, both whole numbers above 0, so
    /// that 3 steps of 0.1 are 0.3.
    Steps {
        /// Numerator of a step.
        times: f64,
        /// Denominator of a step.
        per: f64,
    },
}

impl Grid {
    /// The bin of a time.
    pub fn bin(self, time: f64) -> usize {
        match self {
            Grid::Rounds => time as usize,
            Grid::Steps { times, per } => (time * per / times) as usize,
        }
    }

    /// The time of point i of a curve.
    pub fn time(self, i: usize) -> f64 {
        match self {
            Grid::Rounds => i as f64,
            Grid::Steps { times, per } => i as f64 * times / per,
        }
    }

    /// The time that stands for a bin: the round itself, or its middle.
    fn middle(self, bin: usize) -> f64 {
        match self {
            Grid::Rounds => bin as f64,
            Grid::Steps { times, per } => (bin as f64 + 0.5) * times / per,
        }
    }

    /// About fifty steps of a round length (1, 2 or 5 times a power of ten) up to `end`.
    pub fn to(end: f64) -> Grid {
        // Far beyond any unit of time that anybody would choose.
        let least = if end > 0.0 { (end / 60.0).clamp(1e-100, 1e100) } else { 1.0 / 60.0 };
        // The largest power of ten up to `least`, as a whole number or one over a whole number.
        let (mut times, mut per) = (1.0, 1.0);
        while times / per > least {
            per *= 10.0;
        }
        while per == 1.0 && times * 10.0 <= least {
            times *= 10.0;
        }
        let step = |digit: f64| Grid::Steps { times: digit * times, per };
        [1.0, 2.0, 5.0].into_iter().find(|digit| digit * times / per >= least).map_or(step(10.0), step)
    }
}

/// Most points of a curve: a cascade of a million rounds is not worth a million numbers for each replicate.
pub const MOST_POINTS: usize = 10_000;

/// How many have acted by each point of the grid, up to the first point at which all have (at most 10,000 of them): rounds
/// 0, 1, 2 ..., or the times 0, step, 2 step ...
pub fn cumulative(cascade: &Cascade, grid: Grid) -> Vec<u32> {
    cumulative_of(&cascade.times, grid)
}

/// The same of any times in ascending order.
pub fn cumulative_of(times: &[f64], grid: Grid) -> Vec<u32> {
    let mut curve = Vec::new();
    let mut acted = 0;
    while (acted < times.len() && curve.len() < MOST_POINTS) || curve.is_empty() {
        let now = grid.time(curve.len());
        acted += times[acted..].partition_point(|&time| time <= now);
        curve.push(acted as u32);
    }
    curve
}

/// The bin with the most acts.
struct Peak {
    /// The round, or the middle of the bin.
    time: f64,
    /// Acts in the bin.
    acts: usize,
    /// Acts up to its end.
    through: usize,
}

/// The first of the fullest bins: rounds, or about fifty steps over the cascade's own length.
fn peak(observed: &Observed) -> Option<Peak> {
    let times = &observed.cascade.times;
    let grid = match observed.grid {
        Grid::Rounds => Grid::Rounds,
        Grid::Steps { .. } => Grid::to(*times.last()?),
    };
    let (mut peak, mut begin) = (None::<Peak>, 0);
    while begin < times.len() {
        let bin = grid.bin(times[begin]);
        let through = begin + times[begin..].partition_point(|&time| grid.bin(time) == bin);
        if peak.as_ref().is_none_or(|peak| through - begin > peak.acts) {
            peak = Some(Peak { time: grid.middle(bin), acts: through - begin, through });
        }
        begin = through;
    }
    peak
}

/// The bin with the most acts.
pub const TIME_TO_PEAK: Measure = Measure {
    name: "time-to-peak",
    title: "the round (or middle of one of about fifty steps) in which most people acted, the first of equals",
    unit: "time",
    reference: "",
    bounds: Bounds::Positive,
    of: |observed| peak(observed).map(|peak| peak.time),
};

/// Half-life A.
pub const HALF_LIFE: Measure = Measure {
    name: "half-life",
    title: "time by which half of all acts had happened, seed set included",
    unit: "time",
    reference: "Wu and Huberman, Novelty and collective attention, 2007",
    bounds: Bounds::Positive,
    of: |observed| {
        let times = &observed.cascade.times;
        times.len().checked_sub(1).map(|last| times[last / 2])
    },
};

/// Half-life B.
pub const HALF_LIFE_FROM_PEAK: Measure = Measure {
    name: "half-life-from-peak",
    title: "time from the peak to half of the acts after it, where the peak has at least 30 acts",
    unit: "time",
    reference: "bitly, half-life of a link, 2011",
    bounds: Bounds::Positive,
    of: |observed| {
        let peak = peak(observed)?;
        let after = observed.cascade.reach() - peak.through;
        let half = peak.through + after.checked_sub(1)? / 2;
        (peak.acts >= 30).then(|| observed.cascade.times[half] - peak.time)
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::NOBODY;

    fn cascade(times: &[f64]) -> Cascade {
        let mut cascade = Cascade::default();
        for (i, &time) in times.iter().enumerate() {
            cascade.push(i as u32, NOBODY, time);
        }
        cascade
    }

    #[test]
    fn a_curve_counts_who_has_acted_by_then() {
        let acts = cascade(&[0.0, 0.0, 1.0, 1.0, 1.0, 3.0]);
        assert_eq!(cumulative(&acts, Grid::Rounds), [2, 5, 5, 6]);
        assert_eq!(cumulative(&acts, Grid::Steps { times: 5.0, per: 10.0 }), [2, 2, 5, 5, 5, 5, 6]);
        assert_eq!(cumulative(&cascade(&[]), Grid::Rounds), [0]);
        let observed = Observed::new(&acts, Grid::Rounds);
        assert_eq!((TIME_TO_PEAK.of)(&observed), Some(1.0));
        assert_eq!((HALF_LIFE.of)(&observed), Some(1.0));
        assert_eq!((HALF_LIFE_FROM_PEAK.of)(&observed), None);
        let empty = cascade(&[]);
        let empty = Observed::new(&empty, Grid::Rounds);
        assert_eq!(((TIME_TO_PEAK.of)(&empty), (HALF_LIFE.of)(&empty)), (None, None));
    }

    #[test]
    fn the_half_life_from_the_peak_counts_acts_after_it() {
        // 40 acts in round 1, then 10, 6, 4: half of the twenty (the tenth) happened in round 2.
        let mut times = vec![0.0; 5];
        for (round, acts) in [(1.0, 40), (2.0, 10), (3.0, 6), (4.0, 4)] {
            times.extend(std::iter::repeat_n(round, acts));
        }
        let acts = cascade(&times);
        assert_eq!((HALF_LIFE_FROM_PEAK.of)(&Observed::new(&acts, Grid::Rounds)), Some(1.0));
    }

    #[test]
    fn steps_are_round_and_about_fifty() {
        for end in [0.003, 0.9, 1.0, 7.3, 50.0, 60.0, 61.0, 1e6] {
            let step = Grid::to(end).time(1);
            assert!((20.0..=60.0).contains(&(end / step)), "{end} in steps of {step}");
        }
        assert_eq!(Grid::to(60.0), Grid::Steps { times: 1.0, per: 1.0 });
        assert_eq!(Grid::to(6.0).time(3), 0.3);
    }
}
