//! What the pictures of a run are made of.

mod beside;
mod course;

use super::figures::count;
use super::{stand_ins, words};
use crate::answer::{Answer, CampaignAnswer, CurvePoint, Material, RivalAnswer};
use crate::measure::Outcome;
use crate::plot::{
    CascadePicture, Counted, Curve, Difference, DifferenceRow, Distribution, Dot, OpinionColumns, OpinionMap, Picture,
    ReachOverTime, Sample, has_letter,
};
use crate::quantity::Unit;
use crate::run::OneCascade;

/// The pictures that apply, of those asked for (all, if `None`), in the order of `list plots`.
pub fn draw(material: &Material, asked: Option<&[String]>) -> Vec<Picture> {
    let mut pictures = draw_under(material, asked, "");
    if let Some((material, numbered)) = stand_ins::material(material) {
        let drawn = draw_under(&material, asked, if numbered { stand_ins::REMARK } else { "" });
        let lacks = |picture: &&mut Picture| !picture.svg.chars().all(has_letter);
        for (picture, drawn) in pictures.iter_mut().zip(drawn).filter(|(picture, _)| lacks(picture)) {
            picture.for_pixels = Some(drawn.svg);
        }
    }
    pictures
}

/// The pictures with a remark behind their subtitles.
fn draw_under(material: &Material, asked: Option<&[String]>, remark: &str) -> Vec<Picture> {
    let wanted = |name: &str| asked.is_none_or(|asked| asked.iter().any(|asked| asked == name));
    // What shows nothing is drawn only where it is asked for by name.
    let same = |campaign: &crate::answer::CampaignAnswer| {
        campaign.measures.get(material.answer.outcome.measure()).is_some_and(|r| r.min == r.max)
    };
    let without_luck = asked.is_none() && material.answer.campaigns.iter().all(same);
    let comparisons = words::reach_comparisons(&material.answer);
    let no_difference = asked.is_none() && comparisons.iter().all(|c| words::is_same(c) && c.difference.mean == 0.0);
    let mut pictures = Vec::new();
    let counted = counted(material.answer.outcome);
    if wanted(counted.picture) {
        pictures.push(reach(material, counted, remark).draw_as(&counted));
    }
    if wanted("active") && !material.active.is_empty() {
        pictures.push(active(material, remark).draw_as(&Counted::ACTIVE));
    }
    if wanted("opinion-map") {
        pictures.extend(opinion_map(material, remark).map(|picture| picture.draw()));
    }
    if wanted("distribution") && !without_luck {
        pictures.push(distribution(material, counted, remark).draw_as(&counted));
    }
    if wanted("difference") && !no_difference {
        pictures.extend(difference(material, remark).map(|picture| picture.draw_as(&counted)));
    }
    if wanted("cascade") {
        pictures.extend(material.cascade.as_ref().map(|one| cascade(material, one, remark).draw()));
    }
    // The same cascade once more says more to those who ask for it.
    if asked.is_some() && wanted("cascade-tree") {
        pictures.extend(material.cascade.as_ref().map(|one| {
            let mut picture = cascade(material, one, remark);
            picture.finding = format!("{}; {}", picture.finding, picture.depth_in_words());
            picture.draw_tree()
        }));
    }
    pictures.extend(beside::draw(material, asked, remark));
    pictures.extend(course::draw(material, asked, remark));
    pictures
}

/// Why a picture that was asked for is not drawn.
pub fn why_not(name: &str, outcome: Outcome) -> String {
    let why = match name {
        "difference" => "a difference needs two campaigns",
        "active" if outcome.is_reach() => "it needs a model that says when people stop, such as sir or sis",
        "active" | "reach" | "cascade" | "cascade-tree" | "ccdf" | "size-and-virality" if !outcome.is_reach() => {
            "people who change their minds leave no cascade (`opinion` shows what they think)"
        }
        "opinion" | "opinion-map" if outcome.is_reach() => "it needs a model of opinions",
        "opinion-map" => "here opinions are 0 or 1 (`opinion` shows how many hold 1)",
        "cascade" | "cascade-tree" => "the run kept no cascade to draw",
        name => beside::why_not(name).or_else(|| course::why_not(name)).unwrap_or("it shows nothing"),
    };
    format!("there is nothing to draw as `{name}`: {why}")
}

fn unit(answer: &Answer) -> Unit {
    Unit::of(&answer.campaigns[0].curve.unit).unwrap_or(Unit::Unit)
}

fn replicates(answer: &Answer) -> String {
    let n = count(answer.replicates as f64);
    let networks = if answer.networks > 1 { format!(" on {} networks", answer.networks) } else { String::new() };
    if answer.replicates == 1 { "one replicate".to_owned() } else { format!("{n} replicates{networks}") }
}

/// As [`replicates`], where something is told of every single one.
fn each(answer: &Answer) -> String {
    if answer.replicates == 1 {
        "the one replicate played".to_owned()
    } else {
        format!("each of {}", replicates(answer))
    }
}

