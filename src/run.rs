//! Replicates in parallel: a scenario and its files in, one record per campaign and replicate out.

mod beside;
mod opinion;
mod theory;
mod typical;

use crate::audience::Audience;
use crate::cascade::Cascade;
use crate::catalog::Fault;
use crate::engine::{self, Scratch};
use crate::graph::{Graph, Names};
use crate::law::Law;
use crate::load::{Inputs, Refusal};
use crate::measure::{self, Grid, Measure, Observed, Outcome, Overlap, PeopleTally, cumulative};
use crate::model::Network;
use crate::opinion::Dynamics;
use crate::parallel;
use crate::quantity::Unit;
use crate::random::{Purpose, Replicate};
use crate::scenario::{NetworkSource, Problem, Scenario, Spread};
use std::borrow::Cow;

pub use beside::{Beside, Groups};
pub use opinion::{OpinionMap, maps};
pub use theory::theories;
pub use typical::{OneCascade, OnePerson, typical};

/// What one campaign came to in one replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The scenario's measures, in their order; `None` where one is not defined.
    pub values: Vec<Option<f64>>,
    /// The outcome by each point of the grid, in its units: how many have acted; constant after the last.
    pub curve: Vec<u32>,
}

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
    /// Ties of each network.
    pub ties: Vec<u64>,
    /// The seed set by campaign, by name; `None` where it differs from replicate to replicate (or network to network).
    pub seeds: Vec<Option<Vec<String>>>,
    /// The cascades of the first replicates, by campaign, with people's names; as many as the scenario's `traces`.
    pub traces: Vec<Vec<Cascade>>,
    /// The names for `traces`.
    pub names: Vec<Names>,
    /// What is asked for beside measures, by campaign, then by replicate; nothing where nothing is asked.
    pub beside: Vec<Vec<Beside>>,
    /// By network: the values by which people are grouped, with how many have each.
    pub groups: Vec<Vec<(String, u64)>>,
    /// Counts for each person, by campaign, with people's names; nothing where they are not asked for.
    pub people_tally: Option<(Names, Vec<PeopleTally>)>,
    /// What a generator could not keep of what was asked for.
    pub remarks: Vec<String>,
}

/// A rule of spreading made ready for one network.
enum Rule {
    /// People act, once and for all.
    Law(Law),
    /// People change their minds.
    Opinions(Dynamics),
}

/// What a thread reuses between replicates.
#[derive(Default)]
pub struct Hands {
    scratch: Scratch,
    cascade: Cascade,
    other: Cascade,
    overlap: Overlap,
}

/// One network made ready to play on.
pub struct Stage<'a> {
    /// Who is tied to whom.
    pub graph: Cow<'a, Graph>,
    audience: Audience,
    rule: Rule,
    luck: Replicate,
    /// The seed set of each campaign that does not vary.
    fixed: Vec<Option<Vec<u32>>>,
    /// People by group, where reach is reported by groups.
    groups: Option<Groups>,
}

