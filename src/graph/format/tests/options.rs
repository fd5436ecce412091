//! What is said of a file is heeded or refused, whatever its format; and nobody loses a name without a word.

use super::*;
use crate::graph::edge_list::Encoding;

/// A file of each format that holds two people, one tie and no strength.
fn without_strengths() -> Vec<(&'static str, Vec<u8>)> {
    let graph = builder::from_sorted(Names::Numbered(2), vec![0], vec![1], None, true);
    let formats = [
        ("f.tsv", Format::EdgeList),
        ("f.graphml", Format::GraphMl),
        ("f.gexf", Format::Gexf),
        ("f.net", Format::Pajek),
        ("f.mtx", Format::MatrixMarket),
        ("f.g6", Format::Graph6),
        ("f.rumor", Format::Binary),
    ];
    let written = |(name, format)| {
        let mut bytes = Vec::new();
        write(&graph, format, "two", &mut bytes).unwrap();
        (name, bytes)
    };
    formats.into_iter().map(written).collect()
}

fn refusal(name: &str, bytes: &[u8], options: &Options) -> Option<String> {
    read(name, bytes, None, options).err().map(|problems| problems[0].to_string())
}

#[test]
fn a_scale_without_strengths_is_refused_in_every_format() {
    let options = Options { scale: Some(0.01), ..Options::default() };
    for (name, bytes) in without_strengths() {
        assert_eq!(refusal(name, &bytes, &Options::default()), None);
        let refusal = refusal(name, &bytes, &options).unwrap_or_else(|| panic!("{name}: dropped"));
        assert!(refusal.starts_with(name) && refusal.contains("`scale"), "{refusal}");
    }
    // With strengths it is heeded.
    let pajek = "*Vertices 2\n*Edges\n1 2 50\n";
    let reading = read_as("f.net", pajek, &options).unwrap();
    assert_eq!(reading.graph.strengths(), Some(&[0.5, 0.5][..]));
}

#[test]
fn names_of_columns_are_for_lists_of_ties() {
    for (name, bytes) in without_strengths().into_iter().skip(1) {
        let header = |header| Options { header: Some(header), ..Options::default() };
        let refusal = |options| refusal(name, &bytes, &options);
        let message = refusal(header(true)).unwrap_or_else(|| panic!("{name}: dropped"));
        assert!(message.contains("`header = true` is for a list of ties, and this is "), "{message}");
        assert_eq!(refusal(header(false)), None, "{name} has no such line");
    }
}

#[test]
fn a_binary_network_has_no_encoding() {
    let (name, bytes) = without_strengths().pop().unwrap();
    let options = Options { encoding: Encoding::Latin1, ..Options::default() };
    assert!(refusal(name, &bytes, &options).unwrap().contains("`encoding = \"latin1\"` is for text"));
}

/// A strength that was asked for in so many words is there, or the file is refused; where nothing was said it is a matter of notes.
#[test]
fn a_strength_of_another_name_is_refused_where_one_is_asked_for() {
    let list = "source,target,since\nanna,ben,1990\n";
    let graphml = "<graphml><key id=\"k\" for=\"edge\" attr.name=\"since\"/><graph edgedefault=\"undirected\">\
                   <node id=\"anna\"/><node id=\"ben\"/><edge source=\"anna\" target=\"ben\"><data key=\"k\">1990</data></edge>\
                   </graph></graphml>";
    let usual = Options { direction: Some(Direction::Mutual), ..Options::default() };
    let asked = Options { strength_is_said: true, ..usual.clone() };
    for (name, text, place) in [("f.csv", list, "f.csv:1: "), ("f.graphml", graphml, "f.graphml: ")] {
        assert!(read_as(name, text, &usual).unwrap().graph.strengths().is_none());
        let refusal = refusal(name, text.as_bytes(), &asked).unwrap();
        let message = "`third-column = \"strength\"` is set, and nothing is called a strength, but `since`";
        assert!(refusal.starts_with(&format!("{place}{message}")), "{refusal}");
    }
    // A third column, where there is one: two columns are no contradiction.
    assert!(read_as("f.csv", "source,target\nanna,ben\n", &asked).is_ok());
}

/// Names of a kind that not everybody has are told of, and the place of the file where they are not is easily found.
#[test]
fn labels_that_some_lack_are_told_of() {
    let node = |id: &str, label: &str| format!("<node id=\"{id}\"><data key=\"l\">{label}</data></node>");
    let file = |nodes: &str| {
        format!(
            "<graphml><key id=\"l\" for=\"node\" attr.name=\"label\"/><graph edgedefault=\"undirected\">{nodes}\
             <edge source=\"n0\" target=\"n1\"/></graph></graphml>"
        )
    };
    let all = [node("n0", "Anna"), node("n1", "Ben"), node("n2", "Carla")].concat();
    let some = [node("n0", "Anna"), node("n1", "Ben"), "<node id=\"n2\"/>".to_owned()].concat();
    let [all, some] = [all, some].map(|nodes| read_as("f.graphml", &file(&nodes), &Options::default()).unwrap());
    assert!(all.graph.names().find("Anna").is_some() && all.notes.is_empty());
    assert!(some.graph.names().find("n0").is_some());
    assert_eq!(
        some.notes,
        [
            "people are called by their identifiers: `Anna` and 1 other person have a label, and 1 person has none that can be a name"
        ]
    );
}
