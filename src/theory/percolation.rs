//! **Percolation on random ties**: which ties work is settled before anybody acts, and an outbreak is the part of the
//! network that hangs together by ties that work.
//!
//! A tie passes on with a chance that depends on how long its speaker goes on: it stays silent with chance x. With G over
//! the people at an end of a tie (their other ties), the chance u that a person reached starts nothing large is the smallest
//! root of
//!
//! u = E_x G_hearing(x + (1 - x) u),
//!
//! and a person of k hearers, asked first, starts nothing large with chance E_x (x + (1 - x) u)^k. All ties of one person
//! share its life, hence the mean outside the power. How many are reached is seen from the other side, where every tie has a
//! speaker of its own, so only the mean chance T counts: with a share rho asked first,
//!
//! y = 1 - T + T (1 - rho) G_speaking(y),   S = 1 - (1 - rho) E y^k.
//!
//! So size and chance of an outbreak are the same number for lives of one length and mutual ties, and differ for lives of
//! chance. What dies out is a branching process of growth R = T (ties that lead on from a person reached).
//!
//! # Where it must fail
//! Ties are random but for how many each person has, and people are many. Friends who are friends of each other (clustering),
//! groups and neighbourhoods waste ties on people who know already: there reach is smaller and later than said here.
//!
//! # Reference
//! Newman, *Spread of epidemic disease on networks*, Physical Review E 66 (2002), doi:10.1103/PhysRevE.66.016128, equations
//! 13 to 25; Kenah and Robins, *Second look at the spread of epidemics on networks*, Physical Review E 76 (2007), for lives
//! of chance.

use super::degrees::Degrees;
use std::collections::BTreeMap;

/// How a tie passes on: the chance x that it stays silent over its speaker's life, for each kind of life with its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Transmission {
    lives: Vec<(f64, f64)>,
}

impl Transmission {
    /// The same chance whoever speaks.
    pub fn fixed(chance: f64) -> Transmission {
        Transmission { lives: vec![(1.0 - chance, 1.0)] }
    }

    /// Tried each round with a chance, in a life that ends after each round with another.
    pub fn geometric(chance: f64, end: f64) -> Transmission {
        if end <= 0.0 {
            return Transmission::fixed(if chance > 0.0 { 1.0 } else { 0.0 });
        }
        // Rounds of a long life hardly differ: so many stand together, by the mean over them, and the chance of a tie stays
        // exact.
        let rounds = libm::floor(1.0 / (125.0 * end)).max(1.0);
        let (quiet, lasts) = (libm::pow(1.0 - chance, rounds), libm::pow(1.0 - end, rounds));
        let both = (1.0 - chance) * (1.0 - end);
        let mean = end * (1.0 - chance) * (1.0 - libm::pow(both, rounds)) / (1.0 - both) / (1.0 - lasts);
        let (mut lives, mut left, mut silent) = (Vec::new(), 1.0, 1.0);
        while left > 1e-14 {
            lives.push((silent * mean, left * (1.0 - lasts)));
            (silent, left) = (silent * quiet, left * lasts);
        }
        Transmission { lives }
    }

    /// At a rate, in a life that ends at another. x = e^(-rate L) has the law of u^(rate / end), u uniform: its mean is
    /// taken by the rule of Takahasi and Mori (1974), which does not mind what happens at the ends.
    pub fn exponential(rate: f64, end: f64) -> Transmission {
        if rate <= 0.0 || end <= 0.0 {
            return Transmission::fixed(if rate > 0.0 { 1.0 } else { 0.0 });
        }
        let step = 0.08;
        let half_pi = std::f64::consts::FRAC_PI_2;
        let nodes = (-50..=50).map(|i| {
            let t = f64::from(i) * step;
            let inner = half_pi * libm::sinh(t);
            let cosh = libm::cosh(inner);
            let weight = step * half_pi * libm::cosh(t) / (2.0 * cosh * cosh);
            // (1 + tanh) / 2, without loss near 0.
            let u = 1.0 / (1.0 + libm::exp(-2.0 * inner));
            (libm::pow(u, rate / end), weight)
        });
        let mut lives: Vec<(f64, f64)> = nodes.filter(|&(_, weight)| weight > 0.0).collect();
        let all: f64 = lives.iter().map(|(_, weight)| weight).sum();
        lives.iter_mut().for_each(|(_, weight)| *weight /= all);
        Transmission { lives }
    }

