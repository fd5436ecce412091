//! How much of what a campaign brings beyond the baseline comes sooner, and how much would not come at all.

use super::{MeasureAnswer, summary};
use crate::measure::Gain;
use crate::run::Played;
use crate::scenario::{Acceleration, Scenario};
use crate::statistics::Groups;
use serde::{Deserialize, Serialize};

/// One campaign against the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccelerationAnswer {
    /// The campaign.
    pub campaign: String,
    /// The baseline.
    pub baseline: String,
    /// In what: `reach`, or the verb whose acts count.
    pub of: String,
    /// What comes sooner, in acts now.
    pub acceleration: MeasureAnswer,
    /// What would not come at all, less what comes no more, in acts now.
    pub expansion: MeasureAnswer,
    /// Both together.
    pub together: MeasureAnswer,
}

/// Every other campaign against the baseline, in the order of the file.
pub fn accelerations(scenario: &Scenario, played: &Played, networks: Groups) -> Vec<AccelerationAnswer> {
    let Some(Acceleration { of, .. }) = &scenario.extras.acceleration else { return Vec::new() };
    let baseline = scenario.baseline();
    let gains = |campaign: usize| -> Vec<Gain> {
        // Kept of the later of two campaigns, and of the other it is the same with the other sign.
        let (later, earlier) = (campaign.max(baseline), campaign.min(baseline));
        let sign = if campaign > baseline { 1.0 } else { -1.0 };
        let of = |Gain { acceleration, expansion }: Gain| Gain {
            acceleration: sign * acceleration,
            expansion: sign * expansion,
        };
        played.beside[later].iter().map(|beside| of(beside.gains[earlier])).collect()
    };
    let others = (0..scenario.campaigns.len()).filter(|&i| i != baseline);
    let answer = |campaign: usize| {
        let gains = gains(campaign);
        let told =
            |part: fn(&Gain) -> f64| summary(&gains.iter().map(|gain| Some(part(gain))).collect::<Vec<_>>(), networks);
        Some(AccelerationAnswer {
            campaign: scenario.campaigns[campaign].name.clone(),
            baseline: scenario.campaigns[baseline].name.clone(),
            of: of.clone().unwrap_or_else(|| "reach".to_owned()),
            acceleration: told(|gain| gain.acceleration)?,
            expansion: told(|gain| gain.expansion)?,
            together: told(|gain| gain.acceleration + gain.expansion)?,
        })
    };
    others.filter_map(answer).collect()
}
