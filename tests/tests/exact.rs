//! Every network of up to 4 people, every world, replayed through the engine: equal to plain search, no statistics.
//!
//! A world is written down in the terms of the model (which ties are live, whom a person listens to, how many heard are
//! enough, after how many rounds a tie works), turned into the words of luck that mean it, as near to the boundary of their
//! meaning as there are words, and played. What is expected is computed from the world alone by a search that knows no
//! words. Each check takes any [`Player`] and the largest number of people, and says where the first world differs.

use crate::small::{
    Engine, Net, Outcome, Player, Script, World, all_ties, law, members, number, pick, text, words_in_favour,
};
use rumormill::cascade::NOBODY;
use rumormill::graph::{Graph, PerPerson, PerTie};
use rumormill::law::{Contacts, Law, Life, Rounds, Rule, WHOLE};
use rumormill::random::Chance;

const NEVER: f64 = f64::INFINITY;

/// How many worlds agreed, or the first that did not.
pub type Checked = Result<u64, String>;

/// A network with what the searches need of it, by bits of people.
struct Small {
    n: usize,
    net: Net,
    graph: Graph,
    places: Vec<u32>,
    /// The bit of each tie among all ties of n people.
    bits: Vec<usize>,
    /// Whom each person hears.
    heard: Vec<u32>,
}

impl Small {
    fn new(n: usize, mask: u32) -> Small {
        Small::of(Net::of_bits(n, mask, 0.5))
    }

    fn of(net: Net) -> Small {
        let all = all_ties(net.people);
        let bit = |tie: &(u32, u32, f64)| all.iter().position(|&other| other == (tie.0, tie.1)).expect("a tie");
        let mut heard = vec![0; net.people];
        for &(from, to, _) in &net.ties {
            heard[to as usize] |= 1 << from;
        }
        let (graph, places, bits) = (net.graph(), net.places(), net.ties.iter().map(bit).collect());
        Small { n: net.people, graph, places, bits, heard, net }
    }

    fn k(&self, person: usize) -> u32 {
        self.heard[person].count_ones()
    }

    /// The ties a person hears by, in canonical order of those heard.
    fn heard_by(&self, person: usize) -> Vec<usize> {
        (0..self.net.ties.len()).filter(|&tie| self.net.ties[tie].1 as usize == person).collect()
    }
}

/// Every network of 1 to `most` people.
fn networks(most: usize) -> impl Iterator<Item = Small> {
    (1..=most).flat_map(|n| (0..1u32 << (n * (n - 1))).map(move |mask| Small::new(n, mask)))
}

fn seed_sets(n: usize) -> Vec<Vec<u32>> {
    (0..1 << n).map(members).collect()
}

/// All vectors with entry i below `bounds[i]`.
fn odometer(bounds: &[u32], mut each: impl FnMut(&[u32]) -> Result<(), String>) -> Result<(), String> {
    let mut digits = vec![0; bounds.len()];
    loop {
        each(&digits)?;
        let Some(i) = (0..bounds.len()).find(|&i| digits[i] + 1 < bounds[i]) else { return Ok(()) };
        digits[i] += 1;
        digits[..i].fill(0);
    }
}

/// Plays and compares; `parent` says whether (parent, child, time of parent, time of child) may be.
#[allow(clippy::too_many_arguments)]
fn compare(
    player: &mut impl Player,
    law: &Law,
    small: &Small,
    seeds: &[u32],
    horizon: f64,
    luck: &impl rumormill::random::Luck,
    expected: &[f64],
    out: &mut Outcome,
    parent: impl Fn(usize, usize) -> bool,
    outside: bool,
) -> Result<(), String> {
    player.play(law, &small.graph, seeds, horizon, luck, out);
    let reach = expected.iter().filter(|&&time| time < NEVER).count();
    let told = |what: &str, out: &Outcome| {
        Err(format!(
            "{what}: ties {:?}, seeds {seeds:?}, horizon {horizon}, law {law:?}\n expected {expected:?}\n found {out:?}",
            small.net.ties
        ))
    };
    if out.times != expected || out.reach != reach {
        return told("another outcome", out);
    }
    for person in 0..small.n {
        let by = out.parents[person];
        let alone = expected[person] == NEVER || expected[person] == 0.0 || outside;
        let fits = if by == NOBODY { alone } else { expected[person] > 0.0 && parent(by as usize, person) };
        if !fits {
            return told("another parent", out);
        }
    }
    Ok(())
}

/// Times by search along a set of ties (bits among all ties), one round a tie.
fn distances(n: usize, ties: u32, seeds: &[u32]) -> Vec<f64> {
    let mut times = vec![NEVER; n];
    for &seed in seeds {
        times[seed as usize] = 0.0;
    }
    for round in 1..=n {
        for (bit, (from, to)) in all_ties(n).into_iter().enumerate() {
            if ties >> bit & 1 == 1 && times[from as usize] == (round - 1) as f64 && times[to as usize] == NEVER {
                times[to as usize] = round as f64;
            }
        }
    }
    times
}

fn cut(times: &[f64], horizon: f64) -> Vec<f64> {
    times.iter().map(|&time| if time <= horizon { time } else { NEVER }).collect()
}

