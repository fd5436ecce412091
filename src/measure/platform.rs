//! What is read off the book of a run on a platform. Names depend on the platform: `exposures-SURFACE`, `acts-VERB`.

use super::Measure;
use crate::cascade::{Cascade, NOBODY};
use crate::platform::{Ledger, Platform};
use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

/// A name that was made at run time, kept for as long as the program runs; each is kept once.
fn interned(name: String) -> &'static str {
    static NAMES: OnceLock<Mutex<BTreeSet<&'static str>>> = OnceLock::new();
    let mut names = NAMES.get_or_init(Mutex::default).lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match names.get(name.as_str()) {
        Some(known) => known,
        None => {
            let known: &'static str = name.leak();
            names.insert(known);
            known
        }
    }
}

/// One measure of a run on a platform.
pub type PlatformMeasure = Measure<fn(&Booked) -> Option<f64>>;

/// A run under observation.
pub struct Booked<'a> {
    /// Its book.
    pub ledger: &'a Ledger,
    /// Its adopters.
    pub cascade: &'a Cascade,
    /// Real people that a simulated one stands for: money is that of real people.
    pub stands_for: f64,
    /// How many people there are.
    pub people: f64,
}

impl Booked<'_> {
    fn ratio(above: f64, below: f64) -> Option<f64> {
        (below > 0.0).then(|| above / below)
    }

    fn exposures(&self) -> f64 {
        self.ledger.all_exposures() as f64
    }

    /// Adopters who came by a tie between people.
    fn by_peers(&self) -> f64 {
        self.cascade.parents.iter().filter(|&&parent| parent != NOBODY).count() as f64
    }
}

/// Measures of every platform, in the order of `list`.
pub static PLATFORMS: &[PlatformMeasure] = &[
    measure("seen", "people with at least one exposure", "people", |run| Some(run.ledger.seen as f64)),
    measure("exposures", "exposures in all: how often somebody met an item", "exposures", |run| Some(run.exposures())),
    measure("frequency", "exposures for each person who saw it", "exposures", |run| {
        Booked::ratio(run.exposures(), run.ledger.seen as f64)
    }),
    measure("engaged", "people who did any public verb, unasked", "people", |run| Some(run.ledger.engaged as f64)),
    measure("engaged-rate", "engaged people for each person who saw it", "share", |run| {
        Booked::ratio(run.ledger.engaged as f64, run.ledger.seen as f64)
    }),
    measure("earned-share", "share of exposures that were not bought", "share", |run| {
        Booked::ratio(run.exposures() - run.ledger.bought as f64, run.exposures())
    }),
    measure("k-factor", "adopters brought by ties, for each adopter", "people", |run| {
        Booked::ratio(run.by_peers(), run.cascade.reach() as f64)
    }),
    measure(
        "strength-gained",
        "strength that ties between people had gained at the end, added up",
        "strength",
        |run| Some(run.ledger.strength_gained),
    ),
    measure("brand-strength", "mean strength of the ties of followers to the brand at the end", "strength", |run| {
        (run.ledger.followers > 0).then_some(run.ledger.brand_strength)
    }),
    measure("followers", "people who follow the brand at the end", "people", |run| Some(run.ledger.followers as f64)),
    measure("negative-seen", "people who saw bad news of the brand", "people", |run| Some(run.ledger.seen_bad as f64)),
    measure("authority", "links to the brand's site that count at the end", "links", |run| Some(run.ledger.authority)),
    measure("cost", "money spent", "money", |run| Some(run.ledger.cost())),
    measure("income", "money brought in by acts", "money", |run| Some(run.ledger.income)),
    measure("cost-per-seen", "money spent for each person who saw it", "money", |run| {
        Booked::ratio(run.ledger.cost(), run.ledger.seen as f64 * run.stands_for)
    }),
    measure("cost-per-adopter", "money spent for each adopter who was not asked", "money", |run| {
        Booked::ratio(run.ledger.cost(), (run.cascade.reach() - run.cascade.seeds) as f64 * run.stands_for)
    }),
];

