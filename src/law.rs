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
use crate::machine::room;
use crate::random::Chance;

mod offspring;

pub use offspring::Offspring;

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
    /// As one round of `Tries`, with good words and bad words.
    News {
        /// Chance of a try.
        chance: Sifted<Chance>,
        /// Chance that somebody who was asked, or heard good words, passes on good ones; bad words stay bad.
        quality: PerPerson<Chance>,
        /// What a person hears whom good and bad words reach in the same round.
        conflict: Conflict,
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
    /// Without a network: each member has children of its own.
    Descent(Descent),
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
    /// In rounds: strong ties stay, weak ones are drawn anew in each.
    Periods(Periods),
}

/// Periods in which everybody hears its strong ties, and as many others drawn anew as it has weak ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Periods {
    /// Whether each tie of the network is weak, and stands for somebody drawn anew.
    pub is_weak: Vec<bool>,
    /// Chance a period that one adopter wins over a hearer by a strong tie.
    pub strong: f64,
    /// The same of a weak contact.
    pub weak: f64,
    /// Chance a period that a person acts by no tie.
    pub outside: PerPerson<f64>,
}

/// A process without a network: each member has a random number of children, and each child comes after a delay.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// How many children a member has.
    pub offspring: Offspring,
    /// When a child comes.
    pub delay: Birth,
    /// Rate at which members come by themselves, at least 0; 0 in generations.
    pub background: f64,
    /// The process is stopped at so many members, at least 1.
    pub largest: u32,
}

/// When a child comes, after its parent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Birth {
    /// In the next round.
    Generation,
    /// After a delay of its own.
    After(Delay),
}

/// What a person hears whom good and bad words reach in the same round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The bad ones.
    NegativeWins,
    /// Those of one who reached the person, each equally likely to have come first.
    RandomOrder,
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
    OneOf(Spans),
    /// 1 - prod(1 - p) over the adopters heard must reach theta.
    Independent(PerTie<f64>),
}

/// For each tie the numbers of its hearer at which it is live, from the first to below the second, in units of 2^-63.
#[derive(Clone, Debug, PartialEq)]
pub struct Spans {
    exact: Vec<(u64, u64)>,
    /// The 16 leading bits of the least and, above them, of the greatest number: all that is read of most ties.
    digits: Vec<u32>,
}

impl Spans {
    /// The least and, above it, the greatest 16 leading bits of each tie's span; from 1 to 0 where it is empty.
    pub fn digits(&self) -> &[u32] {
        &self.digits
    }
}

impl From<Vec<(u64, u64)>> for Spans {
    fn from(exact: Vec<(u64, u64)>) -> Self {
        let digit = |x: u64| (x >> 47) as u32;
        // Weights that are rounded up may end a little above one whole, where no number is.
        let mut digits = room(exact.len());
        digits.extend(exact.iter().map(|&(low, end)| match end.min(WHOLE) {
            end if low < end => digit(low) | digit(end - 1) << 16,
            _ => 1,
        }));
        Spans { digits, exact }
    }
}

impl std::ops::Deref for Spans {
    type Target = [(u64, u64)];
    fn deref(&self) -> &[(u64, u64)] {
        &self.exact
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A span has the digits of its ends; empty ones, and what lies beyond one whole, have none.
    #[test]
    fn spans_begin_and_end_with_their_digits() {
        let half = WHOLE / 2;
        let spans = [(0, WHOLE), (half, half + 1), (half, half), (half, WHOLE + 5), (WHOLE, WHOLE + 5), (0, 0)];
        let spans = Spans::from(spans.to_vec());
        let whole = |least: u32, most: u32| least | most << 16;
        let expected = [whole(0, 0xFFFF), whole(0x8000, 0x8000), 1, whole(0x8000, 0xFFFF), 1, 1];
        assert_eq!(spans.digits(), expected);
    }
}
