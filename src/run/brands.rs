//! Campaigns with waves and rivals: who is asked when, and whose everybody is in the end.

use super::{Record, Stage};
use crate::cascade::Cascade;
use crate::catalog::Fault;
use crate::engine::lives::Lives;
use crate::engine::rivals::{self, Asked};
use crate::engine::{Scratch, waves};
use crate::law::Law;
use crate::measure::Grid;
use crate::model::Network;
use crate::random::Replicate;
use crate::scenario::{Campaign, Scenario, Wave};
use crate::seeding::{self, Group, Seeding};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// People whom one brand asks at a moment of its own.
struct Step<'a> {
    brand: usize,
    at: f64,
    name: &'a str,
    value: Option<&'a crate::catalog::Value>,
    seeding: &'a dyn Seeding,
    not_reached: bool,
}

impl<'a> Step<'a> {
    fn of(brand: usize, wave: &'a Wave) -> Step<'a> {
        Step {
            brand,
            at: wave.at,
            name: &wave.name,
            value: Some(&wave.value),
            seeding: &*wave.seeding,
            not_reached: wave.not_reached,
        }
    }
}

/// The steps of a campaign and its rivals, in the order of time and then of the file.
fn steps(campaign: &Campaign) -> Vec<Step<'_>> {
    let first = campaign.seeds.iter().map(|(name, seeding)| Step {
        brand: 0,
        at: 0.0,
        name,
        value: campaign.seeds_value.as_ref(),
        seeding: &**seeding,
        not_reached: false,
    });
    let mut steps: Vec<Step> = first.collect();
    steps.extend(campaign.waves.iter().map(|wave| Step::of(0, wave)));
    steps.extend(campaign.rivals.iter().enumerate().map(|(i, rival)| Step::of(i + 1, &rival.wave)));
    steps.sort_by(|a, b| a.at.total_cmp(&b.at));
    steps
}

/// Seed sets of each step's strategy, where it does not vary: first as it is, then by the power of two of the number of
/// people it is asked for.
#[derive(Default)]
pub struct Orders(Vec<[OnceLock<Vec<u32>>; 34]>);

/// What the steps of a campaign need of a network; a fault with the path at which it was found.
pub fn check(scenario: &Scenario, campaign: usize, law: Option<&Law>, network: &Network) -> Vec<(String, Fault)> {
    let found = &scenario.campaigns[campaign];
    let mut faults = Vec::new();
    let mut refuse = |path: String, refusal: Option<(&'static str, &'static str)>| {
        faults.extend(refusal.map(|(message, help)| (path, Fault::at("", message, help))));
    };
    let path = format!("campaign[{}]", campaign + 1);
    if let (Some(law), false) = (law, found.rivals.is_empty()) {
        refuse(format!("{path}.rival[1]"), rivals::refusal(law));
    }
    let later = found.rivals.iter().find(|rival| rival.wave.at > 0.0).map(|rival| &rival.wave);
    if let (Some(law), Some(wave)) = (law, found.waves.first().or(later)) {
        refuse(wave.table(), waves::refusal(law));
    }
    for wave in found.waves.iter().chain(found.rivals.iter().map(|rival| &rival.wave)) {
        let fits = wave.seeding.check(network.graph);
        let fits = fits.and_then(|()| wave.seeding.check_among(network, &Group::everybody(network.graph)));
        faults.extend(fits.err().map(|fault| (wave.seeds_path(), fault)));
    }
    faults
}

/// Memory for the orders of each campaign's steps.
pub fn orders(scenario: &Scenario) -> Vec<Orders> {
    let of = |campaign: &Campaign| match campaign.is_plain() {
        true => Orders::default(),
        false => Orders(steps(campaign).iter().map(|_| [const { OnceLock::new() }; 34]).collect()),
    };
    scenario.campaigns.iter().map(of).collect()
}

/// Everybody whom a campaign and each of its rivals ask, by brand, in the order in which they are asked; `None` where that
/// differs from replicate to replicate.
pub fn asked(stage: &Stage, scenario: &Scenario, campaign: usize) -> Vec<Option<Vec<u32>>> {
    let found = &scenario.campaigns[campaign];
    let steps = steps(found);
    let luck = stage.luck;
    (0..=found.rivals.len())
        .map(|brand| {
            let own: Vec<(usize, &Step)> = steps.iter().enumerate().filter(|(_, step)| step.brand == brand).collect();
            let fixed = own.iter().all(|(_, step)| !step.seeding.varies() && !step.not_reached);
            fixed.then(|| {
                let mut all = Vec::new();
                for (i, step) in own {
                    all.extend(chosen(stage, campaign, i, step, &all, &luck));
                }
                all
            })
        })
        .collect()
}

