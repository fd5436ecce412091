//! **Granovetter's crowd**: a person joins once as many others have joined as the person's threshold says.
//!
//! A person acts in the round after the number of adopters heard reaches the person's threshold, a whole number of people.
//! A threshold of 0 acts at the start, unasked. On the complete network this is Granovetter's riot: thresholds 0, 1, ... 99
//! bring out all hundred, and with a 2 in the place of the 1 exactly one riots.
//!
//! # Parameters
//! `threshold`: a whole number for all, or the name of a column of the people's attributes.
//!
//! # Cost
//! Time in the ties of those who act (and one look at each person); memory 4 bytes a person.
//!
//! # Randomness
//! None.
//!
//! # Reference
//! Granovetter, *Threshold models of collective behavior*, American Journal of Sociology 83 (1978), pages 1424 to 1425,
//! doi:10.1086/226707.

use super::{Model, Network, column_of};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::PerPerson;
use crate::law::{Law, Rule};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "granovetter",
    title: "people join once as many of those they hear have joined as their own threshold says",
    kind: Kind::Table(&[Key::required(
        "threshold",
        Kind::Either(&[Kind::Whole(0, u32::MAX as u64 - 1), Kind::Column]),
        "how many people heard must have joined: a whole number for all, or a column of the people's attributes",
    )
    .unit("people")
    .larger("makes everybody more hesitant; 0 joins unasked")]),
    reference: "Granovetter, Threshold models of collective behavior, 1978",
    check: "complete network of 100, thresholds 0 to 99: all act; with 2 for 1: one acts",
    build: |value| {
        Ok(Box::new(Granovetter {
            threshold: match value.at("threshold") {
                Value::Whole(count) => Threshold::Same(*count as u32),
                column => Threshold::Column(column.as_text().expect("a whole number or a column").to_owned()),
            },
        }))
    },
};

struct Granovetter {
    threshold: Threshold,
}

enum Threshold {
    Same(u32),
    Column(String),
}

impl Model for Granovetter {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let column = match &self.threshold {
            Threshold::Same(count) => return Ok(Law::Thresholds(Rule::Count(PerPerson::Same(*count)))),
            Threshold::Column(column) => column,
        };
        let fits = |x: f64| x >= 0.0 && x < f64::from(u32::MAX) && x.fract() == 0.0;
        let help = "a threshold is a whole number of people, at least 0, given for everybody";
        let thresholds = column_of(network, "threshold", column, fits, help)?;
        let each = thresholds.into_iter().map(|threshold| threshold as u32).collect();
        Ok(Law::Thresholds(Rule::Count(PerPerson::Each(each))))
    }

    fn starts_alone(&self) -> bool {
        match self.threshold {
            Threshold::Same(count) => count == 0,
            Threshold::Column(_) => true,
        }
    }
}
