//! `rumormill explain`: what a key means.

use super::console::{self, Failure};
use crate::report::glossary;
use crate::scenario::explain;
use crate::text::{folded, shown};
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A key such as spread.sir.recovery, the name of a model, network, seeding or measure, or a word of a table
    #[arg(value_name = "KEY", num_args = 1.., required = true)]
    key: Vec<String>,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    // The words of a heading need no quotes.
    let asked = arguments.key.join(" ");
    let keys = explain::explain(&asked);
    let word = glossary::meaning(&asked).map(|(word, meaning)| {
        let mut letters = meaning.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{word} (in answers)\n  {}\n", folded(&format!("{first}{}.", letters.as_str()), 78, "  "))
    });
    match (keys, word) {
        (Ok(keys), Some(word)) => console::answer(&format!("{keys}\n{word}")),
        (Ok(text), None) | (Err(_), Some(text)) => console::answer(&text),
        (Err(help), None) => Err(Failure::refused(format!("there is nothing called {}", shown(&asked)), help)),
    }
}
