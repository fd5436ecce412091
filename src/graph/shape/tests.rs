use super::*;
use crate::graph::edge_list::{self, Direction, Options, ThirdColumn};
use crate::graph::generate::tests::{local_clustering, luck};
use crate::graph::generate::{
    Generator, complete::Complete, configuration::Configuration, configuration::degree, cycle::Cycle,
    erdos_renyi::ErdosRenyi, grid::Grid, path::Path, ring_lattice::RingLattice, small_world::SmallWorld, star::Star,
};
use crate::graph::{Names, builder};
use std::f64::consts::PI;
use std::io::Write;
use std::path::Path as File;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * b.abs().max(1.0)
}

#[test]
fn everybody_knows_everybody() {
    let shape = Shape::of(&Complete::new(5).unwrap().network());
    assert_eq!((shape.ties, shape.pairs, shape.triangles, shape.isolated), (20, 10, 10, 0));
    assert_eq!((shape.density, shape.local_clustering, shape.transitivity), (Some(1.0), Some(1.0), Some(1.0)));
    assert_eq!((shape.excess_degree, shape.assortativity), (Some(3.0), None));
    assert_eq!(shape.weak_components, Components { count: 1, largest: 5 });
    assert!(near(shape.leading_eigenvalue, 4.0));
}

#[test]
fn a_star_has_one_hub() {
    let shape = Shape::of(&Star::new(10, true).unwrap().network());
    assert_eq!((shape.degree.min, shape.degree.q50, shape.degree.q95, shape.degree.max), (1, 1, 9, 9));
    assert_eq!((shape.degree.mean, shape.degree.mean_square), (1.8, 9.0));
    assert_eq!((shape.excess_degree, shape.transitivity, shape.assortativity), (Some(4.0), Some(0.0), Some(-1.0)));
    assert!(near(shape.leading_eigenvalue, 3.0));

    // Heard by all, hearing nobody: nothing goes on from a tie's end, and everyone is a strong component.
    let shape = Shape::of(&Star::new(10, false).unwrap().network());
    assert_eq!((shape.excess_degree, shape.reciprocity, shape.mean_product), (Some(0.0), Some(0.0), Some(0.0)));
    assert_eq!(shape.weak_components, Components { count: 1, largest: 10 });
    assert_eq!(shape.strong_components, Components { count: 10, largest: 1 });
    assert_eq!((shape.degree.max, shape.hearers.max, shape.heard.max), (9, 9, 1));
    assert!(near(shape.leading_eigenvalue, 3.0));
}

/// Eigenvalues in closed form: cycle 2, path 2 cos(pi / (n + 1)), ring lattice its degree, grid the sum of two paths.
#[test]
fn eigenvalues_are_those_of_closed_forms() {
    let eigenvalue = |graph: &Graph| {
        let shape = Shape::of(graph);
        assert!(shape.eigenvalue_error <= 1e-9 * shape.leading_eigenvalue);
        shape.leading_eigenvalue
    };
    let path = |n: f64| 2.0 * libm::cos(PI / (n + 1.0));
    assert!(near(eigenvalue(&Cycle::new(17, true).unwrap().network()), 2.0));
    assert!(near(eigenvalue(&RingLattice::new(50, 8).unwrap().network()), 8.0));
    for n in [2, 3, 10, 200] {
        assert!(near(eigenvalue(&Path::new(n, true).unwrap().network()), path(f64::from(n))), "{n}");
    }
    assert!(near(eigenvalue(&Grid::new(20, 30, 4, false).unwrap().network()), path(20.0) + path(30.0)));
    for n in [2, 3, 5, 1_000] {
        assert!(near(eigenvalue(&Star::new(n, true).unwrap().network()), f64::from(n - 1).sqrt()), "{n}");
    }
    // Two parts, the larger eigenvalue in the smaller: a complete network of 5 beside a long path.
    let (mut from, mut to): (Vec<u32>, Vec<u32>) = (5..99).map(|i| (i, i + 1)).unzip();
    for a in 0..5 {
        (a + 1..5).for_each(|b| {
            from.push(a);
            to.push(b);
        });
    }
    assert!(near(eigenvalue(&builder::from_ties(Names::Numbered(100), from, to, true)), 4.0));
}

