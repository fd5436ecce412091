//! The tables of an answer.

use super::{figures, opinions, table, words};
use crate::answer::{self, Answer};

/// Reach, or what stands in its place, by campaign.
pub fn reach(answer: &Answer) -> Vec<String> {
    reach_table(answer).lines()
}

/// The same before it is laid out.
pub fn reach_table(answer: &Answer) -> table::Table {
    if !answer.outcome.is_reach() {
        return opinions::table(answer);
    }
    let half = format!("half by {}", words::time_word(answer));
    let mut table = table::Table::new(["campaign", "reach", "95 % interval", "middle 90 %", half.as_str()]);
    let names = answer.campaigns.iter().flat_map(|campaign| {
        let own = match campaign.baseline {
            true => format!("{} *", campaign.name),
            false => campaign.name.clone(),
        };
        let rivals = campaign.rivals.iter().map(|(name, rival)| (format!("  rivals.{name}"), &rival.measures));
        std::iter::once((own, &campaign.measures)).chain(rivals)
    });
    for (name, measures) in names {
        let Some(reach) = measures.get("reach") else { continue };
        let digits = if reach.min == reach.max { 0 } else { figures::decimals(reach.mean, reach.se) };
        table.row([
            name,
            figures::fixed(reach.mean, digits),
            range(reach.low, reach.high, digits),
            match answer.replicates {
                1 => "-".to_owned(),
                _ => format!("{} to {}", figures::count(reach.q05), figures::count(reach.q95)),
            },
            measures
                .get("half_life")
                .map_or("-".to_owned(), |half| figures::fixed(half.q50, usize::from(half.q50.fract() != 0.0) * 2)),
        ]);
    }
    table
}

fn range(low: Option<f64>, high: Option<f64>, digits: usize) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", figures::fixed(low, digits), figures::fixed(high, digits)),
        _ => "-".to_owned(),
    }
}

/// Each campaign against the baseline.
pub fn difference(answer: &Answer) -> Vec<String> {
    difference_table(answer).lines()
}

/// The same before it is laid out.
pub fn difference_table(answer: &Answer) -> table::Table {
    let comparisons = words::reach_comparisons(answer);
    let baseline = comparisons.first().map_or("", |comparison| comparison.baseline.as_str());
    let heading = format!("against {} *", table::cut(baseline, 20));
    let mut table = table::Table::new([heading.as_str(), "difference", "95 % interval", "ahead in", ""]);
    for comparison in comparisons {
        let difference = &comparison.difference;
        let same = words::is_same(comparison);
        let digits = match answer.outcome.is_reach() {
            true if same => 0,
            true => figures::decimals(difference.mean, difference.se),
            false => opinions::digits(answer, difference.mean, difference.se),
        };
        table.row([
            comparison.campaign.clone(),
            figures::signed(difference.mean, digits),
            range(difference.low, difference.high, digits),
            figures::percent(comparison.wins),
            if same && difference.mean == 0.0 {
                "the same"
            } else if comparison.is_clear() {
                "clear"
            } else {
                "unclear"
            }
            .to_owned(),
        ]);
    }
    table
}

/// Each campaign against the baseline in some measures, paired by replicate; nothing where none is compared.
pub fn differences(answer: &Answer, asked: &[&str]) -> Vec<String> {
    let mut table = table::Table::new(["measure, against *", "difference", "95 % interval", "ahead in", ""]);
    let mut any = false;
    for name in asked {
        let of_measure = answer.comparisons.iter().filter(|comparison| comparison.measure == answer::snake(name));
        for (i, comparison) in of_measure.enumerate() {
            if i == 0 {
                table.row([(*name).to_owned(), String::new(), String::new(), String::new(), String::new()]);
            }
            any = true;
            let difference = &comparison.difference;
            let digits = figures::decimals(difference.mean, difference.se);
            // Means of many equal numbers differ in their last digits.
            let same = words::is_same(comparison) && difference.mean.abs() < 1e-12;
            table.row([
                format!("  {}", comparison.campaign),
                figures::signed(if same { 0.0 } else { difference.mean }, if same { 0 } else { digits }),
                if same { "-".to_owned() } else { range(difference.low, difference.high, digits) },
                figures::percent(if same { 0.5 } else { comparison.wins }),
                if same { "the same" } else { verdict(comparison) }.to_owned(),
            ]);
        }
    }
    if any { table.lines() } else { Vec::new() }
}

