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
//! units of time); `clock`: `"rounds"` or `"continuous"` (default).
//!
//! # Output
//! `reach` counts everybody who ever had it (the attack size), the curve who has had it by then.
//!
//! # Cost
//! Time in the ties of those who act, and a queue of about one place for each.
//!
//! # Randomness
//! Live (person, place of the tie), Recover (person).
//!
//! # Reference
//! Kermack and McKendrick, *A contribution to the mathematical theory of epidemics*, Proc. R. Soc. A 115 (1927),
//! doi:10.1098/rspa.1927.0118; on networks: Newman, *Spread of epidemic disease on networks*, Phys. Rev. E 66 (2002), whose
//! independent-tie step holds for a fixed life only, doi:10.1103/PhysRevE.66.016128.

use super::si::{CLOCK, TRANSMISSION, Transmission};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::engine::in_time::Exposures;
use crate::law::{Law, Life, Rounds};
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "sir",
    title: "whoever has it passes it on for a while, then stops",
    kind: Kind::Table(&[
        TRANSMISSION,
        Key::optional("recovery", Kind::Rate, "how fast people stop: a probability per round, or a rate; or give `duration`")
            .unit("per round, or per unit of time")
            .larger("ends each person's part sooner"),
        Key::optional("duration", Kind::Duration, "how long people pass it on, exactly; or give `recovery`")
            .unit("rounds, or units of time")
            .larger("spreads farther"),
        CLOCK,
    ]),
    reference: "Kermack and McKendrick, A contribution to the mathematical theory of epidemics, 1927",
    check: "path of three from its middle, both rates 1: both ends with probability 1/3",
    build: |value| {
        let transmission = Transmission::read(value)?;
        let (recovery, duration) = match (value.get("recovery"), value.get("duration")) {
            (Some(recovery), None) => (recovery.as_number(), None),
            (None, Some(duration)) => (None, duration.as_number()),
            (given, _) => {
                let both = given.is_some();
                let help = "write recovery = 0.5 for a chance (or rate) of stopping, or duration = 3 for a fixed time";
                return Err(if both {
                    Fault::at("duration", "`recovery` and `duration` cannot both be given", help).also("recovery", "the other one")
                } else {
                    Fault::at("", "SIR needs `recovery` or `duration`", help)
                });
            }
        };
        if duration == Some(0.0) {
            return Err(Fault::at("duration", "nobody passes anything on for no time at all", "write a duration above 0"));
        }
        if transmission.rounds {
            if recovery.is_some_and(|g| g > 1.0) {
                return Err(Fault::at(
                    "recovery",
                    "with clock = \"rounds\" recovery is a probability per round",
                    "write a number from 0 to 1, or clock = \"continuous\" for a rate",
                ));
            }
            if duration.is_some_and(|d| d.fract() != 0.0 || d >= f64::from(u32::MAX)) {
                return Err(Fault::at(
                    "duration",
                    "with clock = \"rounds\" duration is a whole number of rounds",
                    "write 1, 2, 3 ..., or clock = \"continuous\" for units of time",
                ));
            }
        }
        Ok(Box::new(Sir { transmission, recovery, duration }))
    },
};

/// Exactly one of `recovery` and `duration` is given.
struct Sir {
    transmission: Transmission,
    recovery: Option<f64>,
    duration: Option<f64>,
}

impl Sir {
    /// On the continuous clock.
    fn life(&self) -> Life {
        match self.duration {
            Some(duration) => Life::Fixed(duration),
            None => Life::Exponential(self.recovery.unwrap_or_default()),
        }
    }
}

impl Model for Sir {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let rounds = match self.recovery.filter(|_| self.transmission.rounds) {
            Some(recovery) => Rounds::Geometric(Chance::of(recovery)),
            None => Rounds::Fixed(self.duration.unwrap_or_default() as u32),
        };
        self.transmission.law(network, rounds, self.life())
    }

    fn in_time(&self) -> Option<Result<Exposures, Fault>> {
        Some(self.transmission.in_time(self.life()))
    }

    fn strength(&self) -> Strength {
        self.transmission.strength()
    }

    fn in_rounds(&self) -> bool {
        self.transmission.rounds
    }
}

