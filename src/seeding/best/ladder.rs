//! Greedy choice until enough is reached, with a bound at every number of people.
//!
//! With so many people, the estimate of no seed set is above base(A) + the largest worths of as many people, for any A chosen on
//! the way (see [`super::greedy`]). All numbers of people share the same few A, so the bound rises with the number: if it is too
//! low for a number, it is for all smaller ones.

use super::greedy::Choice;
use super::pool::Pool;
use super::roots::Roots;
use super::terms::Terms;

/// Seed sets of one person, two, ..., each with the next person of a greedy choice.
pub struct Ladder {
    /// In the order of choice; whoever must be asked stands first.
    pub seeds: Vec<u32>,
    /// Spread by number of people, from 0, as estimated on the pool: only from those who must be asked on.
    pub estimates: Vec<f64>,
    /// By number of people, from 0: what no seed set of as many is estimated above.
    pub most: Vec<f64>,
    /// How many sets of the pool none meets more of.
    pub most_hits: Vec<f64>,
}

/// Chooses until so much is estimated, or everybody is chosen who may be.
pub fn ladder(pool: &Pool, roots: &Roots, terms: &Terms, until: f64) -> Ladder {
    let least = terms.include.len();
    let (seeds, estimates) = {
        let mut choice = Choice::new(pool, roots, terms);
        terms.include.iter().for_each(|&person| choice.take(person));
        let mut estimates = vec![choice.estimate(); least + 1];
        let mut order = choice.order(false);
        while choice.estimate() < until {
            let Some(person) = choice.next(&mut order, false, terms.most() as usize) else { break };
            choice.take(person);
            estimates.push(choice.estimate());
        }
        (choice.into_seeds(), estimates)
    };
    let mut most = vec![f64::INFINITY; seeds.len() + 1];
    let mut most_hits = most.clone();
    let mut choice = Choice::new(pool, roots, terms);
    let every = seeds.len().div_ceil(16).max(1);
    for taken in 0..=seeds.len() {
        if taken >= least && ((taken - least).is_power_of_two() || taken % every == 0 || taken == seeds.len()) {
            let (values, hits) = choice.by_number(seeds.len() - least);
            for (more, (value, hits)) in values.into_iter().zip(hits).enumerate() {
                let place = least + more;
                most[place] = most[place].min(value);
                most_hits[place] = most_hits[place].min(hits);
            }
        }
        if let Some(&person) = seeds.get(taken) {
            choice.take(person);
        }
    }
    Ladder { seeds, estimates, most, most_hits }
}
