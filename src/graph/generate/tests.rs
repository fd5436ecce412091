//! What every generator must keep, and the tools to hold a law to its exact probabilities.

use super::*;
use crate::catalog::{Entry, Value};
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate};
use statrs::distribution::{ChiSquared, ContinuousCDF};
use std::collections::BTreeMap;

/// The stream of network i.
pub(crate) fn luck(i: u64) -> Stream {
    Replicate::new(RandomSeed::new(7).unwrap(), i, 0).stream(Purpose::Network)
}

/// Who hears each person, from person 0.
pub(super) fn rows_of(graph: &Graph) -> Vec<Vec<u32>> {
    (0..graph.people()).map(|person| graph.hearers(person).to_vec()).collect()
}

/// The ties of a network of at most 8 people as bits: those of person 0 to 1, 2, ... first.
pub(super) fn code(graph: &Graph) -> u64 {
    code_of(graph.people(), (0..graph.people()).flat_map(|u| graph.hearers(u).iter().map(move |&v| (u, v))))
}

/// The same, from a list of different ties.
pub(super) fn code_of(people: u32, ties: impl Iterator<Item = (u32, u32)>) -> u64 {
    ties.map(|(u, v)| 1 << (u * (people - 1) + v - u32::from(v > u))).sum()
}

/// Chi-square of `draws` networks against all that can come out with their probabilities, alpha = 1e-6.
pub(super) fn assert_law(all: &[(u64, f64)], draws: u64, generate: impl Fn(u64) -> Graph) {
    assert_shares(all, draws, |i| code(&generate(i)));
}

/// The same of anything with a code; cells that expect fewer than 5 are taken together.
pub(super) fn assert_shares(all: &[(u64, f64)], draws: u64, draw: impl Fn(u64) -> u64) {
    assert!((all.iter().map(|cell| cell.1).sum::<f64>() - 1.0).abs() < 1e-9, "the probabilities add up to 1");
    let mut seen: BTreeMap<u64, u64> = all.iter().map(|cell| (cell.0, 0)).collect();
    for i in 0..draws {
        *seen.get_mut(&draw(i)).expect("only what can come out comes out") += 1;
    }
    let (mut cells, mut rest) = (Vec::new(), (0.0, 0.0));
    for &(code, p) in all {
        let (expected, count) = (p * draws as f64, seen[&code] as f64);
        if expected < 5.0 {
            rest = (rest.0 + expected, rest.1 + count);
        } else {
            cells.push((expected, count));
        }
    }
    cells.extend((rest.0 > 0.0).then_some(rest));
    let chi: f64 = cells.iter().map(|(expected, count)| (count - expected) * (count - expected) / expected).sum();
    let p = ChiSquared::new(cells.len() as f64 - 1.0).unwrap().sf(chi);
    assert!(p > 1e-6, "chi-square {chi} of {} cells", cells.len());
}

/// The mean local clustering coefficient, by its plain definition.
pub(crate) fn local_clustering(graph: &Graph) -> f64 {
    let local = |person: u32| {
        let friends = graph.hearers(person);
        let tied = |a: u32| friends.iter().filter(|&b| graph.hearers(a).binary_search(b).is_ok()).count();
        let k = friends.len() as f64;
        if k < 2.0 { 0.0 } else { friends.iter().map(|&a| tied(a)).sum::<usize>() as f64 / (k * (k - 1.0)) }
    };
    (0..graph.people()).map(local).sum::<f64>() / f64::from(graph.people())
}

/// A generator from a table in the way of a scenario: the keys given, and the defaults of the others.
fn build(entry: &Entry<Box<dyn Generator>>, given: Vec<(&str, Value)>) -> Result<Box<dyn Generator>, Fault> {
    let default = |text: &str| match text {
        "true" | "false" => Value::Flag(text == "true"),
        _ if text.contains('.') => Value::Number(text.parse().expect("a number")),
        _ if text.starts_with('"') => Value::Text(text.trim_matches('"').to_owned()),
        _ => Value::Whole(text.parse().expect("the defaults here are flags, words and numbers")),
    };
    let fill = |key: &Key| match given.iter().find(|(name, _)| *name == key.name) {
        Some((_, value)) => Some((key.name.to_string(), value.clone())),
        None => key.default.map(|text| (key.name.to_string(), default(text))),
    };
    assert!(given.iter().all(|(name, _)| entry.keys().iter().any(|key| key.name == *name)), "{}", entry.name);
    (entry.build)(&Value::Table(entry.keys().iter().filter_map(fill).collect()))
}

