//! What is said of opinions, where it differs from what is said of people who act.

use super::figures::{count, decimals, fixed, percent};
use super::table::{self, Table};
use super::words::{interval, quoted};
use crate::answer::{Answer, CampaignAnswer, MeasureAnswer};
use crate::measure::Outcome;

/// As many decimals as the outcome deserves: a mean opinion never fewer than two.
pub fn digits(answer: &Answer, mean: f64, se: Option<f64>) -> usize {
    match answer.outcome {
        Outcome::Opinion => decimals(mean, se).max(if se.is_some_and(|se| se > 0.0) { 2 } else { 3 }),
        _ => decimals(mean, se),
    }
}

/// "ends with 12 more people at 1", "ends with a mean opinion 0.03 lower".
pub fn gains(answer: &Answer, difference: f64, size: &str) -> String {
    let [more, higher] = if difference > 0.0 { ["more", "higher"] } else { ["fewer", "lower"] };
    match answer.outcome {
        Outcome::Opinion => format!("ends with a mean opinion {size} {higher}"),
        _ => format!("ends with {size} {more} {} at 1", if size == "1" { "person" } else { "people" }),
    }
}

/// "ends with 512 of 1,000 people at 1", "ends with a mean opinion of 0.51".
fn ends(answer: &Answer, size: &str) -> String {
    match answer.outcome {
        Outcome::Opinion => format!("ends with a mean opinion of {size}"),
        _ => format!("ends with {size} of {} people at 1", count(answer.people as f64)),
    }
}

fn outcome<'a>(answer: &Answer, campaign: &'a CampaignAnswer) -> Option<&'a MeasureAnswer> {
    campaign.measures.get(answer.outcome.measure())
}

/// The title of a campaign alone.
pub fn title(answer: &Answer, campaign: &CampaignAnswer) -> String {
    let name = quoted(&campaign.name);
    let of = |measure: &str| campaign.measures.get(measure).map(|measure| measure.mean);
    match (answer.outcome, of("consensus"), of("consensus_on_1")) {
        (Outcome::Opinion, Some(1.0), _) => format!("{name}: everybody comes to agree"),
        (Outcome::Opinion, _, _) => match campaign.measures.get("clusters") {
            Some(groups) if groups.q50 > 1.0 => {
                format!("{name} leaves {} groups of opinion in the middle replicate", count(groups.q50))
            }
            _ => format!("{name}: not everybody comes to agree"),
        },
        (_, Some(agree), Some(on_1)) if agree > 0.0 => {
            format!("{name} wins everybody over in {} of replicates", percent(on_1))
        }
        _ => outcome(answer, campaign).map_or(name.clone(), |value| {
            let size = fixed(value.mean, digits(answer, value.mean, value.se).min(1));
            format!("{name} {} on average", ends(answer, &size))
        }),
    }
}

/// A campaign alone, in one sentence.
pub fn alone(answer: &Answer, campaign: &CampaignAnswer) -> Option<String> {
    let value = outcome(answer, campaign)?;
    let name = quoted(&campaign.name);
    let digits = digits(answer, value.mean, value.se);
    let size = fixed(value.mean, digits);
    if value.min == value.max {
        let every = match answer.replicates {
            1 => "in the one replicate played".to_owned(),
            replicates => format!("in every one of {} replicates", count(replicates as f64)),
        };
        return Some(format!("{name} {} {every}.", ends(answer, &size)));
    }
    let [low, high] = [value.q05, value.q95].map(|x| shown(answer, x));
    let interval = interval(value.low, value.high, digits);
    Some(format!(
        "{name} {} on average{interval}; nine of ten replicates lie between {low} and {high}.",
        ends(answer, &size)
    ))
}

/// One value of the outcome.
pub fn shown(answer: &Answer, value: f64) -> String {
    if answer.outcome == Outcome::Opinion { fixed(value, 3) } else { count(value) }
}

/// In how many replicates all agree, and on what, in a sentence for each of at most three campaigns.
pub fn agreement(answer: &Answer) -> Vec<String> {
    let several = answer.campaigns.len() > 1;
    let one = |campaign: &CampaignAnswer| {
        let agree = campaign.measures.get("consensus")?.mean;
        let on_1 = campaign.measures.get("consensus_on_1").map(|measure| measure.mean);
        let time = campaign.measures.get("consensus_time").filter(|_| agree > 0.0).map(|time| soon(answer, time));
        let said = match (answer.outcome, on_1) {
            (Outcome::Convinced, Some(on_1)) => on_two_sides(answer, on_1, agree - on_1),
            _ => in_groups(answer, agree, campaign.measures.get("clusters")),
        } + &time.unwrap_or_default();
        Some(match several {
            true => format!("With {} {said}", quoted(&campaign.name)),
            false => said[..1].to_uppercase() + &said[1..],
        })
    };
    answer.campaigns.iter().take(if answer.campaigns.len() > 3 { 0 } else { 3 }).filter_map(one).collect()
}

