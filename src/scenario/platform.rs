//! `[surface.NAME]`, `[verb.NAME]` and what a campaign does on a platform: their keys, and the platform made of them.

use super::problem::Problem;
use super::reader::Reader;
use super::{Campaign, Spread, keys};
use crate::audience::relationship::channels::CHANNELS;
use crate::catalog::{Fault, Key, Kind, Value};
use crate::platform::{
    Admit, Appeal, Attention, Depth, Emission, Feed, Groups, Item, Novelty, Platform, Pool, Position, Response,
    Surface, SurfaceKind, Surfing, TieEffect, Verb, Worth, item,
};
use crate::text::{any_of, nearest};
use crate::{campaign, measure};

// A table that is left out says nothing where it is `Either`: its defaults are not filled in.

/// `[surface.NAME]`.
pub const SURFACES: Kind = Kind::Named(&Kind::Table(SURFACE));
/// `[verb.NAME]`.
pub const VERBS: Kind = Kind::Named(&Kind::Table(VERB));

/// The keys that say what kind of surface it is; a surface has one of them, and one that a scenario gives stands in place of
/// the preset's.
pub const LAWS: &[&str] = &["seen", "visits", "newest", "ranked", "draw", "related", "search", "paid", "groups"];

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
    Key::with_default("slots", Kind::Positive, "30", "items shown in a visit").unit("items").source("assumed"),
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