/// Tables for each entry of the catalog.
fn examples() -> Vec<(&'static str, Vec<(&'static str, Value)>)> {
    use Value::{Flag, Number, Whole};
    let table = |key: &str, value: Value| Value::Table(vec![(key.to_string(), value)]);
    let list = |items: &[u64]| Value::List(items.iter().map(|&item| Whole(item)).collect());
    let half = || ("reciprocity", Number(0.5));
    let power = || Value::Table(vec![("exponent".into(), Number(2.2)), ("minimum".into(), Whole(2))]);
    let lognormal = || Value::Table(vec![("mean".into(), Number(8.0)), ("sigma".into(), Number(1.1))]);
    vec![
        ("erdos-renyi", vec![("people", Whole(300)), ("mean-degree", Number(5.0))]),
        ("erdos-renyi", vec![("people", Whole(300)), ("probability", Number(0.1)), ("mutual", Flag(false))]),
        ("random-ties", vec![("people", Whole(300)), ("ties", Whole(700))]),
        ("random-ties", vec![("people", Whole(30)), ("ties", Whole(800)), ("mutual", Flag(false))]),
        ("configuration", vec![("people", Whole(300)), ("degree", table("power-law", power()))]),
        ("configuration", vec![("people", Whole(300)), ("degree", table("poisson", Number(6.0)))]),
        (
            "configuration",
            vec![("people", Whole(300)), ("degree", table("lognormal", lognormal())), ("mutual", Flag(false))],
        ),
        ("power-law", vec![("people", Whole(300)), ("exponent", Number(2.2)), ("mean", Number(5.0))]),
        ("preferential-attachment", vec![("people", Whole(300)), ("ties-each", Whole(3))]),
        ("preferential-attachment", vec![("people", Whole(300)), ("ties-each", Whole(3)), ("mutual", Flag(false))]),
        ("power-law", vec![("people", Whole(300)), ("exponent", Number(2.2)), ("mean", Number(5.0)), half()]),
        ("random-regular", vec![("people", Whole(300)), ("ties", Whole(5))]),
        ("given-degrees", vec![("degrees", Value::List((0..300).map(|i| Whole(2 + i % 5)).collect()))]),
        ("holme-kim", vec![("people", Whole(300)), ("ties-each", Whole(3)), ("closing", Number(0.8))]),
        ("forest-fire", vec![("people", Whole(300)), ("forward", Number(0.3)), ("backward", Number(0.2))]),
        ("blocks", vec![("sizes", list(&[100, 50, 150])), ("within", Number(0.1)), ("between", Number(0.01))]),
        (
            "blocks",
            vec![
                ("sizes", list(&[200, 100])),
                ("within-degree", Number(5.0)),
                ("between-degree", Number(1.0)),
                ("mutual", Flag(false)),
            ],
        ),
        (
            "communities",
            vec![
                ("people", Whole(300)),
                ("exponent", Number(2.5)),
                ("mean", Number(6.0)),
                ("maximum", Whole(20)),
                ("mixing", Number(0.3)),
                ("smallest", Whole(20)),
                ("largest", Whole(50)),
            ],
        ),
        ("strong-and-weak", vec![("people", Whole(300)), ("strong", Whole(5)), ("weak", Whole(2)), half()]),
        ("geometric", vec![("people", Whole(300)), ("mean-degree", Number(6.0))]),
        ("geometric", vec![("people", Whole(300)), ("radius", Number(0.1)), ("wrap", Flag(false)), half()]),
        ("small-world", vec![("people", Whole(300)), ("friends", Whole(6)), ("rewire", Number(0.2))]),
        ("ring-lattice", vec![("people", Whole(30)), ("friends", Whole(6))]),
        ("grid", vec![("rows", Whole(4)), ("columns", Whole(5))]),
        ("grid", vec![("rows", Whole(4)), ("columns", Whole(5)), ("neighbours", Whole(8)), ("wrap", Flag(true))]),
        ("path", vec![("people", Whole(9))]),
        ("cycle", vec![("people", Whole(9)), ("mutual", Flag(false))]),
        ("star", vec![("people", Whole(9)), ("mutual", Flag(false))]),
        ("tree", vec![("branching", Whole(3)), ("depth", Whole(3))]),
        ("complete", vec![("people", Whole(9))]),
    ]
}

