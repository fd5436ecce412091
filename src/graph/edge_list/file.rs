//! Reading a network from a file on disk: what is no regular file is refused, and a file that changes meanwhile, too.

use super::problem::Problem;
use super::reader::{Reading, read};
use super::words::Options;
use crate::text::{escaped, nearest, shown};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Symbolic links followed before they count as a loop.
const MOST_LINKS: u32 = 40;
/// Files of a directory that are looked at for a name like the one that is missing.
const MOST_FILES: usize = 10_000;

/// Reads a network from a file. `typed` is the path as the user wrote it, for messages; `path` where it is found.
///
/// # Errors
/// As [`read`]; and if the path is a URL, missing, no regular file, not to be read, or changes while it is read.
pub fn read_file(typed: &str, path: &Path, options: &Options) -> Result<Reading, Vec<Problem>> {
    let (reading, digest) = watched(typed, path, |file| read(typed, file, options))?;
    Ok(Reading { digest, ..reading })
}

/// Has a regular file read to its end, with its digest where the program was built to make one.
///
/// # Errors
/// Those of `read`; and if the file cannot be opened, or changes while it is read.
pub(crate) fn watched<T>(
    typed: &str,
    path: &Path,
    read: impl FnOnce(&mut dyn Read) -> Result<T, Vec<Problem>>,
) -> Result<(T, Option<String>), Vec<Problem>> {
    let (mut file, before) = open(typed, path).map_err(|problem| vec![problem])?;
    let mut watched = Watched::new(&mut file);
    let value = read(&mut watched);
    let (bytes, digest) = watched.finish();
    let after = file.metadata().map_err(|error| vec![unreadable(typed, &error)])?;
    let same = before.len() == after.len() && before.modified().ok() == after.modified().ok();
    // A file refused half-way was not read to its end.
    if !same || (value.is_ok() && bytes != before.len()) {
        return Err(vec![Problem::of(typed, "changed while it was read", "try again when nothing writes to it")]);
    }
    Ok((value?, digest))
}

/// Opens a regular file, following links; says what else is there.
///
/// # Errors
/// If the path is a URL, missing, no regular file, or not to be read.
pub(crate) fn open(typed: &str, path: &Path) -> Result<(File, Metadata), Problem> {
    if let Some((scheme, _)) =
        typed.split_once("://").filter(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        let message = format!("{} addresses are not read", shown(scheme));
        return Err(Problem::of(typed, message, "download the file first, and give its path"));
    }
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) => return Err(missing(typed, path, &error)),
    };
    let kind = found.file_type();
    if kind.is_dir() {
        return Err(Problem::of(typed, "is a directory", "name a file in it"));
    }
    if !kind.is_file() {
        return Err(Problem::of(
            typed,
            format!("is {}, not a file", what(&kind)),
            "copy what it gives into a file first",
        ));
    }
    let file = File::open(path).map_err(|error| unreadable(typed, &error))?;
    let found = file.metadata().map_err(|error| unreadable(typed, &error))?;
    Ok((file, found))
}

#[cfg(unix)]
fn what(kind: &fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match () {
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () => "a device",
    }
}

#[cfg(not(unix))]
fn what(_: &fs::FileType) -> &'static str {
    "a device"
}

/// Why a file cannot be read.
fn unreadable(typed: &str, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::PermissionDenied => Problem::of(typed, "you have no permission to read it", "ask its owner"),
        _ => Problem::of(typed, format!("cannot be read: {}", escaped(&error.to_string())), ""),
    }
}

/// Why there is nothing at a path: a link that leads nowhere, a missing directory, a name that differs a little.
fn missing(typed: &str, path: &Path, error: &io::Error) -> Problem {
    if path.as_os_str().is_empty() {
        return Problem::of("(no path)", "the path is empty", "name a file");
    }
    let mut at: PathBuf = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = fs::read_link(&at) else {
            if at != path && fs::symlink_metadata(&at).is_err() {
                let at = escaped(&at.to_string_lossy());
                return Problem::of(
                    typed,
                    format!("is a symbolic link to {at}, which does not exist"),
                    "correct the link",
                );
            }
            return absent(typed, path, error);
        };
        at = at.parent().unwrap_or(Path::new("")).join(target);
    }
    Problem::of(typed, "symbolic link loop: it points back to itself", "correct the link")
}

fn absent(typed: &str, path: &Path, error: &io::Error) -> Problem {
    if error.kind() != ErrorKind::NotFound {
        return unreadable(typed, error);
    }
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(directory) else {
        let directory = escaped(&Path::new(typed).parent().unwrap_or(Path::new("")).to_string_lossy());
        return Problem::of(typed, format!("does not exist, nor does its directory `{directory}`"), "");
    };
    if typed.starts_with(['~', '$']) {
        return Problem::of(typed, "does not exist", "`~` and `$` are taken as they stand: write the path out");
    }
    let names: Vec<String> = entries
        .take(MOST_FILES)
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let help = match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean {}?", shown(near)),
        None => String::new(),
    };
    Problem::of(typed, "does not exist", help)
}

/// Counts what is read, and makes its digest.
struct Watched<'a> {
    file: &'a mut File,
    bytes: u64,
    #[cfg(feature = "cli")]
    hasher: blake3::Hasher,
}

impl<'a> Watched<'a> {
    fn new(file: &'a mut File) -> Self {
        Watched {
            file,
            bytes: 0,
            #[cfg(feature = "cli")]
            hasher: blake3::Hasher::new(),
        }
    }

    fn finish(self) -> (u64, Option<String>) {
        #[cfg(feature = "cli")]
        return (self.bytes, Some(self.hasher.finalize().to_hex().to_string()));
        #[cfg(not(feature = "cli"))]
        return (self.bytes, None);
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(out)?;
        self.bytes += read as u64;
        #[cfg(feature = "cli")]
        self.hasher.update(&out[..read]);
        Ok(read)
    }
}
