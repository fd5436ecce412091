//! Pictures of a platform: by what people meet it, how far they come, what builds up slowly, what a promotion does, whether
//! it helps to be met again.

use super::replicates;
use crate::answer::{ActionRow, Answer, FrontRow, LEAST_MET, Material, StockRow};
use crate::measure;
use crate::plot::{
    ActionCurve, CampaignExposures, Exposures, ExposuresToAction, FrontPage, Funnel, FunnelStep, Picture, Promoted,
    StockCurves, Stocks,
};
use crate::report::figures::{count, fixed, percent};
use crate::report::words::quoted;

/// Those whose numbers there are, of those asked for by name.
pub fn draw(material: &Material, asked: Option<&[String]>, remark: &str) -> Vec<Picture> {
    let wanted = |name: &str| asked.is_none_or(|asked| asked.iter().any(|asked| asked == name));
    let mut pictures = Vec::new();
    if wanted("exposures") {
        pictures.extend(exposures(material, remark).map(|picture| picture.draw()));
    }
    if wanted("funnel") {
        pictures.extend(funnel(material, remark).map(|picture| picture.draw()));
    }
    if wanted("stocks") {
        pictures.extend(stocks(material, remark).map(|picture| picture.draw()));
    }
    if wanted("front-page") {
        pictures.extend(front_page(material, remark).map(|picture| picture.draw()));
    }
    if wanted("exposures-to-action") {
        pictures.extend(actions(material, remark).map(|picture| picture.draw()));
    }
    pictures
}

/// What is said of a picture that cannot be drawn.
pub fn why_not(name: &str) -> Option<&'static str> {
    Some(match name {
        "exposures" | "funnel" => "it needs a platform, and a run whose scenario draws it (`plots`)",
        "stocks" => "it needs a platform on which something builds up, and a run whose scenario draws it (`plots`)",
        "front-page" => {
            "it needs a platform with a page that votes lift items onto, a promotion, and a run whose scenario draws it (`plots`)"
        }
        "exposures-to-action" => {
            "it needs a platform, a hundred people who meet an item, and a run whose scenario draws it (`plots`)"
        }
        _ => return None,
    })
}

/// A span of hours in words.
fn span_in_words(hours: f64) -> String {
    let one = |number: f64, unit: &str| match number.round() {
        1.0 => format!("{} {unit}", if unit == "hour" { "an" } else { "a" }),
        number => format!("{} {unit}s", count(number)),
    };
    match hours {
        hours if hours < 0.99 => one(hours * 60.0, "minute"),
        hours if hours < 23.9 => one(hours, "hour"),
        hours if hours % 168.0 == 0.0 => one(hours / 168.0, "week"),
        hours => one(hours / 24.0, "day"),
    }
}

/// The values of rows, each once, in the order in which they are first met.
fn each<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut each: Vec<&str> = Vec::new();
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    each
}

fn named(answer: &Answer) -> Vec<(String, bool)> {
    answer.campaigns.iter().map(|campaign| (campaign.name.clone(), campaign.baseline)).collect()
}