fn verdict(comparison: &answer::ComparisonAnswer) -> &'static str {
    if comparison.is_clear() { "clear" } else { "unclear" }
}

/// Some measures (all, if `None`) of every campaign.
pub fn measures(answer: &Answer, asked: Option<&[&str]>) -> Vec<String> {
    measures_table(answer, asked).lines()
}

/// The same before it is laid out.
pub fn measures_table(answer: &Answer, asked: Option<&[&str]>) -> table::Table {
    let mut table = table::Table::new(["measure", "mean", "95 % interval", "5 %", "50 %", "95 %"]);
    for campaign in &answer.campaigns {
        if answer.campaigns.len() > 1 {
            table.row([
                campaign.name.clone(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        let listed: Vec<(String, &str)> =
            crate::measure::all().map(|measure| (measure.name.to_owned(), measure.unit)).collect();
        // Those whose names depend on the platform, and what practices observe.
        let others = campaign.measures.keys().chain(&campaign.undefined).map(|name| name.replace('_', "-"));
        let others = others.filter(|name| !listed.iter().any(|(known, _)| known == name));
        let others = others.map(|name| if name.starts_with("half-of-") { (name, "time") } else { (name, "") });
        for (name, unit) in listed.clone().into_iter().chain(others) {
            let is_asked = |asked: &[&str]| asked.contains(&name.as_str());
            let Some(found) = campaign.measures.get(&answer::snake(&name)) else {
                // Measured, and defined in no replicate.
                if asked.map_or(campaign.undefined.contains(&answer::snake(&name)), is_asked) {
                    let [b, c, d, e] = ["-"; 4].map(str::to_owned);
                    table.row([format!("  {name}"), "undefined".to_owned(), b, c, d, e]);
                }
                continue;
            };
            if asked.is_some_and(|asked| !is_asked(asked)) {
                continue;
            }
            let digits = if found.min == found.max {
                usize::from(found.mean.fract() != 0.0) * 2
            } else {
                figures::decimals(found.mean, found.se)
            };
            let quantile = |x: f64| figures::fixed(x, usize::from(x.fract() != 0.0) * 2);
            let name = match (unit, words::time_word(answer)) {
                ("time", unit) if unit != "time" => format!("  {name} ({unit}s)"),
                _ => format!("  {name}"),
            };
            table.row([
                name,
                figures::fixed(found.mean, digits),
                range(found.low, found.high, digits),
                quantile(found.q05),
                quantile(found.q50),
                quantile(found.q95),
            ]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::answer::Answer;

    /// On a path of 20 no peak has 30 acts: the measure is undefined, which is said wherever it was asked for.
    #[test]
    fn what_is_asked_for_and_undefined_is_told_so() {
        let text = "format = 1\nreplicates = 3\nmeasures = [\"reach\", \"half-life-from-peak\"]\n[network.path]\npeople = 20\n\
                    [spread.independent-cascade]\nprobability = 0.5\n[[campaign]]\nname = \"one\"\nseeds = { random = 1 }\n";
        let scenario = crate::scenario::Scenario::read("path.toml", text, &[]).unwrap();
        let played = crate::run::run(&scenario, &crate::load::Inputs::default(), || ()).unwrap();
        let answer = crate::answer::answer(&scenario, &played, &crate::answer::curves(&played));
        let json = serde_json::to_value(&answer).unwrap();
        assert_eq!(json["campaigns"][0].get("half_life_from_peak"), Some(&serde_json::Value::Null));
        assert_eq!(serde_json::from_value::<Answer>(json).unwrap(), answer);
        for asked in [None, Some(&["half-life-from-peak"][..])] {
            let lines = super::measures(&answer, asked);
            assert!(lines.iter().any(|line| line.contains("half-life-from-peak") && line.contains("undefined")));
        }
    }
}