/// What the numbers of the pictures count.
fn counted(outcome: Outcome) -> Counted {
    match outcome {
        Outcome::Reach => Counted::ACTED,
        Outcome::Convinced => Counted::CONVINCED,
        Outcome::Opinion => Counted::OPINION,
    }
}

/// The points of a campaign's curve, column by column.
fn columns(campaign: &CampaignAnswer, points: &[CurvePoint]) -> Curve {
    let column = |of: fn(&CurvePoint) -> f64| points.iter().map(of).collect::<Vec<f64>>();
    Curve {
        name: campaign.name.clone(),
        baseline: campaign.baseline,
        rival: false,
        time: column(|point| point.time),
        mean: column(|point| point.mean),
        q05: column(|point| point.q05),
        q25: column(|point| point.q25),
        q50: column(|point| point.q50),
        q75: column(|point| point.q75),
        q95: column(|point| point.q95),
        theory: None,
    }
}

fn active(material: &Material, remark: &str) -> ReachOverTime {
    let answer = &material.answer;
    let campaigns = answer.campaigns.iter().zip(&material.active);
    ReachOverTime {
        finding: words::active_title(answer),
        subtitle: format!("People who are active at the time; {}{remark}", replicates(answer)),
        unit: unit(answer),
        told: words::most_active(answer).map_or(String::new(), |(campaign, _)| campaign.name.clone()),
        campaigns: campaigns.map(|(campaign, points)| columns(campaign, points)).collect(),
    }
}

fn reach(material: &Material, counted: Counted, remark: &str) -> ReachOverTime {
    let answer = &material.answer;
    let curves = answer.campaigns.iter().zip(&material.curves);
    ReachOverTime {
        finding: words::finding(answer),
        subtitle: match counted {
            Counted::ACTED => format!("People who have acted; {}{remark}", replicates(answer)),
            Counted::CONVINCED => format!("People who hold opinion 1; {}{remark}", replicates(answer)),
            _ => format!("Mean opinion, from 0 to 1; {}{remark}", replicates(answer)),
        },
        unit: unit(answer),
        told: words::told(answer),
        campaigns: curves
            .flat_map(|(campaign, points)| {
                let own = Curve { theory: theory(answer, &campaign.name), ..columns(campaign, points) };
                std::iter::once(own)
                    .chain(campaign.rivals.iter().map(|(name, rival)| rival_curve(campaign, name, rival)))
            })
            .collect(),
    }
}

/// The curve of a rival, under the name of the campaign that it runs against.
fn rival_curve(campaign: &CampaignAnswer, name: &str, rival: &RivalAnswer) -> Curve {
    let curve = &rival.curve;
    Curve {
        name: format!("{}: {name}", campaign.name),
        baseline: false,
        rival: true,
        time: curve.means.time.clone(),
        mean: curve.means.mean.clone(),
        q05: curve.q05.clone(),
        q25: curve.q25.clone(),
        q50: curve.q50.clone(),
        q75: curve.q75.clone(),
        q95: curve.q95.clone(),
        theory: None,
    }
}

/// What the most fitting theory says of a campaign over time: a curve, or the level of what takes off, or the mean.
fn theory(answer: &Answer, campaign: &str) -> Option<(String, Vec<f64>)> {
    let of_campaign = || answer.theory.iter().filter(|theory| theory.campaign == campaign).map(|theory| &theory.says);
    let curve = of_campaign().find(|says| !says.curve.is_empty()).map(|says| (says, says.curve.clone()));
    let level = || of_campaign().find_map(|says| Some((says, vec![says.size.or(says.mean)?])));
    let theory = curve.or_else(level).map(|(says, people)| (says.title.clone(), people));
    theory.or_else(|| {
        let bass = answer.campaigns.iter().find(|one| one.name == campaign)?.bass.as_ref()?;
        (!bass.curve.is_empty()).then(|| ("the Bass curve through the mean".to_owned(), bass.curve.clone()))
    })
}

fn distribution(material: &Material, counted: Counted, remark: &str) -> Distribution {
    let answer = &material.answer;
    let samples = answer.campaigns.iter().zip(&material.outcomes);
    Distribution {
        finding: words::spread_of_reach(answer),
        subtitle: format!("{} in {}{remark}", outcome_word(answer.outcome), each(answer)),
        people: answer.people,
        // A target is a number of people, and has no place on an axis of opinions.
        target: answer
            .campaigns
            .iter()
            .find_map(|campaign| campaign.target.as_ref())
            .map(|target| target.reach)
            .filter(|_| answer.outcome != Outcome::Opinion),
        campaigns: samples
            .map(|(campaign, values)| Sample {
                name: campaign.name.clone(),
                baseline: campaign.baseline,
                values: values.iter().map(|value| (value * f64::from(counted.per)).round() as u64).collect(),
            })
            .collect(),
    }
}

