use super::*;
use crate::graph::generate::erdos_renyi::ErdosRenyi;
use crate::graph::generate::random_ties::RandomTies;
use crate::graph::generate::tests::luck;
use crate::graph::generate::{Generator, path::Path, ring_lattice::RingLattice, tree::Tree};
use crate::graph::{Names, builder};
use petgraph::algo::{
    connected_components, dijkstra, dominators, has_path_connecting, is_cyclic_directed, kosaraju_scc, page_rank,
    tarjan_scc, toposort,
};
use petgraph::graph::{DiGraph, UnGraph};
use petgraph::visit::{Bfs, Dfs, NodeRef, Reversed, Walker};
use std::collections::{BTreeMap, BTreeSet};

/// A sparse directed network with strengths, in many components of both kinds.
fn example(i: u64) -> Graph {
    let plain = ErdosRenyi::with_mean_degree(120, 1.5, false).unwrap().generate(luck(i));
    let (from, to): (Vec<u32>, Vec<u32>) = plain.edge_references().map(|tie| (tie.source(), tie.target())).unzip();
    let strengths = (0..from.len()).map(|tie| luck(i).uniform(7, tie as u64)).collect();
    builder::from_sorted(Names::Numbered(120), from, to, Some(strengths), false)
}

/// Whom talk reaches from a person, by plain search along rows given as a function.
fn reached(start: u32, hearers: impl Fn(u32) -> Vec<u32>) -> BTreeSet<u32> {
    let (mut reached, mut left) = (BTreeSet::from([start]), vec![start]);
    while let Some(person) = left.pop() {
        left.extend(hearers(person).into_iter().filter(|&hearer| reached.insert(hearer)));
    }
    reached
}

fn forward(graph: &Graph, start: u32) -> BTreeSet<u32> {
    reached(start, |person| graph.hearers(person).to_vec())
}

#[test]
fn searches_reach_what_plain_search_reaches() {
    let graph = &example(1);
    for start in 0..120 {
        let expected = forward(graph, start);
        assert_eq!(Bfs::new(graph, start).iter(graph).collect::<BTreeSet<u32>>(), expected);
        assert_eq!(Dfs::new(graph, start).iter(graph).collect::<BTreeSet<u32>>(), expected);
        assert_eq!(has_path_connecting(graph, start, 5, None), expected.contains(&5));
        let heard: BTreeSet<u32> = (0..120).filter(|&person| forward(graph, person).contains(&start)).collect();
        assert_eq!(Dfs::new(Reversed(graph), start).iter(Reversed(graph)).collect::<BTreeSet<u32>>(), heard);
    }
}

/// Strong components are the classes of people who reach each other; weak ones forget the direction.
#[test]
fn components_are_those_of_plain_search() {
    for i in 0..5 {
        let graph = &example(i);
        let from: Vec<BTreeSet<u32>> = (0..120).map(|person| forward(graph, person)).collect();
        let class =
            |a: u32| (0..120).filter(|&b| from[a as usize].contains(&b) && from[b as usize].contains(&a)).collect();
        let expected: BTreeSet<Vec<u32>> = (0..120).map(class).collect();
        let sorted = |components: Vec<Vec<u32>>| -> BTreeSet<Vec<u32>> {
            let sort = |mut component: Vec<u32>| {
                component.sort_unstable();
                component
            };
            components.into_iter().map(sort).collect()
        };
        assert_eq!(sorted(tarjan_scc(graph)), expected);
        assert_eq!(sorted(kosaraju_scc(graph)), expected);
        assert_eq!(is_cyclic_directed(graph), expected.len() < 120);

        let both =
            |person| graph.neighbors_directed(person, Direction::Incoming).chain(graph.neighbors(person)).collect();
        let weak: BTreeSet<BTreeSet<u32>> = (0..120).map(|person| reached(person, both)).collect();
        assert_eq!(connected_components(graph), weak.len());
    }
}

/// Shortest ways with the costs of strengths, against rounds of relaxing every tie.
#[test]
fn dijkstra_walks_on_strengths() {
    let graph = &example(3);
    let mut expected = BTreeMap::from([(0u32, 0.0f64)]);
    for _ in 0..120 {
        for tie in graph.edge_references() {
            let Some(way) = expected.get(&tie.source()).map(|way| way + tie.weight()) else { continue };
            let best = expected.entry(tie.target()).or_insert(way);
            *best = best.min(way);
        }
    }
    assert!(expected.len() > 30);
    assert_eq!(dijkstra(graph, 0, None, |tie| *tie.weight()).into_iter().collect::<BTreeMap<u32, f64>>(), expected);
}

