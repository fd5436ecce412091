//! **Rumour, general**: people tell it, and stop by meeting those who know, or because they forget.
//!
//! A contact of a spreader with somebody who does not know tells it at the rate `spread`; a contact with somebody who knows makes
//! the spreader stop, at the rate `stifle`; and spreaders stop by themselves at the rate `forget`. Who has nobody to tell never
//! spreads. Two rules of contact:
//!
//! * `contacts = "one"`: one random hearer after the other, so that all people talk equally often however many hear them;
//! * `contacts = "all"`: each tie has contacts of its own, so that people with many hearers talk (and are stifled) more often.
//!
//! With `stops = "both"` two spreaders who meet both stop (Daley and Kendall), else only the one who made the contact. On the
//! infinite complete network without forgetting a share x never hears it, x = exp(-(1 + spread / stifle)(1 - x)), for either rule.
//!
//! # Parameters
//! `spread`, `stifle`, `forget` (default 0): rates; with `clock = "rounds"` chances in each round, all at once, forgetting after
//! telling. `contacts`: `"one"` (default) or `"all"`. `stops`: `"teller"` (default) or `"both"`. Where nothing need ever end (no
//! forgetting, and `spread` or `stifle` is 0) a horizon is needed.
//!
//! # Cost
//! Time in contacts; a queue of one place a spreader.
//!
//! # Randomness
//! Contact (spreader, number of the contact): time, hearer, coin, whether a contact between two spreaders counts; Meeting (tie, round)
//! with `contacts = "all"` in rounds; Recover (person) for forgetting. With the numbers of [`maki_thompson`](super::maki_thompson)
//! it is that model, draw for draw.
//!
//! # Departures
//! Contacts go from who tells to who hears. Between two spreaders either one may make the contact, so with `stops = "both"` such a
//! contact counts with chance 1/2: on the complete network each pair then meets at one rate, whatever the two know. Where the tie
//! leads one way, only its teller can make the contact, and it always counts.
//!
//! # Reference
//! Nekovee, Moreno, Bianconi and Marsili, *Theory of rumour spreading in complex social networks*, Physica A 374 (2007),
//! doi:10.1016/j.physa.2006.07.017; Moreno, Nekovee and Pacheco, *Dynamics of rumor spreading in complex networks*, Phys. Rev. E 69
//! (2004), doi:10.1103/PhysRevE.69.066130.

use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::law::{self, Law};
use crate::random::Chance;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "rumour",
    title: "people tell it until they meet those who know, or forget it",
    kind: Kind::Table(&[
        Key::required(
            "spread",
            Kind::Rate,
            "how fast contacts with people who do not know tell it: a rate, or a probability per round",
        )
        .unit("per unit of time, or per round")
        .larger("reaches more"),
        Key::required(
            "stifle",
            Kind::Rate,
            "how fast contacts with people who know end the telling: a rate, or a probability per round",
        )
        .unit("per unit of time, or per round")
        .larger("ends sooner"),
        Key::with_default(
            "forget",
            Kind::Rate,
            "0",
            "how fast people stop by themselves: a rate, or a probability per round",
        )
        .unit("per unit of time, or per round")
        .larger("ends sooner"),
        Key::with_default(
            "contacts",
            Kind::Words(&[
                ("one", "one random hearer after the other"),
                ("all", "along every tie, so people with many hearers talk more"),
            ]),
            "\"one\"",
            "whom a spreader talks to",
        ),
        STOPS,
        CLOCK,
    ]),
    reference: "Nekovee, Moreno, Bianconi and Marsili, Theory of rumour spreading in complex social networks, 2007",
    check: "spread twice as fast as stifling: .059520 of the infinite complete network never hear it; three times: .019827",
    build: |value| {
        let rounds = value.text("clock") == "rounds";
        let number = |key: &str| {
            let number = value.number(key);
            if !rounds || number <= 1.0 {
                return Ok(number);
            }
            let message = format!("{number} is no probability, and with clock = \"rounds\" `{key}` is one, per round");
            Err(Fault::at(key, message, "write a number from 0 to 1, or clock = \"continuous\" for a rate"))
        };
        let [spread, stifle, forget] = ["spread", "stifle", "forget"].map(number);
        let (spread, stifle, forget) = (spread?, stifle?, forget?);
        let fastest = if rounds { 1.0 } else { spread.max(stifle) };
        in_proportion(fastest, &[("spread", spread), ("stifle", stifle), ("forget", forget)])?;
        Ok(Box::new(Rumour {
            spread,
            stifle,
            forget,
            all_ties: value.text("contacts") == "all",
            both: stops_both(value),
            rounds,
        }))
    },
};

