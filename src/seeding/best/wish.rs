//! What the user asks for, before it meets a network.

mod groups;

use super::Goal;
use super::terms::{Limit, Terms};
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
    /// What must be reached, and whether it is a share of all.
    target: Option<(f64, bool)>,
    price: Option<String>,
    value: Option<String>,
    include: Vec<String>,
    exclude: Vec<String>,
    /// What is asked for of groups.
    groups: Option<groups::OfGroups>,
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
        let (count, budget) =
            (value.get("count").and_then(Value::as_whole), value.get("budget").and_then(Value::as_number));
        let (price, worth) = (text("price"), text("value"));
        let is_share = |value: &Value, target: f64| matches!(value, Value::Written { .. }) || target < 1.0;
        let target = value.get("target").and_then(|value| value.as_number().map(|x| (x, is_share(value, x))));
        let aims = [("count", count.is_some()), ("budget", budget.is_some()), ("target", target.is_some())];
        let aims: Vec<&str> = aims.into_iter().filter_map(|(key, given)| given.then_some(key)).collect();
        if let [first, second, ..] = aims[..] {
            let message = format!("`{first}` and `{second}` cannot both be given");
            return Err(Fault::at(second, message, "leave one of them out").also(first, "the other one"));
        }
        if matches!(value.get("target"), Some(Value::Written { number, .. }) if *number <= 0.0) {
            return Err(Fault::at(
                "target",
                "a share of 0 is reached by nobody asked",
                "write a share such as \"20 %\"",
            ));
        }
        match (count, budget, &price) {
            (None, None, _) if target.is_none() => {
                let help =
                    "write count = 10 for ten people, budget = 5000 with price = \"column\", or target = \"20 %\"";
                return Err(Fault::at("", "neither `count` nor `budget` says how many may be asked", help));
            }
            (_, Some(_), None) => {
                let help = "write price = \"column\", a column of [people] attributes = \"people.csv\"";
                return Err(Fault::at("budget", "a budget needs prices", help));
            }
            (None, None, Some(_)) => {
                let help = "write budget = 5000 or count = 5 instead of `target`, or leave out `price`";
                let fault = Fault::at("price", "prices are of no use without a budget or a count", help);
                return Err(fault.also("target", "what is asked for instead"));
            }
            _ => {}
        }
        let groups = groups::read(value, count.is_some())?;
        let goal = Goal {
            ratio: value.number("ratio"),
            noise: value.number("noise"),
            failure_probability: value.number("failure-probability"),
            worlds: value.whole("worlds"),
            tried: value.whole("candidates"),
        };
        let (include, exclude) = (names("include"), names("exclude"));
        let alone = price.is_none() && include.is_empty() && exclude.is_empty() && worth.is_none() && groups.is_none();
        Ok(Wish { count, alone, budget, target, price, value: worth, include, exclude, groups, goal })
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
        // Where people are counted a price says only who can be asked.
        let priced = self.price.as_deref().filter(|_| self.count.is_some());
        let priced = priced.map(|column| prices(network, column)).transpose()?;
        let without = |priced: &Vec<f64>| include.iter().position(|&person| priced[person as usize].is_infinite());
        if let Some(place) = priced.as_ref().and_then(without) {
            let message = format!("`{}` has no price, and cannot be asked", self.include[place]);
            return Err(Fault::at(format!("include[{}]", place + 1), message, "give a price, or leave the name out"));
        }
        let allowed = (!exclude.is_empty() || priced.is_some()).then(|| {
            let may = |person: u32| priced.as_ref().is_none_or(|priced| priced[person as usize].is_finite());
            let mut allowed: Vec<bool> = (0..graph.people()).map(may).collect();
            exclude.iter().for_each(|&person| allowed[person as usize] = false);
            allowed
        });
        let limit = match (self.count, self.budget, &self.price) {
            (Some(count), ..) => Limit::Count(count as u32),
            (_, Some(budget), Some(column)) => Limit::Money { budget, prices: prices(network, column)? },
            _ if self.target.is_some() => {
                let open = |person: &u32| {
                    allowed.as_ref().is_none_or(|allowed| allowed[*person as usize]) || include.contains(person)
                };
                Limit::Count((0..graph.people()).filter(open).count() as u32)
            }
            _ => unreachable!("read refuses it"),
        };
        let values = self.value.as_deref().map(|column| values(network, column)).transpose()?;
        let all = values.as_ref().map_or(f64::from(graph.people()), |values| values.iter().sum());
        let target = self.target.map(|(target, is_share)| if is_share { target * all } else { target });
        if let Some(target) = target.filter(|&target| target > all) {
            let message = format!("{target} can never be reached: all there is comes to {all}");
            return Err(Fault::at("target", message, format!("write at most {all}, or a share such as \"20 %\"")));
        }
        let mut terms = Terms { limit, include, allowed, values, target, quotas: None };
        self.fits(&terms, network)?;
        if let Some(wish) = &self.groups {
            terms.quotas = Some(groups::quotas(network, wish)?);
            groups::fit(&terms, network)?;
        }
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
                    format!(
                        "who must be asked takes {}, more than the budget of {budget}",
                        terms.price_of(&terms.include)
                    ),
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
    column_or(
        network,
        "price",
        column,
        f64::INFINITY,
        "a price is a number of at least 0, or nothing: then the person cannot be asked",
    )
}

fn values(network: &Network, column: &str) -> Result<Vec<f64>, Fault> {
    let help = "a value is a number of at least 0, or nothing: then reaching the person counts nothing";
    let values = column_or(network, "value", column, 0.0, help)?;
    match values.iter().sum::<f64>() {
        sum if sum.is_infinite() => {
            let message = format!("the values of column `{column}` add up to more than can be counted");
            Err(Fault::at("value", message, "write them in a larger unit"))
        }
        sum if sum > 0.0 => Ok(values),
        _ => Err(Fault::at("value", format!("nobody has a value above 0 in column `{column}`"), help)),
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
