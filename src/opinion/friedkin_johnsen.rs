//! **Friedkin-Johnsen**: people move to the mean of those they hear, and keep something of what they began with.
//!
//! x(t + 1) = s W x(t) + (1 - s) x(0), all at once, s the person's susceptibility and W the weights of those heard. With s below 1
//! everywhere it settles where x = (I - s W)^-1 (1 - s) x(0): people draw near and never quite agree. s = 1 is DeGroot's model.
//! Two who hear each other and begin with 1 and 0, s = 1/2, end at 2/3 and 1/3.
//!
//! # Parameters
//! `susceptibility`: 0 to 1, one for all or a column, required. `weights`: `"equal"` (default) or `"strength"`. `own`: share of a
//! person's own opinion of now in the mean, default 0, or `"as-one"`. `initial`, `seed-opinion`, `stubborn`.
//!
//! # Cost
//! A round costs the ties; differences shrink at least by the factor s a round. It ends where nobody moves by more than 2^-30.
//!
//! # Randomness
//! Opinion at the beginning (person), who is stubborn (pick).
//!
//! # Departures
//! Opinions are whole numbers of 2^-52, each mean to the nearest.
//!
//! # Reference
//! Friedkin and Johnsen, *Social influence and opinions*, Journal of Mathematical Sociology 15 (1990),
//! doi:10.1080/0022250X.1990.9990069.

use super::start::{ASKED, Beginning, OPINIONS, STUBBORN, per_person};
use super::weights::{self, OWN, WEIGHTS};
use super::{Clock, Dynamics, Opinion, Rule};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::model::{Network, Strength};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Opinion>> = Entry {
    name: "friedkin-johnsen",
    title: "people move to the mean of those they hear, and keep something of what they began with",
    kind: Kind::Table(&[
        Key::required(
            "susceptibility",
            Kind::Either(&[Kind::Probability, Kind::Column]),
            "how much of the mean a person takes on, the rest being their first opinion; one for all, or a column",
        )
        .larger("brings people nearer to each other; 1 for all is DeGroot's model"),
        WEIGHTS,
        Key::with_default(
            "own",
            OWN,
            "0",
            "how much a person's own opinion of now counts in the mean: a share, or a word",
        ),
        OPINIONS,
        ASKED,
        STUBBORN,
    ]),
    reference: "Friedkin and Johnsen, Social influence and opinions, 1990",
    check: "two who hear each other, 1 and 0, susceptibility .5: 2/3 and 1/3",
    build: |value| {
        Ok(Box::new(FriedkinJohnsen {
            susceptibility: value.at("susceptibility").clone(),
            by_strength: weights::by_strength(value),
            own: value.at("own").as_number(),
            beginning: Beginning::continuous(value),
        }))
    },
};

struct FriedkinJohnsen {
    susceptibility: Value,
    by_strength: bool,
    own: Option<f64>,
    beginning: Beginning,
}

impl Opinion for FriedkinJohnsen {
    fn dynamics(&self, network: &Network) -> Result<Dynamics, Fault> {
        let weights = weights::weights(self.by_strength, self.own, network.graph)?;
        let susceptibility = per_person(network, "susceptibility", &self.susceptibility)?;
        let rule = Rule::Average { weights, susceptibility };
        Ok(Dynamics { rule, clock: Clock::AtOnce, start: self.beginning.start(network)? })
    }

    fn is_binary(&self) -> bool {
        false
    }

    fn strength(&self) -> Strength {
        weights::use_of(self.by_strength)
    }
}
