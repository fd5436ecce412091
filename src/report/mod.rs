//! The answer in words and tables.

pub mod beside;
pub mod choice;
pub mod figures;
pub mod glossary;
mod opinions;
pub mod page;
pub mod pictures;
mod stand_ins;
pub mod table;
pub mod tables;
pub mod times;
pub mod words;
