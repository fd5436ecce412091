//! `rumormill run`: simulate, write the run folder, print the answer.

use super::console::{self, Counter, Failure, Progress};
use super::{MOST_THREADS, ScenarioArguments};
use crate::answer::{self, Answer, Material};
use crate::estimate::{self, Estimate, estimate};
use crate::graph::edge_list::Direction;
use crate::load::{Inputs, load};
use crate::report::{figures, pictures, table, words};
use crate::scenario::{Override, Problems, Scenario, to_toml};
use crate::store::{self, Manifest};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    scenario: ScenarioArguments,
    /// Where to put the run folder, instead of runs/NAME-ID
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Compute again in a new folder, even if the answer is there
    #[arg(long)]
    fresh: bool,
    /// Only check the scenario and say what it would take
    #[arg(long)]
    dry_run: bool,
    /// How to show progress
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    progress: Progress,
    /// Print only the answer's sentences
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Print every measure
    #[arg(short, long)]
    verbose: bool,
    #[arg(long, hide = true, value_name = "I/N")]
    shard: Option<String>,
    #[arg(long, hide = true, value_name = "P")]
    precision: Option<String>,
}

/// A scenario read and checked with its files, ready to run.
pub struct Prepared {
    /// The scenario.
    pub scenario: Scenario,
    /// Its files.
    pub inputs: Inputs,
    /// What it will take.
    pub estimate: Estimate,
    /// Threads to be used.
    pub threads: usize,
}

impl ScenarioArguments {
    /// Reads the scenario with everything that is set on top of it, and the files it names.
    pub fn prepare(&self) -> Result<Prepared, Failure> {
        let name = self.file.to_string_lossy().into_owned();
        let text = read_scenario(&self.file, &name)?;
        let mut scenario = Scenario::read(&name, &text, &self.overrides()?).map_err(wrong_suffix)?;
        let allow = self.allow.iter().cloned().collect();
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let threads = self.threads();
        let limit = self.memory_limit()?;
        // A made network is refused before it is made, a file's while its people are only counted.
        estimate(&scenario, &Inputs::default(), threads).within(limit)?;
        let inputs = load(&mut scenario, folder, &allow)?;
        let estimate = estimate(&scenario, &inputs, threads);
        estimate.within(limit)?;
        Ok(Prepared { scenario, inputs, estimate, threads })
    }

    fn overrides(&self) -> Result<Vec<Override>, Failure> {
        let mut overrides = Vec::new();
        for set in &self.set {
            let (path, value) = set.split_once('=').ok_or_else(|| {
                Failure::refused(
                    format!("--set {} sets nothing", crate::scenario::shown(set)),
                    "write --set PATH=VALUE",
                )
            })?;
            let (path, value) = (path.trim().to_owned(), value.trim().to_owned());
            overrides.push(Override { option: "--set".to_owned(), path, value });
        }
        for (option, path, value) in
            [("--replicates", "replicates", &self.replicates), ("--random-seed", "random-seed", &self.random_seed)]
        {
            overrides.extend(value.clone().map(|value| Override {
                option: option.to_owned(),
                path: path.to_owned(),
                value,
            }));
        }
        Ok(overrides)
    }

    fn threads(&self) -> usize {
        let asked = self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into));
        if asked > MOST_THREADS {
            console::note(&format!("{asked} threads are more than {MOST_THREADS}, which are used"));
        }
        let threads = asked.min(MOST_THREADS);
        // The pool can be made once; a second command in one process keeps the first.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        threads
    }

    fn memory_limit(&self) -> Result<f64, Failure> {
        match &self.memory_limit {
            Some(text) => estimate::size(text).ok_or_else(|| {
                Failure::refused(
                    format!("--memory-limit {} is no size", crate::scenario::shown(text)),
                    "write a size such as 4GiB",
                )
            }),
            None => Ok(0.8 * memory().unwrap_or(f64::INFINITY)),
        }
    }
}

