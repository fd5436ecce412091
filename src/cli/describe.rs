//! A network in human words: what `rumormill network info` prints.

use crate::graph::edge_list::Direction;
use crate::graph::shape::{Components, Degrees, Shape, Strengths};
use crate::report::figures::{count, fixed, percent};
use crate::report::table::{Table, wrap};
use crate::text::escaped;
use std::fmt::Write;

/// Columns of the name and of the number.
const NAME: usize = 20;
const NUMBER: usize = 11;

/// The text about a network called `name`; `direction` where it comes from a file.
pub fn describe(name: &str, shape: &Shape, direction: Option<Direction>) -> String {
    let mut page = Page(format!("{}\n", escaped(name)));
    if let Some(direction) = direction {
        page.line(match direction {
            Direction::Influence => "read as \"influence\": a line `u v` means v hears u",
            Direction::Follows => "read as \"follows\": a line `u v` means u follows v, so u hears v",
            Direction::Mutual => "read as \"mutual\": a line `u v` means each hears the other",
        });
    }
    page.size(shape);
    page.degrees(shape);
    page.talk(shape);
    page.clustering(shape);
    page.components(shape);
    if let Some(strengths) = &shape.strengths {
        page.strengths(strengths);
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.0, "{text}");
    }

    /// A name, a number, and what it means.
    fn row(&mut self, name: &str, number: impl Into<String>, meaning: &str) {
        let indent = " ".repeat(NAME + NUMBER + 2);
        let meaning = wrap(meaning, 78 - indent.len(), "").replace('\n', &format!("\n{indent}"));
        let _ = writeln!(self.0, "{}", format!("{name:NAME$}{:>NUMBER$}  {meaning}", number.into()).trim_end());
    }

    fn size(&mut self, shape: &Shape) {
        self.line("");
        self.row("people", whole(shape.people), "");
        self.row("  of them alone", whole(shape.isolated), "without any tie");
        self.row("ties", whole(shape.ties), "each with its direction; a mutual tie is two");
        self.row("  tied pairs", whole(shape.pairs), "pairs of people, whatever the direction");
        self.row("  density", share(shape.density), "share of all possible ties that are there");
        self.row("  reciprocity", share(shape.reciprocity), "share of ties whose reverse is there too");
    }

    fn degrees(&mut self, shape: &Shape) {
        self.line("");
        let mut table = Table::new(["people per person", "mean", "least", "5 %", "half", "95 %", "most"]);
        let mut row = |name: &str, d: &Degrees| {
            let [min, low, half, high, max] = [d.min, d.q05, d.q50, d.q95, d.max].map(whole);
            table.row([name.to_owned(), fixed(d.mean, 2), min, low, half, high, max]);
        };
        if shape.mutual {
            row("friends", &shape.degree);
        } else {
            row("who hear the person", &shape.hearers);
            row("whom the person hears", &shape.heard);
        }
        for line in table.lines() {
            self.line(&line);
        }
    }

    fn talk(&mut self, shape: &Shape) {
        self.line("");
        let excess = "how many others the hearer at the end of a tie can tell; talk can go far where this times the chance per \
                      tie is above 1";
        self.row("further hearers", number(shape.excess_degree), excess);
        let eigenvalue = "the largest of the tied pairs as a matrix; 1 divided by it is about the chance per tie from which talk goes far";
        self.row("leading eigenvalue", fixed(shape.leading_eigenvalue, 3), eigenvalue);
    }

    fn clustering(&mut self, shape: &Shape) {
        self.line("");
        self.row("triangles", whole(shape.triangles), "three people, each pair tied");
        let local = "chance that two friends of a person are friends, mean over people";
        self.row("mean clustering", number(shape.local_clustering), local);
        self.row("transitivity", number(shape.transitivity), "the same chance over all pairs of friends");
        let assortativity = "-1 to 1; above 0: people with many ties are tied to one another";
        self.row("assortativity", number(shape.assortativity), assortativity);
    }

    fn components(&mut self, shape: &Shape) {
        self.line("");
        let Components { count, largest } = shape.weak_components;
        self.row("components", whole(count), "groups with no tie to one another");
        self.row("  largest", whole(largest), &format!("people, {} of all", part(largest, shape.people)));
        if !shape.mutual {
            let Components { count, largest } = shape.strong_components;
            self.row("strong components", whole(count), "groups in which talk can get from everyone to everyone");
            self.row("  largest", whole(largest), &format!("people, {} of all", part(largest, shape.people)));
        }
    }

    fn strengths(&mut self, s: &Strengths) {
        self.line("");
        let mut table = Table::new(["third column", "mean", "least", "5 %", "half", "95 %", "most"]);
        let figure = |x: f64| if x.fract() == 0.0 { count(x) } else { fixed(x, 4) };
        let [mean, min, low, half, high, max] = [s.mean, s.min, s.q05, s.q50, s.q95, s.max].map(figure);
        table.row(["strength of a tie".to_owned(), mean, min, low, half, high, max]);
        for line in table.lines() {
            self.line(&line);
        }
        self.row("strong ties", percent(s.strong), &format!("of the ties are stronger than {}", Strengths::STRONG));
    }
}

fn whole(n: u64) -> String {
    crate::text::grouped(n)
}

fn number(x: Option<f64>) -> String {
    x.map_or("-".to_owned(), |x| fixed(x, 3))
}

fn share(x: Option<f64>) -> String {
    x.map_or("-".to_owned(), percent)
}

fn part(part: u64, whole: u64) -> String {
    if whole == 0 { "none".to_owned() } else { percent(part as f64 / whole as f64) }
}
