//! What a campaign does on a platform beside posting its items: the practices, one a file.
//!
//! Each is a [`Lever`]: a section of the campaign, `[campaign.broadcast]`, checked and built once, which takes part in every
//! replicate through the [`World`](crate::platform::World).

use crate::platform::{Lever, Observable};

/// What practices observe, each a measure, in the order of `list`.
pub static OBSERVABLES: &[Observable] = &[];

crate::catalog! { Box<dyn Lever>:
    broadcast,
}
