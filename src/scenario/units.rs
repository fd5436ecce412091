//! Time written as text: durations and rates, in hours.

use crate::text::shown;

/// Hours of each unit, by the words that mean it. A month is the twelfth of a year of 365 days.
const UNITS: &[(&[&str], f64)] = &[
    (&["second", "seconds", "s"], 1.0 / 3600.0),
    (&["minute", "minutes", "min"], 1.0 / 60.0),
    (&["hour", "hours", "h"], 1.0),
    (&["day", "days", "d"], 24.0),
    (&["week", "weeks"], 168.0),
    (&["month", "months"], 730.0),
    (&["year", "years"], 8760.0),
];

/// The units, as a message names them.
pub const KNOWN: &str = "units are seconds, minutes, hours, days, weeks, months and years";

fn known(word: &str) -> Option<&'static (&'static [&'static str], f64)> {
    UNITS.iter().find(|(words, _)| words.contains(&word))
}

fn unit(word: &str) -> Result<f64, String> {
    known(word).map(|(_, hours)| *hours).ok_or_else(|| match word {
        "" => "the unit is missing".to_owned(),
        _ => format!("{} is no unit of time", shown(word)),
    })
}

fn number(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
        Ok(_) => Err("the number must be at least 0".to_owned()),
        Err(_) if text.is_empty() => Err("the number is missing".to_owned()),
        Err(_) if text.ends_with('%') => Err("a percent sign is for shares of people".to_owned()),
        Err(_) if text.contains(',') => Err("a number has a decimal point, no comma".to_owned()),
        Err(_) => Err(format!("{} is no number", shown(text))),
    }
}

/// Where the number ends and its unit begins.
fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_alphabetic() || c == ' ').unwrap_or(text.len());
    (text[..end].trim(), text[end..].trim())
}

/// Hours of a duration such as "30 days".
pub fn hours(text: &str) -> Result<f64, String> {
    let (times, word) = split(text.trim());
    Ok(number(times)? * unit(word)?)
}

/// Times an hour of a rate such as "0.5 per day".
pub fn rate(text: &str) -> Result<f64, String> {
    let (times, per) = text.trim().split_once("per").ok_or("write it as \"0.5 per day\"")?;
    Ok(number(times.trim())? / unit(per.trim())?)
}

/// A time as people write it who do not know how.
#[derive(Debug, Default, PartialEq)]
pub struct Meant {
    /// The number, percent or not.
    pub number: Option<f64>,
    /// The unit, in the singular: "day".
    pub unit: Option<&'static str>,
}

/// What was meant by a text that is no duration and no rate: "0,5 / day", "30 % a week", "2 Tage", "3 Days".
pub fn meant(text: &str) -> Meant {
    let plain = text.to_lowercase().replace(',', ".");
    let end = plain.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(plain.len());
    let number = plain[..end].parse().ok().filter(|number: &f64| number.is_finite());
    let words = plain[end..].split(|c: char| !c.is_alphabetic());
    let unit = words.filter_map(|word| known(OTHERS.iter().find(|(other, _)| *other == word).map_or(word, |of| of.1)));
    Meant { number, unit: unit.map(|(words, _)| words[0]).next() }
}

/// What others call a unit, and our word.
const OTHERS: &[(&str, &str)] = &[
    ("sec", "second"),
    ("secs", "second"),
    ("mins", "minute"),
    ("hr", "hour"),
    ("hrs", "hour"),
    ("hourly", "hour"),
    ("daily", "day"),
    ("w", "week"),
    ("wk", "week"),
    ("wks", "week"),
    ("weekly", "week"),
    ("mo", "month"),
    ("monthly", "month"),
    ("y", "year"),
    ("yr", "year"),
    ("yrs", "year"),
    ("yearly", "year"),
];

/// The unit a duration or a rate is written with, and its hours: "day" and 24 of "30 days" and of "0.5 per day".
pub fn of(text: &str) -> Option<(&'static str, f64)> {
    let word = text.trim().rsplit(|c: char| !c.is_alphabetic()).next()?;
    known(word).map(|(words, hours)| (words[0], *hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_rates_in_hours() {
        assert_eq!(hours("30 days"), Ok(720.0));
        assert_eq!(hours("3.2 h"), Ok(3.2));
        assert_eq!(hours("90min"), Ok(1.5));
        assert_eq!(rate("12 per day"), Ok(0.5));
        assert_eq!(hours("30"), Err("the unit is missing".to_owned()));
        assert!(hours("-3 days").is_err() && hours("days").is_err() && hours("3 fortnights").is_err());
        assert!(rate("0.5").is_err() && rate("0.5 / day").is_err());
        assert_eq!(hours("1,5 days"), Err("a number has a decimal point, no comma".to_owned()));
        assert_eq!(rate("30 % per day"), Err("a percent sign is for shares of people".to_owned()));
    }

    #[test]
    fn what_is_meant_and_how_it_is_written() {
        let meant_by = |text| (meant(text).number, meant(text).unit);
        assert_eq!(meant_by("30 % per day"), (Some(30.0), Some("day")));
        assert_eq!(meant_by("0,5/hr"), (Some(0.5), Some("hour")));
        assert_eq!(meant_by("3 Weeks"), (Some(3.0), Some("week")));
        assert_eq!(meant_by("daily"), (None, Some("day")));
        assert_eq!(meant_by("soon"), (None, None));
        assert_eq!(
            (of("30 days"), of("0.5 per week"), of("90min")),
            (Some(("day", 24.0)), Some(("week", 168.0)), Some(("minute", 1.0 / 60.0)))
        );
        assert_eq!(of("2 %"), None);
    }
}
