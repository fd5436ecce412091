//! **Goldenberg, Libai and Muller's talk of the network**: advertising, strong ties and weak ties, period by period.
//!
//! In each period a person who has not adopted does so with probability
//!
//! ```text
//! 1 - (1 - a) (1 - w)^j (1 - s)^m
//! ```
//!
//! where j of those heard by a weak tie and m of those heard by a strong one have adopted: advertising reaches everybody in every
//! period, and whoever has adopted tries each tie again and again. In the end everybody with any chance adopts; what differs is
//! when, and by what.
//!
//! # Parameters
//! `strong` s and `weak` w, chance a period that an adopter wins over a hearer by a strong or a weak tie; `advertising` a, chance a
//! period that advertising wins over a person, a number for all or a column of the people's attributes; all in [0, 1]. A tie is
//! strong where its strength is at least `strong-from` (default 0.5): of a network file the third column, of the network
//! `strong-and-weak` what `strong-strength` and `weak-strength` say (1 and 0 will do). `weak-ties`: `"fixed"` (default), as they
//! are in the network, or `"redrawn"`: of a weak tie only that it is one counts, and in each period it is heard from another
//! person, anybody, each equally likely; a horizon is needed then.
//!
//! # Cost
//! Time in people and in the ties of those who act; a queue of about one place for each. With weak ties redrawn, in each period time
//! in the weak ties of all who have not adopted.
//!
//! # Randomness
//! Live (person, place of the tie), Outside (person). With weak ties redrawn, Theta (person, period) and Contact (person, period and
//! weak tie).
//!
//! # Departures
//! In the paper weak ties are drawn anew in each period; here they stay what they are in the network, unless it is said otherwise.
//!
//! # Reference
//! Goldenberg, Libai and Muller, *Talk of the network: a complex systems look at the underlying process of word-of-mouth*, Marketing
//! Letters 12 (2001), equation 1, doi:10.1023/A:1011122126881.

use super::column::{ByPerson, Fits, SHARE_OR_COLUMN};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerTie;
use crate::law::{Law, Periods, Stages, Stay};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "goldenberg-libai-muller",
    title: "advertising, strong ties and weak ties win people over, period by period",
    kind: Kind::Table(&[
        Key::required("strong", Kind::Probability, "chance that an adopter wins over a hearer by a strong tie")
            .unit("per round")
            .larger("speeds up circles of friends"),
        Key::required("weak", Kind::Probability, "chance that an adopter wins over a hearer by a weak tie")
            .unit("per round")
            .larger("carries it from circle to circle"),
        Key::with_default(
            "advertising",
            SHARE_OR_COLUMN,
            "0",
            "chance that advertising wins over a person; a number, or a column",
        )
        .unit("per round")
        .larger("starts sooner"),
        Key::with_default("strong-from", Kind::Probability, "0.5", "a tie of at least this strength is strong"),
        Key::with_default(
            "weak-ties",
            Kind::Words(&[
                ("fixed", "they lead where the network says"),
                ("redrawn", "in each round they lead to somebody else, anybody, as in the paper"),
            ]),
            "\"fixed\"",
            "whether weak ties stay the same",
        ),
    ]),
    reference: "Goldenberg, Libai and Muller, Talk of the network, 2001",
    check: "the Markov chain of every state of random networks of up to 4 people, round by round",
    build: |value| {
        Ok(Box::new(TalkOfTheNetwork {
            strong: value.number("strong"),
            weak: value.number("weak"),
            advertising: ByPerson::read(value.at("advertising")),
            strong_from: value.number("strong-from"),
            redrawn: value.text("weak-ties") == "redrawn",
        }))
    },
};

struct TalkOfTheNetwork {
    strong: f64,
    weak: f64,
    advertising: ByPerson,
    strong_from: f64,
    redrawn: bool,
}

impl Model for TalkOfTheNetwork {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let Some(strengths) = network.graph.strengths() else {
            return Err(Fault::at(
                "",
                "the ties of this network have no strength, so none is strong or weak",
                "give the network file a third column, or take [network.strong-and-weak] with strong-strength = 1 and \
                 weak-strength = 0",
            ));
        };
        let outside = self.advertising.of("advertising", network, Fits::Share)?;
        if self.redrawn {
            let is_weak = strengths.iter().map(|&strength| strength < self.strong_from).collect();
            return Ok(Law::Periods(Periods { is_weak, strong: self.strong, weak: self.weak, outside }));
        }
        let chance = |&strength: &f64| if strength >= self.strong_from { self.strong } else { self.weak };
        Ok(Law::Stages(Stages {
            rounds: true,
            pass: PerTie::Each(strengths.iter().map(chance).collect()),
            outside,
            latent: Stay::NONE,
            active: Stay::FOREVER,
            immune: Stay::FOREVER,
        }))
    }

    fn strength(&self) -> Strength {
        Strength::Share
    }

    fn ends(&self) -> bool {
        !self.redrawn
    }

    fn starts_alone(&self) -> bool {
        !self.advertising.is_zero()
    }
}
