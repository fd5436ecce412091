//! Damage is noticed, and numbers that no network has are refused.

use super::*;
use crate::graph::builder;

fn example() -> Graph {
    let names = Names::from_sorted(["7", "anna", "b", "zoë"].into_iter());
    builder::from_sorted(names, vec![0, 0, 2, 3], vec![1, 3, 1, 0], Some(vec![0.5, 1.0, 0.0, 0.25]), false)
}

fn bytes_of(graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(graph, "four", &mut bytes).unwrap();
    bytes
}

fn wrong(bytes: Vec<u8>) -> String {
    match read("f", &Bytes::Own(bytes), &Options::default()) {
        Ok(_) => "nothing".to_owned(),
        Err(problem) => problem.message,
    }
}

/// Every byte of a file changed in two ways, and the file cut off at every place: always noticed, never a panic.
#[test]
fn every_damage_is_noticed() {
    let bytes = bytes_of(&example());
    assert_eq!(wrong(bytes.clone()), "nothing");
    for place in 0..bytes.len() {
        for change in [1, 0x80] {
            let mut damaged = bytes.clone();
            damaged[place] ^= change;
            assert_ne!(wrong(damaged), "nothing", "byte {place}");
        }
        assert_ne!(wrong(bytes[..place].to_vec()), "nothing", "{place} bytes");
    }
    assert_eq!(wrong([&bytes[..], b"x"].concat()), "has 1 bytes after its end");
    assert!(wrong(bytes[..200].to_vec()).starts_with("is cut off: it ends after 200 of"));
    assert!(wrong(b"from,to".to_vec()).starts_with("is no binary network"));
}

/// Files whose checksums hold and whose numbers do not.
#[test]
fn what_no_network_has_is_refused() {
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let of = |mutual: bool, offsets: &[u32], targets: &[u32], strengths: &[f64], names: &str| {
        let ends: Vec<u8> = (1..=names.len() as u64).flat_map(u64::to_le_bytes).collect();
        let strengths: Vec<u8> = strengths.iter().flat_map(|strength| strength.to_le_bytes()).collect();
        let has = |is: bool, flag| if is { flag } else { 0 };
        let flags = has(!strengths.is_empty(), STRENGTHS) | has(!names.is_empty(), NAMES) | has(mutual, MUTUAL);
        let sections = [words(offsets), words(targets), strengths, ends, names.into(), Vec::new()];
        let mut bytes = Vec::new();
        assemble(
            [offsets.len() as u64 - 1, targets.len() as u64],
            flags,
            sections.each_ref().map(Vec::as_slice),
            &mut bytes,
        )
        .unwrap();
        wrong(bytes)
    };
    let file = |offsets: &[u32], targets: &[u32], strengths: &[f64], names: &str| {
        of(false, offsets, targets, strengths, names)
    };
    assert_eq!(of(true, &[0, 1, 2], &[1, 0], &[0.5, 0.5], ""), "nothing");
    assert_eq!(of(true, &[0, 1, 1], &[1], &[], ""), "is damaged: its ties are said to be mutual, and are not");
    assert_eq!(
        of(true, &[0, 1, 2], &[1, 0], &[0.5, 0.25], ""),
        "is damaged: its ties are said to be mutual, and their strengths are not"
    );
    assert_eq!(file(&[0, 2, 2], &[0, 1], &[], ""), "is damaged: it ties people to themselves");
    let names = "is damaged: it has names that are empty, or hold control characters";
    assert_eq!(file(&[0, 1, 1], &[1], &[], "\u{1b}b"), names);
    assert_eq!(file(&[0, 2, 2, 3], &[1, 2, 0], &[0.1, 0.2, 1.0], "abc"), "nothing");
    assert_eq!(file(&[0, 2, 2, 3], &[1, 3, 0], &[], ""), "is damaged: a hearer does not exist");
    assert_eq!(file(&[0, 2, 2, 3], &[2, 1, 0], &[], ""), "is damaged: the hearers of a row do not rise");
    assert_eq!(file(&[0, 2, 2, 3], &[1, 1, 0], &[], ""), "is damaged: the hearers of a row do not rise");
    assert_eq!(file(&[0, 4, 2, 3], &[1, 2, 0], &[], ""), "is damaged: its rows are none");
    assert_eq!(file(&[1, 2, 2, 3], &[1, 2, 0], &[], ""), "is damaged: its rows are none");
    assert_eq!(file(&[0, 2, 2, 2], &[1, 2, 0], &[], ""), "is damaged: its rows are none");
    assert!(file(&[0, 2, 2, 3], &[1, 2, 0], &[0.1, f64::NAN, 1.0], "").contains("no strengths from 0 to 1"));
    assert!(file(&[0, 2, 2, 3], &[1, 2, 0], &[0.1, 1.5, 1.0], "").contains("no strengths from 0 to 1"));
    assert_eq!(file(&[0, 2, 2, 3], &[1, 2, 0], &[], "acb"), "is damaged: its names are not in canonical order");
}
