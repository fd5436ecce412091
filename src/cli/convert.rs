//! `rumormill network convert`: a network from one format to another.

use super::console::{self, Failure};
use super::network::word;
use crate::graph::Graph;
use crate::graph::edge_list::{Direction, Duplicates, Options, SelfTies, StrengthRange, ThirdColumn};
use crate::graph::format::{self, Format};
use crate::store;
use crate::text::{count, escaped};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Convert {
    /// The network file to read: a list of ties, GraphML, GEXF, Pajek, Matrix Market or graph6, plain or gzip
    #[arg(value_name = "IN")]
    from_file: PathBuf,
    /// The file to write, in the format of its ending (.tsv, .graphml, .gexf, .net, .mtx, .g6, .dot); packed if it ends in .gz
    #[arg(value_name = "OUT")]
    to_file: PathBuf,
    /// The format of the first, where neither content nor ending says
    #[arg(long, value_name = "WORD")]
    from: Option<String>,
    /// The format of the second, where its ending does not say
    #[arg(long, value_name = "WORD")]
    to: Option<String>,
    /// What a line or tie `u v` means, where the file does not say: influence, follows or mutual
    #[arg(long, value_name = "WORD")]
    direction: Option<String>,
    /// What the third column or the weight is: strength or ignore
    #[arg(long, value_name = "WORD")]
    third_column: Option<String>,
    /// What becomes of a tie given more than once: refuse, first, max or sum
    #[arg(long, value_name = "WORD")]
    duplicates: Option<String>,
    /// Leave out ties of people to themselves
    #[arg(long)]
    drop_self_ties: bool,
}

pub fn main(arguments: &Convert) -> Result<(), Failure> {
    word(&arguments.from, "--from", Format::words().collect())?;
    word(&arguments.to, "--to", Format::words().collect())?;
    word(&arguments.direction, "--direction", Direction::words().collect())?;
    word(&arguments.third_column, "--third-column", ThirdColumn::words().collect())?;
    // Rates add up and are not combined as chances are.
    word(&arguments.duplicates, "--duplicates", Duplicates::words().filter(|word| *word != "combine").collect())?;
    let (name, out) = (arguments.from_file.to_string_lossy(), arguments.to_file.to_string_lossy());
    let given = |word: &Option<String>| word.as_deref().and_then(Format::of);
    let Some(to) = given(&arguments.to).or_else(|| Format::of_name(&out)) else {
        let message = format!("the ending of {} tells no format", escaped(&out));
        return Err(Failure::refused(
            message,
            format!("write --to with one of {}", Format::words().collect::<Vec<_>>().join(", ")),
        ));
    };
    let usual = Options::default();
    let options = Options {
        direction: arguments.direction.as_deref().and_then(Direction::of),
        third_column: arguments.third_column.as_deref().and_then(ThirdColumn::of).unwrap_or(usual.third_column),
        duplicates: arguments.duplicates.as_deref().and_then(Duplicates::of).unwrap_or(usual.duplicates),
        self_ties: if arguments.drop_self_ties { SelfTies::Drop } else { usual.self_ties },
        range: StrengthRange::Rate,
        ..usual
    };
    let (reading, from) =
        format::read_file(&name, &arguments.from_file, given(&arguments.from), &options).map_err(as_options)?;
    reading.notes.iter().for_each(|note| console::note(note));
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

/// Refusals that speak of keys of a scenario, with the options of a command.
pub fn as_options(mut problems: Vec<crate::graph::edge_list::Problem>) -> crate::load::Refusal {
    for problem in &mut problems {
        let help = &problem.help;
        problem.help = help
            .replace("set `direction` to ", "write --direction ")
            .replace("set `self-ties = \"drop\"`", "write --drop-self-ties");
    }
    crate::load::Refusal::File(problems)
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

/// Writes a network to a file that is not yet there, packed if its name says so.
pub fn save(path: &Path, graph: &Graph, format: Format, name: &str) -> Result<(), Failure> {
    let shown = escaped(&path.to_string_lossy());
    let mut bytes = written(graph, format, name)?;
    if path.extension().is_some_and(|ending| ending == "gz") {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        bytes = packer
            .write_all(&bytes)
            .and_then(|()| packer.finish())
            .map_err(|error| Failure::failed(error.to_string(), ""))?;
    }
    if path.exists() {
        return Err(Failure::refused(
            format!("{shown}: is there already"),
            "choose another name; nothing is overwritten",
        ));
    }
    store::replace(path, &bytes)
        .map_err(|error| Failure::refused(format!("{shown}: cannot be written: {}", console::cause(&error)), ""))
}
