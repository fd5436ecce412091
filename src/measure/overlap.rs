//! How many people several campaigns reach in the same replicate, each alone under the same luck.

use crate::cascade::Cascade;

/// Who was reached by each campaign of one replicate so far: a mark a person, made anew by counting, never by clearing.
#[derive(Debug, Default)]
pub struct Overlap {
    /// By campaign, then by person: the number of the last replicate in which that person was reached.
    marks: Vec<Vec<u32>>,
    replicate: u32,
    campaigns: usize,
}

impl Overlap {
    /// A new replicate.
    pub fn begin(&mut self) {
        self.campaigns = 0;
        self.replicate = match self.replicate.checked_add(1) {
            Some(next) => next,
            None => {
                self.marks.iter_mut().for_each(|marks| marks.fill(0));
                1
            }
        };
    }

    /// Takes the cascade of the next campaign on a network of so many people: how many of those it reached each campaign
    /// before it reached too, in their order.
    pub fn add(&mut self, cascade: &Cascade, people: u32) -> Vec<u32> {
        if self.marks.len() == self.campaigns {
            self.marks.push(Vec::new());
        }
        let (before, own) = self.marks.split_at_mut(self.campaigns);
        let own = &mut own[0];
        own.resize(people as usize, 0);
        for &person in &cascade.people {
            own[person as usize] = self.replicate;
        }
        self.campaigns += 1;
        let replicate = self.replicate;
        let shared = |marks: &mut Vec<u32>| {
            cascade.people.iter().filter(|&&person| marks[person as usize] == replicate).count() as u32
        };
        before.iter_mut().map(shared).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::NOBODY;

    fn cascade(people: &[u32]) -> Cascade {
        let mut cascade = Cascade::default();
        people.iter().for_each(|&person| cascade.push(person, NOBODY, 0.0));
        cascade
    }

    #[test]
    fn what_campaigns_share_is_counted_anew_in_each_replicate() {
        let mut overlap = Overlap::default();
        for _ in 0..3 {
            overlap.begin();
            assert_eq!(overlap.add(&cascade(&[0, 1, 2]), 6), [0; 0]);
            assert_eq!(overlap.add(&cascade(&[2, 1, 5]), 6), [2]);
            assert_eq!(overlap.add(&cascade(&[5]), 6), [0, 1]);
        }
        overlap.begin();
        assert_eq!(overlap.add(&cascade(&[]), 6), [0; 0]);
        assert_eq!(overlap.add(&cascade(&[0, 1]), 6), [0]);
    }
}
