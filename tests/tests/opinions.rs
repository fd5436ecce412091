//! Opinions: every outcome of every turn, taken from the engine itself by a script that answers each question of chance in all
//! ways, makes the chain of a small network; its solution is held against the closed forms of the papers. No statistics, but
//! where a law is one of large networks.

use crate::odds::{self, Claim, LAW, Tally};
use crate::small::Net;
use rumormill::audience::Audience;
use rumormill::catalog::Value;
use rumormill::graph::generate::complete::Complete;
use rumormill::graph::generate::cycle::Cycle;
use rumormill::graph::{Graph, PerPerson};
use rumormill::model::Network;
use rumormill::opinion::{CATALOG, Choose, Dynamics, End, ONE, Rule, SETTLED, State, opinion, play, step};
use rumormill::quantity::RandomSeed;
use rumormill::random::{Chance, Purpose, Replicate};
use std::collections::BTreeMap;

/// Answers each question along a path; where the path ends, with the first answer.
struct Script {
    /// Which answer is given, with the chances of all.
    path: Vec<(usize, Vec<f64>)>,
    asked: usize,
}

impl Script {
    fn answer(&mut self, chances: Vec<f64>) -> usize {
        if self.asked == self.path.len() {
            let first = chances.iter().position(|&chance| chance > 0.0).unwrap();
            self.path.push((first, chances));
        }
        self.asked += 1;
        self.path[self.asked - 1].0
    }

    /// The next path, if there is one.
    fn advance(&mut self) -> bool {
        self.asked = 0;
        while let Some((answer, chances)) = self.path.pop() {
            if let Some(next) = (answer + 1..chances.len()).find(|&next| chances[next] > 0.0) {
                self.path.push((next, chances));
                return true;
            }
        }
        false
    }
}

impl Choose for Script {
    fn below(&mut self, bound: u32) -> u32 {
        self.answer(vec![1.0 / f64::from(bound); bound as usize]) as u32
    }
    fn met(&mut self, chance: Chance) -> bool {
        let p = chance.probability();
        self.answer(vec![1.0 - p, p]) == 1
    }
    fn by_weight(&mut self, weights: &[f64]) -> usize {
        let sum: f64 = weights.iter().sum();
        self.answer(weights.iter().map(|weight| weight / sum).collect())
    }
}

/// All opinions that one turn can lead to, with their chances.
fn outcomes(rule: &Rule, graph: &Graph, opinions: &[u64], stubborn: &[bool]) -> Vec<(Vec<u64>, f64)> {
    let mut found: BTreeMap<Vec<u64>, f64> = BTreeMap::new();
    let mut script = Script { path: Vec::new(), asked: 0 };
    loop {
        let mut state = State::new(graph, opinions.to_vec(), stubborn.to_vec());
        step(rule, &mut state, &mut script);
        let chance: f64 = script.path.iter().map(|(answer, chances)| chances[*answer]).product();
        *found.entry(state.opinions().to_vec()).or_default() += chance;
        if !script.advance() {
            return found.into_iter().collect();
        }
    }
}

/// The chain over all states of 0 and 1, bit v the opinion of person v.
struct Chain {
    /// By state, where a turn leads to, and its chance.
    next: Vec<Vec<(usize, f64)>>,
}

impl Chain {
    fn of(rule: &Rule, graph: &Graph, stubborn: &[bool]) -> Chain {
        let people = graph.people() as usize;
        let opinions = |state: usize| (0..people).map(|v| (state >> v & 1) as u64 * ONE).collect::<Vec<u64>>();
        let number = |all: &[u64]| all.iter().enumerate().map(|(v, &x)| usize::from(x == ONE) << v).sum::<usize>();
        let next = |state| {
            let outcomes = outcomes(rule, graph, &opinions(state), stubborn);
            outcomes.into_iter().map(|(all, chance)| (number(&all), chance)).collect()
        };
        Chain { next: (0..1 << people).map(next).collect() }
    }

    /// The chance to end with everybody at 1, by state: h = P h, 1 there, 0 at every other absorbing state.
    fn agrees_on_1(&self) -> Vec<f64> {
        let n = self.next.len();
        let rows = (0..n).map(|state| {
            let mut row = vec![0.0; n + 1];
            row[state] = 1.0;
            if self.next[state].iter().all(|&(to, _)| to == state) {
                row[n] = f64::from(u8::from(state == n - 1));
            } else {
                self.next[state].iter().for_each(|&(to, chance)| row[to] -= chance);
            }
            row
        });
        solve(rows.collect())
    }
}

