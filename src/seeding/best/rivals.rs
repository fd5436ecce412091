//! Beside rivals: how far it spreads of what one brand passes on, where others have asked people of their own.
//!
//! Whom each rival asks is given; then the seed set is asked too, all at the beginning, and everybody belongs to the brand that
//! comes first ([`crate::engine::rivals`]). Reach is the brand's own. A person whom a rival asks can be asked as well: whose the
//! person is, is settled as everywhere.

use super::spread::{OfLaw, Player, Spread};
use crate::cascade::Cascade;
use crate::engine::rivals::{Asked, TieBreak, divide};
use crate::engine::{self, Scratch};
use crate::model::Network;
use crate::random::Replicate;
use crate::seeding::Seeding;

/// Whom a rival asks.
pub enum Asks<'a> {
    /// The same people in every world.
    Known(Vec<u32>),
    /// Other people in each.
    Drawn(&'a dyn Seeding),
}

/// A law on a network that rivals share.
pub struct AgainstRivals<'a> {
    of: OfLaw<'a>,
    network: Network<'a>,
    rivals: Vec<Asks<'a>>,
    tie_break: TieBreak,
}

impl<'a> AgainstRivals<'a> {
    /// Beside so many rivals, at least one, in the order of the file; the law is one that rivals can share.
    pub fn new(of: OfLaw<'a>, network: Network<'a>, rivals: Vec<Asks<'a>>, tie_break: TieBreak) -> Self {
        AgainstRivals { of, network, rivals, tie_break }
    }
}

impl Spread for AgainstRivals<'_> {
    fn player(&self) -> Box<dyn Player + '_> {
        Box::new(RivalPlayer {
            against: self,
            scratch: Scratch::new(),
            whole: Cascade::default(),
            parts: vec![Cascade::default(); self.rivals.len() + 1],
        })
    }
}

struct RivalPlayer<'a> {
    against: &'a AgainstRivals<'a>,
    scratch: Scratch,
    whole: Cascade,
    parts: Vec<Cascade>,
}

impl Player for RivalPlayer<'_> {
    fn play(&mut self, seeds: &[u32], luck: &Replicate) -> &[u32] {
        let AgainstRivals { of: OfLaw { law, graph, horizon }, network, rivals, tie_break } = self.against;
        let own = Asked { brand: 0, time: 0.0, people: seeds.to_vec() };
        let theirs = rivals.iter().enumerate().map(|(i, rival)| {
            let brand = i + 1;
            let people = match rival {
                Asks::Known(people) => people.clone(),
                // A rival has luck of its own, as in a run.
                Asks::Drawn(seeding) => seeding.seeds(network, &luck.of_slot((brand as u32) << 16)),
            };
            Asked { brand, time: 0.0, people }
        });
        let asked: Vec<Asked> = std::iter::once(own).chain(theirs).collect();
        let everybody: Vec<u32> = asked.iter().flat_map(|asked| asked.people.iter().copied()).collect();
        let RivalPlayer { scratch, whole, parts, .. } = self;
        engine::play(law, graph, &everybody, *horizon, luck, scratch, whole);
        divide(law, graph, &asked, *tie_break, luck, scratch, whole, parts);
        &self.parts[0].people
    }
}
