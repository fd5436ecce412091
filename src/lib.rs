//! A simulator of word of mouth and viral spread.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod audience;
pub mod catalog;
pub mod graph;
pub mod parallel;
pub mod plot;
pub mod quantity;
pub mod random;
