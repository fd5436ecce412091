//! **The Bass curve through a curve of adoption**: how many act by themselves, and how many because others did.
//!
//! A marketing scientist sums up a campaign by two rates: p, by which those who have not acted act without anybody's doing
//! (advertising, habit), and q, by which they act because others have. Mass media have p, word of mouth has q.
//!
//! # The rule
//! Of `market` people, `first` of whom had acted at time 0, N(t) have acted by time t:
//!
//! dN/dt = (p + q N / market)(market - N), N(0) = first,
//!
//! in closed form with M = market - first, a = p + q first / market and b = q M / market:
//!
//! N(t) = first + M (1 - e^(-(a + b) t)) / (1 + b/a e^(-(a + b) t)).
//!
//! The rates that make the acts between two points of the curve as near as can be (least squares, each interval alike) to
//! what was observed are the fit. Found by a coarse search in which the market follows in closed form, then by Levenberg and
//! Marquardt's steps. Neither rate may be below 0, nor the market above the people there are: where the best curve would be,
//! the best of those at the border is taken. A curve in rounds is taken as one in time, a round long.
//!
//! # What it cannot tell
//! The rates sum up the shape of a curve, not what moves people. On a network, a seed set that many hear makes a curve that slows
//! down from the start, and all of it looks like p, however much people act because others have.
//!
//! A curve that has not bent yet fits many markets; the bound by people then decides, and the rates lean on it. Without an
//! interval, p and q of one curve are a summary, not a measurement.
//!
//! # Departures
//! Srinivasan and Mason start at a time without adopters; here the seed set stands at time 0, and is heard. They put no
//! bounds on the rates.
//!
//! # Reference
//! Srinivasan and Mason, *Nonlinear least squares estimation of new product diffusion models*, Marketing Science 5 (1986),
//! doi:10.1287/mksc.5.2.169. Bass, *A new product growth for model consumer durables*, Management Science 15 (1969). Marquardt,
//! *An algorithm for least-squares estimation of nonlinear parameters*, SIAM Journal 11 (1963).
//!
//! # Example
//! ```
//! let curve: Vec<(f64, f64)> = (0..30).map(|t| {
//!     let share = rumormill::theory::bass_curve::adopted(0.03, 0.38, 0.0, f64::from(t));
//!     (f64::from(t), 1000.0 * share)
//! }).collect();
//! let fit = rumormill::fit::bass::fit(&curve, f64::INFINITY).unwrap();
//! assert!((fit.p - 0.03).abs() < 1e-9 && (fit.q - 0.38).abs() < 1e-9 && (fit.market - 1000.0).abs() < 1e-5);
//! ```

/// The parameters of a Bass curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bass {
    /// Rate of acting without anybody's doing, per unit of time, at least 0.
    pub p: f64,
    /// Rate of acting because others have, per unit of time, at least 0.
    pub q: f64,
    /// How many act in the end, those at time 0 included.
    pub market: f64,
    /// How many had acted at time 0.
    pub first: f64,
    /// Share of the variance of the acts between points that the curve explains, at most 1.
    pub r_squared: f64,
}

/// Acts between two points are told apart in at most so many intervals; of a finer curve neighbours are joined.
const MOST: usize = 200;
/// So many intervals there must be, one more than parameters.
const LEAST: usize = 4;
/// So many of them must have acts, or there is no curve but a step.
const TELLING: usize = 3;

impl Bass {
    /// How many have acted by a time.
    pub fn by(&self, time: f64) -> f64 {
        let Bass { p, q, market, first, .. } = *self;
        let rest = market - first;
        let rates = Rates { a: p + q * first / market, b: q * rest / market };
        first + rest * rates.share(time)
    }
}

