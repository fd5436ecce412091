//! What an author brings, from the network alone: the sum over those who hear the author of the chance that they see the post and
//! act on it. The engine must agree with the sum, and the sum says where the figures of `docs/platforms.md` come from.

use rumormill::cascade::Cascade;
use rumormill::load::Inputs;
use rumormill::platform::calibrate::{Weighted, grouped, propensity};
use rumormill::platform::{Scratch, Site, SurfaceKind};
use rumormill::run::stage;
use rumormill::scenario::{Override, Scenario};

use crate::odds::{self, Claim, LAW, Tally};

/// One post of reference appeal on a platform, by one person drawn as authors are, with lines of its own.
fn scenario(platform: &str, lines: &str) -> Scenario {
    let text = format!(
        "format = 1\nplatform = \"{platform}\"\nhorizon = \"30 days\"\nreplicates = 1000000\n{lines}\n[[campaign]]\nname = \
         \"one\"\nseeds = {{ authors = 1 }}\n[[campaign.item]]\nappeal = 1.0\n"
    );
    Scenario::read("s.toml", &text, &[] as &[Override]).unwrap_or_else(|problems| panic!("{platform}: {problems}"))
}

/// By person: the chance of being the author, how many are expected to do the verb that `reach` counts on the one copy that each
/// hearer gets, and how many hear the person. Beside them the mean over ties of the chance to see and of the chance to act.
struct Expected {
    author: Vec<f64>,
    brings: Vec<f64>,
    hearers: Vec<u32>,
    seen: f64,
    acts: f64,
}

/// On a platform with one feed.
fn expected(site: &Site, horizon: f64) -> Expected {
    let (graph, people) = (site.graph, site.graph.people());
    let feed = site.platform.surfaces.iter().enumerate().find_map(|(i, surface)| match &surface.kind {
        SurfaceKind::Feed(feed) => Some((i, feed.ranking)),
        _ => None,
    });
    let (feed, ranking) = feed.unwrap();
    let (a, delta) = site.feed_rates(feed).unwrap();
    let mean_strength = graph.strengths().map_or(0.0, |all| all.iter().sum::<f64>() / all.len() as f64);
    let participation = &site.audience.participation;
    let visits: Vec<f64> = (0..people).map(|i| participation.visit_rate.of(i)).collect();
    let ready: Vec<f64> = (0..people).map(|i| participation.propensity.of(i)).collect();
    let mean_visit = visits.iter().sum::<f64>() / f64::from(people);
    let mean_degree = graph.ties() as f64 / f64::from(people);
    let sees = |hearer: usize, tie: usize| {
        let crowd = f64::from(graph.in_degree(hearer as u32)) / mean_degree;
        let slower = graph.strengths().map_or(1.0, |all| (-ranking * (all[tie] - mean_strength)).exp());
        let (rate, fading) = (a * visits[hearer] / mean_visit, delta * crowd * slower);
        -(rate / fading * (-fading * horizon).exp_m1()).exp_m1()
    };
    let verb = site.platform.adopts();
    let p = site.chance(verb);
    let over_ties = (0..people as usize)
        .map(|i| Weighted { weight: f64::from(graph.in_degree(i as u32)), value: ready[i], other: 0.0 })
        .collect();
    let c = propensity(&grouped(over_ties), p);
    let trust = site.audience.relationship.trust;
    let acts = |hearer: usize, tie: usize| {
        let worth = graph.strengths().map_or(1.0, |strengths| trust.of(strengths[tie]));
        1.0 - (1.0 - p).powf(c * ready[hearer] * worth)
    };
    let mut brings = vec![0.0; people as usize];
    let (mut all_seen, mut all_acts) = (0.0, 0.0);
    for person in 0..people {
        for tie in graph.row(person) {
            let hearer = graph.targets()[tie] as usize;
            let seen = sees(hearer, tie);
            brings[person as usize] += seen * acts(hearer, tie);
            all_seen += seen;
            all_acts += 1.0 - (1.0 - p).powf(c * ready[hearer]);
        }
    }
    let weights: Vec<f64> = visits.iter().zip(&ready).map(|(a, g)| a * g).collect();
    let sum: f64 = weights.iter().sum();
    Expected {
        author: weights.iter().map(|weight| weight / sum).collect(),
        brings,
        hearers: (0..people).map(|person| graph.out_degree(person)).collect(),
        seen: all_seen / graph.ties() as f64,
        acts: all_acts / graph.ties() as f64,
    }
}

