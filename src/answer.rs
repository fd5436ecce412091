//! From records to the answer: `summary.json`, as contract says, and what tables and pictures are made of.

mod bass;
mod beside;
mod course;
mod overtaking;
mod ranking;
mod touch;

use crate::measure::{self, Outcome};
use crate::parallel;
use crate::run::{OneCascade, OpinionMap, Played, Record};
use crate::scenario::Scenario;
use crate::statistics::{self, Comparison, Groups, Share};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

pub use bass::{BassAnswer, RateAnswer, YearAnswer};
pub use beside::{
    Column, CreditAnswer, GroupAnswer, OverlapAnswer, PersonAnswer, Simulated, TheoryAnswer, columns, people, theory,
};
pub use course::{ActionRow, CourseRows, ExposureRow, FrontRow, FunnelRow, LEAST_MET, StockRow};
pub use overtaking::OvertakingAnswer;
pub use ranking::{RankAnswer, RegretAnswer};
pub use touch::TouchAnswer;

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
    #[serde(flatten, serialize_with = "in_order")]
    pub measures: Measures,
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

/// A list of named things as a JSON object that keeps its order.
mod by_name {
    use super::RivalAnswer;
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::{Serializer, ser::SerializeMap};

    type Named = Vec<(String, RivalAnswer)>;

    pub fn serialize<S: Serializer>(named: &Named, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(named.len()))?;
        named.iter().try_for_each(|(name, answer)| map.serialize_entry(name, answer))?;
        map.end()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Named, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Named;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("rivals by name")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
                let mut named = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    named.push(entry);
                }
                Ok(named)
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Measures by name.
pub type Measures = BTreeMap<String, MeasureAnswer>;

/// The outcome first, then in the order of names: a map has none of its own.
fn in_order<S: Serializer>(measures: &Measures, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(measures.len()))?;
    let firsts: &[&str] =
        if measures.contains_key("reach") { &["reach", "earned_reach"] } else { &["convinced", "opinion"] };
    for first in firsts.iter().copied() {
        if let Some(measure) = measures.get(first) {
            map.serialize_entry(first, measure)?;
        }
    }
    for (name, measure) in measures.iter().filter(|(name, _)| !firsts.contains(&name.as_str())) {
        map.serialize_entry(name, measure)?;
    }
    map.end()
}

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

impl Material {
    /// Of a run that has just been played, without a cascade and maps.
    pub fn of(scenario: &Scenario, played: &Played) -> Material {
        let curves = curves(played);
        let answer = answer(scenario, played, &curves);
        let column = |measure: usize| {
            let of = |records: &Vec<crate::run::Record>| records.iter().map(|record| record.values[measure]).collect();
            played.records.iter().map(of).collect::<Vec<Vec<Option<f64>>>>()
        };
        let outcome = |values: Vec<Option<f64>>| values.into_iter().map(|value| value.unwrap_or(0.0)).collect();
        let virality = scenario.measures.iter().position(|&measure| measure == "structural-virality");
        Material {
            answer,
            curves,
            active: active(played),
            outcomes: column(0).into_iter().map(outcome).collect(),
            virality: virality.map(column).unwrap_or_default(),
            people: (0..played.records.len()).map(|campaign| people(played, campaign)).collect(),
            cascade: None,
            maps: Vec::new(),
            course: course::rows(scenario, played),
        }
    }
}

