//! What the benches share: a clock, a contest, networks, and the generator of the hand-written loops.
//!
//! No bench harness from outside: `divan` and `criterion` time one function after the other by the wall clock, and on a
//! shared machine only ratios of thread CPU time between loops that take turns mean anything. That is what is here.

#![allow(dead_code)] // each bench is a program of its own and uses a part

use rumormill::audience::Audience;
use rumormill::cascade::Cascade;
use rumormill::engine::{self, Scratch};
use rumormill::graph::Graph;
use rumormill::graph::generate::Generator;
use rumormill::graph::generate::configuration::Configuration;
use rumormill::graph::generate::configuration::degree::{Law as Degrees, Start};
use rumormill::law::Law;
use rumormill::model::Network;
use rumormill::quantity::RandomSeed;
use rumormill::random::{Purpose, Replicate};

/// Nanoseconds of processor time this thread has had; of the wall clock where the system does not say.
pub fn cpu() -> u64 {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
    }
    #[cfg(not(unix))]
    {
        thread_local!(static BEGIN: std::time::Instant = std::time::Instant::now());
        BEGIN.with(|begin| begin.elapsed().as_nanos() as u64)
    }
}

/// Mean and sum of squares of what replicates came to.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Sums {
    pub replicates: u64,
    pub total: u64,
    pub squares: u128,
    /// Logical ties: out-degrees of all who acted.
    pub ties: u64,
}

impl Sums {
    pub fn add(&mut self, reach: u64, ties: u64) {
        self.replicates += 1;
        self.total += reach;
        self.squares += u128::from(reach) * u128::from(reach);
        self.ties += ties;
    }

    pub fn mean(&self) -> f64 {
        self.total as f64 / self.replicates as f64
    }

    /// Squared standard error of the mean.
    fn error2(&self) -> f64 {
        let n = self.replicates as f64;
        ((self.squares as f64 / n - self.mean() * self.mean()) / (n - 1.0)).max(0.0)
    }

    /// Standard error of the mean.
    pub fn error(&self) -> f64 {
        self.error2().sqrt()
    }

    /// Standard deviation of single replicates.
    pub fn deviation(&self) -> f64 {
        (self.error2() * self.replicates as f64).sqrt()
    }

    /// How many standard errors two means are apart.
    pub fn z(&self, other: &Sums) -> f64 {
        let apart = self.mean() - other.mean();
        if apart == 0.0 { 0.0 } else { apart / (self.error2() + other.error2()).sqrt() }
    }
}

/// One who takes part: plays replicate r and gives its reach.
pub struct Player<'a> {
    pub name: &'static str,
    pub play: Box<dyn FnMut(u64) -> u64 + 'a>,
    /// Whether it must give the reach of the first player in every replicate.
    pub same_luck: bool,
    /// Whether the first player is held to twice its time.
    pub measure: bool,
}

impl<'a> Player<'a> {
    /// The engine, which comes first.
    pub fn engine(play: impl FnMut(u64) -> u64 + 'a) -> Self {
        Player { name: "engine", play: Box::new(play), same_luck: true, measure: false }
    }

    /// A hand-written loop with other luck: equal in distribution.
    pub fn loose(name: &'static str, play: impl FnMut(u64) -> u64 + 'a) -> Self {
        Player { name, play: Box::new(play), same_luck: false, measure: true }
    }

    /// A hand-written loop with the engine's luck: equal in every replicate.
    pub fn twin(name: &'static str, play: impl FnMut(u64) -> u64 + 'a) -> Self {
        Player { name, play: Box::new(play), same_luck: true, measure: true }
    }

    /// Shown beside the others, and not the measure of them.
    pub fn aside(self) -> Self {
        Player { measure: false, ..self }
    }
}

/// Rounds in which the players take turns.
const ROUNDS: usize = 11;
/// Means may be this many standard errors apart; luck is fixed, so this cannot flake.
const MOST_Z: f64 = 4.0;

