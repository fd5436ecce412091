//! A pool: a page that everybody shares, such as a front page, a tag page, a group, search, or bought space.
//!
//! An item in a pool is seen at a rate of (visits an hour) x (visibility). What the visibility is, is the law of position; who
//! gets in is the rule of admission. Sightings are found by inverting the integral of the rate at unit exponential steps, so a
//! pool costs what its sightings cost; everything else on the page is a rate, not a crowd of items.

mod surfing;

use crate::statistics::normal_share;

pub use surfing::{Surfing, pages_read};

/// How many pages deep visitors go.
#[derive(Clone, Debug, PartialEq)]
pub enum Depth {
    /// Each further entry is passed with this probability.
    Geometric(f64),
    /// The law of surfing: pages read follow an inverse Gaussian law.
    Surfing(Surfing),
}

/// Where an item stands among the others, and so how visible it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Position {
    /// Newest first.
    Newest {
        /// Other items an hour.
        arrivals: f64,
        /// Items on a page.
        page: f64,
        /// How deep visitors go.
        depth: Depth,
    },
    /// By votes / (age + 2 h)^gravity, among others whose scores do not change.
    Ranked {
        /// The exponent of age.
        gravity: f64,
        /// How many others there are.
        competitors: f64,
        /// Mean of the logarithm of their scores.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
        /// Each further entry is passed with this probability.
        depth: f64,
    },
    /// Drawn at random by weight, which votes change.
    Draw {
        /// Items shown in a visit.
        slots: f64,
        /// Weight of all others, in units of the weight of a new item.
        background: f64,
        /// Hours in which the weight halves; infinity: it never does.
        life: f64,
        /// Exponent of 1 + votes for it.
        up: f64,
        /// Exponent of 1 + votes against it.
        down: f64,
    },
    /// Beside other items: shown at a constant rate, whatever the visits.
    Related {
        /// Sightings an hour.
        rate: f64,
    },
    /// Found by those who look for it: the rate grows with authority, the links it has.
    Search {
        /// Sightings an hour at an authority of `unit`.
        base: f64,
        /// Exponent of authority.
        exponent: f64,
        /// The authority at which it is found `base` times an hour.
        unit: f64,
        /// Most sightings an hour.
        most: f64,
    },
    /// Where exposures are bought, by a campaign that says how many an hour.
    Paid,
}

/// Who gets in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Admit {
    /// Everything that is handed to it.
    OnPost,
    /// What has so many votes within so many hours.
    Votes {
        /// Votes.
        count: f64,
        /// Hours after posting.
        within: f64,
    },
    /// What an editor picks.
    Editor {
        /// Chance of being picked.
        probability: f64,
    },
}

/// How an item wears off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Novelty {
    /// It does not.
    Lasting,
    /// exp(-(age / tau)^exponent).
    Stretched {
        /// Hours.
        tau: f64,
        /// The exponent; 1: exponential.
        exponent: f64,
    },
}

impl Novelty {
    /// What an exposure at this age, hours, is worth.
    #[inline]
    pub fn at(self, age: f64) -> f64 {
        match self {
            Novelty::Lasting => 1.0,
            Novelty::Stretched { tau, exponent } => libm::exp(-libm::pow(age.max(0.0) / tau, exponent)),
        }
    }
}

/// A page that all share.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Where an item stands.
    pub position: Position,
    /// Who gets in.
    pub admit: Admit,
    /// Hours after which an item leaves.
    pub expire: f64,
    /// Another pool, by its place in the platform, into which being admitted takes it out of this one.
    pub until: Option<usize>,
}

impl Pool {
    /// A pool into which everything gets, and which nothing leaves.
    pub fn new(position: Position) -> Pool {
        Pool { position, admit: Admit::OnPost, expire: f64::INFINITY, until: None }
    }
}

/// What the visibility of an item in a pool depends on beside its age.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Votes that count.
    pub up: f64,
    /// Votes against it.
    pub down: f64,
    /// How well its topic fits the visitors; 1 for all.
    pub fit: f64,
}

/// Hours between two looks at a ranking at this age: a tenth of an hour at first, then a hundredth of the age.
fn refresh(age: f64) -> f64 {
    (0.01 * age).max(0.1)
}

impl Position {
    /// Visible hours between two ages: the integral of the visibility. Not for search, related and paid, whose rates do not
    /// come from visits.
    pub fn visible(&self, standing: Standing, from: f64, to: f64) -> f64 {
        match self {
            Position::Newest { arrivals, page, depth } => match depth {
                Depth::Geometric(pass) => {
                    let k = -arrivals * libm::log(*pass);
                    if k == 0.0 { to - from } else { (libm::exp(-k * from) - libm::exp(-k * to)) / k }
                }
                Depth::Surfing(surfing) => {
                    let x = arrivals / page;
                    if x == 0.0 { to - from } else { (surfing.until(x * to) - surfing.until(x * from)) / x }
                }
            },
            Position::Ranked { .. } => {
                let (mut age, mut sum) = (from, 0.0);
                while age < to {
                    let next = (age + refresh(age)).min(to);
                    sum += self.ranked(standing, age) * (next - age);
                    age = next;
                }
                sum
            }
            Position::Draw { slots, background, life, .. } => {
                let weight = self.weight(standing);
                if life.is_infinite() {
                    return slots * weight / (weight + background) * (to - from);
                }
                let at = |age: f64| weight * libm::exp2(-age / life) + background;
                slots * life / std::f64::consts::LN_2 * libm::log(at(from) / at(to))
            }
            _ => to - from,
        }
    }

