//! What stands beside measures, as people read it: groups, attribution, people, overlaps, theory.

use super::figures::{count, decimals, fixed, percent, signed};
use super::table::Table;
use super::words::{interval, quoted, time_word};
use super::{acceleration, overtaking, touch};
use crate::answer::{Answer, CampaignAnswer, TheoryAnswer};
use crate::measure::Credit;
use crate::statistics::Share;

/// Rows of a table that are printed at most; files hold all.
const ROWS: usize = 12;

/// A table, and where to find the rows that it leaves out.
type Short = (Table, Option<String>);

/// The tables that the scenario asks for.
pub fn tables(answer: &Answer) -> Vec<Short> {
    let mut tables = Vec::new();
    tables.extend(answer.campaigns.iter().filter(|campaign| !campaign.groups.is_empty()).map(|c| groups(answer, c)));
    for campaign in &answer.campaigns {
        for rule in [Credit::FirstTouch, Credit::Dose, Credit::LeaveOneOut] {
            tables.extend(attribution(answer, campaign, rule));
        }
    }
    if !answer.overlaps.is_empty() {
        tables.push(overlaps(answer));
    }
    tables.extend(overtaking::table(answer).map(|table| (table, None)));
    tables.extend(acceleration::table(answer).map(|table| (table, None)));
    tables.extend(touch::tables(answer).into_iter().map(|table| (table, None)));
    if !answer.ranking.is_empty() {
        tables.push(ranking(answer));
    }
    tables.extend(answer.campaigns.iter().filter(|c| !c.most_reached.is_empty()).map(|c| people(answer, c)));
    tables
}

fn of_campaign(answer: &Answer, campaign: &CampaignAnswer) -> String {
    if answer.campaigns.len() > 1 {
        format!(" of {}", quoted(&super::table::cut(&campaign.name, 24)))
    } else {
        String::new()
    }
}

fn range(low: Option<f64>, high: Option<f64>, digits: usize) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", fixed(low, digits), fixed(high, digits)),
        _ => "-".to_owned(),
    }
}

/// Says how many rows are left out.
fn short(table: Table, all: usize, file: &str) -> Short {
    let rest = (all > ROWS).then(|| format!("({} more in {file})", all - ROWS));
    (table, rest)
}

fn groups(answer: &Answer, campaign: &CampaignAnswer) -> Short {
    let heading = format!("group{}", of_campaign(answer, campaign));
    let compared = campaign.groups.iter().any(|group| group.difference.is_some());
    let mut table =
        Table::new([&*heading, "people", "reach", "95 % interval", "share", if compared { "difference" } else { "" }]);
    for group in campaign.groups.iter().take(ROWS) {
        let digits = decimals(group.reach.mean, group.reach.se);
        table.row([
            group.value.clone(),
            count(group.people),
            fixed(group.reach.mean, digits),
            range(group.reach.low, group.reach.high, digits),
            percent(group.share.mean),
            group.difference.as_ref().map_or(String::new(), |d| signed(d.mean, decimals(d.mean, d.se))),
        ]);
    }
    short(table, campaign.groups.len(), "groups.csv")
}

fn attribution(answer: &Answer, campaign: &CampaignAnswer, rule: Credit) -> Option<Short> {
    let credits: Vec<_> = campaign.attribution.iter().filter(|credit| credit.rule == rule).collect();
    if credits.is_empty() {
        return None;
    }
    let heading = format!("seed{}", of_campaign(answer, campaign));
    let mut table = Table::new([&*heading, &format!("people by {}", rule.word()), "95 % interval"]);
    let mut sorted = credits.clone();
    sorted.sort_by(|a, b| b.credit.mean.total_cmp(&a.credit.mean));
    for credit in sorted.iter().take(ROWS) {
        let digits = decimals(credit.credit.mean, credit.credit.se);
        table.row([
            credit.seed.clone(),
            fixed(credit.credit.mean, digits),
            range(credit.credit.low, credit.credit.high, digits),
        ]);
    }
    Some(short(table, credits.len(), "attribution.csv"))
}

fn overlaps(answer: &Answer) -> Short {
    let mut table = Table::new(["reached by both", "people", "95 % interval", "of either"]);
    for overlap in answer.overlaps.iter().take(ROWS) {
        let digits = decimals(overlap.both.mean, overlap.both.se);
        let cut = |name: &str| super::table::cut(name, 20);
        table.row([
            format!("{} and {}", cut(&overlap.campaign), cut(&overlap.other)),
            fixed(overlap.both.mean, digits),
            range(overlap.both.low, overlap.both.high, digits),
            overlap.jaccard.as_ref().map_or("-".to_owned(), |jaccard| percent(jaccard.mean)),
        ]);
    }
    short(table, answer.overlaps.len(), "overlap.csv")
}

/// Rows of a ranking that are printed at most.
const RANKS: usize = 40;

fn ranking(answer: &Answer) -> Short {
    let mut table = Table::new(["in order of reach", "asked", "reach", "95 % interval", "regret", "95 % interval"]);
    for (place, rank) in answer.ranking.iter().enumerate().take(RANKS) {
        let found = answer.campaigns.iter().find(|campaign| campaign.name == rank.campaign);
        let reach = found.and_then(|campaign| campaign.measures.get("reach"));
        let digits = reach.map_or(1, |reach| decimals(reach.mean, reach.se));
        let regret = rank.regret.as_ref();
        table.row([
            format!("{:>2}  {}", place + 1, super::table::cut(&rank.campaign, 24)),
            count(rank.asked),
            fixed(rank.reach, digits),
            reach.map_or("-".to_owned(), |reach| range(reach.low, reach.high, digits)),
            regret.map_or("-".to_owned(), |regret| fixed(regret.mean, digits)),
            regret.map_or(String::new(), |regret| range(regret.low, regret.high, digits)),
        ]);
    }
    if answer.ranking.len() > RANKS {
        return (table, Some(format!("({} more in ranking.csv)", answer.ranking.len() - RANKS)));
    }
    (table, None)
}

