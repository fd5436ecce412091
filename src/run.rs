//! Replicates in parallel: a scenario and its files in, one record per campaign and replicate out.

mod beside;
mod brands;
mod course;
mod grid;
mod network;
mod opinion;
mod play;
mod spread;
mod stage;
mod theory;
mod typical;

use crate::cascade::Cascade;
use crate::engine::Scratch;
use crate::graph::Names;
use crate::load::{Inputs, Refusal};
use crate::measure::{Grid, PeopleTally};
use crate::parallel;
use crate::scenario::{Campaign, NetworkSource, Scenario};
use crate::text::grouped;

pub use beside::{Beside, Groups};
pub use course::{Course, Courses, Kept, PICTURES};
pub use grid::grid;
pub use opinion::{OpinionMap, maps};
pub use play::Hands;
pub use stage::{Stage, stage};
pub use theory::theories;
pub use typical::{OneCascade, OnePerson, typical};

/// What one campaign came to in one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The scenario's measures, in their order; `None` where one is not defined.
    pub values: Vec<Option<f64>>,
    /// The outcome by each point of the grid, in its units: how many have acted; constant after the last.
    pub curve: Vec<u32>,
    /// How many are active at each point of the grid; constant after the last. Empty where people never stop.
    pub active: Vec<u32>,
    /// What its rivals came to, in their order.
    pub rivals: Vec<Record>,
}

/// A seed set by name; `None` where it differs from replicate to replicate (or network to network).
pub type SeedSet = Option<Vec<String>>;

/// Everything that was played.
pub struct Played {
    /// By campaign, then by replicate.
    pub records: Vec<Vec<Record>>,
    /// How many units of a curve make one.
    pub units: f64,
    /// How time is binned.
    pub grid: Grid,
    /// The scenario's horizon, behind which no point of a curve lies.
    pub horizon: f64,
    /// People of the network (of each, where several are drawn).
    pub people: u64,
    /// Real people that a simulated one stands for.
    pub stands_for: f64,
    /// Ties of each network.
    pub ties: Vec<u64>,
    /// The seed set by campaign, by name; `None` where it differs from replicate to replicate (or network to network).
    pub seeds: Vec<SeedSet>,
    /// The same of its rivals.
    pub rival_seeds: Vec<Vec<SeedSet>>,
    /// By network, then by campaign: the seed sets that do not vary from replicate to replicate, by number.
    chosen: Vec<Vec<Option<Vec<u32>>>>,
    /// The cascades of the first replicates, by campaign, with people's names; as many as the scenario's `traces`.
    pub traces: Vec<Vec<Cascade>>,
    /// The names for `traces`.
    pub names: Vec<Names>,
    /// What is asked for beside measures, by campaign, then by replicate; nothing where nothing is asked.
    pub beside: Vec<Vec<Beside>>,
    /// What is kept for the pictures of a platform; nothing where none is drawn.
    pub courses: Option<Courses>,
    /// By network: the values by which people are grouped, with how many have each.
    pub groups: Vec<Vec<(String, u64)>>,
    /// Counts for each person, by campaign, with people's names; nothing where they are not asked for.
    pub people_tally: Option<(Names, Vec<PeopleTally>)>,
    /// Seconds that each campaign's choice of people took, all networks together; nothing where campaigns are not ranked.
    pub choosing: Vec<f64>,
    /// What a generator could not keep of what was asked for.
    pub remarks: Vec<String>,
}

impl Played {
    /// The seed sets on a network that do not vary, by campaign; nothing where it was not played.
    pub fn chosen(&self, network: u64) -> &[Option<Vec<u32>>] {
        self.chosen.get(network as usize).map_or(&[], Vec::as_slice)
    }
}