/// Independent cascade: every set of live ties, for p = 0, 1/3, 1/2 and 1, written as a number for all ties, as a strength
/// per tie or as a value per hearer. The word of a live tie is 0 or the last in favour, of a dead one the first against or
/// the last of all.
pub fn cascades(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    for n in 1..=most {
        let sets = seed_sets(n);
        let table: Vec<Vec<Vec<f64>>> = (0..1u32 << (n * (n - 1)))
            .map(|ties| sets.iter().map(|seeds| distances(n, ties, seeds)).collect())
            .collect();
        for mask in 0..1u32 << (n * (n - 1)) {
            let small = Small::new(n, mask);
            for (p, by) in [(0.0, "number"), (1.0 / 3.0, "number"), (0.5, "strength"), (1.0, "number"), (0.5, "hearer")]
            {
                let law = match by {
                    "number" => law("independent-cascade", &[("probability", number(p))], &small.graph),
                    "strength" => law("independent-cascade", &[("probability", text("strength"))], &small.graph),
                    _ if n > 3 => continue,
                    _ => law("independent-cascade", &[("probability", text("weighted-cascade"))], &small.graph),
                };
                // The ties of certain outcome, and p of the others, by hearer.
                let share = |tie: usize| match by {
                    "hearer" => 1.0 / f64::from(small.k(small.net.ties[tie].1 as usize)),
                    _ => p,
                };
                let chance: Vec<f64> = (0..small.bits.len()).map(share).collect();
                let free = (0..small.bits.len()).filter(|&i| chance[i] > 0.0 && chance[i] < 1.0);
                let free = free.fold(0u32, |free, i| free | 1 << small.bits[i]);
                let always =
                    (0..small.bits.len()).filter(|&i| chance[i] == 1.0).fold(0u32, |set, i| set | 1 << small.bits[i]);
                let favour: Vec<u64> =
                    chance.iter().map(|&p| if p > 0.0 && p < 1.0 { words_in_favour(p) } else { 0 }).collect();
                // All subsets of the free ties.
                let mut subset = free;
                loop {
                    let live = subset | always;
                    let mut world = World::new(n);
                    for (i, &bit) in small.bits.iter().enumerate() {
                        let near = (live.count_ones() + i as u32).is_multiple_of(2);
                        let word = match (live >> bit & 1 == 1, near) {
                            (true, true) => favour[i].wrapping_sub(1),
                            (true, false) => 0,
                            (false, true) => favour[i],
                            (false, false) => u64::MAX,
                        };
                        world.set_tie(small.net.ties[i].0, small.places[i], word);
                    }
                    for (set, seeds) in sets.iter().enumerate() {
                        let expected = &table[live as usize][set];
                        let parent = |by: usize, person: usize| {
                            let along = small.net.ties.iter().position(|t| (t.0, t.1) == (by as u32, person as u32));
                            along.is_some_and(|i| live >> small.bits[i] & 1 == 1)
                                && expected[by] + 1.0 == expected[person]
                        };
                        let first =
                            compare(player, &law, &small, seeds, NEVER, &world, expected, &mut out, parent, false);
                        first?;
                        worlds += 1;
                        for horizon in [0.0, 1.0, 2.0, 2.5] {
                            if n <= 3 && by == "number" {
                                let expected = cut(expected, horizon);
                                compare(
                                    player, &law, &small, seeds, horizon, &world, &expected, &mut out, parent, false,
                                )?;
                                worlds += 1;
                            }
                        }
                    }
                    if subset == 0 {
                        break;
                    }
                    subset = (subset - 1) & free;
                }
            }
        }
    }
    Ok(worlds)
}

/// Times in rounds where a person acts in the round after `acts(person, set of those who acted)` first holds.
fn by_rule(n: usize, seeds: &[u32], horizon: f64, acts: impl Fn(usize, u32) -> bool) -> Vec<f64> {
    let mut times = vec![NEVER; n];
    let mut active = seeds.iter().fold(0u32, |set, seed| set | 1 << seed);
    for person in 0..n {
        // Whom an empty set is enough for acts at the start.
        if active >> person & 1 == 1 || acts(person, 0) {
            times[person] = 0.0;
        }
    }
    active = (0..n).filter(|&person| times[person] == 0.0).fold(0, |set, person| set | 1 << person);
    for round in 1..=n {
        let new = (0..n).filter(|&person| active >> person & 1 == 0 && acts(person, active));
        let new = new.fold(0, |set, person| set | 1 << person);
        for person in members(new) {
            times[person as usize] = round as f64;
        }
        active |= new;
    }
    cut(&times, horizon)
}

fn horizon_of(case: u64) -> f64 {
    [NEVER, NEVER, 0.0, 1.0, 2.0][case as usize % 5]
}

