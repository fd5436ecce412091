//! Every key of a scenario file: the top level here, the rest from the catalogs.

use super::asking;
use crate::audience::{interest, participation, relationship};
use crate::catalog::{Key, Kind};
use crate::graph::Graph;
use crate::graph::edge_list::{Direction, Duplicates, Encoding, SelfTies, ThirdColumn};
use crate::measure::{self, Credit};
use crate::quantity::RandomSeed;
use crate::{campaign, seeding};
use std::sync::OnceLock;

/// `[network.file]`.
pub const FILE: Key = Key::optional(
    "file",
    Kind::Table(FILE_KEYS),
    "a network from a file: ties line by line, GraphML, GEXF, Pajek, Matrix Market, graph6, or binary (.rumor)",
);

/// The keys of `[network.file]`.
pub const FILE_KEYS: &[Key] = &[
    Key::required(
        "path",
        Kind::Path,
        "the file, relative to the scenario; plain or gzip, its format known by content and ending",
    ),
    Key::optional(
        "direction",
        Kind::Words(Direction::WORDS),
        "what a line `u v` means; required where the file's own header does not say",
    ),
    Key::with_default(
        "self-ties",
        Kind::Words(SelfTies::WORDS),
        "\"refuse\"",
        "what to do with a tie of a person to itself",
    ),
    Key::with_default(
        "duplicates",
        Kind::Words(Duplicates::WORDS),
        "\"refuse\"",
        "what to do with a tie that is given more than once",
    ),
    Key::with_default("third-column", Kind::Words(ThirdColumn::WORDS), "\"strength\"", "what the third column is"),
    Key::optional("header", Kind::Flag, "whether the first line names the columns; found out where it is left out"),
    Key::with_default("encoding", Kind::Words(Encoding::WORDS), "\"utf-8\"", "how letters are written in the file"),
    Key::optional("scale", Kind::Positive, "what the third column is multiplied by, such as 0.01 for percent"),
];

/// Limits that can be lifted, each named where it refuses.
pub const LIMITS: &[(&str, &str)] = &[
    ("dense-gzip", "a gzip file may unpack to more than 200 times its size"),
    ("file", "a network file may be longer than 64 GiB"),
    ("line", "a line of a network file may be longer than 1 MiB"),
    ("long-run", "the run may take longer than a day"),
    ("name", "a person's name may be longer than 1 KiB"),
    ("people", "a network file may declare many more people than it names"),
];

const ALL_PLOTS: Kind = Kind::Words(&[("all", "all that apply")]);

/// The pictures of a run.
pub const PLOTS: &[(&str, &str)] = &[
    ("reach", "people who have acted, over time"),
    ("active", "people who are active, over time, where the model says when they stop"),
    ("opinion", "people who hold 1, or the mean opinion, over time"),
    ("opinion-map", "how many hold which opinion, over time, in one replicate"),
    ("distribution", "how reach (or opinion) differs from replicate to replicate"),
    ("difference", "paired difference to the baseline"),
    ("cascade", "one cascade as a network"),
    ("cascade-tree", "the same cascade, generation below generation"),
    ("ccdf", "how rare large reaches are, on logarithmic axes"),
    ("size-and-virality", "reach against structural virality, a dot for each replicate"),
    ("groups", "share reached within each of the scenario's `groups`"),
    ("attribution", "reach credited to each of the seed set, by the scenario's `attribution`"),
    ("overlap", "how many people campaigns reach in common, where the scenario asks for `overlap`"),
    ("touch", "acts by surface, of the first exposure and of the last, where the scenario asks for `touch`"),
    ("ranking", "campaigns in the order of their reach, where the scenario asks for `ranking`"),
    ("early", "who is reached often and early, where the scenario asks for it `per-person`"),
    ("exposures", "on a platform: exposures stacked by surface, over time"),
    ("funnel", "on a platform: people, those who saw it, and those who did each verb"),
    ("stocks", "on a platform: followers, strength of ties, authority, opinion, open complaints, over time"),
    ("front-page", "on a platform with a page that votes lift items onto: adoptions an hour before and after"),
    ("exposures-to-action", "on a platform: share that acts upon the k-th exposure, of those who had not before"),
];

