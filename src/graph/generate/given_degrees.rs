//! Everyone has exactly as many ties as a list says, and who is tied to whom is left to chance.
//!
//! Everyone gets as many loose ends as it has ties; they are joined two by two at random, and ties that may not be (of a
//! person to itself, or there already) exchange an end with a tie drawn at random until all may be. Then `exchanges` times the
//! number of ties two ties are drawn and exchange ends, a - b and c - d becoming a - c and b - d, where that may be. Such a
//! walk visits every network with these degrees equally often; degrees never change.
//!
//! Whether there is a network with these degrees at all is known beforehand (Erdos and Gallai 1960): with degrees descending,
//! for each k the first k have together at most k (k - 1) + sum of min(k, d_i) over the others.
//!
//! # Parameters
//!
//! Exactly one of `degrees`, a list, and `file`, a text with one degree a line; people are numbered in this order.
//! `exchanges`, attempts for each tie, default 10: larger, nearer to the even law, and slower.
//!
//! # Cost
//!
//! Linear in ties; an attempt touches the memory some eight times.
//!
//! # Randomness
//!
//! Stream Network, entity 0: the joining; entity 1: the exchanges; both read in sequence.
//!
//! # Departures
//!
//! None from the even law where the first joining has nothing to mend and for many exchanges; for few of them what was mended
//! may still show a little. Degrees so uneven that mending gives up begin from the network of Havel and Hakimi instead.
//!
//! # Reference
//!
//! P. Erdos and T. Gallai, *Grafok eloirt foku pontokkal*, Matematikai Lapok 11 (1960), 264-274; S. L. Hakimi, *On realizability
//! of a set of integers as degrees of the vertices of a linear graph*, SIAM Journal 10 (1962), 496-506, doi:10.1137/0110037;
//! F. Viger and M. Latapy, *Efficient and simple generation of random simple connected graphs with prescribed degree sequence*,
//! Journal of Complex Networks 4 (2016), 15-37, doi:10.1093/comnet/cnv013.
//!
//! # Example
//!
//! ```
//! use rumormill::graph::generate::{Generator, given_degrees::GivenDegrees};
//!
//! let law = GivenDegrees::new(vec![3, 1, 1, 1, 2, 2], 10).unwrap();
//! let network = law.draw(rumormill::quantity::RandomSeed::new(7).unwrap());
//! assert_eq!((0..6).map(|person| network.out_degree(person)).collect::<Vec<_>>(), [3, 1, 1, 1, 2, 2]);
//! assert_eq!(GivenDegrees::new(vec![3, 1], 10).unwrap_err().key, "degrees");
//! ```

use super::joining::{Ties, exchange, join};
use super::pairs::Pairs;
use super::{Generator, fits, network};
use crate::catalog::{Entry, Fault, Key, Kind, Value};
use crate::graph::Graph;
use crate::graph::edge_list::{MOST_PROBLEMS, Problem};
use crate::random::Stream;
use crate::text::shown;

const KEYS: &[Key] = &[
    Key::optional(
        "degrees",
        Kind::List(&Kind::Whole(0, Graph::MOST_PEOPLE - 1)),
        "how many ties each person has, person after person; this or `file`",
    )
    .unit("ties"),
    Key::optional("file", Kind::Path, "a text with the number of ties of one person a line; this or `degrees`"),
    Key::with_default(
        "exchanges",
        Kind::Whole(0, 1_000_000),
        "10",
        "attempts for each tie to exchange ends with another",
    )
    .larger("nearer to the even law, and slower"),
];

/// The catalog's entry.
pub static ENTRY: Entry<Box<dyn Generator>> = Entry {
    name: "given-degrees",
    title: "everyone has as many ties as a list says, otherwise left to chance",
    kind: Kind::Table(KEYS),
    reference: "F. Viger and M. Latapy, Efficient and simple generation of random simple connected graphs, 2016",
    check: "degrees are exactly as given; all networks of 5 and 6 people with some degrees are equally likely",
    build: |value| {
        let exchanges = value.whole("exchanges");
        match (value.get("degrees").and_then(Value::as_list), value.get("file").and_then(Value::as_text)) {
            (Some(degrees), None) => {
                let degrees = degrees.iter().map(|degree| degree.as_whole().unwrap_or(0) as u32).collect();
                Ok(Box::new(GivenDegrees::new(degrees, exchanges)?))
            }
            (None, Some(file)) => {
                Ok(Box::new(GivenDegrees { file: Some(file.to_owned()), degrees: Vec::new(), exchanges }))
            }
            (Some(_), Some(_)) => {
                let fault = Fault::at("file", "`degrees` and `file` cannot both be given", "keep one of the two");
                Err(fault.also("degrees", "the other one"))
            }
            (None, None) => {
                let help = "write `degrees = [3, 2, 2, 1]` or `file = \"degrees.txt\"`";
                Err(Fault::at("", "how many ties people have is missing", help))
            }
        }
    },
};