const SURFACE: &[Key] = &[
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

const VERB: &[Key] = &[
    Key::with_default(
        "probability",
        Kind::Probability,
        "0",
        "chance of acting on one exposure of reference strength; with `requires`, once that one is done",
    )
    .larger("more people act"),
    Key::optional("requires", Kind::Text, "the verb that must be done before; it gets one dose, when that one is done"),
    Key::optional(
        "kappa",
        Kind::Number(0.05, 5.0),
        "how exposures add up: n of them act with probability 1 - (1 - p)^(n^kappa); 1 where left out",
    )
    .larger("repetition counts for more: below 1 it adds little, above 1 it reinforces"),
    Key::optional(
        "threshold",
        Kind::Either(&[
            Kind::Words(&[(
                "uniform",
                "linear threshold: a dose is strength x probability, a threshold uniform on (0, 1]",
            )]),
            Kind::Positive,
        ]),
        "in place of kappa: \"uniform\", or the same number of doses for everybody (complex contagion)",
    ),
    Key::optional(
        "emits",
        Kind::Either(&[Kind::List(&Kind::Text), Kind::Named(&Kind::Probability)]),
        "the surfaces on which it shows the item to others, or each with the share of ties that get a copy",
    ),
    Key::with_default("score", Kind::Whole(0, 1000), "0", "votes that it adds in pools").unit("votes"),
    Key::with_default("against", Kind::Flag, "false", "whether its votes count against the item"),
    Key::with_default(
        "tie",
        Kind::Words(&[
            ("none", "nothing"),
            ("one-way", "an act on the other's item"),
            ("dialogue", "an act and its answer"),
        ]),
        "\"none\"",
        "what it does to the tie between who does it and the author of the item",
    ),
    Key::optional("group", Kind::Text, "of verbs with the same group a person does at most one on an item"),
    Key::with_default("value", Kind::Number(-1e12, 1e12), "0", "what it brings").unit("money"),
    Key::with_default("cost", Kind::Number(0.0, 1e12), "0", "what it costs").unit("money"),
    Key::with_default(
        "public",
        Kind::Flag,
        "true",
        "whether others can see it: then propensity counts, and it is engagement",
    ),
    Key::with_default("once", Kind::Flag, "false", "whether a person does it once for the brand, over all items"),
    Key::with_default("follows", Kind::Flag, "false", "whether it makes the person a follower of the brand"),
    Key::with_default("adopts", Kind::Flag, "false", "whether it is the verb that `reach` counts; exactly one is"),
];

const ITEM: &[Key] = &[
    Key::with_default("at", Kind::Duration, "\"0 days\"", "when it is posted"),
    Key::with_default(
        "appeal",
        Kind::Either(&[
            Kind::Words(&[("drawn", "as ordinary posts differ: lognormal with mean 1")]),
            Kind::Number(0.0, 1e6),
        ]),
        "\"drawn\"",
        "how attractive it is; 1 for an item of reference appeal",
    )
    .larger("every exposure is worth more")
    .source("sigma of ordinary posts 1, assumed"),
    Key::optional("topic", Kind::Whole(1, 1000), "its topic, where people have topics; drawn where it is left out"),
    Key::with_default("link", Kind::Flag, "true", "whether it links to the brand's own site"),
    Key::with_default("cost", Kind::Number(0.0, 1e12), "20", "what its content costs").unit("money").source("assumed"),
    Key::with_default(
        "valence",
        Kind::Words(&[("negative", "bad news"), ("neutral", "neither"), ("positive", "praise")]),
        "\"neutral\"",
        "what it says of the brand",
    ),
    Key::with_default(
        "from",
        Kind::Words(&[("seeds", "the people asked first"), ("brand", "the brand, to its followers"), ("both", "both")]),
        "\"seeds\"",
        "who posts it",
    ),
];

/// The keys of a campaign that only a platform knows, its practices apart.
pub const CAMPAIGN: &[Key] = &[
    Key::optional(
        "budget",
        Kind::Number(0.0, 1e15),
        "money that the campaign may spend; any amount where it is left out",
    )
    .unit("money"),
    Key::optional(
        "followers",
        Kind::Probability,
        "share of the people who follow the brand at the beginning; 0.05 where left out",
    )
    .source("assumed"),
    Key::optional(
        "item",
        Kind::Tables(ITEM),
        "the calendar, a table for each item; one item at the beginning where it is left out",
    ),
];

impl Reader {
    /// The platform of a scenario; what its sections leave to defaults is put into the values.
    pub(super) fn platform(&mut self, value: &mut Value, name: &str) -> Option<(String, Spread)> {
        if let Some(place) = self.findings.places.get("spread").map(|(key, _)| key.clone()) {
            let also = self.place("platform");
            let problem = Problem::at(place, "a platform is a way of spreading, and so is this");
            self.problems
                .push(problem.also(also, "the platform").help("leave out `platform`, or the section [spread.NAME]"));
            return None;
        }
        if !self.is_whole("surface") || !self.is_whole("verb") {
            return None;
        }
        if value.get("horizon").is_none() && !self.findings.places.contains_key("horizon") {
            value.put(keys::keys(), "horizon", Value::Written { number: HORIZON.0, text: HORIZON.1.to_owned() });
        }
        match platform(value) {
            Ok(platform) => Some((name.to_owned(), Spread::Platform(platform))),
            Err(Fault { key, message, help, also }) => {
                let fault = Fault { key: String::new(), message, help, also: None };
                let mut problem = self.located(&key, fault);
                if let Some((path, label)) = also {
                    problem = problem.also(self.place(&path), label);
                }
                self.problems.push(problem);
                None
            }
        }
    }

    /// What only a platform knows, where there is none.
    pub(super) fn without_platform(&mut self, value: &Value) {
        let top = ["surface", "verb", "product", "people-described", "stands-for", "real-degree"];
        let top = top.iter().filter(|key| value.get(key).is_some()).map(|key| (*key).to_owned());
        let own = CAMPAIGN.iter().map(|key| key.name).chain(campaign::KEYS.iter().map(|key| key.name));
        let campaigns = value.get("campaign").and_then(Value::as_list).unwrap_or(&[]);
        let inside = campaigns.iter().enumerate().flat_map(|(i, campaign)| {
            let given = own.clone().filter(|key| campaign.get(key).is_some());
            given.map(move |key| format!("campaign[{}].{key}", i + 1)).collect::<Vec<_>>()
        });
        for path in top.chain(inside).collect::<Vec<_>>() {
            let last = path.rsplit('.').next().unwrap_or(&path);
            let message = format!("`{last}` has a meaning on platforms alone");
            let help = format!(
                "write platform = \"facebook\" at the top of the file instead of [spread.NAME], or leave out `{last}`"
            );
            self.fault(&path, Fault::at("", message, help));
        }
    }

    /// Every time on a platform has a unit.
    pub(super) fn platform_times(&mut self) {
        for place in self.findings.plain.clone() {
            let problem = Problem::at(place, "on a platform every time has a unit, and this one has none");
            self.problems.push(problem.help("write text such as \"30 days\", \"3.2 h\", \"4 per hour\""));
        }
    }

    /// What campaigns do on a platform.
    pub(super) fn plans(&mut self, value: &mut Value, platform: &Platform, campaigns: &mut [Campaign]) {
        let Some(Value::List(mut tables)) = value.get("campaign").cloned() else { return };
        let mut measures = platform_measures(platform);
        for (i, (table, campaign)) in tables.iter_mut().zip(campaigns).enumerate() {
            let path = format!("campaign[{}]", i + 1);
            if table.get("item").is_none() {
                table.put(keys::campaign_keys(), "item", Value::List(vec![usual_item()]));
            }
            if table.get("followers").is_none() {
                table.put(keys::campaign_keys(), "followers", Value::Number(FOLLOWERS));
            }
            if !self.is_whole(&path) {
                continue;
            }
            let plan = &mut campaign.plan;
            plan.items = items(table);
            plan.followers = table.number("followers");
            plan.budget = table.get("budget").and_then(Value::as_number);
            // The product is the same for every campaign, and there before any practice.
            if let Some(setting) = value.get(campaign::product::PRODUCT.name)
                && let Ok(product) = (campaign::product::PRODUCT.build)(setting)
            {
                measures.extend(product.observables().iter().map(|observable| observable.name).filter(|_| i == 0));
                plan.levers.push(product);
            }
            for entry in campaign::CATALOG {
                let Some(setting) = table.get(entry.name) else { continue };
                let path = format!("{path}.{}", entry.name);
                match (entry.build)(setting).and_then(|lever| lever.check(platform).map(|()| lever)) {
                    Ok(lever) if lever.is_null() => {}
                    Ok(lever) => {
                        for observable in lever.observables() {
                            if !measures.contains(&observable.name) {
                                measures.push(observable.name);
                            }
                        }
                        plan.levers.push(lever);
                    }
                    Err(fault) => self.fault(&path, fault),
                }
            }
            let asks = table.get("seeds").is_some();
            let posts = plan.items.iter().any(|item| item.by_brand);
            if !asks && plan.levers.is_empty() && !posts {
                let message = "this campaign asks nobody, posts nothing and buys nothing";
                let help = "write seeds = { random = 10 }, an item with from = \"brand\", or [campaign.broadcast]";
                self.fault(&path, Fault::at("", message, help));
            }
        }
        value.put(keys::keys(), "campaign", Value::List(tables));
        self.platform_measures = measures;
        self.on_request = crate::measure::platform::on_request(platform);
    }
}

/// The horizon of a platform where none is given, hours and as typed.
const HORIZON: (f64, &str) = (720.0, "30 days");

/// The names of what can be measured on a platform.
fn platform_measures(platform: &Platform) -> Vec<&'static str> {
    measure::platform::names(platform)
}

