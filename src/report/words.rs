//! Honest sentences: what the data say, and when they say nothing.

use super::figures::{about, count, decimals, fixed, percent, signed};
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

/// The finding as a title of a few words.
pub fn finding(answer: &Answer) -> String {
    let comparisons = reach_comparisons(answer);
    let Some(best) = best(&comparisons) else {
        let campaign = &answer.campaigns[0];
        if !answer.outcome.is_reach() {
            return opinions::title(answer, campaign);
        }
        let Some(reach) = reach(answer, campaign) else { return quoted(&campaign.name) };
        let on_average = if reach.min == reach.max { "" } else { " on average" };
        let share = reach.mean / answer.people.max(1) as f64;
        let share = if (0.01..1.0).contains(&share) { format!(" ({})", percent(share)) } else { String::new() };
        return format!("{} reaches {}{share}{on_average}", quoted(&campaign.name), of_people(reach.mean, answer));
    };
    let [campaign, baseline] = [quoted(&best.campaign), quoted(&best.baseline)];
    let mean = best.difference.mean;
    if is_same(best) && mean == 0.0 {
        return if comparisons.iter().all(|c| is_same(c) && c.difference.mean == 0.0) {
            all_the_same_title(answer)
        } else {
            format!("No campaign clearly beats {baseline}")
        };
    }
    if !best.is_clear() {
        return match comparisons.len() {
            1 => format!("No clear difference between {campaign} and {baseline}"),
            _ if comparisons.iter().any(|c| c.is_clear()) => format!("No campaign clearly beats {baseline}"),
            _ => format!("No campaign is clearly different from {baseline}"),
        };
    }
    let on_average = if is_same(best) { "" } else { "on average " };
    let base = answer
        .campaigns
        .iter()
        .find(|c| c.name == best.baseline)
        .and_then(|c| reach(answer, c))
        .map_or(0.0, |r| r.mean);
    let ratio = (base + mean) / base;
    let size = if !answer.outcome.is_reach() {
        fixed(mean.abs(), digits(answer, mean, best.difference.se))
    } else if is_same(best) {
        count(mean.abs())
    } else {
        figure(mean.abs(), best.difference.se)
    };
    if answer.outcome.is_reach() && mean > 0.0 && base > 0.0 && ratio >= 1.95 {
        let ratio = fixed(ratio, usize::from(ratio < 9.95));
        format!("{campaign} reaches {on_average}{ratio} times as many people as {baseline}")
    } else if mean < 0.0 && comparisons.len() > 1 {
        format!("Nothing beats {baseline}")
    } else if !answer.outcome.is_reach() {
        let on_average = if is_same(best) { "" } else { " on average" };
        format!("{campaign} {} than {baseline}{on_average}", opinions::gains(answer, mean, &size))
    } else {
        format!("{campaign} reaches {on_average}{size} {} than {baseline}", more_people(mean, &size))
    }
}

fn all_the_same_title(answer: &Answer) -> String {
    let halves = half_lives(answer);
    let soonest = halves.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    match soonest.filter(|soonest| halves.iter().filter(|half| half.1 == soonest.1).count() == 1) {
        Some((campaign, _)) => {
            let all = if answer.outcome.is_reach() { "All campaigns reach" } else { "All campaigns end" };
            format!("{all} the same, {} soonest", quoted(&campaign.name))
        }
        None if !answer.outcome.is_reach() => "All campaigns end the same".to_owned(),
        None => "All campaigns reach the same".to_owned(),
    }
}

