//! **Branching process**: everybody passes it on to a random number of new people, and nobody hears it twice.
//!
//! The cascade of a world without a network (Galton and Watson): those asked are generation 0, each member of a generation
//! has a number of children drawn from one law, and the children are the next generation. A process whose members have
//! more than one child on average may live for ever; one with at most one child dies out (unless everybody has exactly one).
//! From one member it dies out with the smallest probability s that solves s = G(s), G(s) the mean of s^children; from k
//! members with s^k.
//!
//! A scenario with this model has no `[network]`. A campaign's `seeds` say how many begin: `{ random = 10 }`.
//!
//! # Parameters
//! `offspring`, one of `{ poisson = MEAN }`, `{ geometric = MEAN }` (0, 1, 2 ... children), `{ negative-binomial = { mean,
//! dispersion } }` (variance mean + mean^2 / dispersion), `{ given = [p0, p1, ...] }`; means from 0 to 100, a larger one
//! lives longer. `largest`: a process of so many people is stopped there, counts as alive, and the answer says how many were.
//!
//! # Output
//! `reach` is the size of the family, `depth` its generations, `extinct` 1 where it died out before `horizon` (a number of
//! generations) and `largest`, so that its mean is the probability of extinction by then.
//!
//! # Cost
//! Time and memory in the members born; one draw each.
//!
//! # Randomness
//! Offspring (member), a member by its place in the family tree.
//!
//! # Reference
//! Watson and Galton, *On the probability of the extinction of families*, J. Anthropological Institute 4 (1875); Harris, *The
//! Theory of Branching Processes* (1963), chapter I. Dispersion: Lloyd-Smith, Schreiber, Kopp and Getz, *Superspreading and
//! the effect of individual variation on disease emergence*, Nature 438 (2005), doi:10.1038/nature04153.

use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::law::{Birth, Descent, Law, Offspring};

const MEAN: Kind = Kind::Number(0.0, 100.0);

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "branching",
    title: "everybody passes it on to a random number of new people; no network",
    kind: Kind::Table(&[
        Key::required(
            "offspring",
            Kind::OneOf(&[
                Key::optional("poisson", MEAN, "Poisson with this mean").larger("lives longer; above 1 some never end"),
                Key::optional("geometric", MEAN, "geometric on 0, 1, 2 ... with this mean")
                    .larger("lives longer; above 1 some never end"),
                Key::optional(
                    "negative-binomial",
                    Kind::Table(&[
                        Key::required("mean", MEAN, "mean number of children")
                            .larger("lives longer; above 1 some never end"),
                        Key::required(
                            "dispersion",
                            Kind::Number(0.01, 1e6),
                            "the variance is mean + mean^2 / dispersion",
                        )
                        .larger("makes people more alike; 1 is geometric, many is Poisson"),
                    ]),
                    "few have many children and many have none",
                ),
                Key::optional("given", Kind::List(&Kind::Probability), "the probabilities of 0, 1, 2 ... children"),
            ]),
            "the law of the number of new people whom each one wins",
        ),
        LARGEST,
    ]),
    reference: "Watson and Galton, On the probability of the extinction of families, 1875",
    check: "Poisson with mean 2: extinct with probability .203188; mean 1/2: sizes as Borel, mean 2",
    build: |value| {
        let offspring = match value.at("offspring").chosen() {
            ("poisson", mean) => Offspring::poisson(mean.as_number().unwrap_or_default()),
            ("geometric", mean) => Offspring::negative_binomial(mean.as_number().unwrap_or_default(), 1.0),
            ("given", chances) => given(chances)?,
            (_, law) => Offspring::negative_binomial(law.number("mean"), law.number("dispersion")),
        };
        Ok(Box::new(Branching { offspring, largest: value.whole("largest") as u32 }))
    },
};

/// The key of a model without a network that keeps it from growing without end.
pub(super) const LARGEST: Key = Key::with_default(
    "largest",
    Kind::Whole(1, 100_000_000),
    "10_000",
    "a process is stopped at so many people and counts as alive; the answer says how many were",
)
.unit("people")
.larger("takes longer where processes live on");

fn given(chances: &Value) -> Result<Offspring, Fault> {
    let chances: Vec<f64> = chances.as_list().unwrap_or_default().iter().filter_map(Value::as_number).collect();
    let sum: f64 = chances.iter().sum();
    if (sum - 1.0).abs() > 1e-9 {
        let help = "write probabilities of 0, 1, 2 ... children that add up to 1";
        return Err(Fault::at(
            "offspring.given",
            format!("these probabilities add up to {}", crate::text::wrong_sum(sum, 1.0)),
            help,
        ));
    }
    Ok(Offspring::given(&chances))
}

struct Branching {
    offspring: Offspring,
    largest: u32,
}

impl Model for Branching {
    fn law(&self, _: &Network) -> Result<Law, Fault> {
        let offspring = self.offspring.clone();
        Ok(Law::Descent(Descent { offspring, delay: Birth::Generation, background: 0.0, largest: self.largest }))
    }

    fn measures(&self) -> &'static [&'static str] {
        &["extinct"]
    }

    fn people(&self) -> Option<u32> {
        Some(self.largest)
    }

    fn theory(&self) -> Option<String> {
        let (mean, dies) = (self.offspring.mean(), self.offspring.extinction());
        Some(match mean < 1.0 - 1e-9 {
            true => {
                format!("in theory each one asked brings {:.4} people in all, 1 / (1 - {mean:.4})", 1.0 / (1.0 - mean))
            }
            false => format!("in theory a family of one dies out with probability {dies:.6}, the least s = G(s)"),
        })
    }
}