/// Solves rows of coefficients with the right side last, by elimination.
fn solve(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let n = rows.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|&a, &b| rows[a][i].abs().total_cmp(&rows[b][i].abs())).unwrap();
        rows.swap(i, pivot);
        assert!(rows[i][i].abs() > 1e-12, "the chain has one solution");
        for j in 0..n {
            if j != i && rows[j][i] != 0.0 {
                let factor = rows[j][i] / rows[i][i];
                for k in i..=n {
                    rows[j][k] -= factor * rows[i][k];
                }
            }
        }
    }
    (0..n).map(|i| rows[i][n] / rows[i][i]).collect()
}

/// Every connected mutual network of `people`, each once by labels.
fn connected(people: usize) -> Vec<Net> {
    let pairs: Vec<(u32, u32)> = (0..people as u32).flat_map(|a| (a + 1..people as u32).map(move |b| (a, b))).collect();
    let nets = (0u32..1 << pairs.len()).map(|mask| {
        let chosen = pairs.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
        Net::mutual(people, &chosen.map(|(_, &pair)| pair).collect::<Vec<_>>(), 1.0)
    });
    nets.filter(|net| {
        let mut group = vec![0];
        let mut place = 0;
        while place < group.len() {
            for &(from, to, _) in &net.ties {
                if from == group[place] && !group.contains(&to) {
                    group.push(to);
                }
            }
            place += 1;
        }
        group.len() == people
    })
    .collect()
}

/// A model of the catalog with its values, made ready for a network.
fn dynamics(graph: &Graph, name: &str, values: &[(&str, Value)]) -> Dynamics {
    let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
    let mut table: Vec<(String, Value)> =
        values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for key in entry.keys().iter().filter(|key| !values.iter().any(|(given, _)| *given == key.name)) {
        let Some(default) = key.default else { continue };
        let value = match default.parse::<f64>() {
            Ok(number) if number.fract() == 0.0 && key.name == "group" => Value::Whole(number as u64),
            Ok(number) => Value::Number(number),
            Err(_) if default == "true" => Value::Flag(true),
            Err(_) => Value::Text(default.trim_matches('"').to_owned()),
        };
        table.push((key.name.to_owned(), value));
    }
    let audience = Audience::default();
    let network = Network { graph, audience: &audience, luck: luck(0) };
    (entry.build)(&Value::Table(table)).unwrap().dynamics(&network).unwrap()
}

fn luck(replicate: u64) -> Replicate {
    Replicate::new(RandomSeed::new(1).unwrap(), replicate, 0)
}

fn nobody(graph: &Graph) -> Vec<bool> {
    vec![false; graph.people() as usize]
}

/// Plays a replicate; everybody's opinion at the end.
fn played(dynamics: &Dynamics, graph: &Graph, seeds: &[u32], horizon: f64, replicate: u64) -> (Vec<f64>, End) {
    let mut last = Vec::new();
    let (end, state) = play(dynamics, graph, seeds, horizon, &luck(replicate), |_, state| {
        last = state.opinions().to_vec();
    });
    assert_eq!(last, state.opinions(), "the end is watched too");
    (last.iter().map(|&x| x as f64 / ONE as f64).collect(), end)
}

#[test]
fn voters_agree_as_degrees_weigh() {
    let mut chains = 0;
    for people in 1..=5 {
        for net in connected(people) {
            let graph = net.graph();
            let Dynamics { rule, .. } = dynamics(&graph, "voter", &[]);
            let chain = Chain::of(&rule, &graph, &nobody(&graph));
            let weight = |state: usize| {
                let ones = (0..people).filter(|v| state >> v & 1 == 1).map(|v| graph.in_degree(v as u32)).sum::<u32>();
                if graph.ties() == 0 { state as f64 } else { f64::from(ones) / graph.ties() as f64 }
            };
            for (state, found) in chain.agrees_on_1().into_iter().enumerate() {
                assert!((found - weight(state)).abs() < 1e-12, "{net:?}, {state:b}: {found}");
                // And turn by turn: the weight of 1 is conserved on average.
                let after: f64 = chain.next[state].iter().map(|&(to, chance)| chance * weight(to)).sum();
                assert!((after - weight(state)).abs() < 1e-14, "{net:?}, {state:b}");
            }
            chains += 1;
        }
    }
    assert_eq!(chains, 1 + 1 + 4 + 38 + 728);
    // The star whose centre holds 1: exactly a half.
    let star = Net::star(5, 1.0).graph();
    let chain = Chain::of(&dynamics(&star, "voter", &[]).rule, &star, &nobody(&star));
    assert!((chain.agrees_on_1()[1] - 0.5).abs() < 1e-14);
}

