//! **Continuous-time cascade**: whoever acts wins over each hearer with a probability, after a while.
//!
//! Each tie of a person who has acted works with probability p; if it does, the hearer acts a random delay after the speaker, unless
//! another was faster. The delays of all ties are independent of everything else. What is observed depends on the horizon T: one tie
//! has worked by then with probability p Phi(T), Phi the distribution function of the delay. Without a horizon the people reached
//! are those of the independent cascade, in every replicate with the same random seed (with `feed`, only in law, of one of
//! probability p seen).
//!
//! # Parameters
//! `probability` as in the independent cascade: a number, `"strength"`, or columns of the people. `delay`, one of
//!
//! * `exponential`: memoryless, with this mean;
//! * `weibull = { scale, shape }`: P(delay <= t) = 1 - exp(-(t / scale)^shape); shape 2 is Rayleigh's law;
//! * `power-law = { plateau, exponent }`: density even up to the plateau, then falling as t^-(1 + exponent): a long tail. The delays
//!   of retweets: a plateau of 300 seconds and an exponent of 0.2314843 (Zhao and others 2015, by their program);
//! * `lognormal = { median, sigma }`;
//! * `feed = { seen, half-life }`: the first look at a post that sinks in a feed. A share `seen` is ever looked at (which thins the
//!   probability), half of these within `half-life`: with visits at rate a and sinking at rate d, seen = 1 - exp(-a / d);
//! * `fixed`: always so long.
//!
//! # Cost
//! Time in the ties of those who act, and about one place in a queue for each.
//!
//! # Randomness
//! Live (person, place of the tie): whether a tie works; Delay (person, place of the tie): when.
//!
//! # Departures
//! Of the paper the delays are exponential, power-law or Rayleigh, and every tie works in the end; `probability` is that of
//! Saito and others (2009).
//!
//! # Reference
//! Gomez-Rodriguez, Balduzzi and Schölkopf, *Uncovering the temporal dynamics of diffusion networks*, ICML 2011, arXiv:1105.0697;
//! Saito, Kimura, Ohara and Motoda, *Learning continuous-time information diffusion model for social behavioral data analysis*, ACML
//! 2009, doi:10.1007/978-3-642-05224-8_25; power law: Zhao, Erdogdu, He, Rajaraman and Leskovec, *SEISMIC*, KDD 2015,
//! doi:10.1145/2783258.2783401.

use super::column::{ByTie, Fits, SHARE_OF_TIE};
use super::{Model, Network, Strength};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::law::{Delay, Law};
use crate::random::Chance;

/// Beyond these bounds, and those of the other laws, some delays are longer than any time that can be written.
const FROM_A_HUNDREDTH: Kind = Kind::Number(0.01, 1000.0);

const DELAYS: &[Key] = &[
    Key::optional("exponential", Kind::Duration, "memoryless, with this mean").unit("units of time"),
    Key::optional(
        "weibull",
        Kind::Table(&[
            Key::required("scale", Kind::Duration, "time by which 63 % of the delays have passed")
                .unit("units of time"),
            Key::required(
                "shape",
                FROM_A_HUNDREDTH,
                "1 is exponential, 2 Rayleigh's law; below 1, early and late ones are common",
            ),
        ]),
        "more even than exponential, or less",
    ),
    Key::optional(
        "power-law",
        Kind::Table(&[
            Key::required("plateau", Kind::Duration, "time up to which all delays are equally likely")
                .unit("units of time"),
            Key::required(
                "exponent",
                Kind::Number(0.06, 1000.0),
                "the density falls as t^-(1 + exponent); 0.23 for retweets",
            )
            .larger("shortens the tail"),
        ]),
        "most within a short time, and some very late",
    ),
    Key::optional(
        "lognormal",
        Kind::Table(&[
            Key::required("median", Kind::Duration, "half of the delays are shorter").unit("units of time"),
            Key::required("sigma", Kind::Number(0.01, 80.0), "standard deviation of the logarithm")
                .larger("more very short and very long ones"),
        ]),
        "the logarithm is normal",
    ),
    Key::optional(
        "feed",
        Kind::Table(&[
            Key::required("seen", Kind::Probability, "share of posts that are ever looked at, below 1"),
            Key::required("half-life", Kind::Duration, "time by which half of them are").unit("units of time"),
        ]),
        "the first look at a post that sinks in a feed",
    ),
    Key::optional("fixed", Kind::Duration, "always so long").unit("units of time"),
];

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "continuous-time-cascade",
    title: "whoever acts wins over each hearer with a probability, after a while",
    kind: Kind::Table(&[
        Key::required("probability", SHARE_OF_TIE, "chance that an act ever wins over one hearer")
            .larger("carries the cascade farther"),
        Key::required("delay", Kind::OneOf(DELAYS), "how long it takes then"),
    ]),
    reference: "Gomez-Rodriguez, Balduzzi and Schölkopf, Uncovering the temporal dynamics of diffusion networks, 2011",
    check: "path of two ties, probability 0.8, exponential delays of mean 1: the end by time 2 with probability .380156",
    build: |value| {
        Ok(Box::new(ContinuousTimeCascade {
            probability: ByTie::read("probability", value.at("probability"))?,
            delay: delay(value.at("delay"))?,
        }))
    },
};

fn delay(value: &Value) -> Result<Delay, Fault> {
    let (law, inner) = value.chosen();
    let time = |key: &str| {
        let (number, path) = match key {
            "" => (inner.as_number().expect("the catalog promises a number"), format!("delay.{law}")),
            key => (inner.number(key), format!("delay.{law}.{key}")),
        };
        let fault = || Fault::at(path, "this delay is no time at all", "write a time above 0; `fixed` may be 0");
        if number > 0.0 { Ok(number) } else { Err(fault()) }
    };
    Ok(match law {
        "exponential" => Delay::Exponential(time("")?),
        "weibull" => Delay::Weibull { scale: time("scale")?, shape: inner.number("shape") },
        "power-law" => Delay::PowerLaw { plateau: time("plateau")?, exponent: inner.number("exponent") },
        "lognormal" => Delay::Lognormal { median: time("median")?, sigma: inner.number("sigma") },
        "feed" => {
            let (seen, half_life) = (inner.number("seen"), time("half-life")?);
            if seen <= 0.0 || seen >= 1.0 {
                let help =
                    "write a number between 0 and 1, such as 0.35; where all is seen, `exponential` may be meant";
                return Err(Fault::at(
                    "delay.feed.seen",
                    "a feed shows some posts to a person, never none or all",
                    help,
                ));
            }
            let looks = -libm::log1p(-seen);
            let sinks = -libm::log1p(libm::log1p(-seen / 2.0) / looks) / half_life;
            Delay::Feed { looks, sinks }
        }
        _ => Delay::Fixed(inner.as_number().expect("the catalog promises a number")),
    })
}

struct ContinuousTimeCascade {
    probability: ByTie,
    delay: Delay,
}

impl Model for ContinuousTimeCascade {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let probability = self.probability.of("probability", network, Fits::Share)?;
        Ok(Law::Delays { chance: probability.map(Chance::of), delay: self.delay })
    }

    fn strength(&self) -> Strength {
        self.probability.use_of(Strength::Share)
    }

    fn in_rounds(&self) -> bool {
        false
    }
}
