//! What the pictures of a platform show, against the measures of the same runs: two ways to the same numbers.

use rumormill::answer::{CourseRows, Material};
use rumormill::load::Inputs;
use rumormill::report::pictures;
use rumormill::run::{PICTURES, run};
use rumormill::scenario::Scenario;

fn material(plots: &str, rest: &str) -> Material {
    let text = format!("format = 1\nreplicates = 12\nrandom-seed = 5\n{plots}\n{rest}");
    let scenario = Scenario::read("course", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
    let played = run(&scenario, &Inputs::default(), || {}).unwrap_or_else(|refusal| panic!("{refusal}"));
    Material::of(&scenario, &played)
}

const FACEBOOK: &str = "platform = \"facebook\"\nhorizon = \"40 days\"\n\
    measures = [\"seen\", \"exposures\", \"exposures-feed\", \"exposures-ads\", \"followers\", \"brand-strength\", \"strength-gained\", \
    \"authority\", \"mean-opinion\", \"brand-opinion\", \"open\", \"acts-convert\"]\n\
    [network.configuration]\npeople = 600\ndegree = { poisson = 15 }\nmutual = true\n\
    [product]\ncustomers = 0.2\nquality = 0.8\n\
    [[campaign]]\nname = \"plain\"\nseeds = { random = 10 }\n\
    [[campaign]]\nname = \"all\"\nseeds = { random = 10 }\nfollowers = 0.2\n[[campaign.item]]\nfrom = \"both\"\nappeal = 2\n\
    [campaign.broadcast]\nexposures-per-day = 300\ndays = 20\n[campaign.support]\nhelpers = 0.1\n[campaign.talk]\nreplies-per-day = 5\n";

const DIGG: &str = "platform = \"digg\"\nhorizon = \"3 days\"\n\
    [network.configuration]\npeople = 2_000\ndegree = { poisson = 12 }\n[[campaign]]\nname = \"friends\"\nseeds = { random = 60 }\n";

/// A measure of the second campaign.
fn mean(material: &Material, name: &str) -> f64 {
    material.answer.campaigns[1].measures[&name.replace('-', "_")].mean
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn exposures_over_time_add_up_to_their_measures() {
    let found = material("", FACEBOOK);
    let sum = |surface: Option<&str>| -> f64 {
        let own = found.course.exposures.iter().filter(|row| row.campaign == "all");
        own.filter(|row| surface.is_none_or(|surface| surface == row.surface)).map(|row| row.mean).sum()
    };
    for (surface, measure) in [(Some("feed"), "exposures-feed"), (Some("ads"), "exposures-ads"), (None, "exposures")] {
        assert!(close(sum(surface), mean(&found, measure)), "{measure}: {} {}", sum(surface), mean(&found, measure));
    }
    assert!(sum(Some("brand")) > 0.0 && sum(Some("ads")) > 0.0, "the case holds what it tests");
    assert!(found.course.exposures.iter().all(|row| row.time < row.until && row.until <= 960.0));
    // Ads are bought for 20 days.
    let ads = found.course.exposures.iter().filter(|row| row.surface == "ads");
    assert!(ads.map(|row| row.time).fold(0.0, f64::max) <= 480.0);
}

#[test]
fn the_funnel_and_the_last_look_are_their_measures() {
    let found = material("", FACEBOOK);
    let step = |name: &str| found.course.funnel.iter().find(|row| row.campaign == "all" && row.step == name).unwrap();
    assert_eq!(step("people").mean, 600.0);
    assert!(close(step("seen").mean, mean(&found, "seen")) && close(step("followers").mean, mean(&found, "followers")));
    // Buying is done once for the brand, so people and acts are as many.
    assert!(close(step("convert").mean, mean(&found, "acts-convert")));
    assert!(step("click").mean >= step("visit").mean && step("visit").mean >= step("convert").mean);
    let steps: Vec<&str> =
        found.course.funnel.iter().filter(|row| row.campaign == "all").map(|row| &*row.step).collect();
    assert_eq!(
        (steps[..3].join(" "), steps[steps.len() - 2..].join(" ")),
        ("people followers seen".into(), "visit convert".into())
    );
    for stock in ["followers", "brand-strength", "strength-gained", "authority", "mean-opinion", "open"] {
        let last = found.course.stocks.iter().rfind(|row| row.campaign == "all" && row.stock == stock).unwrap();
        assert!(
            last.time == 960.0 && close(last.mean, mean(&found, stock)),
            "{stock}: {last:?} {}",
            mean(&found, stock)
        );
    }
    assert!(
        found.course.stocks.iter().all(|row| row.campaign == "all" || row.stock != "open"),
        "nobody answers in `plain`"
    );
}

/// Who acts upon some exposure has not acted before, so acts upon all of them are the people who act; and who was met k times was
/// met k - 1 times and had not acted then.
#[test]
fn acts_upon_exposures_are_consistent() {
    let found = material("", DIGG);
    let rows = &found.course.actions;
    assert!(rows.len() > 1 && rows.windows(2).all(|pair| pair[1].met <= pair[0].met - pair[0].acted), "{rows:?}");
    let seen = found.answer.campaigns[0].measures["seen"].mean * 12.0;
    // Those asked are seen too, now and then.
    assert!(rows[0].met as f64 <= seen && rows[0].met as f64 > 0.9 * seen, "{} {seen}", rows[0].met);
    assert!(rows.iter().all(|row| row.low.unwrap() <= row.share && row.share <= row.high.unwrap()));
    let page = &found.course.front_page;
    assert!(page.iter().all(|row| row.page == "front" && row.promoted > 0 && row.replicates == 12), "{page:?}");
    assert!(page.iter().any(|row| row.hour == 0 && row.mean > 0.0));
}

/// Without the pictures nothing is kept, and what is measured is the same; each is kept alone where it is asked for alone.
#[test]
fn what_is_not_drawn_is_not_kept() {
    let all = material("", FACEBOOK);
    let none = material("plots = [\"reach\"]", FACEBOOK);
    assert_eq!(none.course, CourseRows::default());
    assert_eq!(all.answer, none.answer);
    let funnel = material("plots = [\"funnel\"]", FACEBOOK).course;
    assert_eq!(funnel, CourseRows { funnel: all.course.funnel.clone(), ..CourseRows::default() });
    let stocks = material("plots = [\"stocks\"]", FACEBOOK).course;
    assert_eq!(stocks, CourseRows { stocks: all.course.stocks.clone(), ..CourseRows::default() });
}

#[test]
fn all_are_drawn_where_they_apply() {
    let drawn = |rest: &str| -> Vec<&'static str> {
        let names = pictures::draw(&material("", rest), None).into_iter().map(|picture| picture.name);
        names.filter(|name| PICTURES.contains(name)).collect()
    };
    assert_eq!(drawn(FACEBOOK), ["exposures", "funnel", "stocks", "exposures-to-action"]);
    assert_eq!(drawn(DIGG), PICTURES);
    let path = "[network.path]\npeople = 9\n[spread.independent-cascade]\nprobability = 0.5\n[[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n";
    assert!(drawn(path).is_empty());
}
