//! A [`Graph`] as `petgraph` sees it, so that its algorithms run on the rows as they are; and conversion both ways.
//!
//! A person is a node, by number (`u32`); a tie is an edge, by number in the rows (`u32`). To `petgraph` every network is
//! directed, from the person heard to the hearer: a mutual tie is two edges, one each way, so undirected algorithms (connected
//! components) give the same answer on it, while counts of edges are twice those of an undirected graph. The weight of an edge
//! is its strength, 1 where the network has none; nodes have no weight, their names are at [`Graph::names`].
//!
//! # Cost
//!
//! Nothing is copied. Incoming ties need [`Graph::heard`], which is made when first asked for. Whether two people are tied is
//! looked up in a sorted row: logarithmic in its length, where `petgraph`'s own adjacency matrix takes n^2 bits.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::path::Path;
//!
//! let path = Path::new(5, false).unwrap().network();
//! let rounds = petgraph::algo::dijkstra(&path, 1, None, |_| 1);
//! assert_eq!((rounds.get(&4), rounds.get(&0)), (Some(&3), None));
//! ```

mod convert;
#[cfg(test)]
mod tests;

pub use convert::Refused;

use super::Graph;
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, EdgeRef, GetAdjacencyMatrix, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges,
    IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences,
    NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};
use std::iter::Copied;
use std::ops::Range;
use std::slice::Iter;

/// `petgraph`'s own record of the nodes visited, a bit each.
type Visited = <petgraph::Graph<(), ()> as Visitable>::Map;

/// A tie with its ends and its strength, as an edge of `petgraph`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    source: u32,
    target: u32,
    number: u32,
    strength: f64,
}

impl EdgeRef for Tie {
    type NodeId = u32;
    type EdgeId = u32;
    type Weight = f64;

    fn source(&self) -> u32 {
        self.source
    }

    fn target(&self) -> u32 {
        self.target
    }

    fn weight(&self) -> &f64 {
        &self.strength
    }

    fn id(&self) -> u32 {
        self.number
    }
}

/// The ties of one person: those along which it is heard, or those along which it hears.
#[derive(Clone, Debug)]
pub struct Ties<'a> {
    graph: &'a Graph,
    person: u32,
    direction: Direction,
    places: Range<usize>,
}

impl Iterator for Ties<'_> {
    type Item = Tie;

    fn next(&mut self) -> Option<Tie> {
        let place = self.places.next()?;
        let (source, target, number) = match self.direction {
            Direction::Outgoing => (self.person, self.graph.targets()[place], place as u32),
            Direction::Incoming => {
                let heard = self.graph.heard();
                (heard.sources[place], self.person, heard.ties[place])
            }
        };
        Some(Tie { source, target, number, strength: strength(self.graph, number) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

/// All ties of a network, row by row.
#[derive(Clone, Debug)]
pub struct AllTies<'a> {
    graph: &'a Graph,
    row: u32,
    ties: Range<usize>,
}

impl Iterator for AllTies<'_> {
    type Item = Tie;

    fn next(&mut self) -> Option<Tie> {
        let tie = self.ties.next()?;
        while self.graph.row(self.row).end <= tie {
            self.row += 1;
        }
        let number = tie as u32;
        let strength = strength(self.graph, number);
        Some(Tie { source: self.row, target: self.graph.targets()[tie], number, strength })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ties.size_hint()
    }
}

/// The strength of a tie, 1 where the network has none.
fn strength(graph: &Graph, tie: u32) -> f64 {
    graph.strengths().map_or(1.0, |strengths| strengths[tie as usize])
}

impl GraphBase for Graph {
    type NodeId = u32;
    type EdgeId = u32;
}

impl Data for Graph {
    type NodeWeight = ();
    type EdgeWeight = f64;
}

impl GraphProp for Graph {
    type EdgeType = Directed;
}

impl NodeCount for Graph {
    fn node_count(&self) -> usize {
        self.people() as usize
    }
}

impl EdgeCount for Graph {
    fn edge_count(&self) -> usize {
        self.ties()
    }
}

impl NodeIndexable for Graph {
    fn node_bound(&self) -> usize {
        self.people() as usize
    }

    fn to_index(&self, person: u32) -> usize {
        person as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl NodeCompactIndexable for Graph {}

impl EdgeIndexable for Graph {
    fn edge_bound(&self) -> usize {
        self.ties()
    }

    fn to_index(&self, tie: u32) -> usize {
        tie as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl Visitable for Graph {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited::with_capacity(self.people() as usize)
    }

    fn reset_map(&self, map: &mut Visited) {
        map.clear();
        map.grow(self.people() as usize);
    }
}

impl GetAdjacencyMatrix for Graph {
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, (): &(), source: u32, target: u32) -> bool {
        self.hearers(source).binary_search(&target).is_ok()
    }
}

impl<'a> IntoNeighbors for &'a Graph {
    type Neighbors = Copied<Iter<'a, u32>>;

    fn neighbors(self, person: u32) -> Self::Neighbors {
        self.hearers(person).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a Graph {
    type NeighborsDirected = Copied<Iter<'a, u32>>;

    fn neighbors_directed(self, person: u32, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.neighbors(person),
            Direction::Incoming => {
                let heard = self.heard();
                heard.sources[heard.row(person)].iter().copied()
            }
        }
    }
}

impl<'a> IntoEdgeReferences for &'a Graph {
    type EdgeRef = Tie;
    type EdgeReferences = AllTies<'a>;

    fn edge_references(self) -> AllTies<'a> {
        AllTies { graph: self, row: 0, ties: 0..self.ties() }
    }
}

impl<'a> IntoEdges for &'a Graph {
    type Edges = Ties<'a>;

    fn edges(self, person: u32) -> Ties<'a> {
        self.edges_directed(person, Direction::Outgoing)
    }
}

impl<'a> IntoEdgesDirected for &'a Graph {
    type EdgesDirected = Ties<'a>;

    fn edges_directed(self, person: u32, direction: Direction) -> Ties<'a> {
        let places = match direction {
            Direction::Outgoing => self.row(person),
            Direction::Incoming => self.heard().row(person),
        };
        Ties { graph: self, person, direction, places }
    }
}

impl IntoNodeIdentifiers for &Graph {
    type NodeIdentifiers = Range<u32>;

    fn node_identifiers(self) -> Range<u32> {
        0..self.people()
    }
}

impl IntoNodeReferences for &Graph {
    type NodeRef = (u32, ());
    type NodeReferences = std::iter::Map<Range<u32>, fn(u32) -> (u32, ())>;

    fn node_references(self) -> Self::NodeReferences {
        self.node_identifiers().map(|person| (person, ()))
    }
}
