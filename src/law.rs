//! The one law behind all models: **an act happens when the dose reaches a threshold**.
//!
//! Person v acts at the first time at which D_v >= theta_v, where D_v sums the doses of v's exposures and theta_v is drawn
//! from a threshold law before the replicate begins. Threshold law, dose rule and infectious life make the model:
//!
//! | model | threshold | dose of one exposure from u | infectious life |
//! |---|---|---|---|
//! | independent cascade | Exp(1) | -ln(1 - p) | one round |
//! | linear threshold | uniform on (0, 1] | weight of the tie | forever |
//! | general threshold | uniform on (0, 1] | f(A + u) - f(A) | forever |
//! | Granovetter, complex contagion | a count | 1 | forever |
//! | Watts | a share | 1 / k | forever |
//! | SI, SIR in rounds | Exp(1) | -ln(1 - b) a round | forever, geometric or fixed |
//! | SI, SIR, Bass in continuous time | Exp(1) | rate x time | forever, exponential or fixed |
//! | Maki-Thompson, Daley-Kendall, rumours | Exp(1) | rate x time | until stifled by a contact |
//! | SIS, SEIR and kin, Goldenberg-Libai-Muller | Exp(1) | rate x time, or -ln(1 - b) a round | stages that follow each other |
//! | continuous-time cascade | Exp(1) | -ln(1 - p), after a delay | forever |
//! | Kertesz, profiles | a count, then Exp(1) | 1, then -ln(1 - c) a round | forever |
//! | Dodds-Watts | any | random, forgotten after T rounds | as long as the dose lasts, then geometric |
//!
//! A [`Law`] is such a choice made ready for one network. Exponential thresholds have a second, equivalent form, the
//! **live-edge coupling**: each tie throws its own coin, and v acts when the first live tie reaches it. It is as exact and
//! much faster, so it is what `Tries` and `Rates` are played by; `Thresholds` keeps one threshold per person. Both forms
//! of one model give the same distribution, not the same replicates.
//!
//! Kempe, Kleinberg and Tardos, *Maximizing the spread of influence through a social network* (KDD 2003), sections 2 and 3,
//! give the equivalence for rounds.

use crate::graph::{PerPerson, PerTie, Sifted};
use crate::random::Chance;

/// A rule of spreading, made ready for one network.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// In rounds, by coins: an adopter tries each of its ties once a round as long as its life lasts.
    Tries {
        /// Chance of one try.
        chance: Sifted<Chance>,
        /// How many rounds an adopter tries.
        life: Rounds,
    },
    /// In rounds, by one threshold per person.
    Thresholds(Rule),
    /// In continuous time: an adopter exposes each hearer at a rate as long as its life lasts.
    Rates {
        /// Rate of one tie, per unit of time, at least 0.
        rate: Sifted<f64>,
        /// Rate at which a person acts by no tie at all, per unit of time, at least 0.
        outside: f64,
        /// How long an adopter exposes others.
        life: Life,
    },
    /// By contacts with one hearer at a time, which may end the spreader's life.
    Contacts(Contacts),
    /// By stages that follow each other, perhaps for ever again.
    Stages(Stages),
    /// In continuous time: each tie works at most once, after a delay.
    Delays {
        /// Chance that a tie ever works.
        chance: PerTie<Chance>,
        /// How long it takes then.
        delay: Delay,
    },
    /// By contacts as `Contacts`, along one tie or all at once, which may end the part of either side.
    Rumour(Rumour),
    /// In rounds: who has heard enough adopters thinks about it once a round.
    Reluctance(Reluctance),
    /// In rounds: doses of chance contacts, remembered for a while.
    Doses(Doses),
}

/// Infectious life in rounds, at least one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rounds {
    /// This many; `u32::MAX` is forever.
    Fixed(u32),
    /// Ends after each round with this chance.
    Geometric(Chance),
}

/// Infectious life in continuous time, in the model's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Life {
    /// Exactly this long; infinity is forever.
    Fixed(f64),
    /// Ends at this rate.
    Exponential(f64),
}

/// Threshold and dose where each person has one threshold.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// As many adopters must be heard; 0 acts at the start, unasked, and `u32::MAX` never.
    Count(PerPerson<u32>),
    /// As many must be heard as a uniform share of all whom the person hears: theta k, theta uniform on (0, 1].
    Share,
    /// The weights of the adopters heard must reach theta. Weights are in units of 2^-63, so their sum is exact in any
    /// order.
    Weights(PerTie<u64>),
    /// As `Weights`, by the live-edge coupling: theta picks at most one of the people heard, each with its weight as
    /// probability; the entry is the lower and upper end of the tie's interval, in units of 2^-63.
    OneOf(Vec<(u64, u64)>),
    /// 1 - prod(1 - p) over the adopters heard must reach theta.
    Independent(PerTie<f64>),
}

/// One whole in the units of [`Rule::Weights`].
pub const WHOLE: u64 = 1 << 63;

