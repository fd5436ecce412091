//! Values that TOML cannot read but a person can: thousands with spaces, fractions, `yes`, tables without braces.

use super::keys;
use crate::text::{grouped, shown};

/// What is wrong with the value of `key`, and what to write, where it is clear what was meant.
pub fn value(key: &str, value: &str) -> Option<(String, String)> {
    let write = |message: &str, value: &str| Some((message.to_owned(), format!("write {key} = {value}")));
    let plain = value.trim_end_matches([',', ';', ' ']);
    if plain.len() < value.len() && !plain.is_empty() && toml::de::DeValue::parse(plain).is_ok() {
        return write("a line ends without a comma or semicolon", plain);
    }
    match value.to_lowercase().as_str() {
        "yes" | "on" | "y" => return write("yes is written true", "true"),
        "no" | "off" | "n" => return write("no is written false", "false"),
        _ => {}
    }
    if let Some(number) = whole(value) {
        return match number < 1000 {
            true => write("a number is written in digits alone", &number.to_string()),
            false => write(
                "a number is written in digits alone, or with _ between thousands",
                &format!("{number} or {}", grouped(number).replace(',', "_")),
            ),
        };
    }
    let minus = value.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-");
    if minus != value && minus.parse::<f64>().is_ok() {
        return write("this dash is no minus", &minus);
    }
    if let Some(number) = calculated(value) {
        return write("nothing is calculated: a number is written out", &number);
    }
    table(key, value)
}

/// A whole number as people write large ones: `10 000`, `10'000`, `1.000.000`, `10k`, `2M`, `10.000 people`.
fn whole(value: &str) -> Option<u64> {
    let (digits, times) = match value.trim_end_matches(|c: char| c.is_alphabetic()) {
        digits if digits.len() == value.len() => (value, 1),
        digits => match &value[digits.len()..] {
            "k" | "K" => (digits.trim_end(), 1_000),
            "M" | "m" | "Mio" | "mio" | "million" => (digits.trim_end(), 1_000_000),
            _ => return None,
        },
    };
    let mut groups = digits.split([' ', '\'', '\u{a0}', '\u{202f}', '\u{2019}', '.', ',']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let in_thousands = first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && is_whole(group));
    // One point or comma divides decimals; several of them, or other signs, thousands.
    let decimal = rest.len() == 1 && digits.contains(['.', ',']);
    if !is_whole(first) || !in_thousands || decimal || rest.is_empty() && times == 1 {
        return None;
    }
    (first.to_owned() + &rest.concat()).parse::<u64>().ok()?.checked_mul(times)
}

/// The result of `1/10`, `10 * 100` or `10^4`, as it would be typed.
fn calculated(value: &str) -> Option<String> {
    let (sign, (a, b)) = ['/', '*', '^'].into_iter().find_map(|sign| Some((sign, value.split_once(sign)?)))?;
    let (a, b): (f64, f64) = (a.trim().parse().ok()?, b.trim_matches(['*', ' ']).parse().ok()?);
    let result = match sign {
        '/' => a / b,
        _ if sign == '^' || value.contains("**") => libm::pow(a, b),
        _ => a * b,
    };
    let few = format!("{result:.6}");
    let few = few.trim_end_matches('0').trim_end_matches('.');
    let is_near = few.parse::<f64>().is_ok_and(|few| (few - result).abs() <= 1e-3 * result.abs());
    result.is_finite().then(|| if is_near { few.to_owned() } else { format!("{result:?}") })
}

/// A table with other brackets, with colons, or without any: `(random = 1)`, `{ random: 1 }`, `random = 1`, `random 10`.
fn table(key: &str, value: &str) -> Option<(String, String)> {
    let inside = value.trim_matches(['(', ')', '{', '}', ' ']);
    let (name, content) = inside.split_once(['=', ':', ' '])?;
    let (name, content) = (name.trim(), content.trim_start_matches(['=', ':', ' ']).trim());
    let is_word = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    if !is_word || toml::de::DeValue::parse(content).is_err() {
        return None;
    }
    let why = match value.as_bytes()[0] {
        b'(' => "a table stands in { and }".to_owned(),
        b'{' if value.contains(':') => "in a table, too, = stands between a key and its value".to_owned(),
        // Two keys in one line are another mistake, unless the second is one that the first chooses from.
        _ if keys::find(&format!("campaign.{key}.{name}")).is_some() => {
            format!("{} is a table, and stands in {{ and }}", shown(key))
        }
        _ => return None,
    };
    Some((why, format!("write {key} = {{ {name} = {content} }}")))
}

/// The heading that was meant by one that is none: `network.cycle`, `[network small-world]`, `[spread/sir]`.
pub fn heading(line: &str) -> Option<String> {
    let words = line.trim_matches(['[', ']', ' ', '\t', ':']);
    let path = words.split([' ', '/', ':', '>', '.']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(".");
    let known = keys::find(&path).is_some_and(|key| !keys::inside(&key.kind).is_empty());
    match path.as_str() {
        "campaign" => Some("[[campaign]]".to_owned()),
        _ => known.then(|| format!("[{path}]")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let helps = |value: &str| super::value("people", value).map(|(_, help)| help);
        for (typed, meant) in
            [("10 000", 10_000), ("10'000", 10_000), ("1.000.000", 1_000_000), ("10k", 10_000), ("2M", 2_000_000)]
        {
            assert_eq!(whole(typed), Some(meant), "{typed}");
        }
        assert_eq!([whole("10 00"), whole("1.5"), whole("10 people"), whole("7")], [None; 4]);
        assert_eq!(helps("1/8"), Some("write people = 0.125".to_owned()));
        assert_eq!(helps("10 * 100"), Some("write people = 1000".to_owned()));
        assert_eq!(helps("10^4"), Some("write people = 10000".to_owned()));
        assert_eq!(helps("\u{2013}5"), Some("write people = -5".to_owned()));
        assert_eq!(helps("10,"), Some("write people = 10".to_owned()));
        assert_eq!((helps("1/0"), helps("a/b"), helps("My rumor")), (None, None, None));
    }

    #[test]
    fn tables_and_headings_as_people_write_them() {
        for typed in ["(random = 1)", "{ random: 1 }", "random = 1", "random 1"] {
            assert_eq!(value("seeds", typed).unwrap().1, "write seeds = { random = 1 }", "{typed}");
        }
        assert_eq!(value("people", "10 mutual = true"), None);
        assert_eq!(heading("[network small-world]").as_deref(), Some("[network.small-world]"));
        assert_eq!(heading("spread.sir").as_deref(), Some("[spread.sir]"));
        assert_eq!(heading("[[campaign").as_deref(), Some("[[campaign]]"));
        assert_eq!(heading("hello"), None);
    }
}
