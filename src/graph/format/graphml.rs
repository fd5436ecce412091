//! GraphML: nodes, edges, and data of each under keys.
//!
//! A person is called as its key `name` or `label` says (igraph, Gephi), where all have one and all differ, else by its identifier
//! (networkx); a note says so where some have one. The strength of a tie is the key of edges called `weight`, `strength` or alike. `edgedefault` and `directed` say
//! whether ties are mutual; what a directed one means stands under the graph's key `direction`, which is ours.
//!
//! U. Brandes, M. Eiglsperger, I. Herman, M. Himsolt and M. S. Marshall, *GraphML progress report*, Graph Drawing 2001,
//! doi:10.1007/3-540-45848-4_59.

use super::super::edge_list::{Direction, Problem, STRENGTHS, Sink, number};
use super::gather::Gather;
use super::text::Text;
use super::xml::{Piece, Tag, Xml, quoted};
use super::{plain, ties};
use crate::graph::Graph;
use crate::text::shown;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What a key is about.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Strength,
    Name,
    Label,
    Direction,
}

/// What data belong to.
enum Owner {
    Graph,
    Person(u32),
    Tie,
}

/// A tie until its end is met.
struct Open {
    from: u32,
    to: u32,
    undirected: bool,
    line: u64,
    strength: Option<String>,
}

pub(super) fn read<S: Sink>(text: &mut Text, gather: &mut Gather<S>) -> Result<(), Problem> {
    let mut xml = Xml::new(gather.file, text);
    let mut keys: BTreeMap<String, Use> = BTreeMap::new();
    let mut default: Option<String> = None;
    let mut names: [BTreeMap<u32, String>; 2] = Default::default();
    let (mut owner, mut open): (Owner, Option<Open>) = (Owner::Graph, None);
    let mut graphs = 0;
    let mut depth = 0u32;
    // The text of the element that is being read, and what it is for.
    let mut data: Option<(Option<Use>, String, u64)> = None;
    // Which of the keys for strength is read: its rank among their names, its identifier and its name.
    let mut strength: Option<(usize, String, String)> = None;
    let mut key_strength = false;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Open(tag) => {
                depth += 1;
                match tag.name.as_str() {
                    "key" => {
                        let use_of = use_of(&tag);
                        match (use_of, tag.get("for"), tag.get("attr.name")) {
                            (None, Some("edge"), Some(name)) => gather.passed_over.push(name.to_owned()),
                            (None, Some("node"), Some(name)) => gather.unread.push(name.to_owned()),
                            _ => {}
                        }
                        key_strength = false;
                        match (tag.get("id"), use_of) {
                            (Some(id), Some(Use::Strength)) => {
                                let name = tag.get("attr.name").unwrap_or_default();
                                let rank = rank(name).unwrap_or(STRENGTHS.len());
                                key_strength = strength.as_ref().is_none_or(|(best, ..)| rank < *best);
                                let other = match key_strength {
                                    true => strength.replace((rank, id.to_owned(), name.to_owned())),
                                    false => Some((rank, id.to_owned(), name.to_owned())),
                                };
                                if let Some((_, id, name)) = other {
                                    keys.remove(&id);
                                    gather.passed_over.push(name);
                                }
                                if key_strength {
                                    keys.insert(id.to_owned(), Use::Strength);
                                    default = None;
                                }
                            }
                            (Some(id), Some(use_of)) => drop(keys.insert(id.to_owned(), use_of)),
                            _ => {}
                        }
                    }
                    "default" => data = Some((key_strength.then_some(Use::Strength), String::new(), tag.line)),
                    "graph" => {
                        graphs += 1;
                        if graphs > 1 && depth == 2 {
                            return Err(gather.fatal(
                                tag.line,
                                "a second graph begins here",
                                "put each graph in a file of its own",
                            ));
                        }
                        if graphs == 1 {
                            gather.undirected = undirected(&tag, "edgedefault", "undirected", false, gather)?;
                        }
                        owner = Owner::Graph;
                    }
                    "node" => {
                        let person = gather.node(needed(&tag, "id", gather)?, tag.line)?;
                        owner = Owner::Person(person);
                    }
                    "edge" => {
                        let [from, to] =
                            ["source", "target"].map(|end| gather.end(needed(&tag, end, gather)?, tag.line));
                        let undirected = undirected(&tag, "directed", "false", gather.undirected, gather)?;
                        open = Some(Open { from: from?, to: to?, undirected, line: tag.line, strength: None });
                        owner = Owner::Tie;
                    }
                    "hyperedge" => {
                        return Err(gather.fatal(
                            tag.line,
                            "a hyperedge ties more than two people",
                            "write a tie for each two",
                        ));
                    }
                    "data" => {
                        data = Some((tag.get("key").and_then(|key| keys.get(key)).copied(), String::new(), tag.line))
                    }
                    _ => {}
                }
            }
            Piece::Text(text) => {
                if let Some((_, all, _)) = &mut data {
                    all.push_str(&text);
                }
            }
            Piece::Close(name) => {
                depth = depth.saturating_sub(1);
                match name.as_str() {
                    "default" => {
                        if let Some((Some(Use::Strength), text, _)) = data.take() {
                            default = Some(text);
                        }
                    }
                    "data" => {
                        let Some((use_of, text, line)) = data.take() else { continue };
                        let text = text.trim();
                        match (use_of, &owner) {
                            (Some(Use::Strength), Owner::Tie) => {
                                if let Some(open) = &mut open {
                                    open.strength = Some(text.to_owned());
                                }
                            }
                            (Some(Use::Name), Owner::Person(person)) => drop(names[0].insert(*person, text.to_owned())),
                            (Some(Use::Label), Owner::Person(person)) => {
                                drop(names[1].insert(*person, text.to_owned()))
                            }
                            (Some(Use::Direction), Owner::Graph) => match Direction::of(text) {
                                Some(direction) => gather.direction = Some((direction, line)),
                                None => {
                                    let message = format!("the direction {} is not known", shown(text));
                                    gather.problem(line, message, "write influence or follows")?;
                                }
                            },
                            _ => {}
                        }
                    }
                    "edge" => {
                        if let Some(Open { from, to, undirected, line, strength }) = open.take() {
                            let strength = strength.as_deref().or(default.as_deref());
                            gather.tie(from, to, strength, undirected, line)?;
                        }
                        owner = Owner::Graph;
                    }
                    "node" => owner = Owner::Graph,
                    _ => {}
                }
            }
        }
    }
    if graphs == 0 {
        return Err(Problem::of(gather.file, "holds no graph", "is it complete, and GraphML?"));
    }
    gather.strength = strength.map(|(_, _, name)| name);
    gather.check_nodes()?;
    // Of the two kinds of names that which more people have; whether all do is looked at when the names are made.
    let [name, label] = names;
    let kind = if label.len() > name.len() { label } else { name };
    kind.into_iter().for_each(|(person, name)| gather.label(person, name));
    Ok(())
}

