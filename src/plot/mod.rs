//! Pictures: the only layer that knows plotters.
//!
//! Plain data in, a [`Picture`] out: the SVG text and, as CSV, the numbers it shows. Nothing here opens a file, reads a
//! clock or draws a random number, and every curve is computed with exact operations or `libm`, so a picture is the same
//! bytes on any machine. Every picture draws whatever it is given: one replicate, one point, names of any length.
//!
//! | picture | question |
//! |---|---|
//! | [`ReachOverTime`] | how fast, and how far? |
//! | [`Distribution`] | how sure? |
//! | [`Difference`] | better than the baseline? |
//! | [`CascadePicture`] | who heard it from whom? |

mod canvas;
mod cascade;
mod difference;
mod distribution;
mod forest_layout;
mod network_layout;
#[cfg(feature = "png")]
pub mod png;
mod reach;
mod scale;
mod style;
mod table;
mod text;

pub use cascade::{CascadePicture, Dot};
pub use difference::{Difference, DifferenceRow};
pub use distribution::{Distribution, Sample};
pub use reach::{Curve, ReachOverTime};

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// File name without its ending, such as `reach`.
    pub name: &'static str,
    /// The picture as an SVG document.
    pub svg: String,
    /// The numbers in the picture, with a header line; cells fit for a spreadsheet.
    pub csv: String,
}

/// What one step of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Rounds of a model that goes step by step; whole numbers.
    Round,
    /// Hours; drawn as days when there are many.
    Hour,
    /// The model's own unit of time.
    Unit,
}

impl Unit {
    /// The unit to draw a span of time in, as (hours, rounds or units in one, name of the axis).
    fn axis(self, span: f64) -> (f64, &'static str) {
        match self {
            Unit::Round => (1.0, "round"),
            Unit::Hour if span > 72.0 => (24.0, "days"),
            Unit::Hour => (1.0, "hours"),
            Unit::Unit => (1.0, "time"),
        }
    }
}
