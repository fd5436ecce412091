//! The Bass curve of each campaign: its rates, with the interval that leaving out parts of the replicates gives.

use super::CurvePoint;
use crate::fit::bass::{self, Bass};
use crate::quantity::Unit;
use crate::run::{Played, Record};
use crate::scenario::Scenario;
use crate::statistics::t975;
use serde::{Deserialize, Serialize};

/// The Bass curve through the mean curve of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BassAnswer {
    /// What rates are per: "day" where time is known, else "round" or "unit".
    pub unit: String,
    /// The rate of acting without anybody's doing.
    pub p: RateAnswer,
    /// The rate of acting because others have.
    pub q: RateAnswer,
    /// People who act in the end, seed set included.
    pub market: RateAnswer,
    /// Share of the variance of the mean acts between points that the curve explains.
    pub r_squared: f64,
    /// The same rates per year of 365 days, where time is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub per_year: Option<YearAnswer>,
    /// How many the fitted curve has at the times of the simulated one, where the scenario asks to see it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub curve: Vec<f64>,
}

/// A fitted number; the ends of its 95 % interval are null where too few replicates tell it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RateAnswer {
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Rates per year of 365 days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct YearAnswer {
    pub p: f64,
    pub q: f64,
}

/// In how many parts replicates are divided, each of which is left out in turn.
const PARTS: usize = 20;

/// The Bass curve through the mean curve of a campaign; `None` where none can be fitted. `points` is that curve.
///
/// The interval is that of the jackknife: replicates in parts (networks, where several are drawn), each left out in turn
/// (Quenouille 1956; Tukey 1958), with Student's t.
pub fn bass(scenario: &Scenario, played: &Played, campaign: usize, points: &[CurvePoint]) -> Option<BassAnswer> {
    if !scenario.outcome().is_reach() {
        return None;
    }
    let people = played.people as f64;
    let curve: Vec<(f64, f64)> = points.iter().map(|point| (point.time, point.mean)).collect();
    let whole = bass::fit(&curve, people)?;
    let records = &played.records[campaign];
    let parts = if scenario.networks > 1 { scenario.networks as usize } else { PARTS }.min(records.len());
    let of_parts = sums(records, parts, points.len());
    let without = |part: usize| {
        let left = records.len() - records.iter().skip(part).step_by(parts).len();
        let mean =
            |i: usize| (of_parts.iter().map(|sums| sums[i]).sum::<u64>() - of_parts[part][i]) as f64 / left as f64;
        let curve: Vec<(f64, f64)> = points.iter().enumerate().map(|(i, point)| (point.time, mean(i))).collect();
        bass::fit(&curve, people)
    };
    let others: Option<Vec<Bass>> = (parts > 1).then(|| (0..parts).map(without).collect()).flatten();
    let (unit, per) = match scenario.unit {
        Unit::Hour => ("day", 24.0),
        unit => (unit.word(), 1.0),
    };
    let rate = |of: fn(&Bass) -> f64, scale: f64, most: f64| {
        let value = of(&whole) * scale;
        let half = others.as_ref().map(|others| {
            let (n, values) = (parts as f64, others.iter().map(|fit| of(fit) * scale));
            let mean = values.clone().sum::<f64>() / n;
            let variance = (n - 1.0) / n * values.map(|x| (x - mean) * (x - mean)).sum::<f64>();
            t975(parts as u64 - 1) * variance.sqrt()
        });
        RateAnswer {
            value,
            low: half.map(|half| (value - half).max(0.0)),
            high: half.map(|half| (value + half).min(most)),
        }
    };
    let shown = scenario.extras.bass;
    Some(BassAnswer {
        unit: unit.to_owned(),
        p: rate(|fit| fit.p, per, f64::MAX),
        q: rate(|fit| fit.q, per, f64::MAX),
        market: rate(|fit| fit.market, 1.0, people),
        r_squared: whole.r_squared,
        per_year: (unit == "day").then_some(YearAnswer { p: whole.p * per * 365.0, q: whole.q * per * 365.0 }),
        curve: if shown { points.iter().map(|point| whole.by(point.time)).collect() } else { Vec::new() },
    })
}

/// By part, then by point: how many have acted, over the replicates of the part.
fn sums(records: &[Record], parts: usize, points: usize) -> Vec<Vec<u64>> {
    let of_part = |part: usize| {
        let mut sums = vec![0u64; points];
        for record in records.iter().skip(part).step_by(parts) {
            let last = record.curve.len() - 1;
            sums.iter_mut().enumerate().for_each(|(i, sum)| *sum += u64::from(record.curve[i.min(last)]));
        }
        sums
    };
    (0..parts).map(of_part).collect()
}
