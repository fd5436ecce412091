//! Who is asked when, and by which brand: the waves and rivals of a campaign.

use super::reader::Reader;
use super::{Campaign, Rival, Spread, Wave};
use crate::catalog::{Fault, Key, Kind, Value};
use crate::engine::rivals::{MOST_BRANDS, TieBreak};
use crate::platform::Plan;
use crate::seeding::{self, Seeding};
use crate::text::shown;

const SEEDS: Key = Key::required("seeds", Kind::OneOf(seeding::KEYS), "whom to ask");

/// The keys of `[[campaign.wave]]`.
pub const WAVE_KEYS: &[Key] = &[
    Key::required("at", Kind::Duration, "when these people are asked; whoever acts in that round acts before them")
        .unit("rounds, or the unit of time of the model's rates"),
    SEEDS,
    Key::with_default(
        "not-reached",
        Kind::Flag,
        "false",
        "whether to look who has acted by then and ask others in their stead; else only those asked earlier are passed over",
    ),
];

/// The keys of `[[campaign.rival]]`.
pub const RIVAL_KEYS: &[Key] = &[
    Key::required("name", Kind::Text, "what the rival brand is called in the answer"),
    SEEDS,
    Key::with_default(
        "at",
        Kind::Duration,
        "0",
        "when the rival asks them; on platforms, and posts what it has no calendar for",
    )
    .unit("rounds, or the unit of time of the model's rates"),
];

/// The key of a campaign that says whose a person is whom several brands reach at once.
pub const TIE_BREAK: Key = Key::optional(
    "tie-break",
    Kind::Words(TieBreak::WORDS),
    "with rivals: whose a person is whom several brands reach in the same round, or ask; \"random\" where it is left out",
);

/// Whom a wave or a rival asks: any rule but `best`, which is worked out for those asked at the beginning, alone.
fn seeding(reader: &mut Reader, path: &str, table: &Value) -> Option<(String, Value, Box<dyn Seeding>)> {
    let seeds = reader.seeding(path, table)?;
    if seeds.2.asks_for_spread() {
        let message = format!("`{}` finds the people to ask at the beginning, where nobody else is asked", seeds.0);
        let help = "take another rule, such as most-ties, or the names that `rumormill seeds` tells for the scenario \
                    without this table";
        reader.fault(path, Fault::at("seeds", message, help));
        return None;
    }
    Some(seeds)
}

/// The rule of that key.
pub fn tie_break(table: &Value) -> TieBreak {
    table.get("tie-break").and_then(Value::as_text).and_then(TieBreak::of).unwrap_or_default()
}

/// The waves of the campaign at a path, in the order of the file.
pub fn waves(reader: &mut Reader, path: &str, table: &Value) -> Vec<Wave> {
    let Some(tables) = table.get("wave").and_then(Value::as_list) else { return Vec::new() };
    let waves = tables.iter().enumerate().filter_map(|(i, wave)| {
        let path = format!("{path}.wave[{}]", i + 1);
        let seeds = seeding(reader, &path, wave);
        let at = wave.get("at").and_then(Value::as_number);
        let not_reached = matches!(wave.get("not-reached"), Some(Value::Flag(true)));
        let (name, value, seeding) = seeds?;
        Some(Wave { at: at?, name, value, seeding, not_reached, path })
    });
    waves.collect()
}

/// The rivals of the campaign at a path, called `own`.
pub fn rivals(reader: &mut Reader, path: &str, own: &str, table: &Value) -> Vec<Rival> {
    let Some(tables) = table.get("rival").and_then(Value::as_list) else {
        if table.get("tie-break").is_some() {
            let message = "there are no rivals between whom to decide";
            reader.fault(path, Fault::at("tie-break", message, "write [[campaign.rival]], or leave out `tie-break`"));
        }
        return Vec::new();
    };
    if tables.len() >= MOST_BRANDS {
        let message = format!("{} rivals are given, and a run has {} at most", tables.len(), MOST_BRANDS - 1);
        reader.fault(path, Fault::at("rival", message, "write fewer"));
    }
    let mut rivals: Vec<Rival> = Vec::new();
    for (i, rival) in tables.iter().enumerate() {
        let path = format!("{path}.rival[{}]", i + 1);
        let seeds = seeding(reader, &path, rival);
        let name = rival.get("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        if rival.get("name").is_some() {
            if let Some(why) = super::reader::unfit(&name) {
                let help = "write a short name, such as \"cola\"";
                reader.fault(&path, Fault::at("name", format!("a rival's name {why}"), help));
            }
            let twice = rivals.iter().any(|rival| rival.name == name);
            if twice || name == own {
                let whom = if twice { "two rivals are" } else { "a rival is called as its campaign, and both are" };
                reader
                    .fault(&path, Fault::at("name", format!("{whom} called {}", shown(&name)), "give it its own name"));
            }
        }
        let at = rival.get("at").and_then(Value::as_number);
        if let (Some((kind, value, seeding)), Some(at)) = (seeds, at) {
            let wave = Wave { at, name: kind, value, seeding, not_reached: false, path };
            rivals.push(Rival { name, wave, plan: Plan::default() });
        }
    }
    rivals
}

/// What waves and rivals ask of a model: whole rounds before the horizon, and people who act.
pub fn times(reader: &mut Reader, name: &str, model: &Spread, horizon: f64, campaigns: &[Campaign]) {
    for (i, campaign) in campaigns.iter().enumerate().filter(|(_, campaign)| !campaign.is_plain()) {
        if let Spread::Opinion(_) = model {
            let message = format!("in `{name}` people change their minds, and all are asked at the beginning");
            let help = "leave out [[campaign.wave]] and [[campaign.rival]], or take a model of people who act";
            let first = campaign.waves.first().or(campaign.rivals.first().map(|rival| &rival.wave));
            let path = first.map_or(format!("campaign[{}]", i + 1), |wave| wave.path.clone());
            reader.fault(&path, Fault::at("", message, help));
            continue;
        }
        for wave in campaign.waves.iter().chain(campaign.rivals.iter().map(|rival| &rival.wave)) {
            let fault = |message: String, help: String| Fault::at("at", message, help);
            if model.in_rounds() && wave.at.fract() != 0.0 {
                let help = format!("write at = {} or {}", wave.at.floor(), wave.at.ceil());
                reader.fault(&wave.path, fault(format!("rounds are whole, and {} is not", wave.at), help));
            } else if wave.at > horizon {
                let help = "ask earlier, or write a larger horizon".to_owned();
                reader.fault(&wave.path, fault("these people are asked after the horizon".to_owned(), help));
            } else if model.in_rounds() && wave.at > f64::from(u32::MAX) {
                reader.fault(&wave.path, fault("this round never comes".to_owned(), "write an earlier one".to_owned()));
            }
        }
    }
}
