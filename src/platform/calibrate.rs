//! From what is observed to what is simulated, once for each network.
//!
//! Presets state means over ties: the share of copies seen, the chance of acting on an exposure. People differ in visits,
//! inboxes and propensity, and the mean of a curve is not the curve of the mean, so the rates are found by solving for them.
//! Every function here is monotone in its unknown, and solved by halving an interval of logarithms.

/// What stands at weight w in a mean.
#[derive(Clone, Copy, Debug)]
pub struct Weighted {
    /// Ties (or people) that are like this.
    pub weight: f64,
    /// What is particular to them.
    pub value: f64,
    /// A second particular.
    pub other: f64,
}

/// The x at which `f`, rising, reaches `wanted`, to a relative 1e-10; the nearest end where it does not between e^-50 and e^50.
fn solve(wanted: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-50.0, 50.0);
    while high - low > 1e-10 {
        let middle = 0.5 * (low + high);
        if f(libm::exp(middle)) < wanted { low = middle } else { high = middle }
    }
    libm::exp(0.5 * (low + high))
}

/// The mean of `f` over ties.
fn mean(ties: &[Weighted], f: impl Fn(&Weighted) -> f64) -> f64 {
    let (sum, weight) =
        ties.iter().fold((0.0, 0.0), |(sum, weight), tie| (sum + tie.weight * f(tie), weight + tie.weight));
    sum / weight
}

/// Groups of equal particulars, so that a mean over many alike costs little.
pub fn grouped(mut ties: Vec<Weighted>) -> Vec<Weighted> {
    ties.retain(|tie| tie.weight > 0.0);
    ties.sort_unstable_by(|a, b| a.value.total_cmp(&b.value).then(a.other.total_cmp(&b.other)));
    ties.dedup_by(|next, first| {
        let same = next.value == first.value && next.other == first.other;
        if same {
            first.weight += next.weight;
        }
        same
    });
    ties
}

/// a / delta of a person of mean visits and inbox, so that a share `seen` of copies is seen on the mean over ties; `value` of
/// a tie is the hearer's visits over fading, both relative to the mean.
pub fn attention(ties: &[Weighted], seen: f64) -> f64 {
    if ties.is_empty() {
        return -libm::log1p(-seen);
    }
    solve(seen, |ratio| mean(ties, |tie| -libm::expm1(-ratio * tie.value)))
}

/// Fading per hour in the mean inbox, so that half of the sightings have happened by `half_life`; `value` of a tie as in
/// [`attention`], `other` its fading relative to the mean.
pub fn fading(ties: &[Weighted], ratio: f64, half_life: f64) -> f64 {
    if ties.is_empty() {
        return super::feed::rates(-libm::expm1(-ratio), half_life).1;
    }
    let half = 0.5 * mean(ties, |tie| -libm::expm1(-ratio * tie.value));
    solve(half, |delta| mean(ties, |tie| -libm::expm1(ratio * tie.value * libm::expm1(-delta * tie.other * half_life))))
}

/// The factor c by which propensities are multiplied, so that the mean over ties of 1 - (1 - p)^(c g) is p; `value` of a tie is
/// its hearer's propensity g.
pub fn propensity(ties: &[Weighted], p: f64) -> f64 {
    let unit = -libm::log1p(-p);
    if ties.is_empty() || !unit.is_finite() || unit == 0.0 || ties.iter().all(|tie| tie.value == 1.0) {
        return 1.0;
    }
    solve(p, |c| mean(ties, |tie| -libm::expm1(-unit * c * tie.value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(value: f64, other: f64) -> Vec<Weighted> {
        vec![Weighted { weight: 3.0, value, other }]
    }

    /// Where people are alike it is the closed form.
    #[test]
    fn people_who_are_alike_need_no_search() {
        let ratio = attention(&alike(1.0, 1.0), 0.35);
        let delta = fading(&alike(1.0, 1.0), ratio, 3.2);
        let (a, closed) = super::super::feed::rates(0.35, 3.2);
        assert!((ratio - a / closed).abs() < 1e-8 && (delta - closed).abs() < 1e-8, "{ratio} {delta}");
        assert_eq!(propensity(&alike(1.0, 0.0), 0.02), 1.0);
        assert!((propensity(&alike(4.0, 0.0), 0.02) - 0.25).abs() < 1e-8);
    }

    /// Nine in ten never act, one in ten is ten times as ready: the mean chance is the wanted one, and c is above 1 because
    /// the ready ones cannot act twice.
    #[test]
    fn the_mean_is_kept_where_people_differ() {
        let ties =
            [Weighted { weight: 9.0, value: 0.0, other: 0.0 }, Weighted { weight: 1.0, value: 10.0, other: 0.0 }];
        let c = propensity(&ties, 0.05);
        assert!(c > 1.0);
        assert!((0.1 * (1.0 - libm::pow(0.95, 10.0 * c)) - 0.05).abs() < 1e-9);
        let mixed =
            [Weighted { weight: 1.0, value: 0.2, other: 3.0 }, Weighted { weight: 1.0, value: 4.0, other: 0.5 }];
        let ratio = attention(&mixed, 0.35);
        let delta = fading(&mixed, ratio, 3.2);
        let seen =
            |by: f64| mean(&mixed, |t| 1.0 - libm::exp(-ratio * t.value * (1.0 - libm::exp(-delta * t.other * by))));
        assert!((seen(f64::INFINITY) - 0.35).abs() < 1e-9 && (seen(3.2) - 0.175).abs() < 1e-9);
    }

    #[test]
    fn equal_particulars_are_counted_once() {
        let ties = [1.0, 2.0, 1.0, 1.0].map(|value| Weighted { weight: 1.0, value, other: 0.0 });
        let groups: Vec<(f64, f64)> = grouped(ties.into()).iter().map(|tie| (tie.weight, tie.value)).collect();
        assert_eq!(groups, [(3.0, 1.0), (1.0, 2.0)]);
    }
}
