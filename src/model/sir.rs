//! **SIR**: whoever has it passes it on for a while, then stops.
//!
//! In rounds each infectious person first tries each tie with probability b, then recovers with probability g (a geometric
//! life of at least one round), or after exactly `duration` rounds; who is reached in round t is first infectious on the
//! way to t + 1. In continuous time ties work at a rate and recovery has a rate (or a fixed duration). The life is shared
//! by all ties of a person, so they are not independent: on a path of three from its middle, with both rates 1, both ends
//! are reached with probability 1/3, not 1/4. A life of one round is the independent cascade, coin for coin.
//!
//! # Parameters
//! `transmission` as in SI; exactly one of `recovery` (a probability a round, or a rate) and `duration` (whole rounds, or
//! units of time), a number for all or a column of the people's attributes; `clock`: `"rounds"` or `"continuous"` (default).
//!
//! # Output
//! `reach` counts everybody who ever had it (the attack size), the curve who has had it by then.
//!
//! # Cost
//! Time in the ties of those who act, and a queue of about one place for each.
//!
//! # Randomness
//! Live (person, place of the tie), Recover (person). A column of equal numbers gives the same people at the same times as
//! the number; in rounds, where several speak at once, the parents may be others.
//!
//! # Reference
//! Kermack and McKendrick, *A contribution to the mathematical theory of epidemics*, Proc. R. Soc. A 115 (1927),
//! doi:10.1098/rspa.1927.0118; on networks: Newman, *Spread of epidemic disease on networks*, Phys. Rev. E 66 (2002), whose
//! independent-tie step holds for a fixed life only, doi:10.1103/PhysRevE.66.016128.

use super::compartments::{Compartments, DURATION, RECOVERY};
use super::si::{CLOCK, TRANSMISSION};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Kind};
use crate::engine::in_time::Exposures;
use crate::law::{Law, Life, Rounds};
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "sir",
    title: "whoever has it passes it on for a while, then stops",
    kind: Kind::Table(&[TRANSMISSION, RECOVERY, DURATION, CLOCK]),
    reference: "Kermack and McKendrick, A contribution to the mathematical theory of epidemics, 1927",
    check: "path of three from its middle, both rates 1: both ends with probability 1/3",
    build: |value| {
        let stages = Compartments::read(value, "SIR", false, None)?;
        Ok(Box::new(Sir(stages)))
    },
};

/// The stages of a life; played as they are where they differ from person to person, else by what is made for SIR.
struct Sir(Compartments);

impl Model for Sir {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let Compartments { transmission, active, .. } = &self.0;
        let (rounds, life) = match active.same() {
            (Some(recovery), _) if transmission.rounds => {
                (Rounds::Geometric(Chance::of(recovery)), Life::Fixed(f64::INFINITY))
            }
            (Some(recovery), _) => (Rounds::Fixed(u32::MAX), Life::Exponential(recovery)),
            (_, Some(duration)) => (Rounds::Fixed(duration as u32), Life::Fixed(duration)),
            (None, None) => return self.0.law(network),
        };
        transmission.law(network, rounds, life)
    }

    fn in_time(&self) -> Option<Result<Exposures, Fault>> {
        let Compartments { transmission, active, .. } = &self.0;
        Some(match active.same() {
            (Some(recovery), _) => transmission.in_time(Life::Exponential(recovery)),
            (_, Some(duration)) => transmission.in_time(Life::Fixed(duration)),
            (None, None) => {
                let message = "in contacts all people stay infectious equally long";
                Err(Fault::at("", message, "write a number instead of the column"))
            }
        })
    }

    fn strength(&self) -> Strength {
        self.0.strength()
    }

    fn in_rounds(&self) -> bool {
        self.0.in_rounds()
    }

    fn stops(&self) -> bool {
        true
    }
}
