//! Models whose people stop, return, hesitate or forget, against Markov chains solved exactly on random small networks.
//!
//! The chains are written from the models' pages, apart from the engine: a state is a byte a person, a round changes all people
//! at once, continuous time one after the other. Faults are planted by playing a wrong law, network, horizon or luck; the same
//! tests must find each.

use crate::oracle::{self, Chain, Exact, Tie};
use crate::sampled::{Case, matches, random_net};
use crate::small::{Engine, Net, Outcome, Player, law, number, pick, text};
use rumormill::catalog::Value;
use rumormill::graph::{Graph, Names, PerPerson, PerTie, builder};
use rumormill::law::{Amount, Delay, Law, Stay};
use rumormill::random::{Chance, Luck, Purpose, Replicate};
use std::collections::BTreeMap;

type States = BTreeMap<Vec<u8>, f64>;

/// What may follow, with probabilities.
type Ends = Vec<(Vec<u8>, f64)>;

/// Has never acted; everything else has.
const OPEN: u8 = 0;
/// Has acted, and can act again.
const AGAIN: u8 = 1;
/// Latent, active, immune, or given up, with how many rounds of it are left where that is fixed.
const LATENT: u8 = 10;
const ACTIVE: u8 = 20;
const IMMUNE: u8 = 30;

fn stage(state: u8) -> u8 {
    state / 10 * 10
}

fn exact_of(n: usize, steps: Vec<f64>, end: &States) -> Exact {
    let mut exact = Exact { sizes: vec![0.0; n + 1], people: vec![0.0; n], steps };
    for (state, p) in end {
        exact.sizes[state[..n].iter().filter(|&&x| x != OPEN).count()] += p;
        for person in 0..n {
            exact.people[person] += if state[person] == OPEN { 0.0 } else { *p };
        }
    }
    exact
}

fn acted(n: usize, states: &States) -> f64 {
    states.iter().map(|(state, p)| p * state[..n].iter().filter(|&&x| x != OPEN).count() as f64).sum()
}

/// A chain in rounds: `step` gives what follows a state, with probabilities.
fn by_rounds(
    n: usize,
    start: Vec<u8>,
    rounds: usize,
    step: impl Fn(&[u8]) -> Vec<(Vec<u8>, f64)>,
) -> (Exact, Vec<States>) {
    let mut all = vec![States::from([(start, 1.0)])];
    for _ in 0..rounds {
        let mut next = States::new();
        for (state, p) in all.last().unwrap() {
            for (state, q) in step(state) {
                if q > 0.0 {
                    *next.entry(state).or_insert(0.0) += p * q;
                }
            }
        }
        all.push(next);
    }
    let steps = all.iter().map(|states| acted(n, states)).collect();
    (exact_of(n, steps, all.last().unwrap()), all)
}

/// All people change at once and independently.
fn product(options: Vec<Vec<(u8, f64)>>) -> Vec<(Vec<u8>, f64)> {
    options.into_iter().fold(vec![(Vec::new(), 1.0)], |ends, options| {
        ends.iter()
            .flat_map(|(state, p)| {
                options.iter().filter(|option| option.1 > 0.0).map(move |&(x, q)| {
                    let mut state = state.clone();
                    state.push(x);
                    (state, p * q)
                })
            })
            .collect()
    })
}

fn seeded(n: usize, seeds: &[u32], state: u8) -> Vec<u8> {
    (0..n as u32).map(|person| if seeds.contains(&person) { state } else { OPEN }).collect()
}

/// A stage in rounds.
#[derive(Clone, Copy, Debug)]
enum Lasts {
    Never,
    Rounds(u8),
    Chance(f64),
    Forever,
}

/// A life in stages.
#[derive(Clone, Copy, Debug)]
struct Life {
    latent: Lasts,
    active: Lasts,
    immune: Lasts,
    outside: f64,
}

impl Life {
    fn of(self, stage: u8) -> Lasts {
        match stage {
            LATENT => self.latent,
            ACTIVE => self.active,
            IMMUNE => self.immune,
            _ => Lasts::Forever,
        }
    }

    /// The first state of a stage, or of the next where it takes no time.
    fn enter(self, stage: u8) -> u8 {
        match self.of(stage) {
            Lasts::Never if stage == IMMUNE => AGAIN,
            Lasts::Never => self.enter(stage + 10),
            Lasts::Rounds(rounds) => stage + rounds,
            _ => stage,
        }
    }

    fn leave(self, stage: u8) -> u8 {
        if stage == IMMUNE { AGAIN } else { self.enter(stage + 10) }
    }

    fn step(self, ties: &[Tie], state: &[u8]) -> Vec<(Vec<u8>, f64)> {
        let options = (0..state.len()).map(|person| {
            let now = state[person];
            if now == OPEN || now == AGAIN {
                let tries =
                    ties.iter().filter(|tie| tie.1 as usize == person && stage(state[tie.0 as usize]) == ACTIVE);
                let spared = (1.0 - self.outside) * tries.map(|tie| 1.0 - tie.2).product::<f64>();
                return vec![(now, spared), (self.enter(LATENT), 1.0 - spared)];
            }
            match self.of(stage(now)) {
                Lasts::Rounds(_) if now - stage(now) > 1 => vec![(now - 1, 1.0)],
                Lasts::Rounds(_) => vec![(self.leave(stage(now)), 1.0)],
                Lasts::Chance(g) => vec![(self.leave(stage(now)), g), (now, 1.0 - g)],
                _ => vec![(now, 1.0)],
            }
        });
        product(options.collect())
    }

