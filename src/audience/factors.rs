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
    /// Whether nothing is said.
    pub fn are_silent(&self) -> bool {
        *self == Factors::default()
    }

    /// What is known of the people of a network, drawn by its luck; with it the strength of each tie where `[relationship]`
    /// says it. What is drawn of people also stands among the attributes, as columns `visits` (a day), `propensity`, `topic-1` ...
    ///
    /// # Errors
    ///
    /// A fault where the laws and the network do not go together; its key begins with the section.
    pub fn draw(&self, graph: &Graph, mut attributes: Attributes, luck: Replicate) -> Result<Drawn, Fault> {
        let participation = match &self.participation {
            Some(law) => law.draw(graph, &attributes, luck).map_err(|fault| inside("participation", fault))?,
            None => Participation::default(),
        };
        let interest = match &self.interest {
            Some(law) => law.draw(graph, &attributes, luck).map_err(|fault| inside("interest", fault))?,
            None => Interest::default(),
        };
        let (mut relationship, mut strengths) = (Relationship::default(), None);
        if let Some(law) = &self.relationship {
            let usual = if graph.strengths().is_some() { Initial::Given } else { Initial::EMBEDDEDNESS };
            let initial = law.initial.as_ref().unwrap_or(&usual);
            let drawn = initial.strengths(graph, &attributes, &interest, luck);
            let drawn = drawn.map_err(|fault| inside("relationship.initial", fault))?;
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
        Ok(Drawn { audience: Audience { participation, relationship, interest, attributes }, strengths })
    }
}

/// What came of the laws in one network.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What is known of the people.
    pub audience: Audience,
    /// The strength of each tie, where `[relationship]` says it.
    pub strengths: Option<Vec<f64>>,
}

/// A fault of a section, with its key.
fn inside(section: &str, fault: Fault) -> Fault {
    let key = if fault.key.is_empty() { section.to_owned() } else { format!("{section}.{}", fault.key) };
    Fault { key, ..fault }
}
