//! **Hegselmann-Krause**: everybody moves to the mean of those they hear who do not think too differently.
//!
//! x_v(t + 1) is the mean of v's own opinion and of those heard that lie at most `confidence` away, all at once. On the complete network
//! with a confidence of 1 everybody agrees on the mean after one round; with less, groups form that are more than the confidence apart,
//! after a finite number of rounds.
//!
//! # Parameters
//! `confidence`: 0 to 1, one for all or a column of the one who moves, required. `confidence-above`: the same towards higher opinions,
//! where it differs (asymmetric confidence). `weights`: `"equal"` (default), or `"strength"`, where the third column weighs those
//! heard against oneself, who counts 1 (weighted model). `clock`: `"rounds"` (default) or `"one-by-one"`. `initial`,
//! `seed-opinion`, `stubborn`.
//!
//! # Cost
//! A round costs the ties, which are the square of the people on the complete network.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick); one by one, the person (turn).
//!
//! # Departures
//! Opinions are whole numbers of 2^-52, each mean to the nearest.
//!
//! # Reference
//! Hegselmann and Krause, *Opinion dynamics and bounded confidence: models, analysis and simulation*, Journal of Artificial
//! Societies and Social Simulation 5(3) 2 (2002), sections 3 and 4 (asymmetric confidence).

use super::deffuant::CONFIDENCE;
use super::start::{ASKED, Beginning, OPINIONS, STUBBORN, confidence};
use super::weights::{self, WEIGHTS};
use super::{CLOCK, Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::model::{Network, Strength};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "hegselmann-krause",
    title: "everybody moves to the mean of those they hear who do not think too differently",
    kind: Kind::Table(&[
        CONFIDENCE,
        Key::optional(
            "confidence-above",
            Kind::Either(&[Kind::Probability, Kind::Column]),
            "the confidence towards opinions above one's own, where it differs from that towards those below",
        )
        .larger("draws opinions upward"),
        WEIGHTS,
        Key { default: Some("\"rounds\""), ..CLOCK },
        OPINIONS,
        ASKED,
        STUBBORN,
    ]),
    reference: "Hegselmann and Krause, Opinion dynamics and bounded confidence, 2002",
    check: "complete network, confidence 1: all agree on the mean after one round",
    build: |value| {
        Ok(Box::new(HegselmannKrause {
            confidence: value.at("confidence").clone(),
            above: value.get("confidence-above").cloned(),
            by_strength: weights::by_strength(value),
            clock: Clock::read(value),
            beginning: Beginning::continuous(value),
        }))
    },
};

struct HegselmannKrause {
    confidence: Value,
    above: Option<Value>,
    by_strength: bool,
    clock: Clock,
    beginning: Beginning,
}

impl Opinion for HegselmannKrause {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let below = confidence(network, "confidence", &self.confidence)?;
        let above = match &self.above {
            Some(above) => confidence(network, "confidence-above", above)?,
            None => below.clone(),
        };
        let rule = Rule::Within { below, above, weights: weights::ties(self.by_strength, network.graph)? };
        Ok(Dynamics { rule, clock: self.clock, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        false
    }

    fn strength(&self) -> Strength {
        weights::use_of(self.by_strength)
    }
}
