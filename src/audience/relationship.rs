//! How strong and trusted ties are, and how that changes.
//!
//! The strength of a tie at the start, w0, is a column of the graph ([`crate::graph::Graph::strengths`]); here stand the law it
//! is had from ([`Initial`]), what an exposure along a tie is worth, and how strength grows by dialogue and fades in silence:
//!
//! ```text
//! between events   w(t) = w0 + (w(t0) - w0) exp(-(t - t0) / tau),   tau = half-life / ln 2
//! at an event      w <- w + g (1 - w),   g one-way (an act on the other's item) or two-way (an act and its answer)
//! trust            T(w) / T_bar,   T(w) = weak + (strong - weak) w,   T_bar its mean over the ties of the network at w0
//! ```
//!
//! Why this form: strength stays in [0, 1], grows by contact and fades in silence (E. Gilbert and K. Karahalios, *Predicting
//! tie strength with social media*, CHI 2009, doi:10.1145/1518701.1518736, tell strong from weak ties by how much and how
//! lately people wrote to each other). No rates are published in this form: the defaults are assumed.

pub mod channels;
mod initial;
mod strength;

pub use channels::Channels;
pub use initial::Initial;
pub use strength::{Growth, Trust, constant_rate, decayed, fixed_point, grown};

use crate::catalog::{Fault, Key, Kind, Value};
use channels::{CHANNELS, TABLES};

/// How trust follows strength, and how strength changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    /// What an exposure along a tie is worth.
    pub trust: Trust,
    /// What acts and answers add.
    pub growth: Growth,
    /// Hours after which half of what was gained is lost again; infinity: strength does not fade.
    pub half_life: f64,
    /// What exposures along no tie are worth.
    pub channels: Channels,
}

/// All ties trusted alike, and none ever changes.
impl Default for Relationship {
    fn default() -> Self {
        let channels = Channels::default();
        Relationship { trust: Trust::ALIKE, growth: Growth::NONE, half_life: f64::INFINITY, channels }
    }
}

const GROWTH: &[Key] = &[
    Key::with_default(
        "one-way",
        Kind::Probability,
        "0.03",
        "share of what is missing to full strength that an act on the other's item adds",
    )
    .larger("ties that grow with every click")
    .source("assumed"),
    Key::with_default(
        "two-way",
        Kind::Probability,
        "0.15",
        "the same for a dialogue: an act of a verb with `tie = \"dialogue\"`, or a reply of the brand",
    )
    .larger("dialogue that ties sooner")
    .source("assumed"),
];

const TRUST: &[Key] = &[
    Key::with_default("weak", Kind::Number(0.0, 1e6), "0.4", "what an exposure along a tie of strength 0 is worth").source("assumed"),
    Key::with_default("strong", Kind::Number(0.0, 1e6), "1.6", "what an exposure along a tie of strength 1 is worth")
        .larger("strong ties persuade more; only the ratio to `weak` matters")
        .source("assumed; the mid-ranges of Goldenberg, Libai and Muller 2001 give a ratio of 5.3, Bakshy et al. 2012 observe 2.86"),
];

const OWN_CHANNELS: &[Key] = &[
    Key::with_default(
        "table",
        Kind::Words(TABLES),
        "\"assumed\"",
        "the table from which all channels that are not named come",
    ),
    channel(0, "what stands on a shared page"),
    channel(1, "what comes from a brand"),
    channel(2, "mass media"),
    channel(3, "what is found by searching"),
    channel(4, "paid posts in a feed"),
    channel(5, "paid pictures on a page"),
];

const fn channel(place: usize, meaning: &'static str) -> Key {
    Key::optional(CHANNELS[place], Kind::Number(0.0, 1e6), meaning)
        .unit("trust relative to the mean tie between people")
}

/// The keys of `[relationship]` that change while a scenario runs: they belong to platforms.
pub const DYNAMIC: [&str; 4] = ["growth", "half-life", "trust", "channels"];

/// The keys of `[relationship]`.
pub const KEYS: &[Key] = &[
    Key::optional(
        "initial",
        initial::KIND,
        "how strong ties are at the start; where it is left out, as the network says, else by embeddedness",
    )
    .unit("strength, 0 to 1"),
    Key::optional("growth", Kind::Table(GROWTH), "how acts strengthen the tie between two people"),
    Key::with_default(
        "half-life",
        Kind::Either(&[Kind::Duration, Kind::Words(&[("never", "strength does not fade")])]),
        "\"90 days\"",
        "time without contact after which half of what a tie has gained is lost",
    )
    .larger("ties that remember")
    .source("assumed"),
    Key::optional("trust", Kind::Table(TRUST), "what an exposure is worth along a weak and a strong tie"),
    Key::with_default(
        "channels",
        Kind::Either(&[Kind::Words(TABLES), Kind::Table(OWN_CHANNELS)]),
        "\"assumed\"",
        "what an exposure is worth that comes from no person: a table by name, or numbers of one's own",
    ),
];

/// The law of relationships, before it meets a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    /// How strong ties are at the start; `None`: as the network says, else by embeddedness.
    pub initial: Option<Initial>,
    /// How trust follows strength (its mean still to be found), and how strength changes.
    pub relationship: Relationship,
}

impl Law {
    /// From a value that has passed [`KEYS`].
    ///
    /// # Errors
    ///
    /// A fault where a time has no unit, or nothing is trusted.
    pub fn from_value(value: &Value) -> Result<Law, Fault> {
        let number = |table: &str, key: &str, usual: f64| {
            value.get(table).and_then(|table| table.get(key)).and_then(Value::as_number).unwrap_or(usual)
        };
        let usual = Growth::USUAL;
        let growth = Growth {
            one_way: number("growth", "one-way", usual.one_way),
            two_way: number("growth", "two-way", usual.two_way),
        };
        let usual = Trust::USUAL;
        let trust = Trust {
            weak: number("trust", "weak", usual.weak),
            strong: number("trust", "strong", usual.strong),
            mean: 1.0,
        };
        if trust.weak + trust.strong <= 0.0 {
            let help = format!("write trust = {{ weak = {}, strong = {} }}", usual.weak, usual.strong);
            return Err(Fault::at("trust", "nothing is trusted, along no tie", help));
        }
        let half_life = match value.get("half-life") {
            Some(Value::Written { number, .. }) if *number > 0.0 => *number,
            Some(Value::Text(_)) | None => f64::INFINITY,
            Some(_) => {
                let help = "write a time with a unit, such as half-life = \"90 days\", or \"never\"";
                return Err(Fault::at("half-life", "this is no time after which half is lost", help));
            }
        };
        let channels = match value.get("channels") {
            Some(Value::Text(table)) => Channels::of(table).unwrap_or_default(),
            Some(own) => {
                let table = Channels::of(own.text("table")).unwrap_or_default();
                let number = |channel: &&str| own.get(channel).and_then(Value::as_number);
                CHANNELS.iter().fold(table, |table, channel| match number(channel) {
                    Some(trust) => table.with(channel, trust),
                    None => table,
                })
            }
            None => Channels::default(),
        };
        let initial = value.get("initial").map(Initial::from_value).transpose()?;
        Ok(Law { initial, relationship: Relationship { trust, growth, half_life, channels } })
    }
}

impl Relationship {
    /// The time constant of fading, in hours: half-life / ln 2.
    pub fn tau(&self) -> f64 {
        self.half_life / std::f64::consts::LN_2
    }

    /// The same with the mean trust of ties of these strengths.
    pub fn calibrated(self, strengths: &[f64]) -> Relationship {
        Relationship { trust: self.trust.calibrated(strengths), ..self }
    }
}
