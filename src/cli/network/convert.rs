//! `rumormill network convert`: a network from one format to another, in memory or, where its ties may not fit, out of core.

use super::make::is_free;
use super::reading::{Reading, of_scenario, read, read_out_of_core, word};
use crate::cli::console::{self, Failure};
use crate::cli::prepare::{memory_size, usable_memory};
use crate::estimate::bytes;
use crate::graph::Graph;
use crate::graph::edge_list::{Direction, Options};
use crate::graph::format::{self, Format};
use crate::store;
use crate::text::{count, escaped};
use clap::Args;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The network file to read: a list of ties, GraphML, GEXF, Pajek, Matrix Market, graph6 or .rumor, plain or gzip; or a
    /// scenario (.toml), whose network is made or read as it says
    #[arg(value_name = "IN")]
    from_file: PathBuf,
    /// The file to write, in the format of its ending (.tsv, .graphml, .gexf, .net, .mtx, .g6, .dot), or .rumor for
    /// one that opens at once; packed if it ends in .gz
    #[arg(value_name = "OUT")]
    to_file: PathBuf,
    /// The format of the first, where neither content nor ending says
    #[arg(long, value_name = "WORD")]
    from: Option<String>,
    /// The format of the second, where its ending does not say
    #[arg(long, value_name = "WORD")]
    to: Option<String>,
    #[command(flatten)]
    reading: Reading,
    /// How much memory may be taken, such as 4GiB; four fifths of what is free where it is left out. A text whose ties may
    /// take more is sorted in temporary files beside OUT, which must be a .rumor then; names stay in memory
    #[arg(long, value_name = "SIZE")]
    memory_limit: Option<String>,
    /// Lift the limit of this name; repeatable
    #[arg(long, value_name = "NAME", value_parser = crate::cli::limit)]
    allow: Vec<String>,
}

/// Bytes of memory that ties take at most for each byte of the text they are read from, and of a packed one.
const OF_TEXT: f64 = 4.0;
const OF_PACKED: f64 = 20.0;
/// Bytes of memory that ties are sorted in out of core, at least and at most; between them a quarter of the limit.
const ROOM: (f64, f64) = (1_048_576.0, 1_073_741_824.0);

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    let words: Vec<(&str, &str)> = Format::words().map(|word| (word, "")).collect();
    let from = word("from", &arguments.from, &words, Format::of)?;
    let to = word("to", &arguments.to, &words, Format::of)?;
    let (name, out) = (arguments.from_file.to_string_lossy(), arguments.to_file.to_string_lossy());
    let Some(to) = to.or_else(|| Format::of_name(&out)) else {
        let message = format!("the ending of {} tells no format", escaped(&out));
        let help = format!("write --to with one of {}", Format::words().collect::<Vec<_>>().join(", "));
        return Err(Failure::refused(message, help));
    };
    is_free(&arguments.to_file)?;
    if name.ends_with(".toml") && from.is_none() {
        let (graph, direction) = of_scenario(&name, &arguments.from_file, &arguments.reading, &arguments.allow)?;
        let direction = direction.unwrap_or(if graph.is_mutual() { Direction::Mutual } else { Direction::Influence });
        return finish(&graph, "", (&name, "scenario"), (arguments, to), direction);
    }
    let options = Options { allow: arguments.allow.iter().cloned().collect(), ..arguments.reading.options()? };
    let limit = match &arguments.memory_limit {
        Some(text) => memory_size(text)?,
        None => usable_memory(),
    };
    let needed = ties_in_memory(&arguments.from_file, from);
    if to != Format::Binary && arguments.memory_limit.is_some() && needed > limit {
        let message = format!("{}: may take {} of memory", escaped(&name), bytes(needed));
        return Err(Failure::refused(message, "write a .rumor, for which ties need not fit, or raise --memory-limit"));
    }
    if to == Format::Binary && needed > limit {
        let room = (limit / 4.0).clamp(ROOM.0, ROOM.1) as usize;
        let aside = || store::aside(&arguments.to_file);
        let (reading, from) = read_out_of_core(&name, &arguments.from_file, from, &options, &aside, room)?;
        let (stored, title) = (&reading.graph, reading.name.as_deref().unwrap_or(""));
        save_with(&arguments.to_file, |mut out| format::binary::write_stored(stored, title, &mut out))?;
        let size = (stored.people(), stored.ties(), stored.has_strengths());
        return answer((&name, &from.to_string()), (&out, to), size, reading.direction);
    }
    let (reading, from) = read(&name, &arguments.from_file, from, &options)?;
    let title = reading.name.as_deref().unwrap_or("");
    finish(&reading.graph, title, (&name, &from.to_string()), (arguments, to), reading.direction)
}