    /// A mean over lives of f(chance that a tie stays silent).
    fn mean(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.lives.iter().map(|&(silent, weight)| weight * f(silent)).sum()
    }

    /// The chance T that a tie passes on.
    pub fn chance(&self) -> f64 {
        self.mean(|silent| 1.0 - silent)
    }
}

/// A network of random ties, some of which pass on.
#[derive(Clone, Debug)]
pub struct Percolation<'a> {
    degrees: &'a Degrees,
    transmission: &'a Transmission,
    /// The chance that a person reached by a tie starts nothing large.
    nothing: f64,
    /// Of a person reached who starts nothing large: people in the tree below and itself, times that chance.
    small: f64,
}

/// k ties to the power, also where none leads on.
pub(super) fn power(base: f64, ties: f64) -> f64 {
    if ties <= 0.0 { 1.0 } else { libm::pow(base, ties) }
}

impl<'a> Percolation<'a> {
    /// Of so many ties that pass on so often.
    pub fn new(degrees: &'a Degrees, transmission: &'a Transmission) -> Percolation<'a> {
        let mut percolation = Percolation { degrees, transmission, nothing: 1.0, small: f64::INFINITY };
        let below = |u: f64| transmission.mean(|x| degrees.reached(|ties| power(x + (1.0 - x) * u, ties)));
        if percolation.growth() > 1.0 {
            percolation.nothing = root(|u| below(u) - u);
        }
        let u = percolation.nothing;
        let on = |x: f64| degrees.reached(|k| if k > 0.0 { k * power(x + (1.0 - x) * u, k - 1.0) } else { 0.0 });
        let growth = transmission.mean(|x| (1.0 - x) * on(x));
        if growth < 1.0 {
            percolation.small = below(u) / (1.0 - growth);
        }
        percolation
    }

    /// R: people brought by one who was brought, while nearly nobody knows.
    pub fn growth(&self) -> f64 {
        self.transmission.chance() * self.degrees.excess()
    }

    /// From people with so many hearers each, asked first: the chance that nothing large comes of it, and the mean number
    /// of people who act in that case, themselves included, times that chance. `known` keeps what was found for one person, by
    /// the number of hearers.
    pub fn dies_out(&self, hearers: impl Iterator<Item = u32>, known: &mut BTreeMap<u32, (f64, f64)>) -> (f64, f64) {
        let Percolation { nothing: u, small, .. } = *self;
        let one = |k: f64| {
            let chance = self.transmission.mean(|x| power(x + (1.0 - x) * u, k));
            let brought = self
                .transmission
                .mean(|x| if k > 0.0 { k * power(x + (1.0 - x) * u, k - 1.0) * (1.0 - x) } else { 0.0 });
            // Without a tie that passes on nobody is brought, however many would be.
            let brought = if brought > 0.0 { brought * small } else { 0.0 };
            (chance, chance + brought)
        };
        let (mut chance, mut people) = (1.0, 0.0);
        for k in hearers {
            let (of_one, sum) = *known.entry(k).or_insert_with(|| one(f64::from(k)));
            people = people * of_one + chance * sum;
            chance *= of_one;
        }
        (chance, people)
    }

    /// The share of people that an outbreak reaches, with a share asked first.
    pub fn size(&self, asked: f64) -> f64 {
        let chance = self.transmission.chance();
        let degrees = self.degrees;
        let f = |y: f64| 1.0 - chance + chance * (1.0 - asked) * degrees.speaking(|ties| power(y, ties)) - y;
        let y = if asked <= 0.0 && self.growth() <= 1.0 { 1.0 } else { root(f) };
        (1.0 - (1.0 - asked) * degrees.mean(|heard, _| power(y, heard))).max(0.0)
    }
}

