//! Communities of uneven size, people with unevenly many ties, and a share of everyone's ties that leads out: after Lancichinetti,
//! Fortunato and Radicchi.
//!
//! Numbers of ties follow a power law, and so do the sizes of the communities. Of a person's k ties (1 - mixing) k, rounded up or
//! down at random such that the mean is kept, stay in its community. People are dealt out to the communities such that everyone
//! has room for these among the others there, every way to do so equally likely. Then the ends inside each community are joined
//! two by two, and after them all others with none inside a community; ties that may not be are mended by exchanging ends with
//! another one. The community of each person, from 0, is the fact `community`.
//!
//! # Parameters
//!
//! `people` n; the law of the number of ties as in [`power_law`](super::power_law): `exponent`, one of `minimum` and `mean`,
//! `maximum`, as many as the largest communities have room for if absent; `mixing`, in [0, 1], the share of ties that lead out: larger, communities that matter less; `smallest` and
//! `largest`, people of a community; `community-exponent`, 0 to 100, default 1.5: larger, more small communities; `reciprocity`
//! leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! Linear in people and ties, but for sorting people by their ties; a table of the ties that lead out while they are joined.
//!
//! # Randomness
//!
//! Stream Network, entity: a person's number, indices 0 to 2, for its degree and the rounding; 2^32, read in sequence, for the
//! sizes, 2^32 + 1 for the dealing, 2^32 + 2 for the ties between, 2^33 + c for those inside community c.
//!
//! # Departures
//!
//! The paper moves people from community to community until all fit, and rewires ties until the mixing is met; here dealing is
//! even over all ways that fit, and the mixing is met in the mean. Sizes are drawn until they hold everybody; what the last is
//! too large by is cut off, and if it is then below `smallest`, its people come one by one to the others, which may then be above
//! `largest`. An odd end inside leads out instead. Where ends inside cannot be joined, they lead out; the remark says so.
//!
//! # Reference
//!
//! A. Lancichinetti, S. Fortunato and F. Radicchi, *Benchmark graphs for testing community detection algorithms*, Physical Review
//! E 78 (2008) 046110, doi:10.1103/PhysRevE.78.046110.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, communities::{Communities, Sizes}};
//! use rumormill::graph::generate::configuration::degree::{Law, Start};
//!
//! let degrees = Law::PowerLaw { exponent: 2.5, start: Start::Mean(8.0), maximum: Some(40) };
//! let sizes = Sizes { smallest: 20, largest: 60, exponent: 1.5 };
//! let law = Communities::new(1_000, degrees, sizes, 0.2).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! assert!((7_000..9_000).contains(&network.ties()));
//! ```

