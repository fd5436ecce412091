//! Processes without a network: Borel's law, extinction, Hawkes' mean, the memory of retweets.

use crate::odds::{Claim, LAW, Tally, chi_square, frequency, holds, mean};
use crate::small::luck;
use rumormill::cascade::Cascade;
use rumormill::engine::{self, Scratch};
use rumormill::graph::{Graph, Names, builder};
use rumormill::law::{Birth, Delay, Descent, Law, Offspring};

fn nobody() -> Graph {
    builder::from_ties(Names::Numbered(0), Vec::new(), Vec::new(), false)
}

fn branching(offspring: Offspring, largest: u32) -> Law {
    Law::Descent(Descent { offspring, delay: Birth::Generation, background: 0.0, largest })
}

fn play(law: &Law, roots: usize, horizon: f64, replicate: u64) -> Cascade {
    let mut cascade = Cascade::default();
    let seeds: Vec<u32> = (0..roots as u32).collect();
    engine::play(law, &nobody(), &seeds, horizon, &luck(77, replicate), &mut Scratch::new(), &mut cascade);
    cascade
}

/// The size of a family with Poisson(1/2) children: P(n) = e^(-n/2) (n/2)^(n-1) / n!, mean 2, variance 4.
#[test]
fn families_are_as_borel_says() {
    let law = branching(Offspring::poisson(0.5), 100_000);
    let mut sizes = [0u64; 31];
    let mut tally = Tally::default();
    for replicate in 0..100_000 {
        let family = play(&law, 1, f64::INFINITY, replicate);
        assert_eq!(family.extinct, Some(true));
        sizes[family.reach().min(31) - 1] += 1;
        tally.add(family.reach() as f64);
    }
    let mut exact: Vec<f64> = Vec::new();
    let mut factorial = 1.0;
    for n in 1..=30 {
        let half = f64::from(n) / 2.0;
        factorial *= f64::from(n);
        exact.push((-half).exp() * half.powi(n - 1) / factorial);
    }
    for (found, published) in exact.iter().zip([0.60653, 0.18394, 0.08367, 0.04511, 0.02672]) {
        assert!((found - published).abs() < 5e-6);
    }
    exact.push(1.0 - exact.iter().sum::<f64>());
    holds(chi_square(&Claim::new("Borel's sizes", LAW, 0.03), &sizes, &exact));
    holds(mean(&Claim::new("mean size", LAW, 0.06), &tally, 2.0));
}

#[test]
fn families_die_out_as_often_as_they_should() {
    // A family that reaches the largest size counts as alive; so large a one that dies after all is rarer than is noticed.
    for (offspring, exact, largest) in [
        (Offspring::poisson(2.0), 0.203_188, 1000),
        (Offspring::negative_binomial(2.0, 0.5), 0.640_388, 2000),
        (Offspring::negative_binomial(1.5, 0.16), 0.898_639, 10_000),
        (Offspring::given(&[0.25, 0.0, 0.75]), 1.0 / 3.0, 1000),
    ] {
        let law = branching(offspring.clone(), largest);
        let count = 10_000;
        let dead = (0..count).filter(|&replicate| play(&law, 1, f64::INFINITY, replicate).extinct == Some(true));
        holds(frequency(&Claim::new("extinction", LAW, 0.05), dead.count() as u64, count, exact));
        // By the third generation, and of a family of two roots.
        let third = (0..count).filter(|&replicate| play(&law, 1, 3.0, replicate).extinct == Some(true)).count();
        holds(frequency(&Claim::new("by the third", LAW, 0.05), third as u64, count, offspring.extinct_by(3)));
        let two = (0..count).filter(|&replicate| play(&law, 2, 3.0, replicate).extinct == Some(true)).count();
        holds(frequency(&Claim::new("two roots", LAW, 0.05), two as u64, count, offspring.extinct_by(3).powi(2)));
    }
}

