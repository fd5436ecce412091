//! The platforms that are built in: that each says where its numbers come from, what each gives, and the facts they must show.

use rumormill::cascade::{Cascade, NOBODY};
use rumormill::load::Inputs;
use rumormill::measure::{Grid, Observed};
use rumormill::platform::{Act, Ledger, Scratch};
use rumormill::run::stage;
use rumormill::scenario::{Override, PRESETS, Scenario};

/// A scenario on a platform, with lines of its own in front of the campaign.
fn scenario(platform: &str, seeds: &str, horizon: &str, lines: &str) -> Scenario {
    let text = format!(
        "format = 1\nplatform = \"{platform}\"\nhorizon = \"{horizon}\"\nreplicates = 1000000\n{lines}\n[[campaign]]\nname = \
         \"one\"\nseeds = {{ {seeds} }}\n[[campaign.item]]\nappeal = 1.0\n"
    );
    Scenario::read("s.toml", &text, &[] as &[Override]).unwrap_or_else(|problems| panic!("{platform}: {problems}"))
}

/// Plays so many replicates on each of so many networks; `each` sees every run.
fn played(scenario: &Scenario, networks: u64, replicates: u64, mut each: impl FnMut(u64, &Cascade, &Ledger)) {
    let inputs = Inputs::default();
    for network in 0..networks {
        let stage = stage(scenario, &inputs, network).unwrap_or_else(|refusal| panic!("{refusal}"));
        let site = stage.site().unwrap();
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        for i in 0..replicates {
            cascade.clear();
            stage.play_on(&site, scenario, 0, network + i * networks, &mut scratch, &mut cascade);
            each(network, &cascade, &scratch.book.ledger);
        }
    }
}

/// Every number of a preset stands on a line that gives its source or says `assumed`, or below a comment that does, and none
/// has more than is needed.
#[test]
fn every_number_says_where_it_is_from() {
    for preset in PRESETS {
        let mut commented = false;
        for (i, line) in preset.text.lines().enumerate() {
            let line = line.trim();
            if line.starts_with('#') {
                commented |= says(line);
                continue;
            }
            if line.is_empty() || line.starts_with('[') {
                commented = if line.is_empty() { false } else { commented };
                continue;
            }
            let (code, comment) = line.split_once('#').unwrap_or((line, ""));
            let is_number = code.split_once('=').is_some_and(|(_, value)| value.contains(|c: char| c.is_ascii_digit()));
            assert!(
                !is_number || says(comment) || commented || code.starts_with("people "),
                "{} line {}: {line}",
                preset.name,
                i + 1
            );
        }
    }
}

/// Whether a comment names a source, with its year, or says that a number is assumed.
fn says(comment: &str) -> bool {
    let year = comment
        .split(|c: char| !c.is_ascii_digit())
        .any(|word| matches!(word.len(), 4) && word > "1990" && word < "2027");
    ["assumed", "KONECT", "company", "fewer than", "12.5 times", "assumption", "repeated exposure"]
        .iter()
        .any(|word| comment.contains(word))
        || year
}

/// Every preset can be run, is explained by `resolved.toml`, and gives the same when that is run.
#[test]
fn every_preset_runs_and_its_resolved_scenario_says_the_same() {
    for preset in PRESETS {
        let first = scenario(preset.name, "random = 2", "5 days", "");
        let text = rumormill::scenario::to_toml(&first.value, &|path| path.to_owned());
        let again = Scenario::read("resolved.toml", &text, &[])
            .unwrap_or_else(|problems| panic!("{}: {problems}\n{text}", preset.name));
        assert_eq!(rumormill::scenario::to_toml(&again.value, &|path| path.to_owned()), text, "{}", preset.name);
        let mut reaches = Vec::new();
        for scenario in [&first, &again] {
            let mut exposures = Vec::new();
            played(scenario, 1, 3, |_, cascade, ledger| exposures.push((cascade.reach(), ledger.all_exposures())));
            reaches.push(exposures);
        }
        assert_eq!(reaches[0], reaches[1], "{}", preset.name);
        assert!(reaches[0].iter().any(|&(_, exposures)| exposures > 0), "{}: nobody sees anything", preset.name);
    }
}

