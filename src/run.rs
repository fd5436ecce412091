//! Replicates in parallel: a scenario and its files in, one record per campaign and replicate out.

mod opinion;

use crate::audience::Audience;
use crate::cascade::Cascade;
use crate::catalog::Fault;
use crate::engine::{self, Scratch};
use crate::graph::{Graph, Names};
use crate::law::Law;
use crate::load::{Inputs, Refusal};
use crate::measure::{self, Grid, Measure, Observed, Outcome, cumulative};
use crate::model::Network;
use crate::opinion::Dynamics;
use crate::parallel;
use crate::quantity::Unit;
use crate::random::{Purpose, Replicate};
use crate::scenario::{NetworkSource, Problem, Scenario, Spread};
use crate::seeding::best::Question;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub use opinion::{OpinionMap, maps};

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
            Ok(()) if !seeding.varies() => match under(seeding.as_ref(), scenario, &network, rule.as_ref()) {
                Ok(Some(seeds)) => fixed.push(Some(seeds)),
                Ok(None) => fixed.push(Some(seeding.seeds(&network, &luck))),
                Err(wrong) => fault(&scenario.seeds_path(i), wrong),
            },
            Ok(()) => fixed.push(None),
            Err(wrong) => fault(&scenario.seeds_path(i), wrong),
        }
    }
    match rule {
        Some(rule) if problems.is_empty() => Ok(Stage { graph, audience, rule, luck, fixed }),
        _ => Err(Refusal::Scenario(scenario.problems(problems))),
    }
}

/// The seed set of a seeding that asks how it spreads; `None` for one that does not.
fn under(
    seeding: &dyn crate::seeding::Seeding,
    scenario: &Scenario,
    network: &Network,
    rule: Option<&Rule>,
) -> Result<Option<Vec<u32>>, Fault> {
    match rule {
        Some(Rule::Law(law)) => {
            let Scenario { horizon, random_seed, .. } = *scenario;
            let question = Question { law, graph: network.graph, horizon, random_seed };
            seeding.seeds_under(network, question).transpose()
        }
        // What is wrong with the rule is said already.
        None => Ok(Some(Vec::new())),
        Some(Rule::Opinions(_)) if seeding.asks_for_spread() => Err(Fault::at(
            "",
            "who is best cannot be asked where people change their minds",
            "use another seeding, such as most-ties",
        )),
        Some(Rule::Opinions(_)) => Ok(None),
    }
}

