//! **Profile and threshold**: enough of those heard must have acted before a person decides by its own taste.
//!
//! As `profile`, but a person begins to think about it only once a share `share` of those heard (one at least) has acted.
//!
//! # Parameters
//! `share` as in `kertesz-threshold`; `profile`, `refuse` and `adopter-rate` as in `profile`; each a number for all or a column of the
//! people's attributes.
//!
//! # Cost
//! One look at each person, and time in the ties of those who act.
//!
//! # Randomness
//! As `profile`.
//!
//! # Departures
//! As `profile`.
//!
//! # Reference
//! Milli, Rossetti, Pedreschi and Giannotti, *Diffusive phenomena in dynamic networks: a data-driven study*, Complex Networks IX
//! (CompleNet 2018), 151-159, doi:10.1007/978-3-319-73198-8_13.

use super::Model;
use super::column::ByPerson;
use super::kertesz_threshold::{ADOPTER_RATE, SHARE};
use super::profile::{PROFILE, REFUSE, Taste};
use crate::catalog::{Entry, Kind};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "profile-threshold",
    title: "enough of those heard must have acted before people decide by their own taste",
    kind: Kind::Table(&[SHARE, PROFILE, REFUSE, ADOPTER_RATE]),
    reference: "Milli, Rossetti, Pedreschi and Giannotti, Diffusive phenomena in dynamic networks, 2018",
    check: "the Markov chain of every state of random networks of up to 4 people, round by round",
    build: |value| Ok(Box::new(Taste::read(value, Some(ByPerson::read(value.at("share")))))),
};
