//! What stands beside measures, held against the cascades themselves: the same replicates played once more by the way in for
//! programs, and counted by hand.

use crate::odds::{Claim, LAW, Tally, frequency, holds, mean, standardised};
use rumormill::answer::{Answer, Material};
use rumormill::load::Inputs;
use rumormill::measure::Credit;
use rumormill::platform::Scratch;
use rumormill::run::{Played, run};
use rumormill::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};

const TEXT: &str = "format = 1\nreplicates = 60\ngroups = \"community\"\noverlap = true\nper-person = true\n\
    attribution = [\"first-touch\", \"dose\", \"leave-one-out\"]\noutbreak = 12\n\
    acceleration = { discount = 0.2 }\n\
    [network.blocks]\nsizes = [30, 20, 10]\nwithin-degree = 4\nbetween-degree = 1\n\
    [spread.independent-cascade]\nprobability = 0.2\n\
    [[campaign]]\nname = \"a\"\nseeds = { people = [\"33\", \"2\", \"50\"] }\n\
    [[campaign]]\nname = \"b\"\nseeds = { people = [\"2\", \"7\"] }\n";

fn played(text: &str) -> (Scenario, Played, Answer) {
    let scenario = Scenario::read("beside", text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let played = run(&scenario, &Inputs::default(), || ()).unwrap_or_else(|refusal| panic!("{refusal}"));
    let answer = Material::of(&scenario, &played).answer;
    (scenario, played, answer)
}

/// Who was reached in each replicate, by campaign, from the traces.
fn reached(text: &str) -> Vec<Vec<BTreeSet<u32>>> {
    let (_, played, _) = played(&text.replace("replicates = 60", "replicates = 60\ntraces = 60"));
    let people = |traces: &Vec<rumormill::cascade::Cascade>| {
        traces.iter().map(|cascade| cascade.people.iter().copied().collect()).collect()
    };
    played.traces.iter().map(people).collect()
}

/// What comes sooner and what would not come at all, from the traces: r = -ln(0.8) a round.
#[test]
fn what_comes_sooner_is_counted_as_by_hand() {
    let (_, played, answer) = played(TEXT);
    let (_, traced, _) = self::played(&TEXT.replace("replicates = 60", "replicates = 60\ntraces = 60"));
    let times = |campaign: usize, replicate: usize| -> BTreeMap<u32, f64> {
        let cascade = &traced.traces[campaign][replicate];
        cascade.people.iter().copied().zip(cascade.times.iter().map(|&time| 0.8f64.powf(time))).collect()
    };
    let (mut sooner, mut more) = (0.0, 0.0);
    for replicate in 0..60 {
        let (first, second) = (times(0, replicate), times(1, replicate));
        let both: f64 = second.iter().filter_map(|(person, worth)| Some(worth - first.get(person)?)).sum();
        let all = second.values().sum::<f64>() - first.values().sum::<f64>();
        let gain = played.beside[1][replicate].gains[0];
        assert!((gain.acceleration - both).abs() < 1e-9 && (gain.acceleration + gain.expansion - all).abs() < 1e-9);
        sooner += both / 60.0;
        more += (all - both) / 60.0;
    }
    let told = &answer.accelerations[0];
    assert_eq!((&*told.campaign, &*told.baseline, &*told.of), ("b", "a", "reach"));
    assert!((told.acceleration.mean - sooner).abs() < 1e-9 && (told.expansion.mean - more).abs() < 1e-9);
    assert!(sooner != 0.0 && more < 0.0);
    // The other way round it is the same with the other sign.
    let (_, _, turned) = self::played(&TEXT.replace("name = \"b\"", "name = \"b\"\nbaseline = true"));
    assert!((turned.accelerations[0].expansion.mean + more).abs() < 1e-9);
}

#[test]
fn groups_overlaps_and_people_are_counted_as_by_hand() {
    let (_, played, answer) = played(TEXT);
    let reached = reached(TEXT);
    for (campaign, sets) in reached.iter().enumerate() {
        for (beside, set) in played.beside[campaign].iter().zip(sets) {
            let within = |from: u32, to: u32| set.range(from..to).count() as u32;
            assert_eq!(beside.groups, [within(0, 30), within(30, 50), within(50, 60)]);
        }
        let values: Vec<(&str, f64)> =
            answer.campaigns[campaign].groups.iter().map(|group| (group.value.as_str(), group.people)).collect();
        assert_eq!(values, [("0", 30.0), ("1", 20.0), ("2", 10.0)]);
        let tally = &played.people_tally.as_ref().unwrap().1[campaign];
        for person in 0..60 {
            let by_hand = sets.iter().filter(|set| set.contains(&person)).count() as u64;
            assert_eq!(tally.reached(person), by_hand);
        }
        // Nobody who is always asked is told of as reached, and the first is the one most often reached of the others.
        let most = &answer.campaigns[campaign].most_reached;
        assert!(most.iter().all(|person| person.asked == 0.0) && most.len() == 10);
        assert!(most.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
    }
    let both: Vec<usize> = reached[0].iter().zip(&reached[1]).map(|(a, b)| a.intersection(b).count()).collect();
    let either: Vec<usize> = reached[0].iter().zip(&reached[1]).map(|(a, b)| a.union(b).count()).collect();
    let mean = both.iter().sum::<usize>() as f64 / 60.0;
    let jaccard = both.iter().zip(either).map(|(both, either)| *both as f64 / either as f64).sum::<f64>() / 60.0;
    assert_eq!(answer.overlaps[0].both.mean, mean);
    assert!((answer.overlaps[0].jaccard.as_ref().unwrap().mean - jaccard).abs() < 1e-12);
}

/// First touch and dose divide reach; leave-one-out is the difference to a campaign without the one.
#[test]
fn credits_are_what_they_say() {
    let (scenario, played, answer) = played(TEXT);
    let rules = &scenario.extras.attribution;
    assert_eq!(rules[..], [Credit::FirstTouch, Credit::Dose, Credit::LeaveOneOut]);
    for (campaign, all) in played.beside.iter().enumerate() {
        for (beside, record) in all.iter().zip(&played.records[campaign]) {
            let reach = record.values[0].unwrap();
            assert_eq!(beside.credits[0].iter().sum::<f64>(), reach);
            // Each of at most three is told to a billionth of a person.
            assert!((beside.credits[1].iter().sum::<f64>() - reach).abs() < 2e-9);
        }
    }
    let without = |seeds: &str| {
        let text = TEXT.replace("[\"33\", \"2\", \"50\"]", seeds);
        self::played(&text).1.records[0].iter().map(|record| record.values[0].unwrap()).collect::<Vec<f64>>()
    };
    let with: Vec<f64> = played.records[0].iter().map(|record| record.values[0].unwrap()).collect();
    // In canonical order, however they are written.
    for (place, (seed, others)) in
        [("2", "[\"33\", \"50\"]"), ("33", "[\"2\", \"50\"]"), ("50", "[\"33\", \"2\"]")].into_iter().enumerate()
    {
        let missing: Vec<f64> = with.iter().zip(without(others)).map(|(all, others)| all - others).collect();
        let found: Vec<f64> = played.beside[0].iter().map(|beside| beside.credits[2][place]).collect();
        assert_eq!(found, missing, "{seed}");
        let told = answer.campaigns[0].attribution.iter();
        let told = told.filter(|credit| credit.rule == Credit::LeaveOneOut).find(|credit| credit.seed == seed).unwrap();
        let mean = missing.iter().sum::<f64>() / missing.len() as f64;
        assert!((told.credit.mean - mean).abs() < 1e-12, "{seed}");
    }
}

/// Whatever is asked for beside measures moves none of them.
#[test]
fn what_is_asked_beside_measures_moves_none() {
    let lines = ["groups", "overlap", "per-person", "attribution", "acceleration"];
    let plain: String = TEXT
        .lines()
        .filter(|line| !lines.iter().any(|key| line.starts_with(key)))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(plain.len() < TEXT.len());
    let (_, with, _) = played(TEXT);
    let (_, without, _) = played(&plain);
    assert_eq!(with.records, without.records);
    assert!(without.beside.is_empty() && without.people_tally.is_none());
}

/// Three ties each, of which three in four pass on: y = 1/3, so that 1 in 27 replicates dies out and the others reach 26/27
/// of the people. Of the networks that are drawn many, so that the interval speaks for random ties.
#[test]
fn theory_stands_beside_what_is_simulated() {
    let text = "format = 1\nreplicates = 400\nnetworks = 20\n[network.random-regular]\npeople = 2000\nties = 3\n\
        [spread.independent-cascade]\nprobability = 0.75\n[theory]\nshow = true\n\
        [[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n";
    let (scenario, played, mut answer) = played(text);
    let theories = rumormill::run::theories(&scenario, &Inputs::default(), played.chosen(0), &[])
        .unwrap_or_else(|e| panic!("{e}"));
    let reach: Vec<f64> = played.records[0].iter().map(|record| record.values[0].unwrap()).collect();
    rumormill::answer::theory(&mut answer, theories, std::slice::from_ref(&reach), &scenario);
    let (says, simulated) = (&answer.theory[0].says, &answer.theory[0].simulated);
    assert!((says.dies_out.unwrap() - 1.0 / 27.0).abs() < 1e-9);
    assert!((says.size.unwrap() / 2000.0 - 26.0 / 27.0).abs() < 1e-3);
    let died = reach.iter().filter(|&&people| 2.0 * people < says.size.unwrap()).count() as u64;
    assert_eq!(simulated.dies_out, Some(died as f64 / 400.0));
    let claim = Claim::new("outbreaks on random ties die out as percolation says", 1e-6, 0.09);
    holds(frequency(&claim, died, 400, 1.0 / 27.0));
    // Of those that do not, the mean; finite networks lie within a person in a thousand.
    let large = Tally::of(reach.iter().copied().filter(|&people| 2.0 * people >= says.size.unwrap()));
    assert!((large.mean() - says.size.unwrap()).abs() < 2.0 + 5.0 * large.standard_error(), "{}", large.mean());
}

/// What theory says of a scenario of one campaign, with what was simulated.
fn with_theory(text: &str) -> (Answer, Vec<f64>) {
    let (scenario, played, mut answer) = played(text);
    let theories = rumormill::run::theories(&scenario, &Inputs::default(), played.chosen(0), &[])
        .unwrap_or_else(|e| panic!("{e}"));
    let reach: Vec<f64> = played.records[0].iter().map(|record| record.values[0].unwrap()).collect();
    rumormill::answer::theory(&mut answer, theories, std::slice::from_ref(&reach), &scenario);
    (answer, reach)
}

/// SEIR with rates 3 and 1: a tie passes on with chance 3/4, the ties of one person together. Three ties each, many networks.
/// A replicate that dies out reaches a few people, others more than nine in ten; a finite network lies within two people.
#[test]
fn theory_of_seir_is_what_is_simulated() {
    let (answer, reach) = with_theory(
        "format = 1\nreplicates = 400\nnetworks = 20\n[network.random-regular]\npeople = 2000\nties = 3\n\
         [spread.seir]\ntransmission = 3\nrecovery = 1\nonset = 0.5\n[theory]\nshow = true\n\
         [[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n",
    );
    let says = &answer.theory[0].says;
    let (dies_out, size) = (says.dies_out.unwrap(), says.size.unwrap());
    let died = reach.iter().filter(|&&people| 2.0 * people < size).count() as u64;
    holds(frequency(&Claim::new("SEIR dies out as percolation says", LAW, 0.15), died, 400, dies_out));
    let large = Tally::of(reach.iter().copied().filter(|&people| 2.0 * people >= size));
    holds(mean(&Claim::new("else SEIR ends where SIR does, in people", LAW, 20.0), &large, size));
}

/// SIS where all meet all: the level of the mean field, against the chain itself, in which what must not die out is in state i
/// with a weight of prod (births / deaths); and the simulation against the chain.
#[test]
fn theory_of_sis_is_what_is_simulated() {
    let (answer, _) = with_theory(
        "format = 1\nreplicates = 400\nhorizon = 12\n[network.complete]\npeople = 300\n\
         [spread.sis]\ntransmission = 0.010033444816053512\nrecovery = 1\n[theory]\nshow = true\n\
         [[campaign]]\nname = \"a\"\nseeds = { random = 30 }\n",
    );
    let (says, simulated) = (&answer.theory[0].says, &answer.theory[0].simulated);
    let level = says.level.unwrap();
    assert!((level - 200.0).abs() < 1e-6);
    let mut logarithm: f64 = 0.0;
    let logarithms: Vec<f64> = (1..=300)
        .map(|i| {
            let here = logarithm;
            logarithm += (0.010033444816053512 * f64::from(i) * f64::from(300 - i) / f64::from(i + 1)).ln();
            here
        })
        .collect();
    let most = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logarithms.iter().map(|logarithm| (logarithm - most).exp()).collect();
    let all: f64 = weights.iter().sum();
    let moment =
        |of: fn(f64) -> f64| (1..).zip(&weights).map(|(i, weight)| weight * of(f64::from(i))).sum::<f64>() / all;
    let (exact, variance) = (moment(|i| i), moment(|i| i * i) - moment(|i| i).powi(2));
    assert!((exact - level).abs() < 1.0, "the chain: {exact}, the mean field: {level}");
    let claim = Claim::new("people who have it at the horizon", LAW, 4.0);
    let found = simulated.level.unwrap();
    holds(standardised(&claim, found - exact, (variance / 400.0).sqrt(), format!("{found} for {exact}")));
}

/// Waves and rivals are named as what keeps theory away, and only there.
#[test]
fn no_theory_is_shown_of_waves_and_rivals() {
    let (answer, _) = with_theory(
        "format = 1\nreplicates = 2\n[network.cycle]\npeople = 20\n[spread.independent-cascade]\nprobability = 0.5\n\
         [theory]\nshow = true\n[[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n\
         [[campaign.wave]]\nat = 2\nseeds = { random = 1 }\n",
    );
    assert_eq!(answer.theory, []);
    let told: Vec<&String> = answer.notes.iter().filter(|note| note.contains("theory")).collect();
    assert_eq!(told, ["no theory applies to a campaign with waves, so none is shown of `a`"]);
}

/// Everybody hears everybody: p and q come back, and with word of mouth alone from people asked first, q alone. The bias of
/// a thousand people instead of endlessly many is far below what is noticed.
#[test]
fn bass_rates_come_back() {
    let fitted = |innovation: f64, imitation: f64, seeds: u32| {
        let text = format!(
            "format = 1\nreplicates = 60\nhorizon = 60\nbass = true\n[network.complete]\npeople = 1000\n\
             [spread.bass]\ninnovation = {innovation}\nimitation = {imitation}\n\
             [[campaign]]\nname = \"a\"\n{}",
            if seeds > 0 { format!("seeds = {{ random = {seeds} }}\n") } else { String::new() }
        );
        let (_, _, answer) = played(&text);
        let campaign = &answer.campaigns[0];
        let bass = campaign.bass.clone().unwrap();
        assert_eq!((bass.unit.as_str(), bass.per_year), ("unit", None));
        assert_eq!(bass.curve.len(), campaign.curve.time.len());
        assert!(bass.r_squared > 0.99 && (bass.market.value - 1000.0).abs() < 5.0, "{bass:?}");
        bass
    };
    let half =
        |rate: rumormill::answer::RateAnswer| (rate.high.unwrap() - rate.value) / rumormill::statistics::t975(19);
    let both = fitted(0.03, 0.38, 0);
    for (rate, known, effect, name) in [(both.p, 0.03, 0.01, "p"), (both.q, 0.38, 0.05, "q")] {
        let claim = Claim::new(format!("{name} of Bass on the complete network"), LAW, effect);
        holds(standardised(&claim, rate.value - known, half(rate), format!("{rate:?}")));
    }
    let talk = fitted(0.0, 0.4, 50);
    let claim = Claim::new("q of word of mouth alone", LAW, 0.05);
    holds(standardised(&claim, talk.q.value - 0.4, half(talk.q), format!("{:?}", talk.q)));
    assert!(talk.p.value < 0.01, "{:?}", talk.p);
}

/// In the answer for programs whether it is asked for or not; nothing where nobody acts unasked.
#[test]
fn every_campaign_has_its_bass_curve_where_there_is_one() {
    let (_, _, answer) = played(TEXT);
    assert!(answer.campaigns.iter().all(|campaign| campaign.bass.as_ref().is_some_and(|bass| bass.curve.is_empty())));
    let (_, _, none) = played(&TEXT.replace("probability = 0.2", "probability = 0"));
    assert!(none.campaigns.iter().all(|campaign| campaign.bass.is_none()));
}

/// Without luck: twelve at one end of a path reach one more a round, three apart six: 12, 13, 14 against 3, 9, 15.
const PATH: &str = "format = 1\nreplicates = 9\novertake = true\n[network.path]\npeople = 60\n\
    [spread.independent-cascade]\nprobability = 1\n\
    [[campaign]]\nname = \"many\"\nseeds = { people = [\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", \"11\"] }\n\
    [[campaign]]\nname = \"apart\"\nseeds = { people = [\"15\", \"30\", \"45\"] }\n";

#[test]
fn overtaking_without_luck_is_exact() {
    let (_, played_all, answer) = played(PATH);
    assert_eq!(played_all.records[0][0].curve[..3], [12, 13, 14]);
    assert_eq!(played_all.records[1][0].curve[..3], [3, 9, 15]);
    let [apart, many] = &answer.overtakings[..] else { panic!("{:?}", answer.overtakings) };
    assert_eq!((apart.campaign.as_str(), apart.other.as_str(), apart.was_behind), ("apart", "many", true));
    // By the 48th round both have reached all: they end level, and nobody stays ahead.
    assert_eq!((apart.time, apart.ends_ahead, apart.passes, apart.never), (None, 0.0, 0.0, 1.0));
    assert_eq!((many.time, many.low, many.high), (None, None, None));
    let (_, _, short) = played(&PATH.replace("replicates = 9", "replicates = 9\nhorizon = 10"));
    let [apart, many] = &short.overtakings[..] else { panic!("{:?}", short.overtakings) };
    assert_eq!((apart.time, apart.low, apart.high, apart.never), (Some(2.0), Some(2.0), Some(2.0), 0.0));
    assert_eq!((apart.passes, apart.median_time, apart.ends_ahead), (1.0, Some(2.0), 9.0));
    assert_eq!((many.time, many.was_behind, many.never, many.ends_ahead), (None, true, 1.0, 0.0));
}

/// With luck, counted by hand from the curves of the replicates.
#[test]
fn overtaking_is_counted_replicate_by_replicate() {
    let text = TEXT.replace("replicates = 60", "replicates = 300\novertake = true\nhorizon = 6");
    let (_, played, answer) = played(&text);
    let row = &answer.overtakings[0];
    assert_eq!((row.campaign.as_str(), row.other.as_str()), ("b", "a"));
    let at = |curve: &[u32], i: usize| curve[i.min(curve.len() - 1)];
    let passes = played.records[1].iter().zip(&played.records[0]).filter(|(b, a)| {
        let difference: Vec<i64> = (0..7).map(|i| i64::from(at(&b.curve, i)) - i64::from(at(&a.curve, i))).collect();
        // "b" begins with two people and "a" with three: who ends ahead was behind.
        difference[0] == -1 && difference[6] > 0
    });
    let passes = passes.count() as f64 / 300.0;
    assert!(passes > 0.0 && row.passes == passes && row.ends_ahead == passes * 300.0, "{row:?} {passes}");
    assert!(row.passes_low < passes && passes < row.passes_high);
    // On average it stays behind.
    let mean = |k: usize| played.records[k].iter().map(|r| f64::from(at(&r.curve, 6))).sum::<f64>();
    assert_eq!(row.time.is_some(), mean(1) > mean(0));
}

/// First and last touch divide the same acts, replicate by replicate, as the book has them.
#[test]
fn touches_are_the_acts_of_the_book() {
    let text = "format = 1\nreplicates = 6\nplatform = \"facebook\"\nhorizon = \"20 days\"\ntouch = [\"click\", \"visit\"]\n\
        [network.configuration]\npeople = 1_000\ndegree = { poisson = 20 }\nmutual = true\n\
        [[campaign]]\nname = \"both\"\nfollowers = 0.3\nbudget = 400\nseeds = { random = 40 }\n\
        [[campaign.item]]\nfrom = \"both\"\nappeal = 3\n\
        [campaign.broadcast]\nexposures-per-day = 2_000\ntrust = 1.0\ndays = 5\n";
    let (scenario, played, answer) = played(text);
    let rumormill::scenario::Spread::Platform(platform) = &scenario.model else { panic!("no platform") };
    let sources = platform.sources();
    assert_eq!(sources[sources.len() - 2..], ["brand", "asked"]);
    let inputs = Inputs::default();
    let stage = rumormill::run::stage(&scenario, &inputs, 0).unwrap_or_else(|refusal| panic!("{refusal}"));
    let (site, mut scratch, mut cascade) =
        (stage.site().unwrap(), Scratch::default(), rumormill::cascade::Cascade::default());
    let (mut several, mut by_brand) = (0, 0);
    for (r, beside) in played.beside[0].iter().enumerate() {
        cascade.clear();
        stage.play_on(&site, &scenario, 0, r as u64, &mut scratch, &mut cascade);
        for (v, verb) in ["click", "visit"].iter().enumerate() {
            let verb = platform.verb(verb).unwrap();
            for (s, source) in sources.iter().enumerate() {
                let is = |surface: u8| match source.as_str() {
                    "brand" => surface == u8::MAX - 1,
                    "asked" => surface == u8::MAX,
                    name => platform.surfaces.get(surface as usize).is_some_and(|surface| surface.name == name),
                };
                let acts = || scratch.book.ledger.acts.iter().filter(|act| act.verb as usize == verb);
                let first = acts().filter(|act| is(act.first)).count() as u32;
                let last = acts().filter(|act| is(act.surface)).count() as u32;
                assert_eq!(beside.touches[(v * sources.len() + s) * 2..][..2], [first, last], "{source}");
                several += u32::from(first != last);
                by_brand += if source == "brand" { last } else { 0 };
            }
            let place =
                scenario.measures.iter().position(|&name| name == format!("acts-{}", platform.verbs[verb].name));
            let acts = played.records[0][r].values[place.unwrap()].unwrap();
            let all = &beside.touches[v * sources.len() * 2..][..sources.len() * 2];
            assert_eq!(all.iter().step_by(2).sum::<u32>() as f64, acts);
            assert_eq!(all.iter().skip(1).step_by(2).sum::<u32>() as f64, acts);
        }
    }
    assert!(several > 0 && by_brand > 0, "the case tells the rules apart");
    let told = &answer.campaigns[0].touches;
    for verb in ["click", "visit"] {
        let sum = |of: fn(&rumormill::answer::TouchAnswer) -> f64| {
            told.iter().filter(|touch| touch.verb == verb).map(of).sum::<f64>()
        };
        assert!(
            (sum(|touch| touch.first_share) - 1.0).abs() < 1e-12 && (sum(|touch| touch.last_share) - 1.0).abs() < 1e-12
        );
    }
}

/// A ranking is the means in their order, and regret the mean of what each loses, replicate by replicate, against the first;
/// random people are asked too, and how long choosing takes is known and stands in no answer.
#[test]
fn a_ranking_is_as_by_hand() {
    let third = "[[campaign]]\nname = \"c\"\nseeds = { random = 4 }\n";
    let text = format!("{}{third}", TEXT.replace("overlap = true\n", "overlap = true\nranking = true\n"));
    let (_, found, answer) = played(&text);
    let reach: Vec<Vec<f64>> =
        found.records.iter().map(|records| records.iter().map(|record| record.values[0].unwrap()).collect()).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let mut order = vec![0, 1, 2];
    order.sort_by(|&a, &b| mean(&reach[b]).total_cmp(&mean(&reach[a])));
    assert_eq!(answer.ranking.len(), 3);
    for (rank, &campaign) in answer.ranking.iter().zip(&order) {
        assert_eq!(rank.campaign, ["a", "b", "c"][campaign]);
        assert_eq!((rank.reach, rank.asked), (mean(&reach[campaign]), [3.0, 2.0, 4.0][campaign]));
        let lost: Vec<f64> = reach[order[0]].iter().zip(&reach[campaign]).map(|(first, own)| first - own).collect();
        match &rank.regret {
            None => assert_eq!(campaign, order[0]),
            Some(regret) => {
                assert!((regret.mean - mean(&lost)).abs() < 1e-9);
                assert!(regret.low.unwrap() <= regret.mean && regret.mean <= regret.high.unwrap());
                let least = lost.iter().copied().fold(f64::INFINITY, f64::min);
                assert!(least <= regret.q05 && regret.q05 <= regret.q95);
            }
        }
    }
    assert!(found.choosing.len() == 3 && found.choosing.iter().all(|&seconds| seconds >= 0.0));
    let (_, without, answer) = played(TEXT);
    assert!(without.choosing.is_empty() && answer.ranking.is_empty());
}
