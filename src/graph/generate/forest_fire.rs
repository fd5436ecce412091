//! A newcomer ties itself to someone, and then on and on to those around, as a fire spreads.
//!
//! Every newcomer v draws one ambassador w evenly from all who are there, and follows it. Then it burns on from w: it draws
//! two numbers, geometric with means p / (1 - p) and q / (1 - q), and follows that many of those whom w
//! follows and that many of those who follow w, drawn evenly among the ones it has not yet reached; from each of these it burns
//! on in the same way, one after the other in the order in which they were reached. With larger p the network becomes denser as
//! it grows, and its distances shorter.
//!
//! # Parameters
//!
//! `people` n, at least 1; `forward` p and `backward` q, in [0, 0.99]: larger, more ties (the paper writes q as r p); `mutual`, default false: whether a tie runs both ways; if not, the newcomer hears those it follows.
//!
//! # Cost
//!
//! Linear in ties; their number is not known beforehand and grows faster than people. The estimate before a network is made
//! comes from a small one. A fire that fills a network is put out at the most ties that one can have.
//!
//! # Randomness
//!
//! Stream Network, entity: the newcomer's number, read in sequence.
//!
//! # Departures
//!
//! None known; where fewer than drawn are left to follow, all of them are followed.
//!
//! # Reference
//!
//! J. Leskovec, J. Kleinberg and C. Faloutsos, *Graph evolution: densification and shrinking diameters*, ACM Transactions on
//! Knowledge Discovery from Data 1 (2007), section 4.2, doi:10.1145/1217299.1217301; first in KDD 2005,
//! doi:10.1145/1081870.1081893.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, forest_fire::ForestFire};
//!
//! let law = ForestFire::new(1_000, 0.35, 0.3, false).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! // All but the first follow somebody who was there before.
//! assert!((1..1_000).all(|person| network.in_degree(person) > 0));
//! ```

use super::{Generator, PEOPLE, fits, network};
use crate::catalog::{Entry, Fault, Key, Kind};
use crate::graph::Graph;
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate, Sequence, Stream};

const KEYS: &[Key] = &[
    PEOPLE,
    Key::required(
        "forward",
        Kind::Number(0.0, MOST),
        "how probable it is that one more of those whom someone follows is followed",
    )
    .larger("more ties, and the more the larger the network grows"),
    Key::with_default("backward", Kind::Number(0.0, MOST), "0.32", "the same for those who follow someone")
        .larger("more ties to those who came late")
        .source("with forward = 0.37 in Leskovec, Kleinberg and Faloutsos 2005"),
    Key::with_default(
        "mutual",
        Kind::Flag,
        "false",
        "whether a tie runs both ways; if not, the newcomer hears those it follows",
    ),
];

/// The largest probability to go on: beyond, a fire meets everybody.
const MOST: f64 = 0.99;

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "forest-fire",
    title: "newcomers follow someone, and then on and on those around",
    kind: Kind::Table(KEYS),
    reference: "J. Leskovec, J. Kleinberg and C. Faloutsos, Graph evolution: densification and shrinking diameters, 2007",
    check: "all networks of 4 people have the probabilities of the rule, enumerated; without fire it is a random recursive tree",
    build: |value| {
        let (forward, backward) = (value.number("forward"), value.number("backward"));
        Ok(Box::new(ForestFire::new(value.whole("people") as u32, forward, backward, value.flag("mutual"))?))
    },
};

/// The forest fire of Leskovec, Kleinberg and Faloutsos.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForestFire {
    people: u32,
    forward: f64,
    backward: f64,
    mutual: bool,
    /// About how many follow how many.
    expected: f64,
}

/// The sizes of the networks from which the number of ties is foreseen.
const PILOTS: [u32; 2] = [400, 2_000];

impl ForestFire {
    /// Of n people and the probabilities to go on in the direction of following and in the other one.
    ///
    /// # Errors
    ///
    /// A fault at `forward` or `backward` where a probability to go on is not in [0, 0.99], at `people` where a network cannot
    /// hold the ties foreseen.
    pub fn new(people: u32, forward: f64, backward: f64, mutual: bool) -> Result<Self, Fault> {
        let probable = |p: f64, key: &str| match (0.0..=MOST).contains(&p) {
            true => Ok(()),
            false => Err(Fault::at(
                key,
                format!("{p} is no probability to go on from 0 to {MOST}"),
                format!("write at most {MOST}"),
            )),
        };
        probable(forward, "forward")?;
        probable(backward, "backward")?;
        let law = ForestFire { people, forward, backward, mutual, expected: 0.0 };
        let law = ForestFire { expected: law.foreseen(), ..law };
        fits(people, law.size().1, "people")?;
        Ok(law)
    }

