//! `rumormill list`: what there is.

use super::console::{self, Failure};
use crate::catalog::{Entry, Key};
use crate::report::table;
use crate::scenario::keys::PLOTS;
use crate::scenario::{PRESETS, Preset, network_keys};
use crate::{campaign, graph::generate, measure, model, opinion, seeding};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub struct Arguments {
    /// What to list; the names of all there is where it is left out
    #[arg(value_enum)]
    what: Option<What>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Models,
    Networks,
    Seedings,
    Measures,
    Plots,
    Platforms,
    Practices,
}

struct Row {
    name: &'static str,
    title: &'static str,
    reference: &'static str,
}

fn entries<T>(catalog: &[&'static Entry<T>]) -> Vec<Row> {
    catalog.iter().map(|entry| Row { name: entry.name, title: entry.title, reference: entry.reference }).collect()
}

/// The lists, in the order of the help.
const LISTS: &[What] =
    &[What::Models, What::Networks, What::Platforms, What::Practices, What::Seedings, What::Measures, What::Plots];

/// Every name, a list a paragraph.
fn overview(json: bool) -> Result<(), Failure> {
    let lists: Vec<(String, Vec<&str>)> = LISTS
        .iter()
        .map(|what| {
            let name = what.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
            Ok((name, rows(*what)?.0.iter().map(|row| row.name).collect()))
        })
        .collect::<Result<_, Failure>>()?;
    if json {
        let lists: serde_json::Map<String, Value> =
            lists.into_iter().map(|(name, names)| (name, json!(names))).collect();
        return console::answer(&String::from_utf8_lossy(&crate::store::json(&lists)));
    }
    let mut text = String::new();
    for (name, names) in lists {
        text.push_str(&format!("{name:9} {}\n", table::wrap(&names.join(", "), 69, "").replace('\n', "\n          ")));
    }
    text.push_str(
        "\nrumormill list models (networks, ...) tells what each is, rumormill explain NAME\neverything about one.\n",
    );
    console::answer(&text)
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    let Some(what) = arguments.what else { return overview(arguments.json) };
    if what == What::Platforms {
        return super::platforms::list(arguments.json);
    }
    let (rows, how) = rows(what)?;
    if arguments.json {
        let rows: Vec<Value> = rows
            .iter()
            .map(|row| json!({ "name": row.name, "title": row.title, "reference": row.reference }))
            .collect();
        return console::answer(&String::from_utf8_lossy(&crate::store::json(&rows)));
    }
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let indent = " ".repeat(width + 2);
    let mut text = String::new();
    for row in &rows {
        let name = format!("{:width$}  ", row.name);
        // The first line begins with the name, which `wrap` would take for a word.
        let wrapped = table::wrap(row.title, 78 - width - 2, "").replace('\n', &format!("\n{indent}"));
        text.push_str(&format!("{name}{wrapped}\n"));
    }
    if what == What::Measures {
        let more = "On a platform also exposures-SURFACE and acts-VERB, and, where they are asked for by name, mean-opinion, \
                    half-of-VERB and after-spending-VERB.";
        text.push_str(&format!("\n{}\n", table::wrap(more, 78, "")));
    }
    text.push_str(&format!("\nWritten {how}.\nrumormill explain NAME tells more.\n"));
    console::answer(&text)
}

/// One list, and how its names are written.
fn rows(what: What) -> Result<(Vec<Row>, &'static str), Failure> {
    Ok(match what {
        What::Models => {
            (entries(model::CATALOG).into_iter().chain(entries(opinion::CATALOG)).collect(), "[spread.NAME]")
        }
        What::Networks => {
            let of = |key: &Key| Row { name: key.name, title: key.meaning, reference: "" };
            let sources =
                network_keys().iter().filter(|key| !generate::CATALOG.iter().any(|entry| entry.name == key.name));
            (sources.map(of).chain(entries(generate::CATALOG)).collect(), "[network.NAME]")
        }
        What::Seedings => (entries(seeding::CATALOG), "seeds = { NAME = ... } in a [[campaign]]"),
        What::Measures => {
            let row = |measure: measure::Measure<()>| Row {
                name: measure.name,
                title: measure.title,
                reference: measure.reference,
            };
            (measure::all().map(row).collect(), "measures = [\"NAME\", ...]")
        }
        What::Plots => {
            (PLOTS.iter().map(|&(name, title)| Row { name, title, reference: "" }).collect(), "plots = [\"NAME\", ...]")
        }
        What::Platforms => {
            let row = |preset: &'static Preset| Row { name: preset.name, title: preset.kind, reference: "" };
            (PRESETS.iter().map(row).collect(), "platform = \"NAME\" at the top of the file")
        }
        What::Practices => (entries(campaign::CATALOG), "[campaign.NAME] below a [[campaign]]"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::explain::explain;

    /// Whatever a list names, `explain` tells what the list tells of it, also where the name is that of something else too.
    #[test]
    fn explain_tells_of_every_name_that_is_listed() {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        for what in LISTS {
            let Ok((rows, _)) = rows(*what) else { panic!("{what:?}") };
            for row in rows {
                let told = explain(row.name).unwrap_or_else(|help| panic!("{}: {help}", row.name));
                let told = plain(&told);
                match what {
                    What::Platforms => assert!(told.contains(&format!("platform = \"{}\"", row.name)), "{}", row.name),
                    _ => assert!(told.contains(&plain(row.title)), "{what:?} {}: {told}", row.name),
                }
            }
        }
        let bass = explain("bass").unwrap_or_default();
        assert!(bass.starts_with("bass\n") && bass.contains("\nspread.bass\n"), "{bass}");
    }
}
