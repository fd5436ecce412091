//! When those who acted stop, where the law gives each of them a life of its own: the spells of SIR, read off a finished cascade.
//!
//! The kernels of [`Law::Tries`] and [`Law::Rates`] need a life only while they look at a person's ties. It belongs to the person
//! ([`Purpose::Recover`]), so it is simply read again. The laws that let people begin anew record spells as they go.

use super::Tries;
use crate::cascade::Cascade;
use crate::law::{Law, Life, Rounds};
use crate::random::{Luck, Purpose, exponential};

/// How long those who act go on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lives {
    /// In rounds: who acts in round t tries in the rounds from t + 1 on.
    Rounds(Rounds),
    /// In continuous time.
    Time(Life),
}

impl Lives {
    /// Of a law; `None` of one whose people have no lives of their own, or record them themselves.
    pub fn of(law: &Law) -> Option<Lives> {
        match law {
            Law::Tries { life, .. } => Some(Lives::Rounds(*life)),
            Law::Rates { life, .. } => Some(Lives::Time(*life)),
            _ => None,
        }
    }

    /// Writes down a spell for each of a cascade: from its act until its life ends, or infinity beyond the horizon.
    pub fn record(self, horizon: f64, luck: &impl Luck, cascade: &mut Cascade) {
        let bits = luck.bits_of(Purpose::Recover);
        let geometric = match self {
            Lives::Rounds(Rounds::Geometric(end)) => Some(Tries::with(end)),
            _ => None,
        };
        let lasts = |person: u32| match (self, geometric) {
            (Lives::Rounds(Rounds::Fixed(u32::MAX)), _) => f64::INFINITY,
            (Lives::Rounds(Rounds::Fixed(rounds)), _) => f64::from(rounds),
            (_, Some(tries)) => match tries.until_success(bits(person.into(), 0)) {
                u32::MAX => f64::INFINITY,
                rounds => f64::from(rounds),
            },
            (Lives::Time(Life::Fixed(time)), _) => time,
            (Lives::Time(Life::Exponential(rate)), _) => exponential(bits(person.into(), 0)) / rate,
            (Lives::Rounds(Rounds::Geometric(_)), None) => unreachable!("made above"),
        };
        let Cascade { people, times, spells, .. } = cascade;
        spells.clear();
        spells.extend(people.iter().zip(&*times).map(|(&person, &now)| {
            let ends = now + lasts(person);
            [now, if ends <= horizon { ends } else { f64::INFINITY }]
        }));
    }
}