/// A random network with given degrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenDegrees {
    degrees: Vec<u32>,
    exchanges: u64,
    /// Where the degrees are to be read from.
    file: Option<String>,
}

impl GivenDegrees {
    /// Of the number of ties of each person, and how many exchanges are tried for each tie.
    ///
    /// # Errors
    ///
    /// A fault at `degrees` where no network has them.
    pub fn new(degrees: Vec<u32>, exchanges: u64) -> Result<Self, Fault> {
        let ties: f64 = degrees.iter().map(|&degree| f64::from(degree)).sum();
        fits(degrees.len() as u32, ties, "degrees").map_err(|fault| Fault { key: "degrees".to_owned(), ..fault })?;
        match possible(&degrees) {
            Ok(()) => Ok(GivenDegrees { degrees, exchanges, file: None }),
            Err(why) => Err(Fault::at("degrees", why, "correct the list")),
        }
    }

    /// How many ties each person has.
    pub fn degrees(&self) -> &[u32] {
        &self.degrees
    }
}

/// Why no network has these degrees (Erdos and Gallai), in time of sorting.
fn possible(degrees: &[u32]) -> Result<(), String> {
    let n = degrees.len() as u64;
    let total: u64 = degrees.iter().map(|&degree| u64::from(degree)).sum();
    if total % 2 == 1 {
        return Err(format!("the numbers add up to {total}, which is odd, and every tie has two ends"));
    }
    let mut sorted = degrees.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    if let Some(&most) = sorted.first().filter(|&&most| u64::from(most) >= n) {
        return Err(format!("nobody can have {most} ties among {n} people"));
    }
    // The sums of all from the one at each place on.
    let mut tail = vec![0u64; sorted.len() + 1];
    for i in (0..sorted.len()).rev() {
        tail[i] = tail[i + 1] + u64::from(sorted[i]);
    }
    let mut above = n;
    // Once the k-th has fewer than k ties, the others follow.
    for k in (1..=n).take_while(|&k| u64::from(sorted[k as usize - 1]) >= k) {
        while above > 0 && u64::from(sorted[above as usize - 1]) <= k {
            above -= 1;
        }
        let first = total - tail[k as usize];
        // Of the others those with more than k ties can have k of them with the first, the rest all.
        let small = tail[above.max(k) as usize];
        let others = k * above.saturating_sub(k) + small;
        if first > k * (k - 1) + others {
            let message = format!(
                "no network has these numbers: the {k} largest add up to {first}, and among themselves and with all others they can have at most {}",
                k * (k - 1) + others
            );
            return Err(message);
        }
    }
    Ok(())
}

/// The network of Havel and Hakimi: whoever has most open ends is tied to those who have most of the others.
fn havel_hakimi(degrees: &[u32], tied: &mut Pairs) -> Ties {
    let mut open: Vec<(u32, u32)> = degrees.iter().copied().zip(0..).filter(|open| open.0 > 0).collect();
    let mut ties = Ties::new();
    while !open.is_empty() {
        open.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let (count, person) = open.remove(0);
        for other in open.iter_mut().take(count as usize) {
            other.0 -= 1;
            ties.push([person, other.1]);
            tied.insert(person, other.1);
        }
        open.retain(|open| open.0 > 0);
    }
    ties
}

impl Generator for GivenDegrees {
    fn size(&self) -> (u64, f64) {
        (self.degrees.len() as u64, self.degrees.iter().map(|&degree| f64::from(degree)).sum())
    }

    fn generate(&self, luck: Stream) -> Graph {
        let ends: Vec<u32> = (0u32..)
            .zip(&self.degrees)
            .flat_map(|(person, &degree)| std::iter::repeat_n(person, degree as usize))
            .collect();
        let pairs = ends.len() / 2;
        let mut tied = Pairs::with_capacity(pairs);
        let (mut ties, left) = join(ends, &mut luck.sequence(0), &mut tied, |_, _| false);
        if !left.is_empty() {
            tied = Pairs::with_capacity(pairs);
            ties = havel_hakimi(&self.degrees, &mut tied);
        }
        exchange(&mut ties, &mut tied, self.exchanges * pairs as u64, &mut luck.sequence(1));
        drop(tied);
        let (from, to) = ties.into_iter().map(|[a, b]| (a, b)).unzip();
        network(self.degrees.len() as u32, from, to, true)
    }

    fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    fn take(&mut self, file: &str, text: &str) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            match text.parse() {
                Ok(degree) => self.degrees.push(degree),
                Err(_) => {
                    let message = format!("{} is no number of ties", shown(text));
                    problems.push(Problem::of(file, message, "write one whole number a line").line(line));
                }
            }
            if problems.len() == MOST_PROBLEMS {
                break;
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let read = GivenDegrees::new(std::mem::take(&mut self.degrees), self.exchanges);
        let read = read.map_err(|fault| vec![Problem::of(file, fault.message, "correct the list")])?;
        self.degrees = read.degrees;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::generate::tests::{assert_law, code_of, luck};

    /// The codes of all networks with these degrees.
    fn all(degrees: &[u32]) -> Vec<u64> {
        let n = degrees.len() as u32;
        let pairs: Vec<(u32, u32)> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
        let ties = |code: u64| pairs.iter().enumerate().filter(move |(i, _)| code >> i & 1 == 1).map(|(_, &pair)| pair);
        let degree = |code: u64, p: u32| ties(code).filter(|&(a, b)| a == p || b == p).count() as u32;
        let codes = (0..1u64 << pairs.len()).filter(|&code| (0..n).all(|p| degree(code, p) == degrees[p as usize]));
        codes.map(|code| code_of(n, ties(code).flat_map(|(a, b)| [(a, b), (b, a)]))).collect()
    }

    /// Chi-square over all networks with these degrees, alpha = 1e-6, 20,000 draws.
    #[test]
    fn every_network_is_equally_likely() {
        for degrees in [&[2, 2, 2, 1, 1][..], &[3, 2, 2, 2, 2, 1], &[1, 1, 1, 1, 1, 1], &[4, 3, 2, 2, 2, 1]] {
            let all = all(degrees);
            assert!(all.len() > 5, "{degrees:?}: {}", all.len());
            let law = GivenDegrees::new(degrees.to_vec(), 40).unwrap();
            let shares: Vec<(u64, f64)> = all.iter().map(|&code| (code, 1.0 / all.len() as f64)).collect();
            assert_law(&shares, 20_000, |i| law.generate(luck(i)));
        }
    }

    /// All lists of 5 numbers from 0 to 4: one is possible if and only if there is such a network.
    #[test]
    fn possible_lists_are_known() {
        let pairs: Vec<(usize, usize)> = (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b))).collect();
        let mut there = std::collections::BTreeSet::new();
        for code in 0..1u32 << 10 {
            let mut degrees = vec![0u32; 5];
            for (i, &(a, b)) in pairs.iter().enumerate() {
                degrees[a] += code >> i & 1;
                degrees[b] += code >> i & 1;
            }
            there.insert(degrees);
        }
        for list in 0..3125u32 {
            let degrees: Vec<u32> = [1, 5, 25, 125, 625].map(|place| list / place % 5).to_vec();
            assert_eq!(possible(&degrees).is_ok(), there.contains(&degrees), "{degrees:?}");
        }
    }

    /// A few hubs tied to nearly all, where random joining cannot be mended, and plain lists.
    #[test]
    fn degrees_are_exactly_as_given() {
        let star: Vec<u32> = [vec![99], vec![1; 99]].concat();
        let hubs: Vec<u32> = [vec![199; 20], vec![20; 180]].concat();
        let heavy: Vec<u32> = (0..400).map(|i| 400 / (i + 2) + 1 + u32::from(i == 7)).collect();
        let odd = heavy.iter().sum::<u32>() % 2;
        let heavy: Vec<u32> = heavy.iter().enumerate().map(|(i, &k)| k + if i == 399 { odd } else { 0 }).collect();
        for degrees in [vec![0], vec![0, 0], vec![1, 1], star, hubs, heavy] {
            let network = GivenDegrees::new(degrees.clone(), 3).unwrap().generate(luck(2));
            assert!(
                degrees.iter().zip(0..).all(|(&degree, person)| network.out_degree(person) == degree),
                "{degrees:?}"
            );
        }
    }

    #[test]
    fn a_file_is_read_line_by_line() {
        let mut law = GivenDegrees { degrees: Vec::new(), exchanges: 1, file: Some("d.txt".into()) };
        assert_eq!(law.file(), Some("d.txt"));
        law.take("d.txt", "# degrees\n2\n\n1\n 1\n").unwrap();
        assert_eq!(law.degrees(), [2, 1, 1]);
        let mut law = GivenDegrees { degrees: Vec::new(), exchanges: 1, file: Some("d.txt".into()) };
        let problems = law.take("d.txt", "2\nx\n").unwrap_err();
        assert_eq!((problems[0].line, problems[0].message.as_str()), (Some(2), "`x` is no number of ties"));
        let problems = law.take("d.txt", "2\n1\n").unwrap_err();
        assert!(problems[0].message.starts_with("the numbers add up to"), "{}", problems[0]);
    }
}
