//! Which numbers of a run nobody measured: lines that say `assumed`, of the scenario and of its platform's file.

use crate::scenario::Document;

/// The lines of a scenario as typed that say so, then those of its platform's file whose numbers the run had: with their
/// section, and without those that the scenario writes itself.
pub fn lines(typed: &str, resolved: &str, platform: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = saying(typed).map(|(_, _, line)| line.to_owned()).collect();
    if platform.is_some_and(|text| text.lines().any(|line| line.starts_with('#') && line.contains(ALL))) {
        lines.push(format!("{ALL} (the file of the platform)"));
    }
    let values = |text: &str| -> Vec<String> {
        Document::parse("", text)
            .map(|document| document.values().into_iter().map(|(path, _)| path).collect())
            .unwrap_or_default()
    };
    let (given, all) = (values(typed), values(resolved));
    let within = |paths: &[String], path: &str| {
        let inside = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        paths.iter().any(|other| inside(other, path) || inside(path, other))
    };
    for (section, key, line) in saying(platform.unwrap_or_default()) {
        let path = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
        if within(&all, &path) && !within(&given, &path) {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            lines.push(if section.is_empty() { line } else { format!("[{section}] {line}") });
        }
    }
    lines
}

/// What a file says of all its numbers at once.
const ALL: &str = "every number is assumed";

/// Lines with a value and a comment that says `assumed`: section, key, line.
fn saying(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut section = "";
    text.lines().map(str::trim).filter_map(move |line| {
        if let Some(heading) = line.strip_prefix('[') {
            section = heading.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
            return None;
        }
        let (value, comment) = line.split_once('#')?;
        let key = value.split_once('=')?.0.trim();
        comment.contains("assumed").then_some((section, key, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_platform_that_the_scenario_does_not_write() {
        let platform = "[network.configuration]\npeople = 20_000 # assumed\nlocal  = 0.6    # assumed\n[verb.like]\nkappa = 0.7 # assumed\n\
                        probability = 0.1 # bitly 2011\n[surface.feed]\nhalf-life = \"3 h\" # assumed\n";
        let typed =
            "platform = \"p\"\n[network.configuration]\npeople = 500\n[[campaign]]\nbudget = 5 # assumed by me\n";
        let resolved =
            "[network.configuration]\npeople = 500\nlocal = 0.6\n[verb.like]\nkappa = 0.7\nprobability = 0.1\n";
        let expected = [
            "budget = 5 # assumed by me",
            "[network.configuration] local = 0.6 # assumed",
            "[verb.like] kappa = 0.7 # assumed",
        ];
        assert_eq!(lines(typed, resolved, Some(platform)), expected);
        assert_eq!(lines(typed, resolved, None), expected[..1]);
        let forum = "# An example: every number is assumed.\n[verb.like]\nkappa = 0.7\n";
        assert_eq!(lines("", resolved, Some(forum)), ["every number is assumed (the file of the platform)"]);
    }
}
