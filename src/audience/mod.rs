//! PARTICIPATION and RELATIONSHIP: who takes part how much, what they care about, how strong and trusted their ties are.
//!
//! Together with the graph (CONNECTION) these are the three factors of social spreading, each in one place, as columns over
//! people or ties. [`Factors`] are their laws as a scenario states them; [`Audience`] is what came of them in one network. A
//! classical model reads the attributes and the strengths of ties alone: what is drawn of participation and interest stands
//! there as columns.

pub mod attributes;
mod column;
mod factors;
mod gamma;
pub mod interest;
pub mod marginal;
pub mod participation;
pub mod relationship;

pub use attributes::Attributes;
pub(crate) use column::column_of;
pub use factors::{Drawn, Factors};
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
