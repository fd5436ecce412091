//! What stands beside measures in the answer: groups, attribution, people, overlaps, theory.

use super::json::{plain, snake};
use super::{Answer, CampaignAnswer, DifferenceAnswer, MeasureAnswer, difference, summary};
use crate::graph::names::canonical;
use crate::measure::Credit;
use crate::run::{Beside, Played, Record};
use crate::scenario::Scenario;
use crate::statistics::{Comparison, Groups, Share};
use crate::theory::Theory;
use serde::{Deserialize, Serialize};

/// Reach within a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupAnswer {
    /// The value of the column by which people are grouped.
    pub value: String,
    /// People in the group; the mean over networks that have it.
    #[serde(serialize_with = "plain")]
    pub people: f64,
    /// People of the group who acted, seed set included.
    pub reach: MeasureAnswer,
    /// Their share of the group.
    pub share: MeasureAnswer,
    /// Reach within the group minus that of the baseline, paired by replicate.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub difference: Option<DifferenceAnswer>,
}

/// What is credited to one of the seed set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreditAnswer {
    /// The rule.
    pub rule: Credit,
    /// The person.
    pub seed: String,
    /// People credited, the person included.
    pub credit: MeasureAnswer,
}

/// How often and how early a person is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonAnswer {
    /// The name.
    pub person: String,
    /// Share of the replicates in which the person was of the seed set.
    pub asked: f64,
    /// Share of the replicates in which the person acted, asked or not.
    pub probability: f64,
    /// Lower end of its 95 % interval (Wilson).
    pub low: f64,
    /// Upper end of its 95 % interval (Wilson).
    pub high: f64,
    /// Mean time of the act, over those replicates; null where there is none.
    pub time: Option<f64>,
}

/// What two campaigns reach in common, each alone under the same luck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverlapAnswer {
    /// One campaign.
    pub campaign: String,
    /// The other.
    pub other: String,
    /// People reached by both.
    pub both: MeasureAnswer,
    /// Those as a share of the people reached by either (Jaccard 1901), where anybody is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub jaccard: Option<MeasureAnswer>,
}

/// A theory of one campaign, with what was simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TheoryAnswer {
    /// The campaign.
    pub campaign: String,
    /// What theory says.
    #[serde(flatten)]
    pub says: Theory,
    /// The same of the replicates.
    pub simulated: Simulated,
}

/// What the replicates show of what a theory is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// Share of the replicates that reached less than half of the theory's size.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dies_out: Option<f64>,
    /// Lower end of its 95 % interval.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub high: Option<f64>,
    /// Mean reach of the others.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub size: Option<f64>,
    /// People who have it at the horizon, mean of the replicates that last until then, where theory says a level.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub level: Option<f64>,
    /// Mean reach of all.
    pub mean: f64,
}

/// The values of all networks, in canonical order, with how many people have each on average.
fn values(played: &Played) -> Vec<(String, f64)> {
    let mut all: Vec<&str> = played.groups.iter().flatten().map(|(value, _)| value.as_str()).collect();
    all.sort_by(|a, b| canonical(a, b));
    all.dedup();
    let people = |value: &&str| {
        let sizes: Vec<u64> =
            played.groups.iter().flatten().filter(|(other, _)| other == value).map(|(_, people)| *people).collect();
        sizes.iter().sum::<u64>() as f64 / sizes.len().max(1) as f64
    };
    all.iter().map(|value| ((*value).to_owned(), people(value))).collect()
}

/// Reach in a group by replicate with the size of the group there; `None` in a network without it.
fn in_group(played: &Played, campaign: usize, value: &str) -> Vec<Option<(f64, f64)>> {
    let places: Vec<Option<usize>> =
        played.groups.iter().map(|groups| groups.iter().position(|(other, _)| other == value)).collect();
    let of = |(r, beside): (usize, &Beside)| {
        let network = r % places.len();
        let place = places[network]?;
        Some((f64::from(beside.groups[place]), played.groups[network][place].1 as f64))
    };
    played.beside[campaign].iter().enumerate().map(of).collect()
}

