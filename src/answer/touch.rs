//! Where acts come from: by the surface on which the person met the item first, and by the one on which it met it last.

use super::{MeasureAnswer, summary};
use crate::run::{Beside, Played};
use crate::scenario::{Scenario, Spread};
use crate::statistics::Groups;
use serde::{Deserialize, Serialize};

/// Acts of one verb that are credited to one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TouchAnswer {
    /// The verb.
    pub verb: String,
    /// The source: a surface, `brand` for what the brand posts to its followers, or `asked`.
    pub source: String,
    /// Acts by the first exposure of the person to the item.
    pub first: MeasureAnswer,
    /// Their share of all acts of the verb.
    pub first_share: f64,
    /// Acts by the exposure upon which the person acted.
    pub last: MeasureAnswer,
    /// Their share of all acts of the verb.
    pub last_share: f64,
}

/// Where the acts of a campaign come from, by verb in the order of the scenario, then by source; sources of nothing are
/// left out.
pub fn touches(scenario: &Scenario, played: &Played, campaign: usize, groups: Groups) -> Vec<TouchAnswer> {
    let (Spread::Platform(platform), Some(beside)) = (&scenario.model, played.beside.get(campaign)) else {
        return Vec::new();
    };
    let sources = platform.sources();
    let mut all = Vec::new();
    for (v, verb) in scenario.extras.touch.iter().enumerate() {
        let column = |source: usize, rule: usize| -> Vec<Option<f64>> {
            let of = |beside: &Beside| Some(f64::from(beside.touches[(v * sources.len() + source) * 2 + rule]));
            beside.iter().map(of).collect()
        };
        let sum = |column: &[Option<f64>]| column.iter().flatten().sum::<f64>();
        let columns: Vec<[Vec<Option<f64>>; 2]> =
            (0..sources.len()).map(|s| [0, 1].map(|rule| column(s, rule))).collect();
        let acts: f64 = columns.iter().map(|[first, _]| sum(first)).sum();
        for (source, [first, last]) in sources.iter().zip(&columns) {
            if sum(first) + sum(last) == 0.0 {
                continue;
            }
            let (Some(by_first), Some(by_last)) = (summary(first, groups), summary(last, groups)) else { continue };
            all.push(TouchAnswer {
                verb: verb.clone(),
                source: source.clone(),
                first: by_first,
                first_share: sum(first) / acts,
                last: by_last,
                last_share: sum(last) / acts,
            });
        }
    }
    all
}