/// Writes a network that is in memory, and says so.
fn finish(
    graph: &Graph,
    title: &str,
    from: (&str, &str),
    (arguments, to): (&Arguments, Format),
    direction: Direction,
) -> Result<(), Failure> {
    if let Some(loss) = format::loses(graph, to) {
        console::note(loss);
    }
    save(&arguments.to_file, graph, to, title)?;
    let size = (graph.people(), graph.ties() as u64, graph.strengths().is_some());
    answer(from, (&arguments.to_file.to_string_lossy(), to), size, direction)
}

/// Bytes of memory that the ties of a file may take while it is read: none of a binary network, which is mapped, or of a file
/// that cannot be read.
fn ties_in_memory(path: &Path, format: Option<Format>) -> f64 {
    let head = || -> io::Result<([u8; 8], u64)> {
        let mut file = std::fs::File::open(path)?;
        let mut head = [0; 8];
        file.read_exact(&mut head)?;
        Ok((head, file.metadata()?.len()))
    };
    let is_text = path.is_file() && format.or_else(|| Format::of_name(&path.to_string_lossy())) != Some(Format::Binary);
    match head() {
        Ok((head, length)) if is_text && head != *format::binary::MAGIC => {
            length as f64 * if head.starts_with(&[0x1F, 0x8B]) { OF_PACKED } else { OF_TEXT }
        }
        _ => 0.0,
    }
}

/// Says what was read and written: people, ties, and whether these have strengths.
fn answer(
    (name, from): (&str, &str),
    (out, to): (&str, Format),
    (people, ties, strengths): (u32, u64, bool),
    direction: Direction,
) -> Result<(), Failure> {
    let people = count(people.into(), "person", "people");
    let ties = count(ties, "tie", "ties");
    let strengths = if strengths { ", with strengths" } else { "" };
    let means = match direction {
        Direction::Influence => "`u v` means v hears u",
        Direction::Follows => "`u v` means u follows v; written as `v u`, v is heard by u",
        Direction::Mutual => "each tie runs both ways",
    };
    console::answer(&format!(
        "{} ({from}): {people}, {ties}{strengths}, {means}; written to {} ({to})\n",
        escaped(name),
        escaped(out)
    ))
}

/// A network as bytes.
pub fn written(graph: &Graph, format: Format, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    match format::write(graph, format, name, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(Failure::refused(error.to_string(), "choose another format"))
        }
        Err(error) => Err(Failure::failed(error.to_string(), "")),
    }
}

/// Writes a network to a file, packed if its name says so: as it goes, without the whole of it in memory a second time.
pub fn save(path: &Path, graph: &Graph, format: Format, name: &str) -> Result<(), Failure> {
    save_with(path, |mut out| format::write(graph, format, name, &mut out))
}

/// Puts in place what `write` writes, packed if the name of the file says so.
fn save_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let shown = escaped(&path.to_string_lossy());
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let replaced = store::replace_with(path, |out| {
        if !packed {
            return write(out);
        }
        let mut packer = flate2::write::GzEncoder::new(out, flate2::Compression::default());
        write(&mut packer)?;
        packer.finish().map(|_| ())
    });
    replaced.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Failure::refused(error.to_string(), "choose another format"),
        _ => Failure::refused(format!("{shown}: cannot be written: {}", console::cause(&error)), ""),
    })
}
