//! What the pictures of a platform show, merged over replicates: a row for each number, as the tables of the run folder hold
//! them.

use crate::measure::course::{AROUND, front};
use crate::run::{Course, Courses, Played};
use crate::scenario::{Scenario, Spread};
use crate::statistics::{Groups, Ratio, Summary, binomial};
use serde::Deserialize;

/// The rows of every picture; none where a picture is not drawn.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct CourseRows {
    pub exposures: Vec<ExposureRow>,
    pub funnel: Vec<FunnelRow>,
    pub stocks: Vec<StockRow>,
    pub front_page: Vec<FrontRow>,
    pub actions: Vec<ActionRow>,
}

impl CourseRows {
    /// The campaign of each row, to be called otherwise.
    pub fn campaigns(&mut self) -> impl Iterator<Item = &mut String> {
        let CourseRows { exposures, funnel, stocks, front_page, actions } = self;
        let exposures = exposures.iter_mut().map(|row| &mut row.campaign);
        let funnel = funnel.iter_mut().map(|row| &mut row.campaign);
        let stocks = stocks.iter_mut().map(|row| &mut row.campaign);
        let front_page = front_page.iter_mut().map(|row| &mut row.campaign);
        exposures.chain(funnel).chain(stocks).chain(front_page).chain(actions.iter_mut().map(|row| &mut row.campaign))
    }
}

/// Exposures in one span of time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ExposureRow {
    /// The campaign.
    pub campaign: String,
    /// Where people met the items: a surface, or `brand` for what the brand posts to its followers.
    pub surface: String,
    /// When the span begins, hours.
    pub time: f64,
    /// When it ends.
    pub until: f64,
    /// Mean over replicates.
    pub mean: f64,
}

/// How many people came so far.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct FunnelRow {
    /// The campaign.
    pub campaign: String,
    /// `people`, `followers`, `seen`, or a verb.
    pub step: String,
    /// Mean over replicates.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub high: Option<f64>,
    /// How many there are for each person who saw it.
    pub of_seen: Option<f64>,
}

/// A stock at one time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StockRow {
    /// The campaign.
    pub campaign: String,
    /// Its name, which is that of a measure.
    pub stock: String,
    /// When, hours.
    pub time: f64,
    /// Mean over the replicates in which it is defined.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub high: Option<f64>,
}

/// Adoptions of promoted items in one hour.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct FrontRow {
    /// The campaign.
    pub campaign: String,
    /// The page that items were promoted onto.
    pub page: String,
    /// Hours since the promotion at which the hour begins.
    pub hour: i32,
    /// Mean for each promoted item that was there through all of the hour.
    pub mean: f64,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub high: Option<f64>,
    /// How many such items there were, all replicates together.
    pub items: u64,
    /// Replicates in which an item was promoted.
    pub promoted: u64,
    /// Replicates.
    pub replicates: u64,
}

/// Acts upon the k-th exposure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ActionRow {
    /// The campaign.
    pub campaign: String,
    /// Number of the exposure, from 1.
    pub exposures: u32,
    /// How often a person who had not acted on an item met it so often, all replicates together.
    pub met: u64,
    /// How many then acted.
    pub acted: u64,
    /// Their share.
    pub share: f64,
    /// Lower end of its 95 % interval, the replicate as the unit.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval; where nobody acted, as if people were independent.
    pub high: Option<f64>,
}

/// Shares among fewer than so many are not told.
pub const LEAST_MET: u64 = 100;
/// Rates of fewer items than so many are not told, unless no more were promoted.
const LEAST_ITEMS: u64 = 3;

/// The rows of a run.
pub fn rows(scenario: &Scenario, played: &Played) -> CourseRows {
    let (Spread::Platform(platform), Some(courses)) = (&scenario.model, &played.courses) else {
        return CourseRows::default();
    };
    let groups = Groups { networks: scenario.networks };
    let named = || scenario.campaigns.iter().map(|campaign| &*campaign.name).zip(&courses.replicates);
    let verbs: Vec<&str> = platform.verbs.iter().map(|verb| &*verb.name).collect();
    let page = front(platform).map_or("", |front| &*platform.surfaces[front].name);
    CourseRows {
        exposures: exposures(scenario, courses, &platform.sources()),
        funnel: named().flat_map(|(name, courses)| funnel(name, courses, &verbs, played.people, groups)).collect(),
        stocks: stocks(scenario, courses, groups),
        front_page: named().flat_map(|(name, courses)| front_page(name, page, courses, groups)).collect(),
        actions: named().flat_map(|(name, courses)| actions(name, courses, groups)).collect(),
    }
}