/// The three sections of people and ties; one that is left out says nothing, so its defaults are not filled in.
const PARTICIPATION: Kind = Kind::Either(&[Kind::Table(participation::KEYS)]);
const RELATIONSHIP: Kind = Kind::Either(&[Kind::Table(relationship::KEYS)]);
const INTEREST: Kind = Kind::Either(&[Kind::Table(interest::KEYS)]);

const PEOPLE_KEYS: &[Key] =
    &[Key::required("attributes", Kind::Path, "CSV file of facts about people, the first column their names")];

const THEORY_KEYS: &[Key] = &[Key::with_default(
    "show",
    Kind::Flag,
    "false",
    "whether to tell and draw what theory says, where one applies, and where it must fail",
)];

const CAMPAIGN_KEYS: &[Key] = &[
    Key::required("name", Kind::Text, "what the campaign is called in the answer"),
    Key::optional("seeds", Kind::OneOf(seeding::KEYS), "whom to ask first; required unless people act by themselves"),
    Key::with_default(
        "baseline",
        Kind::Flag,
        "false",
        "whether the other campaigns are compared with this one, else the first",
    ),
    Key::optional(
        "wave",
        Kind::Tables(asking::WAVE_KEYS),
        "people who are asked later, a table for each moment; in cascades, with delays or without, thresholds, SI, SIR, Bass, bad news \
         and Maki-Thompson; not over contacts in time, nor where `recovery`, `duration` or `innovation` is a column",
    ),
];

const RIVAL: &str = "another brand in the same run: first come, first served; on platforms, in cascades, with delays or without, \
                     live-edge thresholds, SI, SIR and SEIR; not over contacts in time; where `recovery` or `duration` is a column, and in SEIR, in continuous time";

/// The keys of a campaign: its own, and on platforms its calendar, its money and its practices.
pub(super) fn campaign_keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let rival = Key::optional("rival", Kind::Tables(rival_keys()), RIVAL);
        CAMPAIGN_KEYS.iter().copied().chain([rival, asking::TIE_BREAK]).chain(on_platforms()).collect()
    })
}

/// The keys of a rival: its own, and on platforms those of a campaign there.
pub(super) fn rival_keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| asking::RIVAL_KEYS.iter().copied().chain(on_platforms()).collect())
}

/// What a brand does on a platform: its calendar, its money and its practices.
fn on_platforms() -> impl Iterator<Item = Key> {
    // A practice that is left out is not practised: its defaults are not filled in.
    let practices = campaign::KEYS.iter().map(|key| Key { kind: Kind::Either(vec![key.kind].leak()), ..*key });
    super::platform::CAMPAIGN.iter().copied().chain(practices)
}