/// Memory there is: the smaller of what the machine has left and what the control group may take.
fn memory() -> Option<f64> {
    let available = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("MemAvailable:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib * 1024.0)
    });
    let group =
        std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse::<f64>().ok());
    match (available, group) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn read_scenario(path: &Path, name: &str) -> Result<String, Failure> {
    use std::io::Read;
    let (file, _) =
        crate::graph::edge_list::open(name, path).map_err(|problem| crate::load::Refusal::File(vec![problem]))?;
    let mut bytes = Vec::new();
    // One byte more than is allowed is enough to see that it is too much.
    let limit = crate::scenario::MOST_BYTES as u64 + 1;
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::refused(format!("{name}: cannot be read: {error}"), ""))?;
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        Failure::refused(format!("{name}: is not UTF-8 (byte {byte})"), "a scenario is a text file; save it as UTF-8")
    })
}

fn wrong_suffix(problems: Problems) -> Failure {
    problems.into()
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    for (flag, given, what) in [
        ("--shard", arguments.shard.is_some(), "run the whole scenario; threads share the work"),
        ("--precision", arguments.precision.is_some(), "set --replicates, and read the interval"),
    ] {
        if given {
            return Err(Failure::refused(format!("`{flag}` is not part of this version yet"), what));
        }
    }
    if arguments.dry_run {
        return super::check::check(&arguments.scenario);
    }
    let started = jiff::Timestamp::now();
    let clock = std::time::Instant::now();
    let prepared = arguments.scenario.prepare()?;
    let Prepared { scenario, inputs, .. } = &prepared;
    let identity = store::identity(scenario, inputs);
    let place = place(arguments, &identity)?;
    if let Place::There(folder) = &place {
        let material = store::read(folder).map_err(|error| Failure::failed(error, "run it again with --fresh"))?;
        return print(arguments, &prepared, &material.answer, folder, true);
    }
    let Place::New(folder) = place else { unreachable!("a folder is there or new") };
    writable(&folder)?;
    let counter = Counter::new(scenario.replicates, if arguments.quiet { Progress::None } else { arguments.progress });
    let played = crate::run::run(scenario, inputs, || counter.tick())?;
    counter.clear();
    let curves = answer::curves(&played);
    let answer = answer::answer(scenario, &played, &curves);
    let reach =
        played.records.iter().map(|records| records.iter().map(|r| r.values[0].unwrap_or(0.0) as u64).collect());
    let cascade = match &scenario.plots {
        Some(plots) if !plots.iter().any(|plot| plot == "cascade") => None,
        _ => crate::run::typical(scenario, inputs, &played)?,
    };
    let material = Material { answer, curves, reach: reach.collect(), cascade };
    let base = arguments.scenario.file.parent().unwrap_or(Path::new(""));
    let from_there = |path: &str| store::relative(&base.join(path), &folder).to_string_lossy().into_owned();
    let mut files = store::tables(scenario, &played, &material, to_toml(&scenario.value, &from_there));
    files.extend(drawn(&pictures::draw(&material, scenario.plots.as_deref()))?);
    let manifest = Manifest {
        format: 1,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        results_version: store::RESULTS_VERSION,
        id: identity.id,
        scenario: identity.scenario,
        random_seed: scenario.random_seed.get(),
        files: inputs.digests.clone(),
        status: "done".to_owned(),
        host: std::fs::read_to_string("/proc/sys/kernel/hostname")
            .map_or_else(|_| String::new(), |name| name.trim().to_owned()),
        threads: prepared.threads,
        started: started.to_string(),
        seconds: clock.elapsed().as_secs_f64(),
    };
    files.push(("manifest.json".to_owned(), store::json(&manifest)));
    store::publish(&folder, &files).map_err(|error| {
        Failure::failed(
            format!("{}: cannot be written: {error}", folder.display()),
            "make space or choose another place with --out",
        )
    })?;
    for remark in &played.remarks {
        console::note(remark);
    }
    print(arguments, &prepared, &material.answer, &folder, false)
}

/// The files of pictures.
pub fn drawn(pictures: &[crate::plot::Picture]) -> Result<Vec<store::File>, Failure> {
    let mut files = Vec::new();
    // Pixels are most of the work of a small run: on all threads.
    #[cfg(feature = "png")]
    let mut pixels = {
        let render = |(): &mut (), i: u64| crate::plot::png::render(&pictures[i as usize].svg, 2.0);
        crate::parallel::map(pictures.len() as u64, || (), render).into_iter()
    };
    for picture in pictures {
        let name = |ending: &str| format!("plots/{}.{ending}", picture.name);
        #[cfg(feature = "png")]
        if let Some(png) = pixels.next() {
            files.push((name("png"), png.map_err(|error| Failure::failed(format!("{}: {error}", name("png")), ""))?));
        }
        files.push((name("svg"), picture.svg.clone().into_bytes()));
        files.push((name("csv"), picture.csv.clone().into_bytes()));
    }
    Ok(files)
}