/// The Bass curve through points (time, how many have acted), in order of time, the first at the beginning; `people`: how
/// many could act, infinity where unknown.
///
/// `None` where the points tell too little: fewer than four intervals, acts in fewer than three of them, or acts that no
/// Bass curve explains better than their mean does.
pub fn fit(curve: &[(f64, f64)], people: f64) -> Option<Bass> {
    let (&(begin, first), &(end, last)) = (curve.first()?, curve.last()?);
    let span = end - begin;
    let total = last - first;
    // Not `<=`: NaN is refused as well.
    if !(span > 0.0 && total > 0.0 && first >= 0.0 && people.max(last) >= last) {
        return None;
    }
    let every = (curve.len() - 1).div_ceil(MOST).max(1);
    let mut points: Vec<(f64, f64)> = curve.iter().copied().step_by(every).collect();
    if !(curve.len() - 1).is_multiple_of(every) {
        points.push((end, last));
    }
    // Time from 0 to 1, and all acts together one.
    let scaled = |&(time, acted): &(f64, f64)| ((time - begin) / span, (acted - first) / total);
    let points: Vec<(f64, f64)> = points.iter().map(scaled).collect();
    let acts: Vec<f64> = points.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    if acts.len() < LEAST || acts.iter().filter(|&&x| x > 0.0).count() < TELLING {
        return None;
    }
    let data = Data { times: points.iter().map(|point| point.0).collect(), acts, first: first / total };
    let most = people.max(last) / total - data.first;
    let best = data.best(most)?;
    let mean = 1.0 / data.acts.len() as f64;
    let spread: f64 = data.acts.iter().map(|x| (x - mean) * (x - mean)).sum();
    let r_squared = if spread > 0.0 { 1.0 - data.error(&best) / spread } else { 1.0 };
    let (p, q) = best.rates(data.first);
    let market = (best.rest + data.first) * total;
    (r_squared > 0.0).then_some(Bass { p: p / span, q: q / span, market, first, r_squared })
}

/// Rates of those who were not first: a at the beginning, b more when all of them have acted.
#[derive(Clone, Copy, Debug)]
struct Rates {
    a: f64,
    b: f64,
}

impl Rates {
    /// The share of the rest that has acted by a time.
    fn share(self, time: f64) -> f64 {
        let Rates { a, b } = self;
        // 1 - e^-x, exact for small x.
        let gone = -libm::expm1(-(a + b) * time);
        a * gone / (a + b * (1.0 - gone))
    }
}

/// A candidate, in scaled units: rates, and how many act who were not first.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    rates: Rates,
    rest: f64,
}

impl Candidate {
    /// p and q: what a and b are made of.
    fn rates(&self, first: f64) -> (f64, f64) {
        let Candidate { rates: Rates { a, b }, rest } = *self;
        let p = a - b * first / rest;
        // At the border where p is 0, up to rounding.
        (if p.abs() < 1e-12 * a { 0.0 } else { p }, b * (rest + first) / rest)
    }
}

/// What may vary: the rest is held by a border.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Free {
    /// a, b and the market.
    All,
    /// p = 0: the market and q.
    NoP,
    /// q = 0: the market and p.
    NoQ,
    /// The market is all people: p and q.
    Everybody(f64),
    /// And p = 0.
    EverybodyNoP(f64),
    /// And q = 0.
    EverybodyNoQ(f64),
}

struct Data {
    times: Vec<f64>,
    acts: Vec<f64>,
    /// How many had acted at time 0, in units of those who did later.
    first: f64,
}

impl Data {
    /// The best candidate with at most `most` people who were not first.
    fn best(&self, most: f64) -> Option<Candidate> {
        let allowed = |candidate: &Candidate| {
            let (p, q) = candidate.rates(self.first);
            p >= 0.0 && q >= 0.0 && candidate.rest <= most * (1.0 + 1e-9)
        };
        let whole = self.minimum(Free::All).filter(allowed);
        let borders = || {
            let kinds =
                [Free::NoP, Free::NoQ, Free::Everybody(most), Free::EverybodyNoP(most), Free::EverybodyNoQ(most)];
            let found = kinds.into_iter().filter(|kind| {
                let needs_first = matches!(kind, Free::NoP | Free::EverybodyNoP(_));
                let needs_people = matches!(kind, Free::Everybody(_) | Free::EverybodyNoP(_) | Free::EverybodyNoQ(_));
                (!needs_first || self.first > 0.0) && (!needs_people || most.is_finite())
            });
            let found = found.filter_map(|kind| self.minimum(kind)).filter(allowed);
            found.min_by(|x, y| self.error(x).total_cmp(&self.error(y)))
        };
        whole.or_else(borders)
    }

