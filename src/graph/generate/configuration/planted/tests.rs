use super::clustering::NEAR;
use super::*;
use crate::graph::generate::configuration::degree::Start;
use crate::graph::generate::tests::{assert_law, code, code_of, luck};
use crate::graph::shape::Shape;
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate};

const FIXED: Law = Law::Fixed { ties: 1 };

/// Four people with one tie each in two communities of two: all inside, one network; all outside, two, equally likely. Three
/// people who each are heard by one and answer nobody: the two ways round, where nothing is left out (all three told
/// themselves, and no exchange of two ends mends it). Chi-square, alpha = 1e-6, 20,000 draws.
#[test]
fn small_networks_have_their_probabilities() {
    let of = |ties: &[(u32, u32)], n: u32, mutual: bool| {
        let back = ties.iter().map(|&(a, b)| (b, a)).filter(|_| mutual);
        code_of(n, ties.iter().copied().chain(back))
    };
    let law = |local| Planted::new(4, FIXED, None, Some(Circles { size: 2.0, local })).unwrap();
    let inside = of(&[(0, 1), (2, 3)], 4, true);
    (0..50).for_each(|i| assert_eq!(code(&law(1.0).generate(luck(i))), inside));
    let outside = [of(&[(0, 2), (1, 3)], 4, true), of(&[(0, 3), (1, 2)], 4, true)].map(|code| (code, 0.5));
    assert_law(&outside, 20_000, |i| law(0.0).generate(luck(i)));
    let round = Planted::new(3, FIXED, Some(0.0), None).unwrap();
    let both =
        [of(&[(0, 1), (1, 2), (2, 0)], 3, false), of(&[(1, 0), (2, 1), (0, 2)], 3, false)].map(|code| (code, 0.5));
    let whole = |i: u64| {
        let drawn = (0..).map(|j| round.generate(luck(1_000 * i + j))).find(|graph| graph.ties() == 3);
        drawn.expect("most are whole")
    };
    assert_law(&both, 20_000, whole);
}

/// Everyone is heard by as many as drawn, but for the few ties left out; hubs too.
#[test]
fn numbers_of_hearers_are_those_drawn() {
    let power = |mean| Law::PowerLaw { exponent: 2.28, start: Start::Mean(mean), maximum: None };
    for (law, reciprocity, circles) in [
        (power(35.0), Some(0.36), Some(Circles { size: 60.0, local: 0.2 })),
        (power(12.0), Some(0.3), None),
        (Law::Lognormal { mean: 40.0, sigma: 1.1 }, None, Some(Circles { size: 60.0, local: 0.6 })),
    ] {
        let planted = Planted::new(5_000, law, reciprocity, circles).unwrap();
        let graph = planted.generate(luck(2));
        let drawn = |person: u32| planted.degrees.draw(luck(2), u64::from(person));
        let asked: u64 = (0..5_000).map(|person| u64::from(drawn(person))).sum();
        assert!((0..5_000).all(|person| graph.out_degree(person) <= drawn(person)));
        assert!(asked - graph.ties() as u64 <= asked / 500, "{} of {asked} left out", asked - graph.ties() as u64);
    }
}

/// The share of ties inside and the share answered, at 20,000 people: both are sums of rounded numbers of ends, off by less than
/// 0.005.
#[test]
fn shares_are_met() {
    for (reciprocity, local) in [(Some(0.62), 0.5), (Some(0.0), 0.3), (None, 0.6), (Some(1.0), 0.5)] {
        let law = Law::Poisson { mean: 12.0 };
        let planted = Planted::new(20_000, law, reciprocity, Some(Circles { size: 60.0, local })).unwrap();
        let graph = planted.generate(luck(3));
        let community = &planted.facts(luck(3))[0].1;
        let (inside, ties) = (0..20_000).fold((0, 0), |(inside, ties), u: u32| {
            let same = |v: &&u32| community[**v as usize] == community[u as usize];
            (inside + graph.hearers(u).iter().filter(same).count(), ties + graph.hearers(u).len())
        });
        assert!((inside as f64 / ties as f64 - local).abs() < 0.005, "{inside} of {ties} inside");
        let share = Shape::of(&graph).reciprocity.unwrap();
        assert!((share - reciprocity.unwrap_or(1.0)).abs() < 0.005, "{share} answered");
        assert_eq!(graph.is_mutual(), reciprocity.is_none());
        assert_eq!(planted.remark(luck(3), &graph).filter(|remark| remark.contains("stay in")), None);
    }
}

