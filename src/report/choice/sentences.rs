//! A choice in sentences: what it comes to, how good that is, what is not known.

use super::Choice;
use crate::report::figures::{count, fixed, percent};
use crate::seeding::best::{Answer, Basis, Certificate, Played, Smallest, Stopped};

impl Choice<'_> {
    /// The answer in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let Answer { spread, stopped, curve, basis, .. } = self.answer;
        let digits = self.decimals();
        let people = match spread.seeds.len() {
            0 => "nobody".to_owned(),
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
        if let Some(quotas) = self.quotas {
            let of = |number: u32, word: &str| (number > 0 && number < u32::MAX).then(|| format!("{word} {number}"));
            let asked = quotas.groups.first().map(|group| {
                let least = of(group.at_least, "at least");
                least.into_iter().chain(of(group.at_most, "at most")).collect::<Vec<_>>().join(" and ")
            });
            sentences.push(format!(
                "Of each group of `{}` {} are asked; groups are taken into account at every step, and bounds are those of \
                 choices that keep to them.",
                quotas.column,
                asked.unwrap_or_default(),
            ));
        }
        match basis {
            Basis::Sets(certificate) => sentences.extend(self.certain(certificate)),
            Basis::Worlds(played) => sentences.extend(self.played(played)),
            Basis::Smallest(smallest) => sentences.extend(self.smallest(smallest)),
        }
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
            Stopped::Played => "all were played".to_owned(),
            Stopped::Saturated if matches!(basis, Basis::Smallest(_)) => {
                "more sets will hardly help: the target is about all that can be reached".to_owned()
            }
            Stopped::Saturated => {
                format!(
                    "more sets will hardly help: a ratio of {} is more than can be shown here",
                    percent(self.goal.ratio)
                )
            }
            Stopped::Time => match basis {
                Basis::Sets(_) | Basis::Smallest(_) => {
                    "the time was up; what is certain was certain by then".to_owned()
                }
                Basis::Worlds(_) => {
                    "the time was up; places still open went to the people whom simple ideas name first".to_owned()
                }
            },
            Stopped::Memory => {
                "more sets would take more memory than is allowed; what is certain was certain by then".to_owned()
            }
            Stopped::Interrupted => match basis {
                Basis::Sets(_) | Basis::Smallest(_) => {
                    "it was interrupted; what is certain was certain by then".to_owned()
                }
                Basis::Worlds(_) => {
                    "it was interrupted; places still open went to the people whom simple ideas name first".to_owned()
                }
            },
        };
        sentences.push(match basis {
            Basis::Sets(Certificate { sets, memory_bytes, .. })
            | Basis::Smallest(Smallest { sets, memory_bytes, .. }) => format!(
                "It ended after {} sets ({}) because {why}.",
                count(*sets as f64),
                crate::estimate::bytes(*memory_bytes as f64)
            ),
            Basis::Worlds(played) => format!("It ended after {} plays because {why}.", count(played.plays as f64)),
        });
        sentences
    }

    /// What a certificate says.
    fn certain(&self, certificate: &Certificate) -> [String; 2] {
        let Certificate { lower, upper, ratio, intrinsic, noise, .. } = certificate;
        let digits = self.decimals();
        [
            format!(
                "Certain with probability {}: at least {}, and no choice within the terms reaches more than {}; so this one \
                 reaches {} or more of the best possible.",
                percent(1.0 - self.goal.failure_probability),
                fixed(*lower, digits),
                fixed(*upper, digits),
                percent(*ratio),
            ),
            format!(
                "Greedy choice cannot be shown to be more than {} of the best here, however long it takes; the choice looked at \
                 most {:.1} % better than it is.",
                percent(*intrinsic),
                (100.0 * noise.1).max(0.0),
            ),
        ]
    }

    /// What is known of a smallest choice.
    fn smallest(&self, smallest: &Smallest) -> Vec<String> {
        let Smallest { target, lower, fewest, is_reached, .. } = smallest;
        let digits = self.decimals();
        let certain = percent(1.0 - self.goal.failure_probability);
        let asked = self.answer.spread.seeds.len();
        let what = format!("{} {}", fixed(*target, digits), self.unit);
        let reached = match is_reached {
            true => format!(
                "Certain with probability {certain}: they reach the target of {what} on average (at least {}), and fewer than {} \
                 people would not, whoever they are.",
                fixed(*lower, digits),
                count((*fewest).into()),
            ),
            false => format!(
                "It is not certain that they reach the target of {what}: with probability {certain} they reach at least {}. \
                 Fewer than {} people do not, whoever they are.",
                fixed(*lower, digits),
                count((*fewest).into()),
            ),
        };
        let mut sentences = vec![reached];
        if *is_reached && asked as u32 == *fewest {
            sentences.push("So this is the smallest choice there is.".to_owned());
        }
        sentences
    }

    /// What a choice made in common worlds says of itself.
    fn played(&self, played: &Played) -> Vec<String> {
        let Played { choosing, judging, tried, open, noise, diminishing, unasked, target, .. } = played;
        let mut sentences = Vec::new();
        if let Some(target) = target {
            let what = format!("the target of {} {}", fixed(*target, self.decimals()), self.unit);
            sentences.push(match self.answer.spread.low >= *target {
                true => format!("They reach {what}; that fewer people cannot is not known."),
                false => format!("Whether they reach {what} is not clear: the interval begins below it."),
            });
        }
        if *unasked > 0.0 {
            let digits = self.decimals();
            sentences.push(format!("With nobody asked it is {} {}.", fixed(*unasked, digits), self.unit));
        }
        let whom = match tried == open {
            true => format!("all {} people who may be asked", count((*open).into())),
            false => format!(
                "{} of {} people who may be asked, those whom simple ideas name first",
                count((*tried).into()),
                count((*open).into())
            ),
        };
        sentences.push(format!(
            "This model is played: chosen greedily in {} worlds among {whom}, picked in {} others and judged in as many again, \
             in each with the same luck for every seed set. In its own worlds the greedy choice looked {:.1} % {} than in \
             those that judge.",
            count(*choosing as f64),
            count(*judging as f64),
            (100.0 * noise).abs(),
            if *noise < 0.0 { "worse" } else { "better" },
        ));
        sentences.push(match (diminishing, self.budget) {
            (true, None) if self.quotas.is_some() => "There is no certificate: of greedy choice within groups it is known that \
                                                      in its own worlds it comes to 50 % or more of the best among those \
                                                      tried."
                .to_owned(),
            (true, None) if target.is_some() => "There is no certificate.".to_owned(),
            (true, None) => "There is no certificate: of greedy choice it is known that in its own worlds it comes to 63 % or \
                             more of the best among those tried."
                .to_owned(),
            (true, Some(_)) => "There is no certificate, and no bound is stated for a choice by money.".to_owned(),
            (false, _) => "There is no certificate: how much better the best choice is, is not known. No bound is known for \
                           this model, in which people may be worth more together than one by one."
                .to_owned(),
        });
        sentences
    }
}