/// 0 and 1 hear each other, 2 hears 1, 0 hears 2, 3 hears 0; 4 has no tie.
#[test]
fn directed_ties_are_counted_in_their_direction() {
    let graph = builder::from_ties(Names::Numbered(5), vec![0, 1, 1, 2, 0], vec![1, 0, 2, 0, 3], false);
    let shape = Shape::of(&graph);
    assert_eq!((shape.ties, shape.pairs, shape.triangles, shape.isolated), (5, 4, 1, 1));
    assert_eq!((shape.density, shape.reciprocity), (Some(0.25), Some(0.4)));
    // Hearers 2, 2, 1, 0, 0; heard 2, 1, 1, 1, 0.
    assert_eq!((shape.mean_product, shape.excess_degree), (Some(7.0 / 5.0), Some((7.0 - 2.0) / 5.0)));
    assert_eq!((shape.degree.max, shape.degree.mean), (4, 2.0));
    assert_eq!(shape.weak_components, Components { count: 2, largest: 4 });
    assert_eq!(shape.strong_components, Components { count: 3, largest: 3 });
    // Neighbours: 0 has 3 of whom 1 pair of 3 is tied, 1 and 2 have one pair that is.
    assert_eq!(shape.local_clustering, Some((1.0 / 3.0 + 1.0 + 1.0) / 5.0));
    assert_eq!((shape.transitivity, shape.strengths), (Some(3.0 / 5.0), None));
}

#[test]
fn what_is_empty_has_no_numbers() {
    for people in [0, 3] {
        let shape = Shape::of(&builder::from_ties(Names::Numbered(people), vec![], vec![], false));
        assert_eq!((shape.isolated, shape.leading_eigenvalue), (u64::from(people), 0.0));
        assert_eq!(
            (shape.reciprocity, shape.transitivity, shape.assortativity, shape.excess_degree),
            (None, None, None, None)
        );
        assert_eq!(shape.weak_components.count, u64::from(people));
        assert_eq!((shape.density.is_some(), shape.local_clustering.is_some()), (people == 3, people == 3));
    }
}

#[test]
fn strengths_are_summed_up() {
    let strengths = Some(vec![0.5, 0.25, 1.0, 0.25]);
    let graph = builder::from_sorted(Names::Numbered(3), vec![0, 0, 1, 2], vec![1, 2, 2, 0], strengths, false);
    let spread = Shape::of(&graph).strengths.unwrap();
    assert_eq!(
        (spread.mean, spread.min, spread.q05, spread.q50, spread.q95, spread.max),
        (0.5, 0.25, 0.25, 0.25, 1.0, 1.0)
    );
}

/// Against the plain definitions, on networks of many kinds.
#[test]
fn numbers_are_those_of_plain_definitions() {
    let heavy = degree::Law::PowerLaw { exponent: 2.2, start: degree::Start::Minimum(2), maximum: None };
    let laws: Vec<Box<dyn Generator>> = vec![
        Box::new(ErdosRenyi::with_mean_degree(150, 12.0, true).unwrap()),
        Box::new(ErdosRenyi::with_mean_degree(150, 9.0, false).unwrap()),
        Box::new(Configuration::new(150, heavy, true).unwrap()),
        Box::new(Configuration::new(150, heavy, false).unwrap()),
        Box::new(SmallWorld::new(150, 6, 0.1).unwrap()),
    ];
    for (i, law) in laws.iter().enumerate() {
        let graph = law.generate(luck(i as u64));
        let shape = Shape::of(&graph);
        let tied = |a: u32, b: u32| graph.hearers(a).contains(&b);
        let either = |a: u32, b: u32| tied(a, b) || tied(b, a);
        let pairs = || (0..150).flat_map(|a| (0..a).map(move |b| (a, b))).filter(|&(a, b)| either(a, b));
        assert_eq!(shape.pairs, pairs().count() as u64);
        let triangles =
            pairs().map(|(a, b)| (0..b).filter(|&c| either(a, c) && either(b, c)).count() as u64).sum::<u64>();
        assert_eq!(shape.triangles, triangles);
        let (from, to) = pairs().unzip();
        let simple = builder::from_ties(Names::Numbered(150), from, to, true);
        assert!(near(shape.local_clustering.unwrap(), local_clustering(&simple)));
        let wedges: u32 = (0..150).map(|person| simple.out_degree(person)).map(|k| k * k.saturating_sub(1) / 2).sum();
        assert!(near(shape.transitivity.unwrap(), 3.0 * triangles as f64 / f64::from(wedges)));

        let ends: Vec<(f64, f64)> = pairs()
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .map(|(a, b)| (f64::from(simple.out_degree(a)), f64::from(simple.out_degree(b))))
            .collect();
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| ends.iter().map(of).sum::<f64>() / ends.len() as f64;
        let centre = mean(&|end| end.0);
        let covariance = mean(&|end| (end.0 - centre) * (end.1 - centre));
        let variance = mean(&|end| (end.0 - centre) * (end.0 - centre));
        assert!(near(shape.assortativity.unwrap(), covariance / variance));

        let onward = |u: u32, v: u32| graph.hearers(v).iter().filter(|&&w| w != u).count();
        let excess: usize = (0..150).flat_map(|u| graph.hearers(u).iter().map(move |&v| onward(u, v))).sum();
        assert!(near(shape.excess_degree.unwrap(), excess as f64 / graph.ties() as f64));
        let back = (0..150).flat_map(|u| graph.hearers(u).iter().map(move |&v| (u, v))).filter(|&(u, v)| tied(v, u));
        assert!(near(shape.reciprocity.unwrap(), back.count() as f64 / graph.ties() as f64));
        let square: f64 = (0..150).map(|person| f64::from(graph.out_degree(person) * graph.out_degree(person))).sum();
        assert!(near(shape.hearers.mean_square, square / 150.0));
        assert_eq!(shape.isolated, (0..150).filter(|&person| simple.out_degree(person) == 0).count() as u64);
    }
}

