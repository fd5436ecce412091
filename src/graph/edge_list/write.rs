//! Writing a network as text, so that reading it gives the same network.

use crate::graph::{Graph, Names};
use std::io::{self, Write};

/// Writes a network: header lines, then its ties sorted, a mutual one once with its smaller end first.
///
/// `name` becomes `# name:`, on one line. Strengths stand in a third column. People without ties are declared: whole numbers
/// from 0 by `# nodes:`, others by a `# person:` line each.
///
/// # Errors
/// What `out` reports; [`io::ErrorKind::InvalidData`] if a name is empty or contains a control character.
pub fn write(graph: &Graph, name: &str, out: &mut impl Write) -> io::Result<()> {
    let mutual = graph.is_mutual();
    if !name.is_empty() {
        writeln!(out, "# name: {}", name.replace(|c: char| c.is_control(), " "))?;
    }
    writeln!(out, "# directed: {}", if mutual { "no" } else { "yes" })?;
    if !mutual {
        writeln!(out, "# direction: influence")?;
    }
    if let Names::Numbered(people) = graph.names() {
        writeln!(out, "# nodes: {people}")?;
    }
    writeln!(out, "# edges: {}", if mutual { graph.ties() / 2 } else { graph.ties() })?;
    writeln!(out, "# weighted: {}", if graph.strengths().is_some() { "yes" } else { "no" })?;
    let names: Box<dyn Fn(u32) -> io::Result<String>> = match graph.names() {
        Names::Numbered(_) => Box::new(|person| Ok(person.to_string())),
        names => Box::new(|person| written(&names.get(person))),
    };
    if let Names::Listed(_) = graph.names() {
        for person in (0..graph.people()).filter(|&person| graph.out_degree(person) + graph.in_degree(person) == 0) {
            writeln!(out, "# person: {}", names(person)?)?;
        }
    }
    for person in 0..graph.people() {
        let from = names(person)?;
        for tie in graph.row(person) {
            let to = graph.targets()[tie];
            if mutual && to < person {
                continue;
            }
            write!(out, "{from}\t{}", names(to)?)?;
            match graph.strengths() {
                Some(strengths) => writeln!(out, "\t{}", number(strengths[tie]))?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}

/// A name as a field of a line with tabs.
fn written(name: &str) -> io::Result<String> {
    if name.is_empty() || name.contains(|c: char| c.is_control()) {
        let message = format!("the name {} cannot be written in a list of ties", crate::text::shown(name));
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    let quoted = name.starts_with(['"', '#', '%', ' ', '\u{FEFF}']) || name.ends_with(' ');
    Ok(if quoted { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() })
}

/// The shortest decimal number that is read back as the same one.
pub(in crate::graph) fn number(strength: f64) -> String {
    if strength == 0.0 || strength >= 1e-5 { format!("{strength}") } else { format!("{strength:e}") }
}
