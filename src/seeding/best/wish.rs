//! What the user asks for, before it meets a network.

use super::terms::{Limit, Terms};
use super::Goal;
use crate::catalog::{Fault, Value};
use crate::model::{Network, column_of};
use crate::seeding::people::known;

/// The keys of a choice as read.
#[derive(Clone, Debug)]
pub struct Wish {
    /// How many people.
    pub count: Option<u64>,
    /// Whether nothing but the count was written.
    pub(super) alone: bool,
    budget: Option<f64>,
    price: Option<String>,
    value: Option<String>,
    include: Vec<String>,
    exclude: Vec<String>,
    /// How good it must be.
    pub goal: Goal,
}

impl Wish {
    /// From values that have passed their keys.
    ///
    /// # Errors
    /// Keys that do not go together.
    pub fn read(value: &Value) -> Result<Wish, Fault> {
        let text = |key: &str| value.get(key).and_then(Value::as_text).map(str::to_owned);
        let names = |key: &str| {
            let names = value.get(key).and_then(Value::as_texts).unwrap_or_default();
            names.into_iter().map(str::to_owned).collect::<Vec<String>>()
        };
        let (count, budget) = (value.get("count").and_then(Value::as_whole), value.get("budget").and_then(Value::as_number));
        let (price, worth) = (text("price"), text("value"));
        match (count, budget, &price) {
            (None, None, _) => {
                let help = "write count = 10 for ten people, or budget = 5000 with price = \"column\"";
                return Err(Fault::at("", "neither `count` nor `budget` says how many may be asked", help));
            }
            (Some(_), Some(_), _) => {
                let fault = Fault::at("budget", "`count` and `budget` cannot both be given", "leave one of them out");
                return Err(fault.also("count", "the other one"));
            }
            (_, Some(_), None) => {
                let help = "write price = \"column\", a column of [people] attributes = \"people.csv\"";
                return Err(Fault::at("budget", "a budget needs prices", help));
            }
            (Some(_), _, Some(_)) => {
                let help = "write budget = 5000 instead of `count`, or leave out `price`";
                return Err(Fault::at("price", "prices are of no use without a budget", help).also("count", "a number of people"));
            }
            _ => {}
        }
        let goal = Goal {
            ratio: value.number("ratio"),
            noise: value.number("noise"),
            failure_probability: value.number("failure-probability"),
            worlds: value.whole("worlds"),
            tried: value.whole("candidates"),
        };
        let (include, exclude) = (names("include"), names("exclude"));
        let alone = include.is_empty() && exclude.is_empty() && worth.is_none();
        Ok(Wish { count, alone, budget, price, value: worth, include, exclude, goal })
    }

    /// The column of prices, and that of values.
    pub fn columns(&self) -> (Option<&str>, Option<&str>) {
        (self.price.as_deref(), self.value.as_deref())
    }

    /// What there is to spend.
    pub fn budget(&self) -> Option<f64> {
        self.budget
    }

    /// The terms for a network.
    ///
    /// # Errors
    /// Columns and people that are not there, and limits that leave nobody.
    pub fn terms(&self, network: &Network) -> Result<Terms, Fault> {
        let graph = network.graph;
        let people = |key: &str, names: &[String]| -> Result<Vec<u32>, Fault> {
            known(names, graph).map_err(|fault| Fault { key: format!("{key}{}", fault.key), ..fault })?;
            Ok(names.iter().filter_map(|name| graph.names().find(name)).collect())
        };
        let (include, exclude) = (people("include", &self.include)?, people("exclude", &self.exclude)?);
        if let Some(both) = include.iter().position(|person| exclude.contains(person)) {
            let message = format!("`{}` cannot be both included and excluded", self.include[both]);
            return Err(Fault::at(format!("include[{}]", both + 1), message, "name the person in one list only"));
        }
        let allowed = (!exclude.is_empty()).then(|| {
            let mut allowed = vec![true; graph.people() as usize];
            exclude.iter().for_each(|&person| allowed[person as usize] = false);
            allowed
        });
        let limit = match (self.count, self.budget, &self.price) {
            (Some(count), ..) => Limit::Count(count as u32),
            (_, Some(budget), Some(column)) => Limit::Money { budget, prices: prices(network, column)? },
            _ => unreachable!("read refuses it"),
        };
        let values = self.value.as_deref().map(|column| values(network, column)).transpose()?;
        let terms = Terms { limit, include, allowed, values };
        self.fits(&terms, network)?;
        Ok(terms)
    }

