//! Rival brands, bad news and waves: every small network and world against the rules written plainly, and by hand.

use crate::odds::{Claim, LAW, frequency, holds};
use crate::small::{Net, all_ties, law, luck, members, number, pick, text, words_in_favour};
use rumormill::cascade::{Cascade, NOBODY};
use rumormill::engine::rivals::{Asked, TieBreak, divide, refusal};
use rumormill::engine::waves::{self, Waves};
use rumormill::engine::{self, Scratch};
use rumormill::graph::{Graph, PerPerson, PerTie};
use rumormill::law::{Conflict, Law, Rounds, Stages, Stay};
use rumormill::random::{Chance, Luck, Purpose, exponential};

/// Luck that is written down: a word for each tie, and one for each person by purpose.
struct Written {
    people: usize,
    words: Vec<u64>,
    tie_break: Vec<u64>,
    quality: Vec<u64>,
}

impl Luck for Written {
    type Row = u32;
    fn row(&self, person: u32) -> u32 {
        person
    }
    fn word(&self, person: u32, place: u32) -> u64 {
        self.words[person as usize * self.people + place as usize]
    }
    fn bits(&self, purpose: Purpose, entity: u64, index: u64) -> u64 {
        assert_eq!(index, 0, "one number a person");
        match purpose {
            Purpose::TieBreak => self.tie_break[entity as usize],
            Purpose::Quality => self.quality[entity as usize],
            Purpose::Recover => 0,
            _ => panic!("{purpose:?} is not asked for here"),
        }
    }
}

/// A net of three with a delay of one round, two or never on each of its ties, and the luck that makes it so with p = 1/2 and
/// a life of two rounds (of one, if nothing takes two).
struct Case {
    net: Net,
    delays: Vec<Option<u32>>,
    luck: Written,
}

fn cases(longest: u32, mut each: impl FnMut(&mut Case)) -> usize {
    let (people, all) = (3, all_ties(3));
    let mut count = 0;
    for mask in 0..1u32 << all.len() {
        let net = Net::of_bits(people, mask, 0.5);
        let places = net.places();
        let ways = longest + 1;
        for world in 0..ways.pow(net.ties.len() as u32) {
            let mut luck = Written { people, words: vec![0; 9], tie_break: vec![0; 3], quality: vec![0; 3] };
            let delays: Vec<Option<u32>> = (0..net.ties.len())
                .map(|i| match world / ways.pow(i as u32) % ways {
                    0 => None,
                    delay => Some(delay),
                })
                .collect();
            for (i, delay) in delays.iter().enumerate() {
                let word = match delay {
                    Some(1) => 0,
                    Some(_) => words_in_favour(0.6),
                    None => u64::MAX,
                };
                luck.words[net.ties[i].0 as usize * people + places[i] as usize] = word;
            }
            each(&mut Case { net: net.clone(), delays, luck });
            count += 1;
        }
    }
    count
}

fn tries(life: u32) -> Law {
    Law::Tries { chance: PerTie::Same(Chance::of(0.5)).into(), life: Rounds::Fixed(life) }
}

/// The draw of a person among n: which one.
fn drawn(word: u64, n: usize) -> usize {
    ((u128::from(word) * n as u128) >> 64) as usize
}

/// Competition written plainly, round by round: when each acts, and for which brand.
fn compete(case: &Case, seeds: &[Vec<u32>], rule: TieBreak) -> Vec<Option<(u32, usize)>> {
    let mut state: Vec<Option<(u32, usize)>> = vec![None; case.net.people];
    for round in 0..8 {
        let before = state.clone();
        for person in (0..case.net.people).filter(|&person| before[person].is_none()) {
            // The brand of each who reaches the person now.
            let mut voices: Vec<(u32, usize)> = Vec::new();
            for (i, &(from, to, _)) in case.net.ties.iter().enumerate() {
                if let (true, Some((time, brand)), Some(delay)) =
                    (to as usize == person, before[from as usize], case.delays[i])
                    && time + delay == round
                {
                    voices.push((time, brand));
                }
            }
            // In the order of the cascade: by time, then by person, which is the order of ties.
            voices.sort_by_key(|&(time, _)| time);
            let mut brands: Vec<usize> = voices.iter().map(|voice| voice.1).collect();
            if round == 0 {
                brands = (0..seeds.len()).filter(|&brand| seeds[brand].contains(&(person as u32))).collect();
            }
            if brands.is_empty() {
                continue;
            }
            let mut different = brands.clone();
            different.sort_unstable();
            different.dedup();
            let word = case.luck.tie_break[person];
            let brand = match rule {
                TieBreak::Order => different[0],
                TieBreak::Random => different[drawn(word, different.len())],
                // Who stands first among voices is a matter of the cascade's order: asked where it cannot matter.
                TieBreak::Voices => brands[drawn(word, brands.len())],
            };
            state[person] = Some((round, brand));
        }
    }
    state
}

