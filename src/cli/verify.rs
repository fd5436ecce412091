//! `rumormill verify`: the program against exact answers, or a run against itself played again.

use super::console::{self, Failure};
use crate::answer::{MeasureAnswer, measured, snake};
use crate::load::load;
use crate::report::table::Table;
use crate::scenario::Scenario;
use crate::store;
use crate::text::{escaped, grouped};
use crate::verify::{self, BOUND, Found, REPLICATES};
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;
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

/// What the rows of `replicates.csv` come to, by campaign and measure.
fn summed(
    text: &str,
    scenario: &Scenario,
    people: u64,
    replicates: u64,
) -> Result<Vec<BTreeMap<String, MeasureAnswer>>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let all = replicates * scenario.campaigns.len() as u64;
    if rows.len() as u64 != all {
        return Err(format!("holds {} rows, and {} were played", grouped(rows.len() as u64), grouped(all)));
    }
    let of_campaign = |rows: &[csv::StringRecord]| {
        let measure = |&name: &&str| {
            let place = header.iter().position(|column| column == snake(name))?;
            let column: Vec<Option<f64>> = rows.iter().map(|row| row[place].parse().ok()).collect();
            Some((snake(name), measured(name, &column, people, scenario.networks)?))
        };
        scenario.measures.iter().filter_map(measure).collect()
    };
    Ok(rows.chunks(replicates as usize).map(of_campaign).collect())
}

/// Plays the first replicates of a run again and compares their rows.
fn again(folder: &Path, json: bool) -> Result<(), Failure> {
    let shown = escaped(&folder.to_string_lossy());
    let manifest = super::damage::manifest(folder)?;
    let material = super::damage::read(folder)?;
    let path = folder.join("resolved.toml");
    let name = path.to_string_lossy().into_owned();
    let text = super::prepare::read_scenario(&path, &name)?;
    let mut scenario = Scenario::read_with(&name, &text, &[], &super::prepare::platform_file(folder))?;
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
    let told = summed(&kept, &scenario, played.people, whole).map_err(|what| {
        Failure::failed(format!("{}: {what}", escaped(&file.to_string_lossy())), super::damage::AGAIN)
    })?;
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
    // The answer is that of the rows: what is kept of a measure is what the rows come to.
    for (campaign, (now, then)) in told.iter().zip(&material.answer.campaigns).enumerate() {
        let wrong = now.iter().find(|(measure, now)| then.measures.get(*measure) != Some(now));
        if let Some((measure, _)) = wrong {
            let path = escaped(&folder.join("summary.json").to_string_lossy());
            let name = crate::text::shown(&scenario.campaigns[campaign].name);
            let message = format!("{path}: `{measure}` of {name} is not what the rows of replicates.csv come to");
            return Err(Failure::failed(message, super::damage::AGAIN));
        }
    }
    // Of a run that was played again whole, the curve too.
    let again = (whole == scenario.replicates).then(|| crate::answer::curves(&played));
    if again.is_some_and(|curves| curves != material.curves) {
        let path = escaped(&folder.join("curve.csv").to_string_lossy());
        return Err(Failure::failed(format!("{path}: is not what the scenario gives"), super::damage::AGAIN));
    }
    if let (Some(altered), true) = (store::altered(folder, &manifest, true).first(), differ.is_empty()) {
        let path = escaped(&folder.join(altered).to_string_lossy());
        return Err(Failure::failed(format!("{path}: is not what was written"), super::damage::AGAIN));
    }
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
    console::answer(&format!(
        "{shown}: {} rows were played again, byte for byte the same; every file is as it was written.\n",
        grouped(compared)
    ))
}