    fn rounds(self, n: usize, ties: &[Tie], seeds: &[u32], rounds: usize) -> (Exact, Vec<States>) {
        by_rounds(n, seeded(n, seeds, self.enter(ACTIVE)), rounds, |state| self.step(ties, state))
    }
}

/// All that may follow a state, with rates.
type Moves<'a> = &'a dyn Fn(&[u8]) -> Vec<(f64, Vec<u8>)>;

/// A chain in continuous time: the law of its state at a time, by uniformisation, or where it ends up (jump by jump, for chains
/// that end).
fn in_time(start: Vec<u8>, time: Option<f64>, moves: Moves) -> States {
    let mut now = States::from([(start.clone(), 1.0)]);
    let mut end = States::new();
    let Some(time) = time else {
        while !now.is_empty() {
            let mut next = States::new();
            for (state, p) in now {
                let all = moves(&state);
                let total: f64 = all.iter().map(|(rate, _)| rate).sum();
                if total == 0.0 {
                    *end.entry(state).or_insert(0.0) += p;
                    continue;
                }
                for (rate, after) in all.into_iter().filter(|(rate, _)| *rate > 0.0) {
                    *next.entry(after).or_insert(0.0) += p * rate / total;
                }
            }
            now = next;
        }
        return end;
    };
    let (mut seen, mut front, mut fastest) = (std::collections::BTreeSet::from([start.clone()]), vec![start], 1e-9f64);
    while let Some(state) = front.pop() {
        let all = moves(&state);
        fastest = fastest.max(all.iter().map(|(rate, _)| rate).sum());
        for (_, after) in all.into_iter().filter(|(rate, _)| *rate > 0.0) {
            if seen.insert(after.clone()) {
                front.push(after);
            }
        }
    }
    let (mut weight, mut left, mut k) = ((-fastest * time).exp(), 1.0, 0.0);
    assert!(weight > 0.0, "the time is too long for this sum");
    while left > 1e-13 && !(k > fastest * time && weight < 1e-16) {
        for (state, p) in &now {
            *end.entry(state.clone()).or_insert(0.0) += p * weight;
        }
        left -= weight;
        k += 1.0;
        weight *= fastest * time / k;
        let mut next = States::new();
        for (state, p) in now {
            let mut stays = 1.0;
            for (rate, after) in moves(&state) {
                stays -= rate / fastest;
                *next.entry(after).or_insert(0.0) += p * rate / fastest;
            }
            *next.entry(state).or_insert(0.0) += p * stays;
        }
        now = next;
    }
    end
}

fn with(state: &[u8], changes: &[(usize, u8)]) -> Vec<u8> {
    let mut state = state.to_vec();
    for &(person, becomes) in changes {
        state[person] = becomes;
    }
    state
}

/// Stages in continuous time: rates of onset, recovery and waning, infinity for a stage that takes no time, 0 for one that does not
/// end.
fn stages_in_time(ties: &[Tie], [onset, recovery, waning]: [f64; 3], state: &[u8]) -> Vec<(f64, Vec<u8>)> {
    let n = state.len();
    let moves = (0..n).map(|person| match state[person] {
        OPEN | AGAIN => {
            let heard = ties.iter().filter(|tie| tie.1 as usize == person && state[tie.0 as usize] == ACTIVE);
            let becomes = if onset.is_infinite() { ACTIVE } else { LATENT };
            (heard.map(|tie| tie.2).sum::<f64>(), with(state, &[(person, becomes)]))
        }
        LATENT => (onset, with(state, &[(person, ACTIVE)])),
        ACTIVE => (recovery, with(state, &[(person, if waning.is_infinite() { AGAIN } else { IMMUNE })])),
        _ => (waning, with(state, &[(person, AGAIN)])),
    });
    moves.filter(|(rate, _)| *rate > 0.0).collect()
}

fn hearers(ties: &[Tie], person: usize) -> Vec<usize> {
    ties.iter().filter(|tie| tie.0 as usize == person).map(|tie| tie.1 as usize).collect()
}

/// Who is told spreads, unless there is nobody to tell.
fn told(ties: &[Tie], person: usize) -> u8 {
    if hearers(ties, person).is_empty() { 2 } else { 1 }
}

fn tellers(n: usize, ties: &[Tie], seeds: &[u32]) -> Vec<u8> {
    (0..n).map(|person| if seeds.contains(&(person as u32)) { told(ties, person) } else { OPEN }).collect()
}

/// What a rumour does.
#[derive(Clone, Copy, Debug)]
struct Talk {
    all: bool,
    spread: f64,
    stifle: f64,
    both: bool,
    forget: f64,
}

/// The share of a pair's contacts that is the speaker's: half where the tie leads back, for either may make one.
fn share_of(ties: &[Tie], person: usize, hearer: usize) -> f64 {
    if hearers(ties, hearer).contains(&person) { 0.5 } else { 1.0 }
}