/// "in 43 % of replicates".
fn share(answer: &Answer, share: f64) -> String {
    match answer.replicates {
        1 => "in the one replicate played".to_owned(),
        _ if share == 1.0 => "in every replicate".to_owned(),
        _ => format!("in {} of replicates", percent(share)),
    }
}

/// How long it takes to agree.
fn soon(answer: &Answer, time: &MeasureAnswer) -> String {
    let rounds = fixed(time.q50, usize::from(time.q50 < 10.0 && time.q50.fract() != 0.0));
    let rounds = format!("{rounds} {}", if rounds == "1" { "round" } else { "rounds" });
    match answer.replicates {
        1 => format!(" It took them {rounds}."),
        _ if time.min == time.max => format!(" It takes them {rounds}."),
        _ if time.defined < answer.replicates => {
            format!(" Where they do, it takes them {rounds} in the median replicate.")
        }
        _ => format!(" It takes them {rounds} in the median replicate."),
    }
}

fn on_two_sides(answer: &Answer, on_1: f64, on_0: f64) -> String {
    // A difference of two means may be off in the last place.
    let on_0 = if on_0 < 1e-9 { 0.0 } else { on_0 };
    let open = if on_1 + on_0 > 1.0 - 1e-9 { 0.0 } else { 1.0 - on_1 - on_0 };
    let all = match (on_1 > 0.0, on_0 > 0.0) {
        (true, true) => format!("all agree on 1 {} and on 0 in {}", share(answer, on_1), percent(on_0)),
        (true, false) => format!("all agree on 1 {}", share(answer, on_1)),
        (false, true) => format!("all agree on 0 {}", share(answer, on_0)),
        (false, false) => return format!("both opinions are still held at the end {}.", share(answer, open)),
    };
    match open {
        0.0 => format!("{all}."),
        open => format!("{all}; in {} both opinions are still held at the end.", percent(open)),
    }
}

fn in_groups(answer: &Answer, agree: f64, groups: Option<&MeasureAnswer>) -> String {
    let all = if agree > 0.0 { format!("all agree {}", share(answer, agree)) } else { "all never agree".to_owned() };
    let several = |groups: f64| if groups == 1.0 { "group" } else { "groups" };
    match groups {
        Some(groups) if agree > 0.0 && agree < 1.0 && groups.q50 == 1.0 => {
            format!("{all}; elsewhere at most {} groups of opinion remain.", count(groups.max))
        }
        Some(groups) if agree < 1.0 && groups.min == groups.max => {
            format!("{all}; {} {} of opinion remain.", count(groups.mean), several(groups.mean))
        }
        Some(groups) if agree < 1.0 => format!(
            "{all}; {} {} of opinion remain in the median replicate, {} to {} in nine of ten.",
            count(groups.q50),
            several(groups.q50),
            count(groups.q05),
            count(groups.q95)
        ),
        _ => format!("{all}."),
    }
}

/// How likely the target is for each campaign.
pub fn targets(answer: &Answer) -> Vec<String> {
    let at = if answer.outcome == Outcome::Opinion { "0.5 or above" } else { "1" };
    let one = |campaign: &CampaignAnswer| {
        let target = campaign.target.as_ref()?;
        let [share, low, high] = [target.probability, target.low, target.high].map(|x| fixed(x, 3));
        let (name, people) = (quoted(&campaign.name), count(target.reach as f64));
        let interval = format!("95 % interval {low} to {high}");
        Some(format!("{name} ends with {people} or more people at {at} with probability {share} ({interval})."))
    };
    answer.campaigns.iter().filter_map(one).collect()
}

