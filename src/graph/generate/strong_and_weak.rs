//! A few strong ties to those of one's own circle, and a few weak ties to people far away: talk of the network.
//!
//! Everyone has s strong ties. With `form = "groups"` (the default) people live in groups of s + 1 who all know each other; with
//! "ring" they stand in a ring, each tied to the s / 2 nearest on either side. And everyone has w weak ties, joined at random to
//! people with whom there is no strong one (not of the same group). All ties are mutual. With `strong-strength` and
//! `weak-strength` the ties carry these strengths, to which a model may refer, as `probability = "strength"`.
//!
//! # Parameters
//!
//! `people` n; `strong` s, at least 1 (even on a ring); `weak` w, at least 0: larger, shorter ways; `form`; `strong-strength` and
//! `weak-strength`, both or neither, in [0, 1]; `reciprocity` leaves out one direction of some ties
//! ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! Linear in ties; a table of the weak ones while they are joined.
//!
//! # Randomness
//!
//! Stream Network, entity 0, read in sequence: the weak ties.
//!
//! # Departures
//!
//! The paper's networks are as large as they are drawn from a range, and its weak ties are met anew in every period; here both
//! stand still. The last group is smaller where n is no multiple of s + 1. Weak ties that may not be exchange ends with another
//! (see the remark for those left out); one end stays loose where n w is odd.
//!
//! # Reference
//!
//! J. Goldenberg, B. Libai and E. Muller, *Talk of the network: a complex systems look at the underlying process of word-of-mouth*,
//! Marketing Letters 12 (2001), 211-223, doi:10.1023/A:1011122126881; the point of weak ties: M. S. Granovetter, *The strength of
//! weak ties*, American Journal of Sociology 78 (1973), 1360-1380, doi:10.1086/225469.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, strong_and_weak::{Form, StrongAndWeak}};
//!
//! let law = StrongAndWeak::new(600, 5, 2, Form::Groups).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! assert!((0..600).all(|person| network.out_degree(person) == 7));
//! ```

use super::joining::{Ties, join};
use super::pairs::Pairs;
use super::ring_lattice::clockwise;
use super::{COMMUNITY, Generator, PEOPLE, RECIPROCITY, fits, network, probable, ring, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::Graph;
use crate::random::Stream;

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required("strong", Kind::Whole(1, Graph::MOST_PEOPLE - 1), "how many strong ties everyone has").unit("ties"),
    Key::required("weak", Kind::Whole(0, Graph::MOST_PEOPLE - 1), "how many weak ties everyone has")
        .unit("ties")
        .larger("shorter ways from circle to circle"),
    Key::with_default(
        "form",
        Kind::Words(&[
            ("groups", "groups in which all are tied to each other"),
            ("ring", "a ring on which everyone is tied to the nearest"),
        ]),
        "\"groups\"",
        "where strong ties lead",
    ),
    Key::optional(
        "strong-strength",
        Kind::Probability,
        "the strength of a strong tie; ties have none where it is left out",
    ),
    Key::optional("weak-strength", Kind::Probability, "the strength of a weak tie; with `strong-strength`"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "strong-and-weak",
    title: "strong ties inside small circles, and a few weak ones to people far away",
    kind: Kind::Table(KEYS),
    reference: "J. Goldenberg, B. Libai and E. Muller, Talk of the network, 2001",
    check: "all ways to place the weak ties of 4 and of 6 people are equally likely; everyone has as many of each as asked",
    build: |value| {
        let form = if value.text("form") == "ring" { Form::Ring } else { Form::Groups };
        let law = StrongAndWeak::new(
            value.whole("people") as u32,
            value.whole("strong") as u32,
            value.whole("weak") as u32,
            form,
        )?;
        let number = |key| value.get(key).and_then(Value::as_number);
        let law = match (number("strong-strength"), number("weak-strength")) {
            (Some(strong), Some(weak)) => law.with_strengths(strong, weak)?,
            (None, None) => law,
            (given, _) => {
                let (there, missing) = if given.is_some() {
                    ("strong-strength", "weak-strength")
                } else {
                    ("weak-strength", "strong-strength")
                };
                let message = format!("`{there}` is given, and `{missing}` is not");
                return Err(Fault::at(there, message, format!("write `{missing} = 0.01` too")));
            }
        };
        with_reciprocity(value, law)
    },
};

/// Where strong ties lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To everybody in one's group.
    Groups,
    /// To the nearest on a ring.
    Ring,
}

