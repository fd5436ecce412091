//! From a line to its fields.

use std::borrow::Cow;
use std::fmt;

/// What stands between the fields of a line; a file has one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// One tab.
    Tab,
    /// A comma, with spaces around it or not.
    Comma,
    /// A semicolon, with spaces around it or not.
    Semicolon,
    /// One space or several.
    Spaces,
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Separator::Tab => "tabs",
            Separator::Comma => "commas",
            Separator::Semicolon => "semicolons",
            Separator::Spaces => "spaces",
        })
    }
}

impl Separator {
    /// The separator as a byte.
    pub(super) fn byte(self) -> u8 {
        match self {
            Separator::Tab => b'\t',
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Spaces => b' ',
        }
    }

    /// The separator of a file, by its first line of fields: the first that makes at least two; `None` for a single name.
    pub(super) fn of(line: &str) -> Option<Separator> {
        // `anna ben 0,5` has a decimal comma, no commas between fields.
        let decimal_comma = {
            let mut fields = line.split_ascii_whitespace();
            let third = fields.nth(2).and_then(|third| third.split_once(','));
            third.is_some_and(|(whole, rest)| is_digits(whole) && is_digits(rest)) && fields.next().is_none()
        };
        let candidates = [Separator::Tab, Separator::Semicolon, Separator::Comma, Separator::Spaces];
        let mut fields = Vec::new();
        let mut quotes = None;
        for separator in candidates.into_iter().filter(|&s| s != Separator::Comma || !decimal_comma) {
            match split(line, separator, &mut fields) {
                Ok(0 | 1) => {}
                Ok(_) => return Some(separator),
                // Quotes that are wrong in each way are said to be so in the first.
                Err(_) => quotes = quotes.or(Some(separator)),
            }
        }
        quotes
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One field of a line: where its text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub start: usize,
    pub end: usize,
    /// Whether it stands in quotes and holds doubled ones.
    doubled: bool,
}

impl Field {
    /// The text of the field.
    pub fn text<'a>(&self, line: &'a str) -> Cow<'a, str> {
        let text = &line[self.start..self.end];
        if self.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }
    }
}

/// What is wrong with the quotes of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// A quote that opens a field, at this byte, is never closed.
    Open(usize),
    /// Something other than a separator follows a closing quote, at this byte.
    Followed(usize),
}

/// The most fields of a line that are looked at; further ones are counted.
const MOST_FIELDS: usize = 256;

/// Splits a line; returns how many fields it has.
pub(super) fn split(line: &str, separator: Separator, fields: &mut Vec<Field>) -> Result<usize, Quotes> {
    fields.clear();
    let bytes = line.as_bytes();
    let separating = separator.byte();
    let (mut at, mut count) = (0, 0);
    if separator == Separator::Spaces {
        at = spaces_end(bytes, at);
    }
    loop {
        // Around commas and semicolons spaces mean nothing; in a file of tabs they belong to the name.
        let trims = matches!(separator, Separator::Comma | Separator::Semicolon);
        if trims {
            at = spaces_end(bytes, at);
        }
        let field;
        if bytes.get(at) == Some(&b'"') {
            let (end, doubled) = closing_quote(bytes, at + 1).ok_or(Quotes::Open(at))?;
            field = Field { start: at + 1, end, doubled };
            at = if trims { spaces_end(bytes, end + 1) } else { end + 1 };
            if bytes.get(at).is_some_and(|&byte| byte != separating) {
                return Err(Quotes::Followed(at));
            }
        } else {
            let start = at;
            at += bytes[at..].iter().position(|&byte| byte == separating).unwrap_or(bytes.len() - at);
            let length = if trims { line[start..at].trim_end_matches([' ', '\t']).len() } else { at - start };
            field = Field { start, end: start + length, doubled: false };
        }
        count += 1;
        if fields.len() < MOST_FIELDS {
            fields.push(field);
        }
        if separator == Separator::Spaces {
            at = spaces_end(bytes, at);
            if at == bytes.len() {
                return Ok(count);
            }
        } else if at == bytes.len() {
            return Ok(count);
        } else {
            at += 1;
        }
    }
}

fn spaces_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|&&byte| byte == b' ').count()
}

/// Where the quote that closes a field stands, and whether there are doubled ones before it.
fn closing_quote(bytes: &[u8], mut at: usize) -> Option<(usize, bool)> {
    let mut doubled = false;
    loop {
        at += bytes[at..].iter().position(|&byte| byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some((at, doubled));
        }
        doubled = true;
        at += 2;
    }
}

/// The column, in characters from 1, of a byte of a line.
pub(super) fn column(line: &str, byte: usize) -> u64 {
    line[..byte].chars().count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str, separator: Separator) -> Result<Vec<String>, Quotes> {
        let mut fields = Vec::new();
        split(line, separator, &mut fields)?;
        Ok(fields.iter().map(|field| field.text(line).into_owned()).collect())
    }

    #[test]
    fn lines_are_split_by_their_kind() {
        use Separator::*;
        assert_eq!(texts("a b\t c\t0.5", Tab).unwrap(), ["a b", " c", "0.5"]);
        assert_eq!(texts(" a b , c,0.5 ", Comma).unwrap(), ["a b", "c", "0.5"]);
        assert_eq!(texts("  a   b 0.5  ", Spaces).unwrap(), ["a", "b", "0.5"]);
        assert_eq!(texts("a;b;", Semicolon).unwrap(), ["a", "b", ""]);
        assert_eq!(texts(r#""a, b" , "say ""hi""""#, Comma).unwrap(), ["a, b", r#"say "hi""#]);
        assert_eq!(texts(r#""a b" "c""#, Spaces).unwrap(), ["a b", "c"]);
        assert_eq!(texts(r#"a,"b"#, Comma), Err(Quotes::Open(2)));
        assert_eq!(texts(r#"a,"b"c"#, Comma), Err(Quotes::Followed(5)));
        assert_eq!(texts("", Comma).unwrap(), [""]);
        assert_eq!(split(&"a ".repeat(1000), Spaces, &mut Vec::new()), Ok(1000));
    }

    #[test]
    fn the_separator_is_that_of_the_first_line() {
        use Separator::*;
        for (line, separator) in [
            ("a b\tc", Some(Tab)),
            ("a, b", Some(Comma)),
            ("a;b;0,5", Some(Semicolon)),
            ("a b 0,5", Some(Spaces)),
            ("Anna Lee,Ben", Some(Comma)),
            ("\"a, b\" c", Some(Spaces)),
            ("\"a \"\"b, c\"\";\" c", Some(Spaces)),
            ("\"\t\"", None),
            ("5\" 6\"", Some(Spaces)),
            ("a\"b,c\"d", Some(Comma)),
            ("a b", Some(Spaces)),
            (" alice ", None),
        ] {
            assert_eq!(Separator::of(line), separator, "{line}");
        }
    }
}