fn difference(material: &Material, remark: &str) -> Option<Difference> {
    let answer = &material.answer;
    let comparisons = words::reach_comparisons(answer);
    Some(Difference {
        finding: words::finding(answer),
        subtitle: format!(
            "{} minus that of {} under the same luck; {}{remark}",
            outcome_word(answer.outcome),
            words::quoted(&comparisons.first()?.baseline),
            replicates(answer)
        ),
        baseline: comparisons.first()?.baseline.clone(),
        rows: comparisons
            .iter()
            .map(|comparison| DifferenceRow {
                name: comparison.campaign.clone(),
                place: place(answer, &comparison.campaign),
                mean: comparison.difference.mean,
                low: comparison.difference.low.unwrap_or(f64::NAN),
                high: comparison.difference.high.unwrap_or(f64::NAN),
                q05: comparison.difference.q05,
                q95: comparison.difference.q95,
                wins: comparison.wins,
            })
            .collect(),
    })
}

/// The place of a campaign among those that are not the baseline.
fn place(answer: &Answer, name: &str) -> Option<usize> {
    let found = answer.campaigns.iter().position(|campaign| campaign.name == name)?;
    let is_other = |campaign: &&CampaignAnswer| !campaign.baseline;
    (!answer.campaigns[found].baseline).then(|| answer.campaigns[..found].iter().filter(is_other).count())
}

/// The outcome, as a title begins.
fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Reach => "Reach",
        Outcome::Convinced => "People who hold opinion 1 at the end",
        Outcome::Opinion => "Mean opinion at the end",
    }
}

fn opinion_map(material: &Material, remark: &str) -> Option<OpinionMap> {
    let answer = &material.answer;
    let first = material.maps.first()?;
    let baseline = |name: &str| answer.campaigns.iter().any(|campaign| campaign.baseline && campaign.name == name);
    let column = |map: &crate::run::OpinionMap| OpinionColumns {
        name: map.campaign.clone(),
        baseline: baseline(&map.campaign),
        time: map.time.clone(),
        end: map.end,
        people: map.people.clone(),
    };
    let mut picture = OpinionMap {
        finding: String::new(),
        subtitle: format!("How many hold which opinion, over time, in replicate {} alone{remark}", first.replicate),
        campaigns: answer.campaigns.len(),
        maps: material.maps.iter().map(column).collect(),
    };
    let whose = if material.maps.len() > 1 { "each campaign".to_owned() } else { words::quoted(&first.campaign) };
    picture.finding = format!("One replicate of {whose}: {}", picture.ends_in_words());
    Some(picture)
}

fn cascade(material: &Material, one: &OneCascade, remark: &str) -> CascadePicture {
    let answer = &material.answer;
    let which = match answer.campaigns.iter().find(|c| c.name == one.campaign).and_then(|c| c.measures.get("reach")) {
        _ if answer.replicates == 1 => "The one replicate played".to_owned(),
        Some(reach) if reach.min == reach.max => format!("Replicate {}; all of them reach as many", one.replicate),
        _ => format!("Replicate {}, chosen because its reach is near the middle of all", one.replicate),
    };
    CascadePicture {
        finding: format!(
            "One cascade of {}: {} of {}",
            words::quoted(&one.campaign),
            count(one.reach as f64),
            crate::text::count(answer.people, "person", "people")
        ),
        subtitle: which + remark,
        unit: unit(answer),
        people: one
            .people
            .iter()
            .map(|person| Dot { name: person.name.clone(), time: person.time, parent: person.parent })
            .collect(),
        ties: one.ties.clone(),
        network_people: answer.people,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pictures of two campaigns with these names.
    fn pictures(names: [&str; 2]) -> Vec<Picture> {
        let campaign =
            |name: &str, seeds: u32| format!("[[campaign]]\nname = \"{name}\"\nseeds = {{ random = {seeds} }}\n");
        let text = format!(
            "format = 1\nreplicates = 9\n[network.path]\npeople = 50\n[spread.independent-cascade]\nprobability = 0.5\n{}{}",
            campaign(names[0], 1),
            campaign(names[1], 3)
        );
        let scenario = crate::scenario::Scenario::read("path.toml", &text, &[]).unwrap();
        let played = crate::run::run(&scenario, &crate::load::Inputs::default(), || ()).unwrap();
        draw(&Material::of(&scenario, &played), None)
    }

    #[test]
    fn letters_that_pixels_lack_are_in_the_svg_alone() {
        let pictures = pictures(["社交网络", "Huế 🎉"]);
        assert_eq!(pictures.len(), 3);
        for picture in pictures {
            assert!(picture.svg.contains("社交网络") && picture.svg.contains("Huế 🎉"));
            let pixels = picture.for_pixels();
            assert!(pixels.contains("campaign 1") && pixels.contains("Huế") && pixels.contains("replaced by numbers"));
            assert!(pixels.chars().all(has_letter), "{}", picture.name);
            assert!(picture.csv.contains("社交网络"));
        }
        assert!(self::pictures(["a", "b"]).iter().all(|picture| picture.for_pixels.is_none()));
    }
}
