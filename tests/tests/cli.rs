//! Given this scenario, when run, then standard output, standard error, exit code, files.

use super::messages::{GOOD, files, rumormill};
use rumormill::scenario::{explain, keys};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Two campaigns on a network from a file, every kind of output, few replicates; pictures cost most of the time, so there are
/// none.
const SCENARIO: &str = "format = 1\ntitle = \"A test\"\nquestion = \"Who?\"\nreplicates = 40\nrandom-seed = 7\ntarget = 3\n\
    traces = 2\nplots = []\n[network.file]\npath = \"friends.tsv\"\ndirection = \"mutual\"\n\
    [spread.independent-cascade]\nprobability = \"strength\"\n\
    [[campaign]]\nname = \"hubs\"\nseeds = { most-ties = 2 }\n\
    [[campaign]]\nname = \"anybody\"\nseeds = { random = 2 }\nbaseline = true\n";
const FRIENDS: &str =
    "anna\tben\t0.5\nben\tcarla\t0.25\ncarla\tanna\t0.125\ncarla\tdora\t0.75\ndora\t7\t0.5\n7\t10\t0.5\n";

/// A folder with the scenario and its network.
fn folder() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("s.toml"), SCENARIO).unwrap();
    std::fs::write(place.path().join("friends.tsv"), FRIENDS).unwrap();
    place
}

/// Runs what must succeed without a word on standard error; what it prints.
fn answer(place: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = rumormill(place, arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

/// The files of a run folder but the manifest.
fn results(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder).into_iter().filter(|(name, _)| name != "manifest.json").collect()
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_answer_is_printed_and_nothing_else() {
    let place = folder();
    let stdout = answer(place.path(), &["run", "s.toml", "--out", "out"]);
    assert!(stdout.starts_with("Who?\n\n6 people, 12 ties (each line ties both ways); 40 replicates, "), "{stdout}");
    assert!(stdout.ends_with("\n\nTables and pictures: out\n"), "{stdout}");
    for row in ["\nhubs  ", "\nanybody * "] {
        assert!(stdout.contains(row), "{stdout}");
    }
    assert!(stdout.lines().all(|line| line.chars().count() <= 80), "{stdout}");
}

/// Every field that contract.md names, and no campaign or measure more than asked for; the file holds the same bytes.
#[test]
fn json_is_one_document_with_every_field() {
    let place = folder();
    let (code, stdout, stderr) = rumormill(place.path(), &["run", "s.toml", "--json", "--out", "out"]);
    assert_eq!((code, stderr.as_str()), (0, "note: tables and pictures: out\n"));
    for quiet in ["-q", "--quiet"] {
        assert_eq!(answer(place.path(), &["run", "s.toml", "--json", quiet, "--out", "out"]), stdout, "one document");
    }
    assert_eq!(stdout, read(place.path().join("out/summary.json")));
    let all: Value = serde_json::from_str(&stdout).unwrap();
    for (field, value) in [("format", 1), ("random_seed", 7), ("replicates", 40), ("people", 6), ("ties", 12)]
        .map(|(f, v)| (f, Value::from(v)))
    {
        assert_eq!(all[field], value, "{field}");
    }
    assert_eq!(all["version"], env!("CARGO_PKG_VERSION"));
    let campaigns = all["campaigns"].as_array().unwrap();
    assert_eq!(campaigns.iter().map(|c| c["name"].as_str().unwrap()).collect::<Vec<_>>(), ["hubs", "anybody"]);
    assert_eq!(campaigns[0]["seeds"], serde_json::json!(["carla", "7"]));
    assert!(campaigns[1].get("seeds").is_none(), "drawn anew in each replicate");
    for campaign in campaigns {
        for measure in ["reach", "earned_reach"] {
            for field in ["mean", "se", "sd"] {
                assert!(campaign[measure][field].is_f64(), "{measure}.{field}");
            }
            for field in ["min", "q05", "q25", "q50", "q75", "q95", "max"] {
                assert!(campaign[measure][field].is_u64(), "{measure}.{field}");
            }
        }
        let curve = &campaign["curve"];
        assert_eq!(curve["unit"], "round");
        let times: Vec<u64> = curve["time"].as_array().unwrap().iter().map(|t| t.as_u64().unwrap()).collect();
        assert_eq!(times, (0..times.len() as u64).collect::<Vec<_>>());
        let means = curve["mean"].as_array().unwrap();
        assert_eq!((means.len(), &means[0]), (times.len(), &Value::from(2.0)));
        assert_eq!(means.last().unwrap().as_f64(), campaign["reach"]["mean"].as_f64());
        assert_eq!(campaign["target"]["reach"], 3);
    }
    let comparison = &all["comparisons"][0];
    assert_eq!((&comparison["campaign"], &comparison["baseline"]), (&"hubs".into(), &"anybody".into()));
    assert_eq!(comparison["measure"], "reach");
    for field in ["mean", "se", "low", "high"] {
        assert!(comparison["difference"][field].is_f64(), "{field}");
    }
    assert!(comparison["wins"].is_f64() && comparison["variance_reduction"].is_f64());
}

#[test]
fn json_of_every_command_that_answers() {
    let place = folder();
    for arguments in [
        &["check", "s.toml", "--json"][..],
        &["run", "s.toml", "--dry-run", "--json"],
        &["list", "models", "--json"],
        &["list", "--json"],
        &["network", "info", "s.toml", "--json"],
        &["schema"],
    ] {
        serde_json::from_str::<Value>(&answer(place.path(), arguments)).unwrap();
    }
}

#[test]
fn the_run_folder_holds_what_the_contract_says() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--set", "plots=[\"reach\"]", "--out", "out"]);
    let names: Vec<String> = files(&place.path().join("out")).into_iter().map(|(name, _)| name).collect();
    let mut expected = vec![
        "bass.csv",
        "curve.csv",
        "manifest.json",
        "plots/reach.csv",
        "plots/reach.svg",
        "replicates.csv",
        "resolved.toml",
        "scenario.toml",
        "summary.json",
        "traces/campaign-1.csv",
        "traces/campaign-2.csv",
    ];
    if cfg!(feature = "png") {
        expected.insert(4, "plots/reach.png");
    }
    assert_eq!(names, expected);
    let table = read(place.path().join("out/replicates.csv"));
    assert!(table.starts_with("campaign,replicate,reach,earned_reach"), "{table}");
    assert_eq!(table.lines().count(), 1 + 2 * 40);
    assert_eq!(read(place.path().join("out/scenario.toml")), SCENARIO);
    assert!(read(place.path().join("out/traces/campaign-1.csv")).starts_with("cascade,event,parent,user,t\n0,0,-1,"));
    let manifest: Value = serde_json::from_str(&read(place.path().join("out/manifest.json"))).unwrap();
    assert_eq!((&manifest["status"], &manifest["random_seed"]), (&"done".into(), &7.into()));
}

