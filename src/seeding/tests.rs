//! Every strategy by hand, and what holds of all.

use super::*;
use crate::audience::Audience;
use crate::catalog::{Kind, Value};
use crate::graph::generate::{Generator, erdos_renyi::ErdosRenyi};
use crate::graph::{Names, builder};
use crate::quantity::RandomSeed;
use std::collections::BTreeSet;

pub fn luck(replicate: u64) -> Replicate {
    Replicate::new(RandomSeed::new(7).unwrap(), replicate, 0)
}

/// What a strategy finds on a network about whose people nothing is known.
pub fn on<T>(graph: &Graph, find: impl FnOnce(&Network) -> T) -> T {
    find(&Network { graph, audience: &Audience::default(), luck: luck(0) })
}

fn seeds(name: &str, value: Value, graph: &Graph, replicate: u64) -> Vec<u32> {
    let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
    let seeding = (entry.build)(&value).unwrap();
    seeding.check(graph).unwrap();
    let network = Network { graph, audience: &Audience::default(), luck: luck(0) };
    seeding.seeds(&network, &luck(replicate))
}

/// Two mutual stars, centres 0 (leaves 1 to 4 and 9) and 5 (leaves 6 to 9), that share leaf 9; 10 and 11 are alone.
fn stars() -> Graph {
    let from = vec![0, 0, 0, 0, 0, 5, 5, 5, 5];
    builder::from_ties(Names::Numbered(12), from, vec![1, 2, 3, 4, 9, 6, 7, 8, 9], true)
}

#[test]
fn strategies_by_hand() {
    let graph = stars();
    assert_eq!(seeds("most-ties", Value::Whole(3), &graph, 0), [0, 5, 9]);
    let of = |name: &str, count| seeds(name, people(name, count), &graph, 0);
    assert_eq!(of("degree-discount", 3), [0, 5, 10]);
    assert_eq!(of("fewest-ties", 3), [10, 11, 1]);
    assert_eq!(of("dominating-set", 4), [0, 5, 10, 11]);
    assert_eq!(of("vote-rank", 2), [0, 5]);
    assert_eq!(of("page-rank", 3), [0, 5, 9]);
    // lambda^2 = (9 + sqrt 5) / 2, and x(9) = x(5) (lambda - 3 / lambda) = 1.1 x(5): the bridge comes before the smaller centre.
    assert_eq!(of("eigenvector", 3), [0, 9, 5]);
    assert_eq!(of("katz", 3), [0, 5, 9]);
    assert_eq!(of("closeness", 3), [0, 5, 9]);
    assert_eq!(of("betweenness", 3), [0, 5, 9]);
    // All but the lonely two have core number 1.
    assert_eq!(of("k-core", 4), [0, 5, 9, 1]);
    // 6 is three ties from 0, and 7 and 8 two from 6; the lonely two are hubs to nobody.
    assert_eq!(of("far-apart", 4), [0, 6, 7, 8]);
    assert_eq!(
        seeds("people", Value::List(vec![Value::Text("11".into()), Value::Text("3".into())]), &graph, 0),
        [11, 3]
    );
    let band = |from: f64, to: f64, count| {
        let value = [("from", Value::Number(from)), ("to", Value::Number(to)), ("count", Value::Whole(count))];
        seeds("rank-band", Value::Table(value.map(|(key, value)| (key.to_owned(), value)).into()), &graph, 0)
    };
    let mut all = band(0.0, 1.0, 12);
    all.sort_unstable();
    assert_eq!(all, (0..12).collect::<Vec<u32>>());
    assert_eq!(band(0.0, 0.25, 3), [0, 5, 9]);
}

/// A number of people as a scenario that has been read holds it: with the other keys beside it, where there are any.
fn people(name: &str, count: u64) -> Value {
    let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
    let number = |default: &str| match default.parse::<u64>() {
        Ok(whole) => Value::Whole(whole),
        Err(_) => default.parse().map_or_else(|_| Value::Text(default.trim_matches('"').to_owned()), Value::Number),
    };
    let Kind::Either(&[_, _, Kind::Table(keys)]) = entry.kind else { return Value::Whole(count) };
    let defaults = keys.iter().filter_map(|key| Some((key.name.to_owned(), number(key.default?))));
    Value::Table([("count".to_owned(), Value::Whole(count))].into_iter().chain(defaults).collect())
}

