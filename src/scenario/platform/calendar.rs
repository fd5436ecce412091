//! `[[campaign.item]]` and what else of a campaign only a platform knows: the calendar, its money, its followers.

use crate::catalog::{Key, Kind, Value};
use crate::platform::{Appeal, Item, Plan, item};
use crate::scenario::check::defaults;

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

/// The one item of a brand without a calendar, as a value: posted at the time that the brand's own table says, where it says one,
/// every other key at its default.
pub fn usual_item(at: Option<&Value>) -> Value {
    let mut item = defaults(ITEM);
    if let Some(at) = at {
        item.put(ITEM, "at", at.clone());
    }
    item
}

/// What a campaign does that says nothing but whom it asks: it posts one item.
pub fn usual_plan() -> Plan {
    let calendar = Value::Table(vec![("item".to_owned(), Value::List(vec![usual_item(None)]))]);
    Plan { items: items(&calendar), followers: FOLLOWERS, ..Plan::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What texts say of a number is the number.
    #[test]
    fn texts_repeat_the_numbers() {
        let followers = CAMPAIGN.iter().find(|key| key.name == "followers").unwrap();
        assert!(followers.meaning.ends_with(&format!("; {FOLLOWERS} where left out")), "{}", followers.meaning);
        let appeal = ITEM.iter().find(|key| key.name == "appeal").unwrap();
        assert_eq!(appeal.source, format!("sigma of ordinary posts {}, assumed", item::SIGMA));
    }

    /// A campaign without a calendar posts what an item without keys is.
    #[test]
    fn the_usual_item_has_the_defaults_of_its_keys() {
        let item = usual_item(None);
        assert_eq!((item.number("at"), item.number("cost"), item.flag("link")), (0.0, 20.0, true));
        assert_eq!(["appeal", "valence", "from"].map(|key| item.text(key)), ["drawn", "neutral", "seeds"]);
        assert!(item.get("topic").is_none());
    }
}
