//! Columns of facts about people, from a file.

/// Columns of facts.
#[derive(Clone, Debug, Default)]
pub struct Attributes {}

impl Attributes {
    /// The number in a column.
    pub fn number(&self, _column: &str, _person: u32) -> Option<f64> {
        None
    }
}