    fn error(&self, candidate: &Candidate) -> f64 {
        self.misses(candidate).iter().map(|x| x * x).sum()
    }

    /// Acts as the candidate has them minus those that were.
    fn misses(&self, candidate: &Candidate) -> Vec<f64> {
        let shares: Vec<f64> = self.times.iter().map(|&time| candidate.rates.share(time)).collect();
        let of = |(pair, acts): (&[f64], &f64)| candidate.rest * (pair[1] - pair[0]) - acts;
        shares.windows(2).zip(&self.acts).map(of).collect()
    }

    /// The candidate of some free numbers, all above 0; `None` where they are none.
    fn candidate(&self, kind: Free, free: &[f64]) -> Option<Candidate> {
        let first = self.first;
        let no_p = |q: f64, rest: f64| Rates { a: q * first / (rest + first), b: q * rest / (rest + first) };
        let (rates, rest) = match kind {
            Free::All => (Rates { a: free[0], b: free[1] }, free[2]),
            Free::NoP => (no_p(free[0], free[1]), free[1]),
            Free::NoQ => (Rates { a: free[0], b: 0.0 }, free[1]),
            Free::Everybody(rest) => (Rates { a: free[0], b: free[1] }, rest),
            Free::EverybodyNoP(rest) => (no_p(free[0], rest), rest),
            Free::EverybodyNoQ(rest) => (Rates { a: free[0], b: 0.0 }, rest),
        };
        let legal = rates.a > 0.0 && rates.b.is_finite() && rates.a + rates.b > 0.0 && rest > 0.0;
        (legal && rates.a.is_finite() && rest.is_finite()).then_some(Candidate { rates, rest })
    }

    /// Where the squares are least: from the best of a coarse grid, by Levenberg and Marquardt's steps.
    fn minimum(&self, kind: Free) -> Option<Candidate> {
        let mut at = self.start(kind)?;
        let mut error = self.error(&self.candidate(kind, &at)?);
        let mut damping = 1e-3;
        for _ in 0..500 {
            let Some((gradient, curvature)) = self.slopes(kind, &at) else { break };
            let n = at.len();
            let mut better = None;
            while damping < 1e12 {
                let mut system = curvature.clone();
                (0..n).for_each(|i| system[i][i] *= 1.0 + damping);
                let step = solve(system, gradient.iter().map(|g| -g).collect());
                let next: Option<Vec<f64>> = step.map(|step| at.iter().zip(step).map(|(x, step)| x + step).collect());
                let found = next.and_then(|next| Some((self.error(&self.candidate(kind, &next)?), next)));
                if let Some((less, next)) = found.filter(|(less, _)| *less < error) {
                    better = Some((less, next));
                    damping = (damping / 10.0).max(1e-12);
                    break;
                }
                damping *= 10.0;
            }
            let Some((less, next)) = better else { break };
            let moved = at.iter().zip(&next).map(|(x, y)| ((x - y) / y).abs()).fold(0.0, f64::max);
            (at, error) = (next, less);
            if moved < 1e-14 {
                break;
            }
        }
        self.candidate(kind, &at)
    }

    /// A start: rates on a grid; the market that fits them best is a quotient of sums.
    fn start(&self, kind: Free) -> Option<Vec<f64>> {
        let grid = || (-24..=14).map(|i| libm::exp2(f64::from(i) / 2.0));
        let rest = |rates: Rates| {
            let shares: Vec<f64> = self.times.iter().map(|&time| rates.share(time)).collect();
            let steps = || shares.windows(2).map(|pair| pair[1] - pair[0]);
            let above: f64 = steps().zip(&self.acts).map(|(step, acts)| step * acts).sum();
            let below: f64 = steps().map(|step| step * step).sum();
            above / below
        };
        let mut starts: Vec<Vec<f64>> = Vec::new();
        match kind {
            Free::All => grid().for_each(|a| {
                let with = |b| vec![a, b, rest(Rates { a, b })];
                starts.extend(grid().map(with));
            }),
            Free::Everybody(_) => grid().for_each(|a| starts.extend(grid().map(|b| vec![a, b]))),
            Free::NoQ => starts.extend(grid().map(|a| vec![a, rest(Rates { a, b: 0.0 })])),
            Free::NoP => grid().for_each(|q| starts.extend(grid().map(|more| vec![q, more]))),
            Free::EverybodyNoP(_) | Free::EverybodyNoQ(_) => starts.extend(grid().map(|rate| vec![rate])),
        }
        let error = |free: &Vec<f64>| self.candidate(kind, free).map_or(f64::INFINITY, |found| self.error(&found));
        let best = starts.into_iter().map(|free| (error(&free), free)).filter(|(error, _)| error.is_finite());
        best.min_by(|x, y| x.0.total_cmp(&y.0)).map(|(_, free)| free)
    }

