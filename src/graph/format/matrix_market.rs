//! Matrix Market: a sparse matrix, one place a line.
//!
//! An entry i j is a tie from person i to person j; a symmetric matrix has mutual ties. The matrix is square. People are called
//! by their numbers, from 1, unless comments name them in our way: `% person: NAME` one after the other, or `% people: numbered
//! from 0`. What a tie of a general matrix means stands in the comment `% direction: influence`, which is ours too.
//!
//! R. F. Boisvert, R. Pozo and K. A. Remington, *The Matrix Market exchange formats: initial design*, NISTIR 5935 (1996),
//! doi:10.6028/NIST.IR.5935.

use super::super::edge_list::{Direction, Problem, Sink, number};
use super::gather::Gather;
use super::text::Text;
use super::{plain, ties};
use crate::graph::{Graph, Names};
use crate::text::shown;
use std::io::{self, Write};

pub(super) fn read<S: Sink>(text: &mut Text, gather: &mut Gather<S>) -> Result<(), Problem> {
    let mut room = Vec::new();
    let (_, head) = text.next_line(&mut room)?.unwrap_or((1, ""));
    let words: Vec<String> = head.split_whitespace().map(str::to_lowercase).collect();
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    if word(0) != "%%matrixmarket" || word(1) != "matrix" {
        let help = "a Matrix Market file begins with `%%MatrixMarket matrix coordinate pattern general`";
        return Err(gather.fatal(1, "this is no Matrix Market matrix", help));
    }
    let no = |what: &str, found: &str, help: &str| {
        Err(gather.fatal(1, format!("{what} {} is not read", shown(found)), help))
    };
    if word(2) != "coordinate" {
        return no("the form", word(2), "write the places of the entries: coordinate");
    }
    let weighted = match word(3) {
        "pattern" => false,
        "real" | "integer" | "double" => true,
        other => return no("a matrix of the field", other, "write pattern, real or integer"),
    };
    let symmetric = match word(4) {
        "general" => false,
        "symmetric" => true,
        other => return no("the symmetry", other, "write general or symmetric"),
    };
    gather.undirected = symmetric;
    let (mut names, mut from_zero): (Vec<String>, bool) = (Vec::new(), false);
    let mut size: Option<(u64, u64)> = None;
    let mut found = 0u64;
    let mut size_line = 1;
    while let Some((line, text)) = text.next_line(&mut room)? {
        if let Some(comment) = text.trim_start().strip_prefix('%') {
            match comment.trim().split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
                Some(("person", _) | ("people", "numbered from 0")) if size.is_some() => {
                    let message = "a line about people stands behind the line of sizes";
                    return Err(gather.fatal(line, message, "move it above the sizes"));
                }
                Some(("direction", word)) => match Direction::of(word) {
                    Some(direction) => gather.direction = Some((direction, line)),
                    None => gather.problem(
                        line,
                        format!("the direction {} is not known", shown(word)),
                        "write influence or follows",
                    )?,
                },
                Some(("person", name)) => names.push(name.to_owned()),
                Some(("people", "numbered from 0")) => from_zero = true,
                _ => {}
            }
            continue;
        }
        let mut fields = text.split_whitespace();
        let Some(first) = fields.next() else { continue };
        let whole = |field: Option<&str>| field.and_then(|field| field.parse::<u64>().ok());
        let Some((people, entries)) = size else {
            let sizes = [whole(Some(first)), whole(fields.next()), whole(fields.next())];
            let [Some(rows), Some(columns), Some(entries)] = sizes else {
                return Err(gather.fatal(
                    line,
                    "the size is three whole numbers: rows, columns, entries",
                    "correct the line",
                ));
            };
            if rows != columns {
                let message = format!("{rows} rows and {columns} columns: who is tied to whom is a square matrix");
                return Err(gather.fatal(line, message, "two kinds of nodes (a bipartite network) are not read"));
            }
            if !names.is_empty() && names.len() as u64 != rows {
                let message = format!("{} `% person:` lines name {rows} people", names.len());
                return Err(gather.fatal(line, message, "name everybody, or nobody"));
            }
            (size, size_line) = (Some((rows, entries)), line);
            for name in &names {
                let before = gather.people();
                gather.person(name, line)?;
                if gather.people() == before {
                    return Err(gather.fatal(
                        line,
                        format!("two people are called {}", shown(name)),
                        "rename one of them",
                    ));
                }
            }
            continue;
        };
        found += 1;
        if found > entries {
            return Err(gather.fatal(
                line,
                format!("more than the {entries} entries that line {size_line} declares"),
                "correct the number",
            ));
        }
        let value = if weighted { fields.nth(1) } else { None };
        let mut again = text.split_whitespace();
        let (i, j) = (whole(again.next()), whole(again.next()));
        let (Some(i), Some(j), true) = (i, j, !weighted || value.is_some()) else {
            let form = if weighted { "row, column and value" } else { "row and column" };
            gather.problem(line, format!("an entry is {form}, found {}", shown(text)), "correct the line")?;
            continue;
        };
        if let Some(outside) = [i, j].into_iter().find(|place| !(1..=people).contains(place)) {
            gather.problem(line, format!("{outside} is no place from 1 to {people}"), "places are counted from 1")?;
            continue;
        }
        let [i, j] = [i, j].map(|place| -> Result<u32, Problem> {
            if !names.is_empty() {
                return Ok(place as u32 - 1);
            }
            gather.person(&(place - u64::from(from_zero)).to_string(), line)
        });
        gather.tie(i?, j?, value, symmetric, line)?;
    }
    let Some((people, entries)) = size else {
        return Err(Problem::of(gather.file, "says nothing of its size", "was the file cut off?"));
    };
    if found < entries {
        let message = format!("{entries} entries are declared, but the file has {found}");
        return Err(gather.fatal(size_line, message, "is the file complete? If it is, correct the number"));
    }
    gather.may_declare(people, size_line)?;
    if names.is_empty() && from_zero {
        gather.numbered = Some(people as u32);
    } else if names.is_empty() {
        for place in 1..=people {
            gather.person(&place.to_string(), size_line)?;
        }
    }
    Ok(())
}

pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    let field = if graph.strengths().is_some() { "real" } else { "pattern" };
    let symmetry = if graph.is_mutual() { "symmetric" } else { "general" };
    writeln!(out, "%%MatrixMarket matrix coordinate {field} {symmetry}")?;
    if !graph.is_mutual() {
        writeln!(out, "% direction: influence")?;
    }
    match graph.names() {
        Names::Numbered(_) => writeln!(out, "% people: numbered from 0")?,
        names => {
            (0..graph.people()).try_for_each(|person| writeln!(out, "% person: {}", plain(&names.get(person))?))?
        }
    }
    let entries = graph.ties() / if graph.is_mutual() { 2 } else { 1 };
    writeln!(out, "{0} {0} {entries}", graph.people())?;
    for (from, to, strength) in ties(graph) {
        // The lower half of a symmetric matrix.
        let (i, j) = if graph.is_mutual() { (to, from) } else { (from, to) };
        match strength {
            Some(strength) => writeln!(out, "{} {} {}", i + 1, j + 1, number(strength))?,
            None => writeln!(out, "{} {}", i + 1, j + 1)?,
        }
    }
    Ok(())
}
