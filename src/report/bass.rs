//! The Bass curve of each campaign, as people read it.

use super::figures::{count, fixed, percent};
use super::table::Table;
use super::words::quoted;
use crate::answer::{Answer, BassAnswer, RateAnswer};

/// Whether the scenario asks to see it.
pub fn is_asked(answer: &Answer) -> bool {
    answer.campaigns.iter().any(|campaign| campaign.bass.as_ref().is_some_and(|bass| !bass.curve.is_empty()))
}

/// A rate with three digits that count.
pub fn rate(x: f64) -> String {
    let before = if x > 0.0 { libm::floor(libm::log10(x)) } else { 0.0 };
    fixed(x, (2.0 - before).clamp(0.0, 6.0) as usize)
}

fn range(rate_of: &RateAnswer) -> String {
    match (rate_of.low, rate_of.high) {
        (Some(low), Some(high)) => format!("{} to {}", rate(low), rate(high)),
        _ => "-".to_owned(),
    }
}

/// The rates of every campaign that has some; `None` where none has.
pub fn table(answer: &Answer) -> Option<Table> {
    let unit = &answer.campaigns.iter().find_map(|campaign| campaign.bass.as_ref())?.unit;
    let [p, q] = ["p", "q"].map(|name| format!("{name} per {unit}"));
    let mut table = Table::new(["Bass curve", &*p, "95 % interval", &*q, "95 % interval", "market", "explained"]);
    for campaign in &answer.campaigns {
        let name = campaign.name.clone();
        match &campaign.bass {
            Some(bass) => table.row([
                name,
                rate(bass.p.value),
                range(&bass.p),
                rate(bass.q.value),
                range(&bass.q),
                count(bass.market.value.round_ties_even()),
                percent(bass.r_squared),
            ]),
            None => table.row([name, "-".into(), "-".into(), "-".into(), "-".into(), "-".into(), "-".into()]),
        }
    }
    Some(table)
}

/// What the rates say, a sentence for each campaign.
pub fn sentences(answer: &Answer) -> Vec<String> {
    let said = answer.campaigns.iter().map(|campaign| match &campaign.bass {
        Some(bass) => sentence(&quoted(&campaign.name), bass),
        None => format!("No Bass curve can be laid through what {} did.", quoted(&campaign.name)),
    });
    said.collect()
}

fn sentence(name: &str, bass: &BassAnswer) -> String {
    let (p, q, unit) = (bass.p.value, bass.q.value, &bass.unit);
    let year = bass.per_year.map_or(String::new(), |year| format!(" ({} and {} per year)", rate(year.p), rate(year.q)));
    let what = match (p > 0.0, q > 0.0) {
        (true, false) => "it slows down from the start, as if everybody acted by themselves".to_owned(),
        (false, true) => "it grows as if all acted because others have, and nobody by themselves".to_owned(),
        _ => {
            format!(
                "as if acting because others have were {} times acting by oneself",
                fixed(q / p, usize::from(q < 10.0 * p))
            )
        }
    };
    // What explains little is a summary of little.
    let little = if bass.r_squared < 0.8 {
        format!(", which tells {} of how acts come in time", percent(bass.r_squared))
    } else {
        String::new()
    };
    format!("{name} as a Bass curve{little}: p = {} and q = {} per {unit}{year}: {what}.", rate(p), rate(q))
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn rates_have_three_digits() {
        assert_eq!([0.38, 0.000_912_3, 12.34, 0.0, 1234.0].map(rate), ["0.380", "0.000912", "12.3", "0.00", "1,234"]);
    }
}