/// A name without its signs and capitals.
fn plainly(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The place of a name among those of strengths: the first is taken where there are several, as in lists of ties.
fn rank(name: &str) -> Option<usize> {
    STRENGTHS.iter().position(|known| *known == plainly(name))
}

fn use_of(tag: &Tag) -> Option<Use> {
    let name = plainly(tag.get("attr.name")?);
    let about = |what: &str| matches!(tag.get("for").unwrap_or("all"), owner if owner == what || owner == "all");
    match name.as_str() {
        name if about("edge") && STRENGTHS.contains(&name) => Some(Use::Strength),
        "name" if about("node") => Some(Use::Name),
        "label" if about("node") => Some(Use::Label),
        "direction" if about("graph") => Some(Use::Direction),
        _ => None,
    }
}

/// The value of an attribute that must be there.
pub(super) fn needed<'t, S: Sink>(tag: &'t Tag, name: &str, gather: &Gather<S>) -> Result<&'t str, Problem> {
    let missing = || gather.fatal(tag.line, format!("a <{}> has no `{name}`", tag.name), "was the file written whole?");
    tag.get(name).ok_or_else(missing)
}

/// Whether an attribute says that ties are undirected.
fn undirected<S: Sink>(tag: &Tag, name: &str, yes: &str, usual: bool, gather: &Gather<S>) -> Result<bool, Problem> {
    match tag.get(name) {
        None => Ok(usual),
        Some("directed" | "undirected" | "true" | "false" | "1" | "0") => {
            let value = tag.get(name).unwrap_or_default();
            Ok(value == yes || (yes == "false" && value == "0"))
        }
        Some(other) => {
            let message = format!("`{name}` is {}", shown(other));
            let help = if yes == "false" { "write true or false" } else { "write directed or undirected" };
            Err(gather.fatal(tag.line, message, help))
        }
    }
}

pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    if graph.strengths().is_some() {
        writeln!(out, "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>")?;
    }
    if !graph.is_mutual() {
        writeln!(out, "  <key id=\"direction\" for=\"graph\" attr.name=\"direction\" attr.type=\"string\"/>")?;
    }
    writeln!(out, "  <graph edgedefault=\"{}\">", if graph.is_mutual() { "undirected" } else { "directed" })?;
    if !graph.is_mutual() {
        writeln!(out, "    <data key=\"direction\">influence</data>")?;
    }
    let name = |person: u32| -> io::Result<String> { Ok(quoted(plain(&graph.names().get(person))?).into_owned()) };
    for person in 0..graph.people() {
        writeln!(out, "    <node id=\"{}\"/>", name(person)?)?;
    }
    for (from, to, strength) in ties(graph) {
        write!(out, "    <edge source=\"{}\" target=\"{}\"", name(from)?, name(to)?)?;
        match strength {
            Some(strength) => writeln!(out, "><data key=\"weight\">{}</data></edge>", number(strength))?,
            None => writeln!(out, "/>")?,
        }
    }
    writeln!(out, "  </graph>\n</graphml>")
}
