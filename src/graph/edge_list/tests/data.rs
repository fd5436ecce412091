//! The real networks in the folder that `RUMORMILL_DATA` names.

use super::*;
use std::path::Path;

/// Name, direction where the file does not say it, nodes, edges: the table of the folder's README.
const GRAPHS: [(&str, Option<Direction>, u32, usize); 12] = [
    ("karate.tsv", None, 34, 78),
    ("twitter-topolstm.tsv", Some(Direction::Influence), 6126, 12045),
    ("fb100-caltech36.tsv", None, 769, 16656),
    ("email-eu-core.tsv", Some(Direction::Influence), 1005, 24929),
    ("lastfm-asia.tsv", None, 7624, 27806),
    ("nethept.tsv", None, 15233, 31376),
    ("se-android.tsv.gz", Some(Direction::Influence), 9953, 48573),
    ("ego-facebook.tsv.gz", None, 4039, 88234),
    ("wiki-vote.tsv.gz", Some(Direction::Follows), 7115, 103_689),
    ("email-enron.tsv.gz", None, 33696, 180_811),
    ("slashdot0902.tsv.gz", Some(Direction::Follows), 82168, 870_161),
    ("ego-twitter.tsv.gz", None, 81306, 1_342_296),
];

#[test]
fn real_networks_have_the_counts_of_their_table() {
    let Some(folder) = std::env::var_os("RUMORMILL_DATA") else {
        println!("skipped: RUMORMILL_DATA names no folder of real networks");
        return;
    };
    for (name, direction, nodes, edges) in GRAPHS {
        let third_column = if name == "nethept.tsv" { ThirdColumn::Ignore } else { ThirdColumn::Strength };
        let options = Options { direction, third_column, ..Options::default() };
        let reading = read_file(name, &Path::new(&folder).join("graphs").join(name), &options)
            .unwrap_or_else(|problems| panic!("{}", in_lines(&problems)));
        let each = if direction.is_none() { 2 } else { 1 };
        assert_eq!((reading.graph.people(), reading.graph.ties()), (nodes, each * edges), "{name}");
        assert_eq!(reading.graph.is_mutual(), direction.is_none(), "{name}");
        assert_eq!(reading.direction, direction.unwrap_or(Direction::Mutual), "{name}");
        assert_eq!(reading.name.as_deref(), name.split('.').next());
        let expected: &[&str] = match third_column {
            ThirdColumn::Ignore => &["the third column was not read (`third-column = \"ignore\"`)"],
            ThirdColumn::Strength => &[],
        };
        assert_eq!(reading.notes, expected, "{name}");
        // Written and read back it is the same.
        let mut text = Vec::new();
        write(&reading.graph, name, &mut text).unwrap();
        let again = read(name.trim_end_matches(".gz"), &text[..], &Options::default()).unwrap();
        assert_eq!(again.graph.targets(), reading.graph.targets(), "{name}");
    }
    // Without the word, the counts of papers are no strengths.
    let name = "nethept.tsv";
    let problems = read_file(name, &Path::new(&folder).join("graphs").join(name), &Options::default()).unwrap_err();
    assert!(problems[0].message.starts_with("a strength must be a number from 0 to 1, found `5`"), "{}", problems[0]);
}
