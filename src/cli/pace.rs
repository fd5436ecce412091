//! How long a run takes, found out by playing a little of it.

use super::prepare::Prepared;
use crate::cascade::Cascade;
use crate::engine::Scratch;
use crate::load::Refusal;
use crate::run::{Stage, stage};
use std::time::Instant;

/// Replicates played at most.
const REPLICATES: u64 = 2;
/// Seconds after which no more is played.
const PATIENCE: f64 = 2.0;
/// People and ties times replicates and campaigns, below which no run comes near a day: nothing is played to find out.
const SMALL: f64 = 1e10;

/// Seconds of the whole run, `network` of them for each network: from a few replicates, or fewer campaigns where they are slow.
pub fn seconds(prepared: &Prepared, stage: &Stage, network: f64) -> f64 {
    let Prepared { scenario, threads, .. } = prepared;
    let campaigns = scenario.campaigns.len();
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    let clock = Instant::now();
    let mut plays = 0;
    let all = (0..REPLICATES.min(scenario.replicates)).flat_map(|r| (0..campaigns).map(move |campaign| (campaign, r)));
    for (campaign, replicate) in all {
        stage.play(scenario, campaign, replicate, &mut scratch, &mut cascade);
        plays += 1;
        if clock.elapsed().as_secs_f64() > PATIENCE {
            break;
        }
    }
    let one = clock.elapsed().as_secs_f64() / f64::from(plays.max(1));
    network * scenario.networks as f64 + one * scenario.replicates as f64 * campaigns as f64 / *threads as f64
}

/// A refusal if the run takes longer than a day and nobody allowed it. What is surely small is not even tried.
///
/// # Errors
/// That it takes too long; or as [`stage`].
pub fn within_a_day(prepared: &Prepared, allowed: bool) -> Result<(), Refusal> {
    let Prepared { scenario, inputs, estimate, .. } = prepared;
    let size = estimate.people as f64 + estimate.ties;
    if allowed || size * scenario.replicates as f64 * scenario.campaigns.len() as f64 <= SMALL {
        return Ok(());
    }
    let clock = Instant::now();
    let stage = stage(scenario, inputs, 0)?;
    let network = clock.elapsed().as_secs_f64();
    estimate.within_a_day(seconds(prepared, &stage, network))
}
