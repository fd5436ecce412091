//! Given this scenario, when run, then this answer: every file of `scenarios/` by the program itself, held against
//! `tests/goldens/NAME/`, with the `--set` lines that its story invites the reader to try.
//!
//! | golden | is |
//! |---|---|
//! | `answer.txt` | standard output of `rumormill run NAME.toml` |
//! | `curve.csv` | the file of that name in the run folder |
//! | `figures.csv` | the measures of `summary.json`, one a line |
//! | `reach.svg`, `difference.svg` | pictures, byte for byte, of `first-rumor` only |
//! | `try-N.txt` | the N-th line to try, and its standard output |
//!
//! Where an answer is meant to change: `RENEW_GOLDENS=1 cargo test goldens`, then read the diff. A scenario without a golden
//! fails, a golden without a scenario fails, and some answers are known in closed form: those no renewal can make wrong.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// All scenarios, run once with one thread.
static COURSE: LazyLock<Course> = LazyLock::new(Course::run);

struct Course {
    /// A copy of `scenarios/`, with the run folders beside the files: NAME of `NAME.toml`, run with one thread.
    folder: PathBuf,
    /// Name and standard output of each.
    answers: Vec<(String, String)>,
}

impl Course {
    fn run() -> Course {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goldens");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let scenarios = Path::new(HERE).join("scenarios");
        let mut names = Vec::new();
        for path in files_below(&scenarios) {
            let inside = path.strip_prefix(&scenarios).unwrap();
            // What is begun from, and what is laid under: no scenarios.
            if inside.starts_with("templates") || inside.starts_with("platforms") {
                continue;
            }
            fs::create_dir_all(folder.join(inside).parent().unwrap()).unwrap();
            fs::copy(&path, folder.join(inside)).unwrap();
            if path.extension().is_some_and(|ending| ending == "toml") {
                names.push(inside.with_extension("").to_str().unwrap().to_owned());
            }
        }
        for template in ["campaign", "lesson"] {
            let name = format!("new-{template}");
            rumormill(&folder, &["new", &name, "--template", template]);
            names.push(name);
        }
        names.sort();
        let answer = |name: &String| {
            let file = format!("{name}.toml");
            (
                name.clone(),
                rumormill(&folder, &[&["run", &file, "--threads", "1", "--out", name], pictures(name)].concat()),
            )
        };
        let answers = names.iter().map(answer).collect();
        Course { folder, answers }
    }

    /// A file of a run folder.
    fn file(&self, name: &str, file: &str) -> String {
        fs::read_to_string(self.folder.join(name).join(file)).unwrap()
    }

    /// One column of a table of a run folder, of one campaign.
    fn column(&self, name: &str, file: &str, campaign: &str, column: &str) -> Vec<f64> {
        let text = self.file(name, file);
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let place = rows.headers().unwrap().iter().position(|header| header == column).unwrap();
        let rows = rows.records().map(Result::unwrap).filter(|row| &row[0] == campaign);
        rows.map(|row| row[place].parse().unwrap()).collect()
    }
}

/// Every file of a folder and of the folders in it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Which pictures to draw: all of one scenario, else but one, for drawing takes most of the time.
fn pictures(name: &str) -> &'static [&'static str] {
    match name {
        "first-rumor" => &[],
        name if name.starts_with("opinion/") => &["--set", "plots=[\"opinion\"]"],
        _ => &["--set", "plots=[\"reach\"]"],
    }
}

/// Standard output of the program; the test fails where the program does.
fn rumormill(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rumormill"));
    let output = command.current_dir(folder).env_remove("RUMORMILL_THREADS").args(arguments).output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "rumormill {}\n{message}", arguments.join(" "));
    String::from_utf8(output.stdout).unwrap()
}

/// Holds a text against a golden, or writes it there.
fn golden(name: &str, file: &str, found: &str) {
    let path = Path::new(HERE).join("tests/goldens").join(name).join(file);
    if std::env::var_os("RENEW_GOLDENS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
        return;
    }
    let how = "if this is meant: RENEW_GOLDENS=1 cargo test goldens, and read the diff";
    let kept = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}: there is no golden; {how}", path.display()));
    if kept != found {
        let differs = kept.lines().zip(found.lines()).position(|(kept, found)| kept != found);
        let line = differs.unwrap_or_else(|| kept.lines().count().min(found.lines().count()));
        let of = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
        let (kept, found) = (of(&kept), of(found));
        panic!("{}:{}\n  kept:  {kept}\n  found: {found}\n{how}", path.display(), line + 1);
    }
}

