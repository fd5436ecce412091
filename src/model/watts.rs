//! **Watts' global cascades**: people act once a given share of those they hear have acted.
//!
//! A person who hears k people acts in the round after m of them have acted with m / k >= phi. The comparison is exact:
//! phi is taken as the decimal fraction that is written (0.2 is one fifth), and m den >= num k in whole numbers. Who hears
//! nobody never acts, unless phi is 0 and everybody does.
//!
//! # Parameters
//! `share`: phi, in [0, 1], a number for all or a column of the people's attributes. A larger share makes cascades rarer: on a Poisson network with one seed and phi = 0.18 they
//! exist for mean degrees between 1.02 and 5.76 only.
//!
//! # Cost
//! Time in the ties of those who act; memory 8 bytes a person.
//!
//! # Randomness
//! None beyond network and seed set.
//!
//! # Reference
//! Watts, *A simple model of global cascades on random networks*, PNAS 99 (2002), doi:10.1073/pnas.082090499.

use super::column::{ByPerson, Fits, SHARE_OR_COLUMN};
use super::{Model, Network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::PerPerson;
use crate::law::{Law, Rule};

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Model>> = Entry {
    name: "watts",
    title: "people act once a given share of those they hear have acted",
    kind: Kind::Table(&[Key::required(
        "share",
        SHARE_OR_COLUMN,
        "share of the people heard who must have acted; a number, or a column",
    )
    .larger("makes everybody more hesitant")]),
    reference: "Watts, A simple model of global cascades on random networks, 2002",
    check: "share 0.2 of 5 people heard: exactly one is enough",
    build: |value| Ok(Box::new(Watts { share: ByPerson::read(value.at("share")) })),
};

struct Watts {
    share: ByPerson,
}

impl Model for Watts {
    fn law(&self, network: &Network) -> Result<Law, Fault> {
        let share = self.share.of("share", network, Fits::Share)?;
        let needed = (0..network.graph.people()).map(|person| match network.graph.in_degree(person) {
            0 if share.of(person) > 0.0 => u32::MAX,
            k => needed(share.of(person), k),
        });
        Ok(Law::Thresholds(Rule::Count(PerPerson::Each(needed.collect()))))
    }

    fn starts_alone(&self) -> bool {
        self.share.same().is_none_or(|share| share == 0.0)
    }
}

/// The smallest m with m / k >= share, the share read as the shortest decimal fraction that gives its number.
pub(super) fn needed(share: f64, k: u32) -> u32 {
    let written = format!("{share}");
    let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
    // A share in [0, 1] is 0, 1 or "0." and digits. Past 26 digits (a share below 1e-9) any positive share needs one.
    if decimals.len() > 26 {
        return 1;
    }
    let numerator: u128 = format!("{whole}{decimals}").parse().expect("digits");
    let denominator = 10u128.pow(decimals.len() as u32);
    (numerator * u128::from(k)).div_ceil(denominator) as u32
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn shares_are_compared_exactly() {
        // In binary floating point 0.2 * 5 is 1 but 0.6 * 5 and 0.7 * 10 miss: the decimal fractions must not.
        for (share, k, m) in
            [(0.2, 5, 1), (0.6, 5, 3), (0.7, 10, 7), (0.3, 10, 3), (0.1, 10, 1), (0.18, 5, 1), (0.18, 6, 2)]
        {
            assert_eq!(needed(share, k), m, "{share} of {k}");
        }
        for k in 1..2000 {
            assert_eq!(needed(1.0, k), k);
            assert_eq!(needed(0.0, k), 0);
            assert_eq!(needed(1e-300, k), 1);
            assert_eq!(needed(0.5, k), k.div_ceil(2));
        }
    }
}
