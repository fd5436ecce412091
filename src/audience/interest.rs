//! What people care about.

/// The topics of each person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interest {
    /// How many topics there are; 0: topics play no part.
    pub topics: u32,
    /// Weight of each topic for each person, at least 0, sum 1 per person; person by person, so weight t of person i stands
    /// at i * topics + t.
    pub weights: Vec<f32>,
}