enum Place {
    /// The answer is there already.
    There(PathBuf),
    /// A folder that is not there yet, or empty.
    New(PathBuf),
}

fn place(arguments: &Arguments, identity: &store::Identity) -> Result<Place, Failure> {
    let stem = arguments.scenario.file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
    let usual = Path::new("runs").join(format!("{stem}-{}", identity.id));
    let folder = arguments.out.clone().unwrap_or(usual);
    let shown = folder.display();
    if std::fs::symlink_metadata(&folder).is_err() {
        return Ok(Place::New(folder));
    }
    if !folder.is_dir() {
        return Err(Failure::refused(format!("{shown}: is no folder"), "choose another place with --out"));
    }
    let entries: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|error| {
            Failure::refused(format!("{shown}: cannot be read: {error}"), "choose another place with --out")
        })?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .take(4)
        .collect();
    if entries.is_empty() {
        return Ok(Place::New(folder));
    }
    match store::manifest(&folder) {
        Some(manifest) if manifest.id == identity.id && manifest.status == "done" => {
            if !arguments.fresh {
                return Ok(Place::There(folder));
            }
            let beside = (2..).map(|i| PathBuf::from(format!("{shown}-{i}"))).find(|path| !path.exists());
            Ok(Place::New(beside.unwrap_or_default()))
        }
        Some(manifest) => {
            let differs = if manifest.version != env!("CARGO_PKG_VERSION") {
                format!("its version is {}, this one {}", manifest.version, env!("CARGO_PKG_VERSION"))
            } else if manifest.scenario != identity.scenario {
                format!("its scenario or files are others ({}, not {})", &manifest.id, identity.id)
            } else {
                "it is not finished".to_owned()
            };
            Err(Failure::refused(format!("{shown}: holds another run: {differs}"), "choose another place with --out"))
        }
        None => {
            let mut names: Vec<String> = entries.iter().take(3).map(|name| crate::scenario::shown(name)).collect();
            names.sort();
            Err(Failure::refused(
                format!("{shown}: holds files that are no run: {}", names.join(", ")),
                "choose an empty folder with --out",
            ))
        }
    }
}

/// Whether the folder can be made, found out before the work is done.
fn writable(folder: &Path) -> Result<(), Failure> {
    let nearest =
        folder.ancestors().skip(1).map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let nearest = nearest.into_iter().find(|path| path.exists()).unwrap_or(Path::new("."));
    let probe = tempfile::Builder::new().prefix(".rumormill-").tempfile_in(nearest);
    probe.map(drop).map_err(|error| {
        Failure::refused(format!("{}: cannot be written: {error}", folder.display()), "choose another place with --out")
    })
}

fn print(
    arguments: &Arguments,
    prepared: &Prepared,
    answer: &Answer,
    folder: &Path,
    again: bool,
) -> Result<(), Failure> {
    for note in &prepared.inputs.notes {
        console::note(note);
    }
    if arguments.scenario.json {
        return console::answer(&String::from_utf8_lossy(&store::json(answer)));
    }
    let mut text = String::new();
    if !arguments.quiet {
        if let Some(question) = answer.question.as_ref().or(answer.title.as_ref()) {
            let _ = writeln!(text, "{}\n", table::wrap(question, 78, ""));
        }
        let _ = writeln!(text, "{}\n", network_line(prepared, answer));
        let _ = writeln!(text, "{}", reach_table(answer).join("\n"));
        if answer.campaigns.len() > 1 {
            let _ = writeln!(text, "\n{}", difference_table(answer).join("\n"));
        }
        if arguments.verbose {
            let _ = writeln!(text, "\n{}", measure_table(answer).join("\n"));
        }
        let _ = writeln!(text);
    }
    for sentence in words::sentences(answer) {
        let _ = writeln!(text, "{}", table::wrap(&sentence, 78, "  "));
    }
    if !arguments.quiet {
        let again = if again { " (answered from there; --fresh computes again)" } else { "" };
        let _ = writeln!(text, "\nTables and pictures: {}{again}", folder.display());
    }
    console::answer(&text)
}

