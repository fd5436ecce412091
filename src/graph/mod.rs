//! CONNECTION: who is tied to whom.
//!
//! A tie u -> v means that v can hear u. Ties stand in compressed rows: row u lists the hearers of u in canonical order,
//! so a tie has a fixed address, (person u, place j in the row), by which its coin is thrown.

pub mod bridge;
pub mod builder;
pub mod column;
pub mod contact_list;
pub mod edge_list;
pub mod format;
pub mod generate;
pub mod layers;
pub mod names;
pub mod out_of_core;
pub mod shape;
pub(crate) mod table;

use crate::machine::Shared;
pub use column::{PerPerson, PerTie, Sifted};
pub use names::Names;
use std::ops::Range;
use std::sync::OnceLock;

/// A network of people and directed ties, fixed once built.
#[derive(Clone, Debug)]
pub struct Graph {
    names: Names,
    /// n + 1 places: the ties of person u are offsets[u]..offsets[u + 1].
    offsets: Shared<u32>,
    /// The hearer of each tie, ascending within a row.
    targets: Shared<u32>,
    /// The strength of each tie, where the network has one.
    strengths: Option<Shared<f64>>,
    /// Whether the network was given as mutual: each tie with its reverse.
    mutual: bool,
    heard: OnceLock<Heard>,
}

/// The same ties by hearer: whom each person hears.
#[derive(Clone, Debug)]
pub struct Heard {
    offsets: Vec<u32>,
    /// The person heard, ascending within a row.
    pub sources: Vec<u32>,
    /// The number of the tie in the rows of the graph.
    pub ties: Vec<u32>,
}

impl Heard {
    /// The places in `sources` and `ties` of whom `person` hears.
    #[inline]
    pub fn row(&self, person: u32) -> Range<usize> {
        self.offsets[person as usize] as usize..self.offsets[person as usize + 1] as usize
    }
}

impl Graph {
    /// The most people a network can have: 2^32 - 2.
    pub const MOST_PEOPLE: u64 = (1 << 32) - 2;
    /// The most ties a network can have: 2^32 - 1.
    pub const MOST_TIES: u64 = (1 << 32) - 1;

    /// From finished rows: offsets of n + 1 places, targets ascending and different within a row, no self ties.
    pub(crate) fn from_rows(
        names: Names,
        offsets: Vec<u32>,
        targets: Vec<u32>,
        strengths: Option<Vec<f64>>,
        mutual: bool,
    ) -> Graph {
        Graph::from_columns(names, offsets.into(), targets.into(), strengths.map(Shared::from), mutual)
    }

    /// As [`Graph::from_rows`], from columns that may stand in a file.
    pub(crate) fn from_columns(
        names: Names,
        offsets: Shared<u32>,
        targets: Shared<u32>,
        strengths: Option<Shared<f64>>,
        mutual: bool,
    ) -> Graph {
        debug_assert_eq!(offsets.len(), names.len() + 1);
        debug_assert_eq!(offsets.last().map(|&end| end as usize), Some(targets.len()));
        debug_assert!(strengths.as_ref().is_none_or(|strengths| strengths.len() == targets.len()));
        Graph { names, offsets, targets, strengths, mutual, heard: OnceLock::new() }
    }

    /// The same network with a strength for each tie, in the order of [`Graph::targets`]: a number in [0, 1], or a rate.
    ///
    /// # Panics
    /// If there are not as many strengths as ties.
    pub fn with_strengths(self, strengths: Vec<f64>) -> Graph {
        assert_eq!(strengths.len(), self.ties(), "one strength for each tie");
        Graph { strengths: Some(strengths.into()), ..self }
    }

    /// The same network, its ties without strengths.
    pub fn without_strengths(self) -> Graph {
        Graph { strengths: None, ..self }
    }

    /// How many people there are, tied or not.
    #[inline]
    pub fn people(&self) -> u32 {
        (self.offsets.len() - 1) as u32
    }

    /// How many ties there are; a mutual tie counts twice.
    #[inline]
    pub fn ties(&self) -> usize {
        self.targets.len()
    }

    /// The people's names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Whether the same people are tied in the same way, whatever the strengths.
    pub fn is_same_network(&self, other: &Graph) -> bool {
        self.names == other.names && self.offsets[..] == other.offsets[..] && self.targets[..] == other.targets[..]
    }

    /// Whether the ties stand in a file that is mapped, and not in memory of their own.
    pub fn is_mapped(&self) -> bool {
        self.targets.is_mapped()
    }

    /// Whether the network was given as mutual.
    pub fn is_mutual(&self) -> bool {
        self.mutual
    }

    /// The numbers of a person's ties: of those who hear the person.
    #[inline]
    pub fn row(&self, person: u32) -> Range<usize> {
        self.offsets[person as usize] as usize..self.offsets[person as usize + 1] as usize
    }

    /// Where each person's ties begin: people + 1 places, the last of which is the number of ties.
    #[inline]
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// Who hears a person, in canonical order.
    #[inline]
    pub fn hearers(&self, person: u32) -> &[u32] {
        &self.targets[self.row(person)]
    }

    /// The hearer of each tie, by number of the tie.
    #[inline]
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// How many hear a person.
    #[inline]
    pub fn out_degree(&self, person: u32) -> u32 {
        self.offsets[person as usize + 1] - self.offsets[person as usize]
    }

    /// How many a person hears.
    pub fn in_degree(&self, person: u32) -> u32 {
        self.heard().row(person).len() as u32
    }

    /// The strength of each tie in [0, 1] (or, for a continuous clock, a rate), by number of the tie.
    pub fn strengths(&self) -> Option<&[f64]> {
        self.strengths.as_deref()
    }

    /// The ties by hearer; made when first asked for.
    pub fn heard(&self) -> &Heard {
        self.heard.get_or_init(|| {
            let mut offsets = vec![0u32; self.offsets.len()];
            for &target in self.targets.iter() {
                offsets[target as usize + 1] += 1;
            }
            for i in 1..offsets.len() {
                offsets[i] += offsets[i - 1];
            }
            let mut next = offsets.clone();
            let (mut sources, mut ties) = (vec![0; self.targets.len()], vec![0; self.targets.len()]);
            for source in 0..self.people() {
                for tie in self.row(source) {
                    let place = &mut next[self.targets[tie] as usize];
                    sources[*place as usize] = source;
                    ties[*place as usize] = tie as u32;
                    *place += 1;
                }
            }
            Heard { offsets, sources, ties }
        })
    }
}