    /// About how many ties there will be, one direction counted: those of a small network, scaled as between two of them.
    fn foreseen(&self) -> f64 {
        let luck = Replicate::new(RandomSeed::new(1).expect("a legal number"), 0, 0).stream(Purpose::Network);
        let ties = |people: u32| (ForestFire { people, ..*self }).grown(luck).0.len() as f64;
        let [small, large] = PILOTS;
        if self.people <= large {
            return if self.people == 0 { 0.0 } else { ties(self.people) };
        }
        let [few, many] = [small, large].map(ties);
        let rise = libm::log(many / few) / libm::log(f64::from(large) / f64::from(small));
        many * libm::pow(f64::from(self.people) / f64::from(large), rise.clamp(1.0, 2.0))
    }

    /// Who is followed, and by whom, newcomer after newcomer.
    fn grown(&self, luck: Stream) -> (Vec<u32>, Vec<u32>) {
        // To be at least k has probability p^k: k = floor(ln U / ln p).
        let scales = [1.0 / libm::log(self.forward), 1.0 / libm::log(self.backward)];
        let room = Graph::MOST_TIES as usize / if self.mutual { 2 } else { 1 };
        let (mut followed, mut followers): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        // Whom each one follows stands in `followed` from here on.
        let mut starts = vec![0usize];
        let mut back: Vec<Vec<u32>> = vec![Vec::new(); self.people as usize];
        let mut reached_by = vec![0; self.people as usize];
        for newcomer in 1..self.people {
            let mut sequence = luck.sequence(u64::from(newcomer));
            let start = followed.len();
            starts.push(start);
            let ambassador = sequence.below(u64::from(newcomer)) as u32;
            reached_by[ambassador as usize] = newcomer;
            followed.push(ambassador);
            let mut burning = start;
            while burning < followed.len() && followed.len() < room {
                let at = followed[burning] as usize;
                burning += 1;
                let end = starts[at + 1];
                let counts = scales.map(|scale| libm::floor(libm::log(sequence.uniform()) * scale));
                // Those whom it follows stand in the same list, which grows.
                let row = starts[at]..end;
                let reached = followed.len() - start;
                let chosen = choose(
                    |i| followed[row.start + i],
                    row.len(),
                    counts[0],
                    reached,
                    newcomer,
                    &mut reached_by,
                    &mut sequence,
                );
                followed.extend(chosen);
                let (row, reached) = (&back[at], followed.len() - start);
                let chosen =
                    choose(|i| row[i], row.len(), counts[1], reached, newcomer, &mut reached_by, &mut sequence);
                followed.extend(chosen);
            }
            followed[start..].iter().for_each(|&old| back[old as usize].push(newcomer));
            followers.resize(followed.len(), newcomer);
        }
        (followed, followers)
    }
}

/// Up to `count` of a row whom the newcomer has not reached, drawn evenly; it has reached `reached` people so far.
fn choose(
    row: impl Fn(usize) -> u32,
    len: usize,
    count: f64,
    reached: usize,
    newcomer: u32,
    reached_by: &mut [u32],
    sequence: &mut Sequence,
) -> Vec<u32> {
    if count < 1.0 || len == 0 {
        return Vec::new();
    }
    let mut chosen = Vec::new();
    if len as f64 > 2.0 * (reached as f64 + count) {
        // More than half are free at every draw.
        while (chosen.len() as f64) < count {
            let person = row(sequence.below(len as u64) as usize);
            if std::mem::replace(&mut reached_by[person as usize], newcomer) != newcomer {
                chosen.push(person);
            }
        }
        return chosen;
    }
    let mut free: Vec<u32> = (0..len).map(row).filter(|&person| reached_by[person as usize] != newcomer).collect();
    while !free.is_empty() && (chosen.len() as f64) < count {
        let person = free.swap_remove(sequence.below(free.len() as u64) as usize);
        reached_by[person as usize] = newcomer;
        chosen.push(person);
    }
    chosen
}

impl Generator for ForestFire {
    fn size(&self) -> (u64, f64) {
        (u64::from(self.people), self.expected * if self.mutual { 2.0 } else { 1.0 })
    }

    fn generate(&self, luck: Stream) -> Graph {
        let (followed, followers) = self.grown(luck);
        network(self.people, followed, followers, self.mutual)
    }

    fn is_fixed(&self) -> bool {
        self.people <= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, code_of, luck};
    use std::collections::BTreeMap;