/// The clustering asked for, on networks that are not the trial. A network differs from another by chance with the deviation that
/// stands beside each case (measured over 16 networks; a heavy tail draws now more ties, now fewer), and the trial is one too:
/// within 5 sqrt(2) deviations. The mean degree within 4.5 standard errors of the law's.
#[test]
fn clustering_is_met() {
    let power = |mean| Law::PowerLaw { exponent: 2.5, start: Start::Mean(mean), maximum: Some(300) };
    let cases = [
        (Law::Lognormal { mean: 40.0, sigma: 1.1 }, None, 0.14, 0.002),
        (power(14.0), Some(0.62), 0.31, 0.004),
        (power(4.0), Some(0.79), 0.13, 0.008),
        (Law::Fixed { ties: 8 }, None, 0.6, 0.001),
    ];
    for (law, reciprocity, asked, deviation) in cases {
        let planted = Planted::clustered(20_000, law, reciprocity, None, asked).unwrap();
        for i in 5..7 {
            let graph = planted.generate(luck(i));
            let found = shape::local_clustering(&graph);
            let near = 5.0 * std::f64::consts::SQRT_2 * deviation + NEAR;
            assert!((found - asked).abs() < near, "{law:?}: {found} for {asked}, {:?}", planted.circles());
            let (mean, exact) = (graph.ties() as f64 / 20_000.0, planted.degrees.mean());
            let error = 4.5 * planted.degrees.deviation() / 20_000f64.sqrt() + 0.002 * exact;
            assert!((mean - exact).abs() < error, "{law:?}: {mean} for {exact}");
        }
    }
}

/// Small networks have the clustering asked for on average over the twenty trials that are as many people as a large one has: one
/// trial, whose chance deviation is .05, would be off by a hundredth and more.
#[test]
fn small_networks_meet_it_on_average() {
    let law = Law::PowerLaw { exponent: 2.5, start: Start::Mean(8.0), maximum: Some(300) };
    let planted = Planted::clustered(1_000, law, None, None, 0.2).unwrap();
    let trial = |t: u64| Replicate::new(RandomSeed::from(0u32), t, 0).stream(Purpose::Network);
    let found: Vec<f64> = (0..20).map(|t| shape::local_clustering(&planted.generate(trial(t)))).collect();
    let mean = found.iter().sum::<f64>() / 20.0;
    assert!((mean - 0.2).abs() <= NEAR, "{mean}");
    assert!(found.iter().any(|x| (x - mean).abs() > 0.02), "networks differ by more than that: {found:?}");
}

#[test]
fn what_cannot_be_is_refused() {
    let dense = Law::Fixed { ties: 50 };
    let few = Planted::clustered(200, dense, None, None, 0.05).unwrap_err();
    assert!(few.key == "clustering" && few.message.contains("by chance alone"), "{few}");
    let loose = Planted::clustered(2_000, Law::Fixed { ties: 10 }, None, Some(0.3), 0.5).unwrap_err();
    assert!(loose.key == "clustering" && loose.message.contains("at most about"), "{loose}");
    let circles = Circles { size: 1.5, local: 0.5 };
    assert_eq!(Planted::new(30, FIXED, None, Some(circles)).unwrap_err().key, "communities");
}

/// What the text says of a share that is left out is what is taken.
#[test]
fn the_text_repeats_the_usual_shares() {
    let local = KEYS.iter().find(|key| key.name == "local").unwrap();
    let (mutual, directed) = (usual(None), usual(Some(0.3)));
    let said = format!("; {mutual} where it is left out, {directed} if ties are not mutual,");
    assert!(local.meaning.contains(&said), "{}", local.meaning);
}