/// Reach of a campaign within each group.
pub fn groups(scenario: &Scenario, played: &Played, campaign: usize, networks: Groups) -> Vec<GroupAnswer> {
    if scenario.extras.groups.is_none() {
        return Vec::new();
    }
    let baseline = scenario.baseline();
    let group = |(value, people): (String, f64)| {
        let found = in_group(played, campaign, &value);
        let largest = found.iter().flatten().map(|&(_, people)| people).fold(0.0, f64::max);
        let reach: Vec<Option<f64>> = found.iter().map(|found| found.map(|(reach, _)| reach)).collect();
        let share: Vec<Option<f64>> = found.iter().map(|found| found.map(|(reach, people)| reach / people)).collect();
        let compared = (campaign != baseline).then(|| {
            let theirs = in_group(played, baseline, &value);
            let theirs: Vec<Option<f64>> = theirs.iter().map(|found| found.map(|(reach, _)| reach)).collect();
            Comparison::of(&reach, &theirs, networks)
        });
        Some(GroupAnswer {
            value,
            people,
            reach: summary(&reach, networks)?.within((0.0, largest)),
            share: summary(&share, networks)?.within((0.0, 1.0)),
            difference: compared.flatten().map(|comparison| difference(&comparison)),
        })
    };
    values(played).into_iter().filter_map(group).collect()
}

/// A value for each replicate, under its name.
pub type Column = (String, Vec<Option<f64>>);

/// What is credited to each of a campaign's seed set in each replicate, where that set never varies, by each rule asked for.
fn credits(scenario: &Scenario, played: &Played, campaign: usize) -> Vec<(Credit, Column)> {
    let (Some(seeds), Some(beside)) = (&played.seeds[campaign], played.beside.get(campaign)) else {
        return Vec::new();
    };
    // The record of a cascade has its seed set in canonical order, each once.
    let mut seeds = seeds.clone();
    seeds.sort_by(|a, b| canonical(a, b));
    seeds.dedup();
    let of_rule = |(rule, &name): (usize, &Credit)| {
        let of_seed = move |(s, seed): (usize, &String)| {
            let credit = |beside: &Beside| beside.credits.get(rule).and_then(|credits| credits.get(s)).copied();
            (name, (seed.clone(), beside.iter().map(credit).collect::<Vec<_>>()))
        };
        seeds.iter().enumerate().map(of_seed).collect::<Vec<_>>()
    };
    scenario.extras.attribution.iter().enumerate().flat_map(of_rule).collect()
}

/// What is credited to each of a campaign's seed set, where that never varies, by each rule asked for.
pub fn attribution(scenario: &Scenario, played: &Played, campaign: usize, networks: Groups) -> Vec<CreditAnswer> {
    let answer = |(rule, (seed, column)): (Credit, Column)| {
        Some(CreditAnswer { rule, seed, credit: summary(&column, networks)? })
    };
    credits(scenario, played, campaign).into_iter().filter_map(answer).collect()
}

/// What a campaign was asked for beside measures, replicate by replicate: `groups.VALUE`, `RULE.SEED` and `overlap.CAMPAIGN`,
/// people each.
pub fn columns(scenario: &Scenario, played: &Played, campaign: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    if scenario.extras.groups.is_some() {
        columns.extend(values(played).into_iter().map(|(value, _)| {
            let reach = in_group(played, campaign, &value).into_iter().map(|found| found.map(|(reach, _)| reach));
            (format!("groups.{value}"), reach.collect())
        }));
    }
    let credits = credits(scenario, played, campaign).into_iter();
    columns.extend(credits.map(|(rule, (seed, column))| (format!("{}.{seed}", snake(rule.word())), column)));
    if scenario.extras.overlap {
        columns.extend((0..campaign).map(|other| {
            let both = |beside: &Beside| Some(f64::from(beside.overlap[other]));
            let name = format!("overlap.{}", scenario.campaigns[other].name);
            (name, played.beside[campaign].iter().map(both).collect())
        }));
    }
    columns
}

/// Of how many people the answer tells how often they are reached; `people.csv` tells of all.
const MOST_REACHED: usize = 10;