/// Rumours in continuous time, contacts at rate 1 of a spreader (or of each tie). States: 0 open, 1 spreads, 2 has stopped.
fn talk_in_time(ties: &[Tie], talk: Talk, state: &[u8]) -> Vec<(f64, Vec<u8>)> {
    let mut moves = Vec::new();
    for person in (0..state.len()).filter(|&person| state[person] == 1) {
        let heard_by = hearers(ties, person);
        moves.push((talk.forget, with(state, &[(person, 2)])));
        for &hearer in &heard_by {
            let rate = if talk.all { 1.0 } else { 1.0 / heard_by.len() as f64 };
            moves.push(match state[hearer] {
                0 => (rate * talk.spread, with(state, &[(hearer, told(ties, hearer))])),
                1 if talk.both => {
                    (rate * talk.stifle * share_of(ties, person, hearer), with(state, &[(person, 2), (hearer, 2)]))
                }
                _ => (rate * talk.stifle, with(state, &[(person, 2)])),
            });
        }
    }
    moves.into_iter().filter(|(rate, _)| *rate > 0.0).collect()
}

/// The same in rounds: contacts of all at once, judged by what people were; then forgetting.
fn talk_in_rounds(ties: &[Tie], talk: Talk, state: &[u8]) -> Vec<(Vec<u8>, f64)> {
    let mut ends = vec![(state.to_vec(), 1.0)];
    let branch = |ends: Ends, options: &dyn Fn(&[u8]) -> Ends| -> Ends {
        ends.into_iter()
            .flat_map(|(end, p)| options(&end).into_iter().map(move |(after, q)| (after, p * q)))
            .filter(|end| end.1 > 0.0)
            .collect()
    };
    for person in (0..state.len()).filter(|&person| state[person] == 1) {
        let heard_by = hearers(ties, person);
        // One contact, in what became of the others so far.
        let contact = |end: &[u8], hearer: usize| -> Vec<(Vec<u8>, f64)> {
            let (chance, changes) = match state[hearer] {
                0 => (talk.spread, vec![(hearer, told(ties, hearer))]),
                1 if talk.both => (talk.stifle * share_of(ties, person, hearer), vec![(person, 2), (hearer, 2)]),
                _ => (talk.stifle, vec![(person, 2)]),
            };
            vec![(with(end, &changes), chance), (end.to_vec(), 1.0 - chance)]
        };
        if talk.all {
            for &hearer in &heard_by {
                ends = branch(ends, &|end| contact(end, hearer));
            }
        } else if !heard_by.is_empty() {
            let each = 1.0 / heard_by.len() as f64;
            ends = branch(ends, &|end| {
                let one = |&hearer: &usize| contact(end, hearer).into_iter().map(move |(after, p)| (after, p * each));
                heard_by.iter().flat_map(one).collect()
            });
        }
        ends = branch(ends, &|end| vec![(with(end, &[(person, 2)]), talk.forget), (end.to_vec(), 1.0 - talk.forget)]);
    }
    ends
}

/// People who need a share, have a taste, give up, are blocked, or act unasked. States: 0 open, 1 has acted, 2 has given up.
#[derive(Clone, Copy, Debug)]
struct Taste {
    /// Heard adopters needed of k heard; 0 stands for "one".
    share: f64,
    accept: f64,
    refuse: f64,
    outside: f64,
}

fn taste_in_rounds(ties: &[Tie], taste: Taste, state: &[u8]) -> Vec<(Vec<u8>, f64)> {
    let options = (0..state.len()).map(|person| {
        if state[person] != OPEN {
            return vec![(state[person], 1.0)];
        }
        let heard: Vec<u8> =
            ties.iter().filter(|tie| tie.1 as usize == person).map(|tie| state[tie.0 as usize]).collect();
        let adopters = heard.iter().filter(|&&state| state == 1).count() as f64;
        let thinks = adopters > 0.0 && adopters >= taste.share * heard.len() as f64 - 1e-9;
        let (accept, refuse) = if thinks { (taste.accept, taste.refuse) } else { (0.0, 0.0) };
        let not_unasked = 1.0 - taste.outside;
        let acts = 1.0 - not_unasked * (1.0 - accept);
        vec![(1, acts), (GIVEN_UP, (1.0 - acts) * refuse), (OPEN, (1.0 - acts) * (1.0 - refuse))]
    });
    product(options.collect())
}

/// Someone who has given up has not acted.
const GIVEN_UP: u8 = 2;

fn acted_of_taste(n: usize, all: &[States]) -> Exact {
    let shown: Vec<States> = all
        .iter()
        .map(|states| {
            let mut shown = States::new();
            for (state, p) in states {
                *shown.entry(state.iter().map(|&x| u8::from(x == 1)).collect()).or_insert(0.0) += p;
            }
            shown
        })
        .collect();
    exact_of(n, shown.iter().map(|states| acted(n, states)).collect(), shown.last().unwrap())
}

/// Doses of 1 with a memory of two rounds. A person has two bytes: what it is, and the doses of the last two rounds as bits, the
/// older first.
#[derive(Clone, Copy, Debug)]
struct Contagion {
    chance: f64,
    threshold: u32,
    recover: f64,
    lose: f64,
}

