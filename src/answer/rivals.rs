//! Other brands in the same run: what each came to, and how much more it reaches than under the baseline.

use super::curves::{CurvePoint, curve, curves_of};
use super::form::{ComparisonAnswer, RivalAnswer, RivalCurve};
use super::json::snake;
use super::{compared, measured};
use crate::run::{Played, Record};
use crate::scenario::Scenario;
use crate::statistics::{Comparison, Groups};

/// How much more a rival reaches under one campaign than under the baseline, where both have a rival of that name.
pub fn rival_comparisons(scenario: &Scenario, played: &Played, groups: Groups) -> Vec<ComparisonAnswer> {
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

/// What the rivals of a campaign came to.
pub fn rivals(scenario: &Scenario, played: &Played, campaign: usize) -> Vec<(String, RivalAnswer)> {
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
