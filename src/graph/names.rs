//! What people are called, and the order this gives them.
//!
//! People have a canonical order, that of their names: whole numbers first, by value, then text by its bytes. A person's
//! number is the place in this order, so neither the order of lines in a file nor any inner numbering can show in a result.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Which of two names comes first in the canonical order.
///
/// A whole number is written in the digits 0 to 9 alone and has any length; equal values (7, 007) go by their text.
pub fn canonical(a: &str, b: &str) -> Ordering {
    match (digits(a), digits(b)) {
        (Some(x), Some(y)) => x.len().cmp(&y.len()).then_with(|| x.cmp(y)).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.as_bytes().cmp(b.as_bytes()),
    }
}

/// The digits of a whole number without leading zeros.
fn digits(name: &str) -> Option<&str> {
    let whole = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| name.trim_start_matches('0'))
}

/// The names of all people, in canonical order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// "0", "1", ... up to this many; nothing is stored.
    Numbered(u32),
    /// Any names.
    Listed(Listed),
}

/// Names one after the other in one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    text: String,
    ends: Vec<u64>,
}

impl Names {
    /// From names already in canonical order, each once.
    pub fn from_sorted<'a>(names: impl Iterator<Item = &'a str>) -> Names {
        let mut listed = Listed::default();
        let mut numbered = true;
        for (i, name) in names.enumerate() {
            numbered = numbered && *name == *itoa(i as u32);
            listed.text.push_str(name);
            listed.ends.push(listed.text.len() as u64);
        }
        if numbered { Names::Numbered(listed.ends.len() as u32) } else { Names::Listed(listed) }
    }

    /// From names in canonical order one after the other, and where each ends; `None` where they end elsewhere.
    pub(in crate::graph) fn from_parts(text: String, ends: Vec<u64>) -> Option<Names> {
        let whole = ends.last().copied().unwrap_or(0) == text.len() as u64;
        let fit = whole && ends.is_sorted() && ends.iter().all(|&end| text.is_char_boundary(end as usize));
        fit.then_some(Names::Listed(Listed { text, ends }))
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        match self {
            Names::Numbered(n) => *n as usize,
            Names::Listed(listed) => listed.ends.len(),
        }
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a person, by number in 0..len.
    pub fn get(&self, person: u32) -> Cow<'_, str> {
        match self {
            Names::Numbered(_) => Cow::Owned(itoa(person)),
            Names::Listed(listed) => {
                let i = person as usize;
                let start = if i == 0 { 0 } else { listed.ends[i - 1] };
                Cow::Borrowed(&listed.text[start as usize..listed.ends[i] as usize])
            }
        }
    }

    /// The number of the person of that name.
    pub fn find(&self, name: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            match canonical(&self.get(middle), name) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

fn itoa(n: u32) -> String {
    n.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_come_first_by_value_then_text_by_bytes() {
        let mut names = vec!["b", "10", "9", "-1", "007", "7", "a", "18446744073709551616", "1.0", "é", "0", "00"];
        names.sort_by(|a, b| canonical(a, b));
        assert_eq!(names, ["0", "00", "007", "7", "9", "10", "18446744073709551616", "-1", "1.0", "a", "b", "é"]);
        let listed = Names::from_sorted(names.iter().copied());
        for (i, name) in names.iter().enumerate() {
            assert_eq!(listed.find(name), Some(i as u32));
            assert_eq!(listed.get(i as u32), *name);
        }
        assert_eq!(listed.find("8"), None);
    }

    #[test]
    fn plain_numbers_are_not_stored() {
        let names = Names::from_sorted(["0", "1", "2"].into_iter());
        assert_eq!(names, Names::Numbered(3));
        assert_eq!(names.find("2"), Some(2));
        assert_eq!(names.find("3"), None);
        assert_eq!(names.find("02"), None);
    }
}