    /// Half the gradient of the squares, and Gauss and Newton's part of half their curvature.
    #[allow(clippy::type_complexity)]
    fn slopes(&self, kind: Free, at: &[f64]) -> Option<(Vec<f64>, Vec<Vec<f64>>)> {
        let misses = self.misses(&self.candidate(kind, at)?);
        let column = |i: usize| {
            let h = 1e-6 * at[i].abs().max(1e-9);
            let moved = |by: f64| {
                let mut there = at.to_vec();
                there[i] += by;
                Some(self.misses(&self.candidate(kind, &there)?))
            };
            let (up, down) = (moved(h)?, moved(-h)?);
            Some(up.iter().zip(&down).map(|(up, down)| (up - down) / (2.0 * h)).collect::<Vec<f64>>())
        };
        let columns: Vec<Vec<f64>> = (0..at.len()).map(column).collect::<Option<_>>()?;
        let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
        let gradient = columns.iter().map(|column| dot(column, &misses)).collect();
        let curvature = columns.iter().map(|x| columns.iter().map(|y| dot(x, y)).collect()).collect();
        Some((gradient, curvature))
    }
}

/// x of A x = b, by elimination with pivots; `None` where A is singular.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|&x, &y| a[x][i].abs().total_cmp(&a[y][i].abs()))?;
        a.swap(i, pivot);
        b.swap(i, pivot);
        if a[i][i] == 0.0 || !a[i][i].is_finite() {
            return None;
        }
        for j in i + 1..n {
            let factor = a[j][i] / a[i][i];
            let (above, below) = a.split_at_mut(j);
            below[0].iter_mut().zip(&above[i]).skip(i).for_each(|(x, y)| *x -= factor * y);
            b[j] -= factor * b[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[i][j] * b[j]).sum();
        b[i] = (b[i] - known) / a[i][i];
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A curve of 40 points.
    fn curve(p: f64, q: f64, market: f64, first: f64, step: f64) -> Vec<(f64, f64)> {
        let bass = Bass { p, q, market, first, r_squared: 1.0 };
        (0..40).map(|i| f64::from(i) * step).map(|t| (t, bass.by(t))).collect()
    }

    fn near(found: f64, known: f64) {
        assert!((found - known).abs() <= 1e-7 * known.abs(), "{found} for {known}");
    }

    /// With nobody first it is the curve that theory draws; with some, the equation it solves.
    #[test]
    fn the_curve_is_the_solution() {
        let none = Bass { p: 0.03, q: 0.38, market: 1.0, first: 0.0, r_squared: 1.0 };
        let some = Bass { p: 0.03, q: 0.38, market: 100.0, first: 20.0, r_squared: 1.0 };
        assert!((none.by(10.0) - 0.812_803).abs() < 1e-6);
        let slope = (some.by(3.0 + 1e-5) - some.by(3.0 - 1e-5)) / 2e-5;
        let exact = (0.03 + 0.38 * some.by(3.0) / 100.0) * (100.0 - some.by(3.0));
        assert!((slope - exact).abs() < 1e-6 && some.by(0.0) == 20.0);
        let theory = crate::theory::bass_curve::adopted(0.03, 0.38, 0.2, 7.0);
        near(some.by(7.0), 100.0 * theory);
    }

    /// Every exact curve gives back what it was made of, whatever its units, its market or who was first.
    #[test]
    fn exact_curves_are_recovered() {
        for (p, q) in [(0.03, 0.38), (0.001, 0.9), (0.2, 0.05), (0.01, 0.3)] {
            for (market, first) in [(1.0, 0.0), (20_000.0, 0.0), (500.0, 10.0), (8.0, 1.0)] {
                for step in [0.5, 1.0] {
                    let found = fit(&curve(p, q, market, first, step), f64::INFINITY).unwrap();
                    [(found.p, p), (found.q, q), (found.market, market)].into_iter().for_each(|(x, y)| near(x, y));
                    assert!(found.r_squared > 1.0 - 1e-12);
                    let by_the_day = fit(&curve(p / 24.0, q / 24.0, market, first, step * 24.0), market).unwrap();
                    near(by_the_day.q * 24.0, q);
                }
            }
        }
    }

    /// Word of mouth alone, advertising alone, and a market that is everybody: the borders themselves.
    #[test]
    fn borders_are_recovered() {
        let talk = fit(&curve(0.0, 0.5, 1000.0, 5.0, 1.0), f64::INFINITY).unwrap();
        assert!(talk.p.abs() < 1e-7, "{talk:?}");
        near(talk.q, 0.5);
        let ads = fit(&curve(0.1, 0.0, 1000.0, 0.0, 1.0), f64::INFINITY).unwrap();
        assert!(ads.q.abs() < 1e-6, "{ads:?}");
        assert!((ads.p - 0.1).abs() < 1e-6, "{ads:?}");
        // A curve that has not bent yet: as many as there are.
        let growing: Vec<(f64, f64)> = (0..10).map(f64::from).map(|t| (t, t + 0.02 * t * t)).collect();
        let growing = fit(&growing, 20.0).unwrap();
        assert!((growing.market - 20.0).abs() < 1e-9 && growing.q > 0.0, "{growing:?}");
        // Acts that come sooner than any p brings them: the best q would be below 0.
        let burst = |t: f64| 10.0 - 9.0 * libm::exp(-1.2 * t.sqrt());
        let burst: Vec<(f64, f64)> = (0..8).map(f64::from).map(|t| (t, burst(t))).collect();
        let burst = fit(&burst, 1e6).unwrap();
        assert!(burst.q == 0.0 && burst.p > 0.0 && burst.r_squared > 0.9, "{burst:?}");
    }

    /// The maker of the curve is found through noise, within what the noise allows: a deterministic ripple of 1 %.
    #[test]
    fn a_ripple_moves_little() {
        let mut points = curve(0.03, 0.38, 1000.0, 0.0, 0.5);
        points.iter_mut().enumerate().for_each(|(i, point)| point.1 += [0.0, 2.0, -1.0, -1.0][i % 4]);
        let found = fit(&points, 1000.0).unwrap();
        assert!((found.p - 0.03).abs() < 0.002 && (found.q - 0.38).abs() < 0.02, "{found:?}");
        assert!((0.8..1.0).contains(&found.r_squared));
    }

    #[test]
    fn what_is_no_curve_has_no_rates() {
        let of = |values: &[f64]| {
            let points: Vec<(f64, f64)> = values.iter().enumerate().map(|(t, &n)| (t as f64, n)).collect();
            fit(&points, f64::INFINITY)
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[5.0]), None);
        assert_eq!(of(&[5.0; 9]), None, "nobody acts unasked");
        assert_eq!(of(&[1.0, 2.0, 3.0]), None, "three points");
        assert_eq!(of(&[1.0, 9.0, 9.0, 9.0, 9.0, 9.0]), None, "one step");
        assert_eq!(of(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), None, "a straight line is no better told by any curve");
        assert_eq!(of(&[0.0, f64::NAN, 2.0, 3.0, 4.0, f64::NAN]), None);
    }

    #[test]
    fn many_points_are_joined() {
        let bass = Bass { p: 0.03, q: 0.38, market: 1000.0, first: 0.0, r_squared: 1.0 };
        let points: Vec<(f64, f64)> = (0..10_000).map(|i| f64::from(i) * 0.002).map(|t| (t, bass.by(t))).collect();
        near(fit(&points, 1e9).unwrap().q, 0.38);
    }
}