/// How spreaders meet hearers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contacts {
    /// Contacts of a spreader per unit of time; `None`: one in each round, all at once.
    pub rate: Option<f64>,
    /// Chance that a contact with a person who has not acted makes that person act.
    pub spread: Chance,
    /// Chance that a contact with a person who has acted ends the spreader's life.
    pub stifle: Chance,
}

/// How long something lasts or takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Stay {
    /// Exactly so long, in rounds or in the model's unit; infinity is forever.
    Fixed(PerPerson<f64>),
    /// Ends after each round with this chance (so it lasts one at least), or at this rate.
    Random(PerPerson<f64>),
}

impl Stay {
    /// No time at all.
    pub const NONE: Stay = Stay::Fixed(PerPerson::Same(0.0));
    /// For ever.
    pub const FOREVER: Stay = Stay::Fixed(PerPerson::Same(f64::INFINITY));
}

/// A person who acts is latent, then active, then immune, then open again. Active people expose those who hear them.
#[derive(Clone, Debug, PartialEq)]
pub struct Stages {
    /// Whether time is counted in rounds.
    pub rounds: bool,
    /// Chance of one try (one a round), or the rate of a tie.
    pub pass: PerTie<f64>,
    /// Chance a round, or rate, at which a person acts by no tie.
    pub outside: PerPerson<f64>,
    /// From an act until the person exposes others; the seed set leaves it out.
    pub latent: Stay,
    /// How long the person does.
    pub active: Stay,
    /// How long the person then cannot act again.
    pub immune: Stay,
}

/// How long a tie takes to work. A share of the delays may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Delay {
    /// Exactly so long.
    Fixed(f64),
    /// Memoryless, with this mean.
    Exponential(f64),
    /// P(delay <= t) = 1 - exp(-(t / scale)^shape).
    Weibull {
        /// Time by which a share of 1 - 1/e has passed.
        scale: f64,
        /// 1 is exponential, 2 Rayleigh; below 1 early and late ones are common.
        shape: f64,
    },
    /// Density even up to the plateau, then falling as t^-(1 + exponent).
    PowerLaw {
        /// Length of the plateau.
        plateau: f64,
        /// Above 0; the smaller, the longer the tail.
        exponent: f64,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Half of the delays are shorter.
        median: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// First look at a post that sinks in a feed: rate of looking r delta exp(-delta t), seen in the end with 1 - exp(-r).
    Feed {
        /// Looks while it is visible, above 0: -ln(1 - share seen).
        looks: f64,
        /// Rate at which it sinks, per unit of time.
        sinks: f64,
    },
}

/// How spreaders meet hearers where there is more to say than in [`Contacts`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rumour {
    /// Contacts with one hearer (or along each tie) per unit of time; `None`: one in each round, all at once.
    pub rate: Option<f64>,
    /// Whether each tie has its own contacts; else a spreader has contacts with one random hearer after the other.
    pub all_ties: bool,
    /// Chance that a contact with a person who has not acted makes that person act.
    pub spread: Chance,
    /// Chance that a contact with a person who has acted ends the spreader's part.
    pub stifle: Chance,
    /// Whether a contact between two spreaders ends the part of both, and counts half, since either may have made it.
    pub both: bool,
    /// Rate at which a spreader stops by itself, or chance after a round.
    pub forget: f64,
}

/// Who has heard enough adopters acts with a chance each round.
#[derive(Clone, Debug, PartialEq)]
pub struct Reluctance {
    /// How many adopters must be heard, at least 1; `u32::MAX` is never.
    pub needed: PerPerson<u32>,
    /// Chance a round that who has heard as many acts.
    pub accept: PerPerson<f64>,
    /// Chance that who has not acted in such a round never will.
    pub refuse: PerPerson<f64>,
    /// Chance a round that a person acts by no tie.
    pub outside: PerPerson<f64>,
    /// Chance that a person never acts unless asked, drawn once a replicate.
    pub immune: PerPerson<f64>,
}

/// An amount with its law.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// The same for all, or by person.
    Fixed(PerPerson<f64>),
    /// Anything between the two, evenly.
    Uniform(f64, f64),
    /// Exponential, with this mean.
    Exponential(f64),
    /// The logarithm is normal: median and standard deviation of the logarithm.
    Lognormal(f64, f64),
}

/// Each round everybody meets one random person heard; active ones may pass on a dose.
#[derive(Clone, Debug, PartialEq)]
pub struct Doses {
    /// Chance that a contact with an active person is a dose.
    pub chance: Chance,
    /// How large a dose is.
    pub dose: Amount,
    /// How much makes a person act, drawn once a replicate.
    pub threshold: Amount,
    /// How many rounds a dose counts; `u32::MAX` is for ever.
    pub memory: u32,
    /// Chance a round that an active person whose doses are below the threshold stops.
    pub recover: Chance,
    /// Chance a round that a person who has stopped can act again.
    pub lose: Chance,
}
