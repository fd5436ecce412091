//! **Threshold with blocked people and spontaneous adopters**: a share of friends is needed, some never follow, some act unasked.
//!
//! As Watts' rule: a person who hears k people acts in the round after m of them have acted with m / k >= `share` (and at least one).
//! But each person is blocked with probability `blocked` and then never acts unless asked, and everybody else acts by itself with
//! probability `adopter-rate` in each round. Spontaneous adopters are what starts cascades where the share is too large for a few
//! seeds; blocked people are what keeps them from reaching everybody.
//!
//! # Parameters
//! `share`, in [0, 1]; `adopter-rate`, in [0, 1] a round, default 0; `blocked`, in [0, 1], default 0; each a number for all or a column
//! of the people's attributes (a column of 0 and 1 says who is blocked).
//!
//! # Cost
//! One look at each person, and time in the ties of those who act.
//!
//! # Randomness
//! Outside (person), Immune (person). Without both it is `watts`, round for round, for every share above 0.
//!
//! # Departures
//! Rounds in place of continuous time for spontaneous adoption; who is blocked is a coin a person in each replicate, so their number
//! varies around its mean.
//!
//! # Reference
//! Ruan, Iñiguez, Karsai and Kertész, *Kinetics of social contagion*, Phys. Rev. Lett. 115 (2015),
//! doi:10.1103/PhysRevLett.115.218702; Karsai, Iñiguez, Kikas, Kaski and Kertész, *Local cascades induced global contagion*, Scientific
//! Reports 6 (2016), doi:10.1038/srep27178.

use super::column::{ByPerson, Fits, SHARE_OR_COLUMN};
use super::{Model, Network, watts};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerPerson;
use crate::law::{Law, Reluctance};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "kertesz-threshold",
    title: "people act once a share of those they hear have, some by themselves, and some never",
    kind: Kind::Table(&[SHARE, ADOPTER_RATE, BLOCKED]),
    reference: "Ruan, Iñiguez, Karsai and Kertész, Kinetics of social contagion, 2015",
    check: "the Markov chain of every state of random networks of up to 4 people, round by round",
    build: |value| {
        Ok(Box::new(Kertesz {
            share: ByPerson::read(value.at("share")),
            adopter_rate: ByPerson::read(value.at("adopter-rate")),
            blocked: ByPerson::read(value.at("blocked")),
        }))
    },
};

/// The share that is needed.
pub(super) const SHARE: Key = Key::required(
    "share",
    SHARE_OR_COLUMN,
    "share of the people heard who must have acted (one at least); a number, or a column",
)
.larger("makes everybody more hesitant");

/// Who acts by itself.
pub(super) const ADOPTER_RATE: Key = Key::with_default(
    "adopter-rate",
    SHARE_OR_COLUMN,
    "0",
    "chance that a person acts by itself; a number, or a column",
)
.unit("per round")
.larger("starts sooner");

const BLOCKED: Key = Key::with_default(
    "blocked",
    SHARE_OR_COLUMN,
    "0",
    "chance that a person never acts unless asked; a number, or a column",
)
.larger("leaves more people out");

struct Kertesz {
    share: ByPerson,
    adopter_rate: ByPerson,
    blocked: ByPerson,
}

impl Model for Kertesz {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        Ok(Law::Reluctance(Reluctance {
            needed: needed(&self.share, network)?,
            accept: PerPerson::Same(1.0),
            refuse: PerPerson::Same(0.0),
            outside: self.adopter_rate.of("adopter-rate", network, Fits::Share)?,
            immune: self.blocked.of("blocked", network, Fits::Share)?,
        }))
    }

    fn starts_alone(&self) -> bool {
        !self.adopter_rate.is_zero()
    }
}

/// How many of those heard make the share, one at least.
pub(super) fn needed(share: &ByPerson, network: &Network) -> Result<PerPerson<u32>, Fault> {
    let shares = share.of("share", network, Fits::Share)?;
    let needed = (0..network.graph.people()).map(|person| match network.graph.in_degree(person) {
        0 => u32::MAX,
        k => watts::needed(shares.of(person), k).max(1),
    });
    Ok(PerPerson::Each(needed.collect()))
}