/// The title of the picture of all replicates: how much is luck.
pub fn spread_of_reach(answer: &Answer) -> String {
    let widest = answer.campaigns.iter().filter_map(|campaign| Some((campaign, reach(answer, campaign)?)));
    let widest = widest.max_by(|(_, a), (_, b)| (a.q95 - a.q05).total_cmp(&(b.q95 - b.q05)));
    match widest {
        Some(_) if answer.replicates == 1 => "One replicate does not show luck".to_owned(),
        Some(_) if answer.campaigns.iter().filter_map(|c| reach(answer, c)).all(|reach| reach.min == reach.max) => {
            "Every replicate ends the same".to_owned()
        }
        Some((_, reach)) if reach.q05 == reach.q95 => "Nearly every replicate ends the same".to_owned(),
        Some((campaign, reach)) if !answer.outcome.is_reach() => opinions::luck(answer, campaign, reach),
        Some((campaign, reach)) => format!(
            "Luck alone takes {} from {} to {} people",
            quoted(&campaign.name),
            count(reach.q05),
            count(reach.q95)
        ),
        None => "No reach".to_owned(),
    }
}

/// "25.3 of 100 people", "all 100 people".
fn of_people(mean: f64, answer: &Answer) -> String {
    let people = count(answer.people as f64);
    if mean == answer.people as f64 {
        format!("all {people} people")
    } else {
        format!("{} of {people} people", count_of(mean))
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

/// A mean with as many decimals as its error allows, in a title at most one.
fn figure(mean: f64, se: Option<f64>) -> String {
    fixed(mean, if mean < 10.0 { decimals(mean, se).min(2) } else { decimals(mean, se).min(usize::from(mean < 100.0)) })
}

/// The comparison worth a headline: the clear one that gains most; else the clear one that loses least; else the largest.
fn best<'a>(comparisons: &[&'a ComparisonAnswer]) -> Option<&'a ComparisonAnswer> {
    let by = |a: &&&ComparisonAnswer, b: &&&ComparisonAnswer| a.difference.mean.total_cmp(&b.difference.mean);
    let clear_gain = comparisons.iter().filter(|c| c.is_clear() && c.difference.mean > 0.0).max_by(by);
    let unclear = comparisons.iter().filter(|c| !c.is_clear()).max_by(by);
    clear_gain.or(unclear).or_else(|| comparisons.iter().max_by(by)).copied()
}

/// The answer in one sentence for each campaign that is compared, or one for a campaign alone.
pub fn sentences(answer: &Answer) -> Vec<String> {
    let comparisons = reach_comparisons(answer);
    let mut sentences = Vec::new();
    if answer.campaigns.len() == 1 {
        sentences.extend(alone(answer, &answer.campaigns[0]));
    } else if let Some(same) = all_the_same(answer, &comparisons) {
        sentences.push(same);
    } else if comparisons.len() <= 2 {
        sentences.extend(comparisons.iter().map(|comparison| compared(answer, comparison)));
    } else {
        sentences.extend(many(answer, &comparisons));
    }
    if !answer.outcome.is_reach() {
        sentences.extend(opinions::agreement(answer));
        sentences.extend(opinions::targets(answer));
        return sentences;
    }
    sentences.extend(targets(answer));
    sentences
}

