//! What is kept of a replicate beside its measures, where the scenario asks for it: reach by group, credit of each seed,
//! what campaigns reach in common.

use super::stage::Rule;
use super::{Hands, Stage};
use crate::audience::Attributes;
use crate::catalog::Fault;
use crate::engine::{self, voices::tells_voices};
use crate::graph::Graph;
use crate::law::Law;
use crate::measure::{Credit, Gain, Grid, NO_GROUP, by_dose, cumulative_of, first_touch, reach_by_group};
use crate::platform::{Ledger, Platform};
use crate::quantity::Unit;
use crate::random::Replicate;
use crate::scenario::{Acceleration, Scenario};

/// Of one campaign in one replicate; empty where nothing is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Reach within each group of the network, in the order of [`Groups::values`].
    pub groups: Vec<u32>,
    /// By rule of attribution, then by seed: its credit, in people; empty where the seed set varies.
    pub credits: Vec<Vec<f64>>,
    /// How many people each campaign before this one reached too.
    pub overlap: Vec<u32>,
    /// By verb asked for, then by source, then by the first and the last exposure: how many acts.
    pub touches: Vec<u32>,
    /// How many acts of the verb in which campaigns overtake, by each point of the grid.
    pub acts: Vec<u32>,
    /// How much of what the campaign brings beyond each campaign before this one comes sooner.
    pub gains: Vec<Gain>,
    /// How many people were asked.
    pub asked: u32,
}

/// The people of a network sorted by what a column says of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// Each value, in canonical order, with how many people have it.
    pub values: Vec<(String, u64)>,
    /// The group of each person.
    pub of: Vec<u32>,
}

const HOURS_A_YEAR: f64 = 365.0 * 24.0;

/// Most of a seed set among whom reach is divided.
const MOST_CREDITED: usize = 1000;

impl Groups {
    /// By a column of facts about the people.
    ///
    /// # Errors
    /// There is no such column, or it tells nearly everybody apart.
    pub fn by(column: &str, attributes: &Attributes, people: u32) -> Result<Groups, Fault> {
        let groups = attributes.groups_by(column)?;
        let mut of = vec![NO_GROUP; people as usize];
        let mut values = Vec::new();
        for (group, (value, members)) in groups.into_iter().enumerate() {
            members.iter().for_each(|&person| of[person as usize] = group as u32);
            values.push((value, members.len() as u64));
        }
        Ok(Groups { values, of })
    }
}

/// What cannot be attributed: seed sets too large, or doses that the record does not tell.
pub fn attributable(scenario: &Scenario, rule: &Rule, graph: &Graph, fixed: &[Option<Vec<u32>>]) -> Option<Fault> {
    let rules = &scenario.extras.attribution;
    if rules.is_empty() {
        return None;
    }
    let most = fixed.iter().flatten().map(Vec::len).max();
    let fault = |message: String, help: &str| Some(Fault::at("", message, help));
    if !matches!(rule, Rule::Law(_)) {
        let help = "leave out `attribution`; `r-1` and `k-factor` say what the seed set brought";
        return fault(format!("with `{}` reach is not divided among the seed set", scenario.spread), help);
    }
    if scenario.campaigns.iter().any(|campaign| !campaign.is_plain()) {
        let help = "leave out `attribution`, or the waves and rivals";
        return fault("reach is divided among people asked at the beginning, by one brand".to_owned(), help);
    }
    match (most, rule) {
        (None, _) => fault(
            "the seed set of every campaign differs from replicate to replicate, so nobody can be credited".to_owned(),
            "name people, or choose them by a rule without chance, such as seeds = { most-ties = 10 }",
        ),
        (Some(most), _) if most > MOST_CREDITED => fault(
            format!("reach cannot be divided among {most} people of a seed set: {MOST_CREDITED} at most"),
            "leave out `attribution`, or ask fewer",
        ),
        (_, Rule::Law(law)) if rules.contains(&Credit::FirstTouch) && !tells_voices(law) => fault(
            format!(
                "with `{}` the record does not tell who else spoke in the same round, so the first cannot be credited",
                scenario.spread
            ),
            "write attribution = \"leave-one-out\"",
        ),
        (_, Rule::Law(law)) if rules.contains(&Credit::Dose) && !tells_doses(law, graph) => fault(
            format!(
                "with `{}` the record does not tell who spoke how much, so doses cannot be divided",
                scenario.spread
            ),
            "write attribution = [\"first-touch\", \"leave-one-out\"]",
        ),
        _ => None,
    }
}