/// The outcome by campaign.
pub fn table(answer: &Answer) -> Table {
    let [outcome_word, last] = match answer.outcome {
        Outcome::Opinion => ["opinion", "groups"],
        _ => ["at 1", "all at 1"],
    };
    let mut table = Table::new(["campaign", outcome_word, "95 % interval", "middle 90 %", "all agree", last]);
    for campaign in &answer.campaigns {
        let Some(value) = outcome(answer, campaign) else { continue };
        let digits = match value.min == value.max {
            true if answer.outcome != Outcome::Opinion => 0,
            _ => digits(answer, value.mean, value.se),
        };
        let name =
            if campaign.baseline { format!("{} *", table::cut(&campaign.name, 28)) } else { campaign.name.clone() };
        let mean = |measure: &str| campaign.measures.get(measure).map_or("-".to_owned(), |found| percent(found.mean));
        table.row([
            name,
            fixed(value.mean, digits),
            match (value.low, value.high) {
                (Some(low), Some(high)) => format!("{} to {}", fixed(low, digits), fixed(high, digits)),
                _ => "-".to_owned(),
            },
            match answer.replicates {
                1 => "-".to_owned(),
                _ => format!("{} to {}", shown(answer, value.q05), shown(answer, value.q95)),
            },
            mean("consensus"),
            match answer.outcome {
                Outcome::Opinion => {
                    campaign.measures.get("clusters").map_or("-".to_owned(), |groups| count(groups.q50))
                }
                _ => mean("consensus_on_1"),
            },
        ]);
    }
    table
}

/// The title of the picture of all replicates.
pub fn luck(answer: &Answer, campaign: &CampaignAnswer, value: &MeasureAnswer) -> String {
    let [low, high] = [value.q05, value.q95].map(|x| shown(answer, x));
    let what = if answer.outcome == Outcome::Opinion { "" } else { " people at 1" };
    format!("Luck alone takes {} from {low} to {high}{what}", quoted(&campaign.name))
}

#[cfg(test)]
mod tests {
    use crate::scenario::Scenario;

    /// The sentences about an opinion model on a complete network of 10, from one campaign or two.
    fn said(spread: &str, campaigns: &[&str], replicates: u64) -> (String, String) {
        let asked = campaigns.iter().enumerate().map(|(i, seeds)| format!("[[campaign]]\nname = \"c{i}\"\n{seeds}\n"));
        let text = format!(
            "format = 1\nreplicates = {replicates}\nhorizon = 1000\n[network.complete]\npeople = 10\n[spread.{spread}\n{}",
            asked.collect::<String>()
        );
        let scenario = Scenario::read("opinions.toml", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
        let played = crate::run::run(&scenario, &crate::load::Inputs::default(), || ()).unwrap();
        let answer = crate::answer::answer(&scenario, &played, &crate::answer::curves(&played));
        (super::super::words::finding(&answer), super::super::words::sentences(&answer).join(" "))
    }

    #[test]
    fn both_sides_are_told() {
        let (title, text) = said("voter]", &["seeds = { people = [\"0\", \"1\", \"2\"] }"], 200);
        assert!(title.starts_with("“c0” wins everybody over in ") && title.ends_with(" % of replicates"), "{title}");
        assert!(text.contains(" of 10 people at 1 on average (95 % interval "), "{text}");
        assert!(text.contains("All agree on 1 in ") && text.contains(" % of replicates and on 0 in "), "{text}");
        let zealots = "voter]\nstubborn = \"asked\"";
        let (_, text) = said(zealots, &["seeds = { people = [\"0\"] }", ""], 50);
        let (before, after) = text.split_once(" It takes them ").unwrap();
        assert_eq!(
            before,
            "“c1” ends with 10 fewer people at 1 than “c0” in every replicate. With “c0” all agree on 1 in every replicate."
        );
        let zero =
            " rounds in the median replicate. With “c1” all agree on 0 in every replicate. It takes them 0 rounds.";
        assert!(after.ends_with(zero), "{after}");
    }

    #[test]
    fn groups_are_told() {
        let (title, text) = said("hegselmann-krause]\nconfidence = 1\ninitial = 0.25", &["seeds = { random = 4 }"], 9);
        assert_eq!(title, "“c0”: everybody comes to agree");
        assert_eq!(
            text,
            "“c0” ends with a mean opinion of 0.550 in every one of 9 replicates. All agree in every replicate. It takes them 1 round."
        );
        let (title, text) =
            said("hegselmann-krause]\nconfidence = 0.5\ninitial = 0.25", &["seeds = { random = 4 }"], 9);
        assert_eq!(title, "“c0” leaves 2 groups of opinion in the middle replicate");
        assert!(text.ends_with(" All never agree; 2 groups of opinion remain."), "{text}");
        let (title, text) = said("degroot]\ninitial = 0", &["seeds = { random = 4 }", "seeds = { random = 1 }"], 3);
        assert_eq!(title, "“c1” ends with a mean opinion 0.300 lower than “c0”");
        assert!(text.starts_with("“c1” ends with a mean opinion 0.300 lower than “c0” in every replicate."), "{text}");
    }
}
