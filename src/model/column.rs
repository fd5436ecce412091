//! Parameters that differ from person to person, or from tie to tie: a number for all, a column, or the third column of the
//! network file.
//!
//! Wherever a model takes a number about a person, the name of a column of the people's attributes may stand instead:
//! `recovery = "stamina"`. A number about a tie belongs to two people, so a column must say whose it is: `{ hearer = "openness" }`
//! is how open the one is who hears, `{ speaker = "charm" }` how charming the one who tells, and both together are multiplied.

use super::{Network, Strength};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::{PerPerson, PerTie};

/// A column of the people's attributes that holds a fitting number for everybody; `help` says what fits.
pub(crate) fn column_of(
    network: &Network,
    key: &str,
    column: &str,
    fits: impl Fn(f64) -> bool,
    help: &str,
) -> Result<Vec<f64>, Fault> {
    crate::audience::column_of(&network.audience.attributes, network.graph.names(), key, column, fits, help)
}

/// What a number of a file must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fits {
    /// In [0, 1].
    Share,
    /// At least 0.
    Rate,
    /// Above 0.
    Time,
    /// A whole number of at least 1.
    Rounds,
}

impl Fits {
    fn is_met(self, x: f64) -> bool {
        match self {
            Fits::Share => (0.0..=1.0).contains(&x),
            Fits::Rate => x >= 0.0,
            Fits::Time => x > 0.0,
            Fits::Rounds => x >= 1.0 && x.fract() == 0.0 && x < f64::from(u32::MAX),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Fits::Share => "here everybody needs a number from 0 to 1",
            Fits::Rate => "here everybody needs a number of at least 0",
            Fits::Time => "here everybody needs a number above 0",
            Fits::Rounds => "here everybody needs a whole number of at least 1",
        }
    }
}

/// A probability of a person: a number for all, or a column.
pub(super) const SHARE_OR_COLUMN: Kind = Kind::Either(&[Kind::Probability, Kind::Column]);
/// A rate of a person.
pub(super) const RATE_OR_COLUMN: Kind = Kind::Either(&[Kind::Rate, Kind::Column]);
/// A time of a person.
pub(super) const TIME_OR_COLUMN: Kind = Kind::Either(&[Kind::Duration, Kind::Column]);

/// A parameter of a person: one number for all, or a column of the people's attributes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ByPerson {
    Same(f64),
    Column(String),
}

impl ByPerson {
    /// Of a value that has passed a kind of a number or a column.
    pub fn read(value: &Value) -> ByPerson {
        match value.as_number() {
            Some(number) => ByPerson::Same(number),
            None => ByPerson::Column(value.as_text().expect("a number or a column").to_owned()),
        }
    }

    /// For all people of a network.
    ///
    /// # Errors
    /// A fault at the key where there is no such column, or somebody has no fitting number in it.
    pub fn of(&self, key: &str, network: &Network, fits: Fits) -> Result<PerPerson<f64>, Fault> {
        Ok(match self {
            ByPerson::Same(number) => PerPerson::Same(*number),
            ByPerson::Column(column) => {
                PerPerson::Each(column_of(network, key, column, |x| fits.is_met(x), fits.help())?)
            }
        })
    }

    /// The number, where it is one for all.
    pub fn same(&self) -> Option<f64> {
        match self {
            ByPerson::Same(number) => Some(*number),
            ByPerson::Column(_) => None,
        }
    }

    /// Whether it is 0 for all, as far as can be known without the people.
    pub fn is_zero(&self) -> bool {
        *self == ByPerson::Same(0.0)
    }
}