/// Strong ties in circles, weak ties anywhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrongAndWeak {
    people: u32,
    strong: u32,
    weak: u32,
    form: Form,
    strengths: Option<[f64; 2]>,
}

impl StrongAndWeak {
    /// Of n people, s strong ties and w weak ones each.
    ///
    /// # Errors
    ///
    /// A fault at `strong` where there are not so many others (or, on a ring, s is odd), at `weak` where there are not so many
    /// outside, at `people` where a network cannot hold the ties.
    pub fn new(people: u32, strong: u32, weak: u32, form: Form) -> Result<Self, Fault> {
        if form == Form::Ring {
            ring(people, strong).map_err(|fault| match fault.key.as_str() {
                "friends" => Fault { key: "strong".to_owned(), ..fault },
                _ => fault,
            })?;
        }
        if strong >= people {
            let message = format!("{strong} strong ties are too many among {people} people");
            return Err(Fault::at(
                "strong",
                message,
                format!("write at most {}, or more people", people.saturating_sub(1)),
            ));
        }
        let outside = people - 1 - strong;
        if weak > outside {
            let message = format!("{weak} weak ties are too many where only {outside} people are not near");
            return Err(Fault::at("weak", message, format!("write at most {outside}, or more people")));
        }
        fits(people, f64::from(people) * (f64::from(strong) + f64::from(weak)), "people")?;
        Ok(StrongAndWeak { people, strong, weak, form, strengths: None })
    }

    /// The same with the strength of strong and of weak ties, in [0, 1].
    ///
    /// # Errors
    ///
    /// A fault at `strong-strength` or `weak-strength` where it is not in [0, 1].
    pub fn with_strengths(self, strong: f64, weak: f64) -> Result<Self, Fault> {
        probable(strong, "strong-strength")?;
        probable(weak, "weak-strength")?;
        Ok(StrongAndWeak { strengths: Some([strong, weak]), ..self })
    }

    /// Whether a tie between two people would be a strong one.
    #[inline]
    pub fn is_strong(&self, a: u32, b: u32) -> bool {
        match self.form {
            Form::Groups => a / (self.strong + 1) == b / (self.strong + 1),
            Form::Ring => {
                let apart = a.abs_diff(b);
                apart.min(self.people - apart) <= self.strong / 2
            }
        }
    }

    fn weak_ties(&self, luck: Stream) -> (Ties, Ties) {
        let ends =
            (0..self.people).flat_map(|person| std::iter::repeat_n(person, self.weak as usize)).collect::<Vec<u32>>();
        let mut tied = Pairs::with_capacity(ends.len() / 2);
        join(ends, &mut luck.sequence(0), &mut tied, |a, b| self.is_strong(a, b))
    }
}

impl Generator for StrongAndWeak {
    fn size(&self) -> (u64, f64) {
        let n = f64::from(self.people);
        let strong = match self.form {
            Form::Ring => n * f64::from(self.strong),
            Form::Groups => {
                let last = f64::from(self.people % (self.strong + 1));
                (n - last) * f64::from(self.strong) + last * (last - 1.0).max(0.0)
            }
        };
        (u64::from(self.people), strong + 2.0 * (n * f64::from(self.weak) / 2.0).floor())
    }