impl MeasureAnswer {
    /// The same with an interval that holds nothing impossible: cutting that off takes nothing from how often it holds the
    /// true mean.
    fn within(self, (least, most): (f64, f64)) -> MeasureAnswer {
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

fn one() -> u64 {
    1
}

fn whole_one() -> f64 {
    1.0
}

fn is_whole_one(x: &f64) -> bool {
    *x == 1.0
}

fn is_one(n: &u64) -> bool {
    *n == 1
}

/// Whole numbers without a decimal point.
fn plain<S: Serializer>(x: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if x.fract() == 0.0 && x.abs() < 9e15 { serializer.serialize_i64(*x as i64) } else { serializer.serialize_f64(*x) }
}

fn plains<S: Serializer>(all: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    if all.iter().all(|x| x.fract() == 0.0 && x.abs() < 9e15) {
        serializer.collect_seq(all.iter().map(|&x| x as i64))
    } else {
        serializer.collect_seq(all)
    }
}

/// A kebab-case name as JSON and CSV write it.
pub fn snake(name: &str) -> String {
    name.replace('-', "_")
}

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
fn curves_of(played: &Played, all: &[Vec<&Record>], of: fn(&Record) -> &Vec<u32>) -> Vec<Vec<CurvePoint>> {
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

/// By measure, a value for each record.
fn measured_columns(records: &[Record], measures: usize) -> Vec<Vec<Option<f64>>> {
    let mut columns: Vec<Vec<Option<f64>>> = vec![Vec::with_capacity(records.len()); measures];
    for record in records {
        columns.iter_mut().zip(&record.values).for_each(|(column, &value)| column.push(value));
    }
    columns
}

/// Points of the longest curve of a campaign or its rivals.
fn longest(record: &Record, of: fn(&Record) -> &Vec<u32>) -> usize {
    record.rivals.iter().map(|rival| longest(rival, of)).max().unwrap_or(0).max(of(record).len())
}

/// Everything that is drawn, read from a run folder or fresh from a run.
#[derive(Clone, Debug)]
pub struct Material {
    /// The answer.
    pub answer: Answer,
    /// The curve of each campaign.
    pub curves: Vec<Vec<CurvePoint>>,
    /// How many are active over time in each campaign; nothing where people never stop.
    pub active: Vec<Vec<CurvePoint>>,
    /// The outcome by campaign and replicate.
    pub outcomes: Vec<Vec<f64>>,
    /// Structural virality by campaign and replicate, where it is measured.
    pub virality: Vec<Vec<Option<f64>>>,
    /// How often and how early each person is reached, by campaign, where people are counted.
    pub people: Vec<Vec<PersonAnswer>>,
    /// One cascade.
    pub cascade: Option<OneCascade>,
    /// Opinions over time in one replicate, by campaign.
    pub maps: Vec<OpinionMap>,
    /// What the pictures of a platform show.
    pub course: CourseRows,
}

/// The answer to a scenario.
pub fn answer(scenario: &Scenario, played: &Played, curves: &[Vec<CurvePoint>]) -> Answer {
    let groups = Groups { networks: scenario.networks };
    let baseline = scenario.baseline();
    // The measure that a target is about.
    let people = scenario.measures.iter().position(|&name| name == scenario.outcome().people()).unwrap_or(0);
    // By campaign and measure, a value for each replicate.
    let columns: Vec<Vec<Vec<Option<f64>>>> =
        played.records.iter().map(|records| measured_columns(records, scenario.measures.len())).collect();
    // Campaign by campaign, measure by measure.
    let of_all = |i: u64| ((i as usize) / scenario.measures.len(), (i as usize) % scenario.measures.len());
    let all = (scenario.campaigns.len() * scenario.measures.len()) as u64;
    let mut summaries = parallel::map(
        all,
        || (),
        |(), i| {
            let (i, m) = of_all(i);
            measured(scenario.measures[m], &columns[i][m], played.people, scenario.networks)
        },
    )
    .into_iter();
    let campaigns = scenario.campaigns.iter().enumerate().map(|(i, campaign)| {
        let measures = scenario.measures.iter().zip(&mut summaries);
        let measures = measures.filter_map(|(measure, summary)| Some((snake(measure), summary?)));
        CampaignAnswer {
            name: campaign.name.clone(),
            baseline: i == baseline && scenario.campaigns.len() > 1,
            seeds: played.seeds[i].clone(),
            real: real(scenario, played.stands_for, played.people as f64, &columns[i], groups),
            measures: measures.collect(),
            target: scenario.target.map(|target| {
                let hits: Vec<Option<f64>> =
                    columns[i][people].iter().map(|reach| reach.map(|x| f64::from(x >= target as f64))).collect();
                let Share { share, low, high } = Share::over(&hits, groups);
                TargetAnswer { reach: target, probability: share, low, high }
            }),
            groups: beside::groups(scenario, played, i, groups),
            attribution: beside::attribution(scenario, played, i, groups),
            touches: touch::touches(scenario, played, i, groups),
            bass: bass::bass(scenario, played, i, &curves[i]),
            most_reached: beside::most_reached(played, i),
            curve: curve(scenario, &curves[i]),
            rivals: rivals(scenario, played, i),
        }
    });
    let comparisons = parallel::map(
        all,
        || (),
        |(), i| {
            let (i, m) = of_all(i);
            let comparison = || Comparison::of(&columns[i][m], &columns[baseline][m], groups);
            Some(compared(scenario, i, snake(scenario.measures[m]), (i != baseline).then(comparison)??))
        },
    );
    let mut comparisons: Vec<ComparisonAnswer> = comparisons.into_iter().flatten().collect();
    comparisons.extend(rival_comparisons(scenario, played, groups));
    Answer {
        format: 1,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        title: scenario.title.clone(),
        question: scenario.question.clone(),
        random_seed: scenario.random_seed.get(),
        replicates: scenario.replicates,
        networks: scenario.networks,
        people: played.people,
        stands_for: played.stands_for,
        ties: played.ties.iter().sum::<u64>() as f64 / played.ties.len().max(1) as f64,
        outcome: scenario.outcome(),
        campaigns: campaigns.collect(),
        comparisons,
        overlaps: beside::overlaps(scenario, played, groups),
        overtakings: overtaking::overtakings(scenario, played),
        ranking: ranking::ranking(scenario, played, groups),
        theory: Vec::new(),
        assumed: Vec::new(),
        notes: played.remarks.iter().cloned().chain(beside::notes(scenario, played)).collect(),
    }
}

/// Counts of real people; nothing where a simulated person stands for one.
fn real(
    scenario: &Scenario,
    stands_for: f64,
    people: f64,
    columns: &[Vec<Option<f64>>],
    groups: Groups,
) -> BTreeMap<String, RealAnswer> {
    let counts = scenario.measures.iter().zip(columns);
    let counts = counts.filter(|(name, _)| stands_for != 1.0 && crate::measure::platform::is_count(name));
    let real = counts.filter_map(|(name, column)| {
        let MeasureAnswer { mean, low, high, .. } = summary(column, groups)?.within(measure::range(name, people));
        let [low, high] = [low, high].map(|end| end.map(|end| end * stands_for));
        Some((snake(name), RealAnswer { mean: mean * stands_for, low, high }))
    });
    real.collect()
}

fn difference(comparison: &Comparison) -> DifferenceAnswer {
    let difference = &comparison.difference;
    DifferenceAnswer {
        mean: difference.mean,
        se: difference.se,
        low: difference.interval.map(|(low, _)| low),
        high: difference.interval.map(|(_, high)| high),
        q05: difference.quantiles.q05,
        q95: difference.quantiles.q95,
    }
}

/// A campaign against the baseline in one measure.
fn compared(scenario: &Scenario, campaign: usize, measure: String, comparison: Comparison) -> ComparisonAnswer {
    ComparisonAnswer {
        campaign: scenario.campaigns[campaign].name.clone(),
        baseline: scenario.campaigns[scenario.baseline()].name.clone(),
        measure,
        difference: difference(&comparison),
        wins: comparison.wins,
        variance_reduction: comparison.variance_reduction,
        needed: comparison.needed,
    }
}

/// How much more a rival reaches under one campaign than under the baseline, where both have a rival of that name.
fn rival_comparisons(scenario: &Scenario, played: &Played, groups: Groups) -> Vec<ComparisonAnswer> {
    let baseline = scenario.baseline();
    let place =
        |campaign: usize, name: &str| scenario.campaigns[campaign].rivals.iter().position(|rival| rival.name == name);
    let reach = |campaign: usize, rival: usize| -> Vec<Option<f64>> {
        played.records[campaign].iter().map(|record| record.rivals[rival].values[0]).collect()
    };
    let others = (0..scenario.campaigns.len()).filter(|&i| i != baseline);
    let pairs = others.flat_map(|i| {
        let rivals = scenario.campaigns[i].rivals.iter().enumerate();
        rivals.filter_map(move |(k, rival)| Some((i, k, place(baseline, &rival.name)?, &rival.name)))
    });
    let compare = |(i, k, other, name): (usize, usize, usize, &String)| {
        let comparison = Comparison::of(&reach(i, k), &reach(baseline, other), groups)?;
        Some(compared(scenario, i, format!("rivals.{name}.reach"), comparison))
    };
    pairs.filter_map(compare).collect()
}

fn curve(scenario: &Scenario, points: &[CurvePoint]) -> CurveAnswer {
    CurveAnswer {
        unit: scenario.unit.word().to_owned(),
        time: points.iter().map(|point| point.time).collect(),
        mean: points.iter().map(|point| point.mean).collect(),
    }
}

/// What the rivals of a campaign came to.
fn rivals(scenario: &Scenario, played: &Played, campaign: usize) -> Vec<(String, RivalAnswer)> {
    let records = |k: usize| -> Vec<&Record> { played.records[campaign].iter().map(|all| &all.rivals[k]).collect() };
    let found = &scenario.campaigns[campaign].rivals;
    let all: Vec<Vec<&Record>> = (0..found.len()).map(records).collect();
    let curves = curves_of(played, &all, |record| &record.curve);
    let rival = |k: usize| {
        let measures = scenario.measures.iter().enumerate().filter_map(|(m, measure)| {
            let column: Vec<Option<f64>> = all[k].iter().map(|record| record.values[m]).collect();
            Some((snake(measure), measured(measure, &column, played.people, scenario.networks)?))
        });
        let seeds = played.rival_seeds[campaign][k].clone();
        let column = |of: fn(&CurvePoint) -> f64| curves[k].iter().map(of).collect();
        let curve = RivalCurve {
            means: curve(scenario, &curves[k]),
            q05: column(|point| point.q05),
            q25: column(|point| point.q25),
            q50: column(|point| point.q50),
            q75: column(|point| point.q75),
            q95: column(|point| point.q95),
        };
        (found[k].name.clone(), RivalAnswer { seeds, measures: measures.collect(), curve })
    };
    (0..found.len()).map(rival).collect()
}

/// A measure over replicates, of a value for each in their order, among so many people, on so many networks; `None` where
/// no replicate has one.
pub fn measured(name: &str, column: &[Option<f64>], people: u64, networks: u64) -> Option<MeasureAnswer> {
    Some(summary(column, Groups { networks })?.within(measure::range(name, people as f64)))
}

fn summary(column: &[Option<f64>], groups: Groups) -> Option<MeasureAnswer> {
    let summary = statistics::Summary::of(column, groups)?;
    let q = summary.quantiles;
    Some(MeasureAnswer {
        mean: summary.mean,
        se: summary.se,
        sd: summary.sd,
        min: q.min,
        q05: q.q05,
        q25: q.q25,
        q50: q.q50,
        q75: q.q75,
        q95: q.q95,
        max: q.max,
        low: summary.interval.map(|(low, _)| low),
        high: summary.interval.map(|(_, high)| high),
        defined: summary.defined,
    })
}
