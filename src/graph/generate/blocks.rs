//! People live in blocks, and how probable a tie is depends on the two blocks alone: the stochastic block model.
//!
//! Each pair of people of the blocks a and b is tied with probability P(a, b), for itself. People are numbered block by
//! block; the block of each, from 0, is the fact `community`, to which a seeding or a measure may refer.
//!
//! # Parameters
//!
//! `sizes`, people of each block, at least 1. Either `within` and `between`, the probability of a tie inside a block and
//! between two, or `probabilities`, a row for each block with the probability of a tie to each block, symmetric if `mutual`.
//! Or `within-degree` and `between-degree`: how many people of its own block hear a person in the mean, and how many of all
//! others in the mean over everybody (where blocks differ in size, those of small ones are heard by a little more). `mutual`, default true; without it each direction u -> v (v hears u) is drawn for itself, u in the block of the
//! row. `reciprocity` leaves out one direction of some ties ([`OneWay`](super::OneWay)).
//!
//! # Cost
//!
//! One random number a tie, and one for each person and block, whatever n^2 is: as in
//! [`erdos_renyi`](super::erdos_renyi), those not tied are passed over.
//!
//! # Randomness
//!
//! Stream Network, entity: the person, read in sequence along its row, block after block (with `mutual`, of those with a
//! larger number).
//!
//! # Reference
//!
//! P. W. Holland, K. B. Laskey and S. Leinhardt, *Stochastic blockmodels: first steps*, Social Networks 5 (1983), 109-137,
//! doi:10.1016/0378-8733(83)90021-7.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, blocks::Blocks};
//!
//! let law = Blocks::new(vec![300, 700], vec![vec![0.02, 0.001], vec![0.001, 0.01]], true).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! assert_eq!(network.people(), 1_000);
//! assert_eq!(law.block(299), 0);
//! assert_eq!(law.block(300), 1);
//! ```

use super::erdos_renyi::skip;
use super::{COMMUNITY, Generator, RECIPROCITY, fits, mutual_key, network, probable, with_reciprocity};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::{Graph, Names};
use crate::random::Stream;

/// The most blocks.
const MOST_BLOCKS: usize = 100_000;

const KEYS: &[Key] = &[
    Key::required("sizes", Kind::List(&Kind::Whole(1, Graph::MOST_PEOPLE)), "how many people live in each block")
        .unit("people"),
    Key::optional("within", Kind::Probability, "how probable a tie between two people of one block is")
        .larger("denser blocks"),
    Key::optional("between", Kind::Probability, "how probable a tie between people of two blocks is")
        .larger("blocks that matter less"),
    Key::optional(
        "within-degree",
        Kind::Number(0.0, Graph::MOST_PEOPLE as f64),
        "how many people of its block hear a person in the mean; instead of `within`",
    )
    .unit("people"),
    Key::optional(
        "between-degree",
        Kind::Number(0.0, Graph::MOST_PEOPLE as f64),
        "how many people of other blocks hear a person in the mean; instead of `between`",
    )
    .unit("people"),
    Key::optional(
        "probabilities",
        Kind::List(&Kind::List(&Kind::Probability)),
        "how probable a tie is from each block (a row) to each block; instead of all these",
    ),
    mutual_key("whether a tie runs both ways; if not, each direction is drawn for itself"),
    RECIPROCITY,
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "blocks",
    title: "people live in blocks, with more or fewer ties inside than between",
    kind: Kind::Table(KEYS),
    reference: "P. W. Holland, K. B. Laskey and S. Leinhardt, Stochastic blockmodels: first steps, 1983",
    check: "all networks of 3 people in two blocks have their exact probabilities; ties of each two blocks binomial",
    build: |value| {
        let whole = |value: &Value| value.as_whole().unwrap_or(0);
        let sizes: Vec<u64> = value.at("sizes").as_list().unwrap_or_default().iter().map(whole).collect();
        let total: u64 = sizes.iter().sum();
        if total > Graph::MOST_PEOPLE {
            let message = format!("{total} people are more than a network can have ({})", Graph::MOST_PEOPLE);
            return Err(Fault::at("sizes", message, "write smaller blocks"));
        }
        let sizes: Vec<u32> = sizes.into_iter().map(|size| size as u32).collect();
        let mutual = value.flag("mutual");
        with_reciprocity(value, Blocks { chances: chances(value, &sizes)?, ..Blocks::start(sizes)? }.checked(mutual)?)
    },
};

/// How probable ties are.
#[derive(Clone, Debug, PartialEq)]
enum Chances {
    /// In each block, and from each block to all others.
    Plain(Vec<f64>, Vec<f64>),
    /// From block to block, row by row.
    Matrix(Vec<f64>),
}

