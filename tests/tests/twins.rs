//! Fast kernels equal their slow twins on the same luck, and models that are one another's special case are so coin for
//! coin (S8). No statistics but where two laws differ in their luck.

use crate::odds::{ALARM, Claim, chi_square, holds};
use crate::oracle;
use crate::plain::Plain;
use crate::small::{Engine, Net, Outcome, Player, all_ties, law, luck, number, pick, text};
use rumormill::cascade::Cascade;
use rumormill::catalog::Value;
use rumormill::engine::{self, Scratch};
use rumormill::graph::{Graph, PerTie, Sifted};
use rumormill::law::{Law, Rounds};
use rumormill::machine::Machine;
use rumormill::random::{Chance, CoinRow, Luck, Purpose, Replicate};

/// The luck of a replicate by the plain definition of live ties.
struct ByDefinition(Replicate);

impl Luck for ByDefinition {
    type Row = CoinRow;
    fn row(&self, person: u32) -> CoinRow {
        self.0.row(person)
    }
    fn word(&self, row: CoinRow, place: u32) -> u64 {
        self.0.word(row, place)
    }
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        self.0.bits(purpose, entity, index)
    }
}

/// People and ties at random, with numbers of which some are 0 and 1.
fn net(people: usize, ties: u64, id: u64) -> Net {
    let all = all_ties(people);
    let mut chosen: Vec<usize> = (0..ties).map(|i| pick(id, i, 40) as usize % all.len()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let number = |tie: usize| match pick(id, tie as u64, 41) % 16 {
        0 => 0.0,
        1 => 1.0,
        x => x as f64 / 40.0,
    };
    Net::new(people, chosen.into_iter().map(|tie| (all[tie].0, all[tie].1, number(tie))).collect())
}

/// The weights of whom a person hears scaled to add up to at most 1.
fn weighed(net: &Net) -> Net {
    let scale = |to: u32| net.ties.iter().filter(|tie| tie.1 == to).map(|tie| tie.2).sum::<f64>().max(1.0);
    Net::new(net.people, net.ties.iter().map(|&(a, b, w)| (a, b, w / scale(b))).collect())
}

fn play(law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, luck: &impl Luck) -> Cascade {
    let mut cascade = Cascade::default();
    engine::play(law, graph, seeds, horizon, luck, &mut Scratch::new(), &mut cascade);
    cascade
}

/// Every model, each with some of its variants, on a network whose strengths are probabilities and on one whose strengths
/// are weights.
pub fn models(strengths: &Graph, weights: &Graph) -> Vec<(String, Law, bool)> {
    let s = || text("strength");
    let rounds = || ("clock", text("rounds"));
    let mut laws: Vec<(String, Law, bool)> = Vec::new();
    let mut add = |on_weights: bool, model: &str, keys: &[(&str, Value)]| {
        let graph = if on_weights { weights } else { strengths };
        laws.push((format!("{model} {keys:?}"), law(model, keys, graph), on_weights));
    };
    add(false, "independent-cascade", &[("probability", s())]);
    add(false, "independent-cascade", &[("probability", number(0.3))]);
    add(false, "independent-cascade", &[("probability", text("weighted-cascade"))]);
    add(false, "independent-cascade", &[("probability", text("trivalency"))]);
    add(false, "independent-cascade", &[("probability", s()), ("coupling", text("threshold"))]);
    add(true, "linear-threshold", &[("weights", s())]);
    add(true, "linear-threshold", &[("weights", s()), ("coupling", text("live-edge"))]);
    add(true, "linear-threshold", &[("weights", text("equal"))]);
    add(true, "linear-threshold", &[("weights", text("equal")), ("coupling", text("live-edge"))]);
    add(true, "general-threshold", &[("combine", text("sum")), ("influence", s())]);
    add(false, "general-threshold", &[("combine", text("independent")), ("influence", number(0.3))]);
    add(false, "granovetter", &[("threshold", Value::Whole(2))]);
    add(false, "watts", &[("share", number(0.3))]);
    add(false, "complex-contagion", &[("sources", Value::Whole(2))]);
    add(false, "si", &[("transmission", s())]);
    add(false, "si", &[("transmission", s()), rounds()]);
    add(false, "sir", &[("transmission", s()), ("recovery", number(0.4)), rounds()]);
    add(false, "sir", &[("transmission", number(0.2)), ("duration", number(3.0)), rounds()]);
    add(false, "sir", &[("transmission", s()), ("recovery", number(0.4))]);
    add(false, "sir", &[("transmission", number(0.3)), ("duration", number(1.5))]);
    add(false, "bass", &[("innovation", number(0.05)), ("imitation", number(0.9))]);
    add(false, "maki-thompson", &[]);
    add(false, "maki-thompson", &[("spread", number(0.7)), ("stifle", number(0.3)), rounds()]);
    laws
}

/// The index-first kernel against the definition, on whole rows and on whole cascades.
#[test]
fn live_ties_are_those_of_the_definition() {
    let mut fast = Vec::new();
    let mut slow = Vec::new();
    for r in 0..2_000 {
        let luck = luck(41, r);
        let (row, twin) = (luck.row(r as u32 % 7), ByDefinition(luck));
        let len = (pick(r, 0, 0) % 70) as u32;
        let chance = |place: u32| {
            // Any probability, and the word itself and its neighbours, where only the last 48 bits decide.
            match pick(r, place.into(), 1) % 6 {
                0 => Chance::of(0.0),
                1 => Chance::of(1.0),
                2 => Chance::of(luck.word(row, place) as f64 / 18_446_744_073_709_551_616.0 * 0.999_999_999),
                3 => Chance::of((luck.word(row, place) >> 48) as f64 / 65_536.0),
                _ => Chance::of((pick(r, place.into(), 2) >> 11) as f64 / 9_007_199_254_740_992.0),
            }
        };
        luck.live(row, len, chance, &mut fast);
        twin.live(row, len, chance, &mut slow);
        assert_eq!(fast, slow);
    }
    for id in 0..40 {
        let plain = net(80, 600, id);
        let graph = plain.graph();
        for keys in [text("strength"), number(0.2), text("weighted-cascade")] {
            let law = law("independent-cascade", &[("probability", keys)], &graph);
            for r in 0..5 {
                let luck = luck(42, r);
                let seeds = [id as u32, 79 - id as u32];
                assert_eq!(
                    play(&law, &graph, &seeds, f64::INFINITY, &luck),
                    play(&law, &graph, &seeds, f64::INFINITY, &ByDefinition(luck))
                );
            }
        }
    }
}

/// Every model gives the same cascades with the code for each machine as by the definition, on rows that fill several
/// vectors and rows that fill none.
#[test]
fn every_machine_gives_the_same_cascades() {
    let machines = Machine::all();
    for (id, ties) in [(70, 300), (71, 6_000), (72, 12_000)] {
        let strengths = net(120, ties, id);
        let graphs = [strengths.graph(), weighed(&strengths).graph()];
        for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
            let graph = &graphs[usize::from(on_weights)];
            for r in 0..3 {
                let (luck, seeds) = (luck(52, r), [3, 77]);
                let horizon = [f64::INFINITY, 2.0, 9.0][r as usize];
                let plain = play(&law, graph, &seeds, horizon, &ByDefinition(luck));
                for &machine in &machines {
                    let (mut scratch, mut cascade) = (Scratch::on(machine), Cascade::default());
                    engine::play(&law, graph, &seeds, horizon, &luck, &mut scratch, &mut cascade);
                    assert_eq!(cascade, plain, "{name}, {}, replicate {r}", machine.name());
                }
            }
        }
    }
}

