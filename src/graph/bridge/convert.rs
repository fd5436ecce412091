//! From and to `petgraph`'s own graphs.

use crate::graph::names::canonical;
use crate::graph::{Graph, Names, builder};
use petgraph::graph::{DiGraph, IndexType, NodeIndex};
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use petgraph::{EdgeType, Graph as Petgraph};
use std::fmt::Display;

/// Why a graph of `petgraph` is no network of people. Every variant names those concerned.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    /// Two nodes have the same name.
    #[error("two people are called `{0}`")]
    SameName(String),
    /// An edge leads back to its node.
    #[error("`{0}` is tied to itself")]
    SelfTie(String),
    /// Two edges have the same ends.
    #[error("the tie from `{0}` to `{1}` stands twice")]
    RepeatedTie(String, String),
    /// A strength is negative, infinite or not a number.
    #[error("the strength {2} of the tie from `{0}` to `{1}` is no number of at least 0")]
    Strength(String, String, f64),
    /// More nodes or edges than a network can have.
    #[error("more people or ties than a network can have")]
    TooLarge,
}

impl Graph {
    /// The network of a graph of `petgraph`, nodes named as they are displayed, without strengths.
    ///
    /// An edge u -> v means that v hears u; an undirected edge is a mutual tie. People are numbered in the canonical order of
    /// their names, so numbers differ from the node indices unless the names are these.
    ///
    /// # Errors
    ///
    /// Two nodes of one name, self ties and parallel edges are refused, and what is too large; an undirected edge and one the
    /// other way round are parallel, directed ones are not.
    pub fn from_petgraph<N: Display, E, Ty: EdgeType, Ix: IndexType>(
        graph: &Petgraph<N, E, Ty, Ix>,
    ) -> Result<Graph, Refused> {
        convert(graph, |_, name| name.to_string(), None::<fn(&E) -> f64>)
    }

    /// The same with names and strengths by closures: `name` from a node's index and weight, `strength` from an edge's weight,
    /// a number in [0, 1] or for continuous clocks a rate of at least 0.
    ///
    /// # Errors
    ///
    /// Those of [`Graph::from_petgraph`], and a strength that is negative, infinite or not a number.
    pub fn from_petgraph_with<N, E, Ty: EdgeType, Ix: IndexType>(
        graph: &Petgraph<N, E, Ty, Ix>,
        name: impl Fn(NodeIndex<Ix>, &N) -> String,
        strength: impl Fn(&E) -> f64,
    ) -> Result<Graph, Refused> {
        convert(graph, name, Some(strength))
    }

    /// The network as a directed graph of `petgraph`: nodes in canonical order with their names, edges in the order of the ties
    /// with their strengths, 1 where there are none; a mutual tie is two edges.
    pub fn to_petgraph(&self) -> DiGraph<String, f64> {
        let mut graph = DiGraph::with_capacity(self.people() as usize, self.ties());
        for person in 0..self.people() {
            graph.add_node(self.names().get(person).into_owned());
        }
        for tie in self.edge_references() {
            graph.add_edge(tie.source().into(), tie.target().into(), *tie.weight());
        }
        graph
    }
}

fn convert<N, E, Ty: EdgeType, Ix: IndexType>(
    graph: &Petgraph<N, E, Ty, Ix>,
    name: impl Fn(NodeIndex<Ix>, &N) -> String,
    strength: Option<impl Fn(&E) -> f64>,
) -> Result<Graph, Refused> {
    let mutual = !graph.is_directed();
    let copies = if mutual { 2 } else { 1 };
    if graph.node_count() as u64 > Graph::MOST_PEOPLE || copies * graph.edge_count() as u64 > Graph::MOST_TIES {
        return Err(Refused::TooLarge);
    }
    let mut named: Vec<(String, usize)> =
        graph.node_indices().map(|node| (name(node, &graph[node]), node.index())).collect();
    named.sort_by(|a, b| canonical(&a.0, &b.0));
    if let Some(pair) = named.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(Refused::SameName(pair[0].0.clone()));
    }
    let mut numbers = vec![0u32; named.len()];
    for (number, (_, index)) in named.iter().enumerate() {
        numbers[*index] = number as u32;
    }
    let called = |person: u32| named[person as usize].0.clone();

    let mut ties: Vec<(u32, u32, f64)> = Vec::with_capacity(graph.edge_count());
    for edge in graph.edge_references() {
        let (u, v) = (numbers[edge.source().index()], numbers[edge.target().index()]);
        let strength = strength.as_ref().map_or(1.0, |strength| strength(edge.weight()));
        if u == v {
            return Err(Refused::SelfTie(called(u)));
        }
        if !(strength.is_finite() && strength >= 0.0) {
            return Err(Refused::Strength(called(u), called(v), strength));
        }
        // Adding zero turns -0 into 0.
        ties.push(if mutual { (u.min(v), u.max(v), strength + 0.0) } else { (u, v, strength + 0.0) });
    }
    ties.sort_unstable_by_key(|&(u, v, _)| (u, v));
    if let Some(pair) = ties.windows(2).find(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1)) {
        return Err(Refused::RepeatedTie(called(pair[0].0), called(pair[0].1)));
    }
    let names = Names::from_sorted(named.iter().map(|(name, _)| name.as_str()));
    let from = ties.iter().map(|tie| tie.0).collect();
    let to = ties.iter().map(|tie| tie.1).collect();
    let strengths = strength.is_some().then(|| ties.iter().map(|tie| tie.2).collect());
    Ok(builder::from_sorted(names, from, to, strengths, mutual))
}