/// From the keys of a value.
fn chances(value: &Value, sizes: &[u32]) -> Result<Chances, Fault> {
    let number = |key| value.get(key).and_then(Value::as_number);
    let rows = value.get("probabilities").and_then(Value::as_list);
    let keys = ["within", "within-degree", "between", "between-degree"];
    if let Some(rows) = rows {
        if let Some(other) = keys.into_iter().find(|key| number(key).is_some()) {
            let message = format!("`{other}` and `probabilities` cannot both be given");
            return Err(Fault::at(other, message, "keep one of the two").also("probabilities", "the other one"));
        }
        let row = |row: &Value| row.as_list().unwrap_or_default().iter().filter_map(Value::as_number).collect();
        return matrix(rows.iter().map(row).collect(), sizes.len());
    }
    let others = f64::from(sizes.iter().sum::<u32>());
    let one = |plain: &'static str, degree: &'static str, people: &dyn Fn(f64) -> f64| -> Result<Vec<f64>, Fault> {
        match (number(plain), number(degree)) {
            (Some(p), None) => Ok(vec![p; sizes.len()]),
            (None, Some(mean)) => sizes
                .iter()
                .map(|&size| {
                    let people = people(f64::from(size));
                    if mean > people {
                        let message = format!("nobody of a block of {size} can be heard by {mean} of {people} people");
                        return Err(Fault::at(degree, message, "write a smaller mean, or larger blocks"));
                    }
                    Ok(if people > 0.0 { mean / people } else { 0.0 })
                })
                .collect(),
            (Some(_), Some(_)) => {
                let message = format!("`{plain}` and `{degree}` cannot both be given");
                Err(Fault::at(degree, message, "keep one of the two").also(plain, "the other one"))
            }
            (None, None) => {
                let help = format!("write `{degree} = 6` or `{plain} = 0.01`, or `probabilities` for all blocks");
                Err(Fault::at(
                    "",
                    format!(
                        "how many ties there are {} blocks is missing",
                        if plain == "within" { "inside" } else { "between" }
                    ),
                    help,
                ))
            }
        }
    };
    let within = one("within", "within-degree", &|size| size - 1.0)?;
    let between = one("between", "between-degree", &|size| others - size)?;
    Ok(Chances::Plain(within, between))
}

/// Rows of probabilities, held against the number of blocks.
fn matrix(rows: Vec<Vec<f64>>, blocks: usize) -> Result<Chances, Fault> {
    let wrong = rows.iter().map(Vec::len).find(|&len| len != blocks).or((rows.len() != blocks).then_some(rows.len()));
    if let Some(found) = wrong {
        let message = format!("{blocks} blocks need {blocks} rows of {blocks} probabilities, and here are {found}");
        return Err(Fault::at("probabilities", message, "write as many as there are `sizes`"));
    }
    Ok(Chances::Matrix(rows.concat()))
}

/// The stochastic block model.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocks {
    /// Where each block begins, and where the last ends.
    starts: Vec<u32>,
    chances: Chances,
    mutual: bool,
}

impl Blocks {
    /// Of the people of each block and the probabilities from block (row) to block.
    ///
    /// # Errors
    ///
    /// A fault at `sizes` where there is no block, or nobody in one, at `probabilities` where they are not as many as the
    /// blocks, none, or not symmetric although ties are mutual, and where a network cannot hold so many ties.
    pub fn new(sizes: Vec<u32>, probabilities: Vec<Vec<f64>>, mutual: bool) -> Result<Self, Fault> {
        let chances = matrix(probabilities, sizes.len())?;
        Blocks { chances, ..Blocks::start(sizes)? }.checked(mutual)
    }

    fn start(sizes: Vec<u32>) -> Result<Self, Fault> {
        if sizes.is_empty() || sizes.contains(&0) {
            return Err(Fault::at("sizes", "a block without people says nothing", "write at least 1 for each"));
        }
        if sizes.len() > MOST_BLOCKS {
            let message = format!("{} blocks are more than {MOST_BLOCKS}", sizes.len());
            return Err(Fault::at("sizes", message, "write fewer, larger blocks"));
        }
        let mut starts = vec![0u32];
        for size in sizes {
            let end = starts[starts.len() - 1].checked_add(size);
            starts.push(end.ok_or_else(|| {
                Fault::at("sizes", "these are more people than a network can have", "write smaller blocks")
            })?);
        }
        Ok(Blocks { starts, chances: Chances::Matrix(Vec::new()), mutual: true })
    }

