//! What people think at the beginning, and who never changes: keys that models share.

use super::state::{ONE, State, opinion};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::graph::{Graph, PerPerson};
use crate::model::{Network, column_of};
use crate::random::{Chance, Purpose, Replicate, uniform};

/// The beginning of a replicate, made ready for one network.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// What a campaign's people hold.
    pub asked: u64,
    /// What everybody else holds.
    pub others: Others,
    /// Who never changes.
    pub stubborn: Stubborn,
}

/// What everybody holds whom no campaign has asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Others {
    /// 1 with this chance, else 0, drawn for each person.
    Ones(Chance),
    /// The same opinion.
    Same(u64),
    /// Drawn evenly from 0 to 1 for each person.
    Uniform,
    /// By person.
    Each(Vec<u64>),
}

/// Who never changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Stubborn {
    /// Nobody, or so many random people.
    Random(u32),
    /// A campaign's people.
    Asked,
    /// By person.
    Each(Vec<bool>),
}

impl Start {
    /// Everybody's opinion at the beginning of a replicate. Draws: opinion (person), who is stubborn (pick).
    pub fn state<'a>(&self, graph: &'a Graph, seeds: &[u32], luck: &Replicate) -> State<'a> {
        let people = graph.people();
        let drawn = luck.stream(Purpose::Opinion);
        let other = |person: u32| match &self.others {
            Others::Ones(chance) => u64::from(chance.met(drawn.bits(person.into(), 0))) * ONE,
            Others::Same(opinion) => *opinion,
            Others::Uniform => opinion(uniform(drawn.bits(person.into(), 0))),
            Others::Each(each) => each[person as usize],
        };
        let mut opinions: Vec<u64> = (0..people).map(other).collect();
        let mut stubborn = vec![false; people as usize];
        match &self.stubborn {
            Stubborn::Random(count) => {
                let picked = luck.stream(Purpose::Stubborn).sequence(0).distinct(people, *count);
                picked.into_iter().for_each(|person| stubborn[person as usize] = true);
            }
            Stubborn::Asked => seeds.iter().for_each(|&person| stubborn[person as usize] = true),
            Stubborn::Each(each) => stubborn.clone_from(each),
        }
        seeds.iter().for_each(|&person| opinions[person as usize] = self.asked);
        State::new(graph, opinions, stubborn)
    }
}

/// What everybody holds whom no campaign has asked, where an opinion is 0 or 1.
pub const ONES: Key = Key::with_default(
    "initial",
    Kind::Either(&[Kind::Probability, Kind::Column]),
    "0",
    "chance with which a person whom the campaign has not asked holds 1 at the beginning, else 0; or a column of 0 and 1",
)
.larger("gives opinion 1 more ground to begin with");

/// The same where an opinion is anything from 0 to 1.
pub const OPINIONS: Key = Key::with_default(
    "initial",
    Kind::Either(&[
        Kind::Probability,
        Kind::Words(&[("uniform", "drawn evenly from 0 to 1 for each person")]),
        Kind::Column,
    ]),
    "\"uniform\"",
    "opinion from 0 to 1 of a person whom the campaign has not asked: one for all, or a column of numbers",
);

/// What a campaign's people hold.
pub const ASKED: Key = Key::with_default(
    "seed-opinion",
    Kind::Probability,
    "1",
    "opinion of the campaign's people at the beginning, 0 to 1",
);

/// Who never changes.
pub const STUBBORN: Key = Key::with_default(
    "stubborn",
    Kind::Either(&[
        Kind::Whole(0, Graph::MOST_PEOPLE),
        Kind::Words(&[("nobody", "everybody can change"), ("asked", "those whom the campaign asks never change")]),
        Kind::Column,
    ]),
    "\"nobody\"",
    "who never changes (zealots): so many random people, or a column of 0 and 1 in which 1 never changes",
)
.unit("people");

/// The values of these keys, before they meet a network.
#[derive(Clone, Debug)]
pub struct Beginning {
    asked: f64,
    initial: Value,
    stubborn: Value,
    is_binary: bool,
}

impl Beginning {
    /// Of a model whose opinions are 0 or 1, with the keys [`ONES`] and [`STUBBORN`].
    pub fn binary(value: &Value) -> Beginning {
        let (initial, stubborn) = (value.at("initial").clone(), value.at("stubborn").clone());
        Beginning { asked: 1.0, initial, stubborn, is_binary: true }
    }

