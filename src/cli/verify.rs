//! `rumormill verify`: the program against exact answers, or a run against itself played again.

use super::console::{self, Failure};
use crate::load::load;
use crate::report::table::Table;
use crate::scenario::Scenario;
use crate::store;
use crate::text::{escaped, grouped};
use crate::verify::{self, BOUND, Found, REPLICATES};
use clap::Args;
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Arguments {
    /// A run folder, of which a part is played again; the program against exact answers where it is left out
    #[arg(value_name = "RUN")]
    run: Option<PathBuf>,
    /// Print a page in Markdown, with how each answer is reckoned
    #[arg(long, conflicts_with_all = ["run", "json"])]
    markdown: bool,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.run {
        Some(run) => again(run, arguments.json),
        None => truth(arguments),
    }
}

/// Every exact case.
fn truth(arguments: &Arguments) -> Result<(), Failure> {
    let found = verify::verify();
    let wrong = found.iter().filter(|found| !found.holds()).count();
    let text = match (arguments.json, arguments.markdown) {
        (true, _) => {
            let cases: Vec<_> = found.iter().map(|found| json!({ "case": found, "holds": found.holds() })).collect();
            let answer =
                json!({ "format": 1, "replicates": REPLICATES, "bound": BOUND, "wrong": wrong, "cases": cases });
            String::from_utf8_lossy(&store::json(&answer)).into_owned()
        }
        (_, true) => page(&found),
        _ => lines(&found),
    };
    console::answer(&text)?;
    match wrong {
        0 => Ok(()),
        wrong => Err(Failure::failed(
            format!("{wrong} of {} cases are not as arithmetic says", found.len()),
            "this is a bug; please report it with the output above",
        )),
    }
}

fn distance(found: &Found) -> String {
    match found.se {
        0.0 if found.holds() => "equal".to_owned(),
        0.0 => "WRONG".to_owned(),
        _ => format!("{:+.1}", found.z),
    }
}

/// A table for a terminal.
fn lines(found: &[Found]) -> String {
    let mut text = String::new();
    let mut table = Table::new(["exact case", "exact", "played", "z"]);
    let mut model = "";
    for found in found {
        if model != found.model {
            model = found.model;
            table.row([model.to_owned(), String::new(), String::new(), String::new()]);
        }
        let numbers = [format!("{:.6}", found.exact), format!("{:.6}", found.ours), distance(found)];
        let [exact, ours, z] = numbers;
        table.row([format!("  {}", found.what), exact, ours, z]);
    }
    table.lines().iter().for_each(|line| {
        let _ = writeln!(text, "{line}");
    });
    let luck = found.iter().filter(|found| found.se > 0.0);
    let worst = luck.map(|found| found.z.abs()).fold(0.0, f64::max);
    let wrong = found.iter().filter(|found| !found.holds()).count();
    let _ = writeln!(
        text,
        "\n{} of {} cases hold. z is the distance in standard errors of {} replicates;\n\
         luck takes a case beyond {BOUND} once in 150,000 times. The largest here is {worst:.1}.",
        found.len() - wrong,
        found.len(),
        grouped(REPLICATES)
    );
    text
}

/// The page `docs/correctness.md`.
fn page(found: &[Found]) -> String {
    let mut text = include_str!("verify/correctness.md").to_owned();
    text.push_str("\n| model | case | what | exact | reckoned by | played | z |\n|---|---|---|---|---|---|---|\n");
    for found in found {
        let Found { model, what, measured, formula, exact, ours, .. } = found;
        let (formula, z) = (formula.replace('|', "\\|"), distance(found));
        let _ = writeln!(text, "| `{model}` | {what} | {measured} | {exact:.9} | {formula} | {ours:.9} | {z} |");
    }
    text
}

/// How many replicates of a run are played again.
const AGAIN: u64 = 100;

/// Plays the first replicates of a run again and compares their rows.
fn again(folder: &Path, json: bool) -> Result<(), Failure> {
    let shown = escaped(&folder.to_string_lossy());
    let Some(manifest) = store::manifest(folder) else {
        let help = "name a folder that rumormill run has written; `rumormill network info FILE` reads a network";
        return Err(Failure::refused(format!("{shown}: is no run folder"), help));
    };
    let path = folder.join("resolved.toml");
    let name = path.to_string_lossy().into_owned();
    let text = super::prepare::read_scenario(&path, &name)?;
    let mut scenario = Scenario::read(&name, &text, &[])?;
    let inputs = load(&mut scenario, folder)?;
    for ((file, now), (_, then)) in inputs.digests.iter().zip(&manifest.files) {
        if now != then {
            let message = format!("{}: is not the file that this run has read", escaped(file));
            return Err(Failure::refused(message, "put that file back, or run the scenario again"));
        }
    }
    if manifest.results_version != store::RESULTS_VERSION {
        let message = format!(
            "{shown}: was computed by results version {}, this program has {}",
            manifest.results_version,
            store::RESULTS_VERSION
        );
        return Err(Failure::refused(message, "verify it with the version that computed it, or run it again"));
    }
    let whole = scenario.replicates;
    scenario.replicates = whole.min(AGAIN);
    scenario.traces = 0;
    let played = crate::run::run(&scenario, &inputs, || {})?;
    let expected = String::from_utf8_lossy(&store::replicates(&scenario, &played)).into_owned();
    let file = folder.join("replicates.csv");
    let kept = std::fs::read_to_string(&file)
        .map_err(|error| Failure::failed(format!("{}: {}", file.display(), console::cause(&error)), ""))?;
    let kept: Vec<&str> = kept.lines().collect();
    let mut lines = expected.lines();
    let mut differ = Vec::new();
    if lines.next() != kept.first().copied() {
        differ.push(1);
    }
    for (i, line) in lines.enumerate() {
        let (campaign, replicate) = (i as u64 / scenario.replicates, i as u64 % scenario.replicates);
        let at = 1 + campaign * whole + replicate;
        if kept.get(at as usize).copied() != Some(line) {
            differ.push(at + 1);
        }
    }
    let compared = scenario.replicates * scenario.campaigns.len() as u64;
    if !differ.is_empty() {
        let first = differ[0];
        let message = format!(
            "{}:{first}: is not what the scenario gives ({} of {} rows differ)",
            escaped(&file.to_string_lossy()),
            differ.len(),
            grouped(compared)
        );
        return Err(Failure::failed(message, "compute it again in a new folder: rumormill run SCENARIO --fresh"));
    }
    if json {
        let answer = json!({ "format": 1, "id": manifest.id, "rows": compared, "differ": 0 });
        return console::answer(&String::from_utf8_lossy(&store::json(&answer)));
    }
    console::answer(&format!("{shown}: {} rows were played again, byte for byte the same.\n", grouped(compared)))
}