/// Every column of the data's table of graphs, to the digits printed there. SciPy measured them, independently.
#[test]
fn real_networks_have_the_numbers_measured_elsewhere() {
    let Ok(data) = std::env::var("RUMORMILL_DATA") else {
        // Past the harness, which keeps what passing tests print to itself.
        let line = "skipped: RUMORMILL_DATA names no folder of data, so no real network was measured";
        writeln!(std::io::stderr(), "{line}").expect("stderr takes a line");
        return;
    };
    let readme = std::fs::read_to_string(File::new(&data).join("README.md")).expect("the data has its README.md");
    let table = readme.split("\n## ").find(|section| section.starts_with("Graphs")).expect("its section Graphs");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| name"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 12, "{} graphs", rows.len());
    let mut compared = 0;
    for row in rows {
        let name = row[0];
        let text = File::new(&data).join(format!("graphs/{name}.tsv"));
        let path = if text.exists() { text } else { text.with_extension("tsv.gz") };
        let mutual = row[1].starts_with("undirected");
        let direction = if mutual { Direction::Mutual } else { Direction::Influence };
        let options = Options { direction: Some(direction), third_column: ThirdColumn::Ignore, ..Options::default() };
        let reading = edge_list::read_file(name, &path, &options).unwrap_or_else(|problems| panic!("{problems:?}"));
        let shape = Shape::of(&reading.graph);
        assert_eq!(shape.mutual, mutual, "{name}");
        let ties = if mutual { shape.pairs } else { shape.ties };
        // Column, digits after the point there (trailing zeros are not printed), value.
        let measured = [
            (2, 0, Some(shape.people as f64)),
            (3, 0, Some(ties as f64)),
            (4, 2, Some(shape.degree.mean)),
            (5, 0, Some(shape.degree.max as f64)),
            (6, 0, Some(shape.weak_components.largest as f64)),
            (7, 3, shape.reciprocity),
            (8, 0, Some(shape.triangles as f64)),
            (9, 4, shape.local_clustering),
            (10, 4, shape.assortativity),
            (11, 2, Some(shape.leading_eigenvalue)),
        ];
        for (column, digits, value) in measured.into_iter().filter(|(column, ..)| !row[*column].is_empty()) {
            let expected: f64 = row[column].parse().expect("a number");
            let value = value.expect("a number that is defined");
            let half = 0.5 / libm::pow(10.0, f64::from(digits)) + 1e-12;
            assert!((value - expected).abs() <= half, "{name}, column {column}: {value}, {expected} in the table");
            compared += 1;
        }
    }
    assert!(compared >= 110, "{compared} numbers compared");
}
