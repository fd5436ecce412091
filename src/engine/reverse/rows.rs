//! Rows of ties that each throw a coin, read by jumps from one live tie to the next.
//!
//! Where the next d ties of a row all have chance p, none is live with probability q^d, q = 1 - p, and the first live one is
//! number s (from 0) with probability q^s p: one number decides between all of these, compared with a table of powers of q.
//! No logarithm is taken, and the table is computed in integers of 2^-64. A table has 256 powers at most; after that many
//! dead ties the next number is drawn, which a coin's lack of memory allows.
//!
//! Ties of different chances stand in groups of equal chance. Where there are too many different ones a group holds those
//! between 2^-k and 2^-(k+1): it is read with 2^-k, and each tie found is kept with p 2^k, at least one half (the envelope of
//! Guo, Wang, Wei and Chen, *Influence maximization revisited: efficient reverse reachable set generation with bound
//! tightened*, SIGMOD 2020, section 3).

use super::next_uniform;
use crate::graph::{Graph, PerTie};
use crate::random::{Chance, Draws};
use std::borrow::Cow;
use std::ops::Range;

/// Most powers of one table.
const LONGEST: usize = 256;
/// Most different chances that have a table each.
const MOST_CHANCES: usize = 1024;

/// The ties of each hearer, ready to be read by jumps.
pub struct Rows<'a> {
    /// By place: whom the tie comes from. Places of a row are those of the hearers' rows of the network.
    sources: Cow<'a, [u32]>,
    /// By table and number of ties: the chance that none of them is live, in units of 2^-64.
    none: Vec<u64>,
    /// By table: where it begins, and the chance of one tie.
    tables: Vec<(u32, Chance)>,
    groups: Groups,
}

enum Groups {
    /// All ties have one chance.
    Same,
    /// By hearer: the table of all its ties.
    ByHearer(Vec<u32>),
    /// By hearer, where its groups begin; and the groups.
    Mixed {
        offsets: Vec<u32>,
        groups: Vec<Group>,
        /// By place, the chance of the tie.
        chances: Vec<Chance>,
        /// Whether a tie that is found must be kept by another coin.
        envelope: bool,
    },
}

#[derive(Clone, Copy)]
struct Group {
    table: u32,
    /// The place behind its last tie.
    end: u32,
}

