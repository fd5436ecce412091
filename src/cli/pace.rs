//! How long a run takes and how much it keeps, found out by playing a little of it.

use super::prepare::Prepared;
use crate::cascade::Cascade;
use crate::engine::Scratch;
use crate::estimate::{Estimate, Kept};
use crate::load::Refusal;
use crate::measure::cumulative;
use crate::run::{Stage, grid, stage};
use crate::scenario::Scenario;
use std::time::Instant;

/// Replicates played at most.
const REPLICATES: u64 = 2;
/// Seconds after which no more is played.
const PATIENCE: f64 = 2.0;
/// People and ties times replicates and campaigns, below which no run comes near a day.
const SMALL: f64 = 1e10;

/// What a little of the run has shown of the whole.
pub struct Pace {
    /// Seconds of the whole run.
    pub seconds: f64,
    /// What it will take.
    pub estimate: Estimate,
}

/// Of a few replicates, or fewer campaigns where they are slow; each network takes `network` seconds.
pub fn pace(prepared: &Prepared, stage: &Stage, network: f64) -> Pace {
    let Prepared { scenario, threads, estimate, .. } = prepared;
    let campaigns = scenario.campaigns.len();
    if let Some(one) = opinions(scenario, stage) {
        let seconds = network * scenario.networks as f64 + one * estimate.records / *threads as f64;
        return Pace { seconds, estimate: *estimate };
    }
    let time = grid(scenario, stage);
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    let clock = Instant::now();
    let (mut plays, mut kept) = (0.0, Kept::default());
    let all = (0..REPLICATES.min(scenario.replicates)).flat_map(|r| (0..campaigns).map(move |campaign| (campaign, r)));
    for (campaign, replicate) in all {
        stage.play(scenario, campaign, replicate, &mut scratch, &mut cascade);
        plays += 1.0;
        kept.points += cumulative(&cascade, time).len() as f64;
        kept.reach += cascade.reach() as f64;
        if clock.elapsed().as_secs_f64() > PATIENCE {
            break;
        }
    }
    let one = clock.elapsed().as_secs_f64() / plays;
    let runs = scenario.replicates as f64 * campaigns as f64;
    Pace {
        seconds: network * scenario.networks as f64 + one * runs / *threads as f64,
        estimate: estimate.knowing(Kept { points: kept.points / plays, reach: kept.reach / plays }),
    }
}

/// Seconds of one replicate where people change their minds: all of it, if it settles soon; else the horizon at the pace of
/// its beginning.
fn opinions(scenario: &Scenario, stage: &Stage) -> Option<f64> {
    let mut horizon = 16.0_f64.min(scenario.horizon);
    loop {
        let clock = Instant::now();
        let (rounds, settled) = stage.rounds(scenario, 0, 0, horizon)?;
        let seconds = clock.elapsed().as_secs_f64();
        if settled || horizon >= scenario.horizon {
            return Some(seconds);
        }
        if 5.0 * seconds > PATIENCE {
            return Some(seconds * scenario.horizon / rounds);
        }
        horizon = (4.0 * horizon).min(scenario.horizon);
    }
}

/// A refusal if the run takes longer than a day and nobody allowed it, or more memory than there may be. What is surely
/// small is not even tried.
///
/// # Errors
/// That it takes too much; or as [`stage`].
pub fn within_limits(prepared: &Prepared) -> Result<(), Refusal> {
    let Prepared { scenario, inputs, estimate, .. } = prepared;
    let rounds = if scenario.outcome().is_reach() { 1.0 } else { scenario.horizon };
    let work = (estimate.people as f64 + estimate.ties) * estimate.records * rounds;
    if work <= SMALL && estimate.at_worst().within(prepared.memory_limit).is_ok() {
        return Ok(());
    }
    let clock = Instant::now();
    let stage = stage(scenario, inputs, 0)?;
    let network = clock.elapsed().as_secs_f64();
    limits(prepared, &pace(prepared, &stage, network))
}

/// As [`within_limits`], of a pace that is known.
///
/// # Errors
/// That it takes too much.
pub fn limits(prepared: &Prepared, pace: &Pace) -> Result<(), Refusal> {
    if !prepared.scenario.allow.contains("long-run") {
        pace.estimate.within_a_day(pace.seconds)?;
    }
    pace.estimate.within(prepared.memory_limit)
}