impl Contagion {
    fn step(self, n: usize, ties: &[Tie], state: &[u8]) -> Vec<(Vec<u8>, f64)> {
        let options = (0..n).map(|person| {
            let heard: Vec<usize> =
                ties.iter().filter(|tie| tie.1 as usize == person).map(|tie| tie.0 as usize).collect();
            let active = heard.iter().filter(|&&speaker| state[speaker] == ACTIVE).count() as f64;
            let dosed = if heard.is_empty() { 0.0 } else { self.chance * active / heard.len() as f64 };
            let mut options: Vec<(u8, f64)> = Vec::new();
            for (dose, p) in [(0u8, 1.0 - dosed), (1, dosed)] {
                let memory = (state[n + person] << 1 | dose) & 3;
                let enough = memory.count_ones() >= self.threshold;
                // A code for both bytes: what it is, plus the memory.
                let mut become_of = |is: u8, q: f64| options.push((is + 2 * memory, p * q));
                let back = |become_of: &mut dyn FnMut(u8, f64), q: f64| {
                    become_of(AGAIN, q * self.lose);
                    become_of(IMMUNE, q * (1.0 - self.lose));
                };
                match state[person] {
                    OPEN | AGAIN if enough => become_of(ACTIVE, 1.0),
                    OPEN | AGAIN => become_of(state[person], 1.0),
                    ACTIVE if enough => become_of(ACTIVE, 1.0),
                    ACTIVE => {
                        become_of(ACTIVE, 1.0 - self.recover);
                        back(&mut become_of, self.recover);
                    }
                    _ => back(&mut become_of, 1.0),
                }
            }
            options
        });
        let decode = |(codes, p): (Vec<u8>, f64)| {
            let is = |code: u8| {
                if code >= 30 {
                    IMMUNE
                } else if code >= 20 {
                    ACTIVE
                } else {
                    code & 1
                }
            };
            let mut state: Vec<u8> = codes.iter().map(|&code| is(code)).collect();
            state.extend(codes.iter().map(|&code| (code - is(code)) / 2));
            (state, p)
        };
        product(options.collect()).into_iter().map(decode).collect()
    }
}

/// Some ties are given as strong.
fn strengths(net: &Net) -> Vec<Tie> {
    net.ties.iter().map(|&(a, b, p)| (a, b, if p >= 0.5 { 0.45 } else { 0.15 })).collect()
}

const KINDS: u64 = 21;