    /// The age at which so many visible hours have passed since another age; infinity if never before `horizon`.
    pub fn reaching(&self, standing: Standing, from: f64, hours: f64, horizon: f64) -> f64 {
        match self {
            Position::Newest { arrivals, page, depth } => match depth {
                Depth::Geometric(pass) => {
                    let k = -arrivals * libm::log(*pass);
                    if k == 0.0 {
                        return from + hours;
                    }
                    let left = libm::exp(-k * from) - k * hours;
                    if left > 0.0 { -libm::log(left) / k } else { f64::INFINITY }
                }
                Depth::Surfing(surfing) => {
                    let x = arrivals / page;
                    if x == 0.0 { from + hours } else { surfing.reaching(surfing.until(x * from) + x * hours) / x }
                }
            },
            Position::Ranked { .. } => {
                let (mut age, mut left) = (from, hours);
                while age < horizon {
                    let step = refresh(age);
                    let visible = self.ranked(standing, age);
                    if visible * step >= left {
                        return age + left / visible;
                    }
                    left -= visible * step;
                    age += step;
                }
                f64::INFINITY
            }
            Position::Draw { slots, background, life, .. } => {
                let weight = self.weight(standing);
                if life.is_infinite() {
                    return from + hours * (weight + background) / (slots * weight);
                }
                let at = weight * libm::exp2(-from / life) + background;
                let left = at * libm::exp(-hours * std::f64::consts::LN_2 / (slots * life)) - background;
                if left > 0.0 { -life * libm::log2(left / weight) } else { f64::INFINITY }
            }
            _ => from + hours,
        }
    }

    /// Weight of an item among those that are drawn, in units of a new one; at most 100.
    fn weight(&self, Standing { up, down, fit }: Standing) -> f64 {
        let Position::Draw { up: rise, down: fall, .. } = self else { return 1.0 };
        (libm::pow(1.0 + up, *rise) / libm::pow(1.0 + down, *fall) * fit).min(100.0)
    }

    /// Visibility of an item of this age in a ranking.
    fn ranked(&self, standing: Standing, age: f64) -> f64 {
        let Position::Ranked { gravity, competitors, mean, sd, depth } = self else { return 1.0 };
        let votes = (standing.up - standing.down).max(0.0);
        let score = libm::log(votes) - gravity * libm::log(age + 2.0);
        libm::pow(*depth, competitors * normal_share(-(score - mean) / sd))
    }

    /// Whether votes move it.
    pub fn moves(&self) -> bool {
        matches!(self, Position::Ranked { .. } | Position::Draw { .. })
    }
}

/// Votes that count towards a place: those of others, and as many of the campaign's own as are a quarter of the whole, at least
/// one. Otherwise fifty seeds would buy the top by their own votes.
pub fn counted(others: u32, own: u32) -> f64 {
    let (others, own) = (f64::from(others), f64::from(own));
    (others + own.min(others / 3.0)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laws() -> Vec<Position> {
        let newest = |depth| Position::Newest { arrivals: 4.0, page: 15.0, depth };
        let draw = |life| Position::Draw { slots: 30.0, background: 5.0, life, up: 0.5, down: 0.5 };
        vec![
            newest(Depth::Geometric(0.9)),
            newest(Depth::Surfing(Surfing::new(0.6, 0.6))),
            Position::Ranked { gravity: 1.8, competitors: 100.0, mean: 0.0, sd: 1.0, depth: 0.9 },
            draw(400.0),
            draw(f64::INFINITY),
        ]
    }

    /// What is reached after so many visible hours has so many visible hours behind it, at any split.
    #[test]
    fn reaching_undoes_visible() {
        let standing = Standing { up: 9.0, down: 1.0, fit: 1.0 };
        for law in laws() {
            for from in [0.0, 0.37, 5.0] {
                for hours in [1e-3, 0.02, 0.4] {
                    let to = law.reaching(standing, from, hours, 1e4);
                    if to.is_finite() {
                        let back = law.visible(standing, from, to);
                        assert!((back - hours).abs() < 1e-6, "{law:?} from {from}: {hours} became {back}");
                        if !matches!(law, Position::Ranked { .. }) {
                            let middle = 0.5 * (from + to);
                            let split = law.visible(standing, from, middle) + law.visible(standing, middle, to);
                            assert!((split - hours).abs() < 1e-6);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn own_votes_are_a_quarter_at_most() {
        assert_eq!((counted(0, 50), counted(3, 50), counted(90, 1), counted(0, 0)), (1.0, 4.0, 91.0, 1.0));
    }

    /// The novelty of Digg stories (Wu and Huberman 2007): half of its integral by 69 minutes, .467 by one hour, .634 by two.
    #[test]
    fn novelty_of_digg() {
        let tau = libm::pow(0.4, -2.5) / 60.0;
        assert!((tau * 60.0 - 9.882).abs() < 1e-3);
        let novelty = Novelty::Stretched { tau, exponent: 0.4 };
        // In steps of equal length in t^0.4.
        let until = |hours: f64| {
            let (n, mut sum) = (200_000, 0.0);
            for i in 0..n {
                let at = |i: f64| hours * libm::pow(i / f64::from(n), 2.5);
                let (from, to) = (at(f64::from(i)), at(f64::from(i) + 1.0));
                sum += novelty.at(0.5 * (from + to)) * (to - from);
            }
            sum
        };
        let all = until(1e5);
        assert!((all * 60.0 - 32.84).abs() < 0.01, "{}", all * 60.0);
        for (minutes, share) in [(60.0, 0.467), (69.0, 0.5), (120.0, 0.634)] {
            assert!((until(minutes / 60.0) / all - share).abs() < 5e-4, "{minutes}");
        }
    }
}
