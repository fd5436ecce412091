//! The classical models, each a file that states its rule as a [`Law`].

mod column;
mod compartments;

use crate::audience::Audience;
use crate::catalog::Fault;
use crate::engine::in_time::Exposures;
use crate::graph::Graph;
use crate::law::Law;
use crate::random::Replicate;
pub(crate) use column::column_of;

crate::catalog! { Box<dyn Model>:
    independent_cascade, linear_threshold, general_threshold, granovetter, watts, complex_contagion, si, sir, bass,
    maki_thompson, daley_kendall, rumour, sis, sirs, seir, seis, continuous_time_cascade, goldenberg_libai_muller,
    kertesz_threshold, profile, profile_threshold, dodds_watts, bad_news, branching, hawkes,
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

    /// Whether a run of the model reads nothing of the ties but their rows: no fact about each of them, and not whom a
    /// person hears. Large networks are held to less memory then.
    fn looks_at_rows_alone(&self) -> bool {
        false
    }

    /// Whether the model measures time in rounds.
    fn in_rounds(&self) -> bool {
        true
    }

    /// How the model exposes in contacts that come and go ([`crate::engine::in_time`]); `None`: it cannot be played on them. A fault
    /// where its parameters do not go with them.
    fn in_time(&self) -> Option<Result<Exposures, Fault>> {
        None
    }

    /// Whether every replicate ends by itself, so that no horizon is needed.
    fn ends(&self) -> bool {
        true
    }

    /// The measures beside those of every cascade that it knows.
    fn measures(&self) -> &'static [&'static str] {
        &[]
    }

    /// How many people there can be, for a model that has no network.
    fn people(&self) -> Option<u32> {
        None
    }

    /// What theory says of it without playing, if it says anything: a sentence without a full stop.
    fn theory(&self) -> Option<String> {
        None
    }

    /// Whether people can act with nobody asked first.
    fn starts_alone(&self) -> bool {
        false
    }

    /// Whether a cascade knows when people stop ([`Cascade::spells`](crate::cascade::Cascade::spells)).
    fn stops(&self) -> bool {
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