fn or_none(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

fn exposures(material: &Material, remark: &str) -> Option<Exposures> {
    let rows = &material.course.exposures;
    let first = rows.first()?;
    let surfaces = each(rows.iter().map(|row| &*row.surface));
    let of_campaign = |name: &str| {
        let mut spans: Vec<(f64, f64, Vec<f64>)> = Vec::new();
        for row in rows.iter().filter(|row| row.campaign == name) {
            if spans.last().is_none_or(|span| span.0 != row.time) {
                spans.push((row.time, row.until, vec![0.0; surfaces.len()]));
            }
            let surface = surfaces.iter().position(|surface| *surface == row.surface);
            if let (Some(span), Some(surface)) = (spans.last_mut(), surface) {
                span.2[surface] += row.mean;
            }
        }
        spans
    };
    let campaigns: Vec<CampaignExposures> = named(&material.answer)
        .into_iter()
        .map(|(name, baseline)| CampaignExposures { spans: of_campaign(&name), name, baseline })
        .collect();
    // The source of most exposures of each campaign, with its share.
    let main = |campaign: &CampaignExposures| {
        let sum = |surface: usize| campaign.spans.iter().map(|span| span.2[surface]).sum::<f64>();
        let all: f64 = (0..surfaces.len()).map(sum).sum();
        let main = (0..surfaces.len()).max_by(|&a, &b| sum(a).total_cmp(&sum(b)).then(b.cmp(&a)))?;
        (all > 0.0).then(|| (surfaces[main], sum(main) / all))
    };
    let mains: Vec<(&str, (&str, f64))> = campaigns.iter().filter_map(|c| Some((&*c.name, main(c)?))).collect();
    let said = |(name, (surface, share)): &(&str, (&str, f64))| {
        format!("by {surface} under {} ({})", quoted(name), percent(*share))
    };
    let other = mains.iter().skip(1).find(|(_, (surface, _))| *surface != mains[0].1.0);
    let shares = || mains.iter().map(|(_, (_, share))| *share);
    let (least, most) = (shares().fold(f64::INFINITY, f64::min), shares().fold(0.0, f64::max));
    let finding = match (&mains[..], other) {
        ([], _) => return None,
        ([one], _) => format!("{} of exposures come by {}", percent(one.1.1), one.1.0),
        (_, Some(other)) => format!("Most exposures come {}, {}", said(&mains[0]), said(other)),
        (_, None) if percent(least) == percent(most) => {
            format!("Most exposures come by {} in all campaigns: {}", mains[0].1.0, percent(most))
        }
        (_, None) => {
            format!("Most exposures come by {} in all campaigns: {} to {}", mains[0].1.0, percent(least), percent(most))
        }
    };
    Some(Exposures {
        finding,
        subtitle: format!(
            "Exposures by where people met the items, mean over {}{remark}",
            replicates(&material.answer)
        ),
        surfaces: surfaces.into_iter().map(str::to_owned).collect(),
        per: format!("exposures in {}", span_in_words(first.until - first.time)),
        campaigns,
    })
}

fn funnel(material: &Material, remark: &str) -> Option<Funnel> {
    let rows = &material.course.funnel;
    let names = each(rows.iter().map(|row| &*row.step));
    let (answer, campaigns) = (&material.answer, named(&material.answer));
    let of = |campaign: &str, step: &str| rows.iter().find(|row| row.campaign == campaign && row.step == step);
    let seen = names.iter().position(|step| *step == "seen")?;
    // The last step that anybody takes, and the campaign that brings most people there.
    let verbs = &names[seen + 1..];
    let reached = |step: &str| {
        let of_campaigns = campaigns.iter().filter_map(|(name, _)| Some((name, of(name, step)?)));
        let most = of_campaigns.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean))?;
        (most.1.mean > 0.0).then_some(most)
    };
    let first = verbs.iter().find(|step| reached(step).is_some());
    let last = verbs.iter().rev().find(|step| reached(step).is_some());
    let among = |share: f64| {
        let of_thousand = 1000.0 * share;
        fixed(of_thousand, if of_thousand < 9.95 { 1 } else { 0 })
    };
    let finding = match (first, last.and_then(|last| Some((last, reached(last)?)))) {
        (Some(first), Some((last, (name, row)))) => {
            let of_first = of(name, first).and_then(|row| row.of_seen).unwrap_or_default();
            let ends = format!("{} `{last}`", among(row.of_seen.unwrap_or_default()));
            let begins = if first == last { String::new() } else { format!("{} `{first}` and ", among(of_first)) };
            format!("Of 1,000 people who saw it, {begins}{ends} under {}", quoted(name))
        }
        _ => "Nobody who saw it does anything".to_owned(),
    };
    let step = |name: &&str| FunnelStep {
        name: (*name).to_owned(),
        people: campaigns
            .iter()
            .map(|(campaign, _)| {
                of(campaign, name).map_or([f64::NAN; 4], |row| {
                    let of_seen = if *name == "seen" { f64::NAN } else { or_none(row.of_seen) };
                    [row.mean, or_none(row.low), or_none(row.high), of_seen]
                })
            })
            .collect(),
    };
    Some(Funnel {
        finding,
        subtitle: format!("People who came so far, unasked, at least once; {}{remark}", replicates(answer)),
        steps: names.iter().map(step).collect(),
        campaigns,
    })
}

fn stocks(material: &Material, remark: &str) -> Option<Stocks> {
    let rows = &material.course.stocks;
    let names = each(rows.iter().map(|row| &*row.stock));
    if names.is_empty() {
        return None;
    }
    let campaigns = named(&material.answer);
    let curve = |stock: &str, campaign: &str| -> Vec<[f64; 4]> {
        let own = rows.iter().filter(|row| row.stock == stock && row.campaign == campaign);
        own.map(|row| [row.time, row.mean, or_none(row.low), or_none(row.high)]).collect()
    };
    // Titles of measures say that it is the end at which they look.
    let title = |stock: &str| {
        let title = measure::all().find(|measure| measure.name == stock).map_or("", |measure| measure.title);
        title
            .replace(" at the end", "")
            .replace(" had gained", " have gained")
            .replace(", over all people,", " over all people")
    };
    let stock = |name: &&str| StockCurves {
        name: (*name).to_owned(),
        title: title(name),
        curves: campaigns.iter().map(|(campaign, _)| curve(name, campaign)).collect(),
    };
    Some(Stocks {
        finding: slow(rows, &campaigns, &names),
        subtitle: format!("What builds up slowly, mean over {}{remark}", replicates(&material.answer)),
        stocks: names.iter().map(stock).collect(),
        campaigns: campaigns.clone(),
    })
}

