//! Names that differ but look the same: kept apart, and pointed out.
//!
//! Each name is folded to what the eye sees: case, spaces at the ends, full-width letters, invisible characters, leading
//! zeros, and marks written after their letter. Only names that folding changes cost anything.

use super::people::plain_number;
use crate::graph::Names;
use crate::text::{count, is_invisible, shown, turns_direction};

/// What two look-alikes differ by, and the fold under which they are then equal.
type Kind = (&'static str, fn(&str) -> String);

/// The kinds, in the order in which they are tried.
const KINDS: [Kind; 5] = [
    ("leading zeros", |name| if is_digits(name) { name.trim_start_matches('0').to_owned() } else { name.to_owned() }),
    ("spaces", |name| spaces(name).trim().to_owned()),
    ("capital letters", |name| name.to_lowercase()),
    ("full-width characters", full_width),
    ("invisible characters or accents written apart", |name| composed(&visible(name))),
];

/// What there is to say about the names.
pub(super) fn notes(names: &Names) -> Vec<String> {
    let Names::Listed(_) = names else { return Vec::new() };
    let mut folded: Vec<(String, u32)> = Vec::new();
    let mut marks = false;
    let (mut turning, mut edges) = ((0, 0), (0, 0));
    for person in 0..names.len() as u32 {
        let name = names.get(person);
        if plain_number(&name).is_some() {
            continue;
        }
        let tally = |tally: &mut (u64, u32)| *tally = (tally.0 + 1, if tally.0 == 0 { person } else { tally.1 });
        if name.chars().any(turns_direction) {
            tally(&mut turning);
        }
        if name.trim() != name {
            tally(&mut edges);
        }
        marks |= name.chars().any(is_mark);
        let key = fold(&name);
        if key != *name {
            folded.push((key, person));
        }
    }
    if marks {
        // A letter with its accent in one character looks like a letter followed by a mark: let those in, too.
        for person in 0..names.len() as u32 {
            let name = names.get(person);
            if fold(&name) == *name && composed(&name) != *name {
                folded.push((composed(&name), person));
            }
        }
        folded.iter_mut().for_each(|(key, _)| *key = composed(key));
    }
    folded.sort_unstable();

    let mut tallies: [Option<(u64, u32, u32)>; KINDS.len()] = [None; KINDS.len()];
    for group in folded.chunk_by(|a, b| a.0 == b.0) {
        let twin = names.find(&group[0].0).filter(|twin| group.iter().all(|(_, person)| person != twin));
        let first = twin.unwrap_or(group[0].1);
        for &(_, person) in group.iter().skip(usize::from(twin.is_none())) {
            let kind = kind(&names.get(first), &names.get(person));
            let tally = tallies[kind].get_or_insert((0, first, person));
            tally.0 += 1;
        }
    }
    let mut notes = Vec::new();
    for (tally, (what, _)) in tallies.iter().zip(KINDS) {
        if let Some((n, first, person)) = tally {
            let (a, b) = (shown(&names.get(*first)), shown(&names.get(*person)));
            let differ = count(*n, "name differs", "names differ");
            notes.push(format!("{differ} from another only by {what}, such as {a} and {b}; they are different people"));
        }
    }
    if edges.0 > 0 {
        let names_begin = count(edges.0, "name begins or ends", "names begin or end");
        notes.push(format!("{names_begin} with a space, such as {}", shown(&names.get(edges.1))));
    }
    if turning.0 > 0 {
        let contain = count(turning.0, "name contains", "names contain");
        let example = shown(&names.get(turning.1));
        notes.push(format!("{contain} a character that turns the direction of writing, such as {example}"));
    }
    notes
}

/// What to say where `wanted` is asked for and `there` is in the network: how they differ, if they look the same.
pub fn look_alike(wanted: &str, there: &str) -> Option<String> {
    let seen = |name: &str| composed(&fold(name));
    if wanted == there || seen(wanted) != seen(there) {
        return None;
    }
    if fold(wanted) != fold(there) {
        // The coarse fold takes é and è for the same: only marks written apart make two names of one.
        let apart = wanted.chars().chain(there.chars()).any(is_mark);
        let help = "is there with its accents in the other form of Unicode: save both files in one form (NFC)";
        return apart.then(|| format!("{} {help}", shown(there)));
    }
    let what = match kind(wanted, there) {
        last if last == KINDS.len() - 1 => "invisible characters",
        other => KINDS[other].0,
    };
    Some(format!("{} is there, and differs only by {what}", shown(there)))
}

/// Which kind of difference makes two names with the same fold differ: the first fold under which they agree.
fn kind(a: &str, b: &str) -> usize {
    let alone = KINDS.iter().position(|(_, fold)| fold(a) == fold(b));
    alone.unwrap_or_else(|| {
        let (mut a, mut b) = (a.to_owned(), b.to_owned());
        // From the last to the first, so that what is left at agreement is the plainest name for it.
        KINDS
            .iter()
            .rposition(|(_, fold)| {
                (a, b) = (fold(&a), fold(&b));
                a == b
            })
            .unwrap_or(KINDS.len() - 1)
    })
}

/// The name as the eye sees it, apart from accents.
fn fold(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | '@');
    if name.chars().all(plain) && !is_digits(name) {
        return name.to_owned();
    }
    let seen = full_width(&visible(name)).to_lowercase();
    let seen = spaces(&seen).trim().to_owned();
    if !is_digits(&seen) {
        return seen;
    }
    let value = seen.trim_start_matches('0');
    if value.is_empty() { "0".to_owned() } else { value.to_owned() }
}