/// Three comparisons or more, in groups: who is ahead and by how much, who is level, who cannot be told, who is behind.
fn many(answer: &Answer, comparisons: &[&ComparisonAnswer]) -> Vec<String> {
    let Some(first) = best(comparisons) else { return Vec::new() };
    let baseline = quoted(&first.baseline);
    let with_difference = |c: &ComparisonAnswer| {
        let difference = &c.difference;
        format!("{} ({})", quoted(&c.campaign), signed(difference.mean, digits(answer, difference.mean, difference.se)))
    };
    let those = |which: &dyn Fn(&ComparisonAnswer) -> bool, word: &dyn Fn(&ComparisonAnswer) -> String| {
        comparisons.iter().filter(|c| which(c)).map(|c| word(c)).collect::<Vec<String>>()
    };
    let name = |c: &ComparisonAnswer| quoted(&c.campaign);
    let level = |c: &ComparisonAnswer| is_same(c) && c.difference.mean == 0.0;
    let mut sentences = vec![match first.is_clear() && first.difference.mean > 0.0 {
        true => compared(answer, first),
        false if !answer.outcome.is_reach() => format!("No campaign clearly ends higher than {baseline}."),
        false => format!("No campaign clearly reaches more people than {baseline}."),
    }];
    let ahead = |c: &ComparisonAnswer| c.is_clear() && c.difference.mean > 0.0 && c.campaign != first.campaign;
    let groups = [
        (those(&ahead, &with_difference), "Clearly ahead of", "too:"),
        (those(&level, &name), "Level with", "in every replicate:"),
        (those(&|c| !c.is_clear() && !level(c), &with_difference), "Not to be told from", "by these data:"),
        (those(&|c| c.is_clear() && c.difference.mean < 0.0, &with_difference), "Clearly behind", ""),
    ];
    for (names, begin, end) in groups {
        if !names.is_empty() {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let end = if end.is_empty() { ":".to_owned() } else { format!(" {end}") };
            sentences.push(format!("{begin} {baseline}{end} {}.", list(&names)));
        }
    }
    let needed: Vec<f64> = comparisons.iter().filter(|c| !c.is_clear() && !level(c)).filter_map(|c| c.needed).collect();
    if let Some(least) = needed.iter().copied().min_by(f64::total_cmp) {
        let it = if needed.len() == 1 { "it" } else { "the first of them" };
        let (least, units) = (about(least), units(answer));
        sentences.push(format!("About {least} {units} would tell {it}, if the difference is as large as it looks."));
    }
    sentences
}