/// Campaigns that share a world play as each does alone, to the last bit of people, parents and times: every model, seed sets
/// that overlap and that do not, all horizons, one scratch from world to world.
#[test]
fn campaigns_in_one_world_play_as_each_alone() {
    let mut again = 0;
    for (people, ties, id) in [(30, 100, 80), (120, 500, 81), (1_000, 6_000, 82), (1_000, 20_000, 83)] {
        let strengths = net(people, ties, id);
        let graphs = [strengths.graph(), weighed(&strengths).graph()];
        for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
            let graph = &graphs[usize::from(on_weights)];
            for machine in Machine::all() {
                let (mut scratch, mut cascade) = (Scratch::on(machine), Cascade::default());
                for r in 0..3 {
                    let luck = luck(53, r);
                    let horizon = [f64::INFINITY, 2.0, 9.0][r as usize];
                    scratch.share(true);
                    for campaign in 0..6 {
                        let seed = |i| (pick(campaign, i + 10 * r, id) % people as u64) as u32;
                        let seeds: Vec<u32> = (0..1 + campaign % 4).map(seed).collect();
                        engine::play(&law, graph, &seeds, horizon, &luck, &mut scratch, &mut cascade);
                        let alone = play(&law, graph, &seeds, horizon, &luck);
                        assert_eq!(cascade, alone, "{name}, {}, replicate {r}, {campaign}", machine.name());
                    }
                    let seen = scratch.seen();
                    again += seen.visits - seen.people;
                }
            }
        }
    }
    assert!(again > 100_000, "the worlds were hardly shared: {again} acts were found there");
}