/// The measures of `summary.json`, one a line.
fn figures(summary: &str) -> String {
    let summary: Value = serde_json::from_str(summary).unwrap();
    let mut text = "campaign,measure,defined,mean,se,min,q05,q50,q95,max\n".to_owned();
    for campaign in summary["campaigns"].as_array().unwrap() {
        for (measure, found) in campaign.as_object().unwrap() {
            if found.get("q50").is_none() {
                continue;
            }
            let fields = ["defined", "mean", "se", "min", "q05", "q50", "q95", "max"].map(|key| found[key].to_string());
            text.push_str(&format!(
                "{},{measure},{}\n",
                campaign["name"].as_str().unwrap().replace(',', ""),
                fields.join(",")
            ));
        }
    }
    text
}

#[test]
fn every_scenario_answers_as_it_did() {
    for (name, answer) in &COURSE.answers {
        golden(name, "answer.txt", answer);
        golden(name, "curve.csv", &COURSE.file(name, "curve.csv"));
        golden(name, "figures.csv", &figures(&COURSE.file(name, "summary.json")));
    }
    for picture in ["reach.svg", "difference.svg"] {
        golden("first-rumor", picture, &COURSE.file("first-rumor", &format!("plots/{picture}")));
    }
}

/// Everything in the run folder but the manifest: promise D1.
#[test]
fn three_threads_write_the_same_bytes() {
    for (name, answer) in &COURSE.answers {
        let other = format!("{name}-threads");
        let file = format!("{name}.toml");
        let arguments = [&["run", &file, "--threads", "3", "--out", &other], pictures(name)].concat();
        let again = rumormill(&COURSE.folder, &arguments);
        assert_eq!(again, answer.replace(&format!("pictures: {name}"), &format!("pictures: {other}")));
        let (one, three) = (COURSE.folder.join(name), COURSE.folder.join(&other));
        let (of_one, of_three) = (files_below(&one), files_below(&three));
        assert_eq!(of_one.len(), of_three.len(), "{name}");
        for path in of_one.iter().filter(|path| !path.ends_with("manifest.json")) {
            let beside = three.join(path.strip_prefix(&one).unwrap());
            assert!(fs::read(path).unwrap() == fs::read(&beside).unwrap(), "{} differs", beside.display());
        }
    }
}

/// The lines of a story that the reader is invited to try, as arguments.
fn tries(scenario: &str) -> Vec<(String, Vec<String>)> {
    let lines = scenario.lines().filter_map(|line| line.strip_prefix("#     rumormill "));
    // Single quotes hold a word together, as a shell has it: every other piece between them stands inside.
    let words = |line: &str| {
        let mut words = vec![String::new()];
        for (i, piece) in line.split('\'').enumerate() {
            for c in piece.chars() {
                match c {
                    ' ' if i % 2 == 0 => words.push(String::new()),
                    c => words.last_mut().unwrap().push(c),
                }
            }
        }
        words.into_iter().filter(|word| !word.is_empty()).collect()
    };
    lines.map(|line| (line.to_owned(), words(line))).collect()
}

#[test]
fn every_line_to_try_answers_as_it_did() {
    let mut all = 0;
    for (name, _) in &COURSE.answers {
        let story = fs::read_to_string(COURSE.folder.join(format!("{name}.toml"))).unwrap();
        let tries = tries(&story);
        assert!(!tries.is_empty() || name.starts_with("new-"), "{name}: nothing to try");
        for (i, (line, arguments)) in tries.iter().enumerate() {
            assert_eq!(arguments[1], format!("{name}.toml"));
            let out = format!("{name}-try-{}", i + 1);
            let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            arguments.extend(["--out", &out]);
            arguments.extend(pictures(name));
            let answer = rumormill(&COURSE.folder, &arguments);
            golden(name, &format!("try-{}.txt", i + 1), &format!("$ rumormill {line}\n{answer}"));
        }
        all += tries.len();
    }
    assert!(all > 20, "{all} lines to try were found");
}

#[test]
fn goldens_and_the_course_name_the_same_scenarios() {
    let course = fs::read_to_string(Path::new(HERE).join("scenarios/README.md")).unwrap();
    for (name, _) in COURSE.answers.iter().filter(|(name, _)| !name.starts_with("new-")) {
        assert!(course.contains(&format!("({name}.toml)")), "scenarios/README.md does not name {name}");
    }
    let goldens = Path::new(HERE).join("tests/goldens");
    for path in files_below(&goldens) {
        let name = path.strip_prefix(&goldens).unwrap().parent().unwrap().to_str().unwrap();
        assert!(COURSE.answers.iter().any(|(scenario, _)| scenario == name), "tests/goldens/{name} has no scenario");
    }
}

/// Two neighbours on the ring: exactly 2 + 2t after t rounds, up to all 200.
#[test]
fn complex_contagion_advances_by_two_a_round() {
    for of in ["mean", "q05", "q95"] {
        let curve = COURSE.column("clustering/complex-contagion-ring", "curve.csv", "two neighbours", of);
        assert_eq!(curve, (0..100).map(|t| f64::from(2 + 2 * t)).collect::<Vec<_>>());
        let strangers = COURSE.column("clustering/complex-contagion-ring", "curve.csv", "two strangers", of);
        assert!(strangers.iter().all(|&people| people == 2.0));
    }
}