/// How often and how early each person of the network is reached by a campaign.
pub fn people(played: &Played, campaign: usize) -> Vec<PersonAnswer> {
    let Some((names, tally)) = &played.people_tally else { return Vec::new() };
    let (tally, replicates) = (&tally[campaign], played.records[campaign].len() as u64);
    let person = |person: u32| {
        let reached = Share::of(tally.reached(person), replicates);
        PersonAnswer {
            person: names.get(person).into_owned(),
            asked: tally.asked(person) as f64 / replicates as f64,
            probability: reached.share,
            low: reached.low,
            high: reached.high,
            time: tally.mean_time(person),
        }
    };
    (0..names.len() as u32).map(person).collect()
}

/// Those most often reached without being asked, the earliest of equals first.
pub fn most_reached(played: &Played, campaign: usize) -> Vec<PersonAnswer> {
    let Some((_, tally)) = &played.people_tally else { return Vec::new() };
    let tally = &tally[campaign];
    let replicates = played.records[campaign].len() as u64;
    // The share of the replicates in which the person was not asked; nobody who always was has one.
    let mut order: Vec<(f64, f64, usize)> = (0..played.people as usize)
        .filter_map(|p| {
            let person = p as u32;
            let (asked, reached) = (tally.asked(person), tally.reached(person));
            let unasked = (reached - asked) as f64 / (replicates - asked).max(1) as f64;
            (reached > asked).then(|| (unasked, tally.mean_time(person).unwrap_or(f64::INFINITY), p))
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    order.truncate(MOST_REACHED);
    let all = people(played, campaign);
    order.into_iter().map(|(_, _, p)| all[p].clone()).collect()
}

/// What campaigns reach in common, two by two, in the order of the file.
pub fn overlaps(scenario: &Scenario, played: &Played, networks: Groups) -> Vec<OverlapAnswer> {
    if !scenario.extras.overlap {
        return Vec::new();
    }
    let reach = |campaign: usize, r: usize| played.records[campaign][r].values[0].unwrap_or(0.0);
    let mut overlaps = Vec::new();
    for other in 0..scenario.campaigns.len() {
        for campaign in 0..other {
            let both = |beside: &Beside| f64::from(beside.overlap[campaign]);
            let column: Vec<Option<f64>> = played.beside[other].iter().map(|beside| Some(both(beside))).collect();
            let jaccard = |(r, both): (usize, &Option<f64>)| {
                let both = both.unwrap_or(0.0);
                let either = reach(campaign, r) + reach(other, r) - both;
                (either > 0.0).then(|| both / either)
            };
            let jaccard: Vec<Option<f64>> = column.iter().enumerate().map(jaccard).collect();
            overlaps.extend(summary(&column, networks).map(|both| OverlapAnswer {
                campaign: scenario.campaigns[campaign].name.clone(),
                other: scenario.campaigns[other].name.clone(),
                both,
                jaccard: summary(&jaccard, networks),
            }));
        }
    }
    overlaps.sort_by_key(|overlap| scenario.campaigns.iter().position(|campaign| campaign.name == overlap.campaign));
    overlaps
}

/// What was asked for and cannot be told of some campaigns, and what a mean leaves out.
pub fn notes(scenario: &Scenario, played: &Played) -> Vec<String> {
    let mut notes = credits_not_told(scenario, played);
    notes.extend(prices_left_out(scenario, played));
    notes
}

/// A price for each adopter is none where there is none, and its mean looks lower than what was paid in all.
fn prices_left_out(scenario: &Scenario, played: &Played) -> Vec<String> {
    let prices = scenario.measures.iter().enumerate().filter(|(_, name)| name.starts_with("cost-per-"));
    let of = |(m, name): (usize, &&'static str)| {
        let left_out = |records: &Vec<Record>| records.iter().filter(|record| record.values[m].is_none()).count();
        let campaigns = played.records.iter().zip(&scenario.campaigns);
        let some = campaigns.map(|(records, campaign)| (left_out(records), records.len(), &campaign.name));
        let some = some.filter(|(left_out, all, _)| (1..*all).contains(left_out));
        let some: Vec<String> =
            some.map(|(left_out, all, name)| format!("{left_out} of {all} of {}", crate::text::shown(name))).collect();
        (!some.is_empty()).then(|| {
            let some = crate::text::any_of(some.iter().map(String::as_str)).replace(" or ", " and ");
            format!("{name} leaves out the replicates without anybody to divide by: {some}")
        })
    };
    prices.filter_map(of).collect()
}

fn credits_not_told(scenario: &Scenario, played: &Played) -> Vec<String> {
    let varies = played.seeds.iter().zip(&scenario.campaigns).filter(|(seeds, _)| seeds.is_none());
    let varies: Vec<String> = varies.map(|(_, campaign)| crate::text::shown(&campaign.name)).collect();
    if scenario.extras.attribution.is_empty() || varies.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "nobody is credited in {}: the seed set differs from replicate to replicate",
        crate::text::any_of(varies.iter().map(String::as_str)).replace(" or ", " and ")
    )]
}

