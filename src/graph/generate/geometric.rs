//! People live at random places, and those who live near each other are tied: the random geometric graph.
//!
//! Everyone lives at a place drawn evenly from a square of side 1, and two people are tied, both ways, if their distance is
//! at most the radius r. With `wrap` (the default) the square is a torus: who leaves on one side comes in on the other, and
//! nobody lives at an edge. The places are the facts `x` and `y`.
//!
//! Two people are tied with probability pi r^2 on the torus (r up to 1/2), pi r^2 - 8 r^3 / 3 + r^4 / 2 on the square (r up to
//! 1). Friends of a person are friends of each other with probability 1 - 3 sqrt(3) / (4 pi) = 0.5865 on the torus (r up to
//! 1/4), however large the network.
//!
//! # Parameters
//!
//! `people` n, at least 1; exactly one of `radius`, in sides of the square, and `mean-degree`, from which the radius follows by
//! the formula above: larger, denser; `wrap`, default true; `reciprocity` leaves out one direction of some ties
//! ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! Linear in people and ties: people are sorted into cells as wide as the radius, and only neighbouring cells are looked at.
//!
//! # Randomness
//!
//! Stream Network, entity: the person, index 0 and 1: its place.
//!
//! # Reference
//!
//! J. Dall and M. Christensen, *Random geometric graphs*, Physical Review E 66 (2002) 016121, doi:10.1103/PhysRevE.66.016121;
//! M. Penrose, *Random geometric graphs*, Oxford 2003, doi:10.1093/acprof:oso/9780198506263.001.0001.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, geometric::Geometric};
//!
//! let law = Geometric::with_mean_degree(2_000, 8.0, true).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! // 16,000 are expected; the standard deviation is 180.
//! assert!((15_200..16_800).contains(&network.ties()));
//! ```