/// 0 -> 1 -> 2: who hears nobody never changes, and in the end everybody says what 0 says. Of 0 -> 2 <- 1 nothing comes.
#[test]
fn people_copy_whom_they_hear() {
    let path = Net::new(3, vec![(0, 1, 1.0), (1, 2, 1.0)]).graph();
    for model in ["voter", "q-voter"] {
        let values = [("q", Value::Whole(2))];
        let rule = dynamics(&path, model, &values[..usize::from(model == "q-voter")]).rule;
        let chain = Chain::of(&rule, &path, &nobody(&path));
        for (state, found) in chain.agrees_on_1().into_iter().enumerate() {
            assert!((found - (state & 1) as f64).abs() < 1e-12, "{model} {state:b}");
            assert!(chain.next[state].iter().all(|&(to, _)| to & 1 == state & 1));
        }
    }
    let between = Net::new(3, vec![(0, 2, 1.0), (1, 2, 1.0)]).graph();
    let (_, end) = played(&dynamics(&between, "voter", &[]), &between, &[0], 1000.0, 0);
    assert!(!end.settled && end.agreed.is_none());
}

/// On the complete network a chain of births and deaths over the number who hold 1, from the chances of a turn up and down.
fn births_and_deaths(n: usize, up: impl Fn(f64) -> f64, down: impl Fn(f64) -> f64) -> Vec<f64> {
    // E(m + 1) - E(m) shrinks by down / up from m - 1 to m.
    let mut steps = vec![1.0];
    for m in 1..n {
        let ratio = down(m as f64) / up(m as f64);
        steps.push(if up(m as f64) == 0.0 { 0.0 } else { steps[m - 1] * ratio });
    }
    let total: f64 = steps.iter().sum();
    (0..=n).map(|m| steps[..m].iter().sum::<f64>() / total).collect()
}

#[test]
fn panels_of_q_agree_as_their_chain() {
    for n in 3..=6usize {
        let graph = Net::complete(n, 1.0).graph();
        let people = n as f64;
        for q in 1..=4u32 {
            let rule = dynamics(&graph, "q-voter", &[("q", Value::Whole(q.into()))]).rule;
            let found = Chain::of(&rule, &graph, &nobody(&graph)).agrees_on_1();
            let ask = |others: f64| (others / (people - 1.0)).powi(q as i32);
            let exact = births_and_deaths(n, |m| (people - m) / people * ask(m), |m| m / people * ask(people - m));
            for (state, found) in found.into_iter().enumerate() {
                let m = state.count_ones() as usize;
                assert!((found - exact[m]).abs() < 1e-11, "{n} people, q = {q}, {m}: {found}, {}", exact[m]);
            }
        }
    }
}

/// Where the panel is split a coin decides: with chance e. Two of one opinion and one of the other on a triangle, q = 2 without
/// repetition: the one never stays put for long, the two turn with chance e each.
#[test]
fn a_split_panel_turns_by_chance() {
    let graph = Net::complete(3, 1.0).graph();
    let values = [("q", Value::Whole(2)), ("repeat", Value::Flag(false)), ("otherwise", Value::Number(0.25))];
    let rule = dynamics(&graph, "q-voter", &values).rule;
    let chain = Chain::of(&rule, &graph, &nobody(&graph));
    let mut found: Vec<(usize, f64)> = chain.next[0b011].clone();
    found.sort_by_key(|&(state, _)| state);
    let third = 1.0 / 3.0;
    for ((state, chance), (wanted, exact)) in
        found.into_iter().zip([(0b001, third / 4.0), (0b010, third / 4.0), (0b011, third * 1.5), (0b111, third)])
    {
        assert!(state == wanted && (chance - exact).abs() < 1e-15, "{state:b} {chance}");
    }
}

/// Krapivsky and Redner 2003: sum_{i < m} C(n - 3, i - 1) / 2^(n - 3), so 1/4 for 2 of 5.
#[test]
fn majorities_win_as_binomials_add_up() {
    for n in 3..=7usize {
        let graph = Net::complete(n, 1.0).graph();
        let found = Chain::of(&dynamics(&graph, "majority", &[]).rule, &graph, &nobody(&graph)).agrees_on_1();
        let mut row = vec![1.0];
        for _ in 0..n - 3 {
            row = (0..=row.len()).map(|i| row.get(i).unwrap_or(&0.0) + if i > 0 { row[i - 1] } else { 0.0 }).collect();
        }
        for (state, found) in found.into_iter().enumerate() {
            let m = state.count_ones() as usize;
            let exact = row.iter().take(m.saturating_sub(1)).sum::<f64>() / f64::powi(2.0, n as i32 - 3);
            assert!((found - exact).abs() < 1e-12, "{m} of {n}: {found}, {exact}");
            assert!((n, m) != (5, 2) || (exact - 0.25).abs() < 1e-15);
        }
    }
}

