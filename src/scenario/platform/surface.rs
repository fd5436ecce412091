//! `[surface.NAME]`: its keys, and the surface made of them.

use crate::audience::relationship::channels::CHANNELS;
use crate::catalog::{Fault, Key, Kind, Value};
use crate::platform::{
    Admit, Attention, Depth, Feed, Fidelity, Groups, Novelty, Pool, Position, Surface, SurfaceKind, Surfing, Worth,
};
use crate::text::{any_of, nearest};

/// The keys that say what kind of surface it is; a surface has one of them, and one that a scenario gives stands in place of
/// the preset's.
pub const LAWS: &[&str] = &["seen", "visits", "newest", "ranked", "draw", "related", "search", "paid", "groups"];
/// Keys that have a meaning in feeds alone.
pub const OF_FEEDS: &[&str] =
    &["half-life", "fading", "ranking", "brand-seen", "divided-attention", "fidelity", "scroll-past"];
/// Keys that have a meaning in pools alone.
pub const OF_POOLS: &[&str] = &["share", "expire", "until", "admit"];

const NEWEST: &[Key] = &[
    Key::required("arrivals", Kind::Rate, "other items that come in front of it"),
    Key::with_default("page", Kind::Number(1.0, 1e6), "15", "items on a page").source("assumed"),
    Key::with_default(
        "depth",
        Kind::Either(&[
            Kind::Probability,
            Kind::Table(&[
                Key::required("mean", Kind::Positive, "pages that a visitor reads in the mean").unit("pages"),
                Key::required(
                    "shape",
                    Kind::Positive,
                    "shape of the inverse Gaussian law: the smaller, the more uneven",
                ),
            ]),
        ]),
        "{ mean = 0.6, shape = 0.6 }",
        "how deep visitors go: pages read by the law of surfing, or the chance of passing on from each item",
    )
    .source("form: Huberman, Pirolli, Pitkow and Lukose 1998; numbers assumed"),
];

const RANKED: &[Key] = &[
    Key::with_default("gravity", Kind::Number(0.0, 10.0), "1.8", "score = votes / (age + 2 h)^gravity")
        .source("the form of Hacker News"),
    Key::with_default("competitors", Kind::Number(0.0, 1e9), "100", "other items in the ranking")
        .unit("items")
        .source("assumed"),
    Key::with_default("mean", Kind::Number(-100.0, 100.0), "0", "mean of the logarithm of their scores")
        .source("assumed"),
    Key::with_default("sd", Kind::Positive, "1", "standard deviation of the logarithm of their scores")
        .source("assumed"),
    Key::with_default("depth", Kind::Probability, "0.9", "chance of passing on from each item to the next")
        .source("assumed"),
];

const DRAW: &[Key] = &[
    Key::with_default("slots", Kind::Number(0.001, 1e5), "30", "items shown in a visit")
        .unit("items")
        .source("assumed"),
    Key::with_default(
        "background",
        Kind::Positive,
        "150000",
        "weight of everything else that can be drawn, for each 20 000 people of the network; a new item weighs 1",
    )
    .source("assumed"),
    Key::with_default(
        "life",
        Kind::Either(&[Kind::Duration, Kind::Words(&[("never-ending", "the weight stays")])]),
        "\"400 h\"",
        "time in which the weight of an item halves",
    ),
    Key::with_default("up", Kind::Number(0.0, 10.0), "0.5", "exponent of 1 + votes for it in its weight")
        .source("assumed"),
    Key::with_default("down", Kind::Number(0.0, 10.0), "0.5", "exponent of 1 + votes against it").source("assumed"),
];

const SEARCH: &[Key] = &[
    Key::with_default(
        "rate",
        Kind::Rate,
        "\"0.5 per hour\"",
        "how often it is found at an authority of `unit`, for each 20 000 people of the network",
    )
    .source("assumed"),
    Key::with_default("exponent", Kind::Number(0.0, 5.0), "0.7", "exponent of authority").source("assumed"),
    Key::with_default("unit", Kind::Positive, "10", "links with which it is found at this rate")
        .unit("links")
        .source("assumed"),
];

