//! Twins: out of core and in memory.