use super::{Generator, PEOPLE, RECIPROCITY, fits, network, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::Graph;
use crate::graph::builder::{offsets, order};
use crate::random::Stream;
use std::f64::consts::PI;

const KEYS: &[Key] = &[
    PEOPLE,
    Key::optional("radius", Kind::Number(0.0, 1.0), "how near two people must live to be tied; this or `mean-degree`")
        .unit("sides of the square")
        .larger("denser"),
    Key::optional(
        "mean-degree",
        Kind::Number(0.0, Graph::MOST_PEOPLE as f64),
        "how many people hear one person in the mean; this or `radius`",
    )
    .unit("people")
    .larger("denser"),
    Key::with_default("wrap", Kind::Flag, "true", "whether the square is a torus, so that nobody lives at an edge"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "geometric",
    title: "people live at random places, and neighbours are tied",
    kind: Kind::Table(KEYS),
    reference: "J. Dall and M. Christensen, Random geometric graphs, 2002",
    check: "the ties are those of all pairs looked at; their number has its exact mean and variance; transitivity 0.5865",
    build: |value| {
        let (people, wrap) = (value.whole("people") as u32, value.flag("wrap"));
        let given = |key| value.get(key).and_then(Value::as_number);
        match (given("radius"), given("mean-degree")) {
            (Some(radius), None) => with_reciprocity(value, Geometric::new(people, radius, wrap)?),
            (None, Some(mean)) => with_reciprocity(value, Geometric::with_mean_degree(people, mean, wrap)?),
            (Some(_), Some(_)) => {
                let fault =
                    Fault::at("mean-degree", "`radius` and `mean-degree` cannot both be given", "keep one of the two");
                Err(fault.also("radius", "the other one"))
            }
            (None, None) => {
                Err(Fault::at("", "how near people must live is missing", "write `mean-degree = 8` or `radius = 0.02`"))
            }
        }
    },
};

/// The random geometric graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    people: u32,
    radius: f64,
    wrap: bool,
}

/// How probable it is that two people live within a radius of each other.
fn probability(radius: f64, wrap: bool) -> f64 {
    let square = radius * radius;
    let edge = if wrap { 0.0 } else { square * (square / 2.0 - 8.0 * radius / 3.0) };
    (PI * square + edge).min(1.0)
}

impl Geometric {
    /// Of n people and a radius in sides of the square: up to 1/2 if it is a torus, up to 1 if not.
    ///
    /// # Errors
    ///
    /// A fault at `radius` where it is larger, at `people` where a network cannot hold so many ties (six standard deviations
    /// above the mean).
    pub fn new(people: u32, radius: f64, wrap: bool) -> Result<Self, Fault> {
        let most = if wrap { 0.5 } else { 1.0 };
        if !(0.0..=most).contains(&radius) {
            let message =
                format!("a radius of {radius} sides meets itself{}", if wrap { " around the torus" } else { "" });
            return Err(Fault::at("radius", message, format!("write at most {most}")));
        }
        let law = Geometric { people, radius, wrap };
        let ties = law.size().1;
        // At an edge people have fewer friends: the number of ties varies more than on the torus.
        let spread = (2.0 * ties).sqrt() + if wrap { 0.0 } else { ties / f64::from(people.max(1)).sqrt() };
        fits(people, ties + 6.0 * spread, "people")?;
        Ok(law)
    }

    /// Of n people and the mean number of people who hear one person.
    ///
    /// # Errors
    ///
    /// A fault at `mean-degree` where no radius gives it, and those of [`Geometric::new`].
    pub fn with_mean_degree(people: u32, mean: f64, wrap: bool) -> Result<Self, Fault> {
        let others = f64::from(people) - 1.0;
        let most = others.max(0.0) * probability(if wrap { 0.5 } else { 1.0 }, wrap);
        if !(0.0..=most).contains(&mean) {
            let message = format!("nobody can have {mean} neighbours among {people} people in the mean");
            return Err(Fault::at("mean-degree", message, format!("write at most {most:.0}, or more people")));
        }
        let wanted = if others > 0.0 { mean / others } else { 0.0 };
        let (mut low, mut high) = (0.0, if wrap { 0.5 } else { 1.0 });
        for _ in 0..80 {
            let middle = (low + high) / 2.0;
            if probability(middle, wrap) <= wanted { low = middle } else { high = middle }
        }
        Geometric::new(people, low, wrap)
    }

    /// How near two people must live to be tied, in sides of the square.
    pub fn radius(&self) -> f64 {
        self.radius
    }

    /// Where a person lives.
    fn place(&self, luck: Stream, person: u32) -> [f64; 2] {
        [0, 1].map(|index| luck.uniform(u64::from(person), index))
    }

    /// Whether people at two places are tied.
    #[inline]
    fn near(&self, a: [f64; 2], b: [f64; 2]) -> bool {
        let [dx, dy] = [0, 1].map(|i| {
            let d = (a[i] - b[i]).abs();
            if self.wrap { d.min(1.0 - d) } else { d }
        });
        dx * dx + dy * dy <= self.radius * self.radius
    }
}

impl Generator for Geometric {
    fn size(&self) -> (u64, f64) {
        let n = f64::from(self.people);
        (u64::from(self.people), n * (n - 1.0) * probability(self.radius, self.wrap))
    }

    fn generate(&self, luck: Stream) -> Graph {
        let places: Vec<[f64; 2]> = (0..self.people).map(|person| self.place(luck, person)).collect();
        // Cells at least as wide as the radius, and no more of them than people.
        let most = f64::from(self.people).sqrt().ceil();
        let side = if self.radius > 0.0 { (1.0 / self.radius).floor().min(most) } else { most } as u32;
        let side = side.max(1);
        let cell = |place: [f64; 2]| {
            let [x, y] = place.map(|x| ((x * f64::from(side)) as u32).min(side - 1));
            y * side + x
        };
        let cells: Vec<u32> = places.iter().map(|&place| cell(place)).collect();
        let starts = offsets(side * side, &cells);
        let sorted = order(side * side, &cells, &vec![0; cells.len()]);
        let at: Vec<[f64; 2]> = sorted.iter().map(|&person| places[person as usize]).collect();
        drop((places, cells));

        let (mut from, mut to) = (Vec::new(), Vec::new());
        let mut beside = Vec::with_capacity(8);
        for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
            self.beside(side, x, y, &mut beside);
            let own = y * side + x;
            let row = |cell: u32| starts[cell as usize] as usize..starts[cell as usize + 1] as usize;
            for i in row(own) {
                let mut look = |j: usize| {
                    if self.near(at[i], at[j]) {
                        from.push(sorted[i]);
                        to.push(sorted[j]);
                    }
                };
                (i + 1..row(own).end).for_each(&mut look);
                for &cell in &beside {
                    row(cell).for_each(&mut look);
                }
            }
        }
        drop((at, sorted));
        network(self.people, from, to, true)
    }

    fn is_fixed(&self) -> bool {
        self.radius == 0.0 || self.people == 1
    }

    fn facts(&self, luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        let column = |i: usize| (0..self.people).map(|person| self.place(luck, person)[i]).collect();
        vec![("x", column(0)), ("y", column(1))]
    }
}

