//! `rumormill new`: a commented scenario that runs at once.

use super::console::{self, Failure};
use crate::text::{escaped, shown};
use clap::{Args, ValueEnum};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Arguments {
    /// What the scenario is called; NAME.toml is written
    #[arg(value_name = "NAME")]
    name: PathBuf,
    /// What to begin with
    #[arg(long, value_name = "TEMPLATE", value_enum, default_value_t)]
    template: Template,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Template {
    /// Several ideas of whom to ask first, compared
    #[default]
    Campaign,
    /// One idea, made to be played with
    Lesson,
    /// A campaign on a platform: talk or advertise?
    Platform,
    #[value(hide = true)]
    Sweep,
}

pub fn main(arguments: &Arguments) -> Result<(), Failure> {
    let text = match arguments.template {
        Template::Campaign => include_str!("../../scenarios/templates/campaign.toml"),
        Template::Lesson => include_str!("../../scenarios/templates/lesson.toml"),
        Template::Platform => include_str!("../../scenarios/templates/platform.toml"),
        Template::Sweep => {
            let name =
                arguments.template.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
            let message = format!("the template `{name}` is not part of this version yet");
            return Err(Failure::refused(message, "write --template campaign, platform or lesson"));
        }
    };
    let mut path = arguments.name.clone();
    let typed = path.to_string_lossy().into_owned();
    let is_folder = typed.ends_with(['/', '\\']) || path.is_dir();
    let Some(stem) = path.file_name().filter(|_| !is_folder).map(|name| name.to_string_lossy().into_owned()) else {
        let message = format!("{} is a folder, and a scenario is a file", shown(&typed));
        return Err(Failure::refused(
            message,
            "write rumormill new my-rumor, or with a folder: new my-folder/my-rumor",
        ));
    };
    if !stem.ends_with(".toml") {
        path.set_file_name(format!("{stem}.toml"));
    }
    let name = escaped(&path.to_string_lossy());
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::refused(format!("{name}: is there already"), "choose another name; nothing is overwritten")
        }
        ErrorKind::NotFound => Failure::refused(format!("{name}: its folder does not exist"), "make the folder first"),
        _ => Failure::refused(format!("{name}: cannot be written: {}", console::cause(&error)), ""),
    })?;
    // As a shell takes it for one word, and no option.
    let simple = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    let word = if name.chars().all(simple) { name.clone() } else { format!("'{}'", name.replace('\'', "'\\''")) };
    let word = if word.starts_with('-') { format!("./{word}") } else { word };
    console::answer(&format!("{name} is written. Run it with: rumormill run {word}\n"))
}
