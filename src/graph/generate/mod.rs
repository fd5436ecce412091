//! Made networks, one law a file.
//!
//! People are "0", "1", ... in the order in which the law speaks of them. Chance comes from the one stream handed in
//! ([`crate::random::Purpose::Network`]); each file says which of its entities draws what. The ties depend on that stream
//! and the parameters alone.

use crate::catalog::{Fault, Key, Kind};
use crate::graph::edge_list::Problem;
use crate::graph::{Graph, Names};
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate, Stream};

crate::catalog! {
    Box<dyn Generator>:
    erdos_renyi, random_ties, random_regular, configuration, power_law, given_degrees, preferential_attachment,
    holme_kim, forest_fire, small_world, blocks, communities, strong_and_weak, geometric, ring_lattice, grid, path, cycle, star, tree, complete,
}

mod joining;
mod pairs;
mod reciprocity;

use reciprocity::with_reciprocity;
pub use reciprocity::{OneWay, RECIPROCITY};

/// A way to make a network.
pub trait Generator: Send + Sync {
    /// How many people, and about how many ties (a mutual tie counts twice): for the estimate before anything is made.
    fn size(&self) -> (u64, f64);

    /// Bytes of memory that drawing takes at the peak for each tie, the network itself included; `None` where nobody has
    /// looked.
    fn room(&self) -> Option<f64> {
        None
    }

    /// The network drawn by one stream ([`crate::random::Purpose::Network`]): the same ties for any number of threads.
    fn generate(&self, luck: Stream) -> Graph;

    /// The network in which a scenario with this random seed plays.
    fn draw(&self, random_seed: impl Into<RandomSeed>) -> Graph
    where
        Self: Sized,
    {
        self.generate(Replicate::new(random_seed.into(), 0, 0).stream(Purpose::Network))
    }

    /// Whether chance has no part in it.
    fn is_fixed(&self) -> bool {
        false
    }

    /// What the law knows of the people beside their ties, such as the community of each: columns by name, with a number for
    /// each person of the network drawn by `luck`. Seedings and measures may refer to them as to attributes.
    fn facts(&self, luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        let _ = luck;
        Vec::new()
    }

    /// A file that must be read first: its path, as it stands in the scenario.
    fn file(&self) -> Option<&str> {
        None
    }

    /// Takes in the text of that file.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn take(&mut self, file: &str, text: &str) -> Result<(), Vec<Problem>> {
        let _ = (file, text);
        Ok(())
    }

    /// What the network drawn by `luck` could not keep of what was asked for, in one sentence; `None` where it kept all.
    fn remark(&self, luck: Stream, graph: &Graph) -> Option<String> {
        let _ = (luck, graph);
        None
    }
}

/// The fact that says in which community or block of a made network a person lives, from 0.
const COMMUNITY: &str = "community";

/// Makes a [`Generator`] of a law in which chance has no part, from its `network()` and a closure for its size.
macro_rules! without_chance {
    ($law:ty: $size:expr) => {
        impl Generator for $law {
            fn size(&self) -> (u64, f64) {
                let size: fn(&$law) -> (u64, f64) = $size;
                size(self)
            }

            fn generate(&self, _luck: $crate::random::Stream) -> Graph {
                self.network()
            }

            fn is_fixed(&self) -> bool {
                true
            }
        }
    };
}
use without_chance;

/// The key `people`, which most generators have.
const PEOPLE: Key =
    Key::required("people", Kind::Whole(1, Graph::MOST_PEOPLE), "how many people there are").unit("people");

/// The key `mutual`; `meaning` says which way a tie runs when it is not.
const fn mutual_key(meaning: &'static str) -> Key {
    Key::with_default("mutual", Kind::Flag, "true", meaning)
}

/// The ties of so many pairs: two for each where they are `mutual`.
fn each_way(pairs: f64, mutual: bool) -> f64 {
    if mutual { 2.0 * pairs } else { pairs }
}

