//! How a network file is to be read: said by options that are called as the keys of a scenario; and what the reader says of
//! keys is turned into options.

use crate::cli::console::{self, Failure};
use crate::graph::Graph;
use crate::graph::edge_list::{self, Direction, Duplicates, Encoding, Options, SelfTies, StrengthRange, ThirdColumn};
use crate::graph::format::{self, Format};
use crate::graph::out_of_core::{Aside, Spool, Stored};
use crate::load::Refusal;
use crate::scenario::Scenario;
use crate::text::shown;
use clap::Args;
use std::path::Path;

/// How a file is to be read: the keys of `[network.file]`.
#[derive(Debug, Args)]
pub struct Reading {
    /// What a line `u v` means, where the file does not say: influence, follows or mutual
    #[arg(long, value_name = "WORD")]
    direction: Option<String>,
    /// What to do with a tie of a person to itself: refuse or drop
    #[arg(long, value_name = "WORD")]
    self_ties: Option<String>,
    /// What to do with a tie that is given more than once: refuse, first, max, sum or combine
    #[arg(long, value_name = "WORD")]
    duplicates: Option<String>,
    /// What the third column is: strength or ignore
    #[arg(long, value_name = "WORD")]
    third_column: Option<String>,
    /// Whether the first line names the columns: true or false; found out where it is left out
    #[arg(long, value_name = "WORD")]
    header: Option<String>,
    /// How letters are written in the file: utf-8 or latin1
    #[arg(long, value_name = "WORD")]
    encoding: Option<String>,
    /// What the third column is multiplied by, such as 0.01 for percent
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub scale: Option<f64>,
}

