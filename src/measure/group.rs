//! How many acted within each group of people.

use crate::cascade::Cascade;

/// Stands for the group of a person who is in none.
pub const NO_GROUP: u32 = u32::MAX;

/// Reach within each of `groups` groups: `group_of` holds the group of each person of the network, [`NO_GROUP`] for none.
pub fn reach_by_group(cascade: &Cascade, group_of: &[u32], groups: usize) -> Vec<u32> {
    let mut reach = vec![0; groups];
    for &person in &cascade.people {
        if let Some(group) = reach.get_mut(group_of[person as usize] as usize) {
            *group += 1;
        }
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::NOBODY;

    #[test]
    fn everybody_counts_in_their_own_group_and_some_in_none() {
        let mut cascade = Cascade::default();
        [3, 0, 4, 1].into_iter().for_each(|person| cascade.push(person, NOBODY, 0.0));
        assert_eq!(reach_by_group(&cascade, &[0, 1, 1, 2, NO_GROUP], 3), [1, 1, 1]);
        assert_eq!(reach_by_group(&cascade, &[0; 5], 2), [4, 0]);
        assert_eq!(reach_by_group(&cascade, &[NO_GROUP; 5], 0), [0; 0]);
    }
}
