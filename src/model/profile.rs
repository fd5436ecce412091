//! **Profile**: people who have heard of it decide by their own taste, not by how many have acted.
//!
//! A person who hears at least one adopter thinks about it once a round: acts with the probability `profile`, how well it suits the
//! person; where not, gives up for good with the probability `refuse`; else thinks about it again in the next round. How many
//! adopters are heard makes no difference. Besides, everybody who has not given up acts by itself with the probability
//! `adopter-rate` in each round.
//!
//! # Parameters
//! `profile`, in [0, 1] a round: a number for all or a column of the people's attributes; `refuse`, in [0, 1], default 0, and
//! `adopter-rate`, in [0, 1] a round, default 0, likewise. A larger profile acts sooner, and before giving up.
//!
//! # Cost
//! One look at each person, and time in the ties of those who act.
//!
//! # Randomness
//! Theta (person): the round of the first yes; Refuse (person): that of the last no; Outside (person).
//!
//! # Departures
//! NDlib, whose model this is, compares the other way round in its code: there a node adopts with probability 1 - profile, and gives
//! up with probability 1 - blocked (where that is not 0).
//!
//! # Reference
//! Milli, Rossetti, Pedreschi and Giannotti, *Diffusive phenomena in dynamic networks: a data-driven study*, Complex Networks IX
//! (CompleNet 2018), 151-159, doi:10.1007/978-3-319-73198-8_13.

use super::column::{ByPerson, Fits, SHARE_OR_COLUMN};
use super::kertesz_threshold::ADOPTER_RATE;
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::PerPerson;
use crate::law::{Law, Reluctance};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "profile",
    title: "people who have heard of it decide by their own taste, not by how many have acted",
    kind: Kind::Table(&[PROFILE, REFUSE, ADOPTER_RATE]),
    reference: "Milli, Rossetti, Pedreschi and Giannotti, Diffusive phenomena in dynamic networks, 2018",
    check: "one tie, profile p, refuse r: the hearer acts in the end with probability p / (1 - (1 - p)(1 - r))",
    build: |value| Ok(Box::new(Taste::read(value, None))),
};

/// How well it suits a person.
pub(super) const PROFILE: Key =
    Key::required("profile", SHARE_OR_COLUMN, "chance that a person who thinks about it acts; a number, or a column")
        .unit("per round")
        .larger("acts sooner");

/// Who gives up.
pub(super) const REFUSE: Key = Key::with_default(
    "refuse",
    SHARE_OR_COLUMN,
    "0",
    "chance that who has thought about it and not acted never will; a number, or a column",
)
.unit("per round")
.larger("leaves more people out");

/// People with a taste, who think about it once they have heard enough.
pub(super) struct Taste {
    /// The share of those heard who must have acted; `None`: one is enough.
    share: Option<ByPerson>,
    profile: ByPerson,
    refuse: ByPerson,
    adopter_rate: ByPerson,
}

impl Taste {
    pub fn read(value: &Value, share: Option<ByPerson>) -> Taste {
        let [profile, refuse, adopter_rate] =
            ["profile", "refuse", "adopter-rate"].map(|key| ByPerson::read(value.at(key)));
        Taste { share, profile, refuse, adopter_rate }
    }
}

impl Model for Taste {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        Ok(Law::Reluctance(Reluctance {
            needed: match &self.share {
                Some(share) => super::kertesz_threshold::needed(share, network)?,
                None => PerPerson::Same(1),
            },
            accept: self.profile.of("profile", network, Fits::Share)?,
            refuse: self.refuse.of("refuse", network, Fits::Share)?,
            outside: self.adopter_rate.of("adopter-rate", network, Fits::Share)?,
            immune: PerPerson::Same(0.0),
        }))
    }

    fn starts_alone(&self) -> bool {
        !self.adopter_rate.is_zero()
    }
}