/// Who sits in a group without hearing the one who called it is counted and does not change.
#[test]
fn a_group_changes_only_those_who_hear() {
    // 0 hears 1 and 2; nobody hears 0.
    let graph = Net::new(3, vec![(1, 0, 1.0), (2, 0, 1.0)]).graph();
    let rule = Rule::Group { size: 3 };
    let after = |opinions: [u64; 3]| {
        let mut script = Script { path: Vec::new(), asked: 0 };
        let mut state = State::new(&graph, opinions.map(|x| x * ONE).into(), vec![false; 3]);
        rule.act(&mut state, 0, &mut script);
        state.opinions().iter().map(|x| x / ONE).collect::<Vec<_>>()
    };
    assert_eq!(after([0, 1, 1]), [1, 1, 1]);
    assert_eq!(after([0, 1, 0]), [0, 1, 0], "1 heard nothing");
}

/// Zealots on the complete network: the number m of the s others who hold 1 is stationary with weights
/// C(s, m) z1 (z1 + 1) .. (z1 + m - 1) z0 (z0 + 1) .. (z0 + s - m - 1), by the chances of a turn up, (s - m)(z1 + m), and down,
/// m (z0 + s - m); its mean is the zealots' share z1 / (z1 + z0).
#[test]
fn zealots_hold_their_share() {
    for (z1, z0, s) in [(1, 1, 3), (2, 1, 3), (1, 3, 2), (2, 2, 2)] {
        let n = z1 + z0 + s;
        let graph = Net::complete(n, 1.0).graph();
        // First the zealots for 1, then those for 0, then all others.
        let stubborn: Vec<bool> = (0..n).map(|v| v < z1 + z0).collect();
        let chain = Chain::of(&dynamics(&graph, "voter", &[]).rule, &graph, &stubborn);
        let reachable: Vec<usize> =
            (0..1usize << n).filter(|state| (0..z1 + z0).all(|v| (state >> v & 1 == 1) == (v < z1))).collect();
        let place = |state: usize| reachable.iter().position(|&other| other == state).unwrap();
        // pi = pi P, the last equation replaced by sum pi = 1.
        let size = reachable.len();
        let mut rows = vec![vec![0.0; size + 1]; size];
        for (i, &state) in reachable.iter().enumerate() {
            rows[i][i] += 1.0;
            chain.next[state].iter().for_each(|&(to, chance)| rows[place(to)][i] -= chance);
        }
        rows[size - 1] = vec![1.0; size + 1];
        let stationary = solve(rows);
        let mut found = vec![0.0; s + 1];
        reachable.iter().zip(&stationary).for_each(|(state, p)| found[state.count_ones() as usize - z1] += p);
        let rising = |z: usize, k: usize| (0..k).map(|i| (z + i) as f64).product::<f64>();
        let choose = |m: usize| (0..m).map(|i| (s - i) as f64 / (i + 1) as f64).product::<f64>();
        let weights: Vec<f64> = (0..=s).map(|m| choose(m) * rising(z1, m) * rising(z0, s - m)).collect();
        let total: f64 = weights.iter().sum();
        for (found, weight) in found.iter().zip(&weights) {
            assert!((found - weight / total).abs() < 1e-12, "{z1} and {z0} zealots: {found}, {}", weight / total);
        }
        let mean: f64 = found.iter().enumerate().map(|(m, p)| m as f64 * p).sum::<f64>() / s as f64;
        assert!((mean - z1 as f64 / (z1 + z0) as f64).abs() < 1e-12);
    }
}

/// z zealots among n on the complete network: who still holds the other opinion grows fewer, on average, by the factor
/// 1 - z / (n (n - 1)) with every turn.
#[test]
fn zealots_win_at_a_constant_rate() {
    for n in 2..=6usize {
        let graph = Net::complete(n, 1.0).graph();
        for zealots in 1..n {
            let stubborn: Vec<bool> = (0..n).map(|v| v < zealots).collect();
            let chain = Chain::of(&dynamics(&graph, "voter", &[]).rule, &graph, &stubborn);
            let others = |state: usize| (0..n).filter(|v| state >> v & 1 == 0).count() as f64;
            let held = (1 << zealots) - 1;
            for state in (0..1usize << n).filter(|state| state & held == held) {
                let after: f64 = chain.next[state].iter().map(|&(to, chance)| chance * others(to)).sum();
                let factor = 1.0 - zealots as f64 / (n * (n - 1)) as f64;
                assert!((after - others(state) * factor).abs() < 1e-12, "{zealots} of {n}, {state:b}");
            }
        }
    }
}

