use super::power::power_sum;
use super::*;
use crate::graph::generate::tests::luck;
use statrs::distribution::{Discrete, Poisson};

fn minimum(exponent: f64, minimum: u64) -> Law {
    Law::PowerLaw { exponent, start: Start::Minimum(minimum), maximum: None }
}

/// Against plain sums, where terms are many and where they are few, at s = 1 and below.
#[test]
fn sums_of_powers_are_those_of_their_terms() {
    for s in [-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.7, 8.0] {
        for (a, b) in [(1, 1), (1, 63), (1, 64), (5, 5_000), (64, 64), (100, 101), (300, 90_000)] {
            let plain: f64 = (a..=b).rev().map(|k: u32| libm::pow(f64::from(k), -s)).sum();
            assert!((power_sum(s, a, b) / plain - 1.0).abs() < 1e-12, "s = {s}, {a} to {b}");
        }
    }
}

/// Every degree of the quantile is that of plain cumulated probabilities, in and beyond the table.
#[test]
fn power_law_quantiles_are_those_of_plain_sums() {
    for (exponent, least, most) in [(2.5, 2, 60_000), (1.0, 1, 20_000), (2.0, 7, 100), (3.0, 5, 5), (1.5, 4_000, 9_000)]
    {
        let law = Power::new(exponent, least, most);
        let mut above = vec![0.0; (most - least + 2) as usize];
        for k in (least..=most).rev() {
            above[(k - least) as usize] = above[(k - least + 1) as usize] + libm::pow(f64::from(k), -exponent);
        }
        for i in 0..4_000 {
            let u = (f64::from(i) + 0.5) / 4_000.0;
            let u = if i % 2 == 0 { u } else { 1.0 - libm::pow(u, 6.0) };
            let k = law.quantile(u);
            // P(more than k) <= 1 - u < P(at least k).
            let share = |k: u32| above[(k - least) as usize] / above[0];
            assert!(share(k + 1) <= 1.0 - u + 1e-12 && 1.0 - u < share(k) + 1e-12, "{exponent}: u = {u}, k = {k}");
        }
    }
}

#[test]
fn poisson_probabilities_are_exact() {
    for mean in [0.01, 1.0, 6.0, 40.5, 5_000.0] {
        let (first, cumulative) = poisson(mean);
        let exact = Poisson::new(mean).unwrap();
        let mut before = 0.0;
        for (i, &c) in cumulative.iter().enumerate() {
            assert!((c - before - exact.pmf(u64::from(first) + i as u64)).abs() < 1e-11, "{mean}, {i}");
            before = c;
        }
    }
}

/// The mean of 200,000 degrees against the mean of the law, |z| < 4.5 (alpha = 7e-6 each): a mean off by 1 % (the heaviest
/// tail: 10 %) would be seen. Mean and deviation of power laws are those of their sums.
#[test]
fn means_are_those_asked_for() {
    let n = 200_000u32;
    let laws = [
        (Law::Poisson { mean: 6.0 }, 6.0),
        (Law::Lognormal { mean: 1.5, sigma: 1.1 }, 1.5),
        (Law::Lognormal { mean: 40.0, sigma: 0.5 }, 40.0),
        (Law::PowerLaw { exponent: 2.5, start: Start::Mean(8.0), maximum: Some(1_000) }, 8.0),
        (Law::PowerLaw { exponent: 3.5, start: Start::Mean(1.8), maximum: None }, 1.8),
        (Law::PowerLaw { exponent: 2.0, start: Start::Mean(30.0), maximum: Some(30) }, 30.0),
        (Law::Fixed { ties: 3 }, 3.0),
    ];
    for (law, mean) in laws {
        let sampler = Sampler::new(law, n).unwrap();
        assert!((sampler.mean() - mean).abs() < 1e-9 * mean, "{law:?}: {}", sampler.mean());
        let sum: u64 = (0..u64::from(n)).map(|person| u64::from(sampler.draw(luck(3), person))).sum();
        let error = sampler.deviation() / f64::from(n).sqrt();
        assert!((sum as f64 / f64::from(n) - mean).abs() <= 4.5 * error + 1e-9, "{law:?}: {sum}");
    }
}