impl<'a> Rows<'a> {
    /// Of a network and the chances of its ties.
    pub fn new(graph: &'a Graph, chance: &PerTie<Chance>) -> Rows<'a> {
        let heard = graph.heard();
        let mut rows =
            Rows { sources: Cow::Borrowed(&heard.sources), none: Vec::new(), tables: Vec::new(), groups: Groups::Same };
        let longest = (0..graph.people()).map(|person| heard.row(person).len()).max().unwrap_or(0);
        match chance {
            PerTie::Same(chance) => rows.table(*chance, longest),
            PerTie::ByHearer(by) => {
                let mut known: Vec<Chance> = by.clone();
                known.sort_unstable();
                known.dedup();
                let table = |person: u32| known.partition_point(|&chance| chance < by[person as usize]) as u32;
                let tables: Vec<u32> = (0..graph.people()).map(table).collect();
                let mut lengths = vec![0; known.len()];
                for person in 0..graph.people() {
                    let length = &mut lengths[tables[person as usize] as usize];
                    *length = heard.row(person).len().max(*length);
                }
                known.iter().zip(lengths).for_each(|(&chance, length)| rows.table(chance, length));
                rows.groups = Groups::ByHearer(tables);
            }
            PerTie::Each(each) => rows.mix(graph, each),
        }
        rows
    }

    /// Adds the table of a chance for up to so many ties.
    fn table(&mut self, chance: Chance, ties: usize) {
        self.tables.push((self.none.len() as u32, chance));
        let mut none = 1u128 << 64;
        for _ in 0..ties.min(LONGEST) {
            none = match chance {
                Chance::CERTAIN => 0,
                chance => none - ((none * u128::from(chance.bits())) >> 64),
            };
            self.none.push(none.min(u128::from(u64::MAX)) as u64);
            if none == 0 {
                break;
            }
        }
    }

    fn mix(&mut self, graph: &Graph, each: &[Chance]) {
        let heard = graph.heard();
        let mut known = each.to_vec();
        known.sort_unstable();
        known.dedup();
        let envelope = known.len() > MOST_CHANCES;
        if envelope {
            // 2^-k for k = 0, 1 ...: certain first.
            known = (0..64).map(|k| if k == 0 { Chance::CERTAIN } else { Chance::of_bits(1 << (64 - k)) }).collect();
            known.sort_unstable();
        }
        let longest = (0..graph.people()).map(|person| heard.row(person).len()).max().unwrap_or(0);
        known.iter().for_each(|&chance| self.table(chance, longest));
        let (mut sources, mut chances) = (Vec::with_capacity(each.len()), Vec::with_capacity(each.len()));
        let (mut offsets, mut groups) = (vec![0u32], Vec::new());
        let mut row: Vec<(u32, Chance, u32)> = Vec::new();
        for person in 0..graph.people() {
            row.clear();
            row.extend(heard.row(person).map(|place| {
                let chance = each[heard.ties[place] as usize];
                let table = known.partition_point(|&known| known < chance) as u32;
                (table, chance, heard.sources[place])
            }));
            row.sort_unstable_by_key(|&(table, _, source)| (std::cmp::Reverse(table), source));
            for (i, &(table, chance, source)) in row.iter().enumerate() {
                sources.push(source);
                chances.push(chance);
                if row.get(i + 1).is_none_or(|next| next.0 != table) && (envelope || chance != Chance::NEVER) {
                    groups.push(Group { table, end: sources.len() as u32 });
                }
            }
            offsets.push(groups.len() as u32);
        }
        self.sources = Cow::Owned(sources);
        self.groups = Groups::Mixed { offsets, groups, chances, envelope };
    }

    /// Whom the tie at a place comes from.
    #[inline]
    pub fn source(&self, place: usize) -> u32 {
        self.sources[place]
    }

    /// The chance of the tie at a place of a person's row.
    pub fn chance(&self, person: u32, place: usize) -> f64 {
        match &self.groups {
            Groups::Same => self.tables[0].1.probability(),
            Groups::ByHearer(tables) => self.tables[tables[person as usize] as usize].1.probability(),
            Groups::Mixed { chances, .. } => chances[place].probability(),
        }
    }

    /// The chance that any tie of a row is live.
    pub fn any(&self, person: u32, row: Range<usize>) -> f64 {
        row.fold(0.0, |any, place| any + (1.0 - any) * self.chance(person, place))
    }

    /// The place of the first live tie of a row, given that there is one; `None` where there can be none.
    pub fn first(&self, person: u32, row: Range<usize>, draws: &mut Draws) -> Option<usize> {
        let table = match &self.groups {
            Groups::Same => Some(0),
            Groups::ByHearer(tables) => Some(tables[person as usize] as usize),
            Groups::Mixed { .. } => None,
        };
        if row.is_empty() || table.is_some_and(|table| self.tables[table].1 == Chance::NEVER) {
            return None;
        }
        let powers = table.map(|table| self.powers(table)).filter(|powers| row.len() <= powers.len());
        if let Some(powers) = powers {
            // Uniform among the numbers that are not those of a dead row.
            let dead = powers[row.len() - 1];
            let others = (1u128 << 64) - u128::from(dead);
            let x = dead + ((u128::from(draws.next_bits()) * (others >> 1)) >> 63) as u64;
            return Some(row.start + after(&powers[..row.len()], x));
        }
        let x = next_uniform(draws) * self.any(person, row.clone());
        let (mut any, mut last) = (0.0, None);
        for place in row {
            let chance = self.chance(person, place);
            any += (1.0 - any) * chance;
            if chance > 0.0 {
                last = Some(place);
                if x < any {
                    break;
                }
            }
        }
        last
    }

    fn powers(&self, table: usize) -> &[u64] {
        let end = self.tables.get(table + 1).map_or(self.none.len(), |next| next.0 as usize);
        &self.none[self.tables[table].0 as usize..end]
    }

    /// Calls `each` for the sources of the live ties of a row from a place on, until it says yes; whether it did.
    #[inline]
    pub fn live(
        &self,
        person: u32,
        row: Range<usize>,
        from: usize,
        draws: &mut Draws,
        mut each: impl FnMut(u32) -> bool,
    ) -> bool {
        match &self.groups {
            Groups::Same => jump(self.powers(0), from..row.end, draws, |place, _| each(self.sources[place])),
            Groups::ByHearer(tables) => {
                let powers = self.powers(tables[person as usize] as usize);
                jump(powers, from..row.end, draws, |place, _| each(self.sources[place]))
            }
            Groups::Mixed { offsets, groups, chances, envelope } => {
                let groups = &groups[offsets[person as usize] as usize..offsets[person as usize + 1] as usize];
                let mut begin = row.start;
                for group in groups {
                    let ties = begin.max(from)..group.end as usize;
                    begin = group.end as usize;
                    let around = self.tables[group.table as usize].1;
                    let stopped = jump(self.powers(group.table as usize), ties, draws, |place, draws| {
                        (!envelope || kept(chances[place], around, draws)) && each(self.sources[place])
                    });
                    if stopped {
                        return true;
                    }
                }
                false
            }
        }
    }
}

/// Whether a tie found with a power of two is live with its own, smaller chance.
#[inline]
fn kept(chance: Chance, around: Chance, draws: &mut Draws) -> bool {
    if around == Chance::CERTAIN {
        return chance.met(draws.next_bits());
    }
    chance == around || draws.next_bits() < chance.bits() << (around.bits().leading_zeros() + 1)
}

/// Calls `each` for the live places among those of equal chance, until it says yes.
#[inline]
fn jump(
    powers: &[u64],
    ties: Range<usize>,
    draws: &mut Draws,
    mut each: impl FnMut(usize, &mut Draws) -> bool,
) -> bool {
    let mut place = ties.start;
    while place < ties.end {
        let ahead = (ties.end - place).min(powers.len());
        let x = draws.next_bits();
        if ahead == 0 {
            return false;
        }
        if x < powers[ahead - 1] {
            place += ahead;
            continue;
        }
        place += after(&powers[..ahead], x);
        if each(place, draws) {
            return true;
        }
        place += 1;
    }
    false
}

/// How many ties are dead before the first live one: how many powers x is below. The last is not.
#[inline]
fn after(powers: &[u64], x: u64) -> usize {
    if powers.len() <= 16 {
        powers.iter().filter(|&&none| x < none).count()
    } else {
        powers.partition_point(|&none| x < none)
    }
}