/// The network with number `index` of a scenario, with everything checked that needs the network.
///
/// # Errors
/// What does not go together: a model with this network, a seeding with its people.
pub fn stage<'a>(scenario: &Scenario, inputs: &'a Inputs, index: u64) -> Result<Stage<'a>, Refusal> {
    let luck = Replicate::new(scenario.random_seed, index, 0);
    let graph = match (&scenario.network, &inputs.network) {
        (NetworkSource::Made(_, generator), _) => Cow::Owned(generator.generate(luck.stream(Purpose::Network))),
        (NetworkSource::File(_), Some(reading)) => Cow::Borrowed(&reading.graph),
        (NetworkSource::File(_), None) => unreachable!("the file of a network is read with the inputs"),
    };
    let mut attributes = crate::load::attributes(inputs, graph.names())?;
    if let NetworkSource::Made(_, generator) = &scenario.network {
        for (name, numbers) in generator.facts(luck.stream(Purpose::Network)) {
            attributes = attributes.with_numbers(name, numbers);
        }
    }
    let audience = Audience { attributes, ..Audience::default() };
    let network = Network { graph: &graph, audience: &audience, luck };
    let mut problems: Vec<Problem> = Vec::new();
    let mut fault = |path: &str, fault: Fault| problems.push(scenario.problem(path, fault));
    let rule = match &scenario.model {
        Spread::Adoption(model) => model.law(&network).map(Rule::Law),
        Spread::Opinion(opinion) => opinion.dynamics(&network).map(Rule::Opinions),
    };
    let rule = match rule {
        Ok(rule) => Some(rule),
        Err(wrong) => {
            fault(&format!("spread.{}", scenario.spread), wrong);
            None
        }
    };
    if let Some(target) = scenario.target.filter(|&target| target > u64::from(graph.people())) {
        let message = format!("{target} people can never be reached: the network has {}", graph.people());
        fault("target", Fault::at("", message, format!("write a target of at most {}", graph.people())));
    }
    let mut fixed = Vec::new();
    for (i, campaign) in scenario.campaigns.iter().enumerate() {
        let Some((_, seeding)) = &campaign.seeds else {
            fixed.push(Some(Vec::new()));
            continue;
        };
        match seeding.check(&graph) {
            Ok(()) if !seeding.varies() => fixed.push(Some(seeding.seeds(&network, &luck))),
            Ok(()) => fixed.push(None),
            Err(wrong) => fault(&scenario.seeds_path(i), wrong),
        }
    }
    let groups = match &scenario.extras.groups {
        Some(column) => Groups::by(column, &audience.attributes, graph.people())
            .map_err(|wrong| problems.push(scenario.problem("groups", wrong)))
            .ok(),
        None => None,
    };
    if let Some(wrong) = rule.as_ref().and_then(|rule| beside::attributable(scenario, rule, &graph, &fixed)) {
        problems.push(scenario.problem("attribution", wrong));
    }
    match rule {
        Some(rule) if problems.is_empty() => Ok(Stage { graph, audience, rule, luck, fixed, groups }),
        _ => Err(Refusal::Scenario(scenario.problems(problems))),
    }
}

impl Stage<'_> {
    /// A campaign's seed set in a replicate with this luck.
    fn seeds(&self, scenario: &Scenario, campaign: usize, luck: &Replicate) -> Cow<'_, [u32]> {
        match (&self.fixed[campaign], &scenario.campaigns[campaign].seeds) {
            (Some(seeds), _) => Cow::Borrowed(seeds),
            (None, Some((_, seeding))) => {
                let network = Network { graph: &self.graph, audience: &self.audience, luck: self.luck };
                Cow::Owned(seeding.seeds(&network, luck))
            }
            (None, None) => unreachable!("a campaign without seeding has a fixed, empty seed set"),
        }
    }

    /// Plays one campaign in one replicate, into `cascade`, which stays empty where people change their minds.
    pub fn play(
        &self,
        scenario: &Scenario,
        campaign: usize,
        replicate: u64,
        scratch: &mut Scratch,
        cascade: &mut Cascade,
    ) {
        let luck = Replicate::new(scenario.random_seed, replicate, 0);
        cascade.clear();
        if let Rule::Law(law) = &self.rule {
            let seeds = self.seeds(scenario, campaign, &luck);
            engine::play(law, &self.graph, &seeds, scenario.horizon, &luck, scratch, cascade);
        }
    }

    /// Plays one campaign in one replicate, and keeps what is measured.
    fn record(&self, scenario: &Scenario, campaign: usize, replicate: u64, time: Grid, hands: &mut Hands) -> Record {
        if let Rule::Opinions(dynamics) = &self.rule {
            return opinion::record(self, dynamics, scenario, campaign, replicate, time);
        }
        let Hands { scratch, cascade, .. } = hands;
        self.play(scenario, campaign, replicate, scratch, cascade);
        let observed = Observed::new(cascade, time).outbreak(scenario.extras.outbreak);
        let of = |name: &&str| {
            let measure: Option<&Measure> = measure::CATALOG.iter().find(|measure| measure.name == *name);
            measure.and_then(|measure| (measure.of)(&observed))
        };
        Record { values: scenario.measures.iter().map(of).collect(), curve: cumulative(cascade, time) }
    }

    /// Where people change their minds: rounds that a replicate takes up to a horizon, and whether it has settled by then.
    pub fn rounds(&self, scenario: &Scenario, campaign: usize, replicate: u64, horizon: f64) -> Option<(f64, bool)> {
        match &self.rule {
            Rule::Law(_) => None,
            Rule::Opinions(dynamics) => Some(opinion::rounds(self, dynamics, scenario, campaign, replicate, horizon)),
        }
    }
}

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
            end = end.max(rounds.or(cascade.times.last().copied()).unwrap_or(0.0));
        }
    }
    if scenario.outcome() == Outcome::Reach { Grid::to(end) } else { opinion::grid(end) }
}