/// A case: network `id`, one of the [`KINDS`] of questions, with the mean number of people active after each round where that is
/// known.
fn case(id: u64, kind: u64) -> (Case, Vec<f64>) {
    let plain = random_net(1_000 + id);
    let (mut n, mut ties) = (plain.people, plain.ties.clone());
    if kind == 18 || kind == 19 {
        // Two bytes a person: three people are enough.
        n = 3;
        ties.retain(|tie| tie.0 < 3 && tie.1 < 3);
    }
    if (6..=10).contains(&kind) || kind == 14 {
        ties.iter_mut().for_each(|tie| tie.2 *= 2.0);
    }
    let seeds: Vec<u32> = match pick(id, kind, 3) % 5 {
        0 => vec![(n - 1) as u32, 0],
        1 => vec![1, 1],
        _ => vec![(pick(id, 4, 4) % n as u64) as u32],
    };
    let net = Net::new(n, ties);
    let (graph, ties) = (net.graph(), net.ties.clone());
    let strength = ("transmission", text("strength"));
    let rounds = ("clock", text("rounds"));
    let late = f64::INFINITY;
    let active_in = |all: &[States]| -> Vec<f64> {
        let is_active = |&&x: &&u8| matches!(stage(x), LATENT | ACTIVE);
        let mean = |states: &States| -> f64 {
            states.iter().map(|(state, p)| p * state[..n].iter().filter(is_active).count() as f64).sum()
        };
        all.iter().map(mean).collect()
    };
    let life = |latent, active, immune| Life { latent, active, immune, outside: 0.0 };
    let in_rounds = |life: Life, horizon: usize| {
        let (exact, all) = life.rounds(n, &ties, &seeds, horizon);
        (exact, active_in(&all))
    };
    let stages = |rates: [f64; 3], time: Option<f64>| {
        let end = in_time(seeded(n, &seeds, ACTIVE), time, &|state| stages_in_time(&ties, rates, state));
        (exact_of(n, Vec::new(), &end), Vec::new())
    };
    let (never, forever) = (Lasts::Never, Lasts::Forever);
    let keyed = |model: &str, keys: &[(&str, Value)]| law(model, keys, &graph);
    let (name, law, horizon, (exact, active)) = match kind {
        0 => {
            let law = keyed("sis", &[strength, ("recovery", number(0.4)), rounds]);
            ("SIS in rounds", law, 6.0, in_rounds(life(never, Lasts::Chance(0.4), never), 6))
        }
        1 => {
            let law = keyed("sis", &[strength, ("duration", number(2.0)), rounds]);
            ("SIS of two rounds", law, 6.0, in_rounds(life(never, Lasts::Rounds(2), never), 6))
        }
        2 => {
            let law = keyed("sirs", &[strength, ("recovery", number(0.5)), ("waning", number(0.4)), rounds]);
            ("SIRS in rounds", law, 7.0, in_rounds(life(never, Lasts::Chance(0.5), Lasts::Chance(0.4)), 7))
        }
        3 => {
            let law = keyed("seir", &[strength, ("onset", number(0.5)), ("recovery", number(0.5)), rounds]);
            ("SEIR in rounds", law, 6.0, in_rounds(life(Lasts::Chance(0.5), Lasts::Chance(0.5), forever), 6))
        }
        4 => {
            let law = keyed("seis", &[strength, ("latency", number(2.0)), ("duration", number(2.0)), rounds]);
            ("SEIS of fixed stages", law, 9.0, in_rounds(life(Lasts::Rounds(2), Lasts::Rounds(2), never), 9))
        }
        5 => {
            let law = keyed("sirs", &[strength, ("duration", number(1.0)), ("immunity", number(2.0)), rounds]);
            ("SIRS of fixed stages", law, 8.0, in_rounds(life(never, Lasts::Rounds(1), Lasts::Rounds(2)), 8))
        }
        6 => {
            let law = keyed("sis", &[strength, ("recovery", number(0.8))]);
            ("SIS up to a time", law, 1.4, stages([late, 0.8, late], Some(1.4)))
        }
        7 => {
            let law = keyed("sirs", &[strength, ("recovery", number(1.5)), ("waning", number(2.0))]);
            ("SIRS up to a time", law, 1.6, stages([late, 1.5, 2.0], Some(1.6)))
        }
        8 => {
            let law = keyed("seir", &[strength, ("onset", number(1.1)), ("recovery", number(0.8))]);
            ("SEIR", law, late, stages([1.1, 0.8, 0.0], None))
        }
        9 => {
            let law = keyed("seir", &[strength, ("onset", number(2.0)), ("recovery", number(0.8))]);
            ("SEIR up to a time", law, 1.2, stages([2.0, 0.8, 0.0], Some(1.2)))
        }
        10 => {
            let law = keyed("seis", &[strength, ("onset", number(3.0)), ("recovery", number(1.2))]);
            ("SEIS up to a time", law, 1.6, stages([3.0, 1.2, late], Some(1.6)))
        }
        11 => {
            let keys = [("strong", number(0.45)), ("weak", number(0.15)), ("advertising", number(0.1))];
            let law = keyed("goldenberg-libai-muller", &keys);
            let life = Life { outside: 0.1, ..life(never, forever, forever) };
            let (exact, _) = life.rounds(n, &strengths(&net), &seeds, 3);
            ("talk of the network", law, 3.0, (exact, Vec::new()))
        }
        12 | 13 => {
            let talk = Talk { all: false, spread: 0.8, stifle: 0.6, both: true, forget: 0.0 };
            let keys = [("spread", number(0.8)), ("stifle", number(0.6))];
            if kind == 12 {
                let end = in_time(tellers(n, &ties, &seeds), None, &|state| talk_in_time(&ties, talk, state));
                ("Daley-Kendall", keyed("daley-kendall", &keys), late, (exact_of(n, Vec::new(), &end), Vec::new()))
            } else {
                let (exact, _) = by_rounds(n, tellers(n, &ties, &seeds), 5, |state| talk_in_rounds(&ties, talk, state));
                let law = keyed("daley-kendall", &[keys[0].clone(), keys[1].clone(), rounds]);
                ("Daley-Kendall in rounds", law, 5.0, (exact, Vec::new()))
            }
        }
        14 => {
            // Rates above and below 1, along all ties, with forgetting.
            let talk = Talk { all: true, spread: 1.4, stifle: 0.7, both: id.is_multiple_of(2), forget: 0.5 };
            let keys = [
                ("spread", number(1.4)),
                ("stifle", number(0.7)),
                ("forget", number(0.5)),
                ("contacts", text("all")),
                ("stops", text(if talk.both { "both" } else { "teller" })),
            ];
            let end = in_time(tellers(n, &ties, &seeds), None, &|state| talk_in_time(&ties, talk, state));
            ("rumour along all ties", keyed("rumour", &keys), late, (exact_of(n, Vec::new(), &end), Vec::new()))
        }
        15 => {
            let talk = Talk { all: true, spread: 0.5, stifle: 0.4, both: id.is_multiple_of(2), forget: 0.2 };
            let keys = [
                ("spread", number(0.5)),
                ("stifle", number(0.4)),
                ("forget", number(0.2)),
                ("contacts", text("all")),
                ("stops", text(if talk.both { "both" } else { "teller" })),
                rounds,
            ];
            let (exact, _) = by_rounds(n, tellers(n, &ties, &seeds), 4, |state| talk_in_rounds(&ties, talk, state));
            ("rumour along all ties in rounds", keyed("rumour", &keys), 4.0, (exact, Vec::new()))
        }
        16 => {
            let keys = [("probability", text("strength")), ("delay", one("exponential", number(1.25)))];
            // Every tie works or not; those that do are rates.
            let mut exact = exact_of(n, Vec::new(), &States::new());
            let open: Vec<&Tie> = ties.iter().filter(|tie| tie.2 > 0.0).collect();
            for world in 0..1u32 << open.len() {
                let works = |i: usize| world >> i & 1 == 1;
                let p: f64 = (0..open.len()).map(|i| if works(i) { open[i].2 } else { 1.0 - open[i].2 }).product();
                if p == 0.0 {
                    continue;
                }
                let live: Vec<Tie> =
                    (0..open.len()).filter(|&i| works(i)).map(|i| (open[i].0, open[i].1, 0.8)).collect();
                let by = Chain::exposure(n, &live, 0.0, 0.0).by(&seeds, 1.3);
                exact.sizes.iter_mut().zip(&by.sizes).for_each(|(sum, q)| *sum += p * q);
                exact.people.iter_mut().zip(&by.people).for_each(|(sum, q)| *sum += p * q);
            }
            ("cascade of delays up to a time", keyed("continuous-time-cascade", &keys), 1.3, (exact, Vec::new()))
        }
        17 => {
            let keys = [
                ("share", number(0.5)),
                ("profile", number(0.6)),
                ("refuse", number(0.3)),
                ("adopter-rate", number(0.05)),
            ];
            let taste = Taste { share: 0.5, accept: 0.6, refuse: 0.3, outside: 0.05 };
            let start = seeded(n, &seeds, 1);
            let (_, all) = by_rounds(n, start, 5, |state| taste_in_rounds(&ties, taste, state));
            ("profile and threshold", keyed("profile-threshold", &keys), 5.0, (acted_of_taste(n, &all), Vec::new()))
        }
        18 => {
            let contagion = Contagion { chance: 0.8, threshold: 2, recover: 0.5, lose: 0.4 };
            let keys = [
                ("probability", number(0.8)),
                ("threshold", number(2.0)),
                ("memory", Value::Whole(2)),
                ("recovery", number(0.5)),
                ("waning", number(0.4)),
            ];
            let start = [seeded(n, &seeds, ACTIVE), vec![0; n]].concat();
            let (exact, all) = by_rounds(n, start, 7, |state| contagion.step(n, &ties, state));
            ("generalised contagion", keyed("dodds-watts", &keys), 7.0, (exact, active_in(&all)))
        }
        19 => {
            let contagion = Contagion { chance: 0.7, threshold: 1, recover: 1.0, lose: 1.0 };
            let keys = [
                ("probability", number(0.7)),
                ("dose", number(0.3)),
                ("threshold", number(0.3)),
                ("memory", Value::Whole(2)),
                ("recovery", number(1.0)),
                ("waning", number(1.0)),
            ];
            let start = [seeded(n, &seeds, ACTIVE), vec![0; n]].concat();
            let (exact, all) = by_rounds(n, start, 6, |state| contagion.step(n, &ties, state));
            ("doses of 0.3 for a threshold of 0.3", keyed("dodds-watts", &keys), 6.0, (exact, active_in(&all)))
        }
        _ => {
            let keys = [("share", number(0.5)), ("adopter-rate", number(0.15)), ("blocked", number(0.3))];
            // Each may be blocked: then it has given up from the beginning, unless asked.
            let taste = Taste { share: 0.5, accept: 1.0, refuse: 0.0, outside: 0.15 };
            let mut exact = exact_of(n, vec![0.0; 5], &States::new());
            for blocked in 0..1u32 << n {
                let is = |person: usize| blocked >> person & 1 == 1;
                let p: f64 = (0..n).map(|person| if is(person) { 0.3 } else { 0.7 }).product();
                let mut start = seeded(n, &seeds, 1);
                for person in 0..n {
                    if is(person) && start[person] == OPEN {
                        start[person] = GIVEN_UP;
                    }
                }
                let (_, all) = by_rounds(n, start, 4, |state| taste_in_rounds(&ties, taste, state));
                let one = acted_of_taste(n, &all);
                for (sum, q) in
                    [(&mut exact.sizes, &one.sizes), (&mut exact.people, &one.people), (&mut exact.steps, &one.steps)]
                {
                    sum.iter_mut().zip(q).for_each(|(sum, q)| *sum += p * q);
                }
            }
            ("blocked people and spontaneous adopters", keyed("kertesz-threshold", &keys), 4.0, (exact, Vec::new()))
        }
    };
    let name = format!("{name} on network {id} ({ties:?}, seeds {seeds:?})");
    (Case { name, graph, law, seeds, horizon, exact }, active)
}

