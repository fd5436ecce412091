//! Sifting, plainly: the twin of the vector code.

use super::{Candidates, Row, Thresholds};

/// The leading 16 bits of two neighbouring ties: places 2 `pair` (low half) and 2 `pair` + 1 (high half) of the row with
/// this key.
#[inline]
pub fn digits(key: u64, pair: u32) -> u32 {
    let mut x = (pair ^ key as u32).wrapping_mul(0xED5A_D4BB);
    x ^= x >> 16;
    x = x.wrapping_add((key >> 32) as u32).wrapping_mul(0xAC4C_1B51);
    x ^= x >> 15;
    x = x.wrapping_mul(0x3184_8BAB);
    x ^ (x >> 14)
}

/// See [`super::sift`].
pub fn sift(rows: &[Row], thresholds: Thresholds, found: &mut Candidates) -> bool {
    let mut equal = 0;
    for row in rows {
        equal += match thresholds {
            Thresholds::OfRow if row.threshold < FEW => sift_few(row, found),
            Thresholds::OfRow => sift_row(row, |_| row.threshold, found),
            Thresholds::Each(each) => {
                let each = &each[row.first as usize..][..row.len as usize];
                match row.threshold {
                    0 => sift_row(row, |place| each[place as usize], found),
                    scale => sift_row(row, |place| scaled(each[place as usize], scale), found),
                }
            }
        };
    }
    equal > 0
}

/// Below this threshold few ties are live, and a branch for two of them is foreseen nearly always: it costs less than
/// writing down.
const FEW: u16 = 1 << 11;

fn sift_few(row: &Row, found: &mut Candidates) -> usize {
    let mut equal = 0;
    for pair in 0..row.len.div_ceil(2) {
        let two = digits(row.key, pair);
        if (two as u16).min((two >> 16) as u16) <= row.threshold {
            for (place, digit) in [(2 * pair, two as u16), (2 * pair + 1, (two >> 16) as u16)] {
                if digit <= row.threshold && place < row.len {
                    found.ties.push(row.first + place);
                    found.labels.push(row.label);
                    equal += usize::from(digit == row.threshold);
                }
            }
        }
    }
    equal
}

/// (t + 1) `scale`, or the most there is.
#[inline]
fn scaled(t: u16, scale: u16) -> u16 {
    ((u32::from(t) + 1) * u32::from(scale)).min(0xFFFF) as u16
}

/// How many digits are equal to their threshold; a place is written first and kept afterwards, or not.
#[inline]
fn sift_row(row: &Row, threshold: impl Fn(u32) -> u16, found: &mut Candidates) -> usize {
    let begin = found.ties.len();
    found.ties.resize(begin + row.len as usize + 1, 0);
    let out = &mut found.ties[begin..];
    let (mut at_most, mut below) = (0, 0);
    let mut throw = |place: u32, digit: u16| {
        let threshold = threshold(place);
        out[at_most] = row.first + place;
        at_most += usize::from(digit <= threshold);
        below += usize::from(digit < threshold);
    };
    for pair in 0..row.len / 2 {
        let two = digits(row.key, pair);
        throw(2 * pair, two as u16);
        throw(2 * pair + 1, (two >> 16) as u16);
    }
    if row.len % 2 == 1 {
        throw(row.len - 1, digits(row.key, row.len / 2) as u16);
    }
    found.ties.truncate(begin + at_most);
    found.labels.resize(begin + at_most, row.label);
    at_most - below
}
