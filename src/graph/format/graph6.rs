//! graph6, by petgraph: the upper half of the matrix of a small network of mutual ties, six bits a letter.
//!
//! People are 0, 1, ... in the order of the rows. One network a file, one line; the heading `>>graph6<<` may be left out.
//!
//! B. D. McKay, *Description of graph6, sparse6 and digraph6 encodings*, <https://users.cecs.anu.edu.au/~bdm/data/formats.txt>.

use super::super::edge_list::{Problem, Sink};
use super::gather::Gather;
use super::refused;
use super::text::Text;
use crate::graph::Graph;
use crate::text::grouped;
use petgraph::graph6::{from_graph6_representation, get_graph6_representation};
use std::io::{self, Write};

/// The most people: petgraph unpacks every bit to a word.
const MOST: u64 = 4_096;

pub(super) fn read<S: Sink>(text: &mut Text, gather: &mut Gather<S>) -> Result<(), Problem> {
    gather.undirected = true;
    let text = text.all()?;
    let mut lines = (1u64..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty());
    let Some((line, code)) = lines.next() else {
        return Err(Problem::of(gather.file, "is empty", "write one network in graph6"));
    };
    let code = code.trim().strip_prefix(">>graph6<<").unwrap_or(code.trim());
    if let Some((next, _)) = lines.next() {
        return Err(gather.fatal(next, "a second network begins here", "put each network in a file of its own"));
    }
    let bytes = code.as_bytes();
    let wrong = |message: String| gather.fatal(line, message, "is it graph6, and complete?");
    if let Some(other) = code.chars().find(|c| !('?'..='~').contains(c)) {
        return Err(wrong(format!("the letter {} is none of graph6", crate::text::shown(&other.to_string()))));
    }
    let people = match bytes {
        [] => return Err(wrong("there is nothing after the heading".to_owned())),
        [126, 126, ..] => u64::MAX,
        [126, a, b, c, ..] => [a, b, c].iter().fold(0, |n, &&byte| n << 6 | u64::from(byte - 63)),
        [126, ..] => return Err(wrong("the number of people is cut off".to_owned())),
        [first, ..] => u64::from(first - 63),
    };
    if people > MOST {
        let message = format!("graph6 is read for up to {} people", grouped(MOST));
        return Err(gather.fatal(line, message, "convert it with another program, for example to a list of ties"));
    }
    let letters = (people * people.saturating_sub(1) / 2).div_ceil(6) as usize + if bytes[0] == 126 { 4 } else { 1 };
    if bytes.len() != letters {
        return Err(wrong(format!("{people} people take {letters} letters, and here are {}", bytes.len())));
    }
    let (_, ties) = from_graph6_representation::<u32>(code.to_owned());
    for (from, to) in ties {
        let [from, to] = [from, to].map(|person| gather.person(&person.to_string(), line));
        gather.tie(from?, to?, None, true, line)?;
    }
    gather.numbered = Some(people as u32);
    Ok(())
}

pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    if !graph.is_mutual() {
        return Err(refused("graph6 holds mutual ties alone, and these are directed"));
    }
    if u64::from(graph.people()) > MOST {
        return Err(refused(format!("graph6 is written for up to {} people", grouped(MOST))));
    }
    writeln!(out, "{}", get_graph6_representation(graph))
}
