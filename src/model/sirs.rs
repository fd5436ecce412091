//! **SIRS**: whoever has it passes it on for a while, is immune for a while, then can catch it again.
//!
//! As SIS with a pause: after recovery a person cannot catch it until immunity wanes, with the chance `waning` after each round
//! (so the pause is one round at least), at a rate, or after exactly `immunity`. With a long pause the whole network moves in
//! waves. A horizon is needed.
//!
//! # Parameters
//! `transmission` as in SI; exactly one of `recovery` and `duration`, and exactly one of `waning` (a probability a round, or a rate)
//! and `immunity` (whole rounds, or units of time), each a number for all or a column of the people's attributes; `clock`:
//! `"rounds"` or `"continuous"` (default).
//!
//! # Output
//! As SIS.
//!
//! # Cost
//! As SIS.
//!
//! # Randomness
//! As SIS, and Wane (person, spell).
//!
//! # Reference
//! Kermack and McKendrick, *Contributions to the mathematical theory of epidemics II*, Proc. R. Soc. A 138 (1932),
//! doi:10.1098/rspa.1932.0171; waves on small worlds: Kuperman and Abramson, *Small world effect in an epidemiological model*, Phys.
//! Rev. Lett. 86 (2001), doi:10.1103/PhysRevLett.86.2909.

use super::Model;
use super::compartments::{Compartments, DURATION, IMMUNITY, RECOVERY, WANING};
use super::si::{CLOCK, TRANSMISSION};
use crate::catalog::{Entry, Kind};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "sirs",
    title: "whoever has it passes it on for a while, rests for a while, then can catch it again",
    kind: Kind::Table(&[TRANSMISSION, RECOVERY, DURATION, WANING, IMMUNITY, CLOCK]),
    reference: "Kermack and McKendrick, Contributions to the mathematical theory of epidemics II, 1932",
    check: "the Markov chain of every state of random networks of up to 4 people, in both clocks",
    build: |value| Ok(Box::new(Compartments::read(value, "SIRS", false, Some(true))?)),
};