/// On a ring of people who each hold 1 with chance .6: as the chain of the ring says, and on a long one as x^2 / (x^2 + (1 -
/// x)^2) = 9/13 says, from which 40 people are no longer to be told.
#[test]
fn two_who_agree_win_by_their_square() {
    let x: f64 = 0.6;
    let law = x * x / (x * x + (1.0 - x) * (1.0 - x));
    assert!((law - 0.692_308).abs() < 1e-6);
    let start = [("initial", Value::Number(x))];
    let agreed = |people: u32, replicates: u64| {
        let graph = Cycle::new(people, true).unwrap().network();
        let dynamics = dynamics(&graph, "sznajd", &start);
        Tally::of((0..replicates).map(|replicate| {
            let (last, end) = played(&dynamics, &graph, &[], 1e6, replicate);
            assert!(end.settled, "{people} people");
            f64::from(u8::from(last.iter().all(|&opinion| opinion == 1.0)))
        }))
    };
    // The chain of the ring, which comes nearer with every two people more, about as 1 / people.
    let exact = |people: usize| {
        let graph = Net::cycle(people, 1.0).graph();
        let chain = Chain::of(&dynamics(&graph, "sznajd", &start).rule, &graph, &nobody(&graph));
        let chance = |state: usize| {
            let ones = state.count_ones() as i32;
            x.powi(ones) * (1.0 - x).powi(people as i32 - ones)
        };
        chain.agrees_on_1().into_iter().enumerate().map(|(state, p)| p * chance(state)).sum::<f64>()
    };
    let [five, seven, nine] = [5, 7, 9].map(exact);
    assert!(five < seven && seven < nine && nine < law);
    let [first, second] = [(7.0 * seven - 5.0 * five) / 2.0, (9.0 * nine - 7.0 * seven) / 2.0];
    assert!(first < second && second < law && law - second < 0.002, "{first}, {second}");
    odds::mean(&Claim::new("a ring of 5", LAW, 0.03), &agreed(5, 12_000), five).unwrap();
    odds::mean(&Claim::new("a ring of 40", LAW, 0.05), &agreed(40, 5000), law).unwrap();
}

/// A replicate is its turns: the same opinions as from the steps taken one by one on the same luck.
#[test]
fn a_run_is_its_turns() {
    for net in [Net::star(6, 1.0), Net::cycle(7, 1.0), Net::complete(5, 1.0), Net::of_bits(4, 0b1011_0110_1101, 1.0)] {
        let graph = net.graph();
        let n = graph.people();
        let models: [(&str, &[(&str, Value)]); 5] = [
            ("voter", &[]),
            ("q-voter", &[("q", Value::Whole(2)), ("otherwise", Value::Number(0.3))]),
            ("majority", &[]),
            ("sznajd", &[]),
            ("deffuant", &[("confidence", Value::Number(0.4)), ("bias", Value::Number(1.0))]),
        ];
        for (model, values) in models {
            let dynamics = dynamics(&graph, model, values);
            for replicate in 0..20 {
                let luck = luck(replicate);
                let (last, end) = played(&dynamics, &graph, &[0, 2], 5.0, replicate);
                let mut state = dynamics.start.state(&graph, &[0, 2], &luck);
                let (mut turn, turns) = (0, luck.stream(Purpose::Revise));
                let mut still = vec![state.opinions().to_vec()];
                while turn < 5 * u64::from(n) {
                    step(&dynamics.rule, &mut state, &mut turns.sequence(turn));
                    still.push(state.opinions().to_vec());
                    turn += 1;
                }
                let plain: Vec<f64> = state.opinions().iter().map(|&x| x as f64 / ONE as f64).collect();
                // Who could still meet is less than a thousandth away.
                let near = plain.iter().zip(&last).all(|(a, b)| (a - b).abs() < 1e-3);
                assert!(near, "{model} {net:?}: what has settled does not move");
                if !end.settled {
                    assert_eq!(plain, last, "{model}");
                }
                let moved =
                    still.windows(2).rposition(|two| two[0].iter().zip(&two[1]).any(|(a, b)| a.abs_diff(*b) > SETTLED));
                if model == "deffuant" && end.settled {
                    continue;
                }
                assert_eq!(end.last_move, moved.map_or(0.0, |turn| (turn + 1) as f64 / f64::from(n)), "{model}");
            }
        }
    }
}