/// A table with one key.
fn one(key: &str, value: Value) -> Value {
    Value::Table(vec![(key.to_owned(), value)])
}

/// The cases of the quick run: each kind on six networks.
fn quick() -> impl Iterator<Item = (Case, Vec<f64>)> {
    (0..KINDS).flat_map(|kind| (0..6).map(move |i| case(7 * i + kind, kind)))
}

#[test]
fn random_small_networks_match_their_chains() {
    let mut engine = Engine::default();
    let (mut tests, mut failures) = (0, Vec::new());
    for (case, _) in quick() {
        match matches(&case, &mut engine, 1, 20_000) {
            Ok(made) => tests += made,
            Err(message) => failures.push(message),
        }
    }
    println!("{tests} tests");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// How many are active after each round, by the spells that the engine records, against the chain.
#[test]
fn spells_match_their_chains() {
    let replicates = 20_000;
    let (mut cases, mut tests) = (0, 0);
    for (case, active) in quick().filter(|(_, active)| !active.is_empty()) {
        cases += 1;
        let mut engine = Engine::default();
        let mut out = Outcome::default();
        let mut counts = vec![0u64; active.len()];
        for replicate in 0..replicates {
            engine.play(&case.law, &case.graph, &case.seeds, case.horizon, &crate::small::luck(3, replicate), &mut out);
            for (round, count) in counts.iter_mut().enumerate() {
                let now = round as f64;
                *count += engine.cascade.spells.iter().filter(|spell| spell[0] <= now && now < spell[1]).count() as u64;
            }
        }
        let n = f64::from(case.graph.people());
        for (round, (&count, &expected)) in counts.iter().zip(&active).enumerate() {
            let share = expected / n;
            let claim =
                crate::odds::Claim::new(format!("{}: active after {round}", case.name), crate::odds::ALARM, 0.23);
            let found = count as f64 / replicates as f64;
            let variance = n * n * share * (1.0 - share);
            if let Err(message) = crate::odds::bounded_mean(&claim, replicates, found, expected, variance, n) {
                panic!("{message}");
            }
            tests += 1;
        }
    }
    println!("{cases} cases, {tests} tests");
    assert!(cases >= 40);
}

/// The chains of this file against each other and closed forms.
#[test]
fn the_chains_agree_with_each_other() {
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-10, "{a} is not {b}");
    let ties = random_net(3).ties;
    let n = random_net(3).people;
    // SIR in rounds by both oracles.
    let life = Life { latent: Lasts::Never, active: Lasts::Chance(0.5), immune: Lasts::Forever, outside: 0.0 };
    let (found, _) = life.rounds(n, &ties, &[0], 6);
    let expected = oracle::sir_rounds(n, &ties, oracle::Life::Geometric(0.5), &[0], 6);
    found
        .sizes
        .iter()
        .zip(&expected.sizes)
        .chain(found.steps.iter().zip(&expected.steps))
        .for_each(|(a, b)| close(*a, *b));
    // SEIR ends as SIR does, in continuous time.
    let end = in_time(seeded(n, &[0], ACTIVE), None, &|state| stages_in_time(&ties, [1.1, 0.8, 0.0], state));
    let expected = Chain::exposure(n, &ties, 0.0, 0.8).end(&[0]);
    exact_of(n, Vec::new(), &end).sizes.iter().zip(&expected.sizes).for_each(|(a, b)| close(*a, *b));
    // Maki-Thompson, one at a time.
    let talk = Talk { all: false, spread: 0.8, stifle: 0.6, both: false, forget: 0.0 };
    let end = in_time(tellers(n, &ties, &[0]), None, &|state| talk_in_time(&ties, talk, state));
    let expected = Chain::rumour(n, &ties, 0.8, 0.6).end(&[0]);
    exact_of(n, Vec::new(), &end).sizes.iter().zip(&expected.sizes).for_each(|(a, b)| close(*a, *b));
    let (found, _) = by_rounds(n, tellers(n, &ties, &[0]), 5, |state| talk_in_rounds(&ties, talk, state));
    let expected = oracle::rumour_rounds(n, &ties, 0.8, 0.6, &[0], 5);
    found.steps.iter().zip(&expected.steps).for_each(|(a, b)| close(*a, *b));
}