#[test]
fn every_generator_keeps_the_form_of_a_network() {
    let examples = examples();
    for entry in CATALOG {
        assert!(examples.iter().any(|(name, _)| *name == entry.name), "an example for {}", entry.name);
    }
    for (name, table) in examples {
        let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
        let law = build(entry, table).unwrap();
        let network = law.generate(luck(5));
        let (people, ties) = law.size();
        assert_eq!(u64::from(network.people()), people, "{name}");
        // The estimate is exact, or of the order of the truth: a fifth and six standard deviations of a Poisson count.
        let slack = if law.is_fixed() { 0.0 } else { 0.2 * ties + 6.0 * ties.sqrt() };
        assert!((network.ties() as f64 - ties).abs() <= slack, "{name}: {} ties, {ties} estimated", network.ties());
        for u in 0..network.people() {
            let row = network.hearers(u);
            assert!(row.windows(2).all(|pair| pair[0] < pair[1]), "{name}: rows ascend");
            assert!(row.iter().all(|&v| v != u && v < network.people()), "{name}: no self ties");
            let back = |v: &u32| network.hearers(*v).binary_search(&u).is_ok();
            assert!(!network.is_mutual() || row.iter().all(back), "{name}: mutual ties run both ways");
        }
        // The same address gives the same ties, another one others.
        assert_eq!(law.generate(luck(5)).targets(), network.targets(), "{name}");
        assert_eq!(law.generate(luck(6)).targets() == network.targets(), law.is_fixed(), "{name}");
    }
}

/// Draws that results rest on: a change here changes every result on a made network, and is named in the CHANGELOG. A tie
/// counts with its place and its ends.
#[test]
fn draws_are_pinned() {
    let weigh = |graph: &Graph| {
        (0..graph.people()).flat_map(|u| graph.row(u).map(move |tie| (u, tie))).fold(0u64, |sum, (u, tie)| {
            let ends = u64::from(u) << 32 | u64::from(graph.targets()[tie]);
            sum.wrapping_add((ends + 1).wrapping_mul(2 * tie as u64 + 1))
        })
    };
    let drawn: Vec<(&str, usize, u64)> = examples()
        .into_iter()
        .map(|(name, table)| (name, build(CATALOG.iter().find(|entry| entry.name == name).unwrap(), table).unwrap()))
        .filter(|(_, law)| !law.is_fixed())
        .map(|(name, law)| (name, law.generate(luck(0))))
        .map(|(name, graph)| (name, graph.ties(), weigh(&graph)))
        .collect();
    assert_eq!(drawn, PINNED);
}

const PINNED: &[(&str, usize, u64)] = &[
    ("erdos-renyi", 1_512, 1_957_994_059_228_707_723),
    ("erdos-renyi", 8_959, 13_259_955_297_746_023_164),
    ("random-ties", 1_400, 1_677_760_418_209_343_892),
    ("random-ties", 800, 53_528_709_995_725_291),
    ("configuration", 1_580, 2_303_040_887_058_610_180),
    ("configuration", 1_834, 2_890_379_893_986_539_137),
    ("configuration", 2_301, 4_661_660_252_931_121_433),
    ("power-law", 1_288, 1_535_309_972_318_562_297),
    ("preferential-attachment", 1_788, 2_037_562_107_922_901_019),
    ("preferential-attachment", 894, 257_639_922_696_863_678),
    ("power-law", 859, 682_128_265_144_809_149),
    ("random-regular", 1_500, 1_927_898_076_621_390_674),
    ("given-degrees", 1_200, 1_236_940_445_343_357_884),
    ("holme-kim", 1_788, 2_077_229_532_539_742_813),
    ("forest-fire", 554, 128_890_619_989_842_966),
    ("blocks", 4_096, 15_453_662_242_637_643_720),
    ("blocks", 1_763, 2_699_901_719_380_164_100),
    ("communities", 1_828, 2_865_138_671_818_932_065),
    ("strong-and-weak", 1_400, 1_681_584_519_726_621_012),
    ("geometric", 1_760, 2_634_602_501_119_104_028),
    ("geometric", 1_749, 2_623_712_340_957_525_994),
    ("small-world", 1_800, 2_766_004_470_187_948_275),
];

