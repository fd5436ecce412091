//! DOT, the language of Graphviz, by petgraph: to be drawn by another program.

use super::plain;
use crate::graph::Graph;
use crate::graph::edge_list::number;
use petgraph::dot::{Config, Dot};
use petgraph::graph::{EdgeReference, Graph as Petgraph, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use petgraph::{EdgeType, Undirected};
use std::io::{self, Write};

pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    (0..graph.people()).try_for_each(|person| plain(&graph.names().get(person)).map(drop))?;
    let whole = graph.to_petgraph();
    if !graph.is_mutual() {
        return dot(&whole, graph.strengths().is_some(), out);
    }
    let mut once: UnGraph<String, f64> =
        Petgraph::<_, _, Undirected>::with_capacity(whole.node_count(), whole.edge_count() / 2);
    for name in whole.node_weights() {
        once.add_node(name.clone());
    }
    for edge in whole.edge_references().filter(|edge| edge.source() < edge.target()) {
        once.add_edge(edge.source(), edge.target(), *edge.weight());
    }
    dot(&once, graph.strengths().is_some(), out)
}

fn dot<Ty: EdgeType>(graph: &Petgraph<String, f64, Ty>, weighted: bool, out: &mut impl Write) -> io::Result<()> {
    let label = |name: &str| format!("label=\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
    let strength =
        |strength: f64| if weighted { format!("weight={0}, label=\"{0}\"", number(strength)) } else { String::new() };
    let bare = [Config::NodeNoLabel, Config::EdgeNoLabel];
    let (edges, nodes) =
        (|_, edge: EdgeReference<f64>| strength(*edge.weight()), |_, (_, name): (NodeIndex, &String)| label(name));
    write!(out, "{}", Dot::with_attr_getters(graph, &bare, &edges, &nodes))
}