    /// Of a model whose opinions are anything from 0 to 1, with the keys [`OPINIONS`], [`ASKED`] and [`STUBBORN`].
    pub fn continuous(value: &Value) -> Beginning {
        Beginning { asked: value.number("seed-opinion"), is_binary: false, ..Beginning::binary(value) }
    }

    /// Made ready for one network.
    ///
    /// # Errors
    /// A column that is not there or holds what cannot be.
    pub fn start(&self, network: &Network) -> Result<Start, Fault> {
        let others = match (self.initial.as_number(), self.initial.as_text()) {
            (Some(share), _) if self.is_binary => Others::Ones(Chance::of(share)),
            (Some(same), _) => Others::Same(opinion(same)),
            (None, Some("uniform")) if !self.is_binary => Others::Uniform,
            (None, column) => {
                let column = column.unwrap_or_default();
                let numbers = match self.is_binary {
                    true => {
                        column_of(network, "initial", column, is_flag, "here an opinion is 0 or 1, given for everybody")
                    }
                    false => shares(network, "initial", column),
                }?;
                Others::Each(numbers.into_iter().map(opinion).collect())
            }
        };
        let stubborn = match (self.stubborn.as_whole(), self.stubborn.as_text()) {
            (Some(count), _) => {
                let people = network.graph.people();
                if count > u64::from(people) {
                    let message = format!("{count} people cannot be stubborn: the network has {people}");
                    return Err(Fault::at("stubborn", message, format!("write at most {people}")));
                }
                Stubborn::Random(count as u32)
            }
            (None, Some("nobody")) => Stubborn::Random(0),
            (None, Some("asked")) => Stubborn::Asked,
            (None, column) => {
                let help = "in this column 1 never changes and 0 can, given for everybody";
                let numbers =
                    column_of(network, "stubborn", column.unwrap_or_default(), is_flag, help).map_err(|fault| {
                        let words = "or write \"asked\", \"nobody\", or a number of people";
                        Fault { help: format!("{}; {words}", fault.help), ..fault }
                    })?;
                Stubborn::Each(numbers.into_iter().map(|number| number == 1.0).collect())
            }
        };
        Ok(Start { asked: opinion(self.asked), others, stubborn })
    }
}

fn is_flag(number: f64) -> bool {
    number == 0.0 || number == 1.0
}

fn shares(network: &Network, key: &str, column: &str) -> Result<Vec<f64>, Fault> {
    column_of(network, key, column, |x| (0.0..=1.0).contains(&x), "write a number from 0 to 1 for everybody")
}

/// How far opinions may lie apart that somebody listens to, for all or by column. A decimal is no whole number of 2^-52, and
/// means are rounded, so 2^-42 more are let in: 0.2 and 0.4 are no more than 0.2 apart.
pub fn confidence(network: &Network, key: &str, value: &Value) -> Result<PerPerson<u64>, Fault> {
    let wider = |confidence: u64| confidence + ONE / (1 << 42);
    Ok(match per_person(network, key, value)? {
        PerPerson::Same(all) => PerPerson::Same(wider(all)),
        PerPerson::Each(each) => PerPerson::Each(each.into_iter().map(wider).collect()),
    })
}

/// A number from 0 to 1 for all, or a column of them, in units of [`ONE`].
pub fn per_person(network: &Network, key: &str, value: &Value) -> Result<PerPerson<u64>, Fault> {
    match (value.as_number(), value.as_text()) {
        (Some(number), _) => Ok(PerPerson::Same(opinion(number))),
        (None, column) => {
            let numbers = shares(network, key, column.unwrap_or_default())?;
            Ok(PerPerson::Each(numbers.into_iter().map(opinion).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Audience;
    use crate::graph::{Names, builder};
    use crate::random::Replicate;

    /// Of hundredths, those that are no more than the confidence apart as decimals are no more than it apart here.
    #[test]
    fn decimals_lie_within_their_confidence() {
        let graph = builder::from_ties(Names::Numbered(1), vec![], vec![], false);
        let luck = Replicate::new(1u32.into(), 0, 0);
        let network = Network { graph: &graph, audience: &Audience::default(), luck };
        let hundredth = |i: u32| f64::from(i) / 100.0;
        for apart in 1..=100 {
            let confidence = confidence(&network, "confidence", &Value::Number(hundredth(apart))).unwrap().of(0);
            for low in 0..=100 - apart {
                let distance = |further: u32| opinion(hundredth(low + further)).abs_diff(opinion(hundredth(low)));
                assert!(distance(apart) <= confidence, "{low} and {}", low + apart);
                assert!(low + apart == 100 || distance(apart + 1) > confidence, "{low} and {}", low + apart + 1);
            }
        }
    }
}
