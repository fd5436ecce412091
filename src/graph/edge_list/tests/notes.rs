//! What is accepted, and what the user is told about it.

use super::*;

fn notes(bytes: impl AsRef<[u8]>) -> Vec<String> {
    accepted(bytes, &influence()).notes
}

#[test]
fn r06_headers_are_known_by_their_names() {
    let reading = accepted("source,target,weight\nanna,ben,0.5\n", &influence());
    assert_eq!(ties(&reading.graph), [("anna".into(), "ben".into(), Some(0.5))]);
    assert_eq!(reading.notes, ["line 1 was taken as a header (`source`, `target`, `weight`)"]);
    assert_eq!(reading.columns.unwrap(), ["source", "target", "weight"]);
    assert_eq!(notes("Source;Target\n1;2\n"), ["line 1 was taken as a header (`Source`, `Target`)"]);
    // Columns in another order, and others beside them.
    let reading = accepted("since,To,Strength,From\n2020,ben,0.5,anna\n", &influence());
    assert_eq!(ties(&reading.graph), [("anna".into(), "ben".into(), Some(0.5))]);
    assert_eq!(
        reading.notes,
        ["line 1 was taken as a header (`since`, `To`, `Strength`, `From`)", "columns that were not read: `since`"]
    );
}

#[test]
fn a_header_that_was_not_known_is_pointed_out() {
    assert_eq!(
        notes("anna ben\n1 2\n2 3\n"),
        ["line 1 (`anna`, `ben`) was read as a tie, though all other names are numbers; if it is a header, set \
          `header = true`"]
    );
    assert_eq!(notes("anna ben\nben cleo\n"), [""; 0]);
}

#[test]
fn r08_a_byte_order_mark() {
    let reading = accepted("\u{FEFF}anna ben\n", &influence());
    assert_eq!(ties(&reading.graph), [("anna".into(), "ben".into(), None)]);
    assert_eq!(reading.notes, ["the byte order mark at the beginning was dropped"]);
}

#[test]
fn r14_r15_look_alikes() {
    assert_eq!(
        notes("anna Anna\n"),
        ["1 name differs from another only by capital letters, such as `anna` and `Anna`; they are different people"]
    );
    assert_eq!(
        notes("a\u{202E}b c\n"),
        ["1 name contains a character that turns the direction of writing, such as `a\\u{202E}b`"]
    );
    assert_eq!(
        notes("anna\tben\nanna \tben\n"),
        [
            "1 name differs from another only by spaces, such as `anna` and `anna `; they are different people",
            "1 name begins or ends with a space, such as `anna `"
        ]
    );
}

#[test]
fn r32_strengths_that_never_act() {
    let reading = accepted("a b 1e-400\na c 5e-324\na d 0\n", &influence());
    assert_eq!(reading.graph.strengths(), Some(&[0.0, 5e-324, 0.0][..]));
    assert_eq!(reading.notes, ["2 ties have a strength below 2^-64 and can never act, the first on line 1"]);
    let plain = accepted("0 1 0.5\n0 2 1e-30\n", &influence());
    assert_eq!(plain.notes, ["1 tie has a strength below 2^-64 and can never act, the first on line 2"]);
}

#[test]
fn r34_r35_numbers_are_names() {
    let reading = accepted("7 007\n18446744073709551616 -1\n1.0 1\n0 4294967295\n", &influence());
    assert_eq!(reading.graph.people(), 8);
    assert_eq!(
        reading.notes,
        ["1 name differs from another only by leading zeros, such as `7` and `007`; they are different people"]
    );
    assert_eq!(accepted("0 4294967295\n", &influence()).graph.people(), 2);
}

#[test]
fn r50_people_without_ties() {
    let reading = accepted("# nodes: 8\n", &Options::default());
    assert_eq!((reading.graph.people(), reading.graph.ties()), (8, 0));
    let reading = accepted("# nodes: 8\n0 3\n", &influence());
    assert_eq!((reading.graph.people(), reading.graph.hearers(0)), (8, &[3][..]));
    let reading = accepted("# person: Anna Lee\n# person: ben\nben cleo\n", &influence());
    assert_eq!((reading.graph.people(), reading.graph.ties()), (3, 1));
    assert_eq!(reading.notes, ["2 people are declared by `# person:`"]);
    // With text for names the number counts them.
    assert_eq!(accepted("# nodes: 2\nanna ben\n", &influence()).graph.people(), 2);
}

#[test]
fn percent_comments_are_pointed_out() {
    assert_eq!(notes("% asym unweighted\n1 2\n"), ["1 line that begins with `%` and a space was taken as a comment"]);
    assert_eq!(accepted("%x y\n", &influence()).graph.people(), 2);
}

#[test]
fn quoted_names_may_hold_anything() {
    let reading = accepted("\"Lee, Anna\" , \"say \"\"hi\"\"\"\n", &influence());
    assert_eq!(ties(&reading.graph), [("Lee, Anna".into(), "say \"hi\"".into(), None)]);
    assert_eq!(accepted("\"#love\"\t#peace\n", &influence()).graph.people(), 2);
}

/// As SNAP writes its files: comments of its own, numbers with gaps.
#[test]
fn a_snap_file_is_read_as_it_is() {
    let text = "# Directed graph: Wiki-Vote.txt\n# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n30\t1412\n30\t3352\n";
    let graph = accepted(text, &influence()).graph;
    assert_eq!((graph.people(), graph.ties()), (3, 2));
}
