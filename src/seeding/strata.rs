//! Groups of people by what is known of them, and how many seats each gets.

use super::{Count, Group};
use crate::catalog::Fault;
use crate::model::{Network, known_column};

/// The members of a group by the value of a column, values in canonical order; those of whom it says nothing are left out.
pub(super) fn by_column(network: &Network, group: &Group, column: &str) -> Vec<Vec<u32>> {
    let values = network.audience.attributes.groups(column).into_iter();
    let values = values.map(|(_, people)| people.into_iter().filter(|&person| group.has(person)).collect::<Vec<u32>>());
    values.filter(|people| !people.is_empty()).collect()
}

/// A fault unless there is such a column, and it says something about as many members of a group as are asked for.
pub(super) fn fits(network: &Network, group: &Group, column: &str, count: Count) -> Result<(), Fault> {
    known_column(network, "column", column)?;
    let known = by_column(network, group, column).iter().map(Vec::len).sum::<usize>() as u64;
    let count = count.of(group);
    // Where even all are too few, that is what there is to say.
    if count > known && count <= u64::from(group.left()) {
        let message = format!("{count} people are asked for, and column `{column}` says something about {known}");
        return Err(Fault::at("column", message, format!("ask for at most {known}, or fill in the column")));
    }
    Ok(())
}

/// Seats in proportion to sizes, by largest remainders, of equals to the earlier one. At most as many as all sizes together.
pub(super) fn proportional(sizes: &[usize], seats: usize) -> Vec<usize> {
    let all: u128 = sizes.iter().map(|&size| size as u128).sum();
    if all == 0 {
        return vec![0; sizes.len()];
    }
    let quota = |size: usize| size as u128 * seats as u128;
    let mut shares: Vec<usize> = sizes.iter().map(|&size| (quota(size) / all) as usize).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(quota(sizes[i]) % all), i));
    let missing = seats.min(all as usize) - shares.iter().sum::<usize>();
    order.into_iter().take(missing).for_each(|i| shares[i] += 1);
    shares
}

/// The same number of seats for each, as far as sizes allow: those who have no more leave theirs to the others, and what cannot
/// be divided goes to the earlier ones.
pub(super) fn equal(sizes: &[usize], seats: usize) -> Vec<usize> {
    let mut shares = vec![0; sizes.len()];
    let mut left = seats.min(sizes.iter().sum());
    while left > 0 {
        let open: Vec<usize> = (0..sizes.len()).filter(|&i| shares[i] < sizes[i]).collect();
        let (each, over) = (left / open.len(), left % open.len());
        for (place, &i) in open.iter().enumerate() {
            let gets = (each + usize::from(place < over)).min(sizes[i] - shares[i]);
            shares[i] += gets;
            left -= gets;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_by_hand() {
        // Quotas 5.2, 3.1, 1.7: floors leave one, which the largest remainder gets.
        assert_eq!(proportional(&[52, 31, 17], 10), [5, 3, 2]);
        assert_eq!(proportional(&[1, 1, 1], 2), [1, 1, 0]);
        assert_eq!(proportional(&[7, 0, 3], 10), [7, 0, 3]);
        assert_eq!(equal(&[52, 31, 17], 10), [4, 3, 3]);
        assert_eq!(equal(&[1, 9, 2], 10), [1, 7, 2]);
        assert_eq!(equal(&[], 0), [0; 0]);
    }

    /// Every seat is given, and nobody gets more than there are people.
    #[test]
    fn all_seats_are_given_and_none_twice() {
        for sizes in [[5, 1, 9, 2], [1, 1, 1, 30], [3, 3, 3, 3]] {
            for seats in 0..=sizes.iter().sum() {
                for shares in [proportional(&sizes, seats), equal(&sizes, seats)] {
                    assert_eq!(shares.iter().sum::<usize>(), seats);
                    assert!(shares.iter().zip(sizes).all(|(&share, size)| share <= size), "{shares:?}");
                }
            }
        }
    }
}
