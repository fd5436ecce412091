//! Replicates in parallel: a scenario and its files in, one record per campaign and replicate out.

mod beside;
mod brands;
mod course;
mod network;
mod opinion;
mod spread;
mod theory;
mod typical;

use crate::audience::{Audience, Drawn};
use crate::cascade::Cascade;
use crate::catalog::Fault;
use crate::engine::in_time::Exposure;
use crate::engine::lives::Lives;
use crate::engine::worlds::{MOST_TIES, Worlds};
use crate::engine::{self, Scratch};
use crate::graph::contact_list::ContactList;
use crate::graph::{Graph, Names};
use crate::law::Law;
use crate::load::{Inputs, Refusal};
use crate::measure::{self, Grid, Measure, Observed, Outcome, Overlap, PeopleTally, cumulative};
use crate::model::Network;
use crate::opinion::Dynamics;
use crate::parallel;
use crate::platform::{self, Plan, Platform, Prepared, Site};
use crate::quantity::Unit;
use crate::random::Replicate;
use crate::scenario::{Campaign, NetworkSource, Problem, Scenario, Spread};
use crate::seeding::best::{self, Question};
use crate::seeding::{Group, Seeding};
use crate::text::grouped;
use std::borrow::Cow;

pub use beside::{Beside, Groups};
pub use course::{Course, Courses, Kept, PICTURES};
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

/// A rule of spreading made ready for one network.
enum Rule {
    /// People act, once and for all.
    Law(Law),
    /// The same, in contacts that come and go.
    InTime(Exposure),
    /// People change their minds.
    Opinions(Dynamics),
    /// People see items on a platform, and act.
    Platform(Box<(Platform, Prepared)>),
}

impl Rule {
    fn law(&self) -> Option<&Law> {
        match self {
            Rule::Law(law) => Some(law),
            _ => None,
        }
    }
}

/// What a thread reuses between replicates.
#[derive(Default)]
pub struct Hands {
    scratch: Scratch,
    site: platform::Scratch,
    cascade: Cascade,
    other: Cascade,
    overlap: Overlap,
}

/// One network made ready to play on.
pub struct Stage<'a> {
    /// Who is tied to whom.
    pub graph: Cow<'a, Graph>,
    contacts: Option<&'a ContactList>,
    audience: Audience,
    rule: Rule,
    luck: Replicate,
    /// The seed set of each campaign that does not vary.
    fixed: Vec<Option<Vec<u32>>>,
    /// What the waves of each campaign remember.
    orders: Vec<brands::Orders>,
    /// Of those that do, the seeding with all that depends on the network alone found already, where there is such a thing.
    settled: Vec<Option<Box<dyn Seeding>>>,
    /// People by group, where reach is reported by groups.
    groups: Option<Groups>,
    /// Seconds that each campaign's choice of people took, where campaigns are ranked.
    choosing: Vec<f64>,
    /// What is kept of a platform's runs for pictures.
    kept: Option<Kept>,
    /// Whether it pays to share worlds among campaigns.
    worlds: Worlds,
}