/// Families belong to their roots: more roots, a longer horizon, a larger limit only add to what there is.
#[test]
fn a_family_does_not_depend_on_the_others() {
    let law = branching(Offspring::poisson(0.9), 1_000_000);
    for replicate in 0..300 {
        let one = play(&law, 1, f64::INFINITY, replicate);
        let three = play(&law, 3, f64::INFINITY, replicate);
        let root = |mut place: usize| {
            while (three.parents[place] as usize) < three.reach() {
                place = three.parents[place] as usize;
            }
            place
        };
        let of_first: Vec<f64> = (0..three.reach()).filter(|&place| root(place) == 0).map(|i| three.times[i]).collect();
        assert_eq!(of_first, one.times);
        assert_eq!((one.seeds, three.seeds), (1, 3));
        let short = play(&law, 3, 2.0, replicate);
        assert_eq!(short.times[..], three.times[..short.reach()]);
        assert!(short.times.iter().all(|&time| time <= 2.0));
        let small = play(&branching(Offspring::poisson(0.9), 5), 3, f64::INFINITY, replicate);
        assert_eq!(small.people[..], three.people[..small.reach()]);
        assert_eq!(small.extinct, Some(three.reach() <= 5));
    }
}

fn hawkes(background: f64, n: f64, delay: Birth) -> Law {
    Law::Descent(Descent { offspring: Offspring::poisson(n), delay, background, largest: 1_000_000 })
}

/// E N(T) of model page 8.12, 18.01348; and of one event at time 0, (1 - n e^(-beta (1 - n) T)) / (1 - n).
#[test]
fn events_are_as_many_as_hawkes_says() {
    let law = hawkes(1.0, 0.5, Birth::After(Delay::Exponential(1.0 / 1.0)));
    let exact = 10.0 / 0.5 - 0.5 * (1.0 - (-5.0f64).exp()) / 0.25;
    assert!((exact - 18.01348).abs() < 5e-6);
    let count = 30_000;
    let tally = Tally::of((0..count).map(|replicate| {
        let events = play(&law, 0, 10.0, replicate);
        assert_eq!((events.seeds, events.extinct), (0, None));
        events.reach() as f64
    }));
    holds(mean(&Claim::new("events by time 10", LAW, 0.4), &tally, exact));
    let law = hawkes(0.0, 0.5, Birth::After(Delay::Exponential(1.0 / 2.0)));
    let exact = (1.0 - 0.5 * (-1.5f64).exp()) / 0.5;
    let tally = Tally::of((0..count).map(|replicate| play(&law, 1, 1.5, replicate).reach() as f64));
    holds(mean(&Claim::new("events after one", LAW, 0.1), &tally, exact));
}

/// The memory of SEISMIC by its package's numbers: c = 6.265725e-4 a second up to 300 s, median 2,437 s, P(> 1 h) = .4568,
/// P(> 1 d) = .2189; and the delay inverts its distribution.
#[test]
fn retweets_come_late_and_later() {
    let (flat, exponent) = (300.0, 0.231_484_3);
    let delay = Delay::PowerLaw { plateau: flat, exponent };
    let c = exponent / (flat * (1.0 + exponent));
    // Both numbers are printed to seven digits: half a unit of the exponent's last is 1.1e-10 of c, of its own 0.5e-10.
    assert!((c - 6.265_725e-4).abs() < 1.6e-10, "{c}");
    assert!((delay.quantile(0.5) - 2437.0).abs() < 0.5);
    let beyond = |s: f64| if s < flat { 1.0 - c * s } else { c * flat / exponent * (s / flat).powf(-exponent) };
    assert!((beyond(3600.0) - 0.4568).abs() < 5e-5 && (beyond(86_400.0) - 0.2189).abs() < 5e-5);
    for i in 1..1000 {
        let u = f64::from(i) / 1000.0;
        assert!((beyond(delay.quantile(u)) - (1.0 - u)).abs() < 1e-12, "{u}");
    }
}

#[test]
fn events_come_in_time_and_after_their_causes() {
    for replicate in 0..200 {
        let events =
            play(&hawkes(0.5, 0.9, Birth::After(Delay::PowerLaw { plateau: 0.1, exponent: 0.5 })), 2, 20.0, replicate);
        assert!(events.times.is_sorted() && events.times.iter().all(|&time| time <= 20.0));
        assert_eq!((events.seeds, &events.times[..2]), (2, &[0.0, 0.0][..]));
        for (place, &parent) in events.parents.iter().enumerate() {
            assert!(parent as usize >= events.reach() || events.times[parent as usize] <= events.times[place]);
        }
        let shorter =
            play(&hawkes(0.5, 0.9, Birth::After(Delay::PowerLaw { plateau: 0.1, exponent: 0.5 })), 2, 7.0, replicate);
        assert_eq!(shorter.times[..], events.times[..shorter.reach()]);
    }
}
