//! From and to petgraph.
