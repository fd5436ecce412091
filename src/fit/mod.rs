//! Parameters from what was observed: pure functions, which draw nothing and open nothing.

pub mod bass;
