//! The strategies of seeding: processor time to choose fifty people of a large network.
//!
//! Shows: seconds of processor time, the best of three, of all threads together, on slashdot0902 (82,168 people, 870,161 ties) and
//! ego-twitter (81,306 people, 2,684,592 ties) in the folder that `RUMORMILL_DATA` names, or else on a network of 100,000 people
//! with a power law of ties. Answers are asserted: PageRank, Katz and the eigenvector fulfil their equations, each person of a core
//! is heard by enough of it, the rest give fifty different people.
//!
//! Does not show: reading the file, memory, networks that do not fit into the processor's cache.

mod common;

use common::{cpu_of_all, luck, power_law, wanted};
use rumormill::audience::Audience;
use rumormill::catalog::{Kind, Value};
use rumormill::graph::Graph;
use rumormill::graph::edge_list::{Direction, Options, read_file};
use rumormill::graph::shape::{communities, leading_eigenvalue, modularity};
use rumormill::model::Network;
use rumormill::seeding::{CATALOG, eigenvector, k_core, katz, page_rank};
use std::collections::BTreeSet;
use std::path::Path;

const COUNT: u64 = 50;

fn main() {
    let Some(folder) = std::env::var_os("RUMORMILL_DATA") else {
        println!("RUMORMILL_DATA names no folder of real networks: a power law instead");
        return all("power law", &power_law(100_000));
    };
    for (name, direction) in [("slashdot0902", Some(Direction::Follows)), ("ego-twitter", None)] {
        let file = Path::new(&folder).join("graphs").join(format!("{name}.tsv.gz"));
        let reading = read_file(name, &file, &Options { direction, ..Options::default() });
        all(name, &reading.unwrap_or_else(|_| panic!("{} cannot be read", file.display())).graph);
    }
}

fn all(name: &str, graph: &Graph) {
    println!("\n{name}: {} people, {} ties", graph.people(), graph.ties());
    graph.heard();
    equations(graph);
    let (audience, luck) = (Audience::default(), luck(0));
    let network = Network { graph, audience: &audience, luck };
    for entry in CATALOG {
        // Those that take a plain count.
        let takes = matches!(entry.kind, Kind::Either(kinds) if matches!(kinds[0], Kind::Whole(..)));
        if !takes || !wanted(entry.name) {
            continue;
        }
        let seeding = (entry.build)(&value(&entry.kind)).expect("legal");
        let choose = || {
            let begin = cpu_of_all();
            let seeds = seeding.seeds(&network, &luck);
            let spent = (cpu_of_all() - begin) as f64 / 1e9;
            assert_eq!(seeds.iter().collect::<BTreeSet<_>>().len() as u64, COUNT, "{}", entry.name);
            spent
        };
        let best = (0..3).map(|_| choose()).fold(f64::INFINITY, f64::min);
        println!("  {:<22} {best:>9.4} s", entry.name);
    }
}

/// Fifty people and the other keys as they are by default.
fn value(kind: &Kind) -> Value {
    let Kind::Either(&[_, _, Kind::Table(keys)]) = *kind else { return Value::Whole(COUNT) };
    let number = |default: &str| default.parse().map_or_else(|_| Value::Number(default.parse().unwrap()), Value::Whole);
    let others = keys.iter().filter_map(|key| Some((key.name.to_owned(), number(key.default?))));
    Value::Table(std::iter::once(("count".to_owned(), Value::Whole(COUNT))).chain(others).collect())
}

/// Scores fulfil the equations that define them.
fn equations(graph: &Graph) {
    let n = graph.people();
    let sum = |scores: &[f64], person: u32| -> f64 { graph.hearers(person).iter().map(|&v| scores[v as usize]).sum() };

    let page_rank = page_rank::scores(graph, 0.85);
    let hears = |person: u32| f64::from(graph.in_degree(person).max(1));
    let gives: Vec<f64> = (0..n).map(|person| page_rank[person as usize] / hears(person)).collect();
    let idle: f64 =
        (0..n).filter(|&person| graph.in_degree(person) == 0).map(|person| page_rank[person as usize]).sum();
    let off = |person: u32| {
        let expected = (0.15 + 0.85 * idle) / f64::from(n) + 0.85 * sum(&gives, person);
        (page_rank[person as usize] - expected).abs()
    };
    assert!((0..n).map(off).sum::<f64>() < 1e-9);

    let factor = 0.5 / leading_eigenvalue(graph);
    let katz = katz::scores(graph, 0.5);
    let most = katz.iter().copied().fold(0.0, f64::max);
    assert!((0..n).all(|person| (katz[person as usize] - 1.0 - factor * sum(&katz, person)).abs() < 1e-9 * most));

    let eigenvector = eigenvector::scores(graph);
    let top = (0..n).max_by(|&a, &b| eigenvector[a as usize].total_cmp(&eigenvector[b as usize])).expect("people");
    let eigenvalue = sum(&eigenvector, top);
    let off = (0..n).map(|person| (sum(&eigenvector, person) - eigenvalue * eigenvector[person as usize]).abs());
    let off = off.fold(0.0, f64::max);
    println!("  eigenvalue {eigenvalue:.6}, equation off by {off:.1e}");
    assert!(off < 1e-6 * eigenvalue);

    let cores = k_core::core_numbers(graph);
    let inside = |person: u32| {
        let own = cores[person as usize];
        graph.hearers(person).iter().filter(|&&hearer| cores[hearer as usize] >= own).count() as u32 >= own
    };
    assert!((0..n).all(inside));
    println!("  largest core number {}", cores.iter().max().expect("people"));

    let begin = cpu_of_all();
    let found = communities(graph);
    let spent = (cpu_of_all() - begin) as f64 / 1e9;
    println!("  communities by Louvain {spent:.3} s, modularity {:.4}", modularity(graph, &found));
}
