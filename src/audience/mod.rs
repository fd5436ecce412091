//! PARTICIPATION and RELATIONSHIP: who takes part how much, what they care about, how strong and trusted their ties are.
//!
//! Together with the graph (CONNECTION) these are the three factors of social spreading, each in one place, as columns over
//! people or ties. A classical model reads the attributes and the strengths of ties alone.

pub mod attributes;
pub mod interest;
pub mod participation;
pub mod relationship;

pub use attributes::Attributes;
pub use interest::Interest;
pub use participation::Participation;
pub use relationship::Relationship;

/// What is known of the people of one network.
#[derive(Clone, Debug, Default)]
pub struct Audience {
    /// Who takes part how much.
    pub participation: Participation,
    /// How trusted ties are and how strength changes.
    pub relationship: Relationship,
    /// What people care about.
    pub interest: Interest,
    /// Columns of facts from a file.
    pub attributes: Attributes,
}
