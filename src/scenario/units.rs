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

fn unit(word: &str) -> Result<f64, String> {
    let known = UNITS.iter().find(|(words, _)| words.contains(&word));
    known.map(|(_, hours)| *hours).ok_or_else(|| match word {
        "" => "the unit is missing".to_owned(),
        _ => format!("{} is no unit of time", shown(word)),
    })
}

fn number(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok().filter(|x: &f64| x.is_finite() && *x >= 0.0);
    number.ok_or_else(|| match text {
        "" => "the number is missing".to_owned(),
        _ => "the number must be at least 0".to_owned(),
    })
}

/// Hours of a duration such as "30 days".
pub fn hours(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic() || c == ' ').unwrap_or(text.len());
    Ok(number(text[..split].trim())? * unit(text[split..].trim())?)
}

/// Times an hour of a rate such as "0.5 per day".
pub fn rate(text: &str) -> Result<f64, String> {
    let (times, per) = text.trim().split_once("per").ok_or("write it as \"0.5 per day\"")?;
    Ok(number(times.trim())? / unit(per.trim())?)
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
    }
}