/// Plays brands from their seed sets: the cascade of all and that of each.
fn brands(law: &Law, graph: &Graph, seeds: &[Vec<u32>], rule: TieBreak, luck: &impl Luck) -> (Cascade, Vec<Cascade>) {
    let (mut scratch, mut whole) = (Scratch::new(), Cascade::default());
    let union: Vec<u32> = seeds.iter().flatten().copied().collect();
    engine::play(law, graph, &union, f64::INFINITY, luck, &mut scratch, &mut whole);
    let asked: Vec<Asked> =
        seeds.iter().enumerate().map(|(brand, people)| Asked { brand, time: 0.0, people: people.clone() }).collect();
    let mut parts = vec![Cascade::default(); seeds.len()];
    divide(law, graph, &asked, rule, luck, &mut scratch, &whole, &mut parts);
    (whole, parts)
}

/// Together the brands are the whole, person by person and time by time, and every parent is of the brand of its child.
fn is_divided(whole: &Cascade, parts: &[Cascade]) {
    let mut all: Vec<(u32, u64)> = parts
        .iter()
        .flat_map(|part| part.people.iter().zip(&part.times).map(|(&person, time)| (person, time.to_bits())))
        .collect();
    let mut union: Vec<(u32, u64)> =
        whole.people.iter().zip(&whole.times).map(|(&person, time)| (person, time.to_bits())).collect();
    all.sort_unstable();
    union.sort_unstable();
    assert_eq!(all, union);
    for part in parts {
        for (place, &parent) in part.parents.iter().enumerate() {
            assert!(parent == NOBODY || (parent as usize) < place);
        }
        assert_eq!(part.parents.iter().filter(|&&parent| parent == NOBODY).count(), part.seeds);
    }
    assert_eq!(parts.iter().map(|part| part.seeds).sum::<usize>(), whole.seeds);
}

#[test]
fn rivals_share_every_small_world_as_the_rules_say() {
    for longest in [1, 2] {
        let mut plays = 0u64;
        let worlds = cases(longest, |case| {
            let graph = case.net.graph();
            let law = tries(longest);
            // Every pair of seed sets of one or two people, also the same person; in the longer worlds fewer.
            let sets: &[u32] = if longest == 1 { &[1, 2, 4, 3, 6] } else { &[1, 2, 3] };
            for (&a, &b) in sets.iter().flat_map(|a| sets.iter().map(move |b| (a, b))) {
                let seeds = [members(a), members(b)];
                for words in 0..8u32 {
                    let half = |person: u32| if words >> person & 1 == 1 { u64::MAX } else { 0 };
                    case.luck.tie_break = (0..3).map(half).collect();
                    for rule in [TieBreak::Random, TieBreak::Order, TieBreak::Voices] {
                        // Where time differs among voices their order is not that of ties.
                        if rule == TieBreak::Voices && longest == 2 {
                            continue;
                        }
                        let (whole, parts) = brands(&law, &graph, &seeds, rule, &case.luck);
                        is_divided(&whole, &parts);
                        let plain = compete(case, &seeds, rule);
                        let count = plain.iter().flatten().count();
                        assert_eq!(whole.reach(), count);
                        for (brand, part) in parts.iter().enumerate() {
                            for (place, &person) in part.people.iter().enumerate() {
                                let found = Some((part.times[place] as u32, brand));
                                if rule != TieBreak::Voices || half(0) == half(1) && half(1) == half(2) {
                                    assert_eq!(plain[person as usize], found, "{:?} {seeds:?} {rule:?}", case.net);
                                }
                            }
                        }
                        plays += 1;
                    }
                }
            }
        });
        assert_eq!(worlds, (longest as usize + 2).pow(6));
        assert!(plays > 100_000, "{plays}");
    }
}

