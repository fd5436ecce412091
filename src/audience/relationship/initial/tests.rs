use super::*;
use crate::graph::generate::Generator;
use crate::graph::generate::geometric::Geometric;
use crate::graph::generate::holme_kim::HolmeKim;

fn luck() -> Replicate {
    Replicate::new(7.into(), 0, 0)
}

fn network() -> Graph {
    HolmeKim::new(2_000, 5, 0.8, true).unwrap().draw(7u32)
}

fn of(initial: &Initial, graph: &Graph) -> Vec<f64> {
    initial.strengths(graph, &Attributes::default(), &Interest::default(), luck()).unwrap()
}

/// Whether each tie is as strong as its reverse.
fn is_even(graph: &Graph, strengths: &[f64]) -> bool {
    (0..graph.people()).all(|u| {
        graph.row(u).all(|tie| {
            let v = graph.targets()[tie];
            let back = graph.hearers(v).binary_search(&u).unwrap();
            strengths[tie] == strengths[graph.row(v).start + back]
        })
    })
}

#[test]
fn embeddedness_is_the_root_of_the_overlap() {
    let graph = network();
    let (strengths, overlaps) = (of(&Initial::EMBEDDEDNESS, &graph), overlaps(&graph));
    assert!(strengths.iter().zip(&overlaps).all(|(w, o)| (w - (0.05 + 0.95 * o.sqrt())).abs() < 1e-12));
    assert!(is_even(&graph, &strengths));
    let noisy = of(&Initial::Embeddedness { least: 0.05, exponent: 0.5, noise: 0.1 }, &graph);
    assert!(is_even(&graph, &noisy) && noisy != strengths && noisy.iter().all(|w| (0.0..=1.0).contains(w)));
}

/// The numbers are those of the beta law (mean a / (a + b), variance a b / ((a + b)^2 (a + b + 1)); 9,985 pairs, |z| < 5 for
/// the mean), and nobody with a larger overlap has a weaker tie.
#[test]
fn beta_strengths_are_ranked_as_overlaps() {
    let graph = network();
    let (strengths, overlaps) = (of(&Initial::Beta { a: 1.2, b: 3.0 }, &graph), overlaps(&graph));
    assert!(is_even(&graph, &strengths));
    let pairs = strengths.len() as f64 / 2.0;
    let mean = strengths.iter().sum::<f64>() / strengths.len() as f64;
    let (exact, variance) = (1.2 / 4.2, 1.2 * 3.0 / (4.2 * 4.2 * 5.2));
    assert!((mean - exact).abs() < 5.0 * (variance / pairs).sqrt(), "{mean}");
    let mut both: Vec<(f64, f64)> = overlaps.into_iter().zip(strengths).collect();
    both.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    assert!(both.windows(2).all(|pair| pair[0].1 <= pair[1].1));
}

#[test]
fn near_people_have_strong_ties() {
    let law = Geometric::with_mean_degree(500, 8.0, true).unwrap();
    let stream = luck().stream(Purpose::Network);
    let graph = law.generate(stream);
    let mut attributes = Attributes::default();
    let facts = law.facts(stream);
    for (name, numbers) in facts.clone() {
        attributes = attributes.with_numbers(name, numbers);
    }
    let initial = Initial::Distance { least: 0.1, scale: Some(0.05), side: Some(1.0) };
    let strengths = initial.strengths(&graph, &attributes, &Interest::default(), luck()).unwrap();
    let (x, y) = (&facts[0].1, &facts[1].1);
    for u in 0..500 {
        for tie in graph.row(u) {
            let v = graph.targets()[tie] as usize;
            let round = |d: f64| d.abs().min(1.0 - d.abs());
            let d = round(x[u as usize] - x[v]).hypot(round(y[u as usize] - y[v]));
            assert!((strengths[tie] - (0.1 + 0.9 * libm::exp(-d / 0.05))).abs() < 1e-12);
        }
    }
    let fault = initial.strengths(&graph, &Attributes::default(), &Interest::default(), luck()).unwrap_err();
    assert_eq!(fault.message, "the people have no column `x`");
}

/// Topics: strengths are multiplied by 1/2 + M/2, M the product of weights relative to the mean tie.
#[test]
fn like_minds_are_tied_more_strongly() {
    let graph = network();
    let n = graph.people();
    // Two topics, two kinds of people.
    let weights = (0..n).flat_map(|person| if person % 2 == 0 { [0.9, 0.1] } else { [0.1, 0.9] }).collect();
    let interest = Interest { topics: 2, weights, is_shared: true };
    let found = Initial::Same(0.4).strengths(&graph, &Attributes::default(), &interest, luck()).unwrap();
    let mean = interest.mean_match(&graph);
    for u in 0..n {
        for tie in graph.row(u) {
            let v = graph.targets()[tie];
            let product = if u % 2 == v % 2 { 0.82 } else { 0.18 };
            assert!((found[tie] - 0.4 * (0.5 + 0.5 * product / mean)).abs() < 1e-6);
        }
    }
}

#[test]
fn given_strengths_stay_as_they_are() {
    let graph = network();
    assert_eq!(
        Initial::Given.strengths(&graph, &Attributes::default(), &Interest::default(), luck()).unwrap_err().key,
        ""
    );
    let ties = graph.ties();
    let given: Vec<f64> = (0..ties).map(|tie| tie as f64 / ties as f64).collect();
    let graph = graph.with_strengths(given.clone());
    assert_eq!(of(&Initial::Given, &graph), given);
}