/// What was played on, with the direction printed back.
pub fn network_line(prepared: &Prepared, answer: &Answer) -> String {
    let mut line =
        format!("{} people, {} ties", figures::count(answer.people as f64), figures::count(answer.ties.round()));
    if let Some(reading) = &prepared.inputs.network {
        let means = match reading.direction {
            Direction::Influence => "a line `u v` means v hears u",
            Direction::Follows => "a line `u v` means u follows v, so u hears v",
            Direction::Mutual => "each line ties both ways",
        };
        let _ = write!(line, " ({means})");
    }
    let networks = if answer.networks > 1 { format!(" on {} networks", answer.networks) } else { String::new() };
    let _ = write!(
        line,
        "; {} replicates{networks}, random seed {}",
        figures::count(answer.replicates as f64),
        answer.random_seed
    );
    table::wrap(&line, 78, "  ")
}

fn reach_table(answer: &Answer) -> Vec<String> {
    let unit = answer.campaigns[0].curve.unit.as_str();
    let half = match unit {
        "round" => "half by round",
        "hour" => "half by hour",
        _ => "half by time",
    };
    let mut table = table::Table::new(["campaign", "reach", "95 % interval", "9 of 10 runs", half]);
    for campaign in &answer.campaigns {
        let Some(reach) = campaign.measures.get("reach") else { continue };
        let digits = if reach.min == reach.max { 0 } else { figures::decimals(reach.se) };
        let name =
            if campaign.baseline { format!("{} *", table::cut(&campaign.name, 28)) } else { campaign.name.clone() };
        table.row([
            name,
            figures::fixed(reach.mean, digits),
            range(reach.low, reach.high, digits),
            format!("{} to {}", figures::count(reach.q05), figures::count(reach.q95)),
            campaign
                .measures
                .get("half_life")
                .map_or("-".to_owned(), |half| figures::fixed(half.q50, usize::from(half.q50.fract() != 0.0) * 2)),
        ]);
    }
    table.lines()
}

fn range(low: Option<f64>, high: Option<f64>, digits: usize) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", figures::fixed(low, digits), figures::fixed(high, digits)),
        _ => "-".to_owned(),
    }
}

fn difference_table(answer: &Answer) -> Vec<String> {
    let comparisons = words::reach_comparisons(answer);
    let baseline = comparisons.first().map_or("", |comparison| comparison.baseline.as_str());
    let heading = format!("minus * {}", table::cut(baseline, 20));
    let mut table = table::Table::new([heading.as_str(), "reach", "95 % interval", "ahead in", ""]);
    for comparison in comparisons {
        let difference = &comparison.difference;
        let digits = figures::decimals(difference.se);
        let same = difference.se == Some(0.0);
        table.row([
            comparison.campaign.clone(),
            figures::signed(difference.mean, if same { 0 } else { digits }),
            range(difference.low, difference.high, if same { 0 } else { digits }),
            figures::percent(comparison.wins),
            if same && difference.mean == 0.0 {
                "the same"
            } else if comparison.is_clear() {
                "clear"
            } else {
                "unclear"
            }
            .to_owned(),
        ]);
    }
    table.lines()
}

fn measure_table(answer: &Answer) -> Vec<String> {
    let mut table = table::Table::new(["measure", "mean", "95 % interval", "5 %", "50 %", "95 %"]);
    for campaign in &answer.campaigns {
        if answer.campaigns.len() > 1 {
            table.row([
                campaign.name.clone(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        for measure in crate::measure::CATALOG {
            let Some(found) = campaign.measures.get(&answer::snake(measure.name)) else { continue };
            let digits = if found.min == found.max {
                usize::from(found.mean.fract() != 0.0) * 2
            } else {
                figures::decimals(found.se)
            };
            let quantile = |x: f64| figures::fixed(x, usize::from(x.fract() != 0.0) * 2);
            table.row([
                format!("  {}", measure.name),
                figures::fixed(found.mean, digits),
                range(found.low, found.high, digits),
                quantile(found.q05),
                quantile(found.q50),
                quantile(found.q95),
            ]);
        }
    }
    table.lines()
}
