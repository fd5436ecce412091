//! What people know of items: one entry for each person and item that have met.
//!
//! An open table with linear probing, so that a campaign of a thousand items costs what its exposures cost. It is only ever
//! asked for one entry: its order is seen nowhere.

use crate::cascade::NOBODY;
use crate::random::mix64;

/// One person and one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// How often the person has met the item.
    pub exposures: u32,
    /// The verbs done, a bit each.
    pub done: u32,
    /// By whom the person had met it when handing it on; [`NOBODY`]: by no person.
    pub via: u32,
    /// Ties between the person and where the item was posted, by the first exposure.
    pub hop: u16,
    /// The surface of the first exposure.
    pub first: u8,
}

const FRESH: Meeting = Meeting { exposures: 0, done: 0, via: NOBODY, hop: 0, first: u8::MAX };
const EMPTY: u64 = u64::MAX;

/// Different exponents that the verbs of a platform may have, at most.
pub const MOST_KAPPAS: usize = 8;

/// All meetings of a replicate, each with a dose for every exponent that verbs have.
#[derive(Debug, Default)]
pub struct Meetings {
    keys: Vec<u64>,
    slots: Vec<Meeting>,
    doses: Vec<f64>,
    used: Vec<u32>,
    classes: usize,
}

impl Meetings {
    /// Empty, for so many exponents.
    pub fn begin(&mut self, classes: usize) {
        if self.classes == classes && self.used.len() * 8 < self.keys.len() {
            for &slot in &self.used {
                self.keys[slot as usize] = EMPTY;
            }
        } else {
            self.classes = classes;
            self.doses.resize(self.keys.len() * classes, 0.0);
            self.keys.fill(EMPTY);
        }
        self.used.clear();
    }

    #[inline]
    fn key(person: u32, item: u32) -> u64 {
        u64::from(item) << 32 | u64::from(person)
    }

    /// The slot of a key, or the empty one where it would go.
    #[inline]
    fn find(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = mix64(key) as usize & mask;
        while self.keys[slot] != key && self.keys[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The place of a person and an item, made where they had not met.
    #[inline]
    pub fn place(&mut self, person: u32, item: u32) -> usize {
        if self.used.len() * 2 >= self.keys.len() {
            self.grow();
        }
        let key = Self::key(person, item);
        let slot = self.find(key);
        if self.keys[slot] == EMPTY {
            self.keys[slot] = key;
            self.slots[slot] = FRESH;
            self.doses[slot * self.classes..(slot + 1) * self.classes].fill(0.0);
            self.used.push(slot as u32);
        }
        slot
    }

    /// What a person knows of an item, if they have met.
    #[inline]
    pub fn get(&self, person: u32, item: u32) -> Option<&Meeting> {
        if self.keys.is_empty() {
            return None;
        }
        let slot = self.find(Self::key(person, item));
        (self.keys[slot] != EMPTY).then(|| &self.slots[slot])
    }

    /// The meeting at a place.
    #[inline]
    pub fn at(&mut self, place: usize) -> &mut Meeting {
        &mut self.slots[place]
    }

    /// The dose of an exponent at a place.
    #[inline]
    pub fn dose(&mut self, place: usize, class: usize) -> &mut f64 {
        &mut self.doses[place * self.classes + class]
    }

    /// Adds what an exposure is worth, just counted in [`Meeting::exposures`], to a meeting whose doses have these exponents
    /// (at most [`MOST_KAPPAS`]); returns what all of them are worth together, by exponent.
    ///
    /// n exposures of worth x_1 ... x_n are worth (sum of x_i^(1 / kappa))^kappa: at kappa <= 1 a norm.
    #[inline]
    pub fn add(&mut self, place: usize, worth: f64, kappas: &[f64]) -> [f64; MOST_KAPPAS] {
        let exposures = self.slots[place].exposures;
        let mut norms = [0.0; MOST_KAPPAS];
        for (class, &kappa) in kappas.iter().enumerate().take(MOST_KAPPAS) {
            let dose = &mut self.doses[place * self.classes + class];
            norms[class] = if kappa == 1.0 || exposures == 1 {
                // Most people meet an item once: the power is taken when they meet it again.
                *dose += worth;
                *dose
            } else {
                if exposures == 2 {
                    *dose = libm::pow(*dose, 1.0 / kappa);
                }
                *dose += libm::pow(worth, 1.0 / kappa);
                libm::pow(*dose, kappa)
            };
        }
        norms
    }

    fn grow(&mut self) {
        let size = (self.keys.len() * 2).max(1024);
        let keys = std::mem::replace(&mut self.keys, vec![EMPTY; size]);
        let slots = std::mem::replace(&mut self.slots, vec![FRESH; size]);
        let doses = std::mem::replace(&mut self.doses, vec![0.0; size * self.classes]);
        for i in 0..self.used.len() {
            let old = self.used[i] as usize;
            let new = self.find(keys[old]);
            self.keys[new] = keys[old];
            self.slots[new] = slots[old];
            let from = old * self.classes..(old + 1) * self.classes;
            self.doses[new * self.classes..(new + 1) * self.classes].copy_from_slice(&doses[from]);
            self.used[i] = new as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// As a map does, through growing and two replicates.
    #[test]
    fn it_keeps_what_a_map_keeps() {
        let mut table = Meetings::default();
        for classes in [2, 2, 1] {
            table.begin(classes);
            let mut map: BTreeMap<(u32, u32), (u32, f64)> = BTreeMap::new();
            for i in 0..20_000u64 {
                let bits = mix64(i * 7 + classes as u64);
                let (person, item) = (bits as u32 % 3000, (bits >> 40) as u32 % 3);
                let place = table.place(person, item);
                table.at(place).exposures += 1;
                *table.dose(place, classes - 1) += i as f64;
                let entry = map.entry((person, item)).or_default();
                *entry = (entry.0 + 1, entry.1 + i as f64);
            }
            for (&(person, item), &(exposures, dose)) in &map {
                assert_eq!(table.get(person, item).unwrap().exposures, exposures);
                let place = table.place(person, item);
                assert_eq!(*table.dose(place, classes - 1), dose);
            }
            assert_eq!(table.get(3001, 0), None);
        }
    }

    /// Exposures of worth 1.5, .5, 2 and 1: the norm of those so far at every kappa, at kappa <= 1 never above their sum.
    #[test]
    #[allow(clippy::disallowed_methods)]
    fn exposures_are_worth_the_norm_of_what_each_is() {
        let (kappas, worths) = ([1.0, 0.4, 0.7, 1.3], [1.5, 0.5, 2.0, 1.0]);
        let mut table = Meetings::default();
        table.begin(kappas.len());
        for i in 0..worths.len() {
            let place = table.place(7, 3);
            table.at(place).exposures += 1;
            let norms = table.add(place, worths[i], &kappas);
            for (class, &kappa) in kappas.iter().enumerate() {
                let norm = worths[..=i].iter().map(|x: &f64| x.powf(1.0 / kappa)).sum::<f64>().powf(kappa);
                assert!((norms[class] - norm).abs() < 1e-12 * norm, "{i} {kappa}: {} for {norm}", norms[class]);
                assert!(kappa > 1.0 || norms[class] <= worths[..=i].iter().sum::<f64>() * (1.0 + 1e-12));
            }
        }
    }
}
