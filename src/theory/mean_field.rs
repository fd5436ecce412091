//! **Mean field**: equations for shares of people, in which chance has no part.
//!
//! Three of them, from coarse to fine. In **complete mixing** everybody meets everybody, each person as many as there are
//! ties a person: dS/dt = -b S I, dI/dt = b S I - g I with b = rate x ties; without recovery that is the logistic curve, and
//! the final size is the root of z = 1 - exp(-R0 z). On **random ties** the degrees are kept: Theta is the chance that a tie
//! has passed nothing on, and
//!
//! dTheta/dt = -b Theta + b (1 - rho) G(Theta) + g (1 - Theta),   S = (1 - rho) E Theta^k,   dR/dt = g (1 - S - R),
//!
//! G over the people at the speaking end (Volz 2008, in Miller's form). **In rounds** the same is a sum over past rounds.
//!
//! # Where it must fail
//! With few people asked first, where the beginning is luck; and where ties are not random, as for percolation. Complete
//! mixing moreover forgets that some have more ties than others, and that a person cannot be reached twice by the same tie.
//!
//! # Reference
//! Kermack and McKendrick, *A contribution to the mathematical theory of epidemics*, Proc. R. Soc. A 115 (1927); Miller, *A
//! note on a paper by Erik Volz: SIR dynamics in random networks*, Journal of Mathematical Biology 62 (2011),
//! doi:10.1007/s00285-010-0337-9.

use super::degrees::Degrees;
use super::percolation::power;