/// Who stops when two spreaders meet.
pub(super) const STOPS: Key = Key::with_default(
    "stops",
    Kind::Words(&[("teller", "who made the contact"), ("both", "both, as Daley and Kendall have it")]),
    "\"teller\"",
    "who stops where two spreaders meet",
);

/// How many contacts may pass, on average, before one has an effect.
const MOST_IDLE: f64 = 1e6;

/// Refuses numbers with which a rumour goes on for ages by contacts that change nothing: those far below the rate of contacts.
pub(super) fn in_proportion(contacts: f64, numbers: &[(&str, f64)]) -> Result<(), Fault> {
    match numbers.iter().find(|(_, number)| *number > 0.0 && *number < contacts / MOST_IDLE) {
        None => Ok(()),
        Some((key, number)) => Err(Fault::at(
            *key,
            format!("{number} is less than a millionth of the rate of contacts, so that a rumour takes ages to end"),
            format!("write at least {}, or 0 and a horizon", contacts / MOST_IDLE),
        )),
    }
}

fn stops_both(value: &Value) -> bool {
    value.text("stops") == "both"
}

/// The chance of telling, of rumours whose spreaders are stopped by those who know.
pub(super) const SPREAD: Key = Key::with_default(
    "spread",
    Kind::Probability,
    "1",
    "chance that a contact with a person who does not know tells it",
)
.larger("reaches more");

/// The chance of stopping, of the same.
pub(super) const STIFLE: Key = Key::with_default(
    "stifle",
    Kind::Probability,
    "1",
    "chance that a contact with a person who knows ends the telling",
)
.larger("ends sooner; 0 never ends and needs a horizon");

/// How time passes among rumours.
pub(super) const CLOCK: Key = Key::with_default(
    "clock",
    Kind::Words(&[
        ("continuous", "time flows; numbers are rates"),
        ("rounds", "everybody talks at once; numbers are probabilities"),
    ]),
    "\"continuous\"",
    "how time passes",
);

/// Rates, or chances a round.
pub(super) struct Rumour {
    pub spread: f64,
    pub stifle: f64,
    pub forget: f64,
    pub all_ties: bool,
    pub both: bool,
    pub rounds: bool,
}

impl Model for Rumour {
    fn law(&self, _: &Network) -> Result<Law, Fault> {
        // Contacts at the faster of the two rates, the slower of them thinned.
        let rate = if self.rounds { 1.0 } else { self.spread.max(self.stifle) };
        let chance = |speed: f64| Chance::of(if rate > 0.0 { speed / rate } else { 0.0 });
        Ok(Law::Rumour(law::Rumour {
            rate: (!self.rounds).then_some(rate),
            all_ties: self.all_ties,
            spread: chance(self.spread),
            stifle: chance(self.stifle),
            both: self.both,
            forget: self.forget,
        }))
    }

    fn in_rounds(&self) -> bool {
        self.rounds
    }

    fn ends(&self) -> bool {
        self.forget > 0.0 || (self.spread > 0.0 && self.stifle > 0.0)
    }

    fn stops(&self) -> bool {
        true
    }
}
