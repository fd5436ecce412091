//! Which assumed numbers of a platform its answers hang on: each alone at half and at double, under the same luck.
//!
//! The table of `docs/sensitivity.md` is made by `cargo test --test tests sensitivity::table -- --ignored`; PLATFORM and REPLICATES make
//! it smaller, and then it is printed alone.

use rumormill::cascade::Cascade;
use rumormill::load::Inputs;
use rumormill::measure::{Grid, Observed};
use rumormill::platform::Scratch;
use rumormill::run::stage;
use rumormill::scenario::{Override, PRESETS, Scenario};
use std::fmt::Write;

/// A number of a preset that nobody measured.
#[derive(Clone, Debug, PartialEq)]
struct Assumed {
    /// The key it stands at, `surface.feed.seen`.
    key: String,
    /// The value as written, and where the number stands in it.
    value: String,
    at: (usize, usize),
}

impl Assumed {
    /// What it is called: the key, with the word before the number where there are several.
    fn name(&self) -> String {
        let before = self.value[..self.at.0].trim_end_matches([' ', '"', '=']);
        let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
        if word.is_empty() { self.key.clone() } else { format!("{}.{word}", self.key) }
    }

    /// The number as written.
    fn number(&self) -> &str {
        &self.value[self.at.0..self.at.1]
    }

    /// The value with the number times a factor; whole numbers stay whole.
    fn times(&self, factor: f64) -> String {
        let number: f64 = self.number().replace('_', "").parse().unwrap();
        let scaled = number * factor;
        let text = match self.number().contains('.') {
            true => format!("{scaled:?}"),
            false if scaled.fract() == 0.0 || self.value.contains('"') => format!("{scaled}"),
            false if number == 1.0 => format!("{scaled:?}"),
            false => format!("{}", scaled.round()),
        };
        format!("{}{text}{}", &self.value[..self.at.0], &self.value[self.at.1..])
    }
}

/// Where numbers stand in a value: none that is part of a word such as 90-9-1.
fn numbers(value: &str) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_');
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = value[from..].find(|c: char| c.is_ascii_digit()).map(|at| at + from) {
        let end = value[begin..].find(|c| !is_part(c)).map_or(value.len(), |length| begin + length);
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        if !is_word(value[..begin].chars().next_back()) && !is_word(value[end..].chars().next()) {
            found.push((begin, end));
        }
        from = end;
    }
    found
}

/// The numbers of a preset whose line, or the remark above whose lines, says that they are assumed; how many people are
/// simulated is no property of the platform.
fn assumed(text: &str) -> Vec<Assumed> {
    let (mut section, mut remark, mut found) = (String::new(), false, Vec::new());
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            remark |= comment.contains("assumed");
        } else if let Some(name) = line.strip_prefix('[') {
            section = format!("{}.", name.trim_end_matches(']'));
        } else if line.is_empty() {
            remark = false;
        } else {
            let (code, comment) = line.split_once('#').unwrap_or((line, ""));
            let Some((key, value)) = code.split_once('=') else { continue };
            let (key, value) = (format!("{section}{}", key.trim()), value.trim());
            let says = comment.contains("assumed") || (remark && comment.trim().is_empty());
            if says && !key.ends_with(".people") && key != "people-described" {
                found.extend(numbers(value).into_iter().map(|at| Assumed {
                    key: key.clone(),
                    value: value.to_owned(),
                    at,
                }));
            }
        }
    }
    found
}

#[test]
fn assumed_numbers_are_found_and_scaled() {
    let text = "people-described = 70 # assumed\n# Both are assumed.\n[surface.feed]\nseen = 0.35\nhalf-life = \"3.2 h\" # bitly 2011\n\n\
                [participation]\nvisits = { lognormal = { mean = \"1.9 per day\", sigma = 1.0 } } # assumed\npropensity = \"90-9-1\" # assumed\n\
                [network.configuration]\ncommunity-size = 60 # assumed\npeople = 10 # assumed\n";
    let found = assumed(text);
    let names: Vec<String> = found.iter().map(Assumed::name).collect();
    let visits = "participation.visits";
    assert_eq!(
        names,
        [
            "surface.feed.seen",
            &format!("{visits}.mean"),
            &format!("{visits}.sigma"),
            "network.configuration.community-size"
        ]
    );
    assert_eq!(found[0].times(2.0), "0.7");
    assert_eq!(found[1].times(0.5), "{ lognormal = { mean = \"0.95 per day\", sigma = 1.0 } }");
    assert_eq!(found[2].times(2.0), "{ lognormal = { mean = \"1.9 per day\", sigma = 2.0 } }");
    assert_eq!((found[3].times(0.5), found[3].times(2.0)), ("30".to_owned(), "120".to_owned()));
    let value = "{ arrivals = \"4 per hour\", page = 15 }";
    let rate = Assumed { key: "surface.front.newest".to_owned(), value: value.to_owned(), at: numbers(value)[0] };
    assert_eq!(rate.times(0.125), "{ arrivals = \"0.5 per hour\", page = 15 }");
}

/// Every built-in platform has some, and each can be changed.
#[test]
fn every_preset_has_assumed_numbers_that_can_be_changed() {
    for preset in PRESETS {
        let all = assumed(preset.text);
        assert!(all.len() >= 5, "{}: {all:?}", preset.name);
        for number in &all {
            let can = [0.5, 2.0].map(|factor| scenario(preset.name, Some((number, factor))).is_some());
            assert!(can.contains(&true), "{}: {number:?} can be neither halved nor doubled", preset.name);
        }
    }
}