/// What rivals do is said by `resolved.toml` with units, and read from there it is the same.
#[test]
fn rivals_are_resolved_with_units() {
    let text = "format = 1\nplatform = \"facebook\"\n[network.cycle]\npeople = 100\n[[campaign]]\nname = \"one\"\n\
                seeds = { random = 3 }\n[[campaign.rival]]\nname = \"a\"\nseeds = { random = 3 }\n\
                [[campaign.rival]]\nname = \"b\"\nseeds = { random = 3 }\nat = \"2 days\"\n\
                [[campaign.rival]]\nname = \"c\"\nseeds = { random = 3 }\nat = \"1 day\"\n[[campaign.rival.item]]\nat = \"3 h\"\n";
    let first = Scenario::read("s.toml", text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let resolved = rumormill::scenario::to_toml(&first.value, &|path| path.to_owned());
    let again = Scenario::read("resolved.toml", &resolved, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    for scenario in [&first, &again] {
        let rivals = &scenario.campaigns[0].rivals;
        let times: Vec<(f64, f64)> = rivals.iter().map(|rival| (rival.wave.at, rival.plan.items[0].at)).collect();
        assert_eq!(times, [(0.0, 0.0), (48.0, 48.0), (24.0, 3.0)]);
    }
}

/// What is written as off leaves every act and exposure as it is: its time, who, and from whom.
#[test]
fn what_is_off_changes_nothing() {
    let off = "act-delay = \"0 min\"\nunfollow = { brand = 0 }\n[surface.feed]\nfidelity = \"annealed\"\n[verb.comment]\nbump = 0";
    let mut all = Vec::new();
    for lines in ["", off] {
        let mut runs = Vec::new();
        played(&scenario("facebook", "random = 50", "5 days", lines), 1, 5, |_, cascade, ledger| {
            runs.push((cascade.people.clone(), cascade.times.clone(), ledger.clone()));
        });
        all.push(runs);
    }
    assert!(all[0].iter().any(|(_, _, ledger)| ledger.acts.len() > 50));
    assert!(all[0] == all[1]);
}

/// Pools that the measured table leaves out, by platform.
fn without(platform: &str) -> &'static str {
    match platform {
        "flickr" => {
            "[verb.favourite]\nemits = [\"feed\"]\n[surface.explore]\nshare = 0\n[surface.groups]\ngroups = { seen = 0 }"
        }
        "youtube" => {
            "[surface.related]\nrelated = \"0 per hour\"\n[surface.search]\nsearch = { rate = \"0 per hour\" }\n[surface.featured]\nshare = 0"
        }
        "linkedin" => "[surface.groups]\ngroups = { seen = 0 }\n[verb.like]\nemits = { feed = 0.0 }",
        "myspace" => "[surface.charts]\nshare = 0",
        "faves" => "[surface.search]\nsearch = { rate = \"0 per hour\" }",
        _ => "",
    }
}

/// What half of whose acts the table gives the half-life of.
fn life(platform: &str) -> &'static str {
    match platform {
        "sphinn" | "newsvine" => "vote",
        "flickr" => "favourite",
        "snapfish" | "youtube" | "stumbleupon" => "view",
        "faves" => "fave",
        "diigo" => "bookmark",
        _ => "click",
    }
}

