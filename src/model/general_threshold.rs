//! **General threshold**: how the people heard add up is a rule of its own.
//!
//! Each person draws theta, uniform on (0, 1], and acts in the round after f(A) >= theta, where A are the adopters heard
//! and f is a monotone set function. Two are built in, and tie the model to its famous cases: independent pressure makes
//! the independent cascade, the sum of weights makes linear threshold.
//!
//! # Parameters
//! `combine`: `"independent"`, f = 1 - prod(1 - p); `"sum"`, f = sum of w, at most 1 for each person.
//! `influence`: p or w of a tie, in [0, 1]: a number for all ties; `"strength"`, the third column of the file; or
//! `{ hearer = "column" }`, `{ speaker = "column" }`, of the people's attributes, multiplied where both are given.
//!
//! # Cost
//! Time in the ties of those who act; memory 16 bytes a person, 8 a tie where ties differ.
//!
//! # Randomness
//! Theta (person).
//!
//! # Reference
//! Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003, section 4
//! (theorem 4.2 and lemma 4.3: the general threshold and general cascade models are one).

use super::column::{ByTie, Fits, SHARE_OF_TIE};
use super::{Model, Network, Strength, linear_threshold};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerTie;
use crate::law::{Law, Rule, WHOLE};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "general-threshold",
    title: "people act once the influence of those they hear reaches a threshold; how influence adds up is a rule",
    kind: Kind::Table(&[
        Key::required(
            "combine",
            Kind::Words(&[
                ("independent", "1 - prod(1 - p): each person heard is a chance of its own"),
                ("sum", "the sum of the weights, at most 1 for each person"),
            ]),
            "how the influence of several people adds up",
        ),
        Key::required("influence", SHARE_OF_TIE, "influence of one person heard").larger("carries the cascade farther"),
    ]),
    reference: "Kempe, Kleinberg and Tardos, Maximizing the spread of influence through a social network, 2003, section 4",
    check: "triangle, influence 1/2, one seed: independent 2.25, sum 2.5",
    build: |value| {
        Ok(Box::new(GeneralThreshold {
            sum: value.text("combine") == "sum",
            influence: ByTie::read("influence", value.at("influence"))?,
        }))
    },
};

struct GeneralThreshold {
    sum: bool,
    influence: ByTie,
}

impl Model for GeneralThreshold {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let graph = network.graph;
        if !self.sum {
            return Ok(Law::Thresholds(Rule::Independent(self.influence.of("influence", network, Fits::Share)?)));
        }
        let weights = match &self.influence {
            ByTie::Strength => PerTie::Each(
                linear_threshold::weights(graph).map_err(|fault| Fault { key: "influence".to_owned(), ..fault })?,
            ),
            columns @ ByTie::Columns { .. } => {
                let influence = columns.of("influence", network, Fits::Share)?;
                let each: Vec<f64> = (0..graph.ties()).map(|tie| influence.of(tie, graph)).collect();
                let help = "divide the column by how many people each person hears";
                PerTie::Each(
                    linear_threshold::in_units(graph, &each)
                        .map_err(|(_, message)| Fault::at("influence", message, help))?,
                )
            }
            &ByTie::Same(weight) => {
                let most = (0..graph.people()).max_by_key(|&person| graph.in_degree(person));
                if let Some(person) = most {
                    let sum = weight * f64::from(graph.in_degree(person));
                    if sum > 1.0 + 1e-9 {
                        return Err(Fault::at(
                            "influence",
                            format!(
                                "`{}` hears {} people, so the influence adds up to {}, more than 1",
                                graph.names().get(person),
                                graph.in_degree(person),
                                crate::text::wrong_sum(sum, 1.0)
                            ),
                            format!("write at most {}", 1.0 / f64::from(graph.in_degree(person))),
                        ));
                    }
                }
                PerTie::Same((weight * WHOLE as f64) as u64)
            }
        };
        Ok(Law::Thresholds(Rule::Weights(weights)))
    }

    fn strength(&self) -> Strength {
        self.influence.use_of(Strength::Share)
    }
}