/// How clear the first place of a ranking is.
pub fn first_place(answer: &Answer) -> Option<String> {
    let (first, others) = answer.ranking.split_first()?;
    let near: Vec<String> = others.iter().filter(|rank| !rank.is_behind()).map(|rank| quoted(&rank.campaign)).collect();
    let list = crate::text::any_of(near.iter().map(String::as_str)).replace(" or ", " and ");
    Some(match near.len() {
        0 => format!("{} comes out first, clearly ahead of every other.", quoted(&first.campaign)),
        1 => format!("{} comes out first, and cannot be told from {}.", quoted(&first.campaign), near[0]),
        _ => format!("{} comes out first, and cannot be told from {list}.", quoted(&first.campaign)),
    })
}

fn people(answer: &Answer, campaign: &CampaignAnswer) -> Short {
    let heading = format!("most often reached{}", of_campaign(answer, campaign));
    let time = format!("mean {}", time_word(answer));
    let mut table = Table::new([&*heading, "unasked", "95 % interval", &*time]);
    for person in &campaign.most_reached {
        // Whoever is asked in some replicates counts in the others only.
        let of_replicates = |share: f64| (share * answer.replicates as f64).round() as u64;
        let asked = of_replicates(person.asked);
        let unasked = Share::of(of_replicates(person.probability) - asked, answer.replicates - asked);
        table.row([
            person.person.clone(),
            fixed(unasked.share, 3),
            range(Some(unasked.low), Some(unasked.high), 3),
            person.time.map_or("-".to_owned(), |time| fixed(time, 2)),
        ]);
    }
    (table, None)
}

/// What theory says beside what was simulated: one sentence for each theory and campaign, then where it must fail, once.
pub fn theory(answer: &Answer) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    let mut told: Vec<(&str, String)> = Vec::new();
    for theory in &answer.theory {
        let sentence = one_theory(answer, theory);
        // Campaigns of which the same is said and seen need it once.
        if !told.iter().any(|(name, known)| *name == theory.campaign && *known == sentence) {
            told.push((&theory.campaign, sentence));
        }
    }
    let several = answer.campaigns.len() > 1;
    sentences.extend(told.into_iter().map(|(campaign, sentence)| match several {
        true => format!("{}: {sentence}", quoted(campaign)),
        false => capital(&sentence),
    }));
    let mut explained: Vec<&str> = Vec::new();
    for theory in &answer.theory {
        let says = &theory.says;
        if !explained.contains(&says.theory.as_str()) {
            explained.push(&says.theory);
            sentences.push(format!(
                "{} assumes that {}; it must fail {}.",
                capital(&says.title),
                says.assumes,
                says.fails
            ));
        }
    }
    sentences
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// A number of people with as much of it as can be compared.
fn people_of(x: f64) -> String {
    fixed(x, if x < 100.0 { 1 } else { 0 })
}

fn one_theory(answer: &Answer, theory: &TheoryAnswer) -> String {
    let (says, simulated) = (&theory.says, &theory.simulated);
    let all = answer.people as f64;
    let share = |people: f64| fixed(people / all, 3);
    let mut parts = Vec::new();
    if let Some(growth) = says.growth {
        let people = crate::text::count(answer.people, "person", "people");
        let so = match says.dies_out.or(says.size) {
            _ if says.theory == "branching-process" => ", so cascades die out".to_owned(),
            _ if says.theory == "endemic-level" => match says.level {
                Some(_) => String::new(),
                None if growth <= 1.0 => ", so it dies out".to_owned(),
                None => ", but too few people or too short a time for a level".to_owned(),
            },
            None if growth > 1.0 && says.mean.is_none() => format!(", too near 1 to say more of {people}"),
            _ => String::new(),
        };
        parts.push(format!("R = {}{so}", fixed(growth, 2)));
    }
    if let Some(chance) = says.dies_out {
        let seen = simulated.dies_out.map_or(String::new(), |seen| {
            format!(
                " (simulated {}{})",
                fixed(seen, 3),
                interval(simulated.low, simulated.high, 3).replace(" (", ", ").replace(')', "")
            )
        });
        let chance = if chance < 0.0005 { "under 0.001".to_owned() } else { fixed(chance, 3) };
        parts.push(format!("dies out with probability {chance}{seen}"));
    }
    if let Some(size) = says.size {
        let seen = match simulated.size {
            Some(seen) => format!(" (simulated {})", share(seen)),
            None => " (no replicate came near it)".to_owned(),
        };
        let else_ = if says.dies_out.is_some() { "else reaches" } else { "reaches" };
        parts.push(format!("{else_} {} of people{seen}", share(size)));
    }
    if let Some(level) = says.level {
        let seen = match simulated.level {
            Some(seen) => format!("simulated {} at the horizon", people_of(seen)),
            None => "no replicate lasted until the horizon".to_owned(),
        };
        parts.push(format!("{} have it at the same time, while it lasts ({seen})", people_of(level)));
    }
    if let Some(mean) = says.mean {
        parts.push(format!("mean reach {} (simulated {})", people_of(mean), people_of(simulated.mean)));
    }
    if parts.is_empty() {
        parts.push("a curve over time, dashed in the picture".to_owned());
    }
    format!("theory ({}): {}.", says.title, parts.join("; "))
}