/// D1: threads, asked for by option or environment, change nothing but the manifest.
#[test]
fn threads_change_no_byte() {
    let place = folder();
    let stdout = answer(place.path(), &["run", "s.toml", "--threads", "1", "--out", "one"]);
    let one = results(&place.path().join("one"));
    for threads in ["2", "3", "8", "64"] {
        let other = answer(place.path(), &["run", "s.toml", "--threads", threads, "--out", threads]);
        assert_eq!(results(&place.path().join(threads)), one, "{threads} threads");
        assert_eq!(other, stdout.replace("pictures: one", &format!("pictures: {threads}")));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_rumormill"))
        .args(["run", "s.toml", "--out", "environment"])
        .envs([("RUMORMILL_THREADS", "5"), ("RAYON_NUM_THREADS", "abc"), ("TMPDIR", "/nowhere"), ("LC_ALL", "tr_TR")])
        .env_remove("HOME")
        .current_dir(place.path())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    assert_eq!(results(&place.path().join("environment")), one);
    let manifest: Value = serde_json::from_str(&read(place.path().join("environment/manifest.json"))).unwrap();
    assert_eq!(manifest["threads"], 5);
}

/// D7: the order of lines, and which of two people stands first where a line ties both, are no part of the question.
#[test]
fn the_order_of_lines_changes_no_result() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--out", "out"]);
    let mut lines: Vec<String> = FRIENDS.lines().rev().map(str::to_owned).collect();
    lines.swap(0, 3);
    lines[1] =
        lines[1].split('\t').collect::<Vec<_>>().as_slice()[..2].iter().rev().copied().collect::<Vec<_>>().join("\t")
            + "\t"
            + lines[1].split('\t').next_back().unwrap();
    std::fs::write(place.path().join("friends.tsv"), lines.join("\n") + "\n").unwrap();
    answer(place.path(), &["run", "s.toml", "--out", "shuffled"]);
    assert_eq!(results(&place.path().join("shuffled")), results(&place.path().join("out")));
}

/// D3: a shorter run is the beginning of a longer one.
#[test]
fn fewer_replicates_are_the_first() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--out", "long"]);
    answer(place.path(), &["run", "s.toml", "--replicates", "13", "--out", "short"]);
    let rows = |name: &str, campaign: &str| -> Vec<String> {
        let table = read(place.path().join(name).join("replicates.csv"));
        table.lines().filter(|line| line.starts_with(campaign)).map(str::to_owned).collect()
    };
    for campaign in ["hubs", "anybody"] {
        assert_eq!(rows("short", campaign), rows("long", campaign)[..13]);
    }
    for name in ["traces/campaign-1.csv", "traces/campaign-2.csv"] {
        assert_eq!(read(place.path().join("short").join(name)), read(place.path().join("long").join(name)));
    }
}

