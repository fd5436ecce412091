//! The program against exact answers: small scenarios whose result arithmetic knows, played and held against it.
//!
//! A [`Case`] is a scenario with a number that a paper or plain reckoning gives. What is played is the whole program, from the
//! text of the scenario to the mean in the answer, so the comparison holds for what a user runs. Where chance takes part, the
//! distance is told in standard errors (z); luck alone takes one case beyond [`BOUND`] once in 150,000 times, and with the
//! fixed random seed it is the same luck every time. Where it takes none, only equality to 1e-9 will do.
//!
//! `rumormill verify` prints the result, and `docs/correctness.md` keeps it.

mod cases;

use crate::answer::{answer, curves};
use crate::load::Inputs;
use crate::parallel;
use crate::run::run;
use crate::scenario::Scenario;
use serde::Serialize;

pub use cases::CASES;

/// How many standard errors a mean may lie from the exact answer. P(|z| > 4.5) is 6.8e-6 for a normal mean.
pub const BOUND: f64 = 4.5;

/// How near is equal, relative: opinions that move by less than 2^-30 of their range a round have come to rest.
const SAME: f64 = 1e-9;

/// Replicates of each case: the standard error of a probability of one half is 0.0016.
pub const REPLICATES: u64 = 100_000;

/// A scenario with its exact answer.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The catalog name of the model.
    pub model: &'static str,
    /// Network, numbers and where it begins, in words.
    pub what: &'static str,
    /// The scenario, without `format`, `replicates` and `random-seed`; it has one campaign.
    pub scenario: &'static str,
    /// What is compared.
    pub measured: Measured,
    /// The exact answer.
    pub exact: f64,
    /// How it is reckoned.
    pub formula: &'static str,
}

/// What of the answer is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// The mean of a measure.
    Mean(&'static str),
    /// The mean of a measure as a share of something: of all people, of all but the first.
    Share(&'static str, f64),
    /// How likely reach is to be at least so much (of opinions: people convinced).
    AtLeast(u64),
}

/// What a case came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The model.
    pub model: &'static str,
    /// The case in words.
    pub what: &'static str,
    /// What is compared, in words.
    pub measured: String,
    /// How the exact answer is reckoned.
    pub formula: &'static str,
    /// The exact answer.
    pub exact: f64,
    /// What was played.
    pub ours: f64,
    /// Its standard error; 0 where chance takes no part.
    pub se: f64,
    /// Distance in standard errors; 0 where chance takes no part and both are equal, infinite where they are not.
    pub z: f64,
}

impl Found {
    /// Whether the two agree.
    pub fn holds(&self) -> bool {
        self.z.abs() < BOUND
    }
}

/// Plays every case, on all threads.
pub fn verify() -> Vec<Found> {
    parallel::map(CASES.len() as u64, || (), |(), i| CASES[i as usize].play(REPLICATES))
}

impl Case {
    /// Plays the case so often.
    ///
    /// # Panics
    /// If the case is no scenario that runs, which a test makes sure of.
    pub fn play(&self, replicates: u64) -> Found {
        let target = match self.measured {
            Measured::AtLeast(people) => format!("target = {people}\n"),
            _ => String::new(),
        };
        let head = format!("format = 1\nreplicates = {replicates}\nrandom-seed = 1\nplots = []\n{target}");
        let scenario = Scenario::read(self.what, &format!("{head}{}", self.scenario), &[])
            .unwrap_or_else(|problems| panic!("{}: {problems}", self.what));
        let played = run(&scenario, &Inputs::default(), || {}).unwrap_or_else(|refusal| panic!("{refusal}"));
        let answer = answer(&scenario, &played, &curves(&played));
        let campaign = &answer.campaigns[0];
        let (ours, se) = match self.measured {
            Measured::Mean(name) => {
                let measure = &campaign.measures[name];
                (measure.mean, measure.se.unwrap_or(0.0))
            }
            Measured::Share(name, of) => {
                let measure = &campaign.measures[name];
                (measure.mean / of, measure.se.unwrap_or(0.0) / of)
            }
            Measured::AtLeast(_) => {
                let share = campaign.target.as_ref().map_or(f64::NAN, |target| target.probability);
                // Of the exact probability: that of the share is 0 where the share is 0 or 1.
                (share, (self.exact * (1.0 - self.exact) / replicates as f64).sqrt())
            }
        };
        // Equal numbers have no deviation but that of rounding.
        let se = if se < 1e-12 * ours.abs() { 0.0 } else { se };
        let z = match se {
            0.0 if (ours - self.exact).abs() <= SAME * self.exact.abs() => 0.0,
            0.0 => f64::INFINITY,
            se => (ours - self.exact) / se,
        };
        Found {
            model: self.model,
            what: self.what,
            measured: self.measured.words(),
            formula: self.formula,
            exact: self.exact,
            ours,
            se,
            z,
        }
    }
}

impl Measured {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Measured::Mean(name) => format!("mean {}", name.replace('_', " ")),
            Measured::Share(name, of) => format!("mean {} / {of}", name.replace('_', " ")),
            Measured::AtLeast(people) => format!("P(at least {people})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every case holds already with few replicates, and a wrong answer would not: a tenth more is noticed in each.
    #[test]
    fn every_case_holds_and_could_fail() {
        for case in CASES.iter() {
            let found = case.play(20_000);
            assert!(found.holds(), "{} ({}): {found:?}", case.model, case.what);
            let off = found.exact * 1.1;
            assert!(found.se == 0.0 || ((off - found.ours) / found.se).abs() > BOUND, "{}: notices nothing", case.what);
        }
    }

    /// A model that did nothing would be found out: of each some case is luck, or fails with horizon 0.
    #[test]
    fn what_is_certain_is_not_what_it_was() {
        let is_found_out = |case: &Case| {
            if case.play(10).se > 0.0 {
                return true;
            }
            let rest: Vec<&str> =
                case.scenario.lines().filter(|line| !line.trim_start().starts_with("horizon")).collect();
            let still: &str = Box::leak(format!("horizon = 0\n{}", rest.join("\n")).into_boxed_str());
            !Case { scenario: still, ..*case }.play(10).holds()
        };
        for case in CASES.iter() {
            let of_model = CASES.iter().filter(|other| other.model == case.model);
            assert!(of_model.into_iter().any(is_found_out), "{}", case.model);
        }
    }

    #[test]
    fn every_model_has_a_case() {
        let models = crate::model::CATALOG.iter().map(|entry| entry.name);
        let mut all = models.chain(crate::opinion::CATALOG.iter().map(|entry| entry.name));
        let missing = all.find(|name| !CASES.iter().any(|case| case.model == *name));
        assert_eq!(missing, None, "a model without an exact case");
    }

    #[test]
    fn a_wrong_answer_is_found() {
        let wrong = Case { exact: 2.5, ..CASES[0] };
        assert!(!wrong.play(20_000).holds());
        let certain = CASES.iter().find(|case| case.model == "complex-contagion").expect("it has a case");
        assert!(!Case { exact: certain.exact + 1e-6, ..*certain }.play(10).holds());
    }
}
