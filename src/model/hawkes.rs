//! **Hawkes process**: every event brings others after a while, as a tweet its retweets; no network.
//!
//! Events come by themselves at the rate mu, and each event, however it came, brings a Poisson number of others with mean n,
//! each after a delay of its own. Below n = 1 each event brings 1 / (1 - n) in all; from 1 on the process may go on for ever.
//! Delays are exponential with rate beta, or follow the memory of SEISMIC: even up to some minutes, then falling as a power.
//!
//! With exponential delays, and nobody asked: E N(T) = mu T / (1 - n) - mu n (1 - e^(-beta (1 - n) T)) / ((1 - n)^2 beta).
//!
//! A scenario with this model has no `[network]`. A campaign's `seeds` are events at time 0: `{ random = 1 }` is one post.
//!
//! # Parameters
//! `branching` n, 0 to 100, a larger one brings more; `kernel`, one of `{ exponential = BETA }` and `{ seismic = { flat,
//! exponent } }`; `background` mu, a rate of at least 0; `largest`: stopped there, as in `branching`.
//!
//! # Output
//! `reach` counts events up to the horizon; those of the background are roots and no part of the seed set. `extinct` where
//! there is no background: 1 where nothing more was to come at the horizon.
//!
//! # Cost
//! Time E log E and memory E in the events E.
//!
//! # Randomness
//! Offspring (event), Birth (event): an event by its place in its family; background events by their number.
//!
//! # Departures
//! SEISMIC lets n fade with the age of a post and weighs it by followers; here n is one number.
//!
//! # Reference
//! Hawkes, *Spectra of some self-exciting and mutually exciting point processes*, Biometrika 58 (1971),
//! doi:10.1093/biomet/58.1.83; as families: Hawkes and Oakes, J. Appl. Prob. 11 (1974). Memory of retweets: Zhao, Erdogdu, He,
//! Rajaraman and Leskovec, *SEISMIC*, KDD 2015, doi:10.1145/2783258.2783401; numbers: the defaults of its package, version 1.1.

use super::branching::LARGEST;
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::law::{Birth, Delay, Descent, Law, Offspring};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "hawkes",
    title: "every event brings others after a while, as a tweet its retweets; no network",
    kind: Kind::Table(&[
        Key::required("branching", Kind::Number(0.0, 100.0), "mean number of events that each event brings")
            .larger("brings more; from 1 on it may go on for ever"),
        Key::required(
            "kernel",
            Kind::OneOf(&[
                Key::optional("exponential", Kind::Rate, "delays are exponential with this rate")
                    .unit("per unit of time")
                    .larger("brings them sooner"),
                Key::optional(
                    "seismic",
                    Kind::Table(&[
                        Key::required("flat", Kind::Duration, "how long memory is even; \"300 s\" for retweets")
                            .unit("units of time")
                            .larger("brings them later")
                            .source("package seismic 1.1"),
                        Key::with_default(
                            "exponent",
                            Kind::Number(0.01, 10.0),
                            "0.2314843",
                            "how much faster than 1 / time memory fades after that",
                        )
                        .larger("brings them sooner")
                        .source("package seismic 1.1"),
                    ]),
                    "the memory of retweets",
                ),
            ]),
            "the law of the delay from an event to one that it brings",
        ),
        Key::with_default("background", Kind::Rate, "0", "rate of events that nothing has brought")
            .unit("per unit of time")
            .larger("brings more"),
        LARGEST,
    ]),
    reference: "Hawkes, Spectra of some self-exciting and mutually exciting point processes, 1971",
    check: "background 1, n = 1/2, exponential delays of rate 1: mean number by time 10 is 18.01348",
    build: |value| {
        let delay = match value.at("kernel").chosen() {
            ("exponential", rate) => Delay::Exponential(1.0 / rate.as_number().unwrap_or_default()),
            (_, law) => Delay::PowerLaw { plateau: law.number("flat"), exponent: law.number("exponent") },
        };
        let (key, what) = match delay {
            Delay::Exponential(f64::INFINITY) => ("kernel.exponential", "at the rate 0 nothing ever comes"),
            Delay::PowerLaw { plateau: 0.0, .. } => ("kernel.seismic.flat", "memory cannot be even for no time at all"),
            _ => ("", ""),
        };
        if !key.is_empty() {
            return Err(Fault::at(key, what, "write a number above 0"));
        }
        Ok(Box::new(Hawkes {
            branching: value.number("branching"),
            delay,
            background: value.number("background"),
            largest: value.whole("largest") as u32,
        }))
    },
};

struct Hawkes {
    branching: f64,
    delay: Delay,
    background: f64,
    largest: u32,
}

impl Model for Hawkes {
    fn law(&self, _: &Network) -> Result<Law, Fault> {
        let Hawkes { branching, delay, background, largest } = *self;
        Ok(Law::Descent(Descent {
            offspring: Offspring::poisson(branching),
            delay: Birth::After(delay),
            background,
            largest,
        }))
    }

    fn in_rounds(&self) -> bool {
        false
    }

    fn ends(&self) -> bool {
        self.background == 0.0 && self.branching < 1.0
    }

    fn starts_alone(&self) -> bool {
        self.background > 0.0
    }

    fn measures(&self) -> &'static [&'static str] {
        if self.background == 0.0 { &["extinct"] } else { &[] }
    }

    fn people(&self) -> Option<u32> {
        Some(self.largest)
    }

    fn theory(&self) -> Option<String> {
        let n = self.branching;
        (n < 1.0).then(|| {
            format!("in theory each event brings {:.4} in the end, itself counted, 1 / (1 - {n})", 1.0 / (1.0 - n))
        })
    }
}
