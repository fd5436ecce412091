//! Pictures beside the first ones: drawn where the scenario asks for what they show, or where they are asked for by name.

use super::{each, replicates, unit};
use crate::answer::{Answer, CampaignAnswer, Material, RankAnswer};
use crate::measure::Credit;
use crate::plot::{
    Attribution, Ccdf, Credits, Difference, DifferenceRow, Early, EarlyPeople, GroupRow, GroupShares, MOST_EARLY,
    OverlapMatrix, Picture, Sample, Shapes, SizeAndVirality, TouchRow, Touches,
};
use crate::report::figures::{count, decimals, fixed, percent};
use crate::report::words::quoted;

/// Those that apply, of those asked for by name; where none is, those whose numbers the scenario asks for.
pub fn draw(material: &Material, asked: Option<&[String]>, remark: &str) -> Vec<Picture> {
    let by_name = |name: &str| asked.is_some_and(|asked| asked.iter().any(|asked| asked == name));
    let wanted = |name: &str| asked.is_none() || by_name(name);
    let mut pictures = Vec::new();
    if !material.answer.outcome.is_reach() {
        return pictures;
    }
    if by_name("ccdf") {
        pictures.push(ccdf(material, remark).draw());
    }
    if by_name("size-and-virality") && !material.virality.is_empty() {
        pictures.push(shapes(material, remark).draw());
    }
    if wanted("groups") {
        pictures.extend(groups(&material.answer, remark).map(|picture| picture.draw()));
    }
    if wanted("attribution") {
        pictures.extend(attribution(&material.answer, remark).map(|picture| picture.draw()));
    }
    if wanted("overlap") {
        pictures.extend(overlap(&material.answer, remark).map(|picture| picture.draw()));
    }
    if wanted("touch") {
        pictures.extend(touch(&material.answer, remark).map(|picture| picture.draw()));
    }
    if wanted("ranking") {
        pictures.extend(ranking(&material.answer, remark).map(|picture| picture.draw_ranking()));
    }
    if wanted("early") {
        pictures.extend(early(material, remark).map(|picture| picture.draw()));
    }
    pictures
}

fn ccdf(material: &Material, remark: &str) -> Ccdf {
    let answer = &material.answer;
    // The campaign with the largest reach of all.
    let largest = answer.campaigns.iter().filter_map(|campaign| Some((campaign, campaign.measures.get("reach")?)));
    let largest = largest.max_by(|a, b| a.1.max.total_cmp(&b.1.max));
    let finding = match largest {
        Some((campaign, reach)) if reach.max > reach.q50 => format!(
            "The largest of {} reaches {}, half of them {} or fewer",
            quoted(&campaign.name),
            count(reach.max),
            count(reach.q50)
        ),
        _ if answer.replicates == 1 => "One replicate does not show luck".to_owned(),
        _ => of_no_tail(answer),
    };
    Ccdf {
        finding,
        subtitle: match answer.replicates {
            1 => format!("How many the one replicate played reached{remark}"),
            _ => format!("Share of {} that reached at least so many{remark}", replicates(answer)),
        },
        campaigns: (answer.campaigns.iter().zip(&material.outcomes).enumerate())
            .map(|(i, (campaign, values))| Sample {
                name: campaign.name.clone(),
                baseline: answer.campaigns[i].baseline,
                values: values.iter().map(|value| *value as u64).collect(),
            })
            .collect(),
    }
}

/// A title where no replicate of the campaign that reaches most reaches more than its median.
fn of_no_tail(answer: &Answer) -> String {
    let all = || answer.campaigns.iter().filter_map(|campaign| campaign.measures.get("reach"));
    let most = all().map(|reach| reach.max).fold(0.0, f64::max);
    match all().all(|reach| reach.min == reach.max) {
        true if all().all(|reach| reach.max == most) => {
            format!("All replicates reach {} {}", count(most), if most == 1.0 { "person" } else { "people" })
        }
        true => "All replicates of a campaign reach the same".to_owned(),
        false => format!("Nothing reaches more than {}, and half of the replicates do", count(most)),
    }
}

fn shapes(material: &Material, remark: &str) -> SizeAndVirality {
    let answer = &material.answer;
    let campaigns = answer.campaigns.iter().zip(&material.outcomes).zip(&material.virality).enumerate();
    let campaigns: Vec<Shapes> = campaigns
        .map(|(i, ((campaign, reach), virality))| Shapes {
            name: campaign.name.clone(),
            baseline: answer.campaigns[i].baseline,
            replicates: reach
                .iter()
                .zip(virality)
                .filter_map(|(reach, virality)| Some((*reach, (*virality)?)))
                .collect(),
        })
        .collect();
    let means = answer.campaigns.iter().filter_map(|campaign| campaign.measures.get("structural_virality"));
    let deepest = means.map(|measure| measure.mean).fold(f64::NAN, f64::max);
    let is_measured = answer.campaigns.iter().any(|campaign| campaign.measures.contains_key("structural_virality"));
    SizeAndVirality {
        finding: match deepest.is_nan() {
            true if !is_measured => "Structural virality is not among the measures of this run".to_owned(),
            true => "No replicate has a tree of ten people".to_owned(),
            false if deepest < 2.5 => format!("Near broadcast: structural virality {} on average", fixed(deepest, 1)),
            false => format!("From one to the next: structural virality up to {} on average", fixed(deepest, 1)),
        },
        subtitle: format!("Reach and structural virality of {}{remark}", each(answer)),
        campaigns,
    }
}