/// Where campaigns differ most at the end, for the width of their intervals; of one campaign, what changes most.
fn slow(rows: &[StockRow], campaigns: &[(String, bool)], names: &[&str]) -> String {
    let of = |stock: &str, campaign: &str| {
        let mut own = rows.iter().filter(|row| row.stock == stock && row.campaign == campaign);
        let first = own.next()?;
        Some((first, own.next_back().unwrap_or(first)))
    };
    let width = |row: &StockRow| row.high.unwrap_or(row.mean) - row.low.unwrap_or(row.mean);
    let apart = |a: &StockRow, b: &StockRow| (a.mean - b.mean).abs() / (width(a) + width(b)).max(1e-12);
    let baseline = campaigns.iter().find(|(_, baseline)| *baseline).or(campaigns.first()).map(|(name, _)| &**name);
    let baseline = baseline.unwrap_or_default();
    let others = || campaigns.iter().map(|(name, _)| &**name).filter(|name| *name != baseline);
    let pairs = names.iter().flat_map(|stock| others().map(move |other| (*stock, other)));
    let pairs = pairs.filter_map(|(stock, other)| Some((stock, other, of(stock, other)?.1, of(stock, baseline)?.1)));
    let most = pairs.max_by(|a, b| apart(a.2, a.3).total_cmp(&apart(b.2, b.3)));
    let numbers = |a: &StockRow, b: &StockRow| {
        let size = a.mean.abs().max(b.mean.abs());
        let decimals = [100.0, 10.0, 0.1, 0.0].iter().position(|&least| size >= least).unwrap_or(3);
        [a, b].map(|row| fixed(row.mean, decimals))
    };
    match most.map(|(stock, other, own, base)| (stock, other, numbers(own, base))) {
        Some((stock, other, [own, base])) if own != base => {
            format!("{} leaves {stock} at {own}, {} at {base}", quoted(other), quoted(baseline))
        }
        Some(_) => "The campaigns leave all stocks as the baseline does".to_owned(),
        None => {
            let changes = names.iter().filter_map(|stock| Some((*stock, of(stock, baseline)?)));
            let most = changes.max_by(|a, b| apart(a.1.0, a.1.1).total_cmp(&apart(b.1.0, b.1.1)));
            most.map_or(String::new(), |(stock, (first, last))| {
                let how = if last.mean >= first.mean { "rises" } else { "falls" };
                let [from, to] = numbers(first, last);
                format!("{stock} {how} from {from} to {to}")
            })
        }
    }
}

fn front_page(material: &Material, remark: &str) -> Option<FrontPage> {
    let rows = &material.course.front_page;
    let first = rows.first()?;
    let campaigns: Vec<Promoted> = named(&material.answer)
        .into_iter()
        .map(|(name, baseline)| {
            let own: Vec<&FrontRow> = rows.iter().filter(|row| row.campaign == name).collect();
            let often = own.first().map_or(0, |row| row.promoted);
            let often = format!("promoted in {} of {} replicates", often, material.answer.replicates);
            let hours = own.iter().map(|row| [f64::from(row.hour), row.mean, or_none(row.low), or_none(row.high)]);
            Promoted { hours: hours.collect(), often, name, baseline }
        })
        .collect();
    // The hour before and the hour after, as the bars show them.
    let rate = |campaign: &Promoted, from: f64| {
        campaign.hours.iter().find(|hour| hour[0] == from).map(|hour| hour[1]).filter(|rate| rate.is_finite())
    };
    let jump = |campaign: &Promoted| {
        let (before, after) = (rate(campaign, -1.0)?, rate(campaign, 0.0)?);
        let (one, other) = (fixed(before, 1), fixed(after, 1));
        let under = if material.answer.campaigns.len() > 1 {
            format!(" under {}", quoted(&campaign.name))
        } else {
            String::new()
        };
        Some(match after > before {
            true => format!("Promoted, an item goes from {one} to {other} adoptions an hour at once{under}"),
            false => format!("Promotion changes little: {one} adoptions an hour before, {other} after{under}"),
        })
    };
    let promoted = |name: &str| rows.iter().find(|row| row.campaign == name).map_or(0, |row| row.promoted);
    // The campaign with most promotions tells; of equals the first.
    let mut by_promotions: Vec<&Promoted> = campaigns.iter().collect();
    by_promotions.sort_by_key(|campaign| std::cmp::Reverse(promoted(&campaign.name)));
    let finding = by_promotions.into_iter().find_map(jump);
    let finding = finding.unwrap_or_else(|| "Items are promoted too early or too late to see what it does".to_owned());
    let often = count(campaigns.iter().map(|campaign| promoted(&campaign.name)).sum::<u64>() as f64);
    let of = match campaigns.len() as u64 {
        1 => replicates(&material.answer),
        n => format!(
            "{} runs ({n} campaigns, {})",
            count((n * material.answer.replicates) as f64),
            replicates(&material.answer)
        ),
    };
    Some(FrontPage {
        finding,
        subtitle: format!(
            "Adoptions of an item before and after it was promoted onto `{}`; that was in {often} of {of}{remark}",
            first.page
        ),
        campaigns,
    })
}