/// Linear threshold with equal weights: for each person of k heard, each m of 1..=k that is enough, by the first and the
/// last theta of which it is true; and by the live-edge coupling every choice of whom each person listens to.
pub fn equal_weights(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    for small in networks(most) {
        let n = small.n;
        let by_threshold = law("linear-threshold", &[("weights", text("equal"))], &small.graph);
        let by_choice =
            law("linear-threshold", &[("weights", text("equal")), ("coupling", text("live-edge"))], &small.graph);
        let bounds: Vec<u32> = (0..n).map(|person| small.k(person).max(1)).collect();
        let sets = seed_sets(n);
        odometer(&bounds, |digits| {
            for last in [false, true] {
                let mut world = World::new(n);
                for person in 0..n {
                    let (k, m) = (u128::from(small.k(person)), u128::from(digits[person]));
                    // The words whose theta k lies in (m, m + 1]: from m 2^64 / k on, rounded up.
                    world.theta[person] = match (k, last) {
                        (0, _) => 0,
                        (_, false) => (m << 64).div_ceil(k) as u64,
                        (_, true) => (((m + 1) << 64).div_ceil(k) - 1) as u64,
                    };
                }
                for (set, seeds) in sets.iter().enumerate() {
                    let horizon = horizon_of(set as u64 + worlds);
                    let enough = |person: usize, active: u32| {
                        small.k(person) > 0 && (small.heard[person] & active).count_ones() > digits[person]
                    };
                    let expected = by_rule(n, seeds, horizon, enough);
                    let parent = |by: usize, person: usize| {
                        small.heard[person] >> by & 1 == 1 && expected[by] + 1.0 == expected[person]
                    };
                    compare(player, &by_threshold, &small, seeds, horizon, &world, &expected, &mut out, parent, false)?;
                    worlds += 1;
                }
                let mut chosen = vec![usize::MAX; n];
                for person in 0..n {
                    let heard = small.heard_by(person);
                    if !heard.is_empty() {
                        chosen[person] = small.net.ties[heard[digits[person] as usize]].0 as usize;
                        let width = WHOLE / heard.len() as u64;
                        let place = u64::from(digits[person]);
                        let x = if last { (place + 1) * width - 1 } else { place * width };
                        world.theta[person] = x << 1 | u64::from(last);
                    }
                }
                for (set, seeds) in sets.iter().enumerate() {
                    let horizon = horizon_of(set as u64 + worlds);
                    let listens = |person: usize, active: u32| chosen[person] < n && active >> chosen[person] & 1 == 1;
                    let expected = by_rule(n, seeds, horizon, listens);
                    let parent = |by: usize, person: usize| by == chosen[person];
                    compare(player, &by_choice, &small, seeds, horizon, &world, &expected, &mut out, parent, false)?;
                    worlds += 1;
                }
            }
            Ok(())
        })?;
    }
    Ok(worlds)
}

/// Weights a person's ties may have, in 64ths, by number of people heard: sums of 1 and below, and weights of 0.
const WEIGHTS: [&[&[u32]]; 4] = [
    &[&[]],
    &[&[16], &[0], &[64]],
    &[&[32, 32], &[0, 64], &[16, 47], &[16, 16]],
    &[&[16, 16, 32], &[0, 32, 32], &[8, 9, 10], &[21, 21, 22]],
];

/// A threshold next to a sum of doses, in 64ths: met by this sum, or only by more.
type Brink = (u32, bool);

/// All brinks of a person whose doses come from `dose(subset of those heard)`.
fn brinks(subsets: u32, dose: impl Fn(u32) -> u32) -> Vec<Brink> {
    let mut sums: Vec<u32> = (0..1 << subsets.count_ones()).map(|i| dose(spread(i, subsets))).collect();
    sums.sort_unstable();
    sums.dedup();
    let mut brinks = Vec::new();
    for sum in sums {
        if sum > 0 {
            brinks.push((sum, false));
        }
        if sum < 64 {
            brinks.push((sum, true));
        }
    }
    brinks
}

/// The bits of `packed` put where `mask` has its ones.
fn spread(packed: u32, mask: u32) -> u32 {
    members(mask).into_iter().enumerate().fold(0, |set, (i, person)| set | (packed >> i & 1) << person)
}

/// Runs `each` over all vectors of brinks for up to three people, over a choice of eight for more.
fn brink_worlds(
    n: usize,
    id: u64,
    of: &[Vec<Brink>],
    mut each: impl FnMut(&[Brink]) -> Result<(), String>,
) -> Result<(), String> {
    let vector = |digits: &[u32]| -> Vec<Brink> { digits.iter().zip(of).map(|(&i, of)| of[i as usize]).collect() };
    if n <= 3 {
        let bounds: Vec<u32> = of.iter().map(|of| of.len() as u32).collect();
        return odometer(&bounds, |digits| each(&vector(digits)));
    }
    for draw in 0..8 {
        let digits: Vec<u32> = (0..n).map(|v| (pick(id, draw, v as u64) % of[v].len() as u64) as u32).collect();
        each(&vector(&digits))?;
    }
    Ok(())
}

