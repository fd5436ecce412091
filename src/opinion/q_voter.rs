//! **q-voter**: people change their mind where several of those they hear agree.
//!
//! A random person asks `q` random ones of those heard. If they agree, the person takes on what they hold; if not, the person
//! turns to the other opinion with chance `otherwise`. q = 1 is the voter model. With q of 2 or more a minority loses more than
//! its share: on the complete network it can hardly win.
//!
//! # Parameters
//! `q`: people asked, 1 or more, required. `repeat`: whether the same may be asked twice (default true; if not, who hears fewer
//! than q asks nobody). `otherwise`: chance of turning where they do not agree, default 0. `initial`, `stubborn`, `clock`.
//!
//! # Cost
//! A turn costs q + 1 draws.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick), person, panel and coin (turn).
//!
//! # Reference
//! Castellano, Munoz and Pastor-Satorras, *Nonlinear q-voter model*, Physical Review E 80, 041129 (2009),
//! doi:10.1103/PhysRevE.80.041129.

use super::start::{Beginning, ONES, STUBBORN};
use super::{CLOCK, Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::model::Network;
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "q-voter",
    title: "people change their mind where several of those they hear agree",
    kind: Kind::Table(&[
        Key::required("q", Kind::Whole(1, 1000), "how many of those heard are asked")
            .unit("people")
            .larger("asks for more agreement before anybody changes; 1 is the voter model"),
        Key::with_default("repeat", Kind::Flag, "true", "whether the same person may be asked twice"),
        Key::with_default(
            "otherwise",
            Kind::Probability,
            "0",
            "chance of turning to the other opinion where those asked do not agree",
        )
        .larger("keeps opinions mixed"),
        ONES,
        STUBBORN,
        CLOCK,
    ]),
    reference: "Castellano, Munoz and Pastor-Satorras, Nonlinear q-voter model, 2009",
    check: "complete network of 5, q = 2: the chance to agree on 1, solved as a chain of births and deaths",
    build: |value| {
        Ok(Box::new(QVoter {
            q: value.whole("q") as u32,
            repeat: value.flag("repeat"),
            otherwise: Chance::of(value.number("otherwise")),
            beginning: Beginning::binary(value),
            clock: Clock::read(value),
        }))
    },
};

struct QVoter {
    q: u32,
    repeat: bool,
    otherwise: Chance,
    beginning: Beginning,
    clock: Clock,
}

impl Opinion for QVoter {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let rule = Rule::Panel { size: self.q, repeat: self.repeat, otherwise: self.otherwise };
        Ok(Dynamics { rule, clock: self.clock, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        true
    }
}
