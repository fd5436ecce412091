//! What the seed set may be: so many people or so much money, whom it must and must not hold, and what a person reached counts.

use super::quotas::{Quotas, Room};

/// The terms of a choice.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// How much may be asked for.
    pub limit: Limit,
    /// Who is asked in any case: different people who fit the limit.
    pub include: Vec<u32>,
    /// By person, whether the person may be asked at all; `None`: everybody.
    pub allowed: Option<Vec<bool>>,
    /// By person, what reaching the person counts, at least 0; `None`: 1 each.
    pub values: Option<Vec<f64>>,
    /// As few people are asked as reach so much; the limit is then everybody who may be asked.
    pub target: Option<f64>,
    /// How many of each group are asked; only where a number of people is the limit.
    pub quotas: Option<Quotas>,
}

/// How much may be asked for.
#[derive(Clone, Debug)]
pub enum Limit {
    /// So many people.
    Count(u32),
    /// So much money; by person the price, infinite for people who cannot be had.
    Money {
        /// What there is to spend, at least 0.
        budget: f64,
        /// What each person takes, at least 0.
        prices: Vec<f64>,
    },
}

impl Default for Limit {
    fn default() -> Self {
        Limit::Count(10)
    }
}

/// Sums of decimal prices are forgiven this part of the budget.
const ROUNDING: f64 = 1e-12;

impl Terms {
    /// Whether a person may be asked, the limit aside.
    pub fn allows(&self, person: u32) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| allowed[person as usize]) && self.price(person) <= self.most()
    }

    /// What a person takes of the limit.
    pub fn price(&self, person: u32) -> f64 {
        match &self.limit {
            Limit::Count(_) => 1.0,
            Limit::Money { prices, .. } => prices[person as usize],
        }
    }

    /// The limit, with what rounding is forgiven.
    pub fn most(&self) -> f64 {
        match self.limit {
            Limit::Count(count) => f64::from(count),
            Limit::Money { budget, .. } => budget * (1.0 + ROUNDING),
        }
    }

    /// What a seed set takes.
    pub fn price_of(&self, seeds: &[u32]) -> f64 {
        seeds.iter().map(|&person| self.price(person)).sum()
    }

    /// A seed set from a list: whoever must be asked first, then down the list as far as the terms go; whoever does not
    /// fit is passed over.
    pub fn fit(&self, list: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut seeds = self.include.clone();
        let mut room = Room::new(self);
        for person in list {
            if room.left() <= 0.0 && matches!(self.limit, Limit::Count(_)) {
                break;
            }
            if self.allows(person) && room.has(person) && !self.include.contains(&person) {
                room.take(person);
                seeds.push(person);
            }
        }
        seeds
    }

    /// Whether a seed set keeps to the terms.
    pub fn hold(&self, seeds: &[u32]) -> bool {
        self.price_of(seeds) <= self.most()
            && self.include.iter().all(|person| seeds.contains(person))
            && seeds.iter().all(|&person| self.allows(person) || self.include.contains(&person))
            && self.quotas.as_ref().is_none_or(|quotas| quotas.are_kept(seeds))
    }
}