    fn fits(&self, terms: &Terms, network: &Network) -> Result<(), Fault> {
        let name = |person: u32| network.graph.names().get(person);
        for (i, &person) in terms.include.iter().enumerate() {
            if terms.price(person).is_infinite() {
                let message = format!("`{}` has no price, and cannot be asked", name(person));
                return Err(Fault::at(format!("include[{}]", i + 1), message, "give a price, or leave the name out"));
            }
        }
        if terms.price_of(&terms.include) > terms.most() {
            return Err(match &terms.limit {
                Limit::Count(count) => Fault::at(
                    "include",
                    format!("{} people must be asked, and {count} may be", terms.include.len()),
                    "raise `count`, or name fewer people",
                ),
                Limit::Money { budget, .. } => Fault::at(
                    "include",
                    format!("who must be asked takes {}, more than the budget of {budget}", terms.price_of(&terms.include)),
                    "raise `budget`, or name fewer people",
                ),
            });
        }
        let asked = (0..network.graph.people()).filter(|&person| terms.allows(person)).count();
        match &terms.limit {
            Limit::Count(count) if asked < *count as usize => Err(Fault::at(
                "count",
                format!("{count} people are asked for, and {asked} may be"),
                format!("write at most {asked}"),
            )),
            Limit::Money { prices, budget } if asked == 0 => {
                let cheapest = prices.iter().copied().fold(f64::INFINITY, f64::min);
                let help = match cheapest.is_finite() {
                    true => format!("the cheapest person takes {cheapest}"),
                    false => "no person of the network has a price: are the names those of the network?".to_owned(),
                };
                Err(Fault::at("budget", format!("a budget of {budget} buys nobody"), help))
            }
            _ => Ok(()),
        }
    }
}

/// The prices of a column; infinite where there is none.
fn prices(network: &Network, column: &str) -> Result<Vec<f64>, Fault> {
    column_or(network, "price", column, f64::INFINITY, "a price is a number of at least 0, or nothing: then the person cannot be asked")
}

fn values(network: &Network, column: &str) -> Result<Vec<f64>, Fault> {
    let help = "a value is a number of at least 0, or nothing: then reaching the person counts nothing";
    let values = column_or(network, "value", column, 0.0, help)?;
    match values.iter().any(|&value| value > 0.0) {
        true => Ok(values),
        false => Err(Fault::at("value", format!("nobody has a value above 0 in column `{column}`"), help)),
    }
}

/// A column of numbers of at least 0, `nothing` for people of whom it says none.
fn column_or(network: &Network, key: &str, column: &str, nothing: f64, help: &str) -> Result<Vec<f64>, Fault> {
    let attributes = &network.audience.attributes;
    let numbers = matches!(attributes.kind(column), Some(crate::audience::attributes::Kind::Numbers));
    if !numbers {
        // It says what is wrong with a column that is not there or holds text.
        return column_of(network, key, column, |_| true, help);
    }
    let of = |person| match attributes.number(column, person) {
        None => Ok(nothing),
        Some(number) if number >= 0.0 => Ok(number),
        Some(number) => {
            let name = network.graph.names().get(person);
            Err(Fault::at(key, format!("`{name}` has {number} in column `{column}`"), help))
        }
    };
    (0..network.graph.people()).map(of).collect()
}