/// A fault at `key` unless a network can hold this many ties, and one at `people` where there is nobody.
fn fits(people: u32, ties: f64, key: &str) -> Result<(), Fault> {
    if people == 0 {
        return Err(Fault::at("people", "a network without people says nothing", "write at least 1"));
    }
    if ties <= Graph::MOST_TIES as f64 {
        return Ok(());
    }
    let message = format!("about {ties:.0} ties are more than a network can have ({})", Graph::MOST_TIES);
    Err(Fault::at(key, message, "write fewer people, or fewer ties for each"))
}

/// A fault at `key` unless this is a probability.
fn probable(p: f64, key: &str) -> Result<(), Fault> {
    let refused = || Fault::at(key, format!("{p} is no probability"), "write a number from 0 to 1");
    if (0.0..=1.0).contains(&p) { Ok(()) } else { Err(refused()) }
}

/// A fault at `friends` unless a ring of so many people can give each of them so many friends, half on either side.
fn ring(people: u32, friends: u32) -> Result<(), Fault> {
    if friends % 2 == 1 {
        let message = format!("half of the friends sit on either side, so {friends} cannot be split");
        return Err(Fault::at("friends", message, format!("write an even number, such as {}", friends + 1)));
    }
    if friends >= people {
        let message = format!("{friends} friends for each are too many among {people} people");
        let most = people.saturating_sub(1) / 2 * 2;
        return Err(Fault::at("friends", message, format!("write at most {most}, or more people")));
    }
    fits(people, f64::from(people) * f64::from(friends), "people")
}

/// The network of ties in any order, without self ties; what stands twice is kept once. With `mutual` a pair is tied both
/// ways, in whichever order it is written.
///
/// Everyone's ties are collected by hearer; handing them out again in the order of hearers sorts every row. Two scattered
/// writes a tie, no comparison.
fn network(people: u32, from: Vec<u32>, to: Vec<u32>, mutual: bool) -> Graph {
    let sources_of = |ends: &[u32], others: &[u32], counts: &mut [u32]| {
        ends.iter().for_each(|&person| counts[person as usize + 1] += 1);
        if mutual {
            others.iter().for_each(|&person| counts[person as usize + 1] += 1);
        }
        (1..counts.len()).for_each(|i| counts[i] += counts[i - 1]);
    };
    let mut heard = vec![0u32; people as usize + 1];
    sources_of(&to, &from, &mut heard);
    let mut offsets = vec![0u32; people as usize + 1];
    sources_of(&from, &to, &mut offsets);

    let mut sources = vec![0u32; *heard.last().unwrap_or(&0) as usize];
    let mut next = heard.clone();
    let mut place = |hearer: u32, speaker: u32| {
        let at = &mut next[hearer as usize];
        sources[*at as usize] = speaker;
        *at += 1;
    };
    for (&speaker, &hearer) in from.iter().zip(&to) {
        place(hearer, speaker);
        if mutual {
            place(speaker, hearer);
        }
    }
    drop((from, to));

    let mut targets = vec![0u32; sources.len()];
    next.copy_from_slice(&offsets);
    let mut kept = 0;
    for hearer in 0..people {
        for &speaker in &sources[heard[hearer as usize] as usize..heard[hearer as usize + 1] as usize] {
            debug_assert_ne!(speaker, hearer);
            let at = next[speaker as usize];
            if at == offsets[speaker as usize] || targets[at as usize - 1] != hearer {
                targets[at as usize] = hearer;
                next[speaker as usize] = at + 1;
                kept += 1;
            }
        }
    }
    drop(sources);
    if kept < targets.len() {
        close_gaps(&mut offsets, &next, &mut targets);
    }
    Graph::from_rows(Names::Numbered(people), offsets, targets, None, mutual)
}

/// Moves the rows together where they end before the next one begins.
fn close_gaps(offsets: &mut [u32], ends: &[u32], targets: &mut Vec<u32>) {
    let mut at = 0;
    for person in 0..offsets.len() - 1 {
        let row = offsets[person] as usize..ends[person] as usize;
        offsets[person] = at as u32;
        let len = row.len();
        targets.copy_within(row, at);
        at += len;
    }
    *offsets.last_mut().expect("offsets end with the number of ties") = at as u32;
    targets.truncate(at);
}

#[cfg(test)]
pub(crate) mod tests;