fn is_digits(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Every kind of space as a plain one.
fn spaces(name: &str) -> String {
    name.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

fn visible(name: &str) -> String {
    name.chars().filter(|&c| !is_invisible(c)).collect()
}

/// Full-width forms of the ASCII characters (U+FF01 to U+FF5E) as these.
fn full_width(name: &str) -> String {
    let narrow = |c: char| char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
    name.chars().map(|c| if ('\u{FF01}'..='\u{FF5E}').contains(&c) { narrow(c) } else { c }).collect()
}

fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Accented Latin letters, in one character or with marks behind, all as one sign: equal for the two forms of one name.
/// A coarse stand-in for Unicode's normal forms: it takes é and è for the same, but only where marks written apart occur.
fn composed(name: &str) -> String {
    const ACCENTED: char = '\u{FFFD}';
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if is_mark(c) {
            if !out.ends_with(ACCENTED) {
                out.pop();
                out.push(ACCENTED);
            }
        } else if matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}') {
            out.push(ACCENTED);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(names: &[&str]) -> Vec<String> {
        let mut names = names.to_vec();
        names.sort_by(|a, b| crate::graph::names::canonical(a, b));
        notes(&Names::from_sorted(names.into_iter()))
    }

    #[test]
    fn look_alikes_are_pointed_out() {
        let note = |a: &str, b: &str, what: &str| {
            vec![format!("1 name differs from another only by {what}, such as {a} and {b}; they are different people")]
        };
        assert_eq!(about(&["7", "007"]), note("`7`", "`007`", "leading zeros"));
        assert_eq!(about(&["0", "00", "x"]), note("`0`", "`00`", "leading zeros"));
        assert_eq!(about(&["anna", "Anna", "ben"]), note("`anna`", "`Anna`", "capital letters"));
        assert_eq!(about(&["１２", "12"]), note("`12`", "`１２`", "full-width characters"));
        assert_eq!(
            about(&["Jos\u{e9}", "Jose\u{301}"]),
            note("`Jose\u{301}`", "`Jos\u{e9}`", "invisible characters or accents written apart")
        );
        assert_eq!(
            about(&["anna", "an\u{200B}na"]),
            note("`anna`", "`an\\u{200B}na`", "invisible characters or accents written apart")
        );
        let mut spaced = note("`anna`", "`anna\\u{A0}`", "spaces");
        spaced.push("1 name begins or ends with a space, such as `anna\\u{A0}`".into());
        assert_eq!(about(&["anna", "anna\u{a0}"]), spaced);
        assert_eq!(
            about(&["a\u{202E}b", "c"]),
            ["1 name contains a character that turns the direction of writing, such as `a\\u{202E}b`"]
        );
    }

    #[test]
    fn what_was_meant_may_look_the_same() {
        let differ = |a: &str, b: &str| look_alike(a, b).unwrap();
        assert_eq!(differ("Anna", "anna"), "`anna` is there, and differs only by capital letters");
        assert_eq!(differ("7", "007"), "`007` is there, and differs only by leading zeros");
        assert_eq!(differ("an\u{200B}na", "anna"), "`anna` is there, and differs only by invisible characters");
        let accents = "is there with its accents in the other form of Unicode: save both files in one form (NFC)";
        assert_eq!(differ("Jos\u{e9}", "Jose\u{301}"), format!("`Jose\u{301}` {accents}"));
        assert_eq!(differ("jose\u{301}", "Jos\u{e9}"), format!("`Jos\u{e9}` {accents}"));
        assert_eq!((look_alike("Jos\u{e9}", "Jos\u{e8}"), look_alike("anna", "anne")), (None, None));
    }

    #[test]
    fn different_names_are_left_alone() {
        assert_eq!(about(&["0", "1", "7", "70", "anna", "ben", "Carla", "José", "Jose", "-1", "1.0", "1"]), [""; 0]);
    }
}