/// Lengths that a span of exposures may have, in minutes: each a multiple of every shorter one at which they are counted.
const SPANS: [u32; 14] = [1, 2, 5, 10, 20, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080];
/// Spans in which nearly all exposures lie, at most, and share of the exposures of a campaign that is nearly all.
const SPANS_SHOWN: f64 = 60.0;
pub(crate) const NEARLY_ALL: f64 = 0.98;
/// Spans of a campaign, at most.
const MOST_SPANS: f64 = 2000.0;

/// Exposures in spans of one length, so that nearly all of each campaign lie in the first sixty; those in which nobody met
/// anything are left out.
fn exposures(scenario: &Scenario, courses: &Courses, sources: &[String]) -> Vec<ExposureRow> {
    let all: Vec<(f64, Vec<Vec<u64>>)> = courses.exposures.iter().map(|tally| tally.sums()).collect();
    let nearly = |(step, bins): &(f64, Vec<Vec<u64>>)| {
        let sums: Vec<u64> = bins.iter().map(|bin| bin.iter().sum()).collect();
        let most = NEARLY_ALL * sums.iter().sum::<u64>() as f64;
        let mut so_far = 0;
        let bins = sums.iter().take_while(|&&sum| {
            so_far += sum;
            ((so_far - sum) as f64) < most
        });
        step * bins.count() as f64
    };
    let shown = all.iter().map(nearly).fold(0.0, f64::max);
    let last = all.iter().map(|(step, bins)| step * bins.len() as f64).fold(0.0, f64::max);
    let step = all.first().map_or(1.0, |(step, _)| *step);
    let fits = |hours: &f64| {
        let multiple = hours / step;
        multiple > 0.999 && (multiple - multiple.round()).abs() < 1e-6 && shown / hours <= SPANS_SHOWN
    };
    let spans = SPANS.into_iter().map(|minutes| f64::from(minutes) / 60.0);
    let span = spans
        .filter(fits)
        .find(|hours| last / hours <= MOST_SPANS)
        .unwrap_or(step * (shown / step / SPANS_SHOWN).ceil().max(1.0));
    let bins_of_span = (span / step).round() as usize;
    let mut rows = Vec::new();
    for (campaign, (_, bins)) in scenario.campaigns.iter().zip(&all) {
        for (i, bins) in bins.chunks(bins_of_span).enumerate() {
            for (source, name) in sources.iter().enumerate().take(bins[0].len()) {
                let sum: u64 = bins.iter().map(|bin| bin[source]).sum();
                if sum > 0 {
                    rows.push(ExposureRow {
                        campaign: campaign.name.clone(),
                        surface: name.clone(),
                        time: whole_minutes(i as f64 * span),
                        until: whole_minutes((i + 1) as f64 * span).min(scenario.horizon),
                        mean: sum as f64 / scenario.replicates as f64,
                    });
                }
            }
        }
    }
    rows
}

/// Hours without what rounding adds to whole minutes.
fn whole_minutes(hours: f64) -> f64 {
    (hours * 60.0).round() / 60.0
}

/// Mean and ends of the interval of values between two bounds; `None` of none.
fn mean_of(
    values: &[Option<f64>],
    groups: Groups,
    (least, most): (f64, f64),
) -> Option<(f64, Option<f64>, Option<f64>)> {
    let summary = Summary::of(values, groups)?;
    let ends = summary.interval.map(|(low, high)| (low.clamp(least, most), high.clamp(least, most)));
    Some((summary.mean, ends.map(|ends| ends.0), ends.map(|ends| ends.1)))
}

/// The verbs in the order of the platform, but visits and purchases, which lie outside of it, last.
fn funnel(campaign: &str, courses: &[Course], verbs: &[&str], people: u64, groups: Groups) -> Vec<FunnelRow> {
    if courses.iter().all(|course| course.doers.is_empty()) {
        return Vec::new();
    }
    let column = |of: &dyn Fn(&Course) -> u32| -> Vec<Option<f64>> {
        courses.iter().map(|course| Some(f64::from(of(course)))).collect()
    };
    let mut steps = vec![("people", vec![Some(people as f64); courses.len()])];
    if courses.iter().any(|course| course.followers > 0) {
        steps.push(("followers", column(&|course| course.followers)));
    }
    steps.push(("seen", column(&|course| course.seen)));
    let outside = |verb: &str| ["visit", "convert"].iter().position(|last| *last == verb).map_or(0, |at| at + 1);
    let mut order: Vec<usize> = (0..verbs.len()).collect();
    order.sort_by_key(|&verb| outside(verbs[verb]));
    steps.extend(order.into_iter().map(|verb| (verbs[verb], column(&move |course| course.doers[verb]))));
    let sum = |column: &[Option<f64>]| column.iter().flatten().sum::<f64>();
    let seen = steps.iter().find(|(step, _)| *step == "seen").map_or(0.0, |(_, column)| sum(column));
    let row = |(step, column): (&str, Vec<Option<f64>>)| {
        let (mean, low, high) = mean_of(&column, groups, (0.0, people as f64))?;
        let of_seen = (seen > 0.0 && !["people", "followers"].contains(&step)).then(|| sum(&column) / seen);
        Some(FunnelRow { campaign: campaign.to_owned(), step: step.to_owned(), mean, low, high, of_seen })
    };
    steps.into_iter().filter_map(row).collect()
}