/// Thresholds per person on the brink of every sum of doses: linear threshold and general threshold ("sum") by strengths,
/// "sum" with one number for all, "independent" by strengths and with one number, the cascade by thresholds.
pub fn doses(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    let combine = |word, influence| [("combine", text(word)), ("influence", influence)];
    for (id, plain) in networks(most).enumerate() {
        let (id, n) = (id as u64, plain.n);
        let sets = seed_sets(n);
        for kind in 0..6 {
            let independent = kind >= 3;
            let one = if independent { 32 } else { 16 };
            // In 64ths, by tie: drawn from the sets above, or from 0, 1/4, 1/2, 3/4 and 1, or one number.
            let mut share = vec![one; plain.net.ties.len()];
            for person in 0..n {
                let ties = plain.heard_by(person);
                let sets = WEIGHTS[ties.len()];
                let set = sets[pick(id, kind, person as u64) as usize % sets.len()];
                for (place, &tie) in ties.iter().enumerate() {
                    if independent && kind != 4 {
                        share[tie] = 16 * (pick(id, kind, 100 + tie as u64) % 5) as u32;
                    } else if !independent && kind != 2 {
                        share[tie] = set[place];
                    }
                }
            }
            let ties = plain.net.ties.iter().zip(&share).map(|(&(a, b, _), &w)| (a, b, f64::from(w) / 64.0)).collect();
            let small = Small::of(Net::new(n, ties));
            let law = match kind {
                0 => law("linear-threshold", &[("weights", text("strength"))], &small.graph),
                1 => law("general-threshold", &combine("sum", text("strength")), &small.graph),
                2 => law("general-threshold", &combine("sum", number(0.25)), &small.graph),
                3 => law("general-threshold", &combine("independent", text("strength")), &small.graph),
                4 => law("general-threshold", &combine("independent", number(0.5)), &small.graph),
                _ => {
                    let keys = [("probability", text("strength")), ("coupling", text("threshold"))];
                    law("independent-cascade", &keys, &small.graph)
                }
            };
            let dose = |person: usize, active: u32| -> u32 {
                let met = small.net.ties.iter().zip(&share);
                let met = met.filter(|((from, to, _), _)| *to as usize == person && active >> from & 1 == 1);
                if independent {
                    // 64 (1 - prod(1 - p)), exact: at most three factors in quarters.
                    64 - met.fold(64, |rest, (_, share)| rest * (64 - share) / 64)
                } else {
                    met.map(|(_, share)| share).sum()
                }
            };
            let of: Vec<Vec<Brink>> = (0..n).map(|v| brinks(small.heard[v], |heard| dose(v, heard))).collect();
            brink_worlds(n, id * 8 + kind, &of, |brink| {
                let mut world = World::new(n);
                for (person, &(sum, above)) in brink.iter().enumerate() {
                    let sum = u64::from(sum);
                    // theta = (x + 1) 2^-63 with x the leading 63 bits, or u = (x + 1/2) 2^-52 with x the leading 52.
                    world.theta[person] = match (independent, above) {
                        (false, false) => ((sum << 57) - 1) << 1 | 1,
                        (false, true) => sum << 58,
                        (true, false) => ((sum << 46) - 1) << 12 | 0xFFF,
                        (true, true) => sum << 58,
                    };
                }
                for (set, seeds) in sets.iter().enumerate() {
                    let horizon = horizon_of(set as u64 + worlds);
                    let met = |person: usize, active: u32| {
                        let (sum, above) = brink[person];
                        let dose = dose(person, active);
                        dose > sum || (dose == sum && !above)
                    };
                    let expected = by_rule(n, seeds, horizon, met);
                    let parent = |by: usize, person: usize| {
                        small.heard[person] >> by & 1 == 1 && expected[by] + 1.0 == expected[person]
                    };
                    compare(player, &law, &small, seeds, horizon, &world, &expected, &mut out, parent, false)?;
                    worlds += 1;
                }
                Ok(())
            })?;
        }
        // The live-edge coupling of weights by strength: the first and last theta of each interval, and of none.
        let mut share = vec![0u64; plain.net.ties.len()];
        let mut bounds = vec![1; n];
        for person in 0..n {
            let ties = plain.heard_by(person);
            let sets = WEIGHTS[ties.len()];
            let set = sets[pick(id, 9, person as u64) as usize % sets.len()];
            for (place, &tie) in ties.iter().enumerate() {
                share[tie] = u64::from(set[place]);
            }
            bounds[person] = ties.len() as u32 + 1;
        }
        let ties = plain.net.ties.iter().zip(&share).map(|(&(a, b, _), &w)| (a, b, w as f64 / 64.0)).collect();
        let small = Small::of(Net::new(n, ties));
        let law =
            law("linear-threshold", &[("weights", text("strength")), ("coupling", text("live-edge"))], &small.graph);
        odometer(&bounds, |digits| {
            let last = pick(id, worlds, 0).is_multiple_of(2);
            let mut world = World::new(n);
            let mut chosen = vec![usize::MAX; n];
            for person in 0..n {
                let ties = small.heard_by(person);
                let before: u64 = ties.iter().take(digits[person] as usize).map(|&tie| share[tie]).sum();
                let width = ties.get(digits[person] as usize).map_or(64 - before, |&tie| share[tie]);
                if width == 0 {
                    // Nobody listens to a tie of weight 0, and a full sum leaves no room for none: another choice.
                    return Ok(());
                }
                if let Some(&tie) = ties.get(digits[person] as usize) {
                    chosen[person] = small.net.ties[tie].0 as usize;
                }
                let x = if last { ((before + width) << 57) - 1 } else { before << 57 };
                world.theta[person] = x << 1 | u64::from(last);
            }
            for (set, seeds) in sets.iter().enumerate() {
                let horizon = horizon_of(set as u64 + worlds);
                let listens = |person: usize, active: u32| chosen[person] < n && active >> chosen[person] & 1 == 1;
                let expected = by_rule(n, seeds, horizon, listens);
                let parent = |by: usize, person: usize| by == chosen[person];
                compare(player, &law, &small, seeds, horizon, &world, &expected, &mut out, parent, false)?;
                worlds += 1;
            }
            Ok(())
        })?;
    }
    Ok(worlds)
}

