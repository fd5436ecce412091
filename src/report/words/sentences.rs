//! Sentences below the tables: who is ahead and by how much, and how sure that is.

use super::{
    ASKED_MORE, asked, best, count_of, digits, gains, half_lives, interval, is_same, of_people, quoted, reach,
    reach_comparisons, time_word, units,
};
use crate::answer::{Answer, CampaignAnswer, ComparisonAnswer};
use crate::measure::Outcome;
use crate::report::figures::{about, count, decimals, fixed, percent, signed};
use crate::report::opinions;

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
    if answer.replicates > 1 {
        sentences.extend(unasked(answer));
        sentences.extend(money(answer));
    }
    sentences
}

/// Campaigns of which something is listed in a sentence, at most.
const LISTED: usize = 5;

/// How many came unasked, where campaigns do not ask the same number of people.
fn unasked(answer: &Answer) -> Option<String> {
    let asked: Vec<f64> = answer.campaigns.iter().filter_map(asked).collect();
    let differ = asked.iter().any(|number| (number - asked[0]).abs() >= ASKED_MORE);
    let of = |campaign: &CampaignAnswer| Some((campaign.name.clone(), campaign.measures.get("earned_reach")?.mean));
    let figures: Vec<(String, f64)> = answer.campaigns.iter().filter_map(of).collect();
    let any = figures.iter().any(|(_, earned)| *earned > 0.0);
    (differ && any && figures.len() <= LISTED)
        .then(|| format!("Without those who were asked: {}.", under(&figures, "people")))
}

/// What each campaign costs, where there is a difference.
fn money(answer: &Answer) -> Option<String> {
    let of = |campaign: &CampaignAnswer| Some((campaign.name.clone(), campaign.measures.get("cost")?.mean));
    let figures: Vec<(String, f64)> = answer.campaigns.iter().filter_map(of).collect();
    // Less than a hundredth is no difference worth a sentence.
    let most = figures.iter().map(|(_, cost)| *cost).fold(0.0, f64::max);
    let differ = figures.iter().any(|(_, cost)| (cost - figures[0].1).abs() > 0.01 * most);
    (differ && figures.len() <= LISTED).then(|| format!("Money spent: {}.", under(&figures, "")))
}

/// "12.6 people under “friends” and 2 under “banners”".
fn under(figures: &[(String, f64)], unit: &str) -> String {
    let one = |(i, (name, mean)): (usize, &(String, f64))| {
        let unit = if i == 0 && !unit.is_empty() { format!(" {unit}") } else { String::new() };
        format!("{}{unit} under {}", count_of(*mean), quoted(name))
    };
    let all: Vec<String> = figures.iter().enumerate().map(one).collect();
    list(&all.iter().map(String::as_str).collect::<Vec<&str>>())
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
