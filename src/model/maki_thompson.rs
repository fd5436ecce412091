//! **Maki-Thompson rumour**: people tell it until they meet somebody who already knows.
//!
//! Each spreader contacts one hearer at a time, each hearer equally likely. Who did not know starts to spread; if the
//! hearer already knew (spreading or not), the initiator stops for good. On the complete network of infinite size a share
//! of 0.2032 never hears it.
//!
//! # Parameters
//! `spread`, `stifle`: chance that a contact of either kind has its effect, in [0, 1]. `clock`: `"continuous"` (default),
//! contacts of each spreader at rate 1; `"rounds"`, each spreader makes one contact a round, all at once. With
//! `stifle = 0` nobody ever stops, with `spread = 0` nobody need ever meet who knows: then a horizon is needed.
//!
//! # Cost
//! Time in contacts; a queue of one place a spreader.
//!
//! # Randomness
//! Contact (spreader, number of the contact): time, hearer, coin.
//!
//! # Departures
//! Maki and Thompson let both rates be one; `spread` and `stifle` thin contacts.
//!
//! # Reference
//! Maki and Thompson, *Mathematical Models and Applications*, Prentice-Hall 1973; limits: Sudbury, *The proportion of the
//! population never hearing a rumour*, J. Appl. Prob. 22 (1985), doi:10.2307/3213787.

use super::rumour::{SPREAD, STIFLE, in_proportion};
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::law::{Contacts, Law};
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "maki-thompson",
    title: "people tell it until they meet somebody who already knows",
    kind: Kind::Table(&[
        SPREAD,
        STIFLE,
        Key::with_default(
            "clock",
            Kind::Words(&[
                ("continuous", "each spreader makes contacts at rate 1"),
                ("rounds", "each spreader makes one contact a round, all at once"),
            ]),
            "\"continuous\"",
            "how time passes",
        ),
    ]),
    reference: "Maki and Thompson, Mathematical Models and Applications, 1973",
    check: "complete network, 1 spreader and 10 others: expected share never told .222592",
    build: |value| {
        let (spread, stifle) = (value.number("spread"), value.number("stifle"));
        in_proportion(1.0, &[("spread", spread), ("stifle", stifle)])?;
        Ok(Box::new(MakiThompson { spread, stifle, rounds: value.text("clock") == "rounds" }))
    },
};

struct MakiThompson {
    spread: f64,
    stifle: f64,
    rounds: bool,
}

impl Model for MakiThompson {
    fn law(&self, _: &Network) -> Result<Law, Fault> {
        Ok(Law::Contacts(Contacts {
            rate: (!self.rounds).then_some(1.0),
            spread: Chance::of(self.spread),
            stifle: Chance::of(self.stifle),
        }))
    }

    fn in_rounds(&self) -> bool {
        self.rounds
    }

    fn ends(&self) -> bool {
        // Who never tells meets people who do not know for ever; who is never stifled, people who do.
        [self.spread, self.stifle].iter().all(|&chance| Chance::of(chance) != Chance::NEVER)
    }
}