/// The mean logarithm of 200,000 degrees of a power law, whose inverse is the estimate of the exponent: |z| < 4.5; an exponent
/// off by 0.02 would be seen.
#[test]
fn the_exponent_is_that_asked_for() {
    for exponent in [2.1, 2.5, 3.0] {
        let sampler = Sampler::new(minimum(exponent, 3), 200_000).unwrap();
        let weigh = |power: f64| -> f64 {
            let term = |k: u32| libm::pow(f64::from(k), -exponent) * libm::pow(libm::log(f64::from(k)), power);
            (3..200_000).rev().map(term).sum()
        };
        let (mean, square) = (weigh(1.0) / weigh(0.0), weigh(2.0) / weigh(0.0));
        let sum: f64 = (0..200_000).map(|person| libm::log(f64::from(sampler.draw(luck(1), person)))).sum();
        let z = (sum / 200_000.0 - mean) / ((square - mean * mean) / 200_000.0).sqrt();
        assert!(z.abs() < 4.5, "exponent {exponent}: z = {z}");
    }
}

/// Rounding keeps the mean and never goes beyond the next whole number; a larger mean never takes a tie from anyone.
#[test]
fn more_on_average_is_more_for_everyone() {
    let draw = |law| Sampler::new(law, 1_000).unwrap();
    let laws: [[Law; 2]; 3] = [
        [2.0, 2.3].map(|mean| Law::Poisson { mean }),
        [2.0, 2.3].map(|mean| Law::Lognormal { mean, sigma: 1.0 }),
        [2, 3].map(|least| minimum(2.2, least)),
    ];
    for [fewer, more] in laws.map(|pair| pair.map(draw)) {
        assert!((0..1_000).all(|person| fewer.draw(luck(1), person) <= more.draw(luck(1), person)));
        assert!((0..1_000).any(|person| fewer.draw(luck(1), person) < more.draw(luck(1), person)));
    }
}

#[test]
fn what_cannot_be_had_is_refused_at_its_key() {
    let power = |start, maximum| Law::PowerLaw { exponent: 2.5, start, maximum };
    for (law, key, part) in [
        (Law::Poisson { mean: 10.0 }, "degree.poisson", "at most 9"),
        (Law::Lognormal { mean: 10.0, sigma: 1.0 }, "degree.lognormal.mean", "at most 9"),
        (Law::Fixed { ties: 10 }, "degree.fixed", "at most 9"),
        (minimum(2.5, 10), "degree.power-law.minimum", "at most 9"),
        (power(Start::Minimum(5), Some(4)), "degree.power-law.minimum", "at most 4"),
        (power(Start::Mean(1.1), None), "degree.power-law.mean", "larger mean"),
        (power(Start::Mean(8.0), Some(4)), "degree.power-law.mean", "smaller mean"),
    ] {
        let fault = Sampler::new(law, 10).unwrap_err();
        assert_eq!(fault.key, key);
        assert!(fault.help.contains(part), "{fault:?}");
    }
}

/// Where a law has ties beyond everybody else, the mean of what is drawn is told: the mean of 200,000 draws among 50 people lies
/// within 4.5 standard errors of it (a mean off by half a per cent would be seen). Where next to nothing is cut, nothing is said.
#[test]
fn a_cut_that_changes_the_mean_is_told_of() {
    let power = |maximum| Law::PowerLaw { exponent: 1.5, start: Start::Minimum(2), maximum: Some(maximum) };
    for law in [
        Law::Lognormal { mean: 20.0, sigma: 1.2 },
        Law::Poisson { mean: 47.0 },
        Law::Poisson { mean: 30.0 },
        power(1_000),
    ] {
        let sampler = Sampler::new(law, 50).unwrap();
        let draws: Vec<f64> = (0..200_000).map(|person| f64::from(sampler.draw(luck(4), person))).collect();
        let mean = draws.iter().sum::<f64>() / 200_000.0;
        let square = draws.iter().map(|k| (k - mean) * (k - mean)).sum::<f64>() / 200_000.0;
        let (asked, drawn) = sampler.cut;
        assert!((mean - drawn).abs() < 4.5 * (square / 200_000.0).sqrt(), "{law:?}: {mean}, not {drawn}");
        let told = asked - drawn > 0.01 * asked;
        assert_eq!(sampler.remark().is_some(), told, "{law:?}");
        assert_eq!(told, law != Law::Poisson { mean: 30.0 }, "{law:?}: {asked}, {drawn}");
    }
    let told = Sampler::new(Law::Lognormal { mean: 20.0, sigma: 1.2 }, 50).unwrap().remark().unwrap();
    assert!(
        told.starts_with("nobody can have more than 49 ties here") && told.ends_with("and 20.00 was asked for"),
        "{told}"
    );
    // With a mean the start moves, so that the mean is kept; people enough, nothing is cut.
    let mean = Law::PowerLaw { exponent: 2.5, start: Start::Mean(8.0), maximum: Some(1_000) };
    assert_eq!(Sampler::new(mean, 50).unwrap().remark(), None);
    assert_eq!(Sampler::new(Law::Lognormal { mean: 20.0, sigma: 1.2 }, 100_000).unwrap().remark(), None);
}
