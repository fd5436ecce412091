//! PARTICIPATION and RELATIONSHIP: who takes part how much, and how strong and trusted ties are.

pub mod attributes;
