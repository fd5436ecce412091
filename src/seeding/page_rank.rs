//! **PageRank**: the people whom those listen to whom others listen to.
//!
//! Everybody has some attention and divides it equally among those they hear; a person's score is the attention that arrives,
//! and is what the person has to divide in turn. With chance 1 - damping attention goes to anybody instead:
//!
//! x(u) = (1 - d) / n + d (D / n + sum over the hearers v of u of x(v) / number of people v hears),
//!
//! D the attention of those who hear nobody, divided among all. So influence flows from u to v and score from v to u: it is the
//! PageRank of the web if "v hears u" is a link from v to u. Strengths are not looked at.
//!
//! # Parameters
//! `count`; `damping` d in [0, 0.99] (0.85, that of the paper); a plain number is the count.
//!
//! # Cost
//! Time (n + m) for each pass, once a network. Passes go on until scores change by less than 1e-10 in all (of a sum of 1): at
//! most 142 with damping 0.85, and never more than 1,000. Equal to networkx' `pagerank` of the reversed network within 1e-9.
//!
//! # Reference
//! Page, Brin, Motwani and Winograd, *The PageRank citation ranking: bringing order to the web*, Stanford technical report 1999-66
//! (1998); the sinks as in Langville and Meyer, *Google's PageRank and beyond*, 2006, section 4.5.

use super::{COUNT, Count, Group, HOW_MANY, Seeding, Strategy, ranking};
use crate::catalog::{Entry, Key, Kind};
use crate::graph::Graph;
use crate::model::Network;
use crate::parallel;
use crate::random::Replicate;

/// The entry of the catalog.
pub static ENTRY: Entry<Box<dyn Seeding>> = Entry {
    name: "page-rank",
    title: "the people whom those listen to whom others listen to",
    kind: Kind::Either(&[
        COUNT,
        Kind::Percent,
        Kind::Table(&[
            HOW_MANY,
            Key::with_default("damping", Kind::Number(0.0, 0.99), "0.85", "share of attention that goes along ties")
                .larger("looks further along ties; 0 ranks nobody before others")
                .source("Page, Brin, Motwani and Winograd 1998"),
        ]),
    ]),
    reference: "Page, Brin, Motwani and Winograd, The PageRank citation ranking, 1998",
    check: "on a star of n heard by all, the scores in closed form",
    build: |value| {
        let count = Count::read("count", value.at("count"))?;
        Ok(Box::new(PageRank { count, damping: value.number("damping") }))
    },
};

struct PageRank {
    count: Count,
    damping: f64,
}

/// Scores have settled when they change by less than this in all.
const TOLERANCE: f64 = 1e-10;
/// The most passes over the ties.
const MOST_PASSES: usize = 1000;

/// The PageRank of everybody, of a sum of 1; score flows from hearers to those they hear. Damping in [0, 1).
pub fn scores(graph: &Graph, damping: f64) -> Vec<f64> {
    let people = graph.people() as usize;
    let n = people as f64;
    let mut hears = vec![0u32; people];
    graph.targets().iter().for_each(|&hearer| hears[hearer as usize] += 1);
    let mut scores = vec![1.0 / n; people];
    for _ in 0..MOST_PASSES {
        let idle: f64 = scores.iter().zip(&hears).filter(|(_, hears)| **hears == 0).map(|(score, _)| score).sum();
        let gives: Vec<f64> =
            scores.iter().zip(&hears).map(|(score, &hears)| score / f64::from(hears.max(1))).collect();
        let everybody = (1.0 - damping) / n + damping * idle / n;
        let next = parallel::map(
            people as u64,
            || (),
            |_, person| {
                let given: f64 = graph.hearers(person as u32).iter().map(|&hearer| gives[hearer as usize]).sum();
                everybody + damping * given
            },
        );
        let change: f64 = next.iter().zip(&scores).map(|(new, old)| (new - old).abs()).sum();
        scores = next;
        if change < TOLERANCE {
            break;
        }
    }
    scores
}

impl Strategy for PageRank {
    fn count(&self) -> (&'static str, Count) {
        ("count", self.count)
    }

    fn choose(&self, network: &Network, _: &Replicate, group: &Group, count: usize) -> Vec<u32> {
        ranking::top(&scores(network.graph, self.damping), group, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Names, builder};

    /// The centre c is heard by all others and hears nobody: leaves get s = (1 - d + d c) / n, the centre s + d (1 - c), which
    /// makes c = (1 - d + n d) / (n + n d - d).
    #[test]
    fn a_star_in_closed_form() {
        let (n, d) = (11.0, 0.85);
        let graph = builder::from_ties(Names::Numbered(11), vec![0; 10], (1..11).collect(), false);
        let scores = scores(&graph, d);
        let centre = (1.0 - d + n * d) / (n + n * d - d);
        assert!((scores[0] - centre).abs() < 1e-10, "{} for {centre}", scores[0]);
        assert!(scores[1..].iter().all(|&leaf| (leaf - (1.0 - centre) / 10.0).abs() < 1e-10));
        assert!((scores.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
