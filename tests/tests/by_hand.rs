//! Small cases whose answer a person works out on paper, played from a law or the text of a scenario to its answer.

use crate::odds::{self, Claim, frequency, holds};
use crate::small::{Net, law, luck, number, text};
use rumormill::answer::Material;
use rumormill::cascade::Cascade;
use rumormill::catalog::Value;
use rumormill::engine::voices::{fair_parents, tells_voices};
use rumormill::engine::{self, Scratch};
use rumormill::graph::Graph;
use rumormill::law::Law;
use rumormill::load::Inputs;
use rumormill::run::{Played, run, theories};
use rumormill::scenario::Scenario;

fn scenario(text: &str) -> Scenario {
    Scenario::read("by-hand", text, &[]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn played(text: &str) -> Result<(Scenario, Played), String> {
    let scenario = scenario(text);
    let played = run(&scenario, &Inputs::default(), || ()).map_err(|refusal| refusal.to_string())?;
    Ok((scenario, played))
}

fn cascades(law: &Law, graph: &Graph, seeds: &[u32], horizon: f64, count: u64, mut each: impl FnMut(u64, &Cascade)) {
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    for r in 0..count {
        engine::play(law, graph, seeds, horizon, &luck(4, r), &mut scratch, &mut cascade);
        each(r, &cascade);
    }
}

/// Doses that are remembered for ever. b is active until it recovers, .3 a round, and gives a one with 1/2 in each round of that:
/// a gets one with .5 / (1 - .5 x .7) = 10/13 and is then active for good, as soon as it is open again.
#[test]
fn doses_that_last_for_ever_act_later() {
    let net = Net::new(2, vec![(1, 0, 1.0)]);
    let graph = net.graph();
    let keys =
        [("probability", number(0.5)), ("threshold", number(1.0)), ("recovery", number(0.3)), ("waning", number(0.2))];
    let law = law("dodds-watts", &keys, &graph);
    let mut active = 0;
    const N: u64 = 40_000;
    cascades(&law, &graph, &[0, 1], 400.0, N, |_, cascade| {
        active += cascade.spells.iter().filter(|spell| spell[1] == f64::INFINITY).count() as u64;
    });
    holds(frequency(&Claim::new("a dose for ever", odds::ALARM, 0.02), active, N, 10.0 / 13.0));
}

/// Two who are asked both reach a third one at the same moment: each is followed in half of the replicates. Where the record
/// does not tell who else spoke it says so, and credit by first touch is refused.
#[test]
fn of_two_voices_each_is_followed_as_often() {
    let net = Net::new(3, vec![(0, 2, 1.0), (1, 2, 1.0)]);
    let graph = net.graph();
    let fixed = Value::Table(vec![("fixed".to_owned(), number(1.5))]);
    let delays = law("continuous-time-cascade", &[("probability", number(1.0)), ("delay", fixed)], &graph);
    let cascade = law("independent-cascade", &[("probability", number(1.0))], &graph);
    const N: u64 = 20_000;
    for (what, law) in [("a delay", &delays), ("a round", &cascade)] {
        let mut first = 0;
        cascades(law, &graph, &[0, 1], f64::INFINITY, N, |r, cascade| {
            let parents = fair_parents(law, &graph, &luck(4, r), &mut Scratch::new(), cascade);
            assert_eq!((cascade.reach(), parents.len()), (3, 3));
            first += u64::from(parents[2] == 0);
        });
        holds(frequency(&Claim::new(what, odds::ALARM, 0.04), first, N, 0.5));
    }
    for (model, keys) in [
        ("kertesz-threshold", vec![("share", number(0.5))]),
        ("profile", vec![("profile", number(1.0))]),
        (
            "seir",
            vec![
                ("transmission", number(1.0)),
                ("onset", number(1.0)),
                ("recovery", number(1.0)),
                ("clock", text("rounds")),
            ],
        ),
    ] {
        assert!(!tells_voices(&law(model, &keys, &graph)), "{model}");
    }
    let refused = played(
        "format = 1\nreplicates = 2\nhorizon = 9\nattribution = \"first-touch\"\n[network.path]\npeople = 5\n\
         [spread.kertesz-threshold]\nshare = 0.5\n[[campaign]]\nname = \"a\"\nseeds = { people = [\"0\", \"4\"] }\n",
    );
    let refused = refused.err().unwrap_or_default();
    assert!(refused.contains("does not tell who else spoke in the same round"), "{refused}");
}

/// Nothing spreads, so reach is who was asked: a tenth of thirty, and a tenth more of those left; as many again where the number
/// stands inside. A column that is not there is told of a wave as of a campaign.
#[test]
fn waves_ask_as_many_as_they_say() {
    let reach = |first: &str, later: &str| {
        played(&format!(
            "format = 1\nreplicates = 1\n[network.ring-lattice]\npeople = 30\nfriends = 2\n[spread.independent-cascade]\n\
             probability = 0\n[[campaign]]\nname = \"a\"\nseeds = {first}\n[[campaign.wave]]\nat = 1\nseeds = {later}\n"
        ))
        .map(|(_, played)| played.records[0][0].values[0])
    };
    let tenth = "{ most-ties = \"10 %\" }";
    assert_eq!(reach(tenth, tenth), Ok(Some(6.0)));
    assert_eq!(reach("{ most-ties = 3 }", tenth), Ok(Some(6.0)));
    assert_eq!(
        reach("{ degree-discount = { count = \"10 %\" } }", "{ degree-discount = { count = 4 } }"),
        Ok(Some(7.0))
    );
    let refused = reach(tenth, "{ stratified = { column = \"twon\", count = 2 } }").unwrap_err();
    assert!(refused.contains("`twon`") && refused.contains("by-hand:13"), "{refused}");
}

/// The theory looks at the seed sets of all replicates, not of the first few. The chance that nothing comes of one person depends
/// on its ties, with a standard deviation of about .3 from person to person: of 3,000 and 6,000 of one network the means are
/// .004 apart, so that .03 is never seen; those of fifty are other ones.
#[test]
fn theory_looks_at_every_seed_set() {
    let dies_out = |replicates: u32| {
        let scenario = scenario(&format!(
            "format = 1\nreplicates = {replicates}\n[network.erdos-renyi]\npeople = 2_000\nmean-degree = 3\n\
             [spread.independent-cascade]\nprobability = 0.6\n[[campaign]]\nname = \"a\"\nseeds = {{ random = 1 }}\n"
        ));
        let theories = theories(&scenario, &Inputs::default(), &[], &[]).unwrap_or_else(|refusal| panic!("{refusal}"));
        theories[0][0].dies_out.expect("above the threshold")
    };
    let (few, many, more) = (dies_out(50), dies_out(3_000), dies_out(6_000));
    assert!((many - more).abs() < 0.03, "{many} and {more}");
    assert_ne!(few, many);
}

/// Delays that no number can hold are none of the queue's business.
#[test]
fn the_longest_delays_end() {
    let text = "format = 1\nreplicates = 3\n[network.tree]\nbranching = 20\ndepth = 2\n[spread.continuous-time-cascade]\n\
                probability = 1\ndelay = { weibull = { scale = 1, shape = 0.01 } }\n[[campaign]]\nname = \"a\"\nseeds = { people = [\"0\"] }\n";
    let (_, played) = played(text).unwrap();
    // Infinite delays are never; the others arrive, however late.
    assert!(played.records[0].iter().all(|record| record.values[0].is_some_and(|reach| reach > 100.0)));
}

/// Six networks must differ before a difference is clear: one network of forty is none, whatever its replicates say.
#[test]
fn one_network_is_no_evidence() {
    let text = "format = 1\nreplicates = 400\nnetworks = 40\nrandom-seed = RANDOM\n[network.erdos-renyi]\npeople = 10\n\
                mean-degree = 0.012\n[spread.independent-cascade]\nprobability = 1\n[[campaign]]\nname = \"a\"\n\
                seeds = { people = [\"0\"] }\n[[campaign]]\nname = \"b\"\nseeds = { people = [\"1\"] }\n";
    for random_seed in 1..=12 {
        let (scenario, played) = played(&text.replace("RANDOM", &random_seed.to_string())).unwrap();
        let answer = Material::of(&scenario, &played).answer;
        let difference = &answer.comparisons[0].difference;
        let (low, high) = (difference.low.unwrap_or(0.0), difference.high.unwrap_or(0.0));
        assert!(low <= 0.0 && high >= 0.0, "random seed {random_seed}: {low} to {high}");
    }
}