/// The types take what a scenario's keys would already refuse; they refuse it too.
#[test]
fn illegal_numbers_are_refused_without_a_catalog() {
    let faults = [
        erdos_renyi::ErdosRenyi::new(0, 0.5, true).unwrap_err(),
        erdos_renyi::ErdosRenyi::with_mean_degree(0, 0.0, true).unwrap_err(),
        random_ties::RandomTies::new(0, 0, true).unwrap_err(),
        path::Path::new(0, true).unwrap_err(),
        star::Star::new(0, false).unwrap_err(),
        complete::Complete::new(0).unwrap_err(),
        grid::Grid::new(0, 4, 4, false).unwrap_err(),
        configuration::Configuration::new(0, configuration::degree::Law::Fixed { ties: 0 }, true).unwrap_err(),
    ];
    assert!(faults.iter().all(|fault| fault.key == "people"), "{faults:?}");
    assert_eq!(preferential_attachment::PreferentialAttachment::new(0, 1, true).unwrap_err().key, "ties-each");
    assert_eq!(small_world::SmallWorld::new(9, 4, f64::NAN).unwrap_err().key, "rewire");
    assert_eq!(erdos_renyi::ErdosRenyi::new(9, 1.5, true).unwrap_err().key, "probability");
    assert_eq!(erdos_renyi::ErdosRenyi::with_mean_degree(9, -1.0, true).unwrap_err().key, "mean-degree");
}

#[test]
fn repeated_ties_are_kept_once() {
    let network = |mutual| network(4, vec![2, 0, 2, 3, 0, 2], vec![3, 1, 3, 2, 1, 0], mutual);
    let directed = network(false);
    assert_eq!([0, 1, 2, 3].map(|u| directed.hearers(u)), [&[1][..], &[], &[0, 3], &[2]]);
    let mutual = network(true);
    assert_eq!([0, 1, 2, 3].map(|u| mutual.hearers(u)), [&[1, 2][..], &[0], &[0, 3], &[2]]);
}

#[test]
fn what_does_not_go_together_is_refused_at_its_key() {
    use Value::{Number, Whole};
    let refused = |name: &str, table| {
        let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
        build(entry, table).err().unwrap_or_else(|| panic!("{name} is refused")).key
    };
    let p = || ("probability", Number(0.5));
    assert_eq!(refused("erdos-renyi", vec![("people", Whole(3))]), "");
    assert_eq!(refused("erdos-renyi", vec![("people", Whole(3)), p(), ("mean-degree", Number(1.0))]), "mean-degree");
    assert_eq!(refused("erdos-renyi", vec![("people", Whole(3)), ("mean-degree", Number(2.5))]), "mean-degree");
    assert_eq!(refused("erdos-renyi", vec![("people", Whole(1_000_000)), p()]), "people");
    assert_eq!(refused("random-ties", vec![("people", Whole(3)), ("ties", Whole(4))]), "ties");
    assert_eq!(refused("complete", vec![("people", Whole(70_000))]), "people");
    assert_eq!(refused("tree", vec![("branching", Whole(2)), ("depth", Whole(32))]), "depth");
    assert_eq!(refused("grid", vec![("rows", Whole(2)), ("columns", Whole(5)), ("wrap", Value::Flag(true))]), "wrap");
    assert_eq!(
        refused("grid", vec![("rows", Whole(2)), ("columns", Whole(5)), ("neighbours", Whole(6))]),
        "neighbours"
    );
    assert_eq!(refused("cycle", vec![("people", Whole(2))]), "people");
    assert_eq!(refused("preferential-attachment", vec![("people", Whole(3)), ("ties-each", Whole(3))]), "ties-each");
    assert_eq!(
        refused("small-world", vec![("people", Whole(9)), ("friends", Whole(3)), ("rewire", Number(0.1))]),
        "friends"
    );
}