#[test]
fn a_second_run_is_answered_at_once() {
    let place = folder();
    let first = answer(place.path(), &["run", "s.toml"]);
    let before = files(place.path());
    let second = answer(place.path(), &["run", "s.toml"]);
    assert_eq!(second, first.trim_end().to_owned() + " (answered from there; --fresh computes again)\n");
    assert_eq!(files(place.path()), before, "nothing is touched");
    let fresh = answer(place.path(), &["run", "s.toml", "--fresh"]);
    assert!(fresh.trim_end().ends_with("-2"), "{fresh}");
    let runs: Vec<_> =
        std::fs::read_dir(place.path().join("runs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(runs.len(), 2);
    assert_eq!(results(&runs[0]), results(&runs[1]));
}

/// The resolved scenario is one itself, and gives the same results from wherever it is run.
#[test]
fn the_resolved_scenario_gives_the_same() {
    let place = folder();
    std::fs::create_dir_all(place.path().join("deep/er")).unwrap();
    for name in ["s.toml", "friends.tsv"] {
        std::fs::rename(place.path().join(name), place.path().join("deep").join(name)).unwrap();
    }
    answer(place.path(), &["run", "deep/s.toml", "--random-seed", "9", "--set", "target=4", "--out", "deep/er/out"]);
    let same = |folder: &str| {
        let keep = |(name, _): &(String, Vec<u8>)| !matches!(name.as_str(), "scenario.toml" | "resolved.toml");
        results(&place.path().join(folder)).into_iter().filter(keep).collect::<Vec<_>>()
    };
    let resolved = read(place.path().join("deep/er/out/resolved.toml"));
    for line in
        ["path = \"../../friends.tsv\"", "random-seed = 9", "plots = []", "measures = [\"reach\", ", "header = "]
    {
        assert!(resolved.lines().any(|found| found.starts_with(line)), "{line}\n{resolved}");
    }
    answer(place.path(), &["run", "deep/er/out/resolved.toml", "--out", "again"]);
    answer(&place.path().join("deep/er/out"), &["run", "resolved.toml", "--out", "../../../inside"]);
    assert_eq!(same("again"), same("deep/er/out"));
    assert_eq!(same("inside"), same("deep/er/out"));
    // It is the same question: it has the same identity, and resolves to itself.
    let id = |folder: &str| {
        let manifest: serde_json::Value =
            serde_json::from_str(&read(place.path().join(folder).join("manifest.json"))).unwrap();
        manifest["id"].clone()
    };
    assert_eq!(id("inside"), id("deep/er/out"));
    assert_eq!(id("again"), id("deep/er/out"));
    assert_eq!(
        read(place.path().join("inside/resolved.toml")),
        read(place.path().join("inside/scenario.toml")).replace("../../friends", "../deep/friends")
    );
}

/// A third column that is no strength is left alone, and the resolved scenario says so: its default would ask for a strength.
#[test]
fn a_column_that_is_not_read_is_not_asked_for() {
    let place = tempfile::tempdir().unwrap();
    let text = "format = 1\nreplicates = 2\nplots = []\n[network.file]\npath = \"since.csv\"\ndirection = \"mutual\"\n\
                [spread.independent-cascade]\nprobability = 1\n[[campaign]]\nname = \"a\"\nseeds = { random = 1 }\n";
    std::fs::write(place.path().join("s.toml"), text).unwrap();
    std::fs::write(place.path().join("since.csv"), "source,target,since\nanna,ben,1990\n").unwrap();
    let (code, _, stderr) = rumormill(place.path(), &["run", "s.toml", "--quiet", "--out", "out"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(read(place.path().join("out/resolved.toml")).contains("third-column = \"ignore\""));
    let (code, _, stderr) = rumormill(place.path(), &["run", "out/resolved.toml", "--quiet", "--out", "again"]);
    assert_eq!(code, 0, "{stderr}");
    let same =
        |name: &str| assert_eq!(read(place.path().join("out").join(name)), read(place.path().join("again").join(name)));
    ["summary.json", "replicates.csv"].into_iter().for_each(same);
}

/// From format to format and back: the same list of ties; a scenario reads each of them, and plays the same.
#[test]
fn a_network_goes_through_every_format() {
    let place = folder();
    let ties = "# directed: yes\n# direction: influence\n# edges: 3\n# weighted: yes\n# person: dora\n\
                anna\tben & co\t0.5\nanna\tcleo\t1\nben & co\tanna\t0.25\n";
    let write = |name: &str, text: &str| std::fs::write(place.path().join(name), text).unwrap();
    write("0.tsv", ties);
    let mut last = "0.tsv".to_owned();
    for (i, ending) in ["graphml", "gexf", "rumor", "net.gz", "rumor.gz", "mtx", "tsv"].into_iter().enumerate() {
        let next = format!("{}.{ending}", i + 1);
        // A list of ties names those without any in comments, which is noted.
        let (code, said, _) = rumormill(place.path(), &["network", "convert", &last, &next]);
        assert!(
            code == 0 && said.contains("4 people, 3 ties, with strengths, `u v` means v hears u; written to"),
            "{said}"
        );
        let scenario = format!(
            "format = 1\nreplicates = 50\n[network.file]\npath = \"{next}\"\n[spread.independent-cascade]\n\
             probability = \"strength\"\n[[campaign]]\nname = \"one\"\nseeds = {{ people = [\"anna\"] }}\n"
        );
        write("s.toml", &scenario);
        assert_eq!(rumormill(place.path(), &["run", "s.toml", "--out", &format!("out{i}")]).0, 0, "{next}");
        let tables = |i: usize| std::fs::read_to_string(place.path().join(format!("out{i}/replicates.csv"))).unwrap();
        assert_eq!(tables(i), tables(0), "{next}");
        last = next;
    }
    assert_eq!(std::fs::read_to_string(place.path().join("7.tsv")).unwrap(), ties);
    answer(place.path(), &["network", "make", "cycle", "people=5", "--out", "ring.g6"]);
    answer(place.path(), &["network", "convert", "ring.g6", "ring.dot"]);
    assert!(std::fs::read_to_string(place.path().join("ring.dot")).unwrap().contains("0 -- 4"));
}

/// A network whose ties may not fit is sorted in files: the same bytes, the same words, and nothing is left beside it.
#[test]
fn a_network_that_does_not_fit_is_sorted_in_files() {
    let place = folder();
    // No two alike but the last ten; more than the least room that ties are sorted in.
    let pairs = || (0..60_000u64).chain(100..110).map(|i| (i % 9973, (i * 7919 + i / 9973) % 9973));
    let ties: String = pairs().map(|(u, v)| format!("p{u}\t{}\t0.5\n", v + 10_000)).collect();
    std::fs::write(place.path().join("ties.tsv"), &ties).unwrap();
    let matrix: String = pairs().map(|(u, v)| format!("{} {}\n", u + 1, v + 1)).collect();
    let head = "%%MatrixMarket matrix coordinate pattern general\n9973 9973 60010\n";
    std::fs::write(place.path().join("ties.mtx"), format!("{head}{matrix}")).unwrap();
    let before = files(place.path()).len();
    for (file, direction) in [("ties.tsv", "mutual"), ("ties.mtx", "influence")] {
        let convert = |out: &str, more: &[&str]| {
            let words = ["network", "convert", file, out, "--direction", direction, "--self-ties", "drop"];
            rumormill(place.path(), &[&words[..], &["--duplicates", "first"], more].concat())
        };
        let whole = convert("whole.rumor", &[]);
        let parts = convert("parts.rumor", &["--memory-limit", "64KiB"]);
        let packed = convert("parts.rumor.gz", &["--memory-limit", "64KiB"]);
        assert_eq!(whole.0, 0, "{}", whole.2);
        assert_eq!((whole.0, whole.1.replace("whole", "parts"), &whole.2), (parts.0, parts.1, &parts.2));
        assert_eq!(packed.0, 0, "{}", packed.2);
        let bytes = |name: &str| std::fs::read(place.path().join(name)).unwrap();
        assert!(bytes("whole.rumor").len() > 200_000);
        assert_eq!(bytes("whole.rumor"), bytes("parts.rumor"));
        answer(place.path(), &["network", "convert", "parts.rumor.gz", "again.rumor"]);
        assert_eq!(bytes("whole.rumor"), bytes("again.rumor"));
        for name in ["whole.rumor", "parts.rumor", "parts.rumor.gz", "again.rumor"] {
            std::fs::remove_file(place.path().join(name)).unwrap();
        }
        // What is refused is refused in the same words, and leaves nothing.
        let words = ["network", "convert", file, "not.rumor", "--direction", direction, "--self-ties", "drop"];
        let (code, _, whole) = rumormill(place.path(), &words);
        let parts = rumormill(place.path(), &[&words[..], &["--memory-limit", "64KiB"]].concat());
        assert_eq!((code, &whole), (parts.0, &parts.2));
        assert!(code == 2 && whole.contains("was given before"), "{whole}");
        let to_text = ["network", "convert", file, "not.tsv", "--memory-limit", "64KiB"];
        let (code, _, said) = rumormill(place.path(), &to_text);
        assert!(code == 2 && said.contains("of memory\n  help: write a .rumor, for which ties need not fit"), "{said}");
        assert_eq!(files(place.path()).len(), before);
    }
}

/// Steps of a curve are round numbers, but none lies behind the horizon.
#[test]
fn curves_end_at_the_horizon() {
    let place = folder();
    let continuous =
        SCENARIO.replace("[spread.independent-cascade]\nprobability = \"strength\"", "[spread.si]\ntransmission = 0.3");
    std::fs::write(place.path().join("s.toml"), continuous).unwrap();
    answer(place.path(), &["run", "s.toml", "--set", "horizon=7.3", "--set", "target=6", "--out", "out"]);
    let curve = read(place.path().join("out/curve.csv"));
    let times = || curve.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse::<f64>().unwrap());
    assert!(times().all(|time| time <= 7.3) && times().any(|time| time > 7.0), "{curve}");
}

#[test]
fn dry_run_is_check() {
    let place = folder();
    let before = files(place.path());
    assert_eq!(answer(place.path(), &["run", "s.toml", "--dry-run"]), answer(place.path(), &["check", "s.toml"]));
    assert_eq!(files(place.path()), before);
}

#[test]
fn quiet_and_verbose() {
    let place = folder();
    let usual = answer(place.path(), &["run", "s.toml", "--out", "out"]);
    let quiet = answer(place.path(), &["run", "s.toml", "--out", "out", "-q"]);
    let verbose = answer(place.path(), &["run", "s.toml", "--out", "out", "-v"]);
    assert!(usual.contains(&quiet) && !quiet.contains("Tables") && quiet.lines().count() < 6, "{quiet}");
    assert!(verbose.contains("within-one-hop") && !usual.contains("within-one-hop"));
    let (code, stdout, stderr) = rumormill(place.path(), &["run", "s.toml", "--out", "plain", "--progress", "plain"]);
    assert_eq!((code, stdout), (0, usual.replace("pictures: out", "pictures: plain")));
    assert!(stderr.ends_with("40 of 40 replicates\n"), "{stderr}");
}

/// C9: a folder that holds another question's run is not written into.
#[test]
fn another_run_is_never_overwritten() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--out", "out"]);
    let before = files(place.path());
    let (code, stdout, stderr) = rumormill(place.path(), &["run", "s.toml", "--random-seed", "8", "--out", "out"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    let differs = "error: out: holds another run: its `random-seed` is `7`, and `8` is asked for\n";
    assert!(stderr.starts_with(differs), "{stderr}");
    let friends = FRIENDS.replace("0.75", "0.7");
    std::fs::write(place.path().join("friends.tsv"), friends).unwrap();
    let (_, _, stderr) = rumormill(place.path(), &["run", "s.toml", "--out", "out"]);
    assert!(stderr.starts_with("error: out: holds another run: `friends.tsv` has changed since ("), "{stderr}");
    std::fs::write(place.path().join("friends.tsv"), FRIENDS).unwrap();
    assert_eq!(files(place.path()), before);
    std::fs::create_dir(place.path().join("empty")).unwrap();
    answer(place.path(), &["run", "s.toml", "--out", "empty"]);
    answer(place.path(), &["run", "s.toml", "--out", "new/and/deep"]);
    let summary = |folder: &str| read(place.path().join(folder).join("summary.json"));
    assert_eq!((summary("empty"), summary("new/and/deep")), (summary("out"), summary("out")));
}

/// 77: who reads no further is no failure.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let place = folder();
    for arguments in [
        &["schema"][..],
        &["man"],
        &["list", "models"],
        &["run", "s.toml"],
        &["--help"],
        &["network", "make", "star", "people=20000"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_rumormill"));
        let output =
            command.args(arguments).current_dir(place.path()).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]), "{arguments:?}");
    }
}

/// 78: a full disk is one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let place = folder();
    for arguments in [&["schema"][..], &["run", "s.toml"], &["--help"]] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rumormill"));
        let output =
            command.args(arguments).current_dir(place.path()).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), stderr.as_str()),
            (Some(1), "error: cannot write to standard output: no storage space\n")
        );
    }
}