/// Share of the people who follow a brand at the beginning (assumed).
pub const FOLLOWERS: f64 = 0.05;

/// The items of a campaign's calendar.
pub fn items(campaign: &Value) -> Vec<Item> {
    let of = |value: &Value| {
        let from = value.text("from");
        Item {
            at: value.number("at"),
            appeal: value.at("appeal").as_number().map_or(Appeal::Drawn { sigma: item::SIGMA }, Appeal::Given),
            topic: value.get("topic").and_then(Value::as_whole).map(|topic| topic as u32 - 1),
            link: value.flag("link"),
            cost: value.number("cost"),
            valence: match value.text("valence") {
                "negative" => -1,
                "positive" => 1,
                _ => 0,
            },
            by_seeds: from != "brand",
            by_brand: from != "seeds",
        }
    };
    campaign.get("item").and_then(Value::as_list).into_iter().flatten().map(of).collect()
}

/// The one item of a campaign without a calendar, as a value.
pub fn usual_item() -> Value {
    let value = |key: &Key| {
        let value = match key.name {
            "at" => Value::Written { number: 0.0, text: "0 days".to_owned() },
            "link" => Value::Flag(true),
            "cost" => Value::Number(20.0),
            name => Value::Text(
                if name == "appeal" {
                    "drawn"
                } else if name == "from" {
                    "seeds"
                } else {
                    "neutral"
                }
                .to_owned(),
            ),
        };
        (key.name.to_owned(), value)
    };
    Value::Table(ITEM.iter().filter(|key| key.default.is_some()).map(value).collect())
}

