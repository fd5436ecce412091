//! When one campaign passes another, in reach or in the acts of a verb: of the mean, with the interval that resampling gives, and replicate by
//! replicate.

use super::json::plain;
use crate::measure::{ahead_from, overtakes};
use crate::random::{Purpose, Replicate};
use crate::run::Played;
use crate::scenario::Scenario;
use crate::statistics::{Groups, Share, quantile};
use serde::{Deserialize, Serialize};

/// How a campaign comes to be ahead of another, under the same luck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OvertakingAnswer {
    /// The campaign.
    pub campaign: String,
    /// The one that it may overtake.
    pub other: String,
    /// In what: `reach`, or the verb whose acts count.
    pub of: String,
    /// Whether it was ever behind on average.
    pub was_behind: bool,
    /// From when on it stays ahead on average; null where it does not end ahead.
    pub time: Option<f64>,
    /// Lower end of the 95 % interval of that time; null: it need not happen at all.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval of that time; null: it need not happen at all.
    pub high: Option<f64>,
    /// Share of the resampled means that do not end above the other's.
    pub never: f64,
    /// Share of the replicates in which it is behind first and ends ahead.
    pub passes: f64,
    /// Lower end of its 95 % interval.
    pub passes_low: f64,
    /// Upper end of its 95 % interval.
    pub passes_high: f64,
    /// Median time of passing over those replicates; null where there are none.
    pub median_time: Option<f64>,
    /// Replicates in which it ends ahead, whether it was behind or not.
    #[serde(serialize_with = "plain")]
    pub ends_ahead: f64,
}

/// How often means are made of resampled replicates.
const RESAMPLES: u64 = 1000;
/// Replicates are resampled in at most so many blocks, and looked at at so many points.
const BLOCKS: usize = 500;
const POINTS: usize = 200;

/// What campaigns have by each point of time, replicate by replicate.
struct Race<'a> {
    /// By campaign, then by replicate; constant after the last point.
    curves: Vec<Vec<&'a [u32]>>,
    /// The times of all points.
    times: Vec<f64>,
}

impl Race<'_> {
    fn of<'a>(scenario: &Scenario, played: &'a Played) -> Race<'a> {
        let of_campaign = |campaign: usize| -> Vec<&'a [u32]> {
            match &scenario.extras.overtake_in {
                Some(_) => played.beside[campaign].iter().map(|beside| &beside.acts[..]).collect(),
                None => played.records[campaign].iter().map(|record| &record.curve[..]).collect(),
            }
        };
        let curves: Vec<Vec<&[u32]>> = (0..scenario.campaigns.len()).map(of_campaign).collect();
        let points = curves.iter().flatten().map(|curve| curve.len()).max().unwrap_or(0);
        Race { curves, times: (0..points).map(|i| played.grid.time(i).min(played.horizon)).collect() }
    }

    /// How far a campaign is ahead of another at a point, over some replicates together.
    fn ahead(&self, [own, other]: [usize; 2], replicates: impl Iterator<Item = usize>, point: usize) -> i64 {
        let at = |curve: &[u32]| i64::from(curve[point.min(curve.len() - 1)]);
        replicates.map(|r| at(self.curves[own][r]) - at(self.curves[other][r])).sum()
    }
}

/// Each campaign against the baseline, and the baseline against it.
pub fn overtakings(scenario: &Scenario, played: &Played) -> Vec<OvertakingAnswer> {
    if !scenario.extras.overtake {
        return Vec::new();
    }
    let baseline = scenario.baseline();
    let others = (0..scenario.campaigns.len()).filter(|&i| i != baseline);
    let pairs = others.flat_map(|i| [[i, baseline], [baseline, i]]);
    let race = Race::of(scenario, played);
    pairs.enumerate().map(|(number, pair)| overtaking(scenario, &race, number as u64, pair)).collect()
}

fn overtaking(scenario: &Scenario, race: &Race, number: u64, [own, other]: [usize; 2]) -> OvertakingAnswer {
    let n = race.curves[own].len();
    let difference: Vec<f64> =
        (0..race.times.len()).map(|point| race.ahead([own, other], 0..n, point) as f64).collect();
    let from = ahead_from(difference.iter().copied());
    let was_behind = difference[..from.unwrap_or(difference.len())].iter().any(|&x| x < 0.0);
    let passing: Vec<Option<usize>> = (0..n).map(|r| overtakes(race.curves[own][r], race.curves[other][r])).collect();
    let hits: Vec<Option<f64>> = passing.iter().map(|from| Some(f64::from(u8::from(from.is_some())))).collect();
    let Share { share, low, high } = Share::over(&hits, Groups { networks: scenario.networks });
    let mut times: Vec<f64> = passing.iter().flatten().map(|&from| race.times[from]).collect();
    times.sort_unstable_by(f64::total_cmp);
    let ends = (0..n).filter(|&r| race.curves[own][r].last() > race.curves[other][r].last()).count();
    let resampled = resampled(scenario, race, number, [own, other]);
    let at = |q: f64| quantile(&resampled, q).filter(|time| time.is_finite());
    let never = resampled.iter().filter(|time| time.is_infinite()).count() as f64 / resampled.len().max(1) as f64;
    OvertakingAnswer {
        campaign: scenario.campaigns[own].name.clone(),
        other: scenario.campaigns[other].name.clone(),
        of: scenario.extras.overtake_in.clone().unwrap_or_else(|| "reach".to_owned()),
        was_behind,
        time: from.map(|from| race.times[from]),
        low: at(0.025),
        high: at(0.975),
        never,
        passes: share,
        passes_low: low,
        passes_high: high,
        median_time: quantile(&times, 0.5),
        ends_ahead: ends as f64,
    }
}

/// The times from which resampled means stay ahead, in ascending order, infinite where they do not: the bootstrap of pairs
/// (Efron 1979), over networks where several are drawn. Nothing of one replicate (or network).
fn resampled(scenario: &Scenario, race: &Race, number: u64, pair: [usize; 2]) -> Vec<f64> {
    let n = race.curves[pair[0]].len();
    let blocks = if scenario.networks > 1 { scenario.networks as usize } else { BLOCKS }.min(n);
    if blocks < 2 {
        return Vec::new();
    }
    let points = race.times.len();
    let every = points.div_ceil(POINTS).max(1);
    let looked: Vec<usize> = (0..points).filter(|i| i % every == 0 || i + 1 == points).collect();
    let of_block = |block: usize| -> Vec<i64> {
        looked.iter().map(|&point| race.ahead(pair, (block..n).step_by(blocks), point)).collect()
    };
    let sums: Vec<Vec<i64>> = (0..blocks).map(of_block).collect();
    let stream = Replicate::new(scenario.random_seed, 0, 0).stream(Purpose::Resample);
    let one = |resample: u64| {
        let mut draws = stream.draws(number * RESAMPLES + resample);
        let mut total = vec![0i64; looked.len()];
        for _ in 0..blocks {
            let block = &sums[draws.below(blocks as u32) as usize];
            total.iter_mut().zip(block).for_each(|(total, x)| *total += x);
        }
        let from = ahead_from(total.iter().map(|&x| x as f64));
        from.map_or(f64::INFINITY, |from| race.times[looked[from]])
    };
    let mut times: Vec<f64> = (0..RESAMPLES).map(one).collect();
    times.sort_unstable_by(f64::total_cmp);
    times
}
