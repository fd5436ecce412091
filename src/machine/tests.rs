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