/// Puts what theory says of each campaign into an answer, with what its replicates show; `reach` is that of each campaign and
/// replicate.
pub fn theory(answer: &mut Answer, theories: Vec<Vec<Theory>>, reach: &[Vec<f64>], scenario: &Scenario) {
    answer.notes.extend(no_theory(&theories, scenario));
    let networks = scenario.networks;
    let campaigns: Vec<(String, Option<f64>)> =
        answer.campaigns.iter().map(|campaign| (campaign.name.clone(), lasting(campaign, answer.replicates))).collect();
    for (((name, lasting), theories), reach) in campaigns.into_iter().zip(theories).zip(reach) {
        for says in theories {
            let mut simulated =
                Simulated { mean: reach.iter().sum::<f64>() / reach.len().max(1) as f64, ..Simulated::default() };
            simulated.level = lasting.filter(|_| says.level.is_some());
            if let Some(size) = says.size {
                let large: Vec<f64> = reach.iter().copied().filter(|&people| 2.0 * people >= size).collect();
                simulated.size = (!large.is_empty()).then(|| large.iter().sum::<f64>() / large.len() as f64);
                if says.dies_out.is_some() {
                    let hits: Vec<Option<f64>> =
                        reach.iter().map(|&people| Some(f64::from(u8::from(2.0 * people < size)))).collect();
                    let Share { share, low, high } = Share::over(&hits, Groups { networks });
                    (simulated.dies_out, simulated.low, simulated.high) = (Some(share), Some(low), Some(high));
                }
            }
            answer.theory.push(TheoryAnswer { campaign: name.clone(), says, simulated });
        }
    }
}

/// People who are active at the horizon, mean over the replicates in which anybody is.
fn lasting(campaign: &CampaignAnswer, replicates: u64) -> Option<f64> {
    let active = campaign.measures.get("active")?;
    let lasts = replicates.checked_sub(campaign.measures.get("extinction_time").map_or(0, |time| time.defined))?;
    (lasts > 0).then(|| active.mean * replicates as f64 / lasts as f64)
}

/// Why none is shown, of which campaigns.
fn no_theory(theories: &[Vec<Theory>], scenario: &Scenario) -> Vec<String> {
    let mut notes = Vec::new();
    for (has, what) in [((true, false), "waves"), ((false, true), "rivals"), ((true, true), "waves and rivals")] {
        let campaigns = scenario.campaigns.iter();
        let names: Vec<String> = campaigns
            .filter(|campaign| (!campaign.waves.is_empty(), !campaign.rivals.is_empty()) == has)
            .map(|campaign| crate::text::shown(&campaign.name))
            .collect();
        if !names.is_empty() {
            let names = names.join(", ");
            notes.push(format!("no theory applies to a campaign with {what}, so none is shown of {names}"));
        }
    }
    let mut plain = scenario.campaigns.iter().zip(theories).filter(|(campaign, _)| campaign.is_plain()).peekable();
    if plain.peek().is_some() && plain.all(|(_, theories)| theories.is_empty()) {
        notes.push("no theory applies to this model on this network, so none is shown".to_owned());
    }
    notes
}
