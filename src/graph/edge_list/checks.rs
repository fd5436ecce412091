//! The checks that need the options alone, or the whole file.

use super::problem::Problem;
use super::reader::Reader;
use super::sink::Sink;
use super::words::{Direction, Duplicates, Options, SelfTies, StrengthRange, ThirdColumn};
use crate::text::{count, grouped, shown};

/// Whether the options go together.
pub(in crate::graph) fn options(file: &str, options: &Options) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    if let Some(scale) = options.scale.filter(|scale| !(scale.is_finite() && *scale > 0.0)) {
        problems.push(Problem::of(
            file,
            format!("`scale = {scale}` is not above 0"),
            "write for example `scale = 0.01`",
        ));
    }
    if options.scale.is_some() && options.third_column == ThirdColumn::Ignore {
        let help = "leave one of the two out";
        problems.push(Problem::of(file, "`scale` has nothing to scale with `third-column = \"ignore\"`", help));
    }
    if options.range == StrengthRange::Rate && options.duplicates == Duplicates::Combine {
        let message = "`duplicates = \"combine\"` is for strengths from 0 to 1, not for rates";
        problems.push(Problem::of(file, message, "rates add up: write \"sum\""));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// What is wrong where a strength is asked for, and what is known of ties has other names.
pub(in crate::graph) fn no_strength<'a>(names: impl Iterator<Item = &'a str>) -> (String, String) {
    let names: Vec<String> = names.take(8).map(shown).collect();
    let message =
        format!("`third-column = \"strength\"` is set, and nothing is called a strength, but {}", names.join(", "));
    let help = format!("rename {} to `strength`, or set `third-column = \"ignore\"`", names[0]);
    (message, help)
}