fn groups(answer: &Answer, remark: &str) -> Option<GroupShares> {
    let longest = answer.campaigns.iter().max_by_key(|campaign| campaign.groups.len())?;
    if longest.groups.is_empty() {
        return None;
    }
    let named: Vec<(String, f64)> = longest.groups.iter().map(|group| (group.value.clone(), group.people)).collect();
    let row = |(i, campaign): (usize, &CampaignAnswer)| GroupRow {
        name: campaign.name.clone(),
        baseline: answer.campaigns[i].baseline,
        shares: named
            .iter()
            .map(|(value, _)| match campaign.groups.iter().find(|group| group.value == *value) {
                Some(group) => {
                    let share = &group.share;
                    [share.mean, share.low.unwrap_or(f64::NAN), share.high.unwrap_or(f64::NAN)]
                }
                None => [f64::NAN; 3],
            })
            .collect(),
    };
    let ends = |campaign: &CampaignAnswer| {
        let by =
            |a: &&crate::answer::GroupAnswer, b: &&crate::answer::GroupAnswer| a.share.mean.total_cmp(&b.share.mean);
        let most = campaign.groups.iter().max_by(by)?;
        let least = campaign.groups.iter().min_by(by)?;
        let (most_share, least_share) = (percent(most.share.mean), percent(least.share.mean));
        Some(match most_share == least_share {
            true => format!("{} reaches all groups alike, {most_share}", quoted(&campaign.name)),
            false => format!(
                "{} reaches {most_share} of {} and {least_share} of {}",
                quoted(&campaign.name),
                quoted(&most.value),
                quoted(&least.value)
            ),
        })
    };
    Some(GroupShares {
        finding: answer.campaigns.iter().find_map(ends)?,
        subtitle: format!("Share of each group that acted; {}{remark}", replicates(answer)),
        groups: named.clone(),
        campaigns: answer.campaigns.iter().enumerate().map(row).collect(),
    })
}