/// Counts: Granovetter with one threshold for all and one each, complex contagion, Watts.
pub fn counts(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    for (id, small) in networks(most).enumerate() {
        let n = small.n;
        let sets = seed_sets(n);
        let mut laws: Vec<(Law, Vec<u32>)> = Vec::new();
        for m in 0..4 {
            laws.push((
                law("granovetter", &[("threshold", rumormill::catalog::Value::Whole(m))], &small.graph),
                vec![m as u32; n],
            ));
        }
        for m in 1..4 {
            let keys = [("sources", rumormill::catalog::Value::Whole(m))];
            laws.push((law("complex-contagion", &keys, &small.graph), vec![m as u32; n]));
        }
        // (share, how many of 0, 1, 2 and 3 heard are enough; nobody is for who hears nobody).
        for (share, enough) in [
            (0.0, [0, 0, 0, 0]),
            (0.2, [9, 1, 1, 1]),
            (1.0 / 3.0, [9, 1, 1, 1]),
            (0.34, [9, 1, 1, 2]),
            (0.5, [9, 1, 1, 2]),
            (0.6, [9, 1, 2, 2]),
            (2.0 / 3.0, [9, 1, 2, 2]),
            (0.67, [9, 1, 2, 3]),
            (1.0, [9, 1, 2, 3]),
        ] {
            let needed = (0..n).map(|person| enough[small.k(person) as usize]).collect();
            laws.push((law("watts", &[("share", number(share))], &small.graph), needed));
        }
        for draw in 0..if n <= 3 { 27 } else { 6 } {
            let needed: Vec<u32> = (0..n).map(|v| (pick(id as u64, draw, v as u64) % 5) as u32).collect();
            let given = needed.iter().map(|&m| if m == 4 { u32::MAX } else { m }).collect();
            laws.push((Law::Thresholds(Rule::Count(PerPerson::Each(given))), needed));
        }
        let world = World::new(n);
        for (law, needed) in &laws {
            for (set, seeds) in sets.iter().enumerate() {
                let horizon = horizon_of(set as u64 + worlds);
                let enough = |person: usize, active: u32| (small.heard[person] & active).count_ones() >= needed[person];
                let expected = by_rule(n, seeds, horizon, enough);
                let parent = |by: usize, person: usize| {
                    small.heard[person] >> by & 1 == 1 && expected[by] + 1.0 == expected[person]
                };
                compare(player, law, &small, seeds, horizon, &world, &expected, &mut out, parent, false)?;
                worlds += 1;
            }
        }
    }
    Ok(worlds)
}

/// A word by which the first success of tries with chance p is try `d`: for p = 1/2 the first or last such word, else the
/// last in favour or first against for d = 1 and a word 1e-12 inside the interval for more.
fn word_of_try(p: f64, d: u32, last: bool) -> u64 {
    if p == 0.5 {
        let low = u64::MAX - (u64::MAX >> (d - 1));
        return if last { low + ((1 << (64 - d)) - 1) } else { low };
    }
    let (mut low, mut high) = (0.0, p);
    for _ in 1..d {
        (low, high) = (high, high + p * (1.0 - high));
    }
    let word = |u: f64| (u * 18_446_744_073_709_551_616.0) as u64;
    match (last, d) {
        (false, 1) => 0,
        (true, 1) => words_in_favour(p) - 1,
        (false, 2) => words_in_favour(p),
        (false, _) => word(low + 1e-12),
        (true, _) => word(high - 1e-12),
    }
}

/// Day by day: a tie works `delay` rounds after its speaker acted, if the speaker's life lasts as long.
fn day_by_day(n: usize, ties: &[(u32, u32, u32)], life: &[u32], seeds: &[u32], horizon: f64) -> Vec<f64> {
    let mut times = vec![NEVER; n];
    for &seed in seeds {
        times[seed as usize] = 0.0;
    }
    for day in 1..=30 {
        let today = f64::from(day);
        let works = |&&(from, to, delay): &&(u32, u32, u32)| {
            let since = today - times[from as usize];
            since == f64::from(delay) && delay <= life[from as usize] && times[to as usize] == NEVER
        };
        for to in ties.iter().filter(works).map(|tie| tie.1).collect::<Vec<_>>() {
            times[to as usize] = today;
        }
    }
    cut(&times, horizon)
}