#[test]
fn every_view_shows_the_same_ties() {
    let graph = &example(4);
    let strengths = graph.strengths().unwrap();
    let all: Vec<Tie> = graph.edge_references().collect();
    assert_eq!((all.len(), graph.edge_count(), graph.edge_bound()), (graph.ties(), graph.ties(), graph.ties()));
    for (number, tie) in all.iter().enumerate() {
        assert_eq!((tie.id() as usize, *tie.weight()), (number, strengths[number]));
        assert!(graph.row(tie.source()).contains(&number));
        assert!(graph.is_adjacent(&(), tie.source(), tie.target()));
    }
    let by_row: Vec<Tie> = graph.node_identifiers().flat_map(|person| graph.edges(person)).collect();
    assert_eq!(by_row, all);
    let incoming = |person| graph.edges_directed(person, Direction::Incoming);
    let mut by_hearer: Vec<Tie> = (0..120).flat_map(incoming).inspect(|tie| assert!(tie.target() < 120)).collect();
    by_hearer.sort_by_key(Tie::id);
    assert_eq!(by_hearer, all);
    assert_eq!(graph.node_references().map(|node| node.id()).collect::<Vec<u32>>(), (0..120).collect::<Vec<u32>>());
    let adjacent = |u: u32| (0..120).filter(|&v| graph.is_adjacent(&(), u, v)).count();
    assert_eq!((0..120).map(adjacent).sum::<usize>(), graph.ties());
}

#[test]
fn trees_have_an_order_and_dominators() {
    let tree = &Tree::new(3, 3, false).unwrap().network();
    let order = toposort(tree, None).unwrap();
    let place = |person| order.iter().position(|&p| p == person).unwrap();
    assert!((1..40).all(|child| place((child - 1) / 3) < place(child)));
    let ways = dominators::simple_fast(tree, 0);
    assert!((1..40).all(|child| ways.immediate_dominator(child) == Some((child - 1) / 3)));
    assert!(toposort(&Path::new(3, true).unwrap().network(), None).is_err());
    // All places of a ring are alike.
    let ring = &RingLattice::new(20, 4).unwrap().network();
    assert!(page_rank(ring, 0.85, 20).into_iter().all(|rank: f64| (rank - 0.05).abs() < 1e-12));
}

#[test]
fn conversion_keeps_names_ties_and_strengths() {
    let graph = example(5);
    let there = graph.to_petgraph();
    let back = Graph::from_petgraph_with(&there, |_, name| name.clone(), |&strength| strength).unwrap();
    assert_eq!((back.names(), back.targets(), back.strengths()), (graph.names(), graph.targets(), graph.strengths()));
    assert_eq!(Graph::from_petgraph(&there).unwrap().strengths(), None);

    let mut friends = UnGraph::<&str, f64>::new_undirected();
    let [zoe, ben, ten] = ["zoe", "ben", "10"].map(|name| friends.add_node(name));
    friends.add_edge(zoe, ben, 0.5);
    friends.add_edge(ten, zoe, 0.25);
    let network = Graph::from_petgraph_with(&friends, |_, name| name.to_string(), |&strength| strength).unwrap();
    assert!(network.is_mutual());
    assert_eq!([0, 1, 2].map(|person| network.names().get(person).into_owned()), ["10", "ben", "zoe"]);
    assert_eq!([0, 1, 2].map(|person| network.hearers(person)), [&[2][..], &[2], &[0, 1]]);
    assert_eq!(network.strengths(), Some(&[0.25, 0.5, 0.25, 0.5][..]));

    let mutual = RandomTies::new(30, 40, true).unwrap().generate(luck(1));
    assert_eq!(mutual.to_petgraph().edge_count(), 80);
}

#[test]
fn what_is_no_network_is_refused() {
    let refused = |edges: &[(u32, u32, f64)]| {
        let mut graph = DiGraph::<u32, f64>::new();
        (0..3).for_each(|i| {
            graph.add_node(i);
        });
        graph.extend_with_edges(edges.iter().copied());
        Graph::from_petgraph_with(&graph, |_, name| name.to_string(), |&strength| strength).map(|graph| graph.ties())
    };
    assert_eq!(refused(&[(0, 1, 1.0), (1, 0, 1.0)]), Ok(2));
    assert_eq!(refused(&[(1, 1, 1.0)]), Err(Refused::SelfTie("1".into())));
    assert_eq!(refused(&[(0, 1, 1.0), (0, 1, 0.5)]), Err(Refused::RepeatedTie("0".into(), "1".into())));
    assert_eq!(refused(&[(0, 1, -0.5)]), Err(Refused::Strength("0".into(), "1".into(), -0.5)));
    assert!(refused(&[(0, 1, f64::NAN)]).is_err() && refused(&[(0, 1, f64::INFINITY)]).is_err());
    let undirected = UnGraph::<u32, ()>::from_edges([(0, 1), (1, 0)]);
    let named = |names: fn(usize) -> usize| {
        Graph::from_petgraph_with(&undirected, |node, _| names(node.index()).to_string(), |()| 1.0).unwrap_err()
    };
    assert_eq!(named(|i| i), Refused::RepeatedTie("0".into(), "1".into()));
    assert_eq!(named(|_| 9).to_string(), "two people are called `9`");
}