/// The names of the strategies that take a plain count.
fn counting() -> Vec<&'static str> {
    let is_count = |kind: &Kind| matches!(kind, Kind::Either(kinds) if matches!(kinds[0], Kind::Whole(..)));
    // `best` asks how it spreads, and is held by tests of its own.
    let counts = CATALOG.iter().filter(|entry| is_count(&entry.kind) && entry.name != "best");
    let names: Vec<_> = counts.map(|entry| entry.name).collect();
    assert!(names.len() >= 16, "{names:?}");
    names
}

/// Networks of all sorts: stars, nobody tied, one-way ties in pieces, a one-way circle, a clique.
fn sorts() -> Vec<Graph> {
    let clique = (0..5).flat_map(|a| (0..a).map(move |b| (a, b)));
    let one_way = ErdosRenyi::new(14, 0.1, false).unwrap().draw(3);
    let of = |n, ties: Vec<(u32, u32)>, mutual| {
        let (from, to) = ties.into_iter().unzip();
        builder::from_ties(Names::Numbered(n), from, to, mutual)
    };
    vec![
        stars(),
        of(9, vec![], false),
        one_way,
        of(6, (0..6).map(|a| (a, (a + 1) % 6)).collect(), false),
        of(5, clique.collect(), true),
        of(1, vec![], false),
    ]
}

/// Every strategy that takes a plain count gives as many different people, the same each time, whatever the network; and so it
/// does out of a group some of whom are taken.
#[test]
fn every_count_is_kept() {
    for name in counting() {
        let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
        for graph in sorts() {
            let whole = Group::everybody(&graph);
            let taken = if graph.people() > 4 { &[0, 4][..] } else { &[] };
            let part = whole.among(|person| person % 3 != 1).without(taken);
            for group in [whole, part] {
                for count in 1..=group.left() {
                    let seeding = (entry.build)(&people(name, count.into())).unwrap();
                    for replicate in 0..3 {
                        let chosen = on(&graph, |network| {
                            seeding.check_among(network, &group).unwrap();
                            seeding.seeds_among(network, &luck(replicate), &group)
                        });
                        let again = on(&graph, |network| seeding.seeds_among(network, &luck(replicate), &group));
                        assert_eq!(chosen, again);
                        let different: BTreeSet<u32> = chosen.iter().copied().collect();
                        assert_eq!((chosen.len(), different.len()), (count as usize, count as usize), "{name}");
                        assert!(different.iter().all(|&person| group.has(person)), "{name}");
                    }
                }
            }
        }
    }
}

/// Who ranks people one by one takes the same first few, however many are asked for; and on a network that looks the same from
/// everybody all stand in canonical order.
#[test]
fn a_shorter_list_begins_a_longer_one() {
    let graph = ErdosRenyi::new(40, 0.08, false).unwrap().draw(9);
    let circle = &sorts()[3];
    for name in counting() {
        let all = seeds(name, people(name, 40), &graph, 0);
        for count in [1, 7, 20] {
            assert_eq!(seeds(name, people(name, count), &graph, 0), all[..count as usize], "{name}");
        }
        if !["random", "friends-of-random", "far-apart", "degree-discount", "dominating-set"].contains(&name) {
            let first = seeds(name, people(name, 1), circle, 0);
            assert_eq!(first, [0], "{name}");
        }
    }
}

/// The same people for one thread and for three.
#[cfg(feature = "parallel")]
#[test]
fn threads_change_nothing() {
    let graph = ErdosRenyi::new(700, 0.01, false).unwrap().draw(4);
    let with = |threads: usize, name: &str| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| seeds(name, people(name, 700), &graph, 0))
    };
    for name in counting() {
        assert_eq!(with(1, name), with(3, name), "{name}");
    }
    let scores = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| on(&graph, |network| super::betweenness::scores(network, 300)))
    };
    assert!(scores(1).iter().zip(scores(3)).all(|(one, three)| one.to_bits() == three.to_bits()));
}

