//! Twins: what is read out of core is what is read in memory, byte for byte, and so is what is said of it.

use super::*;
use crate::graph::edge_list::{
    Direction, Duplicates, Encoding, Options, Problem, SelfTies, StrengthRange, ThirdColumn,
};
use crate::graph::format::{self, Format, binary};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::cell::Cell;
use std::io::Write;

/// What came of a file: the bytes of the network and what is said of it, or what is refused.
type Outcome = Result<(Vec<u8>, Direction, Vec<String>, [u64; 2], Option<String>, Format), String>;

fn in_lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

fn in_memory(path: &std::path::Path, options: &Options) -> Outcome {
    let (reading, format) = format::read_file("f", path, None, options).map_err(|problems| in_lines(&problems))?;
    let mut bytes = Vec::new();
    binary::write(&reading.graph, reading.name.as_deref().unwrap_or(""), &mut bytes).unwrap();
    Ok((bytes, reading.direction, reading.notes, [reading.lines, reading.bytes], reading.digest, format))
}

fn out_of_core(path: &std::path::Path, options: &Options, room: usize) -> Outcome {
    let aside = || tempfile::tempfile();
    let read = format::read_out_of_core("f", path, None, options, Spool::new(&aside, room));
    let (reading, format) = read.map_err(|problems| in_lines(&problems))?;
    let mut bytes = Vec::new();
    binary::write_stored(&reading.graph, reading.name.as_deref().unwrap_or(""), &mut bytes).unwrap();
    Ok((bytes, reading.direction, reading.notes, [reading.lines, reading.bytes], reading.digest, format))
}

/// A file of these bytes.
fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Both ways, with runs of one tie, of three, and of all; what came of it.
fn both(bytes: &[u8], options: &Options) -> Outcome {
    let file = file(bytes);
    let wanted = in_memory(file.path(), options);
    for room in [1, 72, 1 << 20] {
        assert_eq!(out_of_core(file.path(), options, room), wanted, "{room} bytes, {options:?}");
    }
    wanted
}

/// A tie of a drawn file: two people, a strength in thousandths, whether undirected.
type Drawn = (u8, u8, u16, bool);

/// Options of every policy.
fn options() -> impl Strategy<Value = Options> {
    let direction = prop::sample::select(vec![
        None,
        Some(Direction::Influence),
        Some(Direction::Follows),
        Some(Direction::Mutual),
        Some(Direction::Mutual),
    ]);
    let duplicates = prop::sample::select(vec![
        Duplicates::Refuse,
        Duplicates::First,
        Duplicates::Max,
        Duplicates::Sum,
        Duplicates::Combine,
    ]);
    (direction, duplicates, any::<[bool; 4]>()).prop_map(|(direction, duplicates, [drop, rate, ignore, large])| {
        Options {
            direction,
            duplicates,
            self_ties: if drop { SelfTies::Drop } else { SelfTies::Refuse },
            range: if rate && duplicates != Duplicates::Combine { StrengthRange::Rate } else { StrengthRange::Unit },
            third_column: if ignore { ThirdColumn::Ignore } else { ThirdColumn::Strength },
            scale: (large && !ignore).then_some(2.0),
            ..Options::default()
        }
    })
}

fn list(ties: &[Drawn], weighted: bool) -> String {
    let line = |&(u, v, strength, _): &Drawn| match weighted {
        true => format!("p{u}\t{v}\t0.{strength:03}\n"),
        false => format!("p{u}\t{v}\n"),
    };
    let lines: Vec<String> = ties.iter().map(line).collect();
    // Comments between ties, far apart, so that lines are skipped.
    format!("# name: drawn\n# note: here\n{}", lines.join(&"# a comment\n".repeat(ties.len() % 3 * 40)))
}

fn matrix(ties: &[Drawn], weighted: bool) -> String {
    let symmetry = if ties.len().is_multiple_of(2) { "symmetric" } else { "general" };
    let field = if weighted { "real" } else { "pattern" };
    let mut text = format!("%%MatrixMarket matrix coordinate {field} {symmetry}\n7 7 {}\n", ties.len());
    for (u, v, strength, _) in ties {
        let value = if weighted { format!(" 0.{strength:03}") } else { String::new() };
        text += &format!("{} {}{value}\n", u + 1, v + 1);
    }
    text
}

/// Ties of both kinds, some without strengths, several on a line.
fn graphml(ties: &[Drawn], weighted: bool) -> String {
    let mut text =
        "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\"/><graph edgedefault=\"directed\">".to_owned();
    (0..7).for_each(|person| text += &format!("<node id=\"n{person}\"/>\n"));
    for (i, (u, v, strength, undirected)) in ties.iter().enumerate() {
        let kind = if *undirected { " directed=\"false\"" } else { "" };
        let weight = format!("<data key=\"w\">0.{strength:03}</data>");
        let weight = if weighted && strength % 7 > 0 { weight } else { String::new() };
        text += &format!("<edge source=\"n{u}\" target=\"n{v}\"{kind}>{weight}</edge>");
        text += if i % 3 == 0 { "\n" } else { "" };
    }
    text + "</graph></graphml>"
}