/// The platform that the sections of a scenario make.
///
/// # Errors
/// What does not go together, with the path of its key from the top of the file.
pub fn platform(value: &Value) -> Result<Platform, Fault> {
    let tables = |section: &str| match value.get(section) {
        Some(Value::Table(entries)) => entries.clone(),
        _ => Vec::new(),
    };
    let (surfaces, verbs) = (tables("surface"), tables("verb"));
    for (section, count, most) in [("surface", surfaces.len(), 200), ("verb", verbs.len(), 30)] {
        if count > most {
            let message = format!("{count} are more than a platform can have");
            return Err(Fault::at(section, message, format!("write at most {most}")));
        }
    }
    let names: Vec<&str> = surfaces.iter().map(|(name, _)| name.as_str()).collect();
    let surfaces: Vec<Surface> =
        surfaces.iter().map(|(name, value)| surface(name, value, &names)).collect::<Result<_, _>>()?;
    let verbs = in_order(&verbs)?;
    let places: Vec<&str> = verbs.iter().map(|(name, _)| name.as_str()).collect();
    let mut groups: Vec<&str> = Vec::new();
    let mut made: Vec<Verb> = Vec::new();
    for (name, value) in &verbs {
        if let Some(group) = value.get("group").and_then(Value::as_text).filter(|group| !groups.contains(group)) {
            groups.push(group);
        }
        made.push(verb(name, value, &places, &names, &groups)?);
    }
    let adopting: Vec<&Verb> = made.iter().filter(|verb| verb.adopts).collect();
    match adopting[..] {
        [_] => {}
        [] => {
            let example = made.first().map_or("share", |verb| verb.name.as_str());
            let message = "no verb says what `reach` counts";
            return Err(Fault::at(
                "verb",
                message,
                format!("write adopts = true in one of them, such as [verb.{example}]"),
            ));
        }
        [first, second, ..] => {
            let message = format!("`{}` and `{}` are both what `reach` counts", first.name, second.name);
            let help = format!("write adopts = false in [verb.{}], or in [verb.{}]", first.name, second.name);
            return Err(Fault::at(format!("verb.{}.adopts", second.name), message, help)
                .also(format!("verb.{}.adopts", first.name), "the other one"));
        }
    }
    Ok(Platform {
        surfaces,
        verbs: made,
        real_degree: value.get("real-degree").and_then(Value::as_number),
        ..Platform::default()
    })
}

/// A surface that a key names.
fn surface_named(key: &str, name: &str, names: &[&str]) -> Result<usize, Fault> {
    names.iter().position(|other| *other == name).ok_or_else(|| {
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None if names.is_empty() => "write a section [surface.NAME] first".to_owned(),
            None => format!("write {}", any_of(names.iter().copied())),
        };
        Fault::at(key, format!("there is no surface `{name}`"), help)
    })
}

