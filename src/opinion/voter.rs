//! **Voter**: now and then a person takes on the opinion of somebody they hear, whoever that is.
//!
//! A random person copies a random one of those heard (who hears nobody keeps their opinion); as many turns as people make a
//! round. It ends where nobody hears anything else. On a mutual, connected network everybody agrees in the end, on 1 with
//! probability (sum of the degrees of those who begin with 1) / (sum of all degrees): hubs weigh by their ties, for they are
//! copied more often than they copy. With stubborn people on both sides it never ends: on the complete network the mean share of
//! 1 tends to Z1 / (Z1 + Z0), whatever everybody else begins with, and many zealots on both sides hold it there.
//!
//! # Parameters
//! `initial`, `stubborn`, `clock`: as in every model of two opinions.
//!
//! # Cost
//! A turn costs two draws. n people need about n rounds to agree on the complete network, far more on a path or a grid.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick), person and source (turn).
//!
//! # Departures
//! In discrete turns, not at the rates of a continuous clock: the same order of turns, and n turns take one unit on average.
//!
//! # Reference
//! Clifford and Sudbury, *A model for spatial conflict*, Biometrika 60 (1973), doi:10.1093/biomet/60.3.581; Holley and Liggett,
//! Annals of Probability 3 (1975). Hubs: Suchecki, Eguiluz and San Miguel, *Conservation laws for the voter model in complex
//! networks*, Europhysics Letters 69 (2005). Zealots: Mobilia, Petersen and Redner, *On the role of zealotry in the voter
//! model*, J. Stat. Mech. P08029 (2007), doi:10.1088/1742-5468/2007/08/P08029.

use super::start::{Beginning, ONES, STUBBORN};
use super::{CLOCK, Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Kind};
use crate::model::Network;
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "voter",
    title: "now and then people take on the opinion of somebody they hear; zealots never do",
    kind: Kind::Table(&[ONES, STUBBORN, CLOCK]),
    reference: "Clifford and Sudbury, A model for spatial conflict, 1973",
    check: "star whose centre holds 1: all agree on 1 with probability 1/2",
    build: |value| Ok(Box::new(Voter { beginning: Beginning::binary(value), clock: Clock::read(value) })),
};

struct Voter {
    beginning: Beginning,
    clock: Clock,
}

impl Opinion for Voter {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let rule = Rule::Panel { size: 1, repeat: true, otherwise: Chance::NEVER };
        Ok(Dynamics { rule, clock: self.clock, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        true
    }
}
