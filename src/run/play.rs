//! One replicate of one campaign: played on a stage that is ready, and measured.

use super::stage::{Rule, Stage};
use super::{Record, brands, opinion};
use crate::cascade::Cascade;
use crate::engine::lives::Lives;
use crate::engine::{self, Scratch};
use crate::measure::{self, Gains, Grid, Measure, Observed, Overlap, cumulative};
use crate::platform::{self, Entrant, Plan, Site};
use crate::random::Replicate;
use crate::scenario::Scenario;

/// What a thread reuses between replicates.
#[derive(Default)]
pub struct Hands {
    pub(super) scratch: Scratch,
    pub(super) site: platform::Scratch,
    pub(super) cascade: Cascade,
    pub(super) other: Cascade,
    pub(super) overlap: Overlap,
    pub(super) gains: Gains,
}

impl Stage<'_> {
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
        let found = &scenario.campaigns[campaign];
        let seeds = self.seeds(scenario, campaign, &luck);
        let rivals = brands::of_rivals(self, scenario, campaign, &luck);
        let own = Entrant { plan: &found.plan, seeds: &seeds, at: 0.0 };
        let rivals = found.rivals.iter().zip(&rivals);
        let rivals = rivals.map(|(rival, seeds)| Entrant { plan: &rival.plan, seeds, at: rival.wave.at });
        let entrants: Vec<Entrant> = [own].into_iter().chain(rivals).collect();
        platform::play_market(site, &entrants, found.tie_break, scenario.horizon, &luck, scratch, cascade);
    }

    /// Plays one campaign in one replicate, and keeps what is measured.
    pub(super) fn record(
        &self,
        scenario: &Scenario,
        campaign: usize,
        replicate: u64,
        time: Grid,
        hands: &mut Hands,
    ) -> Record {
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
            let found = &scenario.campaigns[campaign];
            let told = |plan: &Plan, ledger: &platform::Ledger, cascade: &Cascade| {
                observed(scenario, cascade, time, |name| booked(name, &on, plan, ledger, cascade))
            };
            let rivals = found.rivals.iter().zip(site.rivals());
            let rivals = rivals.map(|(rival, book)| told(&rival.plan, &book.ledger, &book.cascade)).collect();
            return Record { rivals, ..told(&found.plan, &site.book.ledger, cascade) };
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
pub(super) fn live(scenario: &Scenario, lives: Option<Lives>, luck: &Replicate, cascade: &mut Cascade) {
    if let Some(lives) = lives.filter(|_| scenario.model.stops()) {
        lives.record(scenario.horizon, luck, cascade);
    }
}

/// The value of a measure of the book of a run, or of what its levers observed.
fn booked(name: &str, site: &Site, plan: &Plan, ledger: &platform::Ledger, cascade: &Cascade) -> Option<f64> {
    let observables = plan.levers.iter().flat_map(|lever| lever.observables());
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
pub(super) fn observed(
    scenario: &Scenario,
    cascade: &Cascade,
    time: Grid,
    other: impl Fn(&str) -> Option<f64>,
) -> Record {
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