    /// All ways to choose `count` of some people, or all of them: each order equally likely.
    fn choices(free: &[u32], count: usize) -> Vec<(Vec<u32>, f64)> {
        let mut ways = vec![(Vec::new(), 1.0)];
        for _ in 0..count.min(free.len()) {
            ways = ways
                .into_iter()
                .flat_map(|(chosen, p): (Vec<u32>, f64)| {
                    let left: Vec<u32> = free.iter().copied().filter(|person| !chosen.contains(person)).collect();
                    left.iter()
                        .map(|&person| ([chosen.clone(), vec![person]].concat(), p / left.len() as f64))
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        ways
    }

    /// The geometric law, everything from `most` on in one.
    fn counts(p: f64, most: usize) -> Vec<f64> {
        let power = |k: usize| (0..k).map(|_| p).product::<f64>();
        (0..=most).map(|k| if k == most { power(k) } else { power(k) * (1.0 - p) }).collect()
    }

    struct Fire {
        p: f64,
        q: f64,
        n: u32,
    }

    impl Fire {
        /// The ways in which the fire of a newcomer goes on: `ties` are (follower, followed) of those before.
        fn burn(&self, ties: &[(u32, u32)], reached: Vec<u32>, next: usize, p: f64, out: &mut Vec<(Vec<u32>, f64)>) {
            let Some(&at) = reached.get(next) else { return out.push((reached, p)) };
            let free = |row: Vec<u32>, reached: &[u32]| -> Vec<u32> {
                row.into_iter().filter(|person| !reached.contains(person)).collect()
            };
            let follows = || ties.iter().filter(|tie| tie.0 == at).map(|tie| tie.1).collect();
            let is_followed = || ties.iter().filter(|tie| tie.1 == at).map(|tie| tie.0).collect();
            for (x, chance) in counts(self.p, 4).into_iter().enumerate() {
                for (first, one) in choices(&free(follows(), &reached), x) {
                    let reached = [reached.clone(), first].concat();
                    for (y, other) in counts(self.q, 4).into_iter().enumerate() {
                        for (second, two) in choices(&free(is_followed(), &reached), y) {
                            let p = p * chance * one * other * two;
                            self.burn(ties, [reached.clone(), second].concat(), next + 1, p, out);
                        }
                    }
                }
            }
        }

        fn grow(&self, ties: &[(u32, u32)], newcomer: u32, p: f64, out: &mut BTreeMap<u64, f64>) {
            if newcomer == self.n {
                *out.entry(code_of(self.n, ties.iter().map(|&(by, of)| (of, by)))).or_default() += p;
                return;
            }
            for ambassador in 0..newcomer {
                let mut ways = Vec::new();
                self.burn(ties, vec![ambassador], 0, p / f64::from(newcomer), &mut ways);
                let mut merged: BTreeMap<Vec<u32>, f64> = BTreeMap::new();
                for (mut reached, p) in ways {
                    reached.sort_unstable();
                    *merged.entry(reached).or_default() += p;
                }
                for (reached, p) in merged {
                    let ties = [ties.to_vec(), reached.into_iter().map(|old| (newcomer, old)).collect()].concat();
                    self.grow(&ties, newcomer + 1, p, out);
                }
            }
        }
    }

    /// Chi-square over every network that can come out, alpha = 1e-6, 40,000 draws.
    #[test]
    fn networks_have_the_probabilities_of_the_rule() {
        for (n, forward, backward) in [(3, 0.4, 0.2), (4, 0.3, 0.4), (4, 0.6, 0.0)] {
            let mut all = BTreeMap::new();
            Fire { p: forward, q: backward, n }.grow(&[(1, 0)], 2, 1.0, &mut all);
            let law = ForestFire::new(n, forward, backward, false).unwrap();
            assert_law(&all.into_iter().collect::<Vec<_>>(), 40_000, |i| law.generate(luck(i)));
        }
    }

    /// Without fire everyone follows one who was there before: n - 1 ties, and the first person has H(n - 1) followers in the
    /// mean, over 400 networks of 200 people (variance below the mean): |z| < 4.5, alpha = 7e-6.
    #[test]
    fn without_fire_it_is_a_recursive_tree() {
        let law = ForestFire::new(200, 0.0, 0.0, false).unwrap();
        let networks: Vec<Graph> = (0..400).map(|i| law.generate(luck(i))).collect();
        assert!(networks.iter().all(|network| network.ties() == 199));
        let mean = networks.iter().map(|network| f64::from(network.out_degree(0))).sum::<f64>() / 400.0;
        let harmonic: f64 = (1..200).map(|k| 1.0 / f64::from(k)).sum();
        assert!((mean - harmonic).abs() < 4.5 * (harmonic / 400.0).sqrt(), "{mean}");
    }

    /// The paper's point: ties grow faster than people, 37 % forward and 32 % backward.
    #[test]
    fn it_becomes_denser_as_it_grows() {
        let ties = |n: u32| {
            (0..20).map(|i| ForestFire::new(n, 0.37, 0.32, false).unwrap().generate(luck(i)).ties()).sum::<usize>()
                as f64
        };
        let [few, many] = [ties(500), ties(5_000)];
        assert!(many > 11.0 * few, "{few} and {many} ties");
        assert_eq!(ForestFire::new(9, 1.0, 0.0, false).unwrap_err().key, "forward");
        assert_eq!(ForestFire::new(9, 0.9, -0.1, false).unwrap_err().key, "backward");
    }
}
