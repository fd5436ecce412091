//! What a run will take, before it is begun.

use crate::graph::Graph;
use crate::graph::format::Format;
use crate::graph::generate::Generator;
use crate::load::{Inputs, Refusal};
use crate::measure::{self, Credit};
use crate::scenario::{Campaign, NetworkSource, Scenario, Spread};

/// What a run will take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// People of the network.
    pub people: u64,
    /// Ties of the network (about, where a generator draws them).
    pub ties: f64,
    /// Bytes of memory at the peak (about).
    pub memory: f64,
    /// Campaigns times replicates, whose records are kept.
    pub records: f64,
    /// Campaigns times replicates, whose cascades are kept.
    pub traces: f64,
}

/// Bytes of a campaign's record of one replicate, without its curve.
const RECORD: f64 = 96.0 + 16.0 * (measure::CATALOG.len() - measure::SPECIAL.len()) as f64;
/// Seconds that a run may take unless a longer one is allowed.
const LONGEST: f64 = 86_400.0;
/// Points of a curve that are reckoned with before any is seen.
const POINTS: f64 = 60.0;
/// Points of a curve of opinions at most.
const OPINION_POINTS: f64 = 1000.0;
/// Bytes of one act of a cascade that is kept.
const ACT: f64 = 16.0;
/// Bytes of a tie where nothing better is known: rows, the same by hearer, a column of chances, and what builds them.
const TIE: f64 = 45.0;
/// Bytes of a tie in a network that is described.
const DESCRIBED: f64 = 24.0;
/// Bytes of a tie in its row.
const ROW: f64 = 4.0;
/// Bytes of a person in a network: where its row begins, and its name.
const PERSON: f64 = 40.0;
/// Bytes of everything else.
const REST: f64 = 3e7;
/// Seedings that look at nothing but rows.
const LEAN: &[&str] = &["random", "file", "most-ties", "fewest-ties"];

/// Of a scenario whose files are read.
pub fn estimate(scenario: &Scenario, inputs: &Inputs, threads: usize) -> Estimate {
    let of = |graph: &Graph| (u64::from(graph.people()), graph.ties() as f64);
    let (people, ties) = match (&inputs.network, &inputs.contacts) {
        (Some(reading), _) => of(&reading.graph),
        // A contact takes three times the room of a tie, and the network of who hears whom stands beside.
        (_, Some((list, network))) => (of(network).0, of(network).1 + list.contacts().len() as f64),
        _ => inputs.layers.iter().flatten().fold(scenario.network.size(), |(people, ties), reading| {
            let (more, others) = of(&reading.graph);
            (people.max(more), ties + others)
        }),
    };
    let network = bytes_a_tie(scenario, inputs) * ties + PERSON * people as f64;
    // And one cascade a thread.
    let scratch = threads as f64 * 56.0 * people as f64;
    let campaigns = scenario.campaigns.len() as f64;
    let records = scenario.replicates as f64 * campaigns;
    let traces = scenario.traces.min(scenario.replicates) as f64 * campaigns;
    let points = if scenario.outcome().is_reach() { POINTS } else { scenario.horizon.min(OPINION_POINTS) };
    let memory = network + scratch + records * (RECORD + 4.0 * points) + REST;
    Estimate { people, ties, memory, records, traces }
}

/// Of making one network and writing it in a format.
pub fn of_making(generator: &dyn Generator, format: Format) -> Estimate {
    let (people, ties) = generator.size();
    // Other formats ask who hears nobody.
    let room = generator.room().filter(|_| format == Format::Binary);
    let memory = room.unwrap_or(TIE) * ties + PERSON * people as f64 + REST;
    Estimate { people, ties, memory, records: 0.0, traces: 0.0 }
}

/// Of describing a network that is there: whom each person hears, and all who are tied either way.
pub fn of_describing(graph: &Graph) -> Estimate {
    let (people, ties) = (u64::from(graph.people()), graph.ties() as f64);
    let memory = DESCRIBED * ties + PERSON * people as f64 + REST;
    Estimate { people, ties, memory, records: 0.0, traces: 0.0 }
}

