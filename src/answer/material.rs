//! Everything that pictures and tables of a run are made of: the answer, and what stands beside it.

use super::beside::{PersonAnswer, people};
use super::course::{self, CourseRows};
use super::curves::{CurvePoint, active, curves};
use super::{Answer, answer};
use crate::run::{OneCascade, OpinionMap, Played, Record};
use crate::scenario::Scenario;

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

impl Material {
    /// Of a run that has just been played, without a cascade and maps.
    pub fn of(scenario: &Scenario, played: &Played) -> Material {
        let curves = curves(played);
        let answer = answer(scenario, played, &curves);
        let column = |measure: usize| {
            let of = |records: &Vec<Record>| records.iter().map(|record| record.values[measure]).collect();
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
