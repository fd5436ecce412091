//! What a run costs as one thing grows: people, ties, replicates, campaigns, threads.
//!
//! Shows: processor time of all threads for whole runs without pictures, the network drawn anew in each; medians of five, in
//! `docs/cost.csv` and `docs/cost.png`. A run is asserted to reach about the people that its law promises, and with any
//! threads exactly the same. `cargo bench --bench cost` writes both files; `-- --dry` writes nothing.
//!
//! Does not show: waiting for each other, for memory that other programs use, or for disks; models other than the
//! cascade; cascades that take off.

mod common;

use common::{cpu_of_all, median};
use rumormill::load::Inputs;
use rumormill::plot::{Cost, CostPanel, png};
use rumormill::scenario::Scenario;

/// How often each run is timed.
const ROUNDS: usize = 5;

/// A run: a cascade in which everybody who acts brings half an adopter, from one person in a hundred.
#[derive(Clone, Copy)]
struct Run {
    people: u32,
    ties_each: f64,
    replicates: u64,
    campaigns: u32,
    threads: usize,
}

/// What stays while something else grows.
const USUAL: Run = Run { people: 20_000, ties_each: 10.0, replicates: 200, campaigns: 1, threads: 1 };

impl Run {
    fn scenario(self) -> Scenario {
        let Run { people, ties_each, replicates, campaigns, .. } = self;
        let mut text = format!(
            "format = 1\nreplicates = {replicates}\nrandom-seed = 20240611\nplots = []\n\
             [network.erdos-renyi]\npeople = {people}\nmean-degree = {ties_each}\nmutual = false\n\
             [spread.independent-cascade]\nprobability = {}\n",
            0.5 / ties_each
        );
        // One person more in each, so that no two are the same.
        (0..campaigns).for_each(|i| {
            text += &format!("[[campaign]]\nname = \"{i}\"\nseeds = {{ random = {} }}\n", people / 100 + i);
        });
        Scenario::read("cost", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"))
    }

    /// The median of the seconds of processor time, and the sum of all reaches.
    fn time(self) -> (f64, f64) {
        let (scenario, inputs) = (self.scenario(), Inputs::default());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().expect("threads are to be had");
        let mut reach = None;
        let times = (0..ROUNDS).map(|_| {
            let begin = cpu_of_all();
            let played = pool.install(|| rumormill::run::run(&scenario, &inputs, || ()));
            let time = cpu_of_all() - begin;
            let played = played.unwrap_or_else(|refusal| panic!("{refusal}"));
            let sum: f64 = played.records.iter().flatten().filter_map(|record| record.values[0]).sum();
            assert_eq!(*reach.get_or_insert(sum), sum, "the same run again");
            time as f64 / 1e9
        });
        let time = median(times.collect());
        let reach = reach.expect("played at least once");
        // A tree of mean offspring 1/2 has two people; some meet, and no more than one in fifty here.
        let each = reach / (self.replicates * u64::from(self.campaigns)) as f64 / f64::from(self.people / 100);
        assert!((1.8..2.2).contains(&each), "{each} people for each who was asked");
        (time, reach)
    }
}

/// Times runs of growing sizes.
fn panel(name: &str, power: f64, sizes: &[f64], run: impl Fn(f64) -> Run) -> (CostPanel, Vec<f64>) {
    let times: Vec<(f64, f64)> = sizes.iter().map(|&size| run(size).time()).collect();
    let points = sizes.iter().zip(&times).map(|(&size, &(time, _))| (size, time)).collect();
    let panel = CostPanel { name: name.to_owned(), power, points };
    println!("{name}: power {:.2}", panel.slope().expect("several sizes"));
    panel.points.iter().for_each(|(size, time)| println!("  {size:>12} {time:>10.4} s"));
    (panel, times.into_iter().map(|(_, reach)| reach).collect())
}

fn main() {
    let powers = |base: f64, factor: f64, count: usize| -> Vec<f64> {
        std::iter::successors(Some(base), |size| Some(size * factor)).take(count).collect()
    };
    let (people, _) =
        panel("people, 10 ties each", 1.0, &powers(5_000.0, 4.0, 5), |n| Run { people: n as u32, ..USUAL });
    let (ties, _) = panel("ties of 20,000 people", 1.0, &powers(1e5, 2.0, 6), |m| Run {
        ties_each: m / f64::from(USUAL.people),
        ..USUAL
    });
    let (replicates, _) = panel("replicates", 1.0, &powers(50.0, 4.0, 5), |r| Run { replicates: r as u64, ..USUAL });
    let (campaigns, _) = panel("campaigns", 1.0, &powers(1.0, 2.0, 6), |c| Run { campaigns: c as u32, ..USUAL });
    let (threads, reaches) = panel("threads", 0.0, &powers(1.0, 2.0, 4), |t| Run { threads: t as usize, ..USUAL });
    assert!(reaches.windows(2).all(|pair| pair[0] == pair[1]), "threads change a number");
    let cost = Cost {
        finding: "What a run costs as one thing grows".to_owned(),
        subtitle: "Processor time of all threads in seconds, median of five; what does not grow: 20,000 people, 200,000 ties, \
                   200 replicates, 1 campaign, 1 thread"
            .to_owned(),
        panels: vec![people, ties, replicates, campaigns, threads],
    };
    if std::env::args().any(|argument| argument == "--dry") {
        return;
    }
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let picture = cost.draw();
    std::fs::write(docs.join("cost.csv"), &picture.csv).expect("docs can be written");
    let pixels = png::render(picture.for_pixels(), 2.0).expect("it is a picture");
    std::fs::write(docs.join("cost.png"), pixels).expect("docs can be written");
}