/// The keys of the top level.
pub fn keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let measures: Vec<(&str, &str)> = measure::all().map(|measure| (measure.name, measure.title)).collect();
        let first = vec![
            Key::required("format", Kind::Whole(1, 1), "version of the scenario format, 1"),
            Key::optional("title", Kind::Text, "what the scenario is called in pictures"),
            Key::optional("question", Kind::Text, "the question it answers, printed above the answer"),
            Key::with_default(
                "replicates",
                Kind::Whole(1, 1_000_000_000_000),
                "1000",
                "how often chance is drawn anew",
            )
            .larger("narrows the interval with its square root, and takes longer"),
            Key::with_default(
                "random-seed",
                Kind::Whole(0, RandomSeed::MAX),
                "1",
                "the number all chance is drawn from: equal scenarios with equal numbers give equal results",
            ),
            Key::optional("horizon", Kind::Duration, "when to stop; everything is played out where it is left out")
                .unit("rounds, or the unit of time of the model's rates"),
            Key::optional(
                "target",
                Kind::Whole(1, Graph::MOST_PEOPLE),
                "report how likely reach (of opinions: people convinced) is to be at least this",
            )
            .unit("people"),
            Key::with_default(
                "networks",
                Kind::Whole(1, 1_000_000),
                "1",
                "how many networks a generator draws; replicate r lives in number r mod networks",
            )
            .larger("lets the interval speak for the kind of network, not for one of them"),
            Key::optional(
                "measures",
                Kind::WordList(measures.leak()),
                "which measures to report; all that apply where it is left out",
            ),
            Key::with_default(
                "plots",
                Kind::Either(&[ALL_PLOTS, Kind::WordList(PLOTS)]),
                "\"all\"",
                "which pictures to draw",
            ),
            Key::with_default(
                "allow",
                Kind::WordList(LIMITS),
                "[]",
                "limits that are lifted; the same as --allow on the command line",
            ),
            Key::with_default("traces", Kind::Whole(0, 1_000_000), "0", "how many replicates to write out as cascades"),
            Key::optional(
                "outbreak",
                Kind::Whole(1, Graph::MOST_PEOPLE),
                "from how many people on a cascade has not died out; where it is left out, from one that nobody asked",
            )
            .unit("people"),
            Key::optional(
                "groups",
                Kind::Column,
                "report reach within each value of this column of facts about people, or of a planted \"community\"",
            ),
            Key::optional(
                "attribution",
                Kind::Either(&[Kind::Words(Credit::WORDS), Kind::WordList(Credit::WORDS)]),
                "credit reach to each of the seed set, by one rule or several",
            ),
            Key::with_default(
                "overlap",
                Kind::Flag,
                "false",
                "whether to report how many people two campaigns reach in the same replicate",
            ),
            Key::optional(
                "overtake",
                Kind::Either(&[Kind::Flag, Kind::Text]),
                "whether to report when, and in how many replicates, a campaign passes the baseline's reach, or it the campaign's; \
                 on a platform the name of a verb, whose acts count instead",
            ),
            Key::optional(
                "acceleration",
                // Left out, it is not asked for: its defaults are not filled in.
                Kind::Either(&[Kind::Table(super::extras::ACCELERATION_KEYS)]),
                "whether to report how much of what a campaign brings beyond the baseline comes sooner, and how much would not \
                 come at all",
            ),
            Key::optional(
                "touch",
                Kind::Either(&[Kind::Text, Kind::List(&Kind::Text)]),
                "verbs of the platform whose acts are told by surface, of the person's first exposure to the item and of the last",
            ),
            Key::optional(
                "bass",
                Kind::Flag,
                "whether to tell and draw the Bass curve of each campaign: acting by itself (p) and because others have (q)",
            ),
            Key::optional(
                "ranking",
                Kind::Flag,
                "whether to list campaigns in the order of their reach, with the regret of each: what it loses against the first",
            ),
            Key::with_default(
                "per-person",
                Kind::Flag,
                "false",
                "whether to report how often and how early each person is reached, in people.csv",
            ),
            Key::optional("theory", Kind::Table(THEORY_KEYS), "what theory says, beside what is simulated"),
            Key::optional(
                "platform",
                Kind::Text,
                "a platform by name, or a file of your own; it brings network, people, surfaces and verbs, and every section of \
                 the scenario overrides it",
            ),
            Key::optional(
                "people-described",
                Kind::Number(1.0, 1e10),
                "active people of the real platform that its pools describe: each simulated person stands for as many",
            )
            .unit("people"),
            Key::optional(
                "stands-for",
                Kind::Number(1.0, 1e9),
                "real people that a simulated one stands for; where it is left out, `people-described` divided by the people, else 1. \
                 Vote thresholds, bought exposures, replies of staff and advocates are divided by it; money is that of real people",
            )
            .unit("people")
            .larger("tells of more people with the same work"),
            Key::optional(
                "real-degree",
                Kind::Positive,
                "ties of a person on the real platform, where the network has fewer: chances of acting are multiplied by the ratio",
            )
            .unit("ties"),
        ];
        let rest = vec![
            Key::required("network", Kind::OneOf(super::network::keys()), "who is tied to whom"),
            Key::optional("people", Kind::Table(PEOPLE_KEYS), "what is known of the people"),
            Key::optional("participation", PARTICIPATION, "who takes part how much: columns `visits` and `propensity`"),
            Key::optional("relationship", RELATIONSHIP, "how strong ties are, and how that changes"),
            Key::optional("interest", INTEREST, "what people care about: columns `topic-1`, `topic-2` ..."),
            Key::optional("surface", super::platform::SURFACES, "where items are seen on the platform, a table for each"),
            Key::optional("verb", super::platform::VERBS, "what people can do with an item, a table for each"),
            Key {
                kind: Kind::Either(vec![campaign::product::PRODUCT.kind].leak()),
                ..campaign::product::PRODUCT.key()
            },
            Key::required("spread", Kind::OneOf(super::spread::keys()), "how it passes from one to the other"),
            Key::optional(
                "seeds",
                Kind::Table(seeding::best::KEYS),
                "what `rumormill seeds` chooses; the same keys as in a campaign's seeds = { best = ... }",
            ),
            Key::required("campaign", Kind::Tables(campaign_keys()), "whom to ask first, a table for each idea"),
        ];
        first.into_iter().chain(super::platform::WHOLE.iter().copied()).chain(rest).collect()
    })
}

