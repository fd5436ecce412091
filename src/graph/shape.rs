//! What a network looks like in figures.
