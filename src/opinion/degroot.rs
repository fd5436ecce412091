//! **DeGroot**: everybody moves to the mean of what they and those they hear think.
//!
//! x(t + 1) = W x(t), all at once; the rows of W are the weights of those heard and the person's own, and add up to 1. Who hears
//! nobody keeps their opinion. On a connected network in which people count themselves everybody comes to agree on pi x(0), pi the
//! left eigenvector of W: each person's influence. With equal weights and oneself as one of them pi is (degree + 1) / sum.
//!
//! # Parameters
//! `weights`: `"equal"` (default) or `"strength"`, the third column divided by its sum. `own`: a share of the mean from 0 to 1, or
//! `"as-one"` (default): as one person heard. With `own = 0` opinions may go to and fro for ever. `initial`, `seed-opinion`,
//! `stubborn`.
//!
//! # Cost
//! A round costs the ties. It ends where nobody moves by more than 2^-30 in a round: a network whose differences shrink by a
//! factor f a round is then within 2^-30 f / (1 - f) of its limit.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick).
//!
//! # Departures
//! Opinions are whole numbers of 2^-52, each mean to the nearest.
//!
//! # Reference
//! DeGroot, *Reaching a consensus*, Journal of the American Statistical Association 69 (1974), doi:10.2307/2285509.

use super::start::{ASKED, Beginning, OPINIONS, STUBBORN};
use super::weights::{self, OWN, WEIGHTS};
use super::{Clock, Dynamics, ONE, Opinion, Rule};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerPerson;
use crate::model::{Network, Strength};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "degroot",
    title: "everybody moves to the mean of what they and those they hear think",
    kind: Kind::Table(&[
        WEIGHTS,
        Key::with_default(
            "own",
            OWN,
            "\"as-one\"",
            "how much a person's own opinion counts: a share of the mean, or a word",
        )
        .larger("makes everybody slower to change"),
        OPINIONS,
        ASKED,
        STUBBORN,
    ]),
    reference: "DeGroot, Reaching a consensus, 1974",
    check: "limit = left eigenvector of the weights; path of 3, the middle holds 1: 3/7",
    build: |value| {
        Ok(Box::new(DeGroot {
            by_strength: weights::by_strength(value),
            own: value.at("own").as_number(),
            beginning: Beginning::continuous(value),
        }))
    },
};

struct DeGroot {
    by_strength: bool,
    own: Option<f64>,
    beginning: Beginning,
}

impl Opinion for DeGroot {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let weights = weights::weights(self.by_strength, self.own, network.graph)?;
        let rule = Rule::Average { weights, susceptibility: PerPerson::Same(ONE) };
        Ok(Dynamics { rule, clock: Clock::AtOnce, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        false
    }

    fn strength(&self) -> Strength {
        weights::use_of(self.by_strength)
    }
}