/// First the answers: `replicates` of each player, equal where the luck is, within [`MOST_Z`] standard errors elsewhere.
/// Then the times: the players take turns, the median of each is printed, and the ratio to the fastest that is a measure.
///
/// `ties` gives the logical ties of a replicate of the engine; a player with other luck has as many for each act.
pub fn contest(title: &str, replicates: u64, ties: impl Fn(u64) -> u64, mut players: Vec<Player>) {
    if !wanted(title) {
        return;
    }
    let mut reaches = Vec::new();
    let mut sums = Vec::new();
    for player in &mut players {
        let mut sum = Sums::default();
        let reach: Vec<u64> = (0..replicates).map(&mut player.play).collect();
        reach.iter().enumerate().for_each(|(r, &reach)| sum.add(reach, ties(r as u64)));
        reaches.push(reach);
        sums.push(sum);
    }
    println!("\n{title}: {replicates} replicates, mean reach {:.2}", sums[0].mean());
    for (i, player) in players.iter().enumerate().skip(1) {
        if player.same_luck {
            assert_eq!(reaches[i], reaches[0], "{title}, {}: the same luck, the same reach", player.name);
        } else {
            let z = sums[i].z(&sums[0]);
            let (mean, first) = (sums[i].mean(), sums[0].mean());
            assert!(z.abs() < MOST_Z, "{title}, {}: mean reach {mean:.3}, not {first:.3} (z = {z:.1})", player.name);
        }
    }
    // Enough replicates a turn that a turn is worth reading the clock for.
    let begin = cpu();
    (0..replicates.min(50)).for_each(|r| {
        (players[0].play)(r);
    });
    let each = ((cpu() - begin) / replicates.min(50)).max(1);
    let turn = (30_000_000 / each).clamp(1, replicates);
    let mut times = vec![Vec::new(); players.len()];
    for round in 0..ROUNDS as u64 {
        for (player, times) in players.iter_mut().zip(&mut times) {
            let begin = cpu();
            let reach: u64 = (0..turn).map(|i| (player.play)((round * turn + i) % replicates)).sum();
            let spent = (cpu() - begin) as f64;
            std::hint::black_box(reach);
            times.push(spent);
        }
    }
    // Logical ties of the engine in the same replicates; a player with other luck is reckoned by its own reach.
    let mut per_tie: Vec<Vec<f64>> = Vec::new();
    for (i, times) in times.iter().enumerate() {
        let per = |(round, &time): (usize, &f64)| {
            let replicate = |k: u64| ((round as u64 * turn + k) % replicates) as usize;
            let logical: u64 = (0..turn).map(|k| ties(replicate(k) as u64)).sum();
            let own: u64 = (0..turn).map(|k| reaches[i][replicate(k)]).sum();
            let first: u64 = (0..turn).map(|k| reaches[0][replicate(k)]).sum();
            time / (logical as f64 * own as f64 / first as f64)
        };
        per_tie.push(times.iter().enumerate().map(per).collect());
    }
    let medians: Vec<f64> = per_tie.iter().map(|times| median(times.clone())).collect();
    let fastest = (0..players.len()).filter(|&i| players[i].measure).min_by(|&a, &b| medians[a].total_cmp(&medians[b]));
    for (i, player) in players.iter().enumerate() {
        let to_it = median(per_tie[0].iter().zip(&per_tie[i]).map(|(engine, other)| engine / other).collect());
        let ratio = if i == 0 { String::new() } else { format!("engine / it = {to_it:.2}") };
        let mark = if Some(i) == fastest { verdict(to_it) } else { "" };
        println!("  {:<34} {:>8.3} ns/tie {:>9.1} M ties/s   {ratio}{mark}", player.name, medians[i], 1e3 / medians[i]);
    }
}

/// Whether a case was asked for: `cargo bench --bench models -- "SIR in rounds"`; without a name all are.
pub fn wanted(title: &str) -> bool {
    let mut names = std::env::args().skip(1).filter(|name| !name.starts_with("--")).peekable();
    names.peek().is_none() || names.any(|name| title.contains(&name))
}

/// What a ratio is called.
fn verdict(ratio: f64) -> &'static str {
    if ratio > 2.0 { "   <== ABOVE TWICE" } else { "   (the measure: within twice)" }
}

/// The middle one (or the upper of two).
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Jobs with their names.
pub type Jobs<'a> = Vec<(&'static str, Box<dyn FnMut() + 'a>)>;

/// Lets jobs take turns and prints the median processor time (of all threads) of each for one of so many units, and how
/// often the first takes that of the others. Each job asserts its own answer.
pub fn turns(title: &str, unit: &str, units: f64, mut jobs: Jobs) {
    if !wanted(title) {
        return;
    }
    let mut times = vec![Vec::new(); jobs.len()];
    for _ in 0..ROUNDS {
        for ((_, job), times) in jobs.iter_mut().zip(&mut times) {
            let begin = cpu_of_all();
            job();
            times.push((cpu_of_all() - begin) as f64 / units);
        }
    }
    println!("\n{title}");
    for ((name, _), own) in jobs.iter().zip(&times) {
        let time = median(own.clone());
        let ratio = median(times[0].iter().zip(own).map(|(first, other)| first / other).collect());
        println!("  {name:<46} {time:>9.3} ns/{unit} {:>9.1} M {unit}/s   first / it = {ratio:.2}", 1e3 / time);
    }
}

/// The mutual power-law network (exponent 2.5, mean degree 10) of so many people.
pub fn power_law(people: u32) -> Graph {
    power_law_of(people, 10.0)
}

/// The mutual power-law network (exponent 2.5) of so many people with this mean degree.
pub fn power_law_of(people: u32, mean: f64) -> Graph {
    let degrees = Degrees::PowerLaw { exponent: 2.5, start: Start::Mean(mean), maximum: None };
    let network = Configuration::new(people, degrees, true).expect("legal");
    network.generate(luck(0).stream(Purpose::Network))
}

