//! Whom to ask first, as a table, sentences and JSON.

mod robust;
mod sentences;

use super::figures::{count, fixed, percent};
use super::table::{Table, cut};
use crate::plot::{Picture, SeedCurve, Spread};
use crate::seeding::best::guard::same;
use crate::seeding::best::quotas::{NO_GROUP, Quotas};
use crate::seeding::best::{Answer, Basis, Certificate, Played, Smallest};
pub use robust::RobustChoice;
use serde::Serialize;

/// An answer with what it is about.
pub struct Choice<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// By person, the name.
    pub name: &'a dyn Fn(u32) -> String,
    /// By person, the price, where there are any.
    pub price: Option<&'a dyn Fn(u32) -> f64>,
    /// What there is to spend, where that is the limit.
    pub budget: Option<f64>,
    /// What is counted: people, or the column of values.
    pub unit: &'a str,
    /// The groups that it keeps to.
    pub quotas: Option<&'a Quotas>,
    /// What was asked of it.
    pub goal: crate::seeding::best::Goal,
    /// How long it took; `None` where that is not said.
    pub seconds: Option<f64>,
}

/// Rows of the table of seeds that are shown at either end.
const ROWS: usize = 12;

#[derive(Serialize)]
struct Mean {
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Step {
    count: u32,
    spread: f64,
    gain: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Candidate {
    name: String,
    seeds: Vec<String>,
    spread: Mean,
    /// To the answer, in the same worlds.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<Mean>,
}

/// What is to be reached by as few as possible, and how many people are too few, whoever they are.
#[derive(Serialize)]
struct Target {
    reach: f64,
    reached: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fewest: Option<u32>,
}

#[derive(Serialize)]
struct Group {
    group: String,
    people: u32,
    asked: u32,
}

#[derive(Serialize)]
struct Worlds {
    choosing: u64,
    judging: u64,
    candidates: u32,
    allowed: u32,
    plays: u64,
    diminishing_returns: bool,
    unasked: f64,
}

#[derive(Serialize)]
struct Document {
    format: u32,
    seeds: Vec<String>,
    spread: Mean,
    lower: Option<f64>,
    upper: Option<f64>,
    ratio: Option<f64>,
    intrinsic: Option<f64>,
    sampling: Option<f64>,
    noise: f64,
    stopped: &'static str,
    sets: Option<u64>,
    memory_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    curve: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worlds: Option<Worlds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<Group>,
    chosen_by: String,
    candidates: Vec<Candidate>,
}

impl Choice<'_> {
    fn cost(&self) -> Option<f64> {
        self.price.map(|price| self.answer.spread.seeds.iter().map(|&person| price(person)).sum())
    }

    /// The document of `--json`.
    pub fn json(&self) -> impl Serialize {
        let Answer { spread, curve, .. } = self.answer;
        let certificate = self.answer.certificate();
        let smallest = match &self.answer.basis {
            Basis::Smallest(smallest) => Some(smallest),
            _ => None,
        };
        let names = |seeds: &[u32]| seeds.iter().map(|&person| (self.name)(person)).collect::<Vec<String>>();
        Document {
            format: 1,
            seeds: names(&spread.seeds),
            spread: Mean { mean: spread.mean, low: spread.low, high: spread.high },
            lower: certificate.map(|certificate| certificate.lower).or(smallest.map(|smallest| smallest.lower)),
            upper: certificate.map(|certificate| certificate.upper).filter(|upper| upper.is_finite()),
            ratio: certificate.map(|certificate| certificate.ratio),
            intrinsic: certificate.map(|certificate| certificate.intrinsic),
            sampling: certificate.map(|certificate| certificate.sampling),
            noise: match &self.answer.basis {
                Basis::Sets(certificate) => certificate.noise.1,
                Basis::Worlds(played) => played.noise,
                Basis::Smallest(smallest) => smallest.noise,
            },
            stopped: self.answer.stopped.word(),
            sets: certificate.map(|certificate| certificate.sets).or(smallest.map(|smallest| smallest.sets)),
            memory_bytes: certificate
                .map(|certificate| certificate.memory_bytes)
                .or(smallest.map(|smallest| smallest.memory_bytes)),
            seconds: self.seconds,
            curve: curve
                .iter()
                .map(|step| Step {
                    count: step.count,
                    spread: step.spread,
                    gain: step.gain,
                    low: step.low,
                    high: step.high,
                })
                .collect(),
            failure_probability: (certificate.is_some() || smallest.is_some()).then_some(self.goal.failure_probability),
            target: match &self.answer.basis {
                Basis::Smallest(Smallest { target, fewest, is_reached, .. }) => {
                    Some(Target { reach: *target, reached: *is_reached, fewest: Some(*fewest) })
                }
                Basis::Worlds(Played { target: Some(target), .. }) => {
                    Some(Target { reach: *target, reached: spread.low >= *target, fewest: None })
                }
                _ => None,
            },
            worlds: match &self.answer.basis {
                Basis::Sets(_) | Basis::Smallest(_) => None,
                Basis::Worlds(played) => Some(Worlds {
                    choosing: played.choosing,
                    judging: played.judging,
                    candidates: played.tried,
                    allowed: played.open,
                    plays: played.plays,
                    diminishing_returns: played.diminishing,
                    unasked: played.unasked,
                }),
            },
            cost: self.cost(),
            groups: self
                .asked_of_groups()
                .map(|(group, people, asked)| Group { group: group.to_owned(), people, asked })
                .collect(),
            chosen_by: spread.name.clone(),
            candidates: (self.answer.candidates.iter())
                .map(|candidate| Candidate {
                    name: candidate.name.clone(),
                    seeds: names(&candidate.seeds),
                    spread: Mean { mean: candidate.mean, low: candidate.low, high: candidate.high },
                    difference: candidate.behind.map(|to| Mean { mean: to.mean, low: to.low, high: to.high }),
                })
                .collect(),
        }
    }

    /// The picture of it.
    pub fn picture(&self) -> Picture {
        let Answer { spread, curve, candidates, basis, .. } = self.answer;
        let half = curve.len().checked_sub(1).map_or(0, |last| last / 2);
        let finding = match curve.len() {
            0 | 1 => format!("The best choice reaches {} {}", fixed(spread.mean, self.decimals()), self.unit),
            all => format!(
                "{} people reach {} {}, the first {} of them {} of that",
                count(all as f64),
                fixed(spread.mean, self.decimals()),
                self.unit,
                count(half as f64 + 1.0),
                percent(curve[half].spread / spread.mean),
            ),
        };
        let others = candidates.iter().filter(|candidate| !same(&candidate.seeds, &spread.seeds));
        let spread_of = |count: usize, mean, low, high| Spread { count: count as f64, mean, low, high };
        SeedCurve {
            finding,
            subtitle: match basis {
                Basis::Sets(Certificate { sets, .. }) | Basis::Smallest(Smallest { sets, .. }) => {
                    format!("mean by {} reverse-reachable sets, by the number of people asked", count(*sets as f64))
                }
                Basis::Worlds(Played { judging, .. }) => {
                    format!("mean of {} worlds, by the number of people asked", count(*judging as f64))
                }
            },
            axis: match self.unit {
                "people" => "people reached".to_owned(),
                unit => format!("worth {unit}"),
            },
            asked: "people asked".to_owned(),
            steps: (curve.iter())
                .map(|step| spread_of(step.count as usize, step.spread, step.low, step.high))
                .collect(),
            others: others
                .map(|other| (other.name.clone(), spread_of(other.seeds.len(), other.mean, other.low, other.high)))
                .collect(),
        }
        .draw()
    }

    /// The seeds as a table for spreadsheets.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header: &[&str] = match self.price {
            Some(_) => &["count", "person", "spread", "low", "high", "gain", "price"],
            None => &["count", "person", "spread", "low", "high", "gain"],
        };
        let mut written = writer.write_record(header);
        for (step, &person) in self.answer.curve.iter().zip(&self.answer.spread.seeds) {
            let mut row = vec![step.count.to_string(), (self.name)(person)];
            row.extend([step.spread, step.low, step.high, step.gain].map(|x| x.to_string()));
            row.extend(self.price.map(|price| price(person).to_string()));
            written = written.and_then(|()| writer.write_record(&row));
        }
        written.expect("every row has a cell for each column");
        String::from_utf8(writer.into_inner().expect("memory takes what is written")).expect("cells are text")
    }

    /// Decimals of a spread: as its interval deserves.
    fn decimals(&self) -> usize {
        super::figures::decimals(
            self.answer.spread.mean,
            Some((self.answer.spread.high - self.answer.spread.low) / 4.0),
        )
    }

    /// The seeds one by one: what each adds.
    pub fn seeds(&self) -> Vec<String> {
        let digits = self.decimals();
        let curve = &self.answer.curve;
        let heading = if self.unit == "people" { "reach so far" } else { "worth so far" };
        let mut table = Table::new(["ask", "", heading, "95 % interval", "adds"]);
        if self.price.is_some() {
            table = Table::new(["ask", "price", heading, "95 % interval", "adds"]);
        }
        for (i, step) in curve.iter().enumerate() {
            if curve.len() > 2 * ROWS + 1 && (ROWS..curve.len() - ROWS).contains(&i) {
                if i == ROWS {
                    let left = curve.len() - 2 * ROWS;
                    table.row([
                        format!("  ... {left} more"),
                        String::new(),
                        String::new(),
                        String::new(),
                        String::new(),
                    ]);
                }
                continue;
            }
            let person = self.answer.spread.seeds[i];
            table.row([
                format!("{:>3}  {}", step.count, cut(&(self.name)(person), 30)),
                self.price.map_or(String::new(), |price| count(price(person))),
                fixed(step.spread, digits),
                format!("{} to {}", fixed(step.low, digits), fixed(step.high, digits)),
                super::figures::signed(step.gain, digits.max(1)),
            ]);
        }
        table.lines()
    }

    /// Each group, its people, and how many of them are asked.
    fn asked_of_groups(&self) -> impl Iterator<Item = (&str, u32, u32)> {
        let held = self.quotas.map(|quotas| quotas.held(&self.answer.spread.seeds)).unwrap_or_default();
        let groups = self.quotas.map_or(&[][..], |quotas| &quotas.groups);
        groups.iter().zip(held).map(|(group, held)| (group.name.as_str(), group.people, held))
    }

    /// How many of each group are asked; nothing where there are no groups.
    pub fn groups(&self) -> Vec<String> {
        let Some(quotas) = self.quotas else { return Vec::new() };
        let mut table = Table::new([cut(&quotas.column, 30).as_str(), "people", "asked"]);
        for (i, (group, people, asked)) in self.asked_of_groups().enumerate() {
            if i == 2 * ROWS {
                table.row([format!("... {} more", quotas.groups.len() - i), String::new(), String::new()]);
                break;
            }
            table.row([cut(group, 30), count(people.into()), count(asked.into())]);
        }
        let others = |people: &mut dyn Iterator<Item = u32>| {
            people.filter(|&person| quotas.of[person as usize] == NO_GROUP).count() as f64
        };
        let asked = others(&mut self.answer.spread.seeds.iter().copied());
        if asked > 0.0 {
            let people = others(&mut (0..quotas.of.len() as u32));
            table.row(["(no group)".to_owned(), count(people), count(asked)]);
        }
        table.lines()
    }

    /// The candidates beside the choice.
    pub fn candidates(&self) -> Vec<String> {
        let digits = self.decimals();
        let best = self.answer.spread.mean;
        let mut sorted: Vec<_> = self.answer.candidates.iter().collect();
        sorted.sort_by(|a, b| b.mean.total_cmp(&a.mean));
        let (title, last) = match self.answer.basis {
            Basis::Sets(_) | Basis::Smallest(_) => ("judged by the same sets", "of the best"),
            Basis::Worlds(_) => ("judged in the same worlds", "against the answer"),
        };
        let mut table = Table::new([title, "asked", "reach", "95 % interval", last]);
        for candidate in sorted {
            let signed = |x: f64| super::figures::signed(x, digits.max(1));
            table.row([
                match same(&candidate.seeds, &self.answer.spread.seeds) {
                    true => format!("{} *", candidate.name),
                    false => candidate.name.clone(),
                },
                candidate.seeds.len().to_string(),
                fixed(candidate.mean, digits),
                format!("{} to {}", fixed(candidate.low, digits), fixed(candidate.high, digits)),
                match (&self.answer.basis, candidate.behind) {
                    (Basis::Worlds(_), None) => String::new(),
                    (Basis::Worlds(_), Some(to)) => {
                        format!("{} ({} to {})", signed(to.mean), signed(to.low), signed(to.high))
                    }
                    _ if best > 0.0 => format!("{:.1} %", 100.0 * candidate.mean / best),
                    _ => String::new(),
                },
            ]);
        }
        let mut lines = table.lines();
        lines.push("* the answer".to_owned());
        lines
    }
}