/// 76: closed streams; and no file of the run takes their place.
#[cfg(unix)]
#[test]
fn closed_streams() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--out", "out"]);
    for (i, closed) in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"].into_iter().enumerate() {
        let line = format!("'{}' run s.toml --out closed-{i} {closed}", env!("CARGO_BIN_EXE_rumormill"));
        let output = Command::new("sh").args(["-c", &line]).current_dir(place.path()).output().unwrap();
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]), "{closed}");
        assert_eq!(results(&place.path().join(format!("closed-{i}"))), results(&place.path().join("out")), "{closed}");
    }
}

#[test]
fn colour_when_it_is_wanted() {
    let place = folder();
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rumormill"));
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(environment.iter().copied());
        let output = command.args(arguments).current_dir(place.path()).output().unwrap();
        output.stderr.contains(&0x1b)
    };
    assert!(!run(&["check", "nothing.toml"], &[]), "not into a pipe");
    assert!(run(&["check", "nothing.toml", "--color", "always"], &[]));
    assert!(run(&["check", "nothing.toml", "--color", "always"], &[("NO_COLOR", "1")]), "the option wins");
    assert!(run(&["check", "nothing.toml"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!run(&["check", "nothing.toml"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!run(&["check", "nothing.toml", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn threads_of_the_environment_are_checked() {
    let output = Command::new(env!("CARGO_BIN_EXE_rumormill"))
        .args(["check", "s.toml"])
        .env("RUMORMILL_THREADS", "0")
        .current_dir(folder().path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let place = folder();
    let (code, _, stderr) = rumormill(place.path(), &["check", "s.toml", "--threads", "100000"]);
    assert_eq!((code, stderr.as_str()), (0, "note: 100000 threads are more than 1024, which are used\n"));
}

#[test]
fn new_scenarios_run_at_once() {
    for template in ["campaign", "lesson"] {
        let place = tempfile::tempdir().unwrap();
        let said = answer(place.path(), &["new", "mine", "--template", template]);
        assert_eq!(said, "mine.toml is written. Run it with: rumormill run mine.toml\n");
        answer(place.path(), &["check", "mine.toml"]);
        let (code, stdout, _) =
            rumormill(place.path(), &["run", "mine.toml", "--replicates", "5", "--set", "plots=[]"]);
        assert!(code == 0 && stdout.contains("5 replicates"), "{stdout}");
    }
}

/// What is made is read back as the same network.
#[test]
fn networks_are_made_and_read_back() {
    let place = tempfile::tempdir().unwrap();
    let shape = |file: &str| -> Value {
        let text = answer(place.path(), &["network", "info", file, "--json"]);
        serde_json::from_str(&text).unwrap()
    };
    let made = answer(
        place.path(),
        &["network", "make", "small-world", "people=60", "friends=4", "rewire=0.1", "--out", "a.tsv"],
    );
    assert_eq!(made, "a.tsv: 60 people, 240 ties\n");
    answer(
        place.path(),
        &["network", "make", "small-world", "people=60", "friends=4", "rewire=0.1", "--out", "a.tsv.gz"],
    );
    assert_eq!(shape("a.tsv.gz"), shape("a.tsv"));
    assert_eq!((&shape("a.tsv")["people"], &shape("a.tsv")["ties"]), (&60.into(), &240.into()));
    // The same keys in a scenario are the same network.
    let scenario =
        GOOD.replace("[network.cycle]\npeople = 10", "[network.small-world]\npeople = 60\nfriends = 4\nrewire = 0.1");
    std::fs::write(place.path().join("s.toml"), scenario).unwrap();
    let (mut of_scenario, mut of_file) = (shape("s.toml"), shape("a.tsv"));
    for shape in [&mut of_scenario, &mut of_file] {
        shape.as_object_mut().unwrap().remove("direction");
    }
    assert_eq!(of_scenario, of_file);
    let listed = answer(place.path(), &["list", "networks", "--json"]);
    let listed: Vec<Value> = serde_json::from_str(&listed).unwrap();
    // Files, contacts and layers stand before the generators.
    let names = listed.iter().skip(3).map(|row| row["name"].as_str().unwrap());
    assert!(names.eq(rumormill::graph::generate::CATALOG.iter().map(|entry| entry.name)));
}

/// The committed schema is the program's; `RUMORMILL_BLESS=1` writes it.
#[test]
fn the_schema_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/scenario.schema.json");
    let printed = answer(Path::new("."), &["schema"]);
    if std::env::var_os("RUMORMILL_BLESS").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    assert!(read(path) == printed, "write it with: rumormill schema > scenarios/scenario.schema.json");
}

#[test]
fn every_key_is_explained() {
    let mut count = 0;
    keys::walk(&mut |path, key| {
        count += 1;
        let text = explain::explain(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!key.meaning.is_empty() && text.starts_with(&format!("{path}\n  ")), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(explain::explain(key.name).is_ok(), "{}", key.name);
    });
    assert!(count > 80, "{count}");
    for name in ["reach", "structural-virality", "cascade", "weighted-cascade", "seed"] {
        explain::explain(name).unwrap();
    }
}

#[test]
fn completions_and_the_manual_print() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = answer(Path::new("."), &["completions", shell]);
        assert!(text.contains("rumormill") && text.contains("random-seed"), "{shell}");
        assert!(!text.contains("shard"), "what is not part of this version is not offered");
    }
    assert!(answer(Path::new("."), &["man"]).starts_with(".ie"));
}

/// 56: a run of more than a day is refused before it begins, by the name that lifts the limit; by check and by run.
#[test]
fn a_long_run_is_refused() {
    let place = folder();
    let before = files(place.path());
    let long = ["s.toml", "--replicates", "1_000_000_000_000", "--threads", "1", "--memory-limit", "40000TiB"];
    for command in ["check", "run"] {
        let (code, stdout, stderr) = rumormill(place.path(), &[&[command][..], &long].concat());
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.starts_with("error: the run takes about ") && stderr.contains("`--allow long-run`"), "{stderr}");
        assert_eq!(files(place.path()), before);
    }
    answer(place.path(), &[&["check"][..], &long, &["--allow", "long-run"]].concat());
    // Memory is the first thing that such a run lacks.
    let (code, _, stderr) = rumormill(place.path(), &["run", "s.toml", "--replicates", "1_000_000_000_000"]);
    assert!(
        code == 2 && stderr.starts_with("error: the run needs about ") && stderr.contains("iB of memory"),
        "{stderr}"
    );
}

/// What a scenario asks for by name is printed, also where no replicate has it; without being asked only reach is.
#[test]
fn measures_asked_for_are_printed() {
    let place = folder();
    let run = |measures: &str| answer(place.path(), &["run", "s.toml", "--set", measures]);
    let rows = |text: &str| -> Vec<String> {
        let named = |line: &&str| line.starts_with("  ") && !line.contains("interval");
        text.lines().filter(named).map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
    };
    let all = rows(&run("measures=[\"depth\", \"structural-virality\"]"));
    let asked: Vec<&String> = all.iter().filter(|name| !name.starts_with(char::is_numeric)).collect();
    assert_eq!(asked[..4], ["depth", "structural-virality", "depth", "structural-virality"]);
    for text in [run("measures=[\"reach\"]"), answer(place.path(), &["run", "s.toml"])] {
        assert!(!text.contains("measure "), "{text}");
    }
}

/// More cascades than replicates are no mistake (fewer replicates are soon asked for on the command line), but said.
#[test]
fn more_traces_than_replicates_are_said() {
    let place = folder();
    let (code, _, stderr) = rumormill(place.path(), &["run", "s.toml", "--set", "traces=50", "--out", "out"]);
    let note = "note: `traces` asks for 50 cascades of each campaign; there are 40, one a\n      replicate\n";
    assert_eq!((code, stderr.as_str()), (0, note));
    let traces = read(place.path().join("out/traces/campaign-1.csv"));
    assert!(traces.lines().last().unwrap().starts_with("39,"), "{traces}");
}

/// Tables tell times in the unit that the user typed, files in hours: the same numbers.
#[test]
fn times_are_told_in_the_unit_of_the_horizon() {
    let place = tempfile::tempdir().unwrap();
    let timed = |horizon: &str, rate: &str| {
        GOOD.replace("independent-cascade]\nprobability = 0.1", &format!("si]\ntransmission = \"{rate}\""))
            .replace("format = 1", &format!("format = 1\n{horizon}\nreplicates = 1\nplots = []"))
    };
    let half = |text: &str, unit: &str| -> f64 {
        let header = text.lines().find(|line| line.starts_with("campaign ")).unwrap();
        assert!(header.ends_with(&format!("half by {unit}")), "{text}");
        text.lines().find(|line| line.starts_with("one ")).unwrap().rsplit(' ').next().unwrap().parse().unwrap()
    };
    for (scenario, unit, hours) in [
        (timed("horizon = \"30 days\"", "1 per week"), "day", 24.0),
        (timed("horizon = \"8 weeks\"", "1 per day"), "week", 168.0),
        (timed("", "1 per week"), "week", 168.0),
        (timed("horizon = \"900 h\"", "1 per week"), "hour", 1.0),
    ] {
        std::fs::write(place.path().join("s.toml"), scenario).unwrap();
        let told = half(&answer(place.path(), &["run", "s.toml"]), unit);
        let json: Value = serde_json::from_str(&answer(place.path(), &["run", "s.toml", "--json", "-q"])).unwrap();
        let campaign = &json["campaigns"][0];
        assert_eq!(campaign["curve"]["unit"], "hour");
        let exact = campaign["half_life"]["q50"].as_f64().unwrap() / hours;
        assert!((told - exact).abs() <= 0.005 + 1e-9, "{told} {exact} {unit}");
    }
}

/// Every heading of the tables, and every field of an answer, is known to `explain`.
#[test]
fn the_words_of_tables_are_explained() {
    let place = folder();
    let text = answer(place.path(), &["run", "s.toml", "-v"]);
    let headings =
        text.lines().filter(|line| ["campaign  ", "against", "measure "].iter().any(|h| line.starts_with(h)));
    let mut words: Vec<&str> =
        headings.flat_map(|line| line.split("  ")).map(str::trim).filter(|w| !w.is_empty()).collect();
    assert!(words.len() > 12, "{words:?}");
    words.extend([
        "curve",
        "se",
        "sd",
        "q05",
        "wins",
        "variance_reduction",
        "needed",
        "low",
        "high",
        "defined",
        "clear",
    ]);
    for word in words {
        let word = if word.starts_with("against ") { "against" } else { word };
        answer(place.path(), &["explain", word]);
    }
}

/// What `explain` shows of an entry can be copied into a scenario that is right otherwise; so can measures and plots.
#[test]
fn every_entry_can_be_copied() {
    let [network, spread, campaign] = [
        "[network.complete]\npeople = 1000\n",
        "[spread.independent-cascade]\nprobability = 0.1\n",
        "[[campaign]]\nname = \"one\"\nseeds = { random = 1 }\n",
    ];
    let mut count = 0;
    let mut check = |asked: &str| {
        let text = explain::explain(asked).unwrap();
        // A word may be a key elsewhere, too.
        let text = text.split_once(&format!("{asked} (a measure)")).map_or(&*text, |(_, text)| text);
        let text = text.split("\n\n").take(2).collect::<Vec<_>>().join("\n");
        let (_, written) = text.split_once("  written ").unwrap_or_else(|| panic!("{text}"));
        let snippet: String = written.lines().map(|line| format!("{}\n", line.trim())).collect();
        let top = "format = 1\nhorizon = 20\nreplicates = 2\n";
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("file.csv"), "anna,7\n7,ben\n").unwrap();
        let scenario = match asked.split('.').next().unwrap() {
            "network" => format!("{top}{snippet}{spread}{campaign}"),
            "spread" if matches!(asked, "spread.branching" | "spread.hawkes") => format!("{top}{snippet}{campaign}"),
            // It asks for ties that are strong or weak.
            "spread" if asked.ends_with(".goldenberg-libai-muller") => {
                let marks = "people = 100\nstrong = 4\nweak = 4\nstrong-strength = 1\nweak-strength = 0\n";
                format!("{top}[network.strong-and-weak]\n{marks}{snippet}{campaign}")
            }
            "spread" => format!("{top}{network}{snippet}{campaign}"),
            "extinct" => format!("{top}{snippet}[spread.branching]\noffspring = {{ poisson = 1 }}\n{campaign}"),
            "positive-reach" | "negative-reach" => {
                let spread = "[spread.bad-news]\nprobability = 0.1\nquality = 0.5\n";
                format!("{top}{snippet}{network}{spread}{campaign}")
            }
            "campaign" => {
                let network = match asked {
                    "campaign.seeds.people" => "[network.file]\npath = \"file.csv\"\ndirection = \"mutual\"\n",
                    "campaign.seeds.stratified" | "campaign.seeds.among" => {
                        "[network.blocks]\nsizes = [60, 40]\nwithin = 0.1\nbetween = 0.01\n"
                    }
                    "campaign.seeds.file" => {
                        std::fs::write(place.path().join("file.csv"), "7\n8\n").unwrap();
                        network
                    }
                    _ => network,
                };
                format!("{top}{network}{spread}{}", snippet.replace("[[campaign]]", "[[campaign]]\nname = \"one\""))
            }
            _ => format!("{top}{snippet}{network}{spread}{campaign}"),
        };
        std::fs::write(place.path().join("s.toml"), &scenario).unwrap();
        let (code, _, stderr) = rumormill(place.path(), &["check", "s.toml"]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{asked}:\n{scenario}");
        count += 1;
    };
    check("network.file");
    rumormill::graph::generate::CATALOG.iter().for_each(|entry| check(&format!("network.{}", entry.name)));
    rumormill::model::CATALOG.iter().for_each(|entry| check(&format!("spread.{}", entry.name)));
    rumormill::seeding::CATALOG.iter().for_each(|entry| check(&format!("campaign.seeds.{}", entry.name)));
    for name in rumormill::measure::CATALOG.iter().map(|measure| measure.name).chain(["distribution"]) {
        check(name);
    }
    assert!(count > 40, "{count}");
}

/// 85 in part: of a damaged run folder the file, the line and what stands there are named, and nothing is computed from it.
#[test]
fn a_damaged_run_folder_is_told_from_a_whole_one() {
    let damage = |file: &str, damaged: &dyn Fn(String) -> Option<String>| {
        let place = folder();
        answer(place.path(), &["run", "s.toml", "--out", "out", "--set", "plots=[\"reach\"]"]);
        let path = place.path().join("out").join(file);
        let whole = read(&path);
        match damaged(whole.clone()) {
            Some(text) => std::fs::write(&path, text).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        let (code, stdout, stderr) = rumormill(place.path(), &["plot", "out"]);
        assert_eq!((code, stdout.as_str()), (2, ""));
        assert!(stderr.contains("--fresh"), "{stderr}");
        let plain = |text: &str| text.split("  help:").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        // The same run mends it.
        let run = ["run", "s.toml", "--out", "out", "--set", "plots=[\"reach\"]"];
        let (code, _, again) = rumormill(place.path(), &run);
        assert_eq!((code, again.contains(&format!("`{file}` changed since the run"))), (0, true), "{again}");
        assert_eq!(read(&path), whole);
        assert_eq!(rumormill(place.path(), &["plot", "out"]).0, 0);
        plain(&stderr).trim_start_matches("error: this run folder is damaged: ").to_owned()
    };
    let cut = |text: String| Some(text[..text.len() / 2].to_owned());
    assert!(damage("summary.json", &cut).ends_with(": ends in the middle"));
    assert_eq!(damage("summary.json", &|_| Some(String::new())), "out/summary.json: is empty");
    assert_eq!(damage("summary.json", &|_| Some("hello".into())), "out/summary.json:1:1: this is no JSON");
    assert_eq!(damage("summary.json", &|_| Some("{}".into())), "out/summary.json:1:2: missing field `format`");
    assert_eq!(damage("curve.csv", &|_| None), "out/curve.csv: there is no such file or folder");
    assert_eq!(
        damage("curve.csv", &|text| Some(text.replacen("hubs,0,", "hubs,zero,", 1))),
        "out/curve.csv:2: the column `time` must hold a number, and holds `zero`"
    );
    assert_eq!(
        damage("replicates.csv", &|text| Some(text.replacen("anybody,", "nobody,", 1))),
        "out/replicates.csv:42: `nobody` is no campaign of summary.json, which has hubs or anybody"
    );
    let short = damage("curve.csv", &|text| Some(text.lines().next().unwrap().to_owned() + "\nhubs,0\n"));
    assert_eq!(short, "out/curve.csv:2: the row has 2 columns, and the header 8");
    let none = damage("curve.csv", &|_| Some(String::new()));
    assert!(none.starts_with("out/curve.csv: holds 0 rows of campaign `hubs`, and should hold "), "{none}");
    let fewer = damage("replicates.csv", &|text| Some(text.lines().take(3).collect::<Vec<_>>().join("\n")));
    assert_eq!(fewer, "out/replicates.csv: holds 2 rows of campaign `hubs`, and should hold 40");
}

/// Beside a count a price says who can be asked, and nothing else: of all who might be, those three.
#[test]
fn some_of_those_who_have_a_price() {
    let place = folder();
    let scenario = "format = 1\n[network.cycle]\npeople = 10\n[people]\nattributes = \"people.csv\"\n\
                    [spread.independent-cascade]\nprobability = 0\n[seeds]\nprice = \"price\"\n";
    std::fs::write(place.path().join("p.toml"), scenario).unwrap();
    std::fs::write(place.path().join("people.csv"), "name,price\n3,5\n7,1\n8,2\n").unwrap();
    let told = answer(place.path(), &["seeds", "p.toml", "--count", "3", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["seeds"], serde_json::json!(["3", "7", "8"]));
    assert_eq!(told["spread"]["mean"], 3.0);
}

/// The network of a scenario, made or read, is converted as its file would be.
#[test]
fn a_scenario_is_converted_to_its_network() {
    let place = folder();
    answer(place.path(), &["network", "convert", "friends.tsv", "file.graphml", "--direction", "mutual"]);
    let told = answer(place.path(), &["network", "convert", "s.toml", "scenario.graphml"]);
    assert!(told.starts_with("s.toml (scenario): 6 people, 12 ties"), "{told}");
    assert_eq!(read(place.path().join("scenario.graphml")), read(place.path().join("file.graphml")));
    let (code, _, stderr) =
        rumormill(place.path(), &["network", "convert", "s.toml", "x.tsv", "--direction", "mutual"]);
    assert!(code == 2 && stderr.contains("below [network.file]"), "{stderr}");
}

/// Standard error that is full, or files that may not grow, end nothing without a word and an exit code.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_written_is_no_signal() {
    let place = folder();
    let program = env!("CARGO_BIN_EXE_rumormill");
    let shell = |line: String| {
        let out = std::process::Command::new("sh").args(["-c", &line]).current_dir(place.path()).output().unwrap();
        (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    assert_eq!(shell(format!("'{program}' run nofile.toml 2>/dev/full")).0, Some(2));
    assert_eq!(shell(format!("'{program}' run s.toml --out full --threads 2000 2>/dev/full")).0, Some(0));
    let (code, stderr) = shell(format!("ulimit -f 2; '{program}' run s.toml --out small"));
    assert!(code == Some(1) && stderr.contains("File too large"), "{code:?} {stderr}");
    assert!(!place.path().join("small").exists());
}

/// Whatever file of a run is changed, `verify` finds it; and pictures that are gone are drawn when the same is run again.
#[test]
fn every_file_is_known_by_its_digest() {
    let place = folder();
    let run = ["run", "s.toml", "--out", "out", "--set", "plots=[\"reach\"]"];
    answer(place.path(), &run);
    for file in ["curve.csv", "scenario.toml", "plots/reach.csv"] {
        let path = place.path().join("out").join(file);
        let whole = read(&path);
        std::fs::write(&path, whole.replacen('1', "2", 1)).unwrap();
        assert_ne!(rumormill(place.path(), &["verify", "out"]).0, 0, "{file}");
        std::fs::write(&path, whole).unwrap();
        assert_eq!(rumormill(place.path(), &["verify", "out"]).0, 0, "{file}");
    }
    let before = results(&place.path().join("out"));
    std::fs::remove_dir_all(place.path().join("out/plots")).unwrap();
    assert_eq!(rumormill(place.path(), &run).0, 0);
    assert_eq!(results(&place.path().join("out")), before);
}

/// A run whose answer has been written anew is found out, though its rows are those of the scenario.
#[test]
fn a_falsified_answer_is_found_out() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--out", "out"]);
    let whole = answer(place.path(), &["verify", "out"]);
    assert!(whole.contains("byte for byte the same"), "{whole}");
    let damage = |file: &str, damaged: &dyn Fn(&str) -> String| {
        let path = place.path().join("out").join(file);
        let kept = read(&path);
        std::fs::write(&path, damaged(&kept)).unwrap();
        let (code, stdout, stderr) = rumormill(place.path(), &["verify", "out"]);
        std::fs::write(&path, kept).unwrap();
        assert_eq!(stdout, "");
        (code, stderr.split("  help:").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let summary: serde_json::Value = serde_json::from_str(&read(place.path().join("out/summary.json"))).unwrap();
    let mean = format!("\"mean\": {}", summary["campaigns"][0]["reach"]["mean"]);
    assert_eq!(
        damage("summary.json", &|text| text.replacen(&mean, "\"mean\": 40.5", 1)),
        (1, "error: out/summary.json: `reach` of `hubs` is not what the rows of replicates.csv come to".to_owned())
    );
    let last = |text: &str| format!("{}9\n", text.trim_end());
    assert_eq!(damage("curve.csv", &last), (1, "error: out/curve.csv: is not what the scenario gives".to_owned()));
    let (code, more) = damage("replicates.csv", &|text| format!("{text}{}\n", text.lines().last().unwrap()));
    assert_eq!(code, 2);
    assert!(more.contains("holds 41 rows of campaign"), "{more}");
    let (code, manifest) = damage("manifest.json", &|_| String::new());
    assert_eq!((code, manifest.as_str()), (2, "error: this run folder is damaged: out/manifest.json: is empty"));
}

/// A picture that cannot be drawn again is named, with the reason; the others are drawn.
#[test]
fn what_cannot_be_drawn_again_is_named() {
    let place = folder();
    let plots = "plots=[\"reach\", \"cascade\"]";
    answer(place.path(), &["run", "s.toml", "--out", "out", "--set", plots]);
    std::fs::remove_file(place.path().join("out/plots/cascade.json")).unwrap();
    let (code, stdout, stderr) = rumormill(place.path(), &["plot", "out"]);
    let note = "note: `cascade` cannot be drawn again: out/plots/cascade.json is not there\n";
    assert_eq!((code, stderr.as_str()), (0, note));
    assert!(stdout.contains("out/plots/reach.svg\n") && !stdout.contains("cascade"), "{stdout}");
    let (code, stdout, stderr) = rumormill(place.path(), &["plot", "out", "cascade"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("out/plots/cascade.json is not there\n  help: ") && stderr.contains("--fresh"), "{stderr}");
}

/// 82: a picture that is drawn again takes the place of a link, and never writes where the link leads.
#[cfg(unix)]
#[test]
fn links_are_replaced_not_followed() {
    let place = folder();
    answer(place.path(), &["run", "s.toml", "--out", "out", "--set", "plots=[\"reach\"]"]);
    std::fs::write(place.path().join("mine.txt"), "mine").unwrap();
    let picture = place.path().join("out/plots/reach.svg");
    std::fs::remove_file(&picture).unwrap();
    std::os::unix::fs::symlink(place.path().join("mine.txt"), &picture).unwrap();
    answer(place.path(), &["plot", "out", "reach"]);
    assert_eq!(read(place.path().join("mine.txt")), "mine");
    assert!(std::fs::symlink_metadata(&picture).unwrap().is_file() && read(&picture).starts_with("<svg"));
}

/// 60, 93: one replicate, nothing that ever happens, a horizon of ten million rounds, titles that are long or look like a
/// page: every picture is drawn, and nothing of a title is taken for markup.
#[test]
fn pictures_of_the_extremes() {
    let place = folder();
    let script = "title=\"<script>alert(1)</script> & more\"";
    let long = format!("title=\"{}\"", "x".repeat(10_000));
    let all = "plots=[\"reach\", \"distribution\", \"difference\", \"cascade\"]";
    for (i, set) in
        ["replicates=1", "horizon=0", "spread.independent-cascade.probability=0", "horizon=10_000_000", script, &long]
            .into_iter()
            .enumerate()
    {
        let out = format!("out-{i}");
        answer(place.path(), &["run", "s.toml", "--set", "traces=0", "--set", all, "--set", set, "--out", &out]);
        for name in ["reach", "distribution", "difference", "cascade"] {
            let svg = read(place.path().join(&out).join(format!("plots/{name}.svg")));
            assert!(
                svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && !svg.contains("<script"),
                "{set} {name}"
            );
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{set} {name}");
        }
    }
}

/// Ctrl-C ends a search with what it has: a valid certificate, the word for it, and the exit code of an interruption.
#[cfg(unix)]
#[test]
fn an_interrupted_search_answers_with_what_it_has() {
    let place = tempfile::tempdir().unwrap();
    let scenario = "format = 1\n[network.preferential-attachment]\npeople = 3000\nties-each = 3\n\
                    [spread.independent-cascade]\nprobability = 0.05\n";
    std::fs::write(place.path().join("s.toml"), scenario).unwrap();
    // More than can be shown: it would end when memory does.
    let arguments = ["seeds", "s.toml", "--count", "10", "--noise", "0.0001", "--ratio", "1", "--json"];
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rumormill"));
    command.current_dir(place.path()).args(arguments).stdout(std::process::Stdio::piped());
    let child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(3));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["stopped"], "interrupted");
    let of = |key: &str| answer[key].as_f64().unwrap();
    assert!(0.0 < of("lower") && of("lower") < of("upper") && answer["seeds"].as_array().unwrap().len() == 10);
}

/// A run of more networks than are played again, and one on a platform of the user's own, can be verified; the report of the
/// latter says what the platform's file assumes.
#[test]
fn what_was_run_can_be_verified() {
    let place = tempfile::tempdir().unwrap();
    let networks = "format = 1\nreplicates = 240\nnetworks = 120\nplots = []\n[network.erdos-renyi]\npeople = 12\nmean-degree = 2\n\
                    [spread.independent-cascade]\nprobability = 0.3\n[[campaign]]\nname = \"c\"\nseeds = { random = 2 }\n";
    let own = "format = 1\nreplicates = 3\nplatform = \"mine.toml\"\nhorizon = \"2 days\"\nplots = []\n[network.random-regular]\n\
               people = 60\nties = 4\n[[campaign]]\nname = \"c\"\nseeds = { random = 2 }\n";
    std::fs::write(place.path().join("networks.toml"), networks).unwrap();
    std::fs::write(place.path().join("own.toml"), own).unwrap();
    std::fs::copy("scenarios/platforms/facebook.toml", place.path().join("mine.toml")).unwrap();
    for (name, rows) in [("networks", "100 rows"), ("own", "3 rows")] {
        let (code, _, stderr) = rumormill(place.path(), &["run", &format!("{name}.toml"), "--out", name]);
        assert_eq!(code, 0, "{stderr}");
        let told = answer(place.path(), &["verify", name]);
        assert_eq!(
            told,
            format!("{name}: {rows} were played again, byte for byte the same; every file is as it was written.\n")
        );
    }
    answer(place.path(), &["report", "own"]);
    let report = read(place.path().join("own/report.html"));
    assert!(report.contains("[verb.click] kappa = 0.7 # assumed") && !report.contains("marks a number as assumed"));
}

/// All people are all people; less certainty than was asked for is exit code 4; one choice for several values says what it comes
/// to at least, and what cannot be varied.
#[test]
fn seeds_say_how_sure_they_are() {
    let place = tempfile::tempdir().unwrap();
    let scenario = "format = 1\n[network.small-world]\npeople = 60\nfriends = 4\nrewire = 0.1\n[spread.independent-cascade]\n\
                    probability = 0.9\n";
    std::fs::write(place.path().join("s.toml"), scenario).unwrap();
    assert_eq!(answer(place.path(), &["seeds", "s.toml", "--target", "100 %", "--quiet"]).lines().count(), 60);
    let (code, stdout, _) =
        rumormill(place.path(), &["seeds", "s.toml", "--count", "3", "--ratio", "0.9999", "--quiet"]);
    assert_eq!((code, stdout.lines().count()), (4, 3));
    let over = |over: &str, more: &[&str]| {
        let arguments = [&["seeds", "s.toml", "--count", "3", "--over", over][..], more].concat();
        rumormill(place.path(), &arguments)
    };
    let key = "spread.independent-cascade.probability";
    let (code, stdout, _) = over(&format!("{key}=0.05,0.2,0.4"), &["--json"]);
    let found: Value = serde_json::from_str(&stdout).unwrap();
    let ratios: Vec<f64> =
        found["values"].as_array().unwrap().iter().map(|value| value["ratio"].as_f64().unwrap()).collect();
    assert_eq!((code, ratios.len(), found["over"].as_str()), (0, 3, Some(key)));
    assert_eq!(found["ratio"].as_f64(), ratios.into_iter().reduce(f64::min));
    let (code, stdout, _) = over(&format!("{key}=0.05,0.2,0.4"), &[]);
    assert!(code == 0 && stdout.lines().all(|line| line.chars().count() <= 80), "{stdout}");
    for (wrong, told) in [
        (format!("{key}=0.1"), "has one value; --set"),
        (format!("{key}=0.1,0.1"), "has the value"),
        (format!("{key}=0.1,1.5"), "a probability must lie between 0 and 1"),
        ("network.small-world.people=60,70".to_owned(), "makes other networks"),
        (key.to_owned(), "names no values"),
    ] {
        let (code, stdout, stderr) = over(&wrong, &[]);
        assert!((code, stdout.as_str()) == (2, "") && stderr.contains(told), "{wrong}: {stderr}");
    }
}