/// Whom a step asks, passing over some: the first of its strategy's order who are left, as many as it asks for; where the
/// strategy takes no number of people, those it names who are left.
///
/// The order is read as far as it is needed: the strategy is asked for the next power of two of the number of people it
/// asks for and those passed over, so it depends on nothing else.
fn chosen(stage: &Stage, campaign: usize, number: usize, step: &Step, passed: &[u32], luck: &Replicate) -> Vec<u32> {
    let network = Network { graph: &stage.graph, audience: &stage.audience, luck: stage.luck };
    // Rivals have luck of their own where they choose by chance: two brands that ask ten random people ask different ones.
    let luck = if step.brand == 0 { *luck } else { luck.of_slot((step.brand as u32) << 16) };
    let orders = &stage.orders[campaign].0[number];
    let order = |seeding: &dyn Seeding, slot: usize| match seeding.varies() {
        // Who is best was found when the stage was made.
        _ if seeding.asks_for_spread() => Cow::Borrowed(stage.fixed[campaign].as_deref().unwrap_or_default()),
        true => Cow::Owned(seeding.seeds(&network, &luck)),
        false => Cow::Borrowed(&orders[slot].get_or_init(|| seeding.seeds(&network, &luck))[..]),
    };
    if passed.is_empty() {
        return order(step.seeding, 0).into_owned();
    }
    let count = step.value.and_then(|value| seeding::count(value, &Group::everybody(&stage.graph)));
    let people = u64::from(stage.graph.people());
    let longer = count.and_then(|count| {
        let needed = (count + passed.len() as u64).next_power_of_two().min(people);
        let longer = seeding::of_count(step.name, step.value?, needed)?;
        longer.check(&stage.graph).is_ok().then_some((longer, needed))
    });
    let passed: BTreeSet<u32> = passed.iter().copied().collect();
    let left = |order: &[u32]| -> Vec<u32> {
        let most = count.unwrap_or(u64::MAX) as usize;
        order.iter().copied().filter(|person| !passed.contains(person)).take(most).collect()
    };
    match longer {
        Some((longer, needed)) => left(&order(&*longer, needed.next_power_of_two().ilog2() as usize + 1)),
        None => left(&order(step.seeding, 0)),
    }
}

/// What a user should know of waves that find fewer people than they ask for, because the others have been asked before.
pub fn remarks(stage: &Stage, scenario: &Scenario, campaign: usize) -> Vec<String> {
    let found = &scenario.campaigns[campaign];
    let mut passed: Vec<u32> = Vec::new();
    let mut remarks = Vec::new();
    for (i, step) in steps(found).iter().enumerate().filter(|(_, step)| step.brand == 0) {
        let wanted = chosen(stage, campaign, i, step, &[], &stage.luck).len();
        let left = chosen(stage, campaign, i, step, &passed, &stage.luck);
        if left.len() < wanted {
            let name = crate::text::shown(&found.name);
            let left = left.len();
            let wanted = crate::text::count(wanted as u64, "person", "people");
            remarks.push(format!(
                "{name} at {}: of {wanted} to be asked, {left} have not been asked before; the others are passed over",
                step.at
            ));
        }
        passed.extend(left);
    }
    remarks
}

/// Whom each rival of a campaign asks in one replicate.
pub fn of_rivals(stage: &Stage, scenario: &Scenario, campaign: usize, luck: &Replicate) -> Vec<Vec<u32>> {
    let steps = steps(&scenario.campaigns[campaign]);
    let of = |brand: usize| {
        let own = steps.iter().enumerate().filter(|(_, step)| step.brand == brand);
        own.flat_map(|(i, step)| chosen(stage, campaign, i, step, &[], luck)).collect()
    };
    (1..=scenario.campaigns[campaign].rivals.len()).map(of).collect()
}

/// Plays a campaign with its rivals in one replicate: a cascade for each brand, its own first.
pub fn play(
    stage: &Stage,
    law: &Law,
    scenario: &Scenario,
    campaign: usize,
    luck: &Replicate,
    scratch: &mut Scratch,
) -> Vec<Cascade> {
    let found = &scenario.campaigns[campaign];
    let steps = steps(found);
    let mut moments: Vec<f64> = steps.iter().map(|step| step.at).collect();
    moments.dedup();
    let mut asked: Vec<Asked> = Vec::new();
    let mut whole = Cascade::default();
    let mut ask = |moment: usize, cascade: &Cascade| {
        let begin = asked.len();
        for (i, step) in steps.iter().enumerate().filter(|(_, step)| step.at == moments[moment]) {
            let own = asked.iter().filter(|asked| asked.brand == step.brand);
            let mut passed: Vec<u32> = own.flat_map(|asked| asked.people.iter().copied()).collect();
            if step.not_reached {
                passed.extend(&cascade.people);
            }
            let people = chosen(stage, campaign, i, step, &passed, luck);
            asked.push(Asked { brand: step.brand, time: step.at, people });
        }
        asked[begin..].iter().flat_map(|asked| asked.people.iter().copied()).collect()
    };
    let plan = waves::Waves { moments: &moments, ask: &mut ask };
    waves::play(law, &stage.graph, plan, scenario.horizon, luck, scratch, &mut whole);
    let mut parts = vec![Cascade::default(); found.rivals.len() + 1];
    match found.rivals.is_empty() {
        true => parts[0] = whole,
        false => rivals::divide(law, &stage.graph, &asked, found.tie_break, luck, scratch, &whole, &mut parts),
    }
    parts.iter_mut().for_each(|part| super::play::live(scenario, Lives::of(law), luck, part));
    parts
}

/// What a campaign with waves or rivals came to in one replicate, its rivals in the order of the file.
pub fn record(
    stage: &Stage,
    law: &Law,
    scenario: &Scenario,
    campaign: usize,
    luck: &Replicate,
    time: Grid,
    scratch: &mut Scratch,
) -> Record {
    let parts = play(stage, law, scenario, campaign, luck, scratch);
    let mut records = parts.iter().map(|part| super::play::observed(scenario, part, time, |_| None));
    let own = records.next().expect("a campaign is a brand of its own");
    Record { rivals: records.collect(), ..own }
}
