//! `rumormill run`: simulate, write the run folder, print the answer.

use super::console::{self, Counter, Failure, Progress};
use super::prepare::{Prepared, network_line};
use super::{ScenarioArguments, damage, differs};
use crate::answer::{self, Answer, Material};
use crate::report::{acceleration, bass, beside, overtaking, pictures, scale, table, tables, times, words};
use crate::scenario::{Spread, to_toml};
use crate::store::{self, Identity, Manifest};
use crate::text::escaped;
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.dry_run {
        return super::check::check(&arguments.scenario);
    }
    let started = jiff::Timestamp::now();
    let clock = std::time::Instant::now();
    let prepared = arguments.scenario.prepare()?;
    let Prepared { scenario, inputs, .. } = &prepared;
    let identity = store::identity(scenario, inputs);
    let place = place(arguments, &prepared, &identity)?;
    let (folder, mends) = match place {
        Place::There(folder, altered) if altered.is_empty() => {
            let material = damage::read(&folder)?;
            return print(arguments, &prepared, &material.answer, &folder, true);
        }
        Place::There(folder, altered) => {
            console::note(&changed_since(&altered));
            (folder, true)
        }
        Place::New(folder) => (folder, false),
    };
    writable(&folder)?;
    super::pace::within_limits(&prepared)?;
    let counter = Counter::new(scenario.replicates, if arguments.quiet { Progress::None } else { arguments.progress });
    let played = crate::run::run(scenario, inputs, || counter.tick())?;
    counter.clear();
    let mut material = Material::of(scenario, &played);
    if scenario.draws("cascade") || scenario.draws("cascade-tree") {
        material.cascade = crate::run::typical(scenario, inputs, &played)?;
    }
    if scenario.draws("opinion-map") {
        material.maps = crate::run::maps(scenario, inputs)?;
    }
    if scenario.extras.theory {
        let times = &material.answer.campaigns[0].curve.time;
        let theories = crate::run::theories(scenario, inputs, played.chosen(0), times)?;
        answer::theory(&mut material.answer, theories, &material.outcomes, scenario);
    }
    let base = arguments.scenario.file.parent().unwrap_or(Path::new(""));
    // As typed where the scenario itself says where on this machine; else as seen from the run folder.
    let from_there = |path: &str| match Path::new(path).is_absolute() {
        true => path.to_owned(),
        false => store::relative(&base.join(path), &folder).to_string_lossy().into_owned(),
    };
    let mut files = store::tables(scenario, &played, &material, to_toml(&scenario.value, &from_there));
    let pictures = pictures::draw(&material, scenario.plots.as_deref());
    for asked in scenario.plots.iter().flatten().filter(|asked| !pictures.iter().any(|picture| picture.name == **asked))
    {
        console::note(&pictures::why_not(asked, material.answer.outcome));
    }
    files.extend(drawn(&pictures)?);
    let choosing: Vec<(String, f64)> =
        scenario.campaigns.iter().map(|campaign| campaign.name.clone()).zip(played.choosing.iter().copied()).collect();
    // What takes no time to speak of is not told.
    let told: Vec<(String, f64)> = choosing.iter().filter(|(_, seconds)| *seconds >= 5e-5).cloned().collect();
    if !told.is_empty() {
        console::note(&chosen_in(&told));
    }
    let made = manifest(&prepared, identity, &started.to_string(), clock.elapsed());
    let manifest = Manifest { choosing, written: store::digests(&files), ..made };
    files.push(("manifest.json".to_owned(), store::json(&manifest)));
    let put = if mends { store::restore(&folder, &files) } else { store::publish(&folder, &files) };
    put.map_err(|error| {
        Failure::failed(
            format!("{}: cannot be written: {error}", folder.display()),
            "make space or choose another place with --out",
        )
    })?;
    print(arguments, &prepared, &material.answer, &folder, false)
}

/// Says which files of a finished run are not what was written.
fn changed_since(altered: &[String]) -> String {
    let names: Vec<String> = altered.iter().take(3).map(|name| crate::text::shown(name)).collect();
    let more = if altered.len() > 3 { format!(" and {} more", altered.len() - 3) } else { String::new() };
    format!("{}{more} changed since the run, or gone: it is computed again", names.join(", "))
}

