//! The answer in words and tables.

pub mod figures;
mod opinions;
pub mod pictures;
pub mod table;
pub mod tables;
pub mod words;