pub(super) const SURFACE: &[Key] = &[
    Key::optional("seen", Kind::Probability, "a feed: mean share of the copies that friends see")
        .larger("more of every post is seen"),
    Key::optional("half-life", Kind::Duration, "a feed: time by which half of all sightings of a copy have happened")
        .larger("copies stay in sight for longer"),
    Key::optional("visits", Kind::Rate, "a feed by its rates: visits to the feed of the mean person"),
    Key::optional("fading", Kind::Rate, "a feed by its rates: how fast a copy falls out of sight in the mean inbox"),
    Key::optional(
        "ranking",
        Kind::Number(0.0, 20.0),
        "a feed: copies on strong ties stay, a tie of strength w fades exp(-ranking (w - mean)) times as fast; 0: in order of time",
    )
    .larger("strong ties are seen more, and weak ones less"),
    Key::optional(
        "brand-seen",
        Kind::Probability,
        "a feed: mean share of copies that followers see of what the brand posts; as of friends where it is left out",
    ),
    Key::optional(
        "divided-attention",
        Kind::Flag,
        "a feed: whether those who hear many see less of each; true where it is left out",
    ),
    Key::optional(
        "fidelity",
        Kind::Words(&[
            ("annealed", "every copy is looked for by itself"),
            ("quenched", "a person has one sequence of visits, and one depth of scrolling on each, for everything in the feed"),
        ]),
        "a feed: how finely it is played; annealed where it is left out, and faster",
    ),
    Key::optional(
        "scroll-past",
        Kind::Probability,
        "a feed that is quenched: chance of scrolling past a post to the next; with it simulated copies push each other down too, \
         without it only other posts do",
    )
    .larger("people scroll deeper, and a copy is pushed down less by each newer one"),
    Key::optional("newest", Kind::Table(NEWEST), "a pool, newest first"),
    Key::optional("ranked", Kind::Either(&[Kind::Table(RANKED)]), "a pool, by votes and age"),
    Key::optional("draw", Kind::Either(&[Kind::Table(DRAW)]), "a pool from which items are drawn at random, by weight"),
    Key::optional("related", Kind::Rate, "a pool beside other items: sightings for each 20 000 people of the network"),
    Key::optional("search", Kind::Either(&[Kind::Table(SEARCH)]), "a pool for those who look for it, by the links that an item has"),
    Key::optional("paid", Kind::Flag, "a pool of bought space"),
    Key::optional(
        "groups",
        Kind::Either(&[Kind::Table(&[
            Key::with_default("each", Kind::Whole(1, 1000), "5", "groups of a person").unit("groups").source("assumed"),
            Key::with_default("members", Kind::Whole(2, 1_000_000), "40", "members of a group")
                .unit("people")
                .source("assumed"),
            Key::with_default(
                "seen",
                Kind::Probability,
                "0.4",
                "chance that a member sees what the group's digest shows, at some time of the next day",
            )
            .source("assumed"),
        ])]),
        "groups of members: an act reaches one of a person's groups",
    ),
    Key::optional("share", Kind::Number(0.0, 1e6), "a pool: share of the visits to the platform that look here; 1 where left out")
        .larger("more people see what is in it"),
    Key::optional(
        "trust",
        Kind::Either(&[
            Kind::Words(&[
                ("tie", "as much as the tie to the person heard"),
                ("pool", "what stands on a shared page"),
                ("brand", "what comes from a brand"),
                ("tv", "mass media"),
                ("search", "what is found by searching"),
                ("social-ad", "paid posts in a feed"),
                ("banner", "paid pictures on a page"),
            ]),
            Kind::Number(0.0, 1e6),
        ]),
        "what an exposure here is worth: a channel of [relationship], or a number relative to the mean tie",
    ),
    Key::optional("expire", Kind::Duration, "a pool: time after which an item leaves"),
    Key::optional("until", Kind::Text, "a pool: another one, admission to which takes an item out of this one"),
    Key::optional(
        "admit",
        Kind::Table(&[
            Key::optional("votes", Kind::Number(1.0, 1e9), "votes that are needed, of the real platform's")
                .unit("votes")
                .larger("fewer items get in"),
            Key::optional("within", Kind::Duration, "time after posting in which they are needed; 24 hours where left out"),
            Key::optional("editor", Kind::Probability, "chance that an editor picks the item"),
        ]),
        "a pool: who gets in; everything that is handed to it where it is left out",
    ),
    Key::optional(
        "novelty",
        Kind::Table(&[
            Key::required("tau", Kind::Duration, "exp(-(age / tau)^exponent), age from entry to a pool, in a feed from posting"),
            Key::with_default("exponent", Kind::Number(0.01, 10.0), "1", "the exponent; 1: exponential"),
        ]),
        "how the worth of an exposure wears off with the age of the item; not at all where it is left out",
    ),
];

