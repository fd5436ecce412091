//! Networks as text.
