//! A simulator of word of mouth and viral spread.

pub mod plot;