/// "Settled" is never said too early: of every state of every small network, no turn leads anywhere else.
#[test]
fn what_is_settled_stays() {
    let rules = [
        Rule::Panel { size: 1, repeat: true, otherwise: Chance::NEVER },
        Rule::Panel { size: 2, repeat: true, otherwise: Chance::NEVER },
        Rule::Panel { size: 2, repeat: false, otherwise: Chance::NEVER },
        Rule::Panel { size: 2, repeat: false, otherwise: Chance::of(0.5) },
        Rule::Group { size: 3 },
        Rule::Group { size: 4 },
        Rule::Pair,
        Rule::Meet { confidence: PerPerson::Same(ONE), step: ONE / 2, bias: None },
        Rule::Meet { confidence: PerPerson::Each(vec![ONE, 0, ONE, 0]), step: ONE / 2, bias: None },
    ];
    let (mut settled, mut moving) = (0, 0);
    for mask in 0..1u32 << 12 {
        let graph = Net::of_bits(4, mask, 1.0).graph();
        for state in 0..16usize {
            let opinions: Vec<u64> = (0..4).map(|v| (state >> v & 1) as u64 * ONE).collect();
            let stubborn: Vec<bool> = (0..4).map(|v| (mask as usize + state) % 5 == v).collect();
            for rule in &rules {
                let state = State::new(&graph, opinions.clone(), stubborn.clone());
                if (0..4).any(|person| rule.may_move(&state, person)) {
                    moving += 1;
                    continue;
                }
                settled += 1;
                let outcomes = outcomes(rule, &graph, &opinions, &stubborn);
                assert_eq!(outcomes.len(), 1, "{rule:?}, ties {mask:b}, {opinions:?}, {stubborn:?}");
                assert_eq!(outcomes[0].0, opinions);
            }
        }
    }
    assert!(settled > 10_000 && moving > 10_000);
}

/// All connected networks of up to five people, equal weights, oneself as one of them: the limit is the mean weighted by
/// degree + 1; and a network of one-way ties of different strength: by the left eigenvector.
#[test]
fn degroot_ends_at_the_left_eigenvector() {
    for people in 2..=5 {
        for net in connected(people) {
            let graph = net.graph();
            let dynamics = dynamics(&graph, "degroot", &[("initial", Value::Number(0.25))]);
            let (last, end) = played(&dynamics, &graph, &[1], 10_000.0, 0);
            let weight = |v: u32| f64::from(graph.in_degree(v) + 1);
            let exact = 0.25 + 0.75 * weight(1) / (0..people as u32).map(weight).sum::<f64>();
            assert!(end.settled && end.agreed.is_some());
            assert!(last.iter().all(|opinion| (opinion - exact).abs() < 1e-8), "{net:?}: {last:?}, {exact}");
        }
    }
    let path = Net::path(3, 1.0).graph();
    let (last, _) = played(&dynamics(&path, "degroot", &[("initial", Value::Number(0.0))]), &path, &[1], 1e3, 0);
    assert!(last.iter().all(|opinion| (opinion - 3.0 / 7.0).abs() < 1e-8));

    let ties = vec![(0, 1, 0.5), (1, 2, 0.25), (2, 3, 1.0), (3, 0, 0.125), (0, 2, 0.75), (3, 1, 0.375)];
    let net = Net::new(4, ties.clone());
    let graph = net.graph();
    for own in [None, Some(0.3)] {
        let mut values = vec![("weights", Value::Text("strength".into()))];
        values.extend(own.map(|own| ("own", Value::Number(own))));
        let dynamics = dynamics(&graph, "degroot", &values);
        let (last, end) = played(&dynamics, &graph, &[2], 10_000.0, 3);
        // W, row by hearer; then pi W = pi with sum pi = 1.
        let mut matrix = vec![vec![0.0; 4]; 4];
        for v in 0..4usize {
            let heard: f64 = ties.iter().filter(|tie| tie.1 as usize == v).map(|tie| tie.2).sum();
            let (self_weight, scale) = match own {
                None => (1.0 / (1.0 + heard), 1.0 / (1.0 + heard)),
                Some(own) => (own, (1.0 - own) / heard),
            };
            matrix[v][v] = self_weight;
            ties.iter().filter(|tie| tie.1 as usize == v).for_each(|tie| matrix[v][tie.0 as usize] = tie.2 * scale);
        }
        let mut rows: Vec<Vec<f64>> = (0..4)
            .map(|column| {
                let mut row: Vec<f64> = (0..4).map(|v| f64::from(u8::from(v == column)) - matrix[v][column]).collect();
                row.push(0.0);
                row
            })
            .collect();
        rows[3] = vec![1.0; 5];
        let influence = solve(rows);
        let first = dynamics.start.state(&graph, &[2], &luck(3));
        let exact: f64 = (0..4).map(|v| influence[v] * first.of(v as u32) as f64 / ONE as f64).sum();
        assert!(end.settled && last.iter().all(|opinion| (opinion - exact).abs() < 1e-8), "{last:?}, {exact}");
    }
}