/// A classical fault, planted by playing something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// One round or a third of a unit of time too many.
    HorizonLate,
    /// Ties read from hearer to speaker.
    Reversed,
    /// Replicates 2 r and 2 r + 1 share their luck.
    LuckReused,
    /// Every person throws the same coins.
    CoinsShared,
    /// All spells of a person last equally long.
    LifeOnce,
    /// The second contact of a tie is the first again.
    ContactsOnce,
    /// People act once in their lives.
    NoReturn,
    /// Whoever has stopped is open at once.
    NoImmunity,
    /// The latent time is left out.
    NoLatency,
    /// A fixed stage is one round too long.
    StageTooLong,
    /// Nobody acts by itself.
    NoOutside,
    /// A rate is taken for the mean of a delay.
    RateAsMean,
    /// Delays are all equal.
    FixedDelay,
    /// Only the teller stops, where both should, and the other way round.
    WrongStops,
    /// Contacts between two spreaders count whole.
    ContactsWhole,
    /// Along one tie for along all, and the other way round.
    WrongContacts,
    /// Nobody forgets.
    NoForgetting,
    /// Nobody gives up.
    NoRefusal,
    /// Nobody is blocked.
    NoBlocked,
    /// One voice is enough.
    OneVoice,
    /// A dose is remembered a round longer.
    MemoryTooLong,
    /// A dose that equals the threshold is not enough.
    ThresholdStrict,
    /// Nobody ever stops.
    NoRecovery,
}

const FAULTS: &[Fault] = &[
    Fault::HorizonLate,
    Fault::Reversed,
    Fault::LuckReused,
    Fault::CoinsShared,
    Fault::LifeOnce,
    Fault::ContactsOnce,
    Fault::NoReturn,
    Fault::NoImmunity,
    Fault::NoLatency,
    Fault::StageTooLong,
    Fault::NoOutside,
    Fault::RateAsMean,
    Fault::FixedDelay,
    Fault::WrongStops,
    Fault::ContactsWhole,
    Fault::WrongContacts,
    Fault::NoForgetting,
    Fault::NoRefusal,
    Fault::NoBlocked,
    Fault::OneVoice,
    Fault::MemoryTooLong,
    Fault::ThresholdStrict,
    Fault::NoRecovery,
];

struct Planted {
    fault: Fault,
    engine: Engine,
}

