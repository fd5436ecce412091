//! Different files, one network: other line ends, another order of lines, written and read back. And no bytes whatever make
//! the reader fail otherwise than by saying why.

use super::gzip::packed;
use super::*;
use crate::graph::{Names, builder, names::canonical};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::{BTreeMap, BTreeSet};

const SMALL: &str = "# nodes: 5\n0\t1\t0.5\n3\t1\t0.25\n1\t2\t1\n";

#[test]
fn r10_line_ends_make_no_difference() {
    let network = content(&accepted(SMALL, &influence()).graph);
    let mixed: String = SMALL
        .split_inclusive('\n')
        .zip(["\r", "\r\n", "\n", "\r\n"])
        .map(|(line, end)| line.replace('\n', end))
        .collect();
    for text in [
        SMALL.replace('\n', "\r\n"),
        SMALL.replace('\n', "\r"),
        mixed,
        format!("\u{FEFF}{SMALL}"),
        SMALL.trim_end().to_owned(),
        SMALL.replace('\t', ","),
        SMALL.replace('\t', " ; "),
        SMALL.replace('\t', "   "),
        SMALL.replace("\n3", "\n\n# more\n  \n3"),
        SMALL.lines().rev().map(|line| format!("{line}\n")).collect(),
    ] {
        assert_eq!(content(&accepted(&text, &influence()).graph), network, "{text:?}");
        assert_eq!(content(&accepted(packed(&text), &influence()).graph), network, "{text:?}");
    }
}

/// Reads a byte at a time: no boundary between chunks shows.
struct Dripping<'a>(&'a [u8]);

impl std::io::Read for Dripping<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let one = self.0.len().min(out.len()).min(1);
        out[..one].copy_from_slice(&self.0[..one]);
        self.0 = &self.0[one..];
        Ok(one)
    }
}

#[test]
fn chunks_do_not_show() {
    // Longer than a chunk, with lines of many lengths and all line ends.
    let text: String = (0..60_000u32)
        .map(|i| format!("{}\t{}{}", i, i + 1 + i % 1000 * 7, ["\n", "\r\n", "\r"][i as usize % 3]))
        .collect();
    let whole = content(&accepted(&text, &influence()).graph);
    assert_eq!(whole.1.len(), 60_000);
    assert_eq!(content(&read("f", Dripping(text.as_bytes()), &influence()).unwrap().graph), whole);
}

/// Numbers with leading zeros aside, the short way and the long way read the same.
#[test]
fn plain_lines_and_others_agree() {
    let plain: String =
        (0..500u32).map(|i| format!("{}\t{}\t0.{}\n", i * 97 % 500, 500 + i * 31 % 500, i % 10)).collect();
    let long: String = plain.lines().map(|line| format!("\"{}\n", line.replacen('\t', "\"\t", 1))).collect();
    assert_eq!(content(&accepted(plain, &influence()).graph), content(&accepted(long, &influence()).graph));
}

/// Names as people write them, with the signs that mean something to the reader.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u32..30).prop_map(|number| number.to_string()),
        1 => "[0-9]{1,22}",
        4 => "[a-z#%\", ;éß０\u{301}\u{202E}]{1,4}",
        1 => "[^\\p{Cc}]{1,6}",
    ]
}

fn strength() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..=1.0f64, Just(0.0), Just(1.0), Just(5e-324), 0.0..1e-300f64]
}

/// A network with any names, its ties different and none to oneself.
fn network() -> impl Strategy<Value = Graph> {
    let ties = prop::collection::vec((name(), name(), strength()), 0..40);
    let alone = prop::collection::vec(name(), 0..4);
    (ties, alone, any::<bool>(), any::<bool>()).prop_map(|(ties, alone, weighted, mutual)| {
        let all: BTreeSet<&String> = ties.iter().flat_map(|(u, v, _)| [u, v]).chain(&alone).collect();
        let mut names: Vec<&str> = all.into_iter().map(String::as_str).collect();
        names.sort_by(|a, b| canonical(a, b));
        let names = Names::from_sorted(names.into_iter());
        let mut pairs = BTreeMap::new();
        for (u, v, strength) in &ties {
            let (u, v) = (names.find(u).unwrap(), names.find(v).unwrap());
            let pair = if mutual { (u.min(v), u.max(v)) } else { (u, v) };
            if u != v {
                pairs.insert(pair, *strength);
            }
        }
        let (from, to) = pairs.keys().copied().unzip();
        let strengths: Option<Vec<f64>> = (weighted && !pairs.is_empty()).then(|| pairs.values().copied().collect());
        builder::from_sorted(names, from, to, strengths, mutual)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(graph in network()) {
        prop_assume!(graph.people() > 0);
        let mut text = Vec::new();
        write(&graph, "a test", &mut text).unwrap();
        let reading = read("f", &text[..], &Options::default());
        let reading = reading.unwrap_or_else(|p| panic!("{}\n{}", in_lines(&p), String::from_utf8_lossy(&text)));
        prop_assert_eq!(content(&reading.graph), content(&graph));
        prop_assert_eq!(reading.name.as_deref(), Some("a test"));
        let mut again = Vec::new();
        write(&reading.graph, "a test", &mut again).unwrap();
        prop_assert_eq!(again, text);
    }

    /// The order of lines cannot show, whatever becomes of repeated ties (`first` excepted).
    #[test]
    fn shuffled_lines_change_nothing(
        lines in prop::collection::vec((0u32..6, 0u32..6, 0u32..=100), 1..40)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
        policy in 0usize..3,
        direction in 0usize..3,
    ) {
        let options = Options {
            direction: Some([Direction::Influence, Direction::Follows, Direction::Mutual][direction]),
            duplicates: [Duplicates::Max, Duplicates::Sum, Duplicates::Combine][policy],
            self_ties: SelfTies::Drop,
            scale: Some(0.0001),
            ..Options::default()
        };
        let text = |lines: &[(u32, u32, u32)]| -> String {
            lines.iter().map(|(u, v, s)| format!("p{u},{v},{s}\n")).collect()
        };
        let (a, b) = (accepted(text(&lines.0), &options), accepted(text(&lines.1), &options));
        prop_assert_eq!(content(&a.graph), content(&b.graph));
        prop_assert_eq!(a.notes, b.notes);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for options in [influence(), mutual(), Options { encoding: Encoding::Latin1, ..Options::default() }] {
            if let Err(problems) = read("f", &bytes[..], &options) {
                let shown = in_lines(&problems);
                prop_assert!(!problems.is_empty() && problems.len() <= MOST_PROBLEMS);
                prop_assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
            }
        }
    }

    /// The same with what a list is made of, so that the bytes come further.
    #[test]
    fn any_text_is_read_or_refused(text in "([0-9a-c#%\"\t ,;:.eE+-]{0,8}(\n|\r|\r\n)|# (nodes|edges|directed): [0-9yno]{1,9}\n){0,12}") {
        for (duplicates, self_ties) in [(Duplicates::Refuse, SelfTies::Refuse), (Duplicates::Combine, SelfTies::Drop)] {
            let options = Options { duplicates, self_ties, ..influence() };
            if let Ok(reading) = read("f", text.as_bytes(), &options) {
                prop_assert!(reading.graph.strengths().is_none_or(|all| all.iter().all(|s| (0.0..=1.0).contains(s))));
            }
        }
    }
}