/// SIR in rounds: ties that work at the first, second or third try, lives of one to three rounds (geometric), of two and
/// three (fixed) and for ever (SI); every world for up to 3 people, a choice of six per network for more.
pub fn rounds(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    for (id, small) in networks(most).enumerate() {
        let n = small.n;
        let sets = seed_sets(n);
        let rounds = ("clock", text("rounds"));
        // (law, transmission, the life of all if it is fixed)
        let mut laws = Vec::new();
        for b in [0.5, 1.0 / 3.0] {
            let transmission = ("transmission", if b == 0.5 { text("strength") } else { number(b) });
            let sir =
                |key, value| law("sir", &[transmission.clone(), (key, number(value)), rounds.clone()], &small.graph);
            laws.push((sir("recovery", 0.5), b, None));
            laws.push((sir("duration", 2.0), b, Some(2)));
            laws.push((sir("duration", 3.0), b, Some(3)));
            laws.push((law("si", &[transmission.clone(), rounds.clone()], &small.graph), b, Some(1000)));
        }
        let m = small.net.ties.len();
        for (which, (law, b, fixed)) in laws.iter().enumerate() {
            let mut play = |digits: &[u32]| -> Result<(), String> {
                let mut world = World::new(n);
                let mut ties = Vec::new();
                for (tie, &(from, to, _)) in small.net.ties.iter().enumerate() {
                    let delay = digits[tie] + 1;
                    ties.push((from, to, delay));
                    let last = (worlds + tie as u64).is_multiple_of(2);
                    world.set_tie(from, small.places[tie], word_of_try(*b, delay, last));
                }
                let life: Vec<u32> = (0..n).map(|v| fixed.unwrap_or_else(|| digits[m + v] + 1)).collect();
                for person in 0..n {
                    let last = (worlds / 2 + person as u64).is_multiple_of(2);
                    world.recover[person] = word_of_try(0.5, life[person].min(3), last);
                }
                for (set, seeds) in sets.iter().enumerate() {
                    let horizon = horizon_of(set as u64 + worlds);
                    let expected = day_by_day(n, &ties, &life, seeds, horizon);
                    let parent = |by: usize, person: usize| {
                        ties.iter().any(|&(from, to, delay)| {
                            (from as usize, to as usize) == (by, person)
                                && delay <= life[by]
                                && expected[by] + f64::from(delay) == expected[person]
                        })
                    };
                    compare(player, law, &small, seeds, horizon, &world, &expected, &mut out, parent, false)?;
                    worlds += 1;
                }
                Ok(())
            };
            let bounds: Vec<u32> = vec![3; m + if fixed.is_none() { n } else { 0 }];
            if n <= 3 && (*b == 0.5 || m <= 4) {
                odometer(&bounds, &mut play)?;
            } else {
                for draw in 0..3 {
                    let digit = |i| (pick(id as u64, draw + 10 * which as u64, i) % 3) as u32;
                    play(&(0..bounds.len() as u64).map(digit).collect::<Vec<_>>())?;
                }
            }
        }
    }
    Ok(worlds)
}

