//! What counts are of real people, where a simulated one stands for several.

use super::figures::{count, fixed};
use super::words::quoted;
use crate::answer::{Answer, RealAnswer};

/// Three digits that count, or all of a whole number.
fn about(x: f64) -> String {
    fixed(x, usize::from(x.abs() < 100.0))
}

fn told(real: &RealAnswer) -> String {
    match (real.low, real.high) {
        (Some(low), Some(high)) => {
            format!("{} (95 % interval {} to {})", about(real.mean), about(low), about(high))
        }
        _ => about(real.mean),
    }
}

/// How many real people each campaign reaches, and how many see it, in one sentence after another; nothing where a
/// simulated person stands for one.
pub fn sentences(answer: &Answer) -> Vec<String> {
    let mut sentences = Vec::new();
    if answer.stands_for == 1.0 {
        return sentences;
    }
    sentences.push(format!(
        "One simulated person stands for {} real ones: counts above are of simulated people, money is of real ones.",
        count((answer.stands_for * 100.0).round() / 100.0)
    ));
    for campaign in &answer.campaigns {
        let Some(reach) = campaign.real.get("reach") else { continue };
        let seen = campaign.real.get("seen").map_or(String::new(), |seen| format!(", and {} see it", told(seen)));
        sentences.push(format!("{} reaches {} real people{seen}.", quoted(&campaign.name), told(reach)));
    }
    sentences
}
