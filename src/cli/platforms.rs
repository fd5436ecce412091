//! `rumormill list platforms`: what each is made of, and how far it carries.

use super::console::{self, Failure};
use crate::platform::{Attention, SurfaceKind};
use crate::report::table::Table;
use crate::scenario::{NetworkSource, PRESETS, Preset, Scenario, Spread};
use serde_json::json;

/// R of each platform as it was computed: see the test that computes it again.
const FIGURES: &str = include_str!("../../scenarios/platforms/figures.csv");

/// One platform in the list.
struct Row {
    preset: &'static Preset,
    ties: String,
    adopts: String,
    verbs: Vec<String>,
    surfaces: Vec<String>,
    half_life: Option<f64>,
    r: Option<(f64, f64)>,
}

fn scenario(preset: &Preset) -> Option<Scenario> {
    let text =
        format!("format = 1\nplatform = \"{}\"\n[[campaign]]\nname = \"one\"\nseeds = {{ random = 1 }}\n", preset.name);
    Scenario::read(preset.name, &text, &[]).ok()
}

/// R_1 and R_2 of a platform, if they were computed.
fn r(name: &str) -> Option<(f64, f64)> {
    let mut lines = FIGURES.lines();
    let header: Vec<&str> = lines.next()?.split(',').collect();
    let line: Vec<&str> = lines.map(|line| line.split(',').collect::<Vec<_>>()).find(|line| line[0] == name)?;
    let of = |column: &str| line.get(header.iter().position(|name| *name == column)?)?.parse().ok();
    Some((of("r_1")?, of("r_2").unwrap_or(0.0)))
}

fn row(preset: &'static Preset) -> Option<Row> {
    let scenario = scenario(preset)?;
    let Spread::Platform(platform) = &scenario.model else { return None };
    let mutual = match &scenario.network {
        NetworkSource::Made(..) => {
            let network = scenario.value.get("network")?.chosen().1;
            network.get("mutual").is_some_and(|flag| *flag == crate::catalog::Value::Flag(true))
        }
        _ => false,
    };
    let half_life = platform.surfaces.iter().find_map(|surface| match &surface.kind {
        SurfaceKind::Feed(feed) => match feed.attention {
            Attention::Observed { half_life, .. } => Some(half_life),
            Attention::Rates { .. } => None,
        },
        _ => None,
    });
    Some(Row {
        preset,
        ties: if mutual { "mutual" } else { "directed" }.to_owned(),
        adopts: platform.verbs[platform.adopts()].name.clone(),
        verbs: platform.verbs.iter().map(|verb| verb.name.clone()).collect(),
        surfaces: platform.surfaces.iter().map(|surface| surface.name.clone()).collect(),
        half_life,
        r: r(preset.name),
    })
}

/// Prints the list.
pub fn list(json: bool) -> Result<(), Failure> {
    let rows: Vec<Row> = PRESETS.iter().filter_map(row).collect();
    if json {
        let rows: Vec<serde_json::Value> = rows
            .iter()
            .map(|row| {
                json!({
                    "name": row.preset.name, "kind": row.preset.kind, "ties": row.ties, "adopts": row.adopts,
                    "verbs": row.verbs, "surfaces": row.surfaces, "half_life": row.half_life,
                    "r_1": row.r.map(|(r_1, _)| r_1), "r_2": row.r.map(|(_, r_2)| r_2),
                })
            })
            .collect();
        return console::answer(&String::from_utf8_lossy(&crate::store::json(&rows)));
    }
    let mut table = Table::new(["platform", "kind", "ties", "reach is", "half in", "R 1", "R 2"]);
    for row in &rows {
        let number = |x: f64| if x == 0.0 { "0".to_owned() } else { format!("{x:.2}") };
        table.row([
            row.preset.name.to_owned(),
            row.preset.kind.to_owned(),
            row.ties.clone(),
            row.adopts.clone(),
            row.half_life.map_or("-".to_owned(), |hours| format!("{hours} h")),
            row.r.map_or("-".to_owned(), |(r_1, _)| number(r_1)),
            row.r.map_or("-".to_owned(), |(_, r_2)| number(r_2)),
        ]);
    }
    let mut text = table.lines().join("\n");
    text.push_str(
        "\n\nHalf in: when half of all sightings in the feed are over. R 1: adopters that the\nfirst one brings along ties, at \
         reference appeal; R 2: those that each of these\nbrings.\n\n",
    );
    for row in &rows {
        let line = format!("{}: {}; seen in {}", row.preset.name, row.verbs.join(", "), row.surfaces.join(", "));
        text.push_str(&crate::report::table::wrap(&line, 78, "    "));
        text.push('\n');
    }
    text.push_str("\nWritten platform = \"NAME\" at the top of the file, or a file of your own, \"NAME.toml\".\n");
    console::answer(&text)
}
