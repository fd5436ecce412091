//! Numbers as people read them.

/// A number with so many decimals and commas between thousands.
pub fn fixed(x: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", x.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::new();
    if x < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// How many decimals a mean deserves: down to the first digit of its standard error (the second where the first is a 1),
/// but no more than five digits in all, or four decimals. Without an error one, where the mean is no whole number.
pub fn decimals(mean: f64, se: Option<f64>) -> usize {
    let Some(se) = se.filter(|&se| se > 0.0) else { return usize::from(mean.fract() != 0.0) };
    let (mut decimals, mut se, mut room) = (0, se, 10_000.0);
    while se < 1.95 && room > mean.abs().max(1.0) && decimals < 4 {
        decimals += 1;
        se *= 10.0;
        room /= 10.0;
    }
    decimals
}

/// A whole number with commas between thousands; others with one decimal.
pub fn count(x: f64) -> String {
    fixed(x, usize::from(x.fract() != 0.0))
}

/// A difference with its sign.
pub fn signed(x: f64, decimals: usize) -> String {
    let text = fixed(x, decimals);
    if x > 0.0 && !text.starts_with('-') { format!("+{text}") } else { text }
}

/// A share as percent: whole percents, finer at the ends, where "100 %" would claim too much.
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let near_end = percent != 0.0 && percent != 100.0 && !(1.0..=99.0).contains(&percent);
    if !near_end {
        format!("{percent:.0} %")
    } else if percent < 0.1 {
        "under 0.1 %".to_owned()
    } else if percent > 99.9 {
        "over 99.9 %".to_owned()
    } else {
        format!("{percent:.1} %")
    }
}

/// About how many: two digits, rounded up, commas between thousands.
pub fn about(x: f64) -> String {
    if x > 1e15 {
        return "more than 10^15".to_owned();
    }
    let mut unit = 1.0;
    while x / unit >= 100.0 {
        unit *= 10.0;
    }
    fixed((x / unit).ceil() * unit, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(fixed(1234567.891, 2), "1,234,567.89");
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(fixed(-999.96, 1), "-1,000.0");
        assert_eq!(
            [(2.9, 0.0049), (33.0, 0.12), (850.0, 12.0), (9_995.0, 0.01), (12_000.0, 0.1)]
                .map(|(m, se)| decimals(m, Some(se))),
            [3, 2, 0, 1, 0]
        );
        assert_eq!((decimals(7.0, None), decimals(7.5, None)), (0, 1));
        assert_eq!((count(12.0), count(12.5)), ("12".to_owned(), "12.5".to_owned()));
        assert_eq!((signed(3.0, 1), signed(-3.0, 1), signed(0.0, 1)), ("+3.0".into(), "-3.0".into(), "0.0".into()));
        assert_eq!(
            (percent(0.5), percent(1.0), percent(0.9999), percent(0.004)),
            ("50 %".into(), "100 %".into(), "over 99.9 %".into(), "0.4 %".into())
        );
        assert_eq!((about(1234.0), about(47.3), about(99.5)), ("1,300".into(), "48".into(), "100".into()));
    }
}
