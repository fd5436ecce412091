//! How many have acted over time: mean and quantiles over replicates, with the same times for all campaigns.

use super::form::CurveAnswer;
use crate::parallel;
use crate::run::{Played, Record};
use crate::scenario::Scenario;
use crate::statistics;

/// One time of a curve over replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct CurvePoint {
    pub time: f64,
    pub mean: f64,
    pub q05: f64,
    pub q25: f64,
    pub q50: f64,
    pub q75: f64,
    pub q95: f64,
}

/// The curve of each campaign, up to the last change of any: all have the same times.
pub fn curves(played: &Played) -> Vec<Vec<CurvePoint>> {
    let all: Vec<Vec<&Record>> = played.records.iter().map(|records| records.iter().collect()).collect();
    curves_of(played, &all, |record| &record.curve)
}

/// How many are active over time in each campaign; nothing where people never stop.
pub fn active(played: &Played) -> Vec<Vec<CurvePoint>> {
    if played.records.iter().flatten().all(|record| record.active.is_empty()) {
        return Vec::new();
    }
    let all: Vec<Vec<&Record>> = played.records.iter().map(|records| records.iter().collect()).collect();
    curves_of(played, &all, |record| &record.active)
}

/// The curve of each list of records.
pub(super) fn curves_of(played: &Played, all: &[Vec<&Record>], of: fn(&Record) -> &Vec<u32>) -> Vec<Vec<CurvePoint>> {
    let points = played.records.iter().flatten().map(|record| longest(record, of)).max().unwrap_or(0);
    let point = |i: usize, counts: &[u32]| {
        let mut column: Vec<f64> = counts.iter().map(|&count| f64::from(count) / played.units).collect();
        let sum: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        column.sort_unstable_by(f64::total_cmp);
        let quantile = |q| statistics::quantile(&column, q).unwrap_or_default();
        CurvePoint {
            time: played.grid.time(i).min(played.horizon),
            mean: sum as f64 / (column.len() as f64 * played.units),
            q05: quantile(0.05),
            q25: quantile(0.25),
            q50: quantile(0.5),
            q75: quantile(0.75),
            q95: quantile(0.95),
        }
    };
    let of_campaign = |records: &Vec<&Record>| {
        // A record is looked up once for many points, not once for each.
        let some = (MOST_TURNED / records.len().max(1)).clamp(1, points.max(1));
        let mut turned = vec![0; some.min(points) * records.len()];
        let mut curve = Vec::with_capacity(points);
        for first in (0..points).step_by(some) {
            let many = some.min(points - first);
            for (place, record) in records.iter().enumerate() {
                let all = of(record);
                let last = all.last().copied().unwrap_or(0);
                for i in 0..many {
                    turned[i * records.len() + place] = all.get(first + i).copied().unwrap_or(last);
                }
            }
            let counts = |i: usize| &turned[i * records.len()..][..records.len()];
            let point = |(): &mut (), i: u64| point(first + i as usize, counts(i as usize));
            curve.extend(parallel::map(many as u64, || (), point));
        }
        curve
    };
    all.iter().map(of_campaign).collect()
}

/// How many numbers of curves are turned from records to points at once.
const MOST_TURNED: usize = 1 << 24;

/// Points of the longest curve of a campaign or its rivals.
fn longest(record: &Record, of: fn(&Record) -> &Vec<u32>) -> usize {
    record.rivals.iter().map(|rival| longest(rival, of)).max().unwrap_or(0).max(of(record).len())
}

/// A curve as the answer holds it: the times and the means.
pub(super) fn curve(scenario: &Scenario, points: &[CurvePoint]) -> CurveAnswer {
    CurveAnswer {
        unit: scenario.unit.word().to_owned(),
        time: points.iter().map(|point| point.time).collect(),
        mean: points.iter().map(|point| point.mean).collect(),
    }
}
