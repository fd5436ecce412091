//! **SIS**: whoever has it passes it on for a while, then can catch it again.
//!
//! As SIR, but who stops is at once as open as before. In rounds each infectious person tries each tie, then stops with the
//! chance `recovery` (or after exactly `duration` rounds), and can be reached again from the next round on. In continuous time
//! ties and recovery have rates. A fashion that comes back, a song that is hummed until it is forgotten and heard anew: below a
//! threshold it dies out soon, above it lives for a time that grows exponentially with the network. On a finite network it dies
//! out in the end, but one cannot wait for it: a horizon is needed.
//!
//! On a pair with both rates 1, one of them infected, it takes 1.5 on average; the rounds are another process, not a
//! discretisation.
//!
//! # Parameters
//! `transmission` as in SI; exactly one of `recovery` (a probability a round, or a rate) and `duration` (whole rounds, or units of
//! time), a number for all or a column of the people's attributes; `clock`: `"rounds"` or `"continuous"` (default).
//!
//! # Output
//! `reach` counts everybody who ever had it, once, with the first time. `extinction-time` is when the last one stopped, undefined
//! where somebody still has it at the horizon (`active`), `spells` counts every time that anybody had it.
//!
//! # Cost
//! Time in the contacts of those who have it, as long as they do; memory 16 bytes a spell, while a replicate runs.
//!
//! # Randomness
//! Live (person, place of the tie) for the first contact of a first spell, Meeting (tie; spell and contact) for all others;
//! Recover (person, spell).
//!
//! # Reference
//! Kermack and McKendrick, *Contributions to the mathematical theory of epidemics II*, Proc. R. Soc. A 138 (1932),
//! doi:10.1098/rspa.1932.0171; on networks: Pastor-Satorras and Vespignani, *Epidemic spreading in scale-free networks*, Phys. Rev.
//! Lett. 86 (2001), doi:10.1103/PhysRevLett.86.3200.

use super::Model;
use super::compartments::{Compartments, DURATION, RECOVERY};
use super::si::{CLOCK, TRANSMISSION};
use crate::catalog::{Entry, Kind};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "sis",
    title: "whoever has it passes it on for a while, then can catch it again",
    kind: Kind::Table(&[TRANSMISSION, RECOVERY, DURATION, CLOCK]),
    reference: "Kermack and McKendrick, Contributions to the mathematical theory of epidemics II, 1932",
    check: "complete network of 5, transmission 0.5, recovery 1, one has it: extinct after 4.05 on average",
    build: |value| Ok(Box::new(Compartments::read(value, "SIS", false, Some(false))?)),
};
