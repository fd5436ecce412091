//! One choice for several values of a key, as tables, sentences and JSON.

use crate::report::figures::{count, decimals, fixed, percent};
use crate::report::table::{Table, cut};
use crate::seeding::best::robust::{Case, Robust};
use serde::Serialize;

/// A choice with what it is about.
pub struct RobustChoice<'a> {
    /// The choice.
    pub answer: &'a Robust,
    /// The key whose value is not known.
    pub key: &'a str,
    /// Its values, as they were written, in the order of the cases.
    pub values: &'a [String],
    /// By person, the name.
    pub name: &'a dyn Fn(u32) -> String,
    /// By person, the price, where there are any.
    pub price: Option<&'a dyn Fn(u32) -> f64>,
    /// What is counted: people, or the column of values.
    pub unit: &'a str,
    /// The chance that the certificate is wrong.
    pub failure_probability: f64,
    /// How long it took.
    pub seconds: f64,
}

#[derive(Serialize)]
struct Mean {
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct OfValue<'a> {
    value: &'a str,
    spread: Mean,
    lower: f64,
    upper: f64,
    ratio: f64,
    best_for_it: f64,
    stopped: &'static str,
}

#[derive(Serialize)]
struct Candidate {
    name: String,
    seeds: Vec<String>,
    ratio: f64,
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    seeds: Vec<String>,
    over: &'a str,
    ratio: f64,
    failure_probability: f64,
    values: Vec<OfValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<f64>,
    chosen_by: &'a str,
    candidates: Vec<Candidate>,
    seconds: f64,
}

/// What of the best possible is certain.
fn certain(case: &Case) -> f64 {
    if case.upper > 0.0 { (case.lower / case.upper).min(1.0) } else { 1.0 }
}

impl RobustChoice<'_> {
    fn cases(&self) -> impl Iterator<Item = (&String, &Case)> {
        self.values.iter().zip(&self.answer.cases)
    }

    fn names(&self, seeds: &[u32]) -> Vec<String> {
        seeds.iter().map(|&person| (self.name)(person)).collect()
    }

    fn cost(&self) -> Option<f64> {
        self.price.map(|price| self.answer.seeds.iter().map(|&person| price(person)).sum())
    }

    /// The document of `--json`.
    pub fn json(&self) -> impl Serialize {
        let Robust { name, seeds, ratio, candidates, .. } = self.answer;
        let values = self.cases().map(|(value, case)| OfValue {
            value,
            spread: Mean { mean: case.spread.mean, low: case.spread.low, high: case.spread.high },
            lower: case.lower,
            upper: case.upper,
            ratio: certain(case),
            best_for_it: case.alone,
            stopped: case.stopped.word(),
        });
        let candidate = |(candidate, ratio): &(crate::seeding::best::Candidate, f64)| Candidate {
            name: candidate.name.clone(),
            seeds: self.names(&candidate.seeds),
            ratio: *ratio,
        };
        Document {
            format: 1,
            seeds: self.names(seeds),
            over: self.key,
            ratio: *ratio,
            failure_probability: self.failure_probability,
            values: values.collect(),
            cost: self.cost(),
            chosen_by: name,
            candidates: candidates.iter().map(candidate).collect(),
            seconds: self.seconds,
        }
    }

    /// Whom to ask.
    pub fn people(&self) -> Vec<String> {
        let mut table = match self.price {
            Some(_) => Table::new(["ask", "price"]),
            None => Table::new(["ask", ""]),
        };
        for (i, &person) in self.answer.seeds.iter().enumerate() {
            let price = self.price.map_or(String::new(), |price| count(price(person)));
            table.row([format!("{:>3}  {}", i + 1, cut(&(self.name)(person), 50)), price]);
        }
        table.lines()
    }

    /// What it comes to for each value.
    pub fn by_value(&self) -> Vec<String> {
        let key = self.key.rsplit('.').next().unwrap_or(self.key);
        let mut table =
            Table::new([cut(key, 20).as_str(), "reach", "95 % interval", "best for it", "at most", "certain"]);
        for (value, case) in self.cases() {
            let Case { spread, upper, alone, .. } = case;
            let digits = decimals(spread.mean, Some((spread.high - spread.low) / 4.0));
            table.row([
                cut(value, 20),
                fixed(spread.mean, digits),
                format!("{} to {}", fixed(spread.low, digits), fixed(spread.high, digits)),
                fixed(*alone, digits),
                fixed(*upper, digits),
                percent(certain(case)),
            ]);
        }
        table.lines()
    }

    /// The candidates, by the part of the best possible that is certain of each whatever the value.
    pub fn candidates(&self) -> Vec<String> {
        let mut table = Table::new(["judged by the same sets", "asked", "certain in the worst case"]);
        let mut sorted: Vec<_> = self.answer.candidates.iter().collect();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (candidate, ratio) in sorted {
            let mark = if candidate.name == self.answer.name { " *" } else { "" };
            let name = format!("{}{mark}", cut(&candidate.name, 36));
            table.row([name, candidate.seeds.len().to_string(), percent(*ratio)]);
        }
        let mut lines = table.lines();
        lines.push("* the answer".to_owned());
        lines
    }

    /// The answer in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let Robust { seeds, ratio, candidates, .. } = self.answer;
        let who = match seeds.len() {
            0 => "nobody".to_owned(),
            1 => "this one person".to_owned(),
            n => format!("these {} people", count(n as f64)),
        };
        let money = self.cost().map_or(String::new(), |cost| format!(", for {},", count(cost)));
        let mut sentences = vec![format!(
            "Whichever of the {} values of `{}` holds: asking {who} first{money} reaches at least {} of the most {} that any \
             such choice could (certain but for a chance of {}).",
            self.values.len(),
            self.key,
            percent(*ratio),
            if self.unit == "people" { "people" } else { "worth" },
            percent(self.failure_probability),
        )];
        let alone = candidates.iter().filter(|(candidate, _)| candidate.name.starts_with("best for "));
        if let Some((worst, part)) = alone.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, part)| *part + 0.005 < *ratio)
        {
            sentences.push(format!(
                "Of the choice \"{}\" no more than {} is certain, should another value hold.",
                worst.name,
                percent(*part),
            ));
        }
        sentences.push(format!(
            "\"best for it\" is what the choice made for that value alone reaches, \"at most\" what no choice is above. Only these \
             values were looked at. {:.2} seconds.",
            self.seconds
        ));
        sentences
    }
}
