//! The campaigns: their names, their baseline, and whom they ask.

use super::Reader;
use crate::catalog::{Fault, Value};
use crate::platform::Plan;
use crate::scenario::{Campaign, asking};
use crate::text::{escaped, shown};

/// Most campaigns of one scenario.
const MOST_CAMPAIGNS: usize = 1000;
/// Most characters of a campaign's name.
const LONGEST_NAME: usize = 200;

impl Reader {
    pub(super) fn campaigns(&mut self, value: Option<&Value>, starts_alone: bool) -> Vec<Campaign> {
        let Some(Value::List(tables)) = value else { return Vec::new() };
        if tables.is_empty() || tables.len() > MOST_CAMPAIGNS {
            let message = format!("{} campaigns are given; 1 to {MOST_CAMPAIGNS} can be compared", tables.len());
            self.fault("campaign", Fault::at("", message, "write [[campaign]] and below it name = \"...\""));
        }
        let mut campaigns: Vec<Campaign> = Vec::new();
        for (i, table) in tables.iter().enumerate() {
            let path = format!("campaign[{}]", i + 1);
            let name = table.get("name").and_then(Value::as_text).map(str::to_owned);
            if let Some(name) = &name {
                self.name(&path, name, &campaigns);
            }
            let baseline = matches!(table.get("baseline"), Some(Value::Flag(true)));
            if let Some(first) = campaigns.iter().position(|campaign| baseline && campaign.baseline) {
                let fault =
                    Fault::at("baseline", "two campaigns are the baseline", "keep `baseline = true` in one of them");
                let problem = self.located(&path, fault);
                let first = self.place(&format!("campaign[{}].baseline", first + 1));
                self.problems.push(problem.also(first, "the first"));
            }
            let seeds = self.seeding(&path, table);
            let moved = self.findings.moved.contains("campaign.seeds");
            let (value, seeds) = match seeds {
                Some((name, value, seeding)) => (Some(value), Some((name, seeding))),
                None => (None, None),
            };
            let waves = asking::waves(self, &path, table);
            let rivals = asking::rivals(self, &path, name.as_deref().unwrap_or_default(), table);
            let asks = table.get("seeds").is_some() || table.get("wave").is_some();
            if !asks && !starts_alone && !moved && self.is_whole(&path) {
                let message = "this campaign asks nobody, and nobody acts unasked";
                self.fault(&path, Fault::at("", message, "write seeds = { random = 10 }, or another seeding"));
            }
            campaigns.push(Campaign {
                name: name.unwrap_or_default(),
                baseline,
                seeds,
                seeds_value: value,
                waves,
                rivals,
                tie_break: asking::tie_break(table),
                plan: Plan::default(),
            });
        }
        campaigns
    }

    fn name(&mut self, path: &str, name: &str, before: &[Campaign]) {
        if let Some(why) = unfit(name) {
            let fault = Fault::at("name", format!("a campaign's name {why}"), "write a short name, such as \"hubs\"");
            self.fault(path, fault);
        }
        if let Some(first) = before.iter().position(|campaign| campaign.name == name) {
            let message = format!("two campaigns are called {}", shown(name));
            let problem = self.located(path, Fault::at("name", message, "give each its own name"));
            let first = self.place(&format!("campaign[{}].name", first + 1));
            self.problems.push(problem.also(first, "the first"));
        }
    }
}

/// Why a name cannot stand in an answer.
pub(in crate::scenario) fn unfit(name: &str) -> Option<String> {
    if name.trim().is_empty() {
        Some("cannot be empty".to_owned())
    } else if name.chars().count() > LONGEST_NAME {
        Some(format!("has at most {LONGEST_NAME} characters, and this one {}", name.chars().count()))
    } else if escaped(name) != name {
        Some("cannot hold line ends, or characters that cannot be seen".to_owned())
    } else {
        None
    }
}