/// The table at the end of section 9.2 of the model: R_1, R_2, single, hop of one author; R_1 and half-life of fifty. Its first
/// seven columns are `scenarios/platforms/figures.csv`, which `list platforms` shows: `cargo test --test tests platforms::table
/// -- --ignored --nocapture`. REPLICATES and PLATFORM make it smaller.
#[test]
#[ignore = "a table, and takes minutes"]
fn table() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let replicates = number("REPLICATES", 2000);
    let only = std::env::var("PLATFORM").ok();
    println!("platform,people,r_1,r_1_se,r_2,single,within_one_hop,r_1_of_50,half_life_of_50,promoted");
    for preset in PRESETS.iter().filter(|preset| only.as_ref().is_none_or(|only| only == preset.name)) {
        let horizon = if preset.name == "digg" { "96 h" } else { "30 days" };
        let one = scenario(preset.name, "authors = 1", horizon, without(preset.name));
        let (mut generations, mut single, mut trees, mut near, mut all, mut runs, mut promoted) =
            ([0u64; 4], 0u64, 0u64, 0u64, 0u64, 0u64, 0u64);
        let mut squares = 0.0;
        let inputs = Inputs::default();
        let people = stage(&one, &inputs, 0).unwrap_or_else(|refusal| panic!("{refusal}")).graph.people();
        played(&one, 4, replicates, |_, cascade, ledger| {
            let observed = Observed::new(cascade, Grid::to(1.0));
            let hops = observed.generations();
            (0..4).for_each(|g| generations[g] += hops.get(g).copied().unwrap_or(0));
            let children = hops.get(1).copied().unwrap_or(0);
            squares += (children * children) as f64;
            let [alone, of_any_size] = trees_of_one(cascade);
            single += alone;
            trees += of_any_size;
            near += hops.iter().take(2).sum::<u64>();
            all += cascade.reach() as u64;
            runs += 1;
            promoted += u64::from(ledger.entries.iter().any(|&(_, surface, _)| {
                matches!(one_surface(&one, surface), "front" | "hot") && preset.name != "forum"
            }));
        });
        let fifty = scenario(preset.name, "authors = 50", horizon, without(preset.name));
        let (mut roots, mut children, mut times) = (0u64, 0u64, Vec::new());
        played(&fifty, 4, replicates / 80 + 1, |_, cascade, ledger| {
            let observed = Observed::new(cascade, Grid::to(1.0));
            roots += observed.generations()[0];
            children += observed.generations().get(1).copied().unwrap_or(0);
            let verb = platform(&fifty).verb(life(preset.name));
            let by_feed = |act: &Act| {
                verb == Some(act.verb as usize)
                    && (preset.name == "stumbleupon"
                        || matches!(one_surface(&fifty, act.surface), "feed" | "groups" | "chats"))
            };
            times.extend(ledger.acts.iter().filter(|act| by_feed(act)).map(|act| act.time));
        });
        times.sort_by(f64::total_cmp);
        let mean = generations[1] as f64 / generations[0] as f64;
        let se = ((squares / runs as f64 - mean * mean) / runs as f64).sqrt();
        println!(
            "{},{people},{mean:.4},{se:.4},{:.4},{:.3},{:.3},{:.3},{},{:.3}",
            preset.name,
            if generations[1] > 0 { generations[2] as f64 / generations[1] as f64 } else { 0.0 },
            single as f64 / trees as f64,
            near as f64 / all as f64,
            children as f64 / roots as f64,
            times.get(times.len() / 2).map_or("-".to_owned(), |t| format!("{t:.1}")),
            promoted as f64 / runs as f64,
        );
    }
}

/// Trees of one person, and all trees: who acts upon what no person handed on, a page or an ad, begins one, as the author does.
fn trees_of_one(cascade: &Cascade) -> [u64; 2] {
    let mut has_child = vec![false; cascade.reach()];
    cascade.parents.iter().filter(|&&parent| parent != NOBODY).for_each(|&parent| has_child[parent as usize] = true);
    let roots = || (0..cascade.reach()).filter(|&i| cascade.parents[i] == NOBODY);
    [roots().filter(|&i| !has_child[i]).count() as u64, roots().count() as u64]
}

fn platform(scenario: &Scenario) -> &rumormill::platform::Platform {
    match &scenario.model {
        rumormill::scenario::Spread::Platform(platform) => platform,
        _ => panic!("no platform"),
    }
}

fn one_surface(scenario: &Scenario, surface: u8) -> &str {
    platform(scenario).surfaces.get(surface as usize).map_or("asked", |surface| surface.name.as_str())
}