fn attribution(answer: &Answer, remark: &str) -> Option<Attribution> {
    let all = || answer.campaigns.iter().flat_map(|campaign| &campaign.attribution);
    let mut rules: Vec<Credit> = all().map(|credit| credit.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let first = *rules.first()?;
    let credits = |campaign: &CampaignAnswer| {
        let seeds = campaign.attribution.iter().filter(|credit| credit.rule == first);
        let by = |seed: &str, rule: Credit| {
            let found = campaign.attribution.iter().find(|credit| credit.rule == rule && credit.seed == seed);
            found.map_or([f64::NAN; 3], |found| {
                let credit = &found.credit;
                [credit.mean, credit.low.unwrap_or(f64::NAN), credit.high.unwrap_or(f64::NAN)]
            })
        };
        seeds.map(|seed| (seed.seed.clone(), rules.iter().map(|&rule| by(&seed.seed, rule)).collect())).collect()
    };
    let most = all().filter(|credit| credit.rule == first);
    let most = most.max_by(|a, b| a.credit.mean.total_cmp(&b.credit.mean))?;
    Some(Attribution {
        finding: format!(
            "{} is credited most: {} people",
            quoted(&most.seed),
            fixed(most.credit.mean, decimals(most.credit.mean, most.credit.se))
        ),
        subtitle: format!("People credited to each of the seed set; {}{remark}", replicates(answer)),
        rules: rules.iter().map(|rule| rule.word().to_owned()).collect(),
        campaigns: (answer.campaigns.iter().enumerate())
            .map(|(i, campaign)| Credits {
                name: campaign.name.clone(),
                baseline: answer.campaigns[i].baseline,
                seeds: credits(campaign),
            })
            .collect(),
    })
}

fn overlap(answer: &Answer, remark: &str) -> Option<OverlapMatrix> {
    let place = |name: &str| answer.campaigns.iter().position(|campaign| campaign.name == name);
    let share = |overlap: &crate::answer::OverlapAnswer| overlap.jaccard.as_ref().map_or(f64::NAN, |share| share.mean);
    let most = answer.overlaps.iter().filter(|overlap| overlap.jaccard.is_some());
    let most = most.max_by(|a, b| share(a).total_cmp(&share(b)));
    let pair = |overlap: &crate::answer::OverlapAnswer| {
        Some((place(&overlap.campaign)?, place(&overlap.other)?, overlap.both.mean, share(overlap)))
    };
    answer.overlaps.first()?;
    let reach = |campaign: &CampaignAnswer| campaign.measures.get("reach").map_or(f64::NAN, |reach| reach.mean);
    Some(OverlapMatrix {
        finding: match most {
            Some(most) => format!(
                "{} and {} have {} of those they reach in common{}",
                quoted(&most.campaign),
                quoted(&most.other),
                percent(share(most)),
                if answer.overlaps.len() > 1 { ", more than any others" } else { "" }
            ),
            None => "Nobody is reached by two campaigns".to_owned(),
        },
        subtitle: format!("People reached by both of two campaigns; {}{remark}", replicates(answer)),
        campaigns: answer
            .campaigns
            .iter()
            .map(|campaign| (campaign.name.clone(), reach(campaign), campaign.baseline))
            .collect(),
        pairs: answer.overlaps.iter().filter_map(pair).collect(),
    })
}

fn touch(answer: &Answer, remark: &str) -> Option<Touches> {
    let all =
        || answer.campaigns.iter().flat_map(|campaign| campaign.touches.iter().map(move |touch| (campaign, touch)));
    // Sources and rows in the order in which they are first met.
    let (mut sources, mut rows) = (Vec::<String>::new(), Vec::<TouchRow>::new());
    for (_, touch) in all().filter(|(_, touch)| !sources.contains(&touch.source)).collect::<Vec<_>>() {
        if !sources.contains(&touch.source) {
            sources.push(touch.source.clone());
        }
    }
    for (campaign, touch) in all() {
        let known = rows.iter().position(|row| row.campaign == campaign.name && row.verb == touch.verb);
        let at = known.unwrap_or_else(|| {
            let acts = vec![[0.0; 2]; sources.len()];
            rows.push(TouchRow { campaign: campaign.name.clone(), verb: touch.verb.clone(), acts });
            rows.len() - 1
        });
        let source = sources.iter().position(|source| *source == touch.source)?;
        rows[at].acts[source] = [touch.first.mean, touch.last.mean];
    }
    let (campaign, most) = all().max_by(|a, b| a.1.last_share.total_cmp(&b.1.last_share))?;
    Some(Touches {
        finding: format!(
            "{} of `{}` under {} comes by {}",
            percent(most.last_share),
            most.verb,
            quoted(&campaign.name),
            most.source
        ),
        subtitle: format!("Acts by where the person met the item; {}{remark}", replicates(answer)),
        sources,
        rows,
    })
}

fn ranking(answer: &Answer, remark: &str) -> Option<Difference> {
    let (first, others) = answer.ranking.split_first()?;
    let row = |rank: &RankAnswer| {
        let regret = rank.regret.as_ref()?;
        let back = |x: Option<f64>| x.map_or(f64::NAN, |x| 0.0 - x);
        Some(DifferenceRow {
            name: rank.campaign.clone(),
            place: super::place(answer, &rank.campaign),
            mean: 0.0 - regret.mean,
            low: back(regret.high),
            high: back(regret.low),
            q05: 0.0 - regret.q95,
            q95: 0.0 - regret.q05,
            wins: rank.wins.unwrap_or(f64::NAN),
        })
    };
    Some(Difference {
        finding: crate::report::beside::first_place(answer)?.trim_end_matches('.').to_owned(),
        subtitle: format!(
            "Reach minus that of {}, the first of {}, under the same luck; {}{remark}",
            quoted(&first.campaign),
            answer.ranking.len(),
            replicates(answer)
        ),
        baseline: first.campaign.clone(),
        rows: others.iter().filter_map(row).collect(),
    })
}

fn early(material: &Material, remark: &str) -> Option<Early> {
    let answer = &material.answer;
    if material.people.iter().all(Vec::is_empty) {
        return None;
    }
    let first = answer.campaigns.iter().find_map(|campaign| Some((campaign, campaign.most_reached.first()?)));
    let people = |(i, campaign): (usize, &CampaignAnswer)| EarlyPeople {
        name: campaign.name.clone(),
        baseline: answer.campaigns[i].baseline,
        people: material.people[i]
            .iter()
            .map(|person| {
                let time = person.time.unwrap_or(f64::NAN);
                (person.person.clone(), time, person.probability, person.asked == 1.0)
            })
            .collect(),
    };
    Some(Early {
        finding: match first {
            Some((campaign, person)) => format!(
                "{} reaches {} in {} of the replicates",
                quoted(&campaign.name),
                quoted(&person.person),
                percent(person.probability)
            ),
            None => "Nobody is reached but those asked".to_owned(),
        },
        subtitle: format!("Each person: how often and how early reached; {}{remark}", replicates(answer)),
        unit: unit(answer),
        campaigns: answer.campaigns.len(),
        people: answer.campaigns.iter().enumerate().take(MOST_EARLY).map(people).collect(),
    })
}

/// Why one of these is not drawn.
pub fn why_not(name: &str) -> Option<&'static str> {
    Some(match name {
        "size-and-virality" => "structural-virality is not among the scenario's `measures`",
        "groups" => "the scenario asks for no `groups` (groups = \"column\")",
        "attribution" => "the scenario asks for no `attribution`, or no seed set stays the same",
        "ranking" => "the scenario does not ask for it (ranking = true)",
        "overlap" => "the scenario does not ask for it (overlap = true)",
        "touch" => "the scenario does not ask for it (touch = \"visit\"), or nobody acts",
        "early" => "the scenario does not count people (per-person = true)",
        _ => return None,
    })
}
