//! Your own network: read it, get its direction right, ask `petgraph` about it, play on it.
//!
//! `cargo run --example 03_your_own_network`

use petgraph::algo::{connected_components, dijkstra};
use rumormill::graph::Graph;
use rumormill::graph::edge_list::{self, Direction, Options};
use rumormill::model::independent_cascade::IndependentCascade;
use rumormill::simulation::Simulation;
use std::error::Error;

/// Who follows whom, a line each, as a platform would export it. Usually a file: `edge_list::read_file`.
const FOLLOWERS: &str = "\
bao,anh
chi,anh
dung,anh
dung,chi
em,dung
em,chi
giang,em
anh,giang
khanh,linh
";

fn main() -> Result<(), Box<dyn Error>> {
    // A line "bao,anh" says that bao follows anh, so bao hears what anh says. Always say which way lines are meant: the
    // reader does not guess, for the other way round is another world.
    let follows = read(FOLLOWERS, Direction::Follows)?;
    let reversed = read(FOLLOWERS, Direction::Influence)?;
    // Where the columns have names that tell, the reader holds us to them.
    let named = format!("follower,followed\n{FOLLOWERS}");
    assert_eq!(read(&named, Direction::Follows)?.ties(), 9);
    println!("{}\n", read(&named, Direction::Influence).expect_err("the names say otherwise"));

    // A tie u -> v means that v hears u. People have numbers, in the order of their names.
    let names = follows.names();
    let anh = names.find("anh").ok_or("who is anh?")?;
    let hearers: Vec<_> = follows.hearers(anh).iter().map(|&person| names.get(person)).collect();
    println!("anh is heard by {}", hearers.join(", "));
    assert_eq!(hearers, ["bao", "chi", "dung"]);
    let heard_by = |graph: &Graph, name: &str| graph.names().find(name).map(|person| graph.out_degree(person));
    assert_eq!((heard_by(&follows, "bao"), heard_by(&reversed, "bao")), (Some(0), Some(1)));

    // The network is a graph of petgraph as it stands: nothing is copied, all of petgraph's algorithms are there.
    println!("{} groups of people with nothing between them", connected_components(&follows));
    let distance = dijkstra(&follows, anh, None, |_| 1);
    let mut far: Vec<_> = distance.iter().map(|(&person, &ties)| (ties, names.get(person))).collect();
    far.sort();
    for (ties, name) in &far {
        println!("  {name} is {ties} {} from anh", if *ties == 1 { "tie" } else { "ties" });
    }
    assert_eq!(connected_components(&follows), 2);

    // A rumor that never fails to catch on reaches exactly whom a search reaches, each in the round of the distance.
    let sure = Simulation::new(&follows, &IndependentCascade::new(1.0)?, 7)?.cascade(0, &[anh]);
    assert_eq!(sure.reach(), distance.len());
    assert!(sure.people.iter().zip(&sure.times).all(|(person, &round)| f64::from(distance[person]) == round));

    // One that catches on every other time reaches fewer. Read the wrong way round, the same file gives another answer.
    let mean = |graph: &Graph| -> Result<f64, Box<dyn Error>> {
        let anh = graph.names().find("anh").ok_or("who is anh?")?;
        let reach = Simulation::new(graph, &IndependentCascade::new(0.5)?, 7)?.reach(20_000, &[anh]);
        Ok(reach.iter().sum::<f64>() / reach.len() as f64)
    };
    let (right, wrong) = (mean(&follows)?, mean(&reversed)?);
    println!("anh reaches {right:.2} people on average; {wrong:.2} had we taken the lines the wrong way round");
    assert!(right > wrong + 0.5);

    // What petgraph builds or reads can be played on, too: nodes are named as they are displayed.
    let triangle = petgraph::Graph::<&str, (), petgraph::Undirected>::from_edges([(0, 1), (1, 2), (0, 2)])
        .map(|node, _| ["x", "y", "z"][node.index()], |_, ()| ());
    let triangle = Graph::from_petgraph(&triangle)?;
    assert_eq!((triangle.people(), triangle.ties(), triangle.is_mutual()), (3, 6, true));
    Ok(())
}

/// The network of a text; what is wrong with it is told with its line and what to do.
fn read(text: &str, direction: Direction) -> Result<Graph, Box<dyn Error>> {
    let options = Options { direction: Some(direction), ..Options::default() };
    let reading = edge_list::read("followers.csv", text.as_bytes(), &options);
    Ok(reading.map_err(|problems| problems[0].to_string())?.graph)
}
