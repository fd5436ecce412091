#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod answer;
pub mod audience;
pub mod campaign;
pub mod cascade;
pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod estimate;
pub mod fit;
pub mod graph;
pub mod law;
pub mod load;
pub mod machine;
pub mod measure;
pub mod model;
pub mod opinion;
pub mod parallel;
pub mod platform;
pub mod plot;
pub mod quantity;
pub mod random;
pub mod report;
pub mod run;
pub mod scenario;
pub mod seeding;
pub mod simulation;
pub mod statistics;
#[cfg(feature = "cli")]
pub mod store;
pub mod text;
pub mod theory;
pub mod verify;
