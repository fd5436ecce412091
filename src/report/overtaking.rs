//! Who overtakes whom, and when, as people read it.

use super::figures::{fixed, percent};
use super::table::{Table, wrap};
use super::words::{quoted, time_word};
use crate::answer::{Answer, OvertakingAnswer};
use unicode_width::UnicodeWidthStr;

/// Columns that two names have beside their numbers.
const ROOM: usize = 22;

/// A time with as much of it as a step of a curve tells.
fn time(x: f64) -> String {
    fixed(x, if x.fract() == 0.0 { 0 } else { 1 + usize::from(x < 10.0) })
}

/// "12 to 30", or that it need not happen.
fn range(row: &OvertakingAnswer) -> String {
    match (row.low, row.high) {
        (Some(low), Some(high)) => format!("{} to {}", time(low), time(high)),
        (Some(low), None) => format!("{} or never", time(low)),
        _ => "-".to_owned(),
    }
}

/// Each pair both ways; `None` where the scenario does not ask.
pub fn table(answer: &Answer) -> Option<Table> {
    if answer.overtakings.is_empty() {
        return None;
    }
    let ahead = format!("ahead from {}", time_word(answer));
    let heading = match answer.overtakings[0].of.as_str() {
        "reach" => "overtaking".to_owned(),
        verb => format!("overtaking in {verb}"),
    };
    let mut table = Table::new([&*heading, &*ahead, "95 % interval", "passes in", "95 % interval"]);
    let longest = answer.overtakings.iter().map(|row| row.campaign.width() + 3 + row.other.width()).max();
    let is_long = longest.is_some_and(|longest| longest > ROOM);
    for row in &answer.overtakings {
        // Two names have little room beside four columns: long ones have a line of their own.
        let mut name = format!("{} > {}", row.campaign, row.other);
        if is_long {
            wrap(&std::mem::take(&mut name), 78, "  ").lines().for_each(|line| table.line(line.to_owned()));
        }
        table.row([
            name,
            row.time.map_or("never".to_owned(), time),
            range(row),
            percent(row.passes),
            format!("{} to {}", percent(row.passes_low), percent(row.passes_high)),
        ]);
    }
    Some(table)
}

/// Who overtakes whom on average, a sentence for each pair.
pub fn sentences(answer: &Answer) -> Vec<String> {
    answer.overtakings.chunks(2).map(|pair| of_pair(answer, pair)).collect()
}

fn of_pair(answer: &Answer, pair: &[OvertakingAnswer]) -> String {
    let word = time_word(answer);
    let Some(row) = pair.iter().find(|row| row.time.is_some()) else {
        let names: Vec<String> = pair.iter().map(|row| quoted(&row.campaign)).collect();
        return format!("Neither of {} ends ahead of the other on average.", names.join(" and "));
    };
    let [own, other] = [quoted(&row.campaign), quoted(&row.other)];
    let what = if row.of == "reach" { String::new() } else { format!(" in {}", row.of) };
    let from = time(row.time.unwrap_or_default());
    if !row.was_behind {
        return match row.low {
            Some(low) if row.high.is_some_and(|high| high > low) || row.never > 0.0 => {
                format!(
                    "{own} is never behind {other}{what} on average, and ahead from {word} {from} on ({}).",
                    between(row)
                )
            }
            _ => format!("{own} is ahead of {other}{what} from {word} {from} on, and was never behind on average."),
        };
    }
    format!(
        "{own} overtakes {other}{what} on average at {word} {from} ({}); in {} of replicates (95 % interval {} to {}) it is \
         behind first and ends ahead.",
        between(row),
        percent(row.passes),
        percent(row.passes_low),
        percent(row.passes_high)
    )
}

/// The interval in words.
fn between(row: &OvertakingAnswer) -> String {
    match (row.low, row.high) {
        (Some(low), Some(high)) => format!("95 % interval {} to {}", time(low), time(high)),
        (Some(low), None) => format!(
            "95 % interval from {} to not by the end: in {} of the means of other replicates it does not stay ahead",
            time(low),
            percent(row.never)
        ),
        _ => "one replicate gives no interval".to_owned(),
    }
}
