//! Packed files: what is inside them, and what can be wrong with the packing.

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

pub(super) fn packed(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn many_ties() -> String {
    (0..50_000u32).map(|i| format!("{}\t{}\n", i, i.wrapping_mul(2_654_435_761) >> 8)).collect()
}

#[test]
fn several_members_are_one_file() {
    let two = [packed("a b\nb"), packed(""), packed(" c\n")].concat();
    assert_eq!(
        ties(&accepted(two, &influence()).graph),
        [("a".into(), "b".into(), None), ("b".into(), "c".into(), None)]
    );
}

#[test]
fn r40_the_name_does_not_decide() {
    let note = |file, bytes: &[u8]| read(file, bytes, &influence()).unwrap().notes;
    assert_eq!(note("f.gz", &packed("a b\n")), [""; 0]);
    assert_eq!(note("f", &packed("a b\n")), ["the file is compressed (gzip), though its name does not say so"]);
    assert_eq!(note("f.tsv.GZ", b"a b\n"), ["the file is plain text, not gzip as its name says; it was read as it is"]);
}

#[test]
fn r41_damage_is_found() {
    let whole = packed(many_ties());
    let cut = "f: the file ends inside the compressed stream\n  help: was the download complete?";
    for length in [3, 11, whole.len() / 2, whole.len() - 1] {
        assert_eq!(refused(&whole[..length], &influence()), cut, "{length} bytes");
    }
    let mut wrong = whole.clone();
    let last = wrong.len() - 6;
    wrong[last] ^= 1;
    assert_eq!(
        refused(&wrong, &influence()),
        "f: the checksum of the compressed data does not match: the file is damaged\n  help: fetch it again"
    );
    let garbage = |rest: &[u8]| refused([&packed("a b\n"), rest].concat(), &influence());
    let offset = packed("a b\n").len();
    let message = format!(
        "f: something that is not gzip follows the compressed data, from byte {offset} on\n  help: fetch or pack the file \
         again"
    );
    assert_eq!(garbage(b"more"), message);
    assert_eq!(garbage(&[0; 512]), message);
    assert_eq!(garbage(b"\x1Fmore and more"), message);
}

/// Every flipped bit of a small packed file is found or leaves the network as it is; every cut is found.
#[test]
fn r41_no_damage_is_taken_for_data() {
    let whole = packed("anna ben 0.5\nben cleo 0.25\ncleo anna 0.125\n");
    let network = content(&accepted(&whole, &influence()).graph);
    for bit in 0..8 * whole.len() {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok(reading) = read("f", &flipped[..], &influence()) {
            assert_eq!(content(&reading.graph), network, "bit {bit}");
        }
    }
    for length in 0..whole.len() {
        assert!(read("f", &whole[..length], &influence()).is_err(), "{length} bytes");
    }
}

#[test]
fn r42_bombs_and_nests() {
    // Zeros are one endless line; lines of the same tie would pass as text.
    for text in ["\0".repeat(1 << 23), "anna ben\n".repeat(1 << 20)] {
        assert_eq!(
            refused(packed(text), &influence()),
            "f: unpacks to more than 200 times its size\n  help: is this a list of ties? If it is, `--allow dense-gzip` lifts \
             this limit"
        );
    }
    let allowed = Options { allow: ["dense-gzip".to_owned()].into(), duplicates: Duplicates::First, ..influence() };
    assert_eq!(accepted(packed("anna ben\n".repeat(1 << 20)), &allowed).graph.ties(), 1);
    assert_eq!(refused(packed(packed("a b\n")), &influence()), "f: is compressed twice\n  help: unpack it once");
    assert_eq!(
        refused(packed("\u{89}PNG"), &influence()),
        "f:1:1: a tie needs two people; found one, `\\u{89}PNG`\n  help: write for example `alice bob 0.1`"
    );
    assert_eq!(refused(packed(b"\x89PNG"), &influence()), "f: looks like a PNG image");
}

#[test]
fn r43_empty_members() {
    assert_eq!(
        refused(packed("").repeat(100_000), &influence()),
        "f: holds more than 1,000 empty gzip members in a row\n  help: pack the file again"
    );
    let few = [packed("").repeat(900), packed("a b\n")].concat();
    assert_eq!(accepted(few, &influence()).graph.ties(), 1);
    assert_eq!(
        refused(packed("").repeat(10), &influence()),
        "f: no ties found\n  help: write one tie per line, for example `alice bob 0.1`"
    );
}

#[test]
fn a_file_has_a_longest() {
    let limits = Limits { file: 1 << 20, ..Limits::of(&influence()) };
    let long = std::io::repeat(b'\n');
    let problems = read_within("f", long, &influence(), limits).unwrap_err();
    assert_eq!(in_lines(&problems), "f: is longer than 64 GiB\n  help: `--allow file` lifts this limit");
}