/// Plays every replicate of every campaign. `done` is called after each replicate, from any thread.
///
/// # Errors
/// As [`stage`].
pub fn run(scenario: &Scenario, inputs: &Inputs, done: impl Fn() + Sync + Send) -> Result<Played, Refusal> {
    let campaigns = scenario.campaigns.len();
    let mut played: Vec<Vec<Option<Record>>> = vec![vec![None; scenario.replicates as usize]; campaigns];
    let mut traces: Vec<Vec<Cascade>> = vec![Vec::new(); campaigns];
    let (mut ties, mut names, mut seeds, mut remarks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut people, mut time) = (0, Grid::Rounds);
    let mut beside: Vec<Vec<Option<Beside>>> = match scenario.extras.of_replicates() {
        true => vec![vec![None; scenario.replicates as usize]; campaigns],
        false => Vec::new(),
    };
    let (mut groups, mut people_tally) = (Vec::new(), None);
    for index in 0..scenario.networks {
        let stage = stage(scenario, inputs, index)?;
        if index == 0 {
            people = u64::from(stage.graph.people());
            time = grid(scenario, &stage);
            let named = |seeds: &Vec<u32>| seeds.iter().map(|&p| stage.graph.names().get(p).into_owned()).collect();
            seeds = stage.fixed.iter().map(|fixed| fixed.as_ref().map(named)).collect::<Vec<Option<Vec<String>>>>();
            remarks.extend(remark(scenario, &stage));
            remarks.extend(stage.audience.attributes.notes.iter().cloned());
            let step = time.time(1);
            let tally = || (0..campaigns).map(|_| PeopleTally::new(stage.graph.people(), step)).collect::<Vec<_>>();
            people_tally = scenario.extras.per_person.then(|| (stage.graph.names().clone(), tally()));
        }
        groups.extend(stage.groups.as_ref().map(|groups| groups.values.clone()));
        ties.push(stage.graph.ties() as u64);
        let count = (scenario.replicates - index).div_ceil(scenario.networks);
        let records = parallel::map(count, Hands::default, |hands, i| {
            let replicate = index + i * scenario.networks;
            let one = |campaign| {
                let record = stage.record(scenario, campaign, replicate, time, hands);
                if let Some((_, tally)) = &people_tally {
                    tally[campaign].add(&hands.cascade);
                }
                (record, (!beside.is_empty()).then(|| stage.beside(scenario, campaign, replicate, hands)))
            };
            let records: Vec<(Record, Option<Beside>)> = (0..campaigns).map(one).collect();
            done();
            records
        });
        for (i, records) in records.into_iter().enumerate() {
            let replicate = index as usize + i * scenario.networks as usize;
            for (campaign, (record, more)) in records.into_iter().enumerate() {
                played[campaign][replicate] = Some(record);
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
        for (seeds, campaign) in seeds.iter_mut().zip(&scenario.campaigns) {
            if !matches!(&campaign.seeds, None | Some((_, _)) if by_name(campaign)) {
                *seeds = None;
            }
        }
    }
    let records = played.into_iter().map(|records| records.into_iter().flatten().collect()).collect();
    let beside = beside.into_iter().map(|beside| beside.into_iter().flatten().collect()).collect();
    let units = scenario.outcome().units();
    Ok(Played {
        records,
        units,
        grid: time,
        horizon: scenario.horizon,
        people,
        ties,
        seeds,
        traces,
        names,
        beside,
        groups,
        people_tally,
        remarks,
    })
}

fn by_name(campaign: &crate::scenario::Campaign) -> bool {
    campaign.seeds.as_ref().is_none_or(|(name, _)| matches!(name.as_str(), "people" | "file"))
}

fn remark(scenario: &Scenario, stage: &Stage) -> Option<String> {
    match &scenario.network {
        NetworkSource::Made(_, generator) => generator.remark(stage.luck.stream(Purpose::Network), &stage.graph),
        NetworkSource::File(_) => None,
    }
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
