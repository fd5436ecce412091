//! From replicates to figures: means, intervals, quantiles and paired differences.
//!
//! Counts are summed as integers and floating point enters with the last division; values that are no whole numbers are
//! summed in the order of replicates. So the figures depend on neither threads nor the order of work.

pub mod binomial;
mod interval;
mod normal;
mod paired;
mod quantile;
mod ratio;
mod student;
mod summary;

pub use normal::{normal_quantile, normal_share};
pub use paired::{Comparison, Difference};
pub use quantile::{Quantiles, quantile};
pub use ratio::Ratio;
pub use student::t975;
pub use summary::{Groups, Share, Summary};
