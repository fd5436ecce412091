//! `rumormill network convert`: a network from one format to another.

use super::make::is_free;
use super::reading::{Reading, read, word};
use crate::cli::console::{self, Failure};
use crate::graph::Graph;
use crate::graph::edge_list::{Direction, Options};
use crate::graph::format::{self, Format};
use crate::store;
use crate::text::{count, escaped};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Arguments {
    /// The network file to read: a list of ties, GraphML, GEXF, Pajek, Matrix Market, graph6 or .rumor, plain or gzip
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
    /// Lift the limit of this name; repeatable
    #[arg(long, value_name = "NAME", value_parser = crate::cli::limit)]
    allow: Vec<String>,
}

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
    let options = Options { allow: arguments.allow.iter().cloned().collect(), ..arguments.reading.options()? };
    let (reading, from) = read(&name, &arguments.from_file, from, &options)?;
    if let Some(loss) = format::loses(&reading.graph, to) {
        console::note(loss);
    }
    save(&arguments.to_file, &reading.graph, to, reading.name.as_deref().unwrap_or(""))?;
    let people = count(reading.graph.people().into(), "person", "people");
    let ties = count(reading.graph.ties() as u64, "tie", "ties");
    let strengths = if reading.graph.strengths().is_some() { ", with strengths" } else { "" };
    let means = match reading.direction {
        Direction::Influence => "`u v` means v hears u",
        Direction::Follows => "`u v` means u follows v; written as `v u`, v is heard by u",
        Direction::Mutual => "each tie runs both ways",
    };
    console::answer(&format!(
        "{} ({from}): {people}, {ties}{strengths}, {means}; written to {} ({to})\n",
        escaped(&name),
        escaped(&out)
    ))
}

/// A network as bytes.
pub fn written(graph: &Graph, format: Format, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    match format::write(graph, format, name, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(Failure::refused(error.to_string(), "choose another format"))
        }
        Err(error) => Err(Failure::failed(error.to_string(), "")),
    }
}

/// Writes a network to a file, packed if its name says so: as it goes, without the whole of it in memory a second time.
pub fn save(path: &Path, graph: &Graph, format: Format, name: &str) -> Result<(), Failure> {
    let shown = escaped(&path.to_string_lossy());
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let replaced = store::replace_with(path, |out| {
        if !packed {
            return format::write(graph, format, name, out);
        }
        let mut packer = flate2::write::GzEncoder::new(out, flate2::Compression::default());
        format::write(graph, format, name, &mut packer)?;
        packer.finish().map(|_| ())
    });
    replaced.map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => Failure::refused(error.to_string(), "choose another format"),
        _ => Failure::refused(format!("{shown}: cannot be written: {}", console::cause(&error)), ""),
    })
}
