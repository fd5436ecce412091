//! A feed: every act that is handed on puts a copy into the inbox of each person who hears it.
//!
//! A person comes with rate a, and a copy of age t is still visible with probability exp(-delta t), because later posts push
//! it down. So a copy is ever seen with probability 1 - exp(-a / delta), and first at
//!
//! ```text
//! t = -ln(1 - delta E / a) / delta,   E exponential with mean 1; never, where E >= a / delta
//! ```
//!
//! One number decides a copy. What can be observed of a platform is the share of copies that are seen and the time by which
//! half of the sightings have happened; [`rates`] turns these into rates, and
//! [`crate::platform::calibrate`] does so over the people of a network, who differ.

/// How attention in a feed is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attention {
    /// By what is observed: mean share of copies seen, and hours by which half of all sightings have happened.
    Observed {
        /// Mean share of the copies that are seen, in [0, 1].
        seen: f64,
        /// Hours by which half of all sightings have happened; 0: everything is seen at once.
        half_life: f64,
    },
    /// By rates: visits to the feed an hour, and how fast a copy fades, per hour; 0: it never does.
    Rates {
        /// Visits an hour, of the mean person.
        visits: f64,
        /// Share of copies that fall out of sight an hour, in the mean inbox.
        fading: f64,
    },
}

/// How finely the reading of a feed is played.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Fidelity {
    /// Every copy is looked for by itself, whatever else is in the feed.
    #[default]
    Annealed,
    /// A person has one sequence of visits and one depth of scrolling on each, for all copies.
    Quenched {
        /// Chance of scrolling past each simulated copy that lies above another, in (0, 1]; 1: they do not push each other down.
        past: f64,
    },
}

/// A feed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feed {
    /// How much of it is seen, and when.
    pub attention: Attention,
    /// How much longer copies on strong ties stay: a tie of strength w fades exp(-b (w - mean)) times as fast. 0: in order of
    /// time.
    pub ranking: f64,
    /// Mean share of copies that followers see of what the brand posts; `None`: as of friends.
    pub brand_seen: Option<f64>,
    /// Whether busier inboxes fade faster, in proportion to the people heard.
    pub divided: bool,
    /// Whether sightings wait for the next whole unit of time, as in rounds.
    pub rounds: bool,
    /// How finely it is played.
    pub fidelity: Fidelity,
}

impl Feed {
    /// A feed by what is observed, in order of time.
    pub fn observed(seen: f64, half_life: f64) -> Feed {
        let attention = Attention::Observed { seen, half_life };
        Feed { attention, ranking: 0.0, brand_seen: None, divided: true, rounds: false, fidelity: Fidelity::Annealed }
    }

    /// A feed that shows every copy at once.
    pub fn at_once() -> Feed {
        Feed::observed(1.0, 0.0)
    }
}

/// Rates (a, delta) at which a share `seen` of copies is seen, half of the sightings within `half_life`: for people who are
/// all alike.
///
/// r = a / delta = -ln(1 - seen), delta = -ln(1 + ln(1 - seen / 2) / r) / half_life.
pub fn rates(seen: f64, half_life: f64) -> (f64, f64) {
    let r = -libm::log1p(-seen);
    let delta = -libm::log1p(libm::log1p(-seen / 2.0) / r) / half_life;
    (r * delta, delta)
}

/// Hours from writing a copy to its first sighting, infinity for never: `e` is exponential with mean 1, `r` = a / delta (or a
/// itself where nothing fades), `delta` the fading (0: none; infinity: everything is seen at once).
#[inline]
pub fn delay(e: f64, r: f64, delta: f64) -> f64 {
    if delta == 0.0 {
        return e / r;
    }
    if e >= r {
        return f64::INFINITY;
    }
    -libm::log1p(-e / r) / delta
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::RandomSeed;
    use crate::random::{Purpose, Replicate, exponential, uniform};

    /// Two published numbers (35 % of friends see a post, half-life 3.2 h) give a plausible visit rate: 1.91 a day.
    #[test]
    fn facebook_is_inverted() {
        let (a, delta) = rates(0.35, 3.2);
        assert!((a / delta - 0.4308).abs() < 5e-5, "{}", a / delta);
        assert!((delta - 0.1849).abs() < 5e-5, "{delta}");
        assert!((a * 24.0 - 1.91).abs() < 5e-3, "{}", a * 24.0);
    }

    /// Against a literal simulation of visits, arriving posts and scrolling: a = 0.08 an hour, 3 posts an hour, each scrolled
    /// past with probability 0.94: 0.3588 seen, median delay 3.270 h.
    ///
    /// The closed form takes the posts that stand above a copy at their mean visibility. Literally they are a number, and the
    /// share never seen is the product of 1 / (1 + a rho^n / lambda) over n = 0, 1, ...: 0.0018 less is seen. So the literal
    /// simulation of 200,000 copies must agree with the product (|z| < 4.5), and the closed form with both to 0.002 and 0.05 h.
    #[test]
    #[allow(clippy::disallowed_methods)]
    fn the_closed_form_is_what_scrolling_gives() {
        let (a, arrivals, past) = (0.08f64, 3.0, 0.94f64);
        let delta = arrivals * (1.0 - past);
        let r: f64 = a / delta;
        let seen = -(-r).exp_m1();
        let median = delay(-(-seen / 2.0).ln_1p(), r, delta);
        assert!((seen - 0.3588).abs() < 5e-5 && (median - 3.270).abs() < 5e-4, "{seen} {median}");
        let literal = 1.0 - (0..1000).map(|n| 1.0 / (1.0 + a * past.powi(n) / arrivals)).product::<f64>();
        assert!((seen - literal).abs() < 0.002, "{seen} {literal}");

        let n = 200_000u32;
        let luck = Replicate::new(RandomSeed::new(3).unwrap(), 0, 0).stream(Purpose::Visit);
        let check = |delays: &dyn Fn(u64) -> f64, p: f64| {
            let mut delays: Vec<f64> = (0..u64::from(n)).map(delays).filter(|delay| delay.is_finite()).collect();
            let z = (delays.len() as f64 - f64::from(n) * p) / (f64::from(n) * p * (1.0 - p)).sqrt();
            assert!(z.abs() < 4.5, "{} of {n} for {p}: z = {z}", delays.len());
            delays.sort_unstable_by(f64::total_cmp);
            let middle = delays[delays.len() / 2];
            assert!((middle - median).abs() < 0.05, "{middle}");
        };
        check(&|copy| delay(luck.exponential(copy, 0), r, delta), seen);
        let scrolling = |copy: u64| {
            // At each visit the posts that came since stand above the copy, and each is scrolled past or not.
            let mut sequence = luck.sequence(copy | 1 << 40);
            let (mut now, mut next_post, mut above) = (0.0, exponential(sequence.next_bits()) / arrivals, 0u32);
            while above < 400 {
                now += exponential(sequence.next_bits()) / a;
                while next_post < now {
                    above += 1;
                    next_post += exponential(sequence.next_bits()) / arrivals;
                }
                if (0..above).all(|_| uniform(sequence.next_bits()) < past) {
                    return now;
                }
            }
            f64::INFINITY
        };
        check(&scrolling, literal);
    }
}
