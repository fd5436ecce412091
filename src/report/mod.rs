//! The answer in words and tables.

pub mod acceleration;
mod assumed;
pub mod bass;
pub mod beside;
pub mod choice;
pub mod figures;
pub mod glossary;
mod opinions;
pub mod overtaking;
pub mod page;
pub mod pictures;
pub mod scale;
mod stand_ins;
pub mod table;
pub mod tables;
pub mod times;
pub mod touch;
pub mod words;
