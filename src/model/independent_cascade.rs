//! **Independent cascade**: whoever acts gets one chance to win over each hearer.
//!
//! In round t + 1 each person who acted in round t tries each hearer who has not acted, once, and wins with the probability
//! p of that tie. It ends when a round brings nobody. With the live-edge coupling (the default) each tie throws its coin
//! whether it is needed or not, so two campaigns meet the same live ties; with `coupling = "threshold"` each person has one
//! Exp(1) threshold and a try adds the dose -ln(1 - p): the same distribution from other luck.
//!
//! # Parameters
//! `probability`, in [0, 1]: a number for all ties; `"strength"`, the third column of the file; `{ hearer = "column" }`,
//! `{ speaker = "column" }`, of the people's attributes, multiplied where both are given; `"weighted-cascade"`,
//! 1 / number of people the hearer hears; `"trivalency"`, per tie 0.1, 0.01 or 0.001 with equal chance, drawn once per
//! network. A larger probability carries the cascade farther in every replicate.
//!
//! # Cost
//! Time in the ties of those who act; memory 8 bytes a person, 2 bytes a tie where ties differ and 8 more where they do by
//! more than the hearer.
//!
//! # Randomness
//! Live (person, place of the tie) or Theta (person); Attribute (person, place) for trivalency.
//!
//! # Reference
//! Goldenberg, Libai and Muller, *Talk of the network*, Marketing Letters 12 (2001), doi:10.1023/A:1011122126881; Kempe,
//! Kleinberg and Tardos, *Maximizing the spread of influence through a social network*, KDD 2003, section 2,
//! doi:10.1145/956750.956769; trivalency: Chen, Wang and Wang, KDD 2010, doi:10.1145/1835804.1835934.

use super::column::{ByTie, COLUMNS, Fits, STRENGTH};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::engine::in_time::Exposures;
use crate::graph::PerTie;
use crate::law::{Law, Life, Rounds, Rule};
use crate::quantity::Probability;
use crate::random::{Chance, Purpose, below};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "independent-cascade",
    title: "whoever acts gets one chance to win over each hearer",
    kind: Kind::Table(&[
        Key::required(
            "probability",
            Kind::Either(&[
                Kind::Probability,
                Kind::Words(&[
                    STRENGTH,
                    ("weighted-cascade", "1 / number of people the hearer hears"),
                    ("trivalency", "0.1, 0.01 or 0.001 with equal chance, drawn once per tie"),
                ]),
                COLUMNS,
            ]),
            "chance that an act wins over one hearer",
        )
        .larger("carries the cascade farther; 0.01 to 0.1 is typical"),
        Key::with_default(
            "coupling",
            Kind::Words(&[
                ("live-edge", "one coin per tie"),
                ("threshold", "one threshold per person: the same distribution from other luck"),
            ]),
            "\"live-edge\"",
            "how luck is shared between campaigns; whom it reaches has one law either way, not by whom",
        ),
    ]),
    reference: "Goldenberg, Libai and Muller, Talk of the network, 2001; Kempe, Kleinberg and Tardos 2003, section 2",
    check: "triangle, p = 1/2, one seed: mean reach 2.25",
    build: |value| {
        let probability = match value.at("probability") {
            Value::Text(word) if word == "weighted-cascade" => Chances::WeightedCascade,
            Value::Text(word) if word == "trivalency" => Chances::Trivalency,
            value => Chances::Given(ByTie::read("probability", value)?),
        };
        Ok(Box::new(IndependentCascade { probability, by_threshold: value.text("coupling") == "threshold" }))
    },
};

/// The model with its parameters.
pub struct IndependentCascade {
    probability: Chances,
    by_threshold: bool,
}

impl IndependentCascade {
    /// With the same probability for all ties, in [0, 1].
    ///
    /// # Errors
    /// A fault at `probability` where it is none.
    pub fn new(probability: f64) -> Result<Self, Fault> {
        let fault =
            || Fault::at("probability", format!("{probability} is no probability"), "write a number from 0 to 1");
        let probability = Probability::new(probability).ok_or_else(fault)?;
        Ok(IndependentCascade { probability: Chances::Given(ByTie::Same(probability.get())), by_threshold: false })
    }
}

enum Chances {
    Given(ByTie),
    WeightedCascade,
    Trivalency,
}

impl Model for IndependentCascade {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let graph = network.graph;
        let probability = match &self.probability {
            Chances::Given(by_tie) => by_tie.of("probability", network, Fits::Share)?,
            Chances::WeightedCascade => {
                let in_degrees = (0..graph.people()).map(|person| f64::from(graph.in_degree(person)));
                // Nobody hears of a person who hears nobody: that value is never asked for.
                PerTie::ByHearer(in_degrees.map(|k| if k > 0.0 { 1.0 / k } else { 0.0 }).collect())
            }
            Chances::Trivalency => {
                let stream = network.luck.stream(Purpose::Attribute);
                let ties =
                    (0..graph.people()).flat_map(|person| (0..graph.out_degree(person)).map(move |j| (person, j)));
                let draw = |(person, j): (u32, u32)| {
                    let third = below(stream.bits(u64::from(person) << 32 | u64::from(j), 0), 3);
                    [0.1, 0.01, 0.001][third as usize]
                };
                PerTie::Each(ties.map(draw).collect())
            }
        };
        Ok(if self.by_threshold {
            Law::Thresholds(Rule::Independent(probability))
        } else {
            Law::Tries { chance: probability.map(Chance::of).into(), life: Rounds::Fixed(1) }
        })
    }

    fn in_time(&self) -> Option<Result<Exposures, Fault>> {
        let number = match &self.probability {
            Chances::Given(by_tie) if !self.by_threshold => by_tie.number("probability"),
            Chances::Given(_) => {
                let message = "each contact in time throws its own coin";
                return Some(Err(Fault::at("coupling", message, "leave out `coupling`")));
            }
            _ => Err(Fault::at("probability", "contacts in time take one number for all", "write probability = 0.1")),
        };
        Some(number.map(|p| Exposures { chance: Some(p), rate: None, life: Life::Fixed(f64::INFINITY) }))
    }

    fn looks_at_rows_alone(&self) -> bool {
        matches!(self.probability, Chances::Given(ByTie::Same(_))) && !self.by_threshold
    }

    fn strength(&self) -> Strength {
        match &self.probability {
            Chances::Given(by_tie) => by_tie.use_of(Strength::Share),
            _ => Strength::Unused,
        }
    }
}
