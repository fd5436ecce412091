//! XML that was cut off, and what a file says beside names and ties.

use super::*;

/// A file that ends within an element is not whole, wherever it was cut between its elements.
#[test]
fn what_is_cut_off_is_refused() {
    let graphml = "<graphml>\n<graph edgedefault=\"undirected\">\n<node id=\"a\"/>\n<node id=\"b\"/>\n\
                   <edge source=\"a\" target=\"b\"/>\n</graph>\n</graphml>\n";
    let gexf = "<gexf>\n<graph>\n<nodes><node id=\"a\"/>\n<node id=\"b\"/>\n</nodes><edges>\n\
                <edge source=\"a\" target=\"b\"/>\n</edges></graph>\n</gexf>\n";
    for (name, text) in [("f.graphml", graphml), ("f.gexf", gexf)] {
        assert!(read_as(name, text, &Options::default()).is_ok());
        let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end + 1).collect();
        for &end in &ends[..ends.len() - 1] {
            let problems = read_as(name, &text[..end], &Options::default()).unwrap_err();
            assert!(problems[0].message.starts_with("ends within"), "{}", problems[0].message);
        }
    }
}

/// Of several strengths that of the first name is read, in whatever order they are declared, and what is not read is said.
#[test]
fn one_of_several_strengths_is_read() {
    let keys = ["<key id=\"p\" for=\"edge\" attr.name=\"prob\"/>", "<key id=\"w\" for=\"edge\" attr.name=\"weight\"/>"];
    for [first, second] in [keys, [keys[1], keys[0]]] {
        let text = format!(
            "<graphml>{first}{second}<key id=\"t\" for=\"node\" attr.name=\"town\"/><graph edgedefault=\"undirected\">\
             <node id=\"a\"><data key=\"t\">x</data></node><node id=\"b\"/><edge source=\"a\" target=\"b\">\
             <data key=\"p\">0.4</data><data key=\"w\">0.5</data></edge></graph></graphml>"
        );
        let reading = read_as("f.graphml", &text, &Options::default()).unwrap();
        assert_eq!(reading.graph.strengths(), Some(&[0.5, 0.5][..]));
        assert_eq!(reading.notes.len(), 2);
        assert_eq!(reading.notes[0], "what it says of ties is not read: `prob`; `weight` is, as their strength");
    }
}
