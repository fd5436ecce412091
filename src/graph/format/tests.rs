//! Round trips through every format, files as other programs write them, and files that are wrong.

mod options;
mod whole;

use super::*;
use crate::graph::edge_list::{Direction, Duplicates, SelfTies, StrengthRange, ThirdColumn};
use crate::graph::{Names, builder};

/// Those that are read and written.
const BOTH_WAYS: [Format; 6] =
    [Format::EdgeList, Format::GraphMl, Format::Gexf, Format::Pajek, Format::MatrixMarket, Format::Binary];

fn follows() -> Options {
    Options { direction: Some(Direction::Follows), ..Options::default() }
}

fn read_as(name: &str, text: &str, options: &Options) -> Result<Reading, Vec<Problem>> {
    read(name, text.as_bytes(), None, options).map(|(reading, _)| reading)
}

/// Ties by name, with their strengths.
fn named(graph: &Graph) -> Vec<(String, String, Option<f64>)> {
    let name = |person: u32| graph.names().get(person).into_owned();
    let all = (0..graph.people()).flat_map(|person| graph.row(person).map(move |tie| (person, tie)));
    all.map(|(person, tie)| (name(person), name(graph.targets()[tie]), graph.strengths().map(|all| all[tie]))).collect()
}

fn same(a: &Graph, b: &Graph) {
    assert_eq!((a.names(), a.targets(), a.is_mutual()), (b.names(), b.targets(), b.is_mutual()));
    assert_eq!(a.strengths(), b.strengths());
    assert!((0..a.people()).all(|person| a.hearers(person) == b.hearers(person)));
}

/// Mutual and directed, numbered and named, with strengths and without; somebody without ties in each, and names that XML and
/// quotes find hard.
#[test]
fn what_is_written_is_read_back() {
    let hard = ["10", "<a & 'b'>", "Anna Lee", "zoë, 2%", "żółw"];
    for mutual in [true, false] {
        for names in [Names::Numbered(5), Names::from_sorted(hard.into_iter())] {
            for strengths in [None, Some(vec![0.5, 1e-9, 1.0, 0.1, 0.0])] {
                let (from, to) = (vec![0, 0, 1, 2, 2], vec![1, 3, 2, 0, 1]);
                let (from, to, strengths) = match mutual {
                    true => (vec![0, 0, 1], vec![1, 3, 2], strengths.map(|all| all[..3].to_vec())),
                    false => (from, to, strengths),
                };
                let graph = builder::from_sorted(names.clone(), from, to, strengths, mutual);
                for format in BOTH_WAYS {
                    let mut bytes = Vec::new();
                    write(&graph, format, "five", &mut bytes).unwrap();
                    let (reading, known) =
                        read("made", &bytes[..], None, &Options::default()).unwrap_or_else(|problems| {
                            panic!("{format}: {}\n{}", problems[0], String::from_utf8_lossy(&bytes))
                        });
                    assert_eq!(known, format);
                    same(&reading.graph, &graph);
                    assert_eq!(loses(&graph, format), None);
                }
            }
        }
    }
}

#[test]
fn graph6_keeps_the_ties() {
    for people in [1, 2, 7, 62, 63, 70] {
        let graph = builder::from_ties(
            Names::Numbered(people),
            (1..people).map(|v| v / 2).collect(),
            (1..people).collect(),
            true,
        );
        let mut bytes = Vec::new();
        write(&graph, Format::Graph6, "", &mut bytes).unwrap();
        let (reading, _) = read("tree.g6", &bytes[..], None, &Options::default()).unwrap();
        same(&reading.graph, &graph);
    }
    // As nauty and networkx write the Petersen network.
    let petersen = read_as("nx", ">>graph6<<IheA@GUAo\n", &Options::default()).unwrap().graph;
    assert!(petersen.people() == 10 && (0..10).all(|person| petersen.out_degree(person) == 3));
    let directed = builder::from_ties(Names::Numbered(2), vec![0], vec![1], false);
    let refused = write(&directed, Format::Graph6, "", &mut Vec::new()).unwrap_err();
    assert_eq!(refused.to_string(), "graph6 holds mutual ties alone, and these are directed");
}

