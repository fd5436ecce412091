//! A feed made ready for one network: by person, how much attention there is and how fast copies fade, calibrated over its ties.

use super::calibrate::{self, Weighted};
use super::{Attention, Feed, Fidelity};
use crate::graph::Graph;

/// Ties that are looked at to calibrate where each is different.
const SAMPLE: usize = 1 << 17;

/// Into how many steps strengths are divided for bounds.
const STEPS: u32 = 64;

/// A feed with its rates.
#[derive(Clone, Debug)]
pub struct ReadyFeed {
    /// a / delta of the mean person (or a itself, where nothing fades).
    pub ratio: f64,
    /// Fading of the mean inbox, per hour.
    pub delta: f64,
    /// a / delta by person, on a tie of mean strength.
    pub attention: Vec<f64>,
    /// Fading by person.
    pub fading: Vec<f64>,
    /// Whether a copy is decided when it is written, and some are never seen.
    pub fades: bool,
    /// By how much attention to what the brand posts differs.
    pub brand: f64,
    /// How much longer copies on strong ties stay; 0: in order of time, or nothing fades.
    ranking: f64,
    /// At most by what a / delta is multiplied on a tie of strength k / [`STEPS`] to (k + 1) / [`STEPS`], by k.
    factors: Vec<f64>,
    pub rounds: bool,
    /// Where people read it visit by visit: how much deeper a copy lies for each simulated one above it.
    pub each: Option<f64>,
    /// The first of its inboxes.
    pub cell: usize,
}

impl ReadyFeed {
    pub fn new(
        feed: &Feed,
        graph: &Graph,
        heard: &[u32],
        relative: &[f64],
        crowd: &[f64],
        mean_strength: f64,
    ) -> ReadyFeed {
        let slower = |w: f64| slower(feed.ranking, w, mean_strength);
        let ties: Vec<Weighted> = match graph.strengths().filter(|_| feed.ranking != 0.0) {
            // Each tie is its own; some are enough.
            Some(strengths) => {
                let step = strengths.len().div_ceil(SAMPLE).max(1);
                (0..strengths.len())
                    .step_by(step)
                    .map(|tie| {
                        let hearer = graph.targets()[tie] as usize;
                        let fading = crowd[hearer] * slower(strengths[tie]);
                        Weighted { weight: 1.0, value: relative[hearer] / fading, other: fading }
                    })
                    .collect()
            }
            None => {
                let of =
                    |i: usize| Weighted { weight: f64::from(heard[i]), value: relative[i] / crowd[i], other: crowd[i] };
                calibrate::grouped((0..heard.len()).map(of).collect())
            }
        };
        let everybody = || {
            calibrate::grouped(
                (0..heard.len()).map(|i| Weighted { weight: 1.0, value: relative[i] / crowd[i], other: 1.0 }).collect(),
            )
        };
        let (ratio, delta) = match feed.attention {
            Attention::Observed { seen: 1.0, half_life: 0.0 } => (f64::INFINITY, f64::INFINITY),
            Attention::Observed { seen, half_life } => {
                let ratio = calibrate::attention(&ties, seen);
                let delta = if half_life > 0.0 { calibrate::fading(&ties, ratio, half_life) } else { f64::INFINITY };
                (ratio, delta)
            }
            Attention::Rates { visits, fading } if fading > 0.0 => (visits / fading, fading),
            Attention::Rates { visits, .. } => (visits, 0.0),
        };
        let brand = match (feed.brand_seen, feed.attention) {
            (Some(seen), Attention::Observed { .. }) if ratio.is_finite() => {
                calibrate::attention(&everybody(), seen) / ratio
            }
            _ => 1.0,
        };
        let lasting = delta == 0.0;
        let attention: Vec<f64> = relative
            .iter()
            .zip(crowd)
            .map(|(&visits, crowd)| match visits {
                0.0 => 0.0,
                _ if lasting || ratio.is_infinite() => ratio * visits,
                _ => ratio * visits / crowd,
            })
            .collect();
        let fading = crowd.iter().map(|crowd| if delta.is_finite() { delta * crowd } else { delta }).collect();
        let ranking = if lasting || delta.is_infinite() { 0.0 } else { feed.ranking };
        let factors = match ranking {
            0.0 => Vec::new(),
            // A power lies highest at an end. The little on top is for rounding.
            _ => (0..=STEPS)
                .map(|k| [k, k + 1].map(|k| 1.0 / slower(f64::from(k) / f64::from(STEPS))))
                .map(|[low, high]| low.max(high) * (1.0 + 1e-9))
                .collect(),
        };
        let each = match feed.fidelity {
            Fidelity::Annealed => None,
            Fidelity::Quenched { past } => Some(-libm::log(past)),
        };
        let fades = !lasting && each.is_none();
        ReadyFeed {
            ratio,
            delta,
            attention,
            fading,
            fades,
            brand,
            ranking,
            factors,
            rounds: feed.rounds,
            each,
            cell: 0,
        }
    }

    /// Whether strength of a tie counts.
    #[inline]
    pub fn is_ranked(&self) -> bool {
        self.ranking != 0.0
    }

    /// By what the fading of a copy on a tie of this strength is multiplied.
    #[inline]
    pub fn slower(&self, strength: f64, mean: f64) -> f64 {
        slower(self.ranking, strength, mean)
    }

    /// At most by what a / delta is multiplied on a tie, by its strength where that counts.
    #[inline]
    pub fn at_most(&self, strength: Option<f64>) -> f64 {
        match strength {
            Some(strength) => self.factors[(strength * f64::from(STEPS)) as usize],
            None => 1.0,
        }
    }

    /// Visits an hour of a person to the feed.
    #[inline]
    pub fn visits(&self, person: u32) -> f64 {
        let (ratio, fading) = (self.attention[person as usize], self.fading[person as usize]);
        if fading > 0.0 { ratio * fading } else { ratio }
    }
}

/// exp(-b (w - mean)): by what the fading of a copy on a tie of strength w is multiplied.
#[inline]
fn slower(ranking: f64, strength: f64, mean: f64) -> f64 {
    libm::exp(-ranking * (strength - mean))
}
