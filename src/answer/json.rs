//! How an answer is written as JSON: whole numbers without a decimal point, the outcome first, names in the order of the file.

use super::form::{MeasureAnswer, Measures};
use serde::{Deserialize, Deserializer, Serializer, ser::SerializeMap};
use std::collections::BTreeMap;

/// A list of named things as a JSON object that keeps its order.
pub mod by_name {
    use super::super::form::RivalAnswer;
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::{Serializer, ser::SerializeMap};

    type Named = Vec<(String, RivalAnswer)>;

    pub fn serialize<S: Serializer>(named: &Named, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(named.len()))?;
        named.iter().try_for_each(|(name, answer)| map.serialize_entry(name, answer))?;
        map.end()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Named, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Named;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("rivals by name")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
                let mut named = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    named.push(entry);
                }
                Ok(named)
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// The outcome first, then in the order of names: a map has none of its own.
pub fn in_order<S: Serializer>(measures: &Measures, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(measures.len()))?;
    let firsts: &[&str] =
        if measures.contains_key("reach") { &["reach", "earned_reach"] } else { &["convinced", "opinion"] };
    for first in firsts.iter().copied() {
        if let Some(measure) = measures.get(first) {
            map.serialize_entry(first, measure)?;
        }
    }
    for (name, measure) in measures.iter().filter(|(name, _)| !firsts.contains(&name.as_str())) {
        map.serialize_entry(name, measure)?;
    }
    map.end()
}

/// Those that are not null.
pub fn defined<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Measures, D::Error> {
    let all = BTreeMap::<String, Option<MeasureAnswer>>::deserialize(deserializer)?;
    Ok(all.into_iter().filter_map(|(name, measure)| Some((name, measure?))).collect())
}

/// Names of what is not defined, each null.
pub mod nulls {
    use serde::de::IgnoredAny;
    use serde::{Deserialize, Deserializer, Serializer};
    use std::collections::BTreeMap;

    pub fn serialize<S: Serializer>(names: &[String], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(names.iter().map(|name| (name, ())))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
        let all = BTreeMap::<String, Option<IgnoredAny>>::deserialize(deserializer)?;
        Ok(all.into_iter().filter_map(|(name, value)| value.is_none().then_some(name)).collect())
    }
}

pub fn one() -> u64 {
    1
}

pub fn whole_one() -> f64 {
    1.0
}

pub fn is_whole_one(x: &f64) -> bool {
    *x == 1.0
}

pub fn is_one(n: &u64) -> bool {
    *n == 1
}

/// Whole numbers without a decimal point.
pub fn plain<S: Serializer>(x: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if x.fract() == 0.0 && x.abs() < 9e15 { serializer.serialize_i64(*x as i64) } else { serializer.serialize_f64(*x) }
}

pub fn plains<S: Serializer>(all: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    if all.iter().all(|x| x.fract() == 0.0 && x.abs() < 9e15) {
        serializer.collect_seq(all.iter().map(|&x| x as i64))
    } else {
        serializer.collect_seq(all)
    }
}

/// A kebab-case name as JSON and CSV write it.
pub fn snake(name: &str) -> String {
    name.replace('-', "_")
}
