//! Ties of several kinds, ties that come and go, ties by embeddedness: scenarios from the file to the answer, against search
//! and enumeration written apart from the engine.

use crate::odds::{ALARM, Claim, Tally, holds, mean};
use rumormill::load::load;
use rumormill::run::run;
use rumormill::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Reach by campaign and replicate of a scenario beside these files.
fn reach(text: &str, files: &[(&str, &str)]) -> Vec<Vec<f64>> {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| std::fs::write(folder.path().join(name), text).unwrap());
    let mut scenario = Scenario::read("s.toml", text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let inputs = load(&mut scenario, folder.path()).unwrap_or_else(|refusal| panic!("{refusal}"));
    let played = run(&scenario, &inputs, || {}).unwrap_or_else(|refusal| panic!("{refusal}"));
    let of = |records: &Vec<rumormill::run::Record>| records.iter().map(|record| record.values[0].unwrap()).collect();
    played.records.iter().map(of).collect()
}

/// What is wrong with a scenario beside these files.
fn refusal(text: &str, files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| std::fs::write(folder.path().join(name), text).unwrap());
    let mut scenario = match Scenario::read("s.toml", text, &[]) {
        Ok(scenario) => scenario,
        Err(problems) => return problems.to_string(),
    };
    match load(&mut scenario, folder.path()) {
        Ok(inputs) => {
            run(&scenario, &inputs, || {}).err().map_or("nothing is wrong".to_owned(), |refusal| refusal.to_string())
        }
        Err(refusal) => refusal.to_string(),
    }
}

/// Whom a seed reaches along contacts whose times rise, all of one moment at once.
fn search(contacts: &[(usize, usize, u32)], seed: usize) -> usize {
    let mut since: BTreeMap<usize, Option<u32>> = BTreeMap::from([(seed, None)]);
    let times: BTreeSet<u32> = contacts.iter().map(|contact| contact.2).collect();
    for time in times {
        let before = since.clone();
        for &(u, v, _) in contacts.iter().filter(|contact| contact.2 == time) {
            for (u, v) in [(u, v), (v, u)] {
                if before.get(&u).is_some_and(|&at| at.is_none_or(|at| at < time)) {
                    since.entry(v).or_insert(Some(time));
                }
            }
        }
    }
    since.len()
}

/// Contacts of n people, in an order of their own.
fn contacts(n: usize, count: usize, moments: u32, mut x: u64) -> Vec<(usize, usize, u32)> {
    let mut next = |bound: usize| {
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (x >> 33) as usize % bound
    };
    let mut all = BTreeSet::new();
    while all.len() < count {
        let (u, v, t) = (next(n), next(n), next(moments as usize) as u32);
        if u < v {
            all.insert((u, v, t));
        }
    }
    all.into_iter().collect()
}

fn csv(contacts: &[(usize, usize, u32)]) -> String {
    let lines: Vec<String> = contacts.iter().map(|(u, v, t)| format!("p{u},p{v},{}", 100 + t)).collect();
    format!("from,to,time\n{}\n", lines.join("\n"))
}

/// With p = 1 reach is the number of those to whom a time-respecting path leads, from every person of 20 lists; the start of
/// time changes nothing.
#[test]
fn certain_talk_follows_paths_in_time() {
    for list in 0..20u64 {
        let contacts = contacts(9, 12 + list as usize, 8, list + 1);
        let known: BTreeSet<usize> = contacts.iter().flat_map(|&(u, v, _)| [u, v]).collect();
        let campaigns: String = known
            .iter()
            .map(|p| format!("[[campaign]]\nname = \"{p}\"\nseeds = {{ people = [\"p{p}\"] }}\n"))
            .collect();
        for start in ["", "start = 0\n"] {
            let text = format!(
                "format = 1\nreplicates = 1\n[network.contacts]\npath = \"c.csv\"\ndirection = \"mutual\"\n{start}\
                 [spread.independent-cascade]\nprobability = 1\n{campaigns}"
            );
            let found = reach(&text, &[("c.csv", &csv(&contacts))]);
            let exact: Vec<Vec<f64>> = known.iter().map(|&p| vec![search(&contacts, p) as f64]).collect();
            assert_eq!(found, exact, "list {list}");
        }
    }
}