/// The place of a surface that a key names.
pub(super) fn surface_named(key: &str, name: &str, names: &[&str]) -> Result<usize, Fault> {
    names.iter().position(|other| *other == name).ok_or_else(|| {
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if names.is_empty() => "write a section [surface.NAME] first".to_owned(),
            None => format!("write {}", any_of(names.iter().copied())),
        };
        Fault::at(key, format!("there is no surface `{name}`"), help)
    })
}

pub(super) fn surface(name: &str, value: &Value, names: &[&str]) -> Result<Surface, Fault> {
    let at = |key: &str| format!("surface.{name}.{key}");
    let given: Vec<&str> = LAWS.iter().copied().filter(|law| value.get(law).is_some()).collect();
    let law = match given[..] {
        [law] => law,
        [] => {
            let message = format!("[surface.{name}] does not say how items are seen there");
            let help = "write seen = 0.35 and half-life = \"3 h\" for a feed, or one of newest, ranked, draw, related, search, \
                        paid, groups for a pool";
            return Err(Fault::at(format!("surface.{name}"), message, help));
        }
        [first, second, ..] => {
            let message = format!("`{first}` and `{second}` cannot both be given");
            return Err(Fault::at(at(second), message, "keep one").also(at(first), "the other one"));
        }
    };
    let is_feed = matches!(law, "seen" | "visits");
    let is_pool = !is_feed && law != "groups";
    let strays = OF_FEEDS.iter().filter(|_| !is_feed).chain(OF_POOLS.iter().filter(|_| !is_pool));
    if let Some(stray) = strays.copied().find(|key| value.get(key).is_some()) {
        let message = format!("`{stray}` has no meaning where `{law}` says how items are seen");
        return Err(Fault::at(at(stray), message, format!("leave out `{stray}`")));
    }
    let number = |key: &str| value.get(key).and_then(Value::as_number);
    let kind = match law {
        "seen" | "visits" => SurfaceKind::Feed(feed(name, value)?),
        "groups" => {
            let groups = value.at("groups");
            SurfaceKind::Groups(Groups {
                each: groups.whole("each") as u32,
                members: groups.whole("members") as u32,
                seen: groups.number("seen"),
            })
        }
        _ => SurfaceKind::Pool(Pool {
            position: position(law, value.at(law)),
            admit: admit(&at("admit"), value.get("admit"))?,
            expire: number("expire").unwrap_or(f64::INFINITY),
            until: match value.get("until").and_then(Value::as_text) {
                Some(other) => Some(surface_named(&at("until"), other, names)?),
                None => None,
            },
        }),
    };
    if law == "paid" && !value.flag("paid") {
        return Err(Fault::at(at("paid"), "`paid` can only be true", "leave out the section"));
    }
    let trust = match (value.get("trust"), law) {
        (Some(Value::Text(word)), _) if word == "tie" => Worth::Tie,
        (Some(Value::Text(channel)), _) => Worth::Channel(channel.clone()),
        (Some(number), _) => Worth::Is(number.as_number().unwrap_or(1.0)),
        (None, "seen" | "visits" | "groups") => Worth::Tie,
        (None, "search") => Worth::Channel("search".to_owned()),
        (None, "paid") => Worth::Channel("banner".to_owned()),
        (None, _) => Worth::Channel("pool".to_owned()),
    };
    debug_assert!(!matches!(&trust, Worth::Channel(channel) if !CHANNELS.contains(&channel.as_str())));
    let novelty = value.get("novelty").map_or(Novelty::Lasting, |novelty| Novelty::Stretched {
        tau: novelty.number("tau"),
        exponent: novelty.number("exponent"),
    });
    Ok(Surface { name: name.to_owned(), kind, share: number("share").unwrap_or(1.0), trust, novelty })
}

