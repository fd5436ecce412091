//! **Among**: a seeding within part of the people.
//!
//! Whoever has one of the values `is` in `column`, or a number from `from` to `to`, may be chosen, by any other seeding. That one
//! still looks at the whole network: `most-ties` among a town takes those of the town whom most people anywhere hear. A share
//! ("10 %") is one of the people of the group; people of whom the column says nothing are not of it.
//!
//! # Parameters
//! `column`; `is`, a value or a list of them; `from` and `to`, numbers, both included; `seeds`, the seeding.
//!
//! # Cost
//! Time n and that of the other seeding, once a network.

use super::nested::{self, Part};
use super::{Group, Seeding};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::Graph;
use crate::model::{Network, known_column};
use crate::random::Replicate;
use crate::text::{nearest, shown};

/// A number that may stand for a value of a column.
const NUMBER: Kind = Kind::Number(f64::NEG_INFINITY, f64::INFINITY);

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "among",
    title: "another seeding, within the people who have a value in a column of attributes",
    kind: Kind::Table(&[
        Key::required("column", Kind::Column, "column of attributes that says who is of the group"),
        Key::optional(
            "is",
            Kind::Either(&[Kind::Text, NUMBER, Kind::List(&Kind::Either(&[Kind::Text, NUMBER]))]),
            "the value of those who are of the group, or a list of values",
        ),
        Key::optional("from", NUMBER, "the smallest number of those who are of the group"),
        Key::optional("to", NUMBER, "the largest number of those who are of the group"),
        Key::required("seeds", nested::ONE, "whom to ask first of the group"),
    ]),
    reference: "",
    check: "most ties among people of one town, by hand",
    build: |value| {
        let written = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            number => number.as_number().unwrap_or_default().to_string(),
        };
        let values = value.get("is").map(|is| match is {
            Value::List(values) => values.iter().map(written).collect(),
            one => vec![written(one)],
        });
        let (from, to) = (value.get("from").and_then(Value::as_number), value.get("to").and_then(Value::as_number));
        match (&values, from, to) {
            (None, None, None) => {
                let help = "write is = \"value\", a list of values, or from and to for numbers";
                return Err(Fault::at("", "nothing says which people are of the group", help));
            }
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
                let key = if from.is_some() { "from" } else { "to" };
                let fault = Fault::at(key, "values and a range of numbers are given", "keep `is`, or `from` and `to`");
                return Err(fault.also("is", "values"));
            }
            (None, Some(from), Some(to)) if from > to => {
                return Err(Fault::at("to", "the range ends before it begins", "write the smaller number at `from`"));
            }
            _ => {}
        }
        let range = (from.unwrap_or(f64::NEG_INFINITY), to.unwrap_or(f64::INFINITY));
        let part = Part::read(value.at("seeds"), "seeds")?;
        Ok(Box::new(Among { column: value.text("column").to_owned(), values, range, part }))
    },
};

struct Among {
    column: String,
    /// The values of the group; `None`: numbers in the range.
    values: Option<Vec<String>>,
    range: (f64, f64),
    part: Part,
}

impl Among {
    fn group(&self, network: &Network, group: &Group) -> Group {
        let attributes = &network.audience.attributes;
        group.among(|person| match &self.values {
            Some(values) => {
                attributes.text(&self.column, person).is_some_and(|value| values.iter().any(|one| *one == value))
            }
            None => attributes
                .number(&self.column, person)
                .is_some_and(|number| (self.range.0..=self.range.1).contains(&number)),
        })
    }

    /// A fault unless the column has all the values, or numbers in the range.
    fn known(&self, network: &Network) -> Result<(), Fault> {
        let attributes = &network.audience.attributes;
        known_column(network, "column", &self.column)?;
        let Some(values) = &self.values else {
            return match attributes.no_number(&self.column) {
                Some((line, text)) => {
                    let message = format!("column {} holds text ({} in line {line})", shown(&self.column), shown(text));
                    Err(Fault::at("column", message, "name a column of numbers, or write is = \"value\""))
                }
                None => Ok(()),
            };
        };
        let groups = attributes.groups(&self.column);
        let known: Vec<&str> = groups.iter().map(|(value, _)| value.as_str()).collect();
        let Some(unknown) = values.iter().find(|value| !known.contains(&value.as_str())) else { return Ok(()) };
        let help = match nearest(unknown, known.iter().copied()) {
            Some(near) => format!("did you mean {}?", shown(near)),
            None if known.len() > 8 => format!("the column has {} values, the first {}", known.len(), shown(known[0])),
            None => format!("the values are {}", known.join(", ")),
        };
        Err(Fault::at("is", format!("nobody has {} in column {}", shown(unknown), shown(&self.column)), help))
    }
}

impl Seeding for Among {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.seeds_among(network, luck, &Group::everybody(network.graph))
    }

    fn varies(&self) -> bool {
        self.part.seeding.varies()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.part.check(graph)
    }

    fn files(&mut self) -> Vec<(&str, &mut Vec<String>)> {
        self.part.files()
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        self.part.seeding.seeds_among(network, luck, &self.group(network, group))
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.known(network)?;
        let group = self.group(network, group);
        if group.size() == 0 {
            let range = match self.range {
                (from, f64::INFINITY) => format!("of at least {from}"),
                (f64::NEG_INFINITY, to) => format!("of at most {to}"),
                (from, to) => format!("from {from} to {to}"),
            };
            let message = format!("nobody has a number {range} there");
            return Err(Fault::at("column", message, "widen the range"));
        }
        self.part.check_among(network, &group)
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        // A share of the group is at most the same share of everybody.
        self.part.seeding.count_among(group)
    }

    fn settled(&self, network: &Network, group: &Group) -> Option<Box<dyn Seeding>> {
        let group = self.group(network, group);
        let part = self.part.settled(network, &group);
        Some(Box::new(Settled { group, part }))
    }

    fn number_picks(&mut self, next: &mut u64) {
        self.part.number_picks(next);
    }

    fn is_list(&self) -> bool {
        self.part.seeding.is_list()
    }
}

/// The same where the group is known.
struct Settled {
    group: Group,
    part: Part,
}

impl Seeding for Settled {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.part.seeding.seeds_among(network, luck, &self.group)
    }

    fn varies(&self) -> bool {
        self.part.seeding.varies()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.part.check(graph)
    }

    fn seeds_among(&self, network: &Network, luck: &Replicate, group: &Group) -> Vec<u32> {
        self.part.seeding.seeds_among(network, luck, &self.group.within(group))
    }

    fn check_among(&self, network: &Network, group: &Group) -> Result<(), Fault> {
        self.part.check_among(network, &self.group.within(group))
    }

    fn count_among(&self, _: &Group) -> Option<u64> {
        self.part.seeding.count_among(&self.group)
    }
}
