//! Pajek's networks: numbered vertices with labels, then arcs (directed) and edges (mutual).
//!
//! `*Vertices n` and a line `number "label"` for some or all; then `*Arcs` or `*Edges` with a line `from to [value]`, or
//! `*Arcslist` and `*Edgeslist` with a line `from to to ...`. Lines that begin with `%` are comments, of which `% direction:
//! influence` is ours. People are called by their labels where all have one and all differ, else by their numbers. Places, shapes
//! and times behind a label or a value are passed over.
//!
//! V. Batagelj and A. Mrvar, *Pajek: program for large network analysis*, Connections 21 (1998), 47-57.

use super::super::edge_list::{Direction, Problem, Sink, number};
use super::gather::Gather;
use super::text::Text;
use super::{plain, ties};
use crate::graph::Graph;
use crate::text::shown;
use std::io::{self, Write};

/// What the lines hold.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Start,
    Vertices,
    /// From and to; whether mutual.
    Ties(bool),
    /// From and many; whether mutual.
    Lists(bool),
}

pub(super) fn read<S: Sink>(text: &mut Text, gather: &mut Gather<S>) -> Result<(), Problem> {
    let mut part = Part::Start;
    let mut people: Option<(u64, u64)> = None;
    let (mut arcs, mut edges) = (false, false);
    let mut room = Vec::new();
    while let Some((line, text)) = text.next_line(&mut room)? {
        let text = text.trim();
        if let Some(comment) = text.strip_prefix('%') {
            if let Some(("direction", word)) = comment.split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
                match Direction::of(word) {
                    Some(direction) => gather.direction = Some((direction, line)),
                    None => {
                        let message = format!("the direction {} is not known", shown(word));
                        gather.problem(line, message, "write influence or follows")?;
                    }
                }
            }
            continue;
        }
        if text.is_empty() {
            continue;
        }
        if let Some(heading) = text.strip_prefix('*') {
            let mut words = heading.split_whitespace();
            let word = words.next().unwrap_or("").to_lowercase();
            part = match word.split(':').next().unwrap_or("") {
                "vertices" => {
                    if people.is_some() {
                        return Err(gather.fatal(line, "vertices are declared a second time", "one network a file"));
                    }
                    let count = words.next().and_then(|count| count.parse::<u64>().ok());
                    let Some(count) = count else {
                        return Err(gather.fatal(line, "how many vertices there are is missing", "write *Vertices 10"));
                    };
                    if words.next().is_some_and(|more| more.parse::<u64>().is_ok()) {
                        return Err(gather.fatal(
                            line,
                            "this network has two kinds of vertices",
                            "bipartite networks are not read",
                        ));
                    }
                    if count > Graph::MOST_PEOPLE {
                        let message = format!("{count} vertices are more than a network can have");
                        return Err(gather.fatal(line, message, "is the number right?"));
                    }
                    people = Some((count, line));
                    Part::Vertices
                }
                "network" => Part::Start,
                "arcs" | "arcslist" | "edges" | "edgeslist" if people.is_none() => {
                    return Err(gather.fatal(line, "ties come before *Vertices", "write *Vertices n first"));
                }
                "arcs" => Part::Ties(false),
                "edges" => Part::Ties(true),
                "arcslist" => Part::Lists(false),
                "edgeslist" => Part::Lists(true),
                _ => {
                    let message = format!("the part {} is not read", shown(text));
                    return Err(gather.fatal(line, message, "write *Vertices, *Arcs, *Edges, *Arcslist or *Edgeslist"));
                }
            };
            continue;
        }
        let Some((count, _)) = people else {
            return Err(gather.fatal(line, "this comes before *Vertices", "a Pajek file begins with *Vertices n"));
        };
        let fields =
            fields(text).ok_or_else(|| gather.fatal(line, "a quote is never closed", "close it on the same line"))?;
        let place = |field: Option<&String>, gather: &mut Gather<S>| -> Result<Option<u32>, Problem> {
            let number = field.and_then(|field| field.parse::<u64>().ok());
            match number.filter(|number| (1..=count).contains(number)) {
                Some(number) => gather.person(&number.to_string(), line).map(Some),
                None => {
                    let found = shown(field.map_or("", String::as_str));
                    gather.problem(line, format!("{found} is no vertex from 1 to {count}"), "correct the number")?;
                    Ok(None)
                }
            }
        };
        match part {
            Part::Start => {}
            Part::Vertices => {
                let Some(person) = place(fields.first(), gather)? else { continue };
                if let Some(label) = fields.get(1) {
                    gather.label(person, label.clone());
                }
            }
            Part::Ties(mutual) => {
                let (Some(from), Some(to)) = (place(fields.first(), gather)?, place(fields.get(1), gather)?) else {
                    continue;
                };
                (arcs, edges) = (arcs || !mutual, edges || mutual);
                gather.tie(from, to, fields.get(2).map(String::as_str), mutual, line)?;
            }
            Part::Lists(mutual) => {
                let Some(from) = place(fields.first(), gather)? else { continue };
                for field in &fields[1..] {
                    let Some(to) = place(Some(field), gather)? else { continue };
                    (arcs, edges) = (arcs || !mutual, edges || mutual);
                    gather.tie(from, to, None, mutual, line)?;
                }
            }
        }
    }
    let Some((people, line)) = people else {
        return Err(Problem::of(gather.file, "has no *Vertices", "a Pajek file begins with *Vertices n"));
    };
    gather.undirected = edges && !arcs;
    gather.may_declare(people, line)?;
    for number in 1..=people {
        gather.person(&number.to_string(), line)?;
    }
    Ok(())
}

/// The fields of a line; those in quotes without them.
fn fields(text: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('"') {
            let end = inside.find('"')?;
            fields.push(inside[..end].to_owned());
            rest = inside[end + 1..].trim_start();
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            fields.push(rest[..end].to_owned());
            rest = rest[end..].trim_start();
        }
    }
    Some(fields)
}

pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "*Vertices {}", graph.people())?;
    // networkx takes exactly as many lines as there are vertices for theirs, so every one has its label and comments follow.
    for person in 0..graph.people() {
        let name = graph.names().get(person);
        if plain(&name)?.contains('"') {
            return Err(super::refused(format!(
                "the name {} has a quote in it, which Pajek cannot hold",
                shown(&name)
            )));
        }
        writeln!(out, "{} \"{name}\"", person + 1)?;
    }
    if !graph.is_mutual() {
        writeln!(out, "% direction: influence")?;
    }
    writeln!(out, "{}", if graph.is_mutual() { "*Edges" } else { "*Arcs" })?;
    for (from, to, strength) in ties(graph) {
        match strength {
            Some(strength) => writeln!(out, "{} {} {}", from + 1, to + 1, number(strength))?,
            None => writeln!(out, "{} {}", from + 1, to + 1)?,
        }
    }
    Ok(())
}