fn pajek(ties: &[Drawn], weighted: bool) -> String {
    let mut text = "*Vertices 7\n".to_owned();
    for (u, v, strength, undirected) in ties {
        let value = if weighted { format!(" 0.{strength:03}") } else { String::new() };
        text += &format!("*{}\n{} {}{value}\n", if *undirected { "Edges" } else { "Arcs" }, u + 1, v + 1);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// Networks of every policy in every format: the same bytes, notes and refusals.
    #[test]
    fn the_same_as_in_memory(
        ties in prop::collection::vec((0u8..7, 0u8..7, 0u16..1000, any::<bool>()), 0..40),
        few in 0u16..3,
        weighted in any::<bool>(),
        options in options(),
    ) {
        // Half of the files have few ties to themselves, so that more of them are accepted.
        let ties: Vec<Drawn> = ties.into_iter().filter(|tie| few > 0 || tie.0 != tie.1).collect();
        for text in [list(&ties, weighted), matrix(&ties, weighted), graphml(&ties, weighted), pajek(&ties, weighted)] {
            let _ = both(text.as_bytes(), &options);
        }
    }
}

fn mutual(duplicates: Duplicates) -> Options {
    Options { direction: Some(Direction::Mutual), duplicates, ..Options::default() }
}

/// The cases that chance may miss are there: repeats that are refused, turned round, too strong together.
#[test]
fn refusals_tell_the_same_lines() {
    let said = |text: &str, options: &Options| both(text.as_bytes(), options).unwrap_err();
    let far = "# \n".repeat(1000);
    let text = format!("a b 0.5\n{far}b c 0.75\nc b 0.5\nb a 0.25\n");
    assert!(
        said(&text, &mutual(Duplicates::Refuse))
            .starts_with("f:1003: the mutual tie `c` `b` was given before, the other way round, on line 1002")
    );
    let sums = said(&text, &mutual(Duplicates::Sum));
    assert_eq!(
        sums.lines().next(),
        Some("f:1003: the strengths of the tie `c` `b` add up to 1.25 (2 lines, the first on line 1002)")
    );
    let influence = Options { direction: Some(Direction::Influence), ..Options::default() };
    assert!(
        said("a b 0.5\nb a 1\na b 0.25\na b 1\n", &influence)
            .contains("f:3: the tie `a` `b` was given before with another strength, on line 1")
    );
    let follows = Options { direction: Some(Direction::Follows), duplicates: Duplicates::Sum, ..Options::default() };
    assert!(said("a b 0.5\na b 1\n", &follows).starts_with("f:2: the strengths of the tie `b` `a` add up to 1.5"));
}

/// What is wrong with a file is said in the same words wherever its ties go.
#[test]
fn wrong_files_are_refused_alike() {
    let influence = Options { direction: Some(Direction::Influence), ..Options::default() };
    let files: [&[u8]; 12] = [
        b"",
        b"a b\na\n",
        b"a b 0.5\nb c 1.5\n",
        b"a b\nb \xFF\n",
        b"a a\n",
        b"# nodes: 9\na b\n",
        b"%%MatrixMarket matrix coordinate pattern general\n3 3 2\n1 2\n1 4\n",
        b"%%MatrixMarket matrix coordinate real general\n3 3 2\n1 2 0.5\n1 3 \xFF\n",
        b"%%MatrixMarket matrix coordinate pattern general\n3 3 2\n1 2\n",
        b"<graphml><graph edgedefault=\"directed\">\n<node id=\"a\"/>\n<edge source=\"a\" target=\"b\"/></graph></graphml>",
        b"<graphml><graph>\n<node id=\"a\"/>\n<edge source=\"a\"",
        b"<graphml><graph>\n<node id=\"\xFF\"/></graph></graphml>",
    ];
    for bytes in files {
        assert!(both(bytes, &influence).is_err(), "{}", String::from_utf8_lossy(bytes));
    }
}

/// Packed, in another encoding, and people in any number of bytes: all of it is read as in memory.
#[test]
fn packed_and_encoded_files_are_read() {
    let text: String = (0..3000u32).map(|i| format!("zo\u{eb}-{}\t{}\t0.5\n", i * 7919 % 700, i % 97)).collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    let options = Options { duplicates: Duplicates::Max, ..mutual(Duplicates::Max) };
    let (bytes, ..) = both(&packer.finish().unwrap(), &options).unwrap();
    let latin1: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let (again, ..) = both(&latin1, &Options { encoding: Encoding::Latin1, ..options }).unwrap();
    assert_eq!(bytes, again);
}

/// A place that takes no more is said to be one, and leaves nothing.
#[test]
fn a_place_that_fails_is_told() {
    let file = file(b"a b\nb c\nc a\n");
    let options = Options { direction: Some(Direction::Influence), ..Options::default() };
    // The spool, the runs, the hearers: each in turn cannot be made.
    for good in 0..3 {
        let made = Cell::new(0);
        let aside = || {
            made.set(made.get() + 1);
            if made.get() > good { Err(io::Error::other("no room")) } else { tempfile::tempfile() }
        };
        let problems = format::read_out_of_core("f", file.path(), None, &options, Spool::new(&aside, 72)).unwrap_err();
        let told = "f: its ties cannot be put aside: no room\n  help: make space beside the file that is to be written";
        assert_eq!(in_lines(&problems), told);
    }
}