impl Reading {
    /// The options given, by the names of their keys.
    pub fn words(&self) -> [(&'static str, &Option<String>); 6] {
        [
            ("direction", &self.direction),
            ("self-ties", &self.self_ties),
            ("duplicates", &self.duplicates),
            ("third-column", &self.third_column),
            ("header", &self.header),
            ("encoding", &self.encoding),
        ]
    }

    /// As the reader takes them; a refusal where a word is not known.
    pub fn options(&self) -> Result<Options, Failure> {
        let usual = Options::default();
        let duplicates = word("duplicates", &self.duplicates, Duplicates::WORDS, Duplicates::of)?;
        let third_column = word("third-column", &self.third_column, ThirdColumn::WORDS, ThirdColumn::of)?;
        let header = [("true", ""), ("false", "")];
        Ok(Options {
            direction: word("direction", &self.direction, Direction::WORDS, Direction::of)?,
            self_ties: word("self-ties", &self.self_ties, SelfTies::WORDS, SelfTies::of)?.unwrap_or(usual.self_ties),
            duplicates: duplicates.unwrap_or(usual.duplicates),
            third_column: third_column.unwrap_or(usual.third_column),
            strength_is_said: third_column == Some(ThirdColumn::Strength),
            header: word("header", &self.header, &header, |word| Some(word == "true"))?,
            encoding: word("encoding", &self.encoding, Encoding::WORDS, Encoding::of)?.unwrap_or(usual.encoding),
            scale: self.scale,
            // Both kinds of strengths are described, unless what is asked for makes sense of one alone.
            range: if duplicates == Some(Duplicates::Combine) { StrengthRange::Unit } else { StrengthRange::Rate },
            ..usual
        })
    }
}

/// What a word given at an option stands for.
pub fn word<T>(
    option: &str,
    given: &Option<String>,
    known: &[(&str, &str)],
    of: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Failure> {
    let Some(word) = given else { return Ok(None) };
    if known.iter().any(|(known, _)| known == word) {
        return Ok(of(word));
    }
    let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    Err(Failure::refused(
        format!("--{option} {} is not known", shown(word)),
        format!("write one of {}", words.join(", ")),
    ))
}

/// What the reader says of keys, said of options: `scale = 0.01` as `--scale 0.01`.
fn of_options(text: &str) -> String {
    let keys = ["direction", "self-ties", "duplicates", "third-column", "header", "encoding", "scale"];
    let parts: Vec<&str> = text.split('`').collect();
    let quoted = |i: usize| {
        let part = parts[i];
        let (key, value) = part.split_once(" = ").map_or((part, None), |(key, value)| (key, Some(value)));
        // A key without a value may be the name of somebody: only where something is said of it.
        let is_meant = || {
            parts[i - 1].ends_with("set ")
                || parts.get(i + 1).is_some_and(|next| next.starts_with(" has nothing to scale"))
        };
        match value {
            _ if i.is_multiple_of(2) || !keys.contains(&key) => part.to_owned(),
            None if !is_meant() => part.to_owned(),
            None => format!("--{key}"),
            Some(value) => format!("--{key} {}", value.trim_matches('"')),
        }
    };
    (0..parts.len()).map(quoted).collect::<Vec<String>>().join("`")
}

/// Reads a network file, and prints what should be known about it.
pub fn read(
    name: &str,
    path: &Path,
    format: Option<Format>,
    options: &Options,
) -> Result<(edge_list::Reading, Format), Failure> {
    told(format::read_file(name, path, format, options))
}

/// The same of a network whose ties stay in files that `aside` gives, sorted in so many bytes of memory.
pub fn read_out_of_core(
    name: &str,
    path: &Path,
    format: Option<Format>,
    options: &Options,
    aside: Aside,
    room: usize,
) -> Result<(edge_list::Reading<Stored>, Format), Failure> {
    told(format::read_out_of_core(name, path, format, options, Spool::new(aside, room)))
}

/// Says of options what the reader says of keys, and prints its notes.
fn told<N>(
    read: Result<(edge_list::Reading<N>, Format), Vec<edge_list::Problem>>,
) -> Result<(edge_list::Reading<N>, Format), Failure> {
    let (reading, format) = read.map_err(|mut problems| {
        for problem in &mut problems {
            problem.message = of_options(&problem.message);
            problem.help = of_options(&problem.help);
        }
        Refusal::File(problems)
    })?;
    reading.notes.iter().for_each(|note| console::note(&of_options(note)));
    Ok((reading, format))
}

/// The network of a scenario, which says itself how its file is read or what is made, the first where it draws several; and what a
/// directed tie of its file means.
pub fn of_scenario(
    name: &str,
    path: &Path,
    reading: &Reading,
    allow: &[String],
) -> Result<(Graph, Option<Direction>), Failure> {
    let words = reading.words().into_iter().filter(|(_, given)| given.is_some()).map(|(key, _)| key);
    if let Some(key) = words.chain(reading.scale.map(|_| "scale")).next() {
        let message = format!("--{key} is for a network file, and {} is a scenario", shown(name));
        return Err(Failure::refused(message, format!("set `{key}` in the scenario, below [network.file]")));
    }
    let text = crate::cli::prepare::read_scenario(path, name)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut scenario = Scenario::read_with(name, &text, &[], &crate::cli::prepare::platform_file(folder))?;
    allow.iter().for_each(|limit| scenario.lift(limit));
    let inputs = crate::load::load(&mut scenario, folder)?;
    let direction = inputs.network.as_ref().map(|reading| reading.direction);
    Ok((crate::run::stage(&scenario, &inputs, 0)?.graph.into_owned(), direction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_keys_is_said_of_options() {
        for (keys, options) in [
            ("Set `scale = 0.01`, or `third-column = \"ignore\"`", "Set `--scale 0.01`, or `--third-column ignore`"),
            ("set `direction` to \"influence\" if `b` hears", "set `--direction` to \"influence\" if `b` hears"),
            ("`scale` has nothing to scale with", "`--scale` has nothing to scale with"),
            ("`--allow people` lifts, `a = b` and `scale` are", "`--allow people` lifts, `a = b` and `scale` are"),
        ] {
            assert_eq!(of_options(keys), options);
        }
    }
}