/// The final size of complete mixing, with a share asked first: the largest root of z = 1 - (1 - asked) exp(-R0 z).
pub fn final_size(r0: f64, asked: f64) -> f64 {
    if r0 <= 1.0 && asked <= 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (1e-12, 1.0);
    while high - low > 1e-15 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if 1.0 - (1.0 - asked) * libm::exp(-r0 * middle) > middle { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// The share who have acted by time t where everybody goes on for ever: the logistic curve from a share asked first.
pub fn logistic(asked: f64, rate: f64, t: f64) -> f64 {
    let growth = libm::exp(rate * t);
    if growth.is_infinite() {
        return if asked > 0.0 { 1.0 } else { 0.0 };
    }
    asked * growth / (1.0 + asked * (growth - 1.0))
}

/// Steps of the equations between two points of a curve, at least; more where rates are fast.
const STEPS: f64 = 20.0;
/// And at most, of a whole curve.
const MOST_STEPS: f64 = 200_000.0;

/// A share of people by each of these times, in ascending order from 0, and how many of them go on at that time: random ties,
/// continuous time, a rate of each tie, lives that end at a rate (0: never), a share asked first.
pub fn random_ties(degrees: &Degrees, rate: f64, end: f64, asked: f64, times: &[f64]) -> Vec<(f64, f64)> {
    let hearing = Hearing::of(degrees);
    let slope = |[theta, gone]: [f64; 2]| {
        let (silent, acted) = (hearing.silent(theta), hearing.acted(theta, asked));
        [-rate * theta + rate * (1.0 - asked) * silent + end * (1.0 - theta), end * (acted - gone)]
    };
    let last = times.last().copied().unwrap_or(0.0);
    let fastest = (rate * (1.0 + degrees.excess().max(0.0)) + end).max(1e-300);
    let step = (last / STEPS / times.len().max(1) as f64).min(0.05 / fastest).max(last / MOST_STEPS);
    let (mut now, mut state) = (0.0, [1.0, 0.0]);
    let mut curve = Vec::with_capacity(times.len());
    for &time in times {
        while now < time {
            let h = step.min(time - now);
            state = runge_kutta(state, h, slope);
            now = if h < step { time } else { now + h };
        }
        let acted = hearing.acted(state[0], asked);
        curve.push((acted, acted - state[1]));
    }
    curve
}

/// How many people hear, which is all that matters of a kind of people here.
struct Hearing {
    /// How many are heard, the share of people, the share of speaking ends.
    kinds: Vec<(f64, f64, f64)>,
    back: f64,
}

impl Hearing {
    fn of(degrees: &Degrees) -> Hearing {
        Hearing { kinds: degrees.by_heard(), back: degrees.back() }
    }

    /// The chance that a person at a speaking end hears nothing by another tie, where a tie is silent with chance theta.
    fn silent(&self, theta: f64) -> f64 {
        self.kinds.iter().map(|&(heard, _, ends)| ends * power(theta, heard - self.back)).sum()
    }

    /// The share of people who have acted.
    fn acted(&self, theta: f64, asked: f64) -> f64 {
        1.0 - (1.0 - asked) * self.kinds.iter().map(|&(heard, people, _)| people * power(theta, heard)).sum::<f64>()
    }
}

fn runge_kutta<const N: usize>(state: [f64; N], h: f64, slope: impl Fn([f64; N]) -> [f64; N]) -> [f64; N] {
    let along = |by: f64, k: &[f64; N]| std::array::from_fn(|i| state[i] + by * k[i]);
    let k1 = slope(state);
    let k2 = slope(along(0.5 * h, &k1));
    let k3 = slope(along(0.5 * h, &k2));
    let k4 = slope(along(h, &k3));
    std::array::from_fn(|i| state[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
}

/// The share who have acted by round 0, 1, 2 ...: random ties, in rounds. `passes[j]` is the chance that a tie passes on
/// exactly at the speaker's try j + 1.
pub fn rounds(degrees: &Degrees, passes: &[f64], asked: f64, rounds: usize) -> Vec<f64> {
    let hearing = Hearing::of(degrees);
    // Share of speaking ends that acted in each round.
    let mut fresh = vec![asked];
    let (mut theta, mut before) = (1.0, asked);
    let mut curve = vec![hearing.acted(theta, asked)];
    for round in 1..=rounds {
        let passed: f64 = passes.iter().take(round).enumerate().map(|(j, p)| fresh[round - 1 - j] * p).sum();
        theta = (theta - passed).max(0.0);
        let speaking = 1.0 - (1.0 - asked) * hearing.silent(theta);
        fresh.push(speaking - before);
        before = speaking;
        curve.push(hearing.acted(theta, asked));
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::super::percolation::{Percolation, Transmission};
    use super::*;

    fn near(found: f64, known: f64, within: f64) {
        assert!((found - known).abs() < within, "{found} for {known}");
    }

    #[test]
    fn final_sizes_of_complete_mixing() {
        for (r0, z) in [(1.5, 0.582_812), (2.0, 0.796_812), (3.0, 0.940_480), (0.9, 0.0)] {
            near(final_size(r0, 0.0), z, 1e-6);
        }
        // Of R0 = 0 those asked, and of a tenth asked at R0 = 1/2 the root found by hand: .1 + .9 (1 - exp(-z/2)).
        near(final_size(0.0, 0.3), 0.3, 1e-12);
        let z = final_size(0.5, 0.1);
        near(z, 1.0 - 0.9 * libm::exp(-0.5 * z), 1e-12);
        assert!(z > 0.1 && z < 0.2, "{z}");
    }

    /// Poisson z = 5, rate .6, recovery 1, a share of 1e-3 asked: attack .759512, peak .191220 at 4.904, as integrated apart
    /// from this in another language.
    #[test]
    fn an_outbreak_on_random_ties() {
        let degrees = Degrees::poisson(5.0);
        let times: Vec<f64> = (0..=4_000).map(|i| f64::from(i) / 100.0).collect();
        let curve = random_ties(&degrees, 0.6, 1.0, 1e-3, &times);
        near(curve[4_000].0, 0.759_512, 2e-6);
        let peak = (0..=4_000).max_by(|&a: &usize, &b| curve[a].1.total_cmp(&curve[b].1)).unwrap();
        near(curve[peak].1, 0.191_219_8, 1e-6);
        near(times[peak], 4.904, 0.01);
    }

    #[test]
    fn the_logistic_curve_solves_its_equation() {
        let x = |t| logistic(0.01, 2.0, t);
        for t in [0.0, 1.0, 2.3, 5.0] {
            near((x(t + 1e-6) - x(t - 1e-6)) / 2e-6, 2.0 * x(t) * (1.0 - x(t)), 1e-7);
        }
        assert_eq!((x(0.0), x(1e9)), (0.01, 1.0));
    }

    /// Rounds end where percolation says, whatever the lives, and begin with T z rho.
    #[test]
    fn rounds_end_at_the_size_of_percolation() {
        let degrees = Degrees::poisson(4.0);
        let (b, g) = (0.2, 0.4);
        let geometric: Vec<f64> = (0..200).map(|j| b * libm::pow((1.0 - b) * (1.0 - g), f64::from(j))).collect();
        for (passes, transmission) in
            [(vec![0.5], Transmission::fixed(0.5)), (geometric, Transmission::geometric(b, g))]
        {
            let curve = rounds(&degrees, &passes, 0.01, 400);
            near(curve[400], Percolation::new(&degrees, &transmission).size(0.01), 1e-9);
            near(curve[1], 1.0 - 0.99 * libm::exp(-4.0 * 0.01 * passes[0]), 1e-9);
        }
    }
}