/// Bytes that a run takes for each tie: those of a row alone where nothing it is made of looks at more.
fn bytes_a_tie(scenario: &Scenario, inputs: &Inputs) -> f64 {
    let drawn = match (&scenario.network, &inputs.network) {
        (NetworkSource::Made(_, generator), _) => generator.room().unwrap_or(TIE),
        (NetworkSource::File(_), Some(reading)) if reading.graph.is_mapped() => ROW,
        _ => TIE,
    };
    let model = matches!(&scenario.model, Spread::Adoption(model) if model.looks_at_rows_alone());
    let seeds = |campaign: &Campaign| {
        campaign.is_plain() && campaign.seeds.as_ref().is_none_or(|(name, _)| LEAN.contains(&name.as_str()))
    };
    let credit = scenario.extras.attribution.iter().all(|credit| matches!(credit, Credit::FirstTouch));
    let lean = model && scenario.campaigns.iter().all(seeds) && credit && !scenario.extras.theory;
    if lean && scenario.choice.is_none() && scenario.factors.are_silent() { drawn.max(ROW) } else { TIE }
}

/// What a replicate leaves behind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Kept {
    /// Points of its curve.
    pub points: f64,
    /// People who acted.
    pub reach: f64,
}

impl Estimate {
    /// The same, knowing what replicates leave behind.
    pub fn knowing(self, kept: Kept) -> Estimate {
        let curves = self.records * 4.0 * (kept.points - POINTS);
        Estimate { memory: self.memory + curves + self.traces * ACT * kept.reach, ..self }
    }

    /// The same, if every replicate reached everybody, one after the other.
    pub fn at_worst(self) -> Estimate {
        let reach = self.people as f64;
        self.knowing(Kept { points: reach.min(measure::MOST_POINTS as f64), reach })
    }
}

impl Estimate {
    /// A refusal if the memory is more than there may be.
    ///
    /// # Errors
    /// What is too large.
    pub fn within(&self, limit: f64) -> Result<(), Refusal> {
        self.within_for("the run", limit, "ask for fewer people, ties or replicates, or raise --memory-limit")
    }

    /// A refusal if what is done needs more memory than there may be; `what` is done, and where it is too much, `help`.
    ///
    /// # Errors
    /// What is too large.
    pub fn within_for(&self, what: &str, limit: f64, help: &str) -> Result<(), Refusal> {
        if self.memory <= limit {
            return Ok(());
        }
        let message = format!("{what} needs about {} of memory, and may take {}", bytes(self.memory), bytes(limit));
        Err(Refusal::Limit { message, help: help.to_owned() })
    }

    /// A refusal if the run takes longer than a day.
    ///
    /// # Errors
    /// How long it takes, and the name that lifts the limit.
    pub fn within_a_day(&self, seconds: f64) -> Result<(), Refusal> {
        if seconds <= LONGEST {
            return Ok(());
        }
        let (time, memory) = (duration(seconds), bytes(self.memory));
        Err(Refusal::Limit {
            message: format!("the run takes about {time} and {memory} of memory, and the limit is 24 hours"),
            help: "ask for fewer people, ties or replicates; `--allow long-run` lifts this limit".to_owned(),
        })
    }
}

/// Seconds as people read them.
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => "a second or less".to_owned(),
        s if s < 120.0 => format!("{s:.0} seconds"),
        s if s < 7200.0 => format!("{:.0} minutes", s / 60.0),
        s if s < 172_800.0 => format!("{:.0} hours", s / 3600.0),
        s if s < 1e9 => format!("{:.0} days", s / 86_400.0),
        s => format!("{} years", crate::text::grouped((s / 31_536_000.0) as u64)),
    }
}