/// The network with number `index` of a scenario, with everything checked that needs the network.
///
/// # Errors
/// What does not go together: a model with this network, a seeding with its people.
pub fn stage<'a>(scenario: &Scenario, inputs: &'a Inputs, index: u64) -> Result<Stage<'a>, Refusal> {
    let luck = Replicate::new(scenario.random_seed, index, 0);
    let graph = network::of(scenario, inputs, index)?;
    let mut attributes = crate::load::attributes(inputs, graph.names())?;
    for (name, numbers) in network::facts(scenario, &graph, index) {
        attributes = attributes.with_numbers(name, numbers);
    }
    let Drawn { audience, strengths } = scenario.factors.draw(&graph, attributes, luck).map_err(|wrong| {
        let (section, key) = wrong.key.split_once('.').unwrap_or((&wrong.key, ""));
        let problem = scenario.problem(section, Fault { key: key.to_owned(), ..wrong.clone() });
        Refusal::Scenario(scenario.problems(vec![problem]))
    })?;
    let graph = match strengths {
        Some(strengths) => Cow::Owned(graph.into_owned().with_strengths(strengths)),
        None => graph,
    };
    let network = Network { graph: &graph, audience: &audience, luck };
    let mut problems: Vec<Problem> = Vec::new();
    let mut fault = |path: &str, fault: Fault| problems.push(scenario.problem(path, fault));
    if let Some(described) = scenario.described.filter(|&described| described < f64::from(graph.people())) {
        let message = format!(
            "the network has {} people, more than the {described} of the real platform that its pools describe",
            graph.people()
        );
        fault("people-described", Fault::at("", message, "write a smaller network, or a larger `people-described`"));
    }
    let contacts = inputs.contacts.as_ref().map(|(contacts, _)| contacts);
    let rule = match &scenario.model {
        Spread::Adoption(model) if contacts.is_some() => network::exposure(&**model, contacts).map(Rule::InTime),
        Spread::Adoption(model) => model.law(&network).map(Rule::Law),
        Spread::Opinion(opinion) => opinion.dynamics(&network).map(Rule::Opinions),
        Spread::Platform(platform) => Ok(on_platform(platform, scenario, &network)),
    };
    let rule = match rule {
        Ok(rule) => Some(rule),
        Err(wrong) => {
            fault(&format!("spread.{}", scenario.spread), wrong);
            None
        }
    };
    if let Some(Rule::Platform(rule)) = &rule {
        for (i, campaign) in scenario.campaigns.iter().enumerate() {
            let wrong = campaign.plan.levers.iter().filter_map(|lever| lever.fits(rule.0.stands_for).err());
            wrong.for_each(|wrong| fault(&format!("campaign[{}]", i + 1), wrong));
        }
    }
    if let Some(target) = scenario.target.filter(|&target| target > u64::from(graph.people())) {
        let message = format!("{target} people can never be reached: the network has {}", graph.people());
        fault("target", Fault::at("", message, format!("write a target of at most {}", graph.people())));
    }
    if let Some(outbreak) = scenario.extras.outbreak.filter(|&outbreak| outbreak > u64::from(graph.people())) {
        let message = format!("an outbreak of {outbreak} people can never be: the network has {}", graph.people());
        fault("outbreak", Fault::at("", message, format!("write at most {}", graph.people())));
    }
    let mut fixed = Vec::new();
    let mut choosing = Vec::new();
    let clock = Clock::of(scenario);
    for (i, campaign) in scenario.campaigns.iter().enumerate() {
        let law = rule.as_ref().and_then(Rule::law);
        brands::check(scenario, i, law, &network).into_iter().for_each(|(path, wrong)| fault(&path, wrong));
        if rule.is_some() && law.is_none() && !campaign.is_plain() {
            let message = format!("with `{}` all are asked at the beginning, by one brand", scenario.spread);
            let help = "leave out [[campaign.wave]] and [[campaign.rival]], or take a model and ties without times";
            let first = campaign.waves.first().or(campaign.rivals.first().map(|rival| &rival.wave));
            fault(&first.map_or(format!("campaign[{}]", i + 1), |wave| wave.table()), Fault::at("", message, help));
        }
        let before = clock.seconds();
        let Some((_, seeding)) = &campaign.seeds else {
            fixed.push(Some(Vec::new()));
            choosing.extend(before.map(|_| 0.0));
            continue;
        };
        match seeding.check_among(&network, &Group::everybody(&graph)) {
            Ok(()) if !seeding.varies() => {
                match under(&**seeding, scenario, &network, contacts, rule.as_ref(), campaign) {
                    Ok(Some(seeds)) => fixed.push(Some(seeds)),
                    Ok(None) => fixed.push(Some(seeding.seeds(&network, &luck))),
                    Err(wrong) => fault(&scenario.seeds_path(i), wrong),
                }
            }
            Ok(()) => fixed.push(None),
            Err(wrong) => fault(&scenario.seeds_path(i), wrong),
        }
        choosing.extend(before.zip(clock.seconds()).map(|(before, after)| after - before));
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
    if scenario.extras.per_person && scenario.campaigns.iter().any(|campaign| !campaign.is_plain()) {
        let help = "leave out `per-person`, or the waves and rivals";
        let wrong = Fault::at("", "people are counted one by one where one brand asks at the beginning", help);
        problems.push(scenario.problem("per-person", wrong));
    }
    match rule {
        Some(rule) if problems.is_empty() => {
            let orders = brands::orders(scenario);
            let settle = |(i, fixed): (usize, &Option<Vec<u32>>)| match (&scenario.campaigns[i].seeds, fixed) {
                (Some((_, seeding)), None) => {
                    let before = clock.seconds();
                    let settled = seeding.settled(&network, &Group::everybody(&graph));
                    if let Some(before) = before {
                        // One choice of many.
                        settled.as_ref().unwrap_or(seeding).seeds(&network, &luck);
                        choosing[i] += clock.seconds().unwrap_or(before) - before;
                    }
                    settled
                }
                _ => None,
            };
            let settled = fixed.iter().enumerate().map(settle).collect();
            let (kept, worlds) = (Kept::of(scenario), Worlds::default());
            Ok(Stage { graph, contacts, audience, rule, luck, fixed, orders, settled, groups, choosing, kept, worlds })
        }
        _ => Err(Refusal::Scenario(scenario.problems(problems))),
    }
}

/// Tells the time where somebody asks how long choosing takes, and where there is a clock.
struct Clock(Option<std::time::Instant>);

