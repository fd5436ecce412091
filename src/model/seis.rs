//! **SEIS**: whoever catches it needs a while before passing it on, stops, then can catch it again.
//!
//! SIS with the latent time of SEIR. A horizon is needed.
//!
//! # Parameters
//! `transmission` as in SI; exactly one of `onset` and `latency`, as in SEIR; exactly one of `recovery` and `duration`; each a number
//! for all or a column of the people's attributes; `clock`: `"rounds"` or `"continuous"` (default).
//!
//! # Output
//! As SIS; a spell begins when somebody catches it.
//!
//! # Cost
//! As SIS.
//!
//! # Randomness
//! As SIS, and Latent (person, spell).
//!
//! # Reference
//! R. M. Anderson and R. M. May, *Infectious diseases of humans*, Oxford University Press 1991.

use super::Model;
use super::compartments::{Compartments, DURATION, LATENCY, ONSET, RECOVERY};
use super::si::{CLOCK, TRANSMISSION};
use crate::catalog::{Entry, Kind};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "seis",
    title: "whoever catches it needs a while before passing it on, stops, then can catch it again",
    kind: Kind::Table(&[TRANSMISSION, ONSET, LATENCY, RECOVERY, DURATION, CLOCK]),
    reference: "Anderson and May, Infectious diseases of humans, 1991",
    check: "the Markov chain of every state of random networks of up to 4 people, in both clocks",
    build: |value| Ok(Box::new(Compartments::read(value, "SEIS", true, Some(false))?)),
};
