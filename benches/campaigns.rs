//! Many campaigns in one world against one by one.
//!
//! Shows: processor time of one replicate of 64 campaigns, each with ten random seeds of its own, per act (one person of one
//! campaign who acts), when each campaign is played alone, when all share a world from the first to the last replicate, and as
//! a run decides it (`Worlds`). Before a time is taken, people, parents and times of every campaign of every replicate are
//! asserted to be equal. `overlap` is acts for each person who acts at all.
//!
//! Does not show: measures and records, which a run takes of each campaign either way; several threads.

mod common;

use common::{cpu, luck, median, networks_and_large, wanted};
use rumormill::cascade::Cascade;
use rumormill::engine::worlds::Worlds;
use rumormill::engine::{self, Scratch};
use rumormill::graph::{Graph, PerTie};
use rumormill::law::{Law, Life, Rounds, Rule, WHOLE};
use rumormill::random::{Chance, Purpose};

const CAMPAIGNS: usize = 64;
const ROUNDS: usize = 7;

fn main() {
    for (name, graph) in networks_and_large() {
        let tries = |chance, life| Law::Tries { chance, life };
        let same = |p: f64| PerTie::Same(Chance::of(p)).into();
        let share = |person| Chance::of(1.0 / f64::from(graph.in_degree(person)).max(1.0));
        let weighted = PerTie::ByHearer((0..graph.people()).map(share).collect()).into();
        let rates = Law::Rates { rate: PerTie::Same(0.1).into(), outside: 0.0, life: Life::Exponential(1.0) };
        let few = if name == "S" { 40 } else { 8 };
        for (case, law, replicates) in [
            ("cascade p = .01", tries(same(0.01), Rounds::Fixed(1)), 10 * few),
            ("cascade p = .05", tries(same(0.05), Rounds::Fixed(1)), few),
            ("weighted cascade", tries(weighted, Rounds::Fixed(1)), 4 * few),
            ("linear threshold, live-edge", live_edge(&graph), 4 * few),
            ("SIR in rounds", tries(same(0.05), Rounds::Geometric(Chance::of(0.5))), few / 2),
            ("SIR in continuous time", rates, few / 4),
        ] {
            contest(&format!("{name}, {case}"), &law, &graph, replicates);
        }
    }
}

/// Each hearer follows one of those it hears, each as likely.
fn live_edge(graph: &Graph) -> Law {
    let mut spans = vec![(0, 0); graph.ties()];
    for hearer in 0..graph.people() {
        let row = graph.heard().row(hearer);
        let (first, step) = (row.start, WHOLE / row.len().max(1) as u64);
        for place in row {
            let low = (place - first) as u64 * step;
            spans[graph.heard().ties[place] as usize] = (low, low + step);
        }
    }
    Law::Thresholds(Rule::OneOf(spans.into()))
}

/// Ten people for each campaign.
fn seed_sets(graph: &Graph) -> Vec<Vec<u32>> {
    let draw = luck(0).stream(Purpose::SeedPick);
    (0..CAMPAIGNS as u64).map(|campaign| draw.sequence(campaign).distinct(graph.people(), 10)).collect()
}

/// What decides whether a replicate is shared.
enum By<'a> {
    Always(bool),
    Worlds(&'a Worlds),
}

fn replicate(
    law: &Law,
    graph: &Graph,
    seeds: &[Vec<u32>],
    r: u64,
    by: &By,
    scratch: &mut Scratch,
    mut each: impl FnMut(&Cascade),
) {
    let shared = match by {
        By::Always(shared) => *shared,
        By::Worlds(worlds) => worlds.pays(r),
    };
    let mut cascade = Cascade::default();
    let mut sharing = shared;
    scratch.share(shared);
    for (place, own) in seeds.iter().enumerate() {
        engine::play(law, graph, own, f64::INFINITY, &luck(r), scratch, &mut cascade);
        each(&cascade);
        if let (By::Worlds(worlds), true) = (by, sharing) {
            let seen = scratch.seen();
            if place + 1 == seeds.len() || !worlds.go_on(place + 1, seen) {
                worlds.note(seen);
                scratch.share(false);
                sharing = false;
            }
        }
    }
}

fn contest(title: &str, law: &Law, graph: &Graph, replicates: u64) {
    if !wanted(title) {
        return;
    }
    let seeds = seed_sets(graph);
    let (mut alone, mut together) = (Scratch::new(), Scratch::new());
    let (mut acts, mut people) = (0, 0);
    for r in 0..replicates.min(8) {
        let mut cascades = Vec::new();
        replicate(law, graph, &seeds, r, &By::Always(false), &mut alone, |cascade| cascades.push(cascade.clone()));
        let mut expected = cascades.iter();
        replicate(law, graph, &seeds, r, &By::Always(true), &mut together, |cascade| {
            assert_eq!(Some(cascade), expected.next(), "{title}: the same cascade, shared or alone");
        });
        let seen = together.seen();
        (acts, people) = (acts + seen.visits, people + seen.people);
    }
    let worlds = Worlds::default();
    let ways = [("alone", By::Always(false)), ("shared", By::Always(true)), ("as a run decides", By::Worlds(&worlds))];
    let mut times = vec![Vec::new(); ways.len()];
    let mut total = 0;
    for _ in 0..ROUNDS {
        for ((_, by), times) in ways.iter().zip(&mut times) {
            total = 0;
            let begin = cpu();
            for r in 0..replicates {
                replicate(law, graph, &seeds, r, by, &mut together, |cascade| total += cascade.reach() as u64);
            }
            times.push((cpu() - begin) as f64);
        }
    }
    let overlap = acts as f64 / people as f64;
    println!(
        "\n{title}: mean reach {:.1}, overlap {overlap:.2}",
        total as f64 / (replicates as f64 * CAMPAIGNS as f64)
    );
    for ((name, _), own) in ways.iter().zip(&times) {
        let ratio = median(times[0].iter().zip(own).map(|(alone, own)| alone / own).collect());
        println!("  {name:<20} {:>8.2} ns/act   alone / it = {ratio:.2}", median(own.clone()) / total as f64);
    }
}
