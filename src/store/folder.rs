//! Putting files in place: a folder or a file is there whole, or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// One file of the folder, by its path inside.
pub type File = (String, Vec<u8>);

/// Puts a folder in place: written beside it under another name, synchronised, then renamed, so that a reader sees either
/// nothing or all of it.
///
/// # Errors
/// What the file system says; nothing is left behind then.
pub fn publish(folder: &Path, files: &[File]) -> io::Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let temporary = tempfile::Builder::new().prefix(".rumormill-").tempdir_in(parent)?;
    for (name, bytes) in files {
        let path = temporary.path().join(name);
        if let Some(inside) = path.parent() {
            fs::create_dir_all(inside)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    // Temporary folders are closed to others; a run folder is as open as any file the user makes.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let usual = fs::metadata(parent)?.permissions().mode() & 0o777 | 0o700;
        fs::set_permissions(temporary.path(), fs::Permissions::from_mode(usual))?;
    }
    if folder.is_dir() {
        // Only an empty folder can be removed; where it is not ours to remove (a mounted volume, the folder we stand in),
        // the files are put into it one by one, the manifest, by which a run is known, last.
        let ours = fs::read_dir(folder)?.next().is_none();
        if ours && fs::remove_dir(folder).is_err() {
            return restore(folder, files);
        }
        if !ours {
            return Err(io::Error::new(io::ErrorKind::DirectoryNotEmpty, "the folder is not empty"));
        }
    }
    fs::rename(temporary.path(), folder)?;
    // It has another name now, so there is nothing left to remove.
    let _ = temporary.keep();
    sync(parent);
    Ok(())
}

/// Puts the files of a folder in place one by one, the manifest, by which a run is known, last.
///
/// # Errors
/// What the file system says; files that stood there before may be replaced then.
pub fn restore(folder: &Path, files: &[File]) -> io::Result<()> {
    let (manifest, others): (Vec<&File>, Vec<&File>) = files.iter().partition(|(name, _)| name == "manifest.json");
    others.into_iter().chain(manifest).try_for_each(|(name, bytes)| replace(&folder.join(name), bytes))
}

/// Puts one file in place, or another in its stead: a reader sees the old one or the new one, never a part.
///
/// # Errors
/// What the file system says; the old file stays then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, |out| out.write_all(bytes))
}

/// As [`replace`], with what `write` writes.
///
/// # Errors
/// As [`replace`], and those of `write`.
pub fn replace_with(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<&fs::File>) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let file = tempfile::Builder::new().prefix(".rumormill-").tempfile_in(folder)?;
    let mut out = io::BufWriter::with_capacity(1 << 20, file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let usual = fs::metadata(folder)?.permissions().mode() & 0o666;
        file.as_file().set_permissions(fs::Permissions::from_mode(usual))?;
    }
    file.persist(path)?;
    sync(folder);
    Ok(())
}

/// An empty file in the folder of a path, for what has no room in memory: no other program knows it, and it is gone when it is
/// closed, however the program ends.
///
/// # Errors
/// What the file system says.
pub fn aside(path: &Path) -> io::Result<fs::File> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::tempfile_in(folder)
}

/// Makes a rename last; a file system that cannot is no failure.
fn sync(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A path as seen from a folder: both are taken from where the program runs, and `..` undone by name. Only what lies on
/// another drive stays absolute.
pub fn relative(path: &Path, from: &Path) -> PathBuf {
    let clean = |path: &Path| {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut parts: Vec<Component> = Vec::new();
        for part in whole.components() {
            match part {
                Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => {
                    parts.pop();
                }
                Component::CurDir | Component::ParentDir => {}
                part => parts.push(part),
            }
        }
        parts.into_iter().map(|part| part.as_os_str().to_owned()).collect::<Vec<_>>()
    };
    let (path, from) = (clean(path), clean(from));
    let common = path.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return path.into_iter().collect();
    }
    let up = std::iter::repeat_n("..".into(), from.len() - common);
    up.chain(path[common..].iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_run_folder() {
        let see = |path: &str, from: &str| relative(Path::new(path), Path::new(from)).to_string_lossy().into_owned();
        assert_eq!(see("scenarios/karate.tsv", "runs/a-1"), "../../scenarios/karate.tsv");
        assert_eq!(see("runs/x.tsv", "runs/a-1"), "../x.tsv");
        assert_eq!(see("scenarios/../data/x.tsv", "runs/a"), "../../data/x.tsv");
        assert_eq!(see("/data/x.tsv", "/out/runs/a"), "../../../data/x.tsv");
        assert_eq!(see("/data/x.tsv", "/data/runs/a"), "../../x.tsv");
        assert_eq!(see("../x.tsv", "runs/a"), "../../../x.tsv");
        // From beside: both `..` lead out of the same folder.
        assert_eq!(see("n.tsv", "../r").split('/').next_back(), Some("n.tsv"));
        assert!(see("n.tsv", "../r").starts_with("../") && !see("n.tsv", "../r").starts_with("../../"));
    }

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("runs/one");
        publish(&folder, &[("a.txt".to_owned(), b"a".to_vec()), ("plots/b.txt".to_owned(), b"b".to_vec())]).unwrap();
        assert_eq!(fs::read(folder.join("plots/b.txt")).unwrap(), b"b");
        assert!(publish(&folder, &[("c.txt".to_owned(), vec![])]).is_err(), "a full folder is never replaced");
        assert_eq!(fs::read_dir(place.path().join("runs")).unwrap().count(), 1, "nothing is left beside it");
    }
}