use super::configuration::degree::power::Power;
use super::configuration::degree::{self, Law, Sampler};
use super::joining::{Ties, join};
use super::pairs::Pairs;
use super::{COMMUNITY, Generator, PEOPLE, RECIPROCITY, fits, network, probable, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::random::{Sequence, Stream};

const KEYS: &[Key] = &[
    PEOPLE,
    degree::POWER_LAW[0],
    degree::POWER_LAW[1],
    degree::POWER_LAW[2],
    Key::optional(
        "maximum",
        Kind::Whole(1, Graph::MOST_PEOPLE),
        "the most ties anyone has; as many as the largest communities have room for if absent",
    )
    .unit("ties"),
    Key::required("mixing", Kind::Probability, "the share of everyone's ties that lead out of the community")
        .larger("communities that matter less; above 0.5 most ties lead out"),
    Key::required("smallest", Kind::Whole(2, Graph::MOST_PEOPLE), "how many people the smallest communities have")
        .unit("people"),
    Key::required("largest", Kind::Whole(2, Graph::MOST_PEOPLE), "how many people the largest communities have")
        .unit("people"),
    Key::with_default(
        "community-exponent",
        Kind::Number(0.0, 100.0),
        "1.5",
        "how fast the shares of large communities fall: like size^-exponent",
    )
    .larger("more small communities")
    .source("between the exponents 1 and 2 of Lancichinetti, Fortunato and Radicchi 2008"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "communities",
    title: "communities of uneven size, with a share of everyone's ties that leads out",
    kind: Kind::Table(KEYS),
    reference: "A. Lancichinetti, S. Fortunato and F. Radicchi, Benchmark graphs for testing community detection algorithms, 2008",
    check: "communities and ties of 4 people have their exact probabilities; degrees exactly as drawn; the mixing in the mean",
    build: |value| {
        let sizes = Sizes {
            smallest: value.whole("smallest") as u32,
            largest: value.whole("largest") as u32,
            exponent: value.number("community-exponent"),
        };
        let people = value.whole("people") as u32;
        with_reciprocity(value, Communities::new(people, Law::power_law(value)?, sizes, value.number("mixing"))?)
    },
};

const SIZES: u64 = 1 << 32;
const DEALING: u64 = SIZES + 1;
const BETWEEN: u64 = SIZES + 2;
const INSIDE: u64 = 1 << 33;

/// How large communities are: P(size) proportional to size^-exponent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// The fewest people of a community, at least 2.
    pub smallest: u32,
    /// The most people of a community.
    pub largest: u32,
    /// At least 0.
    pub exponent: f64,
}

/// A network with planted communities.
#[derive(Clone, Debug)]
pub struct Communities {
    people: u32,
    degrees: Sampler,
    sizes: Sizes,
    mixing: f64,
}

/// Who belongs where, before anyone is tied.
struct Plan {
    /// How many ties each person shall have.
    degrees: Vec<u32>,
    /// How many of them inside.
    inside: Vec<u32>,
    /// The community of each.
    community: Vec<u32>,
    communities: usize,
}

/// Ties, the smaller community first; how many were asked for inside and led out; how many were left out.
struct Made {
    ties: Ties,
    inside: usize,
    left_out: usize,
}

impl Communities {
    /// Of n people with degrees of a law, of sizes of communities, and the share of ties that lead out, in [0, 1].
    ///
    /// # Errors
    ///
    /// A fault where the law of degrees cannot be had among n people, at `smallest` or `largest` where the sizes cannot be, or where
    /// the largest community has no room for the ties inside of one person, at `mixing` where it is no share.
    pub fn new(people: u32, degrees: Law, sizes: Sizes, mixing: f64) -> Result<Self, Fault> {
        probable(mixing, "mixing")?;
        let Sizes { smallest, largest, .. } = sizes;
        if smallest < 2 || smallest > people {
            let message = format!("no community of {smallest} people can be had among {people}");
            return Err(Fault::at("smallest", message, format!("write a number from 2 to {people}")));
        }
        if largest < smallest {
            let message = format!("the largest communities, {largest}, are below the smallest, {smallest}");
            return Err(
                Fault::at("largest", message, format!("write at least {smallest}")).also("smallest", "the smallest")
            );
        }
        let sizes = Sizes { largest: largest.min(people), ..sizes };
        // So many ties of one person leave as many inside as the largest communities have room for.
        let fit = (f64::from(sizes.largest - 1) / (1.0 - mixing)).min(f64::from(people - 1)) as u64;
        let (degrees, maximum) = match degrees {
            Law::PowerLaw { exponent, start, maximum } => {
                let maximum = maximum.unwrap_or(fit);
                (Law::PowerLaw { exponent, start, maximum: Some(maximum) }, maximum.min(u64::from(people - 1)))
            }
            law => (law, u64::from(people - 1)),
        };
        // The law's keys stand at the top here.
        let sampler = Sampler::new(degrees, people).map_err(|fault| Fault {
            key: fault.key.trim_start_matches("degree.power-law").trim_start_matches('.').to_owned(),
            ..fault
        })?;
        let most = (maximum as f64 * (1.0 - mixing) - 1e-9).ceil();
        if most > f64::from(sizes.largest - 1) {
            let message = format!(
                "someone may have {most} ties inside, and the largest communities have {} people",
                sizes.largest
            );
            let help = format!("write `maximum = {fit}`, larger communities, or more mixing");
            return Err(Fault::at("largest", message, help));
        }
        let n = f64::from(people);
        fits(people, n * sampler.mean() + 6.0 * n.sqrt() * sampler.deviation(), "people")?;
        Ok(Communities { people, degrees: sampler, sizes, mixing })
    }

    /// The sizes of the communities, as they are drawn.
    fn sizes(&self, luck: Stream) -> Vec<u32> {
        let Sizes { smallest, largest, exponent } = self.sizes;
        let law = Power::new(exponent, smallest, largest);
        let mut sequence = luck.sequence(SIZES);
        let (mut sizes, mut left) = (Vec::new(), self.people);
        while left > 0 {
            let size = law.quantile(sequence.uniform()).min(left);
            left -= size;
            if size < smallest && !sizes.is_empty() {
                let count = sizes.len() as u32;
                sizes.iter_mut().zip(0..).for_each(|(other, i)| *other += size / count + u32::from(i < size % count));
            } else {
                sizes.push(size);
            }
        }
        sizes
    }

    fn plan(&self, luck: Stream) -> Plan {
        let degrees: Vec<u32> = (0..self.people).map(|person| self.degrees.draw(luck, u64::from(person))).collect();
        let rounded = |(person, &degree): (u64, &u32)| {
            ((1.0 - self.mixing) * f64::from(degree) + luck.uniform(person, 2)).floor().min(f64::from(degree)) as u32
        };
        let mut inside: Vec<u32> = (0..).zip(&degrees).map(rounded).collect();
        let sizes = self.sizes(luck);
        let community = deal(&mut inside, &sizes, &mut luck.sequence(DEALING));
        Plan { degrees, inside, community, communities: sizes.len() }
    }

    fn make(&self, luck: Stream) -> Made {
        let Plan { degrees, inside, community, communities } = self.plan(luck);
        let starts = crate::graph::builder::offsets(communities as u32, &community);
        let members = crate::graph::builder::order(communities as u32, &community, &vec![0; community.len()]);
        let mut between: Vec<u32> = Vec::new();
        let again = |person: u32, times: u32| std::iter::repeat_n(person, times as usize);
        for (person, degree) in (0..).zip(&degrees) {
            between.extend(again(person, degree - inside[person as usize]));
        }
        let mut ties = Ties::new();
        for c in 0..communities {
            let members = &members[starts[c] as usize..starts[c + 1] as usize];
            let mut ends: Vec<u32> =
                members.iter().flat_map(|&person| again(person, inside[person as usize])).collect();
            let mut sequence = luck.sequence(INSIDE + c as u64);
            if ends.len() % 2 == 1 {
                between.push(ends.swap_remove(sequence.below(ends.len() as u64) as usize));
            }
            let mut tied = Pairs::with_capacity(ends.len() / 2);
            let (joined, left) = join(ends, &mut sequence, &mut tied, |_, _| false);
            ties.extend(joined);
            between.extend(left.into_iter().flatten());
        }
        let inside = ties.len();
        let mut tied = Pairs::with_capacity(between.len() / 2);
        let barred = |a: u32, b: u32| community[a as usize] == community[b as usize];
        let (joined, left) = join(between, &mut luck.sequence(BETWEEN), &mut tied, barred);
        ties.extend(joined);
        Made { ties, inside, left_out: left.len() }
    }
}

/// Deals people out to communities that have room for their ties inside: `inside` of a person is at most its community's size
/// less one. Everyone, those with most ties inside first, gets any free place of the communities large enough; which places
/// those are for a later one includes all of an earlier one, so no way is likelier than another. Where no place is left, the
/// person gets one of the next largest community, and fewer ties inside.
fn deal(inside: &mut [u32], sizes: &[u32], sequence: &mut Sequence) -> Vec<u32> {
    let mut people: Vec<u32> = (0..inside.len() as u32).collect();
    people.sort_by_key(|&person| std::cmp::Reverse(inside[person as usize]));
    let mut order: Vec<u32> = (0..sizes.len() as u32).collect();
    order.sort_by_key(|&c| sizes[c as usize]);
    let mut places: Vec<u32> = Vec::with_capacity(inside.len());
    let mut community = vec![0; inside.len()];
    for person in people {
        let own = &mut inside[person as usize];
        while let Some(&c) = order.last() {
            let size = sizes[c as usize];
            if size <= *own && !places.is_empty() {
                break;
            }
            if size <= *own {
                *own = size - 1;
            }
            places.extend(std::iter::repeat_n(c, size as usize));
            order.pop();
        }
        community[person as usize] = places.swap_remove(sequence.below(places.len() as u64) as usize);
    }
    community
}

impl Generator for Communities {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), f64::from(self.people) * self.degrees.mean())
    }

    fn generate(&self, luck: Stream) -> Graph {
        let (from, to) = self.make(luck).ties.into_iter().map(|[a, b]| (a, b)).unzip();
        network(self.people, from, to, true)
    }

    fn facts(&self, luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        vec![(COMMUNITY, self.plan(luck).community.into_iter().map(f64::from).collect())]
    }

    fn remark(&self, luck: Stream, _graph: &Graph) -> Option<String> {
        let Made { ties, inside, left_out } = self.make(luck);
        let mixing = (ties.len() - inside) as f64 / ties.len().max(1) as f64;
        let left = match left_out {
            0 => String::new(),
            n => format!("; {n} of {} ties asked for are left out", ties.len() + n),
        };
        let off = (mixing - self.mixing).abs() > 0.005;
        let mixed = (off || left_out > 0).then(|| {
            format!("{mixing:.4} of the ties lead out of their community, {} were asked for{left}", self.mixing)
        });
        let parts: Vec<String> = self.degrees.remark().into_iter().chain(mixed).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::configuration::degree::Start;
    use crate::graph::generate::tests::{assert_shares, code, luck};

    fn law(people: u32, start: Start, maximum: u64, sizes: (u32, u32), mixing: f64) -> Communities {
        let degrees = Law::PowerLaw { exponent: 2.5, start, maximum: Some(maximum) };
        let sizes = Sizes { smallest: sizes.0, largest: sizes.1, exponent: 1.5 };
        Communities::new(people, degrees, sizes, mixing).unwrap()
    }

    /// Four people with one tie each in two communities of two: 3 ways to deal them out, and for each one network inside, two
    /// between; with the numbering of the communities 6 and 12 ways, equally likely. Chi-square, alpha = 1e-6, 20,000 draws.
    #[test]
    fn communities_and_ties_have_their_probabilities() {
        for (mixing, ways) in [(0.0, 6), (1.0, 12)] {
            let law = law(4, Start::Minimum(1), 1, (2, 2), mixing);
            let draw = |i: u64| {
                let of = |person: usize| law.facts(luck(i))[0].1[person] as u64;
                code(&law.generate(luck(i))) << 4 | (0..4).map(|person| of(person) << person).sum::<u64>()
            };
            let seen: std::collections::BTreeSet<u64> = (0..2_000).map(draw).collect();
            assert_eq!(seen.len(), ways);
            let all: Vec<(u64, f64)> = seen.into_iter().map(|code| (code, 1.0 / ways as f64)).collect();
            assert_shares(&all, 20_000, draw);
        }
    }

    /// Sizes 3, 2, 2 and ties inside 2, 1, 1, 1, 1, 1, 1: the first must live in the largest with 2 of 6; the other places go to
    /// any: 15 x 6 ways, equally likely.
    #[test]
    fn every_way_to_deal_people_out_is_equally_likely() {
        let draw = |i: u64| {
            let mut inside = vec![1, 1, 2, 1, 1, 1, 1];
            let community = deal(&mut inside, &[2, 3, 2], &mut luck(i).sequence(0));
            assert_eq!((community[2], inside[2]), (1, 2));
            community.into_iter().fold(0, |code, c| 3 * code + u64::from(c))
        };
        let seen: std::collections::BTreeSet<u64> = (0..5_000).map(draw).collect();
        assert_eq!(seen.len(), 90);
        let all: Vec<(u64, f64)> = seen.into_iter().map(|code| (code, 1.0 / 90.0)).collect();
        assert_shares(&all, 20_000, draw);
        // Someone with more ties inside than any community has room for gets fewer.
        let mut inside = vec![5, 1, 1, 1, 0];
        let community = deal(&mut inside, &[2, 3], &mut luck(1).sequence(0));
        assert_eq!((community[0], inside), (1, vec![2, 1, 1, 1, 0]));
    }

    /// Degrees are exactly those drawn but for what the remark counts; nothing leads out that was not asked for; the share of
    /// ends that lead out is `mixing` in the mean, |z| < 4.5 (rounding adds at most a quarter to the variance of each person),
    /// alpha = 7e-6, and one end a community.
    #[test]
    fn degrees_and_mixing_are_as_asked() {
        for mixing in [0.0, 0.1, 0.35, 0.8, 1.0] {
            let law = law(8_000, Start::Mean(10.0), 45, (50, 120), mixing);
            let network = law.generate(luck(3));
            let plan = law.plan(luck(3));
            let made = law.make(luck(3));
            let asked: u64 = plan.degrees.iter().map(|&k| u64::from(k)).sum();
            let odd = (asked % 2) as usize;
            assert_eq!(network.ties() + 2 * made.left_out + odd, asked as usize);
            let short = |p: u32| plan.degrees[p as usize] - network.out_degree(p);
            assert_eq!((0..8_000).map(short).sum::<u32>() as usize, 2 * made.left_out + odd);
            let out = network.ties() - 2 * made.inside;
            let deviation = (8_000f64 / 4.0).sqrt();
            let off = (out as f64 - mixing * asked as f64).abs();
            assert!(off < 4.5 * deviation + 1.0 + 2.0 * plan.communities as f64, "{out} of {asked} lead out");
            let lead_out = |u: u32| {
                network.hearers(u).iter().filter(|&&v| plan.community[u as usize] != plan.community[v as usize]).count()
            };
            assert_eq!((0..8_000).map(lead_out).sum::<usize>(), out);
        }
    }

    /// Sizes hold everybody, and their shares are those of the power law: chi-square in 4 cells over some 20,000, alpha = 1e-6.
    #[test]
    fn sizes_follow_their_law() {
        let law = law(4_000, Start::Minimum(3), 9, (20, 23), 0.3);
        let sizes: Vec<u32> = (0..100).flat_map(|i| law.sizes(luck(i))).collect();
        assert!((0..100).all(|i| law.sizes(luck(i)).iter().sum::<u32>() == 4_000));
        let weight = |size: u32| 1.0 / libm::pow(f64::from(size), 1.5);
        let total: f64 = (20..24).map(weight).sum();
        // Those above came by the people of a last one that was too small, one at most to each.
        let grown = sizes.iter().filter(|&&size| size > 23).count();
        let count = |size: u32| sizes.iter().filter(|&&other| other == size).count() as f64;
        assert!(grown < 100 * 19);
        // What was added moves at most one size up: the first draws alone have the plain law.
        let draws = 20_000u64;
        let power = Power::new(1.5, 20, 23);
        let cells: Vec<(u64, f64)> = (20..24).map(|size| (u64::from(size), weight(size) / total)).collect();
        assert_shares(&cells, draws, |i| u64::from(power.quantile(luck(i).sequence(SIZES).uniform())));
        assert!((20..24).all(|size| count(size) > 0.0));
    }

    #[test]
    fn what_has_no_room_is_refused() {
        let degrees = Law::PowerLaw { exponent: 2.5, start: Start::Minimum(2), maximum: Some(60) };
        let of = |smallest, largest, mixing| {
            Communities::new(100, degrees, Sizes { smallest, largest, exponent: 1.0 }, mixing)
        };
        assert_eq!(of(10, 20, 0.1).unwrap_err().key, "largest");
        assert_eq!(of(10, 20, 0.1).unwrap_err().help, "write `maximum = 21`, larger communities, or more mixing");
        assert_eq!(of(10, 5, 0.1).unwrap_err().key, "largest");
        assert_eq!(of(101, 200, 0.1).unwrap_err().key, "smallest");
        assert_eq!(of(10, 20, 1.5).unwrap_err().key, "mixing");
        assert!(of(10, 20, 0.9).is_ok());
        // Where nothing is said, nobody has more than there is room for.
        let open = Law::PowerLaw { exponent: 2.5, start: Start::Minimum(2), maximum: None };
        let law = Communities::new(1_000, open, Sizes { smallest: 10, largest: 21, exponent: 1.0 }, 0.2).unwrap();
        assert!((0..1_000).all(|person| law.degrees.draw(luck(0), person) <= 25));
    }
}
