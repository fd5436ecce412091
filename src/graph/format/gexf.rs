//! GEXF, the format of Gephi: nodes with labels, edges with weights.
//!
//! People are called by their labels where all have one and all differ, else by their identifiers. `type` and `defaultedgetype`
//! (`undirected` where the file is silent) say whether ties are mutual; what a directed one means stands in the description
//! among the file's meta data, as `direction: influence`, which is ours. Times of a dynamic graph are passed over.

use super::super::edge_list::{Direction, Problem, Sink, number};
use super::gather::Gather;
use super::graphml::needed;
use super::text::Text;
use super::xml::{Piece, Tag, Xml, quoted};
use super::{plain, ties};
use crate::graph::Graph;
use crate::text::shown;
use std::io::{self, Write};

/// What an edge is where its file is silent.
const USUAL: &str = "undirected";

pub(super) fn read<S: Sink>(text: &mut Text, gather: &mut Gather<S>) -> Result<(), Problem> {
    let mut xml = Xml::new(gather.file, text);
    let mut usual = USUAL.to_owned();
    let mut description: Option<String> = None;
    let mut graphs = 0;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Open(tag) => match tag.name.as_str() {
                "description" => description = Some(String::new()),
                "graph" => {
                    graphs += 1;
                    if graphs > 1 {
                        return Err(gather.fatal(
                            tag.line,
                            "a second graph begins here",
                            "put each graph in a file of its own",
                        ));
                    }
                    usual = tag.get("defaultedgetype").unwrap_or(USUAL).to_owned();
                    gather.undirected = mutual(&usual, &tag, gather)?;
                    if tag.get("mode") == Some("dynamic") {
                        gather.notes.push("the times of this dynamic graph are passed over".to_owned());
                    }
                }
                "node" => {
                    let person = gather.node(needed(&tag, "id", gather)?, tag.line)?;
                    if let Some(label) = tag.get("label") {
                        gather.label(person, label.to_owned());
                    }
                }
                "edge" => {
                    let [from, to] = ["source", "target"].map(|end| gather.end(needed(&tag, end, gather)?, tag.line));
                    let undirected = mutual(tag.get("type").unwrap_or(&usual), &tag, gather)?;
                    gather.tie(from?, to?, tag.get("weight"), undirected, tag.line)?;
                }
                _ => {}
            },
            Piece::Text(text) => {
                if let Some(all) = &mut description {
                    all.push_str(&text);
                }
            }
            Piece::Close(name) => {
                if let Some(text) = description.take_if(|_| name == "description") {
                    let word = text.trim().strip_prefix("direction:").map(str::trim);
                    gather.direction = word.and_then(Direction::of).map(|direction| (direction, xml.line));
                }
            }
        }
    }
    if graphs == 0 {
        return Err(Problem::of(gather.file, "holds no graph", "is it complete, and GEXF?"));
    }
    gather.check_nodes()?;
    Ok(())
}

/// Whether a kind of edge runs both ways.
fn mutual<S: Sink>(kind: &str, tag: &Tag, gather: &Gather<S>) -> Result<bool, Problem> {
    match kind {
        "directed" => Ok(false),
        "undirected" | "mutual" => Ok(true),
        other => {
            let message = format!("the kind of tie {} is not known", shown(other));
            Err(gather.fatal(tag.line, message, "write directed, undirected or mutual"))
        }
    }
}

pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    if !graph.is_mutual() {
        writeln!(out, "  <meta><description>direction: influence</description></meta>")?;
    }
    writeln!(out, "  <graph defaultedgetype=\"{}\">", if graph.is_mutual() { "undirected" } else { "directed" })?;
    writeln!(out, "    <nodes>")?;
    for person in 0..graph.people() {
        let name = graph.names().get(person);
        writeln!(out, "      <node id=\"{person}\" label=\"{}\"/>", quoted(plain(&name)?))?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (i, (from, to, strength)) in ties(graph).enumerate() {
        let weight = strength.map(|strength| format!(" weight=\"{}\"", number(strength))).unwrap_or_default();
        writeln!(out, "      <edge id=\"{i}\" source=\"{from}\" target=\"{to}\"{weight}/>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}