fn actions(material: &Material, remark: &str) -> Option<ExposuresToAction> {
    let rows = &material.course.actions;
    rows.first()?;
    let campaigns: Vec<ActionCurve> = named(&material.answer)
        .into_iter()
        .map(|(name, baseline)| {
            let own = rows.iter().filter(|row| row.campaign == name);
            let points =
                own.map(|row| [f64::from(row.exposures), row.share, or_none(row.low), or_none(row.high)]).collect();
            ActionCurve { name, baseline, points }
        })
        .collect();
    let finding = repetition(rows, &campaigns);
    // Number of the exposure by which 95 in 100 acts of a campaign have happened.
    let nearly_all = |campaign: &str| {
        let own = || rows.iter().filter(|row| row.campaign == campaign);
        let (all, mut so_far) = (own().map(|row| row.acted).sum::<u64>(), 0);
        let last = own().find(|row| {
            so_far += row.acted;
            20 * so_far >= 19 * all
        });
        last.map_or(1.0, |row| f64::from(row.exposures))
    };
    Some(ExposuresToAction {
        finding,
        subtitle: format!(
            "Of people who met an item so often and had not acted, the share that then did; {}{remark}",
            replicates(&material.answer)
        ),
        least: LEAST_MET,
        last: each(rows.iter().map(|row| &*row.campaign)).into_iter().map(nearly_all).fold(4.0, f64::max),
        campaigns,
    })
}

/// What later exposures do, by the campaign under which most people act: its first exposure against the first later one with a
/// few acts that lies clear of it; where none does, it cannot be told. Why is not said: who is easily moved acts early, so the others are met later.
fn repetition(rows: &[ActionRow], campaigns: &[ActionCurve]) -> String {
    const FEW: u64 = 10;
    let of = |name: &str| rows.iter().filter(|row| row.campaign == name).collect::<Vec<&ActionRow>>();
    let acts = |name: &str| of(name).iter().map(|row| row.acted).sum::<u64>();
    let most = campaigns.iter().rev().max_by_key(|campaign| acts(&campaign.name));
    let most = most.map_or("", |campaign| &*campaign.name);
    let own = of(most);
    let Some(first) = own.first() else { return "Nobody acts".to_owned() };
    let under = if campaigns.len() > 1 { format!(" under {}", quoted(most)) } else { String::new() };
    let is_clear = |row: &&&ActionRow| row.low > first.high || row.high < first.low;
    let later = || own.iter().skip(1).filter(|row| row.acted >= FEW);
    let upon = |row: &ActionRow| format!("{} upon number {}", small(row.share), row.exposures);
    match (later().find(is_clear), later().next()) {
        (Some(clear), _) => {
            let what = if clear.share < first.share { "less" } else { "more" };
            format!("Later exposures move {what}: {} act upon the first, {}{under}", small(first.share), upon(clear))
        }
        (None, Some(next)) => format!(
            "Whether later exposures move more or less cannot be told: {} act upon the first, {}{under}",
            small(first.share),
            upon(next)
        ),
        (None, None) => format!("{} act upon their first exposure{under}, few upon a later one", small(first.share)),
    }
}

/// A share that may be of some in ten thousand.
fn small(share: f64) -> String {
    if share > 0.0 && share < 0.0995 {
        format!("{} %", fixed(100.0 * share, if share < 0.001 { 3 } else { 2 }))
    } else {
        percent(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares of 30 % upon the first exposure and 10 % upon the second: the second is compared, clear or not.
    #[test]
    fn the_first_exposure_is_compared_with_the_next_that_is_clear() {
        let row = |exposures: u32, share: f64, width: f64| ActionRow {
            campaign: "one".to_owned(),
            exposures,
            met: 1000,
            acted: 100,
            share,
            low: Some(share - width),
            high: Some(share + width),
        };
        let curve = [ActionCurve { name: "one".to_owned(), ..ActionCurve::default() }];
        let said = |width: f64| repetition(&[row(1, 0.3, width), row(2, 0.1, width), row(3, 0.2, width)], &curve);
        assert_eq!(said(0.01), "Later exposures move less: 30 % act upon the first, 10 % upon number 2");
        assert_eq!(
            said(0.2),
            "Whether later exposures move more or less cannot be told: 30 % act upon the first, 10 % upon number 2"
        );
    }
}