impl Clock {
    fn of(scenario: &Scenario) -> Clock {
        Clock((scenario.extras.ranking && !cfg!(target_arch = "wasm32")).then(std::time::Instant::now))
    }

    fn seconds(&self) -> Option<f64> {
        self.0.map(|start| start.elapsed().as_secs_f64())
    }
}

/// The seed set of a seeding that asks how it spreads; `None` for one that does not.
fn under(
    seeding: &dyn Seeding,
    scenario: &Scenario,
    network: &Network,
    contacts: Option<&ContactList>,
    rule: Option<&Rule>,
    campaign: &Campaign,
) -> Result<Option<Vec<u32>>, Fault> {
    // What is wrong with the rule is said already.
    let Some(rule) = rule else { return Ok(Some(Vec::new())) };
    if !seeding.asks_for_spread() {
        return Ok(None);
    }
    if !campaign.waves.is_empty() {
        return Err(spread::later());
    }
    match spread::of(rule, network, contacts, scenario.horizon, Some(campaign), &campaign.plan)? {
        Some(spread) => {
            let question = Question { spread: &*spread, graph: network.graph, random_seed: scenario.random_seed };
            seeding.seeds_under(network, question).transpose()
        }
        None => Err(Fault::at(
            "",
            "who is best is asked of models in which people act, not of opinions, which come and go",
            "use another seeding, such as most-ties",
        )),
    }
}

impl Stage<'_> {
    /// The platform on this network, where one is played.
    pub fn site(&self) -> Option<Site<'_>> {
        let Rule::Platform(rule) = &self.rule else { return None };
        Some(Site { platform: &rule.0, graph: &self.graph, audience: &self.audience, ready: &rule.1 })
    }

    /// The network with its people.
    pub fn network(&self) -> Network<'_> {
        Network { graph: &self.graph, audience: &self.audience, luck: self.luck }
    }

    /// How it spreads, as a choice of seeds asks, beside the rivals of a campaign, and on a platform with what it does there
    /// (`usual`, where there is no campaign); `None` where people change their minds.
    ///
    /// # Errors
    /// Rivals who ask later.
    pub fn spread<'s>(
        &'s self,
        horizon: f64,
        campaign: Option<&'s Campaign>,
        usual: &'s Plan,
    ) -> Result<Option<Box<dyn best::Spread + 's>>, Fault> {
        spread::of(&self.rule, &self.network(), self.contacts, horizon, campaign, usual)
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
                let seeding = self.settled[campaign].as_ref().unwrap_or(seeding);
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
        if let Some(site) = self.site() {
            self.play_on(&site, scenario, campaign, replicate, &mut platform::Scratch::default(), cascade);
        }
        if let (Rule::Law(law), false) = (&self.rule, scenario.campaigns[campaign].is_plain()) {
            let parts = brands::play(self, law, scenario, campaign, &luck, scratch);
            *cascade = parts.into_iter().next().unwrap_or_default();
            return;
        }
        match (&self.rule, self.contacts) {
            (Rule::Law(law), _) => {
                let seeds = self.seeds(scenario, campaign, &luck);
                engine::play(law, &self.graph, &seeds, scenario.horizon, &luck, scratch, cascade);
                live(scenario, Lives::of(law), &luck, cascade);
            }
            (Rule::InTime(exposure), Some(contacts)) => {
                let mut seeds = self.seeds(scenario, campaign, &luck).into_owned();
                seeds.sort_unstable();
                seeds.dedup();
                engine::in_time::play(*exposure, contacts, &seeds, scenario.horizon, &luck, cascade);
                live(scenario, Some(Lives::Time(exposure.life)), &luck, cascade);
            }
            _ => {}
        }
    }

    /// Plays one campaign in one replicate on a platform, with its book in `scratch`.
    pub fn play_on(
        &self,
        site: &Site,
        scenario: &Scenario,
        campaign: usize,
        replicate: u64,
        scratch: &mut platform::Scratch,
        cascade: &mut Cascade,
    ) {
        let luck = Replicate::new(scenario.random_seed, replicate, 0);
        let seeds = self.seeds(scenario, campaign, &luck);
        platform::play(site, &scenario.campaigns[campaign].plan, &seeds, scenario.horizon, &luck, scratch, cascade);
    }

    /// Whether campaigns can be played in one world: one law, one luck, no rivals and no waves.
    fn shares_worlds(&self, scenario: &Scenario) -> bool {
        let campaigns = &scenario.campaigns;
        let plain = campaigns.len() > 1 && campaigns.iter().all(Campaign::is_plain);
        plain && self.rule.law().is_some() && self.graph.ties() <= MOST_TIES
    }

    /// Plays one campaign in one replicate, and keeps what is measured.
    fn record(&self, scenario: &Scenario, campaign: usize, replicate: u64, time: Grid, hands: &mut Hands) -> Record {
        if let Rule::Opinions(dynamics) = &self.rule {
            return opinion::record(self, dynamics, scenario, campaign, replicate, time);
        }
        let Hands { scratch, site, cascade, .. } = hands;
        if let (Rule::Law(law), false) = (&self.rule, scenario.campaigns[campaign].is_plain()) {
            let luck = Replicate::new(scenario.random_seed, replicate, 0);
            let record = brands::record(self, law, scenario, campaign, &luck, time, scratch);
            if scenario.extras.of_replicates() || scenario.extras.per_person {
                // What stands beside measures is read off the campaign's own cascade.
                self.play(scenario, campaign, replicate, scratch, cascade);
            }
            return record;
        }
        if let Some(on) = self.site() {
            if site.watch.is_none() {
                site.watch = self.kept.and_then(|kept| kept.watch(scenario, on.platform));
            }
            self.play_on(&on, scenario, campaign, replicate, site, cascade);
            let ledger = &site.ledger;
            return observed(scenario, cascade, time, |name| booked(name, &on, scenario, campaign, ledger, cascade));
        }
        self.play(scenario, campaign, replicate, scratch, cascade);
        observed(scenario, cascade, time, |_| None)
    }

    /// Where people change their minds: rounds that a replicate takes up to a horizon, and whether it has settled by then.
    pub fn rounds(&self, scenario: &Scenario, campaign: usize, replicate: u64, horizon: f64) -> Option<(f64, bool)> {
        match &self.rule {
            Rule::Law(_) | Rule::InTime(_) | Rule::Platform(_) => None,
            Rule::Opinions(dynamics) => Some(opinion::rounds(self, dynamics, scenario, campaign, replicate, horizon)),
        }
    }
}

