//! Closed forms and published numbers of the models whose people stop, return, hesitate or forget (`chains` holds their laws on
//! small networks), models that are one another's special case, and columns of people in the place of numbers.

use crate::odds::{Claim, LAW, Tally, frequency, holds, mean};
use crate::oracle;
use crate::small::{Engine, Net, Outcome, Player, law, luck, number, pick, text};
use rumormill::audience::{Attributes, Audience, attributes};
use rumormill::cascade::Cascade;
use rumormill::catalog::{Fault, Value};
use rumormill::engine::{self, Scratch};
use rumormill::graph::Graph;
use rumormill::law::Law;
use rumormill::model::{CATALOG, Network};
use rumormill::parallel;

const LATE: f64 = f64::INFINITY;

fn play(law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, random_seed: u64, replicate: u64) -> Cascade {
    let mut cascade = Cascade::default();
    engine::play(law, graph, seeds, horizon, &luck(random_seed, replicate), &mut Scratch::new(), &mut cascade);
    cascade
}

fn close(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() < tolerance, "{a} is not {b}");
}

fn complete(n: usize) -> Graph {
    Net::complete(n, 0.0).graph()
}

fn table(entries: &[(&str, Value)]) -> Value {
    Value::Table(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

/// When the last one stopped.
fn extinction(cascade: &Cascade) -> f64 {
    cascade.spells.iter().map(|spell| spell[1]).fold(0.0, f64::max)
}

/// Model page 8.6: mean time to extinction of SIS, of a pair 1/g + b/(2 g^2), of a complete network the sum of a birth-death chain.
/// Discrete time is another process.
#[test]
fn sis_dies_out_when_it_should() {
    for (n, b, expected, effect) in [(2, 1.0, 1.5, 0.06), (5, 0.5, 4.05, 0.2)] {
        let by_hand: f64 = (1..=n).map(|j| (1..j).map(|i| b * (n - i) as f64).product::<f64>() / j as f64).sum();
        close(by_hand, expected, 1e-12);
        let graph = complete(n);
        let law = law("sis", &[("transmission", number(b)), ("recovery", number(1.0))], &graph);
        let times = Tally::of((0..40_000).map(|r| extinction(&play(&law, &graph, &[0], LATE, 71, r))));
        holds(mean(&Claim::new(format!("extinction among {n}"), LAW, effect), &times, expected));
    }
}

/// How many of n have it, one of them first, after a time: the master equation of the numbers, by small steps.
fn sis_numbers(n: usize, b: f64, g: f64, time: f64) -> f64 {
    let mut p = vec![0.0; n + 2];
    p[1] = 1.0;
    let steps = 40_000;
    let flow = |p: &[f64]| -> Vec<f64> {
        let (up, down) = (|i: usize| b * (i * (n - i)) as f64, |i: usize| g * i as f64);
        let from = |i: usize| if i > 0 { up(i - 1) * p[i - 1] } else { 0.0 };
        let back = |i: usize| if i < n { down(i + 1) * p[i + 1] } else { 0.0 };
        (0..=n).map(|i| from(i) + back(i) - (up(i) + down(i)) * p[i]).chain([0.0]).collect()
    };
    let h = time / f64::from(steps);
    for _ in 0..steps {
        let k = flow(&p);
        let half: Vec<f64> = p.iter().zip(&k).map(|(p, k)| p + h / 2.0 * k).collect();
        let k = flow(&half);
        p.iter_mut().zip(&k).for_each(|(p, k)| *p += h * k);
    }
    (0..=n).map(|i| i as f64 * p[i]).sum()
}

/// SIS on the complete network against the master equation of its numbers, and near the mean field's 1 - 1/R0.
#[test]
fn sis_on_a_complete_network() {
    let n = 60;
    let graph = complete(n);
    let b = 3.0 / n as f64;
    let law = law("sis", &[("transmission", number(b)), ("recovery", number(1.0))], &graph);
    let expected = sis_numbers(n, b, 1.0, 6.0);
    let active = |r| play(&law, &graph, &[0], 6.0, 72, r).spells.iter().filter(|spell| spell[1] == LATE).count() as f64;
    let tally = Tally::of((0..6_000).map(active));
    holds(mean(&Claim::new("active at time 6", LAW, 2.0), &tally, expected));
    // Where it has not died out, two thirds have it.
    let alive = Tally::of((0..6_000).map(active).filter(|&active| active > 0.0));
    close(alive.mean() / n as f64, 2.0 / 3.0, 0.03);
}

/// SEIR reaches the people of SIR in every replicate, on either clock, and later.
#[test]
fn seir_ends_as_sir_does() {
    for id in 0..40 {
        let ties = (0..60).map(|i| ((pick(id, i, 1) % 14) as u32, (pick(id, i, 2) % 14) as u32));
        let mut ties: Vec<(u32, u32, f64)> = ties.filter(|(a, b)| a != b).map(|(a, b)| (a, b, 0.0)).collect();
        ties.sort_by_key(|&(a, b, _)| (a, b));
        ties.dedup();
        let graph = Net::new(14, ties).graph();
        for clock in ["rounds", "continuous"] {
            let sir = [("transmission", number(0.3)), ("recovery", number(0.4)), ("clock", text(clock))];
            let seir = [&sir[..], &[("onset", number(0.5))]].concat();
            let none = [&sir[..], &[("onset", number(1.0))]].concat();
            let laws = (law("sir", &sir, &graph), law("seir", &seir, &graph), law("seir", &none, &graph));
            for r in 0..50 {
                let of = |law: &Law| {
                    let cascade = play(law, &graph, &[0, 3], LATE, 73, r);
                    let mut acts: Vec<(u32, f64)> = cascade.people.into_iter().zip(cascade.times).collect();
                    acts.sort_by_key(|act| act.0);
                    acts
                };
                let (first, later, round_later) = (of(&laws.0), of(&laws.1), of(&laws.2));
                assert_eq!(first.len(), later.len());
                let waits = |a: &[(u32, f64)], b: &[(u32, f64)]| a.iter().zip(b).all(|(a, b)| a.0 == b.0 && a.1 <= b.1);
                assert!(waits(&first, &later) && waits(&first, &round_later), "{id} {clock} {r}");
            }
        }
    }
}

/// Model page 8.6: an outbreak of SEIR grows at r = (sqrt((s - g)^2 + 4 b s) - (s + g)) / 2; with b = .5, s = g = .25: .103553.
#[test]
fn seir_grows_at_its_rate() {
    let (b, s, g) = (0.5f64, 0.25f64, 0.25f64);
    let r = (((s - g).powi(2) + 4.0 * b * s).sqrt() - (s + g)) / 2.0;
    close(r, 0.103553, 1e-6);
    // The mean number of who has had it, in a population without end: the linear equations of the branching process.
    let mut now = [0.0, 1.0, 1.0];
    let h = 1e-3;
    let mut ever = vec![1.0];
    for _ in 0..16_000 {
        let [e, i, all] = now;
        now = [e + h * (b * i - s * e), i + h * (s * e - g * i), all + h * b * i];
        ever.push(now[2]);
    }
    // Far out one more than all of them grows at r.
    close(((ever[16_000] + 1.0) / (ever[15_000] + 1.0)).ln(), r, 1e-3);
    let n = 1_500;
    let graph = complete(n);
    let keys = [("transmission", number(b / n as f64)), ("onset", number(s)), ("recovery", number(g))];
    let law = law("seir", &keys, &graph);
    let reach = Tally::of((0..8_000).map(|r| play(&law, &graph, &[0], 16.0, 74, r).reach() as f64));
    // SIR would be at 1 + 2 (e^4 - 1) = 108 instead of 6 or so.
    holds(mean(&Claim::new("SEIR at time 16", LAW, 1.2), &reach, ever[16_000]));
}

/// On the complete network of one spreader and n ignorants, by the numbers of ignorants and spreaders: the mean share never told.
fn daley_kendall(n: usize) -> f64 {
    // By ignorants from many to few; within, spreaders go up by one, or down by one or two.
    let mut spreaders = vec![0.0; n + 3];
    spreaders[1] = 1.0;
    let mut never = 0.0;
    for ignorant in (0..=n).rev() {
        let mut fewer = vec![0.0; n + 3];
        for s in (1..=n + 1).rev() {
            let p = spreaders[s];
            if p > 0.0 {
                let (tell, two) = ((s * ignorant) as f64, (s * (s - 1) / 2) as f64);
                let one = (s * (n + 1 - ignorant - s)) as f64;
                let total = tell + two + one;
                if tell > 0.0 {
                    fewer[s + 1] += p * tell / total;
                }
                if two > 0.0 {
                    spreaders[s - 2] += p * two / total;
                }
                if one > 0.0 {
                    spreaders[s - 1] += p * one / total;
                }
            }
        }
        never += spreaders[0] * ignorant as f64 / n as f64;
        spreaders = fewer;
    }
    never
}

/// Model page 8.7: Daley and Kendall's limit is Maki and Thompson's, .203188; ratios 2 and 3 of spread to stifling give .059520 and
/// .019827; finite networks by their chains.
#[test]
fn rumours_on_a_complete_network() {
    let limit = |ratio: f64| (0..200).fold(0.1, |x: f64, _| (-(1.0 + ratio) * (1.0 - x)).exp());
    for (ratio, x) in [(1.0, 0.203_187_870), (2.0, 0.059_520), (3.0, 0.019_827)] {
        close(limit(ratio), x, 1e-6);
    }
    // What a finite town adds goes with 1 / n.
    close((3.0 * daley_kendall(1_500) - daley_kendall(500)) / 2.0, limit(1.0), 2e-5);
    let mean_of = |law: &[f64]| law.iter().enumerate().map(|(i, p)| i as f64 * p).sum::<f64>();
    for ratio in [2.0, 3.0] {
        close(mean_of(&oracle::rumour_complete(1_500, ratio)) / 1_500.0, limit(ratio), 1e-3);
    }
    let n = 60;
    let graph = complete(n + 1);
    let share = |law: &Law, seed| {
        Tally::of((0..20_000).map(|r| 1.0 - (play(law, &graph, &[0], LATE, seed, r).reach() as f64 - 1.0) / n as f64))
    };
    let claim = |what: &str| Claim::new(what, LAW, 0.006);
    let dk = law("daley-kendall", &[], &graph);
    holds(mean(&claim("Daley-Kendall, 60 ignorants"), &share(&dk, 75), daley_kendall(n)));
    for ratio in [2.0, 0.5] {
        let expected = mean_of(&oracle::rumour_complete(n, ratio)) / n as f64;
        // Contacts along all ties are the same on a complete network, whatever the unit of time.
        for contacts in ["one", "all"] {
            let keys = [("spread", number(3.0 * ratio)), ("stifle", number(3.0)), ("contacts", text(contacts))];
            let found = share(&law("rumour", &keys, &graph), 76);
            holds(mean(&claim(&format!("ratio {ratio}, {contacts}")), &found, expected));
        }
    }
}

/// With all rates 1 the general rumour is Maki and Thompson's, contact for contact.
#[test]
fn a_general_rumour_is_maki_thompson() {
    let graph = Net::mutual(
        30,
        &(0..60)
            .map(|i| (i / 2 % 30, (i / 2 + 1 + i % 2 * 6) % 30))
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .filter(|(a, b)| a < b)
            .collect::<Vec<_>>(),
        0.0,
    )
    .graph();
    for clock in ["continuous", "rounds"] {
        let rates = [("spread", number(1.0)), ("stifle", number(1.0)), ("clock", text(clock))];
        let (general, own) = (law("rumour", &rates, &graph), law("maki-thompson", &[("clock", text(clock))], &graph));
        for r in 0..300 {
            let (a, b) = (play(&general, &graph, &[3], LATE, 77, r), play(&own, &graph, &[3], LATE, 77, r));
            assert_eq!((a.people, a.parents, a.times), (b.people, b.parents, b.times), "{clock} {r}");
        }
    }
}

/// Model page 8.9: one tie works by time T with p Phi(T), for every law of delay; a path of two with exponential delays of mean 1:
/// p^2 (1 - e^-T (1 + T)), .380156 for p = .8, T = 2.
#[test]
fn delays_by_a_horizon() {
    let pair = Net::new(2, vec![(0, 1, 0.0)]).graph();
    let normal = |x: f64| 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2);
    let (p, t, count) = (0.8, 2.0f64, 40_000);
    let looks = -(1.0f64 - 0.35).ln();
    let sinks = -(1.0 + (1.0f64 - 0.175).ln() / looks).ln() / 3.2;
    let cases: Vec<(&str, Value, f64)> = vec![
        ("exponential", number(1.5), 1.0 - (-t / 1.5).exp()),
        ("weibull", table(&[("scale", number(3.0)), ("shape", number(2.0))]), 1.0 - (-(t / 3.0f64).powi(2)).exp()),
        ("power-law", table(&[("plateau", number(1.0)), ("exponent", number(0.5))]), 1.0 - 0.5f64.sqrt() / 1.5),
        ("lognormal", table(&[("median", number(3.0)), ("sigma", number(0.7))]), normal((t / 3.0).ln() / 0.7)),
        (
            "feed",
            table(&[("seen", number(0.35)), ("half-life", number(3.2))]),
            1.0 - (-looks * (1.0 - (-sinks * t).exp())).exp(),
        ),
        ("fixed", number(2.0), 1.0),
        ("fixed", number(2.1), 0.0),
    ];
    for (name, delay, phi) in cases {
        let keys = [("probability", number(p)), ("delay", table(&[(name, delay)]))];
        let law = law("continuous-time-cascade", &keys, &pair);
        let hits = (0..count).filter(|&r| play(&law, &pair, &[0], t, 78, r).reach() == 2).count() as u64;
        holds(frequency(&Claim::new(format!("{name} by 2"), LAW, 0.02), hits, count, p * phi));
    }
    let path = Net::new(3, vec![(0, 1, 0.0), (1, 2, 0.0)]).graph();
    let exact = p * p * (1.0 - (-t).exp() * (1.0 + t));
    close(exact, 0.380156, 1e-6);
    let keys = [("probability", number(p)), ("delay", table(&[("exponential", number(1.0))]))];
    let law = law("continuous-time-cascade", &keys, &path);
    let hits = (0..count).filter(|&r| play(&law, &path, &[0], t, 79, r).reach() == 3).count() as u64;
    holds(frequency(&Claim::new("the end of a path", LAW, 0.02), hits, count, exact));
}

/// Played out, the continuous-time cascade reaches the people of the independent cascade, replicate by replicate; with delays of
/// exactly one unit in the same rounds.
#[test]
fn delays_change_when_not_whom() {
    let graph = Net::cycle(40, 0.0).graph();
    let cascade = law("independent-cascade", &[("probability", number(0.7))], &graph);
    for (name, delay) in [("fixed", number(1.0)), ("exponential", number(5.0))] {
        let keys = [("probability", number(0.7)), ("delay", table(&[(name, delay)]))];
        let later = law("continuous-time-cascade", &keys, &graph);
        for r in 0..200 {
            let of = |law: &Law| {
                let cascade = play(law, &graph, &[0, 11], LATE, 80, r);
                let mut acts: Vec<(u32, f64)> = cascade.people.into_iter().zip(cascade.times).collect();
                acts.sort_by_key(|act| act.0);
                acts
            };
            let (rounds, time) = (of(&cascade), of(&later));
            assert!(rounds.iter().zip(&time).all(|(a, b)| a.0 == b.0 && (name != "fixed" || a.1 == b.1)));
            assert_eq!(rounds.len(), time.len());
        }
    }
}

/// Goldenberg, Libai and Muller's equation: a person who hears m strong and j weak adopters adopts in a period with probability
/// 1 - (1 - a)(1 - w)^j (1 - s)^m.
#[test]
fn talk_of_the_network_by_its_equation() {
    let count = 40_000;
    for (strong, weak) in [(0u32, 0u32), (1, 0), (0, 3), (2, 3)] {
        let ties = (0..strong + weak).map(|i| (i, 5, if i < strong { 1.0 } else { 0.0 })).collect();
        let graph = Net::new(6, ties).graph();
        let keys = [("strong", number(0.3)), ("weak", number(0.06)), ("advertising", number(0.05))];
        let law = law("goldenberg-libai-muller", &keys, &graph);
        let chance = 1.0 - 0.95 * 0.94f64.powi(weak as i32) * 0.7f64.powi(strong as i32);
        let mut by_round = [0u64; 4];
        for r in 0..count {
            let cascade = play(&law, &graph, &[0, 1, 2, 3, 4], 3.0, 81, r);
            let time = cascade.people.iter().position(|&person| person == 5).map(|place| cascade.times[place] as usize);
            by_round[time.unwrap_or(0)] += 1;
        }
        for round in 1..4 {
            let p = chance * (1.0 - chance).powi(round as i32 - 1);
            holds(frequency(
                &Claim::new(format!("{strong} strong, {weak} weak, period {round}"), LAW, 0.02),
                by_round[round],
                count,
                p,
            ));
        }
    }
}

/// With nobody blocked and nobody acting unasked, the blocked threshold is Watts' rule; a person with a taste of p who gives up with r
/// acts in the end with p / (1 - (1 - p)(1 - r)).
#[test]
fn second_thoughts() {
    let graph = Net::mutual(
        40,
        &(0..40).flat_map(|i| [(i, (i + 1) % 40), (i, (i + 7) % 40)]).filter(|(a, b)| a < b).collect::<Vec<_>>(),
        0.0,
    )
    .graph();
    let (own, plain) = (
        law("kertesz-threshold", &[("share", number(0.25))], &graph),
        law("watts", &[("share", number(0.25))], &graph),
    );
    for seed in 0..40 {
        let of = |law: &Law| {
            let cascade = play(law, &graph, &[seed], LATE, 82, 0);
            let mut acts: Vec<(u32, u64)> =
                cascade.people.into_iter().zip(cascade.times.into_iter().map(f64::to_bits)).collect();
            acts.sort_unstable();
            acts
        };
        assert_eq!(of(&own), of(&plain));
    }
    let pair = Net::new(2, vec![(0, 1, 0.0)]).graph();
    let (p, r, count) = (0.2f64, 0.3f64, 40_000);
    let law = law("profile", &[("profile", number(p)), ("refuse", number(r))], &pair);
    let hits = (0..count).filter(|&i| play(&law, &pair, &[0], LATE, 83, i).reach() == 2).count() as u64;
    let exact = p / (1.0 - (1.0 - p) * (1.0 - r));
    holds(frequency(&Claim::new("a taste of .2, refusing .3", LAW, 0.02), hits, count, exact));
}

/// Dodds and Watts' equation for recovery and waning 1: the active share x solves x = P(at least k of T contacts are doses), each
/// with probability p x.
#[test]
fn generalised_contagion_on_a_complete_network() {
    let (n, memory) = (600usize, 4i32);
    let graph = complete(n);
    let fixed = |share: &dyn Fn(f64) -> f64| (0..2_000).fold(1.0, |x, _| share(x));
    let one = fixed(&|x| 1.0 - (1.0 - 0.7 * x).powi(memory));
    let two = fixed(&|x| {
        let q = 0.8 * x;
        1.0 - (1.0 - q).powi(memory) - f64::from(memory) * q * (1.0 - q).powi(memory - 1)
    });
    assert!(one > 0.9 && two > 0.5, "{one} {two}");
    for (p, threshold, expected) in [(0.7, 1.0, one), (0.8, 2.0, two)] {
        let keys = [
            ("probability", number(p)),
            ("threshold", number(threshold)),
            ("memory", Value::Whole(memory as u64)),
            ("recovery", number(1.0)),
            ("waning", number(1.0)),
        ];
        let law = law("dodds-watts", &keys, &graph);
        // Everybody begins active, and stays so for a round by no dose at all: with a memory of 4 two doses can come in time.
        let everybody: Vec<u32> = (0..n as u32).collect();
        let slow = [&keys[..3], &[("recovery", number(0.2)), ("waning", number(1.0))]].concat();
        let law = if threshold == 1.0 { law } else { crate::small::law("dodds-watts", &slow, &graph) };
        let active =
            |r| play(&law, &graph, &everybody, 60.0, 84, r).spells.iter().filter(|spell| spell[1] == LATE).count();
        let share = Tally::of((0..60).map(|r| active(r) as f64 / n as f64));
        if threshold == 1.0 {
            holds(mean(&Claim::new("one dose", LAW, 0.006), &share, expected));
        } else {
            // Slow recovery keeps more people active than the equation of instant recovery says.
            assert!(share.mean() > expected, "{} {expected}", share.mean());
        }
    }
}

fn with_columns(model: &str, keys: &[(&str, Value)], graph: &Graph, csv: &str) -> Result<Law, Fault> {
    let attributes: Attributes = attributes::read("people.csv", csv.as_bytes(), graph.names()).expect("a table");
    let audience = Audience { attributes, ..Audience::default() };
    let entry = CATALOG.iter().find(|entry| entry.name == model).expect("a model");
    let mut all: Vec<(String, Value)> = keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for key in entry.keys().iter().filter(|key| keys.iter().all(|(name, _)| *name != key.name)) {
        match key.default {
            Some(word) if word.starts_with('"') => all.push((key.name.to_owned(), text(word.trim_matches('"')))),
            Some(default) => all.push((key.name.to_owned(), number(default.parse().expect("a number")))),
            None => {}
        }
    }
    let model = (entry.build)(&Value::Table(all))?;
    model.law(&Network { graph, audience: &audience, luck: luck(0, 0) })
}

/// Keys of a model with what stands there.
type Keys = Vec<(&'static str, Value)>;

/// A column of equal numbers is the number, in every replicate, also where another kernel plays it.
#[test]
fn a_column_of_equal_numbers_is_the_number() {
    let graph = Net::mutual(
        30,
        &(0..30).flat_map(|i| [(i, (i + 1) % 30), (i, (i + 5) % 30)]).filter(|(a, b)| a < b).collect::<Vec<_>>(),
        0.0,
    )
    .graph();
    let csv = (0..30).fold("name,x,y,two\n".to_owned(), |csv, i| csv + &format!("{i},0.4,0.3,2\n"));
    let of_tie = |end: &str| table(&[(end, text("x"))]);
    let both = table(&[("hearer", text("x")), ("speaker", text("x"))]);
    let rounds = ("clock", text("rounds"));
    let cases: Vec<(&str, Keys, Keys)> = vec![
        ("independent-cascade", vec![("probability", of_tie("hearer"))], vec![("probability", number(0.4))]),
        ("independent-cascade", vec![("probability", of_tie("speaker"))], vec![("probability", number(0.4))]),
        ("independent-cascade", vec![("probability", both.clone())], vec![("probability", number(0.4 * 0.4))]),
        (
            "general-threshold",
            vec![("influence", of_tie("hearer")), ("combine", text("independent"))],
            vec![("influence", number(0.4)), ("combine", text("independent"))],
        ),
        ("si", vec![("transmission", both), rounds.clone()], vec![("transmission", number(0.4 * 0.4)), rounds.clone()]),
        (
            "sir",
            vec![("transmission", number(0.3)), ("recovery", text("x"))],
            vec![("transmission", number(0.3)), ("recovery", number(0.4))],
        ),
        (
            "sir",
            vec![("transmission", number(0.3)), ("duration", text("two"))],
            vec![("transmission", number(0.3)), ("duration", number(2.0))],
        ),
        (
            "sir",
            vec![("transmission", number(0.3)), ("recovery", text("x")), rounds.clone()],
            vec![("transmission", number(0.3)), ("recovery", number(0.4)), rounds.clone()],
        ),
        (
            "sir",
            vec![("transmission", number(0.3)), ("duration", text("two")), rounds.clone()],
            vec![("transmission", number(0.3)), ("duration", number(2.0)), rounds],
        ),
        (
            "sis",
            vec![("transmission", number(0.3)), ("recovery", text("x"))],
            vec![("transmission", number(0.3)), ("recovery", number(0.4))],
        ),
        (
            "bass",
            vec![("innovation", text("y")), ("imitation", number(1.0))],
            vec![("innovation", number(0.3)), ("imitation", number(1.0))],
        ),
        (
            "bass",
            vec![("innovation", number(0.3)), ("imitation", text("x"))],
            vec![("innovation", number(0.3)), ("imitation", number(0.4))],
        ),
        ("watts", vec![("share", text("y"))], vec![("share", number(0.3))]),
        (
            "kertesz-threshold",
            vec![("share", text("y")), ("blocked", text("y")), ("adopter-rate", text("x"))],
            vec![("share", number(0.3)), ("blocked", number(0.3)), ("adopter-rate", number(0.4))],
        ),
        (
            "profile",
            vec![("profile", text("x")), ("refuse", text("y"))],
            vec![("profile", number(0.4)), ("refuse", number(0.3))],
        ),
        (
            "dodds-watts",
            vec![("probability", number(0.5)), ("threshold", text("two"))],
            vec![("probability", number(0.5)), ("threshold", number(2.0))],
        ),
    ];
    for (model, columns, numbers) in cases {
        let of =
            |keys: &[(&str, Value)]| with_columns(model, keys, &graph, &csv).unwrap_or_else(|fault| panic!("{fault}"));
        let (by_column, by_number) = (of(&columns), of(&numbers));
        for r in 0..60 {
            let acts = |law: &Law| {
                let cascade = play(law, &graph, &[0, 9], 12.0, 85, r);
                let mut acts: Vec<(u32, u64)> =
                    cascade.people.into_iter().zip(cascade.times.into_iter().map(f64::to_bits)).collect();
                acts.sort_unstable();
                acts
            };
            assert_eq!(acts(&by_column), acts(&by_number), "{model} {columns:?} {r}");
        }
    }
}

/// The hearer's column is the hearer's: on a star only the leaf with openness 1 hears the centre, and only charming people are heard.
#[test]
fn a_tie_has_two_ends() {
    let graph = Net::star(4, 0.0).graph();
    let csv = "name,open,charm\n0,0,1\n1,1,0\n2,0,1\n3,0,1\n";
    let reach = |probability: Value, seeds: &[u32]| {
        let law = with_columns("independent-cascade", &[("probability", probability)], &graph, csv).unwrap();
        let mut people = play(&law, &graph, seeds, LATE, 86, 0).people;
        people.sort_unstable();
        people
    };
    assert_eq!(reach(table(&[("hearer", text("open"))]), &[0]), [0, 1]);
    assert_eq!(reach(table(&[("speaker", text("charm"))]), &[0]), [0, 1, 2, 3]);
    assert_eq!(reach(table(&[("speaker", text("charm"))]), &[1]), [1]);
    assert_eq!(reach(table(&[("hearer", text("open")), ("speaker", text("charm"))]), &[2]), [2]);
    // What does not fit is refused by name.
    let refused =
        |keys: &[(&str, Value)]| with_columns("independent-cascade", keys, &graph, csv).unwrap_err().to_string();
    assert_eq!(
        refused(&[("probability", table(&[("hearer", text("opn"))]))]),
        "`probability.hearer`: the people have no column `opn` (did you mean `open`?)"
    );
    assert_eq!(
        refused(&[("probability", table(&[]))]),
        "`probability`: `probability` names no column (write probability = { hearer = \"column\" }, { speaker = \"column\" }, or both)"
    );
    let csv = "name,open\n0,0\n1,1.5\n2,0\n3,0\n";
    let fault =
        with_columns("independent-cascade", &[("probability", table(&[("hearer", text("open"))]))], &graph, csv);
    assert_eq!(
        fault.unwrap_err().to_string(),
        "`probability.hearer`: `1` has 1.5 in column `open` (here everybody needs a number from 0 to 1)"
    );
}

/// Threads, order and reuse of memory change nothing, and a shorter horizon is the beginning of a longer one.
#[test]
fn one_replicate_is_one_cascade() {
    let ties: Vec<_> = (0..40u32).flat_map(|i| [(i, (i + 1) % 40), (i, (i + 9) % 40)]).filter(|(a, b)| a < b).collect();
    let graph = Net::mutual(40, &ties, 0.3).graph();
    let rates = [("transmission", number(0.5)), ("recovery", number(0.6))];
    let rounds = ("clock", text("rounds"));
    let delay = ("delay", table(&[("exponential", number(2.0))]));
    let laws = [
        law("sis", &rates, &graph),
        law("sis", &[&rates[..], std::slice::from_ref(&rounds)].concat(), &graph),
        law("sirs", &[&rates[..], &[("waning", number(0.5))]].concat(), &graph),
        law("seis", &[&rates[..], &[("latency", number(2.0)), rounds.clone()]].concat(), &graph),
        law(
            "goldenberg-libai-muller",
            &[("strong", number(0.2)), ("weak", number(0.05)), ("advertising", number(0.01))],
            &graph,
        ),
        law("daley-kendall", &[], &graph),
        law("daley-kendall", std::slice::from_ref(&rounds), &graph),
        law("rumour", &[("spread", number(0.5)), ("stifle", number(0.2)), ("contacts", text("all")), rounds], &graph),
        law("continuous-time-cascade", &[("probability", number(0.6)), delay], &graph),
        law("profile", &[("profile", number(0.3)), ("refuse", number(0.1)), ("adopter-rate", number(0.01))], &graph),
        law(
            "dodds-watts",
            &[
                ("probability", number(0.6)),
                ("threshold", number(2.0)),
                ("memory", Value::Whole(3)),
                ("recovery", number(0.5)),
            ],
            &graph,
        ),
    ];
    for law in laws {
        let mut engine = Engine::default();
        let mut out = Outcome::default();
        let alone: Vec<Cascade> = (0..40).map(|r| play(&law, &graph, &[3, 20], 15.0, 87, r)).collect();
        for r in (0..40).rev() {
            engine.play(&law, &graph, &[20, 3, 3], 15.0, &luck(87, r), &mut out);
            assert_eq!(engine.cascade, alone[r as usize], "{law:?}");
        }
        let together: Vec<Cascade> = parallel::map(40, || (), |(), r| play(&law, &graph, &[3, 20], 15.0, 87, r));
        assert_eq!(together, alone);
        for (r, longer) in alone.iter().enumerate() {
            let shorter = play(&law, &graph, &[3, 20], 6.0, 87, r as u64);
            let reach = shorter.reach();
            assert_eq!(shorter.people, longer.people[..reach], "{law:?}");
            assert_eq!(shorter.times, longer.times[..reach]);
            assert!(longer.times.get(reach).is_none_or(|&time| time > 6.0));
            // A spell is over in both, or goes on beyond the shorter horizon.
            for (short, long) in shorter.spells.iter().zip(&longer.spells) {
                assert!(short[0] == long[0] && (short[1] == long[1] || (short[1] == LATE && long[1] > 6.0)), "{law:?}");
            }
        }
    }
}

/// What never happens does not, however far the horizon lies.
#[test]
fn a_chance_of_none_is_never_met() {
    let graph = Net::new(3, vec![(0, 1, 1.0), (1, 2, 1.0)]).graph();
    let seir = [("transmission", number(1e6)), ("recovery", number(0.5)), ("onset", number(0.0))];
    for horizon in [50.0, LATE] {
        for r in 0..20 {
            let people = |name, numbers: &[(&str, Value)]| {
                let cascade = play(&law(name, numbers, &graph), &graph, &[0], horizon, 79, r);
                assert!(cascade.times.iter().all(|time| time.is_finite()), "{name} to {horizon}: {cascade:?}");
                cascade.people
            };
            assert_eq!(people("profile", &[("profile", number(0.0))]), [0]);
            // The first hearer has it for ever and never passes it on.
            assert_eq!(people("seir", &seir), [0, 1]);
        }
    }
}

/// A threshold is as high as it is written: the fifth dose of a million makes five million, no earlier one.
#[test]
fn a_large_threshold_is_kept() {
    let graph = complete(2);
    let numbers = [("probability", number(1.0)), ("dose", number(1e6)), ("threshold", text("needs"))];
    let law = with_columns("dodds-watts", &numbers, &graph, "name,needs\n0,1\n1,5e6\n").unwrap();
    assert_eq!(play(&law, &graph, &[0], 4.0, 80, 0).people, [0]);
    assert_eq!(play(&law, &graph, &[0], 9.0, 80, 0).times, [0.0, 5.0]);
}

/// Where a tie leads one way, only its teller makes the contact: every contact between two spreaders counts, and stops both.
/// 0 tells 1 at rate 1 and then, as both know it, meets 1 at rate 1 again; 1, who tells nobody but 2, is stopped with 0 or by 2.
#[test]
fn a_one_way_tie_between_spreaders_counts_whole() {
    let graph = Net::new(3, vec![(0, 1, 1.0), (1, 2, 1.0)]).graph();
    let law = law("rumour", &[("spread", number(1.0)), ("stifle", number(1.0)), ("stops", text("both"))], &graph);
    // From the moment 1 knows: 0 meets 1 (rate 1), 1 tells 2 (rate 1); 2 never hears it if 0 was first.
    let heard = (0..20_000).filter(|&r| play(&law, &graph, &[0], LATE, 81, r).reach() == 3).count() as u64;
    holds(frequency(&Claim::new("the third hears it", LAW, 0.05), heard, 20_000, 0.5));
}

/// SIR's lives, read again from a finished cascade, are the spells that the engine of stages records of SIRS without return: to the
/// bit, on either clock, with lives of chance and of one length.
#[test]
fn lives_read_again_are_the_spells() {
    let graph =
        Net::mutual(30, &(0..30).map(|i| (i, (i * 7 + 1) % 30)).filter(|(a, b)| a < b).collect::<Vec<_>>(), 0.0)
            .graph();
    let mut spells_seen = 0;
    for (end, clock) in
        [("recovery", "rounds"), ("recovery", "continuous"), ("duration", "rounds"), ("duration", "continuous")]
    {
        let length = if end == "recovery" { 0.4 } else { 2.0 };
        let keys = [("transmission", number(0.5)), (end, number(length)), ("clock", text(clock))];
        let (sir, sirs) =
            (law("sir", &keys, &graph), law("sirs", &[&keys[..], &[("waning", number(0.0))]].concat(), &graph));
        for r in 0..40 {
            for horizon in [3.0, LATE] {
                let mut again = play(&sir, &graph, &[2, 11], horizon, 82, r);
                engine::lives::Lives::of(&sir).unwrap().record(horizon, &luck(82, r), &mut again);
                let recorded = play(&sirs, &graph, &[2, 11], horizon, 82, r);
                let sorted = |cascade: &Cascade| {
                    let mut spells = cascade.spells.clone();
                    spells.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
                    spells
                };
                assert_eq!(sorted(&again), sorted(&recorded), "{end} {clock} {r}");
                spells_seen += again.spells.len();
            }
        }
    }
    assert!(spells_seen > 1000, "{spells_seen}");
}