#[test]
fn friedkin_and_johnsen_settle_between() {
    let pair = Net::path(2, 1.0).graph();
    let values = [("susceptibility", Value::Number(0.5)), ("initial", Value::Number(0.0))];
    let (last, end) = played(&dynamics(&pair, "friedkin-johnsen", &values), &pair, &[0], 1000.0, 0);
    assert!(end.settled && end.agreed.is_none(), "{end:?} {last:?}");
    assert!((last[0] - 2.0 / 3.0).abs() < 1e-8 && (last[1] - 1.0 / 3.0).abs() < 1e-8, "{last:?}");
    // Any network: x = s W x + (1 - s) x(0), solved.
    for (mask, s) in [(0b1011_0110_1101, 0.9), (0b0010_1101_1010, 0.3), (0b1111_1111_1111, 0.99)] {
        let net = Net::of_bits(4, mask, 1.0);
        let graph = net.graph();
        let dynamics = dynamics(&graph, "friedkin-johnsen", &[("susceptibility", Value::Number(s))]);
        let (last, end) = played(&dynamics, &graph, &[3], 100_000.0, 9);
        let first = dynamics.start.state(&graph, &[3], &luck(9));
        let rows = (0..4u32).map(|v| {
            let mut row = vec![0.0; 5];
            let heard = first.heard(v);
            row[v as usize] += 1.0;
            match heard.len() {
                0 => row[v as usize] -= s,
                k => heard.iter().for_each(|&u| row[u as usize] -= s / k as f64),
            }
            row[4] = (1.0 - s) * first.of(v) as f64 / ONE as f64;
            row
        });
        let exact = solve(rows.collect());
        assert!(end.settled && last.iter().zip(&exact).all(|(x, y)| (x - y).abs() < 2e-7), "{last:?} {exact:?}");
    }
}

/// Deffuant: the sum of all opinions is the same whole number after every round, whatever the step; over one-way ties it is not.
#[test]
fn those_who_meet_keep_the_mean() {
    let graph = Net::mutual(9, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 0), (0, 4)], 1.0);
    let graph = graph.graph();
    for (step, bias) in [(0.5, 0.0), (0.3, 0.0), (0.1, 1.5)] {
        let values = [("confidence", Value::Number(0.5)), ("step", Value::Number(step)), ("bias", Value::Number(bias))];
        let dynamics = dynamics(&graph, "deffuant", &values);
        // With a bias those who differ may take very long to meet: these are not waited for.
        let horizon = if bias > 0.0 { 1000.0 } else { 1e6 };
        for replicate in 0..50 {
            let mut sums = Vec::new();
            let (end, _) = play(&dynamics, &graph, &[3], horizon, &luck(replicate), |_, state| {
                assert_eq!(state.sum(), state.opinions().iter().map(|&x| u128::from(x)).sum());
                sums.push(state.sum());
            });
            assert!((end.settled || bias > 0.0) && sums.len() > 2, "{} rounds", sums.len());
            assert!(sums.iter().all(|&sum| sum == sums[0]));
        }
    }
    let one_way = Net::new(2, vec![(0, 1, 1.0)]).graph();
    let values = [("confidence", Value::Number(1.0)), ("initial", Value::Number(0.0))];
    let (last, _) = played(&dynamics(&one_way, "deffuant", &values), &one_way, &[0], 1000.0, 0);
    assert!(last[0] == 1.0 && last[1] > 1.0 - 1e-3, "only who hears moves: {last:?}");
}

/// A confidence of a half leaves one group on the complete network, a fifth two large ones, as the paper shows; two who could
/// still move each other are never left apart.
#[test]
fn confidence_decides_how_many_groups_are_left() {
    let graph = Complete::new(400).unwrap().network();
    for (confidence, wanted) in [(0.5, 1), (0.2, 2)] {
        let dynamics = dynamics(&graph, "deffuant", &[("confidence", Value::Number(confidence))]);
        for replicate in 0..3 {
            let (mut last, end) = played(&dynamics, &graph, &[], 1000.0, replicate);
            assert!(end.settled);
            last.sort_by(f64::total_cmp);
            let mut groups = vec![1];
            for two in last.windows(2) {
                let gap = two[1] - two[0];
                assert!(gap < 1e-3 || gap > confidence, "{gap}");
                if gap > 0.01 { groups.push(1) } else { *groups.last_mut().unwrap() += 1 }
            }
            // Large: a tenth of the people and more.
            assert_eq!(groups.iter().filter(|&&size| size >= 40).count(), wanted, "{groups:?}");
        }
    }
}

