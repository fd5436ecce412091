//! What a campaign does on a platform beside posting its items: the practices, one a file.
//!
//! Each is a [`Lever`]: a section of the campaign, `[campaign.broadcast]`, checked and built once, which takes part in every
//! replicate through the [`World`](crate::platform::World).

use crate::platform::{Lever, Observable};

pub mod product;

/// What practices (and the product) observe, each a measure, in the order of `list`.
pub fn observables() -> impl Iterator<Item = &'static Observable> + Clone {
    let all = [
        product::OBSERVABLES,
        listen::OBSERVABLES,
        talk::OBSERVABLES,
        trust::OBSERVABLES,
        support::OBSERVABLES,
        embrace::OBSERVABLES,
        traffic::OBSERVABLES,
    ];
    all.into_iter().flatten()
}

crate::catalog! { Box<dyn Lever>:
    listen, talk, trust, support, embrace, traffic, broadcast,
}