    fn checked(self, mutual: bool) -> Result<Self, Fault> {
        let law = Blocks { mutual, ..self };
        let blocks = law.blocks();
        if let Chances::Matrix(chances) = &law.chances {
            chances.iter().try_for_each(|&p| probable(p, "probabilities"))?;
            let uneven = (0..blocks).flat_map(|a| (0..a).map(move |b| (a, b)));
            if let Some((a, b)) = uneven.filter(|_| mutual).find(|&(a, b)| law.chance(a, b) != law.chance(b, a)) {
                let (one, other) = (law.chance(b, a), law.chance(a, b));
                let message = format!(
                    "a mutual tie between the blocks {} and {} has one probability, not {one} and {other}",
                    b + 1,
                    a + 1
                );
                return Err(Fault::at("probabilities", message, "write the same on both sides, or `mutual = false`"));
            }
        }
        let ties = law.size().1;
        fits(law.people(), ties + 6.0 * (2.0 * ties).sqrt(), "sizes")
            .map_err(|fault| Fault { key: "sizes".to_owned(), ..fault })?;
        Ok(law)
    }

    fn people(&self) -> u32 {
        self.starts[self.blocks()]
    }

    fn blocks(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many people live in a block, from 0.
    fn population(&self, block: usize) -> u32 {
        self.starts[block + 1] - self.starts[block]
    }

    /// The block of a person, from 0.
    pub fn block(&self, person: u32) -> usize {
        self.starts.partition_point(|&start| start <= person) - 1
    }

    /// How probable a tie from one block to another is.
    fn chance(&self, from: usize, to: usize) -> f64 {
        match &self.chances {
            Chances::Plain(within, _) if from == to => within[from],
            // Of two blocks with different means the ties are those of both, so that a pair has one probability.
            Chances::Plain(_, between) => (between[from] + between[to]) / 2.0,
            Chances::Matrix(all) => all[from * self.blocks() + to],
        }
    }
}

impl Generator for Blocks {
    fn size(&self) -> (u64, f64) {
        let of = |block: usize| f64::from(self.population(block));
        let ties = match &self.chances {
            Chances::Plain(within, between) => {
                let n = f64::from(self.people());
                let inside: f64 = (0..self.blocks()).map(|a| of(a) * (of(a) - 1.0) * within[a]).sum();
                inside + (0..self.blocks()).map(|a| of(a) * (n - of(a)) * between[a]).sum::<f64>()
            }
            Chances::Matrix(_) => {
                let pairs = |a: usize, b: usize| of(a) * (of(b) - if a == b { 1.0 } else { 0.0 });
                (0..self.blocks())
                    .flat_map(|a| (0..self.blocks()).map(move |b| (a, b)))
                    .map(|(a, b)| pairs(a, b) * self.chance(a, b))
                    .sum()
            }
        };
        (u64::from(self.people()), ties)
    }

    fn generate(&self, luck: Stream) -> Graph {
        let people = self.people();
        let (mut offsets, mut targets) = (Vec::with_capacity(people as usize + 1), Vec::new());
        offsets.push(0);
        // Neighbouring blocks with one probability are passed over as one.
        let mut runs: Vec<(u32, f64)> = Vec::new();
        for block in 0..self.blocks() {
            runs.clear();
            for other in if self.mutual { block } else { 0 }..self.blocks() {
                let (end, p) = (self.starts[other + 1], self.chance(block, other));
                match runs.last_mut() {
                    Some(run) if run.1 == p => run.0 = end,
                    _ => runs.push((end, p)),
                }
            }
            runs.iter_mut().for_each(|run| run.1 = 1.0 / libm::log1p(-run.1));
            for person in self.starts[block]..self.starts[block + 1] {
                let mut sequence = luck.sequence(u64::from(person));
                let mut start = if self.mutual { person + 1 } else { 0 };
                for &(end, scale) in &runs {
                    // A directed row passes over the person itself.
                    let own = !self.mutual && (start..end).contains(&person);
                    let line = f64::from(end - start.min(end) - u32::from(own));
                    let mut at = skip(&mut sequence, scale);
                    while at < line {
                        let other = start + at as u32;
                        targets.push(other + u32::from(own && other >= person));
                        at += 1.0 + skip(&mut sequence, scale);
                    }
                    start = end;
                }
                offsets.push(targets.len() as u32);
            }
        }
        if !self.mutual {
            return Graph::from_rows(Names::Numbered(people), offsets, targets, None, false);
        }
        let mut from = Vec::with_capacity(targets.len());
        for person in 0..people as usize {
            from.resize(offsets[person + 1] as usize, person as u32);
        }
        network(people, from, targets, true)
    }

    fn is_fixed(&self) -> bool {
        false
    }

