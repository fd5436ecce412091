//! From records to the answer: `summary.json`, as contract says, and what tables and pictures are made of.

mod acceleration;
mod bass;
mod beside;
mod course;
mod curves;
mod form;
mod json;
mod material;
mod overtaking;
mod ranking;
mod rivals;
mod touch;

use crate::measure;
use crate::parallel;
use crate::run::{Played, Record};
use crate::scenario::Scenario;
use crate::statistics::{self, Comparison, Groups, Share};
use curves::curve;
use std::collections::BTreeMap;

pub use acceleration::AccelerationAnswer;
pub use bass::{BassAnswer, RateAnswer, YearAnswer};
pub use beside::{
    Column, CreditAnswer, GroupAnswer, OverlapAnswer, PersonAnswer, Simulated, TheoryAnswer, columns, people, theory,
};
pub use course::{ActionRow, CourseRows, ExposureRow, FrontRow, FunnelRow, LEAST_MET, StockRow};
pub use curves::{CurvePoint, active, curves};
pub use form::{
    Answer, CampaignAnswer, ComparisonAnswer, CurveAnswer, DifferenceAnswer, MeasureAnswer, Measures, RealAnswer,
    RivalAnswer, RivalCurve, TargetAnswer,
};
pub use json::snake;
pub use material::Material;
pub use overtaking::OvertakingAnswer;
pub use ranking::{RankAnswer, RegretAnswer};
pub use touch::TouchAnswer;

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
        let measures: Measures = measures.filter_map(|(measure, summary)| Some((snake(measure), summary?))).collect();
        // Those that a scenario does not name too: the resolved one names all, and gives the same answer.
        let all = scenario.measures.iter().map(|name| snake(name));
        CampaignAnswer {
            name: campaign.name.clone(),
            baseline: i == baseline && scenario.campaigns.len() > 1,
            seeds: played.seeds[i].clone(),
            real: real(scenario, played.stands_for, played.people as f64, &columns[i], groups),
            undefined: all.filter(|name| !measures.contains_key(name)).collect(),
            measures,
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
            rivals: rivals::rivals(scenario, played, i),
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
    comparisons.extend(rivals::rival_comparisons(scenario, played, groups));
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
        accelerations: acceleration::accelerations(scenario, played, groups),
        ranking: ranking::ranking(scenario, played, groups),
        theory: Vec::new(),
        assumed: Vec::new(),
        notes: played.remarks.iter().cloned().chain(beside::notes(scenario, played)).collect(),
    }
}

/// By measure, a value for each record.
fn measured_columns(records: &[Record], measures: usize) -> Vec<Vec<Option<f64>>> {
    let mut columns: Vec<Vec<Option<f64>>> = vec![Vec::with_capacity(records.len()); measures];
    for record in records {
        columns.iter_mut().zip(&record.values).for_each(|(column, &value)| column.push(value));
    }
    columns
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
    let counts = counts.filter(|(name, _)| stands_for != 1.0 && measure::platform::is_count(name));
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