fn feed(name: &str, value: &Value) -> Result<Feed, Fault> {
    let number = |key: &str| value.get(key).and_then(Value::as_number);
    let at = |key: &str| format!("surface.{name}.{key}");
    let needs = |given: &str, missing: &str, example: &str| {
        let message = format!("`{given}` needs `{missing}` beside it");
        Fault::at(at(given), message, format!("write {missing} = {example}"))
    };
    let attention = match (number("seen"), number("visits")) {
        (Some(seen), _) => {
            let half_life = number("half-life").ok_or_else(|| needs("seen", "half-life", "\"3 h\""))?;
            if seen == 1.0 && half_life > 0.0 {
                let help = "write seen = 0.99, or half-life = \"0 h\": everything is seen at once";
                return Err(Fault::at(at("seen"), "nothing that fades is always seen", help));
            }
            Attention::Observed { seen, half_life }
        }
        (None, Some(visits)) => {
            let fading = number("fading").ok_or_else(|| needs("visits", "fading", "\"0.2 per hour\""))?;
            Attention::Rates { visits, fading }
        }
        (None, None) => unreachable!("a feed has `seen` or `visits`"),
    };
    let past = number("scroll-past");
    let fidelity = match value.get("fidelity").and_then(Value::as_text) {
        Some("quenched") => {
            let fades = match attention {
                Attention::Observed { half_life, .. } => half_life > 0.0,
                Attention::Rates { .. } => true,
            };
            if !fades {
                let message = "copies that are seen at once, or never, wait for no visit";
                return Err(Fault::at(at("fidelity"), message, "write half-life = \"3 h\", or leave out `fidelity`"));
            }
            if past == Some(0.0) {
                let message = "who never scrolls past a post sees nothing but the newest";
                return Err(Fault::at(at("scroll-past"), message, "write a number above 0, such as 0.94"));
            }
            Fidelity::Quenched { past: past.unwrap_or(1.0) }
        }
        _ if past.is_some() => {
            let message = "`scroll-past` has a meaning in a feed that is read visit by visit alone";
            return Err(Fault::at(
                at("scroll-past"),
                message,
                "write fidelity = \"quenched\" beside it, or leave it out",
            ));
        }
        _ => Fidelity::Annealed,
    };
    Ok(Feed {
        fidelity,
        attention,
        ranking: number("ranking").unwrap_or(0.0),
        brand_seen: number("brand-seen"),
        divided: value.get("divided-attention") != Some(&Value::Flag(false)),
        rounds: false,
    })
}

fn position(law: &str, value: &Value) -> Position {
    match law {
        "newest" => Position::Newest {
            arrivals: value.number("arrivals"),
            page: value.number("page"),
            depth: match value.at("depth") {
                table @ Value::Table(_) => Depth::Surfing(Surfing::new(table.number("mean"), table.number("shape"))),
                pass => Depth::Geometric(pass.as_number().unwrap_or(0.9)),
            },
        },
        "ranked" => Position::Ranked {
            gravity: value.number("gravity"),
            competitors: value.number("competitors"),
            mean: value.number("mean"),
            sd: value.number("sd"),
            depth: value.number("depth"),
        },
        "draw" => Position::Draw {
            slots: value.number("slots"),
            background: value.number("background"),
            life: value.at("life").as_number().unwrap_or(f64::INFINITY),
            up: value.number("up"),
            down: value.number("down"),
        },
        "search" => {
            let base = value.number("rate");
            // Whatever authority it has, it is found ten times as often at most (assumed).
            Position::Search { base, exponent: value.number("exponent"), unit: value.number("unit"), most: 10.0 * base }
        }
        "related" => Position::Related { rate: value.as_number().unwrap_or(0.0) },
        _ => Position::Paid,
    }
}

fn admit(path: &str, value: Option<&Value>) -> Result<Admit, Fault> {
    let Some(value) = value else { return Ok(Admit::OnPost) };
    let number = |key: &str| value.get(key).and_then(Value::as_number);
    match (number("votes"), number("editor")) {
        (Some(_), Some(_)) => {
            let message = "an item is admitted by votes or by an editor, not by both";
            Err(Fault::at(format!("{path}.editor"), message, "keep one of them"))
        }
        (Some(count), None) => Ok(Admit::Votes { count, within: number("within").unwrap_or(24.0) }),
        (None, Some(probability)) => Ok(Admit::Editor { probability }),
        (None, None) => {
            let message = "`admit` does not say who gets in";
            Err(Fault::at(
                path,
                message,
                "write admit = { votes = 43, within = \"24 h\" }, or admit = { editor = 0.001 }",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a key says it is for is the list it stands in.
    #[test]
    fn keys_of_feeds_and_of_pools_say_so() {
        for key in SURFACE.iter().filter(|key| !LAWS.contains(&key.name)) {
            let says = (key.meaning.starts_with("a feed"), key.meaning.starts_with("a pool"));
            assert_eq!((OF_FEEDS.contains(&key.name), OF_POOLS.contains(&key.name)), says, "{}", key.name);
        }
        let all = LAWS.iter().chain(OF_FEEDS).chain(OF_POOLS);
        let unknown: Vec<_> = all.filter(|name| SURFACE.iter().all(|key| key.name != **name)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