/// Steps from everybody to everybody along ties, and how many shortest ways: plainly, by rounds.
fn all_ways(graph: &Graph) -> Vec<Vec<Option<(u32, f64)>>> {
    let n = graph.people();
    let from = |start: u32| {
        let mut found: Vec<Option<(u32, f64)>> = vec![None; n as usize];
        found[start as usize] = Some((0, 1.0));
        for steps in 0..n {
            let mut next = vec![0.0; n as usize];
            for person in 0..n {
                if let Some((_, ways)) = found[person as usize].filter(|&(at, _)| at == steps) {
                    graph.hearers(person).iter().for_each(|&hearer| next[hearer as usize] += ways);
                }
            }
            for (found, ways) in found.iter_mut().zip(next).filter(|(found, ways)| found.is_none() && *ways > 0.0) {
                *found = Some((steps + 1, ways));
            }
        }
        found
    };
    (0..n).map(from).collect()
}

#[test]
fn closeness_and_betweenness_as_counted_plainly() {
    for (mutual, p) in [(false, 0.05), (true, 0.04), (false, 0.02)] {
        let graph = ErdosRenyi::new(90, p, mutual).unwrap().draw(8);
        let ways = all_ways(&graph);
        let close = on(&graph, |network| super::closeness::scores(network, 90));
        let unit = super::closeness::UNIT;
        for (person, &score) in close.iter().enumerate() {
            let exact: u64 =
                ways[person].iter().flatten().filter(|way| way.0 > 0).map(|way| unit / u64::from(way.0)).sum();
            assert_eq!(score, exact);
        }
        let between = on(&graph, |network| super::betweenness::scores(network, 90));
        for (person, &found) in between.iter().enumerate() {
            let mut exact = 0.0;
            for s in (0..90).filter(|&s| s != person) {
                for t in (0..90).filter(|&t| t != person && t != s) {
                    if let (Some(all), Some(to), Some(on)) = (ways[s][t], ways[s][person], ways[person][t])
                        && to.0 + on.0 == all.0
                    {
                        exact += to.1 * on.1 / all.1;
                    }
                }
            }
            assert!((found - exact).abs() < 1e-9 * (1.0 + exact), "{found} for {exact}");
        }
    }
}

/// A chain of 1,200 diamonds has 2^1200 shortest ways from end to end, more than a number holds: all the same each of the two
/// people in the middle of a diamond is passed by half of them.
#[test]
fn more_ways_than_a_number_holds() {
    let diamonds = 1200u32;
    let ties = (0..diamonds)
        .flat_map(|i| [(3 * i, 3 * i + 1), (3 * i, 3 * i + 2), (3 * i + 1, 3 * i + 3), (3 * i + 2, 3 * i + 3)]);
    let (from, to) = ties.unzip();
    let graph = builder::from_ties(Names::Numbered(3 * diamonds + 1), from, to, false);
    let between = on(&graph, |network| super::betweenness::scores(network, u64::MAX));
    // The ends before and after diamond i, and those on the other branches, each reach and are reached.
    for i in [0u32, 1, 600, 1199] {
        let (before, after) = (f64::from(3 * i + 1), f64::from(3 * (diamonds - 1 - i) + 1));
        let exact = before * after / 2.0;
        let found = between[3 * i as usize + 1];
        assert!((found - exact).abs() < 1e-6 * exact, "{found} for {exact}");
    }
}

/// Samples are a fair share of the whole, and drawn once for a network.
#[test]
fn a_sample_ranks_like_the_whole() {
    let graph = ErdosRenyi::new(300, 0.02, true).unwrap().draw(8);
    let whole = on(&graph, |network| super::closeness::scores(network, 300));
    // The sum over 200 samples of 30 of 300 people is near 20 times the whole.
    let mut sums = vec![0.0; 300];
    for index in 0..200 {
        let network = Network { graph: &graph, audience: &Audience::default(), luck: luck(index) };
        let scores = super::closeness::scores(&network, 30);
        assert_eq!(scores, super::closeness::scores(&network, 30));
        sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score as f64);
    }
    let unit = super::closeness::UNIT as f64;
    for (sum, whole) in sums.iter().zip(whole) {
        // A term lies in [0, 1] unit: standard deviation at most 1/2, of 6,000 terms in all sqrt(6,000) / 2 = 38.7.
        let error = (sum - whole as f64 * 0.1 * 200.0) / unit;
        assert!(error.abs() < 6.0 * 38.7, "{error}");
    }
}

