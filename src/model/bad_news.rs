//! **Bad news**: word of mouth in which some people are let down, and bad words stay bad.
//!
//! An independent cascade: whoever acts tries each hearer once, with the probability p of the tie. Whoever was asked, or is
//! won by good words, passes on good words with probability q (the quality of what is talked about) and bad ones otherwise;
//! whoever is won by bad words passes on bad ones. Bad words travel as well as good ones, so who acts and when is the
//! independent cascade itself, coin for coin; quality decides what they say. Where good and bad words reach a person in the
//! same round, the bad ones win, or the first of those who reached the person in a random order decides.
//!
//! On a path of n, asked at its end: E\[positive\] = q (1 - (p q)^n) / (1 - p q).
//!
//! # Parameters
//! `probability` p, as in the independent cascade without words: a number in [0, 1], or `"strength"`; `quality` q in
//! [0, 1], a number for all or a column of the people's attributes, a larger one keeps words good; `conflict`:
//! `"negative-wins"` (default) or `"random-order"`.
//!
//! # Output
//! `positive-reach` and `negative-reach` beside reach.
//!
//! # Cost
//! That of the independent cascade, twice: once to see who acts, once to see who reached whom.
//!
//! # Randomness
//! Live (person, place of the tie); Quality (person); TieBreak (person) in a random order.
//!
//! # Departures
//! In the paper conflicts are settled by a random order of tries; that bad words win is a choice beside it, and the default.
//!
//! # Reference
//! Chen, Collins, Cummings, Ke, Liu, Rincon, Sun, Wang, Wei and Yuan, *Influence maximization in social networks when negative
//! opinions may emerge and propagate*, SDM 2011, section 2 (IC-N), doi:10.1137/1.9781611972818.33.

use super::column::{ByPerson, ByTie, Fits, SHARE_OF_TIE, SHARE_OR_COLUMN};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerPerson;
use crate::law::{Conflict, Law};
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "bad-news",
    title: "word of mouth in which some people are let down, and bad words stay bad (IC-N)",
    kind: Kind::Table(&[
        Key::required("probability", SHARE_OF_TIE, "chance that an act wins over one hearer")
            .larger("carries the cascade farther"),
        Key::required(
            "quality",
            SHARE_OR_COLUMN,
            "chance that somebody who was asked, or heard good words, passes on good ones; a number for all, or a column",
        )
        .larger("keeps more words good"),
        Key::with_default(
            "conflict",
            Kind::Words(&[
                ("negative-wins", "the bad words"),
                ("random-order", "those of one who reached the person, each equally likely to have come first"),
            ]),
            "\"negative-wins\"",
            "what a person hears whom good and bad words reach in the same round",
        ),
    ]),
    reference: "Chen, Collins, Cummings and others, Influence maximization when negative opinions may emerge, 2011",
    check: "path of n from its end: mean positive reach q (1 - (pq)^n) / (1 - pq)",
    build: |value| {
        let conflict =
            if value.text("conflict") == "random-order" { Conflict::RandomOrder } else { Conflict::NegativeWins };
        let by_tie = ByTie::read("probability", value.at("probability"))?;
        Ok(Box::new(BadNews { by_tie, quality: ByPerson::read(value.at("quality")), conflict }))
    },
};

struct BadNews {
    by_tie: ByTie,
    quality: ByPerson,
    conflict: Conflict,
}

impl Model for BadNews {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let quality = match self.quality.of("quality", network, Fits::Share)? {
            PerPerson::Same(quality) => PerPerson::Same(Chance::of(quality)),
            PerPerson::Each(numbers) => PerPerson::Each(numbers.into_iter().map(Chance::of).collect()),
        };
        let chance = self.by_tie.of("probability", network, Fits::Share)?.map(Chance::of).into();
        Ok(Law::News { chance, quality, conflict: self.conflict })
    }

    fn measures(&self) -> &'static [&'static str] {
        &["positive-reach", "negative-reach"]
    }

    fn strength(&self) -> Strength {
        self.by_tie.use_of(Strength::Share)
    }
}
