//! Where acts come from, as people read it.

use super::figures::{decimals, fixed, percent};
use super::table::{Table, cut};
use crate::answer::{Answer, MeasureAnswer};

fn mean(measure: &MeasureAnswer) -> String {
    fixed(measure.mean, decimals(measure.mean, measure.se).min(2))
}

fn range(measure: &MeasureAnswer) -> String {
    match (measure.low, measure.high) {
        (Some(low), Some(high)) => {
            let digits = decimals(measure.mean, measure.se).min(2);
            format!("{} to {}", fixed(low, digits), fixed(high, digits))
        }
        _ => "-".to_owned(),
    }
}

/// A table for each verb, with a part for each campaign.
pub fn tables(answer: &Answer) -> Vec<Table> {
    let mut verbs: Vec<&str> = Vec::new();
    for touch in answer.campaigns.iter().flat_map(|campaign| &campaign.touches) {
        if !verbs.contains(&&*touch.verb) {
            verbs.push(&touch.verb);
        }
    }
    verbs.into_iter().map(|verb| of_verb(answer, verb)).collect()
}

fn of_verb(answer: &Answer, verb: &str) -> Table {
    let heading = format!("{verb} by");
    let mut table =
        Table::new([&*heading, "first touch", "95 % interval", "share", "last touch", "95 % interval", "share"]);
    for campaign in &answer.campaigns {
        if answer.campaigns.len() > 1 {
            let [a, b, c, d, e, f] = [(); 6].map(|()| String::new());
            table.row([cut(&campaign.name, 16), a, b, c, d, e, f]);
        }
        for touch in campaign.touches.iter().filter(|touch| touch.verb == verb) {
            table.row([
                format!("  {}", touch.source),
                mean(&touch.first),
                range(&touch.first),
                percent(touch.first_share),
                mean(&touch.last),
                range(&touch.last),
                percent(touch.last_share),
            ]);
        }
    }
    table
}