impl Geometric {
    /// The cells around one that have a larger number, each once.
    fn beside(&self, side: u32, x: u32, y: u32, out: &mut Vec<u32>) {
        out.clear();
        let own = y * side + x;
        let step = |at: u32, by: i64| {
            let there = i64::from(at) + by;
            let inside = (0..i64::from(side)).contains(&there);
            (inside || self.wrap).then(|| there.rem_euclid(i64::from(side)) as u32)
        };
        for (dy, dx) in [-1, 0, 1].into_iter().flat_map(|dy| [-1, 0, 1].map(|dx| (dy, dx))) {
            if let (Some(y), Some(x)) = (step(y, dy), step(x, dx)) {
                let cell = y * side + x;
                if cell > own && !out.contains(&cell) {
                    out.push(cell);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::luck;
    use crate::graph::shape::Shape;

    /// Every pair looked at, by the facts.
    #[test]
    fn ties_are_those_of_all_pairs() {
        for wrap in [true, false] {
            for (people, radius) in [(1, 0.2), (2, 0.5), (60, 0.45), (300, 0.3), (400, 0.07), (500, 0.011), (50, 0.0)] {
                let law = Geometric::new(people, radius, wrap).unwrap();
                let network = law.generate(luck(u64::from(people)));
                let facts = law.facts(luck(u64::from(people)));
                for u in 0..people {
                    let place = |v: u32| [0, 1].map(|i| facts[i].1[v as usize]);
                    let near = |&v: &u32| {
                        let mut copies = vec![place(v)];
                        if wrap {
                            let steps = [-1.0, 0.0, 1.0];
                            copies =
                                steps.iter().flat_map(|x| steps.map(|y| [place(v)[0] + x, place(v)[1] + y])).collect();
                        }
                        let square = |x: f64| x * x;
                        let distance = |p: &[f64; 2]| square(p[0] - place(u)[0]) + square(p[1] - place(u)[1]);
                        v != u && copies.iter().map(distance).fold(9.0, f64::min) <= radius * radius
                    };
                    assert_eq!(network.hearers(u), (0..people).filter(near).collect::<Vec<_>>());
                }
            }
        }
    }

    /// On the torus pairs are independent of each other two by two, so the variance is that of a binomial number: |z| < 4.5,
    /// alpha = 7e-6 each. Transitivity within 0.01 of 0.5865 (its deviation at 20,000 people and degree 20 is about 0.001).
    #[test]
    fn the_torus_is_even() {
        let law = Geometric::with_mean_degree(20_000, 20.0, true).unwrap();
        let network = law.generate(luck(1));
        let p = PI * law.radius() * law.radius();
        assert!((p * 19_999.0 - 20.0).abs() < 1e-9);
        let deviation = 2.0 * (20_000.0 * 19_999.0 / 2.0 * p * (1.0 - p)).sqrt();
        assert!(((network.ties() as f64 - 400_000.0) / deviation).abs() < 4.5, "{} ties", network.ties());
        let expected = 1.0 - 3.0 * 3f64.sqrt() / (4.0 * PI);
        assert!((Shape::of(&network).transitivity.unwrap() - expected).abs() < 0.01);
    }

    /// With edges, over 400 small networks of 40 people: the mean number of pairs within 4.5 standard errors (from the sample).
    #[test]
    fn the_square_has_edges() {
        for radius in [0.2, 0.7, 1.0] {
            let law = Geometric::new(40, radius, false).unwrap();
            let ties: Vec<f64> = (0..400).map(|i| law.generate(luck(i)).ties() as f64).collect();
            let mean = ties.iter().sum::<f64>() / 400.0;
            let variance = ties.iter().map(|t| (t - mean) * (t - mean)).sum::<f64>() / 399.0;
            assert!((mean - law.size().1).abs() < 4.5 * (variance / 400.0).sqrt(), "{mean}, {} expected", law.size().1);
        }
        assert_eq!(Geometric::new(9, 0.6, true).unwrap_err().key, "radius");
        assert_eq!(Geometric::with_mean_degree(9, 8.0, true).unwrap_err().key, "mean-degree");
        assert!(Geometric::with_mean_degree(9, 6.0, false).is_ok());
    }
}
