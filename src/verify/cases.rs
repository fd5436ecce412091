//! The cases, by model in the order of `list models`.

mod along_ties;
mod cascades;
mod epidemics_and_rumours;
mod opinions;
mod without_network;

use super::Case;
use std::sync::LazyLock;

/// Every case. A new model brings at least one.
pub static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    [cascades::CASES, epidemics_and_rumours::CASES, along_ties::CASES, without_network::CASES, opinions::CASES].concat()
});
