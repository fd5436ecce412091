//! The laws of the three factors as a scenario states them, and what comes of them in one network.

use super::relationship::Initial;
use super::{Attributes, Audience, Interest, Participation, Relationship, interest, participation, relationship};
use crate::catalog::Fault;
use crate::graph::Graph;
use crate::random::Replicate;

/// What a scenario says of people and ties; what it leaves out is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Factors {
    /// `[participation]`.
    pub participation: Option<participation::Law>,
    /// `[relationship]`.
    pub relationship: Option<relationship::Law>,
    /// `[interest]`.
    pub interest: Option<interest::Law>,
}

impl Factors {
    /// What is known of the people of a network, drawn by its luck; with it the strength of each tie where `[relationship]`
    /// says it. What is drawn of people also stands among the attributes, as columns `visits` (a day), `propensity`, `topic-1` ...
    ///
    /// # Errors
    ///
    /// A fault with its section, where the laws and the network do not go together.
    #[allow(clippy::result_large_err, clippy::type_complexity)]
    pub fn draw(
        &self,
        graph: &Graph,
        mut attributes: Attributes,
        luck: Replicate,
    ) -> Result<(Audience, Option<Vec<f64>>), (&'static str, Fault)> {
        let participation = match &self.participation {
            Some(law) => law.draw(graph, &attributes, luck).map_err(|fault| ("participation", fault))?,
            None => Participation::default(),
        };
        let interest = match &self.interest {
            Some(law) => law.draw(graph, &attributes, luck).map_err(|fault| ("interest", fault))?,
            None => Interest::default(),
        };
        let (mut relationship, mut strengths) = (Relationship::default(), None);
        if let Some(law) = &self.relationship {
            let usual = if graph.strengths().is_some() { Initial::Given } else { Initial::EMBEDDEDNESS };
            let initial = law.initial.as_ref().unwrap_or(&usual);
            let fault = |fault: Fault| {
                let key = if fault.key.is_empty() { "initial".to_owned() } else { format!("initial.{}", fault.key) };
                ("relationship", Fault { key, ..fault })
            };
            let drawn = initial.strengths(graph, &attributes, &interest, luck).map_err(fault)?;
            relationship = law.relationship.clone().calibrated(&drawn);
            strengths = Some(drawn);
        }
        if self.participation.is_some() {
            for (name, numbers) in participation.columns(graph.people()) {
                attributes = attributes.with_numbers(name, numbers);
            }
        }
        for (name, numbers) in interest.columns() {
            attributes = attributes.with_numbers(&name, numbers);
        }
        Ok((Audience { participation, relationship, interest, attributes }, strengths))
    }
}
