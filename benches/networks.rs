//! The generators of networks: ties a second of one core.
//!
//! Shows: processor time for one network of 200,000 people and about 2,000,000 ties of each law, and for thinning one to a
//! reciprocity. A mutual tie counts twice, as it stands twice in the rows. Each answer is asserted: the number of ties.
//!
//! Does not show: networks that do not fit into the processor's cache as these nearly do; memory; more than one core (a
//! generator uses one).

mod common;

use common::{Jobs, luck, turns};
use rumormill::graph::generate::Generator;
use rumormill::graph::generate::OneWay;
use rumormill::graph::generate::blocks::Blocks;
use rumormill::graph::generate::communities::{Communities, Sizes};
use rumormill::graph::generate::configuration::Configuration;
use rumormill::graph::generate::configuration::degree::{Law, Start};
use rumormill::graph::generate::erdos_renyi::ErdosRenyi;
use rumormill::graph::generate::forest_fire::ForestFire;
use rumormill::graph::generate::geometric::Geometric;
use rumormill::graph::generate::given_degrees::GivenDegrees;
use rumormill::graph::generate::holme_kim::HolmeKim;
use rumormill::graph::generate::preferential_attachment::PreferentialAttachment;
use rumormill::graph::generate::random_regular::RandomRegular;
use rumormill::graph::generate::small_world::SmallWorld;
use rumormill::graph::generate::strong_and_weak::{Form, StrongAndWeak};
use rumormill::random::Purpose;

const PEOPLE: u32 = 200_000;

fn main() {
    let power = Law::PowerLaw { exponent: 2.5, start: Start::Mean(10.0), maximum: Some(1_000) };
    let narrow = Law::PowerLaw { exponent: 2.5, start: Start::Mean(10.0), maximum: Some(60) };
    let random_graph = || ErdosRenyi::with_mean_degree(PEOPLE, 10.0, true).expect("legal");
    let sizes = Sizes { smallest: 50, largest: 200, exponent: 1.5 };
    let degrees = || (0..PEOPLE).map(|i| 5 + i % 10).collect();
    let within = 8.0 / 1_999.0;
    let chances: Vec<Vec<f64>> = (0..100)
        .map(|a| (0..100).map(|b| if a == b { within } else { 2.0 / f64::from(PEOPLE - 2_000) }).collect())
        .collect();
    let laws: Vec<(&'static str, Box<dyn Generator>)> = vec![
        ("random graph", Box::new(random_graph())),
        ("random graph, reciprocity 1/2", Box::new(OneWay::new(random_graph(), 0.5).expect("legal"))),
        ("random regular, 3 ties each", Box::new(RandomRegular::new(PEOPLE, 3).expect("legal"))),
        ("random regular, 10 ties each", Box::new(RandomRegular::new(PEOPLE, 10).expect("legal"))),
        ("configuration, power law", Box::new(Configuration::new(PEOPLE, power, true).expect("legal"))),
        ("given degrees, no exchanges", Box::new(GivenDegrees::new(degrees(), 0).expect("possible"))),
        ("given degrees, 10 exchanges a tie", Box::new(GivenDegrees::new(degrees(), 10).expect("possible"))),
        ("preferential attachment", Box::new(PreferentialAttachment::new(PEOPLE, 5, true).expect("legal"))),
        ("Holme and Kim", Box::new(HolmeKim::new(PEOPLE, 5, 0.8, true).expect("legal"))),
        ("forest fire", Box::new(ForestFire::new(PEOPLE, 0.36, 0.25, true).expect("legal"))),
        ("small world", Box::new(SmallWorld::new(PEOPLE, 10, 0.1).expect("legal"))),
        ("100 blocks", Box::new(Blocks::new(vec![2_000; 100], chances, true).expect("legal"))),
        ("communities", Box::new(Communities::new(PEOPLE, narrow, sizes, 0.3).expect("legal"))),
        ("strong and weak", Box::new(StrongAndWeak::new(PEOPLE, 7, 3, Form::Groups).expect("legal"))),
        ("geometric, on the torus", Box::new(Geometric::with_mean_degree(PEOPLE, 10.0, true).expect("legal"))),
    ];
    for (name, law) in laws {
        let make = || law.generate(luck(1).stream(Purpose::Network));
        let made = make();
        let (_, expected) = law.size();
        let off = (made.ties() as f64 - expected).abs();
        // A forest fire's number of ties is foreseen from a small one.
        let slack = if name == "forest fire" { 0.5 * expected } else { 0.02 * expected };
        assert!(off <= slack, "{name}: {} ties, {expected} expected", made.ties());
        let ties = made.ties();
        let jobs: Jobs = vec![(name, Box::new(|| assert_eq!(make().ties(), ties)))];
        turns(&format!("Making a network: {name}"), "tie", ties as f64, jobs);
    }
}
