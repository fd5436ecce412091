//! The `rumormill` program.
fn main() {}