#[test]
fn dot_is_written_for_other_programs() {
    let names = || Names::from_sorted(["anna", "b\"en"].into_iter());
    let text = |graph: &Graph| {
        let mut bytes = Vec::new();
        write(graph, Format::Dot, "", &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let mutual = text(&builder::from_sorted(names(), vec![0], vec![1], Some(vec![0.5]), true));
    assert!(mutual.starts_with("graph {") && mutual.contains("0 -- 1 [ weight=0.5, label=\"0.5\"]"), "{mutual}");
    assert!(mutual.contains("label=\"b\\\"en\""), "{mutual}");
    let directed = text(&builder::from_ties(names(), vec![1], vec![0], false));
    assert!(directed.starts_with("digraph {") && directed.contains("1 -> 0"), "{directed}");
}

/// Three people in a row with strengths 0.5 and 0.25, one of them with a name that XML escapes, and one apart.
fn assert_row(reading: &Reading, notes: &[&str]) {
    let tie = |a: &str, b: &str, strength| (a.to_owned(), b.to_owned(), Some(strength));
    let (one, other) = ("anna", "Chloé & co");
    assert_eq!(
        named(&reading.graph),
        [tie(other, "ben", 0.25), tie(one, "ben", 0.5), tie("ben", other, 0.25), tie("ben", one, 0.5)]
    );
    assert!(reading.graph.names().find("dora").is_some() && reading.graph.people() == 4 && reading.graph.is_mutual());
    assert_eq!(reading.notes, notes);
}

/// As networkx 3.6 writes them.
#[test]
fn files_of_networkx_are_read() {
    let graphml = r#"<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="d1" for="edge" attr.name="weight" attr.type="double" />
  <key id="d0" for="node" attr.name="club" attr.type="string" />
  <graph edgedefault="undirected">
    <node id="anna"><data key="d0">Mr. Hi</data></node>
    <node id="ben" />
    <node id="Chloé &amp; co" />
    <node id="dora" />
    <edge source="anna" target="ben">
      <data key="d1">0.5</data>
    </edge>
    <edge source="ben" target="Chlo&#233; &amp; co">
      <data key="d1">0.25</data>
    </edge>
  </graph>
</graphml>
"#;
    let club = "what it says of people is not read: `club`; a table of them goes below [people], as `attributes`";
    assert_row(&read_as("nx.graphml", graphml, &Options::default()).unwrap(), &[club]);
    let gexf = r#"<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">
  <meta lastmodifieddate="2026-11-23">
    <creator>NetworkX 3.6.1</creator>
  </meta>
  <graph defaultedgetype="undirected" mode="static" name="">
    <nodes>
      <node id="anna" label="anna" />
      <node id="ben" label="ben" />
      <node id="Chloé &amp; co" label="Chloé &amp; co" />
      <node id="dora" label="dora" />
    </nodes>
    <edges>
      <edge source="anna" target="ben" id="0" weight="0.5" />
      <edge source="ben" target="Chloé &amp; co" id="1" weight="0.25" />
    </edges>
  </graph>
</gexf>
"#;
    assert_row(&read_as("nx.gexf", gexf, &Options::default()).unwrap(), &[]);
    let pajek = "*vertices 4\n1 anna 0.0 0.0 ellipse\n2 ben 0.0 0.0 ellipse\n3 \"Chloé & co\" 0.0 0.0 ellipse\n4 dora 0.0 0.0 ellipse\n*edges\n1 2 0.5\n2 3 0.25\n";
    assert_row(&read_as("nx.net", pajek, &Options::default()).unwrap(), &[]);
    // scipy.io.mmwrite.
    let matrix = "%%MatrixMarket matrix coordinate real general\n%\n3 3 3\n1 2 5E-1\n2 1 1.25E-1\n2 3 1\n";
    let reading = read_as("nx.mtx", matrix, &follows()).unwrap();
    let tie = |a: &str, b: &str, strength| (a.to_owned(), b.to_owned(), Some(strength));
    assert_eq!(named(&reading.graph), [tie("1", "2", 0.125), tie("2", "1", 0.5), tie("3", "2", 1.0)]);
}

/// As igraph 1.0 writes them: identifiers n0, n1, names under a key; a Pajek file without lines of vertices.
#[test]
fn files_of_igraph_are_read() {
    let graphml = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<!-- Created by igraph -->
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="undirected">
    <node id="n0">
      <data key="v_name">anna</data>
    </node>
    <node id="n1">
      <data key="v_name">ben</data>
    </node>
    <node id="n2">
      <data key="v_name">Chloé &amp; co</data>
    </node>
    <node id="n3">
      <data key="v_name">dora</data>
    </node>
    <edge source="n0" target="n1">
      <data key="e_weight">0.5</data>
    </edge>
    <edge source="n1" target="n2">
      <data key="e_weight">0.25</data>
    </edge>
  </graph>
</graphml>
"#;
    assert_row(&read_as("ig.graphml", graphml, &Options::default()).unwrap(), &[]);
    let reading = read_as("ig.net", "*Vertices 3\r\n*Arcs\r\n1 2\r\n2 3\r\n", &follows()).unwrap();
    assert_eq!(named(&reading.graph), [("2".into(), "1".into(), None), ("3".into(), "2".into(), None)]);
}

/// As Gephi 0.10 writes them: labels beside identifiers, colours and places, ties of both kinds in one file.
#[test]
fn files_of_gephi_are_read() {
    let gexf = r##"<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <meta lastmodifieddate="2024-05-02">
    <creator>Gephi 0.10.1</creator>
    <title></title>
    <description></description>
  </meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static">
      <attribute id="modularity_class" title="Modularity Class" type="integer"/>
    </attributes>
    <nodes>
      <node id="7" label="anna">
        <attvalues><attvalue for="modularity_class" value="1"/></attvalues>
        <viz:size value="10.0"></viz:size>
        <viz:position x="1.5" y="-2.0"></viz:position>
        <viz:color r="153" g="10" b="0"></viz:color>
      </node>
      <node id="9" label="ben"/>
      <node id="11" label="cleo"/>
    </nodes>
    <edges>
      <edge id="0" source="7" target="9" weight="0.5"></edge>
      <edge id="1" source="9" target="11" type="undirected"></edge>
    </edges>
  </graph>
</gexf>
"##;
    let options = Options { direction: Some(Direction::Influence), ..Options::default() };
    let reading = read_as("gephi.gexf", gexf, &options).unwrap();
    let tie = |a: &str, b: &str, strength| (a.to_owned(), b.to_owned(), Some(strength));
    assert_eq!(named(&reading.graph), [tie("anna", "ben", 0.5), tie("ben", "cleo", 1.0), tie("cleo", "ben", 1.0)]);
    assert_eq!(reading.notes, ["1 tie has no strength, and counts as 1"]);
    let graphml = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<graph edgedefault="directed">
<node id="7"><data key="label">anna</data><data key="r">153</data></node>
<node id="9"><data key="label">ben</data></node>
<edge id="0" source="7" target="9"><data key="weight">0.5</data></edge>
</graph>
</graphml>
"#;
    assert_eq!(named(&read_as("gephi.graphml", graphml, &options).unwrap().graph), [tie("anna", "ben", 0.5)]);
}

/// Packed, in a file whose name says nothing, and in Latin-1.
#[test]
fn a_format_is_known_by_its_content() {
    let text = "*Vertices 2\n1 \"Zo\u{eb}\"\n2 \"b\"\n*Edges\n1 2\n";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, text.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let (reading, format) = read("data", &packed[..], None, &Options::default()).unwrap();
    assert_eq!((format, reading.graph.names().get(0).into_owned()), (Format::Pajek, "Zo\u{eb}".to_owned()));
    let latin1: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
    let problems = read("data", &latin1[..], None, &Options::default()).unwrap_err();
    assert_eq!((problems[0].line, problems[0].message.as_str()), (Some(2), "not UTF-8 (byte EB)"));
    let options = Options { encoding: edge_list::Encoding::Latin1, ..Options::default() };
    assert_eq!(read("data", &latin1[..], None, &options).unwrap().0.graph.names().get(0), "Zo\u{eb}");
    for (name, format) in [
        ("a.graphml", Some(Format::GraphMl)),
        ("A.NET.gz", Some(Format::Pajek)),
        ("x.mtx", Some(Format::MatrixMarket)),
        ("ties.csv", Some(Format::EdgeList)),
        ("ties", None),
    ] {
        assert_eq!(Format::of_name(name), format);
    }
    assert!(Format::words().all(|word| Format::of(word).is_some()));
}

#[test]
fn wrong_files_are_refused_with_their_line() {
    let refused = |name: &str, text: &str| {
        let problems =
            read_as(name, text, &Options::default()).err().unwrap_or_else(|| panic!("{name} is refused: {text}"));
        format!("{}", problems[0]).lines().next().unwrap_or_default().to_owned()
    };
    let graphml = |inside: &str| {
        format!(
            "<graphml>\n<key id=\"w\" for=\"edge\" attr.name=\"weight\"/>\n<graph edgedefault=\"undirected\">\n{inside}\n</graph></graphml>"
        )
    };
    let nodes = "<node id=\"a\"/><node id=\"b\"/>\n";
    for (inside, message) in [
        ("<node/>", "f:4: a <node> has no `id`"),
        ("<node id=\"a\"/>\n<node id=\"a\"/>", "f:5: there are two nodes `a`"),
        (
            "<node id=\"a\"/>\n<edge source=\"a\" target=\"b\"/>",
            "f:5: a tie names somebody who is no node of the file (its node number 2)",
        ),
        ("<node id=\"a\"/><edge source=\"a\"/>", "f:4: a <edge> has no `target`"),
        ("<hyperedge/>", "f:4: a hyperedge ties more than two people"),
        ("<node id=\"&x;\"/>", "f:4: an attribute is wrong: at 1..2: unrecognized entity `x`"),
    ] {
        assert_eq!(refused("f", &graphml(inside)), message);
    }
    let tie = |inside: &str| graphml(&format!("{nodes}<edge source=\"a\" target=\"b\">{inside}</edge>"));
    assert_eq!(
        refused("f", &tie("<data key=\"w\">3</data>")),
        "f:5: a strength must be a number from 0 to 1, found `3`"
    );
    assert!(refused("f", "<graphml><graph>\n<node").starts_with("f:2: is not well-formed XML: "));
    assert_eq!(refused("f.graphml", "<graphml></graphml>"), "f.graphml: holds no graph");
    assert_eq!(
        refused(
            "f",
            &format!(
                "<graphml><graph edgedefault=\"directed\">{nodes}<edge source=\"a\" target=\"b\"/></graph></graphml>"
            )
        ),
        "f: the file does not say what a tie from u to v means"
    );
    let head = "%%MatrixMarket matrix coordinate pattern symmetric\n";
    for (text, message) in [
        ("3 4 1\n", "f:2: 3 rows and 4 columns: who is tied to whom is a square matrix"),
        ("3 3\n", "f:2: the size is three whole numbers: rows, columns, entries"),
        ("3 3 2\n2 1\n", "f:2: 2 entries are declared, but the file has 1"),
        ("3 3 1\n2 1\n3 1\n", "f:4: more than the 1 entries that line 2 declares"),
        ("3 3 1\n4 1\n", "f:3: 4 is no place from 1 to 3"),
        ("3 3 1\n2 x\n", "f:3: an entry is row and column, found `2 x`"),
        ("3 3 1\n2 2\n", "f:3: a person is tied to itself"),
        ("3 3 2\n2 1\n2 1\n", "f:4: the tie 2 1 was given before, on line 3"),
        ("900000000 900000000 1\n2 1\n", "f:2: declares 900,000,000 people, far more than its ties"),
        ("", "f: says nothing of its size"),
    ] {
        assert_eq!(refused("f", &format!("{head}{text}")), message.replace("the tie 2 1", "the tie `2` `1`"));
    }
    assert_eq!(refused("f", "%%MatrixMarket matrix array real general\n"), "f:1: the form `array` is not read");
    for (text, message) in [
        ("*Arcs\n1 2\n", "f.net:1: ties come before *Vertices"),
        ("*Vertices 2\n*Matrix\n", "f.net:2: the part `*Matrix` is not read"),
        ("*Vertices 2\n1 \"a\n", "f.net:2: a quote is never closed"),
        ("*Vertices 2\n*Edges\n1 3\n", "f.net:3: `3` is no vertex from 1 to 2"),
        ("*Vertices 2 1\n", "f.net:1: this network has two kinds of vertices"),
        ("1 2\n", "f.net:1: this comes before *Vertices"),
    ] {
        assert_eq!(refused("f.net", text), message);
    }
    for (text, message) in [
        ("IheA@GUA\n", "f.g6:1: 10 people take 9 letters, and here are 8"),
        ("Ihe A@GUAo\n", "f.g6:1: the letter ` ` is none of graph6"),
        ("A_\nA_\n", "f.g6:2: a second network begins here"),
        ("~~????????\n", "f.g6:1: graph6 is read for up to 4,096 people"),
    ] {
        assert_eq!(refused("f.g6", text), message);
    }
    assert_eq!(refused("f.dot", "graph {}\n"), "f.dot: is a DOT file, which is written but not read");
    assert_eq!(
        refused("f.gexf", "<gexf><graph><edges><edge source=\"a\" target=\"b\" type=\"odd\"/></edges></graph></gexf>"),
        "f.gexf:1: the kind of tie `odd` is not known"
    );
}

/// What a list of ties may ask for, all formats may.
#[test]
fn options_are_the_same_everywhere() {
    let text = "*Vertices 3\n*Edges\n1 2 50\n2 1 25\n3 3 10\n";
    let options =
        Options { duplicates: Duplicates::Max, self_ties: SelfTies::Drop, scale: Some(0.01), ..Options::default() };
    let reading = read_as("f.net", text, &options).unwrap();
    assert_eq!(reading.graph.strengths(), Some(&[0.5, 0.5][..]));
    assert_eq!(reading.notes.len(), 2);
    let ignored = Options { third_column: ThirdColumn::Ignore, scale: None, ..options.clone() };
    assert_eq!(read_as("f.net", text, &ignored).unwrap().graph.strengths(), None);
    let rates = Options { range: StrengthRange::Rate, scale: None, ..options };
    assert_eq!(read_as("f.net", text, &rates).unwrap().graph.strengths(), Some(&[50.0, 50.0][..]));
    let other = Options { direction: Some(Direction::Follows), ..Options::default() };
    let problems = read_as("f.net", "*Vertices 2\n*Edges\n1 2\n", &other).unwrap_err();
    assert_eq!(problems[0].message, "`direction = \"follows\"` disagrees with the file, whose ties are undirected");
}
