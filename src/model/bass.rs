//! **Bass on a network**: people adopt by themselves (advertising), or because those they hear have adopted.
//!
//! A person who has not adopted does so at the rate p + q m / k, where m of the k people heard have adopted: p is
//! innovation, q imitation. On the complete network this becomes the Bass curve dF/dt = (p + q F)(1 - F) as people grow in
//! number; on any other it is slower: of p = .03, q = .38 a share of .813 has adopted by time 10, .558 on an endless circle (Fibich
//! and Gibori 2010), .406 where people only have each other, two by two.
//!
//! # Parameters
//! `innovation` p and `imitation` q, rates per unit of time, at least 0 (0.03 and 0.38 a year are typical of durable
//! goods: Sultan, Farley and Lehmann 1990), each a number for all or a column of the people's attributes. Larger values adopt
//! sooner.
//!
//! # Cost
//! Time in people and ties; a queue of one place a person.
//!
//! # Randomness
//! Outside (person), Live (person, place of the tie).
//!
//! # Departures
//! Continuous time: the yearly recursion often fitted to data is another process (F(10) .7826 against .8128).
//!
//! # Reference
//! Bass, *A new product growth for model consumer durables*, Management Science 15 (1969), doi:10.1287/mnsc.15.5.215;
//! Fibich and Gibori, *Aggregate diffusion dynamics in agent-based models with a spatial structure*, Operations Research 58
//! (2010), doi:10.1287/opre.1100.0818.

use super::column::{ByPerson, Fits, RATE_OR_COLUMN};
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::{PerPerson, PerTie};
use crate::law::{Law, Life, Stages, Stay};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "bass",
    title: "people adopt by themselves or because those they hear have adopted",
    kind: Kind::Table(&[
        Key::required(
            "innovation",
            RATE_OR_COLUMN,
            "rate at which a person adopts by no tie (p); a number, or a column",
        )
        .unit("per unit of time")
        .larger("starts sooner; 0.03 a year is typical"),
        Key::required(
            "imitation",
            RATE_OR_COLUMN,
            "rate at which a person adopts when all people heard have (q); a number, or a column",
        )
        .unit("per unit of time")
        .larger("takes off faster; 0.38 a year is typical"),
    ]),
    reference: "Bass, A new product growth for model consumer durables, 1969",
    check: "complete network, p = .03, q = .38: F(10) tends to .812803; infinite circle: .558259",
    build: |value| {
        let [innovation, imitation] = ["innovation", "imitation"].map(|key| ByPerson::read(value.at(key)));
        Ok(Box::new(Bass { innovation, imitation }))
    },
};

struct Bass {
    innovation: ByPerson,
    imitation: ByPerson,
}

impl Model for Bass {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let graph = network.graph;
        let outside = self.innovation.of("innovation", network, Fits::Rate)?;
        let imitation = self.imitation.of("imitation", network, Fits::Rate)?;
        let share = |person| match graph.in_degree(person) {
            0 => 0.0,
            k => imitation.of(person) / f64::from(k),
        };
        let rate = PerTie::ByHearer((0..graph.people()).map(share).collect());
        let (latent, active, immune) = (Stay::NONE, Stay::FOREVER, Stay::FOREVER);
        Ok(match outside {
            PerPerson::Same(outside) => Law::Rates { rate: rate.into(), outside, life: Life::Fixed(f64::INFINITY) },
            outside => Law::Stages(Stages { rounds: false, pass: rate, outside, latent, active, immune }),
        })
    }

    fn in_rounds(&self) -> bool {
        false
    }

    fn starts_alone(&self) -> bool {
        !self.innovation.is_zero()
    }
}
