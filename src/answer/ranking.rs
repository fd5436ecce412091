//! Campaigns in the order of what they come to, with the regret of each against the first.

use super::difference;
use super::json::plain;
use crate::run::Played;
use crate::scenario::Scenario;
use crate::statistics::{Comparison, Groups};
use serde::{Deserialize, Serialize};

/// One campaign in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankAnswer {
    /// The campaign.
    pub campaign: String,
    /// Its mean reach.
    pub reach: f64,
    /// How many people it asks, on average.
    #[serde(serialize_with = "plain")]
    pub asked: f64,
    /// How many people fewer than the first it reaches, paired by replicate; none of the first itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub regret: Option<RegretAnswer>,
    /// Share of the replicates in which it is ahead of the first, ties half.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wins: Option<f64>,
}

/// What is lost against the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RegretAnswer {
    pub mean: f64,
    /// The ends of its 95 % interval; null of one replicate.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// In 5 % of the replicates less is lost, ...
    pub q05: f64,
    /// ... and in 5 % more.
    pub q95: f64,
}

impl RankAnswer {
    /// Whether it is told from the first: the interval of its regret leaves out zero.
    pub fn is_behind(&self) -> bool {
        self.regret.as_ref().is_some_and(|regret| regret.low.is_some_and(|low| low > 0.0))
    }
}

/// The campaigns by mean reach, of equals in the order of the file; nothing where it is not asked for.
pub fn ranking(scenario: &Scenario, played: &Played, networks: Groups) -> Vec<RankAnswer> {
    if !scenario.extras.ranking {
        return Vec::new();
    }
    let column = |campaign: usize, measure: usize| -> Vec<Option<f64>> {
        played.records[campaign].iter().map(|record| record.values[measure]).collect()
    };
    let mean = |column: &[Option<f64>]| {
        let all: Vec<f64> = column.iter().copied().flatten().collect();
        all.iter().sum::<f64>() / all.len().max(1) as f64
    };
    let reach: Vec<Vec<Option<f64>>> = (0..scenario.campaigns.len()).map(|campaign| column(campaign, 0)).collect();
    let mut order: Vec<usize> = (0..reach.len()).collect();
    order.sort_by(|&a, &b| mean(&reach[b]).total_cmp(&mean(&reach[a])).then(a.cmp(&b)));
    let first = order[0];
    let rank = |&campaign: &usize| {
        let comparison =
            (campaign != first).then(|| Comparison::of(&reach[campaign], &reach[first], networks)).flatten();
        RankAnswer {
            campaign: scenario.campaigns[campaign].name.clone(),
            reach: mean(&reach[campaign]),
            asked: {
                let asked: u64 = played.beside[campaign].iter().map(|beside| u64::from(beside.asked)).sum();
                asked as f64 / played.beside[campaign].len().max(1) as f64
            },
            wins: comparison.as_ref().map(|comparison| comparison.wins),
            regret: comparison.map(|comparison| {
                let ahead = difference(&comparison);
                RegretAnswer {
                    mean: 0.0 - ahead.mean,
                    low: ahead.high.map(|high| 0.0 - high),
                    high: ahead.low.map(|low| 0.0 - low),
                    q05: 0.0 - ahead.q95,
                    q95: 0.0 - ahead.q05,
                }
            }),
        }
    };
    order.iter().map(rank).collect()
}