/// Fifty authors on a small network of the platform; `None` where the changed number is not allowed.
fn scenario(platform: &str, changed: Option<(&Assumed, f64)>) -> Option<Scenario> {
    let text = format!(
        "format = 1\nplatform = \"{platform}\"\nhorizon = \"30 days\"\nreplicates = 1000000\n[[campaign]]\nname = \"one\"\n\
         seeds = {{ authors = 50 }}\n[[campaign.item]]\nappeal = 1.0\n"
    );
    let set = |path: &str, value: String| Override { option: "--set".to_owned(), path: path.to_owned(), value };
    let mut overrides: Vec<Override> =
        changed.map(|(number, factor)| set(&number.key, number.times(factor))).into_iter().collect();
    let preset = PRESETS.iter().find(|preset| preset.name == platform).unwrap();
    // As the platform describes them, where they are few; a network that is drawn in a moment, where they are many.
    let network = preset.text.lines().find_map(|line| line.strip_prefix("[network.")).unwrap().trim_end_matches(']');
    if preset.text.lines().any(|line| line.starts_with("people ") && line.contains("20_000")) {
        overrides.push(set(&format!("network.{network}.people"), "4000".to_owned()));
    }
    Scenario::read("s.toml", &text, &overrides).ok()
}

/// R (adopters whom an author brings) and reach of fifty authors, over so many replicates on each of two networks.
fn outcome(scenario: &Scenario, replicates: u64) -> Option<[f64; 2]> {
    let (mut roots, mut children, mut reach) = (0u64, 0u64, 0u64);
    let inputs = Inputs::default();
    for network in 0..2 {
        let stage = stage(scenario, &inputs, network).ok()?;
        let site = stage.site()?;
        let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
        for i in 0..replicates {
            cascade.clear();
            stage.play_on(&site, scenario, 0, network + 2 * i, &mut scratch, &mut cascade);
            let observed = Observed::new(&cascade, Grid::to(1.0));
            roots += observed.generations()[0];
            children += observed.generations().get(1).copied().unwrap_or(0);
            reach += cascade.reach() as u64;
        }
    }
    Some([children as f64 / roots as f64, reach as f64 / (2 * replicates) as f64])
}

/// How many numbers are told of each platform.
const TOLD: usize = 4;

#[test]
#[ignore = "a table, and takes many minutes"]
fn table() {
    let replicates = std::env::var("REPLICATES").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let only = std::env::var("PLATFORM").ok();
    let mut rows = String::new();
    for preset in PRESETS.iter().filter(|preset| only.as_ref().is_none_or(|only| only == preset.name)) {
        let base = outcome(&scenario(preset.name, None).unwrap(), replicates).unwrap();
        let mut moved: Vec<(String, [Option<[f64; 2]>; 2])> = Vec::new();
        for number in assumed(preset.text) {
            let at = |factor: f64| outcome(&scenario(preset.name, Some((&number, factor)))?, replicates);
            moved.push((format!("{} {}", number.name(), number.number()), [at(0.5), at(2.0)]));
        }
        for (which, what, digits) in [(0, "R", 3), (1, "reach", 1)] {
            // How far apart half and double are, on a scale of ratios; where one is not allowed, the other alone.
            let far = |ends: &[Option<[f64; 2]>; 2]| {
                let ratio = |end: &Option<[f64; 2]>| {
                    let share = end.map_or(1.0, |end| (end[which] + 1e-3) / (base[which] + 1e-3));
                    share.ln().abs()
                };
                ends.iter().map(ratio).fold(0.0, f64::max)
            };
            moved.sort_by(|a, b| far(&b.1).total_cmp(&far(&a.1)));
            let show = |end: &Option<[f64; 2]>| end.map_or("-".to_owned(), |end| format!("{:.digits$}", end[which]));
            let told: Vec<String> = moved
                .iter()
                .take(TOLD)
                .map(|(name, ends)| format!("`{name}` {} / {}", show(&ends[0]), show(&ends[1])))
                .collect();
            let name = if which == 0 { preset.name } else { "" };
            let _ = writeln!(rows, "| {name} | {what} {:.digits$} | {} |", base[which], told.join("; "));
        }
        eprintln!("{}", preset.name);
    }
    let page = format!(
        "# What the platforms hang on\n\n\
         Numbers of `scenarios/platforms/` that say `assumed`, each alone at half and at double, all else and the luck the same: the\n\
         {TOLD} that move R (adopters whom an author brings) most, and the {TOLD} that move reach (of fifty authors, 30 days, reference\n\
         appeal) most. Behind each number what it is at half / at double; `-`: not allowed. Where a remark above several lines says\n\
         `assumed`, all their numbers count.\n\n\
         A network of 4,000 people stands for one of 20,000, two networks with {replicates} replicates each: differences of a tenth are luck, and of\n\
         much more where R is below .03; another number of ties is another network. Where vote thresholds follow the number of people, these\n\
         are smaller than in the preset.\n\n\
         Made by `cargo test --test tests sensitivity::table -- --ignored`.\n\n\
         | platform | as it is | moved most by |\n|---|---|---|\n{rows}"
    );
    if only.is_some() {
        print!("{page}");
    } else {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sensitivity.md"), page).unwrap();
    }
}
