//! What theory says of each campaign of a scenario.

use super::{Rule, stage};
use crate::load::{Inputs, Refusal};
use crate::random::Replicate;
use crate::scenario::Scenario;
use crate::theory::{Situation, Theory, of};

/// Seed sets that vary are looked at in so many replicates.
const SETS: u64 = 50;

/// The theories that apply to each campaign, on the first network; `times` are those of the simulated curve.
///
/// # Errors
/// As [`super::stage`].
pub fn theories(scenario: &Scenario, inputs: &Inputs, times: &[f64]) -> Result<Vec<Vec<Theory>>, Refusal> {
    let stage = stage(scenario, inputs, 0)?;
    let Rule::Law(law) = &stage.rule else { return Ok(vec![Vec::new(); scenario.campaigns.len()]) };
    let of_campaign = |campaign: usize| {
        if !scenario.campaigns[campaign].is_plain() {
            return Vec::new();
        }
        let sets = if stage.fixed[campaign].is_some() { 1 } else { SETS };
        let set = |replicate| {
            let luck = Replicate::new(scenario.random_seed, replicate, 0);
            stage.seeds(scenario, campaign, &luck).into_owned()
        };
        let seeds: Vec<Vec<u32>> = (0..sets).map(set).collect();
        of(&Situation { law, graph: &stage.graph, seeds: &seeds, horizon: scenario.horizon, times })
    };
    Ok((0..scenario.campaigns.len()).map(of_campaign).collect())
}