    fn generate(&self, luck: Stream) -> Graph {
        let (weak, _) = self.weak_ties(luck);
        let (mut from, mut to): (Vec<u32>, Vec<u32>) = weak.into_iter().map(|[a, b]| (a, b)).unzip();
        let mut tie = |a: u32, b: u32| {
            from.push(a);
            to.push(b);
        };
        match self.form {
            Form::Groups => {
                for person in 0..self.people {
                    let group = person / (self.strong + 1);
                    let end = ((group + 1).saturating_mul(self.strong + 1)).min(self.people);
                    (person + 1..end).for_each(|other| tie(person, other));
                }
            }
            Form::Ring => {
                let half = self.strong as usize / 2;
                for (i, other) in clockwise(self.people, half as u32).into_iter().enumerate() {
                    tie((i / half) as u32, other);
                }
            }
        }
        let graph = network(self.people, from, to, true);
        let Some([strong, weak]) = self.strengths else { return graph };
        let strength = |a: u32, b: u32| if self.is_strong(a, b) { strong } else { weak };
        let all = (0..self.people).flat_map(|u| graph.hearers(u).iter().map(move |&v| strength(u, v))).collect();
        graph.with_strengths(all)
    }

    fn is_fixed(&self) -> bool {
        self.weak == 0
    }

    fn facts(&self, _luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        match self.form {
            Form::Groups => {
                vec![(COMMUNITY, (0..self.people).map(|person| f64::from(person / (self.strong + 1))).collect())]
            }
            Form::Ring => Vec::new(),
        }
    }

    fn remark(&self, luck: Stream, _graph: &Graph) -> Option<String> {
        let (made, left) = self.weak_ties(luck);
        let asked = made.len() + left.len();
        (!left.is_empty())
            .then(|| format!("{} of {asked} weak ties are left out: no two people were left to tie", left.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, code, luck};
    use std::collections::BTreeSet;

    /// Two groups of two with one weak tie each: 2 ways; three groups of two: 8 of the 15 pairings have no pair inside. Each
    /// equally likely; chi-square, alpha = 1e-6, 20,000 draws.
    #[test]
    fn weak_ties_lead_anywhere_else() {
        for (people, ways) in [(4, 2), (6, 8)] {
            let law = StrongAndWeak::new(people, 1, 1, Form::Groups).unwrap();
            let seen: BTreeSet<u64> = (0..2_000).map(|i| code(&law.generate(luck(i)))).collect();
            assert_eq!(seen.len(), ways);
            let all: Vec<(u64, f64)> = seen.into_iter().map(|code| (code, 1.0 / ways as f64)).collect();
            assert_law(&all, 20_000, |i| law.generate(luck(i)));
        }
    }

    #[test]
    fn everyone_has_as_many_as_asked() {
        for (people, strong, weak, form) in
            [(600, 5, 4, Form::Groups), (602, 5, 3, Form::Groups), (500, 6, 2, Form::Ring)]
        {
            let law = StrongAndWeak::new(people, strong, weak, form).unwrap().with_strengths(0.3, 0.01).unwrap();
            let network = law.generate(luck(2));
            assert_eq!((network.ties() as f64, law.remark(luck(2), &network)), (law.size().1, None));
            for u in 0..people {
                let (near, far): (Vec<u32>, Vec<u32>) = network.hearers(u).iter().partition(|&&v| law.is_strong(u, v));
                let group = if form == Form::Groups && u >= people / 6 * 6 { people % 6 - 1 } else { strong };
                assert_eq!((near.len() as u32, far.len() as u32), (group, weak), "person {u}");
                for tie in network.row(u) {
                    let expected = if law.is_strong(u, network.targets()[tie]) { 0.3 } else { 0.01 };
                    assert_eq!(network.strengths().unwrap()[tie], expected);
                }
            }
        }
        assert_eq!(StrongAndWeak::new(9, 3, 1, Form::Ring).unwrap_err().key, "strong");
        assert_eq!(StrongAndWeak::new(9, 3, 6, Form::Groups).unwrap_err().key, "weak");
        assert_eq!(StrongAndWeak::new(9, 9, 0, Form::Groups).unwrap_err().key, "strong");
    }
}