fn surface(name: &str, value: &Value, names: &[&str]) -> Result<Surface, Fault> {
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
    let of_feeds = ["half-life", "fading", "ranking", "brand-seen", "divided-attention"];
    let of_pools = ["share", "expire", "until", "admit"];
    let strays = of_feeds.iter().filter(|_| !is_feed).chain(of_pools.iter().filter(|_| !is_pool));
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
    Ok(Feed {
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

/// Verbs so that each stands after the one it requires, else in the order of the file.
fn in_order(verbs: &[(String, Value)]) -> Result<Vec<(String, Value)>, Fault> {
    let names: Vec<&str> = verbs.iter().map(|(name, _)| name.as_str()).collect();
    let requires = |i: usize| verbs[i].1.get("requires").and_then(Value::as_text);
    for i in 0..verbs.len() {
        if let Some(other) = requires(i).filter(|other| !names.contains(other)) {
            let help = match nearest(other, names.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("write {}", any_of(names.iter().copied())),
            };
            return Err(Fault::at(format!("verb.{}.requires", names[i]), format!("there is no verb `{other}`"), help));
        }
    }
    let mut order: Vec<usize> = Vec::new();
    while order.len() < verbs.len() {
        let ready = |i: &usize| {
            !order.contains(i) && requires(*i).is_none_or(|other| order.iter().any(|&placed| names[placed] == other))
        };
        let Some(next) = (0..verbs.len()).find(ready) else {
            let stuck = (0..verbs.len()).find(|i| !order.contains(i)).unwrap_or(0);
            let message = format!("`{}` requires itself, by way of others", names[stuck]);
            return Err(Fault::at(format!("verb.{}.requires", names[stuck]), message, "leave out one `requires`"));
        };
        order.push(next);
    }
    Ok(order.into_iter().map(|i| verbs[i].clone()).collect())
}

fn verb(name: &str, value: &Value, verbs: &[&str], surfaces: &[&str], groups: &[&str]) -> Result<Verb, Fault> {
    let at = |key: &str| format!("verb.{name}.{key}");
    let kappa = value.get("kappa").and_then(Value::as_number);
    let response = match value.get("threshold") {
        Some(_) if kappa.is_some() => {
            let message = "`kappa` and `threshold` cannot both be given";
            return Err(Fault::at(at("threshold"), message, "keep one").also(at("kappa"), "the other one"));
        }
        Some(Value::Text(_)) => Response::Uniform,
        Some(number) => Response::Constant(number.as_number().unwrap_or(1.0)),
        None => Response::Weibull { kappa: kappa.unwrap_or(1.0) },
    };
    let requires = value.get("requires").and_then(Value::as_text);
    if let (Some(_), true) = (requires, response != Response::Weibull { kappa: 1.0 }) {
        let key = if kappa.is_some() { "kappa" } else { "threshold" };
        let message = format!("`{name}` gets a single dose, so nothing adds up");
        return Err(Fault::at(at(key), message, format!("leave out `{key}`, or `requires`")));
    }
    let emission = |surface: &str, fraction: f64| {
        Ok(Emission { surface: surface_named(&at("emits"), surface, surfaces)?, fraction })
    };
    let emits = match value.get("emits") {
        Some(Value::List(list)) => list
            .iter()
            .filter_map(Value::as_text)
            .map(|surface| emission(surface, 1.0))
            .collect::<Result<_, Fault>>()?,
        Some(Value::Table(entries)) => entries
            .iter()
            .map(|(surface, fraction)| emission(surface, fraction.as_number().unwrap_or(1.0)))
            .collect::<Result<_, Fault>>()?,
        _ => Vec::new(),
    };
    let group = value.get("group").and_then(Value::as_text);
    Ok(Verb {
        requires: requires.and_then(|other| verbs.iter().position(|verb| *verb == other)),
        response,
        emits,
        score: value.whole("score") as u32,
        tie: match value.text("tie") {
            "one-way" => TieEffect::OneWay,
            "dialogue" => TieEffect::Dialogue,
            _ => TieEffect::None,
        },
        group: group.and_then(|group| groups.iter().position(|other| *other == group)).map(|group| group as u32),
        value: value.number("value"),
        cost: value.number("cost"),
        public: value.flag("public"),
        once: value.flag("once"),
        follows: value.flag("follows"),
        adopts: value.flag("adopts"),
        against: value.flag("against"),
        ..Verb::new(name, value.number("probability"))
    })
}
