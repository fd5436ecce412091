//! **Generalised contagion** of Dodds and Watts: chance contacts leave doses, and enough of them within memory move a person.
//!
//! In each round everybody meets one random person among those heard. If that one is active, a dose passes with probability p.
//! Doses of the last T rounds add up; who is open and has at least its threshold becomes active; who is active and has less stops with
//! probability `recovery`; who has stopped is immune until, with probability `waning` a round (beginning with the same), it is open
//! again. All see what the round before left. One law between two worlds: where one dose is enough it is an epidemic, where several
//! are it is a threshold model, and memory decides how far apart they may lie.
//!
//! # Parameters
//! `probability` p, in [0, 1]. `dose`, default 1: how large a dose is, a number or `{ uniform = { from, to } }`, `{ exponential = mean }`,
//! `{ lognormal = { median, sigma } }`, drawn for each. `threshold`: how much moves a person, as `dose`, drawn once a person and
//! replicate, or a column of the people's attributes. `memory` T, in rounds, default `"forever"`. `recovery`, default 0, and `waning`,
//! default 0, in [0, 1] a round: with both 1 a person is active exactly while its doses reach its threshold.
//!
//! # Output
//! As SIS. A horizon is needed.
//!
//! # Cost
//! Time in people, each round; memory about 50 bytes a person, and 12 for each dose that is remembered.
//!
//! # Randomness
//! Contact (person, round): whom, whether, how much; Theta (person); Recover and Wane (person, round).
//!
//! # Departures
//! The paper's people meet anybody; here those they hear (on a complete network that is the paper's model). The seed set begins
//! without doses. Doses and thresholds are compared in billionths, and a drawn dose
//! is at most a million.
//!
//! # Reference
//! Dodds and Watts, *Universal behavior in a generalized model of contagion*, Phys. Rev. Lett. 92 (2004), 218701,
//! doi:10.1103/PhysRevLett.92.218701.

use super::column::{ByPerson, Fits};
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::PerPerson;
use crate::law::{Amount, Doses, Law};
use crate::random::Chance;

/// The largest amount: ten thousand of them still add up exactly.
const MOST: f64 = 1e6;
/// The longest memory that is not for ever.
const LONGEST: u64 = 10_000;

const LAWS: &[Key] = &[
    Key::optional(
        "uniform",
        Kind::Table(&[
            Key::required("from", Kind::Number(0.0, MOST), "the smallest amount"),
            Key::required("to", Kind::Number(0.0, MOST), "the largest amount"),
        ]),
        "anything between two amounts, evenly",
    ),
    Key::optional("exponential", Kind::Number(0.0, MOST), "many small ones and few large ones, with this mean"),
    Key::optional(
        "lognormal",
        Kind::Table(&[
            Key::required("median", Kind::Number(0.0, MOST), "half of the amounts are smaller"),
            Key::required("sigma", Kind::Number(0.0, 10.0), "standard deviation of the logarithm"),
        ]),
        "the logarithm is normal",
    ),
];

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "dodds-watts",
    title: "chance contacts leave doses, and enough of them within memory move a person",
    kind: Kind::Table(&[
        Key::required("probability", Kind::Probability, "chance that a contact with an active person is a dose")
            .larger("moves more people"),
        Key::with_default(
            "dose",
            Kind::Either(&[Kind::Number(0.0, MOST), Kind::OneOf(LAWS)]),
            "1",
            "how large a dose is: a number, or a law by which each is drawn",
        ),
        Key::required(
            "threshold",
            Kind::Either(&[Kind::Number(0.0, MOST), Kind::Column, Kind::OneOf(LAWS)]),
            "how much moves a person: a number, a column, or a law by which each person's is drawn",
        )
        .larger("makes everybody more hesitant"),
        Key::with_default(
            "memory",
            Kind::Either(&[Kind::Whole(1, LONGEST), Kind::Words(&[("forever", "no dose is forgotten")])]),
            "\"forever\"",
            "how many rounds a dose counts",
        )
        .unit("rounds")
        .larger("adds up what lies farther apart"),
        Key::with_default("recovery", Kind::Probability, "0", "chance that an active person with too few doses stops")
            .unit("per round")
            .larger("ends each person's part sooner"),
        Key::with_default("waning", Kind::Probability, "0", "chance that a person who has stopped can act again")
            .unit("per round")
            .larger("brings people back sooner"),
    ]),
    reference: "Dodds and Watts, Universal behavior in a generalized model of contagion, 2004",
    check: "one dose enough, memory T, recovery and waning 1: the active share x solves x = 1 - (1 - p x)^T",
    build: |value| {
        Ok(Box::new(DoddsWatts {
            probability: value.number("probability"),
            dose: amount("dose", value.at("dose"))?,
            threshold: match value.at("threshold") {
                Value::Table(_) => Threshold::Drawn(amount("threshold", value.at("threshold"))?),
                given => Threshold::Given(ByPerson::read(given)),
            },
            memory: value.at("memory").as_whole().map_or(u32::MAX, |rounds| rounds as u32),
            recovery: value.number("recovery"),
            waning: value.number("waning"),
        }))
    },
};

fn amount(key: &str, value: &Value) -> Result<Amount, Fault> {
    if let Some(number) = value.as_number() {
        return Ok(Amount::Fixed(PerPerson::Same(number)));
    }
    Ok(match value.chosen() {
        ("uniform", law) => {
            let (from, to) = (law.number("from"), law.number("to"));
            if from > to {
                let message = format!("amounts from {from} to {to} are none");
                return Err(Fault::at(format!("{key}.uniform.to"), message, format!("write at least {from}")));
            }
            Amount::Uniform(from, to)
        }
        ("exponential", mean) => Amount::Exponential(mean.as_number().expect("the catalog promises a number")),
        (_, law) => Amount::Lognormal(law.number("median"), law.number("sigma")),
    })
}

struct DoddsWatts {
    probability: f64,
    dose: Amount,
    threshold: Threshold,
    memory: u32,
    recovery: f64,
    waning: f64,
}

enum Threshold {
    Given(ByPerson),
    Drawn(Amount),
}

impl Model for DoddsWatts {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        Ok(Law::Doses(Doses {
            chance: Chance::of(self.probability),
            dose: self.dose.clone(),
            threshold: match &self.threshold {
                Threshold::Given(given) => Amount::Fixed(given.of("threshold", network, Fits::Rate)?),
                Threshold::Drawn(amount) => amount.clone(),
            },
            memory: self.memory,
            recover: Chance::of(self.recovery),
            lose: Chance::of(self.waning),
        }))
    }

    fn ends(&self) -> bool {
        false
    }

    fn starts_alone(&self) -> bool {
        // Whose threshold is 0 needs no dose.
        self.threshold.may_be_zero()
    }

    fn stops(&self) -> bool {
        true
    }
}

impl Threshold {
    fn may_be_zero(&self) -> bool {
        matches!(self, Threshold::Given(given) if given.same().is_none_or(|number| number == 0.0))
    }
}
