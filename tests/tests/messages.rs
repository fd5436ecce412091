//! What a user reads who made a mistake: the whole message, golden (promises.md section 3, P9), and nothing written (P10).
//!
//! `tests/messages/*.txt` hold the cases as a user meets them: the files, the command, what is said. `RUMORMILL_BLESS=1`
//! writes what is said now in their place; the difference is then read by eye. What cannot be seen in such a file (control
//! characters, other encodings) is at the foot of this one.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the program in a folder: exit code, standard output, standard error.
pub fn rumormill(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rumormill"));
    for name in ["RUMORMILL_THREADS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RUMORMILL_DATA"] {
        command.env_remove(name);
    }
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// Every file below a folder, with its bytes.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                all.push((name, std::fs::read(path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

/// The words of a command line; '...' holds spaces together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for c in line.chars() {
        match c {
            '\'' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

/// Writes the files of a text: each begins with a line `~~~ NAME`.
fn put(folder: &Path, text: &str) {
    for part in text.split("~~~ ").skip(1) {
        let (name, content) = part.split_once('\n').unwrap();
        let path = folder.join(name.trim());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

/// What the program says in a case, in the form of the case.
fn said(shared: &str, case: &str, expected: i32) -> String {
    let place = tempfile::tempdir().unwrap();
    let given = case.find("\n$ ").map_or(case, |end| &case[..end + 1]);
    put(place.path(), shared);
    put(place.path(), given);
    let before = files(place.path());
    let mut said = given.to_owned();
    for line in case.lines().filter(|line| line.starts_with("$ ")) {
        let words = words(line);
        let words: Vec<&str> = words.iter().skip(2).map(String::as_str).collect();
        let (code, stdout, stderr) = rumormill(place.path(), &words);
        let _ = writeln!(said, "{line}");
        let other = if expected == 0 { &stderr } else { &stdout };
        if code != expected || !other.is_empty() {
            let _ = writeln!(said, "NOT AS IT SHOULD BE: exit code {code}, on the other stream {other}");
        }
        if files(place.path()) != before {
            let _ = writeln!(said, "SOMETHING IS WRITTEN");
        }
        assert!(!stderr.contains(['\u{1b}', '\u{7}', '\u{202e}']), "no terminal obeys this: {stderr:?}");
        for line in if expected == 0 { stdout.lines() } else { stderr.lines() } {
            assert!(expected != 0 || line.chars().count() <= 80, "{line}");
            let _ = writeln!(said, "{}", line.trim_end());
        }
    }
    said
}

fn golden(name: &str, expected: i32) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/messages").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut parts = text.split("\n## ");
    let shared = parts.next().unwrap();
    let mut now = shared.to_owned();
    for case in parts {
        let _ = write!(now, "\n## {}\n", said(shared, case, expected).trim_end());
    }
    if std::env::var_os("RUMORMILL_BLESS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(!now.contains("NOT AS IT SHOULD BE") && !now.contains("SOMETHING IS WRITTEN"), "{now}");
    for (was, is) in text.trim_end().split("\n## ").zip(now.trim_end().split("\n## ")) {
        assert_eq!(is.trim_end(), was.trim_end());
    }
}

#[test]
fn keys() {
    golden("keys.txt", 2);
}

#[test]
fn numbers() {
    golden("numbers.txt", 2);
}

#[test]
fn sections() {
    golden("sections.txt", 2);
}

#[test]
fn models() {
    golden("models.txt", 2);
}

#[test]
fn opinions() {
    golden("opinions.txt", 2);
}

#[test]
fn campaigns() {
    golden("campaigns.txt", 2);
}

#[test]
fn time() {
    golden("time.txt", 2);
}

#[test]
fn syntax() {
    golden("syntax.txt", 2);
}

#[test]
fn platforms() {
    golden("platforms.txt", 2);
}

#[test]
fn later() {
    golden("later.txt", 2);
}

/// What cannot be chosen.
#[test]
fn seeds() {
    golden("seeds.txt", 2);
}

#[test]
fn files_and_paths() {
    golden("files.txt", 2);
}

/// Not what is refused but what is answered: help, lists, explanations, a network described; 80 columns.
#[test]
fn answers() {
    golden("answers.txt", 0);
}

#[test]
fn options() {
    golden("options.txt", 2);
}

/// Seedings within groups, and several at once.
#[test]
fn seedings() {
    golden("seedings.txt", 2);
}

/// What people type who come from a spreadsheet, a word processor, another tool or another language.
#[test]
fn people() {
    golden("people.txt", 2);
}

/// A scenario that is right.
pub const GOOD: &str = "format = 1\n[network.cycle]\npeople = 10\n[spread.independent-cascade]\nprobability = 0.1\n\
    [[campaign]]\nname = \"one\"\nseeds = { random = 1 }\n";

/// What is said of a file of these bytes.
fn said_of(name: &str, bytes: &[u8]) -> String {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join(name), bytes).unwrap();
    let (code, stdout, stderr) = rumormill(place.path(), &["check", "--", name]);
    assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
    stderr
}

/// 67: a byte order mark and Windows line ends are fine, and shift no place.
#[test]
fn marks_and_line_ends_shift_nothing() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("s.toml"), format!("\u{feff}{}", GOOD.replace('\n', "\r\n"))).unwrap();
    assert_eq!(rumormill(place.path(), &["check", "s.toml"]).0, 0);
    assert_eq!(
        said_of("s.toml", format!("\u{feff}zebra = 1\n{GOOD}").replace('\n', "\r\n").as_bytes()),
        "error: unknown key `zebra`\n --> s.toml:1:1\n  |\n1 | zebra = 1\n  | ^^^^^\n  |\n  = help: the top of the file knows \
         format, title, question, replicates,\n          random-seed, horizon, target, networks, measures, plots, \
          allow,\n          traces, outbreak, groups, attribution, overlap, overtake,\n          acceleration, touch, bass, ranking, per-person, \
         theory, platform,\n          people-described, stands-for, real-degree, rhythm, act-delay,\n          unfollow, churn, \
         negativity, network, people, participation,\n          relationship, interest, surface, verb, product, spread, seeds,\n          \
         campaign\n"
    );
}

/// Other encodings, other files, too much.
#[test]
fn what_is_no_text() {
    let help = "  help: a scenario is a text file; save it as UTF-8\n";
    assert_eq!(
        said_of("s.toml", b"format = 1\ntitle = \"caf\xe9\"\n"),
        format!("error: s.toml:2:13: this is not UTF-8\n{help}")
    );
    assert_eq!(said_of("s.toml", b"\xff\xfef\0o\0"), format!("error: s.toml:1:1: this is not UTF-8\n{help}"));
    assert_eq!(
        said_of("s.toml", b"format = 1\nti\0tle = 3\n"),
        "error: the line holds a control character\n --> s.toml:2:3\n  |\n2 | ti\u{2400}tle = 3\n  |   ^\n  |\n  = help: leave it out\n"
    );
    let large = said_of("s.toml", &b"# a long remark\n".repeat(1 << 17));
    assert_eq!(
        large,
        "error: the scenario has more than 1 MiB\n --> s.toml:1:1\n  |\n1 | # a long remark\n  | ^\n  |\n  = help: data belongs \
         into files of its own, named by the scenario\n"
    );
}

/// Nothing that a terminal would obey comes out, wherever it stands: in a key, a value, a remark beside it, a file's name.
#[test]
fn terminals_are_safe() {
    let nasty = "\u{1b}]0;owned\u{7}\u{202e}\u{9b}2J";
    let quoted = "\\u001b]0;owned\\u0007\\u202e\\u009b2J";
    let scenarios = [
        format!("title{nasty} = 1\n{GOOD}"),
        format!("# {nasty}\nzebra = 1\n{GOOD}"),
        format!("\"{quoted}\" = 1\n{GOOD}"),
        format!("replicates = \"{quoted}\"\ntitle = \"{quoted}\"\nhorizon = \"{quoted}\"\n{GOOD}"),
        GOOD.replace("\"one\"", &format!("\"{quoted}\"")),
        GOOD.replace("{ random = 1 }", &format!("{{ people = [\"{quoted}\"] }}")),
        GOOD.replace("{ random = 1 }", &format!("{{ file = \"{quoted}\" }}")),
        GOOD.replace("{ random = 1 }", &format!("{{ \"{quoted}\" = 1 }}")),
        GOOD.replace("[network.cycle]", &format!("[network.\"{quoted}\"]")),
        GOOD.replace("cycle]\npeople = 10", &format!("file]\ndirection = \"mutual\"\npath = \"{quoted}\"")),
        GOOD.replace("probability = 0.1", &format!("probability = \"{quoted}\"")),
    ];
    for scenario in scenarios {
        let place = tempfile::tempdir().unwrap();
        let name = format!("a{nasty}.toml");
        std::fs::write(place.path().join(&name), &scenario).unwrap();
        for arguments in [vec!["check", &name], vec!["run", &name], vec!["check", &name, "--set", nasty], vec![nasty]] {
            let (code, stdout, stderr) = rumormill(place.path(), &arguments);
            assert_eq!((code, stdout.as_str()), (2, ""), "{scenario}");
            assert!(!stderr.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']), "{stderr:?}");
        }
    }
}

/// 63: the names of campaigns are never names of files.
#[test]
fn names_of_campaigns_make_no_paths() {
    let place = tempfile::tempdir().unwrap();
    let mut text = GOOD.replace("[network", "replicates = 5\ntraces = 1\n[network");
    for name in ["../../etc/x", "CON", "a/b", "-rf", "<script>alert(1)</script>", "=1+1", "ghế, \\\"quoted\\\""] {
        text += &format!("[[campaign]]\nname = \"{name}\"\nseeds = {{ random = 1 }}\n");
    }
    std::fs::write(place.path().join("s.toml"), text).unwrap();
    let (code, _, stderr) = rumormill(place.path(), &["run", "s.toml", "--out", "out"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    for (name, _) in files(place.path()) {
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"./-_".contains(&b));
        assert!(plain && (name == "s.toml" || name.starts_with("out/")), "{name}");
    }
}

/// 75: a file's name may be anything.
#[cfg(unix)]
#[test]
fn names_of_files_may_be_anything() {
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    for name in [&b"-x.toml"[..], b"two\nlines.toml", b"caf\xe9.toml", b" .toml", "ghế.toml".as_bytes()] {
        let name = std::ffi::OsStr::from_bytes(name);
        std::fs::write(place.path().join(name), GOOD).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rumormill"));
        let output = command.arg("check").arg("--").arg(name).current_dir(place.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{name:?} {}", String::from_utf8_lossy(&output.stderr));
    }
}
