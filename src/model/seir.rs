//! **SEIR**: whoever catches it needs a while before passing it on, then stops.
//!
//! As SIR, but between catching it and passing it on lies a latent time: it ends with the chance `onset` after each round (so it
//! is one round at least), at a rate, or after exactly `latency`. Those asked first pass it on at once. The same people are
//! reached in the end as in SIR, in each replicate, only later: with rates b of transmission to all, s of onset and g of recovery
//! an outbreak grows as exp(r t), r = (sqrt((s - g)^2 + 4 b s) - (s + g)) / 2.
//!
//! # Parameters
//! `transmission` as in SI; exactly one of `onset` (a probability a round, or a rate) and `latency` (whole rounds, or units of
//! time); exactly one of `recovery` and `duration`; each a number for all or a column of the people's attributes; `clock`: `"rounds"`
//! or `"continuous"` (default).
//!
//! # Output
//! `reach` and the curve count people who have caught it, whether they pass it on yet or not; `extinction-time` is when the last one
//! stopped.
//!
//! # Cost
//! Time in the ties of those who act, and a queue of about one place for each.
//!
//! # Randomness
//! As SIR, and Latent (person).
//!
//! # Reference
//! R. M. Anderson and R. M. May, *Infectious diseases of humans*, Oxford University Press 1991, chapter 6.

use super::Model;
use super::compartments::{Compartments, DURATION, LATENCY, ONSET, RECOVERY};
use super::si::{CLOCK, TRANSMISSION};
use crate::catalog::{Entry, Kind};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "seir",
    title: "whoever catches it needs a while before passing it on, then stops",
    kind: Kind::Table(&[TRANSMISSION, ONSET, LATENCY, RECOVERY, DURATION, CLOCK]),
    reference: "Anderson and May, Infectious diseases of humans, 1991",
    check: "the people of SIR in every replicate; transmission to all .5, onset and recovery .25: grows at rate .103553",
    build: |value| Ok(Box::new(Compartments::read(value, "SEIR", true, None)?)),
};
