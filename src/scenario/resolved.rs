//! A scenario as a file again, with every default explicit.

use crate::catalog::Value;
use std::fmt::Write;

/// The values as TOML. `path` rewrites the values of keys that name files.
pub fn to_toml(value: &Value, path: &dyn Fn(&str) -> String) -> String {
    let mut text = String::new();
    table(&mut text, "", value, path);
    text
}

/// The keys whose values are paths of files.
fn is_path(key: &str) -> bool {
    matches!(key, "path" | "attributes" | "file")
}

fn table(text: &mut String, at: &str, value: &Value, path: &dyn Fn(&str) -> String) {
    let Value::Table(entries) = value else { return };
    let is_section = |key: &str, value: &Value| match value {
        Value::Table(_) => key != "seeds" && at.matches('.').count() == 0,
        Value::List(items) => matches!(items.first(), Some(Value::Table(_))),
        _ => false,
    };
    for (key, value) in entries.iter().filter(|(key, value)| !is_section(key, value)) {
        let _ = writeln!(text, "{key} = {}", inline(key, value, path));
    }
    for (key, value) in entries.iter().filter(|(key, value)| is_section(key, value)) {
        let inside = if at.is_empty() { key.clone() } else { format!("{}.{key}", at.trim_end_matches('.')) };
        match value {
            Value::List(items) => {
                for item in items {
                    let _ = writeln!(text, "\n[[{inside}]]");
                    table(text, &format!("{inside}."), item, path);
                }
            }
            // [network] holds nothing but the table of its choice.
            Value::Table(entries) if at.is_empty() && matches!(&entries[..], [(_, Value::Table(_))]) => {
                table(text, &inside, value, path);
            }
            _ => {
                let _ = writeln!(text, "\n[{inside}]");
                table(text, &format!("{inside}."), value, path);
            }
        }
    }
}

fn inline(key: &str, value: &Value, path: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::Number(x) => format!("{x:?}"),
        Value::Written { text, .. } => quoted(text),
        Value::Whole(n) => n.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) if is_path(key) => quoted(&path(text)),
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| inline("", item, path)).collect::<Vec<_>>().join(", "))
        }
        Value::Table(entries) => {
            let inside: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key} = {}", inline(key, value, path))).collect();
            format!("{{ {} }}", inside.join(", "))
        }
    }
}

/// A TOML basic string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
