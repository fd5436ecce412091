//! Whom to ask first, one strategy a file.
//!
//! Most strategies give any number of people out of any part of them and are a `Strategy`: a [`Seeding`] with a [`Count`]. So a
//! strategy can be used within a group (`among`) and beside others (`mix`) without knowing of either.
//!
//! Influence runs along ties, from u to v where v hears u: a strategy looks at those who hear a person, unless it says
//! otherwise. Equals stand in canonical order.

mod group;
mod nested;
mod paths;
mod ranking;
mod strata;
#[cfg(test)]
mod tests;

pub use group::{Count, Group};

use crate::catalog::{Fault, Value};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

crate::catalog! { Box<dyn Seeding>:
    people, file, random, most_ties, fewest_ties, rank_band, far_apart, degree_discount, vote_rank, k_core, page_rank,
    eigenvector, katz, closeness, betweenness, collective_influence, dominating_set, friends_of_random, authors,
    one_per_community, stratified, among, mix, any_of, best,
}

/// A way to choose the seed set.
pub trait Seeding: Send + Sync {
    /// The seed set in one replicate: different people, as many as asked for. `luck` is the replicate's, the same for every
    /// campaign; what does not vary looks only at the network.
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32>;

    /// The seed set where it depends on how it spreads; `None`: it does not, and `seeds` says it.
    fn seeds_under(&self, network: &Network, question: best::Question) -> Option<Result<Vec<u32>, Fault>> {
        let _ = (network, question);
        None
    }

    /// Whether it depends on how it spreads.
    fn asks_for_spread(&self) -> bool {
        false
    }

    /// Whether the seed set differs from replicate to replicate.
    fn varies(&self) -> bool {
        false
    }

    /// Whether this network can give such a seed set: enough people, known names.
    fn check(&self, graph: &Graph) -> Result<(), Fault>;

    /// A file of names that must be read first: its path, and where the names go.
    fn file(&mut self) -> Option<(&str, &mut Vec<String>)> {
        None
    }

    /// All such files, where there can be several.
    fn files(&mut self) -> Vec<(&str, &mut Vec<String>)> {
        self.file().into_iter().collect()
    }

    /// The seed set out of a group, where [`Seeding::check_among`] allows it.
    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        self.seeds(network, luck).into_iter().filter(|&person| group.has(person)).collect()
    }

    /// Whether this network, with what is known of its people, can give such a seed set out of a group.
    ///
    /// # Errors
    /// What does not go together.
    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        if !group.is_everybody() || group.left() < group.size() || group.drawn() > 0 {
            let help = "choose among everybody, or take another seeding";
            return Err(Fault::at("", "this seeding chooses among all people, not among some of them", help));
        }
        self.check(network.graph)
    }

    /// How many people it asks out of a group; `None`: those it names.
    fn count_among(&self, _group: &Group) -> Option<u64> {
        None
    }

    /// The same strategy with all that depends on the network alone found already, for a group of which more people may be
    /// taken later; `None`: there is nothing to find.
    fn settled(&self, _network: &Network, _group: &Group) -> Option<Box<dyn Seeding>> {
        None
    }

    /// Numbers the draws by which one of several is picked, in order, so that each has luck of its own.
    fn number_picks(&mut self, _next: &mut u64) {}

    /// Whether it names people, and so cannot take others in their place.
    fn is_list(&self) -> bool {
        false
    }
}

/// How many people a seeding asks for, where its value is that number or share, or has it at `count`, or holds another
/// seeding of so many at `seeds`.
pub fn count(value: &Value, everybody: &Group) -> Option<u64> {
    match value {
        Value::Whole(_) | Value::Written { .. } => Some(Count::read("", value).ok()?.of(everybody)),
        // A share within a group is one of the group, which is not known here.
        _ if value.get("count").is_none() => match value.get("seeds")?.chosen().1 {
            Value::Written { .. } => None,
            inner => count(inner, everybody),
        },
        _ => count(value.get("count")?, everybody),
    }
}

/// The same strategy asked for another number of people; `None` where it does not take one.
pub fn of_count(name: &str, value: &Value, count: u64) -> Option<Box<dyn Seeding>> {
    let entry = CATALOG.iter().find(|entry| entry.name == name)?;
    let value = match value {
        Value::Whole(_) | Value::Written { .. } => Value::Whole(count),
        Value::Table(_) => with_count(value, count)?,
        _ => return None,
    };
    (entry.build)(&value).ok()
}

/// The value of a seeding whose number of people stands at `count`, or in the seeding at `seeds`, with another number.
fn with_count(value: &Value, count: u64) -> Option<Value> {
    let mut value = value.clone();
    if let Some(place) = value.get_mut("count") {
        *place = Value::Whole(count);
    } else {
        let Value::Table(inner) = value.get_mut("seeds")? else { return None };
        let [(_, number)] = &mut inner[..] else { return None };
        let other = if number.as_whole().is_some() { Value::Whole(count) } else { with_count(number, count)? };
        *number = other;
    }
    Some(value)
}

/// A fault unless the network has that many people.
fn enough(key: &str, count: u64, graph: &Graph) -> Result<(), Fault> {
    if count <= u64::from(graph.people()) {
        return Ok(());
    }
    Err(Fault::at(
        key,
        format!("{count} people are asked for, and the network has {}", graph.people()),
        format!("write at most {}", graph.people()),
    ))
}

/// A seeding that gives any number of people out of any group.
trait Strategy: Send + Sync {
    /// How many people are asked for, and the key that says so.
    fn count(&self) -> (&'static str, Count);

    /// So many different people out of a group, which has as many.
    fn choose(&self, network: &Network, luck: &Replicate, group: &Group, count: usize) -> Vec<u32>;

    /// Whether they differ from replicate to replicate.
    fn is_drawn(&self) -> bool {
        false
    }

    /// What else must hold of the network and what is known of its people.
    fn fits(&self, _network: &Network, _group: &Group) -> Result<(), Fault> {
        Ok(())
    }

    /// See [`Seeding::settled`].
    fn prepared(&self, _network: &Network, _group: &Group) -> Option<Box<dyn Seeding>> {
        None
    }
}

impl<S: Strategy> Seeding for S {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.seeds_among(network, luck, &Group::everybody(network.graph))
    }

    fn varies(&self) -> bool {
        self.is_drawn()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        let (key, count) = self.count();
        count.fits(key, &Group::everybody(graph))
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        let count = self.count().1.of(group).min(group.left().into());
        self.choose(network, luck, group, count as usize)
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        let (key, count) = self.count();
        self.fits(network, group)?;
        count.fits(key, group)
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        Some(self.count().1.of(group))
    }

    fn settled(&self, network: &Network, group: &Group) -> Option<Box<dyn Seeding>> {
        self.prepared(network, group)
    }
}

/// The kind of a number of people, at least 1.
const COUNT: crate::catalog::Kind = crate::catalog::Kind::Whole(1, Graph::MOST_PEOPLE);
/// The key of a number of people where a strategy has others beside it.
const HOW_MANY: crate::catalog::Key =
    crate::catalog::Key::required("count", Count::KIND, "how many people, or which share of them").unit("people");