/// A and B at the two ends of a path: each has the person at distance d with the chance that its word comes through and the
/// other's does not come sooner; in the middle a coin decides. Every world of five people is counted.
#[test]
fn the_ends_of_a_path_are_alike() {
    let (n, p) = (5usize, 0.5f64);
    let net = Net::path(n, p);
    let (graph, places) = (net.graph(), net.places());
    let (mut a, mut b, mut weight) = (0.0, 0.0, 0.0);
    let ties = net.ties.len();
    for world in 0..1u32 << ties {
        for middle in [0, u64::MAX] {
            let mut luck =
                Written { people: n, words: vec![0; n * n], tie_break: vec![middle; n], quality: vec![0; n] };
            for i in 0..ties {
                let word = if world >> i & 1 == 1 { 0 } else { u64::MAX };
                luck.words[net.ties[i].0 as usize * n + places[i] as usize] = word;
            }
            let (_, parts) = brands(&tries(1), &graph, &[vec![0], vec![4]], TieBreak::Random, &luck);
            let chance = 0.5 / f64::from(1 << ties);
            a += chance * parts[0].reach() as f64;
            b += chance * parts[1].reach() as f64;
            weight += chance;
        }
    }
    let exact: f64 = (0..n)
        .map(|d| {
            let (own, other) = (p.powi(d as i32), p.powi((n - 1 - d) as i32));
            let first = match d.cmp(&(n - 1 - d)) {
                std::cmp::Ordering::Less => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Greater => 0.0,
            };
            own * (1.0 - other + other * first)
        })
        .sum();
    assert!((weight - 1.0).abs() < 1e-12 && (a - exact).abs() < 1e-12 && (b - exact).abs() < 1e-12, "{a} {b} {exact}");
}

/// Two voices for A and one for B: by brand a half, by voice two thirds, by the order of the file all.
#[test]
fn voices_weigh_only_where_they_are_asked_to() {
    let net = Net::new(4, vec![(0, 3, 0.5), (1, 3, 0.5), (2, 3, 0.5)]);
    let graph = net.graph();
    let has = |rule: TieBreak, share: f64| {
        let word = words_in_favour(share);
        let luck = Written { people: 4, words: vec![0; 16], tie_break: vec![word; 4], quality: vec![0; 4] };
        let (_, parts) = brands(&tries(1), &graph, &[vec![0, 1], vec![2]], rule, &luck);
        parts[0].people.contains(&3)
    };
    assert_eq!([0.1, 0.49, 0.51, 0.9].map(|x| has(TieBreak::Random, x)), [true, true, false, false]);
    assert_eq!([0.1, 0.66, 0.67, 0.9].map(|x| has(TieBreak::Voices, x)), [true, true, false, false]);
    assert_eq!([0.1, 0.9].map(|x| has(TieBreak::Order, x)), [true, true]);
}

/// The laws that can be shared, on a network with differing numbers.
fn laws(graph: &Graph) -> Vec<Law> {
    vec![
        law("independent-cascade", &[("probability", text("strength"))], graph),
        law("independent-cascade", &[("probability", text("weighted-cascade"))], graph),
        law("linear-threshold", &[("weights", text("equal")), ("coupling", text("live-edge"))], graph),
        law("si", &[("transmission", number(0.3)), ("clock", text("rounds"))], graph),
        law("sir", &[("transmission", number(0.3)), ("recovery", number(0.4)), ("clock", text("rounds"))], graph),
        law("sir", &[("transmission", number(0.7)), ("recovery", number(1.0))], graph),
        law("bass", &[("innovation", number(0.0)), ("imitation", number(1.0))], graph),
        delayed("exponential", graph),
        delayed("fixed", graph),
    ]
}