/// The engine and the second, plain writing of all rules, on networks of 30 people and the luck of ordinary replicates:
/// the same people at the same times. Ties of many persons reach one at once there, which small networks hardly show.
#[test]
fn the_engine_equals_the_plain_rules() {
    let (mut engine, mut plain) = (Engine::default(), Plain::default());
    let (mut fast, mut slow) = (Outcome::default(), Outcome::default());
    let mut plays = 0;
    let mut acts = 0;
    for id in 0..12 {
        let strengths = net(30, 150, 100 + id);
        let graphs = [strengths.graph(), weighed(&strengths).graph()];
        for (name, law, on_weights) in models(&graphs[0], &graphs[1]) {
            let graph = &graphs[usize::from(on_weights)];
            for r in 0..12 {
                let luck = luck(43, r);
                let seeds = [(pick(id, r, 42) % 30) as u32, (pick(id, r, 43) % 30) as u32];
                // A horizon that the plain rules need where nobody stops.
                let horizon = [60.0, 2.0, 5.0][r as usize % 3];
                engine.play(&law, graph, &seeds, horizon, &luck, &mut fast);
                plain.play(&law, graph, &seeds, horizon, &luck, &mut slow);
                assert_eq!((&fast.times, fast.reach), (&slow.times, slow.reach), "{name}, network {id}, replicate {r}");
                plays += 1;
                acts += fast.reach;
            }
        }
    }
    assert!(acts > 6 * plays, "too little happened to compare: {acts} acts in {plays} plays");
}

/// S8: the cascade is SIR of one round, by duration or by recovery, coin for coin: the same people, parents and times.
#[test]
fn one_round_of_infection_is_the_cascade() {
    for id in 0..30 {
        let graph = net(60, 400, 200 + id).graph();
        for p in [text("strength"), number(0.25)] {
            let rounds = ("clock", text("rounds"));
            let sir =
                |key, value| law("sir", &[("transmission", p.clone()), (key, number(value)), rounds.clone()], &graph);
            let cascade = law("independent-cascade", &[("probability", p.clone())], &graph);
            let si = law("si", &[("transmission", p.clone()), rounds.clone()], &graph);
            for r in 0..10 {
                let luck = luck(44, r);
                let seeds = [3, (r as u32 * 7) % 60];
                for horizon in [f64::INFINITY, 2.0] {
                    let expected = play(&cascade, &graph, &seeds, horizon, &luck);
                    assert_eq!(play(&sir("duration", 1.0), &graph, &seeds, horizon, &luck), expected);
                    assert_eq!(play(&sir("recovery", 1.0), &graph, &seeds, horizon, &luck), expected);
                }
                // In one round nobody has had the time to recover, and without recovery SIR is SI.
                let first = play(&cascade, &graph, &seeds, 1.0, &luck);
                assert_eq!(play(&si, &graph, &seeds, 1.0, &luck), first);
                let all = play(&si, &graph, &seeds, f64::INFINITY, &luck);
                assert_eq!(play(&sir("recovery", 0.0), &graph, &seeds, f64::INFINITY, &luck), all);
                assert_eq!(play(&sir("duration", 1e6), &graph, &seeds, f64::INFINITY, &luck).people, all.people);
            }
        }
    }
}