/// How long each campaign's choice of people took: told beside the answer, for it differs from run to run.
fn chosen_in(choosing: &[(String, f64)]) -> String {
    let one = |(name, seconds): &(String, f64)| match *seconds {
        seconds if seconds < 1.0 => format!("{} {:.1} ms", crate::text::shown(name), 1000.0 * seconds),
        seconds => format!("{} {seconds:.1} s", crate::text::shown(name)),
    };
    format!("choosing took {}", choosing.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// Who made a run folder, from what and when; done, where its maker says nothing else.
pub fn manifest(prepared: &Prepared, identity: Identity, started: &str, took: Duration) -> Manifest {
    Manifest {
        format: 1,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        results_version: store::RESULTS_VERSION,
        id: identity.id,
        scenario: identity.scenario,
        random_seed: prepared.scenario.random_seed.get(),
        files: prepared.inputs.digests.clone(),
        written: Vec::new(),
        status: "done".to_owned(),
        host: host(),
        threads: prepared.threads,
        started: started.to_owned(),
        seconds: took.as_secs_f64(),
        choosing: Vec::new(),
    }
}

/// Name of the machine.
fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").map_or_else(|_| String::new(), |name| name.trim().to_owned())
}

/// The files of pictures.
pub fn drawn(pictures: &[crate::plot::Picture]) -> Result<Vec<store::File>, Failure> {
    let mut files = Vec::new();
    // Pixels are most of the work of a small run: on all threads.
    #[cfg(feature = "png")]
    let mut pixels = {
        let render = |(): &mut (), i: u64| crate::plot::png::render(pictures[i as usize].for_pixels(), 2.0);
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
    /// The answer is there already, but for files that are not what was written.
    There(PathBuf, Vec<String>),
    /// A folder that is not there yet, or empty.
    New(PathBuf),
}

fn place(arguments: &Arguments, prepared: &Prepared, identity: &store::Identity) -> Result<Place, Failure> {
    let stem = arguments.scenario.file.file_stem().map_or("scenario".into(), |stem| stem.to_string_lossy());
    let usual = Path::new("runs").join(format!("{stem}-{}", identity.id));
    let folder = arguments.out.clone().unwrap_or(usual);
    let shown = escaped(&folder.to_string_lossy());
    if std::fs::symlink_metadata(&folder).is_err() {
        return Ok(Place::New(folder));
    }
    if !folder.is_dir() {
        return Err(Failure::refused(format!("{shown}: is no folder"), "choose another place with --out"));
    }
    let entries: Vec<String> = std::fs::read_dir(&folder)
        .map_err(|error| {
            Failure::refused(
                format!("{shown}: cannot be read: {}", console::cause(&error)),
                "choose another place with --out",
            )
        })?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    if entries.is_empty() {
        return Ok(Place::New(folder));
    }
    match store::manifest(&folder) {
        // Whatever run is there stays.
        Some(_) if arguments.fresh => {
            let beside = |i: u32| {
                let mut name = folder.clone().into_os_string();
                name.push(format!("-{i}"));
                PathBuf::from(name)
            };
            let beside = (2..).map(beside).find(|path| !path.exists());
            Ok(Place::New(beside.unwrap_or_default()))
        }
        Some(manifest) if manifest.id == identity.id && manifest.status == "done" => {
            let altered = store::altered(&folder, &manifest, false);
            Ok(Place::There(folder, altered))
        }
        Some(manifest) => {
            let differs = if manifest.version != env!("CARGO_PKG_VERSION") {
                format!("its version is {}, this one {}", manifest.version, env!("CARGO_PKG_VERSION"))
            } else if manifest.scenario != identity.scenario {
                let old = std::fs::read_to_string(folder.join("resolved.toml")).unwrap_or_default();
                let Prepared { scenario, inputs, .. } = prepared;
                differs::first(&old, &to_toml(&scenario.value, &str::to_owned), &manifest.files, &inputs.digests)
                    .unwrap_or_else(|| format!("its scenario is another ({}, not {})", &manifest.id, identity.id))
            } else {
                "it is not finished".to_owned()
            };
            Err(Failure::refused(format!("{shown}: holds another run: {differs}"), "choose another place with --out"))
        }
        None => {
            let mut names: Vec<String> = entries.iter().map(|name| crate::text::shown(name)).collect();
            names.sort();
            let more = if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
            names.truncate(3);
            let message = format!("{shown}: holds files that are no run: {}{more}", names.join(", "));
            Err(Failure::refused(message, "choose an empty folder with --out"))
        }
    }
}

/// Whether the folder can be made, found out before the work is done.
pub fn writable(folder: &Path) -> Result<(), Failure> {
    let nearest =
        folder.ancestors().skip(1).map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let nearest = nearest.into_iter().find(|path| path.exists()).unwrap_or(Path::new("."));
    let probe = tempfile::Builder::new().prefix(".rumormill-").tempfile_in(nearest);
    probe.map(drop).map_err(|error| {
        Failure::refused(
            format!("{}: cannot be written: {}", escaped(&folder.to_string_lossy()), console::cause(&error)),
            "choose another place with --out",
        )
    })
}

fn print(
    arguments: &Arguments,
    prepared: &Prepared,
    answer: &Answer,
    folder: &Path,
    again: bool,
) -> Result<(), Failure> {
    for note in prepared.inputs.notes.iter().chain(&answer.notes) {
        console::note(note);
    }
    if arguments.scenario.json {
        if !arguments.quiet {
            console::note(&format!("tables and pictures: {}", escaped(&folder.to_string_lossy())));
        }
        return console::answer(&String::from_utf8_lossy(&store::json(answer)));
    }
    let (unit, per) = prepared.scenario.clock();
    let answer = &times::told_in(answer, unit, per);
    // The outcome stands in the table above.
    let asked =
        prepared.scenario.asked.iter().flatten().map(String::as_str).filter(|name| *name != answer.outcome.measure());
    let asked: Vec<&str> = asked.collect();
    let mut text = String::new();
    if !arguments.quiet {
        if let Some(question) = answer.question.as_ref().or(answer.title.as_ref()) {
            let _ = writeln!(text, "{}\n", table::wrap(question, 78, ""));
        }
        let _ = writeln!(text, "{}\n", network_line(prepared, answer, " on average"));
        let _ = writeln!(text, "{}", tables::reach(answer).join("\n"));
        if answer.campaigns.len() > 1 {
            let _ = writeln!(text, "\n{}", tables::difference(answer).join("\n"));
        }
        if arguments.verbose {
            let _ = writeln!(text, "\n{}", tables::measures(answer, None).join("\n"));
        } else if !asked.is_empty() {
            let _ = writeln!(text, "\n{}", tables::measures(answer, Some(&asked)).join("\n"));
        }
        // On a platform campaigns are after more than reach.
        let on_platform = matches!(prepared.scenario.model, Spread::Platform(_));
        let compared = if on_platform { tables::differences(answer, &asked) } else { Vec::new() };
        if !compared.is_empty() {
            let _ = writeln!(text, "\n{}", compared.join("\n"));
        }
        if let Some(table) = bass::table(answer).filter(|_| bass::is_asked(answer)) {
            let _ = writeln!(text, "\n{}", table.lines().join("\n"));
        }
        for (table, rest) in beside::tables(answer) {
            let _ = writeln!(text, "\n{}", table.lines().into_iter().chain(rest).collect::<Vec<_>>().join("\n"));
        }
        let _ = writeln!(text);
    }
    let more = if bass::is_asked(answer) { bass::sentences(answer) } else { Vec::new() };
    let more = scale::sentences(answer)
        .into_iter()
        .chain(overtaking::sentences(answer))
        .chain(acceleration::sentences(answer))
        .chain(more);
    let more = beside::first_place(answer).into_iter().chain(more);
    for sentence in words::sentences(answer).into_iter().chain(more).chain(beside::theory(answer)) {
        let _ = writeln!(text, "{}", table::wrap(&sentence, 78, "  "));
    }
    if !arguments.quiet {
        let again = if again { " (answered from there; --fresh computes again)" } else { "" };
        let _ = writeln!(text, "\nTables and pictures: {}{again}", folder.display());
    }
    console::answer(&text)
}
