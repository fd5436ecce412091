//! A few people have very many ties, most have few: the configuration model with a power law of degrees, under its own name.
//!
//! P(k) is proportional to k^-exponent for k from `minimum` to `maximum`. Everything else is as in
//! [`configuration`](super::configuration), and the same keys give the same ties there.
//!
//! # Parameters
//!
//! `people` n, at least 1; `exponent`, 1 to 100 (between 2 and 3 in many social networks); exactly one of `minimum`, at
//! least 1, and `mean`, above 0; `maximum`, n - 1 if absent; `mutual`, default true.
//!
//! `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! As [`configuration`](super::configuration): linear in people and ties.
//!
//! # Randomness
//!
//! As [`configuration`](super::configuration).
//!
//! # Reference
//!
//! A. Clauset, C. R. Shalizi and M. E. J. Newman, *Power-law distributions in empirical data*, SIAM Review 51 (2009),
//! 661-703, doi:10.1137/070710111.

use super::configuration::{Configuration, degree};
use super::{Generator, PEOPLE, RECIPROCITY, mutual_key, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};

const KEYS: &[Key] = &[
    PEOPLE,
    degree::POWER_LAW[0],
    degree::POWER_LAW[1],
    degree::POWER_LAW[2],
    degree::POWER_LAW[3],
    mutual_key(
        "whether a tie runs both ways; if not, the law is that of how many hear a person, and how many a person hears",
    ),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "power-law",
    title: "a few people have very many ties, most have few",
    kind: Kind::Table(KEYS),
    reference: "A. Clauset, C. R. Shalizi and M. E. J. Newman, Power-law distributions in empirical data, 2009",
    check: "the same ties as `configuration` with this law",
    build: |value| {
        let law = degree::Law::power_law(value)?;
        let built = Configuration::new(value.whole("people") as u32, law, value.flag("mutual"));
        // The law's keys stand at the top here.
        let unnested = |key: String| key.trim_start_matches("degree.power-law").trim_start_matches('.').to_owned();
        with_reciprocity(value, built.map_err(|fault| Fault { key: unnested(fault.key), ..fault })?)
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Value;
    use crate::quantity::RandomSeed;
    use crate::random::{Purpose, Replicate};

    #[test]
    fn it_is_the_configuration_model_with_this_law() {
        let table = |entries: &[(&str, Value)]| {
            Value::Table(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
        };
        let law = [("exponent", Value::Number(2.5)), ("minimum", Value::Whole(2))];
        let (people, mutual) = (("people", Value::Whole(500)), ("mutual", Value::Flag(true)));
        let own = (ENTRY.build)(&table(&[people.clone(), law[0].clone(), law[1].clone(), mutual.clone()]));
        let degree = ("degree", table(&[("power-law", table(&law))]));
        let other = (super::super::configuration::ENTRY.build)(&table(&[people, degree, mutual]));
        let luck = Replicate::new(RandomSeed::new(3).unwrap(), 0, 0).stream(Purpose::Network);
        let (own, other) = (own.ok().unwrap().generate(luck), other.ok().unwrap().generate(luck));
        assert_eq!(own.targets(), other.targets());
        assert!(own.ties() > 1000);
    }
}