    fn facts(&self, _luck: Stream) -> Vec<(&'static str, Vec<f64>)> {
        let of = |block: usize| std::iter::repeat_n(block as f64, self.population(block) as usize);
        vec![(COMMUNITY, (0..self.blocks()).flat_map(of).collect())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::erdos_renyi::ErdosRenyi;
    use crate::graph::generate::tests::{assert_law, luck};

    /// Two people in one block, one in the other: chi-square, alpha = 1e-6, 20,000 draws of 8 and 64 networks.
    #[test]
    fn every_network_of_three_has_its_probability() {
        let p = |mutual: bool, u: usize, v: usize| match (u == 2, v == 2) {
            (false, false) => 0.6,
            (true, false) if !mutual => 0.2,
            _ => 0.3,
        };
        for mutual in [true, false] {
            let rows = vec![vec![0.6, 0.3], vec![if mutual { 0.3 } else { 0.2 }, 0.9]];
            let law = Blocks::new(vec![2, 1], rows, mutual).unwrap();
            let places = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)];
            let all: Vec<(u64, f64)> = (0..64u64)
                .filter(|code| !mutual || [(0, 2), (1, 4), (3, 5)].iter().all(|&(a, b)| code >> a & 1 == code >> b & 1))
                .map(|code| {
                    let chance = |(i, &(u, v)): (usize, &(usize, usize))| {
                        let p = p(mutual, u, v);
                        if mutual && u > v {
                            1.0
                        } else if code >> i & 1 == 1 {
                            p
                        } else {
                            1.0 - p
                        }
                    };
                    (code, places.iter().enumerate().map(chance).product())
                })
                .collect();
            assert_law(&all, 20_000, |i| law.generate(luck(i)));
        }
    }

    /// Ties from each block to each: binomial, |z| < 4.5 each of 9 or 6 (alpha = 6e-5 together); a probability off by 5 % would
    /// be seen in the large ones.
    #[test]
    fn ties_between_blocks_are_binomial() {
        let sizes = [300u32, 500, 200];
        for mutual in [true, false] {
            let p = [[0.05, 0.01, 0.02], [if mutual { 0.01 } else { 0.03 }, 0.0, 0.004], [0.02, 0.004, 1.0]];
            let law = Blocks::new(sizes.to_vec(), p.iter().map(|row| row.to_vec()).collect(), mutual).unwrap();
            let network = law.generate(luck(5));
            let mut ties = [[0f64; 3]; 3];
            for u in 0..network.people() {
                network.hearers(u).iter().for_each(|&v| ties[law.block(u)][law.block(v)] += 1.0);
            }
            for (a, b) in (0..3).flat_map(|a| (0..3).map(move |b| (a, b))) {
                let pairs = f64::from(sizes[a]) * (f64::from(sizes[b]) - if a == b { 1.0 } else { 0.0 });
                // A mutual tie inside a block counts twice.
                let copies = if mutual && a == b { 2.0 } else { 1.0 };
                let deviation = (copies * pairs * p[a][b] * (1.0 - p[a][b])).sqrt();
                let off = (ties[a][b] - pairs * p[a][b]).abs();
                assert!(off <= 4.5 * deviation, "{} ties from {a} to {b}", ties[a][b]);
            }
        }
    }

    /// Blocks that do not matter are the random graph: the same ties, since neighbouring blocks of one probability are one.
    #[test]
    fn blocks_that_do_not_matter_are_the_random_graph() {
        for mutual in [true, false] {
            let law = Blocks::new(vec![30, 50, 20], vec![vec![0.1; 3]; 3], mutual).unwrap();
            let other = ErdosRenyi::new(100, 0.1, mutual).unwrap();
            assert_eq!(law.generate(luck(4)).targets(), other.generate(luck(4)).targets());
        }
    }

    #[test]
    fn the_blocks_are_known() {
        let law = Blocks::new(vec![2, 3], vec![vec![0.5; 2]; 2], true).unwrap();
        assert_eq!(law.facts(luck(0)), [("community", vec![0.0, 0.0, 1.0, 1.0, 1.0])]);
        assert_eq!(Blocks::new(vec![2, 3], vec![vec![0.5; 2]], true).unwrap_err().key, "probabilities");
        assert_eq!(
            Blocks::new(vec![2, 3], vec![vec![0.5, 0.1], vec![0.2, 0.5]], true).unwrap_err().key,
            "probabilities"
        );
        assert_eq!(Blocks::new(vec![2, 0], vec![vec![0.5; 2]; 2], true).unwrap_err().key, "sizes");
        assert_eq!(Blocks::new(vec![100_000; 3], vec![vec![0.5; 3]; 3], true).unwrap_err().key, "sizes");
    }
}