/// In continuous time SIR without recovery is SI; and twice all rates is half of all times, to the bit.
#[test]
fn rates_are_units_of_time() {
    for id in 0..20 {
        let graph = net(50, 300, 300 + id).graph();
        let twice = |keys: [(&'static str, f64); 2], model: &str, factor: f64| {
            law(model, &keys.map(|(key, rate)| (key, number(rate * factor))), &graph)
        };
        for r in 0..5 {
            let luck = luck(45, r);
            let si = law("si", &[("transmission", number(0.7))], &graph);
            let none = law("sir", &[("transmission", number(0.7)), ("recovery", number(0.0))], &graph);
            let run = |law: &Law| play(law, &graph, &[1, 2], f64::INFINITY, &luck);
            assert_eq!(run(&si), run(&none));
            for (model, keys) in [
                ("sir", [("transmission", 0.7), ("recovery", 0.5)]),
                ("bass", [("innovation", 0.1), ("imitation", 0.8)]),
            ] {
                let (slow, fast) = (run(&twice(keys, model, 1.0)), run(&twice(keys, model, 2.0)));
                assert_eq!(slow.people, fast.people);
                assert_eq!(slow.parents, fast.parents);
                assert!(slow.times.iter().zip(&fast.times).all(|(slow, fast)| *slow == 2.0 * fast));
            }
        }
    }
}

/// The weighted cascade is the cascade by strengths 1 / k, stored otherwise; one chance for all is a column of equal ones.
#[test]
fn columns_are_stored_in_three_ways() {
    for id in 0..20 {
        let plain = net(60, 400, 400 + id);
        let share = |to| 1.0 / f64::from(plain.in_degree(to));
        let graph = Net::new(60, plain.ties.iter().map(|&(a, b, _)| (a, b, share(b))).collect()).graph();
        let by_hearer = law("independent-cascade", &[("probability", text("weighted-cascade"))], &graph);
        let by_tie = law("independent-cascade", &[("probability", text("strength"))], &graph);
        let tries = |chance, life| Law::Tries { chance, life };
        let same = Sifted::from(PerTie::Same(Chance::of(0.15)));
        let each = Sifted::from(PerTie::Each(vec![Chance::of(0.15); graph.ties()]));
        for r in 0..5 {
            let luck = luck(46, r);
            let run = |law: &Law| play(law, &graph, &[0, 30], f64::INFINITY, &luck);
            assert_eq!(run(&by_hearer), run(&by_tie));
            for life in [Rounds::Fixed(1), Rounds::Fixed(4)] {
                assert_eq!(run(&tries(same.clone(), life)), run(&tries(each.clone(), life)));
            }
        }
    }
}

/// On a network in which everybody hears four, a share of 1/2 is a count of two, by each way to write it.
#[test]
fn a_share_of_equals_is_a_count() {
    let pairs: Vec<(u32, u32)> = (0..40).flat_map(|a| [(a, (a + 1) % 40), (a, (a + 7) % 40)]).collect();
    let graph = Net::mutual(40, &pairs, 0.0).graph();
    let models = [
        law("watts", &[("share", number(0.5))], &graph),
        law("granovetter", &[("threshold", Value::Whole(2))], &graph),
        law("complex-contagion", &[("sources", Value::Whole(2))], &graph),
    ];
    for seeds in [&[0, 1][..], &[0, 2, 9], &[5], &[0, 7, 14, 8]] {
        let found = models.each_ref().map(|law| play(law, &graph, seeds, f64::INFINITY, &luck(47, 0)));
        assert!(found[0] == found[1] && found[1] == found[2]);
    }
}

/// Linear threshold: a weight split over two seeds is the weight of one seed, replicate by replicate.
#[test]
fn a_split_weight_is_the_weight() {
    let whole = Net::new(4, vec![(0, 2, 0.625), (2, 3, 0.5)]).graph();
    let split = Net::new(4, vec![(0, 2, 0.25), (1, 2, 0.375), (2, 3, 0.5)]).graph();
    let model = |graph: &Graph| law("linear-threshold", &[("weights", text("strength"))], graph);
    let (one, two) = (model(&whole), model(&split));
    for r in 0..2_000 {
        let luck = luck(48, r);
        let (one, two) =
            (play(&one, &whole, &[0, 1], f64::INFINITY, &luck), play(&two, &split, &[0, 1], f64::INFINITY, &luck));
        assert_eq!((one.people, one.times), (two.people, two.times));
    }
}

/// Ties both ways: two coins a pair are as good as one; and parallel ties p and q are one tie 1 - (1 - p)(1 - q). Both by
/// the oracle, exactly, and played.
#[test]
fn two_coins_a_pair_and_parallel_ties() {
    let pairs = [(0, 1), (1, 2), (2, 3), (3, 0), (1, 3)];
    let p = 0.4;
    let two_coins = oracle::cascade(4, &Net::mutual(4, &pairs, p).ties, &[0], usize::MAX);
    let mut one_coin = vec![0.0; 5];
    for world in 0..1u32 << 5 {
        let live: Vec<_> = (0..5).filter(|i| world >> i & 1 == 1).map(|i| pairs[i]).collect();
        let ties = live.iter().flat_map(|&(a, b)| [(a, b, 1.0), (b, a, 1.0)]).collect::<Vec<_>>();
        let probability = p.powi(live.len() as i32) * (1.0 - p).powi(5 - live.len() as i32);
        for (size, found) in oracle::cascade(4, &ties, &[0], usize::MAX).sizes.iter().enumerate() {
            one_coin[size] += probability * found;
        }
    }
    for (a, b) in two_coins.sizes.iter().zip(&one_coin) {
        assert!((a - b).abs() < 1e-12, "{a} and {b}");
    }
    let parallel = [(0, 1, 0.3), (0, 1, 0.2), (1, 2, 0.5), (1, 2, 0.5), (0, 2, 0.1)];
    let single = [(0, 1, 0.44), (1, 2, 0.75), (0, 2, 0.1)];
    let exact = oracle::cascade(3, &parallel, &[0], usize::MAX);
    let combined = oracle::cascade(3, &single, &[0], usize::MAX);
    assert!(exact.sizes.iter().zip(&combined.sizes).all(|(a, b)| (a - b).abs() < 1e-12));
    for (net, exact, name) in [
        (Net::mutual(4, &pairs, p), two_coins, "two coins a pair"),
        (Net::new(3, single.to_vec()), exact, "parallel ties"),
    ] {
        let graph = net.graph();
        let law = law("independent-cascade", &[("probability", text("strength"))], &graph);
        let mut sizes = vec![0; net.people + 1];
        for r in 0..100_000 {
            sizes[play(&law, &graph, &[0], f64::INFINITY, &luck(49, r)).reach()] += 1;
        }
        holds(chi_square(&Claim::new(name, ALARM, 0.04), &sizes, &exact.sizes));
    }
}
