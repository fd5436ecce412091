//! What is asked for of groups, before it meets a network.

use crate::catalog::{Fault, Value};
use crate::model::Network;
use crate::seeding::best::quotas::{NO_GROUP, Quota, Quotas};
use crate::seeding::best::terms::Terms;

/// The keys of groups as read.
#[derive(Clone, Debug)]
pub struct OfGroups {
    column: String,
    at_least: Option<u64>,
    at_most: Option<u64>,
}

/// The keys of groups, if they go together; `counts`: a number of people is given.
pub fn read(value: &Value, counts: bool) -> Result<Option<OfGroups>, Fault> {
    let column = value.get("group").and_then(Value::as_text).map(str::to_owned);
    let whole = |key: &str| value.get(key).and_then(Value::as_whole);
    match (column, whole("at-least"), whole("at-most")) {
        (None, None, None) => Ok(None),
        (None, at_least, _) => {
            let key = if at_least.is_some() { "at-least" } else { "at-most" };
            let help = "write group = \"column\", a column of [people] attributes = \"people.csv\"";
            Err(Fault::at(key, format!("`{key}` is about groups, and nothing says which"), help))
        }
        (Some(_), None, None) => {
            let help = "write at-least = 1, or at-most = 3: people of each group";
            Err(Fault::at("group", "nothing says how many of each group are asked", help))
        }
        (Some(_), Some(least), Some(most)) if least > most => {
            let message = format!("at least {least} and at most {most} people of a group cannot be asked");
            Err(Fault::at("at-least", message, format!("write at most {most}")).also("at-most", "fewer"))
        }
        (Some(_), ..) if !counts => {
            let help = "write count = 10 for ten people, or leave out `group`";
            Err(Fault::at("group", "groups are kept to where a number of people is asked, which is not given", help))
        }
        (Some(column), at_least, at_most) => Ok(Some(OfGroups { column, at_least, at_most })),
    }
}

/// The quotas of a network's people.
///
/// # Errors
/// There is no such column.
pub fn quotas(network: &Network, wish: &OfGroups) -> Result<Quotas, Fault> {
    let OfGroups { column, at_least: least, at_most: most } = wish;
    let groups = network.audience.attributes.groups_by(column);
    let groups = groups.map_err(|fault| Fault { key: "group".to_owned(), ..fault })?;
    let mut of = vec![NO_GROUP; network.graph.people() as usize];
    let quota = |(place, (name, members)): (usize, (String, Vec<u32>))| {
        members.iter().for_each(|&person| of[person as usize] = place as u32);
        let whole = |number: Option<u64>, other: u32| number.map_or(other, |number| number as u32);
        Quota { name, people: members.len() as u32, at_least: whole(*least, 0), at_most: whole(*most, u32::MAX) }
    };
    let groups = groups.into_iter().enumerate().map(quota).collect();
    Ok(Quotas { column: column.clone(), groups, of })
}

/// Whether there is a seed set that keeps to the groups.
///
/// # Errors
/// Groups that are too small, or numbers that do not go together.
pub fn fit(terms: &Terms, network: &Network) -> Result<(), Fault> {
    let (Some(quotas), count) = (&terms.quotas, terms.most() as u64) else { return Ok(()) };
    let asked = |person: &u32| terms.allows(*person) || terms.include.contains(person);
    let everybody: Vec<u32> = (0..network.graph.people()).filter(asked).collect();
    let open = quotas.held(&everybody);
    let included = quotas.held(&terms.include);
    for (group, (&open, &included)) in quotas.groups.iter().zip(open.iter().zip(&included)) {
        let Quota { name, at_least, at_most, .. } = group;
        if open < *at_least {
            let people = crate::text::count(u64::from(*at_least), "person", "people");
            let message = format!("{people} of each group must be asked, and of `{name}` {open} may be");
            let help = match open {
                0 => "leave it out, or let somebody of the group be asked".to_owned(),
                _ => format!("write at most {open}, or leave it out"),
            };
            return Err(Fault::at("at-least", message, help));
        }
        if included > *at_most {
            let message = format!("{included} people of `{name}` must be asked, and {at_most} of each group may be");
            return Err(Fault::at("include", message, "raise `at-most`, or name fewer people").also("at-most", "fewer"));
        }
    }
    let all = |of: &dyn Fn(&Quota, u32, u32) -> u64| -> u64 {
        quotas.groups.iter().zip(open.iter().zip(&included)).map(|(group, (&open, &held))| of(group, open, held)).sum()
    };
    let free = |people: &[u32]| people.iter().filter(|&&person| quotas.of[person as usize] == NO_GROUP).count() as u64;
    let least = all(&|group, _, held| group.at_least.max(held).into()) + free(&terms.include);
    if least > count {
        let message = format!("{count} people may be asked, and the groups and `include` need {least}");
        return Err(
            Fault::at("count", message, format!("write at least {least}")).also("at-least", "people of each group")
        );
    }
    let most = all(&|group, open, _| group.at_most.min(open).into()) + free(&everybody);
    if most < count {
        let message = format!("{count} people are asked for, and the groups allow {most}");
        return Err(
            Fault::at("count", message, format!("write at most {most}")).also("at-most", "people of each group")
        );
    }
    Ok(())
}
