//! What an answer consists of: `summary.json`, field by field.

use super::beside::{CreditAnswer, GroupAnswer, OverlapAnswer, PersonAnswer, TheoryAnswer};
use super::json::{by_name, defined, in_order, is_one, is_whole_one, nulls, one, plain, plains, whole_one};
use super::{AccelerationAnswer, BassAnswer, OvertakingAnswer, RankAnswer, TouchAnswer};
use crate::measure::Outcome;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Version of this format, 1.
    pub format: u64,
    /// Version of the program.
    pub version: String,
    /// What the scenario is called, if it says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// The question it answers, if it says.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub question: Option<String>,
    /// The random seed.
    pub random_seed: u64,
    /// How many replicates.
    pub replicates: u64,
    /// How many networks were drawn.
    #[serde(skip_serializing_if = "is_one", default = "one")]
    pub networks: u64,
    /// How many people.
    pub people: u64,
    /// Real people that a simulated one stands for; counts are those of simulated people, money that of real ones.
    #[serde(skip_serializing_if = "is_whole_one", default = "whole_one", serialize_with = "plain")]
    pub stands_for: f64,
    /// How many ties; the mean over networks where several were drawn.
    #[serde(serialize_with = "plain")]
    pub ties: f64,
    /// What campaigns are after: the measure that is compared, drawn and told first; left out where it is reach.
    #[serde(skip_serializing_if = "Outcome::is_reach", default)]
    pub outcome: Outcome,
    /// The campaigns, in the order of the file.
    pub campaigns: Vec<CampaignAnswer>,
    /// Every other campaign against the baseline, by measure.
    pub comparisons: Vec<ComparisonAnswer>,
    /// What campaigns reach in common, two by two.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub overlaps: Vec<OverlapAnswer>,
    /// When campaigns pass the baseline, and it them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub overtakings: Vec<OvertakingAnswer>,
    /// How much of what campaigns bring beyond the baseline comes sooner.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub accelerations: Vec<AccelerationAnswer>,
    /// The campaigns in the order of their reach.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub ranking: Vec<RankAnswer>,
    /// What theory says, beside what was simulated.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub theory: Vec<TheoryAnswer>,
    /// Numbers of the scenario that nobody measured: what they are, and which.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub assumed: Vec<String>,
    /// What the reader should know of how it came about, sentences without a full stop.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
}

/// What a campaign came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignAnswer {
    /// Its name.
    pub name: String,
    /// Whether it is the baseline.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub baseline: bool,
    /// Its seed set, where it is the same in every replicate.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seeds: Option<Vec<String>>,
    /// Its measures, by name in `snake_case`.
    #[serde(flatten, serialize_with = "in_order", deserialize_with = "defined")]
    pub measures: Measures,
    /// Measures of the run that are defined in no replicate: null.
    #[serde(flatten, with = "nulls")]
    pub undefined: Vec<String>,
    /// What counts are of real people, where a simulated one stands for several, by name in `snake_case`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub real: BTreeMap<String, RealAnswer>,
    /// How likely reach (of opinions: people convinced) is to be at least the target.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub target: Option<TargetAnswer>,
    /// Reach within each group of people.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub groups: Vec<GroupAnswer>,
    /// Reach credited to each of the seed set.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub attribution: Vec<CreditAnswer>,
    /// Where acts come from.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub touches: Vec<TouchAnswer>,
    /// The Bass curve through the mean curve; absent where none can be fitted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bass: Option<BassAnswer>,
    /// Those most often reached without being asked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub most_reached: Vec<PersonAnswer>,
    /// How many have acted (of opinions: the outcome) over time.
    pub curve: CurveAnswer,
    /// Other brands in the same run, by name, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty", default, with = "by_name")]
    pub rivals: Vec<(String, RivalAnswer)>,
}

/// What a rival brand came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RivalAnswer {
    /// Its seed set, where it is the same in every replicate.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seeds: Option<Vec<String>>,
    /// Its measures, by name in `snake_case`.
    #[serde(flatten, serialize_with = "in_order")]
    pub measures: Measures,
    /// How many it has over time.
    pub curve: RivalCurve,
}

