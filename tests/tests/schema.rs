//! The JSON schema of scenarios takes every scenario of the repository, and refuses what the program refuses.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Whether a value satisfies a schema, as far as the schema of scenarios goes; else why not, with the path of the value.
fn check(root: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    let wrong = |what: String| Err(format!("{path}: {what}"));
    for (word, rule) in schema.as_object().expect("a schema is a table") {
        match word.as_str() {
            "$schema" | "title" | "description" | "default" => {}
            "$ref" => {
                let target =
                    rule.as_str().and_then(|rule| rule.strip_prefix('#')).and_then(|place| root.pointer(place));
                check(root, target.unwrap_or_else(|| panic!("{rule} leads nowhere")), value, path)?;
            }
            "type" => {
                let is = |word: &Value| match word.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "number" => value.is_number(),
                    "integer" => value.is_u64() || value.is_i64(),
                    other => panic!("the schema has a type {other}"),
                };
                let fits = rule.as_array().map_or_else(|| is(rule), |words| words.iter().any(is));
                if !fits {
                    return wrong(format!("{value} is no {rule}"));
                }
            }
            "enum" if !rule.as_array().unwrap().contains(value) => return wrong(format!("{value} is no word of it")),
            "pattern" => {
                let (pattern, text) = (rule.as_str().unwrap(), value.as_str().unwrap_or_default());
                let fits = match pattern.strip_prefix("^(").and_then(|rest| rest.strip_suffix(")-.")) {
                    Some(words) => words.split('|').any(|word| {
                        text.strip_prefix(word).is_some_and(|rest| rest.starts_with('-') && rest.len() > 1)
                    }),
                    None if pattern == r"%\s*$" => text.trim_end().ends_with('%'),
                    None => panic!("the schema has a pattern {pattern}"),
                };
                if !fits {
                    return wrong(format!("{value} is not like {pattern}"));
                }
            }
            "minimum" if value.as_f64().is_some_and(|x| x < rule.as_f64().unwrap()) => {
                return wrong("too small".into());
            }
            "exclusiveMinimum" if value.as_f64().is_some_and(|x| x <= rule.as_f64().unwrap()) => {
                return wrong("too small".into());
            }
            "maximum" if value.as_f64().is_some_and(|x| x > rule.as_f64().unwrap()) => {
                return wrong("too large".into());
            }
            "minItems" if value.as_array().is_some_and(|list| list.is_empty()) => return wrong("empty".into()),
            "minProperties" if value.as_object().is_some_and(|table| table.is_empty()) => return wrong("empty".into()),
            "maxProperties" if value.as_object().is_some_and(|table| table.len() > 1) => {
                return wrong("two at once".into());
            }
            "uniqueItems" => {}
            "required" => {
                let lacks = |key: &&Value| value.is_object() && value.get(key.as_str().unwrap()).is_none();
                if let Some(key) = rule.as_array().unwrap().iter().find(lacks) {
                    return wrong(format!("{key} is missing"));
                }
            }
            "anyOf" => {
                let tried: Vec<_> =
                    rule.as_array().unwrap().iter().map(|rule| check(root, rule, value, path)).collect();
                if !tried.iter().any(Result::is_ok) {
                    return wrong(format!("none fits: {tried:?}"));
                }
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}[{}]", i + 1))?;
                }
            }
            "properties" => {}
            "additionalProperties" => {}
            "enum" | "minimum" | "exclusiveMinimum" | "maximum" | "minItems" | "minProperties" | "maxProperties" => {}
            other => panic!("the schema says {other}, which this test does not know"),
        }
    }
    let known = schema.get("properties").and_then(Value::as_object);
    for (key, inside) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        match (known.and_then(|known| known.get(key)), schema.get("additionalProperties")) {
            (Some(rule), _) => check(root, rule, inside, &path)?,
            (None, Some(Value::Bool(false))) => return Err(format!("{path}: unknown")),
            (None, Some(rule @ Value::Object(_))) => check(root, rule, inside, &path)?,
            (None, _) => {}
        }
    }
    Ok(())
}

fn read(text: &str) -> Value {
    toml::from_str(text).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The scenarios of the repository: every file of `scenarios/` but the platforms, which are parts of scenarios.
fn scenarios(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of scenarios") {
        let path = entry.expect("a file").path();
        match path.is_dir() {
            true if path.ends_with("platforms") => {}
            true => scenarios(&path, found),
            false if path.extension().is_some_and(|ending| ending == "toml") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn every_scenario_satisfies_the_schema() {
    let schema = rumormill::scenario::schema::schema();
    let mut files = Vec::new();
    scenarios(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut files);
    assert!(files.len() > 30);
    for file in files {
        let value = read(&std::fs::read_to_string(&file).expect("a scenario"));
        check(&schema, &schema, &value, "").unwrap_or_else(|why| panic!("{}{why}", file.display()));
    }
}

#[test]
fn the_schema_takes_what_the_program_takes_and_no_more() {
    let schema = rumormill::scenario::schema::schema();
    let takes = |text: &str| check(&schema, &schema, &read(text), "").is_ok();
    assert!(takes("format = 1\nplatform = \"digg\"\nmeasures = [\"reach\", \"acts-vote\", \"half-of-vote\"]"));
    assert!(takes("format = 1\nspread = { branching = { offspring = { poisson = 0.9 } } }"));
    let network = "network = { path = { people = 9 } }";
    let spread = "spread = { independent-cascade = { probability = 0.1 } }";
    assert!(takes(&format!("format = 1\n{network}\n{spread}")), "whom to ask is for `rumormill seeds` to say");
    for refused in [
        format!("{network}\n{spread}"),
        format!("format = 1\n{network}"),
        format!("format = 1\n{spread}"),
        format!("format = 1\ntitel = \"t\"\n{network}\n{spread}"),
        format!("format = 1\nmeasures = [\"acts-\"]\n{network}\n{spread}"),
        format!("format = 1\nmeasures = [\"rech\"]\n{network}\n{spread}"),
        format!("format = 1\n{network}\n{spread}\ncampaign = [{{ name = \"a\", sedes = {{ random = 1 }} }}]"),
    ] {
        assert!(!takes(&refused), "{refused}");
    }
    assert!(check(&schema, &schema, &json!([]), "").is_err());
}