/// Ten people in two towns; those of Hue hear the hub 0 of Hanoi and each other in a row.
fn towns() -> (Graph, Audience) {
    let ties = [(0, 1), (0, 2), (0, 3), (0, 6), (5, 6), (6, 7), (6, 8), (4, 5), (7, 8)];
    let (from, to) = ties.into_iter().unzip();
    let graph = builder::from_ties(Names::Numbered(10), from, to, true);
    let rows = (0..9).map(|person| format!("{person},{},{}\n", if person < 5 { "Hanoi" } else { "Hue" }, 10 * person));
    let text = format!("name,town,age\n{}", rows.collect::<String>());
    let attributes = crate::audience::attributes::read("f", text.as_bytes(), graph.names());
    (graph, Audience { attributes: attributes.unwrap_or_else(|_| panic!("facts")), ..Audience::default() })
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Table(entries.map(|(key, value)| (key.to_owned(), value)).into())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// What a seeding gives among the towns, checked, plainly and settled.
fn in_towns(name: &str, value: &Value, replicate: u64) -> Result<Vec<u32>, String> {
    let (graph, audience) = towns();
    let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
    let seeding = (entry.build)(value).map_err(|fault| fault.to_string())?;
    let (network, everybody) =
        (Network { graph: &graph, audience: &audience, luck: luck(0) }, Group::everybody(&graph));
    seeding.check_among(&network, &everybody).map_err(|fault| fault.to_string())?;
    let found = seeding.seeds(&network, &luck(replicate));
    if let Some(settled) = seeding.settled(&network, &everybody) {
        assert_eq!(settled.seeds(&network, &luck(replicate)), found);
    }
    Ok(found)
}

#[test]
fn among_people_of_a_town() {
    let among = |is: Value, seeds: Value| table([("column", text("town")), ("is", is), ("seeds", seeds)]);
    let most = |count| table([("most-ties", Value::Whole(count))]);
    assert_eq!(in_towns("among", &among(text("Hue"), most(2)), 0).unwrap(), [6, 5]);
    assert_eq!(in_towns("among", &among(text("Hanoi"), most(2)), 0).unwrap(), [0, 1]);
    let half = table([("most-ties", Value::Written { number: 0.5, text: "50 %".into() })]);
    assert_eq!(in_towns("among", &among(text("Hue"), half), 0).unwrap(), [6, 5]);
    let both = Value::List(vec![text("Hue"), text("Hanoi")]);
    assert_eq!(in_towns("among", &among(both, table([("fewest-ties", Value::Whole(9))])), 0).unwrap().len(), 9);
    let ages = |from: f64, to: f64, seeds| {
        table([("column", text("age")), ("from", Value::Number(from)), ("to", Value::Number(to)), ("seeds", seeds)])
    };
    assert_eq!(in_towns("among", &ages(10.0, 50.0, most(1)), 0).unwrap(), [5]);
    for replicate in 0..50 {
        let drawn = in_towns("among", &among(text("Hue"), table([("random", Value::Whole(2))])), replicate).unwrap();
        assert!(drawn.len() == 2 && drawn.iter().all(|person| (5..9).contains(person)));
    }
    let fault = |value: Value| in_towns("among", &value, 0).unwrap_err();
    assert_eq!(fault(among(text("Hu"), most(1))), "`is`: nobody has `Hu` in column `town` (did you mean `Hue`?)");
    assert_eq!(
        fault(among(text("Hue"), most(5))),
        "`seeds.most-ties`: 5 people are asked for, and the group has 4 (write at most 4)"
    );
    let unknown = table([("column", text("twon")), ("is", text("Hue")), ("seeds", most(1))]);
    assert_eq!(fault(unknown), "`column`: the people have no column `twon` (did you mean `town`?)");
    let nothing = table([("column", text("town")), ("seeds", most(1))]);
    assert!(fault(nothing).starts_with("nothing says which people are of the group"));
    let named = table([("people", Value::List(vec![text("6"), text("1")]))]);
    assert_eq!(
        fault(among(text("Hue"), named)),
        "`seeds.people[2]`: `1` is named elsewhere, or is not of the group (leave the name out)"
    );
    assert_eq!(fault(ages(51.0, 59.0, most(1))), "`column`: nobody has a number from 51 to 59 there (widen the range)");
}

#[test]
fn a_mix_asks_nobody_twice() {
    let part = |name: &str, value| table([(name, value)]);
    let mix = |parts: Vec<Value>, replicate| in_towns("mix", &Value::List(parts), replicate);
    let (named, hubs) = (part("people", Value::List(vec![text("6")])), part("most-ties", Value::Whole(2)));
    // Whoever is named comes first, and the hubs are those beside.
    assert_eq!(mix(vec![hubs.clone(), named.clone()], 0).unwrap(), [6, 0, 5]);
    for replicate in 0..50 {
        let found = mix(vec![part("random", Value::Whole(5)), named.clone(), hubs.clone()], replicate).unwrap();
        assert_eq!(found[..3], [6, 0, 5]);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 8);
    }
    let everybody = mix(vec![part("random", Value::Whole(3)), part("friends-of-random", Value::Whole(7))], 0).unwrap();
    assert_eq!(everybody.iter().collect::<BTreeSet<_>>().len(), 10);
    let share = part("random", Value::Written { number: 0.5, text: "50 %".into() });
    assert_eq!(mix(vec![share, hubs.clone()], 0).unwrap().len(), 7);
    let fault = |parts: Vec<Value>| mix(parts, 0).unwrap_err();
    assert_eq!(
        fault(vec![named.clone(), named.clone()]),
        "`[2].people[1]`: `6` is named elsewhere, or is not of the group (leave the name out)"
    );
    assert_eq!(
        fault(vec![part("random", Value::Whole(9)), hubs.clone()]),
        "`[1].random`: 9 people are asked for, and of the 10 of the network 8 are not chosen yet (write at most 8)"
    );
    let hue = |seeds| part("among", table([("column", text("town")), ("is", text("Hue")), ("seeds", seeds)]));
    assert_eq!(
        fault(vec![part("random", Value::Whole(3)), hue(part("random", Value::Whole(2)))]),
        "`[2].among.seeds.random`: 2 people are asked for, the group has 4, and those before may draw 3 of them (put this one \
         before those that draw, or ask for fewer people)"
    );
    let found = mix(vec![hue(part("random", Value::Whole(4))), part("random", Value::Whole(6))], 3).unwrap();
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 10);
    // A mix within a mix.
    let inner = part("mix", Value::List(vec![part("random", Value::Whole(2)), hubs.clone()]));
    let found = mix(vec![part("random", Value::Whole(3)), inner, part("people", Value::List(vec![text("0")]))], 5);
    assert_eq!(found.unwrap().iter().collect::<BTreeSet<_>>().len(), 8);
}

