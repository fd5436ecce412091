//! What a campaign brings beyond another under the same luck, in two parts: what comes sooner, and what would not come at all.
//!
//! An act at time t is worth exp(-r t) acts now. Of two campaigns played in the same replicate,
//!
//! ```text
//! acceleration = sum over people who act under both of exp(-r t) - exp(-r t')
//! expansion    = sum over people who act under the first alone of exp(-r t), less the same of the second alone
//! ```
//!
//! and both together are the difference of what the campaigns bring, discounted. As each person's luck is the same under both, the
//! division is exact for each person: nobody is matched by chance.
//!
//! # Cost
//! The people who act, sorted, once for each campaign; then one pass over both for each pair.
//!
//! # Reference
//! B. Libai, E. Muller and R. Peres, *Decomposing the value of word-of-mouth seeding programs: acceleration versus expansion*,
//! Journal of Marketing Research 50 (2013), 161-176, doi:10.1509/jmr.11.0305.

/// Acceleration and expansion, in acts now.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// What comes sooner.
    pub acceleration: f64,
    /// What would not come at all, less what comes no more.
    pub expansion: f64,
}

/// What the campaigns of one replicate brought so far.
#[derive(Debug, Default)]
pub struct Gains {
    /// By campaign: who acted, in the order of their numbers, and what each act is worth now.
    worth: Vec<Vec<(u32, f64)>>,
}

impl Gains {
    /// A new replicate.
    pub fn begin(&mut self) {
        self.worth.clear();
    }

    /// Takes the acts of the next campaign, person and time, in the order of time, of which the first of each person counts: what it
    /// gains on each campaign before this one, in their order. `rate` is r, a unit of time.
    pub fn add(&mut self, acts: impl Iterator<Item = (u32, f64)>, rate: f64) -> Vec<Gain> {
        let mut own: Vec<(u32, f64)> = acts.map(|(person, time)| (person, libm::exp(-rate * time))).collect();
        own.sort_by_key(|&(person, _)| person);
        own.dedup_by_key(|&mut (person, _)| person);
        let gains = self.worth.iter().map(|other| gain(&own, other)).collect();
        self.worth.push(own);
        gains
    }
}

fn gain(own: &[(u32, f64)], other: &[(u32, f64)]) -> Gain {
    let (mut own, mut other) = (own.iter().peekable(), other.iter().peekable());
    let mut gain = Gain::default();
    loop {
        match (own.peek(), other.peek()) {
            (Some(&&(person, mine)), Some(&&(second, theirs))) if person == second => {
                gain.acceleration += mine - theirs;
                own.next();
                other.next();
            }
            (Some(&&(person, mine)), second) if second.is_none_or(|&&(second, _)| person < second) => {
                gain.expansion += mine;
                own.next();
            }
            (_, Some(&&(_, theirs))) => {
                gain.expansion -= theirs;
                other.next();
            }
            _ => return gain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_sooner_and_what_comes_at_all_are_told_apart() {
        let half = std::f64::consts::LN_2;
        let mut gains = Gains::default();
        for _ in 0..2 {
            gains.begin();
            assert_eq!(gains.add([(2, 0.0), (4, 1.0), (4, 1.5), (9, 2.0)].into_iter(), half), []);
            // 2 later by one, 4 sooner by one, 9 no more, 1 and 11 new.
            let gained = gains.add([(11, 1.0), (4, 0.0), (2, 1.0), (1, 2.0)].into_iter(), half);
            assert_eq!(gained.len(), 1);
            assert!((gained[0].acceleration - (0.5 - 0.5)).abs() < 1e-12);
            assert!((gained[0].expansion - (0.5 + 0.25 - 0.25)).abs() < 1e-12);
            let alone = gains.add([(2, 0.0)].into_iter(), half);
            assert_eq!(alone[0].acceleration, 0.0);
            assert!((alone[0].expansion + 0.75).abs() < 1e-12, "what is lost counts against it");
            assert!((alone[1].acceleration - 0.5).abs() < 1e-12);
        }
    }

    /// Together the two parts are the difference of what is brought, whatever the acts.
    #[test]
    fn the_parts_add_up() {
        let acts = |from: u32, step: u32| (from..200).step_by(step as usize).map(move |p| (p, f64::from(p * p % 37)));
        let total = |acts: &mut dyn Iterator<Item = (u32, f64)>| acts.map(|(_, t)| libm::exp(-0.1 * t)).sum::<f64>();
        let mut gains = Gains::default();
        gains.add(acts(0, 3), 0.1);
        let Gain { acceleration, expansion } = gains.add(acts(2, 2), 0.1)[0];
        let difference = total(&mut acts(2, 2)) - total(&mut acts(0, 3));
        assert!((acceleration + expansion - difference).abs() < 1e-9);
    }
}
