//! Who is reached, and how early: counts for each person over replicates.

use crate::cascade::Cascade;
use std::sync::atomic::{AtomicU64, Ordering};

/// Parts of a step of time that times are summed in, as whole numbers: sums do not depend on the order of replicates.
const PARTS: f64 = 1_048_576.0;

/// Counts for each person of a network, from any number of threads: whole numbers are added up, in whatever order.
#[derive(Debug)]
pub struct PeopleTally {
    /// Replicates in which the person was of the seed set.
    asked: Vec<AtomicU64>,
    /// Replicates in which the person acted, asked or not.
    reached: Vec<AtomicU64>,
    /// Sum of the times of those acts, in parts of a step.
    times: Vec<AtomicU64>,
    step: f64,
}

impl PeopleTally {
    /// Nothing yet, of so many people; a step is about a fiftieth of a long cascade, or a round.
    pub fn new(people: u32, step: f64) -> PeopleTally {
        let [asked, reached, times] = [(); 3].map(|()| (0..people).map(|_| AtomicU64::new(0)).collect());
        PeopleTally { asked, reached, times, step }
    }

    /// One more replicate.
    pub fn add(&self, cascade: &Cascade) {
        let one = |counts: &[AtomicU64], person: u32, more| counts[person as usize].fetch_add(more, Ordering::Relaxed);
        for (place, (&person, &time)) in cascade.people.iter().zip(&cascade.times).enumerate() {
            one(&self.reached, person, 1);
            one(&self.times, person, (time / self.step * PARTS).round() as u64);
            if cascade.is_asked(place) {
                one(&self.asked, person, 1);
            }
        }
    }

    /// In how many replicates a person was of the seed set.
    pub fn asked(&self, person: u32) -> u64 {
        self.asked[person as usize].load(Ordering::Relaxed)
    }

    /// In how many replicates a person acted, asked or not.
    pub fn reached(&self, person: u32) -> u64 {
        self.reached[person as usize].load(Ordering::Relaxed)
    }

    /// When a person acted, on average over the replicates in which that happened; `None` where it never did. To within
    /// half a millionth of a step.
    pub fn mean_time(&self, person: u32) -> Option<f64> {
        let reached = self.reached(person);
        let sum = self.times[person as usize].load(Ordering::Relaxed) as f64;
        (reached > 0).then(|| sum / reached as f64 / PARTS * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::NOBODY;

    #[test]
    fn people_are_counted_over_replicates() {
        let tally = PeopleTally::new(3, 0.5);
        for time in [1.0, 2.5] {
            let mut cascade =
                Cascade { people: vec![2], parents: vec![NOBODY], times: vec![0.0], seeds: 1, ..Cascade::default() };
            cascade.push(0, 0, time);
            tally.add(&cascade);
        }
        assert_eq!([0, 1, 2].map(|p| (tally.asked(p), tally.reached(p))), [(0, 2), (0, 0), (2, 2)]);
        assert_eq!([0, 1, 2].map(|p| tally.mean_time(p)), [Some(1.75), None, Some(0.0)]);
    }
}
