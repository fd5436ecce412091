//! The circles that give a network the mean local clustering asked for.
//!
//! Communities have 60 people, and the share of ties inside is looked for; where that does not do, or `local` says the share, their
//! size is. The search is regula falsi on trial networks of at most 20,000 people (of fewer, the mean of as many as have so many
//! people), drawn with random seed 0, until the trial is within 0.001.

use super::{Circles, Planted};
use crate::catalog::Fault;
use crate::graph::generate::Generator;
use crate::graph::generate::configuration::degree::Law;
use crate::graph::shape;
use crate::quantity::RandomSeed;
use crate::random::{Purpose, Replicate};

/// Most people of a trial network.
const TRIAL: u32 = 20_000;
/// How near a trial must come to the clustering asked for.
pub(super) const NEAR: f64 = 0.001;
/// Most trials.
const TRIALS: u32 = 24;

/// People of a community where nothing is said.
const USUAL_SIZE: f64 = 60.0;
/// The largest share of ties inside that is tried.
const MOST_LOCAL: f64 = 0.98;

/// The circles for which a trial comes near the clustering: `of` gives those of t from 0 to 1, with which clustering rises, nearly
/// in a straight line. The error is the clustering at 0 and 1, where it does not lie between.
fn search(
    clustering: f64,
    of: impl Fn(f64) -> Circles,
    measured: impl Fn(Circles) -> f64,
) -> Result<Circles, (f64, f64)> {
    let (mut low, mut high) = ((0.0, measured(of(0.0))), (1.0, measured(of(1.0))));
    if clustering < low.1 - NEAR || clustering > high.1 + NEAR {
        return Err((low.1, high.1));
    }
    let nearer =
        |a: (f64, f64), b: (f64, f64)| if (a.1 - clustering).abs() <= (b.1 - clustering).abs() { a } else { b };
    let mut best = nearer(low, high);
    for trial in 1..=TRIALS {
        if (best.1 - clustering).abs() <= NEAR {
            break;
        }
        let straight = ((clustering - low.1) / (high.1 - low.1)).clamp(0.02, 0.98);
        // Where one end stays for long, halve.
        let share = if trial % 3 == 0 { 0.5 } else { straight };
        let t = low.0 + share * (high.0 - low.0);
        let found = (t, measured(of(t)));
        best = nearer(best, found);
        if found.1 < clustering { low = found } else { high = found }
    }
    Ok(of(best.0))
}

impl Planted {
    /// The same with the size of communities for which the mean local clustering is this.
    ///
    /// # Errors
    ///
    /// Those of [`Planted::new`], and a fault at `clustering` where no size has it, with the bounds.
    pub fn clustered(
        people: u32,
        law: Law,
        reciprocity: Option<f64>,
        local: Option<f64>,
        clustering: f64,
    ) -> Result<Self, Fault> {
        let trial_people = people.min(TRIAL);
        let plain = Planted::new(people, law, reciprocity, None)?;
        let trial =
            if trial_people == people { plain.clone() } else { Planted::new(trial_people, law, reciprocity, None)? };
        // Small networks differ much from each other: as many trials as have the people of a large one.
        let trials = u64::from(TRIAL.div_ceil(trial_people.max(1)));
        let measured = |circles: Circles| {
            let trial = Planted { circles: Some(circles), ..trial.clone() };
            let luck = |t: u64| Replicate::new(RandomSeed::from(0u32), t, 0).stream(Purpose::Network);
            (0..trials).map(|t| shape::local_clustering(&trial.generate(luck(t)))).sum::<f64>() / trials as f64
        };
        let refuse = |message: String, help: String| Err(Fault::at("clustering", message, help));
        let most = f64::from(trial_people);
        // How many neighbours a tie makes: two for a pair of ties that are not answered.
        let neighbours = trial.degrees.mean() * (2.0 - reciprocity.unwrap_or(1.0));
        let of_size = |local: f64| {
            let smallest = (1.0 + local * neighbours).clamp(3.0, most.max(3.0));
            move |t: f64| Circles { size: 1.0 / ((1.0 - t) / most.max(smallest) + t / smallest), local }
        };
        let of_local = |t: f64| Circles { size: USUAL_SIZE.min(most), local: MOST_LOCAL * t.sqrt() };
        let found = match local {
            Some(local) => search(clustering, of_size(local), measured),
            None => search(clustering, of_local, measured).or_else(|found| match found {
                // Circles of the usual size are too loose: tighter ones, in which most ties stay.
                (_, high) if high < clustering => {
                    let local = (clustering / 0.75).sqrt().clamp(0.5, MOST_LOCAL);
                    search(clustering, of_size(local), measured)
                        .or_else(|_| search(clustering, of_size(MOST_LOCAL), measured))
                }
                found => Err(found),
            }),
        };
        match found {
            Ok(circles) => Ok(Planted { circles: Some(circles), clustering: Some(clustering), ..plain }),
            Err((_, high)) if high < clustering => {
                let message = format!("with these ties the mean local clustering is at most about {high:.2}");
                let larger = if local.is_some() { ", or a larger `local`" } else { "" };
                refuse(message, format!("write at most {high:.2}{larger}"))
            }
            Err((low, _)) => {
                let message =
                    format!("with so many ties among so few people the clustering is {low:.3} by chance alone");
                refuse(message, format!("write at least {low:.3}, or more people, or fewer ties"))
            }
        }
    }
}
