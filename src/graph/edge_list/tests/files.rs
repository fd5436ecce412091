//! Files on disk, and what else a path may lead to.

use super::*;
use std::fs;
use std::path::{Path, PathBuf};

/// A directory of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("rumormill-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn refused(&self, name: &str) -> String {
        in_lines(&read_file(name, &self.0.join(name), &influence()).unwrap_err())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_file_is_read_with_its_digest() {
    let folder = Folder::new("read");
    let path = folder.0.join("friends.tsv");
    fs::write(&path, "anna\tben\n").unwrap();
    let reading = read_file("friends.tsv", &path, &influence()).unwrap();
    assert_eq!(reading.graph.ties(), 1);
    #[cfg(feature = "cli")]
    assert_eq!(reading.digest.unwrap(), blake3::hash(b"anna\tben\n").to_hex().to_string());
}

#[test]
fn r44_what_is_no_file() {
    let folder = Folder::new("no-file");
    fs::write(folder.0.join("followers.tsv"), "a b\n").unwrap();
    assert_eq!(folder.refused("follower.tsv"), "follower.tsv: does not exist\n  help: did you mean `followers.tsv`?");
    assert_eq!(folder.refused("x"), "x: does not exist");
    assert_eq!(folder.refused("no/such/file"), "no/such/file: does not exist, nor does its directory `no/such`");
    assert_eq!(folder.refused("."), ".: is a directory\n  help: name a file in it");
    assert_eq!(
        folder.refused("~x"),
        "~x: does not exist\n  help: `~` and `$` are taken as they stand: write the path out"
    );
    let refused = |path: &str| in_lines(&read_file(path, Path::new(path), &influence()).unwrap_err());
    assert_eq!(
        refused("https://example.org/friends.tsv"),
        "https://example.org/friends.tsv: `https` addresses are not read\n  help: download the file first, and give its path"
    );
    assert_eq!(refused(""), "(no path): the path is empty\n  help: name a file");
    #[cfg(unix)]
    assert_eq!(
        refused("/dev/zero"),
        "/dev/zero: is a device, not a file\n  help: copy what it gives into a file first"
    );
}

#[cfg(unix)]
#[test]
fn r44_a_pipe_and_a_forbidden_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("pipe");
    let made = std::process::Command::new("mkfifo").arg(folder.0.join("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(folder.refused("pipe"), "pipe: is a pipe, not a file\n  help: copy what it gives into a file first");
    } else {
        println!("skipped: there is no mkfifo here");
    }
    let secret = folder.0.join("secret");
    fs::write(&secret, "a b\n").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&secret).is_err() {
        assert_eq!(folder.refused("secret"), "secret: you have no permission to read it\n  help: ask its owner");
    } else {
        println!("skipped: this user may read everything");
    }
}

#[cfg(unix)]
#[test]
fn r45_symbolic_links() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links");
    let at = |name: &str| folder.0.join(name);
    fs::write(at("file"), "a b\n").unwrap();
    symlink("file", at("good")).unwrap();
    symlink("loop2", at("loop1")).unwrap();
    symlink("loop1", at("loop2")).unwrap();
    symlink("/no/such/file", at("dangling")).unwrap();
    assert_eq!(read_file("good", &at("good"), &influence()).unwrap().graph.ties(), 1);
    assert_eq!(
        folder.refused("loop1"),
        "loop1: symbolic link loop: it points back to itself\n  help: correct the link"
    );
    assert_eq!(
        folder.refused("dangling"),
        "dangling: is a symbolic link to /no/such/file, which does not exist\n  help: correct the link"
    );
}

#[test]
fn r46_a_file_that_changes_while_it_is_read() {
    let folder = Folder::new("changing");
    let path = folder.0.join("list");
    for (before, meanwhile) in [("a b\n", "a b\nb c\n"), ("a b\nb c\n", "a b\n"), ("a b\n", "")] {
        fs::write(&path, before).unwrap();
        let read = file::watched("list", &path, |file| {
            fs::write(&path, meanwhile).unwrap();
            read("list", file, &influence())
        });
        let message = "list: changed while it was read\n  help: try again when nothing writes to it";
        assert_eq!(in_lines(&read.unwrap_err()), message);
    }
}
