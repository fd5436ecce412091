//! **Rank band**: people from the middle of the ranking by ties, such as creators who are known but no stars.
//!
//! People are ranked by how many hear them, most first. Of those from rank `from` to rank `to` (shares of all people),
//! `count` are taken at even distances, so that they stand for the band.
//!
//! # Cost
//! Time n log n in people, once a network.

use super::{COUNT, Seeding, by_ties};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "rank-band",
    title: "people from a band of the ranking by ties, at even distances",
    kind: Kind::Table(&[
        Key::required("from", Kind::Percent, "where the band begins, as a share of all people ranked by ties, most first"),
        Key::required("to", Kind::Percent, "where the band ends"),
        Key::required("count", COUNT, "how many people").unit("people"),
    ]),
    reference: "",
    check: "from 0 % to 100 %, as many as there are: everybody",
    build: |value| {
        let band = RankBand { from: value.number("from"), to: value.number("to"), count: value.whole("count") };
        if band.from >= band.to {
            return Err(Fault::at("to", "the band ends before it begins", "write the smaller share at `from`"));
        }
        Ok(Box::new(band))
    },
};

/// Shares in [0, 1], `from` below `to`.
struct RankBand {
    from: f64,
    to: f64,
    count: u64,
}

impl RankBand {
    fn ranks(&self, people: u32) -> std::ops::Range<usize> {
        let rank = |share: f64| (share * f64::from(people)).round() as usize;
        rank(self.from)..rank(self.to)
    }
}

impl Seeding for RankBand {
    fn seeds(&self, network: &Network, _: &Replicate) -> Vec<u32> {
        let band = self.ranks(network.graph.people());
        let ranked = &by_ties(network.graph)[band];
        // The middles of `count` equal parts.
        let place = |i: u64| ((2 * i + 1) as u128 * ranked.len() as u128 / (2 * self.count) as u128) as usize;
        (0..self.count).map(|i| ranked[place(i)]).collect()
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        let inside = self.ranks(graph.people()).len() as u64;
        if self.count > inside {
            return Err(Fault::at(
                "count",
                format!("{} people are asked for, and the band holds {inside} of {}", self.count, graph.people()),
                "ask for fewer people or widen the band",
            ));
        }
        Ok(())
    }
}
