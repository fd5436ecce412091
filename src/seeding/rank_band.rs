//! **Rank band**: people from the middle of the ranking by ties, such as creators who are known but no stars.
//!
//! People are ranked by how many hear them, most first. Of those from rank `from` to rank `to` (shares of all people, or of
//! those of a group), `count` are taken at even distances, so that they stand for the band.
//!
//! # Cost
//! Time n log n in people, once a network.

use super::{Count, Group, HOW_MANY, Seeding, ranking};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "rank-band",
    title: "people from a band of the ranking by ties, at even distances",
    kind: Kind::Table(&[
        Key::required(
            "from",
            Kind::Percent,
            "where the band begins, as a share of all people ranked by ties, most first",
        ),
        Key::required("to", Kind::Percent, "where the band ends"),
        HOW_MANY,
    ]),
    reference: "",
    check: "from 0 % to 100 %, as many as there are: everybody",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        let band = RankBand { from: value.number("from"), to: value.number("to"), count };
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
    count: Count,
}

impl RankBand {
    fn ranks(&self, people: u32) -> std::ops::Range<usize> {
        let rank = |share: f64| (share * f64::from(people)).round() as usize;
        rank(self.from)..rank(self.to)
    }

    fn fits(&self, group: &Group) -> Result<(), Fault> {
        // The band is that of those who are left; where others draw first, it may be a rank shorter than a rounded share.
        let left = group.left().saturating_sub(group.drawn());
        let inside = (self.ranks(left).len() as u64).saturating_sub(u64::from(group.drawn() > 0));
        let count = self.count.of(group);
        if count > inside {
            return Err(Fault::at(
                "count",
                format!("{count} people are asked for, and the band holds {inside} of {}", group.left()),
                "ask for fewer people or widen the band",
            ));
        }
        Ok(())
    }
}

impl Seeding for RankBand {
    fn seeds(&self, network: &Network, luck: &Replicate) -> Vec<u32> {
        self.seeds_among(network, luck, &Group::everybody(network.graph))
    }

    fn check(&self, graph: &Graph) -> Result<(), Fault> {
        self.fits(&Group::everybody(graph))
    }

    fn seeds_among(&self, network: &Network, _: &Replicate, group: &Group) -> Vec<u32> {
        let band = self.ranks(group.left());
        let ranked = &ranking::most_ties(network.graph, group, band.end)[band.start..];
        // The middles of `count` equal parts.
        let count = self.count.of(group);
        let place = |i: u64| ((2 * i + 1) as u128 * ranked.len() as u128 / (2 * count) as u128) as usize;
        (0..count).map(|i| ranked[place(i)]).collect()
    }

    fn check_among(&self, _: &Network, group: &Group) -> Result<(), Fault> {
        self.fits(group)
    }

    fn count_among(&self, group: &Group) -> Option<u64> {
        Some(self.count.of(group))
    }
}