/// The mean reach of talk that works half the time, against all 2^10 worlds: each contact throws a coin a direction, and who is
/// reached is found by search among those that work. (A contact works at most once, so both directions share a world only where
/// both could matter; worlds are of directed contacts.)
#[test]
fn uncertain_talk_has_its_exact_mean() {
    let contacts = contacts(5, 5, 4, 77);
    let seed = contacts[0].0;
    let directed: Vec<(usize, usize, u32)> = contacts.iter().flat_map(|&(u, v, t)| [(u, v, t), (v, u, t)]).collect();
    let mut exact = 0.0;
    for world in 0..1u32 << directed.len() {
        let live: Vec<_> = directed.iter().enumerate().filter(|(i, _)| world >> i & 1 == 1).map(|(_, c)| *c).collect();
        let mut since: BTreeMap<usize, i64> = BTreeMap::from([(seed, -1)]);
        for time in 0..4u32 {
            let before = since.clone();
            for &(u, v, _) in live.iter().filter(|c| c.2 == time) {
                if before.get(&u).is_some_and(|&at| at < i64::from(time)) {
                    since.entry(v).or_insert(i64::from(time));
                }
            }
        }
        exact += since.len() as f64 / f64::from(1u32 << directed.len());
    }
    let text = format!(
        "format = 1\nreplicates = 40000\nrandom-seed = 3\n[network.contacts]\npath = \"c.csv\"\ndirection = \"mutual\"\n\
         [spread.independent-cascade]\nprobability = 0.5\n[[campaign]]\nname = \"one\"\nseeds = {{ people = [\"p{seed}\"] }}\n"
    );
    let found = reach(&text, &[("c.csv", &csv(&contacts))]);
    holds(mean(&Claim::new("mean reach on contacts", ALARM, 0.06), &Tally::of(found[0].iter().copied()), exact));
}