/// Each of two people in half of 4,000 replicates: standard deviation 31.6, six of them 190.
#[test]
fn any_of_two_is_a_coin() {
    let parts = ["3", "7"].map(|name| table([("people", Value::List(vec![text(name)]))]));
    let value = Value::List(parts.into());
    let first = (0..4000).filter(|&replicate| in_towns("any-of", &value, replicate).unwrap() == [3]).count();
    assert!(first.abs_diff(2000) < 190, "{first}");
}

/// Several of several have luck of their own: one or two hubs, and one or three others, are 2, 3, 4 or 5 people, each in a quarter
/// of 4,000 replicates, standard deviation 27.4, six of them 165; and nobody of four is left out where one of two stands inside
/// one of two.
#[test]
fn several_coins_are_several() {
    let any_of = |parts: Vec<Value>| table([("any-of", Value::List(parts))]);
    let most_ties = |count| table([("most-ties", Value::Whole(count))]);
    let two = Value::List(vec![any_of(vec![most_ties(1), most_ties(2)]), any_of(vec![most_ties(1), most_ties(3)])]);
    let person = |name: &str| table([("people", Value::List(vec![text(name)]))]);
    let inside = Value::List(vec![any_of(vec![person("1"), person("2")]), any_of(vec![person("3"), person("4")])]);
    let mut sizes = [0usize; 6];
    let mut alone = BTreeSet::new();
    for replicate in 0..4000 {
        sizes[in_towns("mix", &two, replicate).unwrap().len()] += 1;
        alone.extend(in_towns("any-of", &inside, replicate).unwrap());
    }
    assert!(sizes[2..].iter().all(|count| count.abs_diff(1000) < 165), "{sizes:?}");
    assert_eq!(alone, BTreeSet::from([1, 2, 3, 4]));
}

