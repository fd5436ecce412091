//! What opinions have come to at the end of a replicate.

use super::Measure;
use crate::opinion::{CLOSE, End, ONE};
use crate::quantity::Bounds;
use std::cell::OnceCell;

/// One measure of opinions.
pub type OpinionMeasure = Measure<fn(&Minds) -> Option<f64>>;

/// Everybody's opinion at the end of a replicate, under observation.
pub struct Minds<'a> {
    /// By person, from 0 to [`ONE`].
    pub opinions: &'a [u64],
    /// How the replicate ended.
    pub end: &'a End,
    groups: OnceCell<Vec<u64>>,
}

impl<'a> Minds<'a> {
    /// Observes opinions.
    pub fn new(opinions: &'a [u64], end: &'a End) -> Self {
        Minds { opinions, end, groups: OnceCell::new() }
    }

    /// Sizes of the groups of opinion, lowest opinion first: in order of opinion, whoever is more than a hundredth above the
    /// one before begins a new group.
    pub fn groups(&self) -> &[u64] {
        self.groups.get_or_init(|| {
            let mut opinions = self.opinions.to_vec();
            opinions.sort_unstable();
            opinions.chunk_by(|before, after| after - before <= CLOSE).map(|group| group.len() as u64).collect()
        })
    }

    /// The mean of all opinions.
    pub fn mean(&self) -> Option<f64> {
        let sum: u128 = self.opinions.iter().map(|&opinion| u128::from(opinion)).sum();
        (!self.opinions.is_empty()).then(|| sum as f64 / (ONE as f64 * self.opinions.len() as f64))
    }
}

/// Whether an opinion is nearer to 1 than to 0; the middle counts as 1.
pub fn is_convinced(opinion: u64) -> bool {
    2 * opinion >= ONE
}

fn flag(is: bool) -> Option<f64> {
    Some(f64::from(u8::from(is)))
}

const fn measure(
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    reference: &'static str,
    bounds: Bounds,
    of: fn(&Minds) -> Option<f64>,
) -> OpinionMeasure {
    Measure { name, title, unit, reference, bounds, of }
}

/// Every measure of opinions, in the order of `list`.
pub static OPINIONS: &[OpinionMeasure] = &[
    measure(
        "convinced",
        "people who hold 1, or an opinion of at least 0.5, at the end",
        "people",
        "",
        Bounds::People,
        |minds| Some(minds.opinions.iter().filter(|&&opinion| is_convinced(opinion)).count() as f64),
    ),
    measure("opinion", "mean opinion at the end, 0 to 1", "", "", Bounds::Share, |minds| minds.mean()),
    measure(
        "consensus",
        "1 where all opinions lie within 0.01 of each other at the end, else 0",
        "",
        "",
        Bounds::Share,
        |minds| flag(minds.end.agreed.is_some()),
    ),
    measure(
        "consensus-on-1",
        "1 where all agree and their mean opinion is at least 0.5, else 0",
        "",
        "",
        Bounds::Share,
        |minds| flag(minds.end.agreed.is_some() && minds.mean().is_some_and(|mean| mean >= 0.5)),
    ),
    measure(
        "consensus-time",
        "when all had come to agree, where they do at the end",
        "time",
        "",
        Bounds::Positive,
        |minds| minds.end.agreed,
    ),
    measure(
        "settled",
        "1 where nobody could move by more than 2^-30, a billionth, any more (of two who meet: 2^-11, a two-thousandth), else 0",
        "",
        "",
        Bounds::Share,
        |minds| flag(minds.end.settled),
    ),
    measure(
        "settling-time",
        "when somebody last moved, where nobody could any more",
        "time",
        "",
        Bounds::Positive,
        |m| m.end.settled.then_some(m.end.last_move),
    ),
    measure(
        "clusters",
        "groups of opinion at the end, with gaps of more than 0.01 between them",
        "",
        "",
        Bounds::Positive,
        |minds| Some(minds.groups().len() as f64),
    ),
    measure(
        "effective-clusters",
        "groups of opinion counted by weight: (sum of sizes)^2 / sum of squared sizes",
        "",
        "Sirbu, Pedreschi, Giannotti and Kertesz, Algorithmic bias amplifies opinion fragmentation, 2019",
        Bounds::Positive,
        |minds| {
            let [sum, squares] = minds.groups().iter().fold([0u128; 2], |[sum, squares], &size| {
                [sum + u128::from(size), squares + u128::from(size) * u128::from(size)]
            });
            (sum > 0).then(|| (sum * sum) as f64 / squares as f64)
        },
    ),
    measure(
        "largest-cluster",
        "people in the largest group of opinion at the end",
        "people",
        "",
        Bounds::People,
        |minds| minds.groups().iter().max().map(|&size| size as f64),
    ),
    measure(
        "polarisation",
        "four times the variance of opinions: 0 where all agree, 1 where half hold 0 and half hold 1",
        "",
        "dispersion in Bramson et al., Disambiguation of social polarization concepts and measures, 2016",
        Bounds::Share,
        |minds| {
            // In units of 2^-32, so that squares can be summed.
            let n = minds.opinions.len() as u128;
            let [sum, squares] = minds.opinions.iter().fold([0u128; 2], |[sum, squares], &opinion| {
                let opinion = u128::from(opinion >> 20);
                [sum + opinion, squares + opinion * opinion]
            });
            let scale = (n * n) as f64 * (1u64 << 63) as f64 * 2.0;
            (n > 0).then(|| 4.0 * (n * squares - sum * sum) as f64 / scale)
        },
    ),
    measure(
        "range",
        "distance between the highest and the lowest opinion at the end",
        "",
        "spread in Bramson et al., Disambiguation of social polarization concepts and measures, 2016",
        Bounds::Share,
        |minds| {
            let (least, most) = (minds.opinions.iter().min()?, minds.opinions.iter().max()?);
            Some((most - least) as f64 / ONE as f64)
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opinion::opinion;

    fn of(opinions: &[f64], name: &str) -> Option<f64> {
        let opinions: Vec<u64> = opinions.iter().map(|&x| opinion(x)).collect();
        let end = End { last_move: 3.0, settled: true, agreed: None };
        let measure = OPINIONS.iter().find(|measure| measure.name == name).unwrap();
        (measure.of)(&Minds::new(&opinions, &end))
    }

    #[test]
    fn opinions_are_measured_by_hand() {
        let two = [0.0, 1.0, 1.0, 0.0];
        for (name, value) in [
            ("convinced", 2.0),
            ("opinion", 0.5),
            ("clusters", 2.0),
            ("effective-clusters", 2.0),
            ("polarisation", 1.0),
        ] {
            assert_eq!(of(&two, name), Some(value), "{name}");
        }
        let three = [0.25, 0.2525, 0.75, 0.755, 0.745, 1.0];
        for (name, value) in [("convinced", 4.0), ("clusters", 3.0), ("largest-cluster", 3.0), ("range", 0.75)] {
            assert_eq!(of(&three, name), Some(value), "{name}");
        }
        assert_eq!(of(&three, "effective-clusters"), Some(36.0 / 14.0));
        assert!((of(&[0.2, 0.8, 0.5, 0.5], "polarisation").unwrap() - 4.0 * 0.18 / 4.0).abs() < 1e-9);
        assert_eq!((of(&[0.3; 7], "polarisation"), of(&[0.3; 7], "range")), (Some(0.0), Some(0.0)));
        assert_eq!((of(&two, "consensus"), of(&two, "settling-time")), (Some(0.0), Some(3.0)));
        assert_eq!((of(&[], "opinion"), of(&[], "clusters")), (None, Some(0.0)));
    }
}