/// Bytes as people read them.
pub fn bytes(bytes: f64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let (mut value, mut unit) = (bytes, 0);
    while value >= 1024.0 && unit + 1 < units.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 || value >= 99.5 {
        format!("{value:.0} {}", units[unit])
    } else {
        format!("{value:.1} {}", units[unit])
    }
}

/// A size such as "4 GiB", "500MB", "1e9" in bytes.
pub fn size(text: &str) -> Option<f64> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E')).unwrap_or(text.len());
    let number: f64 = text[..split].trim().parse().ok().filter(|x: &f64| x.is_finite() && *x > 0.0)?;
    let unit = match text[split..].trim().to_lowercase().as_str() {
        "" | "b" | "bytes" => 1.0,
        "kb" => 1e3,
        "mb" => 1e6,
        "gb" => 1e9,
        "tb" => 1e12,
        "k" | "kib" => 1024.0,
        "m" | "mib" => 1_048_576.0,
        "g" | "gib" => 1_073_741_824.0,
        "t" | "tib" => 1_099_511_627_776.0,
        _ => return None,
    };
    Some(number * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row 56 of the bad inputs: a run of more than a day is refused, by the name that lifts the limit.
    #[test]
    fn a_day_is_the_longest() {
        let estimate = Estimate { people: 10, ties: 20.0, memory: 3e9, records: 1.0, traces: 0.0 };
        assert!(estimate.within_a_day(86_400.0).is_ok());
        assert_eq!(
            estimate.within_a_day(4e11).unwrap_err().to_string(),
            "the run takes about 12,683 years and 2.8 GiB of memory, and the limit is 24 hours\n  ask for fewer people, ties \
             or replicates; `--allow long-run` lifts this limit"
        );
        assert_eq!(
            (duration(0.2), duration(7200.0), duration(1e6)),
            ("a second or less".into(), "2 hours".into(), "12 days".into())
        );
    }

    /// What looks at nothing but rows is held to them, all else to what may be needed.
    #[test]
    fn rows_alone_take_little() {
        let a_tie = |probability: &str, seeds: &str| {
            let text = format!(
                "format = 1\n[network.erdos-renyi]\npeople = 1000\nmean-degree = 30\nmutual = false\n\
                 [spread.independent-cascade]\nprobability = {probability}\n[[campaign]]\nname = \"one\"\nseeds = {{ {seeds} }}\n"
            );
            let scenario = Scenario::read("s", &text, &[]).unwrap_or_else(|problems| panic!("{problems}"));
            bytes_a_tie(&scenario, &Inputs::default())
        };
        assert_eq!(a_tie("0.1", "random = 1"), 4.1);
        assert_eq!(a_tie("0.1", "page-rank = 1"), TIE);
        assert_eq!(a_tie("\"weighted-cascade\"", "random = 1"), TIE);
        let known = |name: &&str| crate::seeding::CATALOG.iter().any(|entry| entry.name == *name);
        assert!(LEAN.iter().all(known));
    }

    /// A curve of 1,060 points instead of 60 is 4,000 bytes more; a trace 16 bytes an act.
    #[test]
    fn long_curves_and_traces_count() {
        let estimate = Estimate { people: 50_000, ties: 1e5, memory: 1e9, records: 1e6, traces: 10.0 };
        assert_eq!(estimate.knowing(Kept { points: 1060.0, reach: 500.0 }).memory, 1e9 + 4e9 + 80_000.0);
        assert_eq!(estimate.at_worst().memory, 1e9 + 4e6 * 9940.0 + 8e6);
    }

    #[test]
    fn sizes_are_read_and_written() {
        assert_eq!(size("4 GiB"), Some(4.0 * 1_073_741_824.0));
        assert_eq!(size("500MB"), Some(5e8));
        assert_eq!(size("1e9"), Some(1e9));
        assert_eq!((size("-1"), size("4 parsecs"), size("")), (None, None, None));
        assert_eq!((bytes(512.0), bytes(1536.0), bytes(3e9)), ("512 bytes".into(), "1.5 KiB".into(), "2.8 GiB".into()));
    }
}