#[test]
fn communities_and_strata_by_hand() {
    let community = |count, column: Option<&str>| {
        let mut value = table([("count", Value::Whole(count))]);
        if let (Value::Table(entries), Some(column)) = (&mut value, column) {
            entries.push(("column".to_owned(), text(column)));
        }
        in_towns("one-per-community", &value, 0)
    };
    // Hanoi has five people, Hue four.
    assert_eq!(community(3, Some("town")).unwrap(), [0, 6, 1]);
    assert_eq!(
        community(10, Some("town")).unwrap_err(),
        "`column`: 10 people are asked for, and column `town` says something about 9 (ask for at most 9, or fill in the column)"
    );
    let triangles = builder::from_ties(Names::Numbered(7), vec![0, 0, 1, 3, 3, 4, 2], vec![1, 2, 2, 4, 5, 5, 3], true);
    assert_eq!(seeds("one-per-community", people("one-per-community", 4), &triangles, 0), [2, 3, 6, 0]);

    let strata = |count, shares: &str, by: &str, replicate| {
        let value =
            [("count", Value::Whole(count)), ("column", text("town")), ("shares", text(shares)), ("by", text(by))];
        in_towns("stratified", &table(value), replicate)
    };
    assert_eq!(strata(4, "equal", "most-ties", 0).unwrap(), [0, 1, 6, 5]);
    assert_eq!(strata(3, "proportional", "most-ties", 0).unwrap(), [0, 1, 6]);
    let mut met = BTreeSet::new();
    for replicate in 0..200 {
        let drawn = strata(3, "proportional", "random", replicate).unwrap();
        assert_eq!((drawn.len(), drawn.iter().filter(|&&person| person < 5).count()), (3, 2));
        met.extend(drawn);
    }
    assert_eq!(met.len(), 9);
}

/// The friend named by a random person of the stars: the centres are named by 5 - 1/2 and 4 - 1/2 leaves of 12 people
/// asked, passing over the two who hear nobody. Chance of a centre (4 + 3 + 1) / 10 (leaf 9 names either);
/// 4,000 replicates, standard error 0.0063: six of them are 0.038, where asking the person itself would give 0.2.
#[test]
fn friends_have_more_friends() {
    let graph = stars();
    let centres = (0..4000).filter(|&r| {
        let seed = seeds("friends-of-random", Value::Whole(1), &graph, r)[0];
        seed == 0 || seed == 5
    });
    let share = centres.count() as f64 / 4000.0;
    assert!((share - 0.8).abs() < 0.038, "{share}");
}

#[test]
fn too_many_and_unknown_people_are_faults() {
    let graph = stars();
    let fault = |name: &str, value| {
        let entry = CATALOG.iter().find(|entry| entry.name == name).unwrap();
        (entry.build)(&value).unwrap().check(&graph).unwrap_err().message
    };
    assert_eq!(fault("random", Value::Whole(13)), "13 people are asked for, and the network has 12");
    assert_eq!(fault("people", Value::List(vec![Value::Text("12".into())])), "nobody in the network is called `12`");
    assert_eq!(
        fault("people", Value::List(vec![Value::Text("1".into()), Value::Text("1".into())])),
        "`1` stands there twice"
    );
}