/// Luck with a fault in its addresses.
struct Crooked<'a, L> {
    luck: &'a L,
    fault: Fault,
}

impl<L: Luck> Luck for Crooked<'_, L> {
    type Row = L::Row;

    fn row(&self, person: u32) -> L::Row {
        self.luck.row(if self.fault == Fault::CoinsShared { 0 } else { person })
    }

    fn word(&self, row: L::Row, place: u32) -> u64 {
        self.luck.word(row, place)
    }

    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        match (self.fault, purpose) {
            (Fault::LifeOnce, Purpose::Recover) => self.luck.bits(purpose, entity, 0),
            (Fault::ContactsOnce, Purpose::Meeting) => self.luck.bits(purpose, entity, 0),
            // Leading bit 0: counts always.
            (Fault::ContactsWhole, Purpose::Contact | Purpose::Meeting) if index % 4 == 3 => 0,
            _ => self.luck.bits(purpose, entity, index),
        }
    }
}

impl Planted {
    fn wrong(&self, law: &Law) -> Law {
        let mut law = law.clone();
        match &mut law {
            Law::Stages(stages) => match self.fault {
                Fault::NoReturn => stages.immune = Stay::FOREVER,
                Fault::NoImmunity => stages.immune = Stay::NONE,
                Fault::NoLatency => stages.latent = Stay::NONE,
                Fault::NoRecovery => stages.active = Stay::FOREVER,
                Fault::NoOutside => stages.outside = PerPerson::Same(0.0),
                Fault::StageTooLong => {
                    if let Stay::Fixed(PerPerson::Same(rounds)) = &mut stages.active {
                        *rounds += 1.0;
                    }
                }
                Fault::RateAsMean if !stages.rounds => {
                    stages.pass = stages.pass.map(|x| if x > 0.0 { 1.0 / x } else { x })
                }
                _ => {}
            },
            Law::Delays { delay, .. } => match (self.fault, *delay) {
                (Fault::RateAsMean, Delay::Exponential(mean)) => *delay = Delay::Exponential(1.0 / mean),
                (Fault::FixedDelay, Delay::Exponential(mean)) => *delay = Delay::Fixed(mean),
                _ => {}
            },
            Law::Rumour(rumour) => match self.fault {
                Fault::WrongStops => rumour.both = !rumour.both,
                Fault::WrongContacts => rumour.all_ties = !rumour.all_ties,
                Fault::NoForgetting => rumour.forget = 0.0,
                _ => {}
            },
            Law::Reluctance(law) => match self.fault {
                Fault::NoRefusal => law.refuse = PerPerson::Same(0.0),
                Fault::NoBlocked => law.immune = PerPerson::Same(0.0),
                Fault::NoOutside => law.outside = PerPerson::Same(0.0),
                Fault::OneVoice => law.needed = PerPerson::Same(1),
                _ => {}
            },
            Law::Doses(law) => match (self.fault, &mut law.threshold) {
                (Fault::MemoryTooLong, _) => law.memory += 1,
                (Fault::ThresholdStrict, Amount::Fixed(PerPerson::Same(threshold))) => *threshold += 1e-9,
                (Fault::NoRecovery, _) => law.recover = Chance::NEVER,
                (Fault::NoReturn, _) => law.lose = Chance::NEVER,
                _ => {}
            },
            law => panic!("{law:?} is played elsewhere"),
        }
        law
    }
}

fn reversed(graph: &Graph) -> Graph {
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for person in 0..graph.people() {
        for &hearer in graph.hearers(person) {
            from.push(hearer);
            to.push(person);
        }
    }
    builder::from_ties(Names::Numbered(graph.people()), from, to, false)
}

impl Player for Planted {
    fn play<L: Luck>(&mut self, law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, luck: &L, out: &mut Outcome) {
        let mut law = self.wrong(law);
        let turned;
        let mut graph = graph;
        if self.fault == Fault::Reversed {
            if let Law::Stages(rumormill::law::Stages { pass, .. }) = &mut law {
                *pass = PerTie::Same(0.4);
            }
            if let Law::Delays { chance, .. } = &mut law {
                *chance = PerTie::Same(Chance::of(0.4));
            }
            turned = reversed(graph);
            graph = &turned;
        }
        let horizon = match self.fault {
            Fault::HorizonLate if horizon.fract() == 0.0 => horizon + 1.0,
            Fault::HorizonLate => horizon + 0.33,
            _ => horizon,
        };
        self.engine.play(&law, graph, seeds, horizon, &Crooked { luck, fault: self.fault }, out);
    }

    fn luck(&self, random_seed: u64, replicate: u64) -> Replicate {
        crate::small::luck(random_seed, if self.fault == Fault::LuckReused { replicate / 2 } else { replicate })
    }
}

#[test]
fn every_planted_fault_is_caught() {
    let cases: Vec<Case> = quick().map(|(case, _)| case).collect();
    let mut missed = Vec::new();
    for &fault in FAULTS {
        let mut player = Planted { fault, engine: Engine::default() };
        let found = cases.iter().find_map(|case| matches(case, &mut player, 1, 20_000).err());
        match found {
            None => missed.push(fault),
            Some(message) => println!("{fault:?}: {}", message.lines().next().unwrap_or_default()),
        }
    }
    assert!(missed.is_empty(), "not caught: {missed:?}");
}
