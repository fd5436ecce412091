//! What is kept of a platform's runs for the pictures that a scenario draws: exposures over time, how far people got, stocks,
//! what happened around promotions, acts upon the k-th exposure.

use super::{Hands, Stage};
use crate::measure::course::{ExposureTally, Promotions, doers, front, promotions};
use crate::platform::watch::{Asked, Stock, Watch};
use crate::platform::{Platform, Scratch};
use crate::scenario::{Scenario, Spread};

/// The pictures that need something kept, as they are named in `plots`.
pub const PICTURES: [&str; 5] = ["exposures", "funnel", "stocks", "front-page", "exposures-to-action"];

/// Of one campaign in one replicate; empty where nothing is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// People with at least one exposure.
    pub seen: u32,
    /// Followers of the brand at the end.
    pub followers: u32,
    /// By verb: people who did it, unasked.
    pub doers: Vec<u32>,
    /// The stocks, each by look.
    pub stocks: Vec<Stock>,
    /// What happened around promotions.
    pub promotions: Promotions,
    /// By number of the exposure, from 1: who had not acted before, and who of them then did.
    pub actions: Vec<[u32; 2]>,
}

/// Of all campaigns.
#[derive(Debug)]
pub struct Courses {
    /// Exposures over time by campaign, all replicates together.
    pub exposures: Vec<ExposureTally>,
    /// By campaign, then by replicate.
    pub replicates: Vec<Vec<Course>>,
}

impl Courses {
    /// What is kept of a replicate.
    pub(super) fn keep(&mut self, campaign: usize, replicate: usize, course: Course) {
        self.replicates[campaign][replicate] = course;
    }
}

impl Stage<'_> {
    /// What is kept of the campaign that was played last.
    pub(super) fn course(
        &self,
        scenario: &Scenario,
        campaign: usize,
        courses: &Courses,
        hands: &Hands,
    ) -> Option<Course> {
        let (kept, site) = self.kept.zip(self.site())?;
        if let (Some(tally), Some(watch)) = (courses.exposures.get(campaign), &hands.site.watch) {
            tally.add(watch);
        }
        Some(kept.course(scenario, site.platform, &hands.site))
    }
}

/// What a scenario on a platform asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept {
    asked: Asked,
    funnel: bool,
    front: bool,
}

impl Kept {
    /// Of a scenario; `None` where nothing is kept.
    pub fn of(scenario: &Scenario) -> Option<Kept> {
        let on_platform = matches!(scenario.model, Spread::Platform(_)) && scenario.horizon.is_finite();
        let [exposures, funnel, stocks, front, actions] = PICTURES.map(|picture| scenario.draws(picture));
        let any = exposures || funnel || stocks || front || actions;
        (on_platform && any).then_some(Kept { asked: Asked { exposures, actions, stocks }, funnel, front })
    }

    /// Nothing yet, of so many campaigns.
    pub fn none(self, scenario: &Scenario, platform: &Platform, campaigns: usize) -> Courses {
        let tally = |_| ExposureTally::new(scenario.horizon, sources(platform));
        let tallies = if self.asked.exposures { (0..campaigns).map(tally).collect() } else { Vec::new() };
        let replicates = vec![vec![Course::default(); scenario.replicates as usize]; campaigns];
        Courses { exposures: tallies, replicates }
    }

    /// What is watched during a run.
    pub fn watch(self, scenario: &Scenario, platform: &Platform) -> Option<Box<Watch>> {
        let watched = self.asked != Asked::default();
        watched.then(|| Box::new(Watch::new(self.asked, scenario.horizon, sources(platform))))
    }

    /// What is kept of the replicate that was played last.
    pub fn course(self, scenario: &Scenario, platform: &Platform, scratch: &Scratch) -> Course {
        let ledger = &scratch.book.ledger;
        let mut course = Course { seen: ledger.seen as u32, followers: ledger.followers as u32, ..Course::default() };
        if self.funnel {
            course.doers = doers(ledger, platform.verbs.len());
        }
        if let Some(front) = front(platform).filter(|_| self.front) {
            let born = |item| scratch.born(item);
            course.promotions = promotions(ledger, (front, platform.adopts()), born, scenario.horizon);
        }
        if let Some(watch) = &scratch.watch {
            course.stocks = watch.stocks().to_vec();
            course.actions = watch.actions().to_vec();
        }
        course
    }
}

/// Places where items are seen: the surfaces, and what the brand posts to its followers.
fn sources(platform: &Platform) -> usize {
    platform.surfaces.len() + 1
}
