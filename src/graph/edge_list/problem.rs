//! What is wrong with a file, where, and what to write instead.

use crate::text::escaped;
use std::fmt;

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user typed it.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The column in characters, from 1.
    pub column: Option<u64>,
    /// What is wrong, without a full stop; nothing in it needs escaping any more.
    pub message: String,
    /// What to write or do instead, or "".
    pub help: String,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn of(file: &str, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line: None, column: None, message: message.into(), help: help.into() }
    }

    /// The same problem, in a line.
    pub fn line(self, line: u64) -> Problem {
        Problem { line: Some(line), ..self }
    }

    /// The same problem, at a column of its line.
    pub fn column(self, column: u64) -> Problem {
        Problem { column: Some(column), ..self }
    }
}

impl fmt::Display for Problem {
    /// `file:line:column: message`, then the help in a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", escaped(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// The most problems of a file that are collected before reading stops.
pub const MOST_PROBLEMS: usize = 20;