impl<S: Sink> Reader<'_, S> {
    /// What a line means, from the option and from all that the file says; where they disagree or are silent, a problem.
    pub(super) fn direction(&mut self) -> Option<Direction> {
        let mut said: Vec<(Direction, String)> = Vec::new();
        if let Some(direction) = self.options.direction {
            said.push((direction, format!("`direction = \"{direction}\"`")));
        }
        if let Some((direction, line)) = self.declared.direction {
            said.push((direction, format!("`# direction: {direction}` on line {line}")));
        }
        if let Some((false, line)) = self.declared.directed {
            said.push((Direction::Mutual, format!("`# directed: no` on line {line}, which means \"mutual\"")));
        }
        if let Some((direction, layout)) =
            self.layout.as_ref().and_then(|layout| Some((layout.columns.direction?, layout)))
        {
            let line = layout.line;
            said.push((direction, format!("the names of the columns on line {line}, which mean \"{direction}\"")));
        }
        let disagree = |file: &str, a: &str, b: &str| {
            Problem::of(file, format!("{a} disagrees with {b}"), "correct the one that is wrong, or leave it out")
        };
        if let Some((_, other)) = said.iter().find(|(direction, _)| *direction != said[0].0) {
            self.problems.push(disagree(self.file, &said[0].1, other));
            return None;
        }
        if let (Some((true, line)), Some((Direction::Mutual, mutual))) = (self.declared.directed, said.first()) {
            self.problems.push(disagree(self.file, mutual, &format!("`# directed: yes` on line {line}")));
            return None;
        }
        if let Some((direction, _)) = said.first() {
            return Some(*direction);
        }
        let Some((u, v, ..)) = &self.first else {
            // Nobody is tied, so there is nothing to mean.
            return Some(Direction::Influence);
        };
        let (u, v) = (shown(u), shown(v));
        let (plain_u, plain_v) = (u.trim_matches('`'), v.trim_matches('`'));
        let mutual = match self.declared.directed {
            Some(_) => String::new(),
            None => ", or \"mutual\" if each hears the other".to_owned(),
        };
        let message = format!("the file does not say what a line such as `{plain_u} {plain_v}` means");
        let help = format!(
            "set `direction` to \"influence\" if {v} hears {u}, to \"follows\" if {u} follows {v} and so {u} hears {v}{mutual}"
        );
        self.problems.push(Problem::of(self.file, message, help));
        None
    }

    pub(super) fn check_self_ties(&mut self) {
        if let Some((n, line)) = self.self_ties {
            if self.options.self_ties == SelfTies::Drop {
                let ties = count(n, "tie of a person to itself was", "ties of people to themselves were");
                self.notes.push(format!("{ties} left out (`self-ties = \"drop\"`)"));
            } else {
                let message = "a person is tied to itself";
                let such =
                    if n == 1 { "delete the line".to_owned() } else { format!("delete the {} such lines", grouped(n)) };
                let help = format!("{such}, or set `self-ties = \"drop\"`");
                self.problem(line, None, message, help);
            }
        }
    }

    /// Whether the header lines agree with what was found.
    pub(super) fn check_declared(&mut self) {
        if let Some((nodes, line)) = self.declared.nodes {
            self.check_people(nodes, line);
        }
        if let Some((edges, line)) = self.declared.edges.filter(|(edges, _)| *edges != self.tie_lines) {
            let found = count(self.tie_lines, "line of ties", "lines of ties");
            let message = format!("`# edges: {edges}` stands here, but the file has {found}");
            self.problem(line, None, message, "is the file complete? If it is, correct the number");
        }
        let third = self.layout.as_ref().map(|layout| layout.columns.strength.is_some());
        match (self.declared.weighted, third) {
            (Some((true, line)), Some(false)) => {
                let message = "`# weighted: yes` stands here, but the lines have no third column";
                self.problem(line, None, message, "correct the header, or leave the line out");
            }
            (Some((false, line)), Some(true)) if self.options.third_column == ThirdColumn::Strength => {
                let message = "`# weighted: no` stands here, but the lines have a third column";
                self.problem(line, None, message, "correct the header, or set `third-column = \"ignore\"`");
            }
            _ => {}
        }
        if let (true, Some(layout)) = (self.options.strength_is_said, &self.layout)
            && layout.columns.strength.is_none()
            && layout.columns.total > 2
        {
            let (line, columns) = (layout.line, &layout.columns);
            let others = self.names.iter().flatten().enumerate();
            let others =
                others.filter(|(place, _)| ![columns.from, columns.to].contains(place)).map(|(_, name)| &**name);
            let (message, help) = no_strength(others);
            self.problem(line, None, message, help);
        }
        if self.options.scale.is_some() && third == Some(false) {
            self.problems.push(Problem::of(
                self.file,
                "`scale` is set, but there is no third column to scale",
                "leave it out",
            ));
        }
    }

    /// `# nodes: n`: the people 0..n exist. Names that are not whole numbers cannot be told beforehand: there must be n of them.
    fn check_people(&mut self, nodes: u64, line: u64) {
        let found = u64::from(self.people.count());
        if nodes > self.limits.people {
            let most = grouped(self.limits.people);
            let message =
                format!("`# nodes: {nodes}` is more than {most}, the most people a network can have (limit `people`)");
            self.problem(line, None, message, "is the number right?");
        } else if self.people.texts() > 0 {
            if nodes != found {
                let message =
                    format!("`# nodes: {nodes}` stands here, but the file names {}", count(found, "person", "people"));
                self.problem(
                    line,
                    None,
                    message,
                    "correct the number; people without ties are named by `# person: NAME`",
                );
            }
        } else if let Some((largest, _)) = self.people.largest_number().filter(|(largest, _)| *largest >= nodes) {
            let message = match nodes {
                0 => format!("`# nodes: 0` means that there is nobody, but the file names {largest}"),
                _ => format!("`# nodes: {nodes}` means the people 0 to {}, but the file names {largest}", nodes - 1),
            };
            self.problem(line, None, message, "correct the number, or leave the line out");
        } else if nodes > self.limits.declared.saturating_add(16 * found) {
            let message =
                format!("`# nodes: {nodes}` declares far more people than the {} that the file names", grouped(found));
            self.problem(line, None, message, "is the number right? If it is, `--allow people` lifts this limit");
        }
    }
}
