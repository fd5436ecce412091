//! Planted faults: each classical bug is caught by the checks the engine passes, the faultless twin passes them too.

use crate::exact;
use crate::plain::{Fault, Plain};
use crate::sampled;

/// Whether the exact worlds (S2) must catch the fault, or the statistics (S1): a fault in what luck is asked for, not in
/// what is made of it, shows in no replayed world.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Worlds,
    Statistics,
}

const FAULTS: &[(Fault, By)] = &[
    (Fault::Retry, By::Worlds),
    (Fault::HorizonLate, By::Worlds),
    (Fault::HorizonExclusive, By::Worlds),
    (Fault::SeedsTwice, By::Worlds),
    (Fault::ReachWithoutSeeds, By::Worlds),
    (Fault::RepeatedSeeds, By::Statistics),
    (Fault::OneSeed, By::Worlds),
    (Fault::WonAgain, By::Worlds),
    (Fault::Reversed, By::Worlds),
    (Fault::BothWays, By::Worlds),
    (Fault::OddTieDropped, By::Worlds),
    (Fault::LuckReused, By::Statistics),
    (Fault::CoinsShared, By::Statistics),
    (Fault::CoinPerHearer, By::Statistics),
    (Fault::XorCoins, By::Statistics),
    (Fault::SixteenBits, By::Worlds),
    (Fault::SingleFloat, By::Worlds),
    (Fault::CoinAtEquality, By::Worlds),
    (Fault::CertainFails, By::Worlds),
    (Fault::SameRound, By::Worlds),
    (Fault::RecoverFirst, By::Worlds),
    (Fault::LifeTooLong, By::Worlds),
    (Fault::LifeOfZero, By::Worlds),
    (Fault::LifePerTie, By::Statistics),
    (Fault::NoRecovery, By::Worlds),
    (Fault::TriesOnce, By::Worlds),
    (Fault::ThetaAnew, By::Statistics),
    (Fault::ThetaStrict, By::Worlds),
    (Fault::ThetaZero, By::Worlds),
    (Fault::WeightsNormalised, By::Statistics),
    (Fault::CascadeForThreshold, By::Statistics),
    (Fault::ThresholdForCascade, By::Statistics),
    (Fault::FirstContactOnly, By::Worlds),
    (Fault::NoMemory, By::Worlds),
    (Fault::OutDegree, By::Statistics),
    (Fault::UnaskedSleep, By::Worlds),
    (Fault::RateAsMean, By::Statistics),
    (Fault::ClockFromZero, By::Worlds),
    (Fault::LifeFromZero, By::Worlds),
    (Fault::HearerStifled, By::Statistics),
    (Fault::BothStifled, By::Statistics),
    (Fault::SpreadersStifle, By::Statistics),
    (Fault::MeetsItself, By::Statistics),
];

/// How many of the quick cases are enough to catch every fault.
const CASES: usize = 40;

/// All exact checks on networks of up to 3 people.
fn worlds(fault: Option<Fault>) -> Result<u64, String> {
    let player = &mut Plain { fault };
    let checks: [fn(&mut Plain, usize) -> exact::Checked; 8] = [
        exact::cascades,
        exact::equal_weights,
        exact::counts,
        exact::doses,
        exact::rumours,
        exact::bare_laws,
        exact::rounds,
        exact::continuous,
    ];
    checks.iter().map(|check| check(player, 3)).sum()
}

/// The statistics of the quick run, to the first alarm.
fn statistics(fault: Option<Fault>, cases: &[sampled::Case]) -> Result<u64, String> {
    let player = &mut Plain { fault };
    cases.iter().map(|case| sampled::matches(case, player, 1, 20_000)).sum()
}

fn cases() -> Vec<sampled::Case> {
    sampled::quick().take(CASES).collect()
}

#[test]
fn the_faultless_twin_passes() {
    println!("{} worlds", worlds(None).unwrap_or_else(|message| panic!("{message}")));
    println!("{} tests", statistics(None, &cases()).unwrap_or_else(|message| panic!("{message}")));
}

#[test]
fn every_planted_fault_is_caught() {
    let cases = cases();
    let mut missed = Vec::new();
    for &(fault, by) in FAULTS {
        let found = match by {
            By::Worlds => worlds(Some(fault)),
            By::Statistics => statistics(Some(fault), &cases),
        };
        match found {
            Ok(_) => missed.push(fault),
            Err(message) => println!("{fault:?}, by {by:?}: {}", message.lines().next().unwrap_or_default()),
        }
    }
    println!("{} of {} caught", FAULTS.len() - missed.len(), FAULTS.len());
    assert!(missed.is_empty(), "not caught: {missed:?}");
}
