//! Where reverse-reachable sets begin: how the person is drawn of whom it is asked who would have reached it.
//!
//! With b_v the value of person v (1, where nothing else is said) the spread of a seed set S is **sigma(S) = E(S) + W q(S)**,
//! q the chance that S meets a random set. *Plain* roots are drawn by b_v: E = 0, W = sum b_v. *Important* roots are drawn
//! by b_v g_v, g_v the chance that v has a live tie at all, and only sets with such a tie count: without one the set of v is v
//! alone, which S meets exactly if v is in S. So E(S) = sum of b_v (1 - g_v) over S is known without a set, and W = sum b_v g_v.
//!
//! # Reference
//! Nguyen, Nguyen, Phan and Dinh, *Importance sketching of influence dynamics in billion-scale networks*, ICDM 2017, for the
//! important roots (there by 1 - prod(1 - p)); Vose, *A linear algorithm for generating random numbers with a given
//! distribution*, IEEE Transactions on Software Engineering 17 (1991), for the table they are drawn from.

use crate::random::Draws;

/// A way of drawing roots.
pub struct Roots {
    /// Sum of all values: the most that can be reached.
    pub all: f64,
    /// W: the part of it that sets are drawn for.
    pub weight: f64,
    /// By person, e_v = b_v (1 - g_v); empty where roots are plain.
    own: Vec<f64>,
    /// By person, b_v; empty where all are 1.
    values: Vec<f64>,
    /// `None`: each person is as likely.
    table: Option<Alias>,
    people: u32,
}

impl Roots {
    /// By value alone; values are at least 0, `None` where all count 1.
    pub fn plain(people: u32, values: Option<&[f64]>) -> Roots {
        let all = values.map_or(f64::from(people), |values| values.iter().sum());
        let table = values.map(Alias::new);
        Roots { all, weight: all, own: Vec::new(), values: values.unwrap_or_default().to_vec(), table, people }
    }

    /// By value times the chance of a live tie.
    pub fn important(live: &[f64], values: Option<&[f64]>) -> Roots {
        let people = live.len() as u32;
        let value = |person: usize| values.map_or(1.0, |values| values[person]);
        let weights: Vec<f64> = live.iter().enumerate().map(|(person, g)| value(person) * g).collect();
        let own = live.iter().enumerate().map(|(person, g)| value(person) * (1.0 - g)).collect();
        Roots { own, weight: weights.iter().sum(), table: Some(Alias::new(&weights)), ..Roots::plain(people, values) }
    }

    /// Whether only sets with a live tie at the root count.
    pub fn are_live(&self) -> bool {
        !self.own.is_empty()
    }

    /// e_v: what a person brings that no set is needed for.
    #[inline]
    pub fn own(&self, person: u32) -> f64 {
        if self.own.is_empty() { 0.0 } else { self.own[person as usize] }
    }

    /// E(S).
    pub fn own_of(&self, seeds: &[u32]) -> f64 {
        seeds.iter().map(|&person| self.own(person)).sum()
    }

    /// Sum of b_v: what a seed set is worth by itself.
    pub fn value_of(&self, seeds: &[u32]) -> f64 {
        match self.values.is_empty() {
            true => seeds.len() as f64,
            false => seeds.iter().map(|&person| self.values[person as usize]).sum(),
        }
    }

    /// A root.
    #[inline]
    pub fn draw(&self, draws: &mut Draws) -> u32 {
        match &self.table {
            None => draws.below(self.people),
            Some(table) => table.draw(draws),
        }
    }
}

/// A table of which each row is one of two people.
struct Alias {
    /// The chance of the row's own person, in units of 2^-64, and the other one.
    rows: Vec<(u64, u32)>,
}

impl Alias {
    fn new(weights: &[f64]) -> Alias {
        let sum: f64 = weights.iter().sum();
        let mean = sum / weights.len() as f64;
        let mut left: Vec<f64> = weights.iter().map(|weight| if sum > 0.0 { weight / mean } else { 1.0 }).collect();
        let mut rows: Vec<(u64, u32)> = (0..weights.len() as u32).map(|person| (u64::MAX, person)).collect();
        let (mut small, mut large): (Vec<u32>, Vec<u32>) =
            (0..weights.len() as u32).partition(|&person| left[person as usize] < 1.0);
        while let (Some(&few), Some(&many)) = (small.last(), large.last()) {
            small.pop();
            rows[few as usize] = ((left[few as usize] * 18_446_744_073_709_551_616.0) as u64, many);
            left[many as usize] -= 1.0 - left[few as usize];
            if left[many as usize] < 1.0 {
                large.pop();
                small.push(many);
            }
        }
        // What rounding leaves over in `small` is whole but for 2^-50; who can never be drawn must not be drawn even so.
        let heaviest = (0..weights.len()).max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap_or(0) as u32;
        for &few in small.iter().filter(|&&few| weights[few as usize] == 0.0 && sum > 0.0) {
            rows[few as usize] = (0, heaviest);
        }
        Alias { rows }
    }

    #[inline]
    fn draw(&self, draws: &mut Draws) -> u32 {
        let row = draws.below(self.rows.len() as u32);
        let (own, other) = self.rows[row as usize];
        if draws.next_bits() < own { row } else { other }
    }
}
