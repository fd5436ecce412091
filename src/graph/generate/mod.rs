//! Made networks, one law a file.

use crate::graph::Graph;
use crate::random::Stream;

/// A way to make a network.
pub trait Generator: Send + Sync {
    /// How many people, and about how many ties (a mutual tie counts twice): for the estimate before anything is made.
    fn size(&self) -> (u64, f64);

    /// The network drawn by one stream ([`crate::random::Purpose::Network`]): the same ties for any number of threads.
    fn generate(&self, luck: Stream) -> Graph;

    /// Whether chance has no part in it.
    fn is_fixed(&self) -> bool {
        false
    }
}
