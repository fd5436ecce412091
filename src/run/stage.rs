//! What is made ready once for each network: its people, the rule on it, the seed sets that do not vary, and what needs the
//! network to be checked.

use super::beside::{self, Groups};
use super::course::Kept;
use super::{brands, network, spread};
use crate::audience::{Audience, Drawn};
use crate::catalog::Fault;
use crate::engine::in_time::Exposure;
use crate::engine::worlds::{MOST_TIES, Worlds};
use crate::graph::Graph;
use crate::graph::contact_list::ContactList;
use crate::law::Law;
use crate::load::{Inputs, Refusal};
use crate::model::Network;
use crate::opinion::Dynamics;
use crate::platform::{Plan, Platform, Prepared, Site};
use crate::random::Replicate;
use crate::scenario::{Campaign, Problem, Scenario, Spread};
use crate::seeding::best::{self, Question};
use crate::seeding::{Group, Seeding};
use std::borrow::Cow;

/// A rule of spreading made ready for one network.
pub(super) enum Rule {
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
    pub(super) fn law(&self) -> Option<&Law> {
        match self {
            Rule::Law(law) => Some(law),
            _ => None,
        }
    }
}

/// One network made ready to play on.
pub struct Stage<'a> {
    /// Who is tied to whom.
    pub graph: Cow<'a, Graph>,
    pub(super) contacts: Option<&'a ContactList>,
    pub(super) audience: Audience,
    pub(super) rule: Rule,
    pub(super) luck: Replicate,
    /// The seed set of each campaign that does not vary.
    pub(super) fixed: Vec<Option<Vec<u32>>>,
    /// What the waves of each campaign remember.
    pub(super) orders: Vec<brands::Orders>,
    /// Of those that do, the seeding with all that depends on the network alone found already, where there is such a thing.
    pub(super) settled: Vec<Option<Box<dyn Seeding>>>,
    /// People by group, where reach is reported by groups.
    pub(super) groups: Option<Groups>,
    /// Seconds that each campaign's choice of people took, where campaigns are ranked.
    pub(super) choosing: Vec<f64>,
    /// What is kept of a platform's runs for pictures.
    pub(super) kept: Option<Kept>,
    /// Whether it pays to share worlds among campaigns.
    pub(super) worlds: Worlds,
}

/// The network with number `index` of a scenario, with everything checked that needs the network.
///
/// # Errors
/// What does not go together: a model with this network, a seeding with its people.
pub fn stage<'a>(scenario: &Scenario, inputs: &'a Inputs, index: u64) -> Result<Stage<'a>, Refusal> {
    staged(scenario, inputs, index, &[])
}

/// The same where the seed sets that do not vary are known already: choosing the best may take longer than all the rest.
///
/// # Errors
/// As [`stage`].
pub(super) fn staged<'a>(
    scenario: &Scenario,
    inputs: &'a Inputs,
    index: u64,
    known: &[Option<Vec<u32>>],
) -> Result<Stage<'a>, Refusal> {
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
            let rivals = campaign.rivals.iter().enumerate();
            let rivals = rivals.map(|(k, rival)| (format!("campaign[{}].rival[{}]", i + 1, k + 1), &rival.plan));
            for (path, plan) in [(format!("campaign[{}]", i + 1), &campaign.plan)].into_iter().chain(rivals) {
                let wrong = plan.levers.iter().filter_map(|lever| lever.fits(rule.0.stands_for).err());
                wrong.for_each(|wrong| fault(&path, wrong));
            }
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
        let platform = matches!(rule, Some(Rule::Platform(_)));
        let later = campaign.waves.first().or(campaign.rivals.first().map(|rival| &rival.wave).filter(|_| !platform));
        if let (Some(later), true) = (later, rule.is_some() && law.is_none()) {
            let (message, help) = match platform {
                true => (
                    "on a platform people are asked at the beginning, and post what the calendar says",
                    "leave out [[campaign.wave]], and write [[campaign.item]] with a later `at`",
                ),
                false => (
                    "over contacts with times all are asked at the beginning, by one brand",
                    "leave out [[campaign.wave]] and [[campaign.rival]], or take ties without times",
                ),
            };
            fault(&later.table(), Fault::at("", message, help));
        }
        let before = clock.seconds();
        let Some((_, seeding)) = &campaign.seeds else {
            fixed.push(Some(Vec::new()));
            choosing.extend(before.map(|_| 0.0));
            continue;
        };
        if let Some(Some(seeds)) = known.get(i) {
            fixed.push(Some(seeds.clone()));
            choosing.extend(before.map(|_| 0.0));
            continue;
        }
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
    pub(super) fn seeds(&self, scenario: &Scenario, campaign: usize, luck: &Replicate) -> Cow<'_, [u32]> {
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

    /// Whether campaigns can be played in one world: one law, one luck, no rivals and no waves.
    pub(super) fn shares_worlds(&self, scenario: &Scenario) -> bool {
        let campaigns = &scenario.campaigns;
        let plain = campaigns.len() > 1 && campaigns.iter().all(Campaign::is_plain);
        plain && self.rule.law().is_some() && self.graph.ties() <= MOST_TIES
    }
}

/// A platform on a network.
fn on_platform(platform: &Platform, scenario: &Scenario, network: &Network) -> Rule {
    let platform = platform.on(network.graph.people(), scenario.described, scenario.stands_for);
    let ready = Prepared::new(&platform, network.graph, network.audience, &network.luck);
    Rule::Platform(Box::new((platform, ready)))
}
