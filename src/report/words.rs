//! Honest words: what the data say, and when they say nothing. Titles of pictures, sentences below tables, and what they
//! share.

mod sentences;
mod titles;

pub use sentences::sentences;
pub use titles::{active_title, finding, most_active, spread_of_reach, told};

use super::figures::{decimals, fixed};
use super::opinions;
use crate::answer::{Answer, CampaignAnswer, ComparisonAnswer, MeasureAnswer};
use crate::measure::Outcome;

/// What a unit of the interval is called: where several networks are drawn, networks count, not replicates.
fn units(answer: &Answer) -> &'static str {
    if answer.networks > 1 { "networks" } else { "replicates" }
}

/// What campaigns are after: reach, or what stands in its place.
fn reach<'a>(answer: &Answer, campaign: &'a CampaignAnswer) -> Option<&'a MeasureAnswer> {
    campaign.measures.get(answer.outcome.measure())
}

/// From what difference on campaigns ask different numbers of people: less is luck in whom two of them ask at once.
const ASKED_MORE: f64 = 0.5;

/// How many people a campaign asks, on average; `None` of opinions.
fn asked(campaign: &CampaignAnswer) -> Option<f64> {
    let mean = |name: &str| campaign.measures.get(name).map(|measure| measure.mean);
    Some(mean("reach")? - mean("earned_reach")?)
}

/// "(95 % interval 1.2 to 3.4)", or nothing of one replicate.
pub(super) fn interval(low: Option<f64>, high: Option<f64>, digits: usize) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!(" (95 % interval {} to {})", fixed(low, digits), fixed(high, digits)),
        _ => String::new(),
    }
}

/// A campaign's name set apart from the sentence around it, whatever words it is made of.
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// The paired comparisons of the outcome.
pub fn reach_comparisons(answer: &Answer) -> Vec<&ComparisonAnswer> {
    answer.comparisons.iter().filter(|comparison| comparison.measure == answer.outcome.measure()).collect()
}

/// "25.3 of 100 people", "all 100 people".
fn of_people(mean: f64, answer: &Answer) -> String {
    let people = crate::text::count(answer.people, "person", "people");
    match answer.people {
        1 if mean == 1.0 => "the only person".to_owned(),
        all if mean == all as f64 => format!("all {people}"),
        _ => format!("{} of {people}", count_of(mean)),
    }
}

/// Whether the difference never varies.
pub fn is_same(comparison: &ComparisonAnswer) -> bool {
    let difference = &comparison.difference;
    difference.se == Some(0.0) || (difference.q05 == difference.q95 && difference.se.is_some_and(|se| se < 1e-12))
}

fn count_of(mean: f64) -> String {
    if mean < 100.0 && mean.fract() != 0.0 { fixed(mean, 1) } else { fixed(mean, 0) }
}

/// The comparison worth a headline: the clear one that gains most; else the clear one that loses least; else the largest.
fn best<'a>(comparisons: &[&'a ComparisonAnswer]) -> Option<&'a ComparisonAnswer> {
    let by = |a: &&&ComparisonAnswer, b: &&&ComparisonAnswer| a.difference.mean.total_cmp(&b.difference.mean);
    let clear_gain = comparisons.iter().filter(|c| c.is_clear() && c.difference.mean > 0.0).max_by(by);
    let unclear = comparisons.iter().filter(|c| !c.is_clear()).max_by(by);
    clear_gain.or(unclear).or_else(|| comparisons.iter().max_by(by)).copied()
}

/// The median time at which each campaign had half of its reach (of opinions: at which all agreed).
fn half_lives(answer: &Answer) -> Vec<(&CampaignAnswer, f64)> {
    // Of opinions, when all had come to agree, where they always do.
    let (name, always) = if answer.outcome.is_reach() { ("half_life", false) } else { ("consensus_time", true) };
    let half = |campaign: &CampaignAnswer| {
        let half = campaign.measures.get(name)?;
        (!always || half.defined == answer.replicates).then_some(half.q50)
    };
    answer.campaigns.iter().filter_map(|campaign| Some((campaign, half(campaign)?))).collect()
}

/// What a point of time is called.
pub fn time_word(answer: &Answer) -> &str {
    match answer.campaigns[0].curve.unit.as_str() {
        "unit" => "time",
        unit => unit,
    }
}

/// "reaches 12 more people", or what is said of opinions.
fn gains(answer: &Answer, difference: f64, size: &str) -> String {
    match answer.outcome {
        Outcome::Reach => format!("reaches {size} {}", more_people(difference, size)),
        _ => opinions::gains(answer, difference, size),
    }
}

/// As many decimals as the outcome deserves.
fn digits(answer: &Answer, mean: f64, se: Option<f64>) -> usize {
    if answer.outcome.is_reach() { decimals(mean, se) } else { opinions::digits(answer, mean, se) }
}

