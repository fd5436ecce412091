//! **Daley-Kendall rumour**: people tell it, and when two who know meet, both lose the taste for it.
//!
//! Each spreader contacts one hearer at a time, each hearer equally likely. Who did not know starts to spread. If the hearer
//! spreads too, both stop; if the hearer has stopped already, the spreader does. On the complete network any two people meet at one
//! rate, and of n people, n large, a share of 0.2032 never hears it: the same share as in Maki and Thompson's variant, where only
//! the one who made the contact stops.
//!
//! # Parameters
//! `spread`, `stifle`: chance that a contact of either kind has its effect, in [0, 1]. `clock`: `"continuous"` (default), contacts of
//! each spreader at rate 1; `"rounds"`, each spreader makes one contact a round, all at once. With `spread = 0` or `stifle = 0` a
//! horizon is needed. Rates, forgetting and contacts along all ties at once: `rumour`.
//!
//! # Cost
//! Time in contacts; a queue of one place a spreader.
//!
//! # Randomness
//! As `rumour`.
//!
//! # Departures
//! Daley and Kendall's people all meet each other; here contacts follow ties, from who tells to who hears. Either of two spreaders
//! may make the contact between them, so such a contact counts with chance 1/2; on the complete network that is their rule exactly.
//!
//! # Reference
//! Daley and Kendall, *Epidemics and rumours*, Nature 204 (1964), doi:10.1038/2041118a0; *Stochastic rumours*, IMA Journal of
//! Applied Mathematics 1 (1965), 42-55.

use super::Model;
use super::rumour::{CLOCK, Rumour, SPREAD, STIFLE, in_proportion};
use crate::catalog::{Entry, Kind};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "daley-kendall",
    title: "people tell it, and when two who know meet, both stop",
    kind: Kind::Table(&[SPREAD, STIFLE, CLOCK]),
    reference: "Daley and Kendall, Epidemics and rumours, 1964",
    check: "complete network, the chain of how many know and tell, solved exactly; a share of .203188 of infinitely many",
    build: |value| {
        let (spread, stifle) = (value.number("spread"), value.number("stifle"));
        in_proportion(1.0, &[("spread", spread), ("stifle", stifle)])?;
        Ok(Box::new(Rumour {
            spread,
            stifle,
            forget: 0.0,
            all_ties: false,
            both: true,
            rounds: value.text("clock") == "rounds",
        }))
    },
};
