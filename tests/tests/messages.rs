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
fn said(shared: &str, case: &str) -> String {
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
        if (code, stdout.as_str()) != (2, "") {
            let _ = writeln!(said, "NOT REFUSED: exit code {code}, standard output {stdout}");
        }
        if files(place.path()) != before {
            let _ = writeln!(said, "SOMETHING IS WRITTEN");
        }
        assert!(!stderr.contains(['\u{1b}', '\u{7}', '\u{202e}']), "no terminal obeys this: {stderr:?}");
        said.push_str(&stderr);
    }
    said
}

fn golden(name: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/messages").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut parts = text.split("\n## ");
    let shared = parts.next().unwrap();
    let mut now = shared.to_owned();
    for case in parts {
        let _ = write!(now, "\n## {}\n", said(shared, case).trim_end());
    }
    if std::env::var_os("RUMORMILL_BLESS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(!now.contains("NOT REFUSED") && !now.contains("SOMETHING IS WRITTEN"), "{now}");
    for (was, is) in text.trim_end().split("\n## ").zip(now.trim_end().split("\n## ")) {
        assert_eq!(is.trim_end(), was.trim_end());
    }
}

#[test]
fn keys() {
    golden("keys.txt");
}

#[test]
fn numbers() {
    golden("numbers.txt");
}

#[test]
fn sections() {
    golden("sections.txt");
}

#[test]
fn campaigns() {
    golden("campaigns.txt");
}

#[test]
fn time() {
    golden("time.txt");
}

#[test]
fn syntax() {
    golden("syntax.txt");
}

#[test]
fn later() {
    golden("later.txt");
}

#[test]
fn files_and_paths() {
    golden("files.txt");
}

#[test]
fn options() {
    golden("options.txt");
}