/// The word that stands for the third column of the network file.
pub(super) const STRENGTH: (&str, &str) = ("strength", "the third column of the network file");
/// Columns of the people at the ends of a tie.
pub(super) const COLUMNS: Kind = Kind::Table(&[
    Key::optional("hearer", Kind::Column, "a column of the people's attributes, of the person who hears"),
    Key::optional("speaker", Kind::Column, "a column of the people's attributes, of the person who is heard"),
]);
/// A probability of a tie: a number, the third column, or columns of the people.
pub(super) const SHARE_OF_TIE: Kind = Kind::Either(&[Kind::Probability, Kind::Words(&[STRENGTH]), COLUMNS]);
/// A rate of a tie.
pub(super) const RATE_OF_TIE: Kind = Kind::Either(&[Kind::Rate, Kind::Words(&[STRENGTH]), COLUMNS]);

/// A parameter of a tie.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ByTie {
    /// One number for all ties.
    Same(f64),
    /// The third column.
    Strength,
    /// Columns of the hearer and of the speaker, at least one, multiplied.
    Columns { hearer: Option<String>, speaker: Option<String> },
}

impl ByTie {
    /// Of a value that has passed [`SHARE_OF_TIE`] or [`RATE_OF_TIE`].
    ///
    /// # Errors
    /// A fault at the key where the table names no column.
    pub fn read(key: &str, value: &Value) -> Result<ByTie, Fault> {
        let column = |end: &str| value.get(end).and_then(Value::as_text).map(str::to_owned);
        match value {
            Value::Table(_) => match (column("hearer"), column("speaker")) {
                (None, None) => {
                    let help = format!("write {key} = {{ hearer = \"column\" }}, {{ speaker = \"column\" }}, or both");
                    Err(Fault::at(key, format!("`{key}` names no column"), help))
                }
                (hearer, speaker) => Ok(ByTie::Columns { hearer, speaker }),
            },
            value => Ok(value.as_number().map_or(ByTie::Strength, ByTie::Same)),
        }
    }

    /// For all ties of a network.
    ///
    /// # Errors
    /// A fault where the ties have no strength, or the people no such column.
    pub fn of(&self, key: &str, network: &Network, fits: Fits) -> Result<PerTie<f64>, Fault> {
        let graph = network.graph;
        let column = |end: &str, column: &Option<String>| {
            let Some(column) = column else { return Ok(None) };
            column_of(network, &format!("{key}.{end}"), column, |x| fits.is_met(x), fits.help()).map(Some)
        };
        match self {
            ByTie::Same(number) => Ok(PerTie::Same(*number)),
            ByTie::Strength => match graph.strengths() {
                Some(strengths) => Ok(PerTie::Each(strengths.to_vec())),
                None => Err(Fault::at(
                    key,
                    "the ties of this network have no strength",
                    "give the network file a third column, or write a number here",
                )),
            },
            ByTie::Columns { hearer, speaker } => {
                let by_hearer = column("hearer", hearer)?;
                let Some(by_speaker) = column("speaker", speaker)? else {
                    return Ok(PerTie::ByHearer(by_hearer.expect("one of the two")));
                };
                let mut each = Vec::with_capacity(graph.ties());
                for person in 0..graph.people() {
                    let of = |&hearer: &u32| by_hearer.as_ref().map_or(1.0, |by| by[hearer as usize]);
                    each.extend(graph.hearers(person).iter().map(|hearer| by_speaker[person as usize] * of(hearer)));
                }
                Ok(PerTie::Each(each))
            }
        }
    }

    /// The number, where it is one for all ties; contacts in time have no strength.
    ///
    /// # Errors
    /// A fault at the key where it is none.
    pub fn number(&self, key: &str) -> Result<f64, Fault> {
        match self {
            ByTie::Same(number) => Ok(*number),
            ByTie::Strength => Err(Fault::at(key, "contacts in time have no strength", "write a number here")),
            ByTie::Columns { .. } => {
                Err(Fault::at(key, "contacts in time take one number for all", "write a number here"))
            }
        }
    }

    /// What the third column is, to a model that uses it so.
    pub fn use_of(&self, use_of: Strength) -> Strength {
        if *self == ByTie::Strength { use_of } else { Strength::Unused }
    }
}