impl Stage<'_> {
    /// The network with its people.
    pub fn network(&self) -> Network<'_> {
        Network { graph: &self.graph, audience: &self.audience, luck: self.luck }
    }

    /// What is asked of a choice of seeds; `None` where people change their minds.
    pub fn question(&self, scenario: &Scenario) -> Option<Question<'_>> {
        let Scenario { horizon, random_seed, .. } = *scenario;
        match &self.rule {
            Rule::Law(law) => Some(Question { law, graph: &self.graph, horizon, random_seed }),
            Rule::Opinions(_) => None,
        }
    }

    /// The seed set of a campaign that asks the same people in each replicate.
    pub fn fixed_seeds(&self, campaign: usize) -> Option<&[u32]> {
        self.fixed[campaign].as_deref()
    }

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
        let Hands { scratch, cascade } = hands;
        self.play(scenario, campaign, replicate, scratch, cascade);
        let observed = Observed::new(cascade, time);
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
    for index in 0..scenario.networks {
        let stage = stage(scenario, inputs, index)?;
        if index == 0 {
            people = u64::from(stage.graph.people());
            time = grid(scenario, &stage);
            let named = |seeds: &Vec<u32>| seeds.iter().map(|&p| stage.graph.names().get(p).into_owned()).collect();
            seeds = stage.fixed.iter().map(|fixed| fixed.as_ref().map(named)).collect::<Vec<Option<Vec<String>>>>();
            remarks.extend(remark(scenario, &stage));
            remarks.extend(stage.audience.attributes.notes.iter().cloned());
        }
        ties.push(stage.graph.ties() as u64);
        let count = (scenario.replicates - index).div_ceil(scenario.networks);
        let records = parallel::map(count, Hands::default, |hands, i| {
            let replicate = index + i * scenario.networks;
            let records: Vec<Record> =
                (0..campaigns).map(|campaign| stage.record(scenario, campaign, replicate, time, hands)).collect();
            done();
            records
        });
        for (i, records) in records.into_iter().enumerate() {
            for (campaign, record) in records.into_iter().enumerate() {
                played[campaign][index as usize + i * scenario.networks as usize] = Some(record);
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
    let units = scenario.outcome().units();
    Ok(Played { records, units, grid: time, horizon: scenario.horizon, people, ties, seeds, traces, names, remarks })
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

/// One cascade, chosen to be looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneCascade {
    /// Whose it is.
    pub campaign: String,
    /// In which replicate it happened.
    pub replicate: u64,
    /// How many acted in all.
    pub reach: u64,
    /// The people drawn: everybody in a small network, else those who acted.
    pub people: Vec<OnePerson>,
    /// Ties between them to draw in the background, each pair once, by place in `people`.
    pub ties: Vec<(u32, u32)>,
}

/// A person in the picture of a cascade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnePerson {
    /// The name.
    pub name: String,
    /// When the person acted, if ever.
    pub time: Option<f64>,
    /// By whom, by place.
    pub parent: Option<u32>,
}

/// Most people of a network that is drawn whole.
const SMALL: u32 = 400;
/// Most people of a cascade that is drawn.
const LARGE: usize = 50_000;

/// A cascade to look at: of the campaign with the highest mean reach, the first replicate of middling reach (or, where the
/// middle is nothing but the seed set, of the first higher quantile that is more). Opinions leave no cascade.
///
/// # Errors
/// As [`stage`].
pub fn typical(scenario: &Scenario, inputs: &Inputs, played: &Played) -> Result<Option<OneCascade>, Refusal> {
    if scenario.outcome() != Outcome::Reach {
        return Ok(None);
    }
    let of = |record: &Record, m: usize| record.values[m].unwrap_or(0.0);
    let total = |records: &Vec<Record>| records.iter().map(|record| of(record, 0) as u64).sum::<u64>();
    let Some(campaign) = (0..played.records.len()).max_by_key(|&i| (total(&played.records[i]), std::cmp::Reverse(i)))
    else {
        return Ok(None);
    };
    let records = &played.records[campaign];
    let mut reach: Vec<f64> = records.iter().map(|record| of(record, 0)).collect();
    reach.sort_unstable_by(f64::total_cmp);
    let chosen = [0.5, 0.75, 0.95, 1.0].iter().find_map(|&q| {
        let wanted = crate::statistics::quantile(&reach, q)?;
        records.iter().position(|record| of(record, 0) == wanted && of(record, 1) > 0.0)
    });
    let replicate = chosen.unwrap_or(0) as u64;
    let stage = stage(scenario, inputs, replicate % scenario.networks)?;
    let (mut scratch, mut cascade) = (Scratch::new(), Cascade::default());
    stage.play(scenario, campaign, replicate, &mut scratch, &mut cascade);
    let graph = &*stage.graph;
    let name = |person: u32| graph.names().get(person).into_owned();
    let (mut people, mut ties) = (Vec::new(), Vec::new());
    if graph.people() <= SMALL {
        people.extend((0..graph.people()).map(|p| OnePerson { name: name(p), time: None, parent: None }));
        for (place, &person) in cascade.people.iter().enumerate() {
            let parent = cascade.people.get(cascade.parents[place] as usize).copied();
            people[person as usize].time = Some(cascade.times[place]);
            people[person as usize].parent = parent;
        }
        for u in 0..graph.people() {
            let once = |&&v: &&u32| u < v || graph.hearers(v).binary_search(&u).is_err();
            ties.extend(graph.hearers(u).iter().filter(once).map(|&v| (u, v)));
        }
    } else {
        people.extend((0..cascade.reach().min(LARGE)).map(|place| OnePerson {
            name: name(cascade.people[place]),
            time: Some(cascade.times[place]),
            parent: Some(cascade.parents[place]).filter(|&parent| parent != crate::cascade::NOBODY),
        }));
    }
    let name = scenario.campaigns[campaign].name.clone();
    Ok(Some(OneCascade { campaign: name, replicate, reach: cascade.reach() as u64, people, ties }))
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