#[test]
fn unbounded_confidence_agrees_on_the_mean_at_once() {
    let graph = Complete::new(101).unwrap().network();
    let dynamics_of =
        |confidence: f64| dynamics(&graph, "hegselmann-krause", &[("confidence", Value::Number(confidence))]);
    let mut rounds: Vec<Vec<u64>> = Vec::new();
    let (end, _) =
        play(&dynamics_of(1.0), &graph, &[7], 100.0, &luck(0), |_, state| rounds.push(state.opinions().to_vec()));
    let sum: u128 = rounds[0].iter().map(|&x| u128::from(x)).sum();
    let mean = ((sum + 50) / 101) as u64;
    assert!(rounds[1].iter().all(|&opinion| opinion == mean));
    assert!(end.settled && end.agreed == Some(1.0) && end.last_move == 1.0 && rounds.len() == 2);
    // Less: people keep their order, groups end more than the confidence apart, all of a group exactly agreed.
    for (replicate, confidence) in [(0, 0.1), (1, 0.15), (2, 0.25), (3, 0.05)] {
        let mut rounds: Vec<Vec<u64>> = Vec::new();
        let luck = luck(replicate);
        let (end, _) = play(&dynamics_of(confidence), &graph, &[], 100.0, &luck, |_, state| {
            rounds.push(state.opinions().to_vec())
        });
        let mut order: Vec<usize> = (0..101).collect();
        order.sort_by_key(|&person| rounds[0][person]);
        for round in &rounds {
            assert!(order.windows(2).all(|two| round[two[0]] <= round[two[1]]));
        }
        let last = rounds.last().unwrap();
        let gaps = order.windows(2).map(|two| last[two[1]] - last[two[0]]);
        assert!(end.settled && gaps.clone().all(|gap| gap <= 1 || gap > opinion(confidence)));
        assert!(gaps.filter(|&gap| gap > 1).count() >= usize::from(confidence < 0.15));
    }
}

/// The mean of those in reach by plain arithmetic: asymmetric confidence, and ties that weigh differently.
#[test]
fn means_within_reach_are_plain_means() {
    let net = Net::new(4, vec![(1, 0, 0.5), (2, 0, 0.25), (3, 0, 1.0), (0, 1, 1.0), (0, 3, 1.0)]);
    let graph = net.graph();
    let values = [
        ("confidence", Value::Number(0.25)),
        ("confidence-above", Value::Number(0.5)),
        ("weights", Value::Text("strength".into())),
        ("initial", Value::Number(0.5)),
    ];
    let dynamics = dynamics(&graph, "hegselmann-krause", &values);
    let after = |opinions: [f64; 4]| {
        let state = State::new(&graph, opinions.map(opinion).into(), vec![false; 4]);
        let mut script = Script { path: Vec::new(), asked: 0 };
        [0, 1, 2, 3].map(|person| dynamics.rule.own(&state, person, &mut script) as f64 / ONE as f64)
    };
    let found = after([0.5, 0.2, 0.3, 0.9]);
    let exact = [(0.5 + 0.25 * 0.3 + 0.9) / 2.25, (0.2 + 0.5) / 2.0, 0.3, 0.9];
    assert!(found.iter().zip(exact).all(|(a, b)| (a - b).abs() < 1e-14), "{found:?}, {exact:?}");
}

/// The seeds of two campaigns differ, their luck does not: the same people begin with 1, the same are stubborn.
#[test]
fn campaigns_share_the_beginning() {
    let graph = Net::cycle(50, 1.0).graph();
    let values = [("initial", Value::Number(0.4)), ("stubborn", Value::Whole(7))];
    let dynamics = dynamics(&graph, "voter", &values);
    let [a, b] = [[0, 1], [20, 30]].map(|seeds| dynamics.start.state(&graph, &seeds, &luck(5)));
    for person in 0..50 {
        assert_eq!(a.is_stubborn(person), b.is_stubborn(person));
        assert!([0, 1, 20, 30].contains(&person) || a.of(person) == b.of(person));
    }
    assert_eq!((0..50).filter(|&person| a.is_stubborn(person)).count(), 7);
    assert!([0, 1].map(|v| a.of(v)) == [ONE; 2] && [20, 30].map(|v| b.of(v)) == [ONE; 2]);
}