/// Stocks that differ from how they begin, anywhere and at any time.
fn stocks(scenario: &Scenario, courses: &Courses, groups: Groups) -> Vec<StockRow> {
    let all = || courses.replicates.iter().flatten().flat_map(|course| &course.stocks);
    let mut names: Vec<&'static str> = Vec::new();
    all().for_each(|(name, _)| {
        if !names.contains(name) {
            names.push(name);
        }
    });
    let moves = |name: &&str| {
        let values = all().filter(|(other, _)| other == name).flat_map(|(_, values)| values).filter(|x| !x.is_nan());
        let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &x| (a.min(x), b.max(x)));
        most - least > 1e-9 * most.abs().max(least.abs())
    };
    names.retain(moves);
    let looks = crate::platform::watch::Looks::of(scenario.horizon);
    let mut rows = Vec::new();
    for name in names {
        for (campaign, courses) in scenario.campaigns.iter().zip(&courses.replicates) {
            for (i, time) in (0..).map_while(|i| Some((i, looks.time(i)?))) {
                let value = |course: &Course| {
                    let (_, values) = course.stocks.iter().find(|(other, _)| *other == name)?;
                    values.get(i).copied().filter(|value| !value.is_nan())
                };
                let values: Vec<Option<f64>> = courses.iter().map(value).collect();
                let bounds = if name.ends_with("opinion") { (-1.0, 1.0) } else { (0.0, f64::INFINITY) };
                if let Some((mean, low, high)) = mean_of(&values, groups, bounds) {
                    let (campaign, stock) = (campaign.name.clone(), name.to_owned());
                    rows.push(StockRow { campaign, stock, time, mean, low, high });
                }
            }
        }
    }
    rows
}

/// Ends of an interval, cut to what is possible.
fn ends(ratio: &Ratio, most: f64) -> (Option<f64>, Option<f64>) {
    let cut = |end: f64| end.clamp(0.0, most);
    (ratio.interval.map(|(low, _)| cut(low)), ratio.interval.map(|(_, high)| cut(high)))
}

fn front_page(campaign: &str, page: &str, courses: &[Course], groups: Groups) -> Vec<FrontRow> {
    let promoted = courses.iter().filter(|course| course.promotions.items > 0).count() as u64;
    let all: u64 = courses.iter().map(|course| u64::from(course.promotions.items)).sum();
    let row = |hour: i32| {
        let place = (hour - AROUND.0) as usize;
        let counts = |course: &Course| course.promotions.hours.get(place).copied().unwrap_or_default();
        let items: u64 = courses.iter().map(|course| u64::from(counts(course)[0])).sum();
        let pairs: Vec<(f64, f64)> =
            courses.iter().map(counts).map(|[items, acts]| (acts.into(), items.into())).collect();
        let ratio = Ratio::of(&pairs, groups).filter(|_| items >= LEAST_ITEMS.min(all))?;
        let (low, high) = ends(&ratio, f64::INFINITY);
        let (campaign, page, replicates) = (campaign.to_owned(), page.to_owned(), courses.len() as u64);
        Some(FrontRow { campaign, page, hour, mean: ratio.ratio, low, high, items, promoted, replicates })
    };
    (AROUND.0..AROUND.1).filter_map(row).collect()
}

fn actions(campaign: &str, courses: &[Course], groups: Groups) -> Vec<ActionRow> {
    let row = |number: usize| {
        let counts = |course: &Course| course.actions.get(number).copied().unwrap_or_default();
        let sum = |which: usize| courses.iter().map(|course| u64::from(counts(course)[which])).sum::<u64>();
        let pairs: Vec<(f64, f64)> =
            courses.iter().map(counts).map(|[met, acted]| (acted.into(), met.into())).collect();
        let (met, acted) = (sum(0), sum(1));
        let ratio = Ratio::of(&pairs, groups).filter(|_| met >= LEAST_MET)?;
        let (low, high) = ends(&ratio, 1.0);
        // Where nobody acts nothing varies: what chance alone leaves room for.
        let high = if acted == 0 { high.map(|_| binomial::upper(0, met, 0.025)) } else { high };
        let (campaign, exposures) = (campaign.to_owned(), number as u32 + 1);
        Some(ActionRow { campaign, exposures, met, acted, share: ratio.ratio, low, high })
    };
    (0..).map_while(row).collect()
}
