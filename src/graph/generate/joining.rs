//! Joining loose ends to ties such that every degree is kept: no self ties, none twice, none that is barred.
//!
//! Ends are joined two by two, every way equally likely. A tie that may not be is then mended: it exchanges ends with a tie
//! chosen at random, a - b and c - d becoming a - c and b - d, until both may be. What was allowed at once is a uniform draw;
//! each mended tie departs a little from it, and [`exchange`] brings it back.

use super::pairs::Pairs;
use crate::random::Sequence;

/// How often a tie that may not be looks for a partner before it is given up.
const TRIES: u32 = 400;

/// Ties as pairs of people.
pub(super) type Ties = Vec<[u32; 2]>;

/// Joins an even number of ends (of an odd one, one stays loose, any with the same probability); the ties are added to
/// `tied`. With them the pairs of ends that could not be mended.
pub(super) fn join(
    mut ends: Vec<u32>,
    sequence: &mut Sequence,
    tied: &mut Pairs,
    barred: impl Fn(u32, u32) -> bool,
) -> (Ties, Ties) {
    if ends.len() % 2 == 1 {
        ends.swap_remove(sequence.below(ends.len() as u64) as usize);
    }
    let mut ties = Ties::with_capacity(ends.len() / 2);
    let mut wrong = Ties::new();
    while let Some(one) = ends.pop() {
        let other = ends.swap_remove(sequence.below(ends.len() as u64) as usize);
        if one != other && !barred(one, other) && tied.insert(one, other) {
            ties.push([one, other]);
        } else {
            wrong.push([one, other]);
        }
    }
    let mut left = Ties::new();
    while let Some([a, b]) = wrong.pop() {
        let mended = !(ties.is_empty() && wrong.is_empty())
            && (0..TRIES).any(|_| {
                // A partner is any other tie, one that may not be itself too.
                let place = sequence.below(2 * (ties.len() + wrong.len()) as u64) as usize;
                let (place, side, joined) = (place / 2, place % 2, ties.len());
                let partner = if place < joined { ties[place] } else { wrong[place - joined] };
                let (c, d) = (partner[side], partner[1 - side]);
                let may = |a: u32, b: u32| a != b && !barred(a, b) && !tied.contains(a, b);
                let same = (a.min(c), a.max(c)) == (b.min(d), b.max(d));
                if !may(a, c) || !may(b, d) || same {
                    return false;
                }
                if place < joined {
                    tied.remove(c, d);
                    ties[place] = [a, c];
                } else {
                    wrong.swap_remove(place - joined);
                    ties.push([a, c]);
                }
                ties.push([b, d]);
                tied.insert(a, c);
                tied.insert(b, d);
                true
            });
        left.extend((!mended).then_some([a, b]));
    }
    (ties, left)
}

/// Joins ends that are heard to ends that hear, as many of each, those that hear with their people in an order that was drawn: the
/// first of a tie is heard by the second. A pair of people is tied once, one way or the other, whatever else is in `tied`. With the ties the pairs of ends that could not be mended.
pub(super) fn join_one_way(
    mut heard: Vec<u32>,
    hearing: Vec<u32>,
    sequence: &mut Sequence,
    tied: &mut Pairs,
    barred: impl Fn(u32, u32) -> bool,
) -> (Ties, Ties) {
    debug_assert_eq!(heard.len(), hearing.len());
    let mut ties = Ties::with_capacity(heard.len());
    let mut wrong = Ties::new();
    // The ends that hear come in an order that was drawn, those that are heard in that of the people's numbers: taken in that order,
    // of two opposite ties the one of the lower number would always stay.
    for other in hearing {
        let one = heard.swap_remove(sequence.below(heard.len() as u64) as usize);
        if one != other && !barred(one, other) && tied.insert(one, other) {
            ties.push([one, other]);
        } else {
            wrong.push([one, other]);
        }
    }
    let mut left = Ties::new();
    while let Some([a, b]) = wrong.pop() {
        let mended = !(ties.is_empty() && wrong.is_empty())
            && (0..TRIES).any(|_| {
                let place = sequence.below((ties.len() + wrong.len()) as u64) as usize;
                let joined = ties.len();
                let [c, d] = if place < joined { ties[place] } else { wrong[place - joined] };
                let may = |a: u32, b: u32| a != b && !barred(a, b) && !tied.contains(a, b);
                let same = (a.min(d), a.max(d)) == (b.min(c), b.max(c));
                if !may(a, d) || !may(c, b) || same {
                    return false;
                }
                if place < joined {
                    tied.remove(c, d);
                    ties[place] = [a, d];
                } else {
                    wrong.swap_remove(place - joined);
                    ties.push([a, d]);
                }
                ties.push([c, b]);
                tied.insert(a, d);
                tied.insert(c, b);
                true
            });
        left.extend((!mended).then_some([a, b]));
    }
    (ties, left)
}

/// Tries so many times to exchange the ends of two ties drawn at random, and leaves them where that may not be: a walk over
/// all networks with these degrees that visits each equally often.
pub(super) fn exchange(ties: &mut Ties, tied: &mut Pairs, times: u64, sequence: &mut Sequence) {
    let count = ties.len() as u64;
    if count < 2 {
        return;
    }
    for _ in 0..times {
        let i = sequence.below(count);
        let j = sequence.below(2 * (count - 1));
        let (j, side) = (j / 2, (j % 2) as usize);
        let (i, j) = (i as usize, (j + u64::from(j >= i)) as usize);
        let ([a, b], c, d) = (ties[i], ties[j][side], ties[j][1 - side]);
        if a == c || b == d || tied.contains(a, c) || tied.contains(b, d) {
            continue;
        }
        tied.remove(a, b);
        tied.remove(c, d);
        tied.insert(a, c);
        tied.insert(b, d);
        ties[i] = [a, c];
        ties[j] = [b, d];
    }
}
