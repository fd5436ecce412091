//! When one campaign overtakes another.

/// The first point from which a difference stays above 0 up to the end; `None` where it does not end above.
pub fn ahead_from(difference: impl DoubleEndedIterator<Item = f64> + ExactSizeIterator) -> Option<usize> {
    let n = difference.len();
    let ahead = difference.rev().take_while(|&x| x > 0.0).count();
    (ahead > 0).then_some(n - ahead)
}

/// The point from which a curve stays above another, where it had been below it before.
pub fn overtakes(own: &[u32], other: &[u32]) -> Option<usize> {
    let points = own.len().max(other.len());
    let at = |curve: &[u32], i: usize| curve.get(i).or(curve.last()).map_or(0, |&x| i64::from(x));
    let difference = |i: usize| (at(own, i) - at(other, i)) as f64;
    let from = ahead_from((0..points).map(difference))?;
    (0..from).any(|i| difference(i) < 0.0).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stays_ahead_is_ahead_from_then() {
        let from = |values: &[f64]| ahead_from(values.iter().copied());
        assert_eq!(from(&[0.0, -1.0, 2.0, -1.0, 3.0, 4.0]), Some(4));
        assert_eq!(
            (from(&[1.0, 2.0]), from(&[0.0, 1.0]), from(&[1.0, 0.0]), from(&[])),
            (Some(0), Some(1), None, None)
        );
    }

    #[test]
    fn overtaking_is_to_have_been_behind() {
        assert_eq!(overtakes(&[1, 2, 6], &[1, 4, 5]), Some(2));
        assert_eq!(overtakes(&[1, 2, 6], &[1, 4]), Some(2), "a curve stays where it ends");
        assert_eq!(overtakes(&[1, 5, 6], &[1, 4, 5]), None, "never behind");
        assert_eq!(overtakes(&[1, 2, 5], &[1, 4, 5]), None, "a draw at the end");
    }
}
