//! The classical models, each a file that states its rule as a [`Law`].

use crate::audience::Audience;
use crate::catalog::{Fault, Kind};
use crate::graph::{Graph, PerTie};
use crate::law::Law;
use crate::random::Replicate;

crate::catalog! { Box<dyn Model>:
    independent_cascade, linear_threshold, general_threshold, granovetter, watts, complex_contagion, si, sir, bass,
    maki_thompson,
}

/// A rule of spreading with its parameters, before it meets a network.
pub trait Model: Send + Sync {
    /// The rule made ready for one network; a fault where the two do not go together (weights that add up to more than 1,
    /// a column that is not there).
    fn law(&self, network: &Network) -> Result<Law, Fault>;

    /// What the third column of a network file is to this model.
    fn strength(&self) -> Strength {
        Strength::Unused
    }

    /// Whether the model measures time in rounds.
    fn in_rounds(&self) -> bool {
        true
    }

    /// Whether every replicate ends by itself, so that no horizon is needed.
    fn ends(&self) -> bool {
        true
    }

    /// Whether people can act with nobody asked first.
    fn starts_alone(&self) -> bool {
        false
    }
}

/// What a model reads out of a tie's strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Nothing.
    Unused,
    /// A number in [0, 1]: a probability or a weight.
    Share,
    /// A rate per unit of time.
    Rate,
}

/// What a law is made for: one network with its people, and the luck of what is drawn once for it.
pub struct Network<'a> {
    /// Who is tied to whom.
    pub graph: &'a Graph,
    /// What is known of the people.
    pub audience: &'a Audience,
    /// The luck of this network, for properties that are drawn and then stay.
    pub luck: Replicate,
}

/// A fault at a key unless the people have such a column of attributes.
pub(crate) fn known_column(network: &Network, key: &str, column: &str) -> Result<(), Fault> {
    let attributes = &network.audience.attributes;
    if attributes.kind(column).is_some() {
        return Ok(());
    }
    let help = match (attributes.nearest_column(column), attributes.columns().next()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(_)) => format!("the columns are {}", attributes.columns().collect::<Vec<_>>().join(", ")),
        (None, None) => "name the file of facts about people in [people] attributes = \"people.csv\"".to_owned(),
    };
    Err(Fault::at(key, format!("the people have no column `{column}`"), help))
}

/// A column of the people's attributes that holds a fitting number for everybody; `help` says what fits.
pub(crate) fn column_of(
    network: &Network,
    key: &str,
    column: &str,
    fits: impl Fn(f64) -> bool,
    help: &str,
) -> Result<Vec<f64>, Fault> {
    known_column(network, key, column)?;
    let attributes = &network.audience.attributes;
    let of = |person| {
        let number = attributes.number(column, person);
        number.filter(|&x| fits(x)).ok_or_else(|| {
            let found = match attributes.no_number(column) {
                Some((line, text)) => format!("column `{column}` holds text (`{text}` in line {line})"),
                None => {
                    let found = number.map_or("nothing".to_owned(), |x| x.to_string());
                    format!("`{}` has {found} in column `{column}`", network.graph.names().get(person))
                }
            };
            Fault::at(key, found, help)
        })
    };
    (0..network.graph.people()).map(of).collect()
}

/// A parameter that is one number for all ties or the word "strength", their third column.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ByTie {
    Same(f64),
    Strength,
}

/// The word that stands for the third column of the network file.
const STRENGTH: Kind = Kind::Words(&[("strength", "the third column of the network file")]);
/// A probability, or the third column.
const PROBABILITY_OR_STRENGTH: Kind = Kind::Either(&[Kind::Probability, STRENGTH]);
/// A rate, or the third column.
const RATE_OR_STRENGTH: Kind = Kind::Either(&[Kind::Rate, STRENGTH]);

impl ByTie {
    fn read(value: &crate::catalog::Value) -> ByTie {
        value.as_number().map_or(ByTie::Strength, ByTie::Same)
    }

    fn column(self, key: &str, graph: &Graph) -> Result<PerTie<f64>, Fault> {
        match self {
            ByTie::Same(number) => Ok(PerTie::Same(number)),
            ByTie::Strength => match graph.strengths() {
                Some(strengths) => Ok(PerTie::Each(strengths.to_vec())),
                None => Err(Fault::at(
                    key,
                    "the ties of this network have no strength",
                    "give the network file a third column, or write a number here",
                )),
            },
        }
    }

    fn use_of(self, use_of: Strength) -> Strength {
        if self == ByTie::Strength { use_of } else { Strength::Unused }
    }
}