/// Writes down when people stop, where the scenario's model says when and its kernel does not.
fn live(scenario: &Scenario, lives: Option<Lives>, luck: &Replicate, cascade: &mut Cascade) {
    if let Some(lives) = lives.filter(|_| scenario.model.stops()) {
        lives.record(scenario.horizon, luck, cascade);
    }
}

/// A platform on a network.
fn on_platform(platform: &Platform, scenario: &Scenario, network: &Network) -> Rule {
    let platform = platform.on(network.graph.people(), scenario.described, scenario.stands_for);
    let ready = Prepared::new(&platform, network.graph, network.audience, &network.luck);
    Rule::Platform(Box::new((platform, ready)))
}

/// The value of a measure of the book of a run, or of what its levers observed.
fn booked(
    name: &str,
    site: &Site,
    scenario: &Scenario,
    campaign: usize,
    ledger: &platform::Ledger,
    cascade: &Cascade,
) -> Option<f64> {
    let observables = scenario.campaigns[campaign].plan.levers.iter().flat_map(|lever| lever.observables());
    match observables.into_iter().position(|observable| observable.name == name) {
        Some(place) => ledger.observed[place],
        None => {
            let (stands_for, people) = (site.platform.stands_for, f64::from(site.graph.people()));
            let booked = measure::platform::Booked { ledger, cascade, stands_for, people };
            measure::platform::value(name, site.platform, &booked)
        }
    }
}

/// What is measured of a cascade, and what `other` knows of measures that are not read off one.
fn observed(scenario: &Scenario, cascade: &Cascade, time: Grid, other: impl Fn(&str) -> Option<f64>) -> Record {
    let observed = Observed::new(cascade, time).outbreak(scenario.extras.outbreak);
    let all = || measure::CATALOG.iter().chain(measure::SPELLS);
    let mut rest = all();
    let of = |name: &&str| {
        // A scenario's measures mostly stand in the order of the catalog: the search goes on from the last.
        let named = |measure: &&Measure| measure.name == *name;
        let measure = rest.find(named).or_else(|| {
            rest = all();
            rest.find(named)
        });
        measure.map_or_else(|| other(name), |measure| (measure.of)(&observed))
    };
    let values = scenario.measures.iter().map(of).collect();
    Record { values, curve: cumulative(cascade, time), active: measure::active(cascade, time), rivals: Vec::new() }
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
            let stopped = cascade.spells.iter().map(|spell| spell[1]).filter(|end| end.is_finite());
            let last = cascade.times.last().copied().into_iter().chain(stopped).fold(0.0, f64::max);
            end = end.max(rounds.unwrap_or(last));
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
    for index in 0..scenario.networks.min(scenario.replicates) {
        let stage = stage(scenario, inputs, index)?;
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
                seeds.push(all[0].as_ref().map(named));
                rival_seeds.push(rivals.iter().map(|asked| asked.as_ref().map(named)).collect::<Vec<_>>());
            }
            remarks.extend(network::remarks(scenario, &stage.graph, index));
            remarks.extend(scenario.model.theory());
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

fn by_name(campaign: &crate::scenario::Campaign) -> bool {
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