/// The smallest root in [0, 1] of a function that is at least 0 at 0 and convex: it lies below the first place found where
/// the function is negative.
fn root(f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    if f(high) >= -1e-15 {
        // 1 is a root too; the other lies where the function has sunk below 0 just before it.
        high = 1.0 - 1e-9;
        if f(high) >= 0.0 {
            return 1.0;
        }
    }
    while high - low > 1e-15 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) > 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, known: f64) {
        assert!((found - known).abs() < 1e-6, "{found} for {known}");
    }

    /// A long life: T = b / (1 - (1 - b)(1 - g)), however long, and 1 where it never ends.
    #[test]
    fn long_lives_are_lived_to_their_end() {
        for (b, g) in [(1e-4, 1e-4), (0.3, 0.2), (1e-6, 1e-7), (0.02, 1e-5), (1.0, 0.5)] {
            near(Transmission::geometric(b, g).chance(), b / (1.0 - (1.0 - b) * (1.0 - g)));
        }
        near(Transmission::geometric(1e-4, 0.0).chance(), 1.0);
    }

    /// Three ties each, T = 3/4: y = 1/3 and S = 26/27.
    #[test]
    fn three_ties_each() {
        let degrees = Degrees::mutual([(3, 1.0)]);
        let fixed = Transmission::fixed(0.75);
        let percolation = Percolation::new(&degrees, &fixed);
        near(percolation.size(0.0), 26.0 / 27.0);
        near(1.0 - percolation.dies_out([3].into_iter(), &mut BTreeMap::new()).0, 26.0 / 27.0);
        near(percolation.growth(), 1.5);
    }

    /// Poisson, z = 4, T = 1/2: the size .796812 whatever the lives; the chance of an outbreak is as large for lives of one
    /// length, and .639232 for exponential ones.
    #[test]
    fn lives_of_chance_make_outbreaks_rarer_not_smaller() {
        let degrees = Degrees::poisson(4.0);
        let chance = |transmission: &Transmission| {
            let percolation = Percolation::new(&degrees, transmission);
            near(percolation.size(0.0), 0.796_812);
            1.0 - degrees.mean(|_, k| percolation.dies_out([k as u32].into_iter(), &mut BTreeMap::new()).0)
        };
        near(chance(&Transmission::fixed(0.5)), 0.796_812);
        near(chance(&Transmission::exponential(1.0, 1.0)), 0.639_232);
        near(Transmission::exponential(3.0, 1.0).chance(), 0.75);
        near(Transmission::geometric(0.5, 0.5).chance(), 2.0 / 3.0);
    }

    /// Below the threshold: a branching process, mean 1 + k T / (1 - R).
    #[test]
    fn what_dies_out_is_a_branching_process() {
        let degrees = Degrees::poisson(4.0);
        let fixed = Transmission::fixed(0.1);
        let percolation = Percolation::new(&degrees, &fixed);
        let (chance, people) = percolation.dies_out([5, 3].into_iter(), &mut BTreeMap::new());
        near(chance, 1.0);
        near(people, 2.0 + 0.1 * 8.0 / 0.6);
        near(percolation.size(0.0), 0.0);
        // Total progeny of Poisson(1/2): Borel's mean 2, and of Poisson(2) extinct with chance .203188.
        let half = Transmission::fixed(0.125);
        near(
            degrees.mean(|_, k| {
                Percolation::new(&degrees, &half).dies_out([k as u32].into_iter(), &mut BTreeMap::new()).1
            }),
            2.0,
        );
        let two = Transmission::fixed(0.5);
        near(
            degrees
                .mean(|_, k| Percolation::new(&degrees, &two).dies_out([k as u32].into_iter(), &mut BTreeMap::new()).0),
            0.203_188,
        );
    }

    /// Given that it dies out, a Poisson branching process of mean 2 is one of mean 2 x .203188.
    #[test]
    fn small_cascades_above_the_threshold() {
        let degrees = Degrees::poisson(4.0);
        let two = Transmission::fixed(0.5);
        let percolation = Percolation::new(&degrees, &two);
        let small =
            degrees.mean(|_, k| percolation.dies_out([k as u32].into_iter(), &mut BTreeMap::new()).1) / 0.203_187_870;
        near(small, 1.0 / (1.0 - 2.0 * 0.203_187_870));
    }
}
