//! Times in the unit that a user thinks in; files keep the unit of the contract.

use crate::answer::{Answer, MeasureAnswer, snake};
use crate::measure;

/// The same answer with every time in another unit, that of `per` of its own: "day" and 24 for one in hours.
pub fn told_in(answer: &Answer, unit: &str, per: f64) -> Answer {
    let mut answer = answer.clone();
    let is_time = |name: &str| {
        name.starts_with("half_of_") || measure::all().any(|of| of.unit == "time" && snake(of.name) == name)
    };
    for campaign in &mut answer.campaigns {
        campaign.curve.unit = unit.to_owned();
        campaign.curve.time.iter_mut().for_each(|time| *time /= per);
        campaign.most_reached.iter_mut().flat_map(|person| &mut person.time).for_each(|time| *time /= per);
        let rivals = campaign.rivals.iter_mut().map(|(_, rival)| rival);
        let rivals = rivals.flat_map(|rival| {
            rival.curve.means.unit = unit.to_owned();
            rival.curve.means.time.iter_mut().for_each(|time| *time /= per);
            &mut rival.measures
        });
        for (_, measure) in campaign.measures.iter_mut().chain(rivals).filter(|(name, _)| is_time(name)) {
            scale(measure, per);
        }
    }
    for row in &mut answer.overtakings {
        for time in [&mut row.time, &mut row.low, &mut row.high, &mut row.median_time].into_iter().flatten() {
            *time /= per;
        }
    }
    for comparison in answer.comparisons.iter_mut().filter(|comparison| is_time(&comparison.measure)) {
        let difference = &mut comparison.difference;
        for time in [&mut difference.mean, &mut difference.q05, &mut difference.q95] {
            *time /= per;
        }
        for time in [&mut difference.se, &mut difference.low, &mut difference.high].into_iter().flatten() {
            *time /= per;
        }
    }
    answer
}

fn scale(measure: &mut MeasureAnswer, per: f64) {
    let MeasureAnswer { mean, se, sd, min, q05, q25, q50, q75, q95, max, low, high, defined: _ } = measure;
    for time in [mean, min, q05, q25, q50, q75, q95, max] {
        *time /= per;
    }
    for time in [se, sd, low, high].into_iter().flatten() {
        *time /= per;
    }
}
