//! The vector code against its twin.

use super::*;
use crate::random::mix64;

/// A million rows of random length, key and thresholds (of the row, of each tie, scaled), in blocks of up to 5: the same
/// candidates and the same word on equality. Thresholds include 0, the largest, and the digit itself and its neighbours.
#[test]
fn vectors_sift_as_the_plain_code() {
    let rows = if cfg!(miri) { 200 } else { 1_000_000 };
    let (mut plain, mut fast) = (Candidates::default(), Candidates::default());
    let machines = Machine::all();
    let (mut done, mut block) = (0, 0u64);
    let mut equal = 0;
    while done < rows {
        block += 1;
        let pick = |i: u64| mix64(block * 1_000_003 + i);
        let mut first = (pick(0) % 40) as u32;
        let each: Vec<u16> = (0..1000).map(|i| pick(i) as u16 & (pick(i) >> 16) as u16).collect();
        let rows: Vec<Row> = (0..pick(1) % 6)
            .map(|i| {
                let random = pick(100 + i);
                let len = (random % if random >> 60 == 0 { 190 } else { 36 }) as u32;
                let key = pick(200 + i);
                let threshold = match pick(300 + i) % 8 {
                    0 => 0,
                    1 => u16::MAX,
                    2 if len > 0 => digits(key, 0) as u16,
                    3 if len > 0 => (digits(key, len / 2) as u16).wrapping_sub(1),
                    4 => (pick(400 + i) % 12) as u16,
                    _ => pick(400 + i) as u16,
                };
                let row = Row { key, first, len, label: pick(500 + i) as u32, threshold };
                first += len;
                row
            })
            .collect();
        for thresholds in [Thresholds::OfRow, Thresholds::Each(&each)] {
            plain.clear();
            let expected = sift(machines[0], &rows, thresholds, &mut plain);
            equal += u32::from(expected);
            for &machine in &machines[1..] {
                fast.clear();
                assert_eq!(sift(machine, &rows, thresholds, &mut fast), expected, "{machine:?}, block {block}");
                assert_eq!(fast.ties, plain.ties, "{machine:?}, block {block}");
                assert_eq!(fast.labels, plain.labels, "{machine:?}, block {block}");
            }
        }
        done += rows.len();
    }
    assert!(cfg!(miri) || equal > 1000, "equality is met often enough to be looked at: {equal}");
}

/// A million ties in rows of random length: the same candidates, with spans that are empty, a point, everything.
#[test]
fn vectors_sift_hearers_as_the_plain_code() {
    let blocks = if cfg!(miri) { 5 } else { 5_000 };
    let (mut plain, mut fast) = (Candidates::default(), Candidates::default());
    let mut candidates = 0;
    for block in 0..blocks {
        let pick = |i: u64| mix64(block * 1_000_003 + i);
        let key = [pick(1), pick(2)];
        let targets: Vec<u32> = (0..200).map(|tie| pick(1000 + tie) as u32).collect();
        let digit = |tie: usize| {
            let counter = [targets[tie], 0, key[1] as u32, (key[1] >> 32) as u32];
            philox([key[0] as u32, (key[0] >> 32) as u32], counter)[1] >> 16
        };
        let span = |tie: usize| match pick(2000 + tie as u64) % 8 {
            0 => 1,
            1 => 0xFFFF << 16,
            2 => digit(tie) | digit(tie) << 16,
            3 => (digit(tie) + 1).min(0xFFFF) | 0xFFFF << 16,
            4 => digit(tie).saturating_sub(1) << 16,
            _ => pick(3000 + tie as u64) as u32,
        };
        let spans: Vec<u32> = (0..200).map(span).collect();
        let mut first = 0;
        let mut rows = Vec::new();
        while first < 200 {
            let len = (pick(4000 + u64::from(first)) % 41).min(200 - u64::from(first)) as u32;
            rows.push(Row { first, len, label: first + 7, ..Row::default() });
            first += len.max(1);
        }
        plain.clear();
        let machines = Machine::all();
        let expected = sift_hearers(machines[0], key, &rows, &targets, &spans, &mut plain);
        candidates += plain.ties.len();
        for &machine in &machines[1..] {
            fast.clear();
            assert_eq!(sift_hearers(machine, key, &rows, &targets, &spans, &mut fast), expected);
            assert_eq!((&fast.ties, &fast.labels), (&plain.ties, &plain.labels), "{machine:?}, block {block}");
        }
    }
    assert!(candidates as u64 > blocks * 40);
}

#[test]
fn hints_are_harmless() {
    let few = [1u8, 2, 3];
    (0..10).for_each(|place| prefetch(&few, place));
    prefetch_row(&few, 0, 1000);
    prefetch_row::<u64>(&[], 0, 0);
}

#[test]
#[should_panic(expected = "a threshold for each tie")]
fn rows_beyond_the_thresholds_are_refused() {
    let row = Row { first: 3, len: 2, ..Row::default() };
    sift(Machine::default(), &[row], Thresholds::Each(&[1, 2, 3, 4]), &mut Candidates::default());
}

/// Bytes and back, by the definition and as they stand in memory.
#[test]
fn numbers_are_their_bytes() {
    let words: Vec<u32> = (0..1000).map(|i| mix64(i) as u32).collect();
    let plain: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    assert_eq!(*bytes_of(&words), plain);
    assert_eq!(*Shared::<u32>::copied(&plain), words);
    let mut put = Vec::new();
    words.iter().for_each(|word| word.put(&mut put));
    assert_eq!(put, plain);
    let numbers = [0.1, -0.0, f64::MAX];
    assert_eq!(*bytes_of(&numbers), numbers.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>());
    assert!(bytes_of::<f64>(&[]).is_empty());
}

/// Memory that asks for large pages holds what any other does: columns of all lengths around a page, grown twice.
#[test]
fn large_pages_hold_what_small_ones_do() {
    let page = (2 << 20) / 4;
    for places in [0, 1, 1000, page - 1, page + 1, 3 * page, 5 * page + 7, 40 * page + 1] {
        let numbers: Vec<u32> = (0..places as u64).map(|i| mix64(i) as u32).collect();
        let mut made = room(places);
        made.extend_from_slice(&numbers);
        assert!(made == numbers && made.capacity() >= places);
        assert!(*Shared::from(numbers.clone()) == *numbers);
        let mut grown = Vec::new();
        grow(&mut grown, places / 2, 7u32);
        grow(&mut grown, places, 8);
        grow(&mut grown, places / 3, 9);
        assert!(grown.len() == places && grown[..places / 2].iter().all(|&x| x == 7));
        assert!(grown[places / 2..].iter().all(|&x| x == 8));
    }
}