/// Two layers from two files with the same names: the mean reach is that of independent tries in each layer, over all worlds of
/// both. Linear threshold reads the sum of weights.
#[test]
fn layers_are_tried_each_by_itself() {
    let work = "# directed: no\nanna\tben\nben\tcleo\ncleo\tdan\n";
    let family = "# directed: no\nanna\tben\t0.2\ndan\temma\t0.2\nben\temma\t0.2\n";
    let ties = [
        ("anna", "ben", 0.3),
        ("ben", "cleo", 0.3),
        ("cleo", "dan", 0.3),
        ("anna", "ben", 0.2),
        ("dan", "emma", 0.2),
        ("ben", "emma", 0.2),
    ];
    let mut exact = 0.0;
    // Live edges: a mutual tie throws a coin each way, and from one seed only one of the two can matter.
    for world in 0..1u32 << ties.len() {
        let live = |i: usize| world >> i & 1 == 1;
        let p: f64 = ties.iter().enumerate().map(|(i, tie)| if live(i) { tie.2 } else { 1.0 - tie.2 }).product();
        let mut reached = BTreeSet::from(["anna"]);
        loop {
            let before = reached.len();
            for (_, (u, v, _)) in ties.iter().enumerate().filter(|(i, _)| live(*i)) {
                if reached.contains(u) || reached.contains(v) {
                    reached.extend([*u, *v]);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        exact += p * reached.len() as f64;
    }
    let text = "format = 1\nreplicates = 40000\nrandom-seed = 3\n\
                [[network.layers.layer]]\nname = \"work\"\nstrength = 0.3\nnetwork = { file = { path = \"work.tsv\" } }\n\
                [[network.layers.layer]]\nname = \"family\"\nnetwork = { file = { path = \"family.tsv\" } }\n\
                [spread.independent-cascade]\nprobability = \"strength\"\n\
                [[campaign]]\nname = \"one\"\nseeds = { people = [\"anna\"] }\n";
    let files = [("work.tsv", work), ("family.tsv", family)];
    let found = reach(text, &files);
    holds(mean(&Claim::new("mean reach on layers", ALARM, 0.06), &Tally::of(found[0].iter().copied()), exact));

    let without = text.replace("strength = 0.3\n", "");
    assert!(refusal(&without, &files).contains("the ties of layer `work` have no strength"));
    let unread = text.replace("\"strength\"", "0.1");
    assert!(refusal(&unread, &files).contains("nothing in this scenario reads how strong ties are"));
}

/// What a scenario says of people and ties and nothing reads is refused, not dropped.
#[test]
fn what_nothing_reads_is_refused() {
    let text = |sections: &str, probability: &str| {
        format!(
            "format = 1\nreplicates = 2\n[network.complete]\npeople = 9\n{sections}[spread.independent-cascade]\n\
             probability = {probability}\n[[campaign]]\nname = \"one\"\nseeds = {{ random = 1 }}\n"
        )
    };
    for (sections, probability, message) in [
        (
            "[participation]\nvisits = \"2 per day\"\n",
            "0.1",
            "nothing in this scenario reads how much people take part",
        ),
        ("[relationship]\ninitial = 0.3\n", "0.1", "nothing in this scenario reads how strong ties are"),
        ("[interest]\ntopics = 3\n", "0.1", "nothing in this scenario reads what people care about"),
        ("[relationship]\nhalf-life = \"9 days\"\n", "\"strength\"", "`half-life` works on platforms alone"),
        ("[relationship]\ninitial = \"distance\"\n", "\"strength\"", "the people have no column `x`"),
        ("[relationship]\n", "\"strength\"", "nothing is wrong"),
        ("[interest]\nhomophily = 0.5\n[relationship]\n", "\"strength\"", "there are no communities"),
    ] {
        let found = refusal(&text(sections, probability), &[]);
        assert!(found.contains(message), "{sections}: {found}");
    }
}

/// In a complete network every tie is wholly embedded; a number is a number; so reach is that of the same probability.
#[test]
fn strengths_are_the_probabilities_of_ties() {
    let text = |relationship: &str, probability: &str| {
        format!(
            "format = 1\nreplicates = 50\n[network.complete]\npeople = 40\n{relationship}[spread.independent-cascade]\n\
             probability = {probability}\n[[campaign]]\nname = \"one\"\nseeds = {{ random = 1 }}\n"
        )
    };
    let same = reach(&text("[relationship]\ninitial = 0.05\n", "\"strength\""), &[]);
    assert_eq!(same, reach(&text("", "0.05"), &[]));
    let all = reach(&text("[relationship]\ninitial = \"embeddedness\"\n", "\"strength\""), &[]);
    assert_eq!(all, vec![vec![40.0; 50]]);
}

/// Propensity and visits are columns: everybody alike waits for as many as the column says.
#[test]
fn participation_stands_among_the_attributes() {
    let text = |visits: u32| {
        format!(
            "format = 1\nreplicates = 2\n[network.complete]\npeople = 9\n[participation]\nvisits = {visits}\n\
             [spread.granovetter]\nthreshold = \"visits\"\n[[campaign]]\nname = \"three\"\nseeds = {{ random = 3 }}\n"
        )
    };
    assert_eq!([3, 4].map(|visits| reach(&text(visits), &[])[0][0]), [9.0, 3.0]);
}

/// Models that know no time refuse contacts; contacts that last refuse one try each.
#[test]
fn contacts_are_played_by_models_that_know_time() {
    let text = |spread: &str| {
        format!(
            "format = 1\nreplicates = 2\n[network.contacts]\npath = \"c.csv\"\ndirection = \"mutual\"\n{spread}\
             [[campaign]]\nname = \"one\"\nseeds = {{ people = [\"p0\"] }}\n"
        )
    };
    let (moments, lasting) = ("from,to,time\np0,p1,3\n", "from,to,time,duration\np0,p1,3,2\n");
    let ic = "[spread.independent-cascade]\nprobability = 1\n";
    let si = "[spread.si]\ntransmission = 4\n";
    for (spread, file, message) in [
        ("[spread.watts]\nshare = 0.2\n", moments, "`watts` cannot be played on contacts in time"),
        ("[spread.voter]\n", moments, "cannot be played on contacts in time"),
        (ic, lasting, "some contacts last, and this model tries each contact once"),
        (si, moments, "some contacts are over in a moment"),
        ("[spread.si]\ntransmission = 0.5\nclock = \"rounds\"\n", moments, "contacts happen in time, not in rounds"),
        ("[spread.si]\ntransmission = \"strength\"\n", moments, "contacts in time have no strength"),
        (
            "[spread.sir]\ntransmission = 0.5\nrecovery = \"1 per day\"\n",
            moments,
            "those of a file of contacts have none",
        ),
        (ic, moments, "nothing is wrong"),
        (si, lasting, "nothing is wrong"),
        ("[spread.sir]\ntransmission = 0.5\nduration = 2\n", lasting, "nothing is wrong"),
    ] {
        let found = refusal(&text(spread), &[("c.csv", file)]);
        assert!(found.contains(message), "{spread}: {found}");
    }
}

/// The three scenarios of `scenarios/strong-and-weak` say what their stories claim (the pictures are looked at by eye).
#[test]
fn resolved_scenarios_play_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/strong-and-weak");
    for name in ["school-week", "two-circles", "embeddedness"] {
        let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
        let play = |text: &str| {
            let mut scenario = Scenario::read("s", text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
            scenario.replicates = 20;
            let inputs = load(&mut scenario, &folder).unwrap_or_else(|refusal| panic!("{refusal}"));
            let resolved = rumormill::scenario::to_toml(&scenario.value, &str::to_owned);
            (run(&scenario, &inputs, || {}).unwrap_or_else(|refusal| panic!("{refusal}")).records, resolved)
        };
        let (records, resolved) = play(&text);
        assert!(play(&resolved).0 == records, "{name}: resolved otherwise\n{resolved}");
    }
}
