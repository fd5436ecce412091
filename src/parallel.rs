//! Index to value on all threads, collected in index order.
//!
//! The one way in which work is spread over threads: since every value depends on its index alone and values come back in
//! the order of their indices, no result can tell how many threads there were.

/// The values of 0..count, in order. `scratch` makes what a thread reuses between indices.
#[cfg(feature = "parallel")]
pub fn map<S, T: Send>(
    count: u64,
    scratch: impl Fn() -> S + Sync + Send,
    value: impl Fn(&mut S, u64) -> T + Sync + Send,
) -> Vec<T> {
    use rayon::prelude::*;
    (0..count as usize).into_par_iter().map_init(scratch, |scratch, index| value(scratch, index as u64)).collect()
}

/// The values of 0..count, in order. `scratch` makes what is reused between indices.
#[cfg(not(feature = "parallel"))]
pub fn map<S, T: Send>(
    count: u64,
    scratch: impl Fn() -> S + Sync + Send,
    value: impl Fn(&mut S, u64) -> T + Sync + Send,
) -> Vec<T> {
    let mut scratch = scratch();
    (0..count).map(|index| value(&mut scratch, index)).collect()
}
