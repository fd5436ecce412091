//! Tests of the reader as a whole. Messages are compared in full: a changed word is a visible difference.

mod data;
mod files;
mod gzip;
mod messages;
mod notes;
mod policies;
mod same_network;

use super::reader::read_within;
use super::words::Limits;
use super::*;
use crate::graph::Graph;

/// Options with a direction, as most tests need them.
fn influence() -> Options {
    Options { direction: Some(Direction::Influence), ..Options::default() }
}

fn mutual() -> Options {
    Options { direction: Some(Direction::Mutual), ..Options::default() }
}

fn accepted(bytes: impl AsRef<[u8]>, options: &Options) -> Reading {
    read("f", bytes.as_ref(), options).unwrap_or_else(|problems| panic!("{}", in_lines(&problems)))
}

/// All problems as they are shown.
fn refused(bytes: impl AsRef<[u8]>, options: &Options) -> String {
    match read("f", bytes.as_ref(), options) {
        Ok(reading) => panic!("accepted: {:?}", ties(&reading.graph)),
        Err(problems) => in_lines(&problems),
    }
}

fn in_lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

/// A tie by the names of its ends, with its strength.
type Tie = (String, String, Option<f64>);

/// The ties of a network.
fn ties(graph: &Graph) -> Vec<Tie> {
    let name = |person| graph.names().get(person).into_owned();
    (0..graph.people())
        .flat_map(|u| graph.row(u).map(move |tie| (u, tie)))
        .map(|(u, tie)| (name(u), name(graph.targets()[tie]), graph.strengths().map(|s| s[tie])))
        .collect()
}

/// All that makes a network what it is.
fn content(graph: &Graph) -> (Vec<String>, Vec<Tie>, bool) {
    let names = (0..graph.people()).map(|person| graph.names().get(person).into_owned()).collect();
    (names, ties(graph), graph.is_mutual())
}
