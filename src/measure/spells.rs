//! Where people stop: how many are active, how often, and until when.

use super::curve::MOST_POINTS;
use super::{Grid, Measure, Observed};
use crate::cascade::Cascade;
use crate::quantity::Bounds;

/// Measures of models that know when people stop, in the order of `list`.
pub static SPELLS: &[Measure] = &[EXTINCTION_TIME, ACTIVE, PEAK_ACTIVE, SPELLS_BEGUN];

/// When it has died out.
const EXTINCTION_TIME: Measure = Measure {
    name: "extinction-time",
    title: "when the last active person stopped; undefined where somebody is active at the horizon",
    unit: "time",
    reference: "",
    bounds: Bounds::Positive,
    of: |observed| {
        let last = observed.cascade.spells.iter().map(|spell| spell[1]).max_by(f64::total_cmp).unwrap_or(0.0);
        (last < f64::INFINITY).then_some(last)
    },
};

/// Who goes on.
const ACTIVE: Measure = Measure {
    name: "active",
    title: "people who are active at the horizon (or, where there is none, for ever), those included who have caught it and pass nothing on yet",
    unit: "people",
    reference: "",
    bounds: Bounds::People,
    of: |observed| Some(observed.cascade.spells.iter().filter(|spell| spell[1] == f64::INFINITY).count() as f64),
};

/// The most at once.
const PEAK_ACTIVE: Measure = Measure {
    name: "peak-active",
    title: "the most people who were active at the same time",
    unit: "people",
    reference: "",
    bounds: Bounds::People,
    of: |observed| Some(peak(observed)),
};

/// All that ever began.
const SPELLS_BEGUN: Measure = Measure {
    name: "spells",
    title: "how often anybody became active, everybody counted each time",
    unit: "",
    reference: "",
    bounds: Bounds::Positive,
    of: |observed| Some(observed.cascade.spells.len() as f64),
};

/// How many are active at each point of the grid, up to the first point after the last change (at most 10,000 of them); empty
/// of a cascade without spells. A spell is over at its end.
pub fn active(cascade: &Cascade, grid: Grid) -> Vec<u32> {
    let begins: Vec<f64> = cascade.spells.iter().map(|spell| spell[0]).collect();
    let mut ends: Vec<f64> = cascade.spells.iter().map(|spell| spell[1]).filter(|end| end.is_finite()).collect();
    ends.sort_unstable_by(f64::total_cmp);
    let (mut begun, mut over) = (0, 0);
    let mut curve = Vec::new();
    while (begun < begins.len() || over < ends.len()) && curve.len() < MOST_POINTS {
        let now = grid.time(curve.len());
        begun += begins[begun..].partition_point(|&begin| begin <= now);
        over += ends[over..].partition_point(|&end| end <= now);
        // A spell of no length at all is over as it begins.
        curve.push((begun - over) as u32);
    }
    curve
}

/// The most spells that overlap. Spells begin in order; a spell is over at its end, so who begins then comes after.
fn peak(observed: &Observed) -> f64 {
    let spells = &observed.cascade.spells;
    let mut ends: Vec<f64> = spells.iter().map(|spell| spell[1]).collect();
    ends.sort_unstable_by(f64::total_cmp);
    let (mut over, mut most) = (0, 0);
    for (begun, spell) in spells.iter().enumerate() {
        while over < ends.len() && ends[over] <= spell[0] {
            over += 1;
        }
        // A spell of no length at all can end before others that began earlier.
        most = most.max((begun + 1).saturating_sub(over));
    }
    most as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_are_counted_where_they_overlap() {
        let of = |spells: &[[f64; 2]]| {
            let cascade = Cascade { spells: spells.to_vec(), ..Cascade::default() };
            let observed = Observed::new(&cascade, Grid::Rounds);
            SPELLS.iter().map(|measure| (measure.of)(&observed)).collect::<Vec<_>>()
        };
        let forever = f64::INFINITY;
        let active =
            |spells: &[[f64; 2]]| active(&Cascade { spells: spells.to_vec(), ..Cascade::default() }, Grid::Rounds);
        assert_eq!(active(&[]), [0; 0]);
        assert_eq!(active(&[[0.0, 2.0], [1.0, 3.0], [2.0, 4.0]]), [1, 2, 2, 1, 0]);
        assert_eq!(active(&[[0.0, 9.5], [1.0, forever], [1.5, 1.5]]), [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
        assert_eq!(of(&[]), [Some(0.0), Some(0.0), Some(0.0), Some(0.0)]);
        assert_eq!(of(&[[0.0, 2.0], [1.0, 3.0], [2.0, 4.0]]), [Some(4.0), Some(0.0), Some(2.0), Some(3.0)]);
        assert_eq!(of(&[[0.0, 9.0], [1.0, forever], [2.0, 4.0]]), [None, Some(1.0), Some(3.0), Some(3.0)]);
    }
}