/// How many a rival has by each time, over replicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RivalCurve {
    #[serde(flatten)]
    pub means: CurveAnswer,
    #[serde(serialize_with = "plains")]
    pub q05: Vec<f64>,
    #[serde(serialize_with = "plains")]
    pub q25: Vec<f64>,
    #[serde(serialize_with = "plains")]
    pub q50: Vec<f64>,
    #[serde(serialize_with = "plains")]
    pub q75: Vec<f64>,
    #[serde(serialize_with = "plains")]
    pub q95: Vec<f64>,
}

/// Measures by name.
pub type Measures = BTreeMap<String, MeasureAnswer>;

/// One measure over replicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct MeasureAnswer {
    pub mean: f64,
    /// Standard error of the mean; null of one replicate (or network).
    pub se: Option<f64>,
    /// Standard deviation over replicates, n - 1 below.
    pub sd: Option<f64>,
    #[serde(serialize_with = "plain")]
    pub min: f64,
    #[serde(serialize_with = "plain")]
    pub q05: f64,
    #[serde(serialize_with = "plain")]
    pub q25: f64,
    #[serde(serialize_with = "plain")]
    pub q50: f64,
    #[serde(serialize_with = "plain")]
    pub q75: f64,
    #[serde(serialize_with = "plain")]
    pub q95: f64,
    #[serde(serialize_with = "plain")]
    pub max: f64,
    /// Lower end of the 95 % interval of the mean.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval of the mean.
    pub high: Option<f64>,
    /// In how many replicates the measure is defined.
    pub defined: u64,
}

/// A count of real people: that of simulated ones times what one of them stands for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RealAnswer {
    pub mean: f64,
    /// Lower end of the 95 % interval of the mean.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval of the mean.
    pub high: Option<f64>,
}

/// P(reach >= target); of opinions, P(convinced >= target).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetAnswer {
    /// The target, people.
    pub reach: u64,
    /// Share of replicates with at least that reach.
    pub probability: f64,
    /// Lower end of its 95 % interval (Wilson).
    pub low: f64,
    /// Upper end of its 95 % interval (Wilson).
    pub high: f64,
}

/// Mean number of people who have acted by each time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurveAnswer {
    /// "round", "hour", or "unit" of plain rates.
    pub unit: String,
    /// The times.
    #[serde(serialize_with = "plains")]
    pub time: Vec<f64>,
    /// The means.
    pub mean: Vec<f64>,
}

/// A campaign against the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonAnswer {
    /// The campaign.
    pub campaign: String,
    /// The baseline.
    pub baseline: String,
    /// The measure, in `snake_case`.
    pub measure: String,
    /// Campaign minus baseline, paired by replicate.
    pub difference: DifferenceAnswer,
    /// Share of replicates ahead, ties half.
    pub wins: f64,
    /// How many times fewer replicates the shared luck needs; null where the difference does not vary.
    pub variance_reduction: Option<f64>,
    /// About how many replicates (networks, where several are drawn) would tell a difference of this size from none; null
    /// where none is seen.
    pub needed: Option<f64>,
}

/// A paired difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct DifferenceAnswer {
    pub mean: f64,
    pub se: Option<f64>,
    /// Lower end of the 95 % interval of the mean.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval of the mean.
    pub high: Option<f64>,
    /// 5 % of replicates differ by at most this.
    #[serde(serialize_with = "plain")]
    pub q05: f64,
    /// 95 % of replicates differ by at most this.
    #[serde(serialize_with = "plain")]
    pub q95: f64,
}

impl MeasureAnswer {
    /// The same with an interval that holds nothing impossible: cutting that off takes nothing from how often it holds the
    /// true mean.
    pub(super) fn within(self, (least, most): (f64, f64)) -> MeasureAnswer {
        let cut = |end: f64| end.clamp(least, most);
        MeasureAnswer { low: self.low.map(cut), high: self.high.map(cut), ..self }
    }
}

impl ComparisonAnswer {
    /// Whether the interval of the mean difference leaves out zero; a difference that never varies counts as clear.
    pub fn is_clear(&self) -> bool {
        match (self.difference.low, self.difference.high) {
            (Some(low), Some(high)) => low > 0.0 || high < 0.0,
            _ => false,
        }
    }
}
