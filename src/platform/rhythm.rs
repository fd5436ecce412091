//! The hours of the day: when people come, and so when things are seen.
//!
//! All visits to the platform follow one profile h(t) with mean 1 over the day; at the beginning of a run it is midnight. Other
//! people's posts follow it too, so that at night a page stands still. Both are a change of time: on the clock
//!
//! ```text
//! H(t) = integral of h from 0 to t
//! ```
//!
//! visits and arrivals are even, and every law of feeds and pools holds as it stands. Time spans of a platform (half-life of
//! sightings, arrivals, life) are therefore those of the mean hour of the day. What does not wait for visits keeps plain time:
//! the calendar, digests by e-mail, expiry, novelty, the delay of acts, the alarms of practices.

/// A profile of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// Visits in each hour relative to the mean hour.
    hours: Box<[f64; 24]>,
    /// H at the beginning of each hour, and at the end of the day: 24.
    sums: Box<[f64; 25]>,
}

/// Hours of a day.
const DAY: f64 = 24.0;

impl Rhythm {
    /// From how much people come in each hour, relative to one another; `None` where a number is negative or no number, or all
    /// are 0.
    pub fn new(weights: [f64; 24]) -> Option<Rhythm> {
        let sum: f64 = weights.iter().sum();
        if !(sum > 0.0 && sum.is_finite() && weights.iter().all(|&weight| weight >= 0.0)) {
            return None;
        }
        let hours = weights.map(|weight| weight * DAY / sum);
        let mut sums = [0.0; 25];
        for (hour, rate) in hours.iter().enumerate() {
            sums[hour + 1] = sums[hour] + rate;
        }
        sums[24] = DAY;
        Some(Rhythm { hours: Box::new(hours), sums: Box::new(sums) })
    }

    /// H(t), hours of the clock of visits, at t hours.
    pub fn clock(&self, time: f64) -> f64 {
        let day = (time / DAY).floor();
        let within = (time - day * DAY).clamp(0.0, DAY);
        let hour = (within as usize).min(23);
        day * DAY + (self.sums[hour] + (within - hour as f64) * self.hours[hour]).min(DAY)
    }

    /// The first time at which the clock of visits shows this; infinity for infinity.
    pub fn when(&self, clock: f64) -> f64 {
        if !clock.is_finite() {
            return clock;
        }
        let day = (clock / DAY).floor();
        let within = (clock - day * DAY).clamp(0.0, DAY);
        // The last hour that begins before, or the first of those that begin now: hours without visits are skipped.
        let hour = self.sums[1..24].partition_point(|&sum| sum < within);
        let rate = self.hours[hour];
        let part = if rate > 0.0 { ((within - self.sums[hour]) / rate).clamp(0.0, 1.0) } else { 0.0 };
        day * DAY + hour as f64 + part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nobody from 1 to 7, four times as many from 20 to 23 as in the other hours.
    fn evening() -> Rhythm {
        let weights = std::array::from_fn(|hour| match hour {
            1..7 => 0.0,
            20..23 => 4.0,
            _ => 1.0,
        });
        Rhythm::new(weights).unwrap()
    }

    #[test]
    fn a_day_is_a_day() {
        let evening = evening();
        // 15 hours of 1 and 3 of 4 are 27: a plain hour is 24 / 27.
        let plain = 24.0 / 27.0;
        for (time, clock) in [
            (0.0, 0.0),
            (0.5, 0.5 * plain),
            (1.0, plain),
            (4.0, plain),
            (7.0, plain),
            (20.0, 14.0 * plain),
            (23.0, 26.0 * plain),
            (24.0, 24.0),
            (24.0 * 3.0 + 21.0, 72.0 + 18.0 * plain),
        ] {
            assert!((evening.clock(time) - clock).abs() < 1e-12, "{time}: {}", evening.clock(time));
        }
    }

    /// Going there and back, for every minute of three days in which somebody comes; where nobody does, the time found is when
    /// that began, or the end of it.
    #[test]
    fn when_undoes_clock() {
        let evening = evening();
        for minute in 0..3 * 24 * 60 {
            let time = f64::from(minute) / 60.0;
            let back = evening.when(evening.clock(time));
            if (1.0..=7.0).contains(&(time % 24.0)) {
                assert!((1.0..=7.0).contains(&(back % 24.0)), "{time}: {back}");
            } else {
                assert!((back - time).abs() < 1e-9, "{time}: {back}");
            }
        }
        assert_eq!(evening.when(f64::INFINITY), f64::INFINITY);
    }

    #[test]
    fn what_is_no_profile() {
        assert_eq!(Rhythm::new([0.0; 24]), None);
        assert_eq!(Rhythm::new([-1.0; 24]), None);
        let mut weights = [1.0; 24];
        weights[3] = f64::NAN;
        assert_eq!(Rhythm::new(weights), None);
        let flat = Rhythm::new([5.0; 24]).unwrap();
        assert!((flat.clock(31.7) - 31.7).abs() < 1e-12);
    }
}
