//! What is read off the book of a run on a platform. Names depend on the platform: `exposures-SURFACE`, `acts-VERB`.

use super::Measure;
use crate::cascade::{Cascade, NOBODY};
use crate::platform::{Ledger, Platform, ledger};
use crate::quantity::Bounds;
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
    measure("seen", "people with at least one exposure", "people", Bounds::People, |run| Some(run.ledger.seen as f64)),
    measure("exposures", "exposures in all: how often somebody met an item", "exposures", Bounds::Positive, |run| {
        Some(run.exposures())
    }),
    measure("frequency", "exposures for each person who saw it", "exposures", Bounds::Positive, |run| {
        Booked::ratio(run.exposures(), run.ledger.seen as f64)
    }),
    measure("engaged", "people who did any public verb, unasked", "people", Bounds::People, |run| {
        Some(run.ledger.engaged as f64)
    }),
    measure("engaged-rate", "engaged people for each person who saw it", "share", Bounds::Share, |run| {
        Booked::ratio(run.ledger.engaged as f64, run.ledger.seen as f64)
    }),
    measure("earned-share", "share of exposures that were not bought", "share", Bounds::Share, |run| {
        Booked::ratio(run.exposures() - run.ledger.bought as f64, run.exposures())
    }),
    measure("k-factor", "adopters brought by ties, for each adopter", "people", Bounds::Positive, |run| {
        Booked::ratio(run.by_peers(), run.cascade.reach() as f64)
    }),
    measure(
        "strength-gained",
        "strength that ties between people had gained at the end, added up",
        "strength",
        Bounds::Any,
        |run| Some(run.ledger.strength_gained),
    ),
    measure(
        "brand-strength",
        "mean strength of the ties of followers to the brand at the end",
        "strength",
        Bounds::Positive,
        |run| (run.ledger.followers > 0).then_some(run.ledger.brand_strength),
    ),
    measure("followers", "people who follow the brand at the end", "people", Bounds::People, |run| {
        Some(run.ledger.followers as f64)
    }),
    measure("negative-seen", "people who saw bad news of the brand", "people", Bounds::People, |run| {
        Some(run.ledger.seen_bad as f64)
    }),
    measure("authority", "links to the brand's site that count at the end", "links", Bounds::Positive, |run| {
        Some(run.ledger.authority)
    }),
    measure("cost", "money spent", "money", Bounds::Positive, |run| Some(run.ledger.cost())),
    measure("income", "money brought in by acts", "money", Bounds::Any, |run| Some(run.ledger.income)),
    measure(
        "cost-per-seen",
        "money spent for each person who saw it, where somebody did",
        "money",
        Bounds::Positive,
        |run| Booked::ratio(run.ledger.cost(), run.ledger.seen as f64 * run.stands_for),
    ),
    measure(
        "cost-per-adopter",
        "money spent for each adopter who was not asked, where there is one",
        "money",
        Bounds::Positive,
        |run| Booked::ratio(run.ledger.cost(), (run.cascade.reach() - run.cascade.seeds) as f64 * run.stands_for),
    ),
];

/// Measures of every platform that are taken where they are asked for by name.
pub static REQUESTED: &[PlatformMeasure] = &[measure(
    "mean-opinion",
    "mean opinion of the brand, over all people, at the end, -1 to 1",
    "",
    Bounds::Any,
    |run| Booked::ratio(run.ledger.opinion, run.people),
)];

const fn measure(
    name: &'static str,
    title: &'static str,
    unit: &'static str,
    bounds: Bounds,
    of: fn(&Booked) -> Option<f64>,
) -> PlatformMeasure {
    Measure { name, title, unit, reference: "", bounds, of }
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
    let costs = ledger::PURPOSES.iter().map(|purpose| interned(format!("cost-{purpose}")));
    REQUESTED.iter().map(|measure| measure.name).chain(costs).chain(platform.verbs.iter().flat_map(of)).collect()
}

/// Measures whose names end in a part of the user's own: a surface, a verb.
pub struct Family {
    /// What the name begins with.
    prefix: &'static str,
    /// What it is, the user's part at `{}`.
    title: &'static str,
    /// Its unit.
    unit: &'static str,
    /// Between which numbers it lies.
    pub bounds: Bounds,
}

const FAMILIES: &[Family] = &[
    Family {
        prefix: "exposures-",
        title: "exposures on the surface `{}`",
        unit: "exposures",
        bounds: Bounds::Positive,
    },
    // `cost-per-...` are measures of their own, and found before.
    Family { prefix: "cost-", title: "money spent for `{}`", unit: "money", bounds: Bounds::Positive },
    Family {
        prefix: "half-of-",
        title: "time by which half of what was done as `{}`, unasked, had been done",
        unit: "time",
        bounds: Bounds::Positive,
    },
    Family {
        prefix: "after-spending-",
        title: "share of what was done as `{}`, unasked, later than a day after money was last spent",
        unit: "share",
        bounds: Bounds::Share,
    },
    Family { prefix: "acts-", title: "how often `{}` was done, unasked", unit: "acts", bounds: Bounds::Positive },
];

/// What the names of measures begin with that end in a part of the user's own.
pub fn prefixes() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.prefix)
}

/// The family of a name, and the user's part of it.
pub fn family(name: &str) -> Option<(&'static Family, &str)> {
    FAMILIES.iter().find_map(|family| Some((family, name.strip_prefix(family.prefix)?)))
}

/// What a name with a part of the user's own means: title and unit.
pub fn titled(name: &str) -> Option<(String, &'static str)> {
    let (family, own) = family(name)?;
    Some((family.title.replace("{}", own), family.unit))
}

/// The value of a measure by name; `None` where it is not defined, or is none of a platform's.
pub fn value(name: &str, platform: &Platform, run: &Booked) -> Option<f64> {
    if let Some(measure) = PLATFORMS.iter().chain(REQUESTED).find(|measure| measure.name == name) {
        return (measure.of)(run);
    }
    if let Some(surface) = name.strip_prefix("exposures-") {
        return platform.surface(surface).map(|surface| run.ledger.exposures[surface] as f64);
    }
    if let Some(purpose) = name.strip_prefix("cost-") {
        let spent = run.ledger.spent.iter().find(|(what, _)| *what == purpose);
        return Some(spent.map_or(0.0, |&(_, amount)| amount));
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
