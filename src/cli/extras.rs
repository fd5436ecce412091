//! `rumormill schema`, `completions` and `man`: what editors, shells and packagers ask for.

use super::console::{self, Failure};
use clap::Args;

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

pub fn schema() -> Result<(), Failure> {
    console::answer(&String::from_utf8_lossy(&crate::store::json(&crate::scenario::schema::schema())))
}

pub fn completions(arguments: &Completions, command: &mut clap::Command) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, command, "rumormill", &mut text);
    console::answer(&String::from_utf8_lossy(&text))
}

pub fn man(command: clap::Command) -> Result<(), Failure> {
    let mut text = Vec::new();
    let made = clap_mangen::Man::new(command).render(&mut text);
    made.map_err(|error| Failure::failed(format!("the manual page cannot be made: {error}"), ""))?;
    console::answer(&String::from_utf8_lossy(&text))
}
