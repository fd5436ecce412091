//! What is wrong with a file, where, and what to write instead.

use std::fmt;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user typed it.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The column in characters, from 1.
    pub column: Option<u64>,
    /// What is wrong, without a full stop; nothing in it needs escaping any more.
    pub message: String,
    /// What to write or do instead, or "".
    pub help: String,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn of(file: &str, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line: None, column: None, message: message.into(), help: help.into() }
    }

    /// The same problem, in a line.
    pub fn line(self, line: u64) -> Problem {
        Problem { line: Some(line), ..self }
    }

    /// The same problem, at a column of its line.
    pub fn column(self, column: u64) -> Problem {
        Problem { column: Some(column), ..self }
    }
}

impl fmt::Display for Problem {
    /// `file:line:column: message`, then the help in a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", escaped(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// The most problems of a file that are collected before reading stops.
pub const MOST_PROBLEMS: usize = 20;

/// A text from a file as it may be shown: between backticks, cut at 60 characters, nothing in it that a terminal obeys.
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
pub(super) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing of its own: direction marks, joiners, line separators, tags.
pub(super) fn is_invisible(c: char) -> bool {
    turns_direction(c)
        || matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The candidate nearest to a name, if one is near enough to have been meant. Looks at the first 100,000 candidates.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().take(61).count();
    if length > 60 {
        return None;
    }
    let allowed = (length / 3).max(1);
    candidates
        .take(100_000)
        // A name is at least as far away as the two differ in length; one character is at most four bytes.
        .filter(|candidate| candidate.len() <= 4 * (length + allowed) && candidate.len() + allowed >= length)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *candidate != name)
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)))
        .map(|(_, candidate)| candidate)
}

/// Edits between two names; another case is no edit but still counts as one.
fn distance(name: &str, candidate: &str) -> usize {
    if name.to_lowercase() == candidate.to_lowercase() { 1 } else { strsim::damerau_levenshtein(name, candidate) }
}

/// A count with its noun: "1 line", "2,000 lines".
pub(crate) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A whole number with commas between thousands.
pub(crate) fn grouped(n: u64) -> String {
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
    fn the_nearest_name_is_near() {
        let names = ["anna", "ben", "Carla", "dora"];
        assert_eq!(nearest("ana", names.into_iter()), Some("anna"));
        assert_eq!(nearest("carla", names.into_iter()), Some("Carla"));
        assert_eq!(nearest("zoe", names.into_iter()), None);
        assert_eq!(nearest(&"a".repeat(1000), names.into_iter()), None);
    }

    #[test]
    fn counts_are_readable() {
        assert_eq!(count(1, "line", "lines"), "1 line");
        assert_eq!(count(4_294_967_295, "line", "lines"), "4,294,967,295 lines");
        assert_eq!(grouped(999), "999");
    }
}