fn tells_doses(law: &Law, graph: &Graph) -> bool {
    by_dose(&crate::cascade::Cascade::default(), law, graph).is_some()
}

/// Acts of these verbs by source, of the first exposure and of the last.
pub fn touches(ledger: &Ledger, platform: &Platform, verbs: &[String]) -> Vec<u32> {
    let sources = platform.sources().len();
    let mut counts = vec![0; verbs.len() * sources * 2];
    let places: Vec<Option<usize>> = verbs.iter().map(|verb| platform.verb(verb)).collect();
    for act in &ledger.acts {
        if let Some(place) = places.iter().position(|&verb| verb == Some(act.verb as usize)) {
            for (rule, surface) in [act.first, act.surface].into_iter().enumerate() {
                counts[(place * sources + platform.source(surface)) * 2 + rule] += 1;
            }
        }
    }
    counts
}

impl Stage<'_> {
    /// What is kept beside the measures of the campaign that was played last, whose cascade is in these hands.
    pub(super) fn beside(
        &self,
        scenario: &Scenario,
        campaign: usize,
        replicate: u64,
        time: Grid,
        hands: &mut Hands,
    ) -> Beside {
        let extras = &scenario.extras;
        let Hands { scratch, site, cascade, other, overlap, gains } = hands;
        let mut beside = Beside { asked: cascade.seeds as u32, ..Beside::default() };
        if let Some(groups) = &self.groups {
            beside.groups = reach_by_group(cascade, &groups.of, groups.values.len());
        }
        if let (Rule::Law(law), Some(_)) = (&self.rule, &self.fixed[campaign]) {
            let luck = Replicate::new(scenario.random_seed, replicate, 0);
            let parents = match extras.attribution.contains(&Credit::FirstTouch) {
                true => engine::voices::fair_parents(law, &self.graph, &luck, scratch, cascade),
                false => Vec::new(),
            };
            let without = |seed: usize| {
                let mut seeds = cascade.people[..cascade.seeds].to_vec();
                seeds.remove(seed);
                engine::play(law, &self.graph, &seeds, scenario.horizon, &luck, scratch, other);
                cascade.reach() as f64 - other.reach() as f64
            };
            let mut leave_one_out = Some(without);
            let of = |rule: &Credit| match rule {
                Credit::FirstTouch => first_touch(&parents, cascade.seeds),
                Credit::Dose => by_dose(cascade, law, &self.graph).unwrap_or_default(),
                Credit::LeaveOneOut => {
                    (0..cascade.seeds).map(leave_one_out.take().expect("a rule stands once")).collect()
                }
            };
            beside.credits = extras.attribution.iter().map(of).collect();
        }
        if let (Rule::Platform(rule), false) = (&self.rule, extras.touch.is_empty()) {
            beside.touches = touches(&site.book.ledger, &rule.0, &extras.touch);
        }
        if let (Rule::Platform(rule), Some(verb)) = (&self.rule, &extras.overtake_in) {
            let verb = rule.0.verb(verb);
            let acts = site.book.ledger.acts.iter().filter(|act| Some(act.verb as usize) == verb);
            beside.acts = cumulative_of(&acts.map(|act| act.time).collect::<Vec<f64>>(), time);
        }
        if let Some(Acceleration { of, discount }) = &extras.acceleration {
            if campaign == 0 {
                gains.begin();
            }
            let per_unit = if scenario.unit == Unit::Hour { HOURS_A_YEAR } else { 1.0 };
            let rate = -libm::log1p(-discount) / per_unit;
            let verb = of.as_ref().and_then(|of| self.site()?.platform.verb(of));
            beside.gains = match verb {
                Some(verb) => {
                    let acts = site.book.ledger.acts.iter().filter(|act| act.verb as usize == verb);
                    gains.add(acts.map(|act| (act.person, act.time)), rate)
                }
                None => gains.add(cascade.people.iter().copied().zip(cascade.times.iter().copied()), rate),
            };
        }
        if extras.overlap {
            if campaign == 0 {
                overlap.begin();
            }
            beside.overlap = overlap.add(cascade, self.graph.people());
        }
        beside
    }
}
