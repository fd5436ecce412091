//! One cascade to look at: neither the smallest nor the largest.

use super::stage::staged;
use super::{Played, Record};
use crate::cascade::Cascade;
use crate::engine::Scratch;
use crate::load::{Inputs, Refusal};
use crate::measure::Outcome;
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// One cascade, chosen to be looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneCascade {
    /// Whose it is.
    pub campaign: String,
    /// In which replicate it happened.
    pub replicate: u64,
    /// How many acted in all.
    pub reach: u64,
    /// The people drawn: everybody in a small network, else those who acted.
    pub people: Vec<OnePerson>,
    /// Ties between them to draw in the background, each pair once, by place in `people`.
    pub ties: Vec<(u32, u32)>,
}

/// A person in the picture of a cascade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnePerson {
    /// The name.
    pub name: String,
    /// When the person acted, if ever.
    pub time: Option<f64>,
    /// By whom, by place.
    pub parent: Option<u32>,
}

/// Most people of a network that is drawn whole.
const SMALL: u32 = 400;
/// Most people of a cascade that is drawn.
const LARGE: usize = 50_000;

/// A cascade to look at: of the campaign with the highest mean reach, the first replicate of middling reach (or, where the
/// middle is nothing but the seed set, of the first higher quantile that is more). Opinions leave no cascade.
///
/// # Errors
/// As [`super::stage`].
pub fn typical(scenario: &Scenario, inputs: &Inputs, played: &Played) -> Result<Option<OneCascade>, Refusal> {
    if scenario.outcome() != Outcome::Reach {
        return Ok(None);
    }
    let of = |record: &Record, m: usize| record.values[m].unwrap_or(0.0);
    let total = |records: &Vec<Record>| records.iter().map(|record| of(record, 0) as u64).sum::<u64>();
    let Some(campaign) = (0..played.records.len()).max_by_key(|&i| (total(&played.records[i]), std::cmp::Reverse(i)))
    else {
        return Ok(None);
    };
    let records = &played.records[campaign];
    let mut reach: Vec<f64> = records.iter().map(|record| of(record, 0)).collect();
    reach.sort_unstable_by(f64::total_cmp);
    let chosen = [0.5, 0.75, 0.95, 1.0].iter().find_map(|&q| {
        let wanted = crate::statistics::quantile(&reach, q)?;
        records.iter().position(|record| of(record, 0) == wanted && of(record, 1) > 0.0)
    });
    let replicate = chosen.unwrap_or(0) as u64;
    let index = replicate % scenario.networks;
    let stage = staged(scenario, inputs, index, played.chosen(index))?;
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    stage.play(scenario, campaign, replicate, &mut scratch, &mut cascade);
    let graph = &*stage.graph;
    let name = |person: u32| graph.names().get(person).into_owned();
    let (mut people, mut ties) = (Vec::new(), Vec::new());
    if graph.people() <= SMALL {
        people.extend((0..graph.people()).map(|p| OnePerson { name: name(p), time: None, parent: None }));
        for (place, &person) in cascade.people.iter().enumerate() {
            let parent = cascade.people.get(cascade.parents[place] as usize).copied();
            people[person as usize].time = Some(cascade.times[place]);
            people[person as usize].parent = parent;
        }
        for u in 0..graph.people() {
            let once = |&&v: &&u32| u < v || graph.hearers(v).binary_search(&u).is_err();
            ties.extend(graph.hearers(u).iter().filter(once).map(|&v| (u, v)));
        }
    } else {
        people.extend((0..cascade.reach().min(LARGE)).map(|place| OnePerson {
            name: name(cascade.people[place]),
            time: Some(cascade.times[place]),
            parent: Some(cascade.parents[place]).filter(|&parent| parent != crate::cascade::NOBODY),
        }));
    }
    let name = scenario.campaigns[campaign].name.clone();
    Ok(Some(OneCascade { campaign: name, replicate, reach: cascade.reach() as u64, people, ties }))
}
