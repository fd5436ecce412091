//! Honest sentences: what the data say, and when they say nothing.

use super::figures::{about, count, decimals, fixed, percent};
use crate::answer::{Answer, CampaignAnswer, ComparisonAnswer, MeasureAnswer};

/// What a unit of the interval is called: where several networks are drawn, networks count, not replicates.
fn units(answer: &Answer) -> &'static str {
    if answer.networks > 1 { "networks" } else { "replicates" }
}

fn reach(campaign: &CampaignAnswer) -> Option<&MeasureAnswer> {
    campaign.measures.get("reach")
}

/// "(95 % interval 1.2 to 3.4)", or nothing of one replicate.
fn interval(low: Option<f64>, high: Option<f64>, digits: usize) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!(" (95 % interval {} to {})", fixed(low, digits), fixed(high, digits)),
        _ => String::new(),
    }
}

/// The paired comparisons of reach.
pub fn reach_comparisons(answer: &Answer) -> Vec<&ComparisonAnswer> {
    answer.comparisons.iter().filter(|comparison| comparison.measure == "reach").collect()
}

/// The finding as a title of a few words.
pub fn finding(answer: &Answer) -> String {
    let comparisons = reach_comparisons(answer);
    let Some(best) = best(&comparisons) else {
        let campaign = &answer.campaigns[0];
        let reach = reach(campaign).map_or(0.0, |reach| reach.mean);
        let share = reach / answer.people.max(1) as f64;
        return format!("{} reaches {} of {} people", campaign.name, count_of(reach), count(answer.people as f64))
            + &if share >= 0.01 { format!(" ({})", percent(share)) } else { String::new() };
    };
    let [campaign, baseline] = [&best.campaign, &best.baseline];
    let mean = best.difference.mean;
    if !best.is_clear() {
        if mean == 0.0 && best.difference.q05 == 0.0 && best.difference.q95 == 0.0 {
            return format!("{campaign} and {baseline} reach the same");
        }
        return if comparisons.len() == 1 {
            format!("No clear difference between {campaign} and {baseline}")
        } else {
            format!("No campaign is clearly different from {baseline}")
        };
    }
    let base = answer.campaigns.iter().find(|c| &c.name == baseline).and_then(reach).map_or(0.0, |r| r.mean);
    let ratio = (base + mean) / base;
    if mean > 0.0 {
        if base > 0.0 && ratio >= 1.95 {
            format!("{campaign} reaches {} times as many people as {baseline}", fixed(ratio, usize::from(ratio < 9.95)))
        } else {
            format!("{campaign} reaches {} more people than {baseline}", figure(mean, best.difference.se))
        }
    } else if comparisons.len() > 1 {
        format!("Nothing beats {baseline}")
    } else {
        format!("{campaign} reaches {} fewer people than {baseline}", figure(-mean, best.difference.se))
    }
}

/// The title of the picture of all replicates: how much is luck.
pub fn spread_of_reach(answer: &Answer) -> String {
    let widest = answer.campaigns.iter().filter_map(|campaign| Some((campaign, reach(campaign)?)));
    let widest = widest.max_by(|(_, a), (_, b)| (a.q95 - a.q05).total_cmp(&(b.q95 - b.q05)));
    match widest {
        Some((_, reach)) if reach.min == reach.max => "Every replicate ends the same".to_owned(),
        Some((campaign, reach)) => {
            format!("Luck alone takes {} from {} to {} people", campaign.name, count(reach.q05), count(reach.q95))
        }
        None => "No reach".to_owned(),
    }
}

fn count_of(mean: f64) -> String {
    if mean < 100.0 && mean.fract() != 0.0 { fixed(mean, 1) } else { fixed(mean, 0) }
}

/// A mean with as many decimals as its error allows, in a title at most one.
fn figure(mean: f64, se: Option<f64>) -> String {
    fixed(mean, if mean < 10.0 { decimals(se).min(2) } else { decimals(se).min(usize::from(mean < 100.0)) })
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
    } else if comparisons.len() <= 2 {
        sentences.extend(comparisons.iter().map(|comparison| compared(answer, comparison)));
    } else {
        sentences.extend(best(&comparisons).map(|comparison| compared(answer, comparison)));
        let unclear: Vec<&str> = comparisons.iter().filter(|c| !c.is_clear()).map(|c| c.campaign.as_str()).collect();
        if !unclear.is_empty() && best(&comparisons).is_some_and(ComparisonAnswer::is_clear) {
            sentences.push(format!("The data do not separate {} from {}.", list(&unclear), comparisons[0].baseline));
        }
    }
    for campaign in answer.campaigns.iter() {
        if let Some(target) = &campaign.target {
            sentences.push(format!(
                "{} reaches {} or more with probability {} ({} to {}).",
                campaign.name,
                count(target.reach as f64),
                fixed(target.probability, 3),
                fixed(target.low, 3),
                fixed(target.high, 3),
            ));
        }
    }
    sentences
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn alone(answer: &Answer, campaign: &CampaignAnswer) -> Option<String> {
    let reach = reach(campaign)?;
    let digits = decimals(reach.se);
    let mean = format!("{}{}", fixed(reach.mean, digits), interval(reach.low, reach.high, digits));
    Some(if reach.min == reach.max {
        let every = if answer.replicates > 1 {
            format!(" in every one of {} replicates", count(answer.replicates as f64))
        } else {
            " in the one replicate played".to_owned()
        };
        format!("{} reaches {} of {} people{every}.", campaign.name, count(reach.mean), count(answer.people as f64))
    } else {
        format!(
            "{} reaches {mean} of {} people on average; nine of ten replicates lie between {} and {}.",
            campaign.name,
            count(answer.people as f64),
            count(reach.q05),
            count(reach.q95),
        )
    })
}

fn compared(answer: &Answer, comparison: &ComparisonAnswer) -> String {
    let ComparisonAnswer { campaign, baseline, difference, .. } = comparison;
    let digits = decimals(difference.se);
    let range = interval(difference.low, difference.high, digits);
    let size = fixed(difference.mean.abs(), digits);
    if difference.se == Some(0.0) || (difference.q05 == difference.q95 && difference.se.is_some_and(|se| se < 1e-12)) {
        return match difference.mean {
            0.0 => format!("{campaign} and {baseline} reach the same number of people in every replicate."),
            mean => format!(
                "{campaign} reaches {} {} people than {baseline} in every replicate.",
                count(mean.abs()),
                more(mean)
            ),
        };
    }
    if comparison.is_clear() {
        return format!(
            "{campaign} reaches {size} {} people than {baseline}{range} and is ahead in {} of replicates.",
            more(difference.mean),
            percent(comparison.wins),
        );
    }
    let have = if answer.networks > 1 { answer.networks } else { answer.replicates };
    let more_needed = match (difference.se, comparison.needed) {
        (None, _) => "one replicate shows no uncertainty: run more".to_owned(),
        (_, Some(needed)) if needed > have as f64 => {
            format!("about {} {} would, if the difference is as large as it looks", about(needed), units(answer))
        }
        _ => "no number of replicates would, if there is none".to_owned(),
    };
    format!(
        "The data do not separate {campaign} from {baseline}: the difference is {}{range}; {more_needed}.",
        super::figures::signed(difference.mean, digits),
    )
}

fn more(difference: f64) -> &'static str {
    if difference > 0.0 { "more" } else { "fewer" }
}