/// Thresholds 0 to 99: one more joins each round, and all riot.
#[test]
fn the_crowd_joins_one_by_one() {
    let curve = COURSE.column("tipping/granovetter-riot", "curve.csv", "the crowd", "mean");
    assert_eq!(curve, (1..=100).map(f64::from).collect::<Vec<_>>());
    let arguments = [
        "run",
        "tipping/granovetter-riot.toml",
        "--set",
        "spread.granovetter.threshold=one_changed",
        "--out",
        "changed",
    ];
    rumormill(&COURSE.folder, &arguments);
    assert_eq!(COURSE.column("changed", "curve.csv", "the crowd", "mean"), [1.0]);
}

/// The sum over all 2^15 worlds; |z| < 4.5 is missed by luck once in 150,000 random seeds, and a mean off by 0.9 % is seen.
#[test]
fn petersen_is_near_its_exact_mean() {
    let reach = COURSE.column("luck/petersen", "replicates.csv", "one person", "reach");
    let n = reach.len() as f64;
    let mean = reach.iter().sum::<f64>() / n;
    let variance = reach.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let z = (mean - 2.936_318_743_387) / (variance / n).sqrt();
    assert!(z.abs() < 4.5, "mean {mean}, z = {z}");
    let alone = reach.iter().filter(|&&x| x == 1.0).count() as f64 / n;
    assert!((alone - 0.343).abs() < 4.5 * (0.343 * 0.657 / n).sqrt(), "alone {alone}");
}

/// P(reach >= n/4) tends to the root of p = 1 - exp(-2 p); |z| < 4.5, of 1,000 replicates: off by 0.06 is seen. And the mean
/// is a result that never happens: under 1 % of replicates lie within 10 % of it (Independent Cascade, Poisson 4, p = 1/2).
#[test]
fn luck_is_all_or_nothing() {
    let reach = COURSE.column("luck/hand-of-luck", "replicates.csv", "one person", "reach");
    let n = reach.len() as f64;
    let share = |of: &dyn Fn(f64) -> bool| reach.iter().filter(|&&x| of(x)).count() as f64 / n;
    let (took_off, exact) = (share(&|x| x >= 2500.0), 0.796_812);
    assert!((took_off - exact).abs() < 4.5 * (exact * (1.0 - exact) / n).sqrt(), "{took_off}");
    let mean = reach.iter().sum::<f64>() / n;
    assert!(share(&|x| (x - mean).abs() <= 0.1 * mean) < 0.01);
    // As the story says: it dies among the first eight, or reaches about 8,000.
    assert!(share(&|x| x <= 8.0) + share(&|x| (7_500.0..8_500.0).contains(&x)) == 1.0);
}

/// More beginners never end with fewer people: the larger group holds the smaller. And it is all or nothing.
#[test]
fn more_beginners_are_never_worse() {
    let reach =
        |begin: u32| COURSE.column("tipping/tipping-point", "replicates.csv", &format!("{begin} people"), "reach");
    assert!([10, 20, 30, 40, 50, 60].into_iter().flat_map(reach).all(|x| !(350.0..=9_900.0).contains(&x)));
    for begin in [10, 20, 30, 40, 50] {
        assert!(reach(begin).iter().zip(reach(begin + 10)).all(|(fewer, more)| *fewer <= more), "{begin}");
    }
}

/// The day on which social media overtake mass media is told with its interval, hours from the start, or as none. (That it is not
/// within 34 days, S13, does not appear: `docs/platforms.md` says why.)
#[test]
fn the_day_of_overtaking_has_its_interval() {
    let of = |column| COURSE.column("practices/social-vs-mass-media", "overtaking.csv", "social", column);
    let (time, low, high) = (of("time"), of("low"), of("high"));
    assert!(low[0] > 0.0 && low[0] <= time[0] && time[0] <= high[0], "{time:?} {low:?} {high:?}");
}

/// Each example asserts what its prose claims. `cargo test` builds them; run alone, this test takes those that were built.
#[test]
fn examples_keep_their_word() {
    let built = Path::new(env!("CARGO_BIN_EXE_rumormill")).with_file_name("examples");
    for entry in fs::read_dir(Path::new(HERE).join("examples")).unwrap() {
        let path = entry.unwrap().path();
        let program = built.join(path.file_stem().unwrap()).with_extension(std::env::consts::EXE_EXTENSION);
        if !program.exists() {
            eprintln!("skipped: {} is not built", path.display());
            continue;
        }
        let output = Command::new(program).output().unwrap();
        assert!(output.status.success(), "{}\n{}", path.display(), String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty());
    }
}
