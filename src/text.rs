//! Text on its way to a screen: cut, escaped, counted, and the known word nearest to one that is not known.

use unicode_width::UnicodeWidthStr;

/// A text as it may be shown: between backticks, cut at 60 characters, nothing in it that a terminal obeys.
pub fn shown(text: &str) -> String {
    let mut characters = text.chars();
    let mut out = String::from("`");
    characters.by_ref().take(60).for_each(|character| push_escaped(&mut out, character));
    if characters.next().is_some() {
        out.push('…');
    }
    out.push('`');
    out
}

/// A text at its full length, with nothing in it that a terminal obeys.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|character| push_escaped(&mut out, character));
    out
}

fn push_escaped(out: &mut String, character: char) {
    match character {
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        c if c.is_control() || is_invisible(c) || (c.is_whitespace() && c != ' ') => {
            out.push_str(&format!("\\u{{{:X}}}", c as u32))
        }
        c => out.push(c),
    }
}

/// Whether a character turns the direction of writing around.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing of its own: direction marks, joiners, line separators, tags.
pub fn is_invisible(c: char) -> bool {
    turns_direction(c)
        || matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The candidate nearest to a word, if one is near enough to have been meant: a third of its letters mistyped at most, or
/// one the beginning of the other; case and `_` for `-` count little. Looks at the first 100,000 candidates.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().take(61).count();
    if length > 60 {
        return None;
    }
    let allowed = (length / 3).max(1);
    let plain = plainly(word);
    let distance = |candidate: &str| {
        let other = plainly(candidate);
        let begins = |whole: &str, part: &str| part.len() >= 3 && whole.starts_with(part);
        match () {
            () if plain == other => Some(1),
            () if begins(&other, &plain) || begins(&plain, &other) => Some(strsim::damerau_levenshtein(&plain, &other)),
            () if candidate.len() > 4 * (length + allowed) || candidate.len() + allowed < length => None,
            () => {
                Some(strsim::damerau_levenshtein(word, candidate).min(1 + strsim::damerau_levenshtein(&plain, &other)))
                    .filter(|&distance| distance <= allowed)
            }
        }
    };
    candidates
        .into_iter()
        .take(100_000)
        .filter(|candidate| *candidate != word && candidate.len() <= 1000)
        .filter_map(|candidate| Some((distance(candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// A word without what is easily mistaken in it.
fn plainly(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

/// A count with its noun: "1 line", "2,000 lines".
pub fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A whole number with commas between thousands.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A sum that is not `right`, with six decimals, or as many as it takes not to read as what would be right.
pub fn wrong_sum(sum: f64, right: f64) -> String {
    let with = |decimals: usize| {
        let text = format!("{sum:.decimals$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let tells = |text: &String| text.parse().is_ok_and(|read: f64| read != right && (read == 0.0) == (sum == 0.0));
    (6..=17).map(with).find(tells).unwrap_or_else(|| sum.to_string())
}

/// "a", "a or b", "a, b or c".
pub fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match &words[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A text in lines of at most so many columns, where it can be; what stands in quotes, brackets or around an `=` stays in
/// one line, because it is there to be typed. Lines after the first begin with `indent`.
pub fn folded(text: &str, width: usize, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for whole in text.lines() {
        let mut line = String::new();
        for piece in pieces(whole, width) {
            if !line.is_empty() && line.width() + 1 + piece.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&piece);
        }
        lines.push(line);
    }
    lines.join(&format!("\n{indent}"))
}

/// Words, and what must not be torn apart as long as it fits a line.
fn pieces(text: &str, width: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joins = open || word == "=" || pieces.last().is_some_and(|piece| piece.ends_with('='));
        match pieces.last_mut() {
            Some(piece) if joins && piece.width() + 1 + word.width() <= width => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
        let piece = pieces.last().map_or("", String::as_str);
        let count = |c: char| piece.matches(c).count();
        open = !count('"').is_multiple_of(2)
            || !count('`').is_multiple_of(2)
            || count('{') > count('}')
            || count('[') > count(']');
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_cut_and_escaped() {
        assert_eq!(shown("\u{1b}[2Ja\u{202E}b"), "`\\u{1B}[2Ja\\u{202E}b`");
        assert_eq!(shown(&"x".repeat(61)), format!("`{}…`", "x".repeat(60)));
        assert_eq!(shown("Thảo"), "`Thảo`");
        assert_eq!(escaped("a\nb"), "a\\nb");
    }

    #[test]
    fn a_wrong_sum_never_reads_as_a_right_one() {
        let sums =
            [0.1 + 0.2 + 0.3 + 0.7 - 2e-16, 0.8999999999999999, 1.0000001, 1.0 - 2e-9, 1e-9, 0.0, 1.0 + f64::EPSILON];
        let read = ["1.3", "0.9", "1.0000001", "0.999999998", "0.000000001", "0", "1.0000000000000002"];
        assert_eq!(sums.map(|sum| wrong_sum(sum, 1.0)), read);
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["anna", "ben", "Carla", "dora"];
        assert_eq!(nearest("ana", names), Some("anna"));
        assert_eq!(nearest("carla", names), Some("Carla"));
        assert_eq!(nearest("zoe", names), None);
        assert_eq!(nearest(&"a".repeat(1000), names), None);
        assert_eq!(nearest("random_seed", ["seeds", "random-seed", "random"]), Some("random-seed"));
        assert_eq!(nearest("prob", ["spread", "probability"]), Some("probability"));
        assert_eq!(nearest("followers", ["people.csv", "followers.tsv"]), Some("followers.tsv"));
    }

    #[test]
    fn lines_are_folded_around_what_is_typed() {
        let text = "write horizon = 20, or with a unit, such as \"20 days\"";
        assert_eq!(folded(text, 20, "  "), "write horizon = 20,\n  or with a unit, such\n  as \"20 days\"");
        assert_eq!(folded("a { b = 1 } c", 9, ""), "a\n{ b = 1 }\nc");
        assert_eq!(folded("of \"a very long text\"", 8, ""), "of\n\"a very\nlong\ntext\"");
    }

    #[test]
    fn counts_are_readable() {
        assert_eq!(count(1, "line", "lines"), "1 line");
        assert_eq!(count(4_294_967_295, "line", "lines"), "4,294,967,295 lines");
        assert_eq!(grouped(999), "999");
    }
}
