//! How time is binned: rounds, or steps that cover what the first replicates took.

use super::opinion;
use super::stage::Stage;
use crate::cascade::Cascade;
use crate::engine::Scratch;
use crate::measure::{Grid, Outcome};
use crate::quantity::Unit;
use crate::scenario::Scenario;

/// How many first replicates decide the steps of a curve in continuous time.
const PILOT: u64 = 32;

/// The grid of time: rounds, or steps that cover the longest of the first replicates.
pub fn grid(scenario: &Scenario, stage: &Stage) -> Grid {
    if scenario.unit == Unit::Round && scenario.outcome() == Outcome::Reach {
        return Grid::Rounds;
    }
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    let mut end = 0.0f64;
    let pilot = (0..scenario.replicates).step_by(scenario.networks as usize).take(PILOT as usize);
    for replicate in pilot {
        for campaign in 0..scenario.campaigns.len() {
            stage.play(scenario, campaign, replicate, &mut scratch, &mut cascade);
            let rounds = stage.rounds(scenario, campaign, replicate, scenario.horizon).map(|(rounds, _)| rounds);
            let stopped = cascade.spells.iter().map(|spell| spell[1]).filter(|end| end.is_finite());
            let last = cascade.times.last().copied().into_iter().chain(stopped).fold(0.0, f64::max);
            end = end.max(rounds.unwrap_or(last));
        }
    }
    if scenario.outcome() == Outcome::Reach { Grid::to(end) } else { opinion::grid(end) }
}
