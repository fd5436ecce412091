//! What is wrong with a scenario, and where.

use super::document::Source;
use std::fmt;
use std::ops::Range;

/// A place in one of the texts a scenario was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which text, by its number in [`super::Document::sources`].
    pub source: usize,
    /// From which byte to which.
    pub span: Range<usize>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// A few words beside the place, or "".
    pub label: String,
    /// Another place that has to do with it, and a few words beside it.
    pub also: Option<Box<(Place, String)>>,
    /// What to write.
    pub help: Vec<String>,
}

impl Problem {
    /// A problem at a place.
    pub fn at(place: Place, message: impl Into<String>) -> Problem {
        Problem { place, message: message.into(), label: String::new(), also: None, help: Vec::new() }
    }

    /// With words beside the place.
    pub fn label(self, label: impl Into<String>) -> Problem {
        Problem { label: label.into(), ..self }
    }

    /// With a second place.
    pub fn also(self, place: Place, label: impl Into<String>) -> Problem {
        Problem { also: Some(Box::new((place, label.into()))), ..self }
    }

    /// With what to write.
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help.push(help.into());
        self
    }
}

/// Everything that is wrong with a scenario, with the texts it was made of.
#[derive(Clone, Debug)]
pub struct Problems {
    /// The texts.
    pub sources: Vec<Source>,
    /// At least one problem, in the order of the file.
    pub problems: Vec<Problem>,
}

impl Problems {
    /// At most so many problems are shown.
    pub const MOST: usize = 20;
}

impl fmt::Display for Problems {
    /// `file:line:column: message` and what to write, a line each.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (i, problem) in self.problems.iter().take(Self::MOST).enumerate() {
            let source = &self.sources[problem.place.source];
            let (line, column) = position(&source.text, problem.place.span.start);
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{}:{line}:{column}: {}", source.name, problem.message)?;
            for help in &problem.help {
                write!(f, "\n  {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Line and column of a byte, both from 1; columns count characters.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
