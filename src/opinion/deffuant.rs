//! **Deffuant**: two meet, and move towards each other if they are not too far apart already.
//!
//! A random person meets a random one of those heard. If their opinions differ by at most `confidence`, each moves by `step` times
//! the difference towards the other; over a one-way tie only the person who hears moves. On mutual networks without stubborn
//! people the mean opinion is conserved exactly. From opinions spread evenly over 0 to 1 on the complete network a confidence of
//! 0.5 leaves one group, 0.2 two: about 1 / (2 confidence) large groups, and a few people between and beyond them.
//!
//! With `bias` above 0 people meet those who think alike more often, as a feed that shows what one likes makes them: weight
//! distance^-bias. Opinions then settle later and in more groups.
//!
//! # Parameters
//! `confidence`: 0 to 1, one for all or a column of the one who moves, required. `step`: above 0 to 0.5, default 0.5, where they meet
//! in the middle. `bias`: 0 or more, default 0. `initial`, `seed-opinion`, `stubborn`.
//!
//! # Cost
//! A turn costs two draws; with a bias, the ties of one person. It ends where no two who hear each other and
//! could move are more than 2^-10 apart.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick), person and partner (turn).
//!
//! # Departures
//! "At most" where the paper says "less than", so that a confidence of 1 is everybody's. Opinions are whole numbers of 2^-52, and
//! a move is rounded down. With a bias distances count in steps of 2^-14, and those below 1e-4 as 1e-4.
//!
//! # Reference
//! Deffuant, Neau, Amblard and Weisbuch, *Mixing beliefs among interacting agents*, Advances in Complex Systems 3 (2000),
//! doi:10.1142/S0219525900000078; bias: Sirbu, Pedreschi, Giannotti and Kertesz, *Algorithmic bias amplifies opinion fragmentation
//! and polarization*, PLoS ONE 14, e0213246 (2019), doi:10.1371/journal.pone.0213246.

use super::rule::Nearness;
use super::start::{ASKED, Beginning, OPINIONS, STUBBORN, confidence};
use super::state::opinion;
use super::{Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::model::Network;

/// How far apart people may be and still move each other.
pub(super) const CONFIDENCE: Key = Key::required(
    "confidence",
    Kind::Either(&[Kind::Probability, Kind::Column]),
    "most distance between two opinions at which one moves the other: one for all, or a column of the one who moves",
)
.larger("leaves fewer groups of opinion");

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "deffuant",
    title: "two meet, and move towards each other if they are not too far apart already",
    kind: Kind::Table(&[
        CONFIDENCE,
        Key::with_default(
            "step",
            Kind::Number(0.0, 0.5),
            "0.5",
            "share of their distance by which each moves, above 0",
        )
        .larger("settles sooner; 0.5 meets in the middle")
        .source("Deffuant, Neau, Amblard and Weisbuch 2000"),
        Key::with_default(
            "bias",
            // The nearest, at 1e-4, weigh at most 1e280: so many weights can be added up.
            Kind::Number(0.0, 70.0),
            "0",
            "how much more often those who think alike meet: weight distance^-bias (algorithmic bias)",
        )
        .larger("settles later and in more groups")
        .source("Sirbu, Pedreschi, Giannotti and Kertesz 2019"),
        OPINIONS,
        ASKED,
        STUBBORN,
    ]),
    reference: "Deffuant, Neau, Amblard and Weisbuch, Mixing beliefs among interacting agents, 2000",
    check: "the mean opinion is conserved to the last bit",
    build: |value| {
        let step = value.number("step");
        if step == 0.0 {
            return Err(Fault::at("step", "with a step of 0 nobody ever moves", "write step = 0.5"));
        }
        Ok(Box::new(Deffuant {
            confidence: value.at("confidence").clone(),
            step: opinion(step).max(1),
            bias: value.number("bias"),
            beginning: Beginning::continuous(value),
        }))
    },
};

struct Deffuant {
    confidence: Value,
    step: u64,
    bias: f64,
    beginning: Beginning,
}

impl Opinion for Deffuant {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let confidence = confidence(network, "confidence", &self.confidence)?;
        let bias = (self.bias > 0.0).then(|| Nearness::new(self.bias));
        let rule = Rule::Meet { confidence, step: self.step, bias };
        Ok(Dynamics { rule, clock: Clock::OneByOne, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        false
    }
}
