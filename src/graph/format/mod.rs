//! Networks in the formats of other programs.
//!
//! | format | ending | read | written | people without ties | names | strength | direction |
//! |---|---|---|---|---|---|---|---|
//! | list of ties ([`edge_list`]) | any other | yes | yes | yes | yes | yes | yes |
//! | GraphML | `.graphml` | yes | yes | yes | yes | yes | yes |
//! | GEXF | `.gexf` | yes | yes | yes | yes | yes | yes |
//! | Pajek | `.net` | yes | yes | yes | yes | yes | yes |
//! | Matrix Market | `.mtx` | yes | yes | yes | in comments | yes | yes |
//! | binary ([`binary`]) | `.rumor` | yes | yes | yes | yes | yes | yes |
//! | graph6 (petgraph) | `.g6` | yes | mutual ties, to 4,096 people | yes | no | no | mutual |
//! | DOT (petgraph) | `.dot`, `.gv` | no | yes | yes | yes | yes | yes |
//!
//! A file may be gzip (`.graphml.gz`). It is known by its first bytes, and by its ending where these say nothing. What is read in
//! is held to what a list of ties is held to: a direction must be said (by `direction` or by the file), strengths are legal
//! numbers, nobody is tied to itself, ties stand once; each of these is refused with its line and what to write. A file written
//! here says in its own way what a tie means, so that it is read back as the same network.
//!
//! What other programs put beside people, ties and strengths (colours, places, times) is passed over.
//!
//! # Cost
//!
//! Text is read as it comes, except that of graph6. About 40 bytes of memory a tie while it is read; out of core
//! ([`read_out_of_core`]) names alone are in memory, and ties in files.

pub mod binary;
mod dot;
mod gather;
mod gexf;
mod graph6;
mod graphml;
mod matrix_market;
mod pajek;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use super::Graph;
use super::edge_list::{
    self, Encoding, Input, Limits, Options, Problem, Reading, Sink, Ties, check_options, known_kind, read_input,
};
use super::out_of_core::{Spool, Stored};
use crate::machine::Mapped;
use crate::text::escaped;
use gather::Gather;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;
use text::Text;

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One tie a line.
    EdgeList,
    /// XML of GraphML (yEd, igraph, networkx).
    GraphMl,
    /// XML of Gephi.
    Gexf,
    /// The text of Pajek.
    Pajek,
    /// A sparse matrix as text.
    MatrixMarket,
    /// A line of letters, for small networks of mutual ties.
    Graph6,
    /// The language of Graphviz.
    Dot,
    /// As it lies in memory.
    Binary,
}

impl Format {
    /// All formats, each with its word, its name, and the endings of its files.
    pub const ALL: &'static [(Format, &'static str, &'static str, &'static [&'static str])] = &[
        (Format::EdgeList, "ties", "a list of ties", &["tsv", "csv", "txt", "edges", "edgelist"]),
        (Format::GraphMl, "graphml", "GraphML", &["graphml"]),
        (Format::Gexf, "gexf", "GEXF", &["gexf"]),
        (Format::Pajek, "pajek", "Pajek", &["net", "paj"]),
        (Format::MatrixMarket, "matrix-market", "Matrix Market", &["mtx", "mm"]),
        (Format::Graph6, "graph6", "graph6", &["g6", "graph6"]),
        (Format::Dot, "dot", "DOT", &["dot", "gv"]),
        (Format::Binary, "rumor", "a binary network", &["rumor"]),
    ];