/// S, 10,000 people and 100,000 ties, and M, 100,000 people and 1,000,000 ties.
pub fn networks() -> [(&'static str, Graph); 2] {
    [("S", power_law(10_000)), ("M", power_law(100_000))]
}

/// S and M, and, where it is asked for by name (`-- L`), L, 2,000,000 people and 30,000,000 ties.
pub fn networks_and_large() -> Vec<(&'static str, Graph)> {
    let large = std::env::args().any(|name| name == "L").then(|| ("L", power_law_of(2_000_000, 15.0)));
    networks().into_iter().chain(large).collect()
}

/// Ten people of degree 5 or more, drawn once, in canonical order.
pub fn ten(graph: &Graph) -> Vec<u32> {
    let drawn = luck(0).stream(Purpose::SeedPick).sequence(0).distinct(graph.people(), graph.people());
    let mut ten: Vec<u32> = drawn.into_iter().filter(|&person| graph.out_degree(person) >= 5).take(10).collect();
    ten.sort_unstable();
    ten
}

/// The luck of a replicate.
pub fn luck(replicate: u64) -> Replicate {
    Replicate::new(RandomSeed::new(20_240_611).expect("small"), replicate, 0)
}

/// A law from the catalog of models, as a scenario would have it.
pub fn law(graph: &Graph, model: Box<dyn rumormill::model::Model>) -> Law {
    model.law(&Network { graph, audience: &Audience::default(), luck: luck(0) }).expect("it goes with the network")
}

/// The engine with what a thread reuses.
pub struct Engine<'a> {
    pub law: &'a Law,
    pub graph: &'a Graph,
    pub seeds: &'a [u32],
    pub scratch: Scratch,
    pub cascade: Cascade,
}

impl<'a> Engine<'a> {
    pub fn new(law: &'a Law, graph: &'a Graph, seeds: &'a [u32]) -> Self {
        Engine { law, graph, seeds, scratch: Scratch::new(), cascade: Cascade::default() }
    }

    pub fn play(&mut self, replicate: u64) -> u64 {
        let luck = luck(replicate);
        engine::play(self.law, self.graph, self.seeds, f64::INFINITY, &luck, &mut self.scratch, &mut self.cascade);
        self.cascade.reach() as u64
    }

    /// Logical ties of each of the first replicates.
    pub fn logical(&mut self, replicates: u64) -> Vec<u64> {
        let ties = |engine: &mut Self, replicate| {
            engine.play(replicate);
            engine.cascade.people.iter().map(|&person| u64::from(engine.graph.out_degree(person))).sum()
        };
        (0..replicates).map(|replicate| ties(self, replicate)).collect()
    }
}

/// Rows of ties as a loop written by hand would have them.
pub struct Rows {
    pub offsets: Vec<u32>,
    pub targets: Vec<u32>,
}

impl Rows {
    pub fn of(graph: &Graph) -> Rows {
        let mut offsets = vec![0];
        offsets.extend((0..graph.people()).scan(0, |end, person| {
            *end += graph.out_degree(person);
            Some(*end)
        }));
        Rows { offsets, targets: graph.targets().to_vec() }
    }

    #[inline]
    pub fn of_person(&self, person: u32) -> &[u32] {
        &self.targets[self.offsets[person as usize] as usize..self.offsets[person as usize + 1] as usize]
    }

    pub fn people(&self) -> usize {
        self.offsets.len() - 1
    }
}

/// Who has acted (a bit each) and in which order.
pub struct Acted {
    bits: Vec<u64>,
    /// The order of acts; room for everybody and one.
    pub queue: Vec<u32>,
    pub count: usize,
}

impl Acted {
    pub fn new(people: usize) -> Acted {
        Acted { bits: vec![0; people.div_ceil(64)], queue: vec![0; people + 1], count: 0 }
    }

    /// Forgets who acted and begins with the seeds.
    pub fn begin(&mut self, seeds: &[u32]) {
        for &person in &self.queue[..self.count] {
            self.bits[person as usize / 64] = 0;
        }
        self.count = 0;
        seeds.iter().for_each(|&seed| self.act(seed));
    }

    #[inline]
    pub fn has(&self, person: u32) -> bool {
        self.bits[person as usize / 64] >> (person % 64) & 1 == 1
    }

    /// The person acts, unless that has happened before; no branch.
    #[inline]
    pub fn act(&mut self, person: u32) {
        let word = &mut self.bits[person as usize / 64];
        self.queue[self.count] = person;
        self.count += usize::from(*word >> (person % 64) & 1 == 0);
        *word |= 1 << (person % 64);
    }
}

/// xoshiro256++ (Blackman and Vigna 2019): the fastest good sequential generator that a careful hand would take.
pub struct Xoshiro([u64; 4]);

impl Xoshiro {
    pub fn new(replicate: u64) -> Self {
        let word = |i: u64| rumormill::random::mix64((4 * replicate + i + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Xoshiro([word(0), word(1), word(2), word(3)])
    }

    #[inline]
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// A number in (0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        rumormill::random::uniform(self.bits())
    }

    /// Of the exponential law with mean 1.
    #[inline]
    #[allow(clippy::disallowed_methods)] // a hand-written loop takes the fastest logarithm there is
    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.uniform()).ln()
    }

    /// A whole number below `bound`.
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }
}

/// Nanoseconds of processor time of all threads.
pub fn cpu_of_all() -> u64 {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
    }
    #[cfg(not(unix))]
    cpu()
}