/// "more people", or "more person" of one.
fn more_people(difference: f64, size: &str) -> String {
    let more = if difference > 0.0 { "more" } else { "fewer" };
    format!("{more} {}", if size == "1" { "person" } else { "people" })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answer to two campaigns on a path of 50, with the seeds of the second, the probability and the replicates given.
    fn answer(seeds: &str, probability: f64, replicates: u64) -> Answer {
        let text = format!(
            "format = 1\nreplicates = {replicates}\n[network.path]\npeople = 50\n\
             [spread.independent-cascade]\nprobability = {probability}\n\
             [[campaign]]\nname = \"ends\"\nseeds = {{ people = [\"0\", \"49\"] }}\n\
             [[campaign]]\nname = \"other\"\nseeds = {seeds}\n"
        );
        let scenario = crate::scenario::Scenario::read("path.toml", &text, &[]).unwrap();
        let played = crate::run::run(&scenario, &crate::load::Inputs::default(), || ()).unwrap();
        crate::answer::answer(&scenario, &played, &crate::answer::curves(&played))
    }

    fn said(seeds: &str, probability: f64, replicates: u64) -> (String, String) {
        let answer = answer(seeds, probability, replicates);
        (finding(&answer), sentences(&answer).join(" "))
    }

    #[test]
    fn no_luck_needs_no_interval() {
        let (title, sentence) = said("{ people = [\"7\"] }", 0.0, 3);
        assert_eq!(title, "“other” reaches 1 fewer person than “ends”");
        assert_eq!(sentence, "“other” reaches 1 fewer person than “ends” in every replicate.");
        let (title, sentence) = said("{ people = [\"7\", \"8\"] }", 0.0, 3);
        assert_eq!(title, "All campaigns reach the same");
        assert_eq!(sentence, "All campaigns reach the same number of people in every replicate.");
    }

    /// Who was asked is no gain, and half a person more is nobody.
    #[test]
    fn those_asked_are_told_apart() {
        let (title, sentence) = said("{ people = [\"0\", \"7\", \"20\", \"30\", \"49\"] }", 0.5, 500);
        assert!(title.ends_with("more people than “ends”, 3 of them asked"), "{title}");
        assert!(sentence.contains("Without those who were asked: "), "{sentence}");
        let (title, sentence) = said("{ people = [\"20\", \"30\"] }", 0.5, 500);
        assert!(!title.contains("asked") && !sentence.contains("asked"), "{title} {sentence}");
    }

    #[test]
    fn where_reach_is_the_same_time_is_told() {
        let (title, sentence) = said("{ people = [\"24\", \"25\"] }", 1.0, 3);
        assert_eq!(title, "All campaigns reach the same");
        assert_eq!(sentence, "All campaigns reach all 50 people in every replicate.");
        let (title, sentence) = said("{ people = [\"12\", \"37\"] }", 1.0, 3);
        assert_eq!(title, "All campaigns reach the same, “other” soonest");
        assert_eq!(
            sentence,
            "All campaigns reach all 50 people in every replicate; in the median replicate “ends” had half of them by \
             round 12 and “other” by round 6."
        );
    }

    #[test]
    fn one_replicate_claims_nothing() {
        let answer = answer("{ people = [\"7\"] }", 0.5, 1);
        let sentence = sentences(&answer).join(" ");
        assert!(sentence.ends_with(" in the one replicate played; the next may differ."), "{sentence}");
        assert_eq!(finding(&answer), "One replicate does not tell “other” from “ends”");
        assert_eq!(spread_of_reach(&answer), "One replicate does not show luck");
    }

    #[test]
    fn fewer_has_an_interval_of_fewer() {
        let (title, sentence) = said("{ people = [\"0\"] }", 0.5, 1000);
        assert!(
            title.starts_with("“other” reaches on average ") && title.ends_with(" fewer people than “ends”"),
            "{title}"
        );
        let (before, rest) = sentence.split_once(" fewer people than “ends” (95 % interval ").unwrap();
        let size: f64 = before.rsplit(' ').next().unwrap().parse().unwrap();
        let (low, rest) = rest.split_once(" to ").unwrap();
        let (high, rest) = rest.split_once(')').unwrap();
        assert!(low.parse::<f64>().unwrap() < size && size < high.parse::<f64>().unwrap(), "{sentence}");
        assert!(rest.starts_with(" and is behind in "), "{sentence}");
    }

    #[test]
    fn what_is_not_seen_is_not_claimed() {
        let (title, sentence) = said("{ people = [\"10\", \"40\"] }", 0.02, 40);
        assert_eq!(title, "No clear difference between “other” and “ends”");
        assert!(sentence.starts_with("The data do not separate “other” from “ends”: the difference is "), "{sentence}");
        assert!(sentence.ends_with(" replicates would, if the difference is as large as it looks."), "{sentence}");
    }
}