    /// The format of a word: `graphml`.
    pub fn of(word: &str) -> Option<Format> {
        Format::ALL.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> {
        Format::ALL.iter().map(|row| row.1)
    }

    /// The format by the ending of a file's name, `.gz` apart.
    pub fn of_name(name: &str) -> Option<Format> {
        let name = name.to_lowercase();
        let (_, ending) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        Format::ALL.iter().find(|row| row.3.contains(&ending)).map(|row| row.0)
    }

    /// The format by the first bytes of a text, unless it may be a list of ties.
    fn of_content(head: &[u8]) -> Option<Format> {
        if head.starts_with(binary::MAGIC) {
            return Some(Format::Binary);
        }
        let text = String::from_utf8_lossy(head).trim_start().to_lowercase();
        let xml = text.starts_with('<');
        match () {
            () if text.starts_with("%%matrixmarket") => Some(Format::MatrixMarket),
            () if text.starts_with(">>graph6<<") => Some(Format::Graph6),
            () if xml && text.contains("<graphml") => Some(Format::GraphMl),
            () if xml && text.contains("<gexf") => Some(Format::Gexf),
            () if ["*vertices", "*network"].iter().any(|word| text.starts_with(word)) => Some(Format::Pajek),
            () => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(Format::ALL.iter().find(|row| row.0 == *self).map_or("", |row| row.2))
    }
}

/// Reads a network from `bytes` in any format; `file` is its name in messages and may tell the format, unless `format` does.
///
/// # Errors
/// Everything that is wrong, in the order of lines.
pub fn read(
    file: &str,
    bytes: impl Read,
    format: Option<Format>,
    options: &Options,
) -> Result<(Reading, Format), Vec<Problem>> {
    check_options(file, options)?;
    let (mut input, format) = known(file, bytes, format, options).map_err(|problem| vec![problem])?;
    if format == Format::Binary {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(|error| vec![edge_list::unreadable(file, error)])?;
        let reading = binary::read(file, &binary::Bytes::Own(bytes), options).map_err(|problem| vec![problem])?;
        return Ok((reading, format));
    }
    Ok((read_text(file, input, format, options, Ties::default())?, format))
}

/// The bytes as text, and their format.
fn known<'a>(
    file: &'a str,
    bytes: impl Read + 'a,
    format: Option<Format>,
    options: &Options,
) -> Result<(Input<'a>, Format), Problem> {
    let input = Input::any(file, bytes, Limits::of(options))?;
    let known = format.or_else(|| Format::of_content(input.head())).or_else(|| Format::of_name(file));
    let format = known.unwrap_or(Format::EdgeList);
    takes(file, format, options)?;
    let about = known_kind(input.head()).filter(|_| Format::of_content(input.head()) != Some(format));
    let xml = format == Format::GraphMl || format == Format::Gexf;
    match about.filter(|(what, _)| !xml || !what.contains("XML")) {
        Some((what, help)) => Err(Problem::of(file, what, help)),
        None => Ok((input, format)),
    }
}

/// Reads a network that stands there as text; its ties go into a sink.
fn read_text<S: Sink>(
    file: &str,
    input: Input<'_>,
    format: Format,
    options: &Options,
    ties: S,
) -> Result<Reading<S::Network>, Vec<Problem>> {
    let limits = Limits::of(options);
    let parse: fn(&mut Text, &mut Gather<S>) -> Result<(), Problem> = match format {
        Format::EdgeList => return read_input(file, input, options, limits, ties),
        Format::Dot => {
            let help = "convert it with another program, for example to GraphML";
            return Err(vec![Problem::of(file, "is a DOT file, which is written but not read", help)]);
        }
        Format::Binary => {
            let help = "let it have more memory";
            return Err(vec![Problem::of(file, "is a packed binary network, which is read in memory alone", help)]);
        }
        Format::GraphMl => graphml::read,
        Format::Gexf => gexf::read,
        Format::Pajek => pajek::read,
        Format::MatrixMarket => matrix_market::read,
        Format::Graph6 => graph6::read,
    };
    let mut text = Text::new(file, input, options.encoding == Encoding::Latin1);
    let mut gather = Gather::new(file, options, limits, ties);
    if let Err(problem) = parse(&mut text, &mut gather) {
        gather.problems.push(problem);
    }
    Ok(Reading { lines: text.lines_read(), bytes: text.length(), ..gather.finish()? })
}

/// Whether all that is said of the file can be meant of this format. `header = false` can: no other format has such a line.
fn takes(file: &str, format: Format, options: &Options) -> Result<(), Problem> {
    let refuse = |what: &str| {
        let message = format!("`{what}` is for {}, and this is {format}", Format::EdgeList);
        Err(Problem::of(file, message, "leave it out"))
    };
    match format {
        Format::EdgeList => Ok(()),
        _ if options.header == Some(true) => refuse("header = true"),
        Format::Binary if options.encoding != Encoding::Utf8 => {
            let message = format!("`encoding = \"{}\"` is for text, and this is {format}", options.encoding);
            Err(Problem::of(file, message, "leave it out: its names are UTF-8"))
        }
        _ => Ok(()),
    }
}

/// Reads a network from a file of text of which only names are held in memory, not the ties: they are put aside in `spool`,
/// sorted there, and the network stays in files of its own. The same network, notes and refusals as of [`read_file`].
///
/// # Errors
/// As [`read_file`]; and if ties cannot be put aside.
pub fn read_out_of_core(
    typed: &str,
    path: &Path,
    format: Option<Format>,
    options: &Options,
    spool: Spool,
) -> Result<(Reading<Stored>, Format), Vec<Problem>> {
    let ((reading, format), digest) = edge_list::watched(typed, path, |file| {
        check_options(typed, options)?;
        let (input, format) = known(typed, file, format, options).map_err(|problem| vec![problem])?;
        Ok((read_text(typed, input, format, options, spool)?, format))
    })?;
    Ok((Reading { digest, ..reading }, format))
}

/// Reads a network from a file in any format. `typed` is the path as the user wrote it, `path` where it is found.
///
/// # Errors
/// As [`read`]; and if the path is a URL, missing, no regular file, not to be read, or changes while it is read.
pub fn read_file(
    typed: &str,
    path: &Path,
    format: Option<Format>,
    options: &Options,
) -> Result<(Reading, Format), Vec<Problem>> {
    if matches!(format, None | Some(Format::Binary))
        && let Some(mapped) = mapped(typed, path)
    {
        check_options(typed, options)?;
        takes(typed, Format::Binary, options).map_err(|problem| vec![problem])?;
        let reading = binary::read(typed, &binary::Bytes::File(mapped), options).map_err(|problem| vec![problem])?;
        return Ok((reading, Format::Binary));
    }
    let ((reading, format), digest) = edge_list::watched(typed, path, |file| read(typed, file, format, options))?;
    Ok((Reading { digest, ..reading }, format))
}

/// A binary network that is not packed, where the system maps files.
fn mapped(typed: &str, path: &Path) -> Option<Mapped> {
    let (mut file, _) = edge_list::open(typed, path).ok()?;
    let mut head = [0; 8];
    file.read_exact(&mut head).ok()?;
    (head == *binary::MAGIC).then(|| Mapped::of(&file).ok())?
}

/// Writes a network in a format; `name` is what the network is called, where the format has room for it.
///
/// # Errors
/// What `out` reports; [`io::ErrorKind::InvalidData`] if the format cannot hold this network, with the reason.
pub fn write(graph: &Graph, format: Format, name: &str, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::EdgeList => edge_list::write(graph, name, out),
        Format::GraphMl => graphml::write(graph, out),
        Format::Gexf => gexf::write(graph, out),
        Format::Pajek => pajek::write(graph, out),
        Format::MatrixMarket => matrix_market::write(graph, out),
        Format::Graph6 => graph6::write(graph, out),
        Format::Dot => dot::write(graph, out),
        Format::Binary => binary::write(graph, name, out),
    }
}

