//! What differs between the run in a folder and the one that is asked for: the first key with both values, or the file.

use crate::scenario::Document;
use crate::text::shown;
use std::collections::BTreeMap;

/// The first key of two resolved scenarios whose values differ, in the order of keys; else the first file with another
/// content. `None` where neither is found.
pub fn first(old: &str, new: &str, old_files: &[(String, String)], new_files: &[(String, String)]) -> Option<String> {
    let (old, new) = (keys(old)?, keys(new)?);
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    // Where files lie is no part of the question, what they hold is.
    let is_path = |name: &str| {
        matches!(name.rsplit('.').next(), Some("path" | "attributes"))
            || name.ends_with(".file") && (name.contains(".seeds.") || name.ends_with("given-degrees.file"))
            || name == "platform"
                && [&old, &new].iter().all(|keys| keys.get(name).is_some_and(|path| path.ends_with(".toml\"")))
    };
    let other = names.into_iter().find(|name| !is_path(name) && old.get(*name) != new.get(*name));
    if let Some(name) = other {
        return Some(match (old.get(name), new.get(name)) {
            (Some(old), Some(new)) => format!("its {} is {}, and {} is asked for", shown(name), shown(old), shown(new)),
            (Some(old), None) => format!("it has {} = {}, and none is asked for", shown(name), shown(old)),
            (None, Some(new)) => format!("it has no {}, and {} is asked for", shown(name), shown(new)),
            (None, None) => unreachable!("the name is one of theirs"),
        });
    }
    let changed = old_files.iter().zip(new_files).find(|(old, new)| old.1 != new.1)?;
    let [old, new] = [&changed.0.1, &changed.1.1].map(|digest| digest.chars().take(8).collect::<String>());
    Some(format!("{} has changed since (its content was {old}..., and is {new}...)", shown(&changed.1.0)))
}

/// Every value of a scenario by the path of its key.
fn keys(text: &str) -> Option<BTreeMap<String, String>> {
    Some(Document::parse("", text).ok()?.values().into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_that_differs_is_named_with_both_values() {
        let old = "replicates = 10\n[network.file]\npath = \"../a.tsv\"\n[[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n";
        let files = |digest: &str| vec![("a.tsv".to_owned(), digest.to_owned())];
        let differs = |new: &str, digest: &str| first(old, new, &files("0123456789"), &files(digest));
        assert_eq!(differs(&old.replace("../a", "a"), "0123456789"), None);
        assert_eq!(
            differs(&old.replace("replicates = 10", "replicates = 20"), "").unwrap(),
            "its `replicates` is `10`, and `20` is asked for"
        );
        assert_eq!(
            differs(&old.replace("random = 1", "most-ties = 1"), "").unwrap(),
            "it has no `campaign[1].seeds.most-ties`, and `1` is asked for"
        );
        assert_eq!(
            differs(&old.replace("../a", "a"), "abcdefghij").unwrap(),
            "`a.tsv` has changed since (its content was 01234567..., and is abcdefgh...)"
        );
    }
}
