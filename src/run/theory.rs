//! What theory says of each campaign of a scenario.

use super::stage::{Rule, staged};
use crate::load::{Inputs, Refusal};
use crate::random::Replicate;
use crate::scenario::Scenario;
use crate::theory::{Situation, Theory, of};

/// Seed sets that vary are looked at in as many replicates as there are, while they hold no more people than this together.
const ASKED: u64 = 1_000_000;

/// The theories that apply to each campaign, on the first network; `chosen` are the seed sets that are known
/// ([`super::Played::chosen`]), `times` those of the simulated curve.
///
/// # Errors
/// As [`super::stage`].
pub fn theories(
    scenario: &Scenario,
    inputs: &Inputs,
    chosen: &[Option<Vec<u32>>],
    times: &[f64],
) -> Result<Vec<Vec<Theory>>, Refusal> {
    let stage = staged(scenario, inputs, 0, chosen)?;
    let Rule::Law(law) = &stage.rule else { return Ok(vec![Vec::new(); scenario.campaigns.len()]) };
    let of_campaign = |campaign: usize| {
        if !scenario.campaigns[campaign].is_plain() {
            return Vec::new();
        }
        let set = |replicate| {
            let luck = Replicate::new(scenario.random_seed, replicate, 0);
            stage.seeds(scenario, campaign, &luck).into_owned()
        };
        let first = set(0);
        let most = if stage.fixed[campaign].is_some() { 1 } else { scenario.replicates.div_ceil(scenario.networks) };
        let sets = most.min(ASKED / (first.len() as u64).max(1)).max(1);
        // Those of the replicates that are played on this network.
        let others = (1..sets).map(|i| set(i * scenario.networks));
        let seeds: Vec<Vec<u32>> = std::iter::once(first).chain(others).collect();
        of(&Situation { law, graph: &stage.graph, seeds: &seeds, horizon: scenario.horizon, times })
    };
    Ok((0..scenario.campaigns.len()).map(of_campaign).collect())
}