/// What a format does not keep of a network, in one sentence; `None` where it keeps all.
pub fn loses(graph: &Graph, format: Format) -> Option<&'static str> {
    let named = !matches!(graph.names(), super::Names::Numbered(_));
    match (format, named, graph.strengths().is_some()) {
        (Format::Graph6, true, true) => Some("graph6 keeps neither names nor strengths"),
        (Format::Graph6, true, false) => Some("graph6 keeps no names: people are numbered in canonical order"),
        (Format::Graph6, false, true) => Some("graph6 keeps no strengths"),
        _ => None,
    }
}

/// The ties to be written: each, or of mutual ones that of the smaller number.
fn ties(graph: &Graph) -> impl Iterator<Item = (u32, u32, Option<f64>)> + '_ {
    (0..graph.people()).flat_map(move |person| {
        let ties =
            graph.row(person).map(move |tie| (person, graph.targets()[tie], graph.strengths().map(|all| all[tie])));
        ties.filter(move |&(from, to, _)| !graph.is_mutual() || from < to)
    })
}

/// A network that a format cannot hold.
fn refused(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}

/// A name that can be written in a line.
fn plain(name: &str) -> io::Result<&str> {
    match name.is_empty() || name.contains(|c: char| c.is_control()) {
        true => Err(refused(format!("the name {} cannot be written", escaped(name)))),
        false => Ok(name),
    }
}
