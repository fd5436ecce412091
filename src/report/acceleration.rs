//! How much of what a campaign brings comes sooner, and how much would not come at all, as people read it.

use super::figures::{decimals, signed};
use super::table::{Table, cut};
use super::words::{interval, quoted};
use crate::answer::{AccelerationAnswer, Answer, MeasureAnswer};

/// Every campaign against the baseline; `None` where the scenario does not ask.
pub fn table(answer: &Answer) -> Option<Table> {
    let first = answer.accelerations.first()?;
    let heading = format!("{} beyond {} *", first.of, cut(&first.baseline, 16));
    let mut table = Table::new([&*heading, "sooner", "95 % interval", "more", "95 % interval"]);
    for row in &answer.accelerations {
        let cells = |part: &MeasureAnswer| {
            let digits = decimals(part.mean, part.se);
            let range = match (part.low, part.high) {
                (Some(low), Some(high)) => format!("{} to {}", signed(low, digits), signed(high, digits)),
                _ => "-".to_owned(),
            };
            [signed(part.mean, digits), range]
        };
        let [sooner, sooner_range] = cells(&row.acceleration);
        let [more, more_range] = cells(&row.expansion);
        table.row([row.campaign.clone(), sooner, sooner_range, more, more_range]);
    }
    Some(table)
}

/// A sentence for each campaign.
pub fn sentences(answer: &Answer) -> Vec<String> {
    answer.accelerations.iter().map(sentence).collect()
}

fn sentence(row: &AccelerationAnswer) -> String {
    let told = |part: &MeasureAnswer| {
        let digits = decimals(part.mean, part.se);
        format!("{}{}", signed(part.mean, digits), interval(part.low, part.high, digits))
    };
    format!(
        "Beyond {}, {} brings {} of {} as worth at the beginning: {} by people who act sooner, {} by people who would not act.",
        quoted(&row.baseline),
        quoted(&row.campaign),
        told(&row.together),
        row.of,
        told(&row.acceleration),
        told(&row.expansion),
    )
}