/// Authors of posts that nobody hands on: the number of people who share the post, less what the ties of that author say, is 0 in
/// the mean over authors of four networks, with hubs of thousands of hearers (Twitter) and with a feed that prefers strong ties
/// (Facebook). The calibrated means are those asked for.
#[test]
fn an_author_brings_what_the_ties_say() {
    let facebook = 0.0019 * 190.0 / 40.0;
    for (platform, verb, seen, acts) in [("twitter", "retweet", 0.2, 0.005), ("facebook", "share", 0.35, facebook)] {
        let scenario = scenario(platform, &format!("[verb.{verb}]\nemits = {{ feed = 0.0 }}"));
        let (inputs, horizon) = (Inputs::default(), 720.0);
        let mut beyond = Tally::default();
        for network in 0..4 {
            let stage = stage(&scenario, &inputs, network).unwrap_or_else(|refusal| panic!("{refusal}"));
            let site = stage.site().unwrap();
            let exact = expected(&site, horizon);
            assert!((exact.seen / seen - 1.0).abs() < 0.02, "{platform}: {} seen", exact.seen);
            assert!((exact.acts / acts - 1.0).abs() < 0.05, "{platform}: {} act", exact.acts);
            let (mut scratch, mut cascade) = (Scratch::default(), Cascade::default());
            for i in 0..1500 {
                cascade.clear();
                stage.play_on(&site, &scenario, 0, network + 4 * i, &mut scratch, &mut cascade);
                let author = cascade.people[0] as usize;
                beyond.add(cascade.reach() as f64 - 1.0 - exact.brings[author]);
            }
        }
        let claim = Claim::new(format!("{platform}: shares beyond what the author's ties say"), LAW, 0.07);
        odds::holds(odds::mean(&claim, &beyond, 0.0));
    }
}

/// R_1 from the networks alone, with degrees cut at several largest ones: where the figures of `docs/platforms.md` come from.
/// `cargo test --test tests authors::by_largest_degree -- --ignored --nocapture`; NETWORKS and PLATFORM make it smaller.
#[test]
#[ignore = "a table, and takes minutes"]
fn by_largest_degree() {
    let networks = std::env::var("NETWORKS").ok().and_then(|text| text.parse().ok()).unwrap_or(20u64);
    let only = std::env::var("PLATFORM").ok();
    println!(
        "platform,maximum,r_1,sd_over_networks,lowest,highest,hearers_of_author,times_p_p1,from_above_1000,most_hearers"
    );
    for (platform, exponent, mean) in [
        ("twitter", 2.28, 35),
        ("digg", 2.2, 12),
        ("newsvine", 2.5, 20),
        ("flickr", 2.5, 14),
        ("delicious", 2.5, 5),
        ("facebook", 0.0, 40),
    ] {
        if only.as_ref().is_some_and(|only| only != platform) {
            continue;
        }
        for maximum in [19_999, 2_000, 1_000, 500, 141] {
            // Facebook's degrees are lognormal, and have no heavy tail to cut.
            if exponent == 0.0 && maximum < 19_999 {
                continue;
            }
            let law = format!("power-law = {{ exponent = {exponent}, mean = {mean}, maximum = {maximum} }}");
            let lines = format!("[network.configuration]\ndegree = {{ {law} }}");
            let scenario = scenario(platform, if exponent == 0.0 { "" } else { &lines });
            let (inputs, mut r, mut heard, mut product, mut large, mut most) =
                (Inputs::default(), Tally::default(), Tally::default(), Tally::default(), Tally::default(), 0);
            let (mut lowest, mut highest) = (f64::INFINITY, 0.0f64);
            for network in 0..networks {
                let stage = stage(&scenario, &inputs, network).unwrap_or_else(|refusal| panic!("{refusal}"));
                let exact = expected(&stage.site().unwrap(), 720.0);
                let sum = |of: &dyn Fn(usize) -> f64| -> f64 {
                    exact.author.iter().enumerate().map(|(i, w)| w * of(i)).sum()
                };
                let r_1 = sum(&|i| exact.brings[i]);
                r.add(r_1);
                (lowest, highest) = (lowest.min(r_1), highest.max(r_1));
                let hearers = sum(&|i| f64::from(exact.hearers[i]));
                heard.add(hearers);
                product.add(r_1 / (hearers * exact.seen * exact.acts));
                large.add(sum(&|i| if exact.hearers[i] > 1000 { exact.brings[i] } else { 0.0 }) / r_1);
                most = most.max(exact.hearers.iter().copied().max().unwrap_or(0));
            }
            println!(
                "{platform},{maximum},{:.3},{:.3},{lowest:.3},{highest:.3},{:.0},{:.2},{:.2},{most}",
                r.mean(),
                r.sd(),
                heard.mean(),
                product.mean(),
                large.mean()
            );
        }
    }
}