/// Measures of every platform that are taken where they are asked for by name.
pub static REQUESTED: &[PlatformMeasure] =
    &[measure("mean-opinion", "mean opinion of the brand, over all people, at the end, -1 to 1", "", |run| {
        Booked::ratio(run.ledger.opinion, run.people)
    })];

const fn measure(
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    of: fn(&Booked) -> Option<f64>,
) -> PlatformMeasure {
    Measure { name, title, unit, reference: "", of }
}

/// Whether a measure counts what people, exposures or acts there are, so that it is larger where a person stands for several.
pub fn is_count(name: &str) -> bool {
    const COUNTS: &[&str] = &[
        "reach",
        "earned-reach",
        "seen",
        "exposures",
        "engaged",
        "followers",
        "negative-seen",
        "customers",
        "customers-lost",
        "praise",
        "complaints",
        "advocate-shares",
        "referred",
        "replies",
        "dialogues",
        "profiled",
    ];
    COUNTS.contains(&name) || name.starts_with("acts-") || name.starts_with("exposures-")
}

/// The names of everything that can be measured on a platform, what levers observe apart.
pub fn names(platform: &Platform) -> Vec<&'static str> {
    let surfaces = platform.surfaces.iter().map(|surface| interned(format!("exposures-{}", surface.name)));
    let verbs = platform.verbs.iter().map(|verb| interned(format!("acts-{}", verb.name)));
    PLATFORMS.iter().map(|measure| measure.name).chain(surfaces).chain(verbs).collect()
}

/// The names of what is measured, of people and of each verb, where it is asked for by name.
pub fn on_request(platform: &Platform) -> Vec<&'static str> {
    let of = |verb: &crate::platform::Verb| {
        ["half-of", "after-spending"].map(|what| interned(format!("{what}-{}", verb.name)))
    };
    REQUESTED.iter().map(|measure| measure.name).chain(platform.verbs.iter().flat_map(of)).collect()
}

/// What a name with a part of the user's own means: title and unit.
pub fn titled(name: &str) -> Option<(String, &'static str)> {
    if let Some(surface) = name.strip_prefix("exposures-") {
        return Some((format!("exposures on the surface `{surface}`"), "exposures"));
    }
    if let Some(verb) = name.strip_prefix("half-of-") {
        return Some((format!("time by which half of what was done as `{verb}`, unasked, had been done"), "time"));
    }
    if let Some(verb) = name.strip_prefix("after-spending-") {
        let title = format!("share of what was done as `{verb}`, unasked, later than a day after money was last spent");
        return Some((title, "share"));
    }
    let verb = name.strip_prefix("acts-")?;
    Some((format!("how often `{verb}` was done, unasked"), "acts"))
}

/// The value of a measure by name; `None` where it is not defined, or is none of a platform's.
pub fn value(name: &str, platform: &Platform, run: &Booked) -> Option<f64> {
    if let Some(measure) = PLATFORMS.iter().chain(REQUESTED).find(|measure| measure.name == name) {
        return (measure.of)(run);
    }
    if let Some(surface) = name.strip_prefix("exposures-") {
        return platform.surface(surface).map(|surface| run.ledger.exposures[surface] as f64);
    }
    if let Some(verb) = name.strip_prefix("half-of-") {
        let verb = platform.verb(verb)?;
        return run.ledger.half_life(|act| act.verb as usize == verb);
    }
    if let Some(verb) = name.strip_prefix("after-spending-") {
        let verb = platform.verb(verb)?;
        let acts = || run.ledger.acts.iter().filter(|act| act.verb as usize == verb);
        let late = acts().filter(|act| act.time > run.ledger.spending_ends + 24.0).count();
        return Booked::ratio(late as f64, acts().count() as f64);
    }
    let verb = name.strip_prefix("acts-")?;
    platform.verb(verb).map(|verb| run.ledger.verbs[verb] as f64)
}