/// A cascade with delays of mean 1, by the strengths of a network.
fn delayed(delay: &str, graph: &Graph) -> Law {
    let delay = rumormill::catalog::Value::Table(vec![(delay.to_owned(), number(1.0))]);
    law("continuous-time-cascade", &[("probability", text("strength")), ("delay", delay)], graph)
}

fn random_net(id: u64, people: usize, ties: u64) -> Net {
    let all = all_ties(people);
    let mut chosen: Vec<usize> = (0..ties).map(|i| pick(id, i, 90) as usize % all.len()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    Net::new(
        people,
        chosen.into_iter().map(|tie| (all[tie].0, all[tie].1, (pick(id, tie as u64, 91) % 64) as f64 / 80.0)).collect(),
    )
}

/// A and B together are what one brand with all their seeds is, replicate by replicate, in every law that brands can share.
#[test]
fn together_brands_are_one_brand() {
    for id in 0..12 {
        let graph = random_net(id, 30, 110).graph();
        for law in laws(&graph) {
            assert_eq!(refusal(&law), None);
            for replicate in 0..40 {
                let seeds = [vec![0, 3, 7], vec![3, 9], vec![20]];
                for rule in [TieBreak::Random, TieBreak::Voices, TieBreak::Order] {
                    let (whole, parts) = brands(&law, &graph, &seeds, rule, &luck(id, replicate));
                    is_divided(&whole, &parts);
                    // Everybody has a voice of its own brand: a parent that acted before.
                    assert!(parts.iter().all(|part| part.seeds > 0 || part.reach() == 0));
                }
            }
        }
    }
}

/// Two voices at the rates 1 and 3: the first is A's with chance 1/4. 20,000 replicates notice 0.02.
#[test]
fn the_first_to_come_wins() {
    let net = Net::new(3, vec![(0, 2, 1.0), (1, 2, 3.0)]);
    let graph = net.graph();
    let law = law("si", &[("transmission", text("strength"))], &graph);
    let wins = (0..20_000).filter(|&replicate| {
        let (_, parts) = brands(&law, &graph, &[vec![0], vec![1]], TieBreak::Random, &luck(5, replicate));
        parts[0].people.contains(&2)
    });
    holds(frequency(&Claim::new("A comes first", LAW, 0.03), wins.count() as u64, 20_000, 0.25));
}

/// A column of equal numbers is the number, also between rivals.
#[test]
fn rivals_share_what_people_with_lives_of_their_own_pass_on() {
    let graph = random_net(3, 30, 90).graph();
    let same = law("sir", &[("transmission", number(0.4)), ("recovery", number(0.5))], &graph);
    let stages = |immune: Stay| {
        Law::Stages(Stages {
            rounds: false,
            pass: PerTie::Same(0.4),
            outside: PerPerson::Same(0.0),
            latent: Stay::NONE,
            active: Stay::Random(PerPerson::Each(vec![0.5; 30])),
            immune,
        })
    };
    let column = stages(Stay::FOREVER);
    assert_eq!((refusal(&column), waves::refusal(&same)), (None, None));
    let mut both = 0;
    for replicate in 0..200 {
        let of = |law: &Law| brands(law, &graph, &[vec![0, 1], vec![2]], TieBreak::Random, &luck(9, replicate));
        let (number, mut column) = (of(&same), of(&column));
        // Stages keep when everybody stopped, which the number is not asked for.
        column.0.spells.clear();
        assert_eq!(number, column);
        both += usize::from(column.1[0].reach() > 2 && column.1[1].reach() > 1);
    }
    assert!(both > 50, "both brands spread in {both} of 200");
    // Who can catch it again is nobody's for good; and such lives are not asked in waves, which is said of the column.
    assert!(refusal(&stages(Stay::NONE)).is_some_and(|(why, _)| why.contains("again")));
    assert!(waves::refusal(&column).is_some_and(|(why, help)| why.contains("column") && help.contains("one number")));
}

#[test]
fn what_cannot_be_shared_is_refused() {
    let graph = Net::complete(4, 0.1).graph();
    for law in [
        law("linear-threshold", &[("weights", text("equal"))], &graph),
        law("independent-cascade", &[("probability", number(0.1)), ("coupling", text("threshold"))], &graph),
        law("complex-contagion", &[("sources", rumormill::catalog::Value::Whole(2))], &graph),
        law("bass", &[("innovation", number(0.1)), ("imitation", number(1.0))], &graph),
        law("bad-news", &[("probability", number(0.1)), ("quality", number(0.5))], &graph),
    ] {
        assert!(refusal(&law).is_some(), "{law:?}");
    }
}

fn news(quality: f64, conflict: Conflict) -> Law {
    Law::News { chance: PerTie::Same(Chance::of(0.5)).into(), quality: PerPerson::Same(Chance::of(quality)), conflict }
}

/// Every world of three people with every outcome of quality and order, against the rule written plainly; who acts and when
/// is the independent cascade.
#[test]
fn bad_news_in_every_small_world() {
    let mut plays = 0u64;
    cases(1, |case| {
        let graph = case.net.graph();
        let (mut scratch, mut cascade, mut plain) = (Scratch::new(), Cascade::default(), Cascade::default());
        for (seeds, words) in
            [1u32, 3, 5].into_iter().flat_map(|set| (0..64u32).map(move |words| (members(set), words)))
        {
            let word = |bit: u32| if words >> bit & 1 == 1 { u64::MAX } else { 0 };
            case.luck.quality = (0..3).map(word).collect();
            case.luck.tie_break = (3..6).map(word).collect();
            for conflict in [Conflict::NegativeWins, Conflict::RandomOrder] {
                engine::play(
                    &news(0.5, conflict),
                    &graph,
                    &seeds,
                    f64::INFINITY,
                    &case.luck,
                    &mut scratch,
                    &mut cascade,
                );
                engine::play(&tries(1), &graph, &seeds, f64::INFINITY, &case.luck, &mut scratch, &mut plain);
                assert_eq!((&cascade.people, &cascade.times), (&plain.people, &plain.times));
                let mut bad: Vec<Option<(f64, bool)>> = vec![None; 3];
                for (place, &person) in cascade.people.iter().enumerate() {
                    let time = cascade.times[place];
                    // In the order in which speakers acted.
                    let mut voices: Vec<(usize, bool)> = Vec::new();
                    for (i, &(from, to, _)) in case.net.ties.iter().enumerate() {
                        if let (true, Some(1), Some((at, bad))) = (to == person, case.delays[i], bad[from as usize])
                            && at + 1.0 == time
                        {
                            let place = cascade.people.iter().position(|&other| other == from).unwrap();
                            voices.push((place, bad));
                        }
                    }
                    voices.sort_unstable();
                    let turned = case.luck.quality[person as usize] != 0;
                    let heard = match (conflict, voices.is_empty()) {
                        (_, true) => false,
                        (Conflict::NegativeWins, _) => voices.iter().any(|voice| voice.1),
                        (Conflict::RandomOrder, _) => {
                            voices[drawn(case.luck.tie_break[person as usize], voices.len())].1
                        }
                    };
                    assert_eq!(cascade.negative[place], heard || turned);
                    bad[person as usize] = Some((time, heard || turned));
                }
                plays += 1;
            }
        }
    });
    assert_eq!(plays, 729 * 3 * 64 * 2);
}

/// E[positive] on a path from its end is q (1 - (p q)^n) / (1 - p q): every world of four people, each with its chance.
#[test]
fn good_words_on_a_path() {
    let (n, p, q) = (4usize, 0.5f64, 0.75f64);
    let net = Net::new(n, (1..n as u32).map(|b| (b - 1, b, p)).collect());
    let graph = net.graph();
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    let (mut positive, mut total) = (0.0, 0.0);
    for world in 0..1u32 << (2 * n - 1) {
        let bit = |i: usize| world >> i & 1 == 1;
        let word = |i: usize| if bit(i) { 0 } else { u64::MAX };
        let mut luck = Written { people: n, words: vec![0; n * n], tie_break: vec![0; n], quality: vec![0; n] };
        luck.quality = (0..n).map(word).collect();
        (0..n - 1).for_each(|i| luck.words[i * n] = word(n + i));
        let chance: f64 = (0..n).map(|i| if bit(i) { q } else { 1.0 - q }).product::<f64>()
            * (n..2 * n - 1).map(|i| if bit(i) { p } else { 1.0 - p }).product::<f64>();
        engine::play(&news(q, Conflict::NegativeWins), &graph, &[0], f64::INFINITY, &luck, &mut scratch, &mut cascade);
        positive += chance * cascade.negative.iter().filter(|&&bad| !bad).count() as f64;
        total += chance * cascade.reach() as f64;
    }
    let exact = q * (1.0 - (p * q).powi(n as i32)) / (1.0 - p * q);
    assert!((positive - exact).abs() < 1e-12, "{positive}, {exact}");
    assert!((total - (1.0 - p.powi(n as i32)) / (1.0 - p)).abs() < 1e-12);
}

/// Every law that can be played in waves.
fn staged(graph: &Graph) -> Vec<Law> {
    let mut all = laws(graph);
    all.extend([
        law("linear-threshold", &[("weights", text("equal"))], graph),
        law("general-threshold", &[("combine", text("independent")), ("influence", number(0.3))], graph),
        law("independent-cascade", &[("probability", number(0.3)), ("coupling", text("threshold"))], graph),
        law("complex-contagion", &[("sources", rumormill::catalog::Value::Whole(2))], graph),
        law("watts", &[("share", number(0.2))], graph),
        law("bass", &[("innovation", number(0.1)), ("imitation", number(1.0))], graph),
        law("bad-news", &[("probability", number(0.3)), ("quality", number(0.5))], graph),
        law("maki-thompson", &[("clock", text("rounds"))], graph),
        law("maki-thompson", &[("spread", number(0.8)), ("stifle", number(0.5))], graph),
    ]);
    all
}

fn in_waves(law: &Law, graph: &Graph, plan: &[(f64, Vec<u32>)], horizon: f64, luck: &impl Luck) -> Cascade {
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    let moments: Vec<f64> = plan.iter().map(|wave| wave.0).collect();
    let mut ask = |moment: usize, _: &Cascade| plan[moment].1.clone();
    waves::play(law, graph, Waves { moments: &moments, ask: &mut ask }, horizon, luck, &mut scratch, &mut cascade);
    cascade
}

/// Waves of which only the first asks anybody: the plain cascade, column for column.
#[test]
fn a_wave_at_the_beginning_is_the_seed_set() {
    for id in 0..10 {
        let graph = random_net(id, 40, 160).graph();
        for law in staged(&graph) {
            for replicate in 0..20 {
                for horizon in [f64::INFINITY, 2.0] {
                    let luck = luck(id, replicate);
                    let (mut scratch, mut plain) = (Scratch::new(), Cascade::default());
                    engine::play(&law, &graph, &[5, 1, 8], horizon, &luck, &mut scratch, &mut plain);
                    let twin = [(0.0, vec![8, 5, 1]), (1.0, vec![]), (7.0, vec![1])];
                    let twin = in_waves(&law, &graph, &twin, horizon, &luck);
                    if plain.people.contains(&1) {
                        assert_eq!(twin, plain, "{law:?}");
                    }
                }
            }
        }
    }
}

/// Who is asked later stands in the queue like everybody else: times are those of the shortest way from any who was asked,
/// when it was asked, along ties with their delays.
#[test]
fn waves_are_shortest_ways() {
    for id in 0..10 {
        let net = random_net(id, 25, 90);
        let graph = net.graph();
        let places = net.places();
        for replicate in 0..30 {
            let luck = luck(id, replicate);
            let plan = [(0.0, vec![3]), (2.0, vec![4, 11]), (3.0, vec![12])];
            for (law, clock) in [
                (law("si", &[("transmission", number(0.4)), ("clock", text("rounds"))], &graph), "rounds"),
                (law("independent-cascade", &[("probability", number(0.4))], &graph), "once"),
                (law("si", &[("transmission", number(0.4))], &graph), "time"),
            ] {
                let delay = |i: usize| -> f64 {
                    let word = luck.word(luck.row(net.ties[i].0), places[i]);
                    let met = word < words_in_favour(0.4);
                    match clock {
                        "time" => exponential(word) / 0.4,
                        "once" if !met => f64::INFINITY,
                        _ if met => 1.0,
                        // The smallest d whose 1 - (1 - p)^d is above u.
                        _ => ((1.0 - rumormill::random::uniform(word)).ln() / 0.6f64.ln()).ceil().max(2.0),
                    }
                };
                let mut times = vec![f64::INFINITY; net.people];
                for (at, people) in &plan {
                    people.iter().for_each(|&person| times[person as usize] = *at);
                }
                for _ in 0..net.people {
                    for i in 0..net.ties.len() {
                        let (from, to, _) = net.ties[i];
                        times[to as usize] = times[to as usize].min(times[from as usize] + delay(i));
                    }
                }
                let cascade = in_waves(&law, &graph, &plan, f64::INFINITY, &luck);
                let mut found = vec![f64::INFINITY; net.people];
                cascade.people.iter().zip(&cascade.times).for_each(|(&person, &time)| found[person as usize] = time);
                assert_eq!(found, times, "{clock} {id} {replicate}");
                let asked = plan.iter().flat_map(|wave| &wave.1);
                let roots = asked.filter(|&&person| {
                    cascade.parents[cascade.people.iter().position(|&other| other == person).unwrap()] == NOBODY
                });
                assert_eq!(cascade.seeds, roots.count());
            }
        }
    }
}

/// 0 - 1 - ... - 5, everybody tells everybody: asked at 0 from one end and at 2 from the other.
#[test]
fn waves_meet_on_a_path() {
    let graph = Net::path(6, 1.0).graph();
    let certain = law("independent-cascade", &[("probability", number(1.0))], &graph);
    let cascade = in_waves(&certain, &graph, &[(0.0, vec![0]), (2.0, vec![5, 2])], f64::INFINITY, &luck(1, 0));
    // 2 is reached in round 2, and not asked any more; 5 tells 4, and 2 tells 3, in round 3.
    assert_eq!(cascade.people, [0, 1, 2, 5, 3, 4]);
    assert_eq!(cascade.times, [0.0, 1.0, 2.0, 2.0, 3.0, 3.0]);
    assert_eq!((cascade.seeds, cascade.parents[2], cascade.parents[3]), (2, 1, NOBODY));
    // Nobody at the beginning, and a pause between waves.
    let cascade = in_waves(&certain, &graph, &[(4.0, vec![5]), (20.0, vec![0])], 6.0, &luck(1, 0));
    assert_eq!((cascade.people, cascade.times), (vec![5, 4, 3], vec![4.0, 5.0, 6.0]));
    // Complex contagion: two neighbours must have acted, whenever they were asked.
    let ring = Net::cycle(6, 1.0).graph();
    let two = law("complex-contagion", &[("sources", rumormill::catalog::Value::Whole(2))], &ring);
    let cascade = in_waves(&two, &ring, &[(0.0, vec![0]), (3.0, vec![2])], f64::INFINITY, &luck(1, 0));
    assert_eq!((cascade.people, cascade.times), (vec![0, 2, 1], vec![0.0, 3.0, 4.0]));
}

/// A scenario with its files, played.
fn played(campaign: &str) -> (Vec<Vec<rumormill::run::Record>>, Vec<Option<Vec<String>>>) {
    let text = format!(
        "format = 1\nreplicates = 30\nrandom-seed = 4\n[network.small-world]\npeople = 80\nfriends = 4\nrewire = 0.2\n\
         [spread.independent-cascade]\nprobability = 0.2\n[[campaign]]\nname = \"one\"\n{campaign}"
    );
    let scenario = rumormill::scenario::Scenario::read("s", &text, &[]).unwrap_or_else(|wrong| panic!("{wrong}"));
    let inputs = rumormill::load::Inputs::default();
    let played = rumormill::run::run(&scenario, &inputs, || {}).unwrap_or_else(|wrong| panic!("{wrong}"));
    (played.records, played.seeds)
}

#[test]
fn seed_sets_in_waves_are_the_same_people() {
    // A wave at 0 is the seed set.
    for seeds in ["{ most-ties = 5 }", "{ random = 5 }", "{ people = [\"3\", \"1\"] }"] {
        let plain = played(&format!("seeds = {seeds}\n"));
        assert_eq!(played(&format!("[[campaign.wave]]\nat = 0\nseeds = {seeds}\n")), plain);
    }
    // Two waves at 0 are one of both: the ranking goes on where it stopped, also by chance.
    for strategy in ["most-ties", "random", "degree-discount", "friends-of-random"] {
        let plain = played(&format!("seeds = {{ {strategy} = 8 }}\n"));
        let waves = played(&format!(
            "seeds = {{ {strategy} = 3 }}\n[[campaign.wave]]\nat = 0\nseeds = {{ {strategy} = 5 }}\nnot-reached = false\n"
        ));
        assert_eq!(waves, plain, "{strategy}");
    }
    // Others in the stead of those reached: as many are asked as were to be, so no fewer act.
    let planned = played("seeds = { most-ties = 3 }\n[[campaign.wave]]\nat = 2\nseeds = { most-ties = 5 }\n");
    let adapted =
        played("seeds = { most-ties = 3 }\n[[campaign.wave]]\nat = 2\nseeds = { most-ties = 5 }\nnot-reached = true\n");
    let asked = |record: &rumormill::run::Record| record.values[0].unwrap() - record.values[1].unwrap();
    assert!(adapted.0[0].iter().all(|record| asked(record) == 8.0));
    assert!(planned.0[0].iter().all(|record| asked(record) <= 8.0));
    assert!(planned.0[0].iter().any(|record| asked(record) < 8.0));
    assert_eq!((planned.1[0].as_ref().map(Vec::len), &adapted.1[0]), (Some(8), &None));
}

/// A wave that finds fewer people left than it asks for says so; one that finds enough says nothing.
#[test]
fn who_was_asked_before_is_said() {
    let notes = |wave: &str| -> Vec<String> {
        let text = format!(
            "format = 1\nreplicates = 3\n[network.cycle]\npeople = 6\n[spread.independent-cascade]\nprobability = 0.5\n\
             [[campaign]]\nname = \"one\"\nseeds = {{ people = [\"0\", \"1\", \"2\", \"3\"] }}\n\
             [[campaign.wave]]\nat = 2\nseeds = {wave}\n"
        );
        let scenario =
            rumormill::scenario::Scenario::read("s", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        let played =
            rumormill::run::run(&scenario, &Default::default(), || ()).unwrap_or_else(|refusal| panic!("{refusal}"));
        let notes = rumormill::answer::Material::of(&scenario, &played).answer.notes;
        notes.into_iter().filter(|note| note.contains("asked")).collect()
    };
    let told = |wanted: &str, left: u32| {
        format!("`one` at 2: of {wanted} to be asked, {left} have not been asked before; the others are passed over")
    };
    assert_eq!(notes("{ people = [\"0\", \"5\"] }"), [told("2 people", 1)]);
    assert_eq!(notes("{ random = 3 }"), [told("3 people", 2)]);
    assert_eq!(notes("{ random = 2 }"), [""; 0]);
}

/// A campaign and its rival together reach, in every replicate, whom one campaign with both seed sets reaches.
#[test]
fn a_rival_takes_its_share_of_one_cascade() {
    let one = played("seeds = { people = [\"1\", \"2\", \"40\"] }\n").0;
    let rival =
        "seeds = { people = [\"1\", \"2\"] }\n[[campaign.rival]]\nname = \"two\"\nseeds = { people = [\"40\"] }\n";
    let two = played(rival).0;
    for (one, two) in one[0].iter().zip(&two[0]) {
        assert_eq!(one.values[0].unwrap(), two.values[0].unwrap() + two.rivals[0].values[0].unwrap());
    }
    assert!(two[0].iter().any(|record| record.rivals[0].values[0] > Some(1.0)));
}
