//! Tables beside those of the contract: `groups.csv`, `attribution.csv`, `overlap.csv`, `ranking.csv`, `overtaking.csv`,
//! `acceleration.csv`, `touch.csv`, `people.csv`, `theory.csv`, each where it was asked for, and `bass.csv`, where a curve can be fitted.

use super::{File, csv_of, number};
use crate::answer::{Answer, MeasureAnswer, PersonAnswer, TouchAnswer, people};
use crate::run::Played;
use crate::scenario::Scenario;
use std::fs;
use std::path::Path;

fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

/// Mean with its interval, then quantiles.
fn figures(measure: &MeasureAnswer) -> Vec<String> {
    let mut cells = vec![number(measure.mean), maybe(measure.low), maybe(measure.high)];
    cells.extend([measure.q05, measure.q50, measure.q95].map(number));
    cells
}

const FIGURES: [&str; 6] = ["mean", "low", "high", "q05", "q50", "q95"];

fn header<'a>(first: &[&'a str], more: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    first.iter().copied().chain(more).map(str::to_owned).collect()
}

/// The tables that the scenario asks for.
pub fn tables(scenario: &Scenario, played: &Played, answer: &Answer) -> Vec<File> {
    let mut files = Vec::new();
    let mut file = |name: &str, header: Vec<String>, rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            files.push((name.to_owned(), csv_of(std::iter::once(header).chain(rows))));
        }
    };
    let of_campaigns = || answer.campaigns.iter();
    let groups = of_campaigns().flat_map(|campaign| {
        campaign.groups.iter().map(|group| {
            let mut row = vec![campaign.name.clone(), group.value.clone(), number(group.people)];
            row.extend(figures(&group.reach));
            row.extend([number(group.share.mean), maybe(group.share.low), maybe(group.share.high)]);
            let difference = group.difference.as_ref();
            row.push(maybe(difference.map(|difference| difference.mean)));
            row.extend([difference.and_then(|d| d.low), difference.and_then(|d| d.high)].map(maybe));
            row
        })
    });
    let column = scenario.extras.groups.as_deref().unwrap_or_default();
    let more = ["share", "share_low", "share_high", "difference", "difference_low", "difference_high"];
    file("groups.csv", header(&["campaign", column, "people"], FIGURES.into_iter().chain(more)), groups.collect());
    let credits = of_campaigns().flat_map(|campaign| {
        campaign.attribution.iter().map(|credit| {
            let mut row = vec![campaign.name.clone(), credit.rule.word().to_owned(), credit.seed.clone()];
            row.extend(figures(&credit.credit));
            row
        })
    });
    file("attribution.csv", header(&["campaign", "rule", "seed"], FIGURES), credits.collect());
    let overlaps = answer.overlaps.iter().map(|overlap| {
        let mut row = vec![overlap.campaign.clone(), overlap.other.clone()];
        row.extend(figures(&overlap.both));
        row.extend(["mean", "low", "high"].map(|which| {
            let jaccard = overlap.jaccard.as_ref();
            maybe(jaccard.and_then(|j| match which {
                "mean" => Some(j.mean),
                "low" => j.low,
                _ => j.high,
            }))
        }));
        row
    });
    let more = ["jaccard", "jaccard_low", "jaccard_high"];
    file("overlap.csv", header(&["campaign", "other"], FIGURES.into_iter().chain(more)), overlaps.collect());
    let overtakings = answer.overtakings.iter().map(|row| {
        let mut cells = vec![row.campaign.clone(), row.other.clone(), row.of.clone(), row.was_behind.to_string()];
        cells.extend([row.time, row.low, row.high, Some(row.never)].map(maybe));
        cells.extend([row.passes, row.passes_low, row.passes_high].map(number));
        cells.extend([maybe(row.median_time), number(row.ends_ahead)]);
        cells
    });
    let columns = ["of", "was_behind", "time", "low", "high", "never", "passes", "passes_low", "passes_high"];
    let columns = columns.into_iter().chain(["median_time", "ends_ahead"]);
    file("overtaking.csv", header(&["campaign", "other"], columns), overtakings.collect());
    let gains = answer.accelerations.iter().flat_map(|row| {
        let parts = [("acceleration", &row.acceleration), ("expansion", &row.expansion), ("together", &row.together)];
        parts.map(|(part, value)| {
            let mut cells = [&*row.campaign, &*row.baseline, &*row.of, part].map(str::to_owned).to_vec();
            cells.extend(figures(value));
            cells
        })
    });
    file("acceleration.csv", header(&["campaign", "baseline", "of", "part"], FIGURES), gains.collect());
    let touches = of_campaigns().flat_map(|campaign| {
        let row = |(touch, rule): (&TouchAnswer, usize)| {
            let (rule, acts, share) = match rule {
                0 => ("first", &touch.first, touch.first_share),
                _ => ("last", &touch.last, touch.last_share),
            };
            let mut cells = [&*campaign.name, &*touch.verb, &*touch.source, rule].map(str::to_owned).to_vec();
            cells.extend(figures(acts));
            cells.push(number(share));
            cells
        };
        campaign.touches.iter().flat_map(|touch| [(touch, 0), (touch, 1)]).map(row).collect::<Vec<_>>()
    });
    let columns = FIGURES.into_iter().chain(["share"]);
    file("touch.csv", header(&["campaign", "verb", "source", "touch"], columns), touches.collect());
    let curves = of_campaigns().filter_map(|campaign| {
        let bass = campaign.bass.as_ref()?;
        let mut cells = vec![campaign.name.clone(), bass.unit.clone()];
        for rate in [bass.p, bass.q, bass.market] {
            cells.extend([Some(rate.value), rate.low, rate.high].map(maybe));
        }
        cells.push(number(bass.r_squared));
        cells.extend([bass.per_year.map(|year| year.p), bass.per_year.map(|year| year.q)].map(maybe));
        Some(cells)
    });
    let columns = ["p", "p_low", "p_high", "q", "q_low", "q_high", "market", "market_low", "market_high"];
    let columns = columns.into_iter().chain(["r_squared", "p_per_year", "q_per_year"]);
    file("bass.csv", header(&["campaign", "per"], columns), curves.collect());
    let ranks = answer.ranking.iter().enumerate().map(|(place, rank)| {
        let regret = rank.regret.as_ref();
        let mut row = vec![(place + 1).to_string(), rank.campaign.clone(), number(rank.reach), number(rank.asked)];
        row.extend(
            [regret.map(|r| r.mean), regret.and_then(|r| r.low), regret.and_then(|r| r.high), rank.wins].map(maybe),
        );
        row
    });
    let columns = ["reach", "asked", "regret", "regret_low", "regret_high", "wins"];
    file("ranking.csv", header(&["rank", "campaign"], columns), ranks.collect());
    let persons = (0..answer.campaigns.len()).flat_map(|i| {
        let row = move |person: PersonAnswer| {
            let PersonAnswer { person, asked, probability, low, high, time } = person;
            let numbers = [asked, probability, low, high].map(number);
            let mut row = vec![answer.campaigns[i].name.clone(), person];
            row.extend(numbers);
            row.push(maybe(time));
            row
        };
        people(played, i).into_iter().map(row)
    });
    let columns = ["asked", "probability", "low", "high", "time"];
    file("people.csv", header(&["campaign", "person"], columns), persons.collect());
    let theories = answer.theory.iter().map(|theory| {
        let (says, simulated) = (&theory.says, &theory.simulated);
        let mut row = vec![theory.campaign.clone(), says.theory.clone()];
        row.extend([says.growth, says.dies_out, says.size, says.level, says.mean].map(maybe));
        row.extend([simulated.dies_out, simulated.size, simulated.level, Some(simulated.mean)].map(maybe));
        row.extend([says.assumes.clone(), says.fails.clone()]);
        row
    });
    let columns = ["growth", "dies_out", "size", "level", "mean"].map(str::to_owned).into_iter();
    let simulated = ["dies_out", "size", "level", "mean"].map(|column| format!("simulated_{column}"));
    let columns: Vec<String> = columns.chain(simulated).chain(["assumes", "fails"].map(str::to_owned)).collect();
    let columns = columns.iter().map(String::as_str);
    file("theory.csv", header(&["campaign", "theory"], columns), theories.collect());
    files
}

/// The people of a run folder, by campaign; nobody where they were not counted.
pub fn read(folder: &Path, answer: &Answer) -> Result<Vec<Vec<PersonAnswer>>, String> {
    let mut people = vec![Vec::new(); answer.campaigns.len()];
    let path = folder.join("people.csv");
    let Ok(bytes) = fs::read(&path) else { return Ok(people) };
    for row in csv::Reader::from_reader(&bytes[..]).deserialize::<(String, String, f64, f64, f64, f64, Option<f64>)>() {
        let (campaign, person, asked, probability, low, high, time) =
            row.map_err(|error| format!("{}: {error}", path.display()))?;
        let place = answer.campaigns.iter().position(|known| known.name == campaign);
        let place = place.ok_or_else(|| format!("{}: `{campaign}` is no campaign of summary.json", path.display()))?;
        people[place].push(PersonAnswer { person, asked, probability, low, high, time });
    }
    Ok(people)
}
