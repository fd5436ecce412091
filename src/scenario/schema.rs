//! The JSON schema (draft 2020-12) of a scenario, for editors that complete and explain TOML.

use super::{keys, spread};
use crate::catalog::{Key, Kind};
use crate::measure;
use serde_json::{Map, Value, json};

/// The whole schema.
pub fn schema() -> Value {
    let mut schema = table(keys::keys());
    // What must be there hangs on what else is: a platform brings the network and the way of spreading, some models have no
    // network, and a file of which a seed set is chosen needs no campaign.
    schema["required"] = json!(["format"]);
    let without_network: Vec<Value> =
        spread::WITHOUT_NETWORK.iter().map(|model| json!({ "required": [model] })).collect();
    schema["anyOf"] = json!([
        { "required": ["platform"] },
        { "required": ["network", "spread"] },
        { "required": ["spread"], "properties": { "spread": { "anyOf": without_network } } },
    ]);
    let words = schema["properties"]["measures"]["items"].take();
    let mut own: Vec<&str> = measure::platform::prefixes().map(|prefix| prefix.trim_end_matches('-')).collect();
    own.sort_unstable();
    let own = format!("^({})-.", own.join("|"));
    schema["properties"]["measures"]["items"] = json!({ "anyOf": [words, { "type": "string", "pattern": own }] });
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("A rumormill scenario, format 1");
    schema
}

fn table(keys: &[Key]) -> Value {
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = json!({ "type": "object", "properties": properties(keys), "additionalProperties": false });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn properties(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut schema = of(&key.kind);
        let mut description = key.meaning.to_owned();
        for (word, text) in [("unit", key.unit), ("a larger value", key.larger), ("source", key.source)] {
            if !text.is_empty() {
                description.push_str(&format!("; {word}: {text}"));
            }
        }
        schema["description"] = json!(description);
        if let Some(default) = key.default {
            schema["default"] = serde_json::from_str(default).unwrap_or_else(|_| json!(default));
        }
        properties.insert(key.name.to_owned(), schema);
    }
    Value::Object(properties)
}

fn of(kind: &Kind) -> Value {
    match kind {
        Kind::Probability => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Kind::Number(low, _) if low.is_infinite() => json!({ "type": "number" }),
        Kind::Number(low, high) if high.is_infinite() => json!({ "type": "number", "minimum": low }),
        Kind::Number(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        Kind::Positive => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Kind::Rate | Kind::Duration => json!({ "type": ["number", "string"], "minimum": 0 }),
        Kind::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Text | Kind::Path | Kind::Column => json!({ "type": "string" }),
        Kind::Words(words) => json!({ "enum": words.iter().map(|(word, _)| word).collect::<Vec<_>>() }),
        Kind::Percent => json!({ "type": "string", "pattern": "%\\s*$" }),
        Kind::People => json!({ "type": "array", "minItems": 1, "items": { "type": "string" } }),
        Kind::WordList(words) => json!({
            "type": "array", "uniqueItems": true, "items": { "enum": words.iter().map(|(word, _)| word).collect::<Vec<_>>() }
        }),
        Kind::List(kind) => json!({ "type": "array", "minItems": 1, "items": of(kind) }),
        Kind::Table(keys) => table(keys),
        Kind::OneOf(keys) => {
            let mut table = table(keys);
            table["minProperties"] = json!(1);
            table["maxProperties"] = json!(1);
            table
        }
        Kind::Named(kind) => json!({ "type": "object", "additionalProperties": of(kind) }),
        Kind::Tables(keys) => json!({ "type": "array", "minItems": 1, "items": table(keys) }),
        Kind::Like(path) => json!({ "$ref": reference(path) }),
        Kind::Either(kinds) => json!({ "anyOf": kinds.iter().map(of).collect::<Vec<_>>() }),
    }
}

/// Where the schema of the key at a path stands in the whole one.
fn reference(path: &str) -> String {
    let mut reference = "#".to_owned();
    let mut sofar = String::new();
    for step in path.split('.') {
        sofar = if sofar.is_empty() { step.to_owned() } else { format!("{sofar}.{step}") };
        reference.push_str("/properties/");
        reference.push_str(step);
        if matches!(keys::at(&sofar).kind, Kind::Tables(_)) {
            reference.push_str("/items");
        }
    }
    reference
}
