//! Titles of pictures: the finding in a few words.

use super::{
    ASKED_MORE, asked, best, digits, half_lives, is_same, more_people, of_people, quoted, reach, reach_comparisons,
};
use crate::answer::{Answer, CampaignAnswer, ComparisonAnswer, MeasureAnswer};
use crate::report::figures::{count, decimals, fixed, percent};
use crate::report::opinions;

/// The campaign with most people active at once, and how many.
pub fn most_active(answer: &Answer) -> Option<(&CampaignAnswer, &MeasureAnswer)> {
    let peaks = answer.campaigns.iter().filter_map(|campaign| Some((campaign, campaign.measures.get("peak_active")?)));
    peaks.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean))
}

/// The campaign that [`finding`] tells of, by name, or "".
pub fn told(answer: &Answer) -> String {
    best(&reach_comparisons(answer)).map_or(String::new(), |best| best.campaign.clone())
}

/// How many are active at once, as a title.
pub fn active_title(answer: &Answer) -> String {
    let Some((campaign, peak)) = most_active(answer) else {
        return "How many people are active".to_owned();
    };
    let on_average = if peak.min == peak.max { "" } else { " on average" };
    format!("{} has up to {} active at once{on_average}", quoted(&campaign.name), of_people(peak.mean, answer))
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
            1 if answer.replicates == 1 => format!("One replicate does not tell {campaign} from {baseline}"),
            _ if answer.replicates == 1 => "One replicate does not tell the campaigns apart".to_owned(),
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
    let more_asked = more_asked(answer, best);
    if answer.outcome.is_reach() && mean > 0.0 && more_asked >= ASKED_MORE {
        // Who was asked is no gain: a ratio would count them.
        let asked = count(more_asked.round_ties_even());
        let of_them = if more_asked <= mean { "of them asked" } else { "more asked" };
        format!("{campaign} reaches {on_average}{size} {} than {baseline}, {asked} {of_them}", more_people(mean, &size))
    } else if answer.outcome.is_reach() && mean > 0.0 && base > 0.0 && ratio >= 1.95 {
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

/// How many more people a campaign asks than the one it is compared with, on average.
fn more_asked(answer: &Answer, comparison: &ComparisonAnswer) -> f64 {
    let of = |name: &str| answer.campaigns.iter().find(|campaign| campaign.name == name).and_then(asked);
    match (of(&comparison.campaign), of(&comparison.baseline)) {
        (Some(campaign), Some(baseline)) => campaign - baseline,
        _ => 0.0,
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

/// A mean with as many decimals as its error allows, in a title at most one.
fn figure(mean: f64, se: Option<f64>) -> String {
    fixed(mean, if mean < 10.0 { decimals(mean, se).min(2) } else { decimals(mean, se).min(usize::from(mean < 100.0)) })
}
