//! What a replicate leaves behind where people change their minds.

use super::{Record, Stage};
use crate::load::{Inputs, Refusal};
use crate::measure::{Grid, MOST_POINTS, Minds, OPINIONS, Outcome, is_convinced};
use crate::opinion::{Dynamics, End, ONE, State, play};
use crate::random::Replicate;
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// Rounds of a curve with a point for each; longer ones take some fifty steps.
const LONGEST: f64 = 1000.0;

/// The grid of time for curves of so many rounds.
pub fn grid(rounds: f64) -> Grid {
    if rounds <= LONGEST { Grid::Rounds } else { Grid::to(rounds) }
}

/// Plays a replicate; see [`play`].
fn played<'a>(
    stage: &'a Stage,
    dynamics: &Dynamics,
    scenario: &Scenario,
    campaign: usize,
    replicate: u64,
    horizon: f64,
    watch: impl FnMut(u64, &State),
) -> (End, State<'a>) {
    let luck = Replicate::new(scenario.random_seed, replicate, 0);
    let seeds = stage.seeds(scenario, campaign, &luck);
    play(dynamics, &stage.graph, &seeds, horizon, &luck, watch)
}

/// Rounds that a replicate takes, up to a horizon, and whether it has settled by then.
pub fn rounds(
    stage: &Stage,
    dynamics: &Dynamics,
    scenario: &Scenario,
    campaign: usize,
    replicate: u64,
    horizon: f64,
) -> (f64, bool) {
    let mut last = 0;
    let (end, _) = played(stage, dynamics, scenario, campaign, replicate, horizon, |round, _| last = round);
    (last as f64, end.settled)
}

/// How far opinions have come, in units of a curve: people who hold 1, or millionths of the mean.
fn units(outcome: Outcome, state: &State) -> u32 {
    match outcome {
        Outcome::Opinion => {
            let whole = u128::from(ONE) * u128::from(state.people());
            ((state.sum() * 1_000_000 + whole / 2) / whole.max(1)) as u32
        }
        _ => state.opinions().iter().filter(|&&opinion| is_convinced(opinion)).count() as u32,
    }
}

/// A campaign's record of a replicate.
pub fn record(
    stage: &Stage,
    dynamics: &Dynamics,
    scenario: &Scenario,
    campaign: usize,
    replicate: u64,
    time: Grid,
) -> Record {
    let outcome = scenario.outcome();
    let (mut curve, mut ended) = (Vec::new(), 0);
    let (end, state) = played(stage, dynamics, scenario, campaign, replicate, scenario.horizon, |round, state| {
        ended = round;
        if curve.len() < MOST_POINTS && time.time(curve.len()) <= round as f64 {
            curve.push(units(outcome, state));
        }
    });
    // Where it ends between two points of the curve, the later one is as the end.
    let next = time.time(curve.len());
    if curve.len() < MOST_POINTS && time.time(curve.len() - 1) < ended as f64 && next <= scenario.horizon {
        curve.push(units(outcome, &state));
    }
    let minds = Minds::new(state.opinions(), &end);
    let value = |name: &&str| {
        let measure = OPINIONS.iter().find(|measure| measure.name == *name);
        measure.and_then(|measure| (measure.of)(&minds))
    };
    let values = scenario.measures.iter().map(value).collect();
    Record { values, curve, active: Vec::new(), rivals: Vec::new() }
}

/// How many hold which opinion, over time, in one replicate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpinionMap {
    /// Whose it is.
    pub campaign: String,
    /// In which replicate it happened.
    pub replicate: u64,
    /// Rounds, in equal steps.
    pub time: Vec<f64>,
    /// The round in which the replicate ended, which may be later: after the last column hardly anybody moves.
    pub end: f64,
    /// By time, how many people hold an opinion in each of so many equal parts of 0 to 1, the lowest first.
    pub people: Vec<Vec<u32>>,
}

/// Parts into which opinions are sorted.
const PARTS: u64 = 50;
/// Columns of a map at most.
const COLUMNS: u64 = 120;
/// Share of people who may be in another part than at the end where a map ends.
const SETTLED_BUT: f64 = 0.02;
/// Campaigns that have a map.
const MAPS: usize = 4;

/// Opinions sorted into parts: how many people hold one in each.
fn parts(state: &State) -> Vec<u32> {
    let mut parts = vec![0; PARTS as usize];
    for &opinion in state.opinions() {
        parts[(opinion / ONE.div_ceil(PARTS)) as usize] += 1;
    }
    parts
}

/// Maps of the first replicate, of the first four campaigns, where opinions are anything between 0 and 1.
///
/// # Errors
/// As [`super::stage`].
pub fn maps(scenario: &Scenario, inputs: &Inputs) -> Result<Vec<OpinionMap>, Refusal> {
    if scenario.outcome() != Outcome::Opinion {
        return Ok(Vec::new());
    }
    let stage = super::stage(scenario, inputs, 0)?;
    let super::stage::Rule::Opinions(dynamics) = &stage.rule else { return Ok(Vec::new()) };
    let campaigns = scenario.campaigns.len().min(MAPS);
    // Played once to see where it ends, once to see since when it has been near that, and once for the map.
    let play = |campaign, horizon: f64, watch: &mut dyn FnMut(u64, &State)| {
        played(&stage, dynamics, scenario, campaign, 0, horizon, watch).1
    };
    let (mut ends, mut moving) = (Vec::new(), 0);
    for campaign in 0..campaigns {
        let mut end = 0;
        let last = parts(&play(campaign, scenario.horizon, &mut |round, _| end = round));
        play(campaign, scenario.horizon, &mut |round, state| {
            let elsewhere: u64 = parts(state).iter().zip(&last).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            // Somebody who is elsewhere is missed in one part and too many in another.
            if elsewhere as f64 > 2.0 * SETTLED_BUT * f64::from(state.people()) {
                moving = moving.max(round);
            }
        });
        ends.push(end);
    }
    let longest = ends.iter().copied().max().unwrap_or(0);
    // A quarter more than everything that moves, unless that is nearly all.
    let shown = if 3 * moving < 2 * longest { moving + moving / 4 + 1 } else { longest };
    let step = shown.div_ceil(COLUMNS).max(1);
    let map = |campaign: usize| {
        let (mut time, mut people) = (Vec::new(), Vec::new());
        play(campaign, (shown as f64).min(scenario.horizon), &mut |round, state| {
            if round.is_multiple_of(step) {
                time.push(round as f64);
                people.push(parts(state));
            }
        });
        OpinionMap {
            campaign: scenario.campaigns[campaign].name.clone(),
            replicate: 0,
            time,
            end: ends[campaign] as f64,
            people,
        }
    };
    Ok((0..campaigns).map(map).collect())
}