/// Plays every replicate of every campaign. `done` is called after each replicate, from any thread.
///
/// # Errors
/// As [`stage`].
pub fn run(scenario: &Scenario, inputs: &Inputs, done: impl Fn() + Sync + Send) -> Result<Played, Refusal> {
    let campaigns = scenario.campaigns.len();
    let mut played: Vec<Vec<Option<Record>>> = vec![vec![None; scenario.replicates as usize]; campaigns];
    let mut traces: Vec<Vec<Cascade>> = vec![Vec::new(); campaigns];
    let (mut ties, mut names, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
    let (mut seeds, mut rival_seeds): (Vec<SeedSet>, Vec<Vec<SeedSet>>) = Default::default();
    let (mut people, mut stands_for, mut time) = (0, 1.0, Grid::Rounds);
    let mut beside: Vec<Vec<Option<Beside>>> = match scenario.extras.of_replicates() {
        true => vec![vec![None; scenario.replicates as usize]; campaigns],
        false => Vec::new(),
    };
    let (mut groups, mut people_tally) = (Vec::new(), None);
    let mut courses: Option<Courses> = None;
    let mut choosing: Vec<f64> = Vec::new();
    let mut chosen = Vec::new();
    for index in 0..scenario.networks.min(scenario.replicates) {
        let stage = stage(scenario, inputs, index)?;
        chosen.push(stage.fixed.clone());
        choosing.resize(stage.choosing.len(), 0.0);
        choosing.iter_mut().zip(&stage.choosing).for_each(|(all, one)| *all += one);
        if index == 0 {
            people = u64::from(stage.graph.people());
            stands_for = stage.site().map_or(1.0, |site| site.platform.stands_for);
            time = grid(scenario, &stage);
            let named = |seeds: &Vec<u32>| seeds.iter().map(|&p| stage.graph.names().get(p).into_owned()).collect();
            for (i, fixed) in stage.fixed.iter().enumerate() {
                let mut all = match scenario.campaigns[i].is_plain() {
                    true => vec![fixed.clone()],
                    false => brands::asked(&stage, scenario, i),
                };
                let rivals = all.split_off(1);
                if !scenario.campaigns[i].waves.is_empty() {
                    remarks.extend(brands::remarks(&stage, scenario, i));
                }
                seeds.push(all[0].as_ref().map(named));
                rival_seeds.push(rivals.iter().map(|asked| asked.as_ref().map(named)).collect::<Vec<_>>());
            }
            remarks.extend(network::remarks(scenario, &stage.graph, index));
            remarks.extend(scenario.model.theory());
            if let Some(site) = stage.site() {
                // The product is one for all campaigns.
                let levers = scenario.campaigns.iter().flat_map(|campaign| &campaign.plan.levers);
                let told = levers.filter_map(|lever| lever.remark(&site));
                remarks.extend(told.fold(Vec::new(), |mut told: Vec<String>, remark| {
                    if !told.contains(&remark) {
                        told.push(remark);
                    }
                    told
                }));
            }
            remarks.extend(stage.audience.attributes.notes.iter().cloned());
            let step = time.time(1);
            let tally = || (0..campaigns).map(|_| PeopleTally::new(stage.graph.people(), step)).collect::<Vec<_>>();
            people_tally = scenario.extras.per_person.then(|| (stage.graph.names().clone(), tally()));
            courses = stage.kept.zip(stage.site()).map(|(kept, site)| kept.none(scenario, site.platform, campaigns));
        }
        groups.extend(stage.groups.as_ref().map(|groups| groups.values.clone()));
        ties.push(stage.graph.ties() as u64);
        let count = (scenario.replicates - index).div_ceil(scenario.networks);
        let shares = stage.shares_worlds(scenario);
        let records = parallel::map(count, Hands::default, |hands, i| {
            let replicate = index + i * scenario.networks;
            let one = |campaign, hands: &mut Hands| {
                let record = stage.record(scenario, campaign, replicate, time, hands);
                if let Some((_, tally)) = &people_tally {
                    tally[campaign].add(&hands.cascade);
                }
                let course = courses.as_ref().and_then(|courses| stage.course(scenario, campaign, courses, hands));
                (record, course, (!beside.is_empty()).then(|| stage.beside(scenario, campaign, replicate, time, hands)))
            };
            let mut shared = shares && stage.worlds.pays(i);
            hands.scratch.share(shared);
            let mut records: Vec<(Record, Option<Course>, Option<Beside>)> = Vec::with_capacity(campaigns);
            for campaign in 0..campaigns {
                records.push(one(campaign, hands));
                let seen = hands.scratch.seen();
                let last = campaign + 1 == campaigns || !stage.worlds.go_on(campaign + 1, seen);
                if shared && last {
                    stage.worlds.note(seen);
                    hands.scratch.share(false);
                    shared = false;
                }
            }
            done();
            records
        });
        for (i, records) in records.into_iter().enumerate() {
            let replicate = index as usize + i * scenario.networks as usize;
            for (campaign, (record, course, more)) in records.into_iter().enumerate() {
                played[campaign][replicate] = Some(record);
                if let Some((courses, course)) = courses.as_mut().zip(course) {
                    courses.keep(campaign, replicate, course);
                }
                if let Some(beside) = beside.get_mut(campaign) {
                    beside[replicate] = more;
                }
            }
        }
        if index < scenario.traces.min(scenario.replicates) {
            names.push(stage.graph.names().clone());
        }
        trace(scenario, &stage, index, &mut traces);
    }
    if scenario.networks > 1 {
        // Another network, another seed set, unless it was given by name.
        for (i, campaign) in scenario.campaigns.iter().enumerate() {
            if !by_name(campaign) {
                seeds[i] = None;
            }
            for (seeds, rival) in rival_seeds[i].iter_mut().zip(&campaign.rivals) {
                if !is_list(&rival.wave.name) {
                    *seeds = None;
                }
            }
        }
    }
    let records: Vec<Vec<Record>> = played.into_iter().map(|records| records.into_iter().flatten().collect()).collect();
    let beside = beside.into_iter().map(|beside| beside.into_iter().flatten().collect()).collect();
    remarks.extend(stopped(scenario, &records));
    let units = scenario.outcome().units();
    Ok(Played {
        records,
        units,
        grid: time,
        horizon: scenario.horizon,
        people,
        stands_for,
        ties,
        seeds,
        rival_seeds,
        chosen,
        traces,
        names,
        beside,
        courses,
        groups,
        people_tally,
        choosing,
        remarks,
    })
}

/// How many replicates of a process without a network were stopped at its largest size.
fn stopped(scenario: &Scenario, records: &[Vec<Record>]) -> Option<String> {
    let NetworkSource::None(largest) = scenario.network else { return None };
    let all: Vec<&Record> = records.iter().flatten().collect();
    let count = all.iter().filter(|record| record.values[0] == Some(f64::from(largest))).count();
    (count > 0).then(|| {
        format!(
            "{} of {} replicates were stopped at {} people (`largest`): the mean reach is a lower bound",
            grouped(count as u64),
            grouped(all.len() as u64),
            grouped(largest.into()),
        )
    })
}

fn by_name(campaign: &Campaign) -> bool {
    campaign.seeds.as_ref().is_none_or(|(name, _)| is_list(name))
        && campaign.waves.iter().all(|wave| is_list(&wave.name))
}

/// Whether a seeding is a list of names.
fn is_list(seeding: &str) -> bool {
    matches!(seeding, "people" | "file")
}

/// Keeps the cascades of the first replicates that live in this network, in the order of replicates in the end.
fn trace(scenario: &Scenario, stage: &Stage, index: u64, traces: &mut [Vec<Cascade>]) {
    let last = scenario.traces.min(scenario.replicates);
    let mut scratch = Scratch::new();
    for (campaign, traces) in traces.iter_mut().enumerate() {
        traces.resize(last as usize, Cascade::default());
        for replicate in (index..last).step_by(scenario.networks as usize) {
            stage.play(scenario, campaign, replicate, &mut scratch, &mut traces[replicate as usize]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model refers to what the generator knows of people: the number of the block is the threshold, all are tied, and
    /// each block finds as many before it as it waits for.
    #[test]
    fn facts_of_a_made_network_are_attributes() {
        let reach = |sizes: &str| {
            let text = format!(
                "format = 1\nreplicates = 2\n[network.blocks]\nsizes = {sizes}\nwithin = 1\nbetween = 1\n\
                 [spread.granovetter]\nthreshold = \"community\"\n[[campaign]]\nname = \"one\"\n"
            );
            let scenario = Scenario::read("s", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
            let played = run(&scenario, &Inputs::default(), || {}).unwrap_or_else(|refusal| panic!("{refusal}"));
            played.records[0][0].values[0]
        };
        assert_eq!(["[1, 1, 1]", "[1, 4]", "[1, 1, 2, 1]"].map(reach), [Some(3.0), Some(5.0), Some(5.0)]);
    }
}
