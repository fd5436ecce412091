//! Of whom to choose: everybody, or part of the people, less those who are chosen already.

use crate::catalog::{Fault, Kind, Value};
use crate::graph::Graph;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The people a seeding may choose from.
#[derive(Clone, Debug)]
pub struct Group {
    /// By person; `None`: everybody.
    members: Option<Arc<[bool]>>,
    size: u32,
    people: u32,
    /// Members who may not be chosen any more.
    taken: BTreeSet<u32>,
    /// How many more others may draw from it first, nobody knows whom.
    drawn: u32,
}

impl Group {
    /// All people of a network.
    pub fn everybody(graph: &Graph) -> Group {
        let people = graph.people();
        Group { members: None, size: people, people, taken: BTreeSet::new(), drawn: 0 }
    }

    /// Those of the group for whom `is_one` holds.
    pub fn among(&self, is_one: impl Fn(u32) -> bool) -> Group {
        let of = |person| self.is_member(person) && is_one(person);
        let members: Arc<[bool]> = (0..self.people).map(of).collect();
        let size = members.iter().filter(|&&is_one| is_one).count() as u32;
        let taken = self.taken.iter().copied().filter(|&person| members[person as usize]).collect();
        Group { members: Some(members), size, people: self.people, taken, drawn: self.drawn }
    }

    /// The same group of which these may not be chosen any more; who is no member is passed over.
    pub fn without(&self, chosen: &[u32]) -> Group {
        let mut group = self.clone();
        group.taken.extend(chosen.iter().filter(|&&person| self.is_member(person)));
        group
    }

    /// The same group from which others may draw so many first.
    pub fn after_draws(&self, drawn: u64) -> Group {
        Group { drawn: u32::try_from(drawn).unwrap_or(u32::MAX), ..self.clone() }
    }

    /// The members of this group who may be chosen in both: `other` is the same group or a larger one.
    pub fn within(&self, other: &Group) -> Group {
        let mut group = self.clone();
        group.taken.extend(other.taken.iter().filter(|&&person| self.is_member(person)));
        group
    }

    /// Whether a person may be chosen.
    #[inline]
    pub fn has(&self, person: u32) -> bool {
        self.is_member(person) && (self.taken.is_empty() || !self.taken.contains(&person))
    }

    /// Who may be chosen, in canonical order.
    pub fn members(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.people).filter(|&person| self.has(person))
    }

    /// How many people the group has, chosen already or not: a share is one of these.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// How many may be chosen.
    pub fn left(&self) -> u32 {
        self.size - self.taken.len() as u32
    }

    /// How many of those others may draw first.
    pub fn drawn(&self) -> u32 {
        self.drawn
    }

    /// Whether it is everybody.
    pub fn is_everybody(&self) -> bool {
        self.size == self.people
    }

    #[inline]
    fn is_member(&self, person: u32) -> bool {
        self.members.as_ref().is_none_or(|members| members[person as usize])
    }
}

/// How many people are asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    /// So many, at least 1.
    People(u64),
    /// A share of the people of the group, in (0, 1].
    Share(f64),
}

impl Count {
    /// What may stand there: a number of people, or a share of them.
    pub const KIND: Kind = Kind::Either(&[super::COUNT, Kind::Percent]);

    /// From a value of that kind at a key.
    ///
    /// # Errors
    /// A share of nobody.
    pub fn read(key: &str, value: &Value) -> Result<Count, Fault> {
        match value {
            Value::Written { number, text } if *number <= 0.0 => {
                Err(Fault::at(key, format!("{text} of the people are nobody"), "ask for a larger share"))
            }
            Value::Written { number, .. } => Ok(Count::Share(*number)),
            value => Ok(Count::People(value.as_whole().unwrap_or_default())),
        }
    }

    /// How many that are in a group: a share to the nearest number of people, but somebody.
    pub fn of(self, group: &Group) -> u64 {
        match self {
            Count::People(count) => count,
            Count::Share(share) => (share * f64::from(group.size())).round().max(1.0) as u64,
        }
    }

    /// A fault at a key unless so many of a group may be chosen.
    ///
    /// # Errors
    /// More people than there are.
    pub fn fits(self, key: &str, group: &Group) -> Result<(), Fault> {
        let (count, left) = (self.of(group), u64::from(group.left()));
        if count <= left.saturating_sub(group.drawn.into()) {
            return Ok(());
        }
        let whole = if group.is_everybody() { "the network" } else { "the group" };
        let found = match left == u64::from(group.size()) {
            true => format!("{whole} has {left}"),
            false => format!("of the {} of {whole} {left} are not chosen yet", group.size()),
        };
        if count <= left {
            let message =
                format!("{count} people are asked for, {found}, and those before may draw {} of them", group.drawn);
            return Err(Fault::at(key, message, "put this one before those that draw, or ask for fewer people"));
        }
        let help = if left == 0 { "leave this out".to_owned() } else { format!("write at most {left}") };
        Err(Fault::at(key, format!("{count} people are asked for, and {found}"), help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, builder};

    #[test]
    fn groups_count_their_people() {
        let everybody = Group::everybody(&builder::from_ties(Names::Numbered(10), vec![], vec![], false));
        let even = everybody.without(&[4, 5]).among(|person| person % 2 == 0);
        assert_eq!((everybody.size(), everybody.left(), everybody.is_everybody()), (10, 10, true));
        assert_eq!((even.size(), even.left(), even.is_everybody()), (5, 4, false));
        assert_eq!(even.members().collect::<Vec<_>>(), [0, 2, 6, 8]);
        let later = even.within(&everybody.without(&[0, 1, 4]));
        assert_eq!((later.left(), later.has(0), later.has(2), later.has(3)), (3, false, true, false));
        assert_eq!((Count::Share(0.3).of(&even), Count::Share(0.01).of(&even), Count::People(7).of(&even)), (2, 1, 7));
        assert_eq!(
            Count::People(5).fits("count", &even).unwrap_err().message,
            "5 people are asked for, and of the 5 of the group 4 are not chosen yet"
        );
        assert!(Count::People(4).fits("", &even).is_ok());
    }
}
