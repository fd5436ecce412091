//! Ties that work at most once, after a delay.

use super::queue::{Event, Queue};
use super::scratch::Scratch;
use super::worlds::Shares;
use crate::cascade::Cascade;
use crate::graph::{Graph, PerTie};
use crate::law::Delay;
use crate::random::{Chance, Luck, Purpose, uniform};
use crate::statistics::normal_quantile;

impl Delay {
    /// The time by which a share u, in (0, 1), of all delays has passed; infinity where so many never do.
    pub fn quantile(self, u: f64) -> f64 {
        // 1 - u is exact for the numbers of a stream.
        let exponential = -libm::log(1.0 - u);
        match self {
            Delay::Fixed(time) => time,
            Delay::Exponential(mean) => mean * exponential,
            Delay::Weibull { scale, shape } => scale * libm::pow(exponential, 1.0 / shape),
            Delay::PowerLaw { plateau, exponent } => {
                // The plateau holds exponent / (1 + exponent) of all.
                let on_it = exponent / (1.0 + exponent);
                if u <= on_it {
                    plateau * (u / on_it)
                } else {
                    plateau * libm::pow((1.0 - u) * (1.0 + exponent), -1.0 / exponent)
                }
            }
            Delay::Lognormal { median, sigma } => median * libm::exp(sigma * normal_quantile(u)),
            Delay::Feed { looks, sinks } => {
                if exponential < looks {
                    -libm::log1p(-exponential / looks) / sinks
                } else {
                    f64::INFINITY
                }
            }
        }
    }
}

/// The coin of a tie says whether it works, another number when; only what comes before the horizon and before every other of
/// the hearer's enters the queue.
///
/// Cost: the ties of those who act, and about one place in the queue for each who acts.
pub fn play(
    chance: &PerTie<Chance>,
    delay: Delay,
    graph: &Graph,
    horizon: f64,
    luck: &impl Luck,
    scratch: &mut Scratch,
    cascade: &mut Cascade,
) {
    scratch.with_due(graph.people());
    scratch.shares.after.begin(graph.people());
    let mut queue = Queue::default();
    let delays = luck.bits_of(Purpose::Delay);
    let expose = |place: usize, cascade: &Cascade, scratch: &mut Scratch, queue: &mut Queue| {
        let (person, now) = (cascade.people[place], cascade.times[place]);
        let (row, first, hearers) = (luck.row(person), graph.row(person).start, graph.hearers(person));
        let Scratch { acted, places, due, touched, shares: Shares { after: shared, .. }, .. } = scratch;
        let find = |places: &mut Vec<u32>| match chance {
            PerTie::Same(chance) => luck.live_alike(row, hearers.len() as u32, *chance, places),
            _ => luck.live(row, hearers.len() as u32, |j| chance.of(first + j as usize, graph), places),
        };
        let after = |j: u32| delay.quantile(uniform(delays(person.into(), j.into())));
        let mut tell = |hearer: u32, after: f64| {
            let time = now + after;
            let due = &mut due[hearer as usize];
            if time <= horizon && time < *due {
                if *due == f64::INFINITY {
                    touched.push(hearer);
                }
                *due = time;
                queue.push(Event { time, person: hearer, speaker: place as u32 });
            }
        };
        if shared.is_shared() {
            let live = shared.of(person, |live| {
                find(places);
                live.extend(places.iter().map(|&j| (hearers[j as usize], after(j))));
            });
            let new = live.iter().filter(|&&(hearer, _)| !acted.contains(hearer));
            new.for_each(|&(hearer, after)| tell(hearer, after));
            return;
        }
        find(places);
        for &j in &*places {
            let hearer = hearers[j as usize];
            if !acted.contains(hearer) {
                tell(hearer, after(j));
            }
        }
    };
    for place in 0..cascade.reach() {
        expose(place, cascade, scratch, &mut queue);
    }
    while let Some(event) = queue.pop() {
        if scratch.acted.insert(event.person) {
            cascade.push(event.person, event.speaker, event.time);
            expose(cascade.reach() - 1, cascade, scratch, &mut queue);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, within: f64) {
        assert!((found / expected - 1.0).abs() < within, "{found} is not {expected}");
    }

    /// The law of each delay, by its distribution function written down apart.
    #[test]
    #[allow(clippy::disallowed_methods)]
    fn quantiles_invert_their_laws() {
        let normal = |x: f64| 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2);
        let laws: [(Delay, &dyn Fn(f64) -> f64); 6] = [
            (Delay::Exponential(3.0), &|t| 1.0 - (-t / 3.0).exp()),
            (Delay::Weibull { scale: 2.0, shape: 2.0 }, &|t| 1.0 - (-t * t / 4.0).exp()),
            (Delay::Weibull { scale: 2.0, shape: 0.5 }, &|t| 1.0 - (-(t / 2.0).sqrt()).exp()),
            (Delay::Lognormal { median: 4.0, sigma: 1.5 }, &|t| normal((t / 4.0).ln() / 1.5)),
            (Delay::PowerLaw { plateau: 5.0, exponent: 0.5 }, &|t| {
                if t < 5.0 { t / 15.0 } else { 1.0 - (2.0 / 3.0) * (t / 5.0).powf(-0.5) }
            }),
            (Delay::Feed { looks: 0.4308, sinks: 0.1849 }, &|t| 1.0 - (-0.4308 * (1.0 - (-0.1849 * t).exp())).exp()),
        ];
        for (law, by) in laws {
            for i in 1..100 {
                let u = f64::from(i) / 100.0;
                let time = law.quantile(u);
                if time < f64::INFINITY {
                    close(by(time), u, 1e-11);
                } else {
                    assert!(u >= 1.0 - (-0.4308f64).exp() && matches!(law, Delay::Feed { .. }), "{law:?} at {u}");
                }
            }
        }
    }

    /// Model page 8.12: the SEISMIC kernel has c = 6.265725e-4 a second, median 2,437 s, .4568 beyond an hour, .2189 beyond a day.
    #[test]
    #[allow(clippy::disallowed_methods)]
    fn the_power_law_holds_the_seismic_numbers() {
        let exponent = 0.2314843;
        let law = Delay::PowerLaw { plateau: 300.0, exponent };
        close(law.quantile(0.5), 2437.0, 2e-4);
        close(law.quantile(1.0 - 0.4568), 3600.0, 6e-4);
        close(law.quantile(1.0 - 0.2189), 86_400.0, 2e-3);
        // The density on the plateau; both numbers are printed with seven digits, which leaves 1.8e-7 and 0.8e-7.
        close(0.1 / law.quantile(0.1), 6.265725e-4, 2.6e-7);
    }

    /// Model page 2: half of the sightings happen by -ln(1 + ln(1 - P/2) / r) / delta, r = -ln(1 - P): 3.2 hours at P = .35.
    #[test]
    #[allow(clippy::disallowed_methods)]
    fn the_feed_holds_the_numbers_of_facebook() {
        let looks = -(1.0f64 - 0.35).ln();
        close(looks, 0.4308, 1e-4);
        let sinks = -(1.0 + (1.0f64 - 0.175).ln() / looks).ln() / 3.2;
        close(sinks, 0.1849, 4e-4);
        close(Delay::Feed { looks, sinks }.quantile(0.175), 3.2, 1e-9);
    }
}
