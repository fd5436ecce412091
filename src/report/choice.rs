//! Whom to ask first, as a table, sentences and JSON.

use super::figures::{count, fixed, percent};
use super::table::{Table, cut};
use crate::plot::{Picture, SeedCurve, Spread};
use crate::seeding::best::{Answer, Stopped};
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
    sets: u64,
    memory_bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    curve: Vec<Step>,
    failure_probability: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<f64>,
    chosen_by: String,
    candidates: Vec<Candidate>,
}

impl Choice<'_> {
    fn cost(&self) -> Option<f64> {
        self.price.map(|price| self.answer.spread.seeds.iter().map(|&person| price(person)).sum())
    }

    /// The document of `--json`.
    pub fn json(&self) -> impl Serialize {
        let Answer { spread, curve, lower, upper, ratio, intrinsic, sampling, noise, .. } = self.answer;
        let names = |seeds: &[u32]| seeds.iter().map(|&person| (self.name)(person)).collect::<Vec<String>>();
        Document {
            format: 1,
            seeds: names(&spread.seeds),
            spread: Mean { mean: spread.mean, low: spread.low, high: spread.high },
            lower: Some(*lower),
            upper: Some(*upper).filter(|upper| upper.is_finite()),
            ratio: Some(*ratio),
            intrinsic: Some(*intrinsic),
            sampling: Some(*sampling),
            noise: noise.1,
            stopped: self.answer.stopped.word(),
            sets: self.answer.sets,
            memory_bytes: self.answer.memory_bytes,
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
            failure_probability: self.goal.failure_probability,
            cost: self.cost(),
            chosen_by: spread.name.clone(),
            candidates: (self.answer.candidates.iter())
                .map(|candidate| Candidate {
                    name: candidate.name.clone(),
                    seeds: names(&candidate.seeds),
                    spread: Mean { mean: candidate.mean, low: candidate.low, high: candidate.high },
                })
                .collect(),
        }
    }

    /// The picture of it.
    pub fn picture(&self) -> Picture {
        let Answer { spread, curve, candidates, sets, .. } = self.answer;
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
        let others = candidates.iter().filter(|candidate| candidate.name != spread.name);
        let spread_of = |count: usize, mean, low, high| Spread { count: count as f64, mean, low, high };
        SeedCurve {
            finding,
            subtitle: format!("mean by {} reverse-reachable sets, by the number of people asked", count(*sets as f64)),
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

    /// The candidates beside the choice.
    pub fn candidates(&self) -> Vec<String> {
        let digits = self.decimals();
        let best = self.answer.spread.mean;
        let mut sorted: Vec<_> = self.answer.candidates.iter().collect();
        sorted.sort_by(|a, b| b.mean.total_cmp(&a.mean));
        let mut table = Table::new(["judged by the same sets", "asked", "reach", "95 % interval", "of the best"]);
        for candidate in sorted {
            table.row([
                match candidate.name == self.answer.spread.name {
                    true => format!("{} *", candidate.name),
                    false => candidate.name.clone(),
                },
                candidate.seeds.len().to_string(),
                fixed(candidate.mean, digits),
                format!("{} to {}", fixed(candidate.low, digits), fixed(candidate.high, digits)),
                if best > 0.0 { format!("{:.1} %", 100.0 * candidate.mean / best) } else { String::new() },
            ]);
        }
        let mut lines = table.lines();
        lines.push("* the answer".to_owned());
        lines
    }

    /// The answer in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let Answer { spread, lower, upper, ratio, intrinsic, noise, stopped, sets, memory_bytes, curve, .. } =
            self.answer;
        let digits = self.decimals();
        let people = match spread.seeds.len() {
            1 => "this one person".to_owned(),
            n => format!("these {} people", count(n as f64)),
        };
        let money = match (self.cost(), self.budget) {
            (Some(cost), Some(budget)) => format!(", for {} of {},", count(cost), count(budget)),
            _ => String::new(),
        };
        let mut sentences = vec![format!(
            "Asking {people} first{money} reaches {} {} on average, seeds included (95 % interval {} to {}).",
            fixed(spread.mean, digits),
            self.unit,
            fixed(spread.low, digits),
            fixed(spread.high, digits),
        )];
        sentences.push(format!(
            "Certain with probability {}: at least {}, and no choice within the terms reaches more than {}; so this one \
             reaches {} or more of the best possible.",
            percent(1.0 - self.goal.failure_probability),
            fixed(*lower, digits),
            fixed(*upper, digits),
            percent(*ratio),
        ));
        sentences.push(format!(
            "Greedy choice cannot be shown to be more than {} of the best here, however long it takes; the choice looked at \
             most {:.1} % better than it is.",
            percent(*intrinsic),
            (100.0 * noise.1).max(0.0),
        ));
        if let (Some(half), Some(last)) = (curve.len().checked_sub(1).map(|last| &curve[last / 2]), curve.last())
            && curve.len() >= 4
            && self.budget.is_none()
        {
            sentences.push(format!(
                "The first {} of them reach {} of that; the last one adds {}.",
                half.count,
                percent(half.spread / spread.mean),
                fixed(last.gain, digits.max(1)),
            ));
        }
        let why = match stopped {
            Stopped::Certified => "both goals were met".to_owned(),
            Stopped::Saturated => {
                format!(
                    "more sets will hardly help: a ratio of {} is more than can be shown here",
                    percent(self.goal.ratio)
                )
            }
            Stopped::Time => "the time was up; what is certain was certain by then".to_owned(),
            Stopped::Memory => {
                "more sets would take more memory than is allowed; what is certain was certain by then".to_owned()
            }
            Stopped::Interrupted => "it was interrupted; what is certain was certain by then".to_owned(),
        };
        sentences.push(format!(
            "It ended after {} sets ({}) because {why}.",
            count(*sets as f64),
            crate::estimate::bytes(*memory_bytes as f64)
        ));
        sentences
    }
}