/// The same where a scenario may have no campaign.
pub fn without_campaigns() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    let optional = |key: &Key| Key { required: key.required && key.name != "campaign", ..*key };
    KEYS.get_or_init(|| keys().iter().map(optional).collect())
}

/// The key at a path such as `spread.sir.recovery`, with the keys beside it; numbers of campaigns may be left out.
pub fn find(path: &str) -> Option<&'static Key> {
    let mut level = keys();
    let (mut found, mut any) = (None, None);
    for step in path.split('.') {
        let step = step.split('[').next().unwrap_or(step);
        if let Some(kind) = any {
            // A name of the user's own.
            (level, any) = (inside(kind), named(kind));
            continue;
        }
        let key = level.iter().find(|key| key.name == step)?;
        found = Some(key);
        level = inside(&key.kind);
        any = named(&key.kind);
    }
    found
}

/// What stands behind names that the user chooses.
fn named(kind: &Kind) -> Option<&'static Kind> {
    match kind {
        Kind::Named(kind) => Some(kind),
        Kind::Either(kinds) => kinds.iter().find_map(named),
        _ => None,
    }
}

/// The keys inside a value of this kind.
pub fn inside(kind: &Kind) -> &'static [Key] {
    match kind {
        Kind::Table(keys) | Kind::OneOf(keys) | Kind::Tables(keys) => keys,
        Kind::Either(kinds) => kinds.iter().map(inside).find(|keys| !keys.is_empty()).unwrap_or(&[]),
        Kind::List(kind) => inside(kind),
        Kind::Like(path) => inside(&at(path).kind),
        _ => &[],
    }
}

/// The key at a path that a [`Kind::Like`] names.
pub fn at(path: &str) -> &'static Key {
    find(path).unwrap_or_else(|| panic!("the catalog names a key that is not there: {path}"))
}

/// Whether a kind holds its like, and so has no end of keys inside.
fn is_like(kind: &Kind) -> bool {
    match kind {
        Kind::Like(_) => true,
        Kind::List(kind) => is_like(kind),
        _ => false,
    }
}

/// Calls `each` for every key with its path, in the order of declaration; what holds its like is not gone into.
pub fn walk(each: &mut impl FnMut(&str, &'static Key)) {
    fn level(path: &str, keys: &'static [Key], each: &mut impl FnMut(&str, &'static Key)) {
        for key in keys {
            let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
            // What may stand in a layer is said once, where it may stand alone.
            if path.starts_with("network.layers.layer.network.") {
                return;
            }
            each(&path, key);
            if !is_like(&key.kind) {
                level(&path, inside(&key.kind), each);
            }
            if let Some(kind) = named(&key.kind) {
                level(&format!("{path}.NAME"), inside(kind), each);
            }
        }
    }
    level("", keys(), each);
}