/// How likely each campaign is to reach the target, in one sentence.
fn targets(answer: &Answer) -> Option<String> {
    let targets = answer.campaigns.iter().filter_map(|campaign| Some((campaign, campaign.target.as_ref()?)));
    let figures: Vec<String> = targets
        .enumerate()
        .map(|(i, (campaign, target))| {
            let [share, low, high] = [target.probability, target.low, target.high].map(|x| fixed(x, 3));
            let [with, interval] = if i == 0 { ["with probability ", "95 % interval "] } else { [""; 2] };
            format!("{} {with}{share} ({interval}{low} to {high})", quoted(&campaign.name))
        })
        .collect();
    let target = answer.campaigns.iter().find_map(|campaign| campaign.target.as_ref())?;
    Some(match &figures[..] {
        [one] => {
            one.replacen(" with", &format!(" reaches {} or more people with", count(target.reach as f64)), 1) + "."
        }
        all => {
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            format!("{} or more people are reached by {}.", count(target.reach as f64), list(&all))
        }
    })
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// One sentence where all campaigns reach the same in every replicate: what is left between them is time.
fn all_the_same(answer: &Answer, comparisons: &[&ComparisonAnswer]) -> Option<String> {
    if !comparisons.iter().all(|comparison| is_same(comparison) && comparison.difference.mean == 0.0) {
        return None;
    }
    if !answer.outcome.is_reach() {
        return Some("All campaigns end the same in every replicate.".to_owned());
    }
    let whole = answer
        .campaigns
        .iter()
        .filter_map(|c| reach(answer, c))
        .all(|r| r.min == r.max && r.mean == answer.people as f64);
    let what = if whole { of_people(answer.people as f64, answer) } else { "the same number of people".to_owned() };
    let halves: Vec<(&CampaignAnswer, f64)> = half_lives(answer);
    let halves = match halves.iter().map(|&(_, half)| half).collect::<Vec<f64>>()[..] {
        [first, ref others @ ..] if others.iter().any(|&half| half != first) => halves
            .iter()
            .enumerate()
            .map(|(i, (campaign, half))| {
                let of_them = if i == 0 { " had half of them" } else { "" };
                format!("{}{of_them} by {} {}", quoted(&campaign.name), time_word(answer), count(*half))
            })
            .collect::<Vec<String>>(),
        _ => Vec::new(),
    };
    let halves: Vec<&str> = halves.iter().map(String::as_str).collect();
    let soon = if halves.is_empty() { String::new() } else { format!("; in the median replicate {}", list(&halves)) };
    Some(format!("All campaigns reach {what} in every replicate{soon}."))
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
fn time_word(answer: &Answer) -> &str {
    match answer.campaigns[0].curve.unit.as_str() {
        "unit" => "time",
        unit => unit,
    }
}

fn alone(answer: &Answer, campaign: &CampaignAnswer) -> Option<String> {
    if !answer.outcome.is_reach() {
        return opinions::alone(answer, campaign);
    }
    let reach = reach(answer, campaign)?;
    let name = quoted(&campaign.name);
    if reach.min == reach.max {
        let every = match answer.replicates {
            1 => " in the one replicate played".to_owned(),
            replicates => format!(" in every one of {} replicates", count(replicates as f64)),
        };
        return Some(format!("{name} reaches {}{every}.", of_people(reach.mean, answer)));
    }
    let digits = decimals(reach.mean, reach.se);
    let mean = format!("{}{}", fixed(reach.mean, digits), interval(reach.low, reach.high, digits));
    let people = count(answer.people as f64);
    let between = match (reach.q05, reach.q95) {
        (low, high) if low == high => format!("nine of ten replicates end at {}", count(low)),
        (low, high) => format!("nine of ten replicates lie between {} and {}", count(low), count(high)),
    };
    Some(format!("{name} reaches {mean} of {people} people on average; {between}."))
}

fn compared(answer: &Answer, comparison: &ComparisonAnswer) -> String {
    let ComparisonAnswer { difference, .. } = comparison;
    let [campaign, baseline] = [quoted(&comparison.campaign), quoted(&comparison.baseline)];
    let digits = digits(answer, difference.mean, difference.se);
    if difference.se.is_none() {
        let size = fixed(difference.mean.abs(), digits);
        return match difference.mean {
            0.0 => {
                let the_same = if answer.outcome.is_reach() { "reach the same" } else { "end the same" };
                format!("{campaign} and {baseline} {the_same} in the one replicate played; the next may differ.")
            }
            mean => format!(
                "{campaign} {} than {baseline} in the one replicate played; the next may differ.",
                gains(answer, mean, &size)
            ),
        };
    }
    if is_same(comparison) {
        let size = match answer.outcome {
            Outcome::Opinion => fixed(difference.mean.abs(), digits),
            _ => count(difference.mean.abs()),
        };
        return match difference.mean {
            0.0 if !answer.outcome.is_reach() => format!("{campaign} and {baseline} end the same in every replicate."),
            0.0 => format!("{campaign} and {baseline} reach the same number of people in every replicate."),
            mean => format!("{campaign} {} than {baseline} in every replicate.", gains(answer, mean, &size)),
        };
    }
    if comparison.is_clear() {
        let size = fixed(difference.mean.abs(), digits);
        let (low, high, ahead, share) = match difference.mean > 0.0 {
            true => (difference.low, difference.high, "ahead", comparison.wins),
            false => (difference.high.map(|x| -x), difference.low.map(|x| -x), "behind", 1.0 - comparison.wins),
        };
        return format!(
            "{campaign} {} than {baseline}{} and is {ahead} in {} of replicates.",
            gains(answer, difference.mean, &size),
            interval(low, high, digits),
            percent(share),
        );
    }
    let have = if answer.networks > 1 { answer.networks } else { answer.replicates };
    let more_needed = match comparison.needed {
        Some(needed) if needed > have as f64 => {
            format!("about {} {} would, if the difference is as large as it looks", about(needed), units(answer))
        }
        _ => "no number of replicates would, if there is none".to_owned(),
    };
    format!(
        "The data do not separate {campaign} from {baseline}: the difference is {}{}; {more_needed}.",
        signed(difference.mean, digits),
        interval(difference.low, difference.high, digits),
    )
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
