//! Rival brands on one network: whoever is reached first has the person, for good.
//!
//! All brands spread by one law with one and the same luck, so together they reach exactly whom one brand asked by all of
//! them would reach, at the same times: competition only decides **whose** each person is. A cascade of everybody is
//! played first, and then divided. A person belongs to the brand of those who reached it at the moment at which it acted;
//! where several brands did (in rounds, or by asking the same person), a [`TieBreak`] decides, by a number that belongs to
//! the person.
//!
//! # Reference
//! S. Bharathi, D. Kempe and M. Salek, *Competitive influence maximization in social networks*, WINE 2007,
//! doi:10.1007/978-3-540-77105-0_31; T. Carnes, C. Nagarajan, S. Wild and A. van Zuylen, *Maximizing influence in a
//! competitive social network*, ICEC 2007, doi:10.1145/1282100.1282167 (there each voice counts alike).

use super::scratch::Scratch;
use super::voices::{by_person, voices};
use crate::cascade::{Cascade, NOBODY};
use crate::graph::{Graph, PerPerson};
use crate::law::{Law, Rule, Stages, Stay};
use crate::random::{Luck, Purpose, below};

/// Most brands of one run.
pub const MOST_BRANDS: usize = 64;

/// Whose a person is whom several brands reach at the same moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TieBreak {
    /// Each of these brands is equally likely.
    #[default]
    Random,
    /// Each of those who reached the person is equally likely to be followed, whatever its brand.
    Voices,
    /// The brand that comes first in the order of the file.
    Order,
}

impl TieBreak {
    /// Its words in scenario files.
    pub const WORDS: &'static [(&'static str, &'static str)] = &[
        ("random", "each of these brands is equally likely"),
        ("voices", "each of those who reached the person is equally likely to be followed"),
        ("order", "the campaign itself, then its rivals in the order of the file"),
    ];

    /// The rule of that word.
    pub fn of(word: &str) -> Option<TieBreak> {
        match word {
            "random" => Some(TieBreak::Random),
            "voices" => Some(TieBreak::Voices),
            "order" => Some(TieBreak::Order),
            _ => None,
        }
    }
}

/// Why a law cannot be shared by rivals, and what to do instead; `None` if it can.
pub fn refusal(law: &Law) -> Option<(&'static str, &'static str)> {
    match law {
        Law::Tries { .. } | Law::Delays { .. } | Law::Thresholds(Rule::OneOf(_)) => None,
        Law::Rates { outside, .. } if *outside > 0.0 => {
            Some(("here people also act by no tie, and would have no brand", "write innovation = 0, or take si or sir"))
        }
        Law::Rates { .. } => None,
        Law::Thresholds(Rule::Share | Rule::Weights(_) | Rule::Independent(_)) => Some((
            "with thresholds several voices win a person together, and brands would share it",
            "write coupling = \"live-edge\" where the model has it: there one voice wins a person",
        )),
        // Nobody comes at the same moment as somebody else, so the parent is whom a person follows.
        Law::Stages(stages) if !stages.rounds && acts_once_by_ties(stages) => None,
        Law::Stages(stages) if acts_once_by_ties(stages) => Some((
            "with a column, or with stages, the rounds of this model do not keep all who reach a person in the same round",
            "write clock = \"continuous\", where nobody comes at the same moment, or one number for all instead of the column",
        )),
        Law::Stages(stages) if stages.outside != PerPerson::Same(0.0) => {
            Some(("here people also act by no tie, and would have no brand", "write innovation = 0, or take si or sir"))
        }
        Law::Stages(_) => Some((
            "in this model people can catch it again, so that nobody would be a brand's for good",
            "take si, sir or seir, where everybody acts once",
        )),
        _ => Some((
            "rivals are not played with this model: its record does not tell who moved a person",
            "take independent-cascade, continuous-time-cascade, linear-threshold with coupling = \"live-edge\", si, sir or seir",
        )),
    }
}

/// Whether everybody acts at most once, and only by a tie.
fn acts_once_by_ties(stages: &Stages) -> bool {
    stages.immune == Stay::FOREVER && stages.outside == PerPerson::Same(0.0)
}

/// People whom a brand has asked at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The brand, below [`MOST_BRANDS`].
    pub brand: usize,
    /// When.
    pub time: f64,
    /// Whom.
    pub people: Vec<u32>,
}

/// Divides the cascade of all brands into one for each, in which parents are of the brand. What `parts` held is forgotten.
///
/// The seed set of a brand are those whom it asked and has.
#[allow(clippy::too_many_arguments)]
pub fn divide(
    law: &Law,
    graph: &Graph,
    asked: &[Asked],
    tie_break: TieBreak,
    luck: &impl Luck,
    scratch: &mut Scratch,
    whole: &Cascade,
    parts: &mut [Cascade],
) {
    let count = whole.reach();
    // Which brands reached each person when it acted, as bits; at first those that asked it.
    let mut reached = vec![0u64; count];
    scratch.with_places(graph.people(), whole);
    for Asked { brand, time, people } in asked {
        for &person in people {
            let place = scratch.place_of[person as usize] as usize;
            if place < count && whole.parents[place] == NOBODY && whole.times[place] == *time {
                reached[place] |= 1 << brand;
            }
        }
    }
    scratch.without_places(whole);
    let draw = luck.bits_of(Purpose::TieBreak);
    let one_of = |person: u32, n: usize| below(draw(person.into(), 0), n as u64) as usize;
    let chosen = |person: u32, brands: u64| match tie_break {
        TieBreak::Order => brands.trailing_zeros() as usize,
        _ => {
            let skipped = one_of(person, brands.count_ones() as usize);
            (0..skipped).fold(brands, |brands, _| brands & (brands - 1)).trailing_zeros() as usize
        }
    };
    // The brand of each place, and the speaker of that brand.
    let mut brands = vec![0usize; count];
    let mut parents = vec![NOBODY; count];
    let heard = voices(law, graph, luck, scratch, whole);
    let mut heard = by_person(&heard).peekable();
    for place in 0..count {
        let person = whole.people[place];
        let Some(speakers) = heard.next_if(|voices| voices[0].0 as usize == place) else {
            brands[place] = chosen(person, reached[place]);
            continue;
        };
        let brand_of = |&(_, speaker): &(u32, u32)| brands[speaker as usize];
        brands[place] = match tie_break {
            TieBreak::Voices => brand_of(&speakers[one_of(person, speakers.len())]),
            _ => chosen(person, speakers.iter().fold(0, |bits, voice| bits | 1 << brand_of(voice))),
        };
        let first = speakers.iter().find(|voice| brands[voice.1 as usize] == brands[place]);
        parents[place] = first.map_or(NOBODY, |voice| voice.1);
    }
    parts.iter_mut().for_each(Cascade::clear);
    // Where each place of the whole stands in its part.
    let mut moved = vec![NOBODY; count];
    for place in 0..count {
        let part = &mut parts[brands[place]];
        moved[place] = part.reach() as u32;
        let parent = parents[place];
        let (person, time) = (whole.people[place], whole.times[place]);
        match parent {
            NOBODY => part.push_asked(person, time),
            parent => part.push(person, moved[parent as usize], time),
        }
    }
}