/// -ln(1 - u) of a word, u = (x + 1/2) 2^-52 with x its leading 52 bits: the delay the model's page states.
fn delay_of(word: u64) -> f64 {
    -libm::log(1.0 - ((word >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0)
}

/// Continuous SI, SIR (exponential and fixed life) and Bass: delays from a few words, the ends and equal ones among them,
/// so that events fall together; times by relaxing every tie n times.
pub fn continuous(player: &mut impl Player, most: usize) -> Checked {
    const WORDS: [u64; 4] = [0, 1 << 63, 3 << 62, u64::MAX];
    let mut worlds = 0;
    let mut out = Outcome::default();
    for (id, plain) in networks(most).enumerate() {
        let n = plain.n;
        let sets = seed_sets(n);
        let m = plain.net.ties.len();
        let drawn = |tie: usize| [0.0, 0.5, 1.0, 3.0][pick(id as u64, 77, tie as u64) as usize % 4];
        let ties = plain.net.ties.iter().enumerate().map(|(i, &(a, b, _))| (a, b, drawn(i))).collect();
        let small = Small::of(Net::new(n, ties));
        let strength = ("transmission", text("strength"));
        let one = ("transmission", number(1.0));
        let bass = [("innovation", number(0.5)), ("imitation", number(2.0))];
        let laws = [
            law("si", std::slice::from_ref(&strength), &small.graph),
            law("si", std::slice::from_ref(&one), &small.graph),
            law("sir", &[strength.clone(), ("recovery", number(0.5))], &small.graph),
            law("sir", &[one, ("recovery", number(1.0))], &small.graph),
            law("sir", &[strength, ("duration", number(1.5))], &small.graph),
            law("bass", &bass, &small.graph),
        ];
        for (which, law) in laws.iter().enumerate() {
            let rate = |tie: usize| match which {
                1 | 3 => 1.0,
                5 => 2.0 / f64::from(small.k(small.net.ties[tie].1 as usize)),
                _ => small.net.ties[tie].2,
            };
            let mut play = |digits: &[u32]| -> Result<(), String> {
                let word = |digit: u32| WORDS[digit as usize];
                let mut world = World::new(n);
                let mut ties = Vec::new();
                for (tie, &(from, to, _)) in small.net.ties.iter().enumerate() {
                    world.set_tie(from, small.places[tie], word(digits[tie]));
                    if rate(tie) > 0.0 {
                        ties.push((from as usize, to as usize, delay_of(word(digits[tie])) / rate(tie)));
                    }
                }
                let life: Vec<f64> = (0..n)
                    .map(|v| {
                        let word = word(digits[m + v]);
                        world.recover[v] = word;
                        // The innovation of another half rate: never the same instant as a tie's by rounding.
                        world.outside[v] = word ^ 1 << 60;
                        match which {
                            2 => delay_of(word) / 0.5,
                            3 => delay_of(word),
                            4 => 1.5,
                            _ => NEVER,
                        }
                    })
                    .collect();
                for (set, seeds) in sets.iter().enumerate() {
                    let horizon = [NEVER, 1.0, 3.0, 0.25][(set + worlds as usize) % 4];
                    let mut times = vec![NEVER; n];
                    let mut alone = vec![NEVER; n];
                    if which == 5 {
                        alone = (0..n).map(|v| delay_of(world.outside[v]) / 0.5).collect();
                        times.clone_from(&alone);
                    }
                    for &seed in seeds {
                        times[seed as usize] = 0.0;
                    }
                    for _ in 0..n {
                        for &(from, to, delay) in &ties {
                            if delay <= life[from] {
                                times[to] = times[to].min(times[from] + delay);
                            }
                        }
                    }
                    let expected = cut(&times, horizon);
                    let parent = |by: usize, person: usize| {
                        ties.iter().any(|&(from, to, delay)| {
                            (from, to) == (by, person) && delay <= life[by] && expected[by] + delay == expected[person]
                        })
                    };
                    let outside = which == 5;
                    compare(player, law, &small, seeds, horizon, &world, &expected, &mut out, parent, outside)?;
                    if outside {
                        // Who acts by no tie acts at the outside source's time.
                        for person in 0..n {
                            let no_tie = out.parents[person] == NOBODY && expected[person] > 0.0;
                            if no_tie && expected[person] < NEVER && expected[person] != alone[person] {
                                return Err(format!("{person} acted by no tie at another's time: {out:?}"));
                            }
                        }
                    }
                    worlds += 1;
                }
                Ok(())
            };
            let bounds = vec![4; m + n];
            if n <= 3 && m <= 2 {
                odometer(&bounds, &mut play)?;
            } else {
                for draw in 0..if n <= 3 { 200 } else { 3 } {
                    let digit = |i| (pick(id as u64, draw + 1000 * which as u64, i) % 4) as u32;
                    play(&(0..bounds.len() as u64).map(digit).collect::<Vec<_>>())?;
                }
            }
        }
    }
    Ok(worlds)
}

/// What a spreader's contact is about, in words of the model.
#[derive(Clone, Copy)]
struct Met {
    after: f64,
    hearer: u64,
    tells: bool,
    stifles: bool,
}

/// Maki-Thompson on both clocks against a plain replay of scripted contacts: the hearer by the first or last word that
/// means it, the coin by the words next to the two chances.
pub fn rumours(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    for (id, small) in networks(most).enumerate() {
        let n = small.n;
        let id = id as u64;
        let chances = [(1.0, 1.0), (0.5, 0.25), (0.25, 0.5), (0.0, 1.0)];
        for (seeds, draw) in
            seed_sets(n).iter().zip(0u64..).flat_map(|(seeds, set)| (0..2).map(move |d| (seeds, set * 2 + d)))
        {
            let (spread, stifle) = chances[pick(id, draw, 1) as usize % 4];
            let favour = |p: f64| {
                if p == 1.0 { u64::MAX } else { if p > 0.0 { words_in_favour(p) } else { 0 } }
            };
            let word = |person: u64, index: u64| -> u64 {
                let r = pick(id, draw, 1000 + 64 * index + person);
                match index % 4 {
                    0 => [0, 1 << 63, 3 << 62, r][r as usize % 4],
                    1 => {
                        let k = small.graph.out_degree(person as u32) as u128;
                        let Some(hearer) = u128::from(r).checked_rem(k) else { return r };
                        let first = (hearer << 64).div_ceil(k);
                        if r >> 32 & 1 == 0 { first as u64 } else { (((hearer + 1) << 64).div_ceil(k) - 1) as u64 }
                    }
                    _ => [favour(spread), favour(stifle)][r as usize % 2].wrapping_sub(r >> 32 & 1),
                }
            };
            let contact = |person: usize, index: u64| -> Option<Met> {
                let hearers = small.graph.hearers(person as u32);
                let k = hearers.len() as u128;
                let place = (u128::from(word(person as u64, 4 * index + 1)) * k) >> 64;
                let coin = word(person as u64, 4 * index + 2);
                Some(Met {
                    after: delay_of(word(person as u64, 4 * index)),
                    hearer: u64::from(*hearers.get(place as usize)?),
                    tells: spread == 1.0 || coin < favour(spread),
                    stifles: stifle == 1.0 || coin < favour(stifle),
                })
            };
            let luck = Script(word);
            for clock in ["rounds", "continuous"] {
                let keys = [("spread", number(spread)), ("stifle", number(stifle)), ("clock", text(clock))];
                let law = law("maki-thompson", &keys, &small.graph);
                let horizon = [40.0, 2.0, 5.0][pick(id, draw, 2) as usize % 3];
                let (expected, by) = if clock == "rounds" {
                    rumour_in_rounds(n, seeds, horizon, contact)
                } else {
                    rumour_in_time(n, seeds, horizon, contact)
                };
                let parent = |parent: usize, person: usize| by[person] == Some(parent);
                compare(player, &law, &small, seeds, horizon, &luck, &expected, &mut out, parent, false)?;
                worlds += 1;
            }
        }
    }
    Ok(worlds)
}

fn rumour_in_rounds(
    n: usize,
    seeds: &[u32],
    horizon: f64,
    contact: impl Fn(usize, u64) -> Option<Met>,
) -> (Vec<f64>, Vec<Option<usize>>) {
    let mut times = vec![NEVER; n];
    let mut by = vec![None; n];
    let mut made = vec![0; n];
    let mut spreads = vec![false; n];
    // Spreaders in the order in which they acted: who tells first in a round is the parent.
    let mut order: Vec<usize> = seeds.iter().map(|&seed| seed as usize).collect();
    for &seed in &order {
        (times[seed], spreads[seed]) = (0.0, true);
    }
    let mut round = 1.0;
    while round <= horizon {
        let before = times.clone();
        for person in order.clone() {
            if !spreads[person] {
                continue;
            }
            let Some(met) = contact(person, made[person]) else {
                spreads[person] = false;
                continue;
            };
            made[person] += 1;
            let hearer = met.hearer as usize;
            if before[hearer] < NEVER {
                spreads[person] = !met.stifles;
            } else if met.tells && times[hearer] == NEVER {
                (times[hearer], by[hearer]) = (round, Some(person));
                order.push(hearer);
            }
        }
        for &person in &order {
            // Who was told this round spreads from the next on.
            spreads[person] |= times[person] == round;
        }
        round += 1.0;
    }
    (times, by)
}

fn rumour_in_time(
    n: usize,
    seeds: &[u32],
    horizon: f64,
    contact: impl Fn(usize, u64) -> Option<Met>,
) -> (Vec<f64>, Vec<Option<usize>>) {
    let mut times = vec![NEVER; n];
    let mut by = vec![None; n];
    let mut made = vec![0; n];
    let mut next = vec![NEVER; n];
    for &seed in seeds {
        let seed = seed as usize;
        times[seed] = 0.0;
        next[seed] = contact(seed, 0).map_or(NEVER, |met| met.after);
    }
    loop {
        // The earliest; among equals the smallest person.
        let (mut person, mut now) = (n, NEVER);
        for v in 0..n {
            if next[v] < now {
                (person, now) = (v, next[v]);
            }
        }
        if now > horizon || person == n {
            return (times, by);
        }
        let met = contact(person, made[person]).expect("a spreader has hearers");
        made[person] += 1;
        let hearer = met.hearer as usize;
        let mut goes_on = true;
        if times[hearer] < NEVER {
            goes_on = !met.stifles;
        } else if met.tells {
            (times[hearer], by[hearer]) = (now, Some(person));
            next[hearer] = contact(hearer, 0).map_or(NEVER, |met| now + met.after);
        }
        next[person] = if goes_on { now + contact(person, made[person]).expect("hearers").after } else { NEVER };
    }
}

/// Laws no model of the catalog makes yet, but which the engine plays.
pub fn bare_laws(player: &mut impl Player, most: usize) -> Checked {
    let mut worlds = 0;
    let mut out = Outcome::default();
    for small in networks(most) {
        for (set, seeds) in seed_sets(small.n).iter().enumerate() {
            // A life of no rounds, or of no time, wins over nobody; a rate of 0 neither.
            let none = [
                Law::Tries { chance: PerTie::Same(Chance::CERTAIN).into(), life: Rounds::Fixed(0) },
                Law::Tries { chance: PerTie::Same(Chance::NEVER).into(), life: Rounds::Fixed(u32::MAX) },
                Law::Tries { chance: PerTie::Same(Chance::NEVER).into(), life: Rounds::Geometric(Chance::NEVER) },
                Law::Rates { rate: PerTie::Same(1.0).into(), outside: 0.0, life: Life::Fixed(0.0) },
                Law::Rates { rate: PerTie::Same(0.0).into(), outside: 0.0, life: Life::Exponential(0.0) },
                Law::Contacts(Contacts { rate: None, spread: Chance::NEVER, stifle: Chance::CERTAIN }),
            ];
            let world = World::new(small.n);
            for law in &none[..5] {
                let expected: Vec<f64> = (0..small.n).map(|v| if set >> v & 1 == 1 { 0.0 } else { NEVER }).collect();
                compare(player, law, &small, seeds, NEVER, &world, &expected, &mut out, |_, _| false, false)?;
                worlds += 1;
            }
            // A certain tie with any life of at least one round is a search.
            let bits = small.bits.iter().fold(0, |set, bit| set | 1 << bit);
            let expected = distances(small.n, bits, seeds);
            for life in
                [Rounds::Fixed(1), Rounds::Fixed(2), Rounds::Fixed(u32::MAX), Rounds::Geometric(Chance::CERTAIN)]
            {
                let law = Law::Tries { chance: PerTie::Same(Chance::CERTAIN).into(), life };
                let parent = |by: usize, person: usize| expected[by] + 1.0 == expected[person];
                compare(player, &law, &small, seeds, NEVER, &world, &expected, &mut out, parent, false)?;
                worlds += 1;
            }
        }
    }
    Ok(worlds)
}

/// Plays every case of each kind on networks of up to four people, and at least so many worlds of them.
macro_rules! agrees {
    ($($test:ident: $check:ident, $at_least:literal worlds;)+) => {$(
        #[test]
        fn $test() {
            let worlds = $check(&mut Engine::default(), 4).unwrap_or_else(|difference| panic!("{difference}"));
            println!("{worlds} worlds");
            assert!(worlds >= $at_least, "only {worlds} worlds were played");
        }
    )+};
}

agrees! {
    every_live_edge_world_is_a_search: cascades, 17_000_000 worlds;
    every_equal_threshold_and_every_choice: equal_weights, 1_800_000 worlds;
    thresholds_on_the_brink_of_every_dose: doses, 3_000_000 worlds;
    every_count: counts, 1_000_000 worlds;
    tries_and_lives_in_rounds: rounds, 1_000_000 worlds;
    events_come_at_exactly_their_times: continuous, 500_000 worlds;
    rumours_are_their_contacts: rumours, 200_000 worlds;
    laws_no_model_makes: bare_laws, 500_000 worlds;
}
