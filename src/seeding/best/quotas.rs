//! How many people of each group are asked: at least so many, at most so many.
//!
//! The seed sets that keep to it, and their parts, are a matroid: a part can be completed exactly if no group holds more than it
//! may and what every group is still owed has room. So one person after the other can be chosen without looking ahead, and
//! greedy choice comes to one half of the best there is where returns diminish; taking people by worth as long as they fit
//! finds the largest sum, which is what the bound of the certificate needs.
//!
//! # Reference
//! Fisher, Nemhauser and Wolsey, *An analysis of approximations for maximizing submodular set functions II*, Mathematical
//! Programming Study 8 (1978), for one half; El Halabi, Mitrović, Norouzi-Fard, Tardos and Tarnawski, *Fairness in streaming
//! submodular maximization: algorithms and hardness*, NeurIPS 2020, section 3, for the matroid.

use super::terms::Terms;

/// What each group may and must have.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotas {
    /// The column that makes the groups.
    pub column: String,
    /// The groups.
    pub groups: Vec<Quota>,
    /// By person, the group; `NO_GROUP` for people without a value.
    pub of: Vec<u32>,
}

/// The group of people without a value: nobody counts them.
pub const NO_GROUP: u32 = u32::MAX;

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// The value that its people have.
    pub name: String,
    /// How many people it has.
    pub people: u32,
    /// So many must be asked ...
    pub at_least: u32,
    /// ... and so many may be.
    pub at_most: u32,
}

impl Quotas {
    /// How many of a seed set are in each group.
    pub fn held(&self, seeds: &[u32]) -> Vec<u32> {
        let mut held = vec![0; self.groups.len()];
        for &person in seeds {
            if let Some(held) = held.get_mut(self.of[person as usize] as usize) {
                *held += 1;
            }
        }
        held
    }

    /// Whether each group has what it must have, and no more than it may.
    pub fn are_kept(&self, seeds: &[u32]) -> bool {
        let held = self.held(seeds);
        self.groups.iter().zip(held).all(|(group, held)| (group.at_least..=group.at_most).contains(&held))
    }
}

/// What is left of the terms while a seed set grows.
pub struct Room<'a> {
    terms: &'a Terms,
    left: f64,
    /// By group, how many are chosen.
    held: Vec<u32>,
    /// How many people groups are still owed.
    owed: u32,
}

impl<'a> Room<'a> {
    /// Beside those who must be asked.
    pub fn new(terms: &'a Terms) -> Room<'a> {
        let groups = terms.quotas.as_ref().map_or(&[][..], |quotas| &quotas.groups);
        let owed = groups.iter().map(|group| group.at_least).sum();
        let mut room = Room { terms, left: terms.most(), held: vec![0; groups.len()], owed };
        terms.include.iter().for_each(|&person| room.take(person));
        room
    }

    /// What is left of the limit.
    pub fn left(&self) -> f64 {
        self.left
    }

    /// Whether the seed set with this person can be completed within the terms; once not, never again.
    #[inline]
    pub fn has(&self, person: u32) -> bool {
        let price = self.terms.price(person);
        if price > self.left {
            return false;
        }
        let Some(quotas) = &self.terms.quotas else { return true };
        let owed = f64::from(self.owed);
        match quotas.groups.get(quotas.of[person as usize] as usize) {
            None => self.left - price >= owed,
            Some(group) => {
                let held = self.held[quotas.of[person as usize] as usize];
                held < group.at_most && (held < group.at_least || self.left - price >= owed)
            }
        }
    }

    /// Takes a person.
    pub fn take(&mut self, person: u32) {
        self.left -= self.terms.price(person);
        let Some(quotas) = &self.terms.quotas else { return };
        let place = quotas.of[person as usize] as usize;
        if let Some(group) = quotas.groups.get(place) {
            self.owed -= u32::from(self.held[place] < group.at_least);
            self.held[place] += 1;
        }
    }
}
